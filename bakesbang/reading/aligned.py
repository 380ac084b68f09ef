"""Text in columns that stand apart by blanks, as it is copied out of a PDF or printed by a
program."""

from __future__ import annotations

import re

_GAP = re.compile(r"\S {2,}(?=\S)")
MIN_COLUMNS = 3
MIN_LINES = 3
MAX_LINE = 2_000


def aligned_rows(text: str) -> tuple[list[str], list[list[str]]] | None:
    """(lines before the table, its rows of equally many cells), or None where no columns stand
    under each other.

    A line whose first column is blank and that holds no figure goes on with the cells above it."""
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    in_columns = [n for n, line in enumerate(lines) if len(_GAP.findall(line[:MAX_LINE])) >= MIN_COLUMNS - 1]
    if len(in_columns) < MIN_LINES or max(map(len, lines)) > MAX_LINE:
        return None
    first, last = in_columns[0], in_columns[-1]
    table = lines[first : last + 1]
    if 2 * len(in_columns) < sum(1 for line in table if line.strip()):
        return None
    tail = _continued_below(lines, last)
    starts = _column_starts(table + tail)
    if len(starts) < MIN_COLUMNS:
        return None
    rows = _rows([_cut(line, starts) for line in table + tail])
    after = [[line] + [""] * (len(starts) - 1) for line in lines[last + 1 + len(tail) :] if line.strip()]
    return [line.strip() for line in lines[:first] if line.strip()], rows + after


def _continued_below(lines: list[str], last: int) -> list[str]:
    """Indented lines directly under the table belong to its last row."""
    below = []
    for line in lines[last + 1 :]:
        if not line.startswith("  ") or not line.strip():
            break
        below.append(line)
    return below


def _column_starts(lines: list[str]) -> list[int]:
    """Where columns begin: behind two or more places that are blank in every line."""
    width = max(map(len, lines))
    inked = [False] * width
    for line in lines:
        for place, letter in enumerate(line):
            inked[place] |= letter != " "
    starts = []
    blanks = 2
    for place, ink in enumerate(inked):
        if ink and blanks >= 2:
            starts.append(place)
        blanks = 0 if ink else blanks + 1
    return starts


def _cut(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _rows(cut: list[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cells in cut:
        if not any(cells):
            continue
        goes_on = bool(rows) and not cells[0] and not any(map(str.isdigit, "".join(cells)))
        if goes_on:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows
