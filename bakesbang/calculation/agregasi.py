"""How quarters make a year: realization and target up to TW n, and soft checks against the annual target.

Rules (domain guide §8 and the decisions of the design):

* Quarters of jenis TAHAPAN measure a step and count neither in target nor in realization.
* A "-" or blank target counts in no target sum; a value entered there counts in the realization.
* A missing value where the target is a number makes sums and means "belum lengkap", never a smaller sum;
  the other kinds take the last value and say up to which quarter the data go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from itertools import pairwise

from bakesbang.calculation.result import Reason, Result
from bakesbang.calculation.triwulan import Triwulan, label_of
from bakesbang.calculation.values.numbers import divide
from bakesbang.calculation.values.value import (
    Nilai,
    ValueInput,
    ValueState,
    as_value,
    display,
    display_full,
)

TOLERANCE = Decimal("0.01")
# Wide enough for exact sums of 28-digit numbers; results are rounded to 28 digits once.
_LUAS = Context(prec=80)
_DIGIT_HASIL = Context(prec=28)


class Agregasi(StrEnum):
    """How the quarters of an indicator make the year."""

    AKUMULASI = "akumulasi"
    KUMULATIF = "kumulatif"
    POSISI_AKHIR = "posisi_akhir"
    BERULANG = "berulang"
    RATA_RATA = "rata_rata"
    RASIO = "rasio"


class VariableMerge(StrEnum):
    """How the quarters of one variable of a formula add up: events are summed, stocks take the last value."""

    SUM = "jumlah"
    LAST = "terakhir"


class TargetKind(StrEnum):
    """What a quarter's target measures: the indicator itself, or a step on the way to it."""

    NILAI = "nilai"
    TAHAPAN = "tahapan"


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """One quarter of an indicator: its target, the value achieved, and what the target measures."""

    triwulan: int
    target: Nilai
    value: Nilai
    kind: TargetKind = TargetKind.NILAI

    @classmethod
    def create(
        cls, triwulan: int, target: ValueInput = None, value: ValueInput = None, kind: str = TargetKind.NILAI
    ) -> "QuarterCell":
        """A quarter from typed or numeric input; an empty jenis is NILAI."""
        return cls(triwulan, as_value(target), as_value(value), TargetKind(kind or TargetKind.NILAI))

    @property
    def counted(self) -> bool:
        """Whether the quarter measures the indicator itself."""
        return self.kind == TargetKind.NILAI

    @property
    def has_numeric_target(self) -> bool:
        """Whether the quarter counts in target sums."""
        return self.counted and self.target.numeric


CellInput = QuarterCell | Sequence[ValueInput] | Mapping[str, ValueInput]


def as_cells(sel: Iterable[CellInput]) -> tuple[QuarterCell, ...]:
    """Quarters in order: Sel objects, or (target, value[, jenis]) and mappings taken as TW I, II, … by position."""
    susunan = []
    for nomor, isi in enumerate(sel, start=1):
        if isinstance(isi, QuarterCell):
            susunan.append(isi)
        elif isinstance(isi, Mapping):
            nilai = isi.get("nilai", isi.get("realisasi"))
            jenis = str(isi.get("jenis") or "")
            triwulan = isi.get("triwulan") or nomor
            susunan.append(QuarterCell.create(int(str(triwulan)), isi.get("target"), nilai, jenis))
        else:
            target, nilai, *lain = isi
            susunan.append(QuarterCell.create(nomor, target, nilai, str(lain[0]) if lain else ""))
    return tuple(sorted(susunan, key=lambda s: s.triwulan))


def merge(sel: Iterable[CellInput], agregasi: str | None, until: int) -> Result:
    """Realization of the year up to TW `sampai`; jenis is an Agregasi, or empty when the year is not judged.

    Quarters after `sampai` are ignored. Raises ValueError for an unknown jenis.
    """
    if not agregasi:
        return Result(None, _TANPA_AGREGASI)
    agregasi = Agregasi(agregasi)
    berlaku = [s for s in as_cells(sel) if s.triwulan <= until and s.counted]
    if agregasi == Agregasi.RASIO:
        return Result(None, _RASIO)
    if agregasi in (Agregasi.AKUMULASI, Agregasi.RATA_RATA):
        nilai = {s.triwulan: s.value for s in berlaku}
        wajib = [s.triwulan for s in berlaku if s.target.numeric]
        return _himpun(nilai, wajib, rata=agregasi == Agregasi.RATA_RATA)
    return _terakhir({s.triwulan: s.value for s in berlaku}, until)


_TANPA_AGREGASI = Reason.not_judged("cara menggabungkan triwulan belum ditetapkan")
_RASIO = Reason.not_computable("rasio digabungkan dari variabelnya, bukan dari persentase tiap triwulan")


def merge_variabel(
    nilai_per_tw: Mapping[int, ValueInput] | Sequence[ValueInput],
    kind: str,
    until: int,
    *,
    required: Collection[int] | None = None,
) -> Result:
    """One variable of a formula up to TW `sampai`: summed (jumlah) or its last value (terakhir).

    wajib names the quarters that must be filled (default: all up to sampai); others are summed when present.
    Raises ValueError for an unknown jenis.
    """
    kind = VariableMerge(kind)
    pasangan = nilai_per_tw.items() if isinstance(nilai_per_tw, Mapping) else enumerate(nilai_per_tw, start=1)
    nilai = {tw: as_value(isi) for tw, isi in pasangan if tw <= until}
    if kind == VariableMerge.LAST:
        return _terakhir(nilai, until)
    semua = range(1, until + 1)
    return _himpun(nilai, [tw for tw in semua if required is None or tw in required])


def _himpun(nilai: Mapping[int, Nilai], wajib: Sequence[int], *, rata: bool = False) -> Result:
    """Sum or mean of the filled quarters, when every quarter of wajib is filled with a number."""
    kosong = Nilai(ValueState.BLANK)
    kurang = tuple(label_of(tw) for tw in wajib if not nilai.get(tw, kosong).filled)
    if kurang:
        return Result(None, Reason.incomplete(*kurang))
    bukan = [label_of(tw) for tw, isi in nilai.items() if _menghalangi(isi, wajib=tw in wajib)]
    if bukan:
        return Result(None, Reason.not_computable(f"{', '.join(bukan)} bukan angka"))
    suku = {tw: isi for tw, isi in sorted(nilai.items()) if isi.number is not None}
    return _hitung_himpunan(suku, rata=rata) if suku else Result(None, Reason.not_filled())


def _menghalangi(isi: Nilai, *, wajib: bool) -> bool:
    """Whether a filled quarter that is no number spoils a sum; "-" and N/A do only where a number is due."""
    if isi.numeric or not isi.filled:
        return False
    return wajib or isi.state not in (ValueState.STRIP, ValueState.NOT_APPLICABLE)


def _hitung_himpunan(suku: Mapping[int, Nilai], *, rata: bool) -> Result:
    angka = [isi.number for isi in suku.values() if isi.number is not None]
    hasil = exact_sum(angka)
    uraian = " + ".join(f"{display_full(isi.number)} ({label_of(tw)})" for tw, isi in suku.items())
    if not rata:
        return Result(hasil, working=f"{uraian} = {display_full(hasil)}")
    rerata = divide(hasil, Decimal(len(angka)))
    return Result(rerata, working=f"({uraian}) ÷ {len(angka)} = {display(rerata, 4)}")


def exact_sum(angka: Iterable[Decimal]) -> Decimal:
    """Sum whose result does not depend on the order: added exactly, rounded once to 28 digits."""
    jumlah = Decimal(0)
    for suku in angka:
        jumlah = _LUAS.add(jumlah, suku)
    return _DIGIT_HASIL.plus(jumlah)


def _terakhir(nilai: Mapping[int, Nilai], sampai: int) -> Result:
    """The last filled quarter; "-" and N/A are no data."""
    tw = max((tw for tw, isi in nilai.items() if _berdata(isi)), default=None)
    if tw is None:
        return Result(None, Reason.not_filled())
    angka = nilai[tw].single_number
    if angka is None:
        return Result(None, Reason.not_computable(f"{label_of(tw)} bukan satu angka"))
    catatan = "" if tw == sampai else f" (data s.d. {label_of(tw)})"
    return Result(angka, working=f"{display_full(angka)}{catatan}")


def _berdata(isi: Nilai) -> bool:
    return isi.state not in (ValueState.BLANK, ValueState.STRIP, ValueState.NOT_APPLICABLE)


def last_filled(sel: Iterable[CellInput], until: int) -> QuarterCell | None:
    """The last quarter ≤ sampai that holds data (0 and a grade are data, "-" is not); None when there is none."""
    berisi = [s for s in as_cells(sel) if s.triwulan <= until and s.counted and _berdata(s.value)]
    return berisi[-1] if berisi else None


def last_target(sel: Iterable[CellInput], until: int) -> QuarterCell | None:
    """The last planned quarter ≤ sampai of the indicator itself, whatever its target is; None when there is none."""
    berisi = [s for s in as_cells(sel) if s.triwulan <= until and s.counted and _berdata(s.target)]
    return berisi[-1] if berisi else None


def merge_targets(sel: Iterable[CellInput], agregasi: str | None, until: int) -> Result:
    """Target up to TW `sampai`: Σ for akumulasi, mean for rata-rata, else the last planned number.

    Without a numeric target the reason tells "-" (tidak direncanakan) from nothing set. Raises ValueError for an
    unknown jenis.
    """
    if not agregasi:
        return Result(None, _TANPA_AGREGASI)
    agregasi = Agregasi(agregasi)
    berlaku = [s for s in as_cells(sel) if s.triwulan <= until and s.counted]
    target = {s.triwulan: s.target for s in berlaku if s.target.numeric}
    if not target:
        return Result(None, _tanpa_target(berlaku))
    if agregasi in (Agregasi.AKUMULASI, Agregasi.RATA_RATA):
        return _hitung_himpunan(target, rata=agregasi == Agregasi.RATA_RATA)
    return _terakhir(target, max(target))


def _tanpa_target(berlaku: Sequence[QuarterCell]) -> Reason:
    keadaan = {s.target.state for s in berlaku}
    if keadaan == {ValueState.STRIP}:
        return Reason.not_planned()
    if keadaan <= {ValueState.STRIP, ValueState.BLANK}:
        return Reason.not_judged("target belum ditetapkan")
    return Reason.not_computable("target bukan angka")


def propose_annual_target(sel: Iterable[CellInput], agregasi: str | None) -> Result:
    """The annual target that the quarters lead to, for a person to confirm (domain guide §3, last line)."""
    return merge_targets(sel, agregasi, Triwulan.IV)


def check_annual(
    sel: Iterable[CellInput], agregasi: str | None, annual: ValueInput, tolerance: Decimal = TOLERANCE
) -> tuple[str, ...]:
    """Soft checks of the quarter targets against the annual one (domain guide §8): warnings in Indonesian.

    Skipped when the annual target or a planned quarter of the indicator itself is no number; they never block.
    """
    berlaku = [s for s in as_cells(sel) if s.counted and _berdata(s.target)]
    if not agregasi or not berlaku or not all(s.target.numeric for s in berlaku):
        return ()
    agregasi = Agregasi(agregasi)
    peringatan = _periksa_turun(berlaku) if agregasi == Agregasi.KUMULATIF else []
    tahun = as_value(annual)
    if tahun.numeric:
        peringatan += _periksa_sama(berlaku, agregasi, tahun, tolerance)
    return tuple(peringatan)


def _periksa_turun(berlaku: Sequence[QuarterCell]) -> list[str]:
    return [
        f"Target kumulatif turun dari {display(a.target)} ({label_of(a.triwulan)}) "
        f"menjadi {display(b.target)} ({label_of(b.triwulan)})."
        for a, b in pairwise(berlaku)
        if _angka(b) < _angka(a)
    ]


def _periksa_sama(
    berlaku: Sequence[QuarterCell], jenis: Agregasi, tahun: Nilai, toleransi: Decimal
) -> list[str]:
    batas = tahun.number or Decimal(0)
    if jenis == Agregasi.BERULANG:
        return [
            f"Target {label_of(s.triwulan)} ({display(s.target)}) tidak sama dengan target tahunan ({display(tahun)})."
            for s in berlaku
            if _selisih(_angka(s), batas) > toleransi
        ]
    hasil = merge_targets(berlaku, jenis, Triwulan.IV).number
    if hasil is None or _selisih(hasil, batas) <= toleransi:
        return []
    sebutan = {Agregasi.AKUMULASI: "Jumlah target triwulan", Agregasi.RATA_RATA: "Rata-rata target triwulan"}
    subjek = sebutan.get(jenis, f"Target {label_of(berlaku[-1].triwulan)}")
    return [f"{subjek} ({display(hasil)}) tidak sama dengan target tahunan ({display(tahun)})."]


def _angka(sel: QuarterCell) -> Decimal:
    return sel.target.number or Decimal(0)


def _selisih(a: Decimal, b: Decimal) -> Decimal:
    return abs(_LUAS.subtract(a, b))
