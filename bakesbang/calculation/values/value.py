"""Printed values: read what agencies write in a target or realization cell, and write it back.

Nothing is lost: the text stays as typed, and what cannot be read stays text; it never becomes 0.
Decisions where the trade leaves a choice (domain guide §6):

* A comma is always decimal ("1,500" is 1.5). One point and exactly three digits is a thousands point and
  doubtful; a leading zero ("0.291") or more than three digits before the point makes it decimal.
* A range is kept with its lower number first ("7,29-6,38" is 6.38 to 7.29); the printed order stays in teks.
* A ratio is its quotient: "17/1000" is 0.017; "1:300" has no exact decimal, is kept to 28 digits and doubtful.
* A grade with a number, "A (80,50)", is a predikat that also has angka; with a range, "A (80-90)", it is a
  rentang that also has a predikat; a bare number is angka.
* Words in brackets after the value are a note and live on in teks only; "persen" is the unit "%".
* Two values in one cell ("3 dokumen dan 2 laporan"), dates, hours, and codes stay text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bakesbang.calculation.values.numbers import terbilang, tulis_bilangan
from bakesbang.calculation.values.reader import TEKS, urai
from bakesbang.calculation.values.words import (
    DIGIT_MAKS,
    MATA_UANG,
    PANJANG_MAKS,
    SATUAN_DEPAN,
    Keadaan,
    Ragu,
    Tafsir,
    lipat,
    rapikan,
)

__all__ = [
    "Keadaan",
    "Masukan",
    "Nilai",
    "Ragu",
    "Tafsir",
    "baca_nilai",
    "jadikan_nilai",
    "tampilkan",
    "tampilkan_lengkap",
    "tampilkan_persen",
]

KOLOM = ("teks", "keadaan", "angka", "angka_atas", "pembanding", "predikat", "satuan", "tafsir")


@dataclass(frozen=True, slots=True)
class Nilai:
    """A value as printed and as understood; its fields but ragu and the last two are stored as columns.

    angka_atas is the upper end of a range (angka ≤ angka_atas); pembanding is one of "", <, ≤, >, ≥, ±;
    ragu says why the reading is doubtful; tafsir is a person's answer to that doubt.
    """

    keadaan: Keadaan
    teks: str = ""
    angka: Decimal | None = None
    angka_atas: Decimal | None = None
    pembanding: str = ""
    satuan: str = ""
    predikat: str = ""
    ragu: Ragu = Ragu.TIDAK
    tafsir: Tafsir = Tafsir.BELUM

    @property
    def terisi(self) -> bool:
        """Something was typed, be it only "-"."""
        return self.keadaan != Keadaan.KOSONG

    @property
    def numerik(self) -> bool:
        """One number that can be added up; a range, a grade, and a text cannot."""
        return self.keadaan == Keadaan.ANGKA

    @property
    def bilangan(self) -> Decimal | None:
        """The one number to judge by: of angka or of "A (80,50)"; None for everything else."""
        return self.angka if self.angka_atas is None else None

    def __str__(self) -> str:
        return tampilkan(self)

    def dengan_tafsir(self, tafsir: str) -> "Nilai":
        """The value after a person answered its doubt: "ribuan" or "desimal" for "1.500", "benar" for the rest.

        An empty answer asks again. Raises ValueError for an unknown answer.
        """
        return baca_nilai(self.teks, tafsir=Tafsir(tafsir))

    @property
    def pilihan(self) -> tuple[tuple[Tafsir, str], ...]:
        """The answers a form offers for a doubtful value, each with its label; empty when there is no doubt."""
        if not self.ragu:
            return ()
        if self.ragu != Ragu.RIBUAN:
            return ((Tafsir.BENAR, f"Ya, {tampilkan_lengkap(self)}"),)
        return tuple(
            (tafsir, _sebut_angka(self.dengan_tafsir(tafsir))) for tafsir in (Tafsir.RIBUAN, Tafsir.DESIMAL)
        )

    @property
    def gema(self) -> str:
        """One Indonesian sentence that says what was understood; the entry form shows it below the field."""
        if self.keadaan in _GEMA:
            return _GEMA[self.keadaan]
        if self.ragu == Ragu.RIBUAN:
            ribuan, desimal = self.pilihan
            return f"Dibaca {ribuan[1]}? Atau {desimal[1]}?"
        if self.ragu:
            return f"Dibaca {tampilkan_lengkap(self)}: {_SEBAB_RAGU[self.ragu]} Benarkah?"
        ringkas, rinci = tampilkan(self), tampilkan_lengkap(self)
        return f"Dibaca {ringkas}." if ringkas == rinci else f"Dibaca {ringkas} (tersimpan {rinci})."

    def kolom(self) -> dict[str, Any]:
        """The stored columns, by name."""
        return {nama: getattr(self, nama) for nama in KOLOM}

    @classmethod
    def dari_kolom(cls, kolom: Mapping[str, Any]) -> "Nilai":
        """Build from stored columns (others in the mapping are ignored).

        The stored numbers stand even if reading improves later; only the doubt is found anew.
        """
        isi = {nama: kolom[nama] for nama in KOLOM}
        isi |= {"keadaan": Keadaan(isi["keadaan"]), "tafsir": Tafsir(isi["tafsir"])}
        return cls(**isi, ragu=Ragu.TIDAK if isi["tafsir"] else _ragu_dari(isi["teks"]))

    @classmethod
    def dari_angka(cls, angka: Decimal, satuan: str = "") -> "Nilai":
        """A computed number as a value; teks is its Indonesian writing with up to 28 decimals."""
        nilai = cls(Keadaan.ANGKA, angka=angka, satuan=satuan, tafsir=Tafsir.BENAR)
        return replace(nilai, teks=tampilkan_lengkap(nilai))


_GEMA = {
    Keadaan.KOSONG: "Kosong: belum diisi.",
    Keadaan.STRIP: "Strip: sengaja tanpa nilai, bukan 0.",
    Keadaan.TIDAK_BERLAKU: "Tidak berlaku (N/A), bukan 0.",
    Keadaan.TEKS: "Disimpan sebagai teks; tidak dihitung sebagai angka.",
}
_SEBAB_RAGU = {
    Ragu.SALAH_SANDI: "ada tanda yang rusak karena salah pengodean huruf.",
    Ragu.PEMISAH_INGGRIS: "koma dan titik ditulis dengan cara Inggris.",
    Ragu.EKSPONEN: "angka ditulis dengan eksponen, mungkin ada digit yang hilang.",
    Ragu.SISA: "masih ada angka lain di dalam sel.",
    Ragu.TAHUN: "mungkin yang dimaksud tahun.",
    Ragu.TOLERANSI: "± dibaca sebagai rentang.",
    Ragu.PECAHAN: "perbandingan ini tidak punya nilai desimal yang tepat.",
    Ragu.HURUF: "huruf di belakang angka mungkin salah ketik untuk 0 atau 1.",
}


def tampilkan(nilai: Nilai | Decimal | int | None, desimal: int = 2) -> str:
    """Write a value the Indonesian way, half-up to at most that many decimals: "1.234,5", "100%", "80–90%".

    "-" for a strip, "N/A", and "" for blank or None; a text as typed. Raises ValueError for NaN and infinity.
    """
    if nilai is None:
        return ""
    if not isinstance(nilai, Nilai):
        return tulis_bilangan(Decimal(nilai), desimal)
    tetap = {
        Keadaan.KOSONG: "",
        Keadaan.STRIP: "-",
        Keadaan.TIDAK_BERLAKU: "N/A",
        Keadaan.TEKS: nilai.teks.strip(),
    }
    if nilai.keadaan in tetap:
        return tetap[nilai.keadaan]
    tulisan = _tulis_angka(nilai, desimal)
    if not nilai.predikat:
        return nilai.pembanding + _dengan_satuan(tulisan, nilai.satuan)
    if tulisan:
        return f"{nilai.predikat} ({nilai.pembanding}{_dengan_satuan(tulisan, nilai.satuan)})"
    return nilai.pembanding + nilai.predikat


def tampilkan_lengkap(nilai: Nilai | Decimal | int | None) -> str:
    """Like tampilkan, with every decimal that is stored."""
    return tampilkan(nilai, DIGIT_MAKS)


def tampilkan_persen(persen: Decimal | None, desimal: int = 2) -> str:
    """A percentage, "85,71%", or "" for None."""
    return "" if persen is None else f"{tampilkan(persen, desimal)}%"


def _tulis_angka(nilai: Nilai, desimal: int) -> str:
    if nilai.angka is None:
        return ""
    bawah = tulis_bilangan(nilai.angka, desimal)
    if nilai.angka_atas is None:
        return bawah
    atas = tulis_bilangan(nilai.angka_atas, desimal)
    return f"{bawah} s.d. {atas}" if nilai.angka < 0 else f"{bawah}–{atas}"


def _dengan_satuan(tulisan: str, satuan: str) -> str:
    kepala, _, ekor = satuan.partition(" ")
    if lipat(kepala) in MATA_UANG or lipat(satuan) in SATUAN_DEPAN:
        return f"{kepala} {tulisan} {ekor}".rstrip()
    return tulisan + satuan if satuan.startswith(("%", "/")) else f"{tulisan} {satuan}".rstrip()


def _sebut_angka(nilai: Nilai) -> str:
    """ "1.500 kegiatan (seribu lima ratus)": the words make a mistaken thousands point visible."""
    kata = " sampai ".join(terbilang(angka) for angka in (nilai.angka, nilai.angka_atas) if angka is not None)
    return f"{tampilkan_lengkap(nilai)} ({kata})"


def baca_nilai(teks: str | None, *, tafsir: Tafsir = Tafsir.BELUM) -> Nilai:
    """Read a printed cell. Never raises and never invents a number: what is not understood is Keadaan.TEKS.

    tafsir is a person's answer to a doubtful reading; Tafsir.DESIMAL reads "1.500" as 1.5.
    """
    asli = teks or ""
    if len(asli) > PANJANG_MAKS:
        return Nilai(Keadaan.TEKS if asli.strip() else Keadaan.KOSONG, asli)
    rapi, salah_sandi = rapikan(asli)
    bacaan = TEKS if _berbaris(asli) else urai(rapi, tafsir)
    ragu = bacaan.ragu or (Ragu.SALAH_SANDI if salah_sandi and bacaan.keadaan != Keadaan.TEKS else Ragu.TIDAK)
    return Nilai(
        bacaan.keadaan,
        asli,
        bacaan.angka,
        bacaan.angka_atas,
        bacaan.pembanding,
        bacaan.satuan,
        bacaan.predikat,
        Ragu.TIDAK if tafsir else ragu,
        tafsir if ragu else Tafsir.BELUM,
    )


Masukan = Nilai | Decimal | int | str | None


def jadikan_nilai(masukan: Masukan) -> Nilai:
    """Accept a typed text, a number, or nothing as a Nilai. Raises TypeError for a float and other types."""
    if isinstance(masukan, Nilai):
        return masukan
    if masukan is None or isinstance(masukan, str):
        return baca_nilai(masukan)
    if isinstance(masukan, Decimal | int) and not isinstance(masukan, bool):
        return Nilai.dari_angka(Decimal(masukan))
    raise TypeError(f"A value is a Nilai, Decimal, int, str, or None, not {type(masukan).__name__}.")


_BELUM_SELESAI = re.compile(r"(?:[-~±]|s\.? ?d\.?|s/d|sampai|dengan|hingga)$", re.IGNORECASE)


# A page builds thousands of stored values, most of them with the same few texts.
_ragu_dari = lru_cache(maxsize=4096)(lambda teks: baca_nilai(teks).ragu)


def _berbaris(asli: str) -> bool:
    """Several lines with a value each are not one value; a range broken over two lines is."""
    baris = [rapikan(b)[0] for b in asli.splitlines() if b.strip()]
    return any(
        b[:1].isdigit() and any(map(str.isdigit, a)) and not _BELUM_SELESAI.search(a)
        for a, b in pairwise(baris)
    )
