"""Which row of a file is which row of the document it is imported into again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bakesbang.importing.vocabulary import fold

ALIKE = 0.6
SAME_PLACE = 0.12  # standing at the same place among its siblings counts this much


@dataclass(frozen=True)
class Item:
    """One row with what it may be known by."""

    key: str
    text: str


@dataclass(frozen=True)
class Pairing:
    """``certain``: new → old, by key or words; ``guess``: pairs to be confirmed, best first."""

    certain: dict[int, int]
    guess: tuple[tuple[int, int], ...]


def pair(old: Sequence[Item], new: Sequence[Item]) -> Pairing:
    """By key, else by the same words in order, else the most alike, each row at most once."""
    certain: dict[int, int] = {}
    for trait in (lambda x: x.key, lambda x: fold(x.text)):
        free: dict[str, list[int]] = {}
        for n, x in enumerate(old):
            if n not in certain.values() and trait(x):
                free.setdefault(trait(x), []).append(n)
        for n, x in enumerate(new):
            if n not in certain and (candidates := free.get(trait(x))):
                certain[n] = candidates.pop(0)
    return Pairing(certain, tuple(_guesses(old, new, certain)))


def _guesses(old: Sequence[Item], new: Sequence[Item], certain: dict[int, int]) -> list[tuple[int, int]]:
    left_old = [n for n in range(len(old)) if n not in certain.values()]
    left_new = [n for n in range(len(new)) if n not in certain]
    value = []
    for b in left_new:
        match = SequenceMatcher(None, b=fold(new[b].text))
        for a in left_old:
            match.set_seq1(fold(old[a].text))
            if match.real_quick_ratio() + SAME_PLACE < ALIKE or match.quick_ratio() + SAME_PLACE < ALIKE:
                continue
            figure = match.ratio() + (SAME_PLACE if a == b else 0)
            if figure >= ALIKE:
                value.append((figure, b, a))
    result: list[tuple[int, int]] = []
    for _, b, a in sorted(value, key=lambda x: (-x[0], x[1], x[2])):
        if all(b != x and a != y for x, y in result):
            result.append((b, a))
    return result
