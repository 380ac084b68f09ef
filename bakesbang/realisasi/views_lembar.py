"""The workbook of a unit and quarter: out, back with a preview, and saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi.models import BerkasImpor
from bakesbang.organisasi.permissions import ISI, PageContext, page
from bakesbang.paper.xlsx_form import BarisKembali, baca_isian, tandai, tulis_isian
from bakesbang.reading.sources import FileRefused
from bakesbang.realisasi import lembar_isian
from bakesbang.realisasi.kisi import muat_kisi
from bakesbang.realisasi.pilihan_unit import periksa_triwulan, pilih_unit
from bakesbang.versions.returned_workbook import ambil_unggahan, baca_unggahan, simpan_unggahan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@page(ISI)
def unduh(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """The form to fill in; ``?unit=``."""
    hari = k.instansi.today()
    pilihan = pilih_unit(request, k, hari)
    kisi = muat_kisi(k, periksa_triwulan(triwulan), hari, unit_ids=pilihan.ids)
    lembar = lembar_isian.lembar(k, kisi, pilihan.kode, pilihan.sebutan, timezone.now())
    return _berkas(tulis_isian(lembar), f"realisasi-{k.tahun}-tw{triwulan}-{pilihan.kode}.xlsx")


@require_http_methods(["GET", "POST"])
@page(ISI)
def unggah(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """Upload, look, then save all or nothing. The file is kept; ``berkas_id`` names it in the second step."""
    pilihan = pilih_unit(request, k, k.instansi.today())
    isi = {"triwulan": periksa_triwulan(triwulan), "pilihan": pilihan}
    if request.method == "GET":
        return render(request, "realisasi/lembar.html", isi)
    try:
        impor, data, baris = _unggahan(request, k, lembar_isian.pengenal(k, triwulan, pilihan.kode), triwulan)
    except FileRefused as salah:
        return render(request, "realisasi/lembar.html", isi | {"galat": str(salah)}, status=422)
    simpan = "simpan" in request.POST
    hasil = lembar_isian.terapkan(k=k, triwulan=triwulan, baris=baris, kini=timezone.now(), simpan=simpan)
    if "tandai" in request.POST and not hasil.bersih:
        return _berkas(tandai(data, lembar_isian.KOLOM, hasil.tanda()), impor.nama_asli)
    if simpan and hasil.bersih:
        impor.disimpan_pada = timezone.now()
        impor.save(update_fields=["disimpan_pada"])
        messages.success(request, f"{len(hasil.ubahan)} isian dari “{impor.nama_asli}” disimpan.")
        return redirect(k.url("realisasi:isi", query={"unit": pilihan.kode}, triwulan=triwulan))
    return render(
        request,
        "realisasi/lembar.html",
        isi | {"hasil": hasil, "impor": impor},
        status=200 if hasil.bersih else 422,
    )


def _unggahan(
    request: HttpRequest, k: PageContext, pengenal: str, triwulan: int
) -> tuple[BerkasImpor, bytes, list[BarisKembali]]:
    """The uploaded file, read and then kept; or the one kept in the step before. Raises FileRefused."""
    tujuan = f"realisasi-tw{triwulan}"
    if berkas := request.FILES.get("berkas"):
        nama, data = baca_unggahan(berkas)
        baris = baca_isian(data, nama, pengenal, lembar_isian.KOLOM)
        return simpan_unggahan(k, tujuan, nama, data), data, baris
    impor, data = ambil_unggahan(k, tujuan, request.POST.get("berkas_id", ""))
    return impor, data, baca_isian(data, impor.nama_asli, pengenal, lembar_isian.KOLOM)


def _berkas(isi: bytes, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=XLSX)
    jawab["Content-Disposition"] = content_disposition_header(True, nama) or "attachment"
    jawab["Cache-Control"] = "private, no-store"
    return jawab
