"""One text over several cells: over TW I to IV, or down over several indicators. Pure."""

from __future__ import annotations

from dataclasses import replace

from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Fate, Ledger
from bakesbang.importing.proposals import never_added
from bakesbang.importing.vocabulary import ColumnRole

QUARTERS = (ColumnRole.TW, ColumnRole.MONTH)
# What an indicator has of its own even where its table writes it once for several.
SHARED_DOWN = (
    *QUARTERS,
    ColumnRole.TARGET,
    ColumnRole.TW_ALL,
    ColumnRole.SATUAN,
    ColumnRole.PENJELASAN,
    ColumnRole.SUMBER_DATA,
    ColumnRole.DEFINISI,
    ColumnRole.FORMULA,
)
Rows = list[list[GridCell]]


def spread_merges(p: int, rows: Rows, header: TableHeader, ledger: Ledger) -> Rows:
    """The rows with the text of a merged cell in every place that it speaks for."""
    texts = {cell.position[1:]: cell for row in rows for cell in row if cell.text.strip()}
    columns = {k.index: k for k in header.columns}
    named = {k.group: k.index for k in header.find(ColumnRole.INDIKATOR)}
    across = _across(p, rows, header, texts, ledger)
    result = []
    for row in rows:
        new_row = list(row)
        for c, cell in enumerate(row):
            source = texts.get(cell.anchor) if cell.anchor and not cell.text.strip() else None
            column = columns.get(c)
            if source is None or column is None:
                continue
            same_row = source.position[1] == cell.position[1]
            if same_row and across and _of_quarters(column, columns.get(source.position[2])):
                new_row[c] = replace(cell, text=source.text, position=source.position)
            elif not same_row and _down(column, row, named):
                ledger.note(
                    source.position,
                    "",
                    Fate.WARNING,
                    "Satu sel untuk beberapa indikator: dipakai untuk semuanya.",
                )
                new_row[c] = replace(cell, text=source.text, position=source.position)
        result.append(new_row)
    return result


def _of_quarters(*columns: Column | None) -> bool:
    return all(column is not None and column.role in QUARTERS for column in columns)


def _down(column: Column, row: list[GridCell], named: dict[int, int]) -> bool:
    """Whether this row writes an indicator of its own for which the merged text above must speak."""
    own = named.get(column.group)
    return column.role in SHARED_DOWN and own is not None and bool(row[own].text.strip())


def _across(
    p: int,
    rows: Rows,
    header: TableHeader,
    texts: dict[tuple[int, int], GridCell],
    ledger: Ledger,
) -> bool:
    """Whether a value merged over several quarters holds for each of them. Shares and indexes do; of what can be
    counted only a person knows, and is asked once for the table."""
    quarters = {k.index for k in header.find(*QUARTERS)}
    named = [k.index for k in header.find(ColumnRole.INDIKATOR)]
    units = [k.index for k in header.find(ColumnRole.SATUAN)]
    doubtful = []
    for row in rows:
        for c in quarters:
            cell = row[c]
            source = texts.get(cell.anchor) if cell.anchor and not cell.text.strip() else None
            if source is None or source.position[1] != cell.position[1]:
                continue
            if source.position[2] not in quarters:
                continue
            words = " ".join(row[n].text for n in (*named, *units))
            if not (never_added(words) or "%" in words + source.text):
                doubtful.append(source.position)
    if not doubtful:
        return True
    positions = list(dict.fromkeys(doubtful))
    answer = ledger.ask(
        f"gabung:{p}",
        positions,
        "Satu nilai ditulis untuk beberapa triwulan sekaligus. Berlaku untuk tiap triwulan?",
        [("tiap", "Ya, tiap triwulan"), ("pertama", "Tidak, hanya di sel pertamanya")],
        "tiap",
    )
    return answer == "tiap"
