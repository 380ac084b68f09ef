"""The matrix page and its tree: what it says, to whom, at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from tests.rencana_aksi import sumber
from tests.rencana_aksi.besar import buat_besar

ALAMAT = "/bakesbangpol/2024/rencana-aksi/"
SEMUA = ["admin", "penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


@pytest.fixture
def buka(client, peragaan):
    def buka(alamat, username="staf.poldagri"):
        client.force_login(peragaan.pengguna(username))
        return client.get(alamat)

    return buka


def perubahan(tahun=2024, **kolom):
    rencana = RencanaAksi.objects.get(tahun=tahun)
    return VersiRencanaAksi.objects.create(
        rencana=rencana, nomor=1, alasan="P-APBD", mulai_triwulan=3, **kolom
    )


@pytest.mark.parametrize("username", SEMUA)
@pytest.mark.parametrize("alamat", [ALAMAT, f"{ALAMAT}?tampil=pohon", f"{ALAMAT}tahun/"])
def test_every_role_reads(buka, username, alamat):
    assert buka(alamat, username).status_code == 200


def test_signed_out_is_sent_to_sign_in(client, peragaan):
    jawaban = client.get(ALAMAT)
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/masuk/?next={ALAMAT}")


def test_another_agency_is_not_found(client, peragaan):
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2024)
    orang = Pengguna.objects.create(username="orang.lain", nama="Orang Lain", instansi=lain, peran="penyusun")
    client.force_login(orang)
    assert client.get(ALAMAT).status_code == 404
    assert client.get(f"{ALAMAT}cetak/pdf/").status_code == 404


def test_matrix_shows_every_string_and_the_counts(buka):
    isi = buka(ALAMAT).content.decode()
    tabel = isi[isi.index('<table class="matriks">') :]
    for s in sumber.butir():
        cocok = sumber.SEL_TW.fullmatch(s)
        assert (cocok[2] if cocok else s) in tabel
    assert "<b>60 sel target</b>: 46 bernilai, 10 strip, 4 kosong" in isi
    assert "17 indikator pada 2 sasaran strategis" in isi


def test_matrix_draws_strip_and_blank_differently(buka):
    isi = buka(ALAMAT).content.decode()
    tabel = isi[isi.index('<table class="matriks">') : isi.index("</table>")]
    assert tabel.count('class="strip"') == 10
    assert tabel.count('class="hampa-sel"') == 4


def test_document_in_force_says_number_date_and_signatory(buka):
    isi = buka(ALAMAT).content.decode()
    assert (
        "Ditetapkan 15 Januari 2024, nomor 188.45/PERAGAAN/2024, ditandatangani Dra. ANITA SURYANI, M.Si"
        in isi
    )


def test_tree_marks_proposals_and_steps(buka):
    isi = buka(f"{ALAMAT}?tampil=pohon").content.decode()
    assert "Makin tinggi makin baik <i>(usulan)</i>" in isi
    assert "tahapan (usulan)" in isi
    assert "Belum ditentukan, tahun tidak dinilai" in isi


def test_tree_names_the_offices_where_the_print_is_merged(buka):
    isi = buka(f"{ALAMAT}?tampil=pohon").content.decode()
    assert "Kepala Bidang Kewaspadaan Nasional dan Penanganan Konflik; Kepala Bidang Ideologi" in isi


def test_print_buttons_carry_the_version(buka):
    isi = buka(ALAMAT).content.decode()
    assert f'href="{ALAMAT}cetak/pdf/?versi=0"' in isi
    assert f'href="{ALAMAT}cetak/xlsx/?versi=0"' in isi
    for kertas in ("F4", "A4", "A3"):
        assert f'value="{kertas}"' in isi


@pytest.mark.parametrize(
    ("username", "ada"), [("penyusun", True), ("pimpinan", True), ("kabid.wasnas", False), ("admin", False)]
)
def test_draft_offers_to_lay_down_only_to_those_who_may(buka, peragaan, username, ada):
    buat_besar(peragaan.instansi, 2030, 30)
    isi = buka("/bakesbangpol/2030/rencana-aksi/", username).content.decode()
    assert "Draf, belum berlaku" in isi
    assert ('href="/bakesbangpol/2030/rencana-aksi/tetapkan/"' in isi) is ada


def test_version_in_force_stays_first_beside_a_draft_perubahan(buka):
    perubahan()
    isi = buka(ALAMAT).content.decode()
    assert "Versi: Murni (berlaku)" in isi
    assert "Perubahan I, draf" in isi
    assert "Draf, belum berlaku" in buka(f"{ALAMAT}?versi=1").content.decode()


def test_replaced_version_leads_to_the_one_in_force(buka, peragaan):
    VersiRencanaAksi.objects.get(rencana__tahun=2024).gantikan()
    perubahan(
        status="ditetapkan", nomor_surat="2", tanggal="2024-07-01", ditetapkan_oleh=peragaan.pengguna("penyusun"), ditetapkan_pada=timezone.now()
    )  # fmt: skip
    isi = buka(f"{ALAMAT}?versi=0").content.decode()
    assert "Sudah digantikan oleh Perubahan I" in isi
    assert 'href="?versi=1"' in isi


@pytest.mark.parametrize("alamat", [f"{ALAMAT}?versi=7", f"{ALAMAT}?versi=x", f"{ALAMAT}cetak/pdf/?versi=7"])
def test_unknown_version_names_those_there_are(buka, alamat):
    jawaban = buka(alamat)
    assert jawaban.status_code == 404
    assert "Versi yang ada: 0 (Murni)" in jawaban.content.decode()


def test_unknown_year_names_those_there_are(buka):
    jawaban = buka("/bakesbangpol/1999/rencana-aksi/")
    assert jawaban.status_code == 404
    assert 'href="/bakesbangpol/2024/rencana-aksi/"' in jawaban.content.decode()


def test_year_without_a_plan_leads_to_those_with_one(buka):
    jawaban = buka("/bakesbangpol/2021/rencana-aksi/")
    assert jawaban.status_code == 200
    isi = jawaban.content.decode()
    assert "Belum ada Rencana Aksi tahun 2021." in isi
    assert f'href="{ALAMAT}"' in isi
    assert "Salin dari tahun" not in isi


def test_who_may_begin_a_plan_finds_the_three_ways(buka):
    isi = buka("/bakesbangpol/2021/rencana-aksi/", "penyusun").content.decode()
    for tujuan in ("/2021/rencana-aksi/tahun/baru/", "/2024/rencana-aksi/salin/", "/2021/impor/"):
        assert f'href="/bakesbangpol{tujuan}"' in isi


def test_empty_draft_says_so(buka, peragaan):
    TahunKerja.objects.create(instansi=peragaan.instansi, tahun=2031)
    rencana = RencanaAksi.objects.create(instansi=peragaan.instansi, tahun=2031, nama_cetak="BADAN")
    VersiRencanaAksi.objects.create(rencana=rencana)
    assert "masih kosong" in buka("/bakesbangpol/2031/rencana-aksi/").content.decode()
    assert "Belum ada sasaran." in buka("/bakesbangpol/2031/rencana-aksi/?tampil=pohon").content.decode()


def test_texts_of_the_office_are_escaped(buka, peragaan):
    versi = buat_besar(peragaan.instansi, 2030, 30)
    versi.sasaran.filter(jenjang=1).update(uraian="<script>alert(1)</script>")
    for tampil in ("", "?tampil=pohon"):
        isi = buka(f"/bakesbangpol/2030/rencana-aksi/{tampil}").content.decode()
        assert "<script>alert" not in isi
        assert "&lt;script&gt;alert" in isi


@pytest.mark.parametrize("tampil", ["", "?tampil=pohon"])
def test_three_hundred_indicators_cost_the_queries_of_thirty(buka, peragaan, tampil):
    banyak = []
    for tahun, indikator in ((2030, 30), (2031, 300)):
        buat_besar(peragaan.instansi, tahun, indikator)
        alamat = f"/bakesbangpol/{tahun}/rencana-aksi/{tampil}"
        buka(alamat)
        with CaptureQueriesContext(connection) as kueri:
            assert f"{indikator} indikator pada" in buka(alamat).content.decode()
        banyak.append(len(kueri))
    assert banyak[0] == banyak[1]
