"""Who may stand under a document, and on which day."""

import datetime as dt

import pytest

from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pejabat, UnitKerja
from bakesbang.versions.forms_tetapkan import FormulirTetapkan, calon_penanda_tangan

HARI = dt.date(2026, 6, 1)


@pytest.fixture
def instansi(db):
    return Instansi.objects.create(kode="contoh", nama="Badan Contoh")


@pytest.fixture
def kepala(instansi):
    unit = UnitKerja.objects.create(
        instansi=instansi, kode="pimpinan", nama="Pimpinan", jenis=JenisUnit.PIMPINAN
    )
    return Jabatan.objects.create(unit=unit, kode="kaban", sebutan="Kepala Badan", kepala=True)


@pytest.fixture
def kabid(instansi):
    unit = UnitKerja.objects.create(instansi=instansi, kode="bidang", nama="Bidang", urutan=2)
    return Jabatan.objects.create(unit=unit, kode="kabid", sebutan="Kepala Bidang", kepala=True)


def pejabat(jabatan, nama, mulai, selesai=None, **lain):
    return Pejabat.objects.create(jabatan=jabatan, nama=nama, mulai=mulai, selesai=selesai, **lain)


def formulir(instansi, tahun=2024, **data):
    return FormulirTetapkan(data or None, instansi=instansi, tahun=tahun, hari=HARI)


def isian(pejabat, tanggal):
    return {"nomor_surat": " 188 /\t1 ", "tanggal": tanggal, "penanda_tangan": pejabat.pk if pejabat else ""}


def test_heads_of_today_and_of_the_documents_year_may_sign(instansi, kepala, kabid):
    lama = pejabat(kepala, "LAMA", dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    kini = pejabat(kepala, "KINI", dt.date(2025, 1, 1))
    bidang = pejabat(kabid, "BIDANG", dt.date(2020, 1, 1))
    pejabat(kabid, "DAHULU", dt.date(2015, 1, 1), dt.date(2019, 12, 31))
    assert list(calon_penanda_tangan(instansi, 2024, HARI)) == [kini, lama, bidang]
    assert list(calon_penanda_tangan(instansi, 2026, HARI)) == [kini, bidang]


def test_other_posts_and_other_agencies_may_not(instansi, kepala):
    staf = Jabatan.objects.create(unit=kepala.unit, kode="staf", sebutan="Staf")
    pejabat(staf, "STAF", dt.date(2020, 1, 1))
    kepala.unit.instansi = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    kepala.unit.save()
    pejabat(kepala, "ORANG LAIN", dt.date(2020, 1, 1))
    assert not calon_penanda_tangan(instansi, 2024, HARI).exists()


def test_head_of_the_agency_is_proposed(instansi, kepala, kabid):
    pejabat(kabid, "BIDANG", dt.date(2020, 1, 1))
    pejabat(kepala, "LAMA", dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    kini = pejabat(kepala, "KINI", dt.date(2025, 1, 1))
    assert formulir(instansi).fields["penanda_tangan"].initial == kini


def test_nobody_in_office_leaves_the_choice_empty(instansi):
    assert formulir(instansi).fields["penanda_tangan"].initial is None


def test_acting_head_is_named_as_such(instansi, kepala):
    plt = pejabat(kepala, "WAKIL", dt.date(2024, 3, 1), dt.date(2024, 5, 31), status="plt")
    pilihan = formulir(instansi).fields["penanda_tangan"]
    assert pilihan.label_from_instance(plt) == "WAKIL, Plt. Kepala Badan (sampai 31 Mei 2024)"


@pytest.mark.parametrize(
    ("tanggal", "sah"),
    [("2024-03-01", True), ("2024-05-31", True), ("2024-02-29", False), ("01-06-2024", False)],
)
def test_signatory_held_the_office_on_the_day(instansi, kepala, tanggal, sah):
    plt = pejabat(kepala, "WAKIL", dt.date(2024, 3, 1), dt.date(2024, 5, 31), status="plt")
    form = formulir(instansi, **isian(plt, tanggal))
    assert form.is_valid() is sah
    if not sah:
        assert form.errors["penanda_tangan"][0].startswith(
            "WAKIL menjabat sejak 1 Maret 2024 sampai 31 Mei 2024. Pilih pejabat pada"
        )


def test_cleaned_values_are_the_arguments_of_tetapkan(instansi, kepala):
    kini = pejabat(kepala, "KINI", dt.date(2020, 1, 1))
    form = formulir(instansi, **isian(kini, "15/01/2024"))
    assert form.is_valid()
    assert form.cleaned_data == {
        "nomor_surat": "188 / 1",
        "tanggal": dt.date(2024, 1, 15),
        "penanda_tangan": kini,
    }


def test_document_may_be_dated_in_the_year_before(instansi):
    assert formulir(instansi, **isian(None, "2023-12-29")).is_valid()
    assert not formulir(instansi, **isian(None, "2022-12-29")).is_valid()
