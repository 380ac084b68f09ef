"""Rows put where a prefetch would put them answer as the database would, and never for another parent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pemuat import muat_indikator
from tests.bakesbang.realisasi.panggung import KECAMATAN, ajukan, indikator, isi, rumah, setujui


@pytest.fixture
def termuat(peragaan):
    return muat_indikator(rumah(), 2021, None, hanya_disetujui=False)


def test_relations_answer_from_memory_as_the_database_would(termuat):
    asli = {k.pk: k for k in KetetapanIndikator.objects.filter(indikator__in=termuat).lengkap()}
    with CaptureQueriesContext(connection) as kueri:
        isi = {
            k.pk: (
                list(k.target_triwulan.all()),
                list(k.variabel.all()),
                list(k.penanggung_jawab.all()),
                k.variabel.count(),
            )
            for i in termuat.values()
            for k in i.semua_ketetapan
        }
        nilai = [
            [n.teks for n in r.nilai_variabel.all()] for i in termuat.values() for r in i.semua_realisasi
        ]
        orang = [str(r.diisi_oleh) for i in termuat.values() for r in i.semua_realisasi]
    assert len(kueri) == 0
    assert all(nilai)
    assert "Rina Wulandari" in orang
    for pk, (target, variabel, jawab, banyak) in isi.items():
        assert target == list(asli[pk].target_triwulan.all())
        assert variabel == list(asli[pk].variabel.all())
        assert jawab == list(asli[pk].penanggung_jawab.all())
        assert banyak == len(variabel) == 2


def test_a_further_filter_asks_the_database_for_this_parent_only(termuat):
    for i in termuat.values():
        for k in i.semua_ketetapan:
            assert {v.ketetapan_id for v in k.variabel.filter(kode="ada")} == {k.pk}
            assert {v.ketetapan_id for v in k.variabel.all().order_by("-urutan")} == {k.pk}
            assert set(k.penanggung_jawab.filter(kepala=True)) <= set(k.penanggung_jawab.all())
        for r in i.semua_realisasi:
            assert {n.realisasi_id for n in r.nilai_variabel.exclude(kode="x")} == {r.pk}


def test_approved_rows_only_when_asked(peragaan):
    setujui(ajukan(indikator()))
    isi(indikator(KECAMATAN), teks="1 kegiatan")
    semua = muat_indikator(rumah(), 2024, None, hanya_disetujui=False)
    disetujui = muat_indikator(rumah(), 2024, None, hanya_disetujui=True)
    assert (
        len([r for i in semua.values() for r in i.semua_realisasi]) == 3
    )  # one is the demonstration's own draft
    assert [r.status for i in disetujui.values() for r in i.semua_realisasi] == ["disetujui"]


def test_only_the_asked_indicators_of_the_agency_and_year(peragaan):
    dua = list(Indikator.objects.filter(tahun=2021).values_list("pk", flat=True)[:2])
    asing = Indikator.objects.filter(tahun=2024).first().pk
    assert set(muat_indikator(rumah(), 2021, [*dua, asing], hanya_disetujui=False)) == set(dua)
