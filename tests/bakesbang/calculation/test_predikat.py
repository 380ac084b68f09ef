from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.predikat import STANDARD_SCALE, Band, Scale, ScaleError, check_scale, predikat

D = Decimal


@pytest.mark.parametrize(
    ("persen", "nama"),
    [
        ("0", "Sangat Rendah"),
        ("50", "Sangat Rendah"),
        ("50.004", "Sangat Rendah"),
        ("50.005", "Rendah"),
        ("50.01", "Rendah"),
        ("65", "Rendah"),
        ("65.01", "Sedang"),
        ("75", "Sedang"),
        ("75.01", "Tinggi"),
        ("90.00", "Tinggi"),
        ("90.004999", "Tinggi"),
        ("90.01", "Sangat Tinggi"),
        ("90.5", "Sangat Tinggi"),
        ("100", "Sangat Tinggi"),
        ("300", "Sangat Tinggi"),
        ("-5", "Sangat Rendah"),
        ("1E+40", "Sangat Tinggi"),
    ],
)
def test_skala_baku(persen: str, nama: str) -> None:
    assert predikat(D(persen)) == nama


def test_tanpa_persen_tanpa_predikat() -> None:
    assert predikat(None) == ""
    assert predikat(95) == "Sangat Tinggi"


def test_setiap_pita_baku_punya_warna_sendiri() -> None:
    assert [p.color for p in STANDARD_SCALE.bands] == ["merah", "jingga", "kuning", "hijau-muda", "hijau"]
    assert STANDARD_SCALE.name == "Skala baku: > 90 Sangat Tinggi, > 75 Tinggi, > 65 Sedang, > 50 Rendah"
    assert STANDARD_SCALE.find(D(80)).color == "hijau-muda"


def test_skala_yang_memuat_batas_bawah() -> None:
    skala = Scale.from_thresholds("Rendah", [(76, "Tinggi"), ("91", "Sangat Tinggi")], includes_lower=True)
    nilai = ("75.99", "75.994", "75.995", "76", "90.99", "91", "200")
    harapan = ["Rendah", "Rendah", "Tinggi", "Tinggi", "Tinggi", "Sangat Tinggi", "Sangat Tinggi"]
    assert [predikat(D(n), skala) for n in nilai] == harapan


def test_ambang_tanpa_keterangan_tidak_memuat_batas_bawah() -> None:
    assert predikat(D(50), Scale.from_thresholds("Rendah", [(50, "Tinggi")])) == "Rendah"


def test_skala_satu_pita() -> None:
    assert predikat(D(7), Scale.from_thresholds("Dinilai", [])) == "Dinilai"


@pytest.mark.parametrize(
    ("pita", "masalah"),
    [
        ((), ("Skala predikat belum punya satu pun rentang.",)),
        (
            (Band("Rendah", D(0), D(50)), Band("Sedang", D(50), D(75)), Band("Tinggi", D(75), D(100))),
            (
                "Nilai sampai 0 tidak masuk predikat mana pun.",
                "Nilai di atas 100 tidak masuk predikat mana pun.",
            ),
        ),
        (
            (Band("Rendah", None, D(50)), Band("Tinggi", D(51), None)),
            ("Ada celah antara “Rendah” dan “Tinggi”: 50 sampai 51.",),
        ),
        (
            (Band("Rendah", None, D(60)), Band("Tinggi", D(50), None)),
            ("Rentang “Rendah” dan “Tinggi” tumpang tindih: 50 sampai 60.",),
        ),
        (
            (Band("Rendah", None, None), Band("Tinggi", D(50), None)),
            ("Batas antara “Rendah” dan “Tinggi” belum diisi.",),
        ),
        (
            (Band("Rendah", None, D(50)), Band("Tinggi", None, None)),
            ("Batas antara “Rendah” dan “Tinggi” belum diisi.",),
        ),
        (
            (Band("Rendah", None, D(50)), Band(" ", D(50), None)),
            ("Rentang ke-2 belum diberi nama predikat.",),
        ),
        (
            (Band("A", None, D(50)), Band("B", D(50), D(50)), Band("C", D(50), None)),
            ("Rentang “B” terbalik: 50 tidak lebih kecil dari 50.",),
        ),
    ],
)
def test_skala_yang_berlubang_atau_tumpang_tindih_ditolak(
    pita: tuple[Band, ...], masalah: tuple[str, ...]
) -> None:
    assert check_scale(pita) == masalah
    with pytest.raises(ScaleError) as galat:
        Scale(pita)
    assert galat.value.problems == masalah
    assert str(galat.value) == " ".join(masalah)


AMBANG = st.lists(st.decimals(0, 200, places=2), unique=True, min_size=1, max_size=6).map(sorted)


@given(AMBANG, st.booleans(), st.decimals(-50, 400, places=4))
def test_setiap_persen_masuk_tepat_satu_pita(
    ambang: list[Decimal], termasuk_bawah: bool, persen: Decimal
) -> None:
    skala = Scale.from_thresholds(
        "0", [(b, str(n)) for n, b in enumerate(ambang, 1)], includes_lower=termasuk_bawah
    )
    bulat = persen.quantize(D("0.01"), rounding="ROUND_HALF_UP")
    lewat = [b for b in ambang if (b <= bulat if termasuk_bawah else b < bulat)]
    assert skala.find(persen).name == str(len(lewat))


@given(AMBANG, st.decimals(0, 300), st.decimals(0, 300))
def test_persen_lebih_tinggi_tidak_menurunkan_predikat(ambang: list[Decimal], a: Decimal, b: Decimal) -> None:
    skala = Scale.from_thresholds("0", [(batas, str(n)) for n, batas in enumerate(ambang, 1)])
    rendah, tinggi = sorted((a, b))
    assert int(predikat(rendah, skala)) <= int(predikat(tinggi, skala))
