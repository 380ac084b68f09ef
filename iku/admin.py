"""The IKU in Django's admin: to read only (``organisasi.admin``)."""

from __future__ import annotations

from django.contrib import admin

from bakesbang.organisasi.admin import ReadOnlyAdmin
from bakesbang.organisasi.permissions import page_url
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku


@admin.register(DaftarIku)
class DaftarIkuAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "instansi", "tahun")
    list_filter = ("instansi", "tahun")
    list_select_related = ("instansi",)

    def product_url(self, obj: DaftarIku) -> str:
        return page_url(obj.instansi, obj.tahun, "iku:daftar")


@admin.register(VersiIku)
class VersiIkuAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "nomor", "status", "tanggal", "mulai_triwulan")
    list_filter = ("status", "daftar__instansi", "daftar__tahun")
    list_select_related = ("daftar__instansi",)

    def product_url(self, obj: VersiIku) -> str:
        daftar = obj.daftar
        return page_url(daftar.instansi, daftar.tahun, "iku:daftar", query={"versi": obj.nomor})


@admin.register(IndikatorKinerjaUtama)
class IndikatorKinerjaUtamaAdmin(ReadOnlyAdmin):
    list_display = ("sasaran", "ketetapan_id", "versi_id")
    list_filter = ("versi__daftar__instansi", "versi__daftar__tahun")
    list_select_related = ("versi__daftar__instansi",)
    search_fields = ("sasaran", "ketetapan__uraian")

    def product_url(self, obj: IndikatorKinerjaUtama) -> str:
        daftar = obj.versi.daftar
        return page_url(daftar.instansi, daftar.tahun, "iku:daftar", query={"versi": obj.versi.nomor})
