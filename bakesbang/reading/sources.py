"""Files and pasted text become one grid of cells, each with its place in the source. Nothing of a
file is ever executed: no formula is evaluated, no link followed, no macro kept. What is too large
or of the wrong kind is refused with a sentence before much of it is read (design: the way in).

``read_file`` and ``read_text`` read here and now; ``bakesbang.reading.apart.read_file_apart`` does
the same in a process with limits and is what a web worker calls. Parse once: keep
``ReadSource.to_json()`` beside the ``content_hash`` of the file and give it to
``ReadSource.from_json`` afterwards."""

from __future__ import annotations

import io
from itertools import islice

import filetype

from bakesbang.reading.aligned import aligned_rows
from bakesbang.reading.archive_guard import (
    MAX_CELLS,
    FileRefused,
    check_archive,
    open_archive,
)
from bakesbang.reading.delimited import find_separator, split_cells
from bakesbang.reading.grid import (
    MAX_COLUMNS,
    MAX_LETTERS,
    MAX_ROWS,
    Grid,
    ReadSource,
    SourceCell,
    column_letters,
    content_hash,
    fitting,
    trimmed,
    without_raised_marks,
)
from bakesbang.reading.html_tables import has_table, read_html
from bakesbang.reading.number_formats import typed_value
from bakesbang.reading.package import Package
from bakesbang.reading.word import read_word
from bakesbang.reading.workbook import (
    OWN_DATA_SHEET,
    OWN_DATA_START,
    OWN_PAPER_SHEET,
    read_workbook,
)

__all__ = [
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_LETTERS",
    "MAX_ROWS",
    "MAX_SIZE",
    "OWN_DATA_SHEET",
    "OWN_DATA_START",
    "OWN_PAPER_SHEET",
    "FileRefused",
    "Grid",
    "ReadSource",
    "SourceCell",
    "cell_text",
    "check_workbook",
    "column_letters",
    "content_hash",
    "read_file",
    "read_text",
]

MAX_SIZE = 10 * 1024 * 1024
# openpyxl, which opens the forms that come back, is slower than the readers here.
MAX_FORM_TAGS = 600_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READABLE = "Excel (.xlsx, .xls), Word (.docx), OpenDocument (.ods), PDF, CSV, atau teks"


def read_file(content: bytes, name: str) -> ReadSource:
    """A file by its content, whatever its name says. Raises FileRefused."""
    _check_size(content, name)
    if content[:8] == _OLE:
        return _read_ole(content, name)
    if content[:4] == b"PK\x03\x04":
        return _read_archive(content, name)
    if b"%PDF-" in content[:1024]:
        from bakesbang.reading.pdf import read_pdf

        return read_pdf(content, name)
    _refuse_other_kinds(content, name)
    return read_text(_decoded(content, name))


def _check_size(content: bytes, name: str) -> None:
    if not content:
        raise FileRefused(f"“{name}” kosong.")
    if len(content) > MAX_SIZE:
        size = len(content) // 1024 // 1024
        raise FileRefused(f"“{name}” berukuran {size} MB. Paling besar {MAX_SIZE // 1024 // 1024} MB.")


def check_workbook(content: bytes, name: str) -> None:
    """The guard before another program of ours opens a workbook. Raises FileRefused."""
    _check_size(content, name)
    if content[:4] != b"PK\x03\x04":
        raise FileRefused(f"“{name}” bukan Excel (.xlsx).")
    with open_archive(io.BytesIO(content), name) as archive:
        check_archive(archive, name, part_tags=MAX_FORM_TAGS)


def cell_text(value: object, number_format: str = "General") -> str:
    """A workbook value as a person would have typed it: 0.2 with a percent format is "20%". Raises
    FileRefused."""
    return fitting(typed_value(value, number_format or "General").text)


# ── kinds ──
def _read_archive(content: bytes, name: str) -> ReadSource:
    with open_archive(io.BytesIO(content), name) as archive:
        checked = check_archive(archive, name, skip_sheets=True)
        package = Package(archive, name)
        if package.main_part("workbook"):
            return read_workbook(package, checked)
        if package.main_part("document"):
            return read_word(package)
        if "content.xml" in package.parts:
            from bakesbang.reading.open_document import read_open_document

            return read_open_document(package)
        if "xl/workbook.bin" in package.parts:
            raise FileRefused(f"“{name}” adalah buku kerja biner (.xlsb). Simpan sebagai .xlsx.")
        if "ppt/presentation.xml" in package.parts:
            raise FileRefused(f"“{name}” adalah presentasi. Salin tabelnya ke Excel atau Word, lalu unggah.")
    raise FileRefused(f"“{name}” tidak dikenal. Yang dapat dibaca: {READABLE}.")


def _read_ole(content: bytes, name: str) -> ReadSource:
    """The old container of Office, which also wraps new files with a password."""
    if _wide("EncryptedPackage") in content:
        raise FileRefused(f"“{name}” berkata sandi. Simpan tanpa kata sandi, lalu unggah lagi.")
    if _wide("WordDocument") in content:
        raise FileRefused(
            f"“{name}” berformat Word lama (.doc). Buka di Word, simpan sebagai .docx, lalu unggah lagi."
        )
    if _wide("Workbook") not in content and _wide("Book") not in content:
        raise FileRefused(f"“{name}” tidak dikenal. Yang dapat dibaca: {READABLE}.")
    from bakesbang.reading.old_workbook import read_old_workbook

    return read_old_workbook(content, name)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _refuse_other_kinds(content: bytes, name: str) -> None:
    """Raises FileRefused with what to do, never with the name of a type that nobody knows."""
    if content[:5] == b"{\\rtf":
        raise FileRefused(f"“{name}” berformat RTF. Buka di Word, simpan sebagai .docx.")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096]:
        raise FileRefused(f"“{name}” berformat XML Excel 2003. Buka di Excel, simpan sebagai .xlsx.")
    kind = filetype.guess_mime(content[:8192])
    if kind is None:
        return
    if kind.startswith("image/"):
        raise FileRefused(
            f"“{name}” adalah gambar. Teksnya harus dikenali dulu: buka di program OCR (misalnya OCRmyPDF, "
            "NAPS2, Adobe Acrobat, atau Google Dokumen), simpan sebagai PDF berteks atau Word, lalu unggah."
        )
    raise FileRefused(f"“{name}” bukan tabel atau dokumen. Yang dapat dibaca: {READABLE}.")


def _decoded(content: bytes, name: str) -> str:
    # Excel's "Unicode text" is UTF-16 with a mark.
    utf16 = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*utf16, "utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise FileRefused(f"“{name}” bukan teks yang dapat dibaca.")


# ── text ──
def read_text(text: str) -> ReadSource:
    """Pasted or saved text with tabs between cells (else semicolons, bars, or commas, where they
    make a table); a quoted cell may hold line breaks, as Excel copies them. Lines without a tab
    before the first table row are kept as text before it. HTML is read as such. Raises
    FileRefused."""
    if len(text) > MAX_SIZE:
        raise FileRefused("Teks yang ditempel terlalu panjang.")
    if has_table(text):
        return _from_html(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = find_separator(text)
    if text.count(separator) > MAX_CELLS:
        raise FileRefused(f"Tabel terlalu besar: paling banyak {MAX_CELLS} sel.")
    rows = list(islice(split_cells(text, separator), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise FileRefused(f"Teks terlalu panjang: paling banyak {MAX_ROWS} baris.")
    if any(cell.strip() for row in rows for cell in row[MAX_COLUMNS:]):
        raise FileRefused(f"Tabel terlalu lebar: paling banyak {MAX_COLUMNS} kolom.")
    if all(len(row) == 1 for row in rows) and (aligned := aligned_rows(text)):
        return _from_aligned(*aligned)
    return _from_rows(rows)


def _from_aligned(before: list[str], rows: list[list[str]]) -> ReadSource:
    if len(rows[0]) > MAX_COLUMNS:
        raise FileRefused(f"Tabel terlalu lebar: paling banyak {MAX_COLUMNS} kolom.")
    grid = _from_rows(rows).grids[0]
    note = "Kolom tabel dikenali dari jarak antarkata. Periksa apakah tiap isi ada di kolomnya."
    return ReadSource((Grid(grid.name, grid.rows, tuple(map(fitting, before))),), (note,))


def _from_rows(rows: list[list[str]]) -> ReadSource:
    before: list[str] = []
    first = 1
    while rows and len(rows[0]) == 1:
        first += 1
        if line := rows.pop(0)[0].strip():
            before.append(fitting(line))
    cells = [
        [
            without_raised_marks(SourceCell(fitting(text), f"baris {number} kolom {n}"))
            for n, text in enumerate(row[:MAX_COLUMNS], start=1)
        ]
        for number, row in enumerate(rows, start=first)
    ]
    if not cells and not before:
        return ReadSource(())
    return ReadSource((Grid("Tempelan", trimmed(cells), tuple(before)),))


def _from_html(text: str) -> ReadSource:
    tables, after = read_html(text)
    grids = []
    for number, table in enumerate(tables, start=1):
        widest = max(map(len, table.rows), default=0)
        if len(table.rows) > MAX_ROWS or widest > MAX_COLUMNS:
            raise FileRefused(
                f"Tabel {number} terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom."
            )
        cells = [
            [
                without_raised_marks(
                    SourceCell(
                        fitting(cell.text),
                        f"Tabel {number} baris {r} kolom {c}",
                        cell.anchor is not None,
                        cell.note,
                        anchor=cell.anchor,
                    )
                )
                for c, cell in enumerate(row, start=1)
            ]
            for r, row in enumerate(table.rows, start=1)
        ]
        grids.append(Grid(f"Tabel {number}", trimmed(cells), tuple(map(fitting, table.before))))
    if after:
        grids.append(Grid("Teks sesudah tabel", (), tuple(map(fitting, after))))
    return ReadSource(tuple(grids))
