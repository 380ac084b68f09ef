"""Cells of a workbook: text that can never become a formula, number formats, addresses in live formulas."""

import re
from collections.abc import Callable
from typing import Any

# Excel refuses texts above 32,767 characters in one cell.
TEKS_TERPANJANG = 32_767
_BERBAHAYA = ("=", "+", "-", "@", "\t", "\r")
_RUJUKAN = re.compile(r"\{(#?)([^{}*]+)(\*?)\}")


class Penulis:
    """Cells of one workbook: formats are made once, and no text can become a formula."""

    def __init__(self, buku: Any) -> None:
        self.buku = buku
        self._bentuk: dict[tuple[tuple[str, Any], ...], Any] = {}

    def bentuk(self, **ciri: Any) -> Any:
        kunci = tuple(sorted(ciri.items()))
        if kunci not in self._bentuk:
            self._bentuk[kunci] = self.buku.add_format({"font_name": "Arial", **ciri})
        return self._bentuk[kunci]

    def teks(self, lembar: Any, baris: int, kolom: int, teks: str, **ciri: Any) -> None:
        """A text stays a text, whatever its first character; an empty one is an empty cell."""
        if teks.startswith(_BERBAHAYA):
            ciri["quote_prefix"] = True
        bentuk = self.bentuk(**ciri)
        if teks:
            lembar.write_string(baris, kolom, teks[:TEKS_TERPANJANG], bentuk)
        else:
            lembar.write_blank(baris, kolom, None, bentuk)

    def gabung(self, lembar: Any, kotak: tuple[int, int, int, int], teks: str, **ciri: Any) -> None:
        """A merged area (first line, first column, last line, last column) with a text in its corner."""
        if kotak[0] != kotak[2] or kotak[1] != kotak[3]:
            lembar.merge_range(*kotak, "", self.bentuk(**ciri))
        self.teks(lembar, kotak[0], kotak[1], teks, **ciri)


def format_angka(desimal: int, persen: bool, satuan: str = "") -> str:
    """Number format of the workbook; it follows the reader's own decimal sign."""
    pola = ("0" if persen else "#,##0") + ("." + "0" * desimal if desimal else "")
    if persen:
        return f"{pola}%"
    return f'{pola} "{satuan.replace(chr(34), "")}"' if satuan else pola


def uraikan(pola: str, rujuk: Callable[[str, str, str], str]) -> str:
    """The formula with its references put in: rujuk(mark, key, star) gives the address of each."""
    return _RUJUKAN.sub(lambda m: rujuk(m[1], m[2], m[3]), pola.removeprefix("="))


def alamat_sel(baris: int, kolom: int, *, tetap: bool = False) -> str:
    """``B7``, or ``$B$7`` with tetap; both counted from 0."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    hasil: str = xl_rowcol_to_cell(baris, kolom, row_abs=tetap, col_abs=tetap)
    return hasil
