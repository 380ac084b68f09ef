"""Plain text cut into rows of cells: tabs as Excel copies them, else semicolons, bars or commas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

# Sign, how many cells a line needs, and how many of the lines must have equally many.
_SIGNS = ((";", 3, 0.6), ("|", 3, 0.6), (",", 4, 0.9))
_LOOKED_AT = 200


def find_separator(text: str) -> str:
    """What stands between cells: tabs wherever there are any, else a sign that cuts most lines into
    equally many."""
    if "\t" in text:
        return "\t"
    for sign, least, share in _SIGNS:
        rows = islice(split_cells(text, sign), _LOOKED_AT)
        widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        if not widths:
            continue
        usual, count = widths.most_common(1)[0]
        if usual >= least and count >= 2 and count >= share * sum(widths.values()):
            return sign
    return "\t"


def split_cells(text: str, separator: str) -> Iterator[list[str]]:
    """Rows of cells. A cell that begins with a quote runs to the closing one, line breaks and tabs
    included."""
    edge = re.compile(f"[{re.escape(separator)}\n]")
    row: list[str] = []
    at = 0
    while at <= len(text):
        quoted = text[at : at + 1] == '"'
        closing = _closing_quote(text, at, separator) if quoted else -1
        if closing > 0:
            row.append(text[at + 1 : closing].replace('""', '"'))
            at = closing + 1
        else:
            found = edge.search(text, at)
            end = found.start() if found else len(text)
            row.append(text[at:end])
            at = end
        sign = text[at : at + 1]
        at += 1
        if sign != separator:
            yield row
            row = []
            if not sign:
                return


def _closing_quote(text: str, opening: int, separator: str) -> int:
    """The closing quote that ends the cell, -1 when the quote is just a character of the text."""
    at = text.find('"', opening + 1)
    while at >= 0:
        behind = text[at + 1 : at + 2]
        if behind != '"':
            return at if behind in (separator, "\n", "") else -1
        at = text.find('"', at + 2)
    return -1
