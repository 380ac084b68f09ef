"""Headings as scans and narrow columns leave them: "lndikator", "Tar-get", "Sasaran Strategls". A word that is no
heading word but one letter away from one is taken for it. Pure."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

MIRIP = 0.85
PANJANG_MIN = 5
KATA_JUDUL = frozenset(
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
_PENGGAL = re.compile(r"(?<=[^\W\d_])-\s*(?=[a-z])")
_KATA = re.compile(r"[^\W\d_]{5,}")


@lru_cache(maxsize=4096)
def ejaan_judul(teks: str) -> str:
    """The heading with its broken and misread words mended; anything else stays as it is."""
    sambung = _PENGGAL.sub("", teks)
    if sambung != teks and not any(k in KATA_JUDUL for k in _kata(sambung) - _kata(teks)):
        sambung = teks
    return _KATA.sub(lambda cocok: _satu(cocok[0]), sambung)


def _kata(teks: str) -> set[str]:
    return set(_KATA.findall(teks.casefold()))


@lru_cache(maxsize=8192)
def _satu(kata: str) -> str:
    polos = kata.casefold()
    if polos in KATA_JUDUL:
        return kata
    # A capital I is read as a small l and the other way round; one cannot tell them apart on paper.
    dekat = get_close_matches(polos, KATA_JUDUL, 1, MIRIP)
    return dekat[0] if dekat and abs(len(dekat[0]) - len(polos)) <= 1 else kata
