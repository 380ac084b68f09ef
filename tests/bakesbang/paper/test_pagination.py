"""A page shows its own cells once and its parents again."""

from bakesbang.paper.document import Cabang, IsiTeks, Judul, Kolom
from bakesbang.paper.layout import susun
from bakesbang.paper.pagination import bagi
from tests.bakesbang.paper.samples import rencana_aksi

SATU = (Kolom("a", "A", 1),)


def baris(nama: str) -> Cabang:
    return Cabang({"a": IsiTeks(nama)})


def isi(halaman) -> list[list[tuple[str, bool]]]:
    return [[(g.sel.isi.penuh, g.lanjutan) for b in h for g in b.sel] for h in halaman]


def test_every_cell_is_drawn_exactly_once_as_its_own():
    tabel = rencana_aksi().tabel
    halaman = bagi(tabel, [(0, 12), (12, 28), (28, 36)])
    baru = [g.sel for h in halaman for b in h for g in b.sel if not g.lanjutan]
    assert sorted(map(id, baru)) == sorted(map(id, tabel.sel))


def test_parents_are_shown_again_where_their_row_goes_on():
    halaman = bagi(rencana_aksi().tabel, [(0, 12), (12, 28), (28, 36)])
    lagi = [[g.sel.isi.penuh for g in h[0].sel if g.lanjutan] for h in halaman]
    assert lagi[0] == []
    assert lagi[1] == [
        "Meningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan",
        "Persentase ormas perempuan yang aktif dalam pembangunan",
        "20%",
    ]
    assert lagi[2][-1] == "Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional"


def test_rows_are_counted_within_the_page():
    for h in bagi(rencana_aksi().tabel, [(0, 12), (12, 28), (28, 36)]):
        for n, b in enumerate(h):
            assert all(n + g.tinggi <= len(h) for g in b.sel)


def test_headings_are_shown_again_on_the_next_page_by_level():
    tabel = susun(SATU, [Judul("A"), Judul("A1", 2), baris("x"), baris("y"), Judul("B"), baris("z")])
    assert isi(bagi(tabel, [(0, 3), (3, 4), (4, 5), (5, 6)])) == [
        [("A", False), ("A1", False), ("x", False)],
        [("A", True), ("A1", True), ("y", False)],
        [("B", False)],
        [("B", True), ("z", False)],
    ]


def test_an_empty_first_page_draws_nothing():
    tabel = susun(SATU, [Judul("A"), baris("x")])
    assert isi(bagi(tabel, [(0, 0), (0, 2)])) == [[], [("A", False), ("x", False)]]
