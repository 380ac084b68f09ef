"""A text that remembers, for every character, where it stood in what the user typed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# One character for each of its look-alikes, so that the reader knows one spelling of every sign.
SAMA_RUPA = str.maketrans(
    {
        "\u2212": "-",
        "\ufe63": "-",
        "\u2217": "*",
        "\u2215": "/",
        "\u2044": "/",
        "\u22c5": "×",
        "\u00b7": "×",
        "\u2716": "×",
        "\u2715": "×",
        "\u2211": "Σ",
        "\u2236": ":",
        "\u2010": "-",
        "\u2011": "-",
        "\u2014": "–",
        "\u2015": "–",
    }
)


@lru_cache(maxsize=4096)
def _huruf(huruf: str) -> str:
    if huruf in "\n\r\u2028\u2029\x0b\x0c\x85":
        return "\n"
    if huruf.isspace():
        return " "
    if unicodedata.category(huruf) in ("Cf", "Cc"):
        return ""
    if "\uff01" <= huruf <= "\uff5e":
        huruf = chr(ord(huruf) - 0xFEE0)
    return huruf.translate(SAMA_RUPA)


@dataclass(frozen=True, slots=True)
class Teks:
    """Characters ``s`` and the place in the source, ``asal``, of each one."""

    s: str
    asal: tuple[int, ...]

    @classmethod
    def baca(cls, sumber: str) -> "Teks":
        """The source with one spelling of each sign and without invisible characters."""
        pasangan = [(_huruf(huruf), tempat) for tempat, huruf in enumerate(sumber)]
        return cls(
            "".join(huruf for huruf, _ in pasangan), tuple(tempat for huruf, tempat in pasangan if huruf)
        )

    @classmethod
    def sisipan(cls, s: str, tempat: int) -> "Teks":
        """Text that the user did not type, standing for the place where it was needed."""
        return cls(s, (tempat,) * len(s))

    def __add__(self, lain: "Teks") -> "Teks":
        return Teks(self.s + lain.s, self.asal + lain.asal)

    def potong(self, mulai: int, akhir: int | None = None) -> "Teks":
        """The part from mulai up to akhir."""
        return Teks(self.s[mulai:akhir], self.asal[mulai:akhir])

    def rapikan(self) -> "Teks":
        """Without blanks at both ends."""
        kiri = len(self.s) - len(self.s.lstrip())
        return self.potong(kiri, len(self.s.rstrip()) if self.s.strip() else kiri)

    def baris(self) -> list["Teks"]:
        """The lines that are not blank, trimmed."""
        semua = [self.potong(satu.start(), satu.end()) for satu in re.finditer(r"[^\n]+", self.s)]
        return [satu.rapikan() for satu in semua if satu.s.strip()]

    def tempat(self, letak: int) -> int:
        """Where character number letak (or the end) stood in the source."""
        if letak < len(self.asal):
            return self.asal[letak]
        return self.asal[-1] + 1 if self.asal else 0
