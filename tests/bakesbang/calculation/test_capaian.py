"""Achievement: every rule of the domain guide §7 and §15, nine public calculators' twelve lines, real printed rows."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from pathlib import Path

import pytest

from bakesbang.calculation.capaian import (
    STANDARD,
    Capaian,
    MinimalRule,
    MinimalZero,
    Policy,
    average,
    compute_capaian,
)
from bakesbang.calculation.predikat import predikat
from bakesbang.calculation.result import Reason, Result
from bakesbang.calculation.values.value import ValueInput, read_value

CAPAIAN_CETAK = Path(__file__).parent / "data" / "capaian_cetak.yaml"
B = Policy(minimal_rule=MinimalRule.B)
TERBURUK = Policy(worst_value=Decimal(10))


def _persen(
    target: ValueInput, realisasi: ValueInput, polaritas: str, aturan: Policy = STANDARD
) -> Decimal | None:
    persen = compute_capaian(target, realisasi, polaritas=polaritas, policy=aturan).percent
    return None if persen is None else persen.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


PEDOMAN = [  # domain guide §15
    (20, 18, "maksimal", STANDARD, "90"),
    (10, 8, "minimal", STANDARD, "120"),
    (10, 10, "minimal", STANDARD, "100"),
    (10, 12, "minimal", STANDARD, "80"),
    (10, 20, "minimal", STANDARD, "0"),
    (10, 25, "minimal", STANDARD, "0"),
    (10, 12, "minimal", B, "83.33"),
    (10, 8, "minimal", B, "125"),
    (0, 0, "minimal", STANDARD, "100"),
    (0, 1, "minimal", STANDARD, "0"),
    (0, 0, "minimal", TERBURUK, "100"),
    (0, 4, "minimal", TERBURUK, "60"),
    (0, 10, "minimal", TERBURUK, "0"),
    (0, 11, "minimal", TERBURUK, "0"),
    (100, 96, "stabil", STANDARD, "112"),
    (100, 102, "stabil", STANDARD, "116"),
    (100, 100, "stabil", STANDARD, "120"),
    (100, 45, "stabil", STANDARD, "50"),
    (100, 90, "stabil", STANDARD, "100"),
    (100, 0, "stabil", STANDARD, "0"),
    (100, -5, "stabil", STANDARD, "0"),
    (100, 250, "stabil", STANDARD, "0"),
    (0, 0, "maksimal", STANDARD, None),
    (0, 7, "maksimal", STANDARD, None),
    (5, 0, "maksimal", STANDARD, "0"),
    (5, None, "maksimal", STANDARD, None),
    (-10, -11, "maksimal", STANDARD, "90"),
    (-10, -9, "maksimal", STANDARD, "110"),
    ("80-90", 92, "rentang", STANDARD, "102.22"),
    ("80-90", 70, "rentang", STANDARD, "87.5"),
    ("80-90", 80, "rentang", STANDARD, "100"),
    ("80-90", 90, "rentang", STANDARD, "100"),
    ("80-90", 92, "maksimal", STANDARD, "102.22"),
    ("7-8", "6,5", "minimal", STANDARD, "107.14"),
    ("7-8", 9, "minimal", STANDARD, "87.5"),
    ("7-8", "7,5", "minimal", STANDARD, "100"),
    (0, None, "minimal", STANDARD, None),
    ("-", 5, "maksimal", STANDARD, None),
]
SEMBILAN_PENGHITUNG = [  # the same twelve inputs that no public calculator gets all right
    (100, 80, "maksimal", STANDARD, "80"),
    (10, 8, "minimal", STANDARD, "120"),
    (10, 10, "minimal", STANDARD, "100"),
    (10, 20, "minimal", STANDARD, "0"),
    (0, 0, "minimal", STANDARD, "100"),
    (0, 5, "minimal", STANDARD, "0"),
    (0, 0, "maksimal", STANDARD, None),
    ("12,5", 10, "maksimal", STANDARD, "80"),
    ("1.000", 500, "maksimal", STANDARD, "50"),
    ("18 kegiatan", 9, "maksimal", STANDARD, "50"),
    ("", 3, "maksimal", STANDARD, None),
    (100, 300, "maksimal", STANDARD, "300"),
]
PUTUSAN = [  # where the rules leave a choice
    (-10, -11, "minimal", STANDARD, "110"),
    (-10, -9, "minimal", B, "90"),
    (0, -1, "minimal", STANDARD, "100"),
    (0, 0, "minimal", B, "100"),
    (10, 0, "minimal", STANDARD, "200"),
    ("<22", 22, "minimal", STANDARD, "100"),
    ("≤5 menit", "4 menit", "minimal", STANDARD, "120"),
    ("20%", "10 persen", "maksimal", STANDARD, "50"),
    ("4 paket", "2 unit", "maksimal", STANDARD, "50"),
    ("20%", 10, "maksimal", STANDARD, "50"),
    (20, "10%", "maksimal", STANDARD, "50"),
    ("WTP", "WTP", "maksimal", STANDARD, "100"),
    ("WTP", "Opini wtp", "maksimal", STANDARD, "100"),
    ("WTP", "WDP", "maksimal", STANDARD, "0"),
    ("ada laporan", " Ada  laporan.", "maksimal", STANDARD, "100"),
    ("ada laporan", "belum", "maksimal", STANDARD, "0"),
    ("A (80,50)", "BB (79,39)", "maksimal", STANDARD, "98.62"),
    ("A (80,50)", "79,39", "maksimal", STANDARD, "98.62"),
    ("A (80,50)", "A", "maksimal", STANDARD, "100"),
    ("BB", "BB (78,84)", "maksimal", STANDARD, "100"),
    ("A (80-90)", "92", "maksimal", STANDARD, "102.22"),
    ("A (80-90)", "A", "maksimal", STANDARD, "100"),
    ("A (80-90)", "BB", "maksimal", STANDARD, "0"),
    ("Minimal B", "B", "maksimal", STANDARD, "100"),
    ("0,3", "0,1", "maksimal", STANDARD, "33.33"),
    ("0,5", "0,4", "minimal", STANDARD, "120"),
    ("0,5", "0,4", "stabil", STANDARD, "88.89"),
    (10, 1, "minimal", B, "1000"),
    (10, "0,5", "minimal", B, "2000"),
    ("0,5-0,8", 1, "rentang", STANDARD, "125"),
    ("0,5-0,8", "0,4", "rentang", STANDARD, "80"),
]


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "aturan", "harapan"), PEDOMAN + SEMBILAN_PENGHITUNG + PUTUSAN
)
def test_persen_menurut_aturan(
    target: ValueInput, realisasi: ValueInput, polaritas: str, aturan: Policy, harapan: str | None
) -> None:
    persen = _persen(target, realisasi, polaritas, aturan)
    assert persen == (None if harapan is None else Decimal(harapan))


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "aturan", "pesan"),
    [
        (5, None, "maksimal", STANDARD, "Belum diisi"),
        (0, "", "minimal", STANDARD, "Belum diisi"),
        (5, "-", "maksimal", STANDARD, "Tidak dinilai: realisasi ditulis “-”"),
        (5, "N/A", "maksimal", STANDARD, "Tidak dinilai: realisasi tidak berlaku (N/A)"),
        (5, "80-90", "maksimal", STANDARD, "Tidak dinilai: realisasi berupa rentang, bukan satu angka"),
        (
            5,
            "banyak",
            "maksimal",
            STANDARD,
            "Tidak dinilai: target berupa angka, realisasi berupa predikat atau teks",
        ),
        (
            "BB",
            80,
            "maksimal",
            STANDARD,
            "Tidak dinilai: target berupa predikat atau teks, realisasi berupa angka",
        ),
        (None, 3, "maksimal", STANDARD, "Tidak dinilai: target belum ditetapkan"),
        ("", None, "maksimal", STANDARD, "Tidak dinilai: target belum ditetapkan"),
        ("-", 3, "maksimal", STANDARD, "Tidak dinilai: tidak direncanakan (target “-”)"),
        ("N/A", 3, "maksimal", STANDARD, "Tidak dinilai: target tidak berlaku (N/A)"),
        (
            "20%",
            "18 kegiatan",
            "maksimal",
            STANDARD,
            "Tidak dinilai: satuan target (%) dan realisasi (kegiatan) berbeda",
        ),
        (0, 5, "maksimal", STANDARD, "Tidak dinilai: target 0 pada indikator yang makin tinggi makin baik"),
        (80, 90, "rentang", STANDARD, "Tidak dinilai: polaritas rentang memerlukan target berupa rentang"),
        (0, 5, "stabil", STANDARD, "Tidak dinilai: polaritas stabil memerlukan target lebih besar dari 0"),
        (-1, 5, "stabil", STANDARD, "Tidak dinilai: polaritas stabil memerlukan target lebih besar dari 0"),
        ("80-90", 85, "stabil", STANDARD, "Tidak dinilai: polaritas stabil memerlukan target satu angka"),
        ("-5 - 0", 3, "rentang", STANDARD, "Tidak dinilai: batas atas rentang tidak lebih besar dari 0"),
        ("-5 - 3", -6, "minimal", STANDARD, "Tidak dinilai: batas bawah rentang tidak lebih besar dari 0"),
        (10, 0, "minimal", B, "Tidak terhitung: rumus B (T ÷ R) tidak berlaku untuk realisasi 0"),
        (10, -2, "minimal", B, "Tidak terhitung: rumus B (T ÷ R) tidak berlaku untuk realisasi -2"),
        (
            "Minimal B",
            "A",
            "maksimal",
            STANDARD,
            "Tidak dinilai: skor predikat untuk target ≥B belum ditetapkan",
        ),
        (
            0,
            0,
            "minimal",
            Policy(minimal_zero=MinimalZero.NOT_JUDGED),
            "Tidak dinilai: target 0 tidak dinilai menurut kebijakan",
        ),
    ],
)
def test_tanpa_persen_ada_alasan(
    target: ValueInput, realisasi: ValueInput, polaritas: str, aturan: Policy, pesan: str
) -> None:
    capaian = compute_capaian(target, realisasi, polaritas=polaritas, policy=aturan)
    assert str(capaian) == pesan
    assert (capaian.percent, capaian.raw_percent, capaian.judged) == (None, None, False)


def test_teks_panjang_dibandingkan_dengan_cara_yang_sama() -> None:
    assert _persen("laporan " * 50, "LAPORAN " * 50, "maksimal") == 100


def test_batas_atas_dan_bawah_menjaga_nilai_mentah() -> None:
    for batas, harapan in ((None, 300), (100, 100), (110, 110), (120, 120), (150, 150)):
        aturan = Policy(bound=None if batas is None else Decimal(batas))
        capaian = compute_capaian(100, 300, polaritas="maksimal", policy=aturan)
        assert (capaian.percent, capaian.raw_percent, capaian.bound) == (harapan, 300, aturan.bound)
        assert capaian.bounded is (batas is not None)
    rendah = compute_capaian(10, 25, polaritas="minimal", policy=Policy(bound=Decimal(120)))
    assert (rendah.percent, rendah.raw_percent, rendah.bounded) == (0, -50, True)
    assert compute_capaian(5, None, polaritas="maksimal", policy=Policy(bound=Decimal(120))).bound == 120
    assert rendah.working.endswith("= -50%, dibatasi menjadi 0%")


def test_tepat_di_batas_tidak_dibatasi() -> None:
    capaian = compute_capaian(10, 12, polaritas="maksimal", policy=Policy(bound=Decimal(120)))
    assert not capaian.bounded
    assert capaian.working == "12 ÷ 10 × 100% = 120%"


def test_skor_predikat_dari_kebijakan() -> None:
    aturan = Policy(predikat_scores={"A": Decimal(85), "BB": Decimal(75), "B": Decimal(65)})
    capaian = compute_capaian("A", "bb", polaritas="maksimal", policy=aturan)
    assert capaian.working == "skor A = 85, skor bb = 75; 75 ÷ 85 × 100% = 88,24%"
    assert capaian.rule == "Skor predikat. Makin tinggi makin baik: R ÷ T × 100%"
    assert _persen("A", "bb", "maksimal", aturan) == Decimal("88.24")
    assert _persen("Minimal B", "A", "maksimal", aturan) == Decimal("130.77")
    assert _persen("A", "WTP", "maksimal", aturan) == 0
    assert _persen("CC", "A", "maksimal", aturan) == 0
    assert _persen("A", "A", "rentang", aturan) is None
    rumus_b = Policy(predikat_scores=aturan.predikat_scores, minimal_rule=MinimalRule.B)
    assert _persen("BB", "A", "minimal", rumus_b) == Decimal("88.24")


def test_hasil_meneruskan_angka_dan_alasan() -> None:
    kurang = Result(None, Reason.incomplete("TW II"))
    assert compute_capaian(Result(Decimal(10)), Result(Decimal(9)), polaritas="maksimal").percent == 90
    assert compute_capaian(10, kurang, polaritas="maksimal").reason == kurang.reason
    assert compute_capaian(kurang, 10, polaritas="maksimal").reason == kurang.reason
    tanpa_target = compute_capaian("", kurang, polaritas="maksimal", policy=Policy(bound=Decimal(100)))
    assert str(tanpa_target.reason) == "Tidak dinilai: target belum ditetapkan"
    assert (tanpa_target.bound, tanpa_target.rule, tanpa_target.working) == (100, "", "")
    alasan_target = compute_capaian(kurang, 10, polaritas="maksimal", policy=Policy(bound=Decimal(100)))
    assert (alasan_target.bound, alasan_target.rule, alasan_target.working) == (100, "", "")


def test_persen_tidak_dibulatkan_sebelum_ditampilkan() -> None:
    capaian = compute_capaian(3, 1, polaritas="maksimal")
    assert capaian.percent == Decimal("33.33333333333333333333333333")
    assert str(capaian) == "33,33%"
    assert str(compute_capaian("12,5", 10, polaritas="maksimal").percent) == "80"


def test_jawaban_atas_keraguan_dipakai() -> None:
    target = read_value("1.000").interpreted_as("desimal")
    capaian = compute_capaian(target, "0,5", polaritas="maksimal")
    assert (capaian.percent, capaian.working) == (50, "0,5 ÷ 1 × 100% = 50%")


def test_polaritas_tak_dikenal_ditolak() -> None:
    with pytest.raises(ValueError):
        compute_capaian(1, 1, polaritas="naik")


def test_hasil_tidak_bergantung_pada_konteks_pemanggil() -> None:
    with localcontext(Context(prec=3)):
        capaian = compute_capaian("12.345,678", "12.345,679", polaritas="maksimal")
        assert str(capaian.percent) == "100.0000081000006642000544644"
        assert capaian.working == "12.345,679 ÷ 12.345,678 × 100% = 100%"
        assert compute_capaian("100.000,0", "96.123,0", polaritas="stabil").percent == Decimal("112.246")
        assert predikat(Decimal("75.004")) == "Sedang"
        assert average([Decimal("98.765"), Decimal("1.234")], [1, 1]).result.number == Decimal("49.9995")


def test_capaian_persen_atau_alasan() -> None:
    for persen, mentah, alasan in (
        (None, None, None),
        (Decimal(1), Decimal(1), Reason.not_filled()),
        (Decimal(1), None, None),
        (None, Decimal(1), Reason.not_filled()),
    ):
        with pytest.raises(
            ValueError, match=r"^Capaian holds either a percentage, raw and bounded, or a reason\.$"
        ):
            Capaian(persen, mentah, alasan, "", "", None)
