"""The quality checklist on the kamus page and as a list of the year."""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.indikator.mutu import muat_mutu, saring
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from rencana_aksi.models import IndikatorSasaran
from tests.iku.besar import buat_besar

ALAMAT = "/bakesbangpol/2024/indikator/mutu/"
SEMUA = ["admin", "penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


def butir(lembar, kode):
    return next(b for b in lembar.butir if b.code == kode)


def satu(peragaan, tahun, uraian):
    return next(m for m in muat_mutu(peragaan.instansi, tahun) if uraian in m.ketetapan.uraian)


@pytest.mark.parametrize("username", SEMUA)
def test_every_role_reads(sebagai, username):
    assert sebagai(username).get(ALAMAT).status_code == 200


def test_another_year_shows_its_own_indicators_only(sebagai, peragaan):
    assert "IPOLEKSOSBUD" in sebagai("penyusun").get(ALAMAT.replace("2024", "2021")).content.decode()
    assert len(muat_mutu(peragaan.instansi, 2021)) == 3


def test_the_plan_is_weighed_by_its_own_tree(peragaan):
    strategis = IndikatorSasaran.objects.filter(sasaran__jenjang=1).order_by("pk").first()
    lembar = muat_mutu(peragaan.instansi, 2024, strategis.ketetapan.indikator_id)[0]
    assert butir(lembar, "turunan").quality == "ya"
    assert "indikator di bawahnya" in butir(lembar, "turunan").sentence
    kegiatan = IndikatorSasaran.objects.filter(sasaran__jenjang=3).order_by("pk").first()
    bawah = muat_mutu(peragaan.instansi, 2024, kegiatan.ketetapan.indikator_id)[0]
    assert butir(bawah, "turunan").sentence == "Menjabarkan sasaran di atasnya."
    assert butir(bawah, "relevan").sentence == f"Mengukur sasaran “{kegiatan.sasaran.uraian}”."


def test_an_iku_outside_the_plan_is_not_yet_cascaded(peragaan):
    lembar = satu(peragaan, 2021, "IPOLEKSOSBUD")
    assert butir(lembar, "turunan").quality == "lihat"
    assert butir(lembar, "formula").quality == "ya"
    assert butir(lembar, "definisi").quality == "belum"
    assert butir(lembar, "satuan").sentence == "%, masih usulan."


def test_last_years_result_is_weighed_against_the_target(peragaan):
    lembar = satu(peragaan, 2022, "IPOLEKSOSBUD")
    assert butir(lembar, "tercapai").quality == "belum"
    k = KetetapanIndikator.objects.get(pk=lembar.ketetapan.pk)
    k.target_tahunan = target = k._meta.get_field("target_tahunan").related_model(ketetapan=k)
    target.isi("70%")
    target.save()
    assert "realisasi tahun lalu 81,82" in butir(satu(peragaan, 2022, "IPOLEKSOSBUD"), "tercapai").sentence


def test_what_is_in_force_is_weighed_before_a_draf(peragaan, indikator):
    lama = indikator.ketetapan.get()
    KetetapanIndikator.objects.create(
        indikator=indikator, nomor=lama.nomor + 1, uraian="Draf", dokumen_asal="iku", alasan="Uji"
    )
    assert muat_mutu(peragaan.instansi, 2021, indikator.pk)[0].ketetapan == lama


def test_filters_count_and_leave_only_theirs(peragaan):
    semua = muat_mutu(peragaan.instansi, 2024)
    for s in saring(semua, "semua")[1]:
        sisa, pilihan = saring(semua, s.kode)
        assert len(sisa) == s.banyak > 0
        assert [p.kode for p in pilihan if p.kini] == [s.kode]
    assert saring(semua, "asal-asalan")[0] == semua
    definisi = saring(semua, "definisi")[0]
    assert all(butir(m, "definisi").quality != "ya" for m in definisi)


def test_page_says_each_judgement_in_words(sebagai, alamat):
    isi = sebagai("staf.poldagri").get(alamat).content.decode()
    for s in (
        "Mutu indikator:",
        "Terpenuhi",
        "Perlu dilihat",
        "Definisi operasional belum ditulis.",
        "Belum ada pada Rencana Aksi",
    ):
        assert s in isi
    daftar = sebagai("staf.poldagri").get(f"{ALAMAT}?saring=definisi").content.decode()
    assert 'href="?saring=definisi" aria-current="true"' in daftar


def test_queries_do_not_grow_with_indicators(sebagai, peragaan):
    def banyak(tahun, n):
        buat_besar(peragaan.instansi, tahun, n)
        alamat = ALAMAT.replace("2024", str(tahun))
        sebagai("penyusun").get(alamat)
        with CaptureQueriesContext(connection) as q:
            assert sebagai("penyusun").get(alamat).status_code == 200
        assert Indikator.objects.filter(tahun=tahun).count() == n
        return len(q)

    assert banyak(2030, 3) == banyak(2031, 60)


@pytest.mark.peramban
@pytest.mark.parametrize("lebar", ["halaman", "halaman_ponsel"])
def test_pages_are_clean_for_axe_and_never_wider_than_the_screen(request, peragaan, transactional_db, lebar):
    h = request.getfixturevalue(lebar).masuk("penyusun")
    pk = Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="IPOLEKSOSBUD").pk
    for nama, tujuan in (
        ("mutu", ALAMAT), ("satu", f"/bakesbangpol/2021/indikator/{pk}/"), ("definisi", f"/bakesbangpol/2021/indikator/{pk}/definisi/"),
    ):  # fmt: skip
        assert h.buka(tujuan) == 200
        if folder := os.environ.get("POTRET"):
            h.potret(f"{folder}/{nama}-{lebar}.png")
        assert h.pelanggaran_axe() == []
        assert not h.bergeser_ke_samping()
