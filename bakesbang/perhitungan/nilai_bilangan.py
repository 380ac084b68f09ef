"""A printed number becomes a Decimal; a Decimal becomes a printed number or words."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from bakesbang.perhitungan.nilai_kamus import DIGIT_MAKS, Ragu

# Thousands in groups of three with spaces, or digits with points and commas, or ",5"; then an exponent.
POLA_BILANGAN = re.compile(
    r"([+-]?)((?:[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?(?![.,]?[0-9])|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+))"
    r"(?:[eE]([+-]?[0-9]{1,3})(?![0-9A-Za-z]))?"
)
_RIBUAN_TITIK = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_RIBUAN_KOMA = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_TEPAT = Context(prec=200)


@dataclass(frozen=True, slots=True)
class Bilangan:
    """A number as read; lain = the other reading of "1.500", ragu = why it is doubtful."""

    angka: Decimal
    lain: Decimal | None = None
    ragu: Ragu = Ragu.TIDAK
    nol_depan: bool = False  # "08": a clock, a month, or a telephone rather than a quantity


def baca_bilangan(tanda: str, badan: str, pangkat: str | None) -> Bilangan | None:
    """The number of one match of POLA_BILANGAN, or None when no writing rule fits or it has over 28 digits."""
    terurai = _urai(badan.replace(" ", ""), spasi=" " in badan)
    if terurai is None:
        return None
    polos, lain, ragu = terurai
    angka = _desimal(tanda, polos, pangkat)
    if angka is None:
        return None
    if pangkat:
        ragu = Ragu.EKSPONEN
    return Bilangan(
        angka,
        _desimal(tanda, lain, pangkat) if lain else None,
        ragu,
        badan[0] == "0" and badan[1:2].isdigit(),
    )


def _urai(badan: str, *, spasi: bool) -> tuple[str, str, Ragu] | None:
    """(digits with a decimal point, other reading or "", doubt); Indonesian writing is tried first."""
    titik, koma = badan.count("."), badan.count(",")
    if titik and koma:
        return _dua_pemisah(badan)
    if koma > 1:
        return (badan.replace(",", ""), "", Ragu.PEMISAH_INGGRIS) if _RIBUAN_KOMA.fullmatch(badan) else None
    if titik > 1:
        return (badan.replace(".", ""), "", Ragu.TIDAK) if _RIBUAN_TITIK.fullmatch(badan) else None
    if titik and not spasi and _RIBUAN_TITIK.fullmatch(badan):
        return badan.replace(".", ""), badan, Ragu.RIBUAN
    return badan.replace(",", "."), "", Ragu.TIDAK


def _dua_pemisah(badan: str) -> tuple[str, str, Ragu] | None:
    """Points and commas together: the last one is the decimal sign, the others must group thousands."""
    for desimal, pola, ragu in ((",", _RIBUAN_TITIK, Ragu.TIDAK), (".", _RIBUAN_KOMA, Ragu.PEMISAH_INGGRIS)):
        bulat, _, pecahan = badan.rpartition(desimal)
        if pecahan.isdigit() and pola.fullmatch(bulat):
            return f"{bulat.replace('.', '').replace(',', '')}.{pecahan}", "", ragu
    return None


def _desimal(tanda: str, polos: str, pangkat: str | None) -> Decimal | None:
    angka = Decimal(f"{tanda}{polos}e{pangkat or 0}", _TEPAT)
    if abs(int(pangkat or 0)) > DIGIT_MAKS or not muat_digit(angka):
        return None
    # 1E+3 is kept as 1000, so that it is stored and compared as it would be typed.
    return angka.quantize(Decimal(1), context=_TEPAT) if angka.as_tuple().exponent > 0 else angka  # type: ignore[operator]


def muat_digit(angka: Decimal) -> bool:
    """Whether the finite number can be written in full with 28 digits, and as many decimals at most."""
    rinci = angka.as_tuple()
    pangkat = int(rinci.exponent)
    return len(rinci.digits) + max(pangkat, 0) <= DIGIT_MAKS and -pangkat <= DIGIT_MAKS


def bagi(pembilang: Decimal, penyebut: Decimal) -> Decimal:
    """Quotient rounded once, to 28 digits, and never written with an exponent (80, not 8E+1)."""
    hasil = Context(prec=DIGIT_MAKS).divide(pembilang, penyebut)
    return hasil.quantize(Decimal(1), context=_TEPAT) if int(hasil.as_tuple().exponent) > 0 else hasil


def tulis_bilangan(angka: Decimal, desimal: int) -> str:
    """Indonesian writing, half-up to at most that many decimals: 1234.5 → "1.234,5"; -0.001 → "0".

    Raises ValueError for NaN and infinity.
    """
    if not angka.is_finite():
        raise ValueError("A value is a finite number.")
    muat = Context(prec=max(angka.adjusted(), 0) + desimal + 2, rounding=ROUND_HALF_UP)
    bulat, _, pecahan = f"{angka.quantize(Decimal(1).scaleb(-desimal), context=muat):,f}".partition(".")
    pecahan = pecahan.rstrip("0")
    tulisan = bulat.replace(",", ".") + ("," + pecahan if pecahan else "")
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


def terbilang(angka: Decimal) -> str:
    """The number in Indonesian words: 1500 → "seribu lima ratus", 1.5 → "satu koma lima"."""
    utuh, _, pecahan = f"{abs(angka):f}".partition(".")
    pecahan = pecahan.rstrip("0")
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
    awal = f"se{nama}" if kepala == 1 and besar <= 1000 else f"{_bulat_terbilang(kepala)} {nama}"
    return f"{awal} {_bulat_terbilang(sisa)}" if sisa else awal
