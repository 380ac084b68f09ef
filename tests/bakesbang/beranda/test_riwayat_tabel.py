"""The trace as a workbook: the active filter, one line per changed field, the limit named, nothing that runs."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bakesbang.beranda import riwayat_tabel
from tests.bakesbang.realisasi.panggung import KURANG, ORMAS, indikator, isi, orang

ALAMAT = "/bakesbangpol/2024/riwayat/unduh/"
pytestmark = pytest.mark.usefixtures("peragaan")


@pytest.fixture
def unduh(client):
    client.force_login(orang("pemeriksa"))

    def buka(**kueri):
        jawaban = client.get(ALAMAT, kueri)
        assert jawaban["Content-Disposition"] == 'attachment; filename="riwayat-bakesbangpol-2024.xlsx"'
        return load_workbook(BytesIO(jawaban.content))

    return buka


def baris(buku):
    return [list(b) for b in buku["Data"].iter_rows(min_row=2, values_only=True)]


def lembar(buku):
    return "\n".join(
        str(sel.value) for b in buku.worksheets[0].iter_rows() for sel in b if sel.value is not None
    )


def test_one_line_per_changed_field_with_who_when_old_new(unduh):
    isi(indikator(), teks="90%", **KURANG)
    data = baris(unduh(jenis="isian", indikator=indikator().pk))
    satu = next(b for b in data if b[4] == "Realisasi TW I")
    assert satu[1:4] == ["Rina Wulandari", "Isian realisasi dan bukti", ORMAS]
    assert satu[5:7] == ["kosong", "90%"]
    assert {b[3] for b in data} == {ORMAS}


def test_the_sheet_says_which_filter_it_holds(unduh):
    teks = lembar(unduh(jenis="target", q="ormas", dari="2024-01-02", oleh=orang("penyusun").pk))
    for kata in ("Target", "ormas", "sejak 2 Januari 2024", "Dimas Kurniawan"):
        assert kata in teks
    assert "tidak ada, semua perubahan" in lembar(unduh())


def test_the_limit_is_named_when_it_cuts(unduh, monkeypatch):
    assert "Memuat semua" in lembar(unduh())
    monkeypatch.setattr(riwayat_tabel, "PALING_BANYAK", 20)
    assert "Hanya 20 catatan terbaru dari" in lembar(unduh())


def test_a_typed_formula_stays_text(unduh):
    isi(indikator(), teks="90%", uraian="=1+1", **KURANG)
    buku = unduh(jenis="isian")
    sel = [s for b in buku["Data"].iter_rows() for s in b if s.value == "=1+1"]
    assert sel
    assert all(s.data_type == "s" for s in sel)


def test_an_empty_answer_is_a_sheet_that_says_so(unduh):
    assert "Tidak ada perubahan yang cocok." in lembar(unduh(q="zzzz"))


def test_page_and_workbook_tell_the_same(unduh, client):
    isi(indikator(), teks="90%", **KURANG)
    client.force_login(orang("pemeriksa"))
    hari = client.get("/bakesbangpol/2024/riwayat/", {"jenis": "isian"}).context["hari"]
    halaman = {(p.objek, b.bagian, b.baru) for _, acts in hari for p in acts for b in p.beda}
    assert {(b[3], b[4], b[6]) for b in baris(unduh(jenis="isian"))} == {
        (o, m, n or "kosong") for o, m, n in halaman
    }
