"""An Excel workbook (.xlsx, transitional or strict) as grids: shared texts, styles and sheets are
streamed, so that a sheet that is too large is left after a moment. No formula is evaluated: what
the file keeps as its result counts."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bakesbang.reading.archive_guard import BROKEN, Checked, FileRefused
from bakesbang.reading.grid import MAX_COLUMNS, MAX_ROWS, Grid, ReadSource
from bakesbang.reading.number_formats import BUILT_IN
from bakesbang.reading.package import Package
from bakesbang.reading.raised_text import PlainText
from bakesbang.reading.rich_texts import RichTexts
from bakesbang.reading.sheet import CellStyle, SharedParts, SheetTooLarge, read_sheet
from bakesbang.reading.xml_parts import stream

# How our own printed workbook names its sheets (paper writes them; a test holds them equal).
OWN_PAPER_SHEET = "Kertas"
OWN_DATA_SHEET = "Data"
OWN_DATA_START = "Kunci "

_STYLE_PARTS_LEFT_OUT = (
    "x_fills",
    "x_borders",
    "x_cellStyleXfs",
    "x_cellStyles",
    "x_dxfs",
    "x_tableStyles",
    "x_colors",
    "x_extLst",
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    part: str
    visible: bool


def read_workbook(package: Package, checked: Checked) -> ReadSource:
    """Every visible sheet in order. A sheet that is too large is skipped and said, as long as
    another one is read.

    Raises FileRefused."""
    main = package.main_part("workbook")
    root = package.tree(main)
    properties = root.find("x_workbookPr")
    shared = SharedParts(
        package.name,
        strings=_strings(package, package.target(main, "sharedStrings")),
        styles=_styles(package, package.target(main, "styles")),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )
    targets = package.targets(main)
    sheets = [s for e in root.iterfind("x_sheets/x_sheet") if (s := _sheet(e, targets))]
    reading = _Sheets(package, shared, checked, any(s.title == OWN_PAPER_SHEET for s in sheets))
    for sheet in sheets:
        reading.read(sheet)
    return reading.source()


class _Sheets:
    """The sheets that were read so far, and what is to be said about the others."""

    def __init__(self, package: Package, shared: SharedParts, checked: Checked, own_paper: bool) -> None:
        self.package = package
        self.shared = shared
        self.checked = checked
        self.own_paper = own_paper
        self.grids: list[Grid] = []
        self.notes: list[str] = []
        self.too_large: list[str] = []

    def read(self, sheet: _Sheet) -> None:
        """Raises FileRefused for a sheet that is broken."""
        if not sheet.visible:
            self.notes.append(f"Lembar “{sheet.title}” tersembunyi, tidak dibaca.")
        elif sheet.part in self.checked.too_large:
            self.too_large.append(sheet.title)
        elif sheet.part in self.package.parts:
            self._read_cells(sheet)

    def _read_cells(self, sheet: _Sheet) -> None:
        try:
            with self.package.open(sheet.part) as content:
                grid, said = read_sheet(content, sheet.title, self.shared)
        except SheetTooLarge:
            self.too_large.append(sheet.title)
            return
        except FileRefused:
            raise
        except BROKEN as error:
            raise self.package.broken() from error
        if self.own_paper and _own_data(grid):
            said = [f"Lembar “{OWN_DATA_SHEET}” mengulang angka lembar “{OWN_PAPER_SHEET}”, tidak dibaca."]
        elif grid.rows:
            self.grids.append(grid)
        self.notes += said

    def source(self) -> ReadSource:
        """Raises FileRefused when all that there is was too large."""
        sentences = [_too_large(title) for title in self.too_large]
        if sentences and not self.grids:
            raise FileRefused(sentences[0])
        self.notes += [f"{sentence} Lembar ini tidak dibaca." for sentence in sentences]
        return ReadSource(tuple(self.grids), tuple(self.notes))


def _too_large(title: str) -> str:
    return f"Lembar “{title}” terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom."


def _own_data(grid: Grid) -> bool:
    """Our own printed workbook says everything twice: on its paper, and one row per figure on a
    sheet of data."""
    return grid.name == OWN_DATA_SHEET and bool(grid.rows) and grid.rows[0][0].text.startswith(OWN_DATA_START)


def _sheet(element: Element, targets: dict[str, tuple[str, str]]) -> _Sheet | None:
    """None for what is no table: sheets of charts, dialogs and macros."""
    kind, part = targets.get(element.get("r_id", ""), ("", ""))
    if kind != "worksheet":
        return None
    return _Sheet(element.get("name", ""), part, element.get("state", "visible") == "visible")


# ── shared texts and styles ──
def _strings(package: Package, part: str) -> list[PlainText]:
    if not part:
        return []
    reader = RichTexts()
    try:
        with package.open(part) as content:
            stream(content, package.name, reader.start, reader.end, reader.text)
    except FileRefused:
        raise
    except BROKEN as error:
        raise package.broken() from error
    return reader.found


def _styles(package: Package, part: str) -> list[CellStyle]:
    if not part:
        return []
    root = package.tree(part, _STYLE_PARTS_LEFT_OUT)
    formats = dict(BUILT_IN)
    for element in root.iterfind("x_numFmts/x_numFmt"):
        formats[_number(element.get("numFmtId"))] = element.get("formatCode", "General")
    struck = [_struck(font) for font in root.iterfind("x_fonts/x_font")]
    styles = []
    for element in root.iterfind("x_cellXfs/x_xf"):
        font = _number(element.get("fontId"))
        number_format = formats.get(_number(element.get("numFmtId")), "General")
        styles.append(CellStyle(number_format, struck[font] if 0 <= font < len(struck) else False))
    return styles


def _struck(font: Element) -> bool:
    strike = font.find("x_strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
