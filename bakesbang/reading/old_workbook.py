"""A workbook of Excel 97–2003 (.xls) as grids. xlrd reads it because it alone tells formats, hidden
rows, raised and struck-out text and merged ranges of these files; calamine is faster and gives bare
values."""

from __future__ import annotations

from typing import Any

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import MAX_COLUMNS, MAX_ROWS, Grid, ReadSource
from bakesbang.reading.number_formats import Typed, typed_number
from bakesbang.reading.raised_text import PlainText, Run, plain
from bakesbang.reading.sheet import Merged, SheetCells, SheetTooLarge, as_grid

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_RAISED = 1  # of a font's escapement


def read_old_workbook(content: bytes, name: str) -> ReadSource:
    """Every visible sheet in order; one that is too large is skipped and said. Raises
    FileRefused."""
    book = _opened(content, name)
    grids: list[Grid] = []
    notes: list[str] = []
    too_large: list[str] = []
    for number, title in enumerate(book.sheet_names()):
        try:
            sheet = book.sheet_by_index(number)
            if sheet.visibility:
                notes.append(f"Lembar “{title}” tersembunyi, tidak dibaca.")
                continue
            grid, said = as_grid(_cells(book, sheet))
        except SheetTooLarge:
            too_large.append(
                f"Lembar “{title}” terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom."
            )
            continue
        except FileRefused:
            raise
        except Exception as error:  # xlrd answers a broken sheet with whatever it met
            raise _broken(name) from error
        notes += said
        if grid.rows:
            grids.append(grid)
    if too_large and not grids:
        raise FileRefused(too_large[0])
    notes += [f"{sentence} Lembar ini tidak dibaca." for sentence in too_large]
    return ReadSource(tuple(grids), tuple(notes))


def _opened(content: bytes, name: str) -> Any:
    import io

    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
    except Exception as error:  # as above
        if "encrypted" in str(error):
            raise FileRefused(f"“{name}” berkata sandi. Simpan tanpa kata sandi.") from error
        raise _broken(name) from error


def _broken(name: str) -> FileRefused:
    return FileRefused(
        f"“{name}” tidak dapat dibaca sebagai buku kerja Excel lama. Buka di Excel, simpan sebagai .xlsx."
    )


def _cells(book: Any, sheet: Any) -> SheetCells:
    found = SheetCells(sheet.name)
    found.hidden_rows = {n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden}
    found.hidden_columns = {n + 1 for n, column in sheet.colinfo_map.items() if column.hidden}
    for top, bottom, left, right in sheet.merged_cells:
        found.merged.append(Merged(top + 1, left + 1, bottom, right))
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in (0, 6):
                continue
            _put(book, sheet, found, row, column, cell)
    return found


def _put(book: Any, sheet: Any, found: SheetCells, row: int, column: int, cell: Any) -> None:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    font = book.font_list[style.font_index] if style is not None else None
    value = _typed(book, sheet, row, column, cell, style)
    struck = font is not None and bool(font.struck_out)
    if struck and value.text.strip():
        value = Typed("", f"“{value.text[:40]}” dicoret, tidak dibaca.")
    if cell.ctype == _TEXT and not value.text and value.note:
        struck = True
    found.put(row + 1, column + 1, value, struck=struck)


def _typed(book: Any, sheet: Any, row: int, column: int, cell: Any, style: Any) -> Typed:
    if cell.ctype in (_NUMBER, _DATE):
        known = book.format_map.get(style.format_key) if style is not None else None
        number_format = known.format_str if known is not None else "General"
        return typed_number(repr(cell.value), number_format, from_1904=bool(book.datemode))
    if cell.ctype == _BOOLEAN:
        return Typed("ya" if cell.value else "tidak")
    if cell.ctype == _ERROR:
        import xlrd

        shown = xlrd.error_text_from_code.get(cell.value, "#GALAT")
        return Typed(shown, f"Rumus di sel ini galat ({shown}).")
    text = _plain(book, sheet.rich_text_runlist_map.get((row, column)), str(cell.value))
    return Typed(text.text, text.note, text.doubtful)


def _plain(book: Any, starts: list[tuple[int, int]] | None, text: str) -> PlainText:
    """``starts``: where a font begins, and which."""
    if not starts:
        return PlainText(text)
    edges = [place for place, _ in starts] + [len(text)]
    runs = [Run(text[: edges[0]])]
    for (place, font_number), end in zip(starts, edges[1:], strict=True):
        font = book.font_list[font_number]
        runs.append(Run(text[place:end], bool(font.struck_out), font.escapement == _RAISED))
    return plain(runs)
