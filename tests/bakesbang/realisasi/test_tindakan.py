"""Locking freezes the reports, reopening names its rows; the demonstration of 2021 is approved throughout."""

import time
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import JadwalTriwulan, Realisasi
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.freeze import dari_json, ke_json
from bakesbang.paper.pdf import cetak_pdf
from bakesbang.realisasi import tindakan
from bakesbang.realisasi.laporan import Permintaan, dokumen
from bakesbang.trail.models import Catatan

WAKTU = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def k(peragaan):
    return PageContext(peragaan.pengguna("penyusun"), peragaan.instansi, 2021)


@pytest.fixture
def terkunci(k):
    return tindakan.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=WAKTU)


def teks(dok) -> list[str]:
    return [s.isi.penuh for s in dok.tabel.sel]


def test_a_document_survives_the_way_through_json(k):
    dok = dokumen(k, Permintaan("iku", 4), waktu=WAKTU, oleh="Dimas", beku=False)
    assert dari_json(ke_json(dok)) == dok


def test_a_locked_print_is_the_same_whatever_the_rows_say(k, terkunci, peragaan):
    minta = Permintaan("iku", 1)
    sebelum = dokumen(k, minta, waktu=WAKTU, oleh="Dimas")
    assert not sebelum.draf
    k2 = PageContext(k.pengguna, k.instansi, 2021)
    peragaan.instansi.nama = "Nama lain"
    peragaan.instansi.save()
    sesudah = dokumen(k2, minta, waktu=datetime(2026, 6, 1, tzinfo=UTC), oleh="Orang lain")
    assert sesudah == sebelum
    pertama = cetak_pdf(sebelum)
    time.sleep(1.1)  # fonts are stamped in whole seconds
    assert cetak_pdf(sesudah) == pertama


def test_the_report_counts_approved_rows_and_says_so(k):
    dok = dokumen(k, Permintaan("iku", 4), waktu=WAKTU, oleh="Dimas")
    assert dok.draf
    assert "81,82% (9/11)" in teks(dok)
    assert any("Hanya isian yang sudah disetujui" in c for c in dok.catatan)


def test_the_switch_marks_the_print(peragaan):
    k = PageContext(peragaan.pengguna("penyusun"), peragaan.instansi, 2024)
    tanpa = dokumen(k, Permintaan("rencana-aksi", 1), waktu=WAKTU, oleh="x")
    dengan = dokumen(k, Permintaan("rencana-aksi", 1, termasuk_belum_disetujui=True), waktu=WAKTU, oleh="x")
    assert "100%" not in [t for t in teks(tanpa) if t == "100%" and "SS2" in t]
    assert "TERMASUK ISIAN YANG BELUM DISETUJUI" in dengan.judul
    assert dengan.draf


def test_quarters_are_locked_in_order(k):
    with pytest.raises(AlurSalah, match="Kunci TW I dahulu"):
        tindakan.kunci(k=k, triwulan=2, oleh=k.pengguna, waktu=WAKTU)


def test_a_quarter_is_not_locked_twice(k, terkunci):
    with pytest.raises(AlurSalah, match="sudah dikunci"):
        tindakan.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=WAKTU)


def test_an_incomplete_quarter_needs_a_reason_that_is_printed(peragaan):
    k = PageContext(peragaan.pengguna("penyusun"), peragaan.instansi, 2024)
    with pytest.raises(AlurSalah, match="indikator wajib belum disetujui"):
        tindakan.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=WAKTU)
    tindakan.kunci(k=k, triwulan=1, oleh=k.pengguna, waktu=WAKTU, alasan_paksa="Batas waktu Bappeda.")
    dok = dokumen(k, Permintaan("rencana-aksi", 1), waktu=WAKTU, oleh="x")
    assert "Dikunci sebelum lengkap: Batas waktu Bappeda." in dok.catatan


def test_reopening_returns_only_the_named_rows_and_marks_later_locks(k, terkunci):
    tindakan.kunci(k=k, triwulan=2, oleh=k.pengguna, waktu=WAKTU)
    pilih = Realisasi.objects.filter(indikator__tahun=2021, triwulan=1).order_by("pk").first()
    tindakan.buka_kembali(
        k=k,
        triwulan=1,
        indikator_ids=[pilih.indikator_id],
        alasan="Salah hitung",
        rujukan="Surat 12/2026",
        oleh=k.pengguna,
        waktu=WAKTU,
    )
    status = (
        Realisasi.objects.filter(indikator__tahun=2021, triwulan=1)
        .order_by("pk")
        .values_list("status", flat=True)
    )
    assert list(status) == ["dikembalikan", "disetujui", "disetujui"]
    jadwal = JadwalTriwulan.objects.filter(instansi=k.instansi, tahun=2021).order_by("triwulan")
    assert [(j.terkunci, j.berubah_sejak_dikunci) for j in jadwal] == [
        (False, False),
        (True, True),
        (False, False),
        (False, False),
    ]


@pytest.mark.parametrize(("alasan", "rujukan", "medan"), [("", "Surat", "alasan"), ("Salah", " ", "rujukan")])
def test_reopening_needs_reason_and_reference(k, terkunci, alasan, rujukan, medan):
    with pytest.raises(ValidationError) as salah:
        tindakan.buka_kembali(
            k=k, triwulan=1, indikator_ids=[1], alasan=alasan, rujukan=rujukan, oleh=k.pengguna, waktu=WAKTU
        )
    assert list(salah.value.message_dict) == [medan]
    assert JadwalTriwulan.objects.get(instansi=k.instansi, tahun=2021, triwulan=1).terkunci


def test_dates_must_follow_each_other(k):
    with pytest.raises(ValidationError, match="Urutannya"):
        tindakan.atur_jadwal(
            instansi=k.instansi, tahun=2021, triwulan=1, buka=date(2021, 4, 10), batas=date(2021, 4, 1), tutup=date(2021, 4, 30),
            oleh=k.pengguna, waktu=WAKTU,
        )  # fmt: skip


def test_a_locked_quarter_keeps_its_schedule_and_note(k, terkunci):
    with pytest.raises(AlurSalah):
        tindakan.atur_jadwal(
            instansi=k.instansi, tahun=2021, triwulan=1, buka=date(2021, 4, 1), batas=date(2021, 4, 2), tutup=date(2021, 4, 3),
            oleh=k.pengguna, waktu=WAKTU,
        )  # fmt: skip
    with pytest.raises(AlurSalah):
        tindakan.tulis_catatan_pimpinan(k=k, triwulan=1, catatan="x", oleh=k.pengguna, waktu=WAKTU)


def test_the_leaders_note_is_printed_and_traced(k, peragaan):
    tindakan.tulis_catatan_pimpinan(
        k=k, triwulan=1, catatan="Pertahankan.", oleh=peragaan.pengguna("pimpinan"), waktu=WAKTU
    )
    dok = dokumen(k, Permintaan("iku", 1), waktu=WAKTU, oleh="x")
    assert [(b.label, b.isi) for b in dok.penutup] == [("Catatan pimpinan", "Pertahankan.")]
    assert Catatan.objects.filter(tindakan="menulis catatan pimpinan", baru__catatan="Pertahankan.").exists()
