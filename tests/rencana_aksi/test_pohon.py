"""rencana_aksi/pohon.py: the whole tree, as printed, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.organisasi.models import Instansi
from rencana_aksi.models import Sasaran, VersiRencanaAksi
from rencana_aksi.pohon import hitung, jalur_indikator, muat, telusuri
from tests.rencana_aksi.besar import buat_besar


@pytest.fixture
def versi(peragaan):
    return VersiRencanaAksi.objects.get(rencana__tahun=2024)


def test_source_has_its_tree_and_counts(versi):
    pohon = muat(versi)
    assert [len(list(s.telusuri())) for s in pohon] == [8, 9]
    h = hitung(pohon)
    assert (h.indikator, h.strategis, h.sel, h.bernilai, h.strip, h.kosong) == (17, 2, 60, 46, 10, 4)


def test_strip_blank_and_zero_stay_three_things(versi):
    ketetapan = {b.ketetapan.uraian: b.ketetapan for s in telusuri(muat(versi)) for b in s.indikator}
    strip = ketetapan["Jumlah database ormas terdaftar dan berbadan hukum"].triwulan[0]
    kosong = ketetapan["Jumlah profiling data konflik perkecamatan"].triwulan[0]
    nol = ketetapan["Angka konflik berlatar belakang isu SARA"].tahunan
    assert [(t.teks, t.keadaan, t.angka) for t in (strip, kosong, nol)] == [
        ("-", "strip", None),
        ("", "kosong", None),
        ("0", "angka", 0),
    ]
    assert (strip.bernilai, kosong.bernilai, nol.bernilai) == (False, False, True)


def test_value_is_the_stored_one(versi):
    target = next(
        t
        for s in telusuri(muat(versi))
        for b in s.indikator
        for t in b.ketetapan.triwulan
        if t.teks == "18 kegiatan"
    )
    assert (target.nilai.number, target.nilai.satuan, str(target.nilai)) == (18, "kegiatan", "18 kegiatan")


def test_joint_offices_come_along_where_the_print_is_merged(versi):
    sk6 = next(
        s for s in telusuri(muat(versi)) if s.uraian == "Meningkatnya deteksi dini potensi konflik SARA"
    ).indikator[0]
    assert sk6.penanggung_jawab_cetak == ""
    assert [j.unit for j in sk6.ketetapan.penanggung_jawab] == ["Kewaspadaan Nasional", "Ideologi"]


def test_path_of_an_indicator_runs_from_the_top(versi):
    sk8 = next(
        s for s in telusuri(muat(versi)) if s.uraian == "Terlaksananya koordinasi dengan instansi terkait"
    )
    jalur = jalur_indikator(versi)
    assert len(jalur) == 17
    assert jalur[sk8.indikator[0].ketetapan.indikator_id] == (
        "Terciptanya ketentraman antarsuku, agama, ras dan golongan",
        "Terjalannya kerjasama antar instansi terkait",
        "Terlaksananya koordinasi dengan instansi terkait",
    )


def test_shared_indicator_is_printed_under_each_and_counted_once(versi):
    satu, lain = Sasaran.objects.filter(versi=versi, jenjang=3)[:2]
    lain.indikator.create(ketetapan=satu.indikator.get().ketetapan, urutan=2)
    pohon = muat(versi)
    assert sum(len(s.indikator) for s in telusuri(pohon)) == 18
    assert hitung(pohon).indikator == 17
    assert jalur_indikator(versi)[satu.indikator.get().ketetapan.indikator_id][-1] == satu.uraian


def test_proposals_are_told(versi):
    sk7 = (
        next(s for s in telusuri(muat(versi)) if s.uraian == "Tersedianya data-data laporan kejadian")
        .indikator[0]
        .ketetapan
    )
    assert sk7.agregasi_label == "Belum ditentukan, tahun tidak dinilai"
    assert "polaritas" in sk7.usulan
    assert sk7.polaritas_label == "Makin tinggi makin baik"


@pytest.mark.basisdata
def test_three_hundred_indicators_cost_the_queries_of_thirty(db):
    instansi = Instansi.objects.create(kode="contoh", nama="Badan Contoh")
    banyak = {}
    for tahun, indikator in ((2030, 30), (2031, 300)):
        versi = buat_besar(instansi, tahun, indikator)
        with CaptureQueriesContext(connection) as tree:
            pohon = muat(versi)
        with CaptureQueriesContext(connection) as jalur:
            jalur_indikator(versi)
        assert hitung(pohon).indikator == indikator
        banyak[indikator] = (len(tree), len(jalur))
    assert banyak[30] == banyak[300] == (5, 2)
