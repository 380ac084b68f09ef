"""The agency's own Rencana Aksi 2024 as its cells, in reading order (tests/rencana_aksi/data)."""

import re
from functools import cache
from pathlib import Path

BERKAS = Path(__file__).parent / "data" / "rencana_aksi_2024.txt"
SEL_TW = re.compile(r"TW (I|II|III|IV)\s*=\s*(.*)", re.DOTALL)


@cache
def judul() -> tuple[str, ...]:
    """The two lines of the title."""
    return tuple(re.findall(r"[^*\n]+", BERKAS.read_text(encoding="utf-8").split("Sasaran strategis")[0]))


@cache
def butir() -> tuple[str, ...]:
    """Every printed string from the heading on; a quarter label is written "TW III = " (design: paper)."""
    teks = BERKAS.read_text(encoding="utf-8")
    sel = [
        s.strip() for baris in teks[teks.index("Sasaran strategis") :].splitlines() for s in baris.split("\t")
    ]
    return tuple(rapikan(s) for s in sel if s)


def rapikan(sel: str) -> str:
    cocok = SEL_TW.fullmatch(sel)
    return f"TW {cocok[1]} = {cocok[2]}".strip() if cocok else sel


def sel_tw() -> list[str]:
    """The 60 quarter cells: "TW I = 1 kegiatan", "TW III = -", "TW II ="."""
    return [s for s in butir() if SEL_TW.fullmatch(s)]


def padat(teks: str) -> str:
    """Without any white space: a line may break after a slash or a hyphen."""
    return "".join(teks.split())
