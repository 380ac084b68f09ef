"""What was typed in a cell, from the stored number and its format."""

from datetime import date, datetime, time, timedelta

import pytest

from bakesbang.reading.number_formats import typed_number, typed_value


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("80", '0"%"', "80%"),
        ("45", "0\\%", "45%"),
        ("20", '0 "%"', "20%"),
        ("0.125", "0%", "12,5%"),
        ("0.2", "0.00%", "20%"),
        ("0.8", '0%" dari target"', "80% dari target"),
        ("18", '0" kegiatan"', "18 kegiatan"),
        ("1200", '#,##0\\ "orang"', "1200 orang"),
        ("12", 'General" dokumen"', "12 dokumen"),
        ("5", '"≥ "0', "≥ 5"),
        ("1250000", "[$Rp-421]#,##0.00", "Rp 1250000"),
        ("1250000", '_("Rp"* #,##0_)', "Rp 1250000"),
        ("1250000", '0.0,,"jt"', "1,25 jt"),
        ("1000", "#,##0", "1000"),
        ("-5", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "-5"),
        ("1", "00", "01"),
        ("0.5", "# ?/?", "1/2"),
        ("1.5", "# ?/?", "1,5"),
        ("12.300000000000001", "General", "12,3"),
        ("1E-5", "General", "0,00001"),
        ("85", "0.00", "85"),
        ("nan", "0", "nan"),
        ("bukan angka", "0", "bukan angka"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it_without_rounding(stored: str, number_format: str, text: str):
    assert typed_number(stored, number_format).text == text


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("47515", "d-mmm", "1/2"),
        ("47515", "d/m", "1/2"),
        ("10959", "mmm-yy", "1/30"),
        ("0.0625", "h:mm", "1:30"),
        ("0.0625", "h:mm AM/PM", "1:30"),
        ("0.25", "[h]:mm", "6:00"),
        ("1.25", "[h]:mm:ss", "30:00"),
        ("0.0625", "h:mm:ss", "1:30"),
    ],
)
def test_what_excel_took_for_a_day_or_an_hour_is_recovered_and_said(
    stored: str, number_format: str, text: str
):
    typed = typed_number(stored, number_format)
    assert typed.text == text
    assert typed.doubtful
    assert f"“{text}”" in typed.note


@pytest.mark.parametrize(
    ("stored", "number_format", "text"),
    [
        ("47515", "dd/mm/yyyy", "01-02-2030"),
        ("47515", "mmmm yyyy", "Februari 2030"),
        ("47515", "mmmm", "Februari"),
        ("47515", "yyyy", "2030"),
    ],
)
def test_a_day_with_its_year_or_month_in_words_stays_a_day(stored: str, number_format: str, text: str):
    typed = typed_number(stored, number_format)
    assert typed.text == text
    assert not typed.doubtful


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('#,##0;-#,##0;"-"', "-"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        ("0;-0;;@", ""),
        (";;;", ""),
    ],
)
def test_a_zero_that_is_shown_otherwise_is_read_as_shown_and_said(number_format: str, text: str):
    typed = typed_number("0", number_format)
    assert typed.text == text
    assert "berisi 0" in typed.note


def test_years_from_1904_are_counted_from_there():
    assert typed_number("0", "dd/mm/yyyy", from_1904=True).text == "01-01-1904"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "ya"),
        (False, "General", "tidak"),
        (date(2024, 1, 2), "dd-mm-yyyy", "02-01-2024"),
        (datetime(2030, 2, 1), "d-mmm", "1/2"),
        (time(1, 30), "h:mm", "1:30"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00"),
        ("-", "@", "-"),
    ],
)
def test_values_of_another_program_are_read_the_same_way(value: object, number_format: str, text: str):
    assert typed_value(value, number_format).text == text


@pytest.mark.parametrize(
    "number_format", ['"', "[", "\\", ";;;;;;", "_", "*", "[$", "0" * 400, "yymmdd" * 90]
)
def test_no_format_makes_reading_fail(number_format: str):
    assert isinstance(typed_number("44000.5", number_format).text, str)
