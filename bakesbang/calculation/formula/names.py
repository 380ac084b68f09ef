"""Names of the data in a formula: comparing, resolving, guessing, proposing a code."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from bakesbang.calculation.printed.traced_text import SAMA_RUPA

from .errors import FormulaError

CODE_PATTERN = re.compile(r"[a-z][a-z0-9_]*")
AKHIRAN_TAHUN_LALU = "; tahun lalu"
PANJANG_NAMA_MAKS = 300
PANJANG_KODE_MAKS = 40

_POLA_TAHUN_LALU = re.compile(r"\s*;\s*tahun lalu$")
_SATU_EJAAN = SAMA_RUPA | str.maketrans("[]{}", "()()")
# Words that say nothing about which datum is meant; dropped from a proposed code.
_KATA_PENGISI = frozenset(
    [
        "yang",
        "yg",
        "dan",
        "atau",
        "di",
        "pada",
        "dari",
        "dalam",
        "dlm",
        "untuk",
        "utk",
        "oleh",
        "dengan",
        "dgn",
        "ke",
        "jumlah",
        "jml",
        "total",
        "adalah",
    ]
)
# A code must never read as a function, an operator or a constant when it stands without brackets.
_KATA_TERPAKAI = frozenset(
    [
        "x",
        "jumlah",
        "sum",
        "rata",
        "avg",
        "average",
        "mean",
        "min",
        "maks",
        "max",
        "bulat",
        "round",
        "abs",
        "jika",
        "if",
        "dan",
        "and",
        "atau",
        "or",
        "bukan",
        "not",
        "benar",
        "true",
        "salah",
        "false",
        "bulatbawah",
        "floor",
        "bulatatas",
        "ceil",
        "ceiling",
        "median",
        "akar",
        "sqrt",
        "ln",
        "log",
        "dibagi",
        "dikali",
        "kali",
        "ditambah",
        "dikurangi",
        "persen",
        "rumus",
        "formula",
    ]
)


@lru_cache(maxsize=4096)
def normalize(nama: str) -> str:
    """The form in which names are compared: NFKC, case-folded, spaces collapsed (design, section 4).

    Invisible characters are dropped, look-alike signs get one spelling; square and curly brackets, which have a
    meaning of their own, become round.
    """
    sebelum = ""
    while sebelum != nama:
        sebelum = nama
        nama = unicodedata.normalize("NFKC", nama).casefold()
        nama = "".join(
            huruf for huruf in nama if unicodedata.category(huruf) not in ("Cf", "Cc") or huruf.isspace()
        )
        nama = " ".join(nama.translate(_SATU_EJAAN).split())
    return nama


class NameRef(str):
    """One input of a formula; as a string it is the key that ``hitung`` and ``excel`` take.

    ``kode`` is the code (without a ``nama`` mapping: the normalised name), ``tahun_lalu`` says that last
    year's value is meant, ``label`` is what people read. The key of last year's value of ``ada`` is
    ``"ada; tahun lalu"``; ``Variabel("ada", tahun_lalu=True)`` builds it.
    """

    __slots__ = ("code", "label", "last_year")
    code: str
    label: str
    last_year: bool

    def __new__(cls, kode: str, *, last_year: bool = False, label: str = "") -> "NameRef":
        diri = super().__new__(cls, kode + AKHIRAN_TAHUN_LALU if last_year else kode)
        diri.code = kode
        diri.last_year = last_year
        diri.label = label or kode
        return diri

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.code,), {"last_year": self.last_year, "label": self.label}


def kunci_normal(kunci: str) -> str:
    """The normal form of a key that a caller gives to ``hitung``."""
    return _POLA_TAHUN_LALU.sub(AKHIRAN_TAHUN_LALU, normalize(kunci))


class Penyelesai:
    """Resolves the names of a formula to codes, given ``label → kode`` (or to themselves, given none)."""

    def __init__(self, nama: Mapping[str, str] | None) -> None:
        self.bebas = nama is None
        self.kode: dict[str, str] = {}
        self.per_label: dict[str, str] = {}
        for label, kode in (nama or {}).items():
            if not CODE_PATTERN.fullmatch(kode):
                raise FormulaError(f"Kode “{kode}” tidak sah: huruf kecil, angka, dan garis bawah saja.")
            normal = normalize(label)
            if self.per_label.setdefault(normal, kode) != kode:
                raise FormulaError(f"Nama “{label}” dipakai oleh dua data yang berbeda.")
            self.kode.setdefault(kode, label)
        self.terpanjang_dulu = sorted({*self.per_label, *self.kode}, key=len, reverse=True)

    def cari(self, nama: str) -> str | None:
        """The code of a normalised name, or None. A code wins over a label that is spelled the same."""
        if self.bebas:
            return nama
        return nama if nama in self.kode else self.per_label.get(nama)

    def variabel(self, mentah: str, posisi: int) -> NameRef:
        """The variable that a name stands for. Raises RumusSalah when empty, too long or unknown."""
        normal = normalize(mentah)
        dasar = _POLA_TAHUN_LALU.sub("", normal)
        tahun_lalu = dasar != normal
        if not dasar or _POLA_TAHUN_LALU.search(dasar):
            raise FormulaError("Nama data di dalam kurung siku masih kosong atau berulang.", position=posisi)
        if len(dasar) > PANJANG_NAMA_MAKS:
            raise FormulaError(f"Nama data lebih dari {PANJANG_NAMA_MAKS} huruf.", position=posisi)
        kode = self.cari(dasar)
        if kode is None:
            tampil = " ".join(mentah.split())
            raise FormulaError(f"Data “{tampil}” tidak dikenal.", position=posisi, hint=self.saran(dasar))
        label = self.kode.get(kode) or _tanpa_akhiran(mentah)
        return NameRef(kode, last_year=tahun_lalu, label=label)

    def saran(self, nama: str) -> str:
        """“Maksud Anda …?” with the known name nearest to this one, or nothing."""
        dekat = maksud(nama, self.terpanjang_dulu)
        if not dekat:
            return ""
        return f"Maksud Anda [{self.kode.get(self.per_label.get(dekat, ''), dekat)}]?"


class Pencocok:
    """Finds the known names of a line where they stand without brackets."""

    def __init__(self, s: str, penyelesai: Penyelesai) -> None:
        self.nama = penyelesai.terpanjang_dulu
        self.lipatan = ""
        self.asal: list[int] = []
        self.mulai: dict[int, int] = {}
        if self.nama:
            self._lipat(s)

    def _lipat(self, s: str) -> None:
        lipatan: list[str] = []
        for letak, huruf in enumerate(s):
            hasil = normalize(huruf) or (" " if lipatan and lipatan[-1] != " " else "")
            self.mulai[letak] = len(lipatan)
            lipatan.extend(hasil)
            self.asal.extend([letak] * len(hasil))
        self.lipatan = "".join(lipatan)

    def akhir(self, letak: int) -> int | None:
        """Where the longest known name that starts at letak ends, or None."""
        for nama in self.nama:
            mulai = self.mulai[letak]
            akhir = mulai + len(nama)
            if self.lipatan.startswith(nama, mulai) and not re.match(
                r"\w\w", self.lipatan[akhir - 1 : akhir + 1]
            ):
                return self.asal[akhir - 1] + 1
        return None


def _tanpa_akhiran(mentah: str) -> str:
    label = " ".join(mentah.translate(_SATU_EJAAN).split())
    return re.sub(r"\s*[;\u037e]\s*tahun lalu$", "", label, flags=re.IGNORECASE)


def maksud(kata: str, pilihan: Iterable[str]) -> str | None:
    """The choice nearest to a word, or None when none is near."""
    dekat = get_close_matches(kata[:PANJANG_NAMA_MAKS], list(pilihan), n=1, cutoff=0.6)
    return dekat[0] if dekat else None


def propose_code(label: str, terpakai: Collection[str] = ()) -> str:
    """A readable, free code for a label: “Jumlah konflik SARA yang selesai” → ``konflik_sara_selesai``.

    Codes are unique within one indicator (``terpakai`` = those in use) and match ``[a-z][a-z0-9_]*``.
    """
    huruf = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    kata = re.findall(r"[a-z0-9]+", huruf)
    inti = [satu for satu in kata if satu not in _KATA_PENGISI] or kata
    kode = ""
    for satu in inti:
        calon = f"{kode}_{satu}" if kode else satu[:PANJANG_KODE_MAKS]
        if len(calon) > PANJANG_KODE_MAKS:
            break
        kode = calon
    if not kode or not kode[0].isalpha():
        kode = f"data_{kode}" if kode else "data"
    if kode in _KATA_TERPAKAI:
        kode = f"data_{kode}"
    urutan, dasar = 1, kode
    while kode in terpakai:
        urutan += 1
        kode = f"{dasar}_{urutan}"
    return kode
