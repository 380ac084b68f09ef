"""Words for bands of capaian: a validated scale without holes, and the one function that applies it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

from bakesbang.calculation.values.value import display

_SEPERSERATUS = Decimal("0.01")
_BULATKAN = Context(prec=100, rounding=ROUND_HALF_UP)


class ScaleError(ValueError):
    """A scale with a hole, an overlap, or a missing name; masalah lists every problem in Indonesian."""

    def __init__(self, masalah: Sequence[str]) -> None:
        super().__init__(" ".join(masalah))
        self.problems = tuple(masalah)


@dataclass(frozen=True, slots=True)
class Band:
    """One band; bawah None reaches down without end, atas None up without end. warna is a name, never alone."""

    name: str
    lower: Decimal | None
    upper: Decimal | None
    color: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Bands from the lowest to the highest, half-open so that every percentage has exactly one.

    termasuk_bawah False reads a band as "more than bawah up to atas" (> 90), True as "bawah up to less than
    atas" (≥ 91). Raises SkalaSalah when bands overlap, leave a hole, or have no name.
    """

    bands: tuple[Band, ...]
    includes_lower: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if masalah := check_scale(self.bands):
            raise ScaleError(masalah)

    def find(self, persen: Decimal) -> Band:
        """The band of a percentage, which is rounded half-up to 2 decimals first (domain guide §9)."""
        bulat = persen.quantize(_SEPERSERATUS, context=_BULATKAN)
        for pita in self.bands[:-1]:
            if pita.upper is not None and (
                bulat < pita.upper or (bulat == pita.upper and not self.includes_lower)
            ):
                return pita
        return self.bands[-1]

    @classmethod
    def from_thresholds(
        cls, dasar: str, ambang: Iterable[tuple[Decimal | int | str, str]], *, includes_lower: bool = False
    ) -> "Scale":
        """A scale from its thresholds, lowest first: dari_ambang("Rendah", [(50, "Sedang"), (75, "Tinggi")])."""
        langkah = [(Decimal(batas), nama) for batas, nama in ambang]
        bawah = [None, *(batas for batas, _ in langkah)]
        atas = [*(batas for batas, _ in langkah), None]
        nama = [dasar, *(sebutan for _, sebutan in langkah)]
        return cls(tuple(map(Band, nama, bawah, atas)), includes_lower)


def check_scale(pita: Sequence[Band]) -> tuple[str, ...]:
    """Every problem of a scale in Indonesian, for the policy form; empty when it is usable."""
    if not pita:
        return ("Skala predikat belum punya satu pun rentang.",)
    masalah = [
        f"Rentang ke-{n} belum diberi nama predikat." for n, p in enumerate(pita, 1) if not p.name.strip()
    ]
    if pita[0].lower is not None:
        masalah.append(f"Nilai sampai {display(pita[0].lower)} tidak masuk predikat mana pun.")
    if pita[-1].upper is not None:
        masalah.append(f"Nilai di atas {display(pita[-1].upper)} tidak masuk predikat mana pun.")
    for p in pita:
        if p.lower is not None and p.upper is not None and p.lower >= p.upper:
            masalah.append(
                f"Rentang “{p.name}” terbalik: {display(p.lower)} tidak lebih kecil dari {display(p.upper)}."
            )
    for rendah, tinggi in pairwise(pita):
        masalah += _periksa_sambungan(rendah, tinggi)
    return tuple(masalah)


def _periksa_sambungan(rendah: Band, tinggi: Band) -> list[str]:
    pasangan = f"“{rendah.name}” dan “{tinggi.name}”"
    if rendah.upper is None or tinggi.lower is None:
        return [f"Batas antara {pasangan} belum diisi."]
    if rendah.upper < tinggi.lower:
        return [f"Ada celah antara {pasangan}: {display(rendah.upper)} sampai {display(tinggi.lower)}."]
    if rendah.upper > tinggi.lower:
        return [f"Rentang {pasangan} tumpang tindih: {display(tinggi.lower)} sampai {display(rendah.upper)}."]
    return []


# Labels used by applications that cite Permendagri 86/2017 (domain guide §9).
STANDARD_SCALE = Scale(
    (
        Band("Sangat Rendah", None, Decimal(50), "merah"),
        Band("Rendah", Decimal(50), Decimal(65), "jingga"),
        Band("Sedang", Decimal(65), Decimal(75), "kuning"),
        Band("Tinggi", Decimal(75), Decimal(90), "hijau-muda"),
        Band("Sangat Tinggi", Decimal(90), None, "hijau"),
    ),
    name="Skala baku: > 90 Sangat Tinggi, > 75 Tinggi, > 65 Sedang, > 50 Rendah",
)


def predikat(persen: Decimal | int | None, skala: Scale = STANDARD_SCALE) -> str:
    """The word for a capaian in percent; "" when there is none (the reason is shown instead, in neutral grey)."""
    return "" if persen is None else skala.find(Decimal(persen)).name
