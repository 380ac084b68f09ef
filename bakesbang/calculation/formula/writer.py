"""A tree written back as text: canonical with codes, with labels, and the working with numbers.

Brackets are written only where reading it back needs them, so reading a printed formula gives the same tree.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from . import tree as p
from .functions import FUNGSI
from .names import AKHIRAN_TAHUN_LALU, NameRef
from .numbers import tulis_polos

_KOMA_DESIMAL = re.compile(r"\d,\d")
_NAMA = re.compile(r"\[[^\]]*\]")
# How tightly each kind holds together; a part that holds less tightly than its place asks for gets brackets.
GABUNGAN, BUKAN, BANDING, JUMLAH, KALI, TANDA, PANGKAT, ATOM = range(8)

_ERAT: dict[type, int] = {
    p.Junction: GABUNGAN,
    p.Not: BUKAN,
    p.Comparison: BANDING,
    p.Sum: JUMLAH,
    p.Product: KALI,
    p.InPercent: KALI,
    p.Negation: TANDA,
    p.Power: PANGKAT,
}


def erat(simpul: p.Node) -> int:
    """How tightly a node holds together."""
    return _ERAT.get(type(simpul), ATOM)


def nama_kode(variabel: NameRef) -> str:
    """``[kode]`` or ``[kode; tahun lalu]``."""
    return f"[{variabel}]"


def nama_label(label: str, variabel: NameRef) -> str:
    """``[Label]``, kept readable as one name."""
    rapi = " ".join(label.replace("[", "(").replace("]", ")").split())
    return f"[{rapi}{AKHIRAN_TAHUN_LALU if variabel.last_year else ''}]"


class Penulis:
    """Writes a tree as text that can be read back; names and numbers are given."""

    bagi = "/"
    kurang = "-"
    # Doubled where it is read back: a single one in front could be "Name = formula".
    sama = "=="

    def __init__(
        self, nama: Callable[[NameRef], str] = nama_kode, angka: Callable[[Decimal], str] = tulis_polos
    ) -> None:
        self.nama = nama
        self.angka = angka

    def tulis(self, simpul: p.Node) -> str:
        """The text of a node."""
        match simpul:
            case p.Number(nilai):
                return self.angka(nilai)
            case p.Percentage(nilai):
                return f"{self.angka(nilai)}%"
            case p.Name(variabel):
                return self.nama(variabel)
            case p.Logical(benar):
                return "BENAR" if benar else "SALAH"
            case p.Negation(isi):
                return f"-{self.di(isi, ATOM)}"
            case p.Sum(suku):
                return self.jumlahan(suku)
            case p.Product(faktor):
                return self.perkalian(faktor)
            case p.InPercent(isi):
                return f"{self.tulis(isi) if isinstance(isi, p.Product) else self.di(isi, TANDA)} × 100%"
            case p.Power(dasar, eksponen):
                return self.pangkat(dasar, eksponen)
            case p.Call(fungsi, argumen):
                return f"{fungsi}({self.argumen(fungsi, [self.tulis(isi) for isi in argumen])})"
            case _:
                return self.syarat(simpul)

    def di(self, simpul: p.Node, paling_lepas: int) -> str:
        """The text of a part, in brackets when it would fall apart in its place."""
        teks = self.tulis(simpul)
        return teks if erat(simpul) >= paling_lepas else f"({teks})"

    def argumen(self, fungsi: str, teks: list[str]) -> str:
        """The arguments; a lone one with a decimal comma in brackets, lest the comma seem to separate two."""
        if (
            len(teks) == 1
            and FUNGSI[fungsi].paling_banyak != 1
            and _KOMA_DESIMAL.search(_NAMA.sub("", teks[0]))
        ):
            return f"({teks[0]})"
        return "; ".join(teks)

    def jumlahan(self, suku: tuple[tuple[str, p.Node], ...]) -> str:
        (_, pertama), *lain = suku
        return self.di(pertama, KALI) + "".join(
            f" {'+' if tanda == '+' else self.kurang} {self.di(isi, ATOM if _bertanda(isi) else KALI)}"
            for tanda, isi in lain
        )

    def perkalian(self, faktor: tuple[tuple[str, p.Node], ...]) -> str:
        (_, pertama), *lain = faktor
        return self.di(pertama, TANDA) + "".join(
            f" {self.bagi if tanda == '/' else tanda} {self.di(isi, PANGKAT)}" for tanda, isi in lain
        )

    def pangkat(self, dasar: p.Node, eksponen: p.Node) -> str:
        return f"{self.di(dasar, ATOM)}^{self.di(eksponen, ATOM)}"

    def tanda_banding(self, operator: str) -> str:
        return self.sama if operator == "=" else operator

    def syarat(self, simpul: p.Node) -> str:
        match simpul:
            case p.Comparison(operator, kiri, kanan):
                return f"{self.di(kiri, JUMLAH)} {self.tanda_banding(operator)} {self.di(kanan, JUMLAH)}"
            case p.Junction(operator, bagian):
                return f" {operator} ".join(self.di(isi, BANDING) for isi in bagian)
            case _:
                return f"BUKAN {self.di(p.anak(simpul)[0], ATOM)}"


class PenulisBacaan(Penulis):
    """The same for people only: typographic sign of subtraction, a single equals sign."""

    kurang = "−"
    sama = "="


class PenulisKerja(PenulisBacaan):
    """The working with numbers, as in the workings of capaian."""

    bagi = "÷"


def _bertanda(simpul: p.Node) -> bool:
    """Whether the text of the node begins with a minus, which must not follow another sign."""
    while isinstance(simpul, p.Product | p.InPercent):
        simpul = p.anak(simpul)[0]
    return isinstance(simpul, p.Negation)
