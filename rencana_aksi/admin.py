"""The plan in Django's admin: to read only (``organisasi.admin``)."""

from __future__ import annotations

from django.contrib import admin

from bakesbang.organisasi.admin import ReadOnlyAdmin
from bakesbang.organisasi.permissions import page_url
from rencana_aksi.models import RencanaAksi, Sasaran, VersiRencanaAksi


@admin.register(RencanaAksi)
class RencanaAksiAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "instansi", "tahun")
    list_filter = ("instansi", "tahun")
    list_select_related = ("instansi",)

    def product_url(self, obj: RencanaAksi) -> str:
        return page_url(obj.instansi, obj.tahun, "rencana_aksi:matriks")


@admin.register(VersiRencanaAksi)
class VersiRencanaAksiAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "nomor", "status", "tanggal", "mulai_triwulan")
    list_filter = ("status", "rencana__instansi", "rencana__tahun")
    list_select_related = ("rencana__instansi",)

    def product_url(self, obj: VersiRencanaAksi) -> str:
        rencana = obj.rencana
        query = {"versi": obj.nomor}
        return page_url(rencana.instansi, rencana.tahun, "rencana_aksi:matriks", query=query)


@admin.register(Sasaran)
class SasaranAdmin(ReadOnlyAdmin):
    list_display = ("uraian", "jenjang", "versi_id")
    list_filter = ("jenjang", "versi__rencana__instansi", "versi__rencana__tahun")
    list_select_related = ("versi__rencana__instansi",)
    search_fields = ("uraian",)

    def product_url(self, obj: Sasaran) -> str:
        rencana = obj.versi.rencana
        query = {"versi": obj.versi.nomor}
        return page_url(
            rencana.instansi,
            rencana.tahun,
            "rencana_aksi:matriks",
            query=query,
            fragment=f"sasaran-{obj.pk}",
        )
