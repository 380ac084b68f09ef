"""What an address of the IKU page asks for, and the addresses it leads on to."""

import pytest

from iku.forms import PilihanIku


def test_an_address_says_what_is_shown():
    data = {"versi": "1", "tampil": "tabel", "hasil": "1", "isian": "semua"}
    assert PilihanIku.baca(data) == PilihanIku("1", "tabel", hasil=True, semua=True)


@pytest.mark.parametrize("data", [{}, {"tampil": "peta"}, {"hasil": "ya"}, {"isian": "draf"}])
def test_anything_else_is_the_plain_page(data):
    assert PilihanIku.baca(data) == PilihanIku()


def test_a_switch_changes_one_thing_and_keeps_the_rest():
    pilihan = PilihanIku("1", "tabel", hasil=True)
    assert pilihan.alamat(semua=True) == "?versi=1&tampil=tabel&hasil=1&isian=semua"
    assert pilihan.alamat(tampil="") == "?versi=1&hasil=1"
    assert PilihanIku().alamat() == "?"
