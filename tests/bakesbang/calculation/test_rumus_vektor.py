"""Facts agreed between indicator systems, and formulas as agencies print them (files in data_rumus/)."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bakesbang.calculation.formula import FormulaError, Rumus

DATA = Path(__file__).parent / "data_rumus"
SEMUA_VEKTOR = yaml.safe_load((DATA / "vektor.yaml").read_text(encoding="utf-8"))
VEKTOR = [v for v in SEMUA_VEKTOR if "ditinggal" not in v]
DITINGGAL = [v for v in SEMUA_VEKTOR if "ditinggal" in v]
CETAK = yaml.safe_load((DATA / "cetak.yaml").read_text(encoding="utf-8"))
DIBACA = [v for v in CETAK if "dibaca" in v]
DITOLAK = [v for v in CETAK if "ditolak" in v]


def nama(vektor: dict) -> str:
    return vektor["id"]


def rumus_dari(vektor: dict) -> str:
    return "(" * 5000 + "1" + ")" * 5000 if vektor["rumus"] == "5000 × ()" else vektor["rumus"]


def hitung(vektor: dict):
    nilai = {k: None if v is None else Decimal(v) for k, v in vektor.get("nilai", {}).items()}
    return Rumus.read(vektor["rumus"]).compute(nilai)


@pytest.mark.parametrize("vektor", [v for v in VEKTOR if "hasil" in v], ids=nama)
def test_a_vector_gives_its_number(vektor):
    hasil = hitung(vektor)
    assert hasil.number is not None
    assert abs(hasil.number - Decimal(vektor["hasil"])) <= Decimal(vektor.get("toleransi", "0"))


@pytest.mark.parametrize("vektor", [v for v in VEKTOR if "alasan" in v], ids=nama)
def test_a_vector_without_a_number_gives_its_reason(vektor):
    hasil = hitung(vektor)
    assert hasil.number is None
    assert hasil.reason.code == vektor["alasan"]


@pytest.mark.parametrize("vektor", [v for v in VEKTOR if "salah" in v], ids=nama)
def test_a_faulty_vector_is_refused_with_its_column(vektor):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(rumus_dari(vektor))
    assert galat.value.column == vektor["salah"]["kolom"]
    assert galat.value.message == vektor["salah"]["kata"]


@pytest.mark.parametrize("vektor", [v for v in VEKTOR if "teks" in v], ids=nama)
def test_a_vector_prints_with_names_and_keeps_its_shape(vektor):
    assert (
        Rumus.read(vektor["rumus"]).text({k.lower(): v for k, v in vektor["label"].items()}) == vektor["teks"]
    )


def test_every_vector_is_tried_or_left_out_with_its_reason():
    assert len(SEMUA_VEKTOR) == len({v["id"] for v in SEMUA_VEKTOR})
    assert all({"hasil", "alasan", "salah", "teks"} & set(v) for v in VEKTOR)
    assert all(len(v["ditinggal"]) > 20 for v in DITINGGAL)
    assert {v["kelompok"] for v in DITINGGAL} == {"functions", "missing_values", "number_literals"}


@pytest.mark.parametrize("vektor", [v for v in DITINGGAL if "(" in v["rumus"]], ids=nama)
def test_what_is_left_out_is_refused_and_never_computed_otherwise(vektor):
    try:
        hasil = hitung(vektor)
    except FormulaError:
        return
    assert hasil.reason.code == "belum_lengkap"


@pytest.mark.parametrize("cetak", DIBACA, ids=nama)
def test_a_printed_formula_is_understood(cetak):
    rumus = Rumus.read(cetak["formula"])
    harapan = cetak["dibaca"]
    assert rumus.text() == harapan["teks"]
    assert rumus.satuan == harapan["satuan"]
    assert (rumus.share is not None) == harapan["bagian_dari_keseluruhan"]
    assert dict(rumus.legend) == harapan.get("keterangan", {})


@pytest.mark.parametrize("cetak", DITOLAK, ids=nama)
def test_printed_prose_is_no_formula(cetak):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(cetak["formula"])
    assert galat.value.message == cetak["ditolak"]


@pytest.mark.parametrize("cetak", DIBACA, ids=nama)
def test_a_printed_formula_is_computed(cetak):
    rumus = Rumus.read(cetak["formula"])
    hasil = rumus.compute({satu: Decimal(3 + 2 * urutan) for urutan, satu in enumerate(rumus.variabel)})
    assert hasil.number is not None


def test_forty_printed_formulas_are_tried():
    assert len(CETAK) == 40
    assert [v["id"] for v in DIBACA] == ["F032", "F035", "F045", "F050", "F061", "F062", "F129", "F185"]
