"""Files and pasted text become one grid of cells, each with its place in the source. Nothing of a file is ever
executed: no formula is evaluated, no link followed, no macro kept. What is too large or of the wrong kind is
refused with a sentence before much of it is read (design: the way in)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

import filetype
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from bakesbang.dokumen.arsip import SEL_MAKS, BerkasDitolak, periksa_arsip
from bakesbang.dokumen.baca_html import baca_html, berisi_tabel
from bakesbang.dokumen.belah import belah, cari_pemisah

UKURAN_MAKS = 10 * 1024 * 1024
BARIS_MAKS, KOLOM_MAKS = 5_000, 120
HURUF_MAKS = 20_000
# The two sheets of a workbook that we printed, and how the second one begins.
NAMA_KERTAS, NAMA_DATA, AWAL_DATA = "Kertas", "Data", "Kunci "
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


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
    # Excel's "Unicode text" is UTF-16 with a mark.
    utf16 = ("utf-16",) if isi[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for sandi in (*utf16, "utf-8-sig", "cp1252"):
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
        catatan = periksa_arsip(arsip, nama)
        isi_nama = set(arsip.namelist())
        if "xl/workbook.xml" in isi_nama:
            return _baca_xlsx(isi, nama, catatan)
        if "word/document.xml" in isi_nama:
            return _baca_docx(arsip, nama)
    raise BerkasDitolak(f"“{nama}” bukan buku kerja Excel (.xlsx) atau dokumen Word (.docx).")


# ── workbook ──
def _baca_xlsx(isi: bytes, nama: str, catatan_awal: tuple[str, ...] = ()) -> Terbaca:
    from openpyxl import load_workbook

    try:
        buku = load_workbook(io.BytesIO(isi), data_only=True, keep_links=False)
    except Exception as galat:  # openpyxl answers a broken file with whatever its parser met
        raise BerkasDitolak(f"“{nama}” tidak dapat dibaca sebagai buku kerja Excel.") from galat
    petak: list[Petak] = []
    catatan = list(catatan_awal)
    for lembar in buku.worksheets:
        if lembar.sheet_state != "visible":
            catatan.append(f"Lembar “{lembar.title}” tersembunyi, tidak dibaca.")
            continue
        if _data_cetakan(buku, lembar):
            catatan.append(f"Lembar “{NAMA_DATA}” mengulang angka lembar “{NAMA_KERTAS}”, tidak dibaca.")
            continue
        # Formatting may reach far below and beside the table; only what holds a value counts.
        baris, kolom = _luas_isi(lembar)
        if baris > BARIS_MAKS or kolom > KOLOM_MAKS:
            raise BerkasDitolak(
                f"Lembar “{lembar.title}” terlalu besar: paling banyak {BARIS_MAKS} baris dan {KOLOM_MAKS} kolom."
            )
        petak.append(Petak(lembar.title, _baris_lembar(lembar, baris, kolom)))
    return Terbaca(tuple(p for p in petak if p.baris), tuple(catatan))


def _data_cetakan(buku: Any, lembar: Any) -> bool:
    """Our own printed workbook says everything twice: on its paper, and one row per figure on a sheet of data."""
    cetakan = lembar.title == NAMA_DATA and NAMA_KERTAS in buku.sheetnames
    return cetakan and str(lembar["A1"].value or "").startswith(AWAL_DATA)


def _luas_isi(lembar: Any) -> tuple[int, int]:
    """The last row and column that hold a value."""
    terisi = [letak for letak, sel in lembar._cells.items() if sel.value is not None]
    return max((b for b, _ in terisi), default=0), max((k for _, k in terisi), default=0)


def _baris_lembar(lembar: Any, baris_akhir: int, kolom_akhir: int) -> tuple[tuple[SelBaca, ...], ...]:
    if not baris_akhir:
        return ()
    gabungan = {}
    for area in lembar.merged_cells.ranges:
        for b in range(area.min_row, min(area.max_row, BARIS_MAKS) + 1):
            for k in range(area.min_col, min(area.max_col, KOLOM_MAKS) + 1):
                gabungan[b, k] = (b, k) != (area.min_row, area.min_col)
    hasil = []
    for nomor, baris in enumerate(lembar.iter_rows(max_row=baris_akhir, max_col=kolom_akhir), start=1):
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
    return _wajar(str(nilai))


def _wajar(teks: str) -> str:
    """Raises BerkasDitolak for a cell that no table has: cut off it would lose its end in silence."""
    if len(teks) > HURUF_MAKS:
        raise BerkasDitolak(
            f"Ada sel yang berisi {len(teks)} huruf. Paling banyak {HURUF_MAKS} huruf dalam satu sel."
        )
    return teks


def _angka(nilai: float) -> str:
    """With a decimal comma; a float's own digits are kept, never more than it has."""
    if isinstance(nilai, int) or (nilai == int(nilai) and abs(nilai) < 1e15):
        return str(int(nilai))
    return repr(nilai).replace(".", ",") if "e" not in repr(nilai) else repr(nilai)


# ── Word ──
def _baca_docx(arsip: zipfile.ZipFile, nama: str) -> Terbaca:
    try:
        akar = ElementTree.fromstring(arsip.read("word/document.xml"), forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError, zipfile.BadZipFile, ValueError) as galat:
        raise BerkasDitolak(f"“{nama}” tidak dapat dibaca sebagai dokumen Word.") from galat
    petak: list[Petak] = []
    sebelum: list[str] = []
    badan = akar.find(f"{W}body")
    for unsur in () if badan is None else _isi_unsur(badan):
        if unsur.tag == f"{W}p":
            if teks := _teks_p(unsur).strip():
                sebelum += [b for b in teks.splitlines() if b.strip()]
        elif unsur.tag == f"{W}tbl":
            nama_tabel = f"Tabel {len(petak) + 1}"
            petak.append(Petak(nama_tabel, _baris_tabel(unsur, nama_tabel), tuple(sebelum)))
            sebelum = []
        if sum(len(p.baris) * p.lebar for p in petak) > SEL_MAKS or len(sebelum) > BARIS_MAKS:
            raise BerkasDitolak(f"“{nama}” terlalu besar: paling banyak {SEL_MAKS} sel.")
    if sebelum:
        petak.append(Petak("Teks sesudah tabel" if petak else "Teks", (), tuple(sebelum)))
    return Terbaca(tuple(petak))


def _isi_unsur(induk: Any) -> Iterator[Any]:
    """The children, those inside content controls included."""
    for unsur in induk:
        if unsur.tag == f"{W}sdt":
            isi = unsur.find(f"{W}sdtContent")
            yield from () if isi is None else _isi_unsur(isi)
        else:
            yield unsur


def _teks_p(p: Any) -> str:
    return _wajar("".join(_potongan_teks(p)))


def _potongan_teks(unsur: Any) -> Iterator[str]:
    """Text in reading order; a fraction of Word's equations comes as the LaTeX that formulas are read from."""
    for x in unsur:
        if x.tag in (f"{W}t", f"{M}t"):
            yield x.text or ""
        elif x.tag == f"{W}tab":
            yield "\t"
        elif x.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif x.tag == f"{W}noBreakHyphen":
            yield "-"
        elif x.tag == f"{M}f":
            atas, bawah = (
                "".join(_potongan_teks(y)) for y in (x.find(f"{M}num"), x.find(f"{M}den")) if y is not None
            )
            yield f"\\frac{{\\text{{{atas}}}}}{{\\text{{{bawah}}}}} "
        elif x.tag not in (f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}tbl"):
            yield from _potongan_teks(x)


def _bulat(unsur: Any, baku: int) -> int:
    """A count in an attribute, within what a table can have."""
    teks = "" if unsur is None else unsur.get(f"{W}val", "")
    return min(int(teks), KOLOM_MAKS + 1) if teks.isdecimal() and len(teks) < 6 else baku


def _baris_tabel(tabel: Any, nama: str) -> tuple[tuple[SelBaca, ...], ...]:
    hasil: list[list[SelBaca]] = []
    for nomor, baris in enumerate((x for x in _isi_unsur(tabel) if x.tag == f"{W}tr"), start=1):
        if nomor > BARIS_MAKS:
            raise BerkasDitolak(f"{nama} terlalu panjang: paling banyak {BARIS_MAKS} baris.")
        sel: list[SelBaca] = []
        for n in range(_bulat(baris.find(f"{W}trPr/{W}gridBefore"), 0)):
            sel.append(SelBaca("", f"{nama} baris {nomor} kolom {n + 1}"))
        for tc in (x for x in _isi_unsur(baris) if x.tag == f"{W}tc"):
            sel += _sel_word(tc, nama, nomor, len(sel))
            if len(sel) > KOLOM_MAKS:
                raise BerkasDitolak(f"{nama} terlalu lebar: paling banyak {KOLOM_MAKS} kolom.")
        hasil.append(sel)
    return _pangkas(hasil)


def _sel_word(tc: Any, nama: str, nomor: int, mulai: int) -> Iterator[SelBaca]:
    sifat = tc.find(f"{W}tcPr")
    lebar, sambungan = 1, False
    if sifat is not None:
        lebar = max(1, _bulat(sifat.find(f"{W}gridSpan"), 1))
        tegak = sifat.find(f"{W}vMerge")
        sambungan = tegak is not None and tegak.get(f"{W}val", "continue") == "continue"
    # Paragraphs of a table inside the cell are text of the cell: nothing is dropped.
    teks = "\n".join(_teks_p(p) for p in tc.iter(f"{W}p")).strip("\n")
    yield SelBaca(_wajar(teks), f"{nama} baris {nomor} kolom {mulai + 1}", sambungan and not teks.strip())
    for n in range(1, lebar):
        yield SelBaca("", f"{nama} baris {nomor} kolom {mulai + 1 + n}", True)


# ── text ──
def baca_teks(teks: str) -> Terbaca:
    """Pasted or saved text with tabs between cells (else semicolons, bars, or commas, where they make a table); a
    quoted cell may hold line breaks, as Excel copies them. Lines without a tab before the first table row are kept
    as text before it. HTML is read as such. Raises BerkasDitolak."""
    if len(teks) > UKURAN_MAKS:
        raise BerkasDitolak("Teks yang ditempel terlalu panjang.")
    if berisi_tabel(teks):
        return _dari_html(teks)
    teks = teks.replace("\r\n", "\n").replace("\r", "\n")
    pemisah = cari_pemisah(teks)
    if teks.count(pemisah) > SEL_MAKS:
        raise BerkasDitolak(f"Tabel terlalu besar: paling banyak {SEL_MAKS} sel.")
    baris = list(islice(belah(teks, pemisah), BARIS_MAKS + 1))
    if len(baris) > BARIS_MAKS:
        raise BerkasDitolak(f"Teks terlalu panjang: paling banyak {BARIS_MAKS} baris.")
    if any(s.strip() for satu in baris for s in satu[KOLOM_MAKS:]):
        raise BerkasDitolak(f"Tabel terlalu lebar: paling banyak {KOLOM_MAKS} kolom.")
    sebelum: list[str] = []
    pertama = 1
    while baris and len(baris[0]) == 1:
        pertama += 1
        if isi := baris.pop(0)[0].strip():
            sebelum.append(_wajar(isi))
    hasil = [
        [SelBaca(_wajar(sel), f"baris {nomor} kolom {k}") for k, sel in enumerate(satu[:KOLOM_MAKS], start=1)]
        for nomor, satu in enumerate(baris, start=pertama)
    ]
    return Terbaca((Petak("Tempelan", _pangkas(hasil), tuple(sebelum)),) if hasil or sebelum else ())


def _dari_html(teks: str) -> Terbaca:
    tabel, sesudah = baca_html(teks)
    petak = []
    for n, t in enumerate(tabel, start=1):
        if len(t.baris) > BARIS_MAKS or max(map(len, t.baris), default=0) > KOLOM_MAKS:
            raise BerkasDitolak(
                f"Tabel {n} terlalu besar: paling banyak {BARIS_MAKS} baris dan {KOLOM_MAKS} kolom."
            )
        baris = [
            [
                SelBaca(_wajar(isi), f"Tabel {n} baris {b} kolom {k}", lanjut)
                for k, (isi, lanjut) in enumerate(satu, start=1)
            ]
            for b, satu in enumerate(t.baris, start=1)
        ]
        petak.append(Petak(f"Tabel {n}", _pangkas(baris), tuple(map(_wajar, t.sebelum))))
    if sesudah:
        petak.append(Petak("Teks sesudah tabel", (), tuple(map(_wajar, sesudah))))
    return Terbaca(tuple(petak))


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
