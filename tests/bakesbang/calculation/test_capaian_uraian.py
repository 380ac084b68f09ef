"""The name of the rule and the working that stand beside every percentage."""

from decimal import Decimal

import pytest

from bakesbang.calculation.capaian import STANDARD, MinimalRule, MinimalZero, Policy, compute_capaian
from bakesbang.calculation.values.value import ValueInput

B = Policy(minimal_rule=MinimalRule.B)
TERBURUK = Policy(worst_value=Decimal(10))


MAKS, MIN = "Makin tinggi makin baik", "Makin rendah makin baik"


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "aturan", "nama", "kerja"),
    [
        (20, 18, "maksimal", STANDARD, f"{MAKS}: R ÷ T × 100%", "18 ÷ 20 × 100% = 90%"),
        (
            -10,
            -11,
            "maksimal",
            STANDARD,
            f"{MAKS}, target negatif: (2T − R) ÷ T × 100%",
            "(2 × (-10) − (-11)) ÷ (-10) × 100% = 90%",
        ),
        (0, 1, "maksimal", STANDARD, f"{MAKS}, target 0", ""),
        (
            10,
            8,
            "minimal",
            STANDARD,
            f"{MIN} (rumus A): (2T − R) ÷ T × 100%",
            "(2 × 10 − 8) ÷ 10 × 100% = 120%",
        ),
        (
            10,
            25,
            "minimal",
            STANDARD,
            f"{MIN} (rumus A): (2T − R) ÷ T × 100%",
            "(2 × 10 − 25) ÷ 10 × 100% = -50%, dibatasi menjadi 0%",
        ),
        (10, 12, "minimal", B, f"{MIN} (rumus B): T ÷ R × 100%", "10 ÷ 12 × 100% = 83,33%"),
        (10, 0, "minimal", B, f"{MIN} (rumus B): T ÷ R × 100%", ""),
        (-10, -9, "minimal", B, f"{MIN}, target negatif: R ÷ T × 100%", "(-9) ÷ (-10) × 100% = 90%"),
        (
            0,
            0,
            "minimal",
            STANDARD,
            f"{MIN}, target 0: realisasi 0 = 100%, selain itu 0%",
            "target 0, realisasi 0: 100%",
        ),
        (
            0,
            "0,125",
            "minimal",
            STANDARD,
            f"{MIN}, target 0: realisasi 0 = 100%, selain itu 0%",
            "target 0, realisasi 0,125: 0%",
        ),
        (
            0,
            4,
            "minimal",
            TERBURUK,
            f"{MIN}, target 0: (nilai terburuk − R) ÷ nilai terburuk × 100%",
            "(10 − 4) ÷ 10 × 100% = 60%",
        ),
        (0, 0, "minimal", Policy(minimal_zero=MinimalZero.NOT_JUDGED), f"{MIN}, target 0", ""),
        (
            100,
            96,
            "stabil",
            STANDARD,
            "Stabil: makin dekat ke target makin baik, menurut skala",
            "Ca = 96 ÷ 100 × 100% = 96%; skala Ca 90–100 menjadi 100–120: Ca 96 = 112%",
        ),
        (
            100,
            155,
            "stabil",
            STANDARD,
            "Stabil: makin dekat ke target makin baik, menurut skala",
            "Ca = (2 × 100 − 155) ÷ 100 × 100% = 45%; skala Ca 0–90 menjadi 0–100: Ca 45 = 50%",
        ),
        (
            100,
            100,
            "stabil",
            STANDARD,
            "Stabil: makin dekat ke target makin baik, menurut skala",
            "Ca = 100 ÷ 100 × 100% = 100%; skala Ca 90–100 menjadi 100–120: Ca 100 = 120%",
        ),
        (0, 5, "stabil", STANDARD, "Stabil", ""),
        ("80-90", 85, "stabil", STANDARD, "Stabil", ""),
        (80, 85, "rentang", STANDARD, "Rentang", ""),
        (
            "80-90",
            92,
            "rentang",
            STANDARD,
            "Rentang, makin tinggi makin baik: R ÷ batas atas × 100%",
            "92 ÷ 90 × 100% = 102,22%",
        ),
        (
            "80-90",
            70,
            "rentang",
            STANDARD,
            "Rentang, makin tinggi makin baik: R ÷ batas bawah × 100%",
            "70 ÷ 80 × 100% = 87,5%",
        ),
        (
            "80-90",
            85,
            "rentang",
            STANDARD,
            "Rentang, makin tinggi makin baik: di dalam rentang = 100%",
            "80 ≤ 85 ≤ 90: 100%",
        ),
        (
            "7-8",
            9,
            "minimal",
            STANDARD,
            "Rentang, makin rendah makin baik: (2 × batas atas − R) ÷ batas atas × 100%",
            "(2 × 8 − 9) ÷ 8 × 100% = 87,5%",
        ),
        ("-5 - 0", 3, "rentang", STANDARD, "Rentang, makin tinggi makin baik", ""),
        (
            "80-90",
            80,
            "rentang",
            STANDARD,
            "Rentang, makin tinggi makin baik: di dalam rentang = 100%",
            "80 ≤ 80 ≤ 90: 100%",
        ),
        (
            "80-90",
            90,
            "rentang",
            STANDARD,
            "Rentang, makin tinggi makin baik: di dalam rentang = 100%",
            "80 ≤ 90 ≤ 90: 100%",
        ),
        (5, 0, "maksimal", STANDARD, f"{MAKS}: R ÷ T × 100%", "0 ÷ 5 × 100% = 0%"),
        ("0,125", "0,0625", "maksimal", STANDARD, f"{MAKS}: R ÷ T × 100%", "0,0625 ÷ 0,125 × 100% = 50%"),
        ("20%", "18 kegiatan", "maksimal", STANDARD, "", ""),
        (
            "WTP",
            "wdp",
            "maksimal",
            STANDARD,
            "Predikat atau teks: sama = 100%, tidak sama = 0%",
            "“wdp” tidak sama dengan “WTP”: 0%",
        ),
        (
            " ada ",
            "Ada",
            "maksimal",
            STANDARD,
            "Predikat atau teks: sama = 100%, tidak sama = 0%",
            "“Ada” sama dengan “ada”: 100%",
        ),
        ("Minimal B", "A", "maksimal", STANDARD, "Predikat atau teks: sama = 100%, tidak sama = 0%", ""),
        (
            "1.000",
            "1.500 ",
            "maksimal",
            STANDARD,
            f"{MAKS}: R ÷ T × 100%",
            "1.500 ÷ 1.000 × 100% = 150%; “1.000” dibaca seribu; “1.500” dibaca seribu lima ratus",
        ),
        (5, None, "maksimal", STANDARD, "", ""),
        ("BB", 80, "maksimal", STANDARD, "", ""),
    ],
)
def test_nama_aturan_dan_uraian(
    target: ValueInput, realisasi: ValueInput, polaritas: str, aturan: Policy, nama: str, kerja: str
) -> None:
    capaian = compute_capaian(target, realisasi, polaritas=polaritas, policy=aturan)
    assert (capaian.rule, capaian.working) == (nama, kerja)
