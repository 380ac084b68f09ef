"""A Word document (.docx, transitional or strict) as grids: its tables in order, each with the
lines before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bakesbang.reading.archive_guard import MAX_CELLS, FileRefused
from bakesbang.reading.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    GridBuilder,
    ReadSource,
    SourceCell,
    fitting,
    joined,
)
from bakesbang.reading.package import Package
from bakesbang.reading.raised_text import PlainText
from bakesbang.reading.word_numbers import WordNumbers
from bakesbang.reading.word_text import GONE, blocks, boxed_tables, paragraph_text

# Looks that change nothing of a text; they are most of a document.
_LEFT_OUT = frozenset(
    (
        "w_rFonts",
        "w_color",
        "w_sz",
        "w_szCs",
        "w_lang",
        "w_highlight",
        "w_shd",
        "w_kern",
        "w_b",
        "w_bCs",
        "w_i",
        "w_iCs",
        "w_u",
        "w_spacing",
        "w_ind",
        "w_jc",
        "w_tabs",
        "w_pBdr",
        "w_tcBorders",
        "w_tblBorders",
        "w_tblCellMar",
        "w_tcMar",
        "w_tblLook",
        "w_sectPr",
        "w_instrText",
        "w_delText",
        "w_bookmarkStart",
        "w_bookmarkEnd",
        "w_proofErr",
        "w_lastRenderedPageBreak",
    )
)


def read_word(package: Package) -> ReadSource:
    """Raises FileRefused."""
    main = package.main_part("document")
    root = package.tree(main, _LEFT_OUT)
    body = root.find("w_body")
    reader = _Document(WordNumbers(*(_optional(package, main, k) for k in ("numbering", "styles"))))
    if body is not None:
        reader.read(body)
    return reader.source()


def _optional(package: Package, main: str, kind: str) -> Element | None:
    part = package.target(main, kind)
    return package.tree(part, _LEFT_OUT) if part else None


class _Document:
    """Grids so far, and the lines since the last one."""

    def __init__(self, numbers: WordNumbers) -> None:
        self.numbers = numbers
        self.grids: list[Grid] = []
        self.before: list[str] = []
        self.notes: list[str] = []
        self.cells = 0

    def read(self, parent: Element) -> None:
        """Raises FileRefused."""
        for block in blocks(parent):
            if block.tag == "w_tbl":
                self._table(block)
                continue
            text = fitting(paragraph_text(block, self.numbers).text).strip()
            self.before += [line for line in text.splitlines() if line.strip()]
            if len(self.before) > MAX_ROWS:
                raise FileRefused(f"Teks terlalu panjang: paling banyak {MAX_ROWS} baris.")
            for table in boxed_tables(block):
                self._table(table)

    def _table(self, table: Element) -> None:
        if _only_frame(table):
            for cell in (c for row in _rows(table) for c in _cells(row)):
                self.read(cell)
            return
        label = f"Tabel {len(self.grids) + 1}"
        reader = _Table(label, self.numbers)
        rows = reader.read(table)
        self.grids.append(Grid(label, rows, tuple(self.before)))
        self.before = []
        self.notes += reader.notes
        self.cells += sum(map(len, rows))
        if self.cells > MAX_CELLS:
            raise FileRefused(f"Tabel terlalu besar: paling banyak {MAX_CELLS} sel.")

    def source(self) -> ReadSource:
        grids = list(self.grids)
        if self.before:
            grids.append(Grid("Teks sesudah tabel" if grids else "Teks", (), tuple(self.before)))
        return ReadSource(tuple(grids), tuple(self.notes))


def _only_frame(table: Element) -> bool:
    """A table of one column that only holds other tables in their place on the page."""
    cells = [list(_cells(row)) for row in _rows(table)]
    if any(len(row) != 1 for row in cells):
        return False
    inner = [t for row in cells for t in blocks(row[0]) if t.tag == "w_tbl"]
    return any(sum(1 for _ in _rows(t)) > 1 for t in inner)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also out of content controls and insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in GONE and element.tag not in ("w_p", "w_tbl"):
            yield from _inside(element, tag)


def _rows(table: Element) -> Iterator[Element]:
    """Rows that were deleted or moved away with a trace are gone."""
    for row in _inside(table, "w_tr"):
        if row.find("w_trPr/w_del") is None and row.find("w_trPr/w_moveFrom") is None:
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in _inside(row, "w_tc"):
        if cell.find("w_tcPr/w_cellDel") is None:
            yield cell


class _Table:
    """One table becomes one grid."""

    def __init__(self, label: str, numbers: WordNumbers) -> None:
        self.builder = GridBuilder(label)
        self.numbers = numbers
        self.notes: list[str] = []
        self._above: dict[int, tuple[int, int]] = {}  # column → the cell that reaches down into it

    def read(self, table: Element) -> tuple[tuple[SourceCell, ...], ...]:
        """Raises FileRefused."""
        struck: list[int] = []
        row = 0
        for element in _rows(table):
            texts = [(cell, self._text(cell)) for cell in _cells(element)]
            if _struck_out(text for _, text in texts):
                struck.append(row + 1 + len(struck))
                continue
            self._row(row, _number(element, "w_trPr/w_gridBefore", 0), texts)
            row += 1
        if struck:
            listed = ", ".join(map(str, struck[:20]))
            self.notes.append(f"{self.builder.label}: baris {listed} dicoret, tidak dibaca.")
        return self.builder.rows()

    def _row(self, row: int, column: int, texts: list[tuple[Element, PlainText]]) -> None:
        for n in range(column):
            self.builder.put(row, n, SourceCell("", self.builder.place(row, n)))
        reaching: dict[int, tuple[int, int]] = {}
        for cell, text in texts:
            across = max(1, _number(cell, "w_tcPr/w_gridSpan", 1))
            self._put(cell, text, row, column, across, reaching)
            column += across
        self._above = reaching

    def _put(
        self,
        cell: Element,
        text: PlainText,
        row: int,
        column: int,
        across: int,
        reaching: dict[int, tuple[int, int]],
    ) -> None:
        place = self.builder.place(row, column)
        down = cell.find("w_tcPr/w_vMerge")
        continues = down is not None and down.get("w_val", "continue") == "continue"
        beside = cell.find("w_tcPr/w_hMerge")
        to_the_left = beside is not None and beside.get("w_val", "continue") == "continue"
        blank = not text.text.strip()
        anchor: tuple[int, int] | None = None
        if continues and blank:
            anchor = self._above.get(column)
        elif to_the_left and blank and column:
            anchor = reaching.get(column - 1, (row, column - 1))
        joins = blank and (continues or to_the_left)
        written = SourceCell(text.text, place, joins, text.note, text.doubtful, anchor)
        if joins and across > 1:
            self.builder.put(row, column, written)
            for n in range(column + 1, column + across):
                self.builder.put(row, n, SourceCell("", self.builder.place(row, n), True, anchor=anchor))
        else:
            self.builder.put(row, column, written, across=across)
        if down is not None or beside is not None:
            for n in range(column, column + across):
                reaching[n] = anchor or (row, column)

    def _text(self, cell: Element) -> PlainText:
        """All of a cell: its paragraphs as lines, and a table inside as lines of its rows."""
        lines: list[PlainText] = []
        for block in blocks(cell):
            if block.tag == "w_p":
                lines.append(paragraph_text(block, self.numbers))
                lines += [self._nested(t) for t in boxed_tables(block)]
            else:
                lines.append(self._nested(block))
        text = "\n".join(line.text for line in lines).strip("\n")
        filled = [line for line in lines if line.text.strip() or line.struck]
        return PlainText(
            fitting(re.sub(r"\n{3,}", "\n\n", text)),
            joined(*(line.note for line in lines)),
            any(line.doubtful for line in lines),
            bool(filled) and all(line.struck for line in filled),
        )

    def _nested(self, table: Element) -> PlainText:
        rows = [[self._text(cell) for cell in _cells(row)] for row in _rows(table)]
        every = [text for row in rows for text in row]
        lines = _as_lines([[" ".join(text.text.split()) for text in row] for row in rows])
        note = joined(*(text.note for text in every))
        return PlainText("\n".join(lines), note, any(text.doubtful for text in every))


def _as_lines(rows: list[list[str]]) -> list[str]:
    """A table inside a cell: "TW I = 80" where it pairs labels with values, in rows or in
    columns."""
    columns = len(rows) == 2 and len(rows[0]) == len(rows[1]) > 1 and _labels(rows[0])
    if columns and any(map(str.isdigit, "".join(rows[1]))):
        return [f"{label} = {text}" for label, text in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        filled = [text for text in row if text]
        paired = len(row) == len(filled) == 2 and _labels(row[:1])
        lines.append(" = ".join(filled) if paired else " ".join(filled))
    return [line for line in lines if line]


def _labels(texts: list[str]) -> bool:
    return all(text[:1].isalpha() for text in texts)


def _struck_out(texts: Iterator[PlainText]) -> bool:
    """Whether a row holds nothing but struck-out text, a number in front aside."""
    found = list(texts)
    standing = [
        t for t in found if t.text.strip() and not re.fullmatch(r"[\dA-Za-z]{1,4}[.)]?", t.text.strip())
    ]
    return any(t.struck for t in found) and not standing


def _number(element: Element, path: str, default: int) -> int:
    """A count in an attribute, within what a table can have."""
    found = element.find(path)
    text = "" if found is None else found.get("w_val", "")
    return min(int(text), MAX_COLUMNS + 1) if text.isdecimal() and len(text) < 6 else default
