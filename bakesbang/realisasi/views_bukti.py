"""Evidence of a row: adding, taking away, and serving it to those who may see the indicator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import BuktiDukung, Indikator
from bakesbang.organisasi.permissions import READ, PageContext, page
from bakesbang.realisasi import bukti as tindakan
from bakesbang.realisasi.bukti_files import ALLOWED_KINDS
from bakesbang.realisasi.pilihan_unit import periksa_triwulan


@require_POST
@page(READ)
def tambah(request: HttpRequest, k: PageContext, triwulan: int, pk: int) -> HttpResponse:
    """A file (``berkas``) or a link (``tautan``, ``judul``)."""
    indikator = get_object_or_404(Indikator.objects.milik(k.instansi, k.tahun), pk=pk)
    periksa_triwulan(triwulan)
    oleh, kini = k.pengguna, timezone.now()
    try:
        if berkas := request.FILES.get("berkas"):
            bukti = tindakan.unggah(
                indikator=indikator, triwulan=triwulan, berkas=berkas, oleh=oleh, kini=kini
            )
        else:
            tautan, judul = request.POST.get("tautan", ""), request.POST.get("judul", "")
            bukti = tindakan.tautkan(
                indikator=indikator, triwulan=triwulan, tautan=tautan, judul=judul, oleh=oleh, kini=kini
            )
    except (AlurSalah, ValidationError) as salah:
        pesan = " ".join(salah.messages) if isinstance(salah, ValidationError) else str(salah)
        if request.headers.get("Accept") == "text/plain":
            return HttpResponse(pesan, status=400, content_type="text/plain; charset=utf-8")
        messages.error(request, pesan)
    else:
        if request.headers.get("Accept") == "text/plain":
            return HttpResponse(f"“{bukti.judul}” ditambahkan.", content_type="text/plain; charset=utf-8")
        messages.success(request, f"“{bukti.judul}” ditambahkan.")
    return redirect(_rincian(k, triwulan, pk))


@require_http_methods(["GET", "POST"])
@page(READ)
def hapus(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Asks first."""
    bukti = _bukti(k, pk)
    kembali = _rincian(k, bukti.realisasi.triwulan, bukti.realisasi.indikator_id)
    if request.method == "GET":
        isi = {
            "judul": "Hapus bukti", "pertanyaan": f"Hapus “{bukti.judul}” dari bukti dukung?", "tombol": "Hapus bukti", "batal": kembali,
            "akibat": ["Bukti tidak tampil lagi pada isian.", "Siapa yang menghapus dan kapan tetap tercatat di riwayat."], "bahaya": True,
        }  # fmt: skip
        return render(request, "komponen/konfirmasi.html", isi)
    try:
        tindakan.hapus(bukti=bukti, oleh=k.pengguna, kini=timezone.now())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    else:
        messages.success(request, f"“{bukti.judul}” dihapus.")
    return redirect(kembali)


@require_GET
@page(READ)
def buka(request: HttpRequest, k: PageContext, pk: int) -> HttpResponseBase:
    """The file: shown in the browser when that is safe, else as a download. A browser never guesses its type."""
    bukti = _bukti(k, pk)
    if not bukti.berkas:
        return redirect(bukti.tautan)
    jawab = FileResponse(
        bukti.berkas.open("rb"),
        as_attachment=not ALLOWED_KINDS.get(bukti.mime, False),
        filename=bukti.judul,
        content_type=bukti.mime,
    )
    jawab["X-Content-Type-Options"] = "nosniff"
    # No sandbox: Chromium's own PDF viewer does not open inside one; nothing here may run all the same.
    jawab["Content-Security-Policy"] = (
        "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'"
    )
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def _bukti(k: PageContext, pk: int) -> BuktiDukung:
    return get_object_or_404(
        BuktiDukung.objects.select_related("realisasi__indikator__instansi"),
        pk=pk, dihapus_pada=None, realisasi__indikator__instansi=k.instansi, realisasi__indikator__tahun=k.tahun,
    )  # fmt: skip


def _rincian(k: PageContext, triwulan: int, pk: int) -> str:
    return k.url("realisasi:rincian", triwulan=triwulan, pk=pk)
