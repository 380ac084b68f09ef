"""A formula as a live Excel formula over given cells, computing what ``hitung`` computes.

The form stored in workbooks knows no locale: English function names, commas between arguments, decimal points.
``× 100%`` becomes ``*100``: the cell holds the number that ``hitung`` gives, 75 for 75 %, and its number format
must not multiply by 100 again (use ``0.00"%"``, not ``0.00%``). A cell that is empty or holds text ("-", "N/A")
makes the result #N/A, where a bare formula would silently count it as 0. Besides cells, an address may be a
placeholder in braces (``{nilai1}``, ``{#nama}``) that the workbook writer fills in.
"""

import re
from collections.abc import Mapping

from . import tree as p
from .evaluate import NihilPolicy
from .numbers import tulis_polos

PANJANG_EXCEL_MAKS = 8000
_ALAMAT = re.compile(r"(?:(?:'[^'\[\]*?:/\\]+'|[A-Za-z_]\w*)!)?\$?[A-Z]{1,3}\$?[1-9]\d{0,6}|\{[#\w]+\*?\}")
_FUNGSI = {
    "JUMLAH": "SUM",
    "RATA": "AVERAGE",
    "MIN": "MIN",
    "MAKS": "MAX",
    "MEDIAN": "MEDIAN",
    "ABS": "ABS",
    "AKAR": "SQRT",
    "LN": "LN",
    "LOG": "LOG",
    "JIKA": "IF",
    "BULATBAWAH": "INT",
}


def tulis_excel(simpul: p.Node, alamat: Mapping[str, str], kebijakan: NihilPolicy) -> str:
    """``=IF(COUNT(B2,C2)<2,NA(),B2/C2*100)``.

    Raises KeyError for an input without an address, ValueError for something that is no address or when the
    formula becomes longer than Excel takes.
    """
    sel = [alamat[satu] for satu in p.variabel(simpul)]
    for satu in sel:
        if not _ALAMAT.fullmatch(satu):
            raise ValueError(f"Bukan alamat sel: {satu!r}")
    penulis = _PenulisExcel(alamat, kebijakan)
    isi = penulis.tulis(simpul)
    if p.logis(simpul):
        isi = f"IF({isi},1,0)"
    if sel:
        isi = f"IF(COUNT({','.join(sel)})<{len(sel)},NA(),{isi})"
    if len(isi) > PANJANG_EXCEL_MAKS:
        raise ValueError("Rumus ini terlalu panjang untuk Excel.")
    return f"={isi}"


class _PenulisExcel:
    def __init__(self, alamat: Mapping[str, str], kebijakan: NihilPolicy) -> None:
        self.alamat = alamat
        self.kebijakan = kebijakan

    def tulis(self, simpul: p.Node) -> str:
        match simpul:
            case p.Number(nilai):
                return tulis_polos(nilai, ".")
            case p.Percentage(nilai):
                return f"({tulis_polos(nilai, '.')}/100)"
            case p.Name(variabel):
                return self.alamat[variabel]
            case p.Logical(benar):
                return "TRUE()" if benar else "FALSE()"
            case p.Negation(isi):
                # In brackets: Excel would take the minus before the power (-3^2 = 9).
                return f"(-{self.satu(isi)})"
            case p.Sum(((_, pertama), *lain)):
                return self.satu(pertama) + "".join(f"{tanda}{self.satu(isi)}" for tanda, isi in lain)
            case p.Product(faktor):
                return self.perkalian(faktor)
            case p.InPercent(isi):
                return f"{self.tulis(isi) if isinstance(isi, p.Product) else self.satu(isi)}*100"
            case p.Power(dasar, eksponen):
                return self.pangkat(dasar, eksponen)
            case p.Call(fungsi, argumen):
                return self.panggilan(fungsi, [self.tulis(isi) for isi in argumen])
            case _:
                return self.syarat(simpul)

    def satu(self, simpul: p.Node) -> str:
        """A part as one operand."""
        teks = self.tulis(simpul)
        utuh = isinstance(simpul, p.Number | p.Percentage | p.Name | p.Negation | p.Call | p.Logical)
        return teks if utuh else f"({teks})"

    def perkalian(self, faktor: tuple[tuple[str, p.Node], ...]) -> str:
        (_, pertama), *lain = faktor
        hasil, skala = self.satu(pertama), [self.satu(pertama)] if _tetap(pertama) else ["1"]
        for tanda, isi in lain:
            operan, tetap = self.satu(isi), _tetap(isi)
            lambang = "*" if tanda == "×" else "/"
            if tanda == "/" and self.kebijakan is not NihilPolicy.NOT_JUDGED and not tetap:
                nihil = "".join(skala) if self.kebijakan is NihilPolicy.HUNDRED else "0"
                hasil = f"IF(AND({hasil}=0,{operan}=0),{nihil},{hasil}/{operan})"
            else:
                hasil = f"{hasil}{lambang}{operan}"
            if len(hasil) > PANJANG_EXCEL_MAKS:
                raise ValueError("Rumus ini terlalu panjang untuk Excel.")
            if tetap:
                skala.append(f"{lambang}{operan}")
        return hasil

    def pangkat(self, dasar: p.Node, eksponen: p.Node) -> str:
        """A power. Spreadsheets disagree on 0^0 and on roots of negative numbers; both are #N/A here."""
        bawah, atas = self.satu(dasar), self.satu(eksponen)
        tetap = p.nilai_tetap(eksponen)
        if tetap is not None and tetap == int(tetap) and tetap:
            return f"{bawah}^{atas}"
        isi = f"IF(OR(AND({bawah}=0,{atas}=0),AND({bawah}<0,{atas}<>INT({atas}))),NA(),{bawah}^{atas})"
        if len(isi) > PANJANG_EXCEL_MAKS:
            raise ValueError("Rumus ini terlalu panjang untuk Excel.")
        return isi

    def panggilan(self, fungsi: str, argumen: list[str]) -> str:
        if fungsi == "BULAT":
            return f"ROUND({argumen[0]},{argumen[1] if argumen[1:] else '0'})"
        if fungsi == "BULATATAS":
            return f"(-INT(-({argumen[0]})))"
        return f"{_FUNGSI[fungsi]}({','.join(argumen)})"

    def syarat(self, simpul: p.Node) -> str:
        match simpul:
            case p.Comparison(operator, kiri, kanan):
                return f"{self.satu(kiri)}{operator}{self.satu(kanan)}"
            case p.Junction(operator, bagian):
                return self.gabungan(operator, bagian)
            case _:
                return f"NOT({self.tulis(p.anak(simpul)[0])})"

    def gabungan(self, operator: str, bagian: tuple[p.Node, ...]) -> str:
        """Nested IF instead of AND/OR, which would look at every part even when the first decides."""
        *awal, hasil = [self.tulis(isi) for isi in bagian]
        for satu in reversed(awal):
            hasil = f"IF({satu},{hasil},FALSE())" if operator == "DAN" else f"IF({satu},TRUE(),{hasil})"
        return hasil


def _tetap(simpul: p.Node) -> bool:
    """Whether the node is a constant that scales the result (0 scales nothing, it makes 0/0)."""
    return isinstance(simpul, p.Number | p.Percentage) and bool(simpul.value)
