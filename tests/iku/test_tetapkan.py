"""Laying an IKU down: asked first, traced, and only by those who may."""

import pytest

from bakesbang.kinerja.models import Pemakaian
from bakesbang.organisasi.models import Pejabat
from bakesbang.trail.models import Catatan
from iku.models import VersiIku
from tests.iku.besar import buat_besar

ALAMAT = "/bakesbangpol/2025/iku/tetapkan/"


@pytest.fixture
def draf(peragaan):
    return buat_besar(peragaan.instansi, 2025, 3)


@pytest.fixture
def penyusun(client, peragaan, draf):
    client.force_login(peragaan.pengguna("penyusun"))
    return client


@pytest.fixture
def isian(peragaan):
    kepala = Pejabat.objects.get(jabatan__kode="kepala-badan")
    return {"nomor_surat": "188.45/7/2025", "tanggal": "2025-01-14", "penanda_tangan": kepala.pk}


def kini():
    return VersiIku.objects.get(daftar__tahun=2025)


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("penyusun", 200), ("pimpinan", 200), ("staf.poldagri", 403),
        ("kabid.wasnas", 403), ("pemeriksa", 403), ("admin", 403),
    ],
)  # fmt: skip
def test_only_penyusun_and_pimpinan(client, peragaan, draf, isian, username, status):
    client.force_login(peragaan.pengguna(username))
    assert client.get(ALAMAT).status_code == status
    client.post(ALAMAT, isian | {"yakin": "1"})
    assert kini().draf is (status == 403)


def test_form_tells_what_is_still_unusual(penyusun):
    isi = penyusun.get(ALAMAT).content.decode()
    assert "3 dari 3 indikator belum bertarget tahunan, jadi capaiannya tidak dinilai." in isi
    assert "3 indikator berlaku mulai" in isi
    assert "belum bersumber data" not in isi


def test_first_post_asks_and_changes_nothing(penyusun, isian):
    isi = penyusun.post(ALAMAT, isian).content.decode()
    assert "Tetapkan IKU 2025 (Murni) sekarang?" in isi
    assert kini().draf


def test_second_post_lays_it_down_and_leaves_a_trace(penyusun, peragaan, isian):
    jawaban = penyusun.post(ALAMAT, isian | {"yakin": "1"}, follow=True)
    assert "IKU 2025 (Murni) ditetapkan dan berlaku." in jawaban.content.decode()
    versi = kini()
    assert (versi.status, versi.nomor_surat, versi.ttd_nama) == (
        "ditetapkan",
        "188.45/7/2025",
        "Dra. ANITA SURYANI, M.Si",
    )
    assert Pemakaian.objects.filter(dokumen="iku", indikator__tahun=2025, mulai_triwulan=1).count() == 3
    catatan = Catatan.objects.about(versi).latest("pk")
    assert (catatan.tindakan, catatan.oleh) == ("menetapkan IKU", peragaan.pengguna("penyusun"))


def test_wrong_input_is_told_and_kept(penyusun, isian):
    isi = penyusun.post(ALAMAT, isian | {"tanggal": "14 Jan", "yakin": "1"}).content.decode()
    assert "Tulis tanggal seperti 15-01-2024." in isi
    assert 'value="188.45/7/2025"' in isi
    assert kini().draf


def test_without_a_draft_it_goes_back_and_says_so(penyusun):
    jawaban = penyusun.get("/bakesbangpol/2021/iku/tetapkan/", follow=True)
    assert "Tidak ada draf IKU tahun 2021 yang menunggu penetapan." in jawaban.content.decode()


def test_an_empty_list_cannot_be_laid_down(penyusun, isian):
    kini().indikator.all().delete()
    jawaban = penyusun.post(ALAMAT, isian | {"yakin": "1"}, follow=True)
    assert "IKU ini belum berisi indikator" in jawaban.content.decode()
    assert kini().draf


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_page_is_accessible_at_both_widths(draf, halaman, halaman_ponsel):
    for layar in (halaman, halaman_ponsel):
        assert layar.masuk("penyusun").buka(ALAMAT) == 200
        assert layar.pelanggaran_axe() == []
        assert not layar.bergeser_ke_samping()
