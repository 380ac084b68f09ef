"""Laying a Rencana Aksi down: asked first, traced, and only by those who may."""

import datetime as dt

import pytest

from bakesbang.kinerja.models import Pemakaian, TargetTriwulan
from bakesbang.organisasi.models import Pejabat
from bakesbang.trail.models import Catatan
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from tests.rencana_aksi.besar import buat_besar

ALAMAT = "/bakesbangpol/2025/rencana-aksi/tetapkan/"


@pytest.fixture
def draf(peragaan):
    return buat_besar(peragaan.instansi, 2025, 30)


@pytest.fixture
def penyusun(client, peragaan, draf):
    client.force_login(peragaan.pengguna("penyusun"))
    return client


@pytest.fixture
def isian(peragaan):
    kepala = Pejabat.objects.get(jabatan__kode="kepala-badan")
    return {"nomor_surat": "188.45/7/2025", "tanggal": "2025-01-14", "penanda_tangan": kepala.pk}


def kini():
    return VersiRencanaAksi.objects.get(rencana__tahun=2025)


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("penyusun", 200),
        ("pimpinan", 200),
        ("staf.poldagri", 403),
        ("kabid.wasnas", 403),
        ("pemeriksa", 403),
        ("admin", 403),
    ],
)
def test_only_penyusun_and_pimpinan(client, peragaan, draf, isian, username, status):
    client.force_login(peragaan.pengguna(username))
    assert client.get(ALAMAT).status_code == status
    client.post(ALAMAT, isian | {"yakin": "1"})
    assert kini().draf is (status == 403)


def test_form_proposes_the_head_and_tells_what_follows(penyusun):
    isi = penyusun.get(ALAMAT).content.decode()
    assert "30 indikator berlaku mulai" in isi
    assert "tidak dapat dibatalkan" in isi
    assert "selected>Dra. ANITA SURYANI, M.Si, Kepala Badan Kesatuan Bangsa dan Politik" in isi
    assert "HADI PRASETYO" in isi


def test_form_tells_what_is_still_unusual(penyusun):
    isi = penyusun.get(ALAMAT).content.decode()
    assert "29 sel target triwulan kosong" in isi
    assert "30 indikator belum punya cara menggabung triwulan" in isi


def test_form_tells_of_targets_that_are_no_numbers(penyusun):
    assert "tidak terbaca sebagai angka" not in penyusun.get(ALAMAT).content.decode()
    sel = TargetTriwulan.objects.filter(keadaan="angka", ketetapan__indikator__tahun=2025).values_list(
        "pk", flat=True
    )[:2]
    TargetTriwulan.objects.filter(pk__in=list(sel)).update(teks="lima", keadaan="teks", angka=None, satuan="")
    assert "2 target tidak terbaca sebagai angka" in penyusun.get(ALAMAT).content.decode()


def test_first_post_asks_and_changes_nothing(penyusun, isian):
    isi = penyusun.post(ALAMAT, isian).content.decode()
    assert "Tetapkan Rencana Aksi 2025 (Murni) sekarang?" in isi
    assert "188.45/7/2025" in isi
    assert "14 Januari 2025" in isi
    assert "NIP. 197003121995032001" in isi
    assert kini().draf


def test_going_back_keeps_what_was_typed(penyusun, isian):
    isi = penyusun.post(ALAMAT, isian | {"ubah": "1"}).content.decode()
    assert 'value="188.45/7/2025"' in isi
    assert "sekarang?" not in isi
    assert kini().draf


def test_second_post_lays_down_freezes_the_signatory_and_is_traced(penyusun, isian, peragaan):
    jawaban = penyusun.post(ALAMAT, isian | {"yakin": "1"}, follow=True)
    assert "Rencana Aksi 2025 (Murni) ditetapkan dan berlaku." in jawaban.content.decode()
    versi = kini()
    assert (versi.status, versi.nomor_surat, versi.tanggal) == (
        "ditetapkan",
        "188.45/7/2025",
        dt.date(2025, 1, 14),
    )
    assert (versi.ttd_nama, versi.ttd_nip, versi.ttd_tempat) == (
        "Dra. ANITA SURYANI, M.Si",
        "197003121995032001",
        "Mojokerto",
    )
    assert Pemakaian.objects.filter(indikator__tahun=2025, dokumen="rencana-aksi").count() == 30
    catatan = Catatan.objects.about(versi).get(tindakan="menetapkan Rencana Aksi")
    assert catatan.oleh == peragaan.pengguna("penyusun")
    assert catatan.baru["nomor"] == "188.45/7/2025"


def test_no_signatory_prints_lines(penyusun, isian):
    assert (
        "Garis kosong, diisi di kertas"
        in penyusun.post(ALAMAT, isian | {"penanda_tangan": ""}).content.decode()
    )
    penyusun.post(ALAMAT, isian | {"penanda_tangan": "", "yakin": "1"})
    assert (kini().status, kini().ttd_nama) == ("ditetapkan", "")


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"nomor_surat": " "}, "Tulis nomor keputusannya."),
        ({"tanggal": ""}, "Tulis tanggal keputusannya."),
        ({"tanggal": "kemarin"}, "Tulis tanggal seperti 15-01-2024."),
        ({"tanggal": "2099-01-01"}, "1 Januari 2099 belum tiba."),
        ({"tanggal": "2015-01-14"}, "terlalu jauh sebelum tahun dokumen (2025)"),
        ({"penanda_tangan": "0"}, "Masukkan pilihan yang valid"),
    ],
)
def test_wrong_entry_is_told_and_never_laid_down(penyusun, isian, ubah, kalimat):
    isi = penyusun.post(ALAMAT, isian | ubah | {"yakin": "1"}).content.decode()
    assert kalimat in isi
    assert kini().draf


def test_second_click_says_that_there_is_no_draft_left(penyusun, isian):
    penyusun.post(ALAMAT, isian | {"yakin": "1"})
    jawaban = penyusun.post(ALAMAT, isian | {"yakin": "1"}, follow=True)
    assert "Tidak ada draf Rencana Aksi tahun 2025 yang menunggu penetapan." in jawaban.content.decode()


def test_plan_without_indicator_is_refused_with_the_reason(penyusun, isian):
    kini().sasaran.all().delete()
    jawaban = penyusun.post(ALAMAT, isian | {"yakin": "1"}, follow=True)
    assert "belum berisi indikator" in jawaban.content.decode()
    assert kini().draf


def test_perubahan_tells_what_happens_to_realizations(penyusun, isian):
    penyusun.post(ALAMAT, isian | {"yakin": "1"})
    VersiRencanaAksi.objects.create(
        rencana=RencanaAksi.objects.get(tahun=2025), nomor=1, alasan="P-APBD", mulai_triwulan=3
    )
    isi = penyusun.get(ALAMAT).content.decode()
    assert "Versi sebelumnya digantikan" in isi
    assert "Realisasi mulai" in isi
