"""The pages of a Perubahan of the IKU: the same road as the Rencana Aksi, and the flag of a shared indicator."""

import re
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from iku import tindakan_perubahan
from iku.models import VersiIku
from tests.iku.besar import buat_besar
from tests.iku.test_tindakan import SATU, berlaku, mulai, tetapkan, ubah
from tests.rencana_aksi import perubahan as ra
from tests.rencana_aksi.perubahan import ALASAN, BERSAMA, kunci_tw, penyusun, rumah

ALAMAT = "/bakesbangpol/2024/iku/"
PERUBAHAN, BEDA, BUANG, SELARASKAN = (
    f"{ALAMAT}perubahan/{x}" for x in ("", "beda/", "buang/", "selaraskan/")
)
PAKAI = "Pakai ketetapan yang berlaku"


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


@pytest.fixture
def buka(client, peragaan):
    def masuk(username="penyusun"):
        client.force_login(peragaan.pengguna(username))
        return client

    return masuk


def isi(jawaban) -> str:
    return re.sub(r"\s+", " ", jawaban.content.decode())


@pytest.mark.parametrize(
    ("username", "susun"),
    [
        ("penyusun", 200), ("pimpinan", 403), ("staf.poldagri", 403), ("kabid.wasnas", 403), ("pemeriksa", 403), ("admin", 403),
    ],
)  # fmt: skip
def test_everybody_reads_the_differences_and_only_penyusun_changes(buka, username, susun):
    mulai(3)
    c = buka(username)
    assert c.get(BEDA).status_code == 200
    for alamat in (PERUBAHAN, BUANG, f"{ALAMAT}salin/"):
        assert c.get(alamat).status_code == susun
        if susun == 403:
            assert c.post(alamat, {"tahun": "2025"}).status_code == 403
    assert VersiIku.objects.filter(daftar__tahun=2024).count() == 2


def test_it_begins_from_the_page_and_goes_on_there(buka):
    kunci_tw(1, 2)
    c = buka()
    assert re.findall(r'<option value="(\d)"', isi(c.get(PERUBAHAN))) == ["3", "4"]
    halaman = isi(c.post(PERUBAHAN, {"alasan": ALASAN, "mulai_triwulan": "3"}, follow=True))
    assert "Perubahan I dibuat sebagai draf. IKU yang berlaku tidak berubah." in halaman
    assert "Perubahan I IKU" in halaman
    c.post(PERUBAHAN, {"alasan": "Lain", "mulai_triwulan": "4"})
    draf = VersiIku.objects.get(status="draf")
    assert (draf.alasan, draf.mulai_triwulan) == ("Lain", 4)


def test_differences_on_page_and_paper(buka):
    ubah(mulai(3), SATU, tahunan="90%")
    c = buka("pemeriksa")
    assert "<ins>90%</ins>" in isi(c.get(BEDA))
    jawaban = c.get(f"{BEDA}cetak/pdf/")
    assert 'filename="perbedaan-iku-2024-perubahan-i' in jawaban["Content-Disposition"]
    kertas = " ".join(
        " ".join(h.extract_text() for h in pypdf.PdfReader(BytesIO(jawaban.content)).pages).split()
    )
    assert "PERBEDAAN INDIKATOR KINERJA UTAMA TAHUN 2024" in kertas
    assert "90%" in kertas
    assert c.get(f"{BEDA}cetak/xlsx/").status_code == 200


def test_dropping_asks_first(buka):
    mulai(3)
    c = buka()
    assert "Buang draf IKU 2024 (Perubahan I)?" in isi(c.get(BUANG))
    assert "Draf IKU 2024 (Perubahan I) dibuang." in isi(c.post(BUANG, follow=True))
    assert c.post(BUANG).status_code == 404
    assert berlaku().nomor == 0


def test_the_old_list_is_read_and_printed_as_it_was_signed(buka):
    draf = mulai(3)
    ubah(draf, SATU, uraian="Persentase konflik yang tuntas")
    tetapkan(draf)
    c = buka("staf.wasnas")
    lama = isi(c.get(f"{ALAMAT}?versi=0&tampil=tabel"))
    assert SATU in lama
    assert "Sudah digantikan oleh Perubahan I" in lama
    assert "Persentase konflik yang tuntas" in isi(c.get(ALAMAT))
    kertas = pypdf.PdfReader(BytesIO(c.get(f"{ALAMAT}cetak/pdf/?versi=0").content)).pages[0].extract_text()
    assert "tuntas" not in kertas
    assert "Versi Murni" in kertas


# ── shared ──
def test_the_flag_stands_on_the_page_until_the_list_is_revised(buka):
    draf_ra = ra.mulai(3)
    ra.ubah(draf_ra, BERSAMA, tahunan="1")
    ra.tetapkan(draf_ra)
    kalimat = f"Indikator bersama “{BERSAMA}” berubah di Rencana Aksi Perubahan I; IKU belum direvisi."
    assert kalimat in isi(buka("staf.poldagri").get(ALAMAT))
    assert PAKAI not in isi(buka().get(ALAMAT))
    tetapkan(mulai(3))
    assert kalimat not in isi(buka().get(ALAMAT))


def test_an_overtaken_draf_follows_with_one_button(buka):
    draf = mulai(3)
    draf_ra = ra.mulai(3)
    ra.ubah(draf_ra, BERSAMA, tahunan="1")
    ra.tetapkan(draf_ra)
    c = buka()
    assert PAKAI in isi(c.get(PERUBAHAN))
    assert PAKAI in isi(c.get(f"{ALAMAT}?versi=1"))
    assert PAKAI not in isi(buka("pimpinan").get(f"{ALAMAT}?versi=1"))
    c = buka()
    assert "1 indikator mengikuti ketetapan yang berlaku." in isi(c.post(SELARASKAN, follow=True))
    assert draf.indikator.get(ketetapan__uraian=BERSAMA).ketetapan.nomor == 2
    assert PAKAI not in isi(c.get(PERUBAHAN))


def test_differences_take_the_same_queries_for_any_list(buka):
    c, banyak = buka(), {}
    for tahun, jumlah in ((2030, 3), (2031, 40)):
        tetapkan(buat_besar(rumah(), tahun, jumlah))
        draf = tindakan_perubahan.mulai_perubahan(
            versi=berlaku(tahun), alasan=ALASAN, mulai_triwulan=2, oleh=penyusun(), waktu=timezone.now()
        )
        for b in list(draf.indikator.select_related("ketetapan")):
            ubah(draf, b.ketetapan.uraian, satuan="orang")
        alamat = f"/bakesbangpol/{tahun}/iku/perubahan/beda/"
        c.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert c.get(alamat).status_code == 200
        banyak[tahun] = len(kueri)
    assert banyak[2030] == banyak[2031] < 40


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ukuran", ["halaman", "halaman_ponsel"])
def test_pages_are_accessible_at_both_widths(request, ukuran):
    h = request.getfixturevalue(ukuran).masuk("penyusun")
    h.buka(PERUBAHAN)
    assert h.pelanggaran_axe() == []
    draf_ra, draf = ra.mulai(3), mulai(3)
    ubah(
        draf,
        SATU,
        tahunan="90%",
        definisi_operasional="Konflik yang ditangani sampai selesai oleh tim terpadu kota.",
    )
    ra.ubah(draf_ra, BERSAMA, tahunan="1")
    ra.tetapkan(draf_ra)
    for alamat in (PERUBAHAN, BEDA, f"{BEDA}?versi=0", BUANG, f"{ALAMAT}salin/", ALAMAT, f"{ALAMAT}?versi=1"):
        assert h.buka(alamat) == 200
        assert h.pelanggaran_axe() == [], alamat
        assert not h.bergeser_ke_samping(), alamat
