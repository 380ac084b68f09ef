"""Pages of a Perubahan, the same for both documents: beginning it, its differences, dropping a
draf, another year.

They have no address of their own: each document's room mounts them under its own (``alamat``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, re_path
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.pilihan import StatusVersi
from bakesbang.kinerja.tindakan import terkunci_terakhir
from bakesbang.organisasi.permissions import (
    COMPOSE,
    READ,
    TETAPKAN,
    PageContext,
    page,
)
from bakesbang.versions import actions as tindakan
from bakesbang.versions import diff_words
from bakesbang.versions.document_kind import JenisDokumen
from bakesbang.versions.forms_perubahan import (
    FormulirPerubahan,
    FormulirSalin,
    akibat_buang,
    akibat_perubahan,
    akibat_salin,
)
from bakesbang.versions.models import VersiDokumen
from bakesbang.versions.perubahan import (
    closed_office_sentences,
    kalimat_versi,
    pilihan_mulai,
    sumber_belum_ada,
)
from bakesbang.versions.printing import PilihanCetak, unduhan

Jenis = JenisDokumen[Any]


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def perubahan(request: HttpRequest, k: PageContext, jenis: Jenis) -> HttpResponse:
    """Begins a Perubahan, or shows the one that is being drafted with its reason and quarter."""
    ada = jenis.versi_ada(k.instansi, k.tahun)
    berlaku = next((v for v in ada if v.status == StatusVersi.DITETAPKAN), None)
    if berlaku is None:
        messages.info(
            request,
            (f"Perubahan dimulai dari {jenis.nama} yang berlaku. Tahun {k.tahun} belum ada yang berlaku."),
        )
        return redirect(_url(jenis, k, jenis.halaman))
    draf = next((v for v in ada if v.draf), None)
    pilihan = pilihan_mulai(berlaku, terkunci_terakhir(k.instansi, k.tahun))
    awal = {"alasan": draf.alasan, "mulai_triwulan": draf.mulai_triwulan} if draf else None
    form = FormulirPerubahan(request.POST or None, pilihan=pilihan, initial=awal)
    if request.method == "POST" and form.is_valid():
        return _simpan(request, k, jenis, berlaku, draf, form)
    if draf is None:
        isi = akibat_perubahan(jenis.nama, berlaku, k.tahun, pilihan) | {
            "form": form,
            "batal": _url(jenis, k, jenis.halaman),
        }
        return render(request, "komponen/perubahan_mulai.html", isi)
    isi = {
        "nama": jenis.nama,
        "versi": draf,
        "berlaku": berlaku,
        "form": form,
        "beda": diff_words.beda(jenis, draf),
        "susulan": kalimat_versi(jenis, draf),
        "terlambat": not any(n == draf.mulai_triwulan for n, _ in pilihan),
        "boleh_tetapkan": k.may(TETAPKAN),
        "alamat": _alamat(k, jenis),
    }
    return render(request, "komponen/perubahan.html", isi)


def _simpan(
    request: HttpRequest,
    k: PageContext,
    jenis: Jenis,
    berlaku: VersiDokumen,
    draf: VersiDokumen | None,
    form: FormulirPerubahan,
) -> HttpResponse:
    isi: dict[str, Any] = form.cleaned_data | {
        "oleh": k.pengguna,
        "waktu": timezone.now(),
    }

    def simpan() -> str:
        if draf is not None:
            return f"{tindakan.ubah_perubahan(jenis, versi=draf, **isi).sebutan} disimpan."
        baru = tindakan.mulai_perubahan(jenis, versi=berlaku, **isi)
        return f"{baru.sebutan} dibuat sebagai draf. {jenis.nama} yang berlaku tidak berubah."

    return _jalankan(request, k, jenis, simpan)


def _jalankan(
    request: HttpRequest,
    k: PageContext,
    jenis: Jenis,
    aksi: Callable[[], str],
    ke: str = "perubahan",
) -> HttpResponse:
    """Does it, says what came of it, and goes on."""
    try:
        messages.success(request, aksi())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    return redirect(_url(jenis, k, ke))


@require_POST
@page(COMPOSE)
def selaraskan(request: HttpRequest, k: PageContext, jenis: Jenis) -> HttpResponse:
    """The draf takes over what the other document has changed in shared indicators."""
    draf = _draf(k, jenis)

    def ikuti() -> str:
        nama = tindakan.selaraskan(jenis, versi=draf, oleh=k.pengguna, waktu=timezone.now())
        return f"{len(nama)} indikator mengikuti ketetapan yang berlaku."

    return _jalankan(
        request,
        k,
        jenis,
        ikuti,
        "perubahan" if draf.nomor else jenis.halaman,
    )


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def buang(request: HttpRequest, k: PageContext, jenis: Jenis) -> HttpResponse:
    """Drops the draf of the year; asks first."""
    draf = _draf(k, jenis)
    if request.method == "POST":
        sebutan = draf.sebutan

        def hapus() -> str:
            tindakan.buang_draf(jenis, versi=draf, oleh=k.pengguna, waktu=timezone.now())
            return f"Draf {jenis.nama} {k.tahun} ({sebutan}) dibuang."

        return _jalankan(request, k, jenis, hapus, jenis.halaman)
    isi = akibat_buang(jenis.nama, draf, k.tahun) | {
        "batal": _url(jenis, k, "perubahan" if draf.nomor else jenis.halaman)
    }
    return render(request, "komponen/konfirmasi.html", isi)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def salin(request: HttpRequest, k: PageContext, jenis: Jenis) -> HttpResponse:
    """Carries the version in force (else the draf) of this year into another year's draf; asks
    first."""
    sumber = jenis.pilih_versi(k.instansi, k.tahun)
    if sumber is None:
        raise Http404(f"Belum ada {jenis.nama} tahun {k.tahun} untuk disalin.")
    sudah = jenis.tahun_ada(k.instansi)
    form = FormulirSalin(
        request.POST or None,
        dari=k.tahun,
        dokumen=jenis.nama,
        sudah=sudah,
    )
    if request.method == "POST" and form.is_valid():
        tahun, dengan_target = (
            form.cleaned_data["tahun"],
            form.cleaned_data["dengan_target"],
        )
        baru = PageContext(k.pengguna, k.instansi, tahun)
        return _jalankan(
            request,
            baru,
            jenis,
            lambda: _salin(request, baru, jenis, sumber, dengan_target),
            jenis.halaman,
        )
    isi = akibat_salin(jenis.nama, sumber, k.tahun) | {
        "form": form,
        "batal": _url(jenis, k, jenis.halaman),
    }
    return render(request, "komponen/konfirmasi.html", isi)


def _salin(
    request: HttpRequest,
    baru: PageContext,
    jenis: Jenis,
    sumber: VersiDokumen,
    dengan_target: bool,
) -> str:
    copied = tindakan.salin_tahun(
        jenis,
        sumber=sumber,
        tahun=baru.tahun,
        dengan_target=dengan_target,
        oleh=baru.pengguna,
        waktu=timezone.now(),
    )
    for sentence in closed_office_sentences(jenis, copied):
        messages.warning(request, sentence)
    if belum := sumber_belum_ada(baru.instansi, baru.tahun):
        messages.warning(
            request,
            f"Data formula ini menunggu indikator sumbernya disalin juga: {', '.join(belum)}.",
        )
    return (
        f"{jenis.nama} {baru.tahun} dibuat sebagai draf dari tahun {jenis.dokumen(sumber).tahun}. "
        "Realisasi tidak ikut disalin."
    )


@require_GET
@page(READ)
def beda(request: HttpRequest, k: PageContext, jenis: Jenis) -> HttpResponse:
    """A version against the one before it, cell by cell: ``?versi=``, else the draf, else the
    newest."""
    versi = _versi(request, k, jenis)
    b = diff_words.beda(jenis, versi)
    isi = {
        "nama": jenis.nama,
        "beda": b,
        "isi": diff_words.untuk_halaman(b),
        "versi": versi,
        "versi_ada": jenis.versi_ada(k.instansi, k.tahun),
        "alamat": _alamat(k, jenis),
        "boleh_susun": k.may(COMPOSE),
        "nama_cetak": jenis.dokumen(versi).nama_cetak,
    }
    return render(request, "komponen/beda.html", isi)


@require_GET
@page(READ)
def beda_cetak(request: HttpRequest, k: PageContext, jenis: Jenis, berkas: str) -> HttpResponse:
    """The differences as PDF or workbook: ``?versi=&kertas=&kop=1``."""
    cara, versi = (
        PilihanCetak.baca(request.GET),
        _versi(request, k, jenis),
    )
    dokumen = diff_words.dokumen(
        diff_words.beda(jenis, versi),
        judul=f"{jenis.judul} TAHUN {k.tahun}",
        nama_cetak=jenis.dokumen(versi).nama_cetak,
        instansi=k.instansi,
        pengenal=f"{jenis.kode.value}/{k.tahun}/{versi.nomor}/beda",
        waktu=timezone.localtime(timezone=k.instansi.zone),
        oleh=k.pengguna.nama,
        kop=cara.kop,
    )
    return unduhan(
        dokumen,
        berkas,
        cara.kertas,
        f"perbedaan-{jenis.nama_berkas(versi)}",
    )


def _versi(request: HttpRequest, k: PageContext, jenis: Jenis) -> VersiDokumen:
    ada = jenis.versi_ada(k.instansi, k.tahun)
    diminta = request.GET.get("versi", "")
    versi = next((v for v in ada if not diminta or str(v.nomor) == diminta), None)
    if versi is None:
        raise Http404(
            f"Versi “{diminta}” tidak ada pada {jenis.nama} {k.tahun}."
            if ada
            else f"Belum ada {jenis.nama} tahun {k.tahun}."
        )
    return versi


def _draf(k: PageContext, jenis: Jenis) -> VersiDokumen:
    draf = next(
        (v for v in jenis.versi_ada(k.instansi, k.tahun) if v.draf),
        None,
    )
    if draf is None:
        raise Http404(f"Tidak ada draf {jenis.nama} tahun {k.tahun}.")
    return draf


def _url(jenis: Jenis, k: PageContext, nama: str, **lain: Any) -> str:
    return k.url(f"{jenis.ruang}:{nama}", **lain)


def _alamat(k: PageContext, jenis: Jenis) -> dict[str, str]:
    """Where the buttons of the shared templates lead."""
    nama = (
        "perubahan",
        "beda",
        "selaraskan",
        "buang",
        "tetapkan",
        "sunting",
    )
    return {n: _url(jenis, k, n) for n in nama} | {
        "baca": _url(jenis, k, jenis.halaman),
        "pdf": _url(jenis, k, "beda_cetak", berkas="pdf"),
        "xlsx": _url(jenis, k, "beda_cetak", berkas="xlsx"),
    }


def alamat_selaras(k: PageContext, jenis: Jenis) -> dict[str, str]:
    """The one address that the flag of a shared indicator needs
    (templates/komponen/susulan.html)."""
    return {"selaraskan": _url(jenis, k, "selaraskan")} if k.may(COMPOSE) else {}


def alamat(jenis: Jenis) -> list[URLPattern]:
    """The addresses of these pages under those of a document."""
    isi = {"jenis": jenis}
    return [
        path("perubahan/", perubahan, isi, name="perubahan"),
        path("perubahan/beda/", beda, isi, name="beda"),
        re_path(
            r"^perubahan/beda/cetak/(?P<berkas>pdf|xlsx)/$",
            beda_cetak,
            isi,
            name="beda_cetak",
        ),
        path("perubahan/selaraskan/", selaraskan, isi, name="selaraskan"),
        path("perubahan/buang/", buang, isi, name="buang"),
        path("salin/", salin, isi, name="salin"),
    ]
