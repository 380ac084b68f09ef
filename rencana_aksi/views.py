"""Pages of the Rencana Aksi: matrix, tree, years, laying down, paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import COMPOSE, READ, TETAPKAN, PageContext, page
from bakesbang.organisasi.reauthentication import reauthenticated
from bakesbang.paper.sizes import KERTAS
from bakesbang.ui.screen_table import untuk_layar
from bakesbang.versions.document_kind import utama
from bakesbang.versions.forms_tetapkan import YAKIN, FormulirTetapkan, konteks_tetapkan
from bakesbang.versions.printing import PilihanCetak, unduhan
from bakesbang.versions.views_perubahan import alamat_selaras
from rencana_aksi import laporan, perubahan, tindakan
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from rencana_aksi.periksa import periksa
from rencana_aksi.pohon import hitung, muat
from rencana_aksi.tabel import Tautan, tabel


@require_GET
@page(READ)
def matriks(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The plan as on paper, or with ``?tampil=pohon`` as a tree; ``?versi=`` is the number of a version."""
    ada = laporan.versi_ada(k.instansi, k.tahun)
    if not ada:
        kosong = {"tahun_lain": laporan.tahun_ada(k.instansi), "boleh_susun": k.may(COMPOSE)}
        return render(request, "rencana_aksi/belum_ada.html", kosong)
    versi = _pilih(request, k, ada)
    isi = _isi_versi(k, versi, ada)
    if request.GET.get("tampil") == "pohon":
        return render(request, "rencana_aksi/pohon.html", isi | {"tampil": "pohon"})
    judul = f"{versi.rencana} {versi.rencana.nama_cetak}, seperti dokumen cetak"
    isi |= {"tampil": "", "tabel": untuk_layar(tabel(isi["pohon"], _tautan(k)), judul=judul)}
    return render(request, "rencana_aksi/matriks.html", isi)


def _isi_versi(k: PageContext, versi: VersiRencanaAksi, ada: list[VersiRencanaAksi]) -> dict[str, Any]:
    """What both views of a version show (templates/rencana_aksi/dasar_versi.html)."""
    pohon = muat(versi)
    return {
        "versi": versi, "versi_ada": ada, "utama": utama(ada), "pohon": pohon, "hitungan": hitung(pohon),
        "kertas": list(KERTAS), "boleh_tetapkan": k.may(TETAPKAN),
        "boleh_susun": k.may(COMPOSE), "susulan": perubahan.kalimat_susulan(versi), "alamat": alamat_selaras(k, perubahan.RENCANA_AKSI),
    }  # fmt: skip


@require_GET
@page(READ)
def daftar(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The years there are, with their versions."""
    versi = VersiRencanaAksi.objects.annotate(
        banyak=Count("sasaran__indikator__ketetapan", distinct=True)
    ).order_by("-nomor")
    rencana = RencanaAksi.objects.filter(instansi=k.instansi).prefetch_related(Prefetch("versi", versi))
    return render(request, "rencana_aksi/daftar.html", {"rencana": rencana, "boleh_susun": k.may(COMPOSE)})


@require_http_methods(["GET", "POST"])
@page(TETAPKAN)
@reauthenticated
def tetapkan(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Lays the draf of the year down, in two steps."""
    matriks_url = k.url("rencana_aksi:matriks")
    versi = next((v for v in laporan.versi_ada(k.instansi, k.tahun) if v.draf), None)
    if versi is None:
        messages.info(request, f"Tidak ada draf Rencana Aksi tahun {k.tahun} yang menunggu penetapan.")
        return redirect(matriks_url)
    form = FormulirTetapkan(request.POST or None, instansi=k.instansi, tahun=k.tahun, hari=k.instansi.today())
    if request.method == "POST" and YAKIN in request.POST and form.is_valid():
        return _tetapkan(request, k, versi, form, matriks_url)
    pohon = muat(versi)
    isi = konteks_tetapkan(
        request, form, versi, k.instansi, dokumen=f"Rencana Aksi {k.tahun}", jumlah_indikator=hitung(pohon).indikator,
        batal=matriks_url, periksa=[*perubahan.kalimat_lampau(versi), *periksa(pohon)],
    )  # fmt: skip
    return render(request, "komponen/tetapkan.html", isi)


def _tetapkan(
    request: HttpRequest, k: PageContext, versi: VersiRencanaAksi, form: FormulirTetapkan, kembali: str
) -> HttpResponse:
    try:
        tindakan.tetapkan(versi=versi, **form.cleaned_data, oleh=k.pengguna, waktu=timezone.now())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    else:
        messages.success(request, f"Rencana Aksi {k.tahun} ({versi.sebutan}) ditetapkan dan berlaku.")
    return redirect(kembali)


@require_GET
@page(READ)
def cetak(request: HttpRequest, k: PageContext, jenis: str) -> HttpResponse:
    """The version as PDF or workbook: ``?versi=&kertas=F4|A4|A3&kop=1``."""
    pilihan = PilihanCetak.baca(request.GET)
    versi = _pilih(request, k, laporan.versi_ada(k.instansi, k.tahun))
    dokumen = laporan.dokumen(
        versi, waktu=timezone.localtime(timezone=k.instansi.zone), oleh=k.pengguna.nama, kop=pilihan.kop
    )
    return unduhan(dokumen, jenis, pilihan.kertas, laporan.nama_berkas(versi))


def _pilih(request: HttpRequest, k: PageContext, ada: list[VersiRencanaAksi]) -> VersiRencanaAksi:
    """The version of the address, else the one in force. Raises Http404 with what there is."""
    if not ada:
        tahun = ", ".join(map(str, laporan.tahun_ada(k.instansi)))
        raise Http404(f"Belum ada Rencana Aksi tahun {k.tahun}. Tahun yang ada: {tahun or 'belum ada'}.")
    diminta = request.GET.get("versi", "")
    versi = utama(ada) if not diminta else next((v for v in ada if str(v.nomor) == diminta), None)
    if versi is None:
        sebutan = ", ".join(f"{v.nomor} ({v.sebutan})" for v in reversed(ada))
        raise Http404(f"Versi “{diminta}” tidak ada pada Rencana Aksi {k.tahun}. Versi yang ada: {sebutan}.")
    return versi


def _tautan(k: PageContext) -> Tautan:
    def alamat(indikator_id: int) -> str:
        return k.url("indikator:satu", pk=indikator_id)

    return alamat
