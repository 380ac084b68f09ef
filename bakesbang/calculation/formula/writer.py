"""A tree written back as text: canonical with codes, with labels, and the working with numbers.

Brackets are written only where reading it back needs them, so reading a printed formula gives the same tree.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from . import tree as p
from .functions import FUNGSI
from .names import AKHIRAN_TAHUN_LALU, Variabel
from .numbers import tulis_polos

_KOMA_DESIMAL = re.compile(r"\d,\d")
_NAMA = re.compile(r"\[[^\]]*\]")
# How tightly each kind holds together; a part that holds less tightly than its place asks for gets brackets.
GABUNGAN, BUKAN, BANDING, JUMLAH, KALI, TANDA, PANGKAT, ATOM = range(8)

_ERAT: dict[type, int] = {
    p.Gabungan: GABUNGAN,
    p.Bukan: BUKAN,
    p.Banding: BANDING,
    p.Jumlahan: JUMLAH,
    p.Perkalian: KALI,
    p.DalamPersen: KALI,
    p.Negasi: TANDA,
    p.Pangkat: PANGKAT,
}


def erat(simpul: p.Simpul) -> int:
    """How tightly a node holds together."""
    return _ERAT.get(type(simpul), ATOM)


def nama_kode(variabel: Variabel) -> str:
    """``[kode]`` or ``[kode; tahun lalu]``."""
    return f"[{variabel}]"


def nama_label(label: str, variabel: Variabel) -> str:
    """``[Label]``, kept readable as one name."""
    rapi = " ".join(label.replace("[", "(").replace("]", ")").split())
    return f"[{rapi}{AKHIRAN_TAHUN_LALU if variabel.tahun_lalu else ''}]"


class Penulis:
    """Writes a tree as text that can be read back; names and numbers are given."""

    bagi = "/"
    kurang = "-"
    # Doubled where it is read back: a single one in front could be "Name = formula".
    sama = "=="

    def __init__(
        self, nama: Callable[[Variabel], str] = nama_kode, angka: Callable[[Decimal], str] = tulis_polos
    ) -> None:
        self.nama = nama
        self.angka = angka

    def tulis(self, simpul: p.Simpul) -> str:
        """The text of a node."""
        match simpul:
            case p.Angka(nilai):
                return self.angka(nilai)
            case p.Persenan(nilai):
                return f"{self.angka(nilai)}%"
            case p.Nama(variabel):
                return self.nama(variabel)
            case p.Logika(benar):
                return "BENAR" if benar else "SALAH"
            case p.Negasi(isi):
                return f"-{self.di(isi, ATOM)}"
            case p.Jumlahan(suku):
                return self.jumlahan(suku)
            case p.Perkalian(faktor):
                return self.perkalian(faktor)
            case p.DalamPersen(isi):
                return f"{self.tulis(isi) if isinstance(isi, p.Perkalian) else self.di(isi, TANDA)} × 100%"
            case p.Pangkat(dasar, eksponen):
                return self.pangkat(dasar, eksponen)
            case p.Panggilan(fungsi, argumen):
                return f"{fungsi}({self.argumen(fungsi, [self.tulis(isi) for isi in argumen])})"
            case _:
                return self.syarat(simpul)

    def di(self, simpul: p.Simpul, paling_lepas: int) -> str:
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

    def jumlahan(self, suku: tuple[tuple[str, p.Simpul], ...]) -> str:
        (_, pertama), *lain = suku
        return self.di(pertama, KALI) + "".join(
            f" {'+' if tanda == '+' else self.kurang} {self.di(isi, ATOM if _bertanda(isi) else KALI)}"
            for tanda, isi in lain
        )

    def perkalian(self, faktor: tuple[tuple[str, p.Simpul], ...]) -> str:
        (_, pertama), *lain = faktor
        return self.di(pertama, TANDA) + "".join(
            f" {self.bagi if tanda == '/' else tanda} {self.di(isi, PANGKAT)}" for tanda, isi in lain
        )

    def pangkat(self, dasar: p.Simpul, eksponen: p.Simpul) -> str:
        return f"{self.di(dasar, ATOM)}^{self.di(eksponen, ATOM)}"

    def tanda_banding(self, operator: str) -> str:
        return self.sama if operator == "=" else operator

    def syarat(self, simpul: p.Simpul) -> str:
        match simpul:
            case p.Banding(operator, kiri, kanan):
                return f"{self.di(kiri, JUMLAH)} {self.tanda_banding(operator)} {self.di(kanan, JUMLAH)}"
            case p.Gabungan(operator, bagian):
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


def _bertanda(simpul: p.Simpul) -> bool:
    """Whether the text of the node begins with a minus, which must not follow another sign."""
    while isinstance(simpul, p.Perkalian | p.DalamPersen):
        simpul = p.anak(simpul)[0]
    return isinstance(simpul, p.Negasi)
