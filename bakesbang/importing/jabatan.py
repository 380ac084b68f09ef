"""Offices as paper calls them → offices of the agency, through their aliases. The printed text is kept beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bakesbang.importing.vocabulary import fold

_REWRITES = (
    (r"\bkabid\b", "kepala bidang"), (r"\bkasubbag\b|\bkasubag\b", "kepala subbagian"), (r"\bkasubbid\b", "kepala subbidang"),
    (r"\bkaban\b", "kepala badan"), (r"\bkasi\b", "kepala seksi"), (r"\bsub bagian\b", "subbagian"), (r"\bsub bidang\b", "subbidang"),
    (r"\borganisasi kemasyarakatan\b", "ormas"), (r"\bpoldagri\b", "politik dalam negeri"), (r"\bdan\b", " "), (r"\bka\b", "kepala"),
)  # fmt: skip
_JOINTS = re.compile(r"\s*(?:\bdan\b|&|,|;|/|\n|\+|\bserta\b)\s*", re.IGNORECASE)
ALIKE = 0.84


@dataclass(frozen=True)
class Office:
    """An office with every name paper may give it: its title, aliases, and for a head the names of the unit."""

    code: str
    label: str
    name: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def uniform(text: str) -> str:
    """For comparing names of offices: short titles written out, "dan" and "&" alike."""
    words = fold(text)
    for pattern, replacement in _REWRITES:
        words = re.sub(pattern, replacement, words)
    return " ".join(words.split())


@dataclass(frozen=True)
class Finding:
    """``code``: the offices, empty when the text names none we know; ``similar``: the nearest ones then."""

    code: tuple[str, ...]
    similar: tuple[str, ...] = ()


class OfficeMatcher:
    def __init__(self, offices: Sequence[Office]) -> None:
        self.offices = tuple(offices)
        self.name: dict[str, str] = {}
        for k in self.offices:
            for name in (k.label, *k.name):
                self.name.setdefault(uniform(name), k.code)

    def find(self, text: str) -> Finding:
        """One office or several joined by "dan", commas or lines."""
        if one := self._one(text):
            return Finding((one,))
        limit = [(m.start(), m.end()) for m in _JOINTS.finditer(text)][:12]
        if result := self._joined(text, limit):
            return Finding(tuple(dict.fromkeys(result)))
        return Finding((), self._alike(text))

    def _one(self, text: str, front: str = "") -> str | None:
        words = uniform(f"{front} {text}")
        for attempt in (
            words,
            f"kepala {words}",
            f"kepala bidang {words}",
            f"bidang {words}",
            re.sub(r"^kepala ", "", words),
        ):
            if code := self.name.get(attempt):
                return code
        return None

    def _joined(self, text: str, limit: list[tuple[int, int]]) -> list[str] | None:
        """Cuts at the joints so that every piece is an office; the longest first piece that works."""
        for begin, end in reversed(limit):
            left = self._one(text[:begin])
            if left is None:
                continue
            leftover = text[end:]
            if right := self._one(leftover):
                return [left, right]
            rest = [(a - end, b - end) for a, b in limit if a > end]
            if (code := self._joined(leftover, rest)) is not None:
                return [left, *code]
        return None

    def _alike(self, text: str) -> tuple[str, ...]:
        words = uniform(text)
        match, value = SequenceMatcher(None, b=words), dict[str, float]()
        for name, code in self.name.items():
            match.set_seq1(name)
            if name and match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE:
                value[code] = max(value.get(code, 0.0), match.ratio())
        return tuple(k for k, n in sorted(value.items(), key=lambda x: -x[1])[:2] if n >= ALIKE)
