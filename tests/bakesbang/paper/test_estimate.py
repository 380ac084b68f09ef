"""Estimates of cell heights; that they are the true ones is shown in test_pdf.py."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bakesbang.paper.document import GABUNG, SAMBUNG, Isi, IsiAngka, IsiRumus, IsiTeks, Sel
from bakesbang.paper.estimate import Ukuran, lebar_kolom, ringkas, tinggi_sel
from tests.bakesbang.paper.samples import DUA_BELAS, nilai, pecahan

# 100 points inside the padding, lines of 10 points, type of 8 points.
UKURAN = Ukuran((104.5, 104.5), 8.0, 10.0, 2.0, 1.0, 0.5, 32.0)
TEPI = 2.5


def tinggi(isi: Isi, *, lanjutan: bool = False, ukuran: Ukuran = UKURAN) -> float:
    return tinggi_sel(Sel(0, 0, isi), ukuran, lanjutan) - TEPI


def test_a_cell_is_as_high_as_its_lines():
    assert tinggi(IsiTeks("satu")) == 10
    assert tinggi(IsiTeks("satu\ndua\ntiga")) == 30
    assert tinggi(IsiTeks("")) == 10


def test_a_merged_empty_cell_needs_nothing():
    assert tinggi_sel(Sel(0, 0, GABUNG), UKURAN) == 0
    assert SAMBUNG.penuh == ""


def test_a_value_wraps_beside_its_label():
    assert tinggi(nilai("dua belas laporan", "TW II = ")) == 10
    assert tinggi(nilai("dua belas laporan tertulis", "TW II = ")) == 20
    assert tinggi(nilai("dua belas laporan tertulis", "TW II = "), ukuran=replace(UKURAN, indent=None)) == 20
    assert tinggi(nilai("dua belas laporan tertulis")) == 10


def test_a_text_shown_again_has_room_for_its_mark():
    assert tinggi(IsiTeks("Persentase konflik SARA")) == 10
    assert tinggi(IsiTeks("Persentase konflik SARA"), lanjutan=True) == 20
    assert tinggi(nilai("20%"), lanjutan=True) == 10


def test_a_text_shown_again_is_cut_when_very_long():
    panjang = " ".join(f"kata{n}" for n in range(100))
    assert ringkas(panjang).endswith(" …")
    assert len(ringkas(panjang)) <= 242
    assert tinggi(IsiTeks(panjang), lanjutan=True) < tinggi(IsiTeks(panjang))
    assert ringkas("pendek") == "pendek"


def test_bold_text_is_wider():
    assert tinggi(IsiTeks("Persentase konflik di kotak", tebal=True)) == 20
    assert tinggi(IsiTeks("Persentase konflik di kotak")) == 10


@pytest.mark.parametrize(
    ("isi", "baris"),
    [
        (pecahan("selesai", "ada"), 2),
        (pecahan("Jumlah konflik yang selesai", "ada"), 4),
        (IsiRumus("<span>a + b</span>", "a + b"), 1),
        (replace(pecahan("Jml konflik yang ada", "ada"), hasil=IsiAngka(Decimal(75), "75%")), 3),
    ],
)
def test_a_fraction_is_as_high_as_its_parts_and_what_stands_below(isi, baris):
    assert round(tinggi(isi)) // 10 == baris


def test_columns_share_the_width_by_their_weight():
    lebar = lebar_kolom(DUA_BELAS, 1000)
    assert round(sum(lebar), 6) == 1000
    assert lebar[2] == min(lebar)
