"""Pages of the IKU: the list of a year, years, laying down, paper."""

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
from iku import laporan, perubahan, tindakan
from iku.forms import TABEL, PilihanIku
from iku.models import DaftarIku, VersiIku
from iku.periksa import periksa
from iku.tabel import Tautan, kelompokkan, tabel


@require_GET
@page(READ)
def daftar(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The list with formula, inputs, working and results; ``?tampil=tabel`` draws it as on paper."""
    ada = laporan.versi_ada(k.instansi, k.tahun)
    if not ada:
        return render(
            request,
            "iku/belum_ada.html",
            {"tahun_lain": laporan.tahun_ada(k.instansi), "boleh_susun": k.may(COMPOSE)},
        )
    pilihan = PilihanIku.baca(request.GET.dict())
    versi = _pilih(k, ada, pilihan.versi)
    butir = laporan.muat_butir(versi, semua_isian=pilihan.semua)
    kelompok = kelompokkan(butir)
    isi: dict[str, Any] = {
        "versi": versi, "versi_ada": ada, "utama": utama(ada), "pilihan": pilihan, "kelompok": kelompok, "butir": butir,
        "kepala": laporan.kepala(versi), "tanpa_target": all(b.lembar.target is None for b in butir), "kertas": list(KERTAS),
        "catatan": laporan.catatan(butir, hasil=pilihan.hasil, semua_isian=pilihan.semua),
        "boleh_tetapkan": k.may(TETAPKAN), "boleh_susun": k.may(COMPOSE), "susulan": perubahan.kalimat_susulan(versi), "alamat": alamat_selaras(k, perubahan.IKU),
        **_tautan_pilihan(pilihan),
    }  # fmt: skip
    if pilihan.tampil:
        judul = f"{versi.daftar}, seperti dokumen cetak"
        isi["tabel"] = untuk_layar(
            tabel(kelompok, hasil=pilihan.hasil, tautan=_tautan(k)), judul=judul, id="tabel-iku"
        )
    return render(request, "iku/tabel.html" if pilihan.tampil else "iku/daftar.html", isi)


@require_GET
@page(READ)
def semua(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The years there are, with their versions."""
    versi = VersiIku.objects.annotate(banyak=Count("indikator")).order_by("-nomor")
    ada = DaftarIku.objects.filter(instansi=k.instansi).prefetch_related(Prefetch("versi", versi))
    return render(request, "iku/semua.html", {"semua": ada, "boleh_susun": k.may(COMPOSE)})


@require_http_methods(["GET", "POST"])
@page(TETAPKAN)
@reauthenticated
def tetapkan(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Lays the draf of the year down, in two steps."""
    kembali = k.url("iku:daftar")
    versi = next((v for v in laporan.versi_ada(k.instansi, k.tahun) if v.draf), None)
    if versi is None:
        messages.info(request, f"Tidak ada draf IKU tahun {k.tahun} yang menunggu penetapan.")
        return redirect(kembali)
    form = FormulirTetapkan(request.POST or None, instansi=k.instansi, tahun=k.tahun, hari=k.instansi.today())
    if request.method == "POST" and YAKIN in request.POST and form.is_valid():
        return _tetapkan(request, k, versi, form, kembali)
    butir = laporan.muat_butir(versi)
    isi = konteks_tetapkan(
        request,
        form,
        versi,
        k.instansi,
        dokumen=f"IKU {k.tahun}",
        jumlah_indikator=len(butir),
        batal=kembali,
        periksa=[*perubahan.kalimat_lampau(versi), *periksa(butir)],
    )
    return render(request, "komponen/tetapkan.html", isi)


def _tetapkan(
    request: HttpRequest, k: PageContext, versi: VersiIku, form: FormulirTetapkan, kembali: str
) -> HttpResponse:
    try:
        tindakan.tetapkan(versi=versi, **form.cleaned_data, oleh=k.pengguna, waktu=timezone.now())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    else:
        messages.success(request, f"IKU {k.tahun} ({versi.sebutan}) ditetapkan dan berlaku.")
    return redirect(kembali)


@require_GET
@page(READ)
def cetak(request: HttpRequest, k: PageContext, jenis: str) -> HttpResponse:
    """The version as PDF or workbook: ``?versi=&kertas=F4|A4|A3&kop=1&hasil=1&isian=semua``."""
    cara, pilihan = PilihanCetak.baca(request.GET), PilihanIku.baca(request.GET.dict())
    versi = _pilih(k, laporan.versi_ada(k.instansi, k.tahun), pilihan.versi)
    dokumen = laporan.dokumen(
        versi, waktu=timezone.localtime(timezone=k.instansi.zone), oleh=k.pengguna.nama, kop=cara.kop,
        hasil=pilihan.hasil, semua_isian=pilihan.hasil and pilihan.semua,
    )  # fmt: skip
    return unduhan(dokumen, jenis, cara.kertas, laporan.nama_berkas(versi, hasil=pilihan.hasil))


def _pilih(k: PageContext, ada: list[VersiIku], diminta: str) -> VersiIku:
    """The version of the address, else the one in force. Raises Http404 with what there is."""
    if not ada:
        tahun = ", ".join(map(str, laporan.tahun_ada(k.instansi)))
        raise Http404(f"Belum ada IKU tahun {k.tahun}. Tahun yang ada: {tahun or 'belum ada'}.")
    versi = next((v for v in ada if str(v.nomor) == diminta), None) if diminta else utama(ada)
    if versi is None:
        sebutan = ", ".join(f"{v.nomor} ({v.sebutan})" for v in reversed(ada))
        raise Http404(f"Versi “{diminta}” tidak ada pada IKU {k.tahun}. Versi yang ada: {sebutan}.")
    return versi


def _tautan_pilihan(pilihan: PilihanIku) -> dict[str, str]:
    """Where the switches of the page lead."""
    return {
        "alamat_kartu": pilihan.alamat(tampil=""), "alamat_tabel": pilihan.alamat(tampil=TABEL),
        "alamat_disetujui": pilihan.alamat(semua=False), "alamat_semua": pilihan.alamat(semua=True),
        "alamat_tanpa_hasil": pilihan.alamat(hasil=False), "alamat_hasil": pilihan.alamat(hasil=True),
    }  # fmt: skip


def _tautan(k: PageContext) -> Tautan:
    def alamat(indikator_id: int) -> str:
        return k.url("indikator:satu", pk=indikator_id)

    return alamat
