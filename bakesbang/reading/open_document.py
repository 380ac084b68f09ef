"""An OpenDocument sheet or text (.ods, .odt) as grids. Its own reader, because what a cell shows
("4 kegiatan", "20%") and what is merged, hidden or struck out stands only in content.xml; calamine
gives bare values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import MAX_COLUMNS, MAX_ROWS, Grid, ReadSource, fitting
from bakesbang.reading.number_formats import Typed, plain_number, typed_day, typed_time
from bakesbang.reading.package import Package
from bakesbang.reading.raised_text import Run, plain
from bakesbang.reading.sheet import Merged, SheetCells, SheetTooLarge, as_grid

_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
# LibreOffice keeps a yes or no as a number under a format.
_TRUTH = {"TRUE": "ya", "BENAR": "ya", "FALSE": "tidak", "SALAH": "tidak"}
_NUMBER = re.compile(r"-?[\d.,]+")


def read_open_document(package: Package) -> ReadSource:
    """Raises FileRefused."""
    if "META-INF/manifest.xml" in package.parts and _encrypted(package):
        raise FileRefused(f"“{package.name}” berkata sandi. Simpan tanpa kata sandi.")
    root = package.tree("content.xml")
    styles = _Styles(root)
    body = root.find("office_body")
    if body is None:
        raise package.broken()
    sheets = body.find("office_spreadsheet")
    if sheets is not None:
        return _read_sheets(sheets, styles)
    text = body.find("office_text")
    if text is None:
        raise FileRefused(f"“{package.name}” bukan tabel atau dokumen teks. Simpan sebagai .xlsx atau .docx.")
    return _read_text(text, styles)


def _encrypted(package: Package) -> bool:
    return any(e.tag.endswith("encryption-data") for e in package.tree("META-INF/manifest.xml").iter())


class _Styles:
    """Which automatic styles strike out, raise, or hide."""

    def __init__(self, root: Element) -> None:
        self.struck: set[str] = set()
        self.raised: set[str] = set()
        self.hidden_tables: set[str] = set()
        for style in root.iterfind("office_automatic-styles/style_style"):
            self._read(style)

    def _read(self, style: Element) -> None:
        name = style.get("style_name", "")
        text = style.find("style_text-properties")
        table = style.find("style_table-properties")
        if text is not None:
            if text.get("style_text-line-through-style", "none") != "none":
                self.struck.add(name)
            if text.get("style_text-position", "").startswith(("super", "33%")):
                self.raised.add(name)
        if table is not None and table.get("table_display") == "false":
            self.hidden_tables.add(name)


# ── sheets ──
def _read_sheets(sheets: Element, styles: _Styles) -> ReadSource:
    grids: list[Grid] = []
    notes: list[str] = []
    too_large: list[str] = []
    for table in sheets.iterfind("table_table"):
        title = table.get("table_name", "")
        if table.get("table_style-name", "") in styles.hidden_tables:
            notes.append(f"Lembar “{title}” tersembunyi, tidak dibaca.")
            continue
        try:
            grid, said = as_grid(_cells(table, styles))
        except SheetTooLarge:
            too_large.append(
                f"Lembar “{title}” terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom."
            )
            continue
        notes += said
        if grid.rows:
            grids.append(grid)
    if too_large and not grids:
        raise FileRefused(too_large[0])
    notes += [f"{sentence} Lembar ini tidak dibaca." for sentence in too_large]
    return ReadSource(tuple(grids), tuple(notes))


def _cells(table: Element, styles: _Styles) -> SheetCells:
    found = SheetCells(table.get("table_name", ""))
    column = 1
    for element in _inside(table, "table_table-column"):
        many = _count(element.get("table_number-columns-repeated"), 1)
        if element.get("table_visibility", "visible") != "visible":
            found.hidden_columns.update(range(column, min(column + many, MAX_COLUMNS + 2)))
        column += many
    row = 1
    for element in _inside(table, "table_table-row"):
        many = _count(element.get("table_number-rows-repeated"), 1)
        if element.get("table_visibility", "visible") != "visible":
            found.hidden_rows.update(range(row, min(row + many, MAX_ROWS + 2)))
        _read_row(element, row, many, found, styles)
        row += many
    return found


def _inside(table: Element, tag: str) -> Iterator[Element]:
    """Rows or columns, also out of groups and headings."""
    for element in table:
        if element.tag == tag:
            yield element
        elif element.tag.startswith(("table_table-row", "table_table-header", "table_table-column")):
            yield from _inside(element, tag)


def _read_row(element: Element, row: int, many: int, found: SheetCells, styles: _Styles) -> None:
    """A row that is repeated stands for as many equal ones."""
    column = 1
    for cell in element:
        repeated = _count(cell.get("table_number-columns-repeated"), 1)
        if cell.tag == "table_table-cell":
            value, struck = _typed(cell, styles)
            _merge(cell, row, column, found)
            if value.text or value.note:
                for r in range(row, min(row + many, MAX_ROWS + 2)):
                    for c in range(column, min(column + repeated, MAX_COLUMNS + 2)):
                        found.put(r, c, value, struck=struck)
        column += repeated


def _merge(cell: Element, row: int, column: int, found: SheetCells) -> None:
    down = _count(cell.get("table_number-rows-spanned"), 1)
    across = _count(cell.get("table_number-columns-spanned"), 1)
    if down > 1 or across > 1:
        found.merged.append(Merged(row, column, row + down - 1, column + across - 1))


def _typed(cell: Element, styles: _Styles) -> tuple[Typed, bool]:
    shown = plain(_lines(cell, styles))
    text = fitting(shown.text.strip("\n"))
    whole = Typed(text, shown.note, shown.doubtful)
    if cell.get("table_style-name", "") in styles.struck and text.strip():
        return Typed("", f"“{text[:40]}” dicoret, tidak dibaca."), True
    kind = cell.get("office_value-type", "")
    stored = cell.get("office_value", "")
    if kind in ("float", "percentage", "currency") and stored:
        return _number(kind, stored, text), False
    if kind == "date":
        return _day(cell.get("office_date-value", ""), text), False
    if kind == "time":
        return _time(cell.get("office_time-value", ""), text), False
    if kind == "boolean":
        return Typed("ya" if cell.get("office_boolean-value") == "true" else "tidak"), False
    return whole, shown.struck


def _number(kind: str, stored: str, shown: str) -> Typed:
    """The stored digits with what the cell shows around them."""
    try:
        value = float(stored)
    except ValueError:
        return Typed(shown)
    if kind == "percentage":
        return Typed(f"{plain_number(round(value * 100, 12))}%")
    if shown in _TRUTH:
        return Typed(_TRUTH[shown])
    number = plain_number(value)
    found = _NUMBER.search(shown)
    if found is None:
        note = f"Sel ini berisi {number} dan tampil sebagai “{shown}”; dibaca seperti tampilnya."
        return Typed(shown, note) if shown or value == 0 else Typed(number)
    before, behind = shown[: found.start()].strip(), shown[found.end() :].strip()
    if re.search(r"\d", before + behind) or "/" in behind:
        return Typed(shown)  # a fraction, or digits with signs of their own between them
    glue = "" if behind.startswith("%") else " "
    return Typed(f"{before} {number}{glue}{behind}".strip())


def _day(stored: str, shown: str) -> Typed:
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return Typed(shown)
    parts = re.split(r"[\W_]+", shown.strip())
    year = any(len(p) == 4 and p.isdecimal() for p in parts) or len(parts) > 2
    if not year and len(parts) == 2:
        day_shown = str(moment.day) in (p.lstrip("0") for p in parts)
        return typed_day(moment, "dm" if day_shown or moment.day != 1 else "my")
    return typed_day(moment, "dmy")


def _time(stored: str, shown: str) -> Typed:
    match = _DURATION.fullmatch(stored)
    if match is None:
        return Typed(shown)
    hours, minutes, seconds = (int(part[:6]) for part in match.groups())
    return typed_time((hours * 3_600 + minutes * 60 + seconds) / 86_400, "H")


def _lines(cell: Element, styles: _Styles) -> Iterator[Run]:
    first = True
    for element in cell:
        if element.tag not in ("text_p", "text_h", "text_list"):
            continue
        if not first:
            yield Run("\n")
        first = False
        yield from _runs(element, styles, struck=False, raised=False)


def _runs(element: Element, styles: _Styles, *, struck: bool, raised: bool) -> Iterator[Run]:
    name = element.get("text_style-name", "")
    struck = struck or name in styles.struck
    raised = raised or name in styles.raised
    if element.text:
        yield Run(element.text, struck, raised)
    for child in element:
        if child.tag == "text_line-break":
            yield Run("\n")
        elif child.tag == "text_tab":
            yield Run("\t")
        elif child.tag == "text_s":
            yield Run(" " * _count(child.get("text_c"), 1))
        elif child.tag not in ("text_note", "office_annotation", "text_tracked-changes"):
            yield from _runs(child, styles, struck=struck, raised=raised)
        if child.tail:
            yield Run(child.tail, struck, raised)


# ── texts ──
def _read_text(body: Element, styles: _Styles) -> ReadSource:
    grids: list[Grid] = []
    notes: list[str] = []
    before: list[str] = []
    for block in _blocks(body):
        if block.tag == "table_table":
            cells = _cells(block, styles)
            cells.title = f"Tabel {len(grids) + 1}"
            try:
                grid, said = as_grid(cells)
            except SheetTooLarge:
                raise FileRefused(f"{cells.title} terlalu besar.") from None
            grids.append(Grid(grid.name, grid.rows, tuple(before)))
            notes += said
            before = []
            continue
        text = plain(_runs(block, styles, struck=False, raised=False)).text
        before += [fitting(line) for line in text.splitlines() if line.strip()]
    if before:
        grids.append(Grid("Teks sesudah tabel" if grids else "Teks", (), tuple(before)))
    return ReadSource(tuple(grids), tuple(notes))


def _blocks(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag in ("text_p", "text_h", "table_table"):
            yield element
        elif element.tag != "text_tracked-changes":
            yield from _blocks(element)


def _count(text: str | None, default: int) -> int:
    """At most a little more than any table may have, so that repeated blanks cost nothing."""
    if not text or not text.isdecimal() or len(text) > 9:
        return default
    return min(int(text), 2_000_000)
