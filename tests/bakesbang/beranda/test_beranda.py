"""Beranda for each role: what must I do now, by when, and how the year stands."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.beranda.tugas import bertugas
from bakesbang.kinerja.models import JadwalTriwulan, Pemberitahuan, PengisiIndikator
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan
from tests.bakesbang.realisasi import isian
from tests.bakesbang.realisasi.panggung import (
    DISKUSI,
    KECAMATAN,
    KURANG,
    ORMAS,
    STRATEGIS,
    ajukan,
    alamat,
    bidang_bekerja,
    indikator,
    isi,
    jadwalkan,
    kembalikan,
    orang,
    rumah,
    setujui,
)
from tests.peramban import Halaman

ALAMAT = "/bakesbangpol/2024/"
PERAN = ["staf.poldagri", "kabid.poldagri", "penyusun", "pimpinan", "pemeriksa", "admin"]
pytestmark = pytest.mark.usefixtures("peragaan")


@pytest.fixture
def buka(client):
    def _buka(username, alamat=ALAMAT):
        client.force_login(orang(username))
        jawaban = client.get(alamat)
        assert jawaban.status_code == 200
        return jawaban

    return _buka


def tugas(jawaban):
    return [(t.kata, t.judul, t.kata_kerja) for t in jawaban.context["daftar"].tugas]


def lewat_batas(hari=3):
    kini = rumah().today()
    JadwalTriwulan.objects.filter(tahun=2024, triwulan=1).update(
        buka=kini - timedelta(days=20), batas=kini - timedelta(days=hari), tutup=kini + timedelta(days=10)
    )


def tutup():
    kini = rumah().today()
    JadwalTriwulan.objects.filter(tahun=2024, triwulan=1).update(
        buka=kini - timedelta(days=40), batas=kini - timedelta(days=20), tutup=kini - timedelta(days=10)
    )


def isi_semua(sampai):
    k = PageContext(orang("penyusun"), rumah(), 2024)
    for i in k.instansi.indikator.filter(tahun=2024).dipakai(1):
        if not i.realisasi.exists() or i.realisasi.get().status == "draf":
            ubah = isian.perubahan(i, 1)
            if ubah:
                isian.isi_satu(k, i, 1, ubah, timezone.now(), sampai)


# ── staff ──
def test_staff_see_the_returned_row_first_with_its_note_then_what_is_missing(buka):
    isi(indikator(DISKUSI), teks="0 kegiatan", faktor_pendukung="")
    kembalikan(ajukan(indikator()), "Lampirkan daftar hadir.")
    jawaban = buka("staf.poldagri")
    daftar = tugas(jawaban)
    assert daftar[0] == ("Dikembalikan", ORMAS, "Perbaiki")
    assert daftar[1] == ("Belum lengkap", DISKUSI, "Lengkapi")
    assert {t[0] for t in daftar[2:]} == {"Belum diisi"}
    teks = jawaban.content.decode()
    assert "“Lampirkan daftar hadir.”" in teks
    assert "Hadi Prasetyo" in teks
    assert f"/realisasi/1/#b{indikator().pk}" in teks
    assert "tulis faktor penghambat" in teks


def test_staff_are_asked_what_an_ambiguous_number_means(buka):
    isi(indikator(KECAMATAN), teks="1.500", faktor_pendukung="")
    assert ("Perlu jawaban", KECAMATAN, "Jawab") in tugas(buka("staf.poldagri"))


def test_staff_see_by_when_and_how_far_they_are(buka):
    ajukan(indikator())
    kini = buka("staf.poldagri").context["kini"]
    assert (kini.selesai, kini.jumlah, kini.tombol) == (1, 7, "Isi realisasi")
    assert kini.kalimat == "TW I Tahun 2024 dibuka. Sisa 20 hari sampai batas pengajuan."
    assert [t["kata"] for t in kini.kalender] == ["Dibuka", "Hari ini", "Batas pengajuan", "Ditutup"]


def test_after_the_due_date_empty_rows_are_late(buka):
    lewat_batas()
    jawaban = buka("staf.poldagri")
    assert ("Terlambat 3 hari", ORMAS, "Isi") in tugas(jawaban)
    assert "lewat batas 3 hari. Isian masih diterima 10 hari lagi." in jawaban.context["kini"].kalimat


def test_after_closing_only_returned_rows_can_be_worked_on(buka):
    baris = ajukan(indikator())
    tutup()
    kembalikan(baris, "Cek.")
    daftar = tugas(buka("staf.poldagri"))
    assert daftar == [
        ("Dikembalikan", ORMAS, "Perbaiki"),
        ("Ditutup", "6 indikator TW I tidak sempat dikirim", "Lihat isian"),
    ]


def test_complete_drafts_wait_to_be_sent(buka):
    isi(indikator())
    assert ("Siap", "1 indikator TW I siap diajukan", "Periksa dan ajukan") in tugas(buka("staf.poldagri"))


def test_an_earlier_quarter_comes_before_a_later_one(buka):
    jadwalkan(2)
    jawaban = buka("staf.poldagri")
    ket = [t.ket for t in jawaban.context["daftar"].tugas]
    assert all("TW I " in k or "TW I," in k for k in ket[:7])
    assert jawaban.context["daftar"].lagi == 7
    assert jawaban.context["kini"].lain[0].startswith("TW II juga berjalan. Batas pengajuan")


def test_staff_who_sent_everything_are_told_what_comes_next(buka):
    jadwalkan(2, rumah().today() + timedelta(days=60))
    isi_semua("diajukan")
    teks = buka("staf.poldagri").content.decode()
    assert "Tidak ada yang harus dikerjakan" in teks
    assert "menunggu reviu" in teks
    assert "dibuka" in teks


def test_another_units_rows_are_not_among_the_duties(buka):
    assert all(judul != ORMAS for _, judul, _ in tugas(buka("staf.wasnas")))


def test_joint_rows_are_the_duty_of_every_filling_unit_but_counted_once(buka):
    PengisiIndikator.objects.create(indikator=indikator(), unit=UnitKerja.objects.get(kode="ideologi"))
    assert ORMAS in {judul for _, judul, _ in tugas(buka("staf.ideologi"))}
    jawaban = buka("penyusun")
    assert (
        sum(b.sel[0].jumlah for b in jawaban.context["baris_papan"])
        == jawaban.context["seluruh"].sel[0].jumlah
    )
    assert "sebagian bersama Ideologi" in jawaban.content.decode()
    assert "Indikator bersama dihitung sekali, pada unit pengisi utamanya." in jawaban.content.decode()


# ── heads ──
def test_a_head_sees_what_waits_for_him_and_his_late_units(buka):
    ajukan(indikator())
    lewat_batas()
    daftar = tugas(buka("kabid.poldagri"))
    assert daftar[0] == ("Menunggu reviu", "1 indikator TW I menunggu reviu Anda", "Mulai reviu")
    assert daftar[1] == (
        "Terlambat 3 hari",
        "Poldagri dan Ormas: 6 dari 7 indikator TW I belum dikirim",
        "Lihat isian",
    )
    assert len(daftar) == 2


def test_a_head_does_not_review_what_he_typed_himself(buka):
    ajukan(indikator(), oleh="kabid.poldagri")
    assert "Menunggu reviu" not in {t[0] for t in tugas(buka("kabid.poldagri"))}
    assert ("Menunggu reviu", "1 indikator TW I menunggu reviu Anda", "Mulai reviu") in tugas(
        buka("pimpinan")
    )


def test_a_head_sees_the_board_of_his_units_only(buka):
    assert [b.unit.kode for b in buka("kabid.poldagri").context["ditunggu"]] == ["poldagri"]


# ── planner ──
def test_the_planner_sees_late_units_first_then_what_nobody_decided(buka):
    lewat_batas()
    daftar = tugas(buka("penyusun"))
    assert [t[0] for t in daftar] == ["Terlambat 3 hari"] * 3 + ["Perlu jawaban"]
    assert daftar[3][1] == "2 indikator belum dipilih cara menggabung triwulannya"


def test_the_board_names_who_is_waited_for(buka):
    ajukan(indikator())
    setujui(ajukan(indikator(KECAMATAN), teks="1 kegiatan"))
    lewat_batas()
    baris = {b.unit.kode: b.sel[0] for b in buka("penyusun").context["ditunggu"]}
    assert (baris["poldagri"].kata, baris["poldagri"].ket) == (
        "Terlambat 3 hari",
        "2 dari 7 dikirim. Ditunggu: Rina Wulandari",
    )
    isi_semua("diajukan")
    baris = {b.unit.kode: b.sel[0] for b in buka("penyusun").context["ditunggu"]}
    assert baris["poldagri"].kata == "Menunggu reviu"
    assert "Ditunggu: Hadi Prasetyo" in baris["poldagri"].ket


def test_a_complete_quarter_is_ready_to_be_locked_and_then_locked(buka):
    isi_semua("disetujui")
    assert ("Siap dikunci", "TW I siap dikunci", "Kunci TW I") in tugas(buka("penyusun"))
    k = PageContext(orang("penyusun"), rumah(), 2024)
    tindakan.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=timezone.now())
    jawaban = buka("penyusun")
    assert "Siap dikunci" not in {t[0] for t in tugas(jawaban)}
    assert {b.sel[0].kata for b in jawaban.context["ditunggu"]} == {"Dikunci, lengkap"}
    assert jawaban.context["kini"] is None


def test_a_closed_quarter_with_gaps_asks_the_planner(buka):
    tutup()
    assert ("Belum dikunci", "TW I ditutup, 16 indikator wajib belum disetujui", "Buka jadwal") in tugas(
        buka("penyusun")
    )


def test_a_year_without_a_schedule_asks_the_planner(buka):
    JadwalTriwulan.objects.filter(tahun=2024).delete()
    jawaban = buka("penyusun")
    assert tugas(jawaban)[0] == ("Belum dijadwalkan", "Jadwal 2024 belum diatur", "Atur jadwal")
    assert jawaban.context["kini"] is None


def test_rows_without_a_main_unit_are_named(buka):
    PengisiIndikator.objects.filter(indikator=indikator()).delete()
    jawaban = buka("penyusun")
    assert ("Tanpa pengisi", "1 indikator belum mempunyai unit pengisi utama", "Lihat indikator") in tugas(
        jawaban
    )
    assert ORMAS in jawaban.content.decode()


# ── leader, auditor, admin, superuser ──
def test_the_leader_sees_late_units_before_everything_else(buka):
    assert buka("pimpinan").context["terlambat"] == []
    lewat_batas()
    pesan = dict(buka("pimpinan").context["terlambat"])
    kalimat = "Poldagri dan Ormas terlambat 3 hari: 7 dari 7 indikator TW I belum dikirim."
    assert pesan[kalimat] == f"{alamat('isi', triwulan=1)}?unit=poldagri"
    assert len(pesan) == 3
    assert buka("penyusun").context["terlambat"] == []


def test_the_leader_sees_the_strategic_rows_and_those_without_a_head(buka):
    ajukan(indikator(STRATEGIS), **KURANG | {"teks": "12%"})
    assert ("Menunggu reviu", "1 indikator TW I menunggu reviu Anda", "Mulai reviu") in tugas(
        buka("pimpinan")
    )
    assert buka("pimpinan").context["tanpa_kabid"] == []
    Pejabat.objects.filter(jabatan__kode="kabid-poldagri").update(selesai=rumah().today() - timedelta(days=1))
    jawaban = buka("pimpinan")
    assert ORMAS in {b.ketetapan.uraian for b in jawaban.context["tanpa_kabid"]}
    assert "Tanpa kepala bidang, jadi menunggu Anda" in jawaban.content.decode()


def test_lowest_and_highest_carry_word_and_unit(buka):
    bidang_bekerja()
    setujui(
        ajukan(indikator("Jumlah database rawan konflik"), "staf.wasnas", 2, teks="1 kegiatan"),
        "kabid.wasnas",
    )
    setujui(indikator(DISKUSI).realisasi.get(triwulan=2))
    jawaban = buka("pimpinan")
    terendah, tertinggi = jawaban.context["terendah"], jawaban.context["tertinggi"]
    assert [(p.butir.capaian.percent, p.predikat, p.tingkat, p.unit) for p in terendah] == [
        (80, "Tinggi", 4, "Poldagri dan Ormas")
    ]
    assert [(p.butir.capaian.percent, p.predikat, p.tingkat, p.unit) for p in tertinggi] == [
        (100, "Sangat Tinggi", 5, "Kewaspadaan Nasional")
    ]


def test_who_only_reads_has_no_duties(buka):
    jawaban = buka("pemeriksa")
    assert "Yang harus Anda kerjakan" not in jawaban.content.decode()
    assert "Siapa yang ditunggu" in jawaban.content.decode()
    assert not bertugas(PageContext(orang("pemeriksa"), rumah(), 2024))


def test_the_admin_is_told_of_units_without_a_head(buka):
    assert tugas(buka("admin")) == []
    Pejabat.objects.filter(jabatan__kode="kabid-wasnas").update(pengguna=None)
    assert tugas(buka("admin")) == [
        ("Tanpa kepala", "1 unit belum mempunyai kepala dengan akun", "Buka jabatan")
    ]


def test_the_superuser_sees_the_agency(client):
    pusat = Pengguna.objects.create(username="pusat", nama="Pusat", is_superuser=True)
    client.force_login(pusat)
    teks = client.get(ALAMAT).content.decode()
    assert "Superadmin" in teks
    assert "Siapa yang ditunggu" in teks


# ── empty years ──
@pytest.mark.parametrize("username", PERAN)
def test_a_year_without_documents_says_so(buka, username):
    TahunKerja.objects.create(instansi=rumah(), tahun=2031)
    jawaban = buka(username, "/bakesbangpol/2031/")
    teks = jawaban.content.decode()
    assert "Belum ada pada tahun ini." in teks
    assert "Capaian tiap unit" not in teks
    if username != "pemeriksa":
        assert "Belum ada dokumen yang berlaku" in teks


def test_a_finished_year_says_so(buka):
    terkunci = {"dikunci_oleh": orang("penyusun"), "dikunci_pada": timezone.now()}
    JadwalTriwulan.objects.filter(tahun=2021).update(**terkunci)
    teks = buka("staf.poldagri", "/bakesbangpol/2021/").content.decode()
    assert "Tahun 2021 selesai" in teks
    assert "Keempat triwulan sudah dikunci." in teks


def test_between_quarters_the_next_opening_is_told(buka):
    buka_nanti = rumah().today() + timedelta(days=9)
    JadwalTriwulan.objects.filter(tahun=2024).update(buka=buka_nanti, batas=buka_nanti, tutup=buka_nanti)
    jawaban = buka("staf.poldagri")
    assert "Tidak ada triwulan yang sedang dibuka" in jawaban.content.decode()
    assert jawaban.context["papan"].dibuka_berikutnya.triwulan == 1


# ── notices ──
def test_notices_that_were_read_stand_newest_first(buka, client):
    orang = Pemberitahuan.objects.filter(untuk__username="staf.poldagri")
    orang.update(dibaca_pada=timezone.now())
    pada = [n.dibuat_pada for n in buka("staf.poldagri", f"{ALAMAT}kabar/").context["hal"]]
    assert len(pada) > 2
    assert pada == sorted(pada, reverse=True)


def test_notices_are_counted_followed_and_read(buka, client):
    Pemberitahuan.objects.all().delete()
    ajukan(indikator())
    jawaban = buka("kabid.poldagri")
    assert jawaban.context["pemberitahuan_baru"] == 1
    assert "Isian TW I 2024 menunggu reviu Anda." in jawaban.content.decode().replace(
        '<span class="tw">', ""
    ).replace("</span>", "")
    satu = Pemberitahuan.objects.get()
    tujuan = client.post(f"{ALAMAT}kabar/{satu.pk}/")
    assert (tujuan.status_code, tujuan["Location"]) == (302, alamat("reviu", triwulan=1))
    assert buka("kabid.poldagri").context["pemberitahuan_baru"] == 0
    assert client.get(f"{ALAMAT}kabar/").status_code == 200


def test_all_notices_are_read_at_once_and_only_ones_own(buka, client):
    Pemberitahuan.objects.all().delete()
    jadwalkan(2)
    buka("staf.wasnas")
    client.post(f"{ALAMAT}kabar/dibaca/")
    assert Pemberitahuan.objects.filter(untuk=orang("staf.wasnas"), dibaca_pada=None).count() == 0
    assert Pemberitahuan.objects.filter(untuk=orang("staf.poldagri"), dibaca_pada=None).count() == 1
    milik_lain = Pemberitahuan.objects.get(untuk=orang("staf.poldagri"))
    assert client.post(f"{ALAMAT}kabar/{milik_lain.pk}/").status_code == 404
    assert client.get(f"{ALAMAT}kabar/{milik_lain.pk}/").status_code == 405


def test_no_notices_is_said(buka):
    Pemberitahuan.objects.all().delete()
    assert "muncul di sini" in buka("pemeriksa").content.decode()
    assert "Belum ada pemberitahuan" in buka("pemeriksa", f"{ALAMAT}kabar/").content.decode()


# ── rights and cost ──
def test_another_agency_is_a_404_and_a_stranger_signs_in(client):
    Instansi.objects.create(kode="lain", nama="Badan Lain")
    assert client.get(ALAMAT).status_code == 302
    client.force_login(orang("penyusun"))
    for ekor in ("", "riwayat/", "kabar/"):
        assert client.get(f"/lain/2024/{ekor}").status_code == 404


@pytest.mark.parametrize("username", PERAN)
def test_queries_do_not_grow_with_rows(buka, username):
    def banyak():
        buka(username)
        with CaptureQueriesContext(connection) as kueri:
            buka(username)
        return len(kueri)

    setujui(ajukan(indikator(KECAMATAN), teks="1 kegiatan"))
    ajukan(indikator(DISKUSI), teks="1 kegiatan")
    jadwalkan(2)
    satu = banyak()
    bidang_bekerja()
    assert banyak() == satu <= 36


# ── in a browser ──
def panggung():
    bidang_bekerja()
    lewat_batas()


SIAPA = [(u, "") for u in PERAN] + [
    ("penyusun", "riwayat/"),
    ("staf.wasnas", "riwayat/"),
    ("kabid.poldagri", "kabar/"),
]


def periksa(halaman: Halaman, lebar: str, folder: Path) -> list[str]:
    keluhan = []
    for username, ekor in SIAPA:
        halaman.page.context.clear_cookies()
        halaman.masuk(username)
        assert halaman.buka(ALAMAT + ekor) == 200
        nama = f"{username}-{ekor.strip('/') or 'beranda'}-{lebar}"
        halaman.potret(folder / f"{nama}.png")
        keluhan += [f"{nama}: {p}" for p in halaman.pelanggaran_axe()]
        keluhan += [f"{nama}: bergeser ke samping"] if halaman.bergeser_ke_samping() else []
    return keluhan


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_every_role_reads_it_on_a_desk(halaman: Halaman, tmp_path: Path):
    panggung()
    assert periksa(halaman, "1366", tmp_path) == []


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_every_role_reads_it_on_a_phone(halaman_ponsel: Halaman, tmp_path: Path):
    panggung()
    assert periksa(halaman_ponsel, "390", tmp_path) == []


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_a_notice_is_followed_and_the_trace_filtered_without_scripts(halaman_tanpa_skrip: Halaman):
    panggung()
    halaman = halaman_tanpa_skrip.masuk("kabid.poldagri")
    halaman.buka(ALAMAT)
    halaman.page.locator(".kabar__buka").first.click()
    assert "/realisasi/" in halaman.page.url
    halaman.buka(ALAMAT + "riwayat/")
    halaman.page.get_by_label("Jenis perubahan").select_option("Pengajuan dan reviu")
    halaman.page.get_by_role("button", name="Tampilkan").click()
    assert "jenis=status" in halaman.page.url
    assert halaman.page.get_by_text("Mengembalikan:").count() >= 1
