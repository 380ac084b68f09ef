"""PDF files with text, as offices print and save them."""

import functools

import pytest
from weasyprint import HTML

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import Grid, ReadSource
from bakesbang.reading.sources import read_file

STYLE = (
    "<style>@page{{size:A4 {0};margin:1.5cm}}"
    "table{{border-collapse:collapse;width:100%;font:9pt Arimo,sans-serif}}"
    "td,th{{border:.5pt solid #000;padding:2pt 3pt;vertical-align:top}}"
    "thead{{display:table-header-group}}</style>"
)


@functools.cache
def pdf(body: str, paper: str = "landscape") -> bytes:
    return HTML(string=STYLE.format(paper) + body).write_pdf()


def read(body: str, paper: str = "landscape") -> ReadSource:
    return read_file(pdf(body, paper), "rencana.pdf")


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in row] for row in grid.rows]


HEADING = "<thead><tr><th>No</th><th>Sasaran</th><th>Target</th></tr></thead>"


def test_a_table_over_several_pages_is_one_table_whose_heading_is_read_once():
    rows = "".join(f"<tr><td>{n}</td><td>Sasaran {n}</td><td>{n}%</td></tr>" for n in range(1, 80))
    [grid, after] = read(f"<p>RENCANA AKSI</p><table>{HEADING}{rows}</table><p>Kota X</p>").grids
    assert grid.before == ("RENCANA AKSI",)
    assert texts(grid)[0] == ["No", "Sasaran", "Target"]
    assert [row[0] for row in texts(grid)[1:]] == [str(n) for n in range(1, 80)]
    assert grid.rows[-1][0].place.startswith("Halaman ")
    assert after.before == ("Kota X",)


def test_a_wrapped_line_is_one_sentence_and_lines_of_a_list_stay_lines():
    long = "Meningkatnya kualitas layanan arsip dinamis dan statis bagi masyarakat"
    body = (
        f"<table>{HEADING}<tr><td>1</td><td><div style='width:4cm'>{long}</div></td>"
        "<td>TW I = 25%<br>TW II = 50%</td></tr></table>"
    )
    body = body.replace("<td><div", "<td style='width:4.2cm'><div")
    [grid] = read(body).grids
    assert texts(grid)[1] == ["1", long, "TW I = 25%\nTW II = 50%"]


def test_cells_that_miss_a_rule_span_several_columns_and_rows():
    body = (
        "<table><tr><th rowspan=2>No</th><th colspan=2>Target</th></tr><tr><th>I</th><th>II</th></tr>"
        "<tr><td>1</td><td colspan=2>85</td></tr></table>"
    )
    [grid] = read(body).grids
    assert grid.shown(1, 0).text == "No"
    assert grid.shown(2, 2).text == "85"
    assert grid.rows[2][2].anchor == (2, 1)


def test_raised_figures_are_marks_and_powers_of_units_stay():
    [grid] = read("<table><tr><td>a</td><td>80<sup>1</sup></td><td>5 m<sup>2</sup></td></tr></table>").grids
    assert texts(grid) == [["a", "80", "5 m²"]]
    assert grid.rows[0][1].doubtful


@pytest.mark.parametrize("degrees", [90, -90])
def test_a_page_that_lies_on_its_side_is_turned_first(degrees: int):
    body = (
        f"<div style='transform:rotate({degrees}deg);width:15cm;margin-top:6cm'><table>{HEADING}"
        "<tr><td>1</td><td>Meningkatnya layanan</td><td>85</td></tr></table></div>"
    )
    source = read(body, "portrait")
    assert texts(source.grids[0])[1] == ["1", "Meningkatnya layanan", "85"]
    assert "diputar" in source.notes[0]


def test_two_tables_are_two_grids_with_the_lines_before_each():
    table = "<table><tr><td>{}</td><td>b</td><td>c</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    wide = "<table><tr><td>w</td><td>x</td><td>y</td><td>z</td></tr></table>"
    grids = read(f"<p>Satu</p>{table.format('a')}<p>Dua</p>{wide}").grids
    assert [g.before for g in grids] == [("Satu",), ("Dua",)]
    assert [g.width for g in grids] == [3, 4]


def test_a_scan_is_told_what_makes_text_of_it():
    with pytest.raises(FileRefused, match="OCR") as refusal:
        read("<svg width=400 height=300><rect width=300 height=200 fill='grey'/></svg>")
    assert "application/" not in str(refusal.value)


def test_a_pdf_without_a_table_is_its_lines():
    [grid] = read("<p>Laporan ini menjelaskan rencana aksi tahun 2030.</p>").grids
    assert grid.before == ("Laporan ini menjelaskan rencana aksi tahun 2030.",)
    assert not grid.rows


def test_a_password_is_named():
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf("<p>rahasia rencana aksi</p>"))))
    writer.encrypt("sandi", algorithm="RC4-128")
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(FileRefused, match="sandi"):
        read_file(content.getvalue(), "rencana.pdf")


def test_a_broken_pdf_is_refused_with_a_sentence():
    with pytest.raises(FileRefused, match="rusak"):
        read_file(b"%PDF-1.7\n" + b"0" * 200, "a.pdf")
