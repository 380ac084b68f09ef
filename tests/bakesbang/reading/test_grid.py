"""The grid and how it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import (
    MAX_COLUMNS,
    MAX_LETTERS,
    MAX_ROWS,
    Grid,
    GridBuilder,
    ReadSource,
    SourceCell,
    content_hash,
)

cells = st.builds(
    SourceCell,
    st.text(max_size=5),
    st.text(max_size=5),
    st.booleans(),
    st.text(max_size=5),
    st.booleans(),
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
)


@given(st.lists(st.lists(cells, max_size=3), max_size=3), st.lists(st.text(max_size=5), max_size=3))
def test_a_kept_source_comes_back_as_it_was(rows: list[list[SourceCell]], notes: list[str]):
    # What a cell says of itself without a note is not kept.
    told = tuple(
        tuple(c if c.continues or c.note or c.anchor else SourceCell(c.text, c.place) for c in row)
        for row in rows
    )
    source = ReadSource((Grid("a", told, ("x",)),), tuple(notes))
    assert ReadSource.from_json(source.to_json()) == source


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "notes": 1, "grids": [1]}']
)
def test_what_is_no_kept_source_is_told(text: str):
    with pytest.raises(ValueError):
        ReadSource.from_json(text)


def test_two_files_with_the_same_content_have_one_hash():
    assert content_hash(b"a") == content_hash(b"a") != content_hash(b"b")


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [(MAX_ROWS, 0, "a"), (0, MAX_COLUMNS, "a"), (0, 0, "x" * (MAX_LETTERS + 1))],
)
def test_a_table_without_end_is_refused_with_a_sentence(row: int, column: int, text: str):
    builder = GridBuilder("Tabel 1")
    with pytest.raises(FileRefused, match=r"\.$"):
        builder.put(row, column, SourceCell(text, ""))


def test_a_place_that_is_taken_stays():
    builder = GridBuilder("Tabel 1")
    builder.put(0, 0, SourceCell("a", ""), down=2)
    builder.put(1, 0, SourceCell("b", ""))
    assert builder.taken(1, 0)
    assert [c.text for row in builder.rows() for c in row] == ["a", ""]
