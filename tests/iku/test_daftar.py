"""The IKU page: what it says, to whom, at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.models import Realisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from iku.models import DaftarIku, VersiIku
from tests.iku import sumber
from tests.iku.besar import buat_besar

ALAMAT = "/bakesbangpol/2021/iku/"
SEMUA = ["admin", "penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


@pytest.mark.parametrize("username", SEMUA)
@pytest.mark.parametrize(
    "alamat", [ALAMAT, f"{ALAMAT}?tampil=tabel", f"{ALAMAT}tahun/", f"{ALAMAT}cetak/xlsx/"]
)
def test_every_role_reads(buka, username, alamat):
    assert buka(alamat, username).status_code == 200


def test_signed_out_is_sent_to_sign_in(client, peragaan):
    jawaban = client.get(ALAMAT)
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/masuk/?next={ALAMAT}")


def test_another_agency_is_not_found(client, peragaan):
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2021)
    orang = Pengguna.objects.create(username="orang.lain", nama="Orang Lain", instansi=lain, peran="penyusun")
    client.force_login(orang)
    assert client.get(ALAMAT).status_code == 404
    assert client.get(f"{ALAMAT}cetak/pdf/").status_code == 404


def test_page_holds_every_string_of_the_document(buka):
    isi = buka(ALAMAT).content.decode().replace("&amp;", "&")
    # Column headings belong to the table; the title and the numbers of the rows are written the page's own way.
    kecuali = {sumber.judul(), "1.", *sumber.tabel()[0]}
    assert [s for s in sumber.butir() if s not in isi and s not in kecuali] == []


def test_table_view_holds_headings_and_strings_as_on_paper(buka):
    isi = buka(f"{ALAMAT}?tampil=tabel").content.decode().replace("&amp;", "&")
    assert [s for s in sumber.butir()[1:] if s not in isi] == []
    assert "81,82%" not in isi
    assert "81,82%" in buka(f"{ALAMAT}?tampil=tabel&hasil=1").content.decode()


def test_sheet_shows_inputs_working_results_and_trend(buka):
    isi = buka(ALAMAT).content.decode()
    for s in ("66,67%", "83,33%", "81,82%", "9/11", "108/124", "87,1%", "82,26%"):
        assert s in isi
    assert isi.count('class="pecahan"') == 6  # each formula in words, and with its numbers
    assert isi.count('<svg class="tren"') == 3
    assert "dijumlahkan sejak" in isi
    assert "adalah keadaan terakhir, tidak dijumlahkan" in isi


def test_quarter_without_conflict_is_nihil_never_a_number(buka):
    isi = buka(ALAMAT).content.decode()
    assert "(0/0), jadi tidak dinilai dan tidak dihitung 0% atau 100%." in isi
    assert '<td class="num">0/0</td><td class="num">Nihil</td>' in isi


def test_missing_targets_are_told(buka):
    isi = buka(ALAMAT).content.decode()
    assert "Target IKU 2021 belum ditetapkan," in isi
    assert "capaian tidak dinilai: target belum ditetapkan" in isi
    # In 2024 one of the four has its target, so the band for all of them would be wrong.
    assert "Target IKU 2024 belum ditetapkan," not in buka("/bakesbangpol/2024/iku/").content.decode()


def test_demonstration_numbers_are_marked_where_there_are_numbers(buka):
    assert "Realisasi di bawah ini angka peragaan" in buka(ALAMAT).content.decode()
    assert "Realisasi di bawah ini angka peragaan" not in buka("/bakesbangpol/2024/iku/").content.decode()


def test_nothing_entered_is_a_phrase(buka):
    isi = buka("/bakesbangpol/2024/iku/").content.decode()
    assert "Belum diisi" in isi
    assert "Belum ada angka untuk digambar." in isi


def test_unapproved_values_only_with_the_switch_and_marked(buka, peragaan):
    terakhir = Realisasi.objects.get(
        indikator__tahun=2021, triwulan=4, ketetapan__uraian__contains="IPOLEKSOSBUD"
    )
    terakhir.kembalikan(oleh=peragaan.pengguna("kabid.wasnas"), pada=timezone.now(), catatan="Periksa lagi")
    polos = buka(ALAMAT).content.decode()
    assert "81,82%" not in polos
    assert "lencana--bad" not in polos
    semua = buka(f"{ALAMAT}?isian=semua").content.decode()
    assert "81,82%" in semua
    assert "Termasuk isian yang belum disetujui" in semua
    assert "Dikembalikan" in semua


def test_document_in_force_says_number_date_and_signatory(buka):
    isi = buka(ALAMAT).content.decode()
    assert (
        "Ditetapkan 1 Februari 2021, nomor 188.45/PERAGAAN-IKU/2021, ditandatangani Dra. ANITA SURYANI, M.Si"
        in isi
    )


def test_draft_says_so_and_offers_tetapkan_to_those_who_may(buka, peragaan):
    buat_besar(peragaan.instansi, 2030, 3)
    alamat = "/bakesbangpol/2030/iku/"
    assert "Draf, belum berlaku" in buka(alamat).content.decode()
    assert "iku/tetapkan/" not in buka(alamat).content.decode()
    assert "iku/tetapkan/" in buka(alamat, "penyusun").content.decode()


def test_versions_are_chosen_by_number(buka):
    daftar = DaftarIku.objects.get(tahun=2021)
    VersiIku.objects.create(daftar=daftar, nomor=1, alasan="P-APBD", mulai_triwulan=3)
    assert "3 indikator" in buka(ALAMAT).content.decode()
    isi = buka(f"{ALAMAT}?versi=1").content.decode()
    assert "Belum ada indikator." in isi
    jawaban = buka(f"{ALAMAT}?versi=7")
    assert jawaban.status_code == 404
    assert "Versi yang ada: 0 (Murni), 1 (Perubahan I)." in jawaban.content.decode()


def test_a_year_without_iku_says_which_years_have_one(buka, peragaan):
    TahunKerja.objects.create(instansi=peragaan.instansi, tahun=2019)
    isi = buka("/bakesbangpol/2019/iku/").content.decode()
    assert "Belum ada IKU tahun 2019." in isi
    assert "/bakesbangpol/2021/iku/" in isi
    jawaban = buka("/bakesbangpol/2019/iku/cetak/pdf/")
    assert jawaban.status_code == 404
    assert "Tahun yang ada: 2024, 2022, 2021." in jawaban.content.decode()


def test_an_agency_without_any_iku_says_who_begins(buka, peragaan):
    DaftarIku.objects.all().delete()
    assert "Penyusun memulainya." in buka(ALAMAT).content.decode()
    assert "Belum ada IKU." in buka(f"{ALAMAT}tahun/").content.decode()


def test_years_list_every_version(buka):
    isi = buka(f"{ALAMAT}tahun/").content.decode()
    for tahun in (2021, 2022, 2024):
        assert f'href="/bakesbangpol/{tahun}/iku/?versi=0"' in isi
    assert "188.45/PERAGAAN-IKU/2022" in isi


@pytest.mark.parametrize("jenis", ["pdf", "xlsx"])
def test_files_carry_a_name(buka, jenis):
    jawaban = buka(f"{ALAMAT}cetak/{jenis}/?kertas=A4&kop=1&hasil=1")
    cara = "inline" if jenis == "pdf" else "attachment"
    assert jawaban["Content-Disposition"] == f'{cara}; filename="iku-2021-realisasi.{jenis}"'
    assert jawaban.content[:4] == (b"%PDF" if jenis == "pdf" else b"PK\x03\x04")


def test_unknown_paper_is_a_helpful_404(buka):
    jawaban = buka(f"{ALAMAT}cetak/pdf/?kertas=B5")
    assert jawaban.status_code == 404
    assert "Pilih F4, A4, A3." in jawaban.content.decode()


@pytest.mark.parametrize("tampil", ["", "?tampil=tabel&hasil=1", "cetak/xlsx/", "tahun/"])
def test_queries_do_not_grow_with_the_list(buka, peragaan, tampil):
    def kueri(tahun):
        alamat = f"/bakesbangpol/{tahun}/iku/{tampil}"
        buka(alamat)
        with CaptureQueriesContext(connection) as tangkapan:
            assert buka(alamat).status_code == 200
        return len(tangkapan)

    buat_besar(peragaan.instansi, 2030, 3)
    sedikit = kueri(2030)
    buat_besar(peragaan.instansi, 2031, 60)
    assert kueri(2031) == sedikit


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "alamat",
    [ALAMAT, f"{ALAMAT}?tampil=tabel&hasil=1", f"{ALAMAT}tahun/", "/bakesbangpol/2024/iku/?isian=semua"],
)
def test_pages_are_accessible_at_both_widths(peragaan, halaman, halaman_ponsel, alamat):
    for layar in (halaman, halaman_ponsel):
        assert layar.masuk("penyusun").buka(alamat) == 200
        assert layar.pelanggaran_axe() == []
        assert not layar.bergeser_ke_samping()
