"""Figures as a table writes them: English thousands and fractions under the unit %. One table is written in one
way, so a strong sign in one row speaks for the others; without one a person is asked, once for the table. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bakesbang.importing.columns import GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Fate, Ledger
from bakesbang.importing.vocabulary import ColumnRole, fold

ROLES = (ColumnRole.TARGET, ColumnRole.TW, ColumnRole.MONTH)
Rows = list[list[GridCell]]

_COMMA_THOUSANDS = re.compile(r"^\D{0,4}\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,.])")
_SURELY_ENGLISH = re.compile(
    r"^\D{0,4}(?:\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{1,2})(?![\d,.])"
)
_SURELY_INDONESIAN = re.compile(
    r"^\D{0,4}(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2})(?![\d,.])"
)
_NUMBER = re.compile(r"\d[\d.,]*")
_PERCENT = re.compile(r"^(?:%|persen|percent|persentase|prosentase|per ?sen)$")
_FRACTION = re.compile(r"^(?:0(?:[.,]\d{1,4})?|1(?:[.,]0{1,4})?)$")


def tidy_numbers(p: int, rows: Rows, header: TableHeader, ledger: Ledger) -> Rows:
    """The rows with their figures written the way this house reads them."""
    columns = [k.index for k in header.find(*ROLES)]
    rows = _english(p, rows, columns, ledger)
    return _fractions(p, rows, columns, header, ledger)


def _english(p: int, rows: Rows, columns: Sequence[int], ledger: Ledger) -> Rows:
    texts = [row[c].text.strip() for row in rows for c in columns]
    found = [
        (n, c) for n, row in enumerate(rows) for c in columns if _COMMA_THOUSANDS.match(row[c].text.strip())
    ]
    if not found:
        return rows
    english = any(_SURELY_ENGLISH.match(t) for t in texts)
    indonesian = any(_SURELY_INDONESIAN.match(t) for t in texts)
    if indonesian and not english:
        return rows
    if not english:
        n, c = found[0]
        example = rows[n][c].text.strip()
        answer = ledger.ask(
            f"ribuan:{p}",
            [rows[n][c].position for n, c in found],
            f"“{example}” memakai koma. Ribuan cara Inggris, atau koma desimal?",
            [("ribuan", "Ribuan"), ("desimal", "Desimal")],
            "ribuan",
        )
        if answer != "ribuan":
            return rows
    return _rewritten(rows, columns, found, ledger)


def _rewritten(rows: Rows, columns: Sequence[int], found: Sequence[tuple[int, int]], ledger: Ledger) -> Rows:
    result = [list(row) for row in rows]
    for n, row in enumerate(rows):
        for c in columns:
            text = row[c].text
            if (n, c) not in found and not _SURELY_ENGLISH.match(text.strip()):
                continue
            new = _NUMBER.sub(lambda m: m[0].replace(",", "").replace(".", ","), text, count=1)
            ledger.note(row[c].position, "", Fate.TIDIED, f"Angka cara Inggris, ditulis “{new.strip()}”.")
            result[n][c] = replace(row[c], text=new)
    return result


def _fractions(p: int, rows: Rows, columns: Sequence[int], header: TableHeader, ledger: Ledger) -> Rows:
    unit = next(iter(header.find(ColumnRole.SATUAN)), None)
    if unit is None or not columns:
        return rows
    found = [
        n for n, row in enumerate(rows) if _percent(row[unit.index].text) and _all_fractions(row, columns)
    ]
    if not found:
        return rows
    strong = any(
        _FRACTION.match(t) and float(t.replace(",", ".")) == 1
        for n in found
        for t in _texts(rows[n], columns)
    )
    if not strong:
        positions = [rows[n][c].position for n in found for c in columns if rows[n][c].text.strip()]
        example = next(t for t in _texts(rows[found[0]], columns) if float(t.replace(",", ".")))
        answer = ledger.ask(
            f"pecahan:{p}",
            positions,
            f"Di bawah satuan % tertulis “{example}”. Berarti {_as_percent(example)}?",
            [("pecahan", f"Ya, {_as_percent(example)}"), ("persen", f"Tidak, tetap {example}")],
            "pecahan",
        )
        if answer != "pecahan":
            return rows
    result = [list(row) for row in rows]
    for n in found:
        for c in columns:
            text = rows[n][c].text.strip()
            if _FRACTION.match(text):
                new = _as_percent(text)
                ledger.note(
                    rows[n][c].position, "", Fate.WARNING, f"Pecahan di bawah satuan %, dibaca {new}."
                )
                result[n][c] = replace(rows[n][c], text=new)
    return result


def _percent(text: str) -> bool:
    return bool(_PERCENT.match(fold(text) or text.strip()))


def _texts(row: Sequence[GridCell], columns: Sequence[int]) -> list[str]:
    return [t for c in columns if (t := row[c].text.strip()) and set(t) - set("-–— ")]


def _all_fractions(row: Sequence[GridCell], columns: Sequence[int]) -> bool:
    """Only figures from 0 to 1, and a broken one among them."""
    texts = _texts(row, columns)
    return (
        bool(texts)
        and all(_FRACTION.match(t) for t in texts)
        and any(re.search(r"[.,]\d*[1-9]", t) for t in texts)
    )


def _as_percent(text: str) -> str:
    """ "0,25" → "25%", without touching digits that a float would not keep."""
    whole, _, part = text.replace(".", ",").partition(",")
    part = part.ljust(2, "0")
    figure = (whole + part[:2]).lstrip("0") or "0"
    rest = part[2:].rstrip("0")
    return f"{figure}{',' + rest if rest else ''}%"
