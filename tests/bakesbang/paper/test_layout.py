"""A tree of branches becomes a grid without holes, with breaks only where nothing is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.paper.document import (
    SAMBUNG,
    Cabang,
    Gabung,
    Isian,
    IsiTeks,
    JenisBaris,
    Judul,
    Jumlah,
    Kolom,
    Putus,
    Tabel,
)
from bakesbang.paper.layout import susun
from tests.bakesbang.paper.samples import DUA_BELAS, RENCANA, cabang_sk, cabang_sp, cabang_ss, rencana_aksi

TIGA = (
    Kolom("a", "A", 1, 0),
    Kolom("b", "B", 1, 1),
    Kolom("b_tw", "TW", 1, 1),
    Kolom("c", "C", 1, 2),
    Kolom("pj", "PJ", 1, 2),
)


def teks(kata: str) -> IsiTeks:
    return IsiTeks(kata)


def sel(tabel: Tabel, kunci: str) -> list[tuple[int, int, str]]:
    """(first line, lines, text) of every cell that begins in this column."""
    n = [k.kunci for k in tabel.kolom].index(kunci)
    return [(s.baris, s.tinggi, s.isi.penuh) for s in tabel.sel if s.kolom == n and s.lebar == 1]


def tertutup(tabel: Tabel) -> list[tuple[int, int]]:
    return sorted(
        (b, k)
        for s in tabel.sel
        for b in range(s.baris, s.baris + s.tinggi)
        for k in range(s.kolom, s.kolom + s.lebar)
    )


def test_the_plan_of_2024_has_36_rows_as_printed():
    tabel = rencana_aksi().tabel
    assert len(tabel.baris) == 36
    assert [(b, t) for b, t, _ in sel(tabel, "ss")] == [(0, 16), (16, 20)]
    assert [(b, t) for b, t, _ in sel(tabel, "sp")] == [(0, 4), (4, 8), (12, 4), (16, 4), (20, 8), (28, 8)]
    assert len(sel(tabel, "sk")) == 9


def test_targets_of_a_program_with_two_kegiatan_fill_the_upper_half():
    tabel = rencana_aksi().tabel
    assert [s for s in sel(tabel, "sp_tgt") if 4 <= s[0] < 12] == [
        (4, 1, "TW I = 1 kegiatan"),
        (5, 1, "TW II = 20%"),
        (6, 1, "TW III = -"),
        (7, 1, "TW IV = -"),
        (8, 4, ""),
    ]
    bawah = [s for s in tabel.sel if s.baris == 8 and s.kolom in {5, 6}]
    assert all(isinstance(s.isi, Gabung) for s in bawah)


def test_penanggung_jawab_printed_once_is_merged_over_the_empty_ones_below():
    assert sel(rencana_aksi().tabel, "pj") == [
        (0, 4, RENCANA[0][3][0][4][0][4]),
        (4, 4, RENCANA[0][3][0][4][0][4]),
        (8, 4, RENCANA[0][3][0][4][0][4]),
        (12, 4, RENCANA[0][3][0][4][0][4]),
        (16, 20, "Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional"),
    ]


def test_a_page_may_begin_only_at_a_kegiatan():
    tabel = rencana_aksi().tabel
    assert [n for n, b in enumerate(tabel.baris) if b.putus is Putus.BLOK] == list(range(0, 36, 4))
    assert all(b.putus is Putus.TIDAK for n, b in enumerate(tabel.baris) if n % 4)


def test_a_branch_is_as_high_as_its_tallest_level():
    dua = (
        Isian({}, ({"b_tw": teks("I")}, {"b_tw": teks("II")})),
        Isian({}, ({"b_tw": teks("I")}, {"b_tw": teks("II")})),
    )
    anak = Cabang({"c": teks("c"), "pj": teks("p")})
    tabel = susun(TIGA, [Cabang({"a": teks("a")}, anak=(Cabang({"b": teks("b")}, dua, (anak,)),))])
    assert sel(tabel, "a") == [(0, 4, "a")]
    assert sel(tabel, "b") == [(0, 4, "b")]
    assert sel(tabel, "c") == [(0, 1, "c"), (1, 3, "")]


def test_several_indicators_of_one_sasaran_stand_one_below_the_other():
    isian = (Isian({"c": teks("satu")}, ({}, {})), Isian({"c": teks("dua")}, ({}, {})))
    tabel = susun(TIGA, [Cabang({"pj": teks("p")}, isian)])
    assert sel(tabel, "c") == [(0, 2, "satu"), (2, 2, "dua")]
    assert [b.putus for b in tabel.baris] == [Putus.BLOK, Putus.TIDAK, Putus.RANGKAI, Putus.TIDAK]


def test_groups_of_different_levels_that_overlap_are_never_parted():
    dua = Isian({}, ({"b_tw": teks("I")}, {"b_tw": teks("II")}))
    anak = (Cabang({"c": teks("1")}), Cabang({"c": teks("2")}), Cabang({"c": teks("3")}))
    tabel = susun(TIGA, [Cabang({"b": teks("b")}, (dua,), anak)])
    assert [b.putus for b in tabel.baris] == [Putus.BLOK, Putus.TIDAK, Putus.BLOK]


def test_the_first_blank_penanggung_jawab_has_nothing_to_merge_with():
    tabel = susun(TIGA, [Cabang({"c": teks("c"), "pj": SAMBUNG}), Cabang({"c": teks("d"), "pj": SAMBUNG})])
    assert sel(tabel, "pj") == [(0, 2, "")]


def test_a_merged_cell_does_not_reach_across_a_heading():
    tabel = susun(TIGA, [Cabang({"pj": teks("p")}), Judul("Bidang"), Cabang({"pj": SAMBUNG})])
    assert sel(tabel, "pj") == [(0, 1, "p"), (2, 1, "")]


def test_a_heading_stays_with_the_row_below_and_totals_stay_together():
    tabel = susun(
        TIGA,
        [
            Judul("Bidang", tingkat=2, markah=1),
            Cabang({"c": teks("c")}),
            Jumlah("Rata-rata", {"pj": teks("9")}),
            Jumlah("Dinilai", {"pj": teks("1")}),
        ],
    )
    assert [(b.jenis, b.putus) for b in tabel.baris] == [
        (JenisBaris.KELOMPOK, Putus.BLOK),
        (JenisBaris.BIASA, Putus.TIDAK),
        (JenisBaris.JUMLAH, Putus.RANGKAI),
        (JenisBaris.JUMLAH, Putus.TIDAK),
    ]
    label = next(s for s in tabel.sel if s.isi.penuh == "Rata-rata")
    assert (label.kolom, label.lebar) == (0, 4)


def test_a_story_covers_its_own_level_and_the_deeper_ones():
    anak = Cabang({"c": teks("c"), "pj": teks("p")}, cerita=(teks("cerita"), teks("lagi")))
    tabel = susun(TIGA, [Cabang({"a": teks("a"), "b": teks("b")}, anak=(anak,))])
    assert sel(tabel, "a") == [(0, 3, "a")]
    cerita = next(s for s in tabel.sel if s.isi.penuh == "cerita")
    assert (cerita.baris, cerita.kolom, cerita.lebar) == (1, 3, 2)
    assert [b.putus for b in tabel.baris] == [Putus.BLOK, Putus.TIDAK, Putus.RANGKAI]


def test_rows_know_the_depth_of_the_branch_that_begins_there():
    mulai = [b.mulai for b in rencana_aksi().tabel.baris]
    assert [n for n, m in enumerate(mulai) if m == 1] == [0, 16]
    assert [n for n, m in enumerate(mulai) if m == 2] == [4, 12, 20, 28]
    assert [n for n, m in enumerate(mulai) if m == 3] == [8, 24, 32]


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        susun(TIGA, [Cabang({"tidak_ada": teks("x")})])


def test_two_cells_in_one_place_are_an_error():
    with pytest.raises(ValueError, match="Two cells claim"):
        susun(TIGA, [Cabang({"c": teks("x")}, (Isian({"c": teks("y")}),))])


def test_an_empty_table_has_no_lines():
    assert susun(TIGA, [], hampa="Belum ada.") == Tabel(TIGA, hampa="Belum ada.")


EMPAT = st.tuples(*[st.sampled_from(["1 kegiatan", "-", "", "0"])] * 4)
SK = st.tuples(st.just("sk"), st.just("ik"), EMPAT, st.just(("", "", "", "")), st.sampled_from(["", "Kabid"]))
SP = st.tuples(
    st.just("sp"), st.just("ip"), EMPAT, st.just(("", "", "", "")), st.lists(SK, max_size=3).map(tuple)
)
SS = st.tuples(st.just("ss"), st.just("is"), st.just("0"), st.lists(SP, max_size=3).map(tuple))


@given(
    st.lists(
        st.one_of(
            SS.map(lambda s: cabang_ss(*s)), st.just(Judul("J")), st.just(Jumlah("T", {"pj": IsiTeks("1")}))
        )
    )
)
def test_every_place_of_the_grid_is_covered_exactly_once(isi):
    tabel = susun(DUA_BELAS, isi)
    assert tertutup(tabel) == [(b, k) for b in range(len(tabel.baris)) for k in range(len(DUA_BELAS))]


def test_a_program_without_kegiatan_and_a_kegiatan_without_program_still_print():
    sp = cabang_sp("sp", "ip", ("1", "2", "3", "4"), ("", "", "", ""), ())
    sk = cabang_sk("sk", "ik", ("1", "2", "3", "4"), ("", "", "", ""), "Kabid")
    tabel = susun(DUA_BELAS, [sp, sk])
    assert sel(tabel, "sk") == [(0, 4, ""), (4, 4, "sk")]
