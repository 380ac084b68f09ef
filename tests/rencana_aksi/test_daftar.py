"""The years there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from tests.rencana_aksi.besar import buat_besar

ALAMAT = "/bakesbangpol/2024/rencana-aksi/tahun/"


@pytest.fixture
def buka(client, peragaan):
    client.force_login(peragaan.pengguna("pemeriksa"))
    return lambda: client.get(ALAMAT).content.decode()


def test_each_version_shows_status_number_date_and_size(buka):
    isi = buka()
    for s in ("Murni", "Ditetapkan", "188.45/PERAGAAN/2024", "15 Januari 2024", ">17<"):
        assert s in isi
    assert 'href="/bakesbangpol/2024/rencana-aksi/?versi=0"' in isi


def test_draft_has_neither_number_nor_date_yet(buka, peragaan):
    buat_besar(peragaan.instansi, 2030, 30)
    isi = buka()
    assert "belum bernomor" in isi
    assert "belum ditetapkan" in isi


def test_newest_year_and_version_come_first(buka, peragaan):
    buat_besar(peragaan.instansi, 2030, 30)
    rencana = RencanaAksi.objects.get(tahun=2024)
    VersiRencanaAksi.objects.create(rencana=rencana, nomor=1, alasan="P-APBD", mulai_triwulan=3)
    isi = buka()
    assert (
        isi.index("/2030/rencana-aksi/?versi=0")
        < isi.index("/2024/rencana-aksi/?versi=1")
        < isi.index("/2024/rencana-aksi/?versi=0")
    )


def test_agency_without_any_plan_is_told_what_comes_next(client, db):
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    client.force_login(
        Pengguna.objects.create(username="orang.lain", nama="Orang Lain", instansi=lain, peran="penyusun")
    )
    assert "Belum ada Rencana Aksi." in client.get("/lain/2024/rencana-aksi/tahun/").content.decode()
    assert "belum mempunyai Rencana Aksi" in client.get("/lain/2024/rencana-aksi/").content.decode()
    assert "Tahun yang ada: belum ada" in client.get("/lain/2024/rencana-aksi/cetak/pdf/").content.decode()


def test_more_years_cost_no_more_queries(buka, peragaan):
    buka()
    with CaptureQueriesContext(connection) as satu:
        buka()
    for tahun in (2030, 2031, 2032):
        buat_besar(peragaan.instansi, tahun, 30)
    with CaptureQueriesContext(connection) as empat:
        buka()
    assert len(satu) == len(empat)
