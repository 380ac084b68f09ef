"""The table on a page: semantic, without inline style, one template for every table."""

import re
from html.parser import HTMLParser

from django.template.loader import render_to_string

from bakesbang.paper.document import Cabang, IsiTeks, Kolom
from bakesbang.paper.layout import susun
from bakesbang.ui.screen_table import untuk_layar
from tests.bakesbang.paper.samples import DUA_BELAS, rencana_aksi, rencana_besar


def halaman(tabel) -> str:
    return render_to_string("komponen/tabel.html", {"tabel": untuk_layar(tabel, judul="Rencana Aksi 2024")})


def test_the_twelve_columns_are_headed_and_named():
    html = halaman(rencana_aksi().tabel)
    assert re.findall(r'<th scope="col"[^>]*><span>([^<]*)</span>', html) == [k.judul for k in DUA_BELAS]
    assert '<caption class="hanya-pembaca">Rencana Aksi 2024</caption>' in html
    assert 'role="region" aria-label="Rencana Aksi 2024" tabindex="0"' in html
    assert html.count("<col class=") == 12


def test_nothing_in_it_is_styled_inline():
    html = halaman(rencana_aksi().tabel)
    assert "style=" not in html
    assert "<style" not in html


def test_every_row_of_a_large_plan_has_all_its_columns():
    class Tabel(HTMLParser):
        def __init__(self):
            super().__init__()
            self.lebar, self.terbuka, self.badan = [], [], False

        def handle_starttag(self, tag, attrs):
            a = dict(attrs)
            self.badan = self.badan or tag == "tbody"
            if not self.badan:
                return
            if tag == "tr":
                self.terbuka = [n - 1 for n in self.terbuka if n > 1]
                self.lebar.append(len(self.terbuka))
            elif tag in {"td", "th"}:
                self.lebar[-1] += int(a.get("colspan", 1))
                self.terbuka += [int(a.get("rowspan", 1))] * int(a.get("colspan", 1))

    baca = Tabel()
    baca.feed(halaman(rencana_besar(300).tabel))
    assert baca.lebar == [12] * 1200


def test_an_empty_table_says_so_over_its_whole_width():
    html = halaman(susun(DUA_BELAS, [], hampa="Belum ada sasaran."))
    assert '<td class="c1" colspan="12">Belum ada sasaran.</td>' in html


def test_grouped_headings_have_a_group_scope():
    kolom = (
        Kolom("no", "No", 1),
        Kolom("t", "Target", 1, kelompok="TW I"),
        Kolom("r", "Realisasi", 1, kelompok="TW I"),
    )
    html = halaman(susun(kolom, [Cabang({"no": IsiTeks("1")})], nomor_kolom=False))
    assert '<th scope="colgroup" colspan="2"><span>TW I</span></th>' in html
    assert '<th scope="col" class="c1" rowspan="2"><span>No</span></th>' in html
    assert "nomor-kolom" not in html
