"""Valid files with bytes changed: they are read, or refused with a sentence; nothing else comes out."""

import functools
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import ReadSource
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.office_files import (
    cell,
    inline,
    number,
    paragraph,
    row,
    sheet,
    styles,
    table,
    word,
    workbook,
    zipped,
)
from tests.bakesbang.reading.test_open_document import ods
from tests.bakesbang.reading.test_pdf import HEADING, pdf
from tests.bakesbang.reading.test_word import NUMBERING, numbered


@functools.cache
def seed(kind: str) -> bytes:
    if kind == "xlsx":
        body = sheet(
            row(1, inline("A1", "Sasaran"), number("B1", "47515", 1), '<c r="C1" t="s"><v>0</v></c>'),
            row(2, number("A2", "0.5", 2), attributes='hidden="1"'),
            before='<cols><col min="3" max="3" hidden="1"/></cols>',
            after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        )
        return workbook(
            {"A": body},
            style_part=styles(["General", "d-mmm", '0" kegiatan";;"-"'], struck=True),
            strings="<si><r><rPr><strike/></rPr><t>x</t></r></si>",
        )
    if kind == "docx":
        body = table(
            [cell(numbered("a", 1)), cell(paragraph("b"), '<w:gridSpan w:val="2"/><w:vMerge/>')],
            [cell(table(["TW I", "80"]) + paragraph("")), "c"],
        )
        return word(body, numbering=NUMBERING)
    if kind == "ods":
        return ods(
            '<table:table-row><table:table-cell office:value-type="float" office:value="4"><text:p>4 x</text:p></table:table-cell></table:table-row>'
        )
    return pdf(f"<table>{HEADING}<tr><td>1</td><td>a</td><td>2</td></tr></table>")


def read_or_refuse(content: bytes) -> None:
    sentence = "."
    source = ReadSource(())
    try:
        source = read_file(content, "berkas")
    except FileRefused as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
    assert all(len(line) == g.width for g in source.grids for line in g.rows)


changes = st.lists(
    st.tuples(st.integers(0, 10**6), st.binary(min_size=0, max_size=4)), min_size=1, max_size=6
)


def changed(content: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for place, new in edits:
        at = place % (len(content) or 1)
        content = content[:at] + new + content[at + len(new or b"x") :]
    return content


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", ["xlsx", "docx", "ods", "pdf"])
@quick
@given(edits=changes)
def test_bytes_of_the_file_changed(kind: str, edits: list[tuple[int, bytes]]):
    read_or_refuse(changed(seed(kind), edits))


@pytest.mark.parametrize("kind", ["xlsx", "docx", "ods"])
@quick
@given(part=st.integers(0, 20), edits=changes)
def test_bytes_of_a_part_changed(kind: str, part: int, edits: list[tuple[int, bytes]]):
    with zipfile.ZipFile(io.BytesIO(seed(kind))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[part % len(parts)]
    parts[name] = changed(parts[name], edits)
    read_or_refuse(zipped(parts))


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@quick
@given(
    old=st.sampled_from(["1", "0", "A1", "val", "s", "w:p", "c", "row"]),
    new=st.sampled_from(["-1", "999999999999", "", "ZZZZ9", "x:y", "nan", "1e400"]),
)
def test_values_inside_a_part_changed(kind: str, old: str, new: str):
    with zipfile.ZipFile(io.BytesIO(seed(kind))) as archive:
        parts = {
            name: archive.read(name).replace(f'"{old}"'.encode(), f'"{new}"'.encode())
            for name in archive.namelist()
        }
    read_or_refuse(zipped(parts))
