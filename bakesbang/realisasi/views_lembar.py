"""The workbook of a unit and quarter: out, back with a preview, and saved."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.dokumen.baca import UKURAN_MAKS, BerkasDitolak
from bakesbang.dokumen.xlsx_isian import baca_isian, tandai, tulis_isian
from bakesbang.organisasi.izin import ISI, Konteks, halaman
from bakesbang.organisasi.models import BerkasImpor
from bakesbang.realisasi import lembar_isian
from bakesbang.realisasi.kisi import muat_kisi
from bakesbang.realisasi.pilihan_unit import periksa_triwulan, pilih_unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@halaman(ISI)
def unduh(request: HttpRequest, k: Konteks, triwulan: int) -> HttpResponse:
    """The form to fill in; ``?unit=``."""
    hari = k.instansi.hari_ini()
    pilihan = pilih_unit(request, k, hari)
    kisi = muat_kisi(k, periksa_triwulan(triwulan), hari, unit_ids=pilihan.ids)
    lembar = lembar_isian.lembar(k, kisi, pilihan.kode, pilihan.sebutan, timezone.now())
    return _berkas(tulis_isian(lembar), f"realisasi-{k.tahun}-tw{triwulan}-{pilihan.kode}.xlsx")


@require_http_methods(["GET", "POST"])
@halaman(ISI)
def unggah(request: HttpRequest, k: Konteks, triwulan: int) -> HttpResponse:
    """Upload, look, then save all or nothing. The file is kept; ``berkas_id`` names it in the second step."""
    pilihan = pilih_unit(request, k, k.instansi.hari_ini())
    isi = {"triwulan": periksa_triwulan(triwulan), "pilihan": pilihan}
    if request.method == "GET":
        return render(request, "realisasi/lembar.html", isi)
    try:
        impor, data = _impor(request, k, triwulan)
        baris = baca_isian(
            data, impor.nama_asli, lembar_isian.pengenal(k, triwulan, pilihan.kode), lembar_isian.KOLOM
        )
    except BerkasDitolak as salah:
        return render(request, "realisasi/lembar.html", isi | {"galat": str(salah)}, status=422)
    simpan = "simpan" in request.POST
    hasil = lembar_isian.terapkan(k=k, triwulan=triwulan, baris=baris, kini=timezone.now(), simpan=simpan)
    if "tandai" in request.POST and not hasil.bersih:
        return _berkas(tandai(data, lembar_isian.KOLOM, hasil.tanda()), impor.nama_asli)
    if simpan and hasil.bersih:
        impor.disimpan_pada = timezone.now()
        impor.save(update_fields=["disimpan_pada"])
        messages.success(request, f"{len(hasil.ubahan)} isian dari “{impor.nama_asli}” disimpan.")
        alamat = reverse(
            "realisasi:isi", kwargs={"kode": k.instansi.kode, "tahun": k.tahun, "triwulan": triwulan}
        )
        return redirect(f"{alamat}?unit={pilihan.kode}")
    return render(
        request,
        "realisasi/lembar.html",
        isi | {"hasil": hasil, "impor": impor},
        status=200 if hasil.bersih else 422,
    )


def _impor(request: HttpRequest, k: Konteks, triwulan: int) -> tuple[BerkasImpor, bytes]:
    """The uploaded file, kept; or the one kept in the step before. Raises BerkasDitolak."""
    tujuan = f"realisasi-tw{triwulan}"
    if berkas := request.FILES.get("berkas"):
        data = berkas.read(UKURAN_MAKS + 1)
        nama = (berkas.name or "lembar.xlsx")[:255]
        if len(data) > UKURAN_MAKS:
            raise BerkasDitolak(f"“{nama}” terlalu besar. Paling besar {UKURAN_MAKS // 1024 // 1024} MB.")
        impor = BerkasImpor(
            instansi=k.instansi,
            tahun=k.tahun,
            tujuan=tujuan,
            nama_asli=nama,
            sidik=hashlib.sha256(data).hexdigest(),
            oleh=k.pengguna,
        )
        impor.berkas.save("lembar.xlsx", ContentFile(data), save=True)
        return impor, data
    pk = request.POST.get("berkas_id", "")
    if not pk.isdigit():
        raise BerkasDitolak("Pilih buku kerja yang sudah diisi.")
    impor = get_object_or_404(
        BerkasImpor, pk=int(pk), instansi=k.instansi, tahun=k.tahun, tujuan=tujuan, oleh=k.pengguna
    )
    with impor.berkas.open("rb") as isi:
        return impor, isi.read()


def _berkas(isi: bytes, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=XLSX)
    jawab["Content-Disposition"] = f'attachment; filename="{nama.replace(chr(34), "")}"'
    jawab["Cache-Control"] = "private, no-store"
    return jawab
