"""The files a page offers."""

from io import BytesIO

import openpyxl
import pypdf
import pytest

ALAMAT = "/bakesbangpol/2024/rencana-aksi/cetak"


@pytest.fixture
def buka(client, peragaan):
    client.force_login(peragaan.pengguna("pemeriksa"))
    return client.get


def test_pdf_opens_in_the_browser_under_a_good_name(buka):
    jawaban = buka(f"{ALAMAT}/pdf/")
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["Content-Disposition"] == 'inline; filename="rencana-aksi-2024.pdf"'
    teks = pypdf.PdfReader(BytesIO(jawaban.content)).pages[0].extract_text()
    assert "Joko Susilo" in teks
    assert "Sasaran" in teks


def test_workbook_is_saved_under_a_good_name(buka):
    jawaban = buka(f"{ALAMAT}/xlsx/")
    assert jawaban["Content-Disposition"] == 'attachment; filename="rencana-aksi-2024.xlsx"'
    assert openpyxl.load_workbook(BytesIO(jawaban.content)).sheetnames == ["Kertas", "Data"]


@pytest.mark.parametrize(("kertas", "lebar"), [("F4", 935), ("A4", 842), ("A3", 1191)])
def test_paper_is_a_choice(buka, kertas, lebar):
    halaman = pypdf.PdfReader(BytesIO(buka(f"{ALAMAT}/pdf/?kertas={kertas}").content)).pages[0]
    assert round(halaman.mediabox.width) == lebar


def test_letterhead_is_a_choice(buka):
    def teks(alamat):
        return pypdf.PdfReader(BytesIO(buka(alamat).content)).pages[0].extract_text()

    assert "PEMERINTAH KOTA MOJOKERTO" in teks(f"{ALAMAT}/pdf/?kop=1")
    assert "PEMERINTAH KOTA MOJOKERTO" not in teks(f"{ALAMAT}/pdf/")


def test_unknown_paper_names_those_there_are(buka):
    jawaban = buka(f"{ALAMAT}/pdf/?kertas=B5")
    assert jawaban.status_code == 404
    assert "Pilih F4, A4, A3" in jawaban.content.decode()


def test_year_without_a_plan_names_those_there_are(buka):
    jawaban = buka("/bakesbangpol/2021/rencana-aksi/cetak/xlsx/")
    assert jawaban.status_code == 404
    assert "Tahun yang ada: 2024." in jawaban.content.decode()


def test_other_kinds_of_file_do_not_exist(buka):
    assert buka(f"{ALAMAT}/docx/").status_code == 404
