"""The tree of a formula. Equal trees mean the same calculation, whatever the spelling was."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from .names import NameRef


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Percentage:
    """``n%``, worth n/100."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """One input."""

    name: NameRef


@dataclass(frozen=True, slots=True)
class Logical:
    """BENAR or SALAH."""

    truth: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus in front of something."""

    content: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms with their sign, ``+`` or ``-``, added from left to right; the first sign is ``+``."""

    terms: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors with their sign, ``×`` or ``/``, applied from left to right; the first sign is ``×``."""

    factors: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class InPercent:
    """``… × 100%`` as the last factor: the same amount, said in percent (85,7 and not 0,857)."""

    content: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """A power."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: ``=``, ``<>``, ``<``, ``<=``, ``>`` or ``>=``."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Junction:
    """Conditions joined by DAN or ATAU, decided from left to right and no further than needed."""

    operator: str
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    content: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function (Indonesian name) with its arguments."""

    function: str
    arguments: tuple["Node", ...]


Node: TypeAlias = (
    Number
    | Percentage
    | Name
    | Logical
    | Negation
    | Sum
    | Product
    | InPercent
    | Power
    | Comparison
    | Junction
    | Not
    | Call
)

_MENGHASILKAN_LOGIKA = (Logical, Comparison, Junction, Not)
# Functions that hand on the unit of their arguments.
_MENERUSKAN_SATUAN = frozenset(
    {"JUMLAH", "RATA", "MIN", "MAKS", "BULAT", "BULATATAS", "BULATBAWAH", "ABS", "MEDIAN"}
)


def anak(simpul: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in reading order."""
    match simpul:
        case Sum(bagian) | Product(bagian):
            return tuple(isi for _, isi in bagian)
        case Negation(isi) | InPercent(isi) | Not(isi):
            return (isi,)
        case Power(kiri, kanan) | Comparison(_, kiri, kanan):
            return (kiri, kanan)
        case Junction(_, isi_banyak) | Call(_, isi_banyak):
            return isi_banyak
        case _:
            return ()


def semua(simpul: Node) -> Iterator[Node]:
    """A node and everything under it, in reading order."""
    yield simpul
    for bagian in anak(simpul):
        yield from semua(bagian)


def variabel(simpul: Node) -> tuple[NameRef, ...]:
    """The inputs in the order of their first appearance, each once."""
    return tuple(dict.fromkeys(satu.name for satu in semua(simpul) if isinstance(satu, Name)))


def tetap(simpul: Node) -> bool:
    """Whether no input takes part."""
    return not any(isinstance(satu, Name) for satu in semua(simpul))


def nilai_tetap(simpul: Node) -> Decimal | None:
    """The number that a node is when it is nothing but a number, perhaps with a minus."""
    match simpul:
        case Number(nilai):
            return nilai
        case Negation(Number(nilai)):
            return nilai.copy_negate()
        case _:
            return None


def berbagi(simpul: Node) -> bool:
    """Whether something is divided anywhere in the node."""
    return any(
        tanda == "/" for satu in semua(simpul) if isinstance(satu, Product) for tanda, _ in satu.factors
    )


def logis(simpul: Node) -> bool:
    """Whether the node is a condition and not an amount."""
    return isinstance(simpul, _MENGHASILKAN_LOGIKA)


def dalam_persen(simpul: Node) -> bool:
    """Whether the value is an amount in percent (because of ``× 100%``), also after weighting or rounding."""
    match simpul:
        case InPercent():
            return True
        case Negation(isi):
            return dalam_persen(isi)
        case Sum(suku):
            return any(dalam_persen(isi) for _, isi in suku)
        case Product(((_, pertama), *lain)):
            bobot = (pertama, *(isi for _, isi in lain))
            berpersen = [isi for isi in bobot if dalam_persen(isi)]
            pembagi = any(tanda == "/" and dalam_persen(isi) for tanda, isi in lain)
            return (
                len(berpersen) == 1 and not pembagi and all(isi in berpersen or tetap(isi) for isi in bobot)
            )
        case Call("JIKA", argumen):
            return any(dalam_persen(isi) for isi in argumen[1:])
        case Call(fungsi, argumen):
            return fungsi in _MENERUSKAN_SATUAN and any(dalam_persen(isi) for isi in argumen)
        case _:
            return False


def berbagian(simpul: Node) -> bool:
    """Whether the node is a constant written with ``n%``, hence a share of 1: ``50%``, ``2 × 30%``."""
    return (
        tetap(simpul)
        and not dalam_persen(simpul)
        and any(isinstance(isi, Percentage) for isi in semua(simpul))
    )


def berbobot(simpul: Node) -> bool:
    """Whether the node is something weighted with a percentage: ``[a] × 30%``."""
    return isinstance(simpul, Product) and any(isinstance(isi, Percentage) for _, isi in simpul.factors)


def pecahan(simpul: Node) -> tuple[tuple[NameRef, ...], tuple[NameRef, ...]] | None:
    """(numerator, denominator) when the tree is a plain part of a whole in percent, else None.

    Plain means sums of inputs over sums of inputs, times 100% (or 100): there a part greater than the whole
    deserves a warning and a year is a ratio of sums (domain guide §8, §10).
    """
    if isinstance(simpul, InPercent):
        simpul = simpul.content
    elif isinstance(simpul, Product) and simpul.factors[-1] == ("×", Number(Decimal(100))):
        simpul = Product(simpul.factors[:-1])
    else:
        return None
    if not isinstance(simpul, Product) or [tanda for tanda, _ in simpul.factors] != ["×", "/"]:
        return None
    atas, bawah = (_penjumlahan_nama(isi) for _, isi in simpul.factors)
    return (atas, bawah) if atas and bawah else None


def _penjumlahan_nama(simpul: Node) -> tuple[NameRef, ...]:
    match simpul:
        case Name(satu):
            return (satu,)
        case Sum(suku) if all(tanda == "+" and isinstance(isi, Name) for tanda, isi in suku):
            return variabel(simpul)
        case Call("JUMLAH", argumen) if all(isinstance(isi, Name) for isi in argumen):
            return variabel(simpul)
        case _:
            return ()
