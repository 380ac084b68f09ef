"""What was measured: one input, one quarter. ``pengukuran`` makes them."""

from __future__ import annotations

from dataclasses import dataclass

from bakesbang.calculation.capaian import Capaian
from bakesbang.calculation.formula import NameRef as KunciVariabel
from bakesbang.calculation.formula import Rumus
from bakesbang.calculation.result import Result
from bakesbang.calculation.values.value import Nilai
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi, TargetTriwulan
from bakesbang.kinerja.pilihan import StatusRealisasi


@dataclass(frozen=True)
class Masukan:
    """One input of a formula up to a quarter: what was typed in that quarter and what it adds up to."""

    kunci: KunciVariabel
    label: str
    satuan: str
    agregasi: str
    ditulis: Nilai  # typed in this very quarter
    hasil: Result  # up to this quarter
    asal: str = ""  # where it comes from when it is not typed


@dataclass(frozen=True)
class Tuntutan:
    """The ketetapan in force in a quarter and its target."""

    triwulan: int
    ketetapan: KetetapanIndikator
    target: TargetTriwulan | None


@dataclass(frozen=True)
class UkuranTriwulan:
    """What one quarter of an indicator says: against its own target, and against the year."""

    triwulan: int
    ketetapan: KetetapanIndikator
    target: TargetTriwulan | None
    realisasi: Realisasi | None
    hasil: Result  # the realization of the quarter: typed, or computed from the inputs so far
    nilai: Nilai  # what was typed; for a computed indicator its result as a value
    capaian: Capaian
    sampai: Result  # the year up to this quarter
    capaian_tahun: Capaian
    masukan: tuple[Masukan, ...] = ()
    rumus: Rumus | None = None

    @property
    def dihitung(self) -> bool:
        return self.rumus is not None

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else StatusRealisasi.BELUM_DIISI

    @property
    def angka_masukan(self) -> dict[str, Result]:
        return {m.kunci: m.hasil for m in self.masukan}
