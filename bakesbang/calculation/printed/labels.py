"""Names of data written without brackets, as documents print them: where does one end?

``Jml LSM/ORMAS/Parpol yg ada`` is one name, ``selesai/ada`` are two, ``Jumlah A/Jumlah B`` are two as well;
``luasan Daerah Irigasi (DI) yang teraliri`` holds an aside. What could be read in two ways is refused.
"""

import re
from dataclasses import dataclass

from bakesbang.calculation.formula.errors import FormulaError

from .reader import KATA_LABEL_MAKS, prosa, salah_prosa

KATA_OPERATOR = re.compile(
    r"(?:(?P<BAGI>dibagi(?:kan)?(?:\s+(?:dengan|oleh))?)|(?P<KALI>dikali(?:kan)?(?:\s+dengan)?)|"
    r"(?P<TAMBAH>ditambah(?:kan)?(?:\s+dengan)?)|(?P<KURANG>dikurangi?(?:\s+(?:dengan|oleh))?)|"
    r"(?P<DAN>dan|and)|(?P<ATAU>atau|or))\b|(?P<X>x(?=\d)|x\b|kali\b(?=\s*[\d(\[]))",
    re.IGNORECASE,
)
_ISI_SISIPAN = r"(?=[^()]*[^\W\d_])(?:(?!\s[-–/:x]\s)[^()\[\]×÷*^+=<>;Σ%])*"
_POTONGAN = re.compile(
    r"(?P<rapat>(?<=\w)[-–/](?=\w))|(?P<titik>(?<=\w)\.(?=\s*\S))|(?P<koma>,(?=\s+[^\W\d_]))|\s*(?P<simbol>&)|"
    rf"\s*(?P<sisipan>\({_ISI_SISIPAN}\))|(?P<angka>\s+\d+(?:[.,–-]\d+)*(?!\w))|"
    r"(?P<sambung>\w+(?:['’.&]+\w+)*)|(?P<kata>\s+[^\W\d]\w*(?:['’.&]+\w+)*)",
    re.IGNORECASE,
)
_KATA_HITUNG = re.compile(r"(?:jumlah|jml|total|banyaknya)\b", re.IGNORECASE)
_ADA_BAGI = re.compile(r"÷|\s[/:]|/[\s(\[]|[)\]]\s*[/:]|\bdibagi", re.IGNORECASE)
# "Nilai 1" is a name; after a code ("A 1") a sign is missing.
_HURUF_NAMA_BERNOMOR = 3
# More slashes than any name has: codes, and reading on from each of them would take quadratic time.
_RAPAT_MAKS = 20
# "PDRBt-1" is the figure of the year before, not PDRBt less one.
_TAHUN_LALU = re.compile(r"[A-Z][A-Z0-9]*[nt][-–]1")
_PERSEN = re.compile(r"\s*(?:%|persen\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sekitar:
    """What the name stands in: a function call, a level where something is compared."""

    dalam_fungsi: bool = False
    banding: bool = False


def operator_kata(s: str, letak: int, sekitar: Sekitar) -> re.Match[str] | None:
    """The word at this place when it is an operator there: ``dibagi``, ``x``; ``dan`` only among comparisons."""
    cocok = KATA_OPERATOR.match(s, letak)
    if cocok and cocok.lastgroup in ("DAN", "ATAU") and not sekitar.banding:
        return None
    return cocok


def akhir_label(s: str, mulai: int, sekitar: Sekitar) -> int:
    """Where the name that starts at mulai ends. Raises RumusSalah (place within s) when unclear or prose."""
    akhir = mulai
    rapat: list[int] = []
    while potongan := _POTONGAN.match(s, akhir):
        if len(rapat) > _RAPAT_MAKS or not _termasuk(s, mulai, potongan, sekitar):
            break
        if potongan.lastgroup == "rapat":
            rapat.append(akhir)
        akhir = potongan.end()
    return _putuskan(s, mulai, akhir, rapat)


def _termasuk(s: str, mulai: int, potongan: re.Match[str], sekitar: Sekitar) -> bool:
    """Whether the next piece still belongs to the name."""
    berspasi = " " in s[mulai : potongan.start()]
    match potongan.lastgroup:
        case "rapat":
            return not (potongan[0] == "/" and berspasi and _KATA_HITUNG.match(s, potongan.end()))
        case "koma":
            return not sekitar.dalam_fungsi
        case "angka":
            panjang = berspasi or potongan.start() - mulai >= _HURUF_NAMA_BERNOMOR
            return panjang and not _PERSEN.match(s, potongan.end())
        case "kata":
            return not operator_kata(s, potongan.end() - len(potongan[0].lstrip()), sekitar)
        case _:
            return True


def _putuskan(s: str, mulai: int, akhir: int, rapat: list[int]) -> int:
    label = s[mulai:akhir]
    if " " not in label.strip() and "(" not in label:
        return _putuskan_satu_kata(s, mulai, akhir, rapat)
    miring = [letak for letak in rapat if s[letak] == "/"]
    if miring and not _ADA_BAGI.search(s):
        kiri, kanan = s[mulai : miring[0]].strip(), s[miring[0] + 1 : akhir].strip()
        raise FormulaError(
            "Garis miring tanpa spasi ini bisa bagian nama, bisa tanda bagi.",
            position=miring[0],
            hint=f"Maksud Anda [{kiri}] / [{kanan}]? Beri spasi, atau tulis nama dalam kurung siku.",
        )
    if prosa(label) or len(label.split()) > KATA_LABEL_MAKS:
        raise salah_prosa(mulai)
    return akhir


def _putuskan_satu_kata(s: str, mulai: int, akhir: int, rapat: list[int]) -> int:
    """Codes: a slash or hyphen between them is a sign, except in a doubled word (rata-rata)."""
    if not rapat:
        return akhir
    belah = rapat[0]
    sesudah = rapat[1] if len(rapat) > 1 else akhir
    if _TAHUN_LALU.fullmatch(s, mulai, sesudah):
        return sesudah
    if (
        s[belah] == "-"
        and s[mulai:belah].casefold() == s[belah + 1 : sesudah].casefold()
        and akhir - mulai > 5
    ):
        return sesudah
    return belah
