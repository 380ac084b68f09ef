"""Facts agreed between indicator systems (data/vektor.yaml): each is tested or left out with its reason.

Facts about formulas are in test_rumus*. A decision of ours that differs from a peer is pinned here too.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bakesbang.calculation.agregasi import merge, merge_targets
from bakesbang.calculation.capaian import STANDARD, MinimalRule, Policy, compute_capaian
from bakesbang.calculation.values.value import ValueState, display, read_value

KELOMPOK = yaml.safe_load((Path(__file__).parent / "data" / "vektor.yaml").read_text(encoding="utf-8"))
VEKTOR: dict[str, dict[str, Any]] = {v["id"]: v for isi in KELOMPOK.values() for v in isi}

DITINGGALKAN = {
    "pa-015": "several reporters per indicator: we keep one Realisasi per indicator and quarter",
    "pa-021": "which rows count (approved or not) is chosen by the caller, not by the core",
    "ac-033": "margins over and under a target: we judge with predikat bands",
    "np-040": "input types of a browser (integer >= 0): our one field reads every printed value",
    "np-041": "as np-040",
    "np-043": "as np-040; a negative realization is refused on entry unless the indicator allows it",
    "np-049": "as np-040",
    "np-050": "as np-040",
    "np-053": "as np-040",
    "np-060": "unit interval as an input type: as np-040",
    "rf-032": "cell of a workbook: the reports",
    "rf-034": "cell of a workbook; our strip is '-' and means something else than 'no actual'",
    "vr-008": "rules between two fields are not offered",
    "vr-010": "a missing side as zero contradicts 'missing is never 0'",
    "vr-012": "as vr-010",
    "xi-003": "import of the plan, not of the core",
    "xi-005": "as xi-003",
}
DIUJI = {
    *("pa-003", "pa-004", "pa-006"),
    *("ac-003", "ac-007", "ac-008", "ac-015", "ac-018", "ac-029"),
    *("np-001", "np-008", "np-023", "np-031", "np-047", "np-054", "np-070"),
    *("rf-015", "rf-021", "rf-026", "rf-027", "rf-028"),
}


def test_setiap_vektor_diuji_atau_ditinggalkan_dengan_alasan() -> None:
    assert DIUJI | set(DITINGGALKAN) == set(VEKTOR)
    assert not DIUJI & set(DITINGGALKAN)


@pytest.mark.parametrize("nomor", ["pa-003", "pa-004", "pa-006"])
def test_nilai_terakhir_per_triwulan_dan_tahun(nomor: str) -> None:
    vektor = VEKTOR[nomor]
    sel = list(zip(vektor["targets"], vektor["actuals"], strict=True))
    for triwulan, harapan in enumerate(vektor["met"], start=1):
        capaian = compute_capaian(*sel[triwulan - 1], polaritas="maksimal")
        if harapan is None:
            assert capaian.percent is None
        else:
            assert capaian.percent == Decimal(str(harapan)) * 100
    assert merge(sel, "posisi_akhir", 4).number == vektor["year_actual"]
    assert merge_targets(sel, "posisi_akhir", 4).number == vektor["year_target"]
    sampai = vektor.get("to_date")
    if sampai:
        assert merge(sel, "posisi_akhir", sampai["periods_ended"]).number == sampai["actual"]
        assert merge_targets(sel, "posisi_akhir", sampai["periods_ended"]).number == sampai["target"]


RUMUS_B = Policy(minimal_rule=MinimalRule.B)


@pytest.mark.parametrize(
    ("nomor", "aturan", "persen"),
    [
        ("ac-003", STANDARD, 125),
        # Contested: our default is rule A; the rival T ÷ R is rule B of the indicator.
        ("ac-007", STANDARD, 120),
        ("ac-007", RUMUS_B, 125),
        # A peer answers N/A to a perfect result; rule A gives 200, bounded by the policy.
        ("ac-008", STANDARD, 200),
        ("ac-015", STANDARD, 120),
        # The peer counts from a baseline; ours is -100 with the floor 0, which agrees.
        ("ac-018", STANDARD, 0),
        ("ac-029", STANDARD, 100),
    ],
)
def test_capaian_menurut_arah(nomor: str, aturan: Policy, persen: int) -> None:
    vektor = VEKTOR[nomor]
    polaritas = "maksimal" if vektor["direction"] == "up" else "minimal"
    assert (
        compute_capaian(vektor["target"], vektor["actual"], polaritas=polaritas, policy=aturan).percent
        == persen
    )


@pytest.mark.parametrize(
    ("nomor", "angka", "satuan"),
    [
        ("np-001", "123", ""),
        ("np-008", "-12.34", ""),
        # Contested: a browser refuses "0,1"; Indonesian staff type commas. "1,234" stays 1,234: a comma is decimal.
        ("np-023", "0.1", ""),
        # A browser's integer field refuses "+4"; growth figures are printed with a plus.
        ("np-054", "4", ""),
        ("np-070", "20", "%"),
    ],
)
def test_masukan_angka(nomor: str, angka: str, satuan: str) -> None:
    nilai = read_value(VEKTOR[nomor]["input"])
    assert (nilai.number, nilai.satuan, nilai.doubt) == (Decimal(angka), satuan, "")


@pytest.mark.parametrize("nomor", ["np-031", "np-047"])
def test_masukan_bukan_angka_tetap_teks(nomor: str) -> None:
    assert read_value(VEKTOR[nomor]["input"]).state == ValueState.TEXT


@pytest.mark.parametrize(
    ("nomor", "desimal", "tulisan"),
    [
        ("rf-015", 0, "14"),  # a peer cuts to 13
        ("rf-021", 1, "-3,1"),
        ("rf-026", 2, "10"),
        ("rf-027", 2, "10,5"),
        ("rf-028", 2, "10,26"),
    ],
)
def test_tampilan_dibulatkan_setengah_ke_atas(nomor: str, desimal: int, tulisan: str) -> None:
    assert display(Decimal(str(VEKTOR[nomor]["input"])), desimal) == tulisan
