"""The agency's own IKU 2021 as its printed strings, in reading order (tests/iku/data)."""

import re
from functools import cache
from pathlib import Path

BERKAS = Path(__file__).parent / "data" / "iku_2021.txt"
PECAHAN = re.compile(r"\$\\frac\{\\text\{(.+?)\}\}\{\\text\{(.+?)\}\} \\times 100 \\%\$")


@cache
def baris() -> tuple[str, ...]:
    return tuple(b for b in BERKAS.read_text(encoding="utf-8").splitlines() if b.strip())


def judul() -> str:
    return baris()[0]


@cache
def kepala() -> tuple[str, ...]:
    """Labels and texts of the header block, the seven fungsi apart."""
    hasil: list[str] = []
    for b in baris()[1:]:
        if "\t" in b:
            break
        label, titik, isi = b.lstrip("- ").partition(" : ")
        bagian = [label.strip("* "), isi] if titik else [b]
        hasil += [re.sub(r"^\d\. ", "", s.strip().strip("*")) for s in bagian]
    return tuple(hasil)


@cache
def tabel() -> tuple[tuple[str, ...], ...]:
    """Heading and rows; a formula as (part, whole), blank cells left out."""
    isi = [b.split("\t") for b in baris() if "\t" in b and not b.startswith("--")]
    return tuple(tuple(s for sel in b for s in _sel(sel.strip()) if s) for b in isi)


def _sel(sel: str) -> tuple[str, ...]:
    cocok = PECAHAN.fullmatch(sel)
    return cocok.groups() if cocok else (sel,)


def butir() -> list[str]:
    """Every printed string, in reading order."""
    return [judul(), *kepala(), *(s for b in tabel() for s in b)]


def padat(teks: str) -> str:
    """Without any white space: a line may break after a slash or a hyphen."""
    return "".join(teks.split())
