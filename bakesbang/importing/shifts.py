"""Blocks that slipped some columns to the side, as pasted tables have them, found by what their cells must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bakesbang.calculation.values.value import ValueState as KeadaanNilai
from bakesbang.calculation.values.value import read_value
from bakesbang.importing.columns import GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.vocabulary import TW_CELL, ColumnRole

MAX_SHIFT = 8
FIGURES = {ColumnRole.TARGET, ColumnRole.TW, ColumnRole.TW_ALL, ColumnRole.MONTH}
SENTENCES = {
    ColumnRole.SASARAN,
    ColumnRole.INDIKATOR,
    ColumnRole.PENANGGUNG_JAWAB,
    ColumnRole.SUMBER_DATA,
    ColumnRole.DEFINISI,
}


@dataclass(frozen=True)
class Shift:
    """Cells of a row from ``begin`` on stand ``step`` columns too far to the right (negative: left)."""

    begin: int
    step: int


def is_misplaced(text: str, role: ColumnRole | None, tw_columns: bool) -> bool:
    """Whether this text cannot be meant for a column of this role."""
    if TW_CELL.match(text):
        return role != ColumnRole.TARGET if tw_columns else False
    if role is None:
        return True
    if role in SENTENCES:
        return read_value(text).state in (KeadaanNilai.NUMBER, KeadaanNilai.RANGE) and len(text.split()) <= 3
    if role == ColumnRole.TARGET and tw_columns:
        return read_value(text).state == KeadaanNilai.TEXT
    if role in (ColumnRole.TW, ColumnRole.MONTH):
        return (
            len(text.split()) >= 5
            and read_value(text).state == KeadaanNilai.TEXT
            and not any(map(str.isdigit, text))
        )
    return False


def find_shift(content: Sequence[GridCell], header: TableHeader, tw_columns: frozenset[int]) -> Shift | None:
    """How the row must move so that every cell fits; None when it fits already or no single move helps."""
    role = {k.index: k.role for k in header.columns}
    filled = [(c, s.text) for c, s in enumerate(content) if s.text.strip()]

    def misplaced(c: int, text: str) -> bool:
        return is_misplaced(
            text, role.get(c), c in tw_columns or bool(tw_columns and role.get(c) != ColumnRole.TARGET)
        )

    wrong = [c for c, t in filled if misplaced(c, t)]
    if not wrong:
        return None
    for size in range(1, MAX_SHIFT + 1):
        for step in (size, -size):
            for begin in sorted({c for c, _ in filled if c <= wrong[0]}, reverse=True):
                if _fits(filled, begin, step, misplaced):
                    return Shift(begin, step)
    return None


def _fits(
    filled: list[tuple[int, str]], begin: int, step: int, misplaced: Callable[[int, str], bool]
) -> bool:
    fixed = {c for c, _ in filled if c < begin}
    for c, text in filled:
        target = c - step if c >= begin else c
        if (
            target < 0
            or misplaced(target, text)
            or (c >= begin and (target in fixed or target <= max(fixed, default=-1)))
        ):
            return False
    return True


def shift_back(content: Sequence[GridCell], shift: Shift) -> list[GridCell]:
    """The row with its cells back in place; each keeps the place it came from."""
    result = [GridCell("", s.position) for s in content]
    for c, cell in enumerate(content):
        target = c - shift.step if c >= shift.begin and cell.text.strip() else c
        if cell.text.strip() and 0 <= target < len(result):
            result[target] = cell
        elif target == c and not result[c].text:
            result[c] = GridCell("", cell.position, cell.continued)
    return result


def triwulan_columns(row: Sequence[Sequence[GridCell]], header: TableHeader) -> frozenset[int]:
    """Target columns whose cells carry their quarter, "TW II = 18 kegiatan"."""
    result = set()
    for k in header.find(ColumnRole.TARGET):
        content = [b[k.index].text for b in row if b[k.index].text.strip()]
        if content and sum(1 for t in content if TW_CELL.match(t.strip())) * 2 >= len(content):
            result.add(k.index)
    return frozenset(result)
