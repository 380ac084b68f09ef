"""The trace on paper: one line per changed field, for the workbook that planner and pemeriksa take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bakesbang.beranda.riwayat_baca import Peristiwa, baca_halaman
from bakesbang.beranda.riwayat_sumber import Jenis, Ruang, kueri_riwayat
from bakesbang.organisasi.models import Pengguna, UnitKerja
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.paper.document import (
    Butir,
    Cabang,
    Dokumen,
    Isi,
    IsiTeks,
    Kolom,
    KolomData,
    LembarData,
    Meta,
)
from bakesbang.paper.layout import susun

PALING_BANYAK = 3000  # rows of the trace in one workbook; the newest ones
KOSONG, TAK_TERCATAT = "kosong", "tidak tercatat"
KOLOM = (
    Kolom("waktu", "Waktu", 62, kepala_baris=True), Kolom("oleh", "Oleh", 62), Kolom("jenis", "Jenis", 60),
    Kolom("objek", "Indikator atau dokumen", 110), Kolom("bagian", "Yang berubah", 74), Kolom("lama", "Semula", 100),
    Kolom("baru", "Menjadi", 100), Kolom("alasan", "Alasan", 90),
)  # fmt: skip


def dokumen_riwayat(ruang: Ruang, *, waktu: datetime, oleh: Pengguna) -> Dokumen:
    """The newest ``PALING_BANYAK`` rows of what was asked for; the note names the limit when it cut something."""
    kueri = kueri_riwayat(ruang)
    jumlah = kueri.count()
    peristiwa = baca_halaman(list(kueri[:PALING_BANYAK]))
    baris = [b for p in peristiwa for b in _baris(p, ruang)]
    tabel = susun(
        KOLOM, [Cabang(_sel(b)) for b in baris], nomor_kolom=False, hampa="Tidak ada perubahan yang cocok."
    )
    return Dokumen(
        judul=("RIWAYAT PERUBAHAN", f"{ruang.instansi.nama} TAHUN {ruang.tahun}"),
        tabel=tabel,
        meta=Meta(waktu.astimezone(ruang.instansi.zone), oleh.nama, f"riwayat/{ruang.tahun}"),
        draf=False,
        kepala=tuple(Butir(label, isi) for label, isi in _saringan(ruang)),
        catatan=_catatan(jumlah, len(peristiwa), len(baris)),
        data=LembarData(tuple(KolomData(k.kunci, k.judul, k.lebar // 4) for k in KOLOM), tuple(baris)),
    )


Baris = tuple[str, str, str, str, str, str, str, str]


def _baris(p: Peristiwa, ruang: Ruang) -> list[Baris]:
    saat = p.waktu.astimezone(ruang.instansi.zone)
    awal = (f"{saat:%Y-%m-%d %H.%M}", str(p.oleh or "Sistem"), p.sebutan_jenis, p.objek)
    if not p.beda:
        return [(*awal, p.kerja, "", "", p.alasan)]
    return [
        (*awal, b.bagian, TAK_TERCATAT if b.lama is None else b.lama or KOSONG, b.baru or KOSONG, p.alasan)
        for b in p.beda
    ]


def _sel(baris: Baris) -> dict[str, Isi]:
    return {k.kunci: IsiTeks(teks) for k, teks in zip(KOLOM, baris, strict=True)}


def _catatan(jumlah: int, peristiwa: int, baris: int) -> tuple[str, ...]:
    dipotong = (
        f"Hanya {PALING_BANYAK} catatan terbaru dari {jumlah}. Persempit tanggal atau jenisnya untuk yang lebih lama."
        if jumlah > PALING_BANYAK
        else f"Memuat semua {jumlah} catatan yang cocok"
    )
    return (
        f"{dipotong}: {peristiwa} tindakan, {baris} isian yang berubah."
        if jumlah <= PALING_BANYAK
        else dipotong,
    )


def _saringan(ruang: Ruang) -> Sequence[tuple[str, str]]:
    """The active filter in words, so that the sheet says of itself what it leaves out."""
    s = ruang.saring
    orang = Pengguna.objects.filter(pk=s.oleh).first() if s.oleh else None
    unit = UnitKerja.objects.filter(pk=s.unit).first() if s.unit else None
    masa = [
        f"{kata} {tanggal_panjang(hari)}" for kata, hari in (("sejak", s.dari), ("sampai", s.sampai)) if hari
    ]
    isi = {
        "Jenis": str(Jenis(s.jenis).label) if s.jenis else "", "Oleh": "Sistem" if s.oleh == 0 else str(orang or ""),
        "Unit": str(unit or ""), "Tanggal": " ".join(masa), "Kata": s.kata, "Indikator nomor": str(s.indikator or ""),
    }  # fmt: skip
    return [(label, kata) for label, kata in isi.items() if kata] or [
        ("Saringan", "tidak ada, semua perubahan")
    ]
