"""Plain text cut into rows of cells: tabs as Excel copies them, else semicolons, bars or commas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice


def cari_pemisah(teks: str) -> str:
    """What stands between cells: tabs wherever there are any, else a sign that cuts most lines into equally many."""
    if "\t" in teks:
        return "\t"
    for calon, lebar_min, bagian in ((";", 3, 0.6), ("|", 3, 0.6), (",", 4, 0.9)):
        lebar = Counter(len(b) for b in islice(belah(teks, calon), 200) if any(s.strip() for s in b))
        if not lebar:
            continue
        sering, jumlah = lebar.most_common(1)[0]
        if sering >= lebar_min and jumlah >= 2 and jumlah >= bagian * sum(lebar.values()):
            return calon
    return "\t"


def belah(teks: str, pemisah: str) -> Iterator[list[str]]:
    """Rows of cells. A cell that begins with a quote runs to the closing one, line breaks and tabs included."""
    batas_sel = re.compile(f"[{re.escape(pemisah)}\n]")
    baris: list[str] = []
    posisi = 0
    while posisi <= len(teks):
        akhir_kutip = _tutup_kutip(teks, posisi, pemisah) if teks[posisi : posisi + 1] == '"' else -1
        if akhir_kutip > 0:
            sel, posisi = teks[posisi + 1 : akhir_kutip].replace('""', '"'), akhir_kutip + 1
        else:
            batas = batas_sel.search(teks, posisi)
            ujung = batas.start() if batas else len(teks)
            sel, posisi = teks[posisi:ujung], ujung
        baris.append(sel)
        tanda = teks[posisi : posisi + 1]
        posisi += 1
        if tanda != pemisah:
            yield baris
            baris = []
            if not tanda:
                return


def _tutup_kutip(teks: str, buka: int, pemisah: str) -> int:
    """The closing quote that ends the cell, -1 when the quote is just a character of the text."""
    posisi = buka + 1
    while (posisi := teks.find('"', posisi)) >= 0:
        if teks[posisi + 1 : posisi + 2] == '"':
            posisi += 2
            continue
        return posisi if teks[posisi + 1 : posisi + 2] in (pemisah, "\n", "") else -1
    return -1
