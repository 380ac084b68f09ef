"""Pages of the reports: chooser, preview, paper, and the empty entry form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bakesbang.kinerja.models import JadwalTriwulan
from bakesbang.kinerja.pilihan import TRIWULAN, NamaDokumen
from bakesbang.organisasi.permissions import COMPOSE, LEADER_NOTE, READ, PageContext, page
from bakesbang.paper.sizes import KERTAS
from bakesbang.paper.wording import kaki
from bakesbang.realisasi.formulir import formulir_kosong
from bakesbang.realisasi.kisi import muat_kisi
from bakesbang.realisasi.laporan import dokumen, kunci_terakhir
from bakesbang.realisasi.pilihan_laporan import NAMA_LAPORAN, TAHUN, PilihanLaporan, keadaan_laporan
from bakesbang.realisasi.pilihan_unit import periksa_triwulan, pilih_unit
from bakesbang.ui.screen_table import untuk_layar
from bakesbang.versions.printing import TIPE, PilihanCetak, unduhan


@require_GET
@page(READ)
def laporan(request: HttpRequest, k: PageContext) -> HttpResponse:
    """What there is to read and print: per document its quarters and the year, locked or still a draft."""
    if request.GET.get("jenis"):
        return _ke_laporan(request, k)
    keadaan = keadaan_laporan(k)
    isi = {
        "laporan": [
            (jenis, NAMA_LAPORAN[NamaDokumen(jenis)], tw if any(t.jatuh_tempo for t in tw) else []) for jenis, tw in keadaan.items()
        ],
        "kertas": list(KERTAS), "triwulan_ada": TRIWULAN,
        "unit": pilih_unit(request, k, k.instansi.today()).semua,
    }  # fmt: skip
    return render(request, "realisasi/laporan.html", isi)


def _ke_laporan(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The chooser's form: ``?jenis=&periode=1…4|tahun&semua=1&kertas=&kop=1&bentuk=pdf|xlsx`` to the report's own
    address."""
    periode, bentuk = request.GET.get("periode", ""), request.GET.get("bentuk", "")
    triwulan = int(periode) if periode in {"1", "2", "3", "4"} else 4
    kueri = request.GET.copy()
    for nama in ("jenis", "periode", "bentuk", "unit"):
        kueri.pop(nama, None)
    if periode == TAHUN:
        kueri["setahun"] = "1"
    pilihan = PilihanLaporan.baca(request.GET["jenis"], triwulan, kueri)
    lain: dict[str, Any] = {"format": bentuk} if bentuk in TIPE else {}
    nama = "cetak" if lain else "laporan_satu"
    return redirect(
        k.url(f"realisasi:{nama}", query=kueri, triwulan=triwulan, jenis=pilihan.minta.jenis, **lain)
    )


@require_GET
@page(READ)
def satu(request: HttpRequest, k: PageContext, triwulan: int, jenis: str) -> HttpResponse:
    """One report as it prints: the same table, notes and signatory."""
    pilihan = PilihanLaporan.baca(jenis, triwulan, request.GET)
    minta = pilihan.minta
    kertas = dokumen(k, minta, waktu=timezone.now(), oleh=k.pengguna.nama, tautan=_tautan(k))
    kunci = None if minta.termasuk_belum_disetujui else kunci_terakhir(k.instansi, k.tahun, triwulan)
    judul = f"{pilihan.judul} {minta.periode} {k.tahun}"
    isi = {
        "pilihan": pilihan, "triwulan": triwulan, "jenis": jenis, "dokumen": kertas, "kunci": kunci, "kertas": list(KERTAS),
        "tabel": untuk_layar(kertas.tabel, judul=judul, id="laporan"), "kaki": kaki(kertas), "triwulan_ada": TRIWULAN,
        "jadwal": JadwalTriwulan.objects.milik(k.instansi, k.tahun).filter(triwulan=triwulan).first(),
        "jenis_ada": NamaDokumen.choices, "boleh_kunci": k.may(COMPOSE), "boleh_catatan": k.may(LEADER_NOTE),
    }  # fmt: skip
    return render(request, "realisasi/laporan_satu.html", isi)


@require_GET
@page(READ)
def cetak(request: HttpRequest, k: PageContext, triwulan: int, jenis: str, format: str) -> HttpResponse:
    """The report as PDF or workbook: ``?setahun=1&semua=1&kertas=F4|A4|A3&kop=1``."""
    pilihan, cara = PilihanLaporan.baca(jenis, triwulan, request.GET), PilihanCetak.baca(request.GET)
    if format not in TIPE:
        raise Http404(f"Berkas “{format}” tidak ada. Pilih {' atau '.join(TIPE)}.")
    kertas = dokumen(k, pilihan.minta, waktu=timezone.now(), oleh=k.pengguna.nama, kop=cara.kop)
    return unduhan(kertas, format, cara.kertas, pilihan.minta.nama_berkas(k.tahun))


@require_GET
@page(READ)
def formulir(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """The empty entry form of a unit as PDF: ``?unit=kode|semua&kertas=``."""
    hari, cara = k.instansi.today(), PilihanCetak.baca(request.GET)
    pilihan = pilih_unit(request, k, hari)
    kisi = muat_kisi(k, periksa_triwulan(triwulan), hari, unit_ids=pilihan.ids)
    waktu = timezone.localtime(timezone=k.instansi.zone)
    kertas = formulir_kosong(k, kisi, pilihan.unit, waktu=waktu, oleh=k.pengguna.nama)
    return unduhan(kertas, "pdf", cara.kertas, f"formulir-{k.tahun}-tw-{triwulan}-{pilihan.kode}")


# ── pieces ──
def _tautan(k: PageContext) -> Callable[[int], str]:
    def alamat(pk: int) -> str:
        return k.url("indikator:satu", pk=pk)

    return alamat
