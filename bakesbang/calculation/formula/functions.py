"""The functions that a formula may call: spelling, number of arguments, meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

# Roots and logarithms are worked out with 50 digits and cut to 40; results are given with 28.
KERJA = Context(prec=50, rounding=ROUND_HALF_EVEN)
_IRASIONAL = Context(prec=40, rounding=ROUND_HALF_EVEN)


class TanpaHasil(ArithmeticError):
    """The calculation has no result; the message (Indonesian) says why."""


@dataclass(frozen=True, slots=True)
class Fungsi:
    """A function: names that are understood, fewest and most arguments (None: any number), calculation."""

    ejaan: tuple[str, ...]
    paling_sedikit: int
    paling_banyak: int | None
    hitung: Callable[..., Fraction] | None


def pecahan_dari(nilai: Decimal) -> Fraction:
    """An irrational result as a fraction, cut to the digits that are certain."""
    return Fraction(_IRASIONAL.plus(nilai))


def desimal_dari(nilai: Fraction, konteks: Context = KERJA) -> Decimal:
    """The fraction as a decimal number with the digits of the context."""
    return konteks.divide(Decimal(nilai.numerator), Decimal(nilai.denominator))


def bulatkan(nilai: Fraction, digit: Fraction = Fraction(0)) -> Fraction:
    """Round half away from zero, as people and spreadsheets do; digit = places after the comma."""
    skala = Fraction(10) ** int(digit)
    utuh = (abs(nilai) * skala * 2 + 1) // 2
    return Fraction(utuh) / skala * (-1 if nilai < 0 else 1)


def _rata(*nilai: Fraction) -> Fraction:
    return sum(nilai, Fraction(0)) / len(nilai)


def _median(*nilai: Fraction) -> Fraction:
    urut = sorted(nilai)
    tengah = len(urut) // 2
    return urut[tengah] if len(urut) % 2 else (urut[tengah - 1] + urut[tengah]) / 2


def akar_ke(nilai: Fraction, ke: int) -> Fraction:
    """The root of a number that is not negative; exact where the root is rational."""
    atas, bawah = (_akar_bulat(satu, ke) for satu in (nilai.numerator, nilai.denominator))
    if atas is not None and bawah is not None:
        return Fraction(atas, bawah)
    return pecahan_dari(_akar_desimal(desimal_dari(nilai), ke))


def _akar_desimal(nilai: Decimal, ke: int) -> Decimal:
    return KERJA.power(nilai, KERJA.divide(Decimal(1), Decimal(ke)))


def _akar_bulat(nilai: int, ke: int) -> int | None:
    """The whole root when there is one of at most 40 digits."""
    dekat = int(_akar_desimal(Decimal(nilai), ke).to_integral_value(ROUND_HALF_UP)) if nilai else 0
    return dekat if dekat**ke == nilai else None


def _akar(nilai: Fraction) -> Fraction:
    if nilai < 0:
        raise TanpaHasil("akar dari bilangan negatif")
    return akar_ke(nilai, 2)


def _ln(nilai: Fraction) -> Fraction:
    if nilai <= 0:
        raise TanpaHasil("logaritma hanya untuk bilangan di atas 0")
    return pecahan_dari(KERJA.ln(desimal_dari(nilai)))


def _log(nilai: Fraction, dasar: Fraction = Fraction(10)) -> Fraction:
    atas, bawah = _ln(nilai), _ln(dasar)
    if not bawah:
        raise TanpaHasil("logaritma dengan bilangan pokok 1")
    # Two digits fewer than the logarithms have, so that LOG(1000) is 3 and not 2,99…9.
    return Fraction(Context(prec=36, rounding=ROUND_HALF_EVEN).plus(desimal_dari(atas / bawah)))


FUNGSI: dict[str, Fungsi] = {
    "JUMLAH": Fungsi(("jumlah", "sum", "total"), 1, None, lambda *nilai: sum(nilai, Fraction(0))),
    "RATA": Fungsi(("rata", "rata-rata", "avg", "average", "mean"), 1, None, _rata),
    "MIN": Fungsi(("min", "minimum", "least"), 1, None, lambda *nilai: min(nilai)),
    "MAKS": Fungsi(("maks", "max", "maksimum", "greatest"), 1, None, lambda *nilai: max(nilai)),
    "MEDIAN": Fungsi(("median",), 1, None, _median),
    "BULAT": Fungsi(("bulat", "round"), 1, 2, bulatkan),
    "BULATBAWAH": Fungsi(("bulatbawah", "floor"), 1, 1, lambda nilai: Fraction(nilai // 1)),
    "BULATATAS": Fungsi(("bulatatas", "ceil", "ceiling"), 1, 1, lambda nilai: Fraction(-(-nilai // 1))),
    "ABS": Fungsi(("abs", "mutlak"), 1, 1, abs),
    "AKAR": Fungsi(("akar", "sqrt"), 1, 1, _akar),
    "LN": Fungsi(("ln",), 1, 1, _ln),
    "LOG": Fungsi(("log", "log10"), 1, 2, _log),
    "JIKA": Fungsi(("jika", "if"), 3, 3, None),
}
EJAAN_FUNGSI: dict[str, str] = {ejaan: nama for nama, fungsi in FUNGSI.items() for ejaan in fungsi.ejaan}
EJAAN_LOGIKA: dict[str, bool] = {"benar": True, "true": True, "salah": False, "false": False}
