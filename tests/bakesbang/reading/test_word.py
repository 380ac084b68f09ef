"""Word documents as agencies make them."""

import pytest

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import Grid, ReadSource
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.office_files import cell, external, paragraph, table, with_parts, word

LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (kind, text) in enumerate([("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)")])
)
NUMBERING = f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'


def read(body: str, **parts: str) -> ReadSource:
    return read_file(word(body, **parts), "rencana.docx")


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in line] for line in grid.rows]


def numbered(text: str, level: int, number: int = 3) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_automatic_numbers_stand_before_their_texts_and_count_by_level():
    body = table(
        *[
            [cell(numbered(text, level))]
            for text, level in [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 0), ("f", 1)]
        ]
    )
    [grid] = read(body, numbering=NUMBERING).grids
    assert texts(grid) == [["1 a"], ["1.1 b"], ["1.2 c"], ["a) d"], ["2 e"], ["2.1 f"]]


def test_a_column_that_only_counts_shows_its_numbers():
    rows = [[cell(numbered("", 0)), text] for text in ("x", "y")]
    [grid] = read(table(*rows), numbering=NUMBERING).grids
    assert texts(grid) == [["1", "x"], ["2", "y"]]


def test_numbers_of_a_style_restarted_lists_and_bullets():
    bullets = (
        '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="8"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    style_part = (
        '<w:style w:styleId="Nomor"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Anak"><w:basedOn w:val="Nomor"/></w:style>'
    )
    body = table(
        [cell(paragraph("a", properties='<w:pStyle w:val="Anak"/>'))],
        [cell(numbered("b", 0))],
        [cell(numbered("c", 0, 6))],
        [cell(numbered("d", 0, 5))],
        [cell(numbered("e", 0, 99))],
    )
    [grid] = read(body, numbering=NUMBERING + bullets, style_part=style_part).grids
    assert texts(grid) == [["1 a"], ["2 b"], ["1 c"], ["d"], ["e"]]


def test_what_was_moved_or_deleted_with_a_trace_is_gone_and_what_was_inserted_is_there():
    moved = (
        "<w:p><w:moveFrom><w:r><w:t>lama</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>baru</w:t></w:r></w:moveTo>"
        "<w:del><w:r><w:delText>hapus</w:delText></w:r></w:del><w:ins><w:r><w:t> sisip</w:t></w:r></w:ins></w:p>"
    )
    deleted_row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('hilang'))}</w:tr>"
    body = table([cell(moved)]).replace("</w:tbl>", f"{deleted_row}</w:tbl>")
    [grid] = read(body).grids
    assert texts(grid) == [["baru sisip"]]


def test_a_text_box_is_read_once_although_it_is_written_twice():
    box = f"<w:txbxContent>{paragraph('Indeks')}</w:txbxContent>"
    drawing = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    [grid] = read(table([cell(drawing), "85"])).grids
    assert texts(grid) == [["Indeks", "85"]]


def test_a_table_in_a_text_box_is_a_table():
    drawing = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{table(['a', 'b'])}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    [grid] = read(drawing).grids
    assert texts(grid) == [["a", "b"]]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (table(["TW I", "80"], ["TW II", "82"]), "TW I = 80\nTW II = 82"),
        (table(["TW I", "TW II"], ["80", "82"]), "TW I = 80\nTW II = 82"),
        (table(["1", "satu", "dua"]), "1 satu dua"),
    ],
)
def test_a_table_in_a_cell_is_lines_of_that_cell(inner: str, text: str):
    [grid] = read(table(["Target", cell(inner + paragraph(""))])).grids
    assert texts(grid) == [["Target", text]]


def test_a_table_that_only_frames_another_gives_way_to_it():
    frame = table([cell(paragraph("Judul") + table(["a", "b"], ["c", "d"]) + paragraph(""))])
    [grid] = read(frame).grids
    assert texts(grid) == [["a", "b"], ["c", "d"]]
    assert grid.before == ("Judul",)


def test_raised_figures_struck_out_and_hidden_text_do_not_count():
    raised = '<w:p><w:r><w:t>80</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>'
    [grid] = read(
        table(
            [
                cell(raised),
                cell(paragraph("70", "<w:strike/>") + paragraph("75")),
                cell(paragraph("x", "<w:vanish/>")),
            ]
        )
    ).grids
    [line] = grid.rows
    assert [c.text for c in line[:2]] == ["80", "75"]
    assert line[0].doubtful
    assert "“70”" in line[1].note


def test_a_struck_out_row_is_left_out_and_said():
    source = read(table(["1", "tetap"], ["2", cell(paragraph("lama", "<w:dstrike/>"))], ["3", "baru"]))
    assert texts(source.grids[0]) == [["1", "tetap"], ["3", "baru"]]
    assert source.notes == ("Tabel 1: baris 2 dicoret, tidak dibaca.",)


def test_merged_cells_know_the_cell_whose_value_they_show():
    down = '<w:vMerge w:val="restart"/>'
    body = table(
        [cell(paragraph("a"), down), cell(paragraph("b"), '<w:gridSpan w:val="2"/>')],
        [cell(paragraph(""), "<w:vMerge/>"), "c", "d"],
        [cell(paragraph(""), "<w:vMerge/>"), "e", "f"],
    )
    [grid] = read(body).grids
    assert grid.shown(2, 0).text == "a"
    assert grid.shown(0, 2).text == "b"
    assert grid.rows[2][0].anchor == (0, 0)


def test_cells_merged_the_old_way_beside_each_other():
    body = table(
        [
            cell(paragraph("a"), '<w:hMerge w:val="restart"/>'),
            cell(paragraph(""), "<w:hMerge/>"),
            "c",
        ]
    )
    [grid] = read(body).grids
    assert grid.rows[0][1].continues
    assert grid.shown(0, 1).text == "a"


def test_signs_of_symbol_fonts_are_letters():
    tick = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
    at_least = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t></w:r></w:p>'
    [grid] = read(table([cell(tick), cell(at_least)])).grids
    assert texts(grid) == [["✓", "≥ 5"]]


def test_a_strict_document_is_read_like_any_other():
    [grid] = read_file(word(table(["a", "b"]), strict=True), "a.docx").grids
    assert texts(grid) == [["a", "b"]]


@pytest.mark.parametrize("kind", ["attachedTemplate", "mailMergeSource", "image", "hyperlink"])
def test_links_that_are_never_followed_refuse_nothing(kind: str):
    content = with_parts(word(table(["a"])), {"word/_rels/settings.xml.rels": external(kind)})
    assert texts(read_file(content, "a.docx").grids[0]) == [["a"]]


@pytest.mark.parametrize("depth", [60, 3_000])
def test_a_document_that_is_nested_too_deeply_is_refused_with_a_sentence(depth: int):
    opening = "<w:tbl><w:tr><w:tc>" * depth
    closing = "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(FileRefused, match="terlalu dalam"):
        read(opening + paragraph("x") + closing)
