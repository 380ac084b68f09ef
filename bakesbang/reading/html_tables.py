"""Tables in HTML: what offices' applications export under the name .xls, what a browser saves, and
what Word and Excel put on the clipboard. Only text and the reach of merged cells is taken; scripts,
styles and comments are never looked at. The standard library's parser takes quadratic time on
broken markup, so the few tags that matter are found here, each character once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from bakesbang.reading.archive_guard import MAX_CELLS, FileRefused
from bakesbang.reading.raised_text import Run, plain

_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
MAX_REACH = 500  # rows or columns that one cell may span
MAX_DEPTH = 40
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>")
# A number too long for any character; turning it into one is refused by Python itself.
_LONG_REFERENCE = re.compile(r"&#[0-9]{9,};?")
_DROPPED = frozenset(("script", "style", "head", "template", "noscript"))
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*(?:[\"']\s*)?(\d{1,5})", re.IGNORECASE)
_NEW_LINE = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"))
_STRUCK = frozenset(("s", "strike", "del"))


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """Its text; where it continues a merged cell, (row, column) of that cell's first, from 0."""

    text: str
    anchor: tuple[int, int] | None = None
    note: str = ""


@dataclass
class HtmlTable:
    """Rows of cells, and the lines of text that stood before the table."""

    before: list[str]
    rows: list[list[HtmlCell]] = field(default_factory=list)


def has_table(text: str) -> bool:
    """Whether the text is a page with a table in it."""
    page = text.lstrip("\ufeff \r\n\t")[:1] == "<"
    return page and bool(_TABLE.search(text)) and bool(_CELL.search(text))


def read_html(text: str) -> tuple[list[HtmlTable], list[str]]:
    """The tables in order, and the lines after the last one. Raises FileRefused when there are too
    many cells."""
    reader = _Reader()
    for closing, tag, content in _pieces(text):
        if not tag:
            reader.letters(unescape(_LONG_REFERENCE.sub("\ufffd", content)))
        elif closing:
            reader.close(tag)
        else:
            reader.open(tag, content)
    reader.close_cell()
    return reader.tables, reader.take_lines()


def _pieces(text: str) -> Iterator[tuple[bool, str, str]]:
    """(closing, tag, its attributes), or with tag "" a piece of text."""
    n = 0
    while n < len(text):
        bracket = text.find("<", n)
        if bracket != n:
            end = bracket if bracket > 0 else len(text)
            yield False, "", text[n:end]
            n = end
            continue
        end = _comment_end(text, n)
        match = None if end else _TAG.match(text, n)
        if end:
            n = end
        elif match is None:
            yield False, "", "<"
            n += 1
        elif match[2].lower() in _DROPPED and not match[1]:
            n = _end_of_dropped(text, match[2], match.end())
        else:
            yield bool(match[1]), match[2].lower(), match[3]
            n = match.end()


def _end_of_dropped(text: str, tag: str, start: int) -> int:
    closing = re.compile(f"</{tag}", re.IGNORECASE).search(text, start)
    return closing.start() if closing else len(text)


def _comment_end(text: str, n: int) -> int:
    """The end of a comment or declaration that begins here, 0 for none; what is never closed ends
    the page."""
    for start, end in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        if text.startswith(start, n):
            closing = text.find(end, n)
            return closing + len(end) if closing >= 0 else len(text)
    return 0


class _Reader:
    """Outer tables become rows; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        self.tables: list[HtmlTable] = []
        self.lines: list[str] = []
        self.cell: list[Run] | None = None
        self.span = (1, 1)
        self.depth = 0
        self.count = 0
        self.struck = 0
        self.raised = 0
        # column → (rows that a cell above still reaches down, that cell)
        self.reaching: dict[int, tuple[int, tuple[int, int]]] = {}

    def take_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in "".join(self.lines).splitlines()]
        self.lines = []
        return [line for line in lines if line]

    def open(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self._open_table()
        elif tag == "tr" and self.depth == 1:
            self.close_cell()
            self._new_row()
        elif tag in ("td", "th") and self.depth == 1:
            self._open_cell(attributes)
        elif tag in _NEW_LINE:
            self.letters("\n")
        elif tag in _STRUCK:
            self.struck += 1
        elif tag == "sup":
            self.raised += 1

    def close(self, tag: str) -> None:
        if tag == "table" and self.depth:
            if self.depth == 1:
                self.close_cell()
            self.depth -= 1
        elif tag in ("td", "th") and self.depth == 1:
            self.close_cell()
        elif tag in _NEW_LINE or tag in ("td", "th"):
            self.letters("\n")
        elif tag in _STRUCK:
            self.struck = max(0, self.struck - 1)
        elif tag == "sup":
            self.raised = max(0, self.raised - 1)

    def letters(self, text: str) -> None:
        # Line breaks of the source are spaces; those of the page come from the tags above.
        line = text if text == "\n" else " ".join(text.split("\n"))
        if self.cell is not None:
            self.cell.append(Run(line, self.struck > 0, self.raised > 0))
        elif not self.depth:
            self.lines.append(line)

    def _open_table(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FileRefused("Tabel di dalam tabelnya terlalu dalam.")
        if self.depth == 1:
            self._count_one()
            self.tables.append(HtmlTable(self.take_lines()))
            self.reaching = {}

    def _open_cell(self, attributes: str) -> None:
        self.close_cell()
        if not self.tables[-1].rows:
            self._new_row()
        found = {m[1].lower(): _reach(m[2]) for m in _SPAN.finditer(attributes)}
        self.cell = []
        self.span = (found.get("colspan", 1), found.get("rowspan", 1))
        self.struck = self.raised = 0

    def _new_row(self) -> None:
        self._count_one()
        self.tables[-1].rows.append([])
        self._fill_from_above()

    def _fill_from_above(self) -> None:
        """The cells that merged cells above still cover stand at the next free columns."""
        row = self.tables[-1].rows[-1]
        while self.reaching.get(len(row), (0,))[0]:
            left, anchor = self.reaching[len(row)]
            self.reaching[len(row)] = left - 1, anchor
            self._add(HtmlCell("", anchor))

    def _count_one(self) -> None:
        """Rows and tables count as cells do, so that empty ones have an end too."""
        self.count += 1
        if self.count > MAX_CELLS:
            raise FileRefused(f"Tabel terlalu besar: paling banyak {MAX_CELLS} sel.")

    def _add(self, cell: HtmlCell) -> None:
        self._count_one()
        self.tables[-1].rows[-1].append(cell)

    def close_cell(self) -> None:
        if self.cell is None:
            return
        found = plain(self.cell)
        lines = [" ".join(line.split()) for line in found.text.split("\n")]
        text = "\n".join(line for line in lines if line)
        self.cell = None
        rows = self.tables[-1].rows
        anchor = len(rows) - 1, len(rows[-1])
        width, height = self.span
        for n in range(width):
            if height > 1:
                self.reaching[len(rows[-1])] = height - 1, anchor
            self._add(HtmlCell("", anchor) if n else HtmlCell(text, note=found.note))
        self._fill_from_above()


def _reach(digits: str) -> int:
    return min(max(int(digits), 1), MAX_REACH)
