"""Two versions side by side: what came, went, moved and changed, in few words and none too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.versions.diff import Unsur, bandingkan, hitung


def unsur(*kunci: str, induk: str = "", jenis: str = "Indikator", **sel: str | None) -> list[Unsur]:
    return [Unsur(k, jenis, k.upper(), induk, induk.upper(), sel) for k in kunci]


def ringkas(lama, baru):
    return [(p.jenis, p.unsur.kunci, p.dari, p.ke) for p in bandingkan(lama, baru)]


def test_the_same_version_has_no_difference():
    isi = unsur("a", "b", target="5")
    assert bandingkan(isi, isi) == []
    assert not hitung([]).ada


def test_added_and_gone_stand_where_they_are_and_were():
    assert ringkas(unsur("a", "b", "c", "d"), unsur("a", "x", "c", "e")) == [
        ("hilang", "b", "", ""),
        ("tambah", "x", "", ""),
        ("hilang", "d", "", ""),
        ("tambah", "e", "", ""),
    ]


def test_what_is_gone_from_the_top_stands_first():
    assert ringkas(unsur("a", "b"), unsur("b")) == [("hilang", "a", "", "")]


def test_a_new_parent_is_a_move_told_with_both_places():
    lama, baru = unsur("a", induk="s1"), unsur("a", induk="s2")
    assert ringkas(lama, baru) == [("ubah", "a", "di bawah “S1”", "di bawah “S2”")]
    assert ringkas(unsur("a"), baru) == [("ubah", "a", "di tingkat teratas", "di bawah “S2”")]


def test_one_row_that_jumps_is_one_move_not_many():
    assert ringkas(unsur("a", "b", "c", "d"), unsur("d", "a", "b", "c")) == [
        ("ubah", "d", "urutan 4", "urutan 1")
    ]


def test_order_is_counted_among_rows_that_both_versions_have():
    assert not any(p.pindah for p in bandingkan(unsur("a", "b", "c"), unsur("x", "b", "c")))


def test_cells_that_changed_came_or_went_are_named_and_counted():
    lama = unsur("a", target="5", satuan="orang", tw1=None, sumber="Polres")
    baru = unsur("a", target="8", satuan="orang", tw1="", sumber="")
    (p,) = bandingkan(lama, baru)
    assert [(s.nama, s.lama, s.baru) for s in p.sel] == [
        ("target", "5", "8"), ("tw1", None, ""), ("sumber", "Polres", ""),
    ]  # fmt: skip
    h = hitung([p])
    assert (h.tambah, h.hilang, h.pindah, h.ubah, h.sel) == (0, 0, 0, 1, 3)
    assert h.kalimat == "0 ditambah, 0 dihapus, 0 dipindah, 1 diubah (3 sel)"


def test_a_new_element_shows_what_it_says_and_no_blank_cells():
    (p,) = bandingkan([], unsur("a", target="5", sumber="", tw1=None))
    assert [(s.nama, s.lama, s.baru) for s in p.sel] == [("target", None, "5")]


def potong(lama: str, baru: str):
    (p,) = bandingkan(unsur("a", t=lama), unsur("a", t=baru))
    (s,) = p.sel
    return [x.teks for x in s.potongan_lama if x.beda], [x.teks for x in s.potongan_baru if x.beda]


PANJANG = "Persentase ormas perempuan yang aktif dalam pembangunan daerah dan kecamatan"


def test_in_a_long_text_only_the_changed_words_are_marked():
    assert potong(PANJANG, PANJANG.replace("aktif", "terlibat")) == (["aktif"], ["terlibat"])


def test_a_short_text_and_another_sentence_are_marked_whole():
    assert potong("18%", "20%") == (["18%"], ["20%"])
    lain = "Jumlah laporan kejadian bulanan yang diterima oleh petugas piket setiap hari kerja"
    assert potong(PANJANG, lain) == ([PANJANG], [lain])


@given(st.text(min_size=61, max_size=120), st.text(min_size=61, max_size=120))
def test_marked_pieces_always_make_up_the_whole_text(lama, baru):
    semua = bandingkan(unsur("a", t=lama), unsur("a", t=baru))
    for p in semua:
        (s,) = p.sel
        assert "".join(x.teks for x in s.potongan_lama) == lama
        assert "".join(x.teks for x in s.potongan_baru) == baru
    assert bool(semua) == (lama != baru)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_every_element_that_came_or_went_is_told_once(lama, baru):
    semua = bandingkan(unsur(*lama), unsur(*baru))
    assert {p.unsur.kunci for p in semua if p.jenis == "tambah"} == set(baru) - set(lama)
    assert {p.unsur.kunci for p in semua if p.jenis == "hilang"} == set(lama) - set(baru)
    assert len({p.unsur.kunci for p in semua}) == len(semua)
    # Taking the moved ones out leaves the rest in their old order.
    pindah = {p.unsur.kunci for p in semua if p.pindah}
    tinggal = [k for k in baru if k in lama and k not in pindah]
    assert tinggal == [k for k in lama if k in tinggal]


@pytest.mark.parametrize("jenis", ["Sasaran program", "Sasaran kegiatan"])
def test_sasaran_and_indicators_of_one_parent_are_counted_apart(jenis):
    lama = [*unsur("a", induk="s"), *unsur("p", "q", induk="s", jenis=jenis)]
    baru = [*unsur("p", "q", induk="s", jenis=jenis), *unsur("a", induk="s")]
    assert bandingkan(lama, baru) == []
