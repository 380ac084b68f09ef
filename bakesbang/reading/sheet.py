"""One worksheet, streamed: its cells as a person would have typed them, its merged ranges, and what
is left out because nobody sees it (hidden rows and columns) or because it no longer counts
(struck-out rows)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from bakesbang.reading.archive_guard import MAX_CELLS
from bakesbang.reading.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    GridBuilder,
    SourceCell,
    column_letters,
)
from bakesbang.reading.number_formats import Typed, typed_day, typed_number
from bakesbang.reading.raised_text import PlainText
from bakesbang.reading.rich_texts import RichTexts
from bakesbang.reading.xml_parts import TooMuch, stream

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_NUMBERING = re.compile(r"[\dIVXivxA-Za-z]{0,4}[.)]?")
MAX_MERGED_RANGES = 20_000


class SheetTooLarge(TooMuch):
    """More rows, columns or cells than a plan can have; the rest of the sheet was not read."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """What of a cell's looks changes how its text is read."""

    number_format: str = "General"
    struck: bool = False


@dataclass
class SharedParts:
    """What all sheets of a workbook share."""

    name: str
    strings: list[PlainText] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    from_1904: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range: its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetCells:
    """What a reader of sheets has found, whatever the file's kind: rows and columns from 1."""

    title: str
    cells: dict[tuple[int, int], Typed] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: Typed, *, struck: bool = False) -> None:
        """Raises SheetTooLarge."""
        if not value.text and not value.note:
            return
        if row > MAX_ROWS or column > MAX_COLUMNS or len(self.cells) >= MAX_CELLS:
            raise SheetTooLarge
        self.cells[row, column] = value
        if struck:
            self.struck.add((row, column))


def read_sheet(content: IO[bytes], title: str, shared: SharedParts) -> tuple[Grid, list[str]]:
    """The sheet, and sentences about what was left out. Raises SheetTooLarge, FileRefused."""
    reader = _SheetReader(title, shared)
    stream(content, shared.name, reader.start, reader.end, reader.text)
    grid, notes = as_grid(reader.found)
    if reader.without_result:
        notes.append(
            f"{reader.without_result} sel berformula di lembar “{title}” tidak menyimpan hasilnya dan terbaca "
            "kosong. Buka di Excel, simpan, lalu unggah lagi."
        )
    return grid, notes


class _SheetReader:
    """Handlers of the stream."""

    def __init__(self, title: str, shared: SharedParts) -> None:
        self.found = SheetCells(title)
        self.shared = shared
        self.without_result = 0
        self._row = self._column = 0
        self._kind = "n"
        self._style = CellStyle()
        self._value: list[str] | None = None
        self._stored = ""
        self._formula = False
        self._own: RichTexts | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "x_c":
            self._start_cell(attributes)
        elif tag == "x_v":
            self._value = []
        elif tag == "x_f":
            self._formula = True
        elif tag == "x_row":
            self._start_row(attributes)
        elif tag == "x_is":
            self._own = RichTexts()
            self._own.start(tag, attributes)
        elif self._own is not None:
            self._own.start(tag, attributes)
        elif tag == "x_col":
            self._hide_columns(attributes)
        elif tag == "x_mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)
        elif self._own is not None:
            self._own.text(text)

    def end(self, tag: str) -> None:
        if tag == "x_v" and self._value is not None:
            self._stored = "".join(self._value)
            self._value = None
        elif tag == "x_c":
            self._end_cell()
        elif self._own is not None:
            self._own.end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.found.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = column_number(match[1]) if match else self._column + 1
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "")
        place = int(style) if style.isdecimal() and len(style) < 8 else 0
        styles = self.shared.styles
        self._style = styles[place] if place < len(styles) else CellStyle()
        self._stored = ""
        self._formula = False
        self._own = None

    def _end_cell(self) -> None:
        value = self._typed()
        self._own = None
        if self._style.struck and value.text.strip():
            note = f"“{value.text[:40]}” dicoret, tidak dibaca."
            self.found.put(self._row, self._column, Typed("", note), struck=True)
            return
        self.found.put(self._row, self._column, value)

    def _typed(self) -> Typed:
        stored = self._stored
        if self._own is not None:
            return self._rich(self._own.found[-1] if self._own.found else PlainText(""))
        if self._kind == "s":
            return self._rich(self._shared_text(stored))
        if not stored:
            self.without_result += self._formula and self._kind != "str"
            return Typed("")
        if self._kind == "n":
            return typed_number(stored, self._style.number_format, from_1904=self.shared.from_1904)
        if self._kind == "b":
            return Typed("ya" if stored == "1" else "tidak")
        if self._kind == "d":
            return _iso_day(stored)
        if self._kind == "e":
            return Typed(stored, f"Rumus di sel ini galat ({stored}).")
        return Typed(stored.replace("\r\n", "\n"))

    def _shared_text(self, stored: str) -> PlainText:
        number = int(stored) if stored.strip().isdecimal() and len(stored) < 10 else -1
        strings = self.shared.strings
        return strings[number] if 0 <= number < len(strings) else PlainText("")

    def _rich(self, text: PlainText) -> Typed:
        if text.struck:
            self.found.struck.add((self._row, self._column))
        return Typed(text.text, text.note, text.doubtful)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in ("1", "true") and attributes.get("width") != "0":
            return
        first, last = (_small(attributes.get(key, "")) for key in ("min", "max"))
        self.found.hidden_columns.update(range(first, min(last, MAX_COLUMNS + 1) + 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start = _REFERENCE.fullmatch(first)
        end = _REFERENCE.fullmatch(last)
        if not start or not end:
            return
        if len(self.found.merged) >= MAX_MERGED_RANGES:
            raise SheetTooLarge
        rows = sorted((int(start[2]), int(end[2])))
        columns = sorted((column_number(start[1]), column_number(end[1])))
        self.found.merged.append(Merged(rows[0], columns[0], rows[1], columns[1]))


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _small(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _iso_day(stored: str) -> Typed:
    try:
        return typed_day(datetime.fromisoformat(stored), "dmy")
    except ValueError:
        return Typed(stored)


# ── from cells to a grid ──
def as_grid(found: SheetCells) -> tuple[Grid, list[str]]:
    """The visible part of a sheet as a grid, and sentences about the rest."""
    struck_rows = _struck_rows(found)
    filled_rows = {r for r, _ in found.cells}
    filled_columns = {c for _, c in found.cells}
    left_out = found.hidden_rows | struck_rows
    rows = [r for r in range(1, max(filled_rows, default=0) + 1) if r not in left_out]
    columns = [c for c in range(1, max(filled_columns, default=0) + 1) if c not in found.hidden_columns]
    builder = GridBuilder(f"Lembar “{found.title}”", lambda r, c: f"{column_letters(columns[c])}{rows[r]}")
    row_at = {row: n for n, row in enumerate(rows)}
    column_at = {column: n for n, column in enumerate(columns)}
    for merged in found.merged:
        _put_merged(builder, merged, found, row_at, column_at)
    for (row, column), value in found.cells.items():
        if row in row_at and column in column_at:
            cell = _cell(value, f"{column_letters(column)}{row}")
            builder.put(row_at[row], column_at[column], cell)
    notes = _said(found, struck_rows, filled_rows, filled_columns)
    return Grid(found.title, builder.rows()), notes


def _put_merged(
    builder: GridBuilder,
    merged: Merged,
    found: SheetCells,
    row_at: dict[int, int],
    column_at: dict[int, int],
) -> None:
    """What is visible of the range; its text comes from the first cell even where that one is
    hidden."""
    last_row = min(merged.bottom, MAX_ROWS)
    last_column = min(merged.right, MAX_COLUMNS)
    rows = [row_at[r] for r in range(merged.top, last_row + 1) if r in row_at]
    columns = [column_at[c] for c in range(merged.left, last_column + 1) if c in column_at]
    if not rows or not columns:
        return
    value = found.cells.get((merged.top, merged.left), Typed(""))
    cell = _cell(value, builder.place(rows[0], columns[0]))
    builder.put(rows[0], columns[0], cell, down=len(rows), across=len(columns))


def _cell(value: Typed, place: str) -> SourceCell:
    return SourceCell(value.text, place, note=value.note, doubtful=value.doubtful)


def _struck_rows(found: SheetCells) -> set[int]:
    """Rows in which everything but a number in front is struck out."""
    rows = {r for r, _ in found.struck}
    standing = set()
    for (row, column), value in found.cells.items():
        text = value.text.strip()
        if row in rows and text and not (column <= 2 and _NUMBERING.fullmatch(text)):
            standing.add(row)
    return rows - standing


def _said(
    found: SheetCells,
    struck_rows: Collection[int],
    filled_rows: Collection[int],
    filled_columns: Collection[int],
) -> list[str]:
    notes = []
    where = f"lembar “{found.title}”"
    if hidden := sorted(found.hidden_rows & set(filled_rows)):
        notes.append(f"Baris {_listed(hidden)} tersembunyi di {where}, tidak dibaca.")
    if hidden := sorted(found.hidden_columns & set(filled_columns)):
        letters = ", ".join(column_letters(c) for c in hidden[:20])
        notes.append(f"Kolom {letters} tersembunyi di {where}, tidak dibaca.")
    if struck := sorted(set(struck_rows) - found.hidden_rows):
        notes.append(f"Baris {_listed(struck)} dicoret di {where}, tidak dibaca.")
    return notes


def _listed(numbers: Iterable[int]) -> str:
    """4, 5, 6, 9 → "4–6, 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in spans[:20]]
    return ", ".join(shown) + (" dan lainnya" if len(spans) > 20 else "")
