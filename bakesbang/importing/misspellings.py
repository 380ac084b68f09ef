"""Words that look misspelt because the same file writes them otherwise: told, never changed (domain guide §3)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from bakesbang.importing.ledger import Fate, Ledger

_WORD = re.compile(r"[a-z]{6,24}")
MAX_WORDS = 20_000


def check_spelling(ledger: Ledger) -> None:
    """Marks a word that stands once when one letter away stands a word used at least twice."""
    count: Counter[str] = Counter()
    place: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for position, entry in ledger.cells.items():
        for words in set(_WORD.findall(entry.text.casefold())):
            count[words] += 1
            place[words].append(position)
    if len(count) > MAX_WORDS:
        return
    usual: dict[str, str] = {}
    for words, total in count.items():
        if total >= 2:
            for shape in _without_one(words):
                usual.setdefault(shape, words)
    for words, total in count.items():
        if total == 1 and (guess := next((usual[b] for b in _without_one(words) if b in usual), None)):
            if len(guess) == len(words) and guess[0] != words[0]:
                continue  # two words of the language: rencana, bencana
            ledger.note(
                place[words][0], "", Fate.WARNING, f"“{words}” mungkin “{guess}”. Ejaan asli disimpan."
            )


def _without_one(words: str) -> list[str]:
    """The word itself and every form with one letter left out."""
    return [words, *(words[:n] + words[n + 1 :] for n in range(len(words)))]
