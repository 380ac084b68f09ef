"""Pages and files of the reports: chooser, preview, PDF, workbook, empty form; for every role and both widths."""

from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.organisasi.models import Instansi, TahunKerja

AKAR = "/bakesbangpol/2024/realisasi"
ORANG = ["penyusun", "staf.wasnas", "kabid.wasnas", "pimpinan", "pemeriksa", "admin"]
HALAMAN = [
    f"{AKAR}/laporan/",
    f"{AKAR}/2/laporan/rencana-aksi/",
    f"{AKAR}/2/laporan/iku/?setahun=1",
    f"{AKAR}/2/laporan/rencana-aksi/?semua=1",
]
BERKAS = [
    f"{AKAR}/2/laporan/rencana-aksi/cetak/pdf/",
    f"{AKAR}/4/laporan/iku/cetak/xlsx/?setahun=1",
    f"{AKAR}/1/formulir/?unit=poldagri",
]


@pytest.fixture
def buka(client, terisi):
    client.force_login(terisi.pengguna("pemeriksa"))
    return client.get


def teks_pdf(jawaban) -> str:
    """The words of every page, however they are broken into lines."""
    return " ".join(
        " ".join(h.extract_text().split()) for h in pypdf.PdfReader(BytesIO(jawaban.content)).pages
    )


@pytest.mark.parametrize("username", ORANG)
def test_every_role_reads_and_prints_the_reports(client, terisi, username):
    client.force_login(terisi.pengguna(username))
    assert [client.get(a).status_code for a in HALAMAN + BERKAS] == [200] * 7


def test_signed_out_and_foreign_people_get_nothing(client, terisi):
    assert {client.get(a).status_code for a in HALAMAN + BERKAS} == {302}
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    client.force_login(terisi.pengguna("penyusun"))
    foreign = [a.replace("bakesbangpol", "lain") for a in HALAMAN + BERKAS]
    assert {client.get(a).status_code for a in foreign} == {404}


def test_one_number_on_page_paper_and_workbook(buka):
    """9 of 10 coordinations up to TW II, and the average of 14 judged rows."""
    halaman = buka(f"{AKAR}/2/laporan/rencana-aksi/").content.decode()
    kertas = teks_pdf(buka(f"{AKAR}/2/laporan/rencana-aksi/cetak/pdf/"))
    buku = openpyxl.load_workbook(
        BytesIO(buka(f"{AKAR}/2/laporan/rencana-aksi/cetak/xlsx/").content), data_only=True
    )
    sel = [
        s for lembar in buku for b in lembar.iter_rows(values_only=True) for s in b if isinstance(s, float)
    ]
    for teks, angka in (("92,1%", 0.921031746), ("83,33%", 0.833333333), ("90,5%", 0.905)):
        assert teks in halaman
        assert teks in kertas
        assert any(s == pytest.approx(angka) for s in sel), teks


def test_files_have_names_that_say_what_they_are(buka):
    def nama(alamat):
        return buka(alamat)["Content-Disposition"]

    assert nama(BERKAS[0]) == 'inline; filename="capaian-rencana-aksi-2024-tw-2.pdf"'
    assert nama(BERKAS[1]) == 'attachment; filename="capaian-iku-2024-tahun.xlsx"'
    assert nama(BERKAS[2]) == 'inline; filename="formulir-2024-tw-1-poldagri.pdf"'


def test_draft_says_so_on_page_and_paper(buka):
    assert "belum dikunci, jadi angka ini masih dapat berubah" in buka(HALAMAN[1]).content.decode()
    assert "DRAFT" in teks_pdf(buka(BERKAS[0]))


def test_letterhead_and_paper_are_choices(buka):
    jawaban = buka(f"{BERKAS[0]}?kop=1&kertas=A3")
    assert "PEMERINTAH KOTA MOJOKERTO" in teks_pdf(jawaban)
    assert round(pypdf.PdfReader(BytesIO(jawaban.content)).pages[0].mediabox.width) == 1191
    assert "PEMERINTAH KOTA MOJOKERTO" not in teks_pdf(buka(BERKAS[0]))


def test_the_switch_is_printed_in_the_title(buka):
    assert "TERMASUK ISIAN YANG BELUM DISETUJUI" in teks_pdf(buka(f"{BERKAS[0]}?semua=1"))


@pytest.mark.parametrize(
    "alamat",
    ["2/laporan/renja/", "5/laporan/iku/", "0/laporan/iku/", "2/laporan/iku/cetak/docx/", "2/laporan/iku/cetak/pdf/?kertas=B5",
     "5/formulir/", "1/formulir/?unit=takada", "laporan/?jenis=renja"],
)  # fmt: skip
def test_what_does_not_exist_is_a_404_in_words(buka, alamat):
    jawaban = buka(f"{AKAR}/{alamat}", follow=True)
    assert jawaban.status_code == 404


def test_the_chooser_sends_to_the_report_and_to_its_files(buka):
    def ke(kueri):
        return buka(f"{AKAR}/laporan/?{kueri}")["Location"]

    assert ke("jenis=iku&periode=3&kertas=A4") == f"{AKAR}/3/laporan/iku/?kertas=A4"
    assert ke("jenis=iku&periode=tahun&bentuk=pdf") == f"{AKAR}/4/laporan/iku/cetak/pdf/?setahun=1"
    assert ke("jenis=rencana-aksi&periode=1&semua=1&kop=1&bentuk=xlsx") == (
        f"{AKAR}/1/laporan/rencana-aksi/cetak/xlsx/?semua=1&kop=1"
    )


def test_the_chooser_tells_how_far_each_quarter_is(buka):
    isi = buka(f"{AKAR}/laporan/").content.decode()
    assert "16 dari 17" in isi
    assert "4 dari 4" in isi


def test_the_menu_shows_that_one_is_in_laporan(buka):
    isi = buka(HALAMAN[1]).content.decode()
    potongan = isi[isi.index("/realisasi/laporan/") : isi.index("/realisasi/laporan/") + 80]
    assert 'aria-current="page"' in potongan


def test_empty_form_has_the_rows_of_the_unit_and_room_for_each_input(buka):
    teks = teks_pdf(buka(f"{AKAR}/1/formulir/?unit=poldagri"))
    assert "Jumlah database ormas setiap kecamatan" in teks
    assert "Jml LSM/ORMAS/Parpol yang ada (organisasi)" in teks
    assert "Faktor penghambat" in teks
    assert "Angka konflik" not in teks
    assert "FINAL" not in teks
    assert "DRAFT" not in teks


def test_empty_form_of_all_units_holds_every_due_indicator(buka):
    teks = teks_pdf(buka(f"{AKAR}/1/formulir/?unit=semua"))
    assert "20." in teks
    assert "Semua unit" in teks


def test_pages_ask_a_constant_number_of_queries(buka):
    def banyak(alamat):
        with CaptureQueriesContext(connection) as q:
            assert buka(alamat).status_code == 200
        return len(q)

    buka(HALAMAN[0])
    assert banyak(HALAMAN[0]) <= 25
    assert banyak(HALAMAN[1]) == banyak(f"{AKAR}/2/laporan/rencana-aksi/?setahun=1")
    # Four IKU against seventeen indicators: only the tree of the plan is one query more.
    assert abs(banyak(HALAMAN[1]) - banyak(f"{AKAR}/2/laporan/iku/")) <= 6


@pytest.mark.peramban
@pytest.mark.parametrize("alamat", HALAMAN)
def test_axe_finds_nothing_and_only_the_table_scrolls(halaman, halaman_ponsel, terisi, alamat):
    for h in (halaman, halaman_ponsel):
        h.masuk("penyusun")
        assert h.buka(alamat) == 200
        assert h.pelanggaran_axe() == []
        assert not h.bergeser_ke_samping()


@pytest.mark.peramban
def test_the_chooser_works_without_script(halaman_tanpa_skrip, terisi):
    h = halaman_tanpa_skrip.masuk("pemeriksa")
    h.buka(HALAMAN[0])
    h.page.get_by_label("Dokumen").select_option("iku")
    h.page.get_by_label("Periode").select_option("2")
    h.page.get_by_role("button", name="Lihat laporan").click()
    assert "/2/laporan/iku/" in h.page.url
    assert h.page.get_by_role("heading", level=1).inner_text() == "Capaian Indikator Kinerja Utama"
