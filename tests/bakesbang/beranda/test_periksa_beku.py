"""manage.py periksa_beku: what was signed against what today's core would say."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from bakesbang.kinerja.models import KebijakanCapaian, KunciTriwulan, Realisasi
from bakesbang.organisasi.models import Instansi
from bakesbang.organisasi.permissions import PageContext
from bakesbang.realisasi import tindakan
from bakesbang.trail.install_triggers import without_triggers
from tests.adegan import Peragaan, adegan

WAKTU = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def jalankan(*argumen):
    keluar, galat = StringIO(), StringIO()
    try:
        call_command("periksa_beku", *argumen, stdout=keluar, stderr=galat)
    except SystemExit as selesai:
        return selesai.code, keluar.getvalue(), galat.getvalue()
    return 0, keluar.getvalue(), galat.getvalue()


def _konteks() -> PageContext:
    return PageContext(Peragaan().pengguna("penyusun"), Peragaan().instansi, 2021)


def _kunci_setahun() -> None:
    k = _konteks()
    for n in (1, 2, 3, 4):
        tindakan.kunci(k=k, triwulan=n, oleh=k.pengguna, waktu=WAKTU)


setahun_terkunci = adegan("setahun_terkunci", _kunci_setahun)


@pytest.fixture
def k(setahun_terkunci):
    return _konteks()


def test_signed_numbers_come_out_the_same(k):
    kode, keluar, galat = jalankan()
    assert (kode, galat) == (0, "")
    assert keluar.startswith("24 realisasi disetujui, 4 kunci triwulan, ")
    assert keluar.endswith("angka diperiksa: semua sama.\n")


def test_a_core_that_counts_otherwise_is_told_row_by_row(k, monkeypatch):
    from bakesbang.calculation.formula import Rumus

    asli = Rumus.compute

    def hitung(self, nilai, **lain):
        hasil = asli(self, nilai, **lain)
        return type(hasil)(hasil.number + 1, working=hasil.working) if hasil.number is not None else hasil

    monkeypatch.setattr(Rumus, "compute", hitung)
    kode, keluar, _ = jalankan()
    assert kode == 1
    assert "realisasi beku 66,666667, kini 67,666667 (penghitungan berbeda)" in keluar
    assert "2021 TW IV, kunci nomor 1, iku/tahun: " in keluar


def test_frozen_row_that_was_tampered_with_is_found(k):
    r = Realisasi.objects.filter(indikator__tahun=2021, triwulan=4).order_by("pk").first()
    beku = r.beku | {"hasil": r.beku["hasil"] | {"realisasi": "99"}}
    with without_triggers("default"):
        Realisasi.objects.filter(pk=r.pk).update(beku=beku)
    kode, keluar, _ = jalankan()
    assert kode == 1
    assert "sidik angka yang disetujui tidak cocok" in keluar
    assert "realisasi beku 99, kini 81,818182" in keluar


def test_frozen_report_that_was_tampered_with_is_found(k):
    kunci = KunciTriwulan.objects.get(jadwal__tahun=2021, jadwal__triwulan=4)
    with without_triggers("default"):
        KunciTriwulan.objects.filter(pk=kunci.pk).update(sidik="0" * 64)
    kode, keluar, _ = jalankan()
    assert kode == 1
    assert "2021 TW IV, kunci nomor 1: sidik laporan tidak cocok" in keluar


def test_a_changed_policy_is_named_as_the_cause(peragaan):
    from tests.bakesbang.realisasi.isian import isi_triwulan, konteks

    k = konteks(peragaan)
    isi_triwulan(k, 1)
    isi_triwulan(k, 2)
    for n in (1, 2):
        tindakan.kunci(k=k, triwulan=n, oleh=k.pengguna, waktu=WAKTU, alasan_paksa="x")
    KebijakanCapaian.objects.update_or_create(instansi=k.instansi, tahun=2024, defaults={"batas_atas": 100})
    kode, keluar, _ = jalankan()
    assert kode == 1
    assert "capaian triwulan beku 110, kini 100 (kebijakan" in keluar
    assert "(kebijakan atau aturan berubah sesudah dikunci)" in keluar


def test_a_lock_that_was_opened_again_is_history(k):
    pilih = Realisasi.objects.filter(indikator__tahun=2021, triwulan=1).order_by("pk").first()
    tindakan.buka_kembali(
        k=k, triwulan=1, indikator_ids=[pilih.indikator_id], alasan="Salah", rujukan="Surat 1", oleh=k.pengguna, waktu=WAKTU
    )  # fmt: skip
    kode, keluar, _ = jalankan()
    assert kode == 1  # later locks counted the returned row
    assert "2021 TW I, kunci" not in keluar
    assert "(triwulan sebelumnya dibuka kembali sesudah dikunci)" in keluar


def test_several_agencies_need_a_name_and_an_unready_database_is_told(k, monkeypatch):
    Instansi.objects.create(kode="lain", nama="Dinas Lain")
    kode, _, galat = jalankan()
    assert (kode, galat.count("\n")) == (2, 1)
    assert jalankan("--instansi", "lain")[:2] == (
        0, "0 realisasi disetujui, 0 kunci triwulan, 0 angka diperiksa: semua sama.\n",
    )  # fmt: skip

    def kosong(_):
        raise OperationalError("no such table")

    monkeypatch.setattr("bakesbang.beranda.management.commands.periksa_beku.pilih_instansi", kosong)
    assert jalankan()[0] == 2
