"""Pages are filled with whole blocks; what is higher than a page is divided and loses nothing."""

import re
from collections.abc import Callable

import pytest

from bakesbang.paper.document import (
    LANJUTAN,
    Cabang,
    Gabung,
    Isian,
    IsiTeks,
    Judul,
    Jumlah,
    Kolom,
    Putus,
    Sel,
)
from bakesbang.paper.estimate import Ukuran
from bakesbang.paper.font_metrics import huruf
from bakesbang.paper.layout import susun
from bakesbang.paper.measures import Tata
from bakesbang.paper.page_plan import Ruang, belah_raksasa, ratakan, rencanakan
from bakesbang.paper.pagination import bagi
from bakesbang.paper.sizes import F4
from tests.bakesbang.paper.samples import DUA_BELAS, cabang_sk, rencana_aksi, rencana_besar

DUA = (Kolom("a", "A", 1, 0), Kolom("b", "B", 1, 1))
UKURAN = Ukuran((60.0, 60.0), 8.0, 10.0, 2.0, 1.0, 0.5, None)


def tinggi_tetap(pt: float) -> Callable[[Sel, bool], float]:
    """Every cell needs so many points, merged empty ones nothing."""
    return lambda sel, lanjutan: 0.0 if isinstance(sel.isi, Gabung) else pt


def blok(baris: int, nama: str = "b") -> Cabang:
    """A block of so many lines that are never parted."""
    return Cabang({}, (Isian({}, tuple({"b": IsiTeks(f"{nama}{n}")} for n in range(baris))),))


def induk(*anak: Cabang) -> Cabang:
    return Cabang({"a": IsiTeks("induk")}, anak=anak)


def rencana(isi, pertama: float, lain: float, ekor: float = 0.0) -> list[tuple[int, int]]:
    return rencanakan(susun(DUA, isi), Ruang(pertama, lain, ekor), tinggi_tetap(10))


def test_pages_are_filled_with_as_many_blocks_as_fit():
    assert rencana([induk(*[blok(4)] * 5)], 80, 120) == [(0, 8), (8, 20)]


def test_a_block_that_does_not_fit_goes_to_the_next_page_whole():
    assert rencana([induk(blok(4), blok(4))], 79, 120) == [(0, 4), (4, 8)]


def test_the_first_page_stays_empty_when_no_block_fits_below_the_head():
    assert rencana([induk(blok(4), blok(4))], 30, 120) == [(0, 0), (0, 8)]


def test_a_block_taller_than_any_page_is_parted_at_its_lines():
    assert rencana([induk(blok(12))], 30, 50) == [(0, 3), (3, 8), (8, 12)]


def test_a_tall_block_is_parted_between_its_indicators_first():
    isian = tuple(Isian({}, ({"b": IsiTeks("x")},) * 3) for _ in range(3))
    assert rencana([Cabang({}, isian)], 50, 50) == [(0, 3), (3, 6), (6, 9)]


def test_a_line_higher_than_a_page_still_gets_one():
    assert rencana([blok(2)], 5, 5) == [(0, 1), (1, 2)]


def test_a_heading_never_ends_a_page():
    assert rencana([blok(2), Judul("J"), blok(2)], 30, 60) == [(0, 2), (2, 5)]


def test_a_heading_shown_again_takes_room():
    assert rencana([Judul("J"), blok(2), blok(2), blok(2)], 30, 50) == [(0, 3), (3, 7)]
    assert rencana([Judul("J"), blok(2), blok(2), blok(2)], 30, 49) == [(0, 3), (3, 5), (5, 7)]


def test_a_parent_higher_than_its_rows_needs_its_own_room():
    tabel = susun(DUA, [induk(blok(1)), induk(blok(1))])
    tinggi = lambda sel, lanjutan: 50.0 if sel.kolom == 0 else 10.0  # noqa: E731
    assert rencanakan(tabel, Ruang(60, 60), tinggi) == [(0, 1), (1, 2)]


def test_signatures_are_kept_with_the_last_block():
    assert rencana([induk(*[blok(4)] * 3)], 120, 120, ekor=10) == [(0, 8), (8, 12)]
    assert rencana([induk(*[blok(4)] * 3)], 130, 130, ekor=10) == [(0, 12)]


def test_signatures_move_a_single_block_to_the_next_page():
    assert rencana([induk(blok(4))], 40, 60, ekor=20) == [(0, 0), (0, 4)]


def test_signatures_that_fit_beside_no_block_part_nothing():
    assert rencana([induk(blok(4))], 40, 40, ekor=20) == [(0, 4)]


def test_a_total_goes_with_the_last_row():
    assert rencana([blok(2), blok(2), Jumlah("T", {"b": IsiTeks("9")})], 40, 60) == [(0, 2), (2, 5)]


def test_an_empty_table_is_one_page():
    assert rencana([], 30, 60) == [(0, 0)]


def test_a_plan_of_forty_pages_parts_no_quarter_group():
    tata = Tata(rencana_besar(160), F4)
    tabel = tata.dokumen.tabel
    halaman = rencanakan(tabel, tata.ruang, tata.tinggi)
    assert len(halaman) >= 40
    assert [a for a, _ in halaman[1:]] == [z for _, z in halaman[:-1]]
    assert (halaman[0][0], halaman[-1][1]) == (0, len(tabel.baris))
    assert all(awal % 4 == 0 for awal, _ in halaman)


def test_no_planned_page_is_higher_than_its_room():
    tata = Tata(rencana_besar(60, panjang=4), F4)
    halaman = rencanakan(tata.dokumen.tabel, tata.ruang, tata.tinggi)
    for n, baris in enumerate(bagi(tata.dokumen.tabel, halaman)):
        assert sum(ratakan(baris, tata.tinggi)) <= (tata.ruang.lain if n else tata.ruang.pertama) + 0.01


def test_work_grows_with_the_lines_not_with_their_square():
    def langkah(kegiatan: int) -> int:
        tata, hitung = Tata(rencana_besar(kegiatan), F4), [0]

        def tinggi(sel: Sel, lanjutan: bool) -> float:
            hitung[0] += 1
            return tata.tinggi(sel, lanjutan)

        rencanakan(tata.dokumen.tabel, tata.ruang, tinggi)
        return hitung[0]

    assert langkah(200) < 2.3 * langkah(100)


def test_the_room_of_a_merged_cell_is_shared_out_evenly():
    baris = bagi(susun(DUA, [induk(blok(4))]), [(0, 4)])[0]
    assert ratakan(baris, lambda sel, lanjutan: 80.0 if sel.kolom == 0 else 10.0) == [20.0] * 4
    assert ratakan(baris, lambda sel, lanjutan: 30.0 if sel.kolom == 0 else 10.0) == [10.0] * 4


# ── Texts higher than a page ──


def utuh(tabel, kolom: int) -> str:
    """The texts of a column from top to bottom, as one."""
    potong = [s.isi.teks.removeprefix(f"{LANJUTAN} ") for s in tabel.sel if s.kolom == kolom]
    return re.sub(r"\s+", " ", " ".join(potong)).strip()


KATA = " ".join(f"kata{n}" for n in range(400))


def test_a_table_of_ordinary_texts_is_left_alone():
    tabel = rencana_aksi().tabel
    assert belah_raksasa(tabel, 300, Tata(rencana_aksi(), F4).ukuran) is tabel


@pytest.mark.parametrize(
    "isi", [{"a": KATA, "b": "pendek"}, {"a": "pendek", "b": KATA}, {"a": KATA, "b": KATA[:1800]}]
)
def test_a_text_higher_than_a_page_goes_on_below_and_loses_no_word(isi):
    tabel = susun(DUA, [Cabang({"a": IsiTeks(isi["a"])}, anak=(Cabang({"b": IsiTeks(isi["b"])}),))])
    hasil = belah_raksasa(tabel, 300, UKURAN)
    assert utuh(hasil, 0) == isi["a"]
    assert utuh(hasil, 1) == isi["b"].strip()
    tempat = [(b, s.kolom) for s in hasil.sel for b in range(s.baris, s.baris + s.tinggi)]
    assert sorted(tempat) == [(b, k) for b in range(len(hasil.baris)) for k in range(2)]


def test_a_divided_text_may_be_parted_between_its_parts():
    hasil = belah_raksasa(susun(DUA, [Cabang({"a": IsiTeks(KATA), "b": IsiTeks("x")})]), 300, UKURAN)
    assert {b.putus for b in hasil.baris[1:]} == {Putus.RANGKAI}


def test_a_long_target_keeps_its_label_once():
    panjang = ("1", KATA * 2, "3", "4")
    tabel = susun(DUA_BELAS, [cabang_sk("sk", "ik", panjang, ("", "", "", ""), "Kabid")])
    hasil = belah_raksasa(tabel, 200, Tata(rencana_aksi(tabel=tabel), F4).ukuran)
    tgt = [s.isi for s in hasil.sel if s.kolom == 9]
    assert [t.label for t in tgt].count("TW II = ") == 1
    assert utuh(hasil, 9) == f"1 {KATA * 2} 3 4"
    assert huruf().lebar(max((t.teks for t in tgt), key=len)) < huruf().lebar(KATA * 2)
