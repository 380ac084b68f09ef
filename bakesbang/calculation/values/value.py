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

from bakesbang.calculation.values.numbers import in_words, write_number
from bakesbang.calculation.values.reader import TEKS, urai
from bakesbang.calculation.values.words import (
    DIGIT_MAKS,
    MATA_UANG,
    PANJANG_MAKS,
    SATUAN_DEPAN,
    Doubt,
    Interpretation,
    ValueState,
    fold,
    tidy,
)

__all__ = [
    "Doubt",
    "Interpretation",
    "Nilai",
    "ValueInput",
    "ValueState",
    "as_value",
    "display",
    "display_full",
    "display_percent",
    "read_value",
]

# Column of the database (frozen) and field of Nilai.
STORED_COLUMNS = {
    "teks": "text",
    "keadaan": "state",
    "angka": "number",
    "angka_atas": "upper",
    "pembanding": "comparator",
    "predikat": "predikat",
    "satuan": "satuan",
    "tafsir": "interpretation",
}


@dataclass(frozen=True, slots=True)
class Nilai:
    """A value as printed and as understood; its fields but ragu and the last two are stored as columns.

    angka_atas is the upper end of a range (angka ≤ angka_atas); pembanding is one of "", <, ≤, >, ≥, ±;
    ragu says why the reading is doubtful; tafsir is a person's answer to that doubt.
    """

    state: ValueState
    text: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    comparator: str = ""
    satuan: str = ""
    predikat: str = ""
    doubt: Doubt = Doubt.NONE
    interpretation: Interpretation = Interpretation.NONE

    @property
    def filled(self) -> bool:
        """Something was typed, be it only "-"."""
        return self.state != ValueState.BLANK

    @property
    def numeric(self) -> bool:
        """One number that can be added up; a range, a grade, and a text cannot."""
        return self.state == ValueState.NUMBER

    @property
    def single_number(self) -> Decimal | None:
        """The one number to judge by: of angka or of "A (80,50)"; None for everything else."""
        return self.number if self.upper is None else None

    def __str__(self) -> str:
        return display(self)

    def interpreted_as(self, tafsir: str) -> "Nilai":
        """The value after a person answered its doubt: "ribuan" or "desimal" for "1.500", "benar" for the rest.

        An empty answer asks again. Raises ValueError for an unknown answer.
        """
        return read_value(self.text, interpretation=Interpretation(tafsir))

    @property
    def choices(self) -> tuple[tuple[Interpretation, str], ...]:
        """The answers a form offers for a doubtful value, each with its label; empty when there is no doubt."""
        if not self.doubt:
            return ()
        if self.doubt != Doubt.THOUSANDS:
            return ((Interpretation.CORRECT, f"Ya, {display_full(self)}"),)
        return tuple(
            (tafsir, _sebut_angka(self.interpreted_as(tafsir)))
            for tafsir in (Interpretation.THOUSANDS, Interpretation.DECIMAL)
        )

    @property
    def echo(self) -> str:
        """One Indonesian sentence that says what was understood; the entry form shows it below the field."""
        if self.state in _GEMA:
            return _GEMA[self.state]
        if self.doubt == Doubt.THOUSANDS:
            ribuan, desimal = self.choices
            return f"Dibaca {ribuan[1]}? Atau {desimal[1]}?"
        if self.doubt:
            return f"Dibaca {display_full(self)}: {_SEBAB_RAGU[self.doubt]} Benarkah?"
        ringkas, rinci = display(self), display_full(self)
        return f"Dibaca {ringkas}." if ringkas == rinci else f"Dibaca {ringkas} (tersimpan {rinci})."

    def columns(self) -> dict[str, Any]:
        """The stored columns, by the name they are stored under."""
        return {column: getattr(self, field) for column, field in STORED_COLUMNS.items()}

    @classmethod
    def from_columns(cls, columns: Mapping[str, Any]) -> "Nilai":
        """Build from stored columns (others in the mapping are ignored).

        The stored numbers stand even if reading improves later; only the doubt is found anew.
        """
        fields = {field: columns[column] for column, field in STORED_COLUMNS.items()}
        fields["state"] = ValueState(fields["state"])
        fields["interpretation"] = Interpretation(fields["interpretation"])
        doubt = Doubt.NONE if fields["interpretation"] else _doubt_of(fields["text"])
        return cls(**fields, doubt=doubt)

    @classmethod
    def from_number(cls, number: Decimal, satuan: str = "") -> "Nilai":
        """A computed number as a value; its text is its Indonesian writing with up to 28 decimals."""
        value = cls(
            ValueState.NUMBER,
            number=number,
            satuan=satuan,
            interpretation=Interpretation.CORRECT,
        )
        return replace(value, text=display_full(value))


_GEMA = {
    ValueState.BLANK: "Kosong: belum diisi.",
    ValueState.STRIP: "Strip: sengaja tanpa nilai, bukan 0.",
    ValueState.NOT_APPLICABLE: "Tidak berlaku (N/A), bukan 0.",
    ValueState.TEXT: "Disimpan sebagai teks; tidak dihitung sebagai angka.",
}
_SEBAB_RAGU = {
    Doubt.MISENCODED: "ada tanda yang rusak karena salah pengodean huruf.",
    Doubt.ENGLISH_SEPARATORS: "koma dan titik ditulis dengan cara Inggris.",
    Doubt.EXPONENT: "angka ditulis dengan eksponen, mungkin ada digit yang hilang.",
    Doubt.LEFTOVER: "masih ada angka lain di dalam sel.",
    Doubt.YEARS: "mungkin yang dimaksud tahun.",
    Doubt.TOLERANCE: "± dibaca sebagai rentang.",
    Doubt.FRACTION: "perbandingan ini tidak punya nilai desimal yang tepat.",
    Doubt.LETTER: "huruf di belakang angka mungkin salah ketik untuk 0 atau 1.",
}


def display(nilai: Nilai | Decimal | int | None, decimals: int = 2) -> str:
    """Write a value the Indonesian way, half-up to at most that many decimals: "1.234,5", "100%", "80–90%".

    "-" for a strip, "N/A", and "" for blank or None; a text as typed. Raises ValueError for NaN and infinity.
    """
    if nilai is None:
        return ""
    if not isinstance(nilai, Nilai):
        return write_number(Decimal(nilai), decimals)
    tetap = {
        ValueState.BLANK: "",
        ValueState.STRIP: "-",
        ValueState.NOT_APPLICABLE: "N/A",
        ValueState.TEXT: nilai.text.strip(),
    }
    if nilai.state in tetap:
        return tetap[nilai.state]
    tulisan = _tulis_angka(nilai, decimals)
    if not nilai.predikat:
        return nilai.comparator + _dengan_satuan(tulisan, nilai.satuan)
    if tulisan:
        return f"{nilai.predikat} ({nilai.comparator}{_dengan_satuan(tulisan, nilai.satuan)})"
    return nilai.comparator + nilai.predikat


def display_full(nilai: Nilai | Decimal | int | None) -> str:
    """Like tampilkan, with every decimal that is stored."""
    return display(nilai, DIGIT_MAKS)


def display_percent(persen: Decimal | None, desimal: int = 2) -> str:
    """A percentage, "85,71%", or "" for None."""
    return "" if persen is None else f"{display(persen, desimal)}%"


def _tulis_angka(nilai: Nilai, desimal: int) -> str:
    if nilai.number is None:
        return ""
    bawah = write_number(nilai.number, desimal)
    if nilai.upper is None:
        return bawah
    atas = write_number(nilai.upper, desimal)
    return f"{bawah} s.d. {atas}" if nilai.number < 0 else f"{bawah}–{atas}"


def _dengan_satuan(tulisan: str, satuan: str) -> str:
    kepala, _, ekor = satuan.partition(" ")
    if fold(kepala) in MATA_UANG or fold(satuan) in SATUAN_DEPAN:
        return f"{kepala} {tulisan} {ekor}".rstrip()
    return tulisan + satuan if satuan.startswith(("%", "/")) else f"{tulisan} {satuan}".rstrip()


def _sebut_angka(nilai: Nilai) -> str:
    """ "1.500 kegiatan (seribu lima ratus)": the words make a mistaken thousands point visible."""
    kata = " sampai ".join(in_words(angka) for angka in (nilai.number, nilai.upper) if angka is not None)
    return f"{display_full(nilai)} ({kata})"


def read_value(teks: str | None, *, interpretation: Interpretation = Interpretation.NONE) -> Nilai:
    """Read a printed cell. Never raises and never invents a number: what is not understood is Keadaan.TEKS.

    tafsir is a person's answer to a doubtful reading; Tafsir.DESIMAL reads "1.500" as 1.5.
    """
    asli = teks or ""
    if len(asli) > PANJANG_MAKS:
        return Nilai(ValueState.TEXT if asli.strip() else ValueState.BLANK, asli)
    rapi, salah_sandi = tidy(asli)
    bacaan = TEKS if _berbaris(asli) else urai(rapi, interpretation)
    ragu = bacaan.ragu or (
        Doubt.MISENCODED if salah_sandi and bacaan.keadaan != ValueState.TEXT else Doubt.NONE
    )
    return Nilai(
        bacaan.keadaan,
        asli,
        bacaan.angka,
        bacaan.angka_atas,
        bacaan.pembanding,
        bacaan.satuan,
        bacaan.predikat,
        Doubt.NONE if interpretation else ragu,
        interpretation if ragu else Interpretation.NONE,
    )


ValueInput = Nilai | Decimal | int | str | None


def as_value(masukan: ValueInput) -> Nilai:
    """Accept a typed text, a number, or nothing as a Nilai. Raises TypeError for a float and other types."""
    if isinstance(masukan, Nilai):
        return masukan
    if masukan is None or isinstance(masukan, str):
        return read_value(masukan)
    if isinstance(masukan, Decimal | int) and not isinstance(masukan, bool):
        return Nilai.from_number(Decimal(masukan))
    raise TypeError(f"A value is a Nilai, Decimal, int, str, or None, not {type(masukan).__name__}.")


_BELUM_SELESAI = re.compile(r"(?:[-~±]|s\.? ?d\.?|s/d|sampai|dengan|hingga)$", re.IGNORECASE)


# A page builds thousands of stored values, most of them with the same few texts.
_doubt_of = lru_cache(maxsize=4096)(lambda teks: read_value(teks).doubt)


def _berbaris(asli: str) -> bool:
    """Several lines with a value each are not one value; a range broken over two lines is."""
    baris = [tidy(b)[0] for b in asli.splitlines() if b.strip()]
    return any(
        b[:1].isdigit() and any(map(str.isdigit, a)) and not _BELUM_SELESAI.search(a)
        for a, b in pairwise(baris)
    )
