"""The calendar of the quarters: reading it, dates, the proposal of a year, locking, reopening, the leader's note."""

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from bakesbang.kinerja.models import JadwalTriwulan, KunciTriwulan, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi as S
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan
from bakesbang.realisasi.forms_jadwal import usulan
from bakesbang.realisasi.jadwal import muat_jadwal, titik_jadwal
from tests.bakesbang.realisasi import panggung as p
from tests.peramban import Halaman

MENULIS = ("jadwal_atur", "kunci", "buka_kembali")
TANGGAL = {"buka": "2024-07-01", "batas": "2024-07-15", "tutup": "2024-07-31"}


@pytest.fixture
def penyusun(peragaan, client):
    return p.masuk(client, "penyusun")


def teks(jawaban) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", jawaban.content.decode())).split())


def k(tahun: int = 2024) -> PageContext:
    return PageContext(p.orang("penyusun"), p.rumah(), tahun)


def kunci(triwulan: int = 1, tahun: int = 2024) -> KunciTriwulan:
    return tindakan.kunci(
        k=k(tahun), triwulan=triwulan, oleh=p.orang("penyusun"), waktu=timezone.now(), alasan_paksa="Tenggat Bappeda."
    )  # fmt: skip


def jadwal(triwulan: int = 1, tahun: int = 2024) -> JadwalTriwulan:
    return JadwalTriwulan.objects.get(instansi=p.rumah(), tahun=tahun, triwulan=triwulan)


def galat(jawaban) -> dict[str, str]:
    """Field → what stands beside it."""
    return {nama: " ".join(isi) for nama, isi in jawaban.context["form"].errors.items()}


# ── reading ──
@pytest.mark.parametrize(
    "siapa", ["staf.poldagri", "kabid.wasnas", "penyusun", "pimpinan", "pemeriksa", "admin"]
)
def test_everybody_reads_the_calendar_and_sees_only_his_own_buttons(peragaan, client, siapa):
    p.masuk(client, siapa)
    jawaban = client.get(p.alamat("jadwal"))
    assert jawaban.status_code == 200
    isi = jawaban.content.decode()
    assert (p.alamat("kunci", triwulan=1) in isi) == (siapa == "penyusun")
    assert (p.alamat("jadwal_atur", triwulan=1) in isi) == (siapa == "penyusun")
    assert (p.alamat("catatan_pimpinan", triwulan=1) in isi) == (siapa == "pimpinan")


@pytest.mark.parametrize("siapa", ["staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa", "admin"])
def test_only_the_planner_writes(peragaan, client, siapa):
    p.masuk(client, siapa)
    for nama in MENULIS:
        for kirim in (client.get, client.post):
            assert kirim(p.alamat(nama, triwulan=1)).status_code == 403
    assert client.post(p.alamat("jadwal_usulan"), {"simpan": "1"}).status_code == 403
    assert client.get(p.alamat("catatan_pimpinan", triwulan=1)).status_code == (
        200 if siapa == "pimpinan" else 403
    )


def test_another_agency_sees_nothing(peragaan, client):
    lain = Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    client.force_login(Pengguna.objects.create(username="lain", nama="Lain", peran="penyusun", instansi=lain))
    assert client.get(p.alamat("jadwal")).status_code == 404
    assert client.post(p.alamat("kunci", triwulan=1)).status_code == 404


def test_there_is_no_fifth_quarter(penyusun):
    for nama in MENULIS:
        assert penyusun.get(p.alamat(nama, triwulan=5)).status_code == 404


@pytest.mark.parametrize(
    ("geser", "keadaan", "kata", "sisa"),
    [
        (3, "belum_dibuka", "Belum dibuka", "3 hari lagi"),
        (0, "dibuka", "Dibuka", "batas 20 hari lagi"),
        (-20, "dibuka", "Dibuka", "hari terakhir"),
        (-21, "terlambat", "Lewat batas", "terlambat 1 hari, ditutup 9 hari lagi"),
        (-30, "terlambat", "Lewat batas", "terlambat 10 hari, ditutup hari ini"),
        (-31, "peringatan", "Ditutup, belum dikunci", "sejak 1 hari lalu"),
    ],
)
def test_every_state_is_said_in_words(peragaan, geser, keadaan, kata, sisa):
    hari = timezone.localdate()
    p.jadwalkan(1, hari + timedelta(days=geser))
    baris = muat_jadwal(k(), hari)
    assert (baris[0].keadaan, baris[0].kata, baris[0].sisa) == (keadaan, kata, sisa)
    assert [b.kata for b in baris[1:]] == ["Belum dijadwalkan"] * 3


def test_the_line_of_a_quarter_follows_the_dates_and_ends_with_the_lock(penyusun):
    hari = date(2026, 3, 10)
    terbuka = JadwalTriwulan(buka=date(2026, 3, 1), batas=date(2026, 3, 9), tutup=date(2026, 3, 20))
    titik = titik_jadwal(terbuka, hari)
    assert [t["kata"] for t in titik] == ["Dibuka", "Batas pengajuan", "Hari ini", "Ditutup"]
    assert {t["bentuk"] for t in titik} == {"tanpa-tahun"}
    dikunci = JadwalTriwulan.objects.get(tahun=2021, triwulan=2)
    dikunci.dikunci_pada = timezone.make_aware(datetime(2021, 8, 1, 9))
    titik = titik_jadwal(dikunci, hari)
    assert [t["kata"] for t in titik] == ["Dibuka", "Batas pengajuan", "Dikunci"]
    assert {t["bentuk"] for t in titik} == {"tanpa-hari"}


def test_a_lock_says_number_person_time_and_hash(penyusun):
    satu = kunci()
    isi = teks(penyusun.get(p.alamat("jadwal")))
    assert "Kunci ke-1 oleh Dimas Kurniawan" in isi
    assert f"sidik {satu.sidik[:16]}" in isi
    assert "Dikunci sebelum lengkap: Tenggat Bappeda." in isi


# ── dates ──
def test_dates_are_proposed_and_saved(penyusun):
    isi = penyusun.get(p.alamat("jadwal_atur", triwulan=2))
    assert 'value="2024-07-01"' in isi.content.decode()
    assert "usulan" in teks(isi)
    jawaban = penyusun.post(p.alamat("jadwal_atur", triwulan=2), TANGGAL, follow=True)
    assert "Tanggal TW II tersimpan." in teks(jawaban)
    assert "Tanggal ditutup sudah lewat" in teks(jawaban)
    assert (jadwal(2).buka, jadwal(2).batas, jadwal(2).tutup) == (
        date(2024, 7, 1),
        date(2024, 7, 15),
        date(2024, 7, 31),
    )


@pytest.mark.parametrize(
    ("isian", "medan", "kata"),
    [
        ({"buka": ""}, "buka", "Isi tanggalnya."),
        ({"buka": "besok"}, "buka", "Tanggal ini tidak dikenal."),
        ({"buka": "31-02-2024"}, "buka", "Tanggal ini tidak dikenal."),
        ({"buka": "2024-03-31"}, "buka", "31 Maret 2024 mendahului TW II 2024, yang dimulai 1 April 2024."),
        ({"buka": "2034-07-01"}, "buka", "terlalu jauh dari tahun 2024"),
        ({"batas": "2024-06-30"}, "batas", "30 Juni 2024 mendahului tanggal dibuka, 1 Juli 2024."),
        ({"tutup": "2024-07-14"}, "tutup", "14 Juli 2024 mendahului batas pengajuan, 15 Juli 2024."),
        ({"tutup": "2204-07-31"}, "tutup", "lebih dari setahun sesudah dibuka"),
    ],
)
def test_impossible_dates_are_refused_beside_their_field(penyusun, isian, medan, kata):
    jawaban = penyusun.post(p.alamat("jadwal_atur", triwulan=2), TANGGAL | isian)
    assert jawaban.status_code == 422
    assert kata in galat(jawaban)[medan]
    assert f'value="{(TANGGAL | isian)["tutup"]}"' in jawaban.content.decode()
    assert not JadwalTriwulan.objects.filter(tahun=2024, triwulan=2).exists()


def test_dates_typed_the_local_way_are_understood(penyusun):
    isian = {"buka": "01-07-2024", "batas": "15/07/2024", "tutup": "31-07-2024"}
    assert penyusun.post(p.alamat("jadwal_atur", triwulan=2), isian).status_code == 302
    assert jadwal(2).batas == date(2024, 7, 15)


def test_a_locked_quarter_keeps_its_dates(penyusun):
    kunci()
    lama = jadwal().buka
    for jawaban in (
        penyusun.get(p.alamat("jadwal_atur", triwulan=1)),
        penyusun.post(p.alamat("jadwal_atur", triwulan=1), TANGGAL),
    ):
        assert "TW I sudah dikunci, jadi jadwalnya tidak dapat diubah." in teks(jawaban)
    assert jawaban.status_code == 409
    assert jadwal().buka == lama


def test_the_proposal_opens_on_the_day_after_the_quarter():
    assert [usulan(2024, n).buka for n in (1, 2, 3, 4)] == [
        date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1),
    ]  # fmt: skip
    assert (usulan(2024, 4, 10, 20).batas, usulan(2024, 4, 10, 20).tutup) == (
        date(2025, 1, 11),
        date(2025, 1, 21),
    )


@p.PER_BARIS
def test_the_year_is_scheduled_at_once_and_dated_quarters_stay(penyusun):
    lama = jadwal().buka
    coba = penyusun.post(p.alamat("jadwal_usulan"), {"batas": "10", "tutup": "20", "hitung": "1"})
    assert "11 Jul 2024" in teks(coba)
    assert JadwalTriwulan.objects.filter(tahun=2024).count() == 1
    jawaban = penyusun.post(
        p.alamat("jadwal_usulan"), {"batas": "10", "tutup": "20", "simpan": "1"}, follow=True
    )
    assert "3 triwulan dijadwalkan." in teks(jawaban)
    assert (jadwal().buka, jadwal(4).tutup) == (lama, date(2025, 1, 21))
    assert "Semua triwulan sudah punya tanggal." in teks(penyusun.get(p.alamat("jadwal_usulan")))


@pytest.mark.parametrize(
    ("isian", "medan", "kata"),
    [
        ({"batas": "sepuluh"}, "batas", "angka bulat"),
        ({"batas": "-1"}, "batas", "tidak boleh negatif"),
        ({"tutup": "9"}, "tutup", "9 hari mendahului batas pengajuan, 10 hari."),
        ({"tutup": "9999"}, "tutup", "Paling lama 366 hari."),
    ],
)
def test_impossible_lengths_are_refused(penyusun, isian, medan, kata):
    jawaban = penyusun.post(p.alamat("jadwal_usulan"), {"batas": "10", "tutup": "20", "simpan": "1"} | isian)
    assert jawaban.status_code == 422
    assert kata in galat(jawaban)[medan]
    assert JadwalTriwulan.objects.filter(tahun=2024).count() == 1


# ── locking ──
def test_an_incomplete_quarter_lists_its_rows_and_asks_for_a_reason(penyusun):
    tujuan = p.alamat("kunci", triwulan=1)
    tanya = penyusun.get(tujuan)
    assert "16 indikator wajib belum disetujui" in teks(tanya)
    assert p.alamat("rincian", triwulan=1, pk=p.indikator().pk) in tanya.content.decode()
    kosong = penyusun.post(tujuan, {"alasan": "  "})
    assert kosong.status_code == 422
    assert "Tulis alasannya." in galat(kosong)["alasan"]
    assert not jadwal().terkunci
    jawaban = penyusun.post(tujuan, {"alasan": "Tenggat Bappeda."}, follow=True)
    assert "TW I dikunci, kunci ke-1. Laporannya dibekukan." in teks(jawaban)
    assert (jadwal().terkunci, jadwal().alasan_paksa) == (True, "Tenggat Bappeda.")


def test_a_complete_quarter_is_locked_without_a_reason(penyusun):
    tujuan = p.alamat("kunci", tahun=2021, triwulan=1)
    assert "Semua indikator wajib sudah disetujui." in teks(penyusun.get(tujuan))
    assert "Alasan" not in teks(penyusun.get(tujuan))
    assert penyusun.post(tujuan).status_code == 302
    assert jadwal(1, 2021).terkunci


@pytest.mark.parametrize(
    ("triwulan", "kata"),
    [(1, "TW I sudah dikunci."), (3, "Kunci TW II dahulu."), (4, "TW IV belum dijadwalkan.")],
)
def test_what_stands_in_the_way_of_a_lock_is_said(penyusun, triwulan, kata):
    kunci()
    p.jadwalkan(2)
    p.jadwalkan(3)
    tujuan = p.alamat("kunci", triwulan=triwulan)
    assert kata in teks(penyusun.get(tujuan))
    jawaban = penyusun.post(tujuan, {"alasan": "Paksa."})
    assert (jawaban.status_code, kata in teks(jawaban)) == (409, True)
    assert KunciTriwulan.objects.filter(jadwal__tahun=2024).count() == 1


# ── reopening ──
ALASAN = {"alasan": "Angka Wasnas salah hitung.", "rujukan": "Nota dinas 12/2026"}


def disetujui_terkunci() -> Realisasi:
    baris = p.setujui(p.ajukan(p.indikator()))
    kunci()
    return baris


def test_reopening_returns_the_chosen_row_and_keeps_the_lock_in_the_calendar(penyusun):
    baris = disetujui_terkunci()
    p.jadwalkan(2)
    kunci(2)
    tujuan = p.alamat("buka_kembali", triwulan=1)
    assert "TW II sudah dikunci: cetakannya tetap" in teks(penyusun.get(tujuan))
    jawaban = penyusun.post(tujuan, ALASAN | {"indikator": [baris.indikator_id]}, follow=True)
    isi = teks(jawaban)
    assert "TW I dibuka kembali; 1 indikator dikembalikan." in isi
    assert "1 kunci pernah dibuka kembali" in isi
    assert "Angka Wasnas salah hitung. Rujukan: Nota dinas 12/2026." in isi
    assert "Triwulan sebelumnya dibuka kembali sesudah ini dikunci." in isi
    baris.refresh_from_db()
    assert (baris.status, jadwal().terkunci) == (S.DIKEMBALIKAN, False)


@pytest.mark.parametrize(
    ("isian", "medan", "kata"),
    [
        ({"alasan": " "}, "alasan", "Tulis alasan membuka kembali."),
        ({"rujukan": ""}, "rujukan", "Sebut surat atau dokumen"),
        ({"rujukan": "x" * 301}, "rujukan", "Paling panjang 300 huruf."),
        ({"indikator": []}, "indikator", "Pilih paling sedikit satu indikator"),
        ({"indikator": ["999999"]}, "indikator", "bukan indikator triwulan ini"),
        ({"indikator": ["x"]}, "indikator", "bukan indikator triwulan ini"),
    ],
)
def test_reopening_refuses_beside_the_field_and_keeps_what_was_typed(penyusun, isian, medan, kata):
    baris = disetujui_terkunci()
    kirim = ALASAN | {"indikator": [str(baris.indikator_id)]} | isian
    jawaban = penyusun.post(p.alamat("buka_kembali", triwulan=1), kirim)
    assert jawaban.status_code == 422
    assert list(galat(jawaban)) == [medan]
    assert kata in galat(jawaban)[medan]
    if medan != "alasan":
        assert "Angka Wasnas salah hitung.</textarea>" in jawaban.content.decode()
    assert jadwal().terkunci


def test_only_rows_that_were_submitted_can_be_named(penyusun):
    disetujui_terkunci()
    belum = p.indikator("Jumlah laporan kejadian")
    jawaban = penyusun.post(p.alamat("buka_kembali", triwulan=1), ALASAN | {"indikator": [belum.pk]})
    assert "bukan indikator triwulan ini" in galat(jawaban)["indikator"]
    assert jadwal().terkunci


def test_an_open_quarter_is_not_reopened(penyusun):
    tujuan = p.alamat("buka_kembali", triwulan=1)
    assert "TW I tidak sedang dikunci." in teks(penyusun.get(tujuan))
    assert penyusun.post(tujuan, ALASAN).status_code == 409


def test_a_quarter_without_submissions_says_that_there_is_nothing_to_return(penyusun):
    kunci()
    assert "tidak ada yang dapat dikembalikan" in teks(penyusun.get(p.alamat("buka_kembali", triwulan=1)))


# ── the leader's note ──
def test_pimpinan_writes_changes_and_removes_the_note(peragaan, client):
    p.masuk(client, "pimpinan")
    tujuan = p.alamat("catatan_pimpinan", triwulan=1)
    for isi in ("Pertahankan.", "Tingkatkan.", ""):
        jawaban = client.post(tujuan, {"catatan": isi}, follow=True)
        assert "Catatan pimpinan TW I tersimpan." in teks(jawaban)
        assert jadwal().catatan_pimpinan == isi
        assert (f"Catatan pimpinan: {isi}" in teks(jawaban)) == bool(isi)


@pytest.mark.parametrize(("triwulan", "kata"), [(1, "sudah dikunci"), (2, "belum dijadwalkan")])
def test_no_note_after_the_lock_or_before_there_are_dates(peragaan, client, triwulan, kata):
    kunci()
    p.masuk(client, "pimpinan")
    jawaban = client.post(p.alamat("catatan_pimpinan", triwulan=triwulan), {"catatan": "Terlambat."})
    assert (jawaban.status_code, kata in teks(jawaban)) == (409, True)
    assert jadwal().catatan_pimpinan == ""


def test_a_note_that_is_too_long_is_kept_and_refused(peragaan, client):
    p.masuk(client, "pimpinan")
    jawaban = client.post(p.alamat("catatan_pimpinan", triwulan=1), {"catatan": "a" * 2001})
    assert jawaban.status_code == 422
    assert "Paling panjang 2.000 huruf." in galat(jawaban)["catatan"]
    assert "a" * 2001 in jawaban.content.decode()
    assert jadwal().catatan_pimpinan == ""


# ── cost ──
def test_queries_do_not_grow_with_quarters_and_locks(penyusun):
    sedikit = p.banyak_kueri(penyusun, p.alamat("jadwal"))
    kunci()
    for n in (2, 3, 4):
        p.jadwalkan(n)
        kunci(n)
    # The locks and who made them are two questions more, however many there are.
    assert p.banyak_kueri(penyusun, p.alamat("jadwal")) <= sedikit + 3 <= 25


# ── in a real browser ──
@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("layar", ["halaman", "halaman_ponsel"])
def test_the_pages_are_accessible(peragaan, request, layar):
    halaman: Halaman = request.getfixturevalue(layar)
    halaman.masuk("penyusun")
    keluhan = [periksa(halaman, n, t) for n, t in (("jadwal", {}), ("jadwal_usulan", {}), ("jadwal_atur", {"triwulan": 2}), ("kunci", {"triwulan": 1}), ("kunci", {"triwulan": 2}))]  # fmt: skip
    halaman.buka(p.alamat("kunci", triwulan=1))
    halaman.page.click("form button:has-text('sebelum lengkap')")
    halaman.page.wait_for_selector(".medan__galat")
    halaman.page.evaluate("scrollTo(0, 0)")
    keluhan.append(halaman.pelanggaran_axe())
    disetujui_terkunci()
    keluhan += [periksa(halaman, n, t) for n, t in (("jadwal", {}), ("buka_kembali", {"triwulan": 1}))]
    halaman.masuk("pimpinan")
    p.jadwalkan(2)
    keluhan.append(periksa(halaman, "catatan_pimpinan", {"triwulan": 2}))
    assert keluhan == [[]] * len(keluhan)


def periksa(halaman: Halaman, nama: str, kata: dict[str, int]) -> list[str]:
    assert halaman.buka(p.alamat(nama, **kata)) == 200
    geser = [f"{nama}: bergeser"] if halaman.bergeser_ke_samping() else []
    return geser + [f"{nama}: {x}" for x in halaman.pelanggaran_axe()]
