"""What a person must know before he saves, said at the top: columns of figures that found no place, and rows that
the file does not write. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bakesbang.calculation.values.value import ValueState, read_value
from bakesbang.importing.columns import Column
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Ledger
from bakesbang.importing.tree import Node
from bakesbang.importing.vocabulary import ColumnRole

UNUSED = (ColumnRole.NOTE, ColumnRole.PERIOD, None)


def unused_columns(headers: dict[str, TableHeader], ledger: Ledger) -> list[str]:
    """A sentence for every column of figures that ended as a note or unread, with its heading."""
    figures = _figures(ledger)
    sentences = []
    for key, header in headers.items():
        table = int(key.split(".")[0])
        for column in header.columns:
            count = figures.get((table, column.index), 0)
            if column.role in UNUSED and count:
                sentences.append(_sentence(column, count))
    return list(dict.fromkeys(sentences))


def _figures(ledger: Ledger) -> dict[tuple[int, int], int]:
    """How many cells of each column hold a figure and were kept as a note only, or not at all."""
    count: dict[tuple[int, int], int] = {}
    for (table, _, column), cell in ledger.cells.items():
        noted = any(meaning.startswith("Catatan") for meaning in cell.meaning) or not cell.meaning
        if noted and read_value(cell.text).state in (ValueState.NUMBER, ValueState.RANGE):
            count[table, column] = count.get((table, column), 0) + 1
    return count


def _sentence(column: Column, count: int) -> str:
    heading = f"“{column.heading}”" if column.heading else "tanpa judul"
    return f"Kolom {heading} berisi {count} angka dan hanya menjadi catatan. Atur kolomnya bila itu target."


def implied_rows(nodes: list[Node]) -> Iterator[str]:
    """A sentence for every indicator or sasaran that the file does not write itself."""
    for node in nodes:
        if node.implied:
            yield f"Sasaran “{node.text}” tidak tertulis di berkas."
        for ind in node.indikator:
            if ind.implied:
                yield f"Indikator “{ind.text}” tidak tertulis: bunyi sasarannya yang dipakai."
