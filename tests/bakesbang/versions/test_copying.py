"""Copies of what is laid down: made together, they are and leave behind what single ones did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.organisasi.models import Instansi
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying
from bakesbang.versions.copying import Salinan, salin_banyak, salin_ketetapan
from tests.rencana_aksi.perubahan import penyusun, rumah

MILIK = (TargetTriwulan, TargetTahunan, Variabel)


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


def sumber() -> list[KetetapanIndikator]:
    """All of 2024: with and without quarters, annual targets, formulas and offices."""
    return list(
        KetetapanIndikator.objects.filter(indikator__tahun=2024, status="berlaku").lengkap().order_by("pk")
    )


def kosong(banyak: int, instansi: Instansi | None = None, tahun: int = 2030) -> list[Indikator]:
    return [Indikator.objects.create(instansi=instansi or rumah(), tahun=tahun) for _ in range(banyak)]


def jejak(semua: list[KetetapanIndikator]) -> list[list[dict[str, object]]]:
    """What the history tells of each copy: its own rows, then those of its targets and inputs."""
    beda = {"id", "indikator_id", "ketetapan_id", "history_id", "history_date", "history_relation_id"}

    def satu(r) -> dict[str, object]:
        isi = {f.attname: getattr(r, f.attname) for f in r._meta.concrete_fields if f.attname not in beda}
        if isinstance(r, KetetapanIndikator.riwayat.model):
            isi["jabatan"] = sorted(r.penanggung_jawab.values_list("jabatan_id", flat=True))
        return isi

    return [
        [satu(r) for r in KetetapanIndikator.riwayat.filter(id=k.pk).order_by("history_id")]
        + [satu(r) for m in MILIK for r in m.riwayat.filter(ketetapan_id=k.pk).order_by("history_id")]
        for k in semua
    ]


@pytest.mark.basisdata
def test_many_copies_leave_the_rows_and_history_of_copies_made_one_by_one():
    asal = sumber()
    assert any(k.variabel.all() for k in asal)
    assert any(k.penanggung_jawab.all() for k in asal)
    with acting_as(None, "Menyalin"):
        satu = [_satu_satu(k, i) for k, i in zip(asal, kosong(len(asal)), strict=True)]
        isi = [Salinan(k, i, 1) for k, i in zip(asal, kosong(len(asal)), strict=True)]
        banyak = salin_banyak(isi, dokumen="iku", oleh=penyusun())
    assert jejak(banyak) == jejak(satu)
    assert {r["history_user_id"] for baris in jejak(banyak) for r in baris} == {penyusun().pk}
    assert {r["history_change_reason"] for baris in jejak(banyak) for r in baris} == {"Menyalin"}
    for lama, baru in zip(asal, banyak, strict=True):
        assert set(baru.penanggung_jawab.all()) == set(lama.penanggung_jawab.all())


def _satu_satu(k: KetetapanIndikator, i: Indikator) -> KetetapanIndikator:
    """Row by row, each saved by itself: what a copy is, told without the product's own bulk
    writing."""
    with acting_as(penyusun()):
        baru = KetetapanIndikator(indikator=i, nomor=1, dokumen_asal="iku")
        for nama in copying.ISI:
            setattr(baru, nama, getattr(k, nama))
        baru.save()
        if jabatan := k.penanggung_jawab.all():
            baru.penanggung_jawab.add(*jabatan)
        for model in MILIK:
            for lama in model.objects.filter(ketetapan=k):
                isi = {f.attname: getattr(lama, f.attname) for f in model._meta.concrete_fields}
                model.objects.create(**isi | {"id": None, "ketetapan_id": baru.pk})
    return baru


def test_as_many_queries_for_many_as_for_one():
    satu, banyak = next(k for k in sumber() if k.variabel.all() and k.penanggung_jawab.all()), {}
    for jumlah in (2, 12):
        isi = [Salinan(satu, i, 1) for i in kosong(jumlah)]
        with CaptureQueriesContext(connection) as kueri:
            salin_banyak(isi, dokumen="iku", oleh=penyusun())
        banyak[jumlah] = len(kueri)
    assert banyak[2] == banyak[12] < 20


def test_nothing_to_copy_is_nothing_written():
    assert salin_banyak([], dokumen="iku", oleh=None) == []


def test_offices_stay_with_their_agency():
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    (k,) = [k for k in sumber() if k.penanggung_jawab.all()][:1]
    (i,) = kosong(1, lain)
    baru = salin_ketetapan(sumber=k, indikator=i, dokumen="iku", oleh=None)
    assert not baru.penanggung_jawab.exists()
    assert KetetapanIndikator.riwayat.filter(id=baru.pk).count() == 1


@pytest.mark.parametrize("tahun", [2024, 2030])
def test_a_result_of_another_indicator_is_that_of_the_same_year(tahun):
    k = next(k for k in sumber() if k.variabel.all())
    gabungan = k.variabel.first()
    gabungan.hasil_dari = sumber()[0].indikator
    gabungan.save()
    padanan = Indikator.objects.create(instansi=rumah(), tahun=2030, asal=gabungan.hasil_dari)
    (i,) = kosong(1, tahun=tahun)
    k = KetetapanIndikator.objects.lengkap().get(pk=k.pk)
    baru = salin_ketetapan(sumber=k, indikator=i, dokumen="iku", oleh=None)
    assert baru.variabel.first().hasil_dari == (gabungan.hasil_dari if tahun == 2024 else padanan)
