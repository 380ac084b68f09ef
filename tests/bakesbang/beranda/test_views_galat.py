"""Pages that say what went wrong."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.gaya.urls")]


@pytest.fixture
def rina(client: Client) -> Pengguna:
    instansi = Instansi.objects.create(kode="bakesbang", nama="Badan Contoh")
    TahunKerja.objects.create(instansi=instansi, tahun=2024)
    TahunKerja.objects.create(instansi=Instansi.objects.create(kode="lain", nama="Dinas Lain"), tahun=2023)
    rina = Pengguna.objects.create_user("rina", password="x", nama="Rina", peran="staf", instansi=instansi)
    client.force_login(rina)
    return rina


def test_unknown_year_names_the_years_there_are_and_links_the_same_page(
    client: Client, rina: Pengguna
) -> None:
    jawaban = client.get("/bakesbang/2031/dokumen/")
    isi = jawaban.content.decode()
    assert jawaban.status_code == 404
    assert "Belum ada dokumen tahun 2031 di Badan Contoh." in isi
    assert 'href="/bakesbang/2024/dokumen/"' in isi


def test_another_agency_looks_like_an_address_that_does_not_exist(client: Client, rina: Pengguna) -> None:
    isi = client.get("/lain/2024/dokumen/").content.decode()
    assert "Dinas Lain" not in isi
    assert "2023" not in isi


def test_a_missing_thing_of_the_right_year_lists_no_years(client: Client, rina: Pengguna) -> None:
    jawaban = client.get("/bakesbang/2024/dokumen/")
    assert jawaban.status_code == 404
    assert "Tahun yang ada" not in jawaban.content.decode()


def test_unknown_address_is_shown_back_escaped_and_never_in_english(client: Client) -> None:
    isi = client.get("/tidak/<b>ada/").content.decode()
    assert "/tidak/&lt;b&gt;ada/" in isi
    assert "matches" not in isi


def test_forbidden_says_why_and_as_whom_one_is_signed_in(client: Client, rina: Pengguna) -> None:
    jawaban = client.get("/bakesbang/2024/dilarang/")
    isi = jawaban.content.decode()
    assert jawaban.status_code == 403
    assert "Hanya penyusun yang mengubah rencana." in isi
    assert "Anda masuk sebagai <b>Rina</b>, Staf." in isi


def test_a_form_without_its_token_is_refused_in_indonesian(rina: Pengguna) -> None:
    jawaban = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "rina", "password": "x"})
    assert jawaban.status_code == 403
    assert "Kiriman Anda belum diterima." in jawaban.content.decode()


def test_a_broken_page_says_so_without_touching_the_database(client: Client) -> None:
    client.raise_request_exception = False
    with CaptureQueriesContext(connection) as kueri:
        jawaban = client.get("/rusak/")
    assert jawaban.status_code == 500
    assert "Ada yang salah di sistem" in jawaban.content.decode()
    assert len(kueri) == 0


@pytest.mark.urls("bakesbang.urls")
def test_an_address_that_only_takes_a_form_says_so(client: Client, rina: Pengguna) -> None:
    jawaban = client.get("/keluar/")
    assert (jawaban.status_code, jawaban["Allow"]) == (405, "POST, OPTIONS")
    assert "Alamat ini tidak dapat dibuka langsung." in jawaban.content.decode()
