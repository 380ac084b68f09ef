"""The workbook of a draf: out, back with a preview, and saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.models import BerkasImpor
from bakesbang.organisasi.permissions import COMPOSE, PageContext, page
from bakesbang.paper.xlsx_form import BarisKembali, baca_isian, tandai, tulis_isian
from bakesbang.reading.sources import FileRefused
from bakesbang.versions.returned_workbook import ambil_unggahan, baca_unggahan, simpan_unggahan
from rencana_aksi import lembar_isian
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TUJUAN = "rencana-aksi-lembar"
TEMPLAT = "rencana_aksi/lembar.html"


@require_GET
@page(COMPOSE)
def unduh(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The form to fill in, for the draf of the year."""
    versi = _draf(k)
    if versi is None:
        return _tanpa_draf(request, k)
    lembar = lembar_isian.lembar(versi, timezone.now())
    return _berkas(tulis_isian(lembar), f"rencana-aksi-{k.tahun}-isian.xlsx")


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def lembar(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Upload, look, then save all or nothing. The file is kept; ``berkas_id`` names it in the second step."""
    versi = _draf(k)
    if versi is None:
        return _tanpa_draf(request, k)
    isi = {"versi": versi}
    if request.method == "GET":
        return render(request, TEMPLAT, isi)
    simpan = "simpan" in request.POST
    try:
        impor, data, baris = _unggahan(request, k, lembar_isian.pengenal(versi))
        hasil = lembar_isian.terapkan(
            versi=versi, baris=baris, oleh=k.pengguna, waktu=timezone.now(), simpan=simpan
        )
    except (FileRefused, AlurSalah) as salah:
        return render(request, TEMPLAT, isi | {"galat": str(salah)}, status=422)
    if "tandai" in request.POST and not hasil.bersih:
        return _berkas(tandai(data, lembar_isian.KOLOM, hasil.tanda()), impor.nama_asli)
    if simpan and hasil.bersih:
        return _tersimpan(request, k, impor, len(hasil.ubahan))
    return render(
        request, TEMPLAT, isi | {"hasil": hasil, "impor": impor}, status=200 if hasil.bersih else 422
    )


def _tersimpan(request: HttpRequest, k: PageContext, impor: BerkasImpor, banyak: int) -> HttpResponse:
    """Sent twice, the second time changes nothing and says so."""
    if banyak:
        impor.disimpan_pada = timezone.now()
        impor.save(update_fields=["disimpan_pada"])
        messages.success(
            request, f"{banyak} perubahan dari “{impor.nama_asli}” disimpan. Urungkan mengembalikan semuanya."
        )
    else:
        messages.info(request, f"Isi “{impor.nama_asli}” sudah sama dengan draf. Tidak ada yang diubah.")
    return redirect(k.url("rencana_aksi:sunting"))


def _draf(k: PageContext) -> VersiRencanaAksi | None:
    draf = VersiRencanaAksi.objects.filter(
        rencana__instansi=k.instansi, rencana__tahun=k.tahun, status="draf"
    )
    return draf.select_related("rencana__instansi").first()


def _tanpa_draf(request: HttpRequest, k: PageContext) -> HttpResponse:
    """A plan that was laid down takes no workbook: its change is a Perubahan."""
    ada = RencanaAksi.objects.filter(instansi=k.instansi, tahun=k.tahun).exists()
    return render(request, TEMPLAT, {"versi": None, "ditetapkan": ada}, status=409)


def _unggahan(
    request: HttpRequest, k: PageContext, pengenal: str
) -> tuple[BerkasImpor, bytes, list[BarisKembali]]:
    """The uploaded file, read and then kept; or the one kept in the step before. Raises FileRefused."""
    if berkas := request.FILES.get("berkas"):
        nama, data = baca_unggahan(berkas)
        baris = baca_isian(data, nama, pengenal, lembar_isian.KOLOM)
        return simpan_unggahan(k, TUJUAN, nama, data), data, baris
    impor, data = ambil_unggahan(k, TUJUAN, request.POST.get("berkas_id", ""))
    return impor, data, baca_isian(data, impor.nama_asli, pengenal, lembar_isian.KOLOM)


def _berkas(isi: bytes, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=XLSX)
    jawab["Content-Disposition"] = content_disposition_header(True, nama) or "attachment"
    jawab["Cache-Control"] = "private, no-store"
    return jawab
