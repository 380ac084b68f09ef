"""OpenDocument sheets and texts."""

import pytest

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import Grid, ReadSource
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.office_files import zipped

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "style")
)
STYLES = (
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
)


def document(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            **parts,
        }
    )


def ods(rows: str, before: str = "", style: str = "") -> bytes:
    table = f'<table:table table:name="A" table:style-name="{style}">{before}{rows}</table:table>'
    return document(f"<office:spreadsheet>{table}</office:spreadsheet>")


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", kind: str = "string", value: str = "", attributes: str = "") -> str:
    stored = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    own = f'office:{stored}="{value}"' if value else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}" {own} {attributes}>{shown}</table:table-cell>'


def read(content: bytes) -> ReadSource:
    return read_file(content, "rencana.ods")


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in line] for line in grid.rows]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (cell("Sasaran"), "Sasaran"),
        (cell("20%", "percentage", "0.2"), "20%"),
        (cell("4 kegiatan", "float", "4"), "4 kegiatan"),
        (cell("12,3", "float", "12.345"), "12,345"),
        (cell("Rp1.500", "currency", "1500"), "Rp 1500"),
        (cell("-", "float", "0"), "-"),
        (cell("01/02/30", "date", "2030-02-01"), "01-02-2030"),
        (cell("1/2", "date", "2030-02-01"), "1/2"),
        (cell("01:30", "time", "PT01H30M00S"), "1:30"),
        (cell("TRUE", "boolean", "true"), "ya"),
        (cell('80<text:span text:style-name="up">1</text:span>'), "80"),
        (cell('<text:span text:style-name="struck">70</text:span>85'), "85"),
        (cell("a<text:line-break/>b<text:s text:c='2'/>c<text:tab/>d"), "a\nb  c\td"),
    ],
)
def test_a_cell_is_read_as_it_was_typed(written: str, text: str):
    assert texts(read(ods(row(written, cell("x")))).grids[0]) == [[text, "x"]]


def test_repeated_merged_and_hidden_cells():
    rows = (
        row(
            cell("a", attributes='table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
            cell("c"),
        )
        + row(cell("x", attributes='table:number-columns-repeated="3"'))
        + row(cell("h"), attributes='table:visibility="collapse"')
        + row(
            cell(attributes='table:number-columns-repeated="16000"'),
            attributes='table:number-rows-repeated="1000000"',
        )
    )
    source = read(ods(rows))
    assert texts(source.grids[0]) == [["a", "", "c"], ["x", "x", "x"]]
    assert source.grids[0].rows[0][1].anchor == (0, 0)
    assert source.notes == ("Baris 3 tersembunyi di lembar “A”, tidak dibaca.",)


def test_a_repeated_value_without_end_is_refused():
    rows = row(cell("x", attributes='table:number-columns-repeated="16000"'))
    with pytest.raises(FileRefused, match="terlalu besar"):
        read(ods(rows))


def test_a_hidden_sheet_is_said_and_a_password_is_named():
    assert read(ods(row(cell("a")), style="gone")).notes == ("Lembar “A” tersembunyi, tidak dibaca.",)
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(FileRefused, match="sandi"):
        read(document("", **{"META-INF/manifest.xml": manifest}))


def test_tables_of_a_text_come_with_the_lines_before_them():
    table = f"<table:table table:name='T'>{row(cell('a'), cell('b'))}</table:table>"
    [grid, after] = read(
        document(f"<office:text><text:p>Judul</text:p>{table}<text:p>Kota</text:p></office:text>")
    ).grids
    assert texts(grid) == [["a", "b"]]
    assert grid.before == ("Judul",)
    assert after.before == ("Kota",)


def test_a_drawing_is_no_table():
    with pytest.raises(FileRefused, match="bukan tabel"):
        read(document("<office:drawing/>"))
