"""The one table of an IKU: what is merged, which columns, and what stands where there is no formula or number."""

import pytest

from bakesbang.paper.document import IsiAngka, IsiRumus, IsiTeks
from iku.laporan import muat_butir, pilih_versi
from iku.tabel import KOLOM, kelompokkan, lembar_data, tabel
from tests.iku import sumber
from tests.iku.besar import buat_besar


def isi(t, kunci):
    """The cells of a column, from top to bottom."""
    kolom = [k.kunci for k in t.kolom].index(kunci)
    return [s.isi for s in t.sel if s.kolom == kolom]


def test_columns_are_those_of_the_decree():
    assert tuple(k.judul for k in KOLOM) == sumber.tabel()[0]


def test_neighbours_with_one_sasaran_are_merged_and_counted_once(peragaan):
    kelompok = kelompokkan(muat_butir(pilih_versi(peragaan.instansi, 2024)))
    assert [(s.nomor, len(s.butir)) for s in kelompok] == [(1, 3), (2, 1)]
    t = tabel(kelompok)
    assert [s.tinggi for s in t.sel if s.kolom == 1] == [3, 1]
    assert [b.nomor for s in kelompok for b in s.butir] == [1, 2, 3, 4]


def test_the_same_sasaran_further_down_is_printed_again(peragaan):
    versi = buat_besar(peragaan.instansi, 2030, 4)
    terakhir = versi.indikator.last()
    terakhir.sasaran = "Sasaran lain"
    terakhir.save()
    kedua = versi.indikator.all()[1]
    kedua.sasaran = "Sasaran tengah"
    kedua.save()
    assert [s.uraian for s in kelompokkan(muat_butir(versi))] == [
        "Sasaran 0", "Sasaran tengah", "Sasaran 0", "Sasaran lain",
    ]  # fmt: skip


def test_formula_is_a_fraction_with_labels_on_screen_and_one_line_in_the_workbook(versi):
    rumus = isi(tabel(kelompokkan(muat_butir(versi))), "rumus")[0]
    assert isinstance(rumus, IsiRumus)
    assert 'class="pecahan__atas"' in rumus.html
    assert rumus.teks == "[Jml konflik IPOLEKSOSBUD yg selesai] / [Jml konflik IPOLEKSOSBUD yang ada] × 100%"


def test_typed_indicator_shows_its_definition_where_others_show_a_formula(peragaan):
    butir = muat_butir(pilih_versi(peragaan.instansi, 2024))
    butir[-1].baris.ketetapan.definisi_operasional = "Banyaknya konflik yang dicatat"
    assert isi(tabel(kelompokkan(butir)), "rumus")[-1] == IsiTeks("Banyaknya konflik yang dicatat")


def test_results_are_numbers_or_the_phrase_in_their_place(versi):
    t = tabel(kelompokkan(muat_butir(versi)), hasil=True)
    assert [s.teks for s in isi(t, "tw4")] == ["81,82%", "87,1%", "100%"]
    nihil = isi(t, "tw1")[-1]
    assert isinstance(nihil, IsiAngka)
    assert (nihil.angka, nihil.teks, nihil.excel) == (None, "Nihil", "")


def test_links_are_for_the_page_only(versi):
    butir = kelompokkan(muat_butir(versi))
    assert {s.tautan for s in isi(tabel(butir), "iku")} == {""}
    assert all(s.tautan.startswith("/i/") for s in isi(tabel(butir, tautan=lambda pk: f"/i/{pk}"), "iku"))


def test_office_takes_the_place_of_a_printed_name_that_is_missing(versi):
    versi.indikator.update(penanggung_jawab_cetak="")
    assert isi(tabel(kelompokkan(muat_butir(versi))), "jawab")[0].teks == (
        "Bidang Kewaspadaan Nasional dan Penanganan Konflik"
    )


@pytest.mark.parametrize("banyak", [0, 2])
def test_data_sheet_is_as_wide_as_the_longest_formula(peragaan, banyak):
    lembar = lembar_data(muat_butir(buat_besar(peragaan.instansi, 2030, banyak)))
    assert len(lembar.kolom) == 14 + (6 if banyak else 0)
    assert {len(b) for b in lembar.baris} == ({len(lembar.kolom)} if banyak else set())


def test_shorter_formulas_leave_the_further_data_blank(peragaan):
    versi = buat_besar(peragaan.instansi, 2030, 2)
    k = versi.indikator.last().ketetapan
    k.rumus = "[ada] × 2"
    k.save()
    lembar = lembar_data(muat_butir(versi))
    letak = [x.kunci for x in lembar.kolom].index("kode2")
    assert [b[letak] for b in lembar.baris] == ["ada"] * 4 + [None] * 4
