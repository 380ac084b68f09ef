"""Capaian: realization against target in percent, with its rule, working, bound, or the reason why there is none.

Decisions where the rules leave a choice (domain guide §7):

* A target "<22" or "≤5 menit" is judged by its number.
* Grades and texts: equal 100, else 0; by scores when the policy gives both; numbers decide when both have one.
* "%" against another unit is not judged; other units may differ, because people write them freely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bakesbang.calculation.agregasi import (
    Agregasi,
    CellInput,
    as_cells,
    exact_sum,
    last_filled,
    last_target,
    merge,
    merge_targets,
)
from bakesbang.calculation.capaian_formulas import HUNDRED, WIDE, RawCapaian, hitung_angka, hitung_rentang
from bakesbang.calculation.policy import (
    STANDARD,
    MinimalRule,
    MinimalZero,
    Polaritas,
    Policy,
)
from bakesbang.calculation.result import Reason, Result
from bakesbang.calculation.values.numbers import divide, in_words
from bakesbang.calculation.values.value import (
    Doubt,
    Nilai,
    ValueInput,
    ValueState,
    as_value,
    display,
    display_percent,
)
from bakesbang.calculation.values.words import fold

__all__ = [
    "STANDARD",
    "Average",
    "Capaian",
    "MinimalRule",
    "MinimalZero",
    "Polaritas",
    "Policy",
    "average",
    "capaian_until",
    "compute_capaian",
]


@dataclass(frozen=True, slots=True)
class Capaian:
    """persen (within 0 and batas) and persen_mentah, or alasan; aturan names the rule, kerja shows the working.

    persen is None exactly when there is a reason. batas is the upper bound of the policy, None for none.
    """

    percent: Decimal | None
    raw_percent: Decimal | None
    reason: Reason | None
    rule: str
    working: str
    bound: Decimal | None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.reason is None) or (self.percent is None) != (
            self.raw_percent is None
        ):
            raise ValueError("Capaian holds either a percentage, raw and bounded, or a reason.")

    @property
    def judged(self) -> bool:
        """Whether it counts in an average."""
        return self.percent is not None

    @property
    def bounded(self) -> bool:
        """Whether the raw percentage lay outside the bounds."""
        return self.percent != self.raw_percent

    def __str__(self) -> str:
        return str(self.reason) if self.reason else display_percent(self.percent)


def compute_capaian(
    target: ValueInput | Result, realisasi: ValueInput | Result, *, polaritas: str, policy: Policy = STANDARD
) -> Capaian:
    """Realization against target. Texts are read with baca_nilai; a Hasil passes its reason on.

    Never divides by zero and never judges what is missing: see alasan. Raises ValueError for an unknown polaritas.
    """
    arah = Polaritas(polaritas)
    t, r = _masukan(target), _masukan(realisasi)
    if isinstance(t, Reason):
        return Capaian(None, None, t, "", "", policy.bound)
    if isinstance(r, Reason):
        return Capaian(None, None, _alasan_target(t) or r, "", "", policy.bound)
    alasan = _alasan_target(t) or _alasan_realisasi(r)
    mentah = RawCapaian(None, "", reason=alasan) if alasan else _nilai(t, r, arah, policy)
    if mentah.percent is None:
        return Capaian(None, None, mentah.reason, mentah.rule, mentah.working, policy.bound)
    persen = policy.within_bounds(mentah.percent)
    kerja = mentah.working
    if persen != mentah.percent:
        kerja += f", dibatasi menjadi {display_percent(persen)}"
    return Capaian(persen, mentah.percent, None, mentah.rule, kerja + _catatan_baca(t, r), policy.bound)


def _masukan(masukan: ValueInput | Result) -> Nilai | Reason:
    if isinstance(masukan, Result):
        return masukan.reason or as_value(masukan.number)
    return as_value(masukan)


def _alasan_target(target: Nilai) -> Reason | None:
    if target.state == ValueState.STRIP:
        return Reason.not_planned()
    if target.state == ValueState.BLANK:
        return Reason.not_judged("target belum ditetapkan")
    if target.state == ValueState.NOT_APPLICABLE:
        return Reason.not_judged("target tidak berlaku (N/A)")
    return None


def _alasan_realisasi(realisasi: Nilai) -> Reason | None:
    if realisasi.state == ValueState.BLANK:
        return Reason.not_filled()
    if realisasi.state == ValueState.STRIP:
        return Reason.not_judged("realisasi ditulis “-”")
    if realisasi.state == ValueState.NOT_APPLICABLE:
        return Reason.not_judged("realisasi tidak berlaku (N/A)")
    if realisasi.state == ValueState.RANGE:
        return Reason.not_judged("realisasi berupa rentang, bukan satu angka")
    return None


def _nilai(target: Nilai, realisasi: Nilai, polaritas: Polaritas, aturan: Policy) -> RawCapaian:
    """Numbers when both have one, else words; a grade is not compared with a bare number."""
    if realisasi.number is not None and target.number is not None:
        if _satuan_bentrok(target, realisasi):
            sebab = f"satuan target ({target.satuan}) dan realisasi ({realisasi.satuan}) berbeda"
            return RawCapaian(None, "", reason=Reason.not_judged(sebab))
        if target.upper is not None:
            return hitung_rentang(target.number, target.upper, realisasi.number, polaritas)
        return hitung_angka(target.number, realisasi.number, polaritas, aturan)
    if _sebutan(target) and _sebutan(realisasi):
        return _kata(target, _sebutan(target), _sebutan(realisasi), polaritas, aturan)
    apa = {True: "angka", False: "predikat atau teks"}
    sebab = f"target berupa {apa[target.number is not None]}, realisasi berupa {apa[realisasi.number is not None]}"
    return RawCapaian(None, "", reason=Reason.not_judged(sebab))


def _satuan_bentrok(target: Nilai, realisasi: Nilai) -> bool:
    satuan = {target.satuan, realisasi.satuan} - {""}
    return len(satuan) == 2 and "%" in satuan


def _sebutan(nilai: Nilai) -> str:
    """The words to compare by: a grade, or a text as typed."""
    return nilai.text.strip() if nilai.state == ValueState.TEXT else nilai.predikat


def _kata(target: Nilai, kata_target: str, kata: str, polaritas: Polaritas, aturan: Policy) -> RawCapaian:
    skor_target, skor = aturan.score(kata_target), aturan.score(kata)
    if skor_target is not None and skor is not None:
        mentah = hitung_angka(skor_target, skor, polaritas, aturan)
        kerja = (
            f"skor {kata_target} = {display(skor_target)}, skor {kata} = {display(skor)}; {mentah.working}"
        )
        return RawCapaian(mentah.percent, f"Skor predikat. {mentah.rule}", kerja, mentah.reason)
    nama = "Predikat atau teks: sama = 100%, tidak sama = 0%"
    if fold(kata) == fold(kata_target):
        return RawCapaian(HUNDRED, nama, f"“{kata}” sama dengan “{kata_target}”: 100%")
    if target.comparator:
        sebab = f"skor predikat untuk target {display(target)} belum ditetapkan"
        return RawCapaian(None, nama, reason=Reason.not_judged(sebab))
    return RawCapaian(Decimal(0), nama, f"“{kata}” tidak sama dengan “{kata_target}”: 0%")


def _catatan_baca(*nilai: Nilai) -> str:
    """Say how an unanswered "1.000" was read."""
    return "".join(
        f"; “{n.text.strip()}” dibaca {in_words(n.number)}"
        for n in nilai
        if n.doubt == Doubt.THOUSANDS and n.number is not None
    )


_JENIS_TERAKHIR = (Agregasi.KUMULATIF, Agregasi.POSISI_AKHIR, Agregasi.BERULANG)


def capaian_until(
    sel: Iterable[CellInput],
    agregasi: str | None,
    until: int,
    *,
    polaritas: str,
    policy: Policy = STANDARD,
    target: ValueInput | Result = None,
) -> Capaian:
    """Capaian of the year up to TW `sampai`, against the target up to then or, when given, the annual target.

    Kinds that take the last value also judge grades and ranges. Raises ValueError for an unknown kind.
    """
    susunan = as_cells(sel)
    acuan: ValueInput | Result = merge_targets(susunan, agregasi, until) if target is None else target
    capai: ValueInput | Result = merge(susunan, agregasi, until)
    if agregasi in _JENIS_TERAKHIR:
        rencana, isi = last_target(susunan, until), last_filled(susunan, until)
        acuan = rencana.target if rencana and target is None else acuan
        capai = isi.value if isi else capai
    return compute_capaian(acuan, capai, polaritas=polaritas, policy=policy)


@dataclass(frozen=True, slots=True)
class Average:
    """Mean of the judged rows with how many were judged; hasil holds a reason when none was."""

    result: Result
    judged: int
    total: int

    @property
    def note(self) -> str:
        """ "3 dari 5 dinilai"."""
        return f"{self.judged} dari {self.total} dinilai"

    def __str__(self) -> str:
        nilai = display_percent(self.result.number) if self.result.reason is None else str(self.result.reason)
        return f"{nilai} ({self.note})"


def average(
    capaian: Iterable[Capaian | Decimal | None], weights: Sequence[Decimal | int] | None = None
) -> Average:
    """Mean of the bounded percentages, 0 included, rows that are not judged left out (domain guide §9).

    bobot weighs the rows in the same order; its length must match. Raises ValueError when it does not, or when a
    weight is negative.
    """
    persen = [c.percent if isinstance(c, Capaian) else c for c in capaian]
    berat = [Decimal(b) for b in weights] if weights is not None else [Decimal(1)] * len(persen)
    if any(b < 0 for b in berat):
        raise ValueError("A weight is never negative.")
    dinilai = [(p, b) for p, b in zip(persen, berat, strict=True) if p is not None]
    pembagi = exact_sum(b for _, b in dinilai)
    if not pembagi:
        alasan = Reason.not_judged("belum ada indikator yang dapat dinilai")
        return Average(Result(None, alasan), len(dinilai), len(persen))
    jumlah = exact_sum(WIDE.multiply(p, b) for p, b in dinilai)
    rerata = divide(jumlah, pembagi)
    kerja = f"{display(jumlah)} ÷ {display(pembagi)} = {display(rerata)}"
    return Average(Result(rerata, working=kerja), len(dinilai), len(persen))
