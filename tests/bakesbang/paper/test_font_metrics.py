"""Widths come from the font file; wrapping loses no character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.paper.font_metrics import bungkus, huruf, jalur_tebal, potongan_kata, utuh

EM = 2048


def baris(teks: str, em: int, tebal: bool = False) -> list[str]:
    return [teks[a:b] for a, b in bungkus(teks, em * EM, tebal)]


@pytest.mark.parametrize(
    ("teks", "tebal", "lebar"),
    [("A", False, 1366), ("A", True, 1479), ("i", True, 569), ("≥×÷", False, 3444)],
)
def test_widths_are_those_of_arial(teks, tebal, lebar):
    assert huruf().lebar(teks, tebal) == lebar


def test_a_character_that_the_font_lacks_is_counted_wide():
    assert huruf().lebar("\U0001f600") == EM


def test_words_wrap_and_keep_their_spaces():
    assert baris("Menginput data ormas", 6) == ["Menginput ", "data ormas"]


def test_a_line_may_break_after_a_hyphen_or_slash_but_not_before_a_digit():
    potong = potongan_kata("hak-hak sosial/ormas 80-90 TW/2", 1)
    assert potong == ["hak-", "hak ", "sosial/", "ormas ", "80-90 ", "TW/2"]


def test_a_word_that_fits_on_a_line_is_not_broken_at_its_hyphen():
    assert potongan_kata("hak-hak sosial/ormas", 4 * EM) == ["hak-hak ", "sosial/", "ormas"]
    assert utuh("hak-hak <sosial/ormas>", 4 * EM) == '<span class="u">hak-hak</span> &lt;sosial/ormas&gt;'


def test_a_word_wider_than_the_line_is_broken_anywhere():
    assert baris("m" * 10, 4) == ["mmmm", "mmmm", "mm"]


def test_line_ends_of_the_text_are_kept():
    assert baris("satu\n\ndua", 10) == ["satu\n", "\n", "dua"]


def test_bold_text_needs_more_lines():
    teks = "Persentase usulan perempuan yang diakomidir dalam perencanaan pembangunan"
    assert len(baris(teks, 9, tebal=True)) >= len(baris(teks, 9))


@given(st.text(max_size=300), st.integers(1, 40 * EM), st.booleans())
def test_the_lines_joined_are_the_text(teks, lebar, tebal):
    potong = bungkus(teks, lebar, tebal)
    assert "".join(teks[a:b] for a, b in potong) == teks
    assert all(a <= b for a, b in potong)


@given(st.text(max_size=300), st.integers(1, 40 * EM))
def test_the_pieces_joined_are_the_text(teks, lebar):
    assert "".join(potongan_kata(teks, lebar)) == teks


def test_the_draft_mark_is_an_outline():
    jalur, lebar = jalur_tebal("DRAFT")
    assert jalur.startswith("M")
    assert lebar == huruf().lebar("DRAFT", tebal=True)
