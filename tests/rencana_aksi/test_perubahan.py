"""The pages of a Perubahan: begun, compared, dropped; who may do what; what everybody else sees meanwhile."""

import re
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.models import Indikator
from rencana_aksi import perubahan, suntingan, suntingan_cabang, tindakan_perubahan
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from tests.bakesbang.realisasi import panggung
from tests.rencana_aksi.besar import buat_besar
from tests.rencana_aksi.perubahan import (
    ALASAN,
    BERSAMA,
    KEJADIAN,
    KOORDINASI,
    ORMAS,
    berlaku,
    butir,
    kunci_tw,
    mulai,
    penyusun,
    rumah,
    tetapkan,
    ubah,
)

ALAMAT = "/bakesbangpol/2024/rencana-aksi/"
PERUBAHAN, BEDA, BUANG, SELARASKAN = (
    f"{ALAMAT}perubahan/{x}" for x in ("", "beda/", "buang/", "selaraskan/")
)
ISIAN = {"alasan": ALASAN, "mulai_triwulan": "3"}


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


@pytest.fixture
def buka(client):
    def masuk(username="penyusun"):
        client.force_login(panggung.orang(username))
        return client

    return masuk


def isi(jawaban) -> str:
    return re.sub(r"\s+", " ", jawaban.content.decode())


def teks(jawaban) -> str:
    """What a reader sees, marks left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", jawaban.content.decode()))


# ── who ──
@pytest.mark.parametrize(
    ("username", "baca", "susun"),
    [
        ("penyusun", 200, 200), ("pimpinan", 200, 403), ("staf.poldagri", 200, 403), ("kabid.wasnas", 200, 403),
        ("pemeriksa", 200, 403), ("admin", 200, 403),
    ],
)  # fmt: skip
def test_everybody_reads_the_differences_and_only_penyusun_changes(buka, username, baca, susun):
    mulai(3)
    c = buka(username)
    assert c.get(BEDA).status_code == baca
    assert c.get(f"{BEDA}cetak/xlsx/").status_code == baca
    for alamat in (PERUBAHAN, BUANG, f"{ALAMAT}salin/"):
        assert c.get(alamat).status_code == susun
    assert c.post(SELARASKAN).status_code == (302 if susun == 200 else 403)


@pytest.mark.parametrize("alamat", [PERUBAHAN, BUANG, f"{ALAMAT}salin/", SELARASKAN])
def test_nothing_happens_to_a_post_of_somebody_else(buka, alamat):
    mulai(3)
    assert buka("pimpinan").post(alamat, ISIAN | {"tahun": "2025"}).status_code == 403
    assert VersiRencanaAksi.objects.filter(status="draf").count() == 1
    assert not VersiRencanaAksi.objects.filter(rencana__tahun=2025).exists()


# ── beginning ──
def test_the_form_offers_the_quarters_after_the_last_lock(buka):
    kunci_tw(1, 2)
    halaman = isi(buka().get(PERUBAHAN))
    assert re.findall(r'<option value="(\d)"', halaman) == ["3", "4"]
    assert "Buat Perubahan I dari Rencana Aksi 2024 (Murni)?" in halaman


def test_with_everything_locked_the_page_says_why_not(buka):
    kunci_tw(1, 2, 3, 4)
    halaman = isi(buka().get(PERUBAHAN))
    assert "Semua triwulan sudah dikunci." in halaman
    assert "<textarea" not in halaman


@pytest.mark.parametrize(
    ("salah", "kalimat"),
    [
        ({"alasan": " "}, "Tulis alasan perubahannya."),
        ({"mulai_triwulan": ""}, "Pilih triwulan mulai berlakunya."),
        ({"mulai_triwulan": "1"}, "Triwulan itu sudah dikunci."),
    ],
)
def test_a_wrong_entry_is_told_and_begins_nothing(buka, salah, kalimat):
    kunci_tw(1, 2)
    assert kalimat in isi(buka().post(PERUBAHAN, ISIAN | salah))
    assert not VersiRencanaAksi.objects.filter(status="draf").exists()


def test_a_perubahan_begins_and_its_page_follows(buka):
    halaman = teks(buka().post(PERUBAHAN, ISIAN, follow=True))
    assert "Perubahan I dibuat sebagai draf. Rencana Aksi yang berlaku tidak berubah." in halaman
    assert "Perubahan I Rencana Aksi" in halaman
    assert ALASAN in halaman


def test_the_reason_and_quarter_are_kept_and_can_change(buka):
    draf = mulai(2)
    kunci_tw(1, 2)
    c = buka()
    assert "Triwulan mulainya sudah dikunci" in teks(c.get(PERUBAHAN))
    c.post(PERUBAHAN, {"alasan": "P-APBD tahap dua", "mulai_triwulan": "4"})
    draf.refresh_from_db()
    assert (draf.alasan, draf.mulai_triwulan) == ("P-APBD tahap dua", 4)


def test_without_a_version_in_force_it_says_so(buka):
    buat_besar(rumah(), 2030, 30)
    jawaban = buka().get("/bakesbangpol/2030/rencana-aksi/perubahan/", follow=True)
    assert "Perubahan dimulai dari Rencana Aksi yang berlaku." in teks(jawaban)


# ── what the others see ──
DIBACA = (
    "", "rencana-aksi/", "rencana-aksi/?tampil=pohon", "iku/", "realisasi/1/", "realisasi/laporan/", "cari/?q=ormas", "cari/?q=diubah",
    "realisasi/1/laporan/rencana-aksi/?semua=1", "realisasi/1/laporan/iku/?setahun=1",
)  # fmt: skip


# The drawer of versions and the link to the differences name the draf; they are not the plan.
BOLEH_BEDA = r'(?s)<details class="laci" name="laci"><summary class="btn">Versi:.*?</details>|<span class="utuh">Versi Murni .*?</span>\s*</span>|<a href="[^"]*beda/.*?</a>'


def dilihat(client) -> dict[str, str]:
    """The words of every page that shows the plan."""
    hasil = {}
    for alamat in DIBACA:
        jawaban = client.get(f"/bakesbangpol/2024/{alamat}")
        assert jawaban.status_code == 200, alamat
        halaman = re.sub(r"<[^>]+>", " ", re.sub(BOLEH_BEDA, "", jawaban.content.decode()))
        hasil[alamat] = re.sub(r"\s+", " ", halaman)
    return hasil


def test_a_draf_changes_no_page_of_anybody_else(buka):
    panggung.isi(panggung.indikator(ORMAS))
    c = buka("staf.poldagri")
    sebelum = dilihat(c)
    draf = mulai(1)
    for uraian in (ORMAS, KOORDINASI, BERSAMA):
        ubah(
            draf,
            uraian,
            uraian=f"{uraian} yang diubah",
            satuan="orang",
            agregasi="rata_rata",
            sumber_data="Buku baru",
        )
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        suntingan_cabang.hapus_indikator(d, butir=butir(draf, KEJADIAN).pk)
    sesudah = dilihat(c)
    for alamat, halaman in sebelum.items():
        assert sesudah[alamat] == halaman, alamat
    # The page of an indicator names the draf that uses it, and nothing of what the draf says.
    for pk in Indikator.objects.filter(tahun=2024).values_list("pk", flat=True):
        halaman = teks(c.get(f"/bakesbangpol/2024/indikator/{pk}/"))
        assert "yang diubah" not in halaman
        assert "Buku baru" not in halaman


# ── differences ──
def ubah_banyak() -> VersiRencanaAksi:
    """One of everything that can differ."""
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="8", agregasi="rata_rata", definisi_operasional="Rapat yang bernotulen")
    ubah(draf, ORMAS, polaritas="minimal", satuan="ormas", penanggung_jawab_cetak="Kabid Poldagri")
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        kegiatan = list(Sasaran.objects.filter(versi=draf, jenjang=3).order_by("pk"))
        program = Sasaran.objects.filter(versi=draf, jenjang=2).order_by("pk")
        suntingan.isi_sasaran(
            d, sasaran=kegiatan[0].pk, perubahan={"uraian": "Tersedianya data ormas"}, dimuat=None
        )
        suntingan.pindah_sasaran(
            d, sasaran=kegiatan[2].pk, induk=program.exclude(pk=kegiatan[2].induk_id)[0].pk, sesudah=None
        )
        baru = suntingan.tambah_sasaran(d, uraian="Sasaran baru", induk=program[0].pk)
        suntingan.tambah_indikator(d, uraian="Indikator baru", sasaran=baru.pk)
        suntingan_cabang.hapus_indikator(d, butir=butir(draf, KEJADIAN).pk)
    return draf


def test_every_kind_of_difference_is_told_cell_by_cell():
    b = perubahan.beda(ubah_banyak())
    h = b.hitungan
    assert (h.tambah, h.hilang, h.pindah, h.ubah) == (2, 1, 1, 3)
    sel = {(p.unsur.nama, s.nama): (s.lama, s.baru) for p in b.isi if p.jenis == "ubah" for s in p.sel}
    assert sel == {
        (KOORDINASI, "Target TW III"): ("5", "8"),
        (KOORDINASI, "Cara menggabung triwulan"): ("Akumulasi: jumlah semua triwulan", "Rata-rata triwulan yang terisi"),
        (KOORDINASI, "Definisi operasional"): ("", "Rapat yang bernotulen"),
        (ORMAS, "Polaritas"): ("Makin tinggi makin baik", "Makin rendah makin baik"),
        (ORMAS, "Satuan"): ("%", "ormas"),
        (ORMAS, "Penanggung jawab seperti dicetak"): ("Kabid politik dalam negeri dan ormas", "Kabid Poldagri"),
        ("Tersedianya data ormas", "Bunyi sasaran"): ("Tersedianya profiling data ormas perkecamatan", "Tersedianya data ormas"),
    }  # fmt: skip
    assert {p.unsur.nama for p in b.isi if p.jenis == "tambah"} == {"Sasaran baru", "Indikator baru"}
    assert {p.unsur.nama for p in b.isi if p.jenis == "hilang"} == {KEJADIAN}


def test_the_page_says_it_with_marks_and_words(buka):
    ubah_banyak()
    halaman = isi(buka("staf.wasnas").get(BEDA))
    assert "<del>5</del>" in halaman
    assert "<ins>8</ins>" in halaman
    for kata in (
        "Ditambah",
        "Dihapus",
        "Dipindah",
        "Diubah",
        "Semula",
        "Menjadi",
        "Perubahan I dibandingkan dengan Murni",
        ALASAN,
    ):
        assert kata in halaman
    assert "Kelola Perubahan I" not in halaman


def test_a_version_in_force_is_still_compared_with_the_one_before(buka):
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="8")
    tetapkan(draf)
    mulai(4)
    c = buka("pemeriksa")
    assert "<ins>8</ins>" in isi(c.get(f"{BEDA}?versi=1"))
    assert "Isi kedua versi sama, sel demi sel." in isi(c.get(BEDA))
    assert "Ini versi pertama." in isi(c.get(f"{BEDA}?versi=0"))
    assert c.get(f"{BEDA}?versi=9").status_code == 404


def test_the_same_differences_on_paper(buka):
    ubah_banyak()
    c = buka("pimpinan")
    jawaban = c.get(f"{BEDA}cetak/pdf/")
    assert (
        jawaban["Content-Disposition"]
        == 'inline; filename="perbedaan-rencana-aksi-2024-perubahan-i-draf.pdf"'
    )
    kertas = " ".join(
        " ".join(h.extract_text() for h in pypdf.PdfReader(BytesIO(jawaban.content)).pages).split()
    )
    for kata in (
        "PERBEDAAN RENCANA AKSI TAHUN 2024",
        "Semula",
        "Menjadi",
        "Rapat yang bernotulen",
        "2 ditambah, 1 dihapus, 1 dipindah, 3 diubah",
    ):
        assert kata in kertas
    buku = openpyxl.load_workbook(BytesIO(c.get(f"{BEDA}cetak/xlsx/").content))
    nilai = {str(s.value) for baris in buku.worksheets[0].iter_rows() for s in baris}
    assert {"Target TW III", "5", "8"} <= nilai


def test_differences_take_the_same_queries_for_any_plan(buka):
    tetapkan(buat_besar(rumah(), 2030, 30))
    tetapkan(buat_besar(rumah(), 2031, 150))
    c, banyak = buka(), {}
    for tahun in (2030, 2031):
        draf = tindakan_perubahan.mulai_perubahan(
            versi=berlaku(tahun), alasan=ALASAN, mulai_triwulan=2, oleh=penyusun(), waktu=timezone.now()
        )
        satu = IndikatorSasaran.objects.filter(sasaran__versi=draf)[: 5 if tahun == 2030 else 40]
        for b in satu:
            ubah(draf, b.ketetapan.uraian, satuan="orang")
        alamat = f"/bakesbangpol/{tahun}/rencana-aksi/perubahan/beda/"
        c.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert c.get(alamat).status_code == 200
        banyak[tahun] = len(kueri)
    assert banyak[2030] == banyak[2031] < 40


# ── dropping ──
def test_dropping_asks_first_and_says_what_goes(buka):
    draf = mulai(3)
    c = buka()
    halaman = teks(c.get(BUANG))
    assert "Buang draf Rencana Aksi 2024 (Perubahan I)?" in halaman
    assert "tidak dapat dikembalikan" in halaman
    draf.refresh_from_db()
    assert "Draf Rencana Aksi 2024 (Perubahan I) dibuang." in teks(c.post(BUANG, follow=True))
    assert list(VersiRencanaAksi.objects.values_list("status", flat=True)) == ["ditetapkan"]
    assert c.get(BUANG).status_code == 404


# ── the old version ──
def test_the_old_version_is_read_and_printed_as_it_was_signed(buka):
    c = buka("pemeriksa")
    sebelum = c.get(f"{ALAMAT}?versi=0")
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="777")
    tetapkan(draf)
    sesudah = c.get(f"{ALAMAT}?versi=0")
    matriks = re.compile(r'(?s)<table class="matriks".*?</table>')
    assert matriks.findall(isi(sesudah)) == matriks.findall(isi(sebelum)) != []
    assert "Sudah digantikan oleh Perubahan I" in isi(sesudah)
    assert "777" in isi(c.get(ALAMAT))
    kertas = pypdf.PdfReader(BytesIO(c.get(f"{ALAMAT}cetak/pdf/?versi=0").content))
    seluruh = "".join(h.extract_text() for h in kertas.pages)
    assert "777" not in seluruh
    assert "Versi Murni" in seluruh
    assert "DRAFT" not in seluruh


def test_buttons_follow_the_state_of_the_document(buka):
    c = buka()
    awal = isi(c.get(ALAMAT))
    assert "Buat Perubahan" in awal
    assert "Salin ke tahun lain" in awal
    mulai(3)
    assert "Kelola Perubahan I" in isi(c.get(ALAMAT))
    assert "Kelola Perubahan I" not in isi(buka("pimpinan").get(ALAMAT))


def test_a_target_changed_in_a_quarter_before_the_perubahan_is_told(buka):
    draf = mulai(3)
    ubah(draf, KOORDINASI, tw3="9")
    assert "ikut diubah" not in teks(buka().get(f"{ALAMAT}tetapkan/"))
    ubah(draf, KOORDINASI, tw1="99")
    assert (
        "Target TW I ikut diubah, padahal Perubahan I berlaku mulai TW III: cetakannya berubah, capaian triwulan "
        "itu tetap diukur dengan target lama." in teks(buka().get(f"{ALAMAT}tetapkan/"))
    )
