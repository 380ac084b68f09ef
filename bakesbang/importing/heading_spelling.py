"""Headings as scans and narrow columns leave them: "lndikator", "Tar-get", "Sasaran Strategls". A word that is no
heading word but one letter away from one is taken for it. Pure."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

ALIKE = 0.85
MIN_LENGTH = 5
HEADING_WORDS = frozenset(
    [
        "alasan",
        "anggaran",
        "capaian",
        "definisi",
        "formula",
        "formulasi",
        "indikator",
        "jawab",
        "kegiatan",
        "keterangan",
        "kinerja",
        "kumulatif",
        "lokasi",
        "operasional",
        "pelaksana",
        "penanggung",
        "penanggungjawab",
        "penghitungan",
        "penjelasan",
        "perhitungan",
        "program",
        "realisasi",
        "rumus",
        "sasaran",
        "satuan",
        "strategis",
        "subkegiatan",
        "sumber",
        "target",
        "tahunan",
        "triwulan",
        "tujuan",
        "utama",
    ]
)
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s*(?=[a-z])")
_WORD = re.compile(r"[^\W\d_]{5,}")


@lru_cache(maxsize=4096)
def heading_spelling(text: str) -> str:
    """The heading with its broken and misread words mended; anything else stays as it is."""
    join = _BROKEN.sub("", text)
    if join != text and not any(k in HEADING_WORDS for k in _words(join) - _words(text)):
        join = text
    return _WORD.sub(lambda match: _one(match[0]), join)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


@lru_cache(maxsize=8192)
def _one(words: str) -> str:
    polos = words.casefold()
    if polos in HEADING_WORDS:
        return words
    # A capital I is read as a small l and the other way round; one cannot tell them apart on paper.
    near = get_close_matches(polos, HEADING_WORDS, 1, ALIKE)
    return near[0] if near and abs(len(near[0]) - len(polos)) <= 1 else words
