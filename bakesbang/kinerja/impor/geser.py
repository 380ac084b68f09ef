"""Blocks that slipped some columns to the side, as pasted tables have them, found by what their cells must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bakesbang.calculation.values.value import Keadaan as KeadaanNilai
from bakesbang.calculation.values.value import baca_nilai
from bakesbang.kinerja.impor.kata import SEL_TW, Peran
from bakesbang.kinerja.impor.kepala import Kepala, Sel

GESER_MAKS = 8
ANGKA = {Peran.TARGET, Peran.TW, Peran.TW_SEMUA, Peran.BULAN}
KALIMAT = {Peran.SASARAN, Peran.INDIKATOR, Peran.PENANGGUNG_JAWAB, Peran.SUMBER_DATA, Peran.DEFINISI}


@dataclass(frozen=True)
class Geser:
    """Cells of a row from ``mulai`` on stand ``langkah`` columns too far to the right (negative: left)."""

    mulai: int
    langkah: int


def salah_tempat(teks: str, peran: Peran | None, kolom_tw: bool) -> bool:
    """Whether this text cannot be meant for a column of this role."""
    if SEL_TW.match(teks):
        return peran != Peran.TARGET if kolom_tw else False
    if peran is None:
        return True
    if peran in KALIMAT:
        return (
            baca_nilai(teks).keadaan in (KeadaanNilai.ANGKA, KeadaanNilai.RENTANG) and len(teks.split()) <= 3
        )
    if peran == Peran.TARGET and kolom_tw:
        return baca_nilai(teks).keadaan == KeadaanNilai.TEKS
    if peran in (Peran.TW, Peran.BULAN):
        return (
            len(teks.split()) >= 5
            and baca_nilai(teks).keadaan == KeadaanNilai.TEKS
            and not any(map(str.isdigit, teks))
        )
    return False


def cari_geser(isi: Sequence[Sel], kepala: Kepala, kolom_tw: frozenset[int]) -> Geser | None:
    """How the row must move so that every cell fits; None when it fits already or no single move helps."""
    peran = {k.nomor: k.peran for k in kepala.kolom}
    terisi = [(c, s.teks) for c, s in enumerate(isi) if s.teks.strip()]

    def keliru(c: int, teks: str) -> bool:
        return salah_tempat(
            teks, peran.get(c), c in kolom_tw or bool(kolom_tw and peran.get(c) != Peran.TARGET)
        )

    salah = [c for c, t in terisi if keliru(c, t)]
    if not salah:
        return None
    for besar in range(1, GESER_MAKS + 1):
        for langkah in (besar, -besar):
            for mulai in sorted({c for c, _ in terisi if c <= salah[0]}, reverse=True):
                if _pas(terisi, mulai, langkah, keliru):
                    return Geser(mulai, langkah)
    return None


def _pas(terisi: list[tuple[int, str]], mulai: int, langkah: int, keliru: Callable[[int, str], bool]) -> bool:
    tetap = {c for c, _ in terisi if c < mulai}
    for c, teks in terisi:
        tuju = c - langkah if c >= mulai else c
        if (
            tuju < 0
            or keliru(tuju, teks)
            or (c >= mulai and (tuju in tetap or tuju <= max(tetap, default=-1)))
        ):
            return False
    return True


def geserkan(isi: Sequence[Sel], geser: Geser) -> list[Sel]:
    """The row with its cells back in place; each keeps the place it came from."""
    hasil = [Sel("", s.letak) for s in isi]
    for c, sel in enumerate(isi):
        tuju = c - geser.langkah if c >= geser.mulai and sel.teks.strip() else c
        if sel.teks.strip() and 0 <= tuju < len(hasil):
            hasil[tuju] = sel
        elif tuju == c and not hasil[c].teks:
            hasil[c] = Sel("", sel.letak, sel.sambungan)
    return hasil


def kolom_triwulan(baris: Sequence[Sequence[Sel]], kepala: Kepala) -> frozenset[int]:
    """Target columns whose cells carry their quarter, "TW II = 18 kegiatan"."""
    hasil = set()
    for k in kepala.cari(Peran.TARGET):
        isi = [b[k.nomor].teks for b in baris if b[k.nomor].teks.strip()]
        if isi and sum(1 for t in isi if SEL_TW.match(t.strip())) * 2 >= len(isi):
            hasil.add(k.nomor)
    return frozenset(hasil)
