r"""LaTeX as formulas are pasted from documents: ``$\frac{\text{A}}{\text{B}} \times 100 \%$``."""

import re

from bakesbang.calculation.formula.errors import FormulaError

from .traced_text import Teks

_NAMA = re.compile(r"\[[^\]]*\]")
# A name in brackets is taken whole: it may hold any sign.
_LANGKAH = re.compile(r"\[[^\]]*\]|\\[A-Za-z]+\*?|\\.|[{}$]|[^\\{}$]", re.DOTALL)
_PECAHAN = frozenset(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"))
_TULISAN = frozenset(
    ("\\text", "\\textrm", "\\textit", "\\textbf", "\\mathrm", "\\mathit", "\\mbox", "\\operatorname")
)
_PENGGANTI = {
    "\\times": "×",
    "\\cdot": "×",
    "\\ast": "*",
    "\\div": "÷",
    "\\sum": "Σ",
    "\\%": "%",
    "\\&": "&",
    "\\_": "_",
    "\\#": "#",
    "\\leq": "≤",
    "\\le": "≤",
    "\\geq": "≥",
    "\\ge": "≥",
    "\\neq": "≠",
    "\\ne": "≠",
    "\\lbrace": "(",
    "\\rbrace": ")",
    "\\\\": "\n",
}
_DIABAIKAN = frozenset(
    (
        "\\left",
        "\\right",
        "\\big",
        "\\Big",
        "\\bigg",
        "\\Bigg",
        "\\displaystyle",
        "\\limits",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
    )
)
_SPASI = frozenset(("\\,", "\\;", "\\:", "\\!", "\\ ", "\\quad", "\\qquad", "\\\n"))
# What each opening brace becomes, by what it belongs to; the closing brace follows from it.
_BUKA = {"atas": "((", "bawah": "(", "kelompok": "("}
_TUTUP = {"atas": ")", "bawah": "))", "kelompok": ")"}


def berlatex(teks: Teks) -> bool:
    """Whether the text carries marks of LaTeX outside the names in brackets."""
    luar = _NAMA.sub("", teks.s)
    return "\\" in luar or "$" in luar


def terjemahkan(teks: Teks) -> Teks:
    """The same formula in plain signs, each still knowing its place. Raises RumusSalah."""
    return _Penerjemah(teks).jalan()


class _Penerjemah:
    def __init__(self, teks: Teks) -> None:
        self.teks = teks
        self.letak = 0
        self.keluar: list[Teks] = []
        self.terbuka: list[str] = []
        self.berikut = "kelompok"

    def jalan(self) -> Teks:
        while self.letak < len(self.teks.s):
            cocok = _LANGKAH.match(self.teks.s, self.letak)
            if cocok is None:
                raise self._salah("Tanda \\ di akhir rumus tidak lengkap.")
            self._satu(cocok.group())
        if self.terbuka or self.berikut != "kelompok":
            raise self._salah("Kurung kurawal { pada LaTeX belum ditutup.")
        return Teks(
            "".join(satu.s for satu in self.keluar), tuple(n for satu in self.keluar for n in satu.asal)
        )

    def _satu(self, tanda: str) -> None:
        if self.berikut != "kelompok" and tanda != "{" and not tanda.isspace():
            raise self._salah("Setelah \\frac harus ada dua kelompok { … }{ … }.")
        if tanda in _PECAHAN:
            self.berikut = "atas"
            self._lewati(tanda)
        elif tanda in _TULISAN:
            self._tulisan(tanda)
        elif tanda == "{":
            self.terbuka.append(self.berikut)
            self._tulis(_BUKA[self.berikut], tanda)
            self.berikut = "kelompok"
        elif tanda == "}":
            self._tutup()
        elif tanda == "$" or tanda in _DIABAIKAN:
            self._lewati(tanda)
        elif tanda in _SPASI:
            self._tulis(" ", tanda)
        elif tanda in _PENGGANTI:
            self._tulis(_PENGGANTI[tanda], tanda)
        elif tanda.startswith("\\"):
            raise self._salah(
                f"Perintah LaTeX {tanda} tidak dikenal.", "Tulis dengan tanda biasa: + - × / ( )."
            )
        else:
            self._tulis(tanda, tanda)

    def _tutup(self) -> None:
        if not self.terbuka:
            raise self._salah("Kurung kurawal } tanpa pembuka.")
        jenis = self.terbuka.pop()
        self._tulis(_TUTUP[jenis], "}")
        if jenis == "atas":
            self._tulis(" / ", "")
            self.berikut = "bawah"

    def _tulisan(self, tanda: str) -> None:
        r"""``\text{…}`` is a name, whatever it holds."""
        mulai = self.letak + len(tanda)
        cocok = re.compile(r"\s*\{").match(self.teks.s, mulai)
        if cocok is None:
            raise self._salah(f"Setelah {tanda} harus ada {{ … }}.")
        isi, akhir, dalam = cocok.end(), cocok.end(), 1
        while dalam and akhir < len(self.teks.s):
            dalam += {"{": 1, "}": -1}.get(self.teks.s[akhir], 0)
            akhir += 1
        if dalam:
            raise self._salah("Kurung kurawal { pada LaTeX belum ditutup.")
        self._tulis("[", "")
        for letak in range(isi, akhir - 1):
            huruf = self.teks.s[letak]
            if huruf != "\\":
                self.keluar.append(
                    Teks.sisipan({"[": "(", "]": ")"}.get(huruf, huruf), self.teks.asal[letak])
                )
        self.letak = akhir - 1
        self._tulis("]", "}")

    def _tulis(self, s: str, tanda: str) -> None:
        asli = s == tanda
        potongan = self.teks.potong(self.letak, self.letak + len(s)) if asli else self._sisipan(s)
        self.keluar.append(potongan)
        self._lewati(tanda)

    def _sisipan(self, s: str) -> Teks:
        return Teks.sisipan(s, self.teks.tempat(self.letak))

    def _lewati(self, tanda: str) -> None:
        self.letak += len(tanda)

    def _salah(self, pesan: str, saran: str = "") -> FormulaError:
        return FormulaError(pesan, position=self.teks.tempat(self.letak), hint=saran)
