"""The definition editor: saved into the draf, never into what was laid down; collisions are shown."""

import pytest
from django.utils import timezone

from bakesbang.indikator.forms_definisi import MEDAN
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.trail.models import Catatan
from bakesbang.versions.editing import isi_kini, ubah_ketetapan


@pytest.fixture
def draf(indikator):
    """The indicator as if its document were still a draf."""
    KetetapanIndikator.objects.filter(indikator=indikator).update(status="draf")
    return indikator.ketetapan.get()


def kirim(ketetapan, **ubah):
    """What a browser sends that loaded the page now."""
    kini = isi_kini(ketetapan)
    isi = {nama: kini[nama] for nama in MEDAN if nama != "boleh_negatif"}
    return isi | {f"dimuat-{nama}": kini[nama] for nama in MEDAN} | ubah


@pytest.mark.parametrize("username", ["admin", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"])
def test_only_penyusun_changes_a_definition(sebagai, alamat, username):
    assert sebagai(username).get(f"{alamat}definisi/").status_code == 403
    assert "Ubah definisi" not in sebagai(username).get(alamat).content.decode()


def test_another_year_is_not_found(sebagai, alamat):
    assert sebagai("penyusun").get(f"{alamat}definisi/".replace("2021", "2022")).status_code == 404


def test_a_draf_is_changed_in_place_and_traced(sebagai, alamat, draf):
    ubah = {
        "definisi_operasional": "Konflik yang\r\nselesai.",
        "desimal": "1",
        "nilai_terburuk": "12,5",
        "boleh_negatif": "on",
        "agregasi": "",
    }
    jawaban = sebagai("penyusun").post(f"{alamat}definisi/", kirim(draf, **ubah), follow=True)
    assert "Definisi disimpan." in jawaban.content.decode()
    draf.refresh_from_db()
    assert (draf.definisi_operasional, draf.desimal, str(draf.nilai_terburuk), draf.boleh_negatif, draf.agregasi) == (
        "Konflik yang\nselesai.", 1, "12.5", True, "",
    )  # fmt: skip
    assert Catatan.objects.filter(tindakan="mengubah definisi").count() == 1


def test_nothing_changed_leaves_no_trace(sebagai, alamat, draf):
    jawaban = sebagai("penyusun").post(f"{alamat}definisi/", kirim(draf), follow=True)
    assert "Tidak ada yang berubah." in jawaban.content.decode()
    assert not Catatan.objects.filter(tindakan="mengubah definisi").exists()


def test_what_was_laid_down_needs_a_reason_and_stays(sebagai, alamat, indikator):
    lama = indikator.ketetapan.get()
    isi = kirim(lama, definisi_operasional="Baru")
    assert (
        "Tulis alasan perubahannya." in sebagai("penyusun").post(f"{alamat}definisi/", isi).content.decode()
    )
    assert indikator.ketetapan.count() == 1
    jawaban = sebagai("penyusun").post(f"{alamat}definisi/", isi | {"alasan": "Hasil reviu"}, follow=True)
    assert "Definisi disimpan sebagai draf ketetapan nomor 2." in jawaban.content.decode()
    lama.refresh_from_db()
    assert lama.definisi_operasional == ""
    assert indikator.ketetapan.get(nomor=2).definisi_operasional == "Baru"


def test_impossible_values_are_told_beside_the_field(sebagai, alamat, draf):
    jawaban = sebagai("penyusun").post(
        f"{alamat}definisi/", kirim(draf, desimal="9", nilai_terburuk="banyak")
    )
    isi = jawaban.content.decode()
    assert "Tulis angka 0 sampai 6." in isi
    assert "Tulis satu angka, atau kosongkan." in isi


def test_the_same_field_conflicts_once_and_others_merge(sebagai, alamat, draf, peragaan):
    isi = kirim(draf, definisi_operasional="Saya", sumber_data="Data saya")
    lain = peragaan.pengguna("admin")
    ubah_ketetapan(
        ketetapan=draf, dokumen="iku", perubahan={"definisi_operasional": "Orang lain", "satuan": "persen"}, dimuat=None, oleh=lain,
        waktu=timezone.now(),
    )  # fmt: skip
    jawaban = sebagai("penyusun").post(f"{alamat}definisi/", isi)
    assert jawaban.status_code == 409
    teks = jawaban.content.decode()
    assert "Definisi operasional berubah sejak Anda membukanya" in teks
    assert f"{lain}" in teks
    draf.refresh_from_db()
    assert (draf.definisi_operasional, draf.sumber_data, draf.satuan) == ("Orang lain", "Data saya", "persen")
    lagi = isi | {"dimuat-definisi_operasional": "Orang lain", "dimuat-sumber_data": "Data saya"}
    sebagai("penyusun").post(f"{alamat}definisi/", lagi)
    draf.refresh_from_db()
    assert (draf.definisi_operasional, draf.satuan) == ("Saya", "persen")
