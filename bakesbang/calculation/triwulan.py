"""The four quarters. A quarter is always a parameter; nothing here looks at today's date."""

import datetime as dt
import re
from enum import IntEnum

ROMAN = ("I", "II", "III", "IV")
_LABEL = re.compile(r"(?:(?:tw|triwulan|tri wulan)\.?\s*)?(iv|i{1,3}|[1-4])", re.IGNORECASE)


class Triwulan(IntEnum):
    """A quarter of the year, written with Roman numerals on paper."""

    I = 1  # noqa: E741
    II = 2
    III = 3
    IV = 4

    @property
    def roman(self) -> str:
        """ "I" … "IV"."""
        return ROMAN[self - 1]

    @property
    def short(self) -> str:
        """ "TW III"."""
        return f"TW {self.roman}"

    @property
    def long(self) -> str:
        """ "Triwulan III"."""
        return f"Triwulan {self.roman}"

    def up_to(self) -> tuple["Triwulan", ...]:
        """The quarters of the year up to and including this one."""
        return tuple(Triwulan(n) for n in range(1, self + 1))

    def start(self, tahun: int) -> dt.date:
        """First day of the quarter in that year."""
        return dt.date(tahun, 3 * self - 2, 1)

    def end(self, tahun: int) -> dt.date:
        """Last day of the quarter in that year."""
        bulan = 3 * self
        return dt.date(tahun, bulan, 30 if bulan in (6, 9) else 31)


def read_triwulan(teks: str) -> Triwulan | None:
    """Read "TW III", "Triwulan 3", "iii", or "3"; None when it is none of them."""
    cocok = _LABEL.fullmatch(" ".join(teks.split()))
    if cocok is None:
        return None
    angka = cocok[1].upper()
    return Triwulan(ROMAN.index(angka) + 1 if angka in ROMAN else int(angka))


def label_of(triwulan: int) -> str:
    """Short name of a quarter number, "TW II"; ValueError when it is not 1 to 4."""
    return Triwulan(triwulan).short
