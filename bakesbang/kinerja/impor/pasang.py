"""Which row of a file is which row of the document it is imported into again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bakesbang.kinerja.impor.kata import lipat

MIRIP = 0.6
SETEMPAT = 0.12  # standing at the same place among its siblings counts this much


@dataclass(frozen=True)
class Butir:
    """One row with what it may be known by."""

    kunci: str
    teks: str


@dataclass(frozen=True)
class Pasangan:
    """``pasti``: new → old, by key or words; ``duga``: pairs to be confirmed, best first."""

    pasti: dict[int, int]
    duga: tuple[tuple[int, int], ...]


def pasangkan(lama: Sequence[Butir], baru: Sequence[Butir]) -> Pasangan:
    """By key, else by the same words in order, else the most alike, each row at most once."""
    pasti: dict[int, int] = {}
    for ciri in (lambda x: x.kunci, lambda x: lipat(x.teks)):
        bebas: dict[str, list[int]] = {}
        for n, x in enumerate(lama):
            if n not in pasti.values() and ciri(x):
                bebas.setdefault(ciri(x), []).append(n)
        for n, x in enumerate(baru):
            if n not in pasti and (calon := bebas.get(ciri(x))):
                pasti[n] = calon.pop(0)
    return Pasangan(pasti, tuple(_duga(lama, baru, pasti)))


def _duga(lama: Sequence[Butir], baru: Sequence[Butir], pasti: dict[int, int]) -> list[tuple[int, int]]:
    sisa_lama = [n for n in range(len(lama)) if n not in pasti.values()]
    sisa_baru = [n for n in range(len(baru)) if n not in pasti]
    nilai = []
    for b in sisa_baru:
        cocok = SequenceMatcher(None, b=lipat(baru[b].teks))
        for a in sisa_lama:
            cocok.set_seq1(lipat(lama[a].teks))
            if cocok.real_quick_ratio() + SETEMPAT < MIRIP or cocok.quick_ratio() + SETEMPAT < MIRIP:
                continue
            angka = cocok.ratio() + (SETEMPAT if a == b else 0)
            if angka >= MIRIP:
                nilai.append((angka, b, a))
    hasil: list[tuple[int, int]] = []
    for _, b, a in sorted(nilai, key=lambda x: (-x[0], x[1], x[2])):
        if all(b != x and a != y for x, y in hasil):
            hasil.append((b, a))
    return hasil
