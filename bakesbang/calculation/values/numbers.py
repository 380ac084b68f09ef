"""A printed number becomes a Decimal; a Decimal becomes a printed number or words."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from bakesbang.calculation.values.words import DIGIT_MAKS, Doubt

# Thousands in groups of three with spaces, or digits with points and commas, or ",5"; then an exponent.
POLA_BILANGAN = re.compile(
    r"([+-]?)((?:[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?(?![.,]?[0-9])|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+))"
    r"(?:[eE]([+-]?[0-9]{1,3})(?![0-9A-Za-z]))?"
)
# The writing of thousands and decimals, tried in this order; a leading zero never groups thousands.
_TULISAN = (
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)"), Doubt.NONE),  # 1.234,56
    (re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)"), Doubt.ENGLISH_SEPARATORS),  # 1,234.56
    (re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})()"), Doubt.NONE),  # 1.234.567
    (re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3}){2,})()"), Doubt.ENGLISH_SEPARATORS),  # 1,234,567
    (re.compile(r"([1-9][0-9]{0,2}\.[0-9]{3})()"), Doubt.THOUSANDS),  # 1.500
    (re.compile(r"([0-9]*)[.,]([0-9]+)"), Doubt.NONE),
    (re.compile(r"([0-9]+)()"), Doubt.NONE),
)
_SATU = Decimal(1)
# Own contexts, so that a result never depends on what the caller has set.
TEPAT = Context(prec=10_000)
_HASIL = Context(prec=DIGIT_MAKS)
_TAMPIL = Context(prec=10_000, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Bilangan:
    """A number as read; lain = the other reading of "1.500", ragu = why it is doubtful."""

    angka: Decimal
    lain: Decimal | None = None
    ragu: Doubt = Doubt.NONE
    nol_depan: bool = False  # "08": a clock, a month, or a telephone rather than a quantity


def read_number(tanda: str, badan: str, pangkat: str | None) -> Bilangan | None:
    """The number of one match of POLA_BILANGAN, or None when no writing rule fits or it has over 28 digits."""
    rapat = badan.replace(" ", "")
    for pola, ragu in _TULISAN:
        if cocok := pola.fullmatch(rapat):
            utuh, pecahan = re.sub("[.,]", "", cocok[1]), cocok[2]
            angka = _desimal(tanda, f"{utuh}.{pecahan}", pangkat)
            lain = _desimal(tanda, rapat, pangkat) if ragu == Doubt.THOUSANDS else None
            nol_depan = re.match("0[0-9]", badan) is not None
            return (
                Bilangan(angka, lain, Doubt.EXPONENT if pangkat else ragu, nol_depan)
                if angka is not None
                else None
            )
    return None


def _desimal(tanda: str, polos: str, pangkat: str | None) -> Decimal | None:
    """The number as it would be typed in full (1E+3 is 1000), or None beyond 28 digits."""
    geser = int(pangkat or 0)
    angka = Decimal(f"{tanda}{polos}e{geser}")
    if abs(geser) > DIGIT_MAKS or not muat_digit(angka):
        return None
    return _tanpa_eksponen(angka)


def _tanpa_eksponen(angka: Decimal) -> Decimal:
    return Decimal(f"{angka:f}")


def muat_digit(angka: Decimal) -> bool:
    """Whether the finite number can be written in full with 28 digits, and as many decimals at most."""
    rinci = angka.as_tuple()
    pangkat = int(rinci.exponent)
    return len(rinci.digits) + max(pangkat, 0) <= DIGIT_MAKS and -pangkat <= DIGIT_MAKS


def divide(pembilang: Decimal, penyebut: Decimal) -> Decimal:
    """Quotient rounded once, to 28 digits, and never written with an exponent (80, not 8E+1)."""
    return _tanpa_eksponen(_HASIL.divide(pembilang, penyebut))


def write_number(angka: Decimal, desimal: int) -> str:
    """Indonesian writing, half-up to at most that many decimals: 1234.5 → "1.234,5"; -0.001 → "0".

    Raises ValueError for NaN and infinity.
    """
    if not angka.is_finite():
        raise ValueError("A value is a finite number.")
    bulat = TEPAT.normalize(angka.quantize(_SATU.scaleb(-desimal), context=_TAMPIL))
    utuh, _, pecahan = f"{bulat:,f}".partition(".")
    tulisan = utuh.replace(",", ".") + ("," + pecahan if pecahan else "")
    return "0" if tulisan == "-0" else tulisan


_SATUAN = [
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
]
_BESAR = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)


def in_words(angka: Decimal) -> str:
    """The number in Indonesian words: 1500 → "seribu lima ratus", 1.5 → "satu koma lima"."""
    utuh, _, pecahan = f"{TEPAT.normalize(angka.copy_abs()):f}".partition(".")
    kata = _bulat_terbilang(int(utuh))
    if pecahan:
        kata += " koma " + " ".join(_SATUAN[int(digit)] for digit in pecahan)
    return f"minus {kata}" if angka < 0 else kata


def _bulat_terbilang(n: int) -> str:
    if n < 12:
        return _SATUAN[n]
    if n < 20:
        return f"{_SATUAN[n - 10]} belas"
    besar, nama = next((besar, nama) for besar, nama in _BESAR if n >= besar)
    kepala, sisa = divmod(n, besar)
    awal = f"se{nama}" if kepala == 1 and besar < 10**6 else f"{_bulat_terbilang(kepala)} {nama}"
    return f"{awal} {_bulat_terbilang(sisa)}" if sisa else awal
