"""Cut the grid of a Tabel into pages: rows with the cells to draw, parents again with "(lanjutan)"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bakesbang.paper.document import Baris, JenisBaris, Sel, Tabel


@dataclass(frozen=True, slots=True)
class SelGambar:
    """A cell as drawn on one page: tinggi is its rowspan there, lanjutan whether it is shown again."""

    sel: Sel
    tinggi: int
    lanjutan: bool


@dataclass(frozen=True, slots=True)
class BarisGambar:
    """One drawn row; nomor is its line in the grid, None for a heading that is shown again."""

    baris: Baris
    sel: tuple[SelGambar, ...]
    nomor: int | None


def per_baris(tabel: Tabel) -> list[list[Sel]]:
    """The cells that begin on each line."""
    mulai: list[list[Sel]] = [[] for _ in tabel.baris]
    for sel in tabel.sel:
        mulai[sel.baris].append(sel)
    return mulai


def judul_terbuka(tabel: Tabel, mulai: list[list[Sel]]) -> list[tuple[Sel, ...]]:
    """For each line the headings above it that are shown again when a page begins there."""
    terbuka: list[tuple[int, Sel]] = []
    hasil: list[tuple[Sel, ...]] = []
    for n, baris in enumerate(tabel.baris):
        judul = baris.jenis is JenisBaris.KELOMPOK
        if judul:
            terbuka = [(t, s) for t, s in terbuka if t < baris.tingkat]
        hasil.append(tuple(s for _, s in terbuka))
        if judul:
            terbuka.append((baris.tingkat, mulai[n][0]))
    return hasil


def bagi(tabel: Tabel, halaman: Sequence[tuple[int, int]]) -> list[list[BarisGambar]]:
    """The rows of each page, given as (first line, line after the last), in order and without gaps."""
    mulai = per_baris(tabel)
    judul = judul_terbuka(tabel, mulai)
    terbuka: list[Sel] = []
    hasil = []
    for awal, akhir in halaman:
        baris = [_judul_lagi(tabel, sel) for sel in (judul[awal] if awal < akhir and awal else ())]
        for n in range(awal, akhir):
            lama = terbuka if n == awal else []
            gambar = [_gambar(s, n, akhir) for s in sorted([*lama, *mulai[n]], key=lambda s: s.kolom)]
            baris.append(BarisGambar(tabel.baris[n], tuple(gambar), n))
        calon = [*terbuka, *(s for n in range(awal, akhir) for s in mulai[n])]
        terbuka = [s for s in calon if s.baris + s.tinggi > akhir]
        hasil.append(baris)
    return hasil


def _gambar(sel: Sel, n: int, akhir: int) -> SelGambar:
    bawah = min(sel.baris + sel.tinggi, akhir)
    return SelGambar(sel, bawah - n, lanjutan=sel.baris < n)


def _judul_lagi(tabel: Tabel, sel: Sel) -> BarisGambar:
    return BarisGambar(tabel.baris[sel.baris], (SelGambar(sel, 1, lanjutan=True),), None)
