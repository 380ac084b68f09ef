"""Estimate how high a cell becomes, from the advances of the paper font: for page planning and row heights.

Lengths are points, plain floats: this is geometry, no figure of the agency passes through here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from bakesbang.paper.document import LANJUTAN, Gabung, Isi, IsiAngka, IsiNilai, IsiRumus, IsiTeks, Kolom, Sel
from bakesbang.paper.font_metrics import bungkus, huruf

_TANDA = re.compile(r"<[^>]*>")
_PEMBACA = re.compile(r'<span class="hanya-pembaca">[^<]*</span>')
# The two parts of a fraction, whose inputs are spans one level down (calculation.formula).
_BAGIAN = re.compile(
    r'<span class="pecahan__(?:atas|bawah)">((?:[^<]|<span[^>]*>[^<]*</span>|</?sup>)*)</span>'
)
# A longer text is not repeated whole on every page on which its row continues.
RINGKAS = 240
# Share of the cell that a fraction may take, as in static/css/laporan.css.
LEBAR_PECAHAN = 0.84


@dataclass(frozen=True, slots=True)
class Ukuran:
    """Measures of one rendering: column widths, type size, line height, padding and rule, in points.

    indent is the room of the label "TW III = " before a quarter value; None where label and value run on.
    sempit is the share of a column's width that the estimate counts on (below 1: a margin of safety).
    """

    kolom: tuple[float, ...]
    huruf: float
    baris: float
    bantal_x: float
    bantal_y: float
    garis: float
    indent: float | None
    sempit: float = 1.0

    def lebar(self, kolom: int, jumlah: int = 1) -> float:
        """Inner width of a cell over so many columns."""
        kotor = sum(self.kolom[kolom : kolom + jumlah])
        return (kotor - 2 * self.bantal_x - self.garis) * self.sempit

    def unit(self, pt: float) -> int:
        """Points as font units at this type size."""
        return int(pt / self.huruf * huruf().satuan_em)


def lebar_kolom(kolom: Sequence[Kolom], lebar: float) -> tuple[float, ...]:
    """Share out a width in points among the columns."""
    jumlah = sum(k.lebar for k in kolom)
    return tuple(lebar * k.lebar / jumlah for k in kolom)


def tinggi_sel(sel: Sel, ukuran: Ukuran, lanjutan: bool = False) -> float:
    """Height that the cell's own content needs, with padding and rule."""
    isi = sel.isi
    if isinstance(isi, Gabung):
        return 0.0
    lebar = ukuran.lebar(sel.kolom, sel.lebar)
    teks, tebal, hulu = _teks(isi, ukuran)
    if lanjutan:
        teks = f"{ringkas(teks)} {LANJUTAN}" if bertanda_lanjutan(isi) else ringkas(teks)
    if isinstance(isi, IsiRumus) and ukuran.indent is not None:
        tinggi = _tinggi_rumus(isi, lebar, ukuran)
    else:
        tinggi = jumlah_baris(teks, ukuran.unit(lebar - hulu), tebal) * ukuran.baris
    return tinggi + 2 * ukuran.bantal_y + ukuran.garis


def bertanda_lanjutan(isi: Isi) -> bool:
    """Texts say "(lanjutan)" when they are shown again; values are simply shown again."""
    return isinstance(isi, IsiTeks) and bool(isi.teks)


def ringkas(teks: str) -> str:
    """What is shown of a text again on the next page: all of it, or its beginning when it is very long."""
    if len(teks) <= RINGKAS:
        return teks
    return f"{teks[:RINGKAS].rsplit(None, 1)[0]} …"


@lru_cache(maxsize=32_768)
def jumlah_baris(teks: str, lebar: int, tebal: bool = False) -> int:
    """Lines of a text wrapped to lebar font units."""
    return len(bungkus(teks, lebar, tebal))


def _teks(isi: Isi, ukuran: Ukuran) -> tuple[str, bool, float]:
    """Text, weight, and the room in front of it."""
    if isinstance(isi, IsiNilai) and isi.label and ukuran.indent is not None:
        return isi.teks, False, ukuran.indent
    tebal = isinstance(isi, IsiTeks | IsiAngka) and isi.tebal
    return isi.penuh, tebal, 0.0


def _tinggi_rumus(isi: IsiRumus, lebar: float, ukuran: Ukuran) -> float:
    """A fraction is as high as its two parts; what does not fit beside it takes lines of its own."""
    bersih = _PEMBACA.sub("", isi.html)
    bagian = [_polos(b) for b in _BAGIAN.findall(bersih)]
    luar = _polos(_BAGIAN.sub("", bersih))
    if isi.hasil:
        luar = f"{luar} = {isi.hasil.teks}"
    if not bagian:
        return jumlah_baris(luar, ukuran.unit(lebar)) * ukuran.baris
    lebar_unit, em = ukuran.unit(lebar), huruf().satuan_em
    terlebar = int(lebar_unit * LEBAR_PECAHAN)
    pecahan = min(max(huruf().lebar(b) for b in bagian) + em // 2, terlebar)
    baris = sum(jumlah_baris(b, terlebar - em // 2) for b in bagian)
    if huruf().lebar(luar) + em // 4 > lebar_unit - pecahan:
        baris += jumlah_baris(luar, lebar_unit)
    return baris * ukuran.baris + 1.4 * len(bagian)


def _polos(html: str) -> str:
    return unescape(_TANDA.sub("", html)).strip()
