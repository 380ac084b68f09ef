"""The pages of the import: who may, what is shown, and that nothing of a file is ever markup."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bakesbang.organisasi.models import BerkasImpor
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from tests.bakesbang.importing.files import RENCANA, dari_sumber

ALAMAT = "/bakesbangpol/2024/impor/"


@pytest.fixture
def penyusun(client, peragaan):
    client.force_login(peragaan.pengguna("penyusun"))
    return client


@pytest.fixture
def menulis(settings):
    """Saving makes indicators one by one, which the watch over repeated reads would take for a page's fault."""
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.startswith("zeal.")]


def tempel(client, teks=None, tahun=2030, dokumen="rencana-aksi"):
    """Posts a paste; the address of its preview."""
    teks = RENCANA.read_text(encoding="utf-8") if teks is None else teks
    jawab = client.post(ALAMAT, {"dokumen": dokumen, "tahun": tahun, "tempelan": teks})
    assert jawab.status_code == 302, jawab.content.decode()
    return jawab.url


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("penyusun", 200),
        ("staf.poldagri", 403),
        ("kabid.wasnas", 403),
        ("pimpinan", 403),
        ("pemeriksa", 403),
        ("admin", 403),
    ],
)
def test_hanya_penyusun_yang_mengimpor(client, peragaan, username, status):
    client.force_login(peragaan.pengguna("penyusun"))
    pratinjau = tempel(client)
    client.force_login(peragaan.pengguna(username))
    assert client.get(ALAMAT).status_code == status
    assert client.get(pratinjau).status_code == status
    assert client.post(pratinjau, {"simpan": "1"}).status_code == (302 if status == 200 else 403)


def test_menu_membuka_impor(penyusun):
    assert f'href="{ALAMAT}" aria-current="page"' in penyusun.get(ALAMAT).content.decode()


def test_pratinjau_menyebut_hitungan_dan_tiga_pertanyaan(penyusun):
    halaman = penyusun.get(tempel(penyusun)).content.decode()
    for kata in (
        "17 indikator",
        "2 strategis, 6 program, 9 kegiatan",
        "46 bernilai, 10 strip, 4 kosong",
        "3 jawaban lagi",
        "bergeser 3 kolom ke kanan",
    ):
        assert kata in halaman
    assert not RencanaAksi.objects.filter(tahun=2030).exists()


def test_simpan_sebelum_dijawab_ditolak_dengan_kalimat(penyusun):
    alamat = tempel(penyusun)
    jawab = penyusun.post(alamat, {"simpan": "1"}, follow=True)
    assert "Masih ada 3 pertanyaan" in jawab.content.decode()
    assert not RencanaAksi.objects.filter(tahun=2030).exists()


def test_jawaban_koreksi_kolom_dan_simpan(menulis, penyusun):
    alamat = tempel(penyusun)
    penyusun.post(alamat, {"jawab": "agregasi:0:27:9=akumulasi"})
    penyusun.post(alamat, {"sel": "0-20", "sel:0:20:6": "Mendokumentasikan data konflik"})
    penyusun.post(alamat, {"usulan": "1"})
    berkas = BerkasImpor.objects.get()
    assert berkas.jawaban["agregasi:0:27:9"] == "akumulasi"
    jawab = penyusun.post(alamat, {"simpan": "1"})
    assert jawab.url == "/bakesbangpol/2030/rencana-aksi/"
    versi = VersiRencanaAksi.objects.get(rencana__tahun=2030)
    berkas.refresh_from_db()
    assert berkas.laporan["versi"] == versi.pk
    assert berkas.disimpan_pada is not None
    assert "Mendokumentasikan data konflik" in penyusun.get(jawab.url).content.decode()


def test_berkas_yang_sama_membawa_jawaban_lama_dan_tidak_mengubah(menulis, penyusun):
    alamat = tempel(penyusun)
    penyusun.post(alamat, {"usulan": "1"})
    penyusun.post(alamat, {"simpan": "1"})
    lagi = tempel(penyusun)
    assert lagi != alamat
    assert "Tidak ada yang berubah" in penyusun.get(lagi).content.decode()


def test_dokumen_yang_ditetapkan_meminta_alasan_perubahan(menulis, penyusun):
    teks = RENCANA.read_text(encoding="utf-8").replace("TW II = 30%", "TW II = 35%")
    alamat = tempel(penyusun, teks, 2024)
    penyusun.post(alamat, {"usulan": "1"})
    halaman = penyusun.get(alamat).content.decode()
    assert "Alasan Perubahan" in halaman
    assert "<del>30%</del> <ins>35%</ins>" in halaman
    assert "Tulis alasan" in penyusun.post(alamat, {"simpan": "1"}, follow=True).content.decode()
    penyusun.post(alamat, {"simpan": "1", "alasan": "Target naik", "mulai_triwulan": "3"})
    assert VersiRencanaAksi.objects.get(rencana__tahun=2024, nomor=1).mulai_triwulan == 3


def test_kolom_diatur_orang(penyusun):
    alamat = tempel(penyusun, "Sasaran\tIndikator\tHarapan\nMenguatnya A\tJumlah B\t5")
    penyusun.post(alamat, {"kolom": "1", "kolom:0:2": "target", "kolom:0:0": ""})
    assert BerkasImpor.objects.get().pemetaan == {"0:2": "target"}
    assert "Target tahun: 5" in penyusun.get(alamat).content.decode()


def test_isi_berkas_tidak_pernah_menjadi_markah(penyusun):
    alamat = tempel(
        penyusun, "Sasaran\tIndikator\tTarget\n<script>alert(1)</script>\t<img src=x onerror=alert(1)>\t=1+1"
    )
    halaman = penyusun.get(alamat).content.decode()
    assert "<script>alert" not in halaman
    assert "<img src=x" not in halaman
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in halaman


def test_berkas_word_diunggah(penyusun):
    isi, nama = dari_sumber(RENCANA, "docx", (0, 1, 2))
    jawab = penyusun.post(
        ALAMAT, {"dokumen": "rencana-aksi", "tahun": 2030, "berkas": SimpleUploadedFile(nama, isi)}
    )
    assert "sumber.docx" in penyusun.get(jawab.url).content.decode()
    assert BerkasImpor.objects.get().berkas.size == len(isi)


@pytest.mark.parametrize(
    ("isian", "kata"),
    [
        ({}, "Pilih berkas, atau tempel tabelnya."),
        (
            {"berkas": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99)},
            "tidak dikenal",
        ),
        (
            {"berkas": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99)},
            "Teksnya harus dikenali dulu",
        ),
        ({"tempelan": "a\tb", "tahun": "1200"}, "2000"),
    ],
)
def test_yang_ditolak_disebut_dalam_kalimat(penyusun, isian, kata):
    jawab = penyusun.post(ALAMAT, {"dokumen": "rencana-aksi", "tahun": 2030} | isian)
    assert jawab.status_code == 200
    assert kata in jawab.content.decode()
    assert not BerkasImpor.objects.exists()


def test_berkas_instansi_lain_tidak_ada(penyusun, peragaan):
    alamat = tempel(penyusun)
    from bakesbang.organisasi.models import Instansi

    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    BerkasImpor.objects.update(instansi=lain)
    assert penyusun.get(alamat).status_code == 404


def test_jumlah_kueri_tidak_tumbuh_dengan_baris(penyusun, django_assert_max_num_queries):
    sedikit = tempel(penyusun, "Sasaran\tIndikator\tTarget\nMenguatnya A\tJumlah B\t5")
    banyak = tempel(penyusun)
    with django_assert_max_num_queries(30):
        penyusun.get(sedikit)
    with django_assert_max_num_queries(30):
        penyusun.get(banyak)
