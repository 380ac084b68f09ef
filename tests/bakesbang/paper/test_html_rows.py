"""Rows as HTML: escaped, semantic, and "-", blank and 0 told apart."""

import re
from decimal import Decimal

from bakesbang.paper.document import (
    Cabang,
    Isi,
    Isian,
    IsiAngka,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    Judul,
    Jumlah,
    Kolom,
    Tabel,
    label_tw,
)
from bakesbang.paper.estimate import Ukuran
from bakesbang.paper.html_rows import badan_kertas, badan_layar, kepala_kolom, nomor_kolom
from bakesbang.paper.layout import susun
from bakesbang.paper.pagination import bagi
from tests.bakesbang.paper.samples import nilai, pecahan, rencana_aksi

UKURAN = Ukuran((60.0, 60.0), 8.0, 10.0, 2.0, 1.0, 0.5, 30.0)
KOLOM = (Kolom("a", "A", 1, 0, kepala_baris=True), Kolom("b", "B", 1, 1, rata="kanan"))


def layar(tabel: Tabel) -> str:
    return badan_layar(tabel.kolom, bagi(tabel, [(0, len(tabel.baris))])[0])


def satu(isi: Isi) -> str:
    """The second cell of a row as the page draws it."""
    html = layar(susun(KOLOM, [Cabang({"a": IsiTeks("A"), "b": isi})]))
    return re.findall(r"<td[^>]*>.*?</td>", html)[-1]


def test_dash_blank_and_zero_look_different():
    assert satu(nilai("-", label_tw(1))) == (
        '<td class="sel-tw sel-strip rata-kanan kel akhir"><span class="tw">TW I = </span><span class="strip">-</span></td>'
    )
    assert '<span class="hampa-sel"><span class="hanya-pembaca">kosong</span></span>' in satu(
        nilai("", label_tw(1))
    )
    assert satu(nilai("0")) == '<td class="sel-nilai rata-kanan kel akhir"><b>0</b></td>'


def test_a_merged_empty_cell_has_a_class_of_its_own():
    tabel = susun(KOLOM, [Cabang({"a": IsiTeks("A")})])
    assert '<td class="sel-gabung rata-kanan kel akhir"></td>' in layar(tabel)


def test_a_long_value_may_wrap():
    assert '<b class="panjang">' in satu(nilai("sembilan belas laporan tertulis", label_tw(2)))
    assert "panjang" not in satu(nilai("18 kegiatan", label_tw(2)))


def test_text_is_never_markup():
    jahat = '<script>alert("x")</script>'
    kolom = (Kolom("a", "A", 1, kepala_baris=True),)
    for isi in (
        IsiTeks(jahat, tautan='"><script>'),
        IsiNilai(jahat, "teks", label=jahat, tautan="<"),
        IsiAngka(None, jahat),
    ):
        tabel = susun(kolom, [Cabang({"a": isi}, id='"><script>')])
        baris = bagi(tabel, [(0, 1)])[0]
        assert "<script" not in badan_layar(kolom, baris)
        assert "<script" not in badan_kertas(kolom, baris, [0.0], lambda s: 0, UKURAN)


def test_text_of_a_merged_cell_can_follow_the_eye():
    html = layar(rencana_aksi().tabel)
    assert '<th scope="row" rowspan="16" class="c1"><div class="ikut sasaran">Meningkatnya' in html
    assert html.count("<tr") == 36


def test_the_strong_rule_stands_only_where_a_top_branch_begins():
    html = layar(rencana_aksi().tabel)
    assert html.count('<tr class="u-ss">') == 2
    assert html.count('<tr class="u-sk">') == 7
    datar = layar(susun(KOLOM[:1], [Cabang({"a": IsiTeks("x")}), Cabang({"a": IsiTeks("y")})]))
    assert "u-ss" not in datar


def test_links_and_emphasis_are_drawn_on_the_page():
    assert satu(IsiTeks("x", tebal=True, miring=True, tautan="/a/", kelas="k")) == (
        '<td class="k rata-kanan kel akhir"><i><b><a href="/a/">x</a></b></i></td>'
    )


def test_headings_totals_and_stories_are_told_apart():
    html = layar(
        susun(
            KOLOM,
            [
                Judul("J"),
                Cabang({"a": IsiTeks("x")}, cerita=(IsiTeks("c"),)),
                Jumlah("T", {"b": IsiTeks("9")}),
            ],
        )
    )
    assert re.findall(r'<tr class="(baris-\w+)">', html) == ["baris-kelompok", "baris-cerita", "baris-jumlah"]
    assert '<td colspan="2" class="c1"><div class="selebar"><b>J</b></div></td>' in html


def test_a_formula_keeps_its_markup_and_shows_its_result():
    rumus = pecahan("selesai", "ada")
    assert '<span class="pecahan__atas">' in satu(rumus)
    hasil = IsiRumus(rumus.html, rumus.teks, hasil=IsiAngka(Decimal(75), "75%"))
    assert '<span class="rumus__hasil">= 75%</span>' in satu(hasil)
    assert hasil.penuh == "selesai / ada × 100% = 75%"


def test_a_computed_number_or_its_phrase_is_shown_as_written():
    assert satu(IsiAngka(None, "Belum lengkap", kelas="redup")) == (
        '<td class="angka redup rata-kanan kel akhir">Belum lengkap</td>'
    )
    assert "<b>9</b>" in satu(IsiAngka(Decimal(9), "9", tebal=True))


def test_an_anchor_is_an_id():
    tabel = susun(KOLOM, [Cabang({"a": IsiTeks("x")}, id="s7")])
    assert '<th scope="row" class="c1 akhir" id="s7">x</th>' in layar(tabel)


def test_paper_shows_a_parent_again_with_its_mark_and_a_value_without():
    isi = Cabang(
        {"a": IsiTeks("induk")},
        (Isian({}, ({"b": nilai("1", label_tw(1))}, {"b": nilai("2", label_tw(2))})),),
    )
    tabel = susun(KOLOM, [isi])
    baris = bagi(tabel, [(0, 1), (1, 2)])[1]
    html = badan_kertas(KOLOM, baris, [12.34], lambda s: 7, UKURAN)
    assert '<th scope="row" data-s="7l" class="t123">induk <i>(lanjutan)</i></th>' in html
    assert '<td data-s="7" class="tw kanan"><span class="l">TW II = </span>2</td>' in html


def test_a_very_long_parent_is_not_repeated_whole():
    panjang = " ".join(f"kata{n}" for n in range(100))
    isian = (Isian({}, ({"b": IsiTeks("x")}, {"b": IsiTeks("y")})),)
    tabel = susun(KOLOM, [Cabang({"a": IsiTeks(panjang)}, isian)])
    pertama, kedua = (
        badan_kertas(KOLOM, b, [0.0], lambda s: 0, UKURAN) for b in bagi(tabel, [(0, 1), (1, 2)])
    )
    assert panjang in pertama
    assert "kata20 " in kedua
    assert "kata99" not in kedua


def test_grouped_columns_share_a_heading():
    kolom = (
        Kolom("no", "No", 1),
        Kolom("t1", "Target", 1, kelompok="TW I"),
        Kolom("r1", "Realisasi", 1, kelompok="TW I"),
        Kolom("t2", "Target", 1, kelompok="TW II", nomor="(3)"),
    )
    assert kepala_kolom(kolom) == [
        [("No", 0, 1, 2), ("TW I", 1, 2, 1), ("TW II", 3, 1, 1)],
        [("Target", 1, 1, 1), ("Realisasi", 2, 1, 1), ("Target", 3, 1, 1)],
    ]
    assert nomor_kolom(kolom) == ["1", "2", "3", "(3)"]
