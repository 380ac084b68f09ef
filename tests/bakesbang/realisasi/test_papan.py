"""The board counts required rows under their main unit, judges approved ones only, and asks the database the
same however many indicators there are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.calculation.predikat import STANDARD_SCALE, Scale
from bakesbang.kinerja.models import JadwalTriwulan, PengisiIndikator
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.organisasi.models import UnitKerja
from bakesbang.realisasi.papan import muat_papan, tingkat_predikat
from tests.bakesbang.realisasi.panggung import (
    KEGIATAN,
    KURANG,
    ORMAS,
    ajukan,
    indikator,
    isi,
    jadwalkan,
    kembalikan,
    orang,
    rumah,
    setujui,
)

pytestmark = pytest.mark.basisdata


@pytest.fixture
def papan(peragaan):
    def muat(username="penyusun", tahun=2024, geser=0):
        hari = rumah().today() + timedelta(days=geser)
        return muat_papan(orang(username), rumah(), tahun, hari)

    return muat


def sel(papan, kode, triwulan=1):
    return papan.sel(triwulan, [UnitKerja.objects.get(instansi=rumah(), kode=kode).pk])


def test_required_rows_are_counted_and_the_state_follows_them(papan):
    awal = sel(papan(), "poldagri")
    assert (awal.jumlah, awal.terkirim, awal.keadaan) == (7, 0, "belum_diisi")
    isi(indikator())
    assert sel(papan(), "poldagri").keadaan == "draf"
    baris = ajukan(indikator())
    assert sel(papan(), "poldagri").terkirim == 1
    setujui(baris)
    assert sel(papan(), "poldagri").disetujui == 1


def test_a_strip_quarter_is_not_required_and_never_late(papan):
    butir = [b for b in papan().pada(1) if b.ketetapan.uraian == KEGIATAN]
    assert butir[0].target.teks == "-"
    assert not butir[0].wajib


def test_a_joint_indicator_is_counted_once_under_its_main_unit(papan):
    i = indikator()
    PengisiIndikator.objects.create(indikator=i, unit=UnitKerja.objects.get(kode="wasnas"))
    p = papan()
    assert sum(s.jumlah for s in (sel(p, k) for k in ("poldagri", "wasnas", "ideologi"))) == p.sel(1).jumlah
    poldagri = next(b for b in p.baris_unit if b.unit.kode == "poldagri")
    assert "Kewaspadaan Nasional" in poldagri.bersama
    assert i.pk not in {b.indikator.pk for b in sel(p, "wasnas").butir}


def test_late_is_counted_in_days_after_the_due_date_until_everything_is_sent(papan):
    assert sel(papan(geser=20), "poldagri").terlambat_hari == 0
    assert sel(papan(geser=23), "poldagri").terlambat_hari == 3
    assert sel(papan(geser=23), "poldagri").keadaan == "terlambat"
    JadwalTriwulan.objects.filter(tahun=2024).update(
        dikunci_oleh=orang("penyusun"), dikunci_pada="2024-07-01T00:00Z"
    )
    assert sel(papan(geser=23), "poldagri").keadaan == "dikunci"


def test_only_approved_rows_are_judged_and_as_the_report_judges_them(papan):
    setujui(ajukan(indikator(), teks="90%", **KURANG))
    jadwalkan(2)
    setujui(ajukan(indikator(), triwulan=2, teks="80%", **KURANG))
    kedua = next(b for b in papan().pada(2) if b.ketetapan.uraian == ORMAS)
    assert kedua.capaian.percent == Decimal(80)
    kembalikan(kedua.realisasi, "Cek lagi.")
    p = papan()
    assert [b.capaian for b in p.pada(2) if b.ketetapan.uraian == ORMAS] == [None]
    laporan = muat_ukuran(rumah(), 2024, hanya_disetujui=True)
    for b in p.butir:
        if b.capaian is not None:
            assert b.capaian.percent == laporan[b.indikator.pk].tw(b.triwulan).capaian.percent


def test_the_year_of_the_computed_iku_is_measured_as_everywhere(papan):
    laporan = muat_ukuran(rumah(), 2021, hanya_disetujui=True)
    p = papan(tahun=2021)
    assert len(p.butir) == 12
    assert {b.ukuran.hasil.number for b in p.butir} == {
        laporan[b.indikator.pk].tw(b.triwulan).hasil.number for b in p.butir
    }


def test_the_first_open_quarter_is_the_current_one(papan):
    assert papan().triwulan_kini == 1
    jadwalkan(2, rumah().today() + timedelta(days=5))
    p = papan()
    assert (p.triwulan_kini, p.dibuka_berikutnya.triwulan) == (1, 2)
    assert papan(geser=40).triwulan_kini == 1  # both closed: the earliest that is not locked
    assert papan(geser=32).triwulan_kini == 2


def test_queries_do_not_grow_with_indicators(papan):
    def banyak(tahun):
        with CaptureQueriesContext(connection) as kueri:
            p = papan(tahun=tahun)
            [b.capaian for b in p.butir], [b.kekurangan for b in p.butir]
        return len(kueri)

    setujui(ajukan(indikator()))
    satu = banyak(2024)
    for uraian in (KEGIATAN, "Jumlah database ormas setiap kecamatan"):
        ajukan(indikator(uraian), teks="1 kegiatan", uraian="Sudah.")
    assert banyak(2024) == satu <= 22


@pytest.mark.parametrize(
    ("kata", "tingkat"),
    [("Sangat Rendah", 1), ("Rendah", 2), ("Sedang", 3), ("Tinggi", 4), ("Sangat Tinggi", 5), ("", 0)],
)
def test_the_bars_follow_the_default_scale(kata, tingkat):
    assert tingkat_predikat(kata, STANDARD_SCALE) == tingkat


def test_the_bars_follow_a_scale_of_other_words_and_length():
    skala = Scale.from_thresholds("Kurang", [(60, "Cukup"), (80, "Baik")])
    assert [tingkat_predikat(k, skala) for k in ("Kurang", "Cukup", "Baik")] == [1, 3, 5]
