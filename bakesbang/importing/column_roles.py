"""What a column holds: its heading's words, read as a table of cases of which the first that fits decides, and
what stands below the heading where the words leave a doubt. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bakesbang.calculation.values.value import ValueState, read_value
from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.vocabulary import (
    ColumnRole,
    fold,
    heading_role,
    quarter_named,
    split_four,
    split_tw,
)

Found = tuple[ColumnRole, int]
ROMAN_MONTHS = {
    name: number
    for number, name in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
}
MONTH_FIGURE = re.compile(r"0?[1-9]|1[0-2]|x|xi{1,2}|ix|i{1,3}|iv|vi{0,3}")
_MONEY = re.compile(
    r"(?:\b(?:dan|serta)\b\s*|[&/]\s*)?\b(?:anggaran|pagu|dana|biaya|keuangan|rp|indikatif)\b"
    r"(?:\s*(?:dan|serta|&|/))?",
    re.IGNORECASE,
)
_MONEY_TIP = re.compile(r"^(?:rp|rupiah|keuangan|anggaran|pagu|dana|biaya)\b")
_TARGET_TIP = re.compile(r"^(?:k|t|kinerja|fisik|target(?: kinerja| capaian)?|volume)$")
_SHORT_TIPS = {"t": "target", "r": "realisasi", "c": "capaian", "k": "target", "kinerja": "target"}
# Words that say what a column holds whatever group it stands in.
_FIRM = (
    ColumnRole.SATUAN,
    ColumnRole.ALASAN,
    ColumnRole.FORMULA,
    ColumnRole.SUMBER_DATA,
    ColumnRole.DEFINISI,
    ColumnRole.PENANGGUNG_JAWAB,
)


@dataclass(frozen=True)
class Heading:
    """A heading in its parts from the top: the group names and, at the tip, what the column itself is called."""

    parts: tuple[str, ...]
    monthly: bool = False

    @property
    def group(self) -> str:
        return " ".join(self.parts[:-1])

    @property
    def tip(self) -> str:
        return fold(self.parts[-1])

    @property
    def grouped(self) -> bool:
        return len(self.parts) > 1


def _month_code(h: Heading) -> Found | None:
    match = re.fullmatch(r"b ?(0?[1-9]|1[0-2])", h.tip) if h.monthly else None
    return (ColumnRole.MONTH, int(match[1])) if match else None


def _under_note(h: Heading) -> Found | None:
    """A group of realizations or of a baseline makes notes of everything below it."""
    owned = heading_role(h.group) if h.grouped else None
    return owned if owned is not None and owned[0] == ColumnRole.NOTE else None


def _firm_tip(h: Heading) -> Found | None:
    own = heading_role(h.tip) if h.grouped else None
    return own if own is not None and own[0] in _FIRM else None


def _money_tip(h: Heading) -> Found | None:
    if h.grouped and _MONEY_TIP.match(h.tip):
        return ColumnRole.BUDGET, quarter_named(h.group)
    return None


def _month_number(h: Heading) -> Found | None:
    if h.grouped and MONTH_FIGURE.fullmatch(h.tip) and "bulan" in fold(h.group).split():
        return ColumnRole.MONTH, ROMAN_MONTHS.get(h.tip) or int(h.tip)
    return None


def _target_under_money(h: Heading) -> Found | None:
    """ "Target dan Pagu Indikatif", "Kinerja dan Anggaran" above K and Rp: the words of money go with Rp."""
    if not (h.grouped and _TARGET_TIP.match(h.tip)):
        return None
    return heading_role(f"{_MONEY.sub(' ', h.group)} {_SHORT_TIPS.get(h.tip, h.parts[-1])}")


def _target_with_money(h: Heading) -> Found | None:
    """One heading for target and money that nothing below divides: its cells hold the target."""
    words = fold(" ".join(h.parts))
    if re.search(r"\btarget\b.*\b(?:dan|serta)\b.*\b(?:anggaran|pagu)\b", words):
        return heading_role(_MONEY.sub(" ", " ".join(h.parts)))
    return None


def _all_words(h: Heading) -> Found | None:
    if not h.grouped:
        return heading_role(h.parts[0])
    return heading_role(f"{h.group} {_SHORT_TIPS.get(h.tip, h.parts[-1])}")


CASES: tuple[Callable[[Heading], Found | None], ...] = (
    _month_code,
    _under_note,
    _firm_tip,
    _money_tip,
    _month_number,
    _target_under_money,
    _target_with_money,
    _all_words,
)


def column_role(parts: tuple[str, ...], *, monthly: bool = False) -> Found | None:
    """Role of a column under its group names, with the quarter or month it names (else 0)."""
    if not parts:
        return None
    heading = Heading(parts, monthly)
    return next((found for case in CASES if (found := case(heading)) is not None), None)


# ── by what stands below ──
SAMPLE = 60  # rows that tell what a column holds
_OFFICE = re.compile(
    r"\b(?:bidang|bagian|seksi|sub ?bagian|sekretariat|sekretaris|kepala|kabid|kasi|kasubb?ag|dinas|badan|kantor|"
    r"unit|uptd?|irban|inspektur|tim)\b"
)
# Of two columns of one role, the one whose heading says it best.
_BEST_WORDS = {
    ColumnRole.PENANGGUNG_JAWAB: (r"penanggung ?jawab|^pj$|^pic$", r"pelaksana|pengampu", r""),
    ColumnRole.SATUAN: (r"^satuan", r"^sat$", r""),
    ColumnRole.FORMULA: (r"formula|rumus", r""),
    ColumnRole.SUMBER_DATA: (r"^sumber data", r""),
    ColumnRole.DEFINISI: (r"definisi operasional", r""),
}


def settled_by_content(columns: list[Column], body: Sequence[Sequence[GridCell]]) -> list[Column]:
    """Roles that the cells below decide: four quarters inside one cell, numbers where words were expected, two
    columns of one role."""
    result = list(columns)
    for n, column in enumerate(result):
        texts = [t for row in body[:SAMPLE] if (t := row[n].text.strip())]
        result[n] = _one_settled(column, texts, result)
    return _without_rivals(result, body)


def _one_settled(column: Column, texts: list[str], columns: list[Column]) -> Column:
    role = column.role
    if role in (ColumnRole.TARGET, ColumnRole.PERIOD, ColumnRole.NOTE, None) and _mostly(
        texts, four_quarters
    ):
        return replace(column, role=ColumnRole.TW_ALL)
    order = column.order
    taken = any(x.role == ColumnRole.TW and x.order == order for x in columns)
    if role == ColumnRole.PENJELASAN and order and not taken and _mostly(texts, _is_number):
        return replace(column, role=ColumnRole.TW)
    return column


def four_quarters(text: str) -> bool:
    """Whether one cell holds several quarters with their names."""
    return len(split_tw(text)) >= 2 or bool(split_four(text, labelled=True))


def _is_number(text: str) -> bool:
    return read_value(text).state != ValueState.TEXT


def _mostly(texts: list[str], fits: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(1 for t in texts if fits(t)) * 10 >= len(texts) * 6


def _without_rivals(columns: list[Column], body: Sequence[Sequence[GridCell]]) -> list[Column]:
    result = list(columns)
    for role, words in _BEST_WORDS.items():
        rivals = [n for n, k in enumerate(result) if k.role == role]
        if len(rivals) < 2:
            continue
        best = min(rivals, key=lambda n: (_rank(result[n].heading, words), n))
        offices = any(k.role == ColumnRole.PENANGGUNG_JAWAB for k in result)
        for n in rivals:
            if n == best:
                continue
            texts = [t for row in body[:SAMPLE] if (t := row[n].text.strip())]
            office = role == ColumnRole.SATUAN and not offices and _mostly(texts, _names_office)
            new_role = ColumnRole.PENANGGUNG_JAWAB if office else ColumnRole.NOTE
            result[n] = replace(result[n], role=new_role)
    return result


def _names_office(text: str) -> bool:
    return bool(_OFFICE.search(fold(text)))


def _rank(heading: str, words: Sequence[str]) -> int:
    return next(n for n, pattern in enumerate(words) if re.search(pattern, fold(heading)))
