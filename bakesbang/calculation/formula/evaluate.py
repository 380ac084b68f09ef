"""The value of a tree: exact fractions inside, 28 significant digits outside."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bakesbang.calculation.result import Reason

from . import tree as p
from .functions import FUNGSI, KERJA, TanpaHasil, akar_ke, desimal_dari, pecahan_dari
from .grammar import EKSPONEN_MAKS
from .numbers import DIGIT_MAKS, rapikan

BIT_MAKS = 40_000
BESAR_MAKS = 100
_HASIL = Context(prec=DIGIT_MAKS, rounding=ROUND_HALF_EVEN)
_NOL, _SATU = Fraction(0), Fraction(1)


class NihilPolicy(StrEnum):
    """What 0/0 means, decided per indicator by the agency (domain guide §10)."""

    NOT_JUDGED = "NIHIL_TIDAK_DINILAI"
    HUNDRED = "NIHIL_100"
    ZERO = "NIHIL_0"


class TakTerhitung(ArithmeticError):
    """The tree has no value with these inputs; alasan says why."""

    def __init__(self, alasan: Reason) -> None:
        super().__init__(alasan.message)
        self.alasan = alasan


def is_ordinary(nilai: Decimal) -> bool:
    """Whether a number has a size that a datum can have (0 always has)."""
    return nilai.is_finite() and (not nilai or abs(nilai.adjusted()) <= BESAR_MAKS)


def pecahan_masukan(nilai: Decimal | int) -> Fraction:
    """An input as a fraction. Raises TakTerhitung when it is no ordinary number."""
    if not is_ordinary(Decimal(nilai)):
        raise TakTerhitung(Reason.not_computable("salah satu data bukan angka yang wajar"))
    return Fraction(nilai)


def angka_hasil(nilai: Fraction | bool) -> Decimal:
    """The result with 28 significant digits. Raises TakTerhitung when it is beyond all measure."""
    if isinstance(nilai, bool):
        return Decimal(int(nilai))
    hasil = rapikan(desimal_dari(nilai, _HASIL))
    if not is_ordinary(hasil):
        raise TakTerhitung(Reason.not_computable("hasilnya terlalu besar atau terlalu kecil"))
    return hasil


class Penghitung:
    """Computes one tree with given inputs and one policy for 0/0."""

    def __init__(self, masukan: Mapping[str, Fraction], kebijakan: NihilPolicy) -> None:
        self.masukan = masukan
        self.kebijakan = kebijakan

    def nilai(self, simpul: p.Node) -> Any:
        """A Fraction, or a bool for a condition. Raises TakTerhitung."""
        return _CARA[type(simpul)](self, simpul)

    def _nama(self, simpul: p.Name) -> Fraction:
        return self.masukan[simpul.name]

    def _jumlahan(self, simpul: p.Sum) -> Fraction:
        hasil = _NOL
        for tanda, isi in simpul.terms:
            hasil = hasil + self.nilai(isi) if tanda == "+" else hasil - self.nilai(isi)
        return hasil

    def _perkalian(self, simpul: p.Product) -> Fraction:
        hasil = skala = _SATU
        for tanda, isi in simpul.factors:
            nilai = self.nilai(isi)
            if tanda == "/" and not nilai:
                hasil = self._dibagi_nol(hasil, skala)
                continue
            hasil = hasil * nilai if tanda == "×" else hasil / nilai
            if nilai and isinstance(isi, p.Number | p.Percentage):
                skala = skala * nilai if tanda == "×" else skala / nilai
        return hasil

    def _dibagi_nol(self, pembilang: Fraction, skala: Fraction) -> Fraction:
        """0/0 read as the policy says: 100 % of the whole (times the constants before it) or 0 %."""
        if pembilang:
            raise TakTerhitung(Reason.not_computable("pembagian dengan nol"))
        if self.kebijakan is NihilPolicy.HUNDRED:
            return skala
        if self.kebijakan is NihilPolicy.ZERO:
            return _NOL
        raise TakTerhitung(Reason.nihil("pembilang dan penyebut sama-sama 0"))

    def _pangkat(self, simpul: p.Power) -> Fraction:
        dasar, eksponen = self.nilai(simpul.base), self.nilai(simpul.exponent)
        if not dasar and eksponen <= 0:
            raise TakTerhitung(
                Reason.not_computable("0 dipangkatkan 0" if not eksponen else "pembagian dengan nol")
            )
        if dasar in (_NOL, _SATU):
            return dasar
        bit = max(dasar.numerator.bit_length(), dasar.denominator.bit_length())
        if abs(eksponen) > EKSPONEN_MAKS or bit * abs(eksponen) > BIT_MAKS:
            raise TakTerhitung(Reason.not_computable("pangkat terlalu besar"))
        if eksponen.denominator == 1:
            return dasar**eksponen.numerator
        if dasar < 0:
            raise TakTerhitung(Reason.not_computable("akar dari bilangan negatif"))
        return _pangkat_pecahan(dasar, eksponen)

    def _banding(self, simpul: p.Comparison) -> bool:
        kiri, kanan = self.nilai(simpul.left), self.nilai(simpul.right)
        return _BANDING[simpul.operator](kiri, kanan)

    def _gabungan(self, simpul: p.Junction) -> bool:
        nilai = (self.nilai(isi) for isi in simpul.parts)
        return all(nilai) if simpul.operator == "DAN" else any(nilai)

    def _panggilan(self, simpul: p.Call) -> Fraction:
        hitung = FUNGSI[simpul.function].hitung
        if hitung is None:
            syarat, ya, tidak = simpul.arguments
            return self.nilai(ya) if self.nilai(syarat) else self.nilai(tidak)
        try:
            return hitung(*(self.nilai(isi) for isi in simpul.arguments))
        except TanpaHasil as galat:
            raise TakTerhitung(Reason.not_computable(str(galat))) from None


def _pangkat_pecahan(dasar: Fraction, eksponen: Fraction) -> Fraction:
    """A positive base to a broken exponent: exact where the root is rational, else 40 digits."""
    if eksponen.denominator <= EKSPONEN_MAKS:
        return akar_ke(dasar**eksponen.numerator, eksponen.denominator)
    return pecahan_dari(KERJA.power(desimal_dari(dasar), desimal_dari(eksponen)))


_BANDING: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_CARA: dict[type, Callable[[Penghitung, Any], Any]] = {
    p.Number: lambda _, simpul: Fraction(simpul.value),
    p.Percentage: lambda _, simpul: Fraction(simpul.value) / 100,
    p.Name: Penghitung._nama,
    p.Logical: lambda _, simpul: simpul.truth,
    p.Negation: lambda diri, simpul: -diri.nilai(simpul.content),
    p.Sum: Penghitung._jumlahan,
    p.Product: Penghitung._perkalian,
    p.InPercent: lambda diri, simpul: diri.nilai(simpul.content) * 100,
    p.Power: Penghitung._pangkat,
    p.Comparison: Penghitung._banding,
    p.Junction: Penghitung._gabungan,
    p.Not: lambda diri, simpul: not diri.nilai(simpul.content),
    p.Call: Penghitung._panggilan,
}
