"""Pieces of a cell's text with their looks: raised figures are marks of notes, struck-out text is
gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = re.compile(r"[\d*†‡()\[\],. ]+")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcdm]?m|[kcm]?M)$")
_POWERS = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text as it is set: struck out, or raised above the line."""

    text: str
    struck: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class PlainText:
    """What is left of runs, what was done to them in a sentence, and whether a person should
    look."""

    text: str
    note: str = ""
    doubtful: bool = False
    struck: bool = False  # everything that was there is struck out


def plain(runs: Iterable[Run]) -> PlainText:
    """The text that counts. Raised figures behind a unit of length stay ("m²"); where everything is
    raised, nothing is a mark."""
    kept = [r for r in runs if r.text]
    whole = "".join(r.text for r in kept if r.text.strip())
    struck = "".join(r.text for r in kept if r.struck).strip()
    standing = [r for r in kept if not r.struck]
    marks = any(not r.raised and r.text.strip() for r in standing)
    text = ""
    raised: list[str] = []
    doubtful = False
    for run in standing:
        mark = run.raised and marks and _MARK.fullmatch(run.text)
        if not mark:
            text += run.text
        elif run.text in _POWERS and _UNIT.search(text):
            text += _POWERS[run.text]
        elif run.text.strip():
            raised.append(run.text.strip())
            # 10² may have been meant as a power.
            doubtful |= text.rstrip()[-1:].isdigit()
        else:
            text += run.text
    notes = []
    if raised:
        notes.append(f"Angka kecil di atas baris (“{', '.join(raised)}”) adalah tanda catatan; tidak dibaca.")
    if struck:
        notes.append(f"Teks yang dicoret (“{_short(struck)}”) tidak dibaca.")
    gone = bool(struck) and not text.strip() and bool(whole)
    return PlainText(text, " ".join(notes), doubtful, gone)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
