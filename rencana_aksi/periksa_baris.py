"""What is unusual in one indicator while it is being written: sentences beside the row, never a reason to
refuse (domain guide §8)."""

from __future__ import annotations

import re

from bakesbang.kinerja.pilihan import Polaritas
from bakesbang.perhitungan.agregasi import Sel, periksa_tahunan
from bakesbang.perhitungan.nilai import Keadaan
from bakesbang.perhitungan.triwulan import sebut
from rencana_aksi.pohon import Ketetapan, SelTarget

# Words that only say that something is counted: "Jumlah database ormas" repeats "Database ormas".
UKURAN = re.compile(r"^(persentase|jumlah|tingkat|angka|rasio|indeks|nilai|cakupan)\s+", re.IGNORECASE)


def periksa_baris(k: Ketetapan, *, sasaran: str, daun: bool) -> tuple[str, ...]:
    """``daun``: nothing stands under the sasaran, so that nobody else can answer for it."""
    hal = [*_hubungan(k), *_nol(k), *_strip(k)]
    if _inti(k.uraian) == _inti(sasaran):
        hal.append("Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")
    if daun and not k.penanggung_jawab:
        hal.append("Belum ada jabatan penanggung jawab.")
    if not k.agregasi:
        hal.append("Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai.")
    return tuple(hal)


def _hubungan(k: Ketetapan) -> tuple[str, ...]:
    sel = [Sel.buat(t.triwulan, t.nilai, jenis=t.jenis) for t in k.triwulan]
    return periksa_tahunan(sel, k.agregasi, k.tahunan.nilai if k.tahunan else None)


def _nol(k: Ketetapan) -> list[str]:
    if k.polaritas != Polaritas.MAKSIMAL:
        return []
    nol = [_sebut(t) for t in _semua(k) if t.keadaan == Keadaan.ANGKA and t.angka == 0 and not t.tahapan]
    return [f"Target {_daftar(nol)} 0 padahal makin tinggi makin baik."] if nol else []


def _strip(k: Ketetapan) -> list[str]:
    strip = [_sebut(t) for t in k.triwulan if t.keadaan == Keadaan.STRIP and not t.penjelasan.strip()]
    return [f"{_daftar(strip)} bertanda “-” tanpa penjelasan."] if strip else []


def _semua(k: Ketetapan) -> tuple[SelTarget, ...]:
    return (k.tahunan, *k.triwulan) if k.tahunan else k.triwulan


def _sebut(t: SelTarget) -> str:
    return sebut(t.triwulan) if t.triwulan else "tahun"


def _daftar(nama: list[str]) -> str:
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])} dan {nama[-1]}"


def _inti(teks: str) -> str:
    return re.sub(r"\W+", " ", UKURAN.sub("", teks.strip()).casefold()).strip()
