"""Workbooks as agencies make them."""

import pytest

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import Grid, ReadSource
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.office_files import (
    external,
    inline,
    number,
    row,
    sheet,
    styles,
    with_parts,
    workbook,
)


def read(content: bytes) -> ReadSource:
    return read_file(content, "rencana.xlsx")


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in line] for line in grid.rows]


def only(content: bytes) -> Grid:
    [grid] = read(content).grids
    return grid


def test_formats_with_a_unit_or_a_percent_are_part_of_the_text():
    style_part = styles(["General", '0"%"', '0" kegiatan"', "0%"])
    body = sheet(row(1, number("A1", "80", 1), number("B1", "4", 2), number("C1", "0.125", 3)))
    assert texts(only(workbook({"A": body}, style_part=style_part))) == [["80%", "4 kegiatan", "12,5%"]]


def test_a_strict_workbook_is_read_like_any_other():
    body = sheet(row(1, '<c r="A1" t="s"><v>0</v></c>', number("B1", "4", 1)))
    content = workbook(
        {"A": body},
        style_part=styles(["General", '0" dokumen"']),
        strings="<si><t>Indikator</t></si>",
        strict=True,
    )
    assert texts(only(content)) == [["Indikator", "4 dokumen"]]


def test_raised_figures_and_struck_out_runs_are_left_out_and_said():
    runs = (
        '<si><r><t>80</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r></si>'
        "<si><r><rPr><strike/></rPr><t>70</t></r><r><t>85</t></r></si>"
        '<si><r><t>100 m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>'
    )
    body = sheet(row(1, *(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABC"))))
    [cells] = only(workbook({"A": body}, strings=runs)).rows
    assert [c.text for c in cells] == ["80", "85", "100 m²"]
    assert "catatan" in cells[0].note
    assert cells[0].doubtful
    assert "“70”" in cells[1].note
    assert not cells[2].note


def test_a_figure_raised_as_a_letter_of_its_own_is_left_out_too():
    [cells] = only(workbook({"A": sheet(row(1, inline("A1", "80¹"), inline("B1", "50 m²")))})).rows
    assert [c.text for c in cells] == ["80", "50 m²"]
    assert cells[0].doubtful


def test_hidden_rows_and_columns_are_left_out_and_named():
    body = sheet(
        row(1, inline("A1", "a"), inline("B1", "rahasia"), inline("C1", "c")),
        row(2, inline("A2", "sembunyi"), attributes='hidden="1"'),
        row(3, inline("A3", "x"), inline("C3", "y")),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
    )
    source = read(workbook({"Rencana": body}))
    assert texts(source.grids[0]) == [["a", "c"], ["x", "y"]]
    assert source.grids[0].rows[1][1].place == "C3"
    assert source.notes == (
        "Baris 2 tersembunyi di lembar “Rencana”, tidak dibaca.",
        "Kolom B tersembunyi di lembar “Rencana”, tidak dibaca.",
    )


def test_a_struck_out_row_is_left_out_and_named_a_single_cell_is_emptied():
    style_part = styles(["General"], struck=True)
    body = sheet(
        row(1, inline("A1", "1"), inline("B1", "tetap"), inline("C1", "80", 1)),
        row(2, inline("A2", "2"), inline("B2", "lama", 1), inline("C2", "70", 1)),
    )
    source = read(workbook({"A": body}, style_part=style_part))
    assert texts(source.grids[0]) == [["1", "tetap"]]
    assert source.notes == ("Baris 2 dicoret di lembar “A”, tidak dibaca.",)


def test_a_merged_value_is_known_over_its_whole_range():
    body = sheet(
        row(1, inline("A1", "TW I"), inline("B1", "TW II")),
        row(2, number("A2", "85"), inline("C2", "x")),
        after='<mergeCells><mergeCell ref="A2:B2"/></mergeCells>',
    )
    grid = only(workbook({"A": body}))
    assert grid.rows[1][1].continues
    assert grid.rows[1][1].anchor == (1, 0)
    assert grid.shown(1, 1).text == "85"
    assert grid.shown(1, 0).text == "85"


def test_a_merged_value_whose_first_cell_is_hidden_still_shows():
    body = sheet(
        row(1, inline("A1", "Kepala")),
        row(2, inline("A2", "a"), inline("B2", "b"), inline("C2", "c")),
        before='<cols><col min="1" max="1" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>',
    )
    grid = only(workbook({"A": body}))
    assert texts(grid) == [["Kepala", ""], ["b", "c"]]
    assert grid.rows[0][1].anchor == (0, 0)


def test_what_a_formula_kept_is_read_and_what_it_did_not_keep_is_said():
    body = sheet(
        row(
            1,
            '<c r="A1"><f>1+1</f><v>2</v></c>',
            '<c r="B1"><f>NOW()</f></c>',
            '<c r="C1" t="str"><f>""</f><v></v></c>',
        )
    )
    source = read(workbook({"A": body}))
    assert texts(source.grids[0]) == [["2"]]
    assert source.notes[0].startswith("1 sel berformula")


def test_a_sheet_that_is_too_wide_beside_a_good_one_is_skipped_and_said():
    wide = sheet(row(1, inline("A1", "x"), inline("ZZ1", "y")))
    source = read(workbook({"Bahan": wide, "Rencana": sheet(row(1, inline("A1", "a")))}))
    assert [g.name for g in source.grids] == ["Rencana"]
    assert "Bahan" in source.notes[0]
    with pytest.raises(FileRefused, match="Bahan"):
        read(workbook({"Bahan": wide}))


def test_links_to_other_files_are_not_followed_and_refuse_nothing():
    content = workbook({"A": sheet(row(1, inline("A1", "a")))})
    linked = with_parts(
        content,
        {
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": external("externalLinkPath"),
        },
    )
    assert texts(only(linked)) == [["a"]]


def test_errors_booleans_escapes_and_days_written_out():
    cells = (
        '<c r="A1" t="e"><v>#REF!</v></c>',
        '<c r="B1" t="b"><v>1</v></c>',
        '<c r="C1" t="inlineStr"><is><t>a_x000D_b</t></is></c>',
        '<c r="D1" t="d"><v>2030-02-01</v></c>',
        '<c r="E1" t="d"><v>bukan</v></c>',
        '<c t="s"><v>99</v></c>',
        '<c r="G1"><v>4</v></c>',
    )
    [line] = only(workbook({"A": sheet(row(1, *cells))})).rows
    assert [c.text for c in line] == ["#REF!", "ya", "a\nb", "01-02-2030", "bukan", "", "4"]
    assert "galat" in line[0].note


def test_cells_and_rows_without_a_place_follow_each_other():
    body = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    assert texts(only(workbook({"A": body}))) == [["1", "2"], ["3", ""]]


def test_hidden_sheets_and_sheets_without_cells_are_no_grids():
    source = read(
        workbook(
            {
                "A": sheet(row(1, inline("A1", "a"))),
                "B": sheet(row(1, inline("A1", "b"))),
                "C": sheet(),
            },
            states={"B": "veryHidden"},
        )
    )
    assert [g.name for g in source.grids] == ["A"]
    assert source.notes == ("Lembar “B” tersembunyi, tidak dibaca.",)
