"""A PDF with text as grids: ruled tables, also over several pages, with their merged cells and
wrapped lines.

pdfplumber (MIT) finds the rules and the letters; what a table means is worked out here: its rules
give columns and rows, a cell that misses a rule spans several of them, lines of a cell that end
early are lines and the others are one sentence, and a table that goes on over the page is one table
whose headings are read once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bakesbang.reading.archive_guard import MAX_CELLS, FileRefused
from bakesbang.reading.grid import MAX_ROWS, Grid, ReadSource, SourceCell, fitting
from bakesbang.reading.pdf_cells import PageTable, page_tables

MAX_PAGES = 120
FEW_LETTERS = 20  # a page with a picture and no more than its number is a scan
MAX_LETTERS_A_PAGE = 30_000
MAX_RULES_A_PAGE = 20_000
_SAME_EDGE = 6.0  # points
# A page's number, alone on its line or at the end of a foot that every page has.
_PAGE_FOOT = re.compile(
    r"(?:hal(?:aman)?\.?\s*)?\d{1,4}(?:\s*(?:/|dari|of)\s*\d{1,4})?|-\s*\d{1,4}\s*-"
    r"|.*\b(?:hal(?:aman)?|page)\.?\s*\d{1,4}\s*(?:/|dari|of)\s*\d{1,4}",
    re.IGNORECASE,
)
OCR = (
    "Ubah dulu menjadi teks dengan program OCR (misalnya OCRmyPDF, NAPS2, Adobe Acrobat “Kenali Teks”, atau "
    "buka di Google Dokumen), lalu unggah PDF berteks atau Word yang dihasilkannya."
)


def read_pdf(content: bytes, name: str) -> ReadSource:
    """Raises FileRefused: a password, a scan (with what to do), too many pages, or a broken
    file."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise FileRefused(
                    f"“{name}” berisi {len(pdf.pages)} halaman. Paling banyak {MAX_PAGES}: "
                    "simpan halaman tabelnya saja sebagai PDF."
                )
            return _read_pages(pdf, content, name)
    except FileRefused:
        raise
    except RecursionError:
        raise FileRefused(f"“{name}” bersarang terlalu dalam dan tidak dapat dibaca.") from None
    except Exception as error:  # a broken file makes the parser raise whatever it met
        raise _refusal(error, name) from error


def _refusal(error: Exception, name: str) -> FileRefused:
    known = f"{type(error).__name__} {type(error.__cause__).__name__} {error!r}"
    if "Password" in known or "Encryption" in known:
        return FileRefused(
            f"“{name}” berkata sandi. Buka, cetak atau simpan sebagai PDF tanpa kata sandi, lalu unggah lagi."
        )
    return FileRefused(f"“{name}” rusak dan tidak dapat dibaca sebagai PDF.")


@dataclass
class _Reading:
    """Tables so far; the last one may go on over the page."""

    grids: list[Grid] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    running: _Running | None = None
    cells: int = 0

    def close_table(self) -> None:
        if self.running is not None:
            self.grids.append(self.running.grid(f"Tabel {len(self.grids) + 1}"))
            self.running = None


@dataclass
class _Running:
    """A table that is being read: its columns, its rows, and the page of its last row."""

    edges: tuple[float, ...]
    before: tuple[str, ...]
    rows: list[list[SourceCell]] = field(default_factory=list)
    first_page: int = 0

    def grid(self, name: str) -> Grid:
        return Grid(name, tuple(tuple(row) for row in self.rows), self.before)


def _read_pages(pdf: Any, content: bytes, name: str) -> ReadSource:
    reading = _Reading()
    turned = 0
    letters: list[int] = []
    pictures: list[int] = []
    for number, page in enumerate(pdf.pages, start=1):
        page, was_turned = _upright(page, content, number - 1)
        turned += was_turned
        if len(page.chars) > MAX_LETTERS_A_PAGE or len(page.edges) > MAX_RULES_A_PAGE:
            raise FileRefused(f"Halaman {number} “{name}” terlalu rumit untuk dibaca.")
        letters.append(sum(1 for char in page.chars if char["text"].strip()))
        if page.images and letters[-1] < FEW_LETTERS:
            pictures.append(number)
        _read_page(page, number, reading)
        page.close()
        if reading.cells > MAX_CELLS or len(reading.before) > MAX_ROWS:
            raise FileRefused(f"Tabel di “{name}” terlalu besar: paling banyak {MAX_CELLS} sel.")
    if not any(letters) or len(pictures) == len(letters):
        kind = "hasil pindai (gambar)" if pictures else "tanpa teks"
        raise FileRefused(f"“{name}” adalah PDF {kind}, jadi tidak ada huruf yang dapat dibaca. {OCR}")
    reading.close_table()
    if reading.before:
        title = "Teks sesudah tabel" if reading.grids else "Teks"
        reading.grids.append(Grid(title, (), tuple(reading.before)))
    return ReadSource(tuple(reading.grids), tuple(_said(turned, pictures)))


def _said(turned: int, pictures: list[int]) -> Iterator[str]:
    if turned:
        yield f"{turned} halaman yang tercetak miring diputar dulu."
    if pictures:
        listed = ", ".join(map(str, pictures[:20]))
        yield f"Halaman {listed} adalah gambar dan tidak terbaca. {OCR}"


def _upright(page: Any, content: bytes, index: int) -> tuple[Any, bool]:
    """A page whose letters lie on their side is read turned."""
    lying = [char for char in page.chars if not char["upright"]]
    if len(lying) * 2 <= len(page.chars):
        return page, False
    import pdfplumber
    import pypdfium2

    up = sum(1 for char in lying if char["matrix"][1] > 0)
    document = pypdfium2.PdfDocument(content)
    document[index].set_rotation(
        (document[index].get_rotation() + (90 if up * 2 > len(lying) else 270)) % 360
    )
    turned = io.BytesIO()
    document.save(turned)
    document.close()
    turned.seek(0)
    return pdfplumber.open(turned).pages[index], True


def _read_page(page: Any, number: int, reading: _Reading) -> None:
    tables = page_tables(page)
    top = 0.0
    for table in tables:
        lines = _lines_between(page, top, table.top)
        top = table.bottom
        if lines and not _goes_on(reading, table, lines):
            reading.close_table()
        reading.before += lines if reading.running is None else []
        _add(reading, table, number)
    below = _lines_between(page, top, float(page.height))
    if below:
        reading.before += below
        # Words under a table end it, unless it goes on at the top of the next page.


def _lines_between(page: Any, top: float, bottom: float) -> list[str]:
    if bottom - top < 4:
        return []
    part = page.within_bbox((0, max(0.0, top), page.width, min(float(page.height), bottom)), strict=False)
    lines = [" ".join(line.split()) for line in (part.extract_text() or "").splitlines()]
    return [fitting(line) for line in lines if line and not _PAGE_FOOT.fullmatch(line)]


def _goes_on(reading: _Reading, table: PageTable, lines: Sequence[str]) -> bool:
    return (
        reading.running is not None and _same_columns(reading.running.edges, table.edges) and len(lines) <= 2
    )


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    if len(one) != len(other):
        return False
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one, other, strict=True))


def _add(reading: _Reading, table: PageTable, page: int) -> None:
    """A table of its own, or more rows of the one before the page break."""
    running = reading.running
    if running is None or not _same_columns(running.edges, table.edges):
        reading.close_table()
        running = reading.running = _Running(table.edges, tuple(reading.before), first_page=page)
        reading.before = []
    elif reading.before:
        reading.before = []  # what stood at the foot of the page before
    start = _repeated_heading(running.rows, table.rows)
    offset = len(running.rows) - start
    for n, row in enumerate(table.rows[start:], start=start):
        cells = [
            SourceCell(
                cell.text,
                f"Halaman {page} baris {n + 1} kolom {c + 1}",
                cell.continues,
                cell.note,
                cell.doubtful,
                (cell.anchor[0] + offset, cell.anchor[1]) if cell.anchor else None,
            )
            for c, cell in enumerate(row)
        ]
        running.rows.append(cells)
        reading.cells += len(cells)


def _repeated_heading(above: Sequence[Sequence[SourceCell]], rows: Sequence[Sequence[SourceCell]]) -> int:
    """How many rows at the top repeat those at the top of the table."""
    same = 0
    for one, other in zip(above, rows, strict=False):
        texts = [cell.text.casefold().split() for cell in one]
        if texts != [cell.text.casefold().split() for cell in other] or not any(texts):
            break
        same += 1
    return same
