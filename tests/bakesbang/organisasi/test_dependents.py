"""Closing a unit or an office lists what hangs on it and moves it, with a trace."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bakesbang.kinerja.models import KetetapanIndikator, PengisiIndikator
from bakesbang.kinerja.reorganisation import closed_offices
from bakesbang.organisasi import actions, dependents
from bakesbang.organisasi.models import Jabatan, Pengguna, UnitKerja
from bakesbang.trail.models import Catatan
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.perubahan import RENCANA_AKSI, kalimat_lampau
from tests.bakesbang.organisasi.cast import alamat, orang


@pytest.fixture
def wasnas(peragaan) -> UnitKerja:
    return UnitKerja.objects.get(kode="wasnas")


@pytest.fixture
def poldagri(peragaan) -> UnitKerja:
    return UnitKerja.objects.get(kode="poldagri")


def test_people_offices_and_indicators_of_a_unit_are_listed(wasnas):
    kinds = {d.what: d.count for d in dependents.of_unit(wasnas)}
    assert kinds["pengguna aktif di unit ini"] == Pengguna.objects.filter(unit=wasnas, is_active=True).count()
    assert kinds["jabatan aktif di unit ini"] == wasnas.jabatan.filter(aktif=True).count()
    assert kinds["indikator yang diisi unit ini"] > 0


def test_a_unit_with_something_on_it_is_not_closed(wasnas):
    with pytest.raises(ValidationError, match="Pindahkan dahulu"):
        actions.set_unit_active(unit=wasnas, active=False, by=orang("admin"), now=timezone.now())
    assert UnitKerja.objects.get(pk=wasnas.pk).aktif


def test_merging_moves_everything_and_closes_the_unit(wasnas, poldagri):
    filled = set(PengisiIndikator.objects.filter(unit=wasnas).values_list("indikator_id", flat=True))
    actions.merge_unit(unit=wasnas, into=poldagri, by=orang("admin"), now=timezone.now())
    assert not UnitKerja.objects.get(pk=wasnas.pk).aktif
    assert not Pengguna.objects.filter(unit=wasnas, is_active=True).exists()
    assert not PengisiIndikator.objects.filter(unit=wasnas).exists()
    assert filled <= set(
        PengisiIndikator.objects.filter(unit=poldagri).values_list("indikator_id", flat=True)
    )
    assert poldagri.jabatan.filter(aktif=True, kepala=True).count() == 1
    acts = {c.tindakan for c in Catatan.objects.about(wasnas)}
    assert {
        "memindahkan pengguna aktif di unit ini",
        "memindahkan indikator yang diisi unit ini",
    } <= acts


def test_an_indicator_that_both_units_fill_in_keeps_one_main_unit(wasnas, poldagri):
    row = PengisiIndikator.objects.filter(unit=wasnas, utama=True).first()
    PengisiIndikator.objects.get_or_create(indikator=row.indikator, unit=poldagri)
    actions.merge_unit(unit=wasnas, into=poldagri, by=orang("admin"), now=timezone.now())
    after = PengisiIndikator.objects.filter(indikator=row.indikator)
    assert [p.unit_id for p in after if p.utama] == [poldagri.pk]
    assert len({p.unit_id for p in after}) == len(after)


def test_nothing_moves_to_itself_to_a_closed_unit_or_to_another_agency(wasnas, poldagri, tetangga):
    UnitKerja.objects.filter(pk=poldagri.pk).update(aktif=False)
    closed = UnitKerja.objects.get(pk=poldagri.pk)
    for into in (wasnas, closed, tetangga.unit):
        with pytest.raises(ValidationError, match="masih aktif"):
            actions.merge_unit(unit=wasnas, into=into, by=orang("admin"), now=timezone.now())


def test_the_page_lists_asks_and_moves(admin, wasnas, poldagri):
    url = alamat("unit_nonaktifkan", pk=wasnas.pk)
    content = admin.get(url).content.decode()
    assert "indikator yang diisi unit ini" in content
    assert "Pindahkan ke unit" in content
    refused = admin.post(url, {"target": ""})
    assert refused.status_code == 422
    assert "Unit tujuan belum dipilih." in refused.content.decode()
    assert admin.post(url, {"target": poldagri.pk}).status_code == 302
    assert not UnitKerja.objects.get(pk=wasnas.pk).aktif


def test_an_office_that_indicators_answer_to_is_closed_by_moving_them(peragaan):
    row = KetetapanIndikator.objects.exclude(penanggung_jawab=None).first()
    old = row.penanggung_jawab.first()
    new = Jabatan.objects.filter(unit__instansi=old.unit.instansi, aktif=True).exclude(pk=old.pk).first()
    old.pejabat.update(mulai="2020-01-02", selesai="2020-12-31")
    before = row.riwayat.count()
    day = old.unit.instansi.today()
    actions.merge_jabatan(jabatan=old, into=new, day=day, by=orang("admin"), now=timezone.now())
    assert new in row.penanggung_jawab.all()
    assert old not in row.penanggung_jawab.all()
    assert row.riwayat.count() == before + 2
    assert row.riwayat.latest().history_change_reason == "Perubahan organisasi"
    assert not Jabatan.objects.get(pk=old.pk).aktif


def test_indicators_that_answer_to_a_closed_office_are_named(peragaan):
    row = KetetapanIndikator.objects.exclude(penanggung_jawab=None).first()
    office = row.penanggung_jawab.first()
    assert closed_offices(KetetapanIndikator.objects.filter(pk=row.pk)) == []
    Jabatan.objects.filter(pk=office.pk).update(aktif=False)
    assert closed_offices(KetetapanIndikator.objects.filter(pk=row.pk)) == [(row, office.sebutan)]


def test_tetapkan_names_indicators_that_answer_to_a_closed_office(peragaan):
    draft = VersiRencanaAksi.objects.filter(status="draf").first() or VersiRencanaAksi.objects.first()
    assert "jabatan yang sudah ditutup" not in " ".join(kalimat_lampau(draft))
    rows = KetetapanIndikator.objects.filter(pk__in=RENCANA_AKSI.ketetapan_id(draft))
    office = rows.exclude(penanggung_jawab=None).first().penanggung_jawab.first()
    Jabatan.objects.filter(pk=office.pk).update(aktif=False)
    assert f"jabatan yang sudah ditutup: {office.sebutan}" in " ".join(kalimat_lampau(draft))
