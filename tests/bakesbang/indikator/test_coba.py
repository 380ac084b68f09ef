"""Trying a formula: read with the names of now and of before, never raising."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.indikator.coba import cobakan, nama_baru
from bakesbang.kinerja.bentuk import VariabelBaru

DATA = (VariabelBaru("selesai", "Jml selesai"), VariabelBaru("ada", "Jml ada"))
NIHIL = "NIHIL_TIDAK_DINILAI"


def coba(teks, angka=None, variabel=DATA, lama=None, nihil=NIHIL):
    return cobakan(teks, variabel, lama or {}, angka or {}, nihil)


def test_result_and_fraction_with_numbers():
    c = coba("[Jml selesai] / [Jml ada] × 100%", {"selesai": "9", "ada": "11"})
    assert c.kanonik == "[selesai] / [ada] × 100%"
    assert "= 81,82%" in c.html_angka
    assert (c.tanpa_hasil, c.kurang, c.tidak_dipakai) == ("", [], ())


def test_missing_number_is_named_by_its_label():
    c = coba("[Jml selesai] / [Jml ada]", {"selesai": "9"})
    assert (c.kurang, c.tanpa_hasil) == (["Jml ada"], "Isi angka coba untuk Jml ada.")
    assert c.html_angka == ""


def test_zero_by_zero_follows_the_rule_that_was_chosen():
    angka = {"selesai": "0", "ada": "0"}
    assert coba("[Jml selesai] / [Jml ada] × 100%", angka).tanpa_hasil.startswith("Nihil")
    assert "= 100%" in coba("[Jml selesai] / [Jml ada] × 100%", angka, nihil="NIHIL_100").html_angka


def test_former_name_works_while_its_datum_is_there():
    lama = {"Kasus selesai": "selesai", "Kasus hilang": "hilang"}
    assert coba("[Kasus selesai] × 2", lama=lama).kanonik == "[selesai] × 2"
    assert coba("[Kasus hilang] × 2", lama=lama).belum_dikenal == ("Kasus hilang",)


def test_a_present_name_wins_over_a_former_one():
    assert coba("[Jml ada]", lama={"jml ADA": "selesai"}).kanonik == "[ada]"


@pytest.mark.parametrize("teks", ["", "  "])
def test_blank_formula_uses_nothing(teks):
    c = coba(teks)
    assert (c.rumus, c.salah, c.kanonik, c.html) == (None, None, "", "")
    assert c.kurang == []
    assert c.tidak_dipakai == ("Jml selesai", "Jml ada")


def test_new_names_keep_the_order_and_spelling_typed():
    assert nama_baru("[Perkara B] / ([Jml ada] + [Perkara A])", DATA, {}) == ("Perkara B", "Perkara A")
    assert nama_baru("[Perkara B] / /", DATA, {}) == ()


@given(st.text(max_size=60), st.text(max_size=12))
def test_no_text_makes_it_raise(teks, angka):
    c = coba(teks, {"selesai": angka, "ada": "2"})
    assert (c.rumus is None) or (c.salah is None)
    assert isinstance(c.html_angka + c.tanpa_hasil, str)
