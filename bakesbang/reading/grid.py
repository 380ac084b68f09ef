"""The one grid of cells that every reader gives: what stands where, what continues a merged cell,
and what the reader had to do to a text. It can be kept as JSON, so that a file is parsed once and
never again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bakesbang.reading.archive_guard import MAX_CELLS, FileRefused

MAX_ROWS = 5_000
MAX_COLUMNS = 120
MAX_LETTERS = 20_000
FORMAT = 1  # of the kept JSON; another number is parsed again

# A small raised figure behind a number or a sign is the mark of a note, never part of the number.
_RAISED = re.compile(r"(?<=[\d%.,)])[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?![\w²³])")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell: its text, its place as a person would say it, and whether it continues a merged
    cell.

    ``note`` is an Indonesian sentence when the text is not simply what the file holds (a date that
    Excel made of "1/2", a raised or struck-out figure that was left out); ``doubtful`` says that a
    person should confirm it. ``anchor`` is (row, column) in its grid of the cell whose text a
    merged cell shows, both from 0: the value over the whole range. It is None for a cell that
    stands alone, and where the source does not tell."""

    text: str
    place: str
    continues: bool = False
    note: str = ""
    doubtful: bool = False
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of equally many cells. ``name`` is the sheet or "Tabel 1"."""

    name: str
    rows: tuple[tuple[SourceCell, ...], ...]
    before: tuple[str, ...] = field(default_factory=tuple)  # lines of text that stood before the table

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def shown(self, row: int, column: int) -> SourceCell:
        """The cell whose text a reader of the paper sees at this place: of a merged range, its
        first."""
        cell = self.rows[row][column]
        if cell.anchor is None:
            return cell
        return self.rows[cell.anchor[0]][cell.anchor[1]]


@dataclass(frozen=True, slots=True)
class ReadSource:
    """Everything of one source, in order. ``notes`` are sentences about what was left out and why.

    Parse a file once and keep ``to_json()`` beside its ``content_hash``; ``from_json`` gives the
    same source back without touching the file."""

    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> str:
        grids = [
            {
                "name": g.name,
                "before": g.before,
                "rows": [[_packed(c) for c in row] for row in g.rows],
            }
            for g in self.grids
        ]
        kept = {"format": FORMAT, "notes": self.notes, "grids": grids}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ReadSource:
        """Raises ValueError for a text of another format: then read the file again."""
        try:
            kept = json.loads(text)
            if kept["format"] != FORMAT:
                raise ValueError("another format of a kept source")
            grids = tuple(_grid(g) for g in kept["grids"])
            return cls(grids, tuple(kept["notes"]))
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError("not a kept source") from error


def content_hash(content: bytes) -> str:
    """What tells one file from another, whatever its name."""
    return hashlib.sha256(content).hexdigest()


def _packed(cell: SourceCell) -> list[Any]:
    """Most cells are a text and a place; the rest is written only where it says something."""
    if not (cell.continues or cell.note or cell.anchor):
        return [cell.text, cell.place]
    return [cell.text, cell.place, cell.continues, cell.note, cell.doubtful, cell.anchor]


def _grid(kept: dict[str, Any]) -> Grid:
    rows = tuple(tuple(_cell(c) for c in row) for row in kept["rows"])
    return Grid(kept["name"], rows, tuple(kept["before"]))


def _cell(kept: list[Any]) -> SourceCell:
    if len(kept) == 2:
        return SourceCell(kept[0], kept[1])
    text, place, continues, note, doubtful, anchor = kept
    return SourceCell(text, place, continues, note, doubtful, tuple(anchor) if anchor else None)


# ── building ──
def fitting(text: str) -> str:
    """Raises FileRefused for a cell that no table has: cut off it would lose its end in silence."""
    if len(text) > MAX_LETTERS:
        raise FileRefused(
            f"Ada sel yang berisi {len(text)} huruf. Paling banyak {MAX_LETTERS} huruf dalam satu sel."
        )
    return text


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def without_raised_marks(cell: SourceCell) -> SourceCell:
    """Raised figures typed as letters ("80¹") are marks of notes as well; m² and m³ stay."""
    if not _RAISED.search(cell.text):
        return cell
    left_out = "".join(_RAISED.findall(cell.text))
    note = joined(cell.note, f"Tanda catatan kaki “{left_out}” di belakang angka tidak dibaca.")
    return replace(cell, text=_RAISED.sub("", cell.text), note=note, doubtful=True)


def joined(*notes: str) -> str:
    return " ".join(n for n in notes if n)


class GridBuilder:
    """Cells are put at their places in any order; ``rows`` gives them back as equally long rows."""

    def __init__(self, label: str, place: Callable[[int, int], str] | None = None) -> None:
        """``place`` names the place of (row, column), both from 0; else "Tabel 1 baris 2 kolom
        3"."""
        self.label = label
        self.place = place or self._counted
        self._cells: dict[tuple[int, int], SourceCell] = {}

    def put(self, row: int, column: int, cell: SourceCell, *, down: int = 1, across: int = 1) -> None:
        """A cell and, where it is merged, the cells that continue it. What stands there already
        stays.

        Raises FileRefused when the table outgrows its bounds."""
        if row + down > MAX_ROWS:
            raise FileRefused(f"{self.label} terlalu panjang: paling banyak {MAX_ROWS} baris.")
        if column + across > MAX_COLUMNS:
            raise FileRefused(f"{self.label} terlalu lebar: paling banyak {MAX_COLUMNS} kolom.")
        fitting(cell.text)
        self._cells.setdefault((row, column), without_raised_marks(cell))
        for r in range(row, row + down):
            for c in range(column, column + across):
                if (r, c) != (row, column):
                    self._cells.setdefault((r, c), self._continued(r, c, (row, column)))
        if len(self._cells) > MAX_CELLS:
            raise FileRefused(f"Tabel terlalu besar: paling banyak {MAX_CELLS} sel.")

    def taken(self, row: int, column: int) -> bool:
        return (row, column) in self._cells

    def _counted(self, row: int, column: int) -> str:
        return f"{self.label} baris {row + 1} kolom {column + 1}"

    def _continued(self, row: int, column: int, anchor: tuple[int, int]) -> SourceCell:
        return SourceCell("", self.place(row, column), continues=True, anchor=anchor)

    def rows(self) -> tuple[tuple[SourceCell, ...], ...]:
        if not self._cells:
            return ()
        height = max(r for r, _ in self._cells) + 1
        width = max(c for _, c in self._cells) + 1
        return trimmed(
            [
                [self._cells.get((r, c)) or SourceCell("", self.place(r, c)) for c in range(width)]
                for r in range(height)
            ]
        )


def trimmed(rows: Sequence[Sequence[SourceCell]]) -> tuple[tuple[SourceCell, ...], ...]:
    """Equally long rows without the empty ones at the end and the empty columns at the right."""
    kept = [list(row) for row in rows]
    while kept and not _filled_width(kept[-1]):
        kept.pop()
    width = max(map(_filled_width, kept), default=0)
    if width * len(kept) > MAX_CELLS:
        raise FileRefused(f"Tabel terlalu besar: paling banyak {MAX_CELLS} sel.")
    for row in kept:
        del row[width:]
        start = row[0].place.split(" kolom ")[0] if row else ""
        row.extend(SourceCell("", f"{start} kolom {n}") for n in range(len(row) + 1, width + 1))
    return tuple(tuple(row) for row in kept)


def _filled_width(row: Iterable[SourceCell]) -> int:
    return max((n for n, c in enumerate(row, start=1) if c.text.strip() or c.continues), default=0)
