"""The empty entry form of a unit and quarter, to be filled in by hand where there is no computer."""

from __future__ import annotations

from datetime import datetime

from bakesbang.calculation.triwulan import Triwulan
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.organisasi.models import Jabatan, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.paper.document import (
    Butir,
    Cabang,
    Dokumen,
    Isi,
    Isian,
    IsiTeks,
    Judul,
    Kolom,
    Meta,
    TandaTangan,
)
from bakesbang.paper.layout import susun
from bakesbang.realisasi.data_capaian import satuan, target_tahunan
from bakesbang.realisasi.kisi import Baris, Kisi
from bakesbang.realisasi.tabel_capaian import isi_nilai

KOLOM = (
    Kolom("no", "No", 26, rata="tengah"),
    Kolom("indikator", "Indikator", 150, kepala_baris=True),
    Kolom("penjelasan", "Penjelasan kinerja", 110),
    Kolom("target", "Target", 66),
    Kolom("data", "Yang diisi", 150),
    Kolom("isi", "Isian", 360),
)
# Two lines of room to write by hand.
RUANG = "\u00a0\n\u00a0"
CERITA_KOSONG = (
    "Uraian",
    "Faktor pendukung, bila capaian 100% atau lebih",
    "Faktor penghambat, bila capaian di bawah 100%",
    "Tindak lanjut, bila capaian di bawah 100%",
    "Bukti dukung yang dilampirkan",
)
PETUNJUK = (
    "Tulis angka dengan koma untuk desimal, misalnya 12,5. Angka 0 berarti ada data dan nilainya nol; kosongkan bila belum ada data.",
    "Target “-” tidak direncanakan pada triwulan ini; isi hanya bila ada kegiatan, dengan uraiannya.",
)  # fmt: skip


def formulir_kosong(
    k: PageContext, kisi: Kisi, unit: UnitKerja | None, *, waktu: datetime, oleh: str
) -> Dokumen:
    """Every indicator of the unit (None: of the whole agency) that is due, with room for its value and story."""
    romawi = Triwulan(kisi.triwulan).roman
    isi: list[Cabang | Judul] = []
    nomor = 0
    for kelompok in kisi.kelompok:
        isi += [
            Judul(teks, tingkat=n + 1, markah=min(n + 1, 3))
            for n, teks in enumerate(kelompok.jalur)
            if n >= kelompok.baru
        ]
        for b in kelompok.baris:
            nomor += 1
            isi.append(_baris(b, nomor))
    return Dokumen(
        judul=(f"FORMULIR ISIAN REALISASI TRIWULAN {romawi} TAHUN {k.tahun}", k.instansi.nama),
        tabel=susun(KOLOM, isi, nomor_kolom=False, hampa="Tidak ada indikator yang diisi pada triwulan ini."),
        meta=Meta(waktu, oleh, f"formulir/{k.tahun}/{kisi.triwulan}/{unit.kode if unit else 'semua'}"),
        draf=None,
        kepala=tuple(_kepala(kisi, unit)),
        catatan=PETUNJUK,
        tanda_tangan=_tanda_tangan(k, unit),
    )


def _kepala(kisi: Kisi, unit: UnitKerja | None) -> list[Butir]:
    butir = [Butir("Unit", unit.nama if unit else "Semua unit", tebal=True)]
    if kisi.jadwal is not None:
        butir.append(Butir("Batas pengajuan", tanggal_panjang(kisi.jadwal.batas)))
    return butir


def _baris(b: Baris, nomor: int) -> Cabang:
    t = b.tw
    sel: dict[str, Isi] = {
        "no": IsiTeks(f"{nomor}."),
        "indikator": IsiTeks(t.ketetapan.uraian),
        "penjelasan": IsiTeks(t.target.penjelasan if t.target else ""),
        "target": _target(t),
    }
    isian = tuple({"data": IsiTeks(apa), "isi": IsiTeks(RUANG)} for apa in (*_yang_diisi(t), *CERITA_KOSONG))
    return Cabang(isian=(Isian(sel, isian),))


def _target(t: UkuranTriwulan) -> Isi:
    if t.target is not None:
        return isi_nilai(t.target.nilai)
    tahunan = target_tahunan(t)
    return IsiTeks(f"{tahunan.text} (tahun)") if tahunan is not None else IsiTeks("")


def _yang_diisi(t: UkuranTriwulan) -> list[str]:
    """What is asked, with its unit: each input that is typed, or the realization itself."""
    if t.rumus is not None:
        return [_dengan_satuan(m.label, m.satuan) for m in t.masukan if not m.asal]
    unit = t.target.satuan if t.target is not None and t.target.satuan else satuan(t)
    return [_dengan_satuan("Realisasi", unit)]


def _dengan_satuan(apa: str, unit: str) -> str:
    return f"{apa} ({unit})" if unit else apa


def _tanda_tangan(k: PageContext, unit: UnitKerja | None) -> tuple[TandaTangan, ...]:
    """Who filled it in, and the head of the unit; both names stay open."""
    pengisi = TandaTangan("Pengisi", bertanggal=False)
    kepala = Jabatan.objects.filter(unit=unit, kepala=True, aktif=True).first() if unit else None
    return (pengisi, TandaTangan(kepala.sebutan if kepala else "Kepala unit", tempat=k.instansi.tempat))
