"""Workbooks of Excel 97-2003. ``data/formats.xls`` was saved by LibreOffice from a workbook with a percent, a unit, a
day without its year, an hour, a raised figure, a hidden and a struck-out row, and a hidden sheet."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.test_fuzz import changed, changes, read_or_refuse

FILE = (Path(__file__).parent / "data" / "formats.xls").read_bytes()


def test_formats_hidden_and_struck_out_rows_are_read_as_in_a_new_workbook():
    source = read_file(FILE, "rencana.xls")
    [grid] = source.grids
    assert [[c.text for c in row] for row in grid.rows] == [
        ["No", "Sasaran", "Target", "TW I", "TW II"],
        ["1", "Meningkatnya layanan", "20%", "4 kegiatan", "12,5%"],
        ["2", "80", "1/2", "1:30", "85"],
        ["5", "akhir", "ya", "", ""],
    ]
    assert [c.doubtful for c in grid.rows[2]] == [False, True, True, True, False]
    assert len(source.notes) == 3


@pytest.mark.parametrize(
    ("stream", "word_of_it"),
    [("EncryptedPackage", "sandi"), ("WordDocument", ".docx"), ("Lain", "tidak dikenal")],
)
def test_other_files_in_the_old_container_are_told_apart(stream: str, word_of_it: str):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")
    with pytest.raises(FileRefused, match=word_of_it):
        read_file(content, "a.xls")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=changes)
def test_a_damaged_file_is_read_or_refused(edits: list[tuple[int, bytes]]):
    read_or_refuse(changed(FILE, edits))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, len(FILE)))
def test_a_file_cut_short_is_read_or_refused(length: int):
    read_or_refuse(FILE[:length])
