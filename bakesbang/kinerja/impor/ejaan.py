"""Words that look misspelt because the same file writes them otherwise: told, never changed (domain guide §3)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from bakesbang.kinerja.impor.lapor import Buku, Keadaan

_KATA = re.compile(r"[a-z]{6,24}")
MAKS_KATA = 20_000


def periksa_ejaan(buku: Buku) -> None:
    """Marks a word that stands once when one letter away stands a word used at least twice."""
    hitung: Counter[str] = Counter()
    tempat: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for letak, nasib in buku.sel.items():
        for kata in set(_KATA.findall(nasib.teks.casefold())):
            hitung[kata] += 1
            tempat[kata].append(letak)
    if len(hitung) > MAKS_KATA:
        return
    biasa: dict[str, str] = {}
    for kata, jumlah in hitung.items():
        if jumlah >= 2:
            for bentuk in _tanpa_satu(kata):
                biasa.setdefault(bentuk, kata)
    for kata, jumlah in hitung.items():
        if jumlah == 1 and (duga := next((biasa[b] for b in _tanpa_satu(kata) if b in biasa), None)):
            if len(duga) == len(kata) and duga[0] != kata[0]:
                continue  # two words of the language: rencana, bencana
            buku.catat(
                tempat[kata][0], "", Keadaan.PERINGATAN, f"“{kata}” mungkin “{duga}”. Ejaan asli disimpan."
            )


def _tanpa_satu(kata: str) -> list[str]:
    """The word itself and every form with one letter left out."""
    return [kata, *(kata[:n] + kata[n + 1 :] for n in range(len(kata)))]
