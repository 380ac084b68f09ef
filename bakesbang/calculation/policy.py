"""The policy that capaian is computed with: bounds, zero rules, scales, scores. It comes in as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from bakesbang.calculation.values.words import fold

BOUND_CHOICES = (None, Decimal(100), Decimal(110), Decimal(120), Decimal(150))


class Polaritas(StrEnum):
    """Which way an indicator is better."""

    MAKSIMAL = "maksimal"
    MINIMAL = "minimal"
    STABIL = "stabil"
    RENTANG = "rentang"


class MinimalRule(StrEnum):
    """Rule of a lower-is-better indicator: A (2T − R) ÷ T, the default, or B T ÷ R (domain guide §7.1)."""

    A = "A"
    B = "B"


class MinimalZero(StrEnum):
    """What a lower-is-better target of 0 gives: 100 when reached and 0 (or by the worst value) when not, or nothing."""

    STANDARD = "baku"
    NOT_JUDGED = "tidak_dinilai"


SKALA_STABIL_BAKU = ((Decimal(0), Decimal(0)), (Decimal(90), Decimal(100)), (Decimal(100), Decimal(120)))


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules and bounds of one agency, year, and indicator; BAKU is the default.

    batas: highest capaian shown (None, 100, 110, 120, or 150); nilai_terburuk: the realization that is worth 0
    when a lower-is-better target is 0; skala_stabil: (Ca, capaian) points of the stable scale;
    skor_predikat: number of each grade. Raises ValueError when a rule makes no sense.
    """

    bound: Decimal | None = None
    minimal_rule: MinimalRule = MinimalRule.A
    minimal_zero: MinimalZero = MinimalZero.STANDARD
    worst_value: Decimal | None = None
    stable_scale: tuple[tuple[Decimal, Decimal], ...] = SKALA_STABIL_BAKU
    predikat_scores: Mapping[str, Decimal] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.bound not in BOUND_CHOICES:
            raise ValueError("Batas capaian harus kosong, 100, 110, 120, atau 150.")
        if self.worst_value is not None and self.worst_value <= 0:
            raise ValueError("Nilai terburuk harus lebih besar dari 0.")
        titik = pairwise(self.stable_scale)
        if len(self.stable_scale) < 2 or any(x1 <= x0 or y1 < y0 for (x0, y0), (x1, y1) in titik):
            raise ValueError("Skala stabil harus punya paling sedikit dua titik yang menaik.")

    def score(self, predikat: str) -> Decimal | None:
        """The score of a grade, whatever its letter case; None when it has none."""
        cari = fold(predikat)
        return next((nilai for nama, nilai in self.predikat_scores.items() if fold(nama) == cari), None)

    def within_bounds(self, mentah: Decimal) -> Decimal:
        """The raw percentage within 0 and batas."""
        bawah = max(mentah, Decimal(0))
        return bawah if self.bound is None else min(bawah, Decimal(self.bound))


STANDARD = Policy()
