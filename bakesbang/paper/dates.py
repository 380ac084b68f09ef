"""Dates as an Indonesian letter writes them, for paper; independent of the browser and of settings."""

from datetime import date, datetime, timedelta

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ZONA = {7: "WIB", 8: "WITA", 9: "WIT"}


def tanggal_panjang(tanggal: date) -> str:
    """``2 Januari 2024``."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def waktu_panjang(waktu: datetime) -> str:
    """``2 Januari 2024 pukul 09.41 WIB``; zones outside Indonesia are written as UTC±hh.mm.

    Raises ValueError for a naive time.
    """
    geser = waktu.utcoffset()
    if geser is None:
        raise ValueError("The time of a print needs a zone.")
    return f"{tanggal_panjang(waktu)} pukul {waktu:%H.%M} {_zona(geser)}"


def _zona(geser: timedelta) -> str:
    menit = int(geser.total_seconds()) // 60
    if menit % 60 == 0 and menit // 60 in _ZONA:
        return _ZONA[menit // 60]
    return f"UTC{'-' if menit < 0 else '+'}{abs(menit) // 60:02d}.{abs(menit) % 60:02d}"
