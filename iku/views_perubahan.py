"""Pages of a Perubahan of the IKU: beginning it, its differences, dropping a draf, another year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.kinerja import perbedaan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.cetak_versi import PilihanCetak, unduhan
from bakesbang.kinerja.forms_perubahan import (
    FormulirPerubahan,
    FormulirSalin,
    akibat_buang,
    akibat_perubahan,
    akibat_salin,
)
from bakesbang.kinerja.perubahan import pilihan_mulai, sumber_belum_ada
from bakesbang.kinerja.pilihan import StatusVersi
from bakesbang.kinerja.tindakan import terkunci_terakhir
from bakesbang.organisasi.izin import BACA, SUSUN, TETAPKAN, Konteks, halaman
from iku import laporan
from iku import perubahan as baca
from iku import tindakan_perubahan as tindakan
from iku.models import VersiIku

NAMA = "IKU"


@require_http_methods(["GET", "POST"])
@halaman(SUSUN)
def perubahan(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Begins a Perubahan, or shows the one that is being drafted with its reason and quarter."""
    ada = laporan.versi_ada(k.instansi, k.tahun)
    berlaku = next((v for v in ada if v.status == StatusVersi.DITETAPKAN), None)
    if berlaku is None:
        messages.info(
            request, f"Perubahan dimulai dari {NAMA} yang berlaku. Tahun {k.tahun} belum ada yang berlaku."
        )
        return redirect(_url(k, "daftar"))
    draf = next((v for v in ada if v.draf), None)
    pilihan = pilihan_mulai(berlaku, terkunci_terakhir(k.instansi, k.tahun))
    awal = {"alasan": draf.alasan, "mulai_triwulan": draf.mulai_triwulan} if draf else None
    form = FormulirPerubahan(request.POST or None, pilihan=pilihan, initial=awal)
    if request.method == "POST" and form.is_valid():
        return _simpan(request, k, berlaku, draf, form)
    if draf is None:
        isi = akibat_perubahan(NAMA, berlaku, k.tahun, pilihan) | {"form": form, "batal": _url(k, "daftar")}
        return render(request, "komponen/perubahan_mulai.html", isi)
    isi = {
        "nama": NAMA, "versi": draf, "berlaku": berlaku, "form": form, "beda": baca.beda(draf), "susulan": baca.kalimat_susulan(draf),
        "terlambat": not any(n == draf.mulai_triwulan for n, _ in pilihan), "boleh_tetapkan": k.boleh(TETAPKAN), "alamat": _alamat(k),
    }  # fmt: skip
    return render(request, "komponen/perubahan.html", isi)


def _simpan(
    request: HttpRequest, k: Konteks, berlaku: VersiIku, draf: VersiIku | None, form: FormulirPerubahan
) -> HttpResponse:
    isi: dict[str, Any] = form.cleaned_data | {"oleh": k.pengguna, "waktu": timezone.now()}
    if draf is None:
        return _jalankan(
            request, k, lambda: f"{tindakan.mulai_perubahan(versi=berlaku, **isi).sebutan} dibuat sebagai draf. {NAMA} yang berlaku tidak berubah."
        )  # fmt: skip
    return _jalankan(request, k, lambda: f"{tindakan.ubah_perubahan(versi=draf, **isi).sebutan} disimpan.")


def _jalankan(
    request: HttpRequest, k: Konteks, aksi: Callable[[], str], ke: str = "perubahan"
) -> HttpResponse:
    """Does it, says what came of it, and goes on."""
    try:
        messages.success(request, aksi())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    return redirect(_url(k, ke))


@require_POST
@halaman(SUSUN)
def selaraskan(request: HttpRequest, k: Konteks) -> HttpResponse:
    """The draf takes over what the Rencana Aksi has changed in shared indicators."""
    draf = _draf(k)

    def ikuti() -> str:
        nama = tindakan.selaraskan(versi=draf, oleh=k.pengguna, waktu=timezone.now())
        return f"{len(nama)} indikator mengikuti ketetapan yang berlaku."

    return _jalankan(request, k, ikuti, "perubahan" if draf.nomor else "daftar")


@require_http_methods(["GET", "POST"])
@halaman(SUSUN)
def buang(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Drops the draf of the year; asks first."""
    draf = _draf(k)
    if request.method == "POST":
        sebutan = draf.sebutan

        def hapus() -> str:
            tindakan.buang_draf(versi=draf, oleh=k.pengguna, waktu=timezone.now())
            return f"Draf {NAMA} {k.tahun} ({sebutan}) dibuang."

        return _jalankan(request, k, hapus, "daftar")
    isi = akibat_buang(NAMA, draf, k.tahun) | {"batal": _url(k, "perubahan" if draf.nomor else "daftar")}
    return render(request, "komponen/konfirmasi.html", isi)


@require_http_methods(["GET", "POST"])
@halaman(SUSUN)
def salin(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Carries the version in force (else the draf) of this year into another year's draf; asks first."""
    sumber = laporan.pilih_versi(k.instansi, k.tahun)
    if sumber is None:
        raise Http404(f"Belum ada {NAMA} tahun {k.tahun} untuk disalin.")
    sudah = laporan.tahun_ada(k.instansi)
    form = FormulirSalin(request.POST or None, dari=k.tahun, dokumen=NAMA, sudah=sudah)
    if request.method == "POST" and form.is_valid():
        tahun = form.cleaned_data["tahun"]
        baru = Konteks(k.pengguna, k.instansi, tahun)
        return _jalankan(
            request, baru, lambda: _salin(request, sumber, baru, form.cleaned_data["dengan_target"]), "daftar"
        )
    isi = akibat_salin(NAMA, sumber, k.tahun) | {"form": form, "batal": _url(k, "daftar")}
    return render(request, "komponen/konfirmasi.html", isi)


def _salin(request: HttpRequest, sumber: VersiIku, baru: Konteks, dengan_target: bool) -> str:
    tindakan.salin_tahun(
        sumber=sumber, tahun=baru.tahun, dengan_target=dengan_target, oleh=baru.pengguna, waktu=timezone.now()
    )
    if belum := sumber_belum_ada(baru.instansi, baru.tahun):
        messages.warning(
            request, f"Data formula ini menunggu indikator sumbernya disalin juga: {', '.join(belum)}."
        )
    return f"{NAMA} {baru.tahun} dibuat sebagai draf dari tahun {sumber.daftar.tahun}. Realisasi tidak ikut disalin."


@require_GET
@halaman(BACA)
def beda(request: HttpRequest, k: Konteks) -> HttpResponse:
    """A version against the one before it, cell by cell: ``?versi=``, else the draf, else the newest."""
    versi = _versi(request, k)
    b = baca.beda(versi)
    isi = {
        "nama": NAMA, "beda": b, "isi": perbedaan.untuk_halaman(b), "versi": versi, "versi_ada": laporan.versi_ada(k.instansi, k.tahun),
        "alamat": _alamat(k), "boleh_susun": k.boleh(SUSUN), "nama_cetak": versi.daftar.nama_cetak,
    }  # fmt: skip
    return render(request, "komponen/beda.html", isi)


@require_GET
@halaman(BACA)
def beda_cetak(request: HttpRequest, k: Konteks, jenis: str) -> HttpResponse:
    """The differences as PDF or workbook: ``?versi=&kertas=&kop=1``."""
    cara, versi = PilihanCetak.baca(request.GET), _versi(request, k)
    dokumen = perbedaan.dokumen(
        baca.beda(versi), judul=f"INDIKATOR KINERJA UTAMA TAHUN {k.tahun}", nama_cetak=versi.daftar.nama_cetak, instansi=k.instansi,
        pengenal=f"iku/{k.tahun}/{versi.nomor}/beda", waktu=timezone.localtime(timezone=k.instansi.zona), oleh=k.pengguna.nama, kop=cara.kop,
    )  # fmt: skip
    return unduhan(dokumen, jenis, cara.kertas, f"perbedaan-{laporan.nama_berkas(versi)}")


def _versi(request: HttpRequest, k: Konteks) -> VersiIku:
    ada = laporan.versi_ada(k.instansi, k.tahun)
    diminta = request.GET.get("versi", "")
    versi = next((v for v in ada if not diminta or str(v.nomor) == diminta), None)
    if versi is None:
        raise Http404(
            f"Versi “{diminta}” tidak ada pada {NAMA} {k.tahun}."
            if ada
            else f"Belum ada {NAMA} tahun {k.tahun}."
        )
    return versi


def _draf(k: Konteks) -> VersiIku:
    draf = next((v for v in laporan.versi_ada(k.instansi, k.tahun) if v.draf), None)
    if draf is None:
        raise Http404(f"Tidak ada draf {NAMA} tahun {k.tahun}.")
    return draf


def _url(k: Konteks, nama: str, **lain: Any) -> str:
    return reverse(f"iku:{nama}", kwargs={"kode": k.instansi.kode, "tahun": k.tahun} | lain)


def _alamat(k: Konteks) -> dict[str, str]:
    """Where the buttons of the shared templates lead."""
    nama = ("perubahan", "beda", "selaraskan", "buang", "tetapkan", "sunting")
    return {n: _url(k, n) for n in nama} | {
        "baca": _url(k, "daftar"), "pdf": _url(k, "beda_cetak", jenis="pdf"), "xlsx": _url(k, "beda_cetak", jenis="xlsx"),
    }  # fmt: skip


def alamat_selaras(k: Konteks) -> dict[str, str]:
    """The one address that the flag of a shared indicator needs (templates/komponen/susulan.html)."""
    return {"selaraskan": _url(k, "selaraskan")} if k.boleh(SUSUN) else {}
