"""What is unusual in one indicator while it is being written: sentences beside the row, never a
reason to refuse (domain guide §8)."""

from __future__ import annotations

from bakesbang.calculation.agregasi import QuarterCell, check_annual
from bakesbang.calculation.quality import (
    repeats,
    series,
    text_target,
    zero_target,
)
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import ValueState
from rencana_aksi.pohon import Ketetapan


def periksa_baris(k: Ketetapan, *, sasaran: str, daun: bool) -> tuple[str, ...]:
    """``daun``: nothing stands under the sasaran, so that nobody else can answer for it."""
    sel = tuple(QuarterCell.create(t.triwulan, t.nilai, kind=t.jenis) for t in k.triwulan)
    tahunan = k.tahunan.nilai if k.tahunan else None
    hal = [
        text_target(tahunan, sel),
        *check_annual(sel, k.agregasi, tahunan),
        zero_target(k.polaritas, tahunan, sel),
        *_strip(k),
    ]
    if repeats(k.uraian, [sasaran]):
        hal.append("Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")
    if daun and not k.penanggung_jawab:
        hal.append("Belum ada jabatan penanggung jawab.")
    if not k.agregasi:
        hal.append("Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai.")
    return tuple(kalimat for kalimat in hal if kalimat)


def _strip(k: Ketetapan) -> list[str]:
    strip = [
        label_of(t.triwulan) for t in k.triwulan if t.keadaan == ValueState.STRIP and not t.penjelasan.strip()
    ]
    return [f"{series(strip)} bertanda “-” tanpa penjelasan."] if strip else []
