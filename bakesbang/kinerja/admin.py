"""Indicators, realizations, schedule and policy in Django's admin: to read only
(``organisasi.admin``)."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from bakesbang.kinerja.models import (
    BuktiDukung,
    Indikator,
    JadwalTriwulan,
    KebijakanCapaian,
    KetetapanIndikator,
    KunciTriwulan,
    Realisasi,
)
from bakesbang.organisasi.admin import ReadOnlyAdmin
from bakesbang.organisasi.permissions import page_url


@admin.register(KebijakanCapaian)
class KebijakanCapaianAdmin(ReadOnlyAdmin):
    list_display = ("instansi", "tahun", "batas_atas", "aturan_nol", "kebijakan_nihil")
    list_filter = ("instansi", "tahun")
    list_select_related = ("instansi",)

    def product_url(self, obj: KebijakanCapaian) -> str:
        return page_url(obj.instansi, obj.tahun, "indikator:kebijakan")


@admin.register(Indikator)
class IndikatorAdmin(ReadOnlyAdmin):
    list_display = ("pk", "__str__", "instansi", "tahun")
    list_filter = ("instansi", "tahun")
    list_select_related = ("instansi",)
    search_fields = ("ketetapan__uraian", "kunci")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Indikator]:
        return super().get_queryset(request).prefetch_related("ketetapan")

    def product_url(self, obj: Indikator) -> str:
        return page_url(obj.instansi, obj.tahun, "indikator:satu", pk=obj.pk)


@admin.register(KetetapanIndikator)
class KetetapanAdmin(ReadOnlyAdmin):
    list_display = ("uraian", "nomor", "status", "satuan", "dokumen_asal")
    list_filter = ("status", "indikator__instansi", "indikator__tahun")
    list_select_related = ("indikator__instansi",)
    search_fields = ("uraian",)

    def product_url(self, obj: KetetapanIndikator) -> str:
        indikator = obj.indikator
        return page_url(indikator.instansi, indikator.tahun, "indikator:satu", pk=indikator.pk)


@admin.register(Realisasi)
class RealisasiAdmin(ReadOnlyAdmin):
    list_display = ("indikator_id", "triwulan", "teks", "status", "diisi_pada", "disetujui_pada")
    list_filter = ("status", "triwulan", "indikator__instansi", "indikator__tahun")
    list_select_related = ("indikator__instansi",)
    search_fields = ("indikator__ketetapan__uraian", "uraian")

    def product_url(self, obj: Realisasi) -> str:
        indikator = obj.indikator
        return page_url(
            indikator.instansi,
            indikator.tahun,
            "realisasi:rincian",
            triwulan=obj.triwulan,
            pk=indikator.pk,
        )


@admin.register(BuktiDukung)
class BuktiDukungAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "jenis", "realisasi_id")
    list_filter = ("jenis", "realisasi__indikator__instansi")
    list_select_related = ("realisasi__indikator__instansi",)

    def product_url(self, obj: BuktiDukung) -> str:
        row = obj.realisasi
        indikator = row.indikator
        return page_url(
            indikator.instansi,
            indikator.tahun,
            "realisasi:rincian",
            triwulan=row.triwulan,
            pk=indikator.pk,
        )


@admin.register(JadwalTriwulan)
class JadwalAdmin(ReadOnlyAdmin):
    list_display = ("instansi", "tahun", "triwulan", "buka", "batas", "tutup", "dikunci_pada")
    list_filter = ("instansi", "tahun")
    list_select_related = ("instansi",)

    def product_url(self, obj: JadwalTriwulan) -> str:
        return page_url(obj.instansi, obj.tahun, "realisasi:jadwal")


@admin.register(KunciTriwulan)
class KunciAdmin(ReadOnlyAdmin):
    list_display = ("jadwal_id", "nomor", "sidik")
    list_filter = ("jadwal__instansi", "jadwal__tahun")
    list_select_related = ("jadwal__instansi",)

    def product_url(self, obj: KunciTriwulan) -> str:
        return page_url(obj.jadwal.instansi, obj.jadwal.tahun, "realisasi:laporan")
