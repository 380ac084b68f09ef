"""One guard for imports and evidence."""

import io
import time
import zipfile

import pytest

from bakesbang.reading.archive_guard import FileRefused, check_archive, check_evidence, open_archive
from bakesbang.reading.sources import check_workbook, read_file
from tests.bakesbang.reading.office_files import (
    external,
    inline,
    row,
    sheet,
    table,
    with_parts,
    word,
    workbook,
    zipped,
)

GOOD = workbook({"A": sheet(row(1, inline("A1", "a")))})
RUNNABLE = {
    "macro of a workbook": ("xl/vbaProject.bin", "makro"),
    "macro of a document": ("word/vbaProject.bin", "makro"),
    "Excel 4 macro": ("xl/macrosheets/sheet1.xml", "makro"),
    "ActiveX": ("word/activeX/activeX1.xml", "ActiveX"),
    "embedded object": ("word/embeddings/oleObject1.bin", "disisipkan"),
    "embedded program": ("xl/embeddings/setup.exe", "disisipkan"),
    "embedded workbook with macros": ("ppt/embeddings/x.xlsm", "disisipkan"),
    "macro of LibreOffice": ("Basic/Standard/Module1.xml", "makro"),
    "script of LibreOffice": ("Scripts/python/x.py", "makro"),
}


def checked_as_evidence(content: bytes) -> None:
    with open_archive(io.BytesIO(content), "bukti.docx") as archive:
        check_evidence(archive, "bukti.docx")


@pytest.mark.parametrize("kind", RUNNABLE)
def test_what_could_run_is_refused_for_imports_and_for_evidence(kind: str):
    part, word_of_it = RUNNABLE[kind]
    content = with_parts(GOOD, {part: b"x"})
    with pytest.raises(FileRefused, match=word_of_it):
        read_file(content, "a.xlsx")
    with pytest.raises(FileRefused, match=word_of_it):
        checked_as_evidence(content)


def test_the_workbook_behind_a_chart_is_no_embedded_object():
    checked_as_evidence(with_parts(word(table(["a"])), {"word/embeddings/Sheet1.xlsx": GOOD}))


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "frame", "subDocument"])
def test_evidence_that_office_would_complete_from_elsewhere_is_refused(kind: str):
    content = with_parts(word(table(["a"])), {"word/_rels/settings.xml.rels": external(kind)})
    with pytest.raises(FileRefused, match="luar berkas"):
        checked_as_evidence(content)
    assert read_file(content, "a.docx").grids


@pytest.mark.parametrize("kind", ["hyperlink", "image"])
def test_evidence_may_link(kind: str):
    checked_as_evidence(with_parts(word(table(["a"])), {"word/_rels/document.xml.rels": external(kind)}))


EMPTY = {
    "rows": "<sheetData>" + "<row/>" * 3_000_000 + "</sheetData>",
    "cells": "<sheetData><row>" + "<c/>" * 3_000_000 + "</row></sheetData>",
    "columns": "<cols>" + "<col/>" * 3_000_000 + "</cols><sheetData/>",
    "validations": "<sheetData/><dataValidations>" + "<dataValidation/>" * 3_000_000 + "</dataValidations>",
    "merged ranges": "<sheetData/><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000 + "</mergeCells>",
}


@pytest.mark.parametrize("kind", EMPTY)
def test_a_small_file_with_millions_of_elements_is_refused_at_once(kind: str):
    content = workbook({"A": EMPTY[kind]})
    assert len(content) < 300_000
    start = time.process_time()
    with pytest.raises(FileRefused, match="terlalu besar"):
        read_file(content, "a.xlsx")
    with pytest.raises(FileRefused, match="terlalu besar"):
        check_workbook(content, "a.xlsx")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/comments1.xml", "docProps/app.xml"]
)
def test_every_part_counts_against_the_same_budget(part: str):
    content = with_parts(GOOD, {part: "<a>" + "<b/>" * 2_000_000 + "</a>"})
    with pytest.raises(FileRefused, match="terlalu besar"):
        read_file(content, "a.xlsx")


def test_many_parts_that_are_each_within_their_bounds_are_too_much_together():
    one = "<a>" + "<b/>" * 1_000_000 + "</a>"
    content = with_parts(GOOD, {f"x/{n}.xml": one for n in range(8)})
    with pytest.raises(FileRefused, match="terlalu besar"):
        read_file(content, "a.xlsx")


def test_a_sheet_over_its_bounds_is_named_where_sheets_may_be_skipped():
    content = workbook({"A": EMPTY["rows"], "B": sheet(row(1, inline("A1", "b")))})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        checked = check_archive(archive, "a.xlsx", skip_sheets=True)
    assert checked.too_large == {"xl/worksheets/sheet1.xml"}
    source = read_file(content, "a.xlsx")
    assert [g.name for g in source.grids] == ["B"]
    assert "“A” terlalu besar" in source.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_an_encoding_that_hides_words_from_the_guard_is_refused(encoding: str):
    hidden = external("attachedTemplate").encode(encoding)
    with pytest.raises(FileRefused, match="tidak lazim"):
        checked_as_evidence(with_parts(word(table(["a"])), {"word/_rels/settings.xml.rels": hidden}))


def test_parts_without_end_and_broken_containers_are_refused():
    with pytest.raises(FileRefused, match="terlalu besar"):
        read_file(zipped({f"x/{n}": b"" for n in range(2_001)}), "a.xlsx")
    with pytest.raises(FileRefused, match="rusak"):
        read_file(GOOD[: len(GOOD) // 2], "a.xlsx")
