"""The tree of a formula. Equal trees mean the same calculation, whatever the spelling was."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from .names import Variabel


@dataclass(frozen=True, slots=True)
class Angka:
    """A constant."""

    nilai: Decimal


@dataclass(frozen=True, slots=True)
class Persenan:
    """``n%``, worth n/100."""

    nilai: Decimal


@dataclass(frozen=True, slots=True)
class Nama:
    """One input."""

    variabel: Variabel


@dataclass(frozen=True, slots=True)
class Logika:
    """BENAR or SALAH."""

    benar: bool


@dataclass(frozen=True, slots=True)
class Negasi:
    """Minus in front of something."""

    isi: "Simpul"


@dataclass(frozen=True, slots=True)
class Jumlahan:
    """Terms with their sign, ``+`` or ``-``, added from left to right; the first sign is ``+``."""

    suku: tuple[tuple[str, "Simpul"], ...]


@dataclass(frozen=True, slots=True)
class Perkalian:
    """Factors with their sign, ``×`` or ``/``, applied from left to right; the first sign is ``×``."""

    faktor: tuple[tuple[str, "Simpul"], ...]


@dataclass(frozen=True, slots=True)
class DalamPersen:
    """``… × 100%`` as the last factor: the same amount, said in percent (85,7 and not 0,857)."""

    isi: "Simpul"


@dataclass(frozen=True, slots=True)
class Pangkat:
    """A power."""

    dasar: "Simpul"
    eksponen: "Simpul"


@dataclass(frozen=True, slots=True)
class Banding:
    """A comparison: ``=``, ``<>``, ``<``, ``<=``, ``>`` or ``>=``."""

    operator: str
    kiri: "Simpul"
    kanan: "Simpul"


@dataclass(frozen=True, slots=True)
class Gabungan:
    """Conditions joined by DAN or ATAU, decided from left to right and no further than needed."""

    operator: str
    bagian: tuple["Simpul", ...]


@dataclass(frozen=True, slots=True)
class Bukan:
    """The opposite of a condition."""

    isi: "Simpul"


@dataclass(frozen=True, slots=True)
class Panggilan:
    """A function (Indonesian name) with its arguments."""

    fungsi: str
    argumen: tuple["Simpul", ...]


Simpul: TypeAlias = (
    Angka
    | Persenan
    | Nama
    | Logika
    | Negasi
    | Jumlahan
    | Perkalian
    | DalamPersen
    | Pangkat
    | Banding
    | Gabungan
    | Bukan
    | Panggilan
)

_MENGHASILKAN_LOGIKA = (Logika, Banding, Gabungan, Bukan)
# Functions that hand on the unit of their arguments.
_MENERUSKAN_SATUAN = frozenset(
    {"JUMLAH", "RATA", "MIN", "MAKS", "BULAT", "BULATATAS", "BULATBAWAH", "ABS", "MEDIAN"}
)


def anak(simpul: Simpul) -> tuple[Simpul, ...]:
    """The direct parts of a node, in reading order."""
    match simpul:
        case Jumlahan(bagian) | Perkalian(bagian):
            return tuple(isi for _, isi in bagian)
        case Negasi(isi) | DalamPersen(isi) | Bukan(isi):
            return (isi,)
        case Pangkat(kiri, kanan) | Banding(_, kiri, kanan):
            return (kiri, kanan)
        case Gabungan(_, isi_banyak) | Panggilan(_, isi_banyak):
            return isi_banyak
        case _:
            return ()


def semua(simpul: Simpul) -> Iterator[Simpul]:
    """A node and everything under it, in reading order."""
    yield simpul
    for bagian in anak(simpul):
        yield from semua(bagian)


def variabel(simpul: Simpul) -> tuple[Variabel, ...]:
    """The inputs in the order of their first appearance, each once."""
    return tuple(dict.fromkeys(satu.variabel for satu in semua(simpul) if isinstance(satu, Nama)))


def tetap(simpul: Simpul) -> bool:
    """Whether no input takes part."""
    return not any(isinstance(satu, Nama) for satu in semua(simpul))


def nilai_tetap(simpul: Simpul) -> Decimal | None:
    """The number that a node is when it is nothing but a number, perhaps with a minus."""
    match simpul:
        case Angka(nilai):
            return nilai
        case Negasi(Angka(nilai)):
            return nilai.copy_negate()
        case _:
            return None


def berbagi(simpul: Simpul) -> bool:
    """Whether something is divided anywhere in the node."""
    return any(
        tanda == "/" for satu in semua(simpul) if isinstance(satu, Perkalian) for tanda, _ in satu.faktor
    )


def logis(simpul: Simpul) -> bool:
    """Whether the node is a condition and not an amount."""
    return isinstance(simpul, _MENGHASILKAN_LOGIKA)


def dalam_persen(simpul: Simpul) -> bool:
    """Whether the value is an amount in percent (because of ``× 100%``), also after weighting or rounding."""
    match simpul:
        case DalamPersen():
            return True
        case Negasi(isi):
            return dalam_persen(isi)
        case Jumlahan(suku):
            return any(dalam_persen(isi) for _, isi in suku)
        case Perkalian(((_, pertama), *lain)):
            bobot = (pertama, *(isi for _, isi in lain))
            berpersen = [isi for isi in bobot if dalam_persen(isi)]
            pembagi = any(tanda == "/" and dalam_persen(isi) for tanda, isi in lain)
            return (
                len(berpersen) == 1 and not pembagi and all(isi in berpersen or tetap(isi) for isi in bobot)
            )
        case Panggilan("JIKA", argumen):
            return any(dalam_persen(isi) for isi in argumen[1:])
        case Panggilan(fungsi, argumen):
            return fungsi in _MENERUSKAN_SATUAN and any(dalam_persen(isi) for isi in argumen)
        case _:
            return False


def berbagian(simpul: Simpul) -> bool:
    """Whether the node is a constant written with ``n%``, hence a share of 1: ``50%``, ``2 × 30%``."""
    return (
        tetap(simpul) and not dalam_persen(simpul) and any(isinstance(isi, Persenan) for isi in semua(simpul))
    )


def berbobot(simpul: Simpul) -> bool:
    """Whether the node is something weighted with a percentage: ``[a] × 30%``."""
    return isinstance(simpul, Perkalian) and any(isinstance(isi, Persenan) for _, isi in simpul.faktor)


def pecahan(simpul: Simpul) -> tuple[tuple[Variabel, ...], tuple[Variabel, ...]] | None:
    """(numerator, denominator) when the tree is a plain part of a whole in percent, else None.

    Plain means sums of inputs over sums of inputs, times 100% (or 100): there a part greater than the whole
    deserves a warning and a year is a ratio of sums (domain guide §8, §10).
    """
    if isinstance(simpul, DalamPersen):
        simpul = simpul.isi
    elif isinstance(simpul, Perkalian) and simpul.faktor[-1] == ("×", Angka(Decimal(100))):
        simpul = Perkalian(simpul.faktor[:-1])
    else:
        return None
    if not isinstance(simpul, Perkalian) or [tanda for tanda, _ in simpul.faktor] != ["×", "/"]:
        return None
    atas, bawah = (_penjumlahan_nama(isi) for _, isi in simpul.faktor)
    return (atas, bawah) if atas and bawah else None


def _penjumlahan_nama(simpul: Simpul) -> tuple[Variabel, ...]:
    match simpul:
        case Nama(satu):
            return (satu,)
        case Jumlahan(suku) if all(tanda == "+" and isinstance(isi, Nama) for tanda, isi in suku):
            return variabel(simpul)
        case Panggilan("JUMLAH", argumen) if all(isinstance(isi, Nama) for isi in argumen):
            return variabel(simpul)
        case _:
            return ()
