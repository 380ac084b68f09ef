"""Numbers inside a formula: reading them by the rule of values, writing them the Indonesian way."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

DIGIT_MAKS = 28
# Own context: a caller's precision or rounding must never change a number here.
_KONTEKS = Context(prec=4200, rounding=ROUND_HALF_UP)
_RIBUAN = re.compile(r"(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_KOMA = re.compile(r"\d+(?:,\d+)?")
_TITIK = re.compile(r"\d+\.\d+")


def baca_angka(mentah: str) -> Decimal | None:
    """``1.000`` = seribu (point and exactly three digits), ``0,5`` = ``0.5`` = setengah; None if neither.

    The same rule as for values (domain guide §6). A leading zero cannot start a group of thousands, so
    ``0.071`` is a decimal.
    """
    if _RIBUAN.fullmatch(mentah):
        mentah = mentah.replace(".", "").replace(",", ".")
    elif _KOMA.fullmatch(mentah):
        mentah = mentah.replace(",", ".")
    elif not _TITIK.fullmatch(mentah):
        return None
    return rapikan(Decimal(mentah))


def ragu_ribuan(mentah: str) -> bool:
    """Whether the reading as thousands deserves to be shown: ``1.500`` but not ``1.500.000`` or ``1.500,5``."""
    return bool(_RIBUAN.fullmatch(mentah)) and mentah.count(".") == 1 and "," not in mentah


def rapikan(nilai: Decimal) -> Decimal:
    """The same number without superfluous zeros and without an exponent."""
    if nilai == nilai.to_integral_value():
        return nilai.quantize(Decimal(1), context=_KONTEKS)
    return nilai.normalize(_KONTEKS)


def tulis_polos(nilai: Decimal, koma: str = ",") -> str:
    """All digits without points between thousands: 1250000,5."""
    return f"{nilai:f}".replace(".", koma)


def write_number(nilai: Decimal, desimal: int | None = None) -> str:
    """``1.250.000,5``; with desimal rounded half up to at most so many decimals, zeros dropped."""
    if desimal is not None and -nilai.as_tuple().exponent > desimal:  # type: ignore[operator]
        nilai = nilai.quantize(Decimal(1).scaleb(-desimal), context=_KONTEKS)
    bulat, _, pecahan = f"{nilai.copy_abs():f}".partition(".")
    pecahan = pecahan.rstrip("0")
    tanda = "-" if nilai < 0 and (pecahan or bulat.strip("0")) else ""
    return f"{tanda}{int(bulat):,}".replace(",", ".") + (f",{pecahan}" if pecahan else "")
