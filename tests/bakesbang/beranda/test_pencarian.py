"""Search of one agency and year; the door; the year switch."""

from datetime import date

import pytest
from django.utils import timezone

import rencana_aksi.tindakan
from bakesbang.beranda.pencarian import cari
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from rencana_aksi.bentuk import SasaranBaru
from tests.bakesbang.realisasi.panggung import ORMAS, orang, rumah
from tests.rencana_aksi.besar import butir

pytestmark = pytest.mark.usefixtures("peragaan")


def temuan(kata, tahun=2024):
    return [(t.jenis, t.teks) for t in cari(rumah(), tahun, kata)]


def test_every_word_must_occur_in_any_order_and_case():
    assert ("Indikator", ORMAS) in temuan("DIFASILITASI pendaftaran")
    assert temuan("difasilitasi konflik") == []
    assert temuan("   ") == []


def test_sasaran_then_indicators_then_units():
    jenis = [j for j, _ in temuan("konflik")]
    urutan = [("Sasaran", "Indikator", "Unit").index(j.split()[0]) for j in jenis]
    assert set(urutan) == {0, 1, 2}
    assert urutan == sorted(urutan)


def test_another_year_and_agency_are_not_searched():
    assert all(teks != ORMAS for _, teks in temuan("pendaftaran", 2021))
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    rencana_aksi.tindakan.buat(
        instansi=lain, tahun=2024, nama_cetak="LAIN", pohon=[SasaranBaru("Sasaran rahasia", (butir("Indikator rahasia"),))], oleh=None,
        waktu=timezone.now(),
    )  # fmt: skip
    assert temuan("rahasia") == []
    assert [t.teks for t in cari(lain, 2024, "rahasia")] == ["Sasaran rahasia", "Indikator rahasia"]


def test_the_page_shows_what_was_found_and_says_when_nothing_was(client, django_assert_max_num_queries):
    client.force_login(orang("staf.wasnas"))
    with django_assert_max_num_queries(20):
        teks = client.get("/bakesbangpol/2024/cari/", {"q": "konflik"}).content.decode()
    assert "Angka konflik berlatar belakang isu SARA" in teks
    assert "Tidak ada yang cocok" in client.get("/bakesbangpol/2024/cari/", {"q": "zzzz"}).content.decode()
    assert client.get("/bakesbangpol/2024/cari/").status_code == 200


# ── the door and the year ──
def test_the_door_leads_to_the_newest_year_then_to_the_one_opened_last(client):
    client.force_login(orang("staf.wasnas"))
    assert client.get("/")["Location"] == "/bakesbangpol/2024/"
    client.get("/bakesbangpol/2021/")
    assert client.get("/")["Location"] == "/bakesbangpol/2021/"


def test_without_any_year_the_door_says_what_is_missing(client):
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    client.force_login(Pengguna.objects.create(username="baru", nama="Baru", peran="penyusun", instansi=lain))
    assert "Belum ada dokumen yang dapat Anda baca" in client.get("/").content.decode()


def test_the_year_switch_opens_years_there_are(client):
    client.force_login(orang("staf.wasnas"))
    alamat = "/bakesbangpol/2024/pilih-tahun/"
    assert client.post(alamat, {"tahun": "2021"})["Location"] == "/bakesbangpol/2021/"
    for tahun in ("1999", "dua ribu", "", str(date.max.year)):
        assert client.post(alamat, {"tahun": tahun}).status_code == 404
    assert client.get(alamat).status_code == 405
