"""Finding the heading of a table by its words, wherever it stands, and the role of every column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bakesbang.importing.column_roles import MONTH_FIGURE, column_role, settled_by_content
from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.vocabulary import (
    GOAL,
    ColumnRole,
    fold,
    heading_levels,
    heading_role,
    squeeze,
)

ROWS_SEARCHED = 80
TRIWULAN = re.compile(r"\b(t ?w|tri ?wulan|trw|tribulan|kuartal)\b")
HEADING_WORDS = 12
HEADER_FAR = 3  # rows; a fuller heading further down is that of another table


@dataclass(frozen=True)
class TableHeader:
    """Rows ``start`` up to before ``end`` are the heading; ``columns`` has one entry per column."""

    start: int
    end: int
    columns: tuple[Column, ...]
    heading_rows: tuple[tuple[str, ...], ...] = ()
    begin: int = 0  # the row of the sheet from which rows are counted

    def find(self, *role: ColumnRole) -> list[Column]:
        return [k for k in self.columns if k.role in role]


def find_header(row: Sequence[Sequence[GridCell]], tahun: int = 0) -> TableHeader | None:
    """The heading with the most different roles; None when no row reads like one."""
    value = [_header_score(content) for content in row[:ROWS_SEARCHED]]
    if max(value, default=0) < 2:
        return None
    best = value.index(max(value))
    best = next(
        (n for n, x in enumerate(value[:best]) if x >= 3 and n + HEADER_FAR < best and _complete(row[n])),
        best,
    )
    rows = _header_rows(row, best)
    heading = _title([row[n] for n in rows])
    start, end = rows[0], rows[-1] + 1
    return TableHeader(
        start,
        end,
        assign_roles(heading, tahun, body=row[end:]),
        tuple(tuple(fold(s.text) for s in row[n]) for n in rows),
    )


def _header_rows(row: Sequence[Sequence[GridCell]], best: int) -> list[int]:
    """The rows of a heading from the top; the row of column numbers may stand between two of them."""
    rows = [best]
    following = best + 1
    while following < len(row):
        goes_on = _header_goes_on(row[following], row[rows[-1]])
        if not goes_on and column_number_row(row[following]) and following + 1 < len(row):
            following += 1
            goes_on = _header_goes_on(row[following], row[rows[-1]])
        if not goes_on:
            break
        rows.append(following)
        following += 1
    while rows[0] > 0 and _above_header(row[rows[0] - 1], row[rows[0]]):
        rows.insert(0, rows[0] - 1)
    return rows


def _complete(content: Sequence[GridCell]) -> bool:
    """A heading that names an indicator and something beside it that a plan holds."""
    role = {p for s in content if (found := heading_role(s.text)) for p in found[:1]}
    return ColumnRole.INDIKATOR in role and bool(
        role & {ColumnRole.TARGET, ColumnRole.TW, ColumnRole.FORMULA, ColumnRole.SUMBER_DATA}
    )


def _header_score(content: Sequence[GridCell]) -> int:
    """Number of different roles; 0 for a row that is no heading."""
    filled = [s.text for s in content if s.text.strip()]
    if len(filled) < 2:
        return 0
    role = [heading_role(t) if len(t.split()) <= HEADING_WORDS and "=" not in t else None for t in filled]
    known = [p for p in role if p is not None]
    if len(known) < 2 or len(known) * (3 if len({p for p, _ in known}) > 2 else 2) < len(filled):
        return 0
    kinds = {p for p, _ in known}
    if not kinds & {ColumnRole.SASARAN, ColumnRole.INDIKATOR}:
        return 0
    return len(kinds)


def _short(text: str, words: int = 6) -> bool:
    return len(text.split()) <= words and "=" not in text


def _header_goes_on(content: Sequence[GridCell], above: Sequence[GridCell]) -> bool:
    """A second heading row: short words that name roles, below a blank or merged heading cell."""
    filled = [(n, s.text) for n, s in enumerate(content) if s.text.strip()]
    if not filled or not all(_short(t) for _, t in filled):
        return False
    if _divides_groups(content, above, [n for n, _ in filled]):
        return True
    sequence = _tw_sequence([fold(s.text) for s in content])
    if not all(
        n in sequence
        or _bare_tw(t, above)
        or heading_role(t)
        or re.fullmatch(r"\W*(20\d\d|k|rp|t|r|c|fisik|%)?\W*", t.strip().casefold())
        for n, t in filled
    ):
        return False
    group = {n for n, s in enumerate(above) if not s.text.strip()}
    return any(n in group or n + 1 in group for n, _ in filled)


def _divides_groups(content: Sequence[GridCell], above: Sequence[GridCell], filled: Sequence[int]) -> bool:
    """A row that merges prove to be part of the heading, whatever its words: it divides cells that are merged
    sideways, and everything else of it continues the heading above."""
    sideways = {
        c
        for n, cell in enumerate(above[1:], start=1)
        if cell.anchor is not None and cell.anchor[0] == cell.position[1]
        for c in (n, cell.anchor[1])
    }
    rest = [cell for n, cell in enumerate(content) if n not in filled and n not in sideways]
    merged = all(cell.anchor is not None and cell.anchor[0] < cell.position[1] for cell in rest)
    known = any(heading_role(content[n].text) for n in filled)
    return len(filled) > 1 and known and bool(rest) and merged and all(n in sideways for n in filled)


def _bare_tw(text: str, above: Sequence[GridCell]) -> bool:
    """A bare I, II, III, IV under a heading that speaks of quarters, or B03, B06, B09, B12."""
    words, heading = fold(text), [fold(s.text) for s in above]
    if re.fullmatch(r"b ?(0?\d|1[0-2])", words):
        return True
    if MONTH_FIGURE.fullmatch(words) and any("bulan" in j.split() for j in heading):
        return True
    return bool(re.fullmatch(r"i{1,3}|iv|[1-4]", words)) and any(TRIWULAN.search(j) for j in heading)


def _above_header(content: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """A row of group names above the heading: two or more short cells, not a title."""
    filled = [s.text for s in content if s.text.strip()]
    return (
        len(filled) >= 2 and all(_short(t, 8) and ":" not in t for t in filled) and _header_score(below) > 0
    )


def _title(row: Sequence[Sequence[GridCell]]) -> list[tuple[str, ...]]:
    """The headings of each column from the top; a merged heading counts in every column that it covers, and a
    group name that is not merged reaches over the columns that have a heading of their own below."""
    texts = {cell.position[1:]: squeeze(cell.text) for content in row for cell in content}
    heading: list[list[str]] = [[] for _ in range(len(row[0]))]
    for n, content in enumerate(row):
        below = row[n + 1 :]
        current = ""
        for c, cell in enumerate(content):
            text = squeeze(cell.text)
            if cell.anchor is not None and not text:
                text = texts.get(cell.anchor, "")
                current = ""
            elif text:
                current = text
            elif not any(b[c].text.strip() for b in below) or any(b[c].text.strip() for b in row[:n]):
                current = "" if not cell.continued else current
                continue
            else:
                text = current
            if text and text not in heading[c]:
                heading[c].append(text)
    return [tuple(parts) for parts in heading]


def assign_roles(
    heading: Sequence[tuple[str, ...]],
    tahun: int = 0,
    chosen: Mapping[str, str] | None = None,
    body: Sequence[Sequence[GridCell]] = (),
) -> tuple[Column, ...]:
    """Roles from headings and, where they leave a doubt, from what stands below them (``body``); ``chosen``
    (column number → "sasaran:2", "tw:3" …) is a person's own choice."""
    columns = []
    sequence = _tw_sequence([fold(j[-1]) if j else "" for j in heading])
    monthly = sum(1 for j in heading if j and re.fullmatch(r"b ?0?[12]", fold(j[-1]))) == 2
    for n, parts in enumerate(heading):
        text = " ".join(parts)
        found = column_role(parts, monthly=monthly)
        if n in sequence and (found is None or found[0] in (ColumnRole.TARGET, ColumnRole.PERIOD)):
            found = ColumnRole.TW, sequence[n]
        # A heading in words we do not know still names its cells: they are kept as notes under it.
        role, order = found if found else (ColumnRole.NOTE if text.strip() else None, 0)
        jenjang = heading_levels(text) if role in (ColumnRole.SASARAN, ColumnRole.INDIKATOR) else ()
        columns.append(Column(n, text, role, jenjang, order, parts=parts))
    columns = settled_by_content(columns, body)
    for n, k in enumerate(columns):
        if choice := (chosen or {}).get(str(n)):
            role, jenjang, order = _chosen_role(choice)
            columns[n] = replace(k, role=role, jenjang=jenjang, order=order)
    return _grouped(_one_target(_with_levels(columns), tahun))


def _tw_sequence(tip: Sequence[str]) -> dict[int, int]:
    """Column → quarter where four neighbours are called I, II, III, IV and no fifth one goes on."""
    result: dict[int, int] = {}
    for n in range(len(tip) - 3):
        if list(tip[n : n + 4]) == ["i", "ii", "iii", "iv"] and list(tip[n + 4 : n + 5]) != ["v"]:
            result |= {n + k: k + 1 for k in range(4)}
    return result


_SEQUENCES = {ColumnRole.TW: 4, ColumnRole.MONTH: 12}


def _chosen_role(text: str) -> tuple[ColumnRole | None, tuple[int, ...], int]:
    name, _, number = text.partition(":")
    role = ColumnRole(name) if name in set(ColumnRole) else None
    figure = int(number) if re.fullmatch(r"[0-9]{1,2}", number) else 0
    if role in (ColumnRole.SASARAN, ColumnRole.INDIKATOR):
        return role, (figure,) if 1 <= figure <= 5 else (), 0
    if role in _SEQUENCES and not 1 <= figure <= _SEQUENCES[role]:
        return None, (), 0
    return role, (), figure if role in _SEQUENCES or figure <= 4 else 0


def _with_levels(column: list[Column]) -> list[Column]:
    """Levels of the objective columns: what their words say, and never the same level twice."""
    column = _goals(column)
    sasaran = sorted(
        (k for k in column if k.role == ColumnRole.SASARAN),
        key=lambda k: (min(k.jenjang, default=9), k.index),
    )
    last, made = GOAL - 1, {}
    for k in sasaran:
        jenjang = k.jenjang or (max(last, GOAL) + 1,)
        if min(jenjang) <= last:
            jenjang = (last + 1,)
        last = max(jenjang)
        made[k.index] = (
            replace(k, jenjang=jenjang) if last <= 5 else replace(k, role=ColumnRole.NOTE, jenjang=())
        )
    return [made.get(k.index, k) for k in column]


def _goals(column: list[Column]) -> list[Column]:
    """A column of tujuan beside one of sasaran stands above the plan's first level."""
    sasaran = [k for k in column if k.role == ColumnRole.SASARAN]
    above = [
        k
        for k in sasaran
        if k.jenjang == (1,) and fold(k.heading).startswith("tujuan") and "sasaran" not in fold(k.heading)
    ]
    other = [
        k
        for k in sasaran
        if k not in above and "sasaran" in fold(k.heading) and (not k.jenjang or min(k.jenjang) == 1)
    ]
    if len(above) != 1 or not other:
        return column
    return [
        replace(k, jenjang=(GOAL,))
        if k is above[0]
        else replace(k, jenjang=k.jenjang or (1,))
        if k is other[0]
        else k
        for k in column
    ]


def _one_target(column: list[Column], tahun: int) -> list[Column]:
    """Of several year targets of one indicator the plan's own year, else the first; the rest become notes."""
    result, gathered = list(column), []
    for k in [*column, Column(len(column), "", ColumnRole.INDIKATOR)]:
        if k.role == ColumnRole.TARGET:
            gathered.append(k)
        # Left of a column that names the quarter stands the year's target, right of it the quarter's.
        if k.role in (ColumnRole.INDIKATOR, ColumnRole.PERIOD) and gathered:
            main = next((t for t in gathered if tahun and str(tahun) in t.heading), gathered[0])
            for t in gathered:
                if t is not main:
                    result[t.index] = replace(t, role=ColumnRole.NOTE)
            gathered = []
    return result


def _grouped(column: list[Column]) -> tuple[Column, ...]:
    """Each indicator column begins a group; what stands to its right, up to the next one, belongs to it."""
    result: list[Column] = []
    indikator = [k for k in column if k.role == ColumnRole.INDIKATOR]
    sasaran = {k.index: k for k in column if k.role == ColumnRole.SASARAN}
    group = -1
    taken: set[int] = set()
    for k in column:
        if k.role == ColumnRole.INDIKATOR:
            group += 1
            left = [s for n, s in sasaran.items() if n < k.index and n not in taken] or list(
                sasaran.values()
            )[:1]
            if not [n for n in sasaran if n < k.index and n not in taken] and taken:
                left = [sasaran[max(taken)]]
            taken |= {s.index for s in left}
            jenjang = tuple(sorted({j for s in left for j in s.jenjang}))
            label_of = set(k.jenjang) & {j for s in sasaran.values() for j in s.jenjang}
            if len(label_of) == 1 and len(k.jenjang) == 1 and len(jenjang) > 1 and len(indikator) > 1:
                jenjang = tuple(label_of)
            k = replace(k, jenjang=jenjang or (1,), group=group)
        else:
            if _without_indikator(k, column):
                group += 1
                taken.add(k.index)
            elif (
                k.role == ColumnRole.SASARAN
                and k.jenjang == (5,)
                and group >= 0
                and not _valued(column[k.index :])
            ):
                k = replace(k, role=ColumnRole.PENJELASAN, jenjang=())
            k = replace(k, group=max(group, 0))
        result.append(k)
    return tuple(result)


def _valued(column: Sequence[Column]) -> bool:
    return any(
        k.role in (ColumnRole.TW, ColumnRole.MONTH, ColumnRole.TW_ALL, ColumnRole.TARGET) for k in column
    )


def _without_indikator(k: Column, column: Sequence[Column]) -> bool:
    """Steps between an indicator and the values, "Indikator, Rencana aksi, TW I …": the values are the step's."""
    if k.role != ColumnRole.SASARAN:
        return False
    left, right = column[: k.index], column[k.index + 1 :]
    limit = next((n for n, x in enumerate(right) if x.role == ColumnRole.SASARAN), len(right))
    indikator = next((x.index for x in left if x.role == ColumnRole.INDIKATOR), 0)
    if not any(x.role == ColumnRole.SASARAN for x in column[:indikator]):
        return False  # columns in an order of their own: it is the indicator's own objective
    exists = any(x.role == ColumnRole.INDIKATOR for x in left) and not any(
        x.role == ColumnRole.INDIKATOR for x in right
    )
    return exists and _valued(right[:limit])


def other_header(content: Sequence[GridCell], header: TableHeader) -> bool:
    """The heading of another table further down the same sheet: three roles or more and nothing but headings."""
    filled = [s.text for s in content if s.text.strip()]
    everything = all(_short(t) and heading_role(t) and not any(map(str.isdigit, t)) for t in filled)
    funded = len(filled) >= 3 and any(re.search(r"\b(anggaran|pagu)\b", fold(t)) for t in filled)
    return (
        everything and _header_score(content) >= (2 if funded else 3) and not repeated_header(content, header)
    )


def repeated_header(content: Sequence[GridCell], header: TableHeader) -> bool:
    """A heading printed again on the next page."""
    words = [fold(s.text) for s in content]
    filled = [n for n, k in enumerate(words) if k]
    for heading in header.heading_rows:
        same = sum(1 for n in filled if n < len(heading) and words[n] == heading[n])
        if len(filled) >= 2 and same >= 2 and same * 10 >= len(filled) * 7:
            return True
    return False


_COLUMN_NUMBER = re.compile(
    r"[(\[]?(\d{1,2}|[a-z])[a-z]?[)\].]?"
    r"(?:\s*[=:]?\s*[(\[]?[\d\s+x×:÷/()*%–-]*\d[\d\s+x×:÷/()*%-]*)?",
    re.IGNORECASE,
)


def column_number_row(content: Sequence[GridCell]) -> bool:
    """The row 1 2 3 … under a heading: rising, with gaps where columns were taken out, and with the formulas
    that some columns are computed by ("9 = 5+6+7+8")."""
    filled = [s.text.strip() for s in content if s.text.strip()]
    match = [_COLUMN_NUMBER.fullmatch(t) for t in filled]
    if len(match) < 3 or not all(match):
        return False
    labels = [m[1].casefold() for m in match if m]
    if any(t.isdigit() for t in labels) != all(t.isdigit() for t in labels):
        return False
    figures = [int(t) if t.isdigit() else ord(t) - 96 for t in labels]
    steps = [b - a for a, b in itertools.pairwise(figures)]
    close = sum(1 for step in steps if step == 1) * 2 >= len(steps)
    rising = close and all(0 <= step <= 9 for step in steps)
    return rising and figures[0] in (0, 1, 2) and figures[-1] >= 3
