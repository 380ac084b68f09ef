"""Sentences printed where a formula should be: what they ask or compare, and the formula they probably mean."""

import re

from .traced_text import Teks

_TANYA = re.compile(r"\s*(?:se)?berapa\b|\s*(?:bagaimana|apakah)\b|[^?]*\?\s*$", re.IGNORECASE)
_DENGAN = r"(?:dengan|terhadap|di\s?banding(?:kan)?(?:\s+(?:dengan|terhadap))?|berbanding(?:\s+dengan)?)"
_BANDING = re.compile(
    r"\s*(?:(?:rasio|perbandingan|proporsi|persentase|prosentase)\s+(?:antara\s+|dari\s+)?(?P<a>.+?)\s+"
    rf"{_DENGAN}|(?P<c>.+?)\s+(?:di\s?banding(?:kan)?(?:\s+dengan)?|berbanding(?:\s+dengan)?))\s+(?P<b>.+?)\s*\.?\s*$",
    re.IGNORECASE,
)
_SERATUS = re.compile(
    r"[\s,]*(?:(?:x|×|\*|kali|dikali(?:kan)?(?:\s+dengan)?)\s*100\s*(?:%|persen)?|\(?dalam\s+persen\)?)\s*\.?\s*$",
    re.IGNORECASE,
)
_TANDA = re.compile(
    r"[×÷*/+=<>≤≥≠Σ()\[\]^;]|\s[-–:x]\s|\bdibagi|\bdikali|\bditambah|\bdikurang", re.IGNORECASE
)
_BILANGAN = {
    "seratus": "100",
    "seribu": "1000",
    "sepuluh ribu": "10000",
    "seratus ribu": "100000",
    "sejuta": "1000000",
}
_KALI_KATA = re.compile(
    rf"(?P<kali>\b(?:dikali(?:kan)?(?:\s+dengan)?|kali|x)\s*|[×*]\s*)(?P<kata>{'|'.join(sorted(_BILANGAN, key=len, reverse=True))})"
    r"(?P<persen>\s+persen|\s*%)?(?!\w)",
    re.IGNORECASE,
)


def bertanya(s: str) -> bool:
    """Whether the text is a question: "Berapa persentase (%) penduduk …?"."""
    return bool(_TANYA.match(s))


def perbandingan(s: str) -> tuple[str, str] | None:
    """The two data of a comparison in words, "Perbandingan A dengan B (dikali 100%)"; None for anything else."""
    # Blanks one by one: runs of them would be tried in every way.
    inti = _SERATUS.sub("", " ".join(s.split()))
    cocok = None if _TANDA.search(inti) else _BANDING.match(inti)
    # "… dengan yang memberikan suara" leaves out what of: nobody can tell which is the whole.
    if cocok is None or cocok["b"].casefold().startswith("yang "):
        return None
    return " ".join((cocok["a"] or cocok["c"]).split()), " ".join(cocok["b"].split())


def bilangan_kata(teks: Teks) -> Teks:
    """The text with a factor in words as digits that stand where the words stood: "dikali seratus persen"."""
    hasil, n = Teks("", ()), 0
    for cocok in _KALI_KATA.finditer(teks.s):
        kata = teks.potong(cocok.start("kata"), cocok.end())
        angka = _BILANGAN[cocok["kata"].casefold()] + ("%" if cocok["persen"] else "")
        # "sejuta" is shorter than its digits.
        asal = (kata.asal + kata.asal[-1:] * len(angka))[: len(angka)]
        hasil += teks.potong(n, cocok.start("kata")) + Teks(angka, asal)
        n = cocok.end()
    return hasil + teks.potong(n)
