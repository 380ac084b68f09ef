"""The value of a tree: exact fractions inside, 28 significant digits outside."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bakesbang.calculation.result import Alasan

from . import tree as p
from .functions import FUNGSI, KERJA, TanpaHasil, akar_ke, desimal_dari, pecahan_dari
from .grammar import EKSPONEN_MAKS
from .numbers import DIGIT_MAKS, rapikan

BIT_MAKS = 40_000
BESAR_MAKS = 100
_HASIL = Context(prec=DIGIT_MAKS, rounding=ROUND_HALF_EVEN)
_NOL, _SATU = Fraction(0), Fraction(1)


class KebijakanNihil(StrEnum):
    """What 0/0 means, decided per indicator by the agency (domain guide §10)."""

    NIHIL_TIDAK_DINILAI = "NIHIL_TIDAK_DINILAI"
    NIHIL_100 = "NIHIL_100"
    NIHIL_0 = "NIHIL_0"


class TakTerhitung(ArithmeticError):
    """The tree has no value with these inputs; alasan says why."""

    def __init__(self, alasan: Alasan) -> None:
        super().__init__(alasan.pesan)
        self.alasan = alasan


def wajar(nilai: Decimal) -> bool:
    """Whether a number has a size that a datum can have (0 always has)."""
    return nilai.is_finite() and (not nilai or abs(nilai.adjusted()) <= BESAR_MAKS)


def pecahan_masukan(nilai: Decimal | int) -> Fraction:
    """An input as a fraction. Raises TakTerhitung when it is no ordinary number."""
    if not wajar(Decimal(nilai)):
        raise TakTerhitung(Alasan.tidak_terhitung("salah satu data bukan angka yang wajar"))
    return Fraction(nilai)


def angka_hasil(nilai: Fraction | bool) -> Decimal:
    """The result with 28 significant digits. Raises TakTerhitung when it is beyond all measure."""
    if isinstance(nilai, bool):
        return Decimal(int(nilai))
    hasil = rapikan(desimal_dari(nilai, _HASIL))
    if not wajar(hasil):
        raise TakTerhitung(Alasan.tidak_terhitung("hasilnya terlalu besar atau terlalu kecil"))
    return hasil


class Penghitung:
    """Computes one tree with given inputs and one policy for 0/0."""

    def __init__(self, masukan: Mapping[str, Fraction], kebijakan: KebijakanNihil) -> None:
        self.masukan = masukan
        self.kebijakan = kebijakan

    def nilai(self, simpul: p.Simpul) -> Any:
        """A Fraction, or a bool for a condition. Raises TakTerhitung."""
        return _CARA[type(simpul)](self, simpul)

    def _nama(self, simpul: p.Nama) -> Fraction:
        return self.masukan[simpul.variabel]

    def _jumlahan(self, simpul: p.Jumlahan) -> Fraction:
        hasil = _NOL
        for tanda, isi in simpul.suku:
            hasil = hasil + self.nilai(isi) if tanda == "+" else hasil - self.nilai(isi)
        return hasil

    def _perkalian(self, simpul: p.Perkalian) -> Fraction:
        hasil = skala = _SATU
        for tanda, isi in simpul.faktor:
            nilai = self.nilai(isi)
            if tanda == "/" and not nilai:
                hasil = self._dibagi_nol(hasil, skala)
                continue
            hasil = hasil * nilai if tanda == "×" else hasil / nilai
            if nilai and isinstance(isi, p.Angka | p.Persenan):
                skala = skala * nilai if tanda == "×" else skala / nilai
        return hasil

    def _dibagi_nol(self, pembilang: Fraction, skala: Fraction) -> Fraction:
        """0/0 read as the policy says: 100 % of the whole (times the constants before it) or 0 %."""
        if pembilang:
            raise TakTerhitung(Alasan.tidak_terhitung("pembagian dengan nol"))
        if self.kebijakan is KebijakanNihil.NIHIL_100:
            return skala
        if self.kebijakan is KebijakanNihil.NIHIL_0:
            return _NOL
        raise TakTerhitung(Alasan.nihil("pembilang dan penyebut sama-sama 0"))

    def _pangkat(self, simpul: p.Pangkat) -> Fraction:
        dasar, eksponen = self.nilai(simpul.dasar), self.nilai(simpul.eksponen)
        if not dasar and eksponen <= 0:
            raise TakTerhitung(
                Alasan.tidak_terhitung("0 dipangkatkan 0" if not eksponen else "pembagian dengan nol")
            )
        if dasar in (_NOL, _SATU):
            return dasar
        bit = max(dasar.numerator.bit_length(), dasar.denominator.bit_length())
        if abs(eksponen) > EKSPONEN_MAKS or bit * abs(eksponen) > BIT_MAKS:
            raise TakTerhitung(Alasan.tidak_terhitung("pangkat terlalu besar"))
        if eksponen.denominator == 1:
            return dasar**eksponen.numerator
        if dasar < 0:
            raise TakTerhitung(Alasan.tidak_terhitung("akar dari bilangan negatif"))
        return _pangkat_pecahan(dasar, eksponen)

    def _banding(self, simpul: p.Banding) -> bool:
        kiri, kanan = self.nilai(simpul.kiri), self.nilai(simpul.kanan)
        return _BANDING[simpul.operator](kiri, kanan)

    def _gabungan(self, simpul: p.Gabungan) -> bool:
        nilai = (self.nilai(isi) for isi in simpul.bagian)
        return all(nilai) if simpul.operator == "DAN" else any(nilai)

    def _panggilan(self, simpul: p.Panggilan) -> Fraction:
        hitung = FUNGSI[simpul.fungsi].hitung
        if hitung is None:
            syarat, ya, tidak = simpul.argumen
            return self.nilai(ya) if self.nilai(syarat) else self.nilai(tidak)
        try:
            return hitung(*(self.nilai(isi) for isi in simpul.argumen))
        except TanpaHasil as galat:
            raise TakTerhitung(Alasan.tidak_terhitung(str(galat))) from None


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
    p.Angka: lambda _, simpul: Fraction(simpul.nilai),
    p.Persenan: lambda _, simpul: Fraction(simpul.nilai) / 100,
    p.Nama: Penghitung._nama,
    p.Logika: lambda _, simpul: simpul.benar,
    p.Negasi: lambda diri, simpul: -diri.nilai(simpul.isi),
    p.Jumlahan: Penghitung._jumlahan,
    p.Perkalian: Penghitung._perkalian,
    p.DalamPersen: lambda diri, simpul: diri.nilai(simpul.isi) * 100,
    p.Pangkat: Penghitung._pangkat,
    p.Banding: Penghitung._banding,
    p.Gabungan: Penghitung._gabungan,
    p.Bukan: lambda diri, simpul: not diri.nilai(simpul.isi),
    p.Panggilan: Penghitung._panggilan,
}
