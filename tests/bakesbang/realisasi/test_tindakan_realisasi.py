"""Saving with the merge-or-conflict rule, and the transitions, each with its guard."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi as S
from bakesbang.realisasi import tindakan_realisasi as t
from bakesbang.trail.models import Catatan

WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def kini(peragaan):
    return timezone.now()


@pytest.fixture
def kegiatan(peragaan) -> Indikator:
    """SK4: 100% each quarter, filled in by Poldagri."""
    return KetetapanIndikator.objects.get(uraian="Persentase pendaftaran ormas yang difasilitasi").indikator


@pytest.fixture
def rina(peragaan):
    return peragaan.pengguna("staf.poldagri")


@pytest.fixture
def hadi(peragaan):
    return peragaan.pengguna("kabid.poldagri")


def isi(indikator, oleh, kini, dimuat=None, **perubahan):
    return t.isi(indikator=indikator, triwulan=1, perubahan=perubahan, oleh=oleh, kini=kini, dimuat=dimuat)


@pytest.fixture
def diajukan(kegiatan, rina, kini) -> Realisasi:
    hasil = isi(kegiatan, rina, kini, teks="100%", faktor_pendukung="Loket dibuka tiap hari.")
    return t.ajukan(realisasi=hasil.realisasi, oleh=rina, kini=kini)


# ── saving ──
def test_a_saved_field_is_there_with_who_and_when(kegiatan, rina, kini):
    hasil = isi(kegiatan, rina, kini, teks="90%")
    baris = Realisasi.objects.get(pk=hasil.realisasi.pk)
    assert (baris.teks, baris.angka, baris.status) == ("90%", 90, S.DRAF)
    assert (baris.diisi_oleh, baris.diisi_pada) == (rina, kini)
    assert Realisasi.riwayat.filter(id=baris.pk, teks="90%", history_user=rina).exists()


def test_other_fields_merge(peragaan, kegiatan, rina, kini):
    penyusun = peragaan.pengguna("penyusun")
    kosong = {"teks": "", "uraian": ""}
    isi(kegiatan, rina, kini, dimuat=kosong, teks="90%")
    hasil = isi(kegiatan, penyusun, kini, dimuat=kosong, uraian="Ditambah penyusun.")
    assert not hasil.bentrok
    baris = Realisasi.objects.get(pk=hasil.realisasi.pk)
    assert (baris.teks, baris.uraian) == ("90%", "Ditambah penyusun.")


def test_the_same_field_conflicts_and_names_the_other(peragaan, kegiatan, rina, kini):
    isi(kegiatan, rina, kini, dimuat={"teks": ""}, teks="18")
    hasil = isi(kegiatan, peragaan.pengguna("penyusun"), kini, dimuat={"teks": ""}, teks="90")
    assert [(b.medan, b.nilai, b.oleh) for b in hasil.bentrok] == [("teks", "18", rina.nama)]
    assert Realisasi.objects.get(pk=hasil.realisasi.pk).teks == "18"


def test_typing_what_is_already_there_is_no_conflict(peragaan, kegiatan, rina, kini):
    isi(kegiatan, rina, kini, dimuat={"teks": ""}, teks="18")
    hasil = isi(kegiatan, peragaan.pengguna("penyusun"), kini, dimuat={"teks": ""}, teks="18")
    assert (hasil.bentrok, hasil.tersimpan) == ([], [])


@pytest.mark.parametrize(("teks", "pesan"), [("dua puluh", "bukan angka"), ("-5", "negatif")])
def test_the_impossible_is_named_and_not_saved(kegiatan, rina, kini, teks, pesan):
    hasil = isi(kegiatan, rina, kini, teks=teks)
    assert pesan in hasil.salah["teks"]
    assert Realisasi.objects.get(pk=hasil.realisasi.pk).status == S.BELUM_DIISI


def test_a_computed_indicator_takes_inputs_only(peragaan, kini):
    iku = (
        Indikator.objects.filter(tahun=2024, pemakaian__dokumen="iku", ketetapan__rumus__gt="")
        .order_by("pk")
        .first()
    )
    staf = peragaan.pengguna("staf.wasnas")
    assert "dihitung" in isi(iku, staf, kini, teks="80").salah["teks"]
    hasil = isi(iku, staf, kini, **{"var:selesai": "6", "var:lain": "1"})
    assert hasil.tersimpan == ["var:selesai"]
    assert "bukan bagian" in hasil.salah["var:lain"]


def test_an_unknown_field_is_refused(kegiatan, rina, kini):
    with pytest.raises(ValidationError, match="tidak dikenal"):
        isi(kegiatan, rina, kini, status="disetujui")


@pytest.mark.parametrize("siapa", ["staf.wasnas", "kabid.wasnas", "pimpinan", "pemeriksa", "admin"])
def test_nobody_else_types(peragaan, kegiatan, kini, siapa):
    with pytest.raises(PermissionDenied):
        isi(kegiatan, peragaan.pengguna(siapa), kini, teks="1")


# ── time ──
def test_before_opening_and_after_closing_nothing_is_typed(kegiatan, rina, kini):
    jadwal = JadwalTriwulan.objects.get(tahun=2024, triwulan=1)
    sebelum = datetime.combine(jadwal.buka - timedelta(days=1), datetime.max.time(), WIB)
    sesudah = datetime.combine(jadwal.tutup + timedelta(days=1), datetime.min.time(), WIB)
    with pytest.raises(AlurSalah, match="baru dibuka"):
        isi(kegiatan, rina, sebelum, teks="1")
    with pytest.raises(AlurSalah, match="ditutup sejak"):
        isi(kegiatan, rina, sesudah, teks="1")


def test_the_last_day_counts_until_its_end(kegiatan, rina):
    jadwal = JadwalTriwulan.objects.get(tahun=2024, triwulan=1)
    akhir = datetime.combine(jadwal.tutup, datetime.max.time(), WIB)
    assert isi(kegiatan, rina, akhir, teks="1").tersimpan == ["teks"]


def test_after_the_due_date_a_row_is_late_for_good(kegiatan, rina, hadi):
    jadwal = JadwalTriwulan.objects.get(tahun=2024, triwulan=1)
    telat = datetime.combine(jadwal.batas + timedelta(days=1), datetime.min.time(), WIB)
    hasil = isi(kegiatan, rina, telat, teks="100", faktor_pendukung="Ada.")
    baris = t.ajukan(realisasi=hasil.realisasi, oleh=rina, kini=telat)
    assert baris.terlambat
    t.kembalikan(realisasi=baris, catatan="Periksa.", oleh=hadi, kini=telat)
    isi(kegiatan, rina, telat, uraian="Sudah.")
    assert t.ajukan(realisasi=baris, oleh=rina, kini=telat).terlambat


def test_a_returned_row_stays_editable_after_closing(kegiatan, diajukan, rina, hadi, kini):
    t.kembalikan(realisasi=diajukan, catatan="Daftar hadir kurang.", oleh=hadi, kini=kini)
    sesudah = kini + timedelta(days=60)
    assert isi(kegiatan, rina, sesudah, teks="95").tersimpan == ["teks"]


def test_an_undue_indicator_is_not_typed(peragaan, rina, kini):
    lepas = KetetapanIndikator.objects.filter(indikator__tahun=2024).first().indikator
    lepas.pemakaian.update(sampai_triwulan=0, mulai_triwulan=1)
    with pytest.raises(AlurSalah, match="tidak berlaku"):
        isi(lepas, peragaan.pengguna("penyusun"), kini, teks="1")


# ── transitions ──
def test_submission_names_everything_that_is_missing(kegiatan, rina, kini):
    hasil = isi(kegiatan, rina, kini, teks="90%")
    with pytest.raises(ValidationError) as salah:
        t.ajukan(realisasi=hasil.realisasi, oleh=rina, kini=kini)
    assert [p.split(",")[0] for p in salah.value.messages] == [
        "tulis faktor penghambat",
        "tulis tindak lanjut",
    ]
    assert Realisasi.objects.get(pk=hasil.realisasi.pk).status == S.DRAF


def test_an_unanswered_doubt_keeps_a_row_from_submission(kegiatan, rina, kini):
    hasil = isi(kegiatan, rina, kini, teks="1.500")
    with pytest.raises(ValidationError, match=r"1\.500"):
        t.ajukan(realisasi=hasil.realisasi, oleh=rina, kini=kini)
    t.isi(
        indikator=kegiatan, triwulan=1, oleh=rina, kini=kini, tafsir={"teks": "desimal"},
        perubahan={"teks": "1.500", "faktor_penghambat": "Ada.", "tindak_lanjut": "Ada."},
    )  # fmt: skip
    assert t.ajukan(realisasi=hasil.realisasi, oleh=rina, kini=kini).status == S.DIAJUKAN


def test_a_submitted_row_is_not_typed_until_withdrawn(kegiatan, diajukan, rina, kini):
    with pytest.raises(AlurSalah, match="Diajukan"):
        isi(kegiatan, rina, kini, teks="1")
    t.tarik(realisasi=diajukan, oleh=rina, kini=kini)
    assert isi(kegiatan, rina, kini, teks="99").tersimpan == ["teks"]


def test_approval_freezes_inputs_rules_and_numbers(diajukan, hadi, kini):
    baris = t.setujui(realisasi=diajukan, oleh=hadi, kini=kini)
    baris.refresh_from_db()
    assert baris.beku["isian"]["teks"] == "100%"
    assert baris.beku["hasil"]["capaian"] == "100"
    assert baris.sidik == t.sidik(baris.beku)
    assert (baris.disetujui_oleh, baris.disetujui_pada) == (hadi, kini)


def test_nobody_approves_what_he_typed(kegiatan, hadi, rina, kini):
    """The kabid may type for his own unit; then his approval is not valid."""
    isi(kegiatan, hadi, kini, teks="100%", faktor_pendukung="Ada.")
    baris = t.ajukan(realisasi=Realisasi.objects.get(indikator=kegiatan, triwulan=1), oleh=rina, kini=kini)
    with pytest.raises(AlurSalah, match="orang lain"):
        t.setujui(realisasi=baris, oleh=hadi, kini=kini)


def test_a_row_without_an_eligible_kabid_is_approved_by_pimpinan(peragaan, kegiatan, hadi, rina, kini):
    isi(kegiatan, hadi, kini, teks="100%", faktor_pendukung="Ada.")
    baris = t.ajukan(realisasi=Realisasi.objects.get(indikator=kegiatan, triwulan=1), oleh=rina, kini=kini)
    assert t.setujui(realisasi=baris, oleh=peragaan.pengguna("pimpinan"), kini=kini).status == S.DISETUJUI


@pytest.mark.parametrize(
    "siapa", ["kabid.wasnas", "kabid.ideologi", "pimpinan", "penyusun", "staf.poldagri", "pemeriksa", "admin"]
)
def test_only_the_right_head_decides(peragaan, diajukan, kini, siapa):
    with pytest.raises(PermissionDenied):
        t.setujui(realisasi=diajukan, oleh=peragaan.pengguna(siapa), kini=kini)
    with pytest.raises(PermissionDenied):
        t.kembalikan(realisasi=diajukan, catatan="x", oleh=peragaan.pengguna(siapa), kini=kini)


def test_a_kabid_without_a_current_office_only_reads(diajukan, hadi, kini):
    hadi.jabatan_dipegang.update(selesai=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        t.setujui(realisasi=diajukan, oleh=hadi, kini=kini)


def test_returning_needs_a_note_and_takes_back_an_approval(diajukan, hadi, kini):
    t.setujui(realisasi=diajukan, oleh=hadi, kini=kini)
    with pytest.raises(AlurSalah, match="catatan"):
        t.kembalikan(realisasi=diajukan, catatan="  ", oleh=hadi, kini=kini)
    baris = t.kembalikan(realisasi=diajukan, catatan="Daftar hadir baru memuat 15.", oleh=hadi, kini=kini)
    assert (baris.status, baris.beku, baris.sidik, baris.disetujui_oleh) == (S.DIKEMBALIKAN, None, "", None)


def test_a_decided_row_is_not_decided_again(diajukan, hadi, kini):
    t.setujui(realisasi=diajukan, oleh=hadi, kini=kini)
    with pytest.raises(AlurSalah, match="Disetujui"):
        t.setujui(realisasi=diajukan, oleh=hadi, kini=kini)


def test_after_the_lock_nothing_moves(peragaan, diajukan, kegiatan, rina, hadi, kini):
    JadwalTriwulan.objects.filter(tahun=2024).update(
        dikunci_oleh=peragaan.pengguna("penyusun"), dikunci_pada=kini
    )
    for aksi in (
        lambda: isi(kegiatan, rina, kini, teks="1"),
        lambda: t.tarik(realisasi=diajukan, oleh=rina, kini=kini),
        lambda: t.setujui(realisasi=diajukan, oleh=hadi, kini=kini),
        lambda: t.kembalikan(realisasi=diajukan, catatan="x", oleh=hadi, kini=kini),
    ):
        with pytest.raises(AlurSalah, match="sudah dikunci"):
            aksi()


def test_every_step_leaves_its_trace(diajukan, hadi, kini):
    t.kembalikan(realisasi=diajukan, catatan="Periksa.", oleh=hadi, kini=kini)
    jejak = list(
        Catatan.objects.about(diajukan)
        .order_by("pk")
        .values_list("tindakan", "lama__status", "baru__status", "alasan")
    )
    assert jejak == [
        ("mengajukan", "draf", "diajukan", ""),
        ("mengembalikan", "diajukan", "dikembalikan", "Periksa."),
    ]


def test_the_next_submission_keeps_the_one_before_for_comparison(kegiatan, diajukan, rina, hadi, kini):
    t.kembalikan(realisasi=diajukan, catatan="Periksa.", oleh=hadi, kini=kini)
    isi(kegiatan, rina, kini, teks="110%")
    baris = t.ajukan(realisasi=diajukan, oleh=rina, kini=kini)
    assert (baris.pengajuan_lalu["sebelum"]["teks"], baris.pengajuan_lalu["kini"]["teks"]) == ("100%", "110%")
