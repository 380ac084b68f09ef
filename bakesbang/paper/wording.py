"""Words that stand around the table on paper, the same in PDF and workbook."""

import re
from collections.abc import Sequence
from datetime import date

from bakesbang.paper.dates import tanggal_panjang, waktu_panjang
from bakesbang.paper.document import Dokumen, TandaTangan

GARIS_NAMA = "." * 40
GARIS_TANGGAL = "." * 28
# Blank lines between office and name, for signature and stamp (domain guide §11).
RUANG_TTD = 4


def judul_kertas(dokumen: Dokumen) -> tuple[str, ...]:
    """Title lines in capitals."""
    return tuple(j.upper() for j in dokumen.judul)


def status(dokumen: Dokumen) -> str:
    """DRAFT until the document is final (design §7); empty for a form, which is neither."""
    if dokumen.draf is None:
        return ""
    return "DRAFT" if dokumen.draf else "FINAL"


def kaki(dokumen: Dokumen) -> str:
    """Who, when, which version, final or not: the footer."""
    m = dokumen.meta
    bagian = [f"{m.perihal} {waktu_panjang(m.waktu)}" + (f" oleh {m.oleh}" if m.oleh else "")]
    bagian += [f"Versi {dokumen.versi}"] if dokumen.versi else []
    bagian += [m.keterangan] if m.keterangan else []
    bagian += [f"Sidik {m.sidik}"] if m.sidik else []
    bagian += [status(dokumen)] if status(dokumen) else []
    return " · ".join(bagian)


def nip(teks: str) -> str:
    """18 digits in the groups 8-6-1-3; anything else stays as the office wrote it."""
    angka = re.sub(r"\s", "", teks)
    if re.fullmatch(r"\d{18}", angka):
        return f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"
    return teks


def tempat_tanggal(ttd: TandaTangan) -> str:
    """``Mojokerto, 2 Januari 2024``; dots where the date is still open; empty for a block without date."""
    if not ttd.bertanggal:
        return ""
    if isinstance(ttd.tanggal, date):
        tanggal = tanggal_panjang(ttd.tanggal)
    else:
        tanggal = ttd.tanggal or GARIS_TANGGAL
    return f"{ttd.tempat}, {tanggal}" if ttd.tempat else tanggal


def baris_atas(tanda_tangan: Sequence[TandaTangan]) -> list[list[str]]:
    """Lines above the office in each block (place and date, "Mengetahui,"), so many in one as in the other.

    Shorter blocks get blank lines on top, so that offices and names stand side by side.
    """
    baris = [[t for t in (tempat_tanggal(ttd), ttd.pengantar) if t] for ttd in tanda_tangan]
    tinggi = max((len(b) for b in baris), default=0)
    return [[""] * (tinggi - len(b)) + b for b in baris]


def baris_pejabat(ttd: TandaTangan) -> tuple[str, str, str]:
    """Name, rank and NIP as printed; dots for a name that is not known yet."""
    return ttd.nama or GARIS_NAMA, ttd.pangkat, f"NIP. {nip(ttd.nip)}" if ttd.nip or not ttd.nama else ""
