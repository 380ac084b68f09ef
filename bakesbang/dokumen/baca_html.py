"""Tables in HTML: what offices' applications export under the name .xls, and what a browser saves. Only text and the
reach of merged cells is taken; scripts, styles and comments are never looked at. The standard library's parser takes quadratic
time on broken markup, so the few tags that matter are found here, each character once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from bakesbang.dokumen.arsip import SEL_MAKS, BerkasDitolak

_TABEL, _SEL = (re.compile(p, re.IGNORECASE) for p in (r"<table[\s>]", r"<t[dh][\s>]"))
REACH_MAKS = 500  # rows or columns that one cell may span
DALAM_MAKS = 40
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>")
# A number too long for any character; turning it into one is refused by Python itself.
_RUJUKAN_PANJANG = re.compile(r"&#[0-9]{9,};?")
_BUANG = frozenset(("script", "style", "head", "template", "noscript"))
_SIFAT = re.compile(r"\b(colspan|rowspan)\s*=\s*(?:[\"']\s*)?(\d{1,5})", re.IGNORECASE)
_BARIS_BARU = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"))


@dataclass
class TabelHtml:
    """Rows of (text, continues a merged cell), and the lines of text that stood before the table."""

    sebelum: list[str]
    baris: list[list[tuple[str, bool]]] = field(default_factory=list)


def berisi_tabel(teks: str) -> bool:
    """Whether the text is a page with a table in it."""
    return teks.lstrip("\ufeff \r\n\t")[:1] == "<" and bool(_TABEL.search(teks) and _SEL.search(teks))


def baca_html(teks: str) -> tuple[list[TabelHtml], list[str]]:
    """The tables in order, and the lines after the last one. Raises BerkasDitolak when there are too many cells."""
    pembaca = _Pembaca()
    for tutup, tag, isi in _potong(teks):
        if not tag:
            pembaca.huruf(unescape(_RUJUKAN_PANJANG.sub("\ufffd", isi)))
        elif tutup:
            pembaca.tutup(tag)
        else:
            pembaca.buka(tag, isi)
    pembaca.tutup_sel()
    return pembaca.tabel, pembaca.ambil_teks()


def _potong(teks: str) -> Iterator[tuple[bool, str, str]]:
    """(closing, tag, its attributes), or with tag "" a piece of text."""
    n = 0
    while n < len(teks):
        kurung = teks.find("<", n)
        if kurung != n:
            ujung = kurung if kurung > 0 else len(teks)
            yield False, "", teks[n:ujung]
            n = ujung
        elif (akhir := _lewati(teks, n)) > 0:
            n = akhir
        elif cocok := _TAG.match(teks, n):
            tag, n = cocok[2].lower(), cocok.end()
            if tag in _BUANG and not cocok[1]:
                tutup = re.compile(f"</{tag}", re.IGNORECASE).search(teks, n)
                n = tutup.start() if tutup else len(teks)
            else:
                yield bool(cocok[1]), tag, cocok[3]
        else:
            yield False, "", "<"
            n += 1


def _lewati(teks: str, n: int) -> int:
    """The end of a comment or declaration that begins here, 0 for none; what is never closed ends the page."""
    for awal, akhir in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        if teks.startswith(awal, n):
            tutup = teks.find(akhir, n)
            return tutup + len(akhir) if tutup >= 0 else len(teks)
    return 0


class _Pembaca:
    """Outer tables become rows; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        self.tabel: list[TabelHtml] = []
        self.teks: list[str] = []
        self.sel: list[str] | None = None
        self.rentang = (1, 1)
        self.dalam = self.jumlah = 0
        self.turun: dict[int, int] = {}  # column → rows that a cell above still reaches down

    def ambil_teks(self) -> list[str]:
        baris = [" ".join(b.split()) for b in "".join(self.teks).splitlines()]
        self.teks = []
        return [b for b in baris if b]

    def buka(self, tag: str, isi: str) -> None:
        if tag == "table":
            self._buka_tabel()
        elif tag == "tr" and self.dalam == 1:
            self.tutup_sel()
            self._baris_baru()
        elif tag in ("td", "th") and self.dalam == 1:
            self.tutup_sel()
            if not self.tabel[-1].baris:
                self._baris_baru()
            sifat = {m[1].lower(): min(max(int(m[2]), 1), REACH_MAKS) for m in _SIFAT.finditer(isi)}
            self.sel, self.rentang = [], (sifat.get("colspan", 1), sifat.get("rowspan", 1))
        elif tag in _BARIS_BARU:
            self.huruf("\n")

    def tutup(self, tag: str) -> None:
        if tag == "table" and self.dalam:
            if self.dalam == 1:
                self.tutup_sel()
            self.dalam -= 1
        elif tag in ("td", "th") and self.dalam == 1:
            self.tutup_sel()
        elif tag in _BARIS_BARU or tag in ("td", "th"):
            self.huruf("\n")

    def huruf(self, data: str) -> None:
        # Line breaks of the source are spaces; those of the page come from the tags above.
        satu = data if data == "\n" else " ".join(data.split("\n"))
        if self.sel is not None:
            self.sel.append(satu)
        elif not self.dalam:
            self.teks.append(satu)

    def _buka_tabel(self) -> None:
        self.dalam += 1
        if self.dalam > DALAM_MAKS:
            raise BerkasDitolak("Tabel di dalam tabelnya terlalu dalam.")
        if self.dalam == 1:
            self._hitung()
            self.tabel.append(TabelHtml(self.ambil_teks()))
            self.turun = {}

    def _baris_baru(self) -> None:
        self._hitung()
        self.tabel[-1].baris.append([])
        self._isi_turunan()

    def _isi_turunan(self) -> None:
        """The cells that merged cells above still cover stand at the next free columns."""
        baris = self.tabel[-1].baris[-1]
        while self.turun.get(len(baris), 0):
            self.turun[len(baris)] -= 1
            self._tambah("", sambungan=True)

    def _hitung(self) -> None:
        """Rows and tables count as cells do, so that empty ones have an end too."""
        self.jumlah += 1
        if self.jumlah > SEL_MAKS:
            raise BerkasDitolak(f"Tabel terlalu besar: paling banyak {SEL_MAKS} sel.")

    def _tambah(self, teks: str, *, sambungan: bool) -> None:
        self._hitung()
        self.tabel[-1].baris[-1].append((teks, sambungan))

    def tutup_sel(self) -> None:
        if self.sel is None:
            return
        baris = [" ".join(b.split()) for b in "".join(self.sel).split("\n")]
        teks, (lebar, tinggi), self.sel = "\n".join(b for b in baris if b), self.rentang, None
        for n in range(lebar):
            if tinggi > 1:
                self.turun[len(self.tabel[-1].baris[-1])] = tinggi - 1
            self._tambah("" if n else teks, sambungan=bool(n))
        self._isi_turunan()
