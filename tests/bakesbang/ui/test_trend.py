from decimal import Decimal

import pytest

from bakesbang.ui.trend import gambar

D = Decimal


def test_axis_holds_zero_and_a_round_number_above_the_largest_value() -> None:
    assert [kata for _, _, kata in gambar([("TW I", D("66.67"), "66,67%")]).sumbu] == ["0", "40", "80"]
    assert [kata for _, _, kata in gambar([("TW I", D("112.5"), "")], target=D(100)).sumbu] == [
        "0",
        "60",
        "120",
    ]
    assert [kata for _, _, kata in gambar([("TW I", D(-5), ""), ("TW II", D(10), "")]).sumbu] == [
        "-5",
        "0",
        "10",
    ]


def test_a_quarter_without_a_value_breaks_the_line_and_stands_on_zero() -> None:
    hasil = gambar([("I", D(1), "1"), ("II", D(2), "2"), ("III", None, "Nihil"), ("IV", D(2), "2")])
    assert [len(garis.split()) for garis in hasil.garis] == [2, 1]
    assert [t.ada for t in hasil.titik] == [True, True, False, True]
    assert hasil.titik[2].y == "134.0"


@pytest.mark.parametrize("butir", [[], [("I", None, "Nihil")], [("I", D(0), "0")]])
def test_nothing_to_draw_is_still_a_drawing(butir: list) -> None:
    hasil = gambar(butir)
    assert len(hasil.titik) == len(butir)
    assert len(hasil.sumbu) == 3


def test_points_go_up_when_values_go_up_and_the_target_has_its_line() -> None:
    hasil = gambar([("I", D(10), ""), ("II", D(20), "")], target=D(20))
    assert D(hasil.titik[0].y) > D(hasil.titik[1].y)
    assert hasil.target == hasil.titik[1].y
