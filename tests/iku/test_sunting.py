"""The IKU editor: what is saved, refused, undone; who may; at what cost."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Pemakaian, Realisasi
from bakesbang.organisasi.models import Jabatan, UnitKerja
from bakesbang.versions.copying import salin_ketetapan
from bakesbang.versions.editing import ubah_ketetapan
from bakesbang.versions.undo import gambar, isi_indikator
from iku import suntingan
from iku.laporan import pilih_versi
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku
from iku.papan import papan
from iku.tindakan_perubahan import mulai_perubahan, salin_tahun
from tests.iku.besar import buat_besar

ALAMAT = "/bakesbangpol/2023/iku/sunting/"
SKRIP = {"Accept": "application/json"}
SUSUN = {"penyusun"}
SEMUA = ["admin", "penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


@pytest.fixture
def oleh(peragaan):
    return peragaan.pengguna("penyusun")


@pytest.fixture
def draf(peragaan, oleh):
    """IKU 2023, copied from 2022 as draf."""
    sumber = pilih_versi(peragaan.instansi, 2022)
    versi = salin_tahun(sumber=sumber, tahun=2023, dengan_target=True, oleh=oleh, waktu=timezone.now())
    return VersiIku.objects.select_related("daftar__instansi").get(pk=versi.pk)


@pytest.fixture
def baris(draf):
    return draf.indikator.order_by("urutan").first()


@pytest.fixture
def lakukan(draf, oleh):
    """Runs one act of ``iku.suntingan`` on the draf."""

    def lakukan(aksi, **isi):
        with suntingan.buka(versi=draf, oleh=oleh, waktu=timezone.now()) as d:
            return aksi(d, **isi)

    return lakukan


@pytest.fixture
def klien(client, peragaan):
    def klien(username="penyusun"):
        client.force_login(peragaan.pengguna(username))
        return client

    return klien


def keadaan(versi):
    """Everything an editor may change."""
    daftar = versi.daftar
    isi = gambar(VersiIku.objects.filter(pk=versi.pk)) | gambar(versi.indikator.all())
    for qs in isi_indikator(
        Indikator.objects.milik(daftar.instansi, daftar.tahun).values_list("pk", flat=True)
    ):
        isi |= gambar(qs)
    return isi


# ── permission ──
@pytest.mark.parametrize("username", SEMUA)
def test_only_penyusun_opens_and_changes(klien, draf, baris, username):
    boleh = username in SUSUN
    c = klien(username)
    assert c.get(ALAMAT).status_code == (200 if boleh else 403)
    assert c.get("/bakesbangpol/2023/iku/tahun/mulai/").status_code == (200 if boleh else 403)
    for akhir in ("kepala/", "tambah/", "langkah/", f"{baris.pk}/", f"{baris.pk}/hapus/"):
        assert (c.post(ALAMAT + akhir, {}).status_code == 403) is not boleh


def test_another_year_or_a_signed_list_is_not_edited(klien, draf, peragaan):
    asing = pilih_versi(peragaan.instansi, 2021).indikator.first()
    jawaban = klien().post(f"{ALAMAT}{asing.pk}/", {"isi.alasan": "x", "dimuat.alasan": ""}, follow=True)
    assert "sudah tidak ada di draf ini" in jawaban.content.decode()
    assert klien().get("/bakesbangpol/2021/iku/sunting/").status_code == 302
    with (
        pytest.raises(AlurSalah, match="sudah ditetapkan"),
        suntingan.buka(
            versi=pilih_versi(peragaan.instansi, 2021), oleh=klien and peragaan.pengguna("penyusun"), waktu=timezone.now()
        ),
    ):  # fmt: skip
        pass


# ── starting ──
def test_an_empty_list_is_started_for_a_new_year(klien, peragaan):
    c = klien()
    jawaban = c.post(
        "/bakesbangpol/2024/iku/tahun/mulai/", {"tahun": 2027, "nama_cetak": "BAKESBANGPOL"}, follow=True
    )
    assert jawaban.redirect_chain[-1][0] == "/bakesbangpol/2027/iku/sunting/"
    versi = DaftarIku.objects.get(tahun=2027).versi.get()
    assert (versi.indikator.count(), len(versi.fungsi), versi.visi) == (0, 7, "")
    ulang = c.post("/bakesbangpol/2024/iku/tahun/mulai/", {"tahun": 2027, "nama_cetak": "X"})
    assert "IKU tahun 2027 sudah ada." in ulang.content.decode()


def test_a_year_or_title_that_cannot_be_is_refused(peragaan, oleh):
    umum = {"instansi": peragaan.instansi, "oleh": oleh, "waktu": timezone.now()}
    for tahun, nama in ((1999, "X"), (2027, " ")):
        with pytest.raises(ValidationError):
            suntingan.mulai(tahun=tahun, nama_cetak=nama, **umum)


# ── header ──
def test_header_is_saved_field_by_field(klien, draf):
    klien().post(
        f"{ALAMAT}kepala/",
        {"isi.visi": "Visi baru", "dimuat.visi": draf.visi, "isi.fungsi": "Satu\r\n\r\nDua ", "dimuat.fungsi": "\n".join(draf.fungsi),
         "isi.misi": draf.misi, "dimuat.misi": draf.misi},
    )  # fmt: skip
    draf.refresh_from_db()
    assert (draf.visi, draf.fungsi) == ("Visi baru", ["Satu", "Dua"])


def test_header_conflict_is_shown_and_nothing_is_overwritten(klien, draf, peragaan):
    VersiIku.objects.filter(pk=draf.pk).update(visi="Visi orang lain")
    isi = (
        klien().post(f"{ALAMAT}kepala/", {"isi.visi": "Visi saya", "dimuat.visi": draf.visi}).content.decode()
    )
    assert "menjadi “Visi orang lain”" in isi
    assert "Visi saya</textarea>" in isi
    draf.refresh_from_db()
    assert draf.visi == "Visi orang lain"


# ── rows ──
def test_rows_are_added_in_their_place_and_numbered(lakukan, draf, baris):
    baru = lakukan(suntingan.tambah, sasaran="Sasaran", uraian=" Indeks baru ", sesudah=baris.pk)
    assert [b.pk for b in draf.indikator.order_by("urutan")][1] == baru.pk
    assert [b.urutan for b in draf.indikator.order_by("urutan")] == [1, 2, 3, 4]
    assert (str(baru), baru.ketetapan.target_triwulan.count(), baru.ketetapan.draf) == (
        "Indeks baru",
        0,
        True,
    )
    for isi in ({"sasaran": "", "uraian": "x"}, {"sasaran": "x", "uraian": " "}):
        with pytest.raises(ValidationError):
            lakukan(suntingan.tambah, **isi)


def test_an_indicator_of_the_plan_is_chosen_not_typed(klien, peragaan, oleh):
    versi = salin_tahun(
        sumber=pilih_versi(peragaan.instansi, 2022), tahun=2025, dengan_target=False, oleh=oleh, waktu=timezone.now()
    )  # fmt: skip
    milik_plan = KetetapanIndikator.objects.filter(indikator__tahun=2024).first()
    salah = klien().post(
        "/bakesbangpol/2025/iku/sunting/tambah/", {"sasaran": "S", "indikator": milik_plan.indikator_id}
    )
    assert "Select a valid choice" not in salah.content.decode()
    assert versi.indikator.count() == 3
    versi.indikator.first().delete()  # its indicator stays, and may be chosen
    calon = Indikator.objects.milik(peragaan.instansi, 2025).exclude(
        ketetapan__in=versi.indikator.values("ketetapan")
    )
    klien().post("/bakesbangpol/2025/iku/sunting/tambah/", {"sasaran": "S", "indikator": calon.get().pk})
    assert versi.indikator.count() == 3
    assert Indikator.objects.milik(peragaan.instansi, 2025).count() == 3


def test_the_same_indicator_is_not_chosen_twice_nor_from_elsewhere(lakukan, baris, peragaan):
    with pytest.raises(AlurSalah, match="sudah ada pada IKU"):
        lakukan(suntingan.pakai, indikator=baris.ketetapan.indikator_id, sasaran="S")
    lain = Indikator.objects.filter(tahun=2024).first()
    with pytest.raises(AlurSalah, match="tidak ada pada tahun ini"):
        lakukan(suntingan.pakai, indikator=lain.pk, sasaran="S")


def test_one_thing_only_is_added(klien, draf):
    isi = klien().post(f"{ALAMAT}tambah/", {"sasaran": "S", "uraian": " "}).content.decode()
    assert "satu saja" in isi
    assert draf.indikator.count() == 3


def test_a_copy_is_filled_in_apart(lakukan, draf, baris):
    baru = lakukan(suntingan.salin, baris=baris.pk)
    assert baru.ketetapan.indikator_id != baris.ketetapan.indikator_id
    assert baru.ketetapan.rumus == baris.ketetapan.rumus
    assert list(baru.ketetapan.penanggung_jawab.all()) == list(baris.ketetapan.penanggung_jawab.all())
    assert (baru.sasaran, baru.penanggung_jawab_cetak) == (baris.sasaran, baris.penanggung_jawab_cetak)
    assert [b.pk for b in draf.indikator.order_by("urutan")][:2] == [baris.pk, baru.pk]


def test_rows_move_one_place_and_stop_at_the_ends(lakukan, draf, baris):
    lakukan(suntingan.geser, baris=baris.pk, arah="turun")
    assert [b.pk for b in draf.indikator.order_by("urutan")].index(baris.pk) == 1
    lakukan(suntingan.geser, baris=baris.pk, arah="naik")
    with pytest.raises(AlurSalah, match="paling atas"):
        lakukan(suntingan.geser, baris=baris.pk, arah="naik")


def test_removing_asks_first_and_takes_the_unused_indicator_along(klien, draf, baris):
    c, indikator = klien(), baris.ketetapan.indikator_id
    assert "Hapus “" in c.get(f"{ALAMAT}{baris.pk}/hapus/").content.decode()
    assert draf.indikator.count() == 3
    c.post(f"{ALAMAT}{baris.pk}/hapus/")
    assert draf.indikator.count() == 2
    assert not Indikator.objects.filter(pk=indikator).exists()


def test_removing_is_refused_when_realizations_hang_on_it(klien, draf, baris, oleh):
    k, kini = baris.ketetapan, timezone.now()
    for triwulan in (1, 2):
        isi = {"status": "draf", "diisi_oleh": oleh, "diisi_pada": kini} if triwulan == 1 else {}
        Realisasi.objects.create(indikator=k.indikator, ketetapan=k, triwulan=triwulan, **isi)
    isi = klien().post(f"{ALAMAT}{baris.pk}/hapus/", follow=True).content.decode()
    assert "sudah mempunyai realisasi" in isi
    assert "mulai Perubahan yang berlaku sesudah" in isi
    assert draf.indikator.count() == 3
    draf.mulai_triwulan = 2
    assert suntingan.halangan_hapus(draf, baris) == ""
    Pemakaian.objects.create(indikator=k.indikator, dokumen="rencana-aksi", jenjang=1, mulai_triwulan=1)
    draf.mulai_triwulan = 1
    assert suntingan.halangan_hapus(draf, baris) == ""


# ── fields ──
def test_fields_merge_and_only_the_same_one_conflicts(klien, draf, baris, peragaan):
    lain = peragaan.pengguna("admin")
    suntingan_ketetapan(baris, {"tahunan": "70%", "satuan": "persen"}, lain)
    isi = klien().post(
        f"{ALAMAT}{baris.pk}/",
        {"isi.tahunan": "90%", "dimuat.tahunan": "", "isi.sumber_data": "Data", "dimuat.sumber_data": baris.ketetapan.sumber_data,
         "isi.satuan": "%", "dimuat.satuan": "%"},
    ).content.decode()  # fmt: skip
    assert f"{lain} sudah mengubahnya" in isi
    k = baru(baris)
    assert (k.target_tahun().teks, k.satuan, k.sumber_data) == ("70%", "persen", "Data")


def test_a_conflict_is_settled_either_way(klien, baris, peragaan):
    suntingan_ketetapan(baris, {"tahunan": "70%"}, peragaan.pengguna("admin"))
    kirim = {"isi.tahunan": "90%", "dimuat.tahunan": "", "kini.tahunan": "70%"}
    klien().post(f"{ALAMAT}{baris.pk}/", kirim | {"putus": "orang.tahunan"})
    assert baru(baris).target_tahun().teks == "70%"
    klien().post(f"{ALAMAT}{baris.pk}/", kirim | {"putus": "saya.tahunan"})
    assert baru(baris).target_tahun().teks == "90%"


def test_a_conflict_over_a_choice_says_the_words_of_the_choice(klien, baris, peragaan):
    kabid = Jabatan.objects.filter(kode="kabid-wasnas").get()
    suntingan_ketetapan(baris, {"polaritas": "minimal", "penanggung_jawab": ""}, peragaan.pengguna("admin"))
    kirim = {
        "isi.polaritas": "stabil",
        "dimuat.polaritas": "maksimal",
        "isi.penanggung_jawab": "",
        "dimuat.penanggung_jawab": f"{kabid.pk},0",
    }
    isi = klien().post(f"{ALAMAT}{baris.pk}/", kirim).content.decode()
    assert "menjadi “Makin rendah makin baik”" in isi
    suntingan_ketetapan(baris, {"penanggung_jawab": str(kabid.pk)}, peragaan.pengguna("admin"))
    kirim = {"isi.penanggung_jawab": "", "dimuat.penanggung_jawab": "999"}
    isi = klien().post(f"{ALAMAT}{baris.pk}/", kirim).content.decode()
    assert f"menjadi “{kabid.sebutan}”" in isi


def test_offices_and_units_are_chosen_and_the_printed_text_is_kept(klien, baris, peragaan):
    jabatan = list(Jabatan.objects.order_by("pk")[:2])
    unit = list(UnitKerja.objects.order_by("urutan")[:2])
    cetak = baris.penanggung_jawab_cetak
    lama = ",".join(str(j.pk) for j in baris.ketetapan.penanggung_jawab.order_by("pk"))
    klien().post(
        f"{ALAMAT}{baris.pk}/",
        {"isi.penanggung_jawab": ["", *[j.pk for j in reversed(jabatan)]], "dimuat.penanggung_jawab": lama,
         "isi.pengisi": ["", unit[1].pk, unit[0].pk], "dimuat.pengisi": ""},
    )  # fmt: skip
    k = baru(baris)
    assert set(k.penanggung_jawab.all()) == set(jabatan)
    assert k.indikator.baris_pengisi.get(utama=True).unit == unit[1]
    baris.refresh_from_db()
    assert baris.penanggung_jawab_cetak == cetak


def test_boxes_stand_on_a_page_of_their_own_with_what_is_stored_now(klien, baris, peragaan):
    unit = UnitKerja.objects.get(kode="wasnas", instansi=peragaan.instansi)
    halaman = klien().get(ALAMAT).content.decode()
    assert f'id="i{baris.pk}-pengisi-{unit.pk}"' not in halaman
    assert f'href="{ALAMAT}{baris.pk}/pilih/pengisi/"' in halaman
    suntingan_ketetapan(baris, {"pengisi": str(unit.pk)}, peragaan.pengguna("admin"))
    isi = klien().get(f"{ALAMAT}{baris.pk}/pilih/pengisi/").content.decode()
    assert f'name="isi.pengisi" value="{unit.pk}" checked' in isi
    assert f'name="dimuat.pengisi" value="{unit.pk}"' in isi
    assert f"1 dipilih: {unit.sebutan}" in isi


def test_without_a_script_the_boxes_are_a_page_that_saves(klien, baris, peragaan):
    unit = UnitKerja.objects.get(kode="wasnas", instansi=peragaan.instansi)
    isi = klien().get(f"{ALAMAT}{baris.pk}/pilih/pengisi/").content.decode()
    assert "<html" in isi
    assert f'action="{ALAMAT}{baris.pk}/"' in isi
    kini = re.search(r'name="dimuat.pengisi" value="([^"]*)"', isi)[1]
    jawab = klien().post(
        f"{ALAMAT}{baris.pk}/", {"isi.pengisi": ["", unit.pk], "dimuat.pengisi": kini}, follow=True
    )
    assert "Isian tersimpan." in jawab.content.decode()
    assert [b.unit for b in baru(baris).indikator.baris_pengisi.all()] == [unit]


def test_only_fields_with_boxes_have_such_a_page(klien, baris):
    for bukan in ("uraian", "usulan"):
        assert klien().get(f"{ALAMAT}{baris.pk}/pilih/{bukan}/").status_code == 404
    assert klien().get(f"{ALAMAT}0/pilih/pengisi/").status_code == 302


def test_a_conflict_over_boxes_shows_them_as_typed(klien, baris, peragaan):
    lain, saya = UnitKerja.objects.order_by("pk")[:2]
    suntingan_ketetapan(baris, {"pengisi": str(lain.pk)}, peragaan.pengguna("admin"))
    kirim = {"isi.pengisi": ["", saya.pk], "dimuat.pengisi": "999"}
    isi = klien().post(f"{ALAMAT}{baris.pk}/", kirim).content.decode()
    assert f"menjadi “{lain.sebutan}”" in isi
    assert f'name="isi.pengisi" value="{saya.pk}" checked' in isi


def test_impossible_text_is_kept_on_the_page_and_told(klien, baris):
    isi = klien().post(
        f"{ALAMAT}{baris.pk}/", {"isi.uraian": " ", "dimuat.uraian": baris.ketetapan.uraian, "isi.sasaran": "", "dimuat.sasaran": baris.sasaran}
    ).content.decode()  # fmt: skip
    assert "Tulis bunyi indikatornya." in isi
    assert "Tulis bunyi sasarannya." in isi
    assert baru(baris).uraian == baris.ketetapan.uraian


def test_proposals_are_confirmed_together(klien, baris):
    assert baris.ketetapan.usulan
    kirim = {
        "isi.usulan": "",
        "dimuat.usulan": ",".join(sorted(baris.ketetapan.usulan)),
        "isi.satuan": "%",
        "dimuat.satuan": "%",
    }
    assert "Masih usulan" in klien().get(ALAMAT).content.decode()
    jawab = klien().post(f"{ALAMAT}{baris.pk}/", kirim, headers=SKRIP).json()
    assert jawab["usulan"] == []
    assert "Kukuhkan usulan" not in jawab["samping"]
    assert baru(baris).usulan == []


def test_an_unknown_act_changes_nothing(klien, draf, baris):
    sebelum = keadaan(draf)
    assert (
        "tidak dikenal"
        in klien().post(f"{ALAMAT}{baris.pk}/", {"aksi": "ledakkan"}, follow=True).content.decode()
    )
    assert keadaan(draf) == sebelum


def test_an_act_that_cannot_be_done_leaves_the_page_and_says_why(klien, draf, baris):
    sebelum = keadaan(draf)
    for kirim, kata in (
        ({"aksi": "naik"}, "Sudah paling atas."),
        ({"aksi": "turun", "isi.uraian": " ", "dimuat.uraian": "x"}, "Selesaikan dahulu."),
    ):
        jawab = klien().post(f"{ALAMAT}{baris.pk}/", kirim, headers={"HX-Request": "true"})
        assert jawab.status_code == 204
        assert kata in json.loads(jawab["HX-Trigger"])["ditolak"]["pesan"]
    assert keadaan(draf) == sebelum


def test_the_script_is_told_why_nothing_was_saved(klien, draf):
    jawab = klien().post(f"{ALAMAT}999999/", {"isi.alasan": "x", "dimuat.alasan": ""}, headers=SKRIP)
    assert (jawab.status_code, "sudah tidak ada" in jawab.json()["pesan"]) == (409, True)


def test_script_gets_only_what_changed(klien, baris):
    jawab = klien().post(
        f"{ALAMAT}{baris.pk}/", {"isi.tw1.teks": "20%", "dimuat.tw1.teks": ""}, headers=SKRIP
    ).json()  # fmt: skip
    assert jawab["medan"] == {"tw1.teks": {"nilai": "20%", "salah": "", "bentrok": None}}
    assert jawab["bertriwulan"] == "ya"
    assert "mengubah IKU" in jawab["langkah"]
    assert baru(baris).target_triwulan.count() == 4


def test_soft_checks_stand_beside_the_row(lakukan, draf, baris):
    def hal():
        return papan(draf, baris.pk)[0].periksa

    assert "Target tahunan belum ditetapkan, jadi capaiannya tidak dinilai." in hal()
    lakukan(
        suntingan.isi_baris, baris=baris.pk, dimuat=None,
        perubahan={"tahunan": "80", "tw1.teks": "30", "tw2.teks": "0", "tw3.teks": "30", "tw4.teks": "30", "agregasi": "akumulasi",
                   "penanggung_jawab": "", "uraian": "Menguatnya ketahanan sosial masyarakat"},
    )  # fmt: skip
    assert hal() == [
        "Jumlah target triwulan (90) tidak sama dengan target tahunan (80).",
        "Target TW II 0 padahal makin tinggi makin baik.",
        "Indikator hanya mengulang sasarannya. Sebut apa yang diukur.",
        "Belum ada jabatan penanggung jawab.",
    ]


def test_last_year_stands_beside_the_target(klien, draf):
    isi = klien().get(ALAMAT).content.decode()
    assert "Tahun 2022: tanpa target, realisasi 77,78" in isi


# ── Perubahan ──
def test_a_signed_ketetapan_is_copied_and_the_row_points_to_the_copy(lakukan, baris):
    lama = baris.ketetapan
    KetetapanIndikator.objects.filter(pk=lama.pk).update(status="berlaku")
    lakukan(
        suntingan.isi_baris, baris=baris.pk, perubahan={"satuan": "persen"}, dimuat={"satuan": lama.satuan}
    )
    k = baru(baris)
    assert (k.draf, k.nomor, k.satuan) == (True, lama.nomor + 1, "persen")
    assert KetetapanIndikator.objects.get(pk=lama.pk).satuan == lama.satuan


def test_own_words_do_not_join_the_draf_of_another_document(lakukan, draf, baris, oleh):
    KetetapanIndikator.objects.filter(pk=baris.ketetapan_id).update(status="berlaku")
    lain = salin_ketetapan(
        sumber=baris.ketetapan,
        indikator=baris.ketetapan.indikator,
        dokumen="rencana-aksi",
        oleh=oleh,
        alasan="RA",
    )
    assert papan(draf, baris.pk)[0].menyusul
    lakukan(suntingan.isi_baris, baris=baris.pk, perubahan={"alasan": "Renstra"}, dimuat=None)
    assert baru(baris).pk == baris.ketetapan_id
    lakukan(suntingan.ikut_draf, baris=baris.pk)
    assert baru(baris).pk == lain.pk


# ── undo ──
def test_every_act_is_undone_and_done_again(lakukan, draf, baris, oleh):
    aksi = [
        (suntingan.tambah, {"sasaran": "S", "uraian": "U"}),
        (suntingan.salin, {"baris": baris.pk}),
        (suntingan.geser, {"baris": baris.pk, "arah": "turun"}),
        (suntingan.isi_baris, {"baris": baris.pk, "perubahan": {"tahunan": "9", "sasaran": "Lain", "tw2.teks": "3"}, "dimuat": None}),
        (suntingan.isi_kepala, {"perubahan": {"fungsi": "Satu\nDua", "visi": ""}, "dimuat": None}),
        (suntingan.hapus, {"baris": baris.pk}),
    ]  # fmt: skip
    dulu = []
    for fungsi, isi in aksi:
        dulu.append(keadaan(draf))
        lakukan(fungsi, **isi)
    akhir = keadaan(draf)
    for sebelum in reversed(dulu):
        suntingan.urungkan(versi=draf, oleh=oleh)
        assert keadaan(draf) == sebelum
    with pytest.raises(AlurSalah, match="Tidak ada langkah"):
        suntingan.urungkan(versi=draf, oleh=oleh)
    for _ in aksi:
        suntingan.urungkan(versi=draf, oleh=oleh, ulang=True)
    assert keadaan(draf) == akhir


def test_undo_never_takes_another_persons_change(klien, lakukan, draf, baris, peragaan):
    lakukan(suntingan.isi_baris, baris=baris.pk, perubahan={"satuan": "a"}, dimuat=None)
    suntingan_ketetapan(baris, {"satuan": "b"}, peragaan.pengguna("admin"))
    isi = klien().post(f"{ALAMAT}langkah/", {"aksi": "urung"}, follow=True).content.decode()
    assert "tidak dapat diurungkan" in isi
    assert baru(baris).satuan == "b"


# ── cost ──
def test_queries_do_not_grow_with_rows(klien, peragaan):
    def banyak(tahun, n):
        buat_besar(peragaan.instansi, tahun, n)
        klien().get(f"/bakesbangpol/{tahun}/iku/sunting/")  # the session remembers the year
        with CaptureQueriesContext(connection) as q:
            assert klien().get(f"/bakesbangpol/{tahun}/iku/sunting/").status_code == 200
        return len(q)

    assert banyak(2030, 2) == banyak(2031, 30)


def suntingan_ketetapan(baris, perubahan, oleh):
    ubah_ketetapan(
        ketetapan=baris.ketetapan,
        dokumen="iku",
        perubahan=perubahan,
        dimuat=None,
        oleh=oleh,
        waktu=timezone.now(),
    )


def baru(baris):
    return IndikatorKinerjaUtama.objects.get(pk=baris.pk).ketetapan


# ── the way in ──
def test_missing_targets_lead_to_where_they_are_typed(klien, draf, peragaan):
    assert (
        'href="/bakesbangpol/2023/iku/sunting/">Tetapkan target'
        in klien().get("/bakesbangpol/2023/iku/").content.decode()
    )
    ditetapkan = klien().get("/bakesbangpol/2021/iku/").content.decode()
    assert 'href="/bakesbangpol/2021/iku/perubahan/">Tetapkan target lewat Perubahan' in ditetapkan
    assert "Tetapkan target" not in klien("staf.poldagri").get("/bakesbangpol/2023/iku/").content.decode()


def test_the_list_of_years_offers_a_new_list_to_penyusun_only(klien, draf):
    assert "Buat IKU baru" in klien().get("/bakesbangpol/2023/iku/tahun/").content.decode()
    assert "Buat IKU baru" not in klien("pimpinan").get("/bakesbangpol/2023/iku/tahun/").content.decode()


def test_a_signed_ketetapan_is_copied_through_the_page(klien, baris):
    KetetapanIndikator.objects.filter(pk=baris.ketetapan_id).update(status="berlaku")
    kirim = {"isi.satuan": "persen", "dimuat.satuan": baris.ketetapan.satuan}
    assert klien().post(f"{ALAMAT}{baris.pk}/", kirim).status_code == 302
    assert (baru(baris).nomor, baru(baris).satuan) == (baris.ketetapan.nomor + 1, "persen")


def test_the_shared_indicator_is_changed_in_a_perubahan_and_the_plan_keeps_its_own(klien, peragaan, oleh):
    lama = pilih_versi(peragaan.instansi, 2024)
    versi = mulai_perubahan(
        versi=lama, alasan="Target ditetapkan", mulai_triwulan=2, oleh=oleh, waktu=timezone.now()
    )
    satu = versi.indikator.get(ketetapan__di_sasaran__isnull=False)
    isi = klien().get("/bakesbangpol/2024/iku/sunting/").content.decode()
    assert "Juga dipakai Rencana Aksi; diisi sekali" in isi
    assert "Ukuran indikator ini sudah ditetapkan." in isi
    kirim = {"isi.satuan": "persen", "dimuat.satuan": satu.ketetapan.satuan}
    assert klien().post(f"/bakesbangpol/2024/iku/sunting/{satu.pk}/", kirim).status_code == 302
    assert baru(satu).pk != satu.ketetapan_id
    assert satu.ketetapan.di_sasaran.exists()
