"""Automatic numbers of Word: "1.1" before a paragraph is not in its text, yet everybody sees it
there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

MAX_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(slots=True)
class _Level:
    """How one level counts and how it is written."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""


@dataclass
class _List:
    """An abstract list: its levels, and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class WordNumbers:
    """The lists of a document; ``label`` is asked for every paragraph in order, because it
    counts."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: Element) -> str:
        """ "1.1" for this paragraph, "" without a number; bullets are no numbers."""
        number, level = self._number_of(paragraph)
        counted = self._lists.get(self._list_of.get(number, ""))
        if counted is None or level not in counted.levels:
            return ""
        for start_level, start in self._starts.pop(number, {}).items():
            counted.counts[start_level] = start - 1
        at = counted.levels[level]
        counted.counts[level] = counted.counts.get(level, at.start - 1) + 1
        for deeper in [n for n in counted.counts if n > level]:
            del counted.counts[deeper]
        if at.number_format in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda m: _written(counted, int(m[1]) - 1), at.text).strip()

    def _number_of(self, paragraph: Element) -> tuple[str, int]:
        properties = paragraph.find("w_pPr")
        if properties is None:
            return "", 0
        own = properties.find("w_numPr")
        style = properties.find("w_pStyle")
        inherited = self._of_style.get(_value(style), ("", 0)) if style is not None else ("", 0)
        if own is None:
            return inherited
        number = _value(own.find("w_numId")) or inherited[0]
        level = own.find("w_ilvl")
        return number, _count(level, inherited[1])

    def _read_lists(self, numbering: Element) -> None:
        for abstract in numbering.iterfind("w_abstractNum"):
            levels = {_count_of(e.get("w_ilvl"), 0): _level(e) for e in abstract.iterfind("w_lvl")}
            self._lists[abstract.get("w_abstractNumId", "")] = _List(levels)
        for number in numbering.iterfind("w_num"):
            key = number.get("w_numId", "")
            self._list_of[key] = _value(number.find("w_abstractNumId"))
            starts = {
                _count_of(e.get("w_ilvl"), 0): _count(e.find("w_startOverride"), 1)
                for e in number.iterfind("w_lvlOverride")
                if e.find("w_startOverride") is not None
            }
            if starts:
                self._starts[key] = starts

    def _read_styles(self, styles: Element) -> None:
        found = {s.get("w_styleId", ""): s for s in styles.iterfind("w_style")}
        for key in found:
            numbers = _inherited(found, key)
            if numbers is not None:
                number = _value(numbers.find("w_numId"))
                self._of_style[key] = number, _count(numbers.find("w_ilvl"), 0)


def _inherited(styles: dict[str, Element], key: str) -> Element | None:
    """The numbering of a style or of the nearest one that it is based on."""
    for _ in range(10):
        style = styles.get(key)
        if style is None:
            return None
        numbers = style.find("w_pPr/w_numPr")
        if numbers is not None:
            return numbers
        key = _value(style.find("w_basedOn"))
    return None


def _level(element: Element) -> _Level:
    return _Level(
        start=_count(element.find("w_start"), 1),
        number_format=_value(element.find("w_numFmt")) or "decimal",
        text=_value(element.find("w_lvlText"))[:40],
    )


def _written(counted: _List, level: int) -> str:
    at = counted.levels.get(level, _Level())
    number = counted.counts.get(level, at.start)
    return _FORMATS.get(at.number_format, str)(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    if not 0 < number < 500:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * (times + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
}


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("w_val", "")


def _count(element: Element | None, default: int) -> int:
    return _count_of(_value(element), default)


def _count_of(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
