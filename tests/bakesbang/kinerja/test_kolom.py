from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.values.value import ValueState
from bakesbang.kinerja.kolom import muatkan, periksa_muat, rapikan
from bakesbang.kinerja.models import Realisasi, TargetTriwulan

pytestmark = pytest.mark.basisdata


@pytest.fixture
def target(peragaan):
    return TargetTriwulan.objects.filter(triwulan=1).order_by("pk").first()


@pytest.mark.parametrize(
    "angka",
    [
        "12345678901234.5678901234",
        "0",
        "-0.0000000000000001",
        "1234567890123456789012",
        "70.099999999999994",
        "1E+3",
    ],
)
def test_a_number_comes_back_digit_for_digit(target, angka):
    target.angka, target.keadaan = Decimal(angka), ValueState.NUMBER
    target.save()
    assert TargetTriwulan.objects.get(pk=target.pk).angka == Decimal(angka)


def test_text_is_kept_as_typed_and_read_beside_it(target):
    target.isi(" 18  kegiatan ")
    target.save()
    kembali = TargetTriwulan.objects.get(pk=target.pk)
    assert (kembali.teks, kembali.keadaan, kembali.angka, kembali.satuan) == (
        " 18  kegiatan ",
        "angka",
        18,
        "kegiatan",
    )


@pytest.mark.parametrize(
    ("teks", "keadaan"),
    [("-", "strip"), ("", "kosong"), ("0", "angka"), ("N/A", "tidak_berlaku"), ("sebagian", "teks")],
)
def test_strip_blank_zero_and_not_applicable_stay_apart(target, teks, keadaan):
    target.isi(teks)
    target.save()
    kembali = TargetTriwulan.objects.get(pk=target.pk)
    assert (kembali.keadaan, kembali.nilai.state.value, kembali.teks) == (keadaan, keadaan, teks)
    assert (kembali.angka is None) == (keadaan != "angka")


def test_an_ambiguous_number_waits_for_its_answer(target):
    target.isi("1.500")
    assert target.ragu
    target.isi("1.500", "desimal")
    assert (target.ragu, target.angka) == (False, Decimal("1.5"))


def test_a_quotient_without_exact_decimal_fits_and_keeps_its_text(target):
    target.isi("1:300")
    target.save()
    assert TargetTriwulan.objects.get(pk=target.pk).angka == Decimal("0.0033333333333333")


@pytest.mark.parametrize("angka", ["1E+22", "0.12345678901234567", "NaN"])
def test_what_the_column_would_cut_is_refused(angka):
    with pytest.raises(ValidationError):
        periksa_muat(Decimal(angka))


@pytest.mark.parametrize(
    "kolom",
    [
        {"keadaan": "strip", "angka": Decimal(1)},
        {"keadaan": "angka", "angka": None},
        {"keadaan": "rentang", "angka": Decimal(1), "angka_atas": None},
        {"keadaan": "predikat", "angka": None, "predikat": ""},
        {"keadaan": "entah", "angka": None},
    ],
)
def test_the_database_ties_state_to_number(target, kolom):
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetTriwulan.objects.filter(pk=target.pk).update(**kolom)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**15), max_value=10**15))
def test_tidying_never_changes_the_number(angka):
    rapi = rapikan(angka)
    assert rapi == angka
    assert muatkan(angka) == angka
    assert format(rapi, "f").rstrip("0").rstrip(".") == format(rapi, "f") or "." not in format(rapi, "f")


def test_realization_uses_the_same_columns(peragaan):
    baris = Realisasi.objects.get(indikator__tahun=2024)
    assert (baris.teks, baris.keadaan, baris.angka) == ("0", "angka", 0)
