"""Files and pasted text become one grid of cells, each with its place in the source. Nothing of a file is ever
executed: no formula is evaluated, no link followed, no macro kept. What is too large or of the wrong kind is
refused with a sentence before much of it is read (design: the way in)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import filetype
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

UKURAN_MAKS = 10 * 1024 * 1024
BUKA_MAKS = 100 * 1024 * 1024
RASIO_MAKS = 200
BARIS_MAKS, KOLOM_MAKS, SEL_MAKS = 5_000, 120, 200_000
HURUF_MAKS = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class BerkasDitolak(ValueError):
    """The file is not read at all; the message is for the user."""


@dataclass(frozen=True, slots=True)
class SelBaca:
    """One cell: its text, its place as a person would say it, and whether it continues a merged cell."""

    teks: str
    tempat: str
    sambungan: bool = False


@dataclass(frozen=True, slots=True)
class Petak:
    """One table: rows of equally many cells. ``nama`` is the sheet or "Tabel 1"."""

    nama: str
    baris: tuple[tuple[SelBaca, ...], ...]
    sebelum: tuple[str, ...] = field(default_factory=tuple)  # lines of text that stood before the table

    @property
    def lebar(self) -> int:
        return len(self.baris[0]) if self.baris else 0


@dataclass(frozen=True, slots=True)
class Terbaca:
    """Everything of one source, in order."""

    petak: tuple[Petak, ...]
    catatan: tuple[str, ...] = ()


def huruf_kolom(nomor: int) -> str:
    """1 → A, 27 → AA."""
    teks = ""
    while nomor:
        nomor, sisa = divmod(nomor - 1, 26)
        teks = chr(65 + sisa) + teks
    return teks


def baca_berkas(isi: bytes, nama: str) -> Terbaca:
    """An .xlsx, .docx or text file by its content. Raises BerkasDitolak."""
    if not isi:
        raise BerkasDitolak(f"“{nama}” kosong.")
    if len(isi) > UKURAN_MAKS:
        raise BerkasDitolak(
            f"“{nama}” berukuran {len(isi) // 1024 // 1024} MB. Paling besar {UKURAN_MAKS // 1024 // 1024} MB."
        )
    if isi[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BerkasDitolak(
            f"“{nama}” berformat lama atau berkata sandi. Simpan sebagai .xlsx atau .docx tanpa kata sandi."
        )
    if isi[:4] == b"PK\x03\x04":
        return _baca_zip(isi, nama)
    jenis = filetype.guess_mime(isi[:8192])
    if jenis is not None:
        raise BerkasDitolak(f"Isi “{nama}” adalah {jenis}, bukan Excel, Word, atau teks.")
    return baca_teks(_sandi(isi, nama))


def _sandi(isi: bytes, nama: str) -> str:
    for sandi in ("utf-8-sig", "cp1252"):
        try:
            teks = isi.decode(sandi)
        except UnicodeDecodeError:
            continue
        if "\x00" not in teks:
            return teks
    raise BerkasDitolak(f"“{nama}” bukan teks yang dapat dibaca.")


# ── zip containers ──
def _baca_zip(isi: bytes, nama: str) -> Terbaca:
    try:
        arsip = zipfile.ZipFile(io.BytesIO(isi))
    except zipfile.BadZipFile:
        raise BerkasDitolak(f"“{nama}” rusak dan tidak dapat dibuka.") from None
    with arsip:
        _periksa_arsip(arsip, nama)
        isi_nama = set(arsip.namelist())
        if "xl/workbook.xml" in isi_nama:
            return _baca_xlsx(isi, nama)
        if "word/document.xml" in isi_nama:
            return _baca_docx(arsip, nama)
    raise BerkasDitolak(f"“{nama}” bukan buku kerja Excel (.xlsx) atau dokumen Word (.docx).")


def _periksa_arsip(arsip: zipfile.ZipFile, nama: str) -> None:
    """Bombs, passwords and macros are refused from the directory alone."""
    daftar = arsip.infolist()
    if any(x.flag_bits & 1 for x in daftar):
        raise BerkasDitolak(f"“{nama}” berkata sandi. Simpan tanpa kata sandi.")
    jumlah = sum(x.file_size for x in daftar)
    padat = sum(x.compress_size for x in daftar) or 1
    if len(daftar) > 2_000 or jumlah > BUKA_MAKS or (jumlah > 10_000_000 and jumlah / padat > RASIO_MAKS):
        raise BerkasDitolak(f"Isi “{nama}” terlalu besar setelah dibuka.")
    if any("vbaproject" in x.filename.lower() for x in daftar):
        raise BerkasDitolak(f"“{nama}” berisi makro. Simpan sebagai .xlsx atau .docx tanpa makro.")


# ── workbook ──
def _baca_xlsx(isi: bytes, nama: str) -> Terbaca:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        buku = load_workbook(io.BytesIO(isi), data_only=True, keep_links=False)
    except (
        DefusedXmlException,
        ElementTree.ParseError,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
    ) as galat:
        raise BerkasDitolak(f"“{nama}” tidak dapat dibaca sebagai buku kerja Excel.") from galat
    petak, catatan = [], []
    for lembar in buku.worksheets:
        if lembar.sheet_state != "visible":
            catatan.append(f"Lembar “{lembar.title}” tersembunyi, tidak dibaca.")
            continue
        if (lembar.max_row or 0) > BARIS_MAKS or (lembar.max_column or 0) > KOLOM_MAKS:
            raise BerkasDitolak(
                f"Lembar “{lembar.title}” terlalu besar: paling banyak {BARIS_MAKS} baris dan {KOLOM_MAKS} kolom."
            )
        petak.append(Petak(lembar.title, _baris_lembar(lembar)))
    return Terbaca(tuple(p for p in petak if p.baris), tuple(catatan))


def _baris_lembar(lembar: Any) -> tuple[tuple[SelBaca, ...], ...]:
    gabungan = {}
    for area in lembar.merged_cells.ranges:
        for b in range(area.min_row, area.max_row + 1):
            for k in range(area.min_col, area.max_col + 1):
                gabungan[b, k] = (b, k) != (area.min_row, area.min_col)
    hasil = []
    for nomor, baris in enumerate(lembar.iter_rows(), start=1):
        hasil.append(
            tuple(
                SelBaca(
                    teks_sel(sel.value, sel.number_format),
                    f"{huruf_kolom(k)}{nomor}",
                    gabungan.get((nomor, k), False),
                )
                for k, sel in enumerate(baris, start=1)
            )
        )
    return _pangkas(hasil)


def teks_sel(nilai: Any, format_angka: str = "General") -> str:
    """A workbook value as a person would have typed it: 0.2 with a percent format is "20%"."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, int | float):
        if "%" in (format_angka or ""):
            return f"{_angka(round(nilai * 100, 10))}%"
        return _angka(nilai)
    if isinstance(nilai, datetime | date):
        return f"{nilai:%d-%m-%Y}"
    return str(nilai)[:HURUF_MAKS]


def _angka(nilai: float) -> str:
    """With a decimal comma; a float's own digits are kept, never more than it has."""
    if isinstance(nilai, int) or (nilai == int(nilai) and abs(nilai) < 1e15):
        return str(int(nilai))
    return repr(nilai).replace(".", ",") if "e" not in repr(nilai) else repr(nilai)


# ── Word ──
def _baca_docx(arsip: zipfile.ZipFile, nama: str) -> Terbaca:
    try:
        akar = ElementTree.fromstring(arsip.read("word/document.xml"), forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError) as galat:
        raise BerkasDitolak(f"“{nama}” tidak dapat dibaca sebagai dokumen Word.") from galat
    petak: list[Petak] = []
    sebelum: list[str] = []
    badan = akar.find(f"{W}body")
    for unsur in () if badan is None else badan:
        if unsur.tag == f"{W}p":
            if teks := _teks_p(unsur).strip():
                sebelum.append(teks)
        elif unsur.tag == f"{W}tbl":
            nama_tabel = f"Tabel {len(petak) + 1}"
            petak.append(Petak(nama_tabel, _baris_tabel(unsur, nama_tabel), tuple(sebelum)))
            sebelum = []
    if sebelum:
        petak.append(Petak("Teks", (), tuple(sebelum)))
    return Terbaca(tuple(petak))


def _teks_p(p: Any) -> str:
    bagian = []
    for x in p.iter():
        if x.tag in (f"{W}t", f"{W}delText") and x.tag == f"{W}t":
            bagian.append(x.text or "")
        elif x.tag in (f"{W}tab",):
            bagian.append("\t")
        elif x.tag in (f"{W}br", f"{W}cr"):
            bagian.append("\n")
        elif x.tag == f"{W}noBreakHyphen":
            bagian.append("-")
        elif x.tag.endswith("}t") and "math" in x.tag:
            bagian.append(x.text or "")
    return "".join(bagian)[:HURUF_MAKS]


def _baris_tabel(tabel: Any, nama: str) -> tuple[tuple[SelBaca, ...], ...]:
    hasil: list[list[SelBaca]] = []
    for nomor, baris in enumerate(tabel.findall(f"{W}tr"), start=1):
        if nomor > BARIS_MAKS:
            raise BerkasDitolak(f"{nama} terlalu panjang: paling banyak {BARIS_MAKS} baris.")
        sel: list[SelBaca] = []
        lewati = baris.find(f"{W}trPr/{W}gridBefore")
        if lewati is not None:
            for _ in range(min(int(lewati.get(f"{W}val", "0")), KOLOM_MAKS)):
                sel.append(SelBaca("", f"{nama} baris {nomor} kolom {len(sel) + 1}"))
        for tc in baris.findall(f"{W}tc"):
            sel += _sel_word(tc, nama, nomor, len(sel))
        hasil.append(sel[:KOLOM_MAKS])
    return _pangkas(hasil)


def _sel_word(tc: Any, nama: str, nomor: int, mulai: int) -> Iterator[SelBaca]:
    sifat = tc.find(f"{W}tcPr")
    lebar, sambungan = 1, False
    if sifat is not None:
        rentang = sifat.find(f"{W}gridSpan")
        lebar = min(int(rentang.get(f"{W}val", "1")), KOLOM_MAKS) if rentang is not None else 1
        tegak = sifat.find(f"{W}vMerge")
        sambungan = tegak is not None and tegak.get(f"{W}val", "continue") == "continue"
    teks = "\n".join(_teks_p(p) for p in tc.findall(f"{W}p")).strip("\n")
    yield SelBaca("" if sambungan else teks, f"{nama} baris {nomor} kolom {mulai + 1}", sambungan)
    for n in range(1, lebar):
        yield SelBaca("", f"{nama} baris {nomor} kolom {mulai + 1 + n}", True)


# ── text ──
def baca_teks(teks: str) -> Terbaca:
    """Pasted or saved text with tabs between cells; a quoted cell may hold line breaks, as Excel copies them.
    Lines without a tab before the first table row are kept as text before it. Raises BerkasDitolak."""
    if len(teks) > UKURAN_MAKS:
        raise BerkasDitolak("Teks yang ditempel terlalu panjang.")
    baris = list(_belah(teks.replace("\r\n", "\n").replace("\r", "\n")))
    if len(baris) > BARIS_MAKS:
        raise BerkasDitolak(f"Teks terlalu panjang: paling banyak {BARIS_MAKS} baris.")
    sebelum: list[str] = []
    pertama = 1
    while baris and len(baris[0]) == 1:
        pertama += 1
        if isi := baris.pop(0)[0].strip():
            sebelum.append(isi[:HURUF_MAKS])
    hasil = [
        [
            SelBaca(sel[:HURUF_MAKS], f"baris {nomor} kolom {k}")
            for k, sel in enumerate(satu[:KOLOM_MAKS], start=1)
        ]
        for nomor, satu in enumerate(baris, start=pertama)
    ]
    return Terbaca((Petak("Tempelan", _pangkas(hasil), tuple(sebelum)),) if hasil or sebelum else ())


def _belah(teks: str) -> Iterator[list[str]]:
    """Rows of cells. A cell that begins with a quote runs to the closing one, line breaks and tabs included."""
    baris: list[str] = []
    posisi = 0
    while posisi <= len(teks):
        akhir_kutip = _tutup_kutip(teks, posisi) if teks[posisi : posisi + 1] == '"' else -1
        if akhir_kutip > 0:
            sel, posisi = teks[posisi + 1 : akhir_kutip].replace('""', '"'), akhir_kutip + 1
        else:
            ujung = min(
                (x for x in (teks.find("\t", posisi), teks.find("\n", posisi)) if x >= 0), default=len(teks)
            )
            sel, posisi = teks[posisi:ujung], ujung
        baris.append(sel)
        pemisah = teks[posisi : posisi + 1]
        posisi += 1
        if pemisah != "\t":
            yield baris
            baris = []
            if not pemisah:
                return


def _tutup_kutip(teks: str, buka: int) -> int:
    """The closing quote that ends the cell, -1 when the quote is just a character of the text."""
    posisi = buka + 1
    while (posisi := teks.find('"', posisi)) >= 0:
        if teks[posisi + 1 : posisi + 2] == '"':
            posisi += 2
            continue
        return posisi if teks[posisi + 1 : posisi + 2] in ("\t", "\n", "") else -1
    return -1


def _pangkas(baris: Sequence[Sequence[SelBaca]]) -> tuple[tuple[SelBaca, ...], ...]:
    """Equally long rows without the empty ones at the end and the empty columns at the right."""
    isi = [list(b) for b in baris]
    while isi and not any(s.teks.strip() or s.sambungan for s in isi[-1]):
        isi.pop()
    lebar = max(
        (n for b in isi for n, s in enumerate(b, start=1) if s.teks.strip() or s.sambungan), default=0
    )
    if lebar * len(isi) > SEL_MAKS:
        raise BerkasDitolak(f"Tabel terlalu besar: paling banyak {SEL_MAKS} sel.")
    for b in isi:
        del b[lebar:]
        tempat = b[0].tempat.split(" kolom ")[0] if b else ""
        b.extend(SelBaca("", f"{tempat} kolom {n}") for n in range(len(b) + 1, lebar + 1))
    return tuple(tuple(b) for b in isi)
