"""Holders of an office: who, from when to when, with what is printed under a signature."""

from datetime import date

import pytest

from bakesbang.organisasi.models import Jabatan, Pejabat
from tests.bakesbang.organisasi.cast import alamat, banyak_kueri, catatan_terakhir, orang

ISIAN = {
    "nama": "SITI AMINAH, S.E.",
    "nip": "19800101 200501 2 003",
    "pangkat": "Pembina",
    "status": "definitif",
    "mulai": "2024-03-01",
    "selesai": "",
    "pengguna": "",
}


@pytest.fixture
def sekretaris(peragaan) -> Jabatan:
    return Jabatan.objects.get(kode="sekretaris")


@pytest.fixture
def wasnas(peragaan) -> Pejabat:
    return Pejabat.objects.get(jabatan__kode="kabid-wasnas")


def test_page_shows_holders_with_the_number_in_groups(admin, wasnas):
    isi = admin.get(alamat("pejabat", pk=wasnas.jabatan_id)).content.decode()
    assert "19781109 200312 2 005" in isi
    assert "2 Januari 2020 sampai sekarang" in isi
    assert "Sedang menjabat" in isi


def test_page_costs_the_same_with_more_holders(admin, wasnas):
    tujuan = alamat("pejabat", pk=wasnas.jabatan_id)
    sedikit = banyak_kueri(admin, tujuan)
    for tahun in range(1990, 2015):
        Pejabat.objects.create(
            jabatan=wasnas.jabatan,
            nama=f"Pejabat {tahun}",
            mulai=date(tahun, 1, 1),
            selesai=date(tahun, 12, 31),
            pengguna=orang("kabid.wasnas"),
        )
    assert banyak_kueri(admin, tujuan) == sedikit <= 12


def test_an_empty_head_office_warns(admin, wasnas):
    wasnas.delete()
    isi = admin.get(alamat("pejabat", pk=wasnas.jabatan_id)).content.decode()
    assert "Jabatan kepala ini sedang kosong." in isi
    assert "Belum ada pejabat yang dicatat." in isi


def test_new_holder_is_kept_with_18_digits_and_traced(admin, sekretaris):
    isi = ISIAN | {"pengguna": orang("penyusun").pk, "status": "plt"}
    assert admin.post(alamat("pejabat_baru", pk=sekretaris.pk), isi).status_code == 302
    pejabat = sekretaris.pejabat.get()
    assert (pejabat.nip, pejabat.mulai, pejabat.pengguna) == (
        "198001012005012003",
        date(2024, 3, 1),
        orang("penyusun"),
    )
    catatan = catatan_terakhir(pejabat)
    assert catatan.tindakan == "menambah pejabat"
    assert catatan.baru["status"] == "Plt."
    assert catatan.baru["mulai (TMT)"] == "2024-03-01"
    assert "SITI AMINAH" in admin.get(alamat("pejabat", pk=sekretaris.pk)).content.decode()


@pytest.mark.parametrize(
    ("beda", "galat"),
    [
        ({"nip": "1980"}, {"nip": ["NIP terdiri atas 18 angka tanpa spasi."]}),
        ({"nama": ""}, {"nama": ["Nama belum diisi."]}),
        ({"mulai": "31-02-2024"}, {"mulai": ["Tanggal ini tidak ada. Tulis misalnya 2024-01-31."]}),
        (
            {"selesai": "2024-02-01"},
            {"selesai": ["Tanggal sampai tidak boleh sebelum tanggal mulai."]},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(admin, sekretaris, beda, galat):
    jawaban = admin.post(alamat("pejabat_baru", pk=sekretaris.pk), ISIAN | beda)
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == galat
    assert not sekretaris.pejabat.exists()


def test_two_definitive_holders_at_once_are_refused(admin, wasnas):
    jawaban = admin.post(alamat("pejabat_baru", pk=wasnas.jabatan_id), ISIAN)
    galat = jawaban.context["form"].errors
    assert galat["mulai"] == ["Masa jabatan bertumpang dengan LESTARI HANDAYANI, S.H.."]
    assert wasnas.jabatan.pejabat.count() == 1


def test_an_acting_holder_may_stand_beside_the_definitive_one(admin, wasnas):
    assert (
        admin.post(alamat("pejabat_baru", pk=wasnas.jabatan_id), ISIAN | {"status": "plh"}).status_code == 302
    )


def test_account_of_another_agency_cannot_be_chosen(admin, sekretaris, tetangga):
    jawaban = admin.post(alamat("pejabat_baru", pk=sekretaris.pk), ISIAN | {"pengguna": tetangga.admin.pk})
    assert "pengguna" in jawaban.context["form"].errors


def test_change_keeps_the_rest_and_is_traced(admin, wasnas):
    tujuan = alamat("pejabat_ubah", pk=wasnas.pk)
    form = admin.get(tujuan).context["form"]
    assert form["nip"].value() == "19781109 200312 2 005"
    isi = {nama: form[nama].value() or "" for nama in form.fields} | {
        "pangkat": "Pembina Tingkat I",
        "mulai": "2020-01-02",
    }
    assert admin.post(tujuan, isi).status_code == 302
    catatan = catatan_terakhir(wasnas)
    assert (catatan.lama, catatan.baru) == (
        {"pangkat": "Pembina"},
        {"pangkat": "Pembina Tingkat I"},
    )


def test_ending_a_term_asks_first_and_is_traced(admin, wasnas):
    tujuan = alamat("pejabat_akhiri", pk=wasnas.pk)
    assert "Akhiri masa jabatan LESTARI HANDAYANI, S.H." in admin.get(tujuan).content.decode()
    wasnas.refresh_from_db()
    assert wasnas.selesai is None
    assert admin.post(tujuan, {"selesai": "2024-02-29"}).status_code == 302
    assert catatan_terakhir(wasnas).baru == {"sampai": "2024-02-29"}
    assert admin.post(alamat("pejabat_baru", pk=wasnas.jabatan_id), ISIAN).status_code == 302


@pytest.mark.parametrize(
    ("tanggal", "pesan"),
    [
        ("2019-12-31", "Tanggal sampai tidak boleh sebelum tanggal mulai."),
        ("", "Hari terakhir belum diisi."),
        ("kemarin", "Tanggal ini tidak ada."),
    ],
)
def test_an_impossible_last_day_is_refused(admin, wasnas, tanggal, pesan):
    jawaban = admin.post(alamat("pejabat_akhiri", pk=wasnas.pk), {"selesai": tanggal})
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    wasnas.refresh_from_db()
    assert wasnas.selesai is None
