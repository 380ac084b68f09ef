"""Target cells as agencies print them that were read wrongly once."""

from decimal import Decimal

import pytest

from bakesbang.calculation.values.value import ValueState, read_value


@pytest.mark.parametrize("teks", ["2024: 80%", "2025 : 12", "1:3 %", "1 Guru : 20 Siswa", "3 dari 4: 75"])
def test_what_only_looks_like_a_ratio_is_text(teks):
    assert read_value(teks).state == ValueState.TEXT


@pytest.mark.parametrize("teks", ["1OO %", "5O", "1l%", "2I"])
def test_a_letter_that_may_be_a_digit_is_doubted(teks):
    nilai = read_value(teks)
    assert nilai.doubt
    assert "huruf" in nilai.echo


@pytest.mark.parametrize(
    ("teks", "angka", "satuan"),
    [
        ("25% kumulatif", "25", "%"),
        ("12 dok kumulatif", "12", "dok"),
        ("25 % (kumulatif)", "25", "%"),
        ("12 kumulatif", "12", ""),
        ("100%%", "100", "%"),
        ("5 liter", "5", "liter"),
        ("5 orang", "5", "orang"),
        ("1 : 16", "0.0625", ""),
    ],
)
def test_a_note_is_no_unit(teks, angka, satuan):
    nilai = read_value(teks)
    assert (nilai.number, nilai.satuan) == (Decimal(angka), satuan)


@pytest.mark.parametrize("teks", ["65,5 / B", "65,5 B", "65,5/B"])
def test_a_grade_behind_its_score(teks):
    nilai = read_value(teks)
    assert (nilai.state, nilai.number, nilai.predikat) == (ValueState.PREDIKAT, Decimal("65.5"), "B")


def test_a_range_may_repeat_its_currency():
    nilai = read_value("Rp 1.000.000 - Rp 2.000.000")
    assert (nilai.state, nilai.number, nilai.upper) == (ValueState.RANGE, 1_000_000, 2_000_000)


@pytest.mark.parametrize(("teks", "tanda"), [("> = 5", "≥"), ("< = 5 %", "≤")])
def test_a_comparison_may_be_spaced(teks, tanda):
    assert read_value(teks).comparator == tanda
