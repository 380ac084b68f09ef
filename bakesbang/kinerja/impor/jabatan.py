"""Offices as paper calls them → offices of the agency, through their aliases. The printed text is kept beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bakesbang.kinerja.impor.kata import lipat

_UBAH = (
    (r"\bkabid\b", "kepala bidang"), (r"\bkasubbag\b|\bkasubag\b", "kepala subbagian"), (r"\bkasubbid\b", "kepala subbidang"),
    (r"\bkaban\b", "kepala badan"), (r"\bkasi\b", "kepala seksi"), (r"\bsub bagian\b", "subbagian"), (r"\bsub bidang\b", "subbidang"),
    (r"\borganisasi kemasyarakatan\b", "ormas"), (r"\bpoldagri\b", "politik dalam negeri"), (r"\bdan\b", " "), (r"\bka\b", "kepala"),
)  # fmt: skip
_PISAH = re.compile(r"\s*(?:\bdan\b|&|,|;|/|\n|\+|\bserta\b)\s*", re.IGNORECASE)
MIRIP = 0.84


@dataclass(frozen=True)
class Kantor:
    """An office with every name paper may give it: its title, aliases, and for a head the names of the unit."""

    kode: str
    sebutan: str
    nama: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def seragam(teks: str) -> str:
    """For comparing names of offices: short titles written out, "dan" and "&" alike."""
    kata = lipat(teks)
    for pola, ganti in _UBAH:
        kata = re.sub(pola, ganti, kata)
    return " ".join(kata.split())


@dataclass(frozen=True)
class Temuan:
    """``kode``: the offices, empty when the text names none we know; ``mirip``: the nearest ones then."""

    kode: tuple[str, ...]
    mirip: tuple[str, ...] = ()


class PencocokJabatan:
    def __init__(self, kantor: Sequence[Kantor]) -> None:
        self.kantor = tuple(kantor)
        self.nama: dict[str, str] = {}
        for k in self.kantor:
            for nama in (k.sebutan, *k.nama):
                self.nama.setdefault(seragam(nama), k.kode)

    def cari(self, teks: str) -> Temuan:
        """One office or several joined by "dan", commas or lines."""
        if satu := self._satu(teks):
            return Temuan((satu,))
        batas = [(m.start(), m.end()) for m in _PISAH.finditer(teks)][:12]
        if hasil := self._gabungan(teks, batas):
            return Temuan(tuple(dict.fromkeys(hasil)))
        return Temuan((), self._mirip(teks))

    def _satu(self, teks: str, depan: str = "") -> str | None:
        kata = seragam(f"{depan} {teks}")
        for coba in (
            kata,
            f"kepala {kata}",
            f"kepala bidang {kata}",
            f"bidang {kata}",
            re.sub(r"^kepala ", "", kata),
        ):
            if kode := self.nama.get(coba):
                return kode
        return None

    def _gabungan(self, teks: str, batas: list[tuple[int, int]]) -> list[str] | None:
        """Cuts at the joints so that every piece is an office; the longest first piece that works."""
        for mulai, akhir in reversed(batas):
            kiri = self._satu(teks[:mulai])
            if kiri is None:
                continue
            sisa = teks[akhir:]
            if kanan := self._satu(sisa):
                return [kiri, kanan]
            lanjut = [(a - akhir, b - akhir) for a, b in batas if a > akhir]
            if (kode := self._gabungan(sisa, lanjut)) is not None:
                return [kiri, *kode]
        return None

    def _mirip(self, teks: str) -> tuple[str, ...]:
        kata = seragam(teks)
        cocok, nilai = SequenceMatcher(None, b=kata), dict[str, float]()
        for nama, kode in self.nama.items():
            cocok.set_seq1(nama)
            if nama and cocok.real_quick_ratio() >= MIRIP and cocok.quick_ratio() >= MIRIP:
                nilai[kode] = max(nilai.get(kode, 0.0), cocok.ratio())
        return tuple(k for k, n in sorted(nilai.items(), key=lambda x: -x[1])[:2] if n >= MIRIP)
