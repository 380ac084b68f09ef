"""The cells of one page of a PDF: rules become columns and rows, letters become the text of
cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bakesbang.reading.grid import MAX_COLUMNS, GridBuilder, SourceCell
from bakesbang.reading.raised_text import PlainText, Run, plain

_SNAP = 2.5  # points: rules nearer than this are one
_RAISED = 0.8  # a letter this much smaller than its line, and above it, is raised
_ITEM = re.compile(r"(?:\d{1,2}|[a-z]|[IVX]{1,4})[.)]|[•\-–]")
_SHORTEST_BAR = 12.0
_UNREADABLE = 3.0  # points
_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    # Narrow, so that the bar of a fraction near the rule of its cell is not taken for one.
    "snap_tolerance": 1.5,
    "join_tolerance": 3,
    "intersection_tolerance": 1.5,
}


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: where it stands, the x of its column rules, and its rows."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[SourceCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


def page_tables(page: Any) -> list[PageTable]:
    """The ruled tables of a page, from above; single frames are none. Raises FileRefused for too
    many columns."""
    found = [t for t in page.find_tables(_SETTINGS) if len(t.cells) > 2]
    tables = [_table(page, [_Box(*map(float, cell)) for cell in t.cells]) for t in found]
    return sorted((t for t in tables if len(t.edges) > 2 and t.rows), key=lambda t: t.top)


def _table(page: Any, boxes: list[_Box]) -> PageTable:
    columns = _merged_edges(x for box in boxes for x in (box.left, box.right))
    rows = _merged_edges(y for box in boxes for y in (box.top, box.bottom))
    builder = GridBuilder("Tabel")
    letters_of = _letters_by_box(page, boxes)
    bars = _bars(page, rows)
    for box, letters in zip(boxes, letters_of, strict=True):
        row, last_row = _nearest(rows, box.top), _nearest(rows, box.bottom)
        column, last_column = _nearest(columns, box.left), _nearest(columns, box.right)
        if last_row <= row or last_column <= column or last_column > MAX_COLUMNS:
            continue
        text = _fraction(letters, box, bars) or _text(letters, box)
        cell = SourceCell(text.text, "", note=text.note, doubtful=text.doubtful)
        builder.put(row, column, cell, down=last_row - row, across=last_column - column)
    return PageTable(min(rows), max(rows), tuple(columns), builder.rows())


def _bars(page: Any, rows: Sequence[float]) -> list[Any]:
    """Level lines that are no rules of the table, each once: the bars of fractions, if any."""
    found = {}
    for edge in page.edges:
        level = edge["orientation"] == "h" and edge["x1"] - edge["x0"] > _SHORTEST_BAR
        if level and abs(rows[_nearest(rows, edge["top"])] - edge["top"]) > _SNAP:
            found[round(edge["x0"]), round(edge["x1"]), round(edge["top"])] = edge
    return list(found.values())


def _merged_edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SNAP:
            edges.append(place)
    return edges


def _nearest(edges: Sequence[float], place: float) -> int:
    n = bisect_left(edges, place)
    if n == len(edges) or (n and place - edges[n - 1] < edges[n] - place):
        return n - 1
    return n


def _letters_by_box(page: Any, boxes: list[_Box]) -> list[list[Any]]:
    """Each letter belongs to the box that holds its middle."""
    order = sorted(range(len(boxes)), key=lambda n: boxes[n].top)
    found: list[list[Any]] = [[] for _ in boxes]
    tops = [boxes[n].top for n in order]
    tallest = max((box.bottom - box.top for box in boxes), default=0.0)
    for char in page.chars:
        if char["size"] < _UNREADABLE:
            continue  # written for machines that read aloud
        x = (char["x0"] + char["x1"]) / 2
        y = (char["top"] + char["bottom"]) / 2
        for at in range(bisect_left(tops, y) - 1, -1, -1):
            box = boxes[order[at]]
            if y - box.top > tallest:
                break
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                found[order[at]].append(char)
                break
    return found


# ── the text of a cell ──
@dataclass
class _Line:
    """Letters on one line; ``size`` is that of its largest."""

    letters: list[Any]
    top: float
    bottom: float
    size: float

    @property
    def left(self) -> float:
        return float(min(c["x0"] for c in self.letters))

    @property
    def right(self) -> float:
        return float(max(c["x1"] for c in self.letters))


def _fraction(letters: list[Any], box: _Box, bars: list[Any]) -> PlainText | None:
    """A formula set as a fraction, with its factor beside the bar ("× 100%"), as the LaTeX that
    formulas are read from. None where there is no such bar: a line under words has nothing beside
    it."""
    for bar in bars:
        left, right, at = bar["x0"], bar["x1"], bar["top"]
        inside = box.left + 1 < left and right < box.right - 1 and box.top + 1 < at < box.bottom - 1
        if not inside:
            continue
        beside = [c for c in letters if c["x0"] > right - 1 and _on_height(c, at)]
        rest = [c for c in letters if c not in beside]
        above = [c for c in rest if (c["top"] + c["bottom"]) / 2 < at]
        below = [c for c in rest if (c["top"] + c["bottom"]) / 2 >= at]
        within = all(left - 3 <= c["x0"] and c["x1"] <= right + 3 for c in rest if c["text"].strip())
        if not (within and all(_filled(part) for part in (above, below, beside))):
            continue
        over, under, factor = (_joined_lines(part, box) for part in (above, below, beside))
        return PlainText(f"\\frac{{\\text{{{over}}}}}{{\\text{{{under}}}}} {factor}")
    return None


def _on_height(char: Any, at: float) -> bool:
    return abs((char["top"] + char["bottom"]) / 2 - at) < 0.7 * char["size"]


def _filled(letters: list[Any]) -> bool:
    return any(c["text"].strip() for c in letters)


def _joined_lines(letters: list[Any], box: _Box) -> str:
    return " ".join(_text(letters, box).text.split())


def _text(letters: list[Any], box: _Box) -> PlainText:
    lines = _lines(letters)
    runs: list[Run] = []
    for n, line in enumerate(lines):
        if n:
            runs.append(Run(_between(lines[n - 1], line, box)))
        runs += _line_runs(line)
    found = plain(runs)
    rows = [" ".join(row.split()) for row in found.text.split("\n")]
    text = "\n".join(row for row in rows if row)
    return PlainText(text, found.note, found.doubtful, found.struck)


def _lines(letters: list[Any]) -> list[_Line]:
    lines: list[_Line] = []
    # Large letters first make the lines; raised small ones join the line that they touch.
    for char in sorted(letters, key=lambda c: (-round(c["size"], 1), c["top"])):
        middle = (char["top"] + char["bottom"]) / 2
        line = next((x for x in lines if _touches(x, char, middle)), None)
        if line is None:
            lines.append(_Line([char], char["top"], char["bottom"], char["size"]))
        else:
            line.letters.append(char)
    lines = [line for line in lines if any(c["text"].strip() for c in line.letters)]
    return sorted(lines, key=lambda x: x.top)


def _touches(line: _Line, char: Any, middle: float) -> bool:
    slack = 0.15 * line.size if char["size"] < line.size * _RAISED else 0.0
    return line.top - slack <= middle <= line.bottom


def _line_runs(line: _Line) -> list[Run]:
    runs: list[Run] = []
    before: Any = None
    for char in sorted(line.letters, key=lambda c: c["x0"]):
        raised = _is_raised(char, line)
        gap = before is not None and char["x0"] - before["x1"] > 0.22 * line.size
        text = (" " if gap and not raised else "") + char["text"]
        if runs and runs[-1].raised == raised:
            runs[-1] = Run(runs[-1].text + text, raised=raised)
        else:
            runs.append(Run(text, raised=raised))
        before = char
    return runs


def _is_raised(char: Any, line: _Line) -> bool:
    small = char["size"] < line.size * _RAISED
    return small and char["bottom"] < line.bottom - 0.15 * line.size and bool(char["text"].strip())


def _between(above: _Line, below: _Line, box: _Box) -> str:
    """A line that ends early although the next word had fitted was meant to end, and so was one
    before the next item of a list: a new line. Else it was wrapped."""
    padding = max(1.0, min(above.left, below.left) - box.left)
    room = box.right - box.left - 2 * padding
    first, width = _first_word(below)
    needed = (above.right - above.left) + 0.25 * above.size + width
    gap = below.top - above.bottom
    if gap > 0.9 * above.size or needed < room - 1 or _next_item(_first_word(above)[0], first):
        return "\n"
    ends = max(above.letters, key=lambda c: c["x1"])["text"]
    return "" if ends in "-/" else " "


def _first_word(line: _Line) -> tuple[str, float]:
    """The word, and how wide it is."""
    letters = sorted((c for c in line.letters if c["text"].strip()), key=lambda c: c["x0"])
    word = [letters[0]]
    for one, other in pairwise(letters):
        if other["x0"] - one["x1"] > 0.15 * line.size:
            break
        word.append(other)
    return "".join(c["text"] for c in word), word[-1]["x1"] - word[0]["x0"]


def _next_item(above: str, below: str) -> bool:
    """ "TW I …" over "TW II …", "1." over "2.": one label or mark begins both."""
    if _ITEM.fullmatch(below):
        return bool(_ITEM.fullmatch(above)) or below in ("1.", "a.", "•", "-")
    return above == below and above[:1].isupper()
