from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.predikat import BAKU, Pita, Skala, SkalaSalah, periksa_skala, predikat

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
    assert [p.warna for p in BAKU.pita] == ["merah", "jingga", "kuning", "hijau-muda", "hijau"]
    assert BAKU.nama == "Skala baku: > 90 Sangat Tinggi, > 75 Tinggi, > 65 Sedang, > 50 Rendah"
    assert BAKU.cari(D(80)).warna == "hijau-muda"


def test_skala_yang_memuat_batas_bawah() -> None:
    skala = Skala.dari_ambang("Rendah", [(76, "Tinggi"), ("91", "Sangat Tinggi")], termasuk_bawah=True)
    nilai = ("75.99", "75.994", "75.995", "76", "90.99", "91", "200")
    harapan = ["Rendah", "Rendah", "Tinggi", "Tinggi", "Tinggi", "Sangat Tinggi", "Sangat Tinggi"]
    assert [predikat(D(n), skala) for n in nilai] == harapan


def test_ambang_tanpa_keterangan_tidak_memuat_batas_bawah() -> None:
    assert predikat(D(50), Skala.dari_ambang("Rendah", [(50, "Tinggi")])) == "Rendah"


def test_skala_satu_pita() -> None:
    assert predikat(D(7), Skala.dari_ambang("Dinilai", [])) == "Dinilai"


@pytest.mark.parametrize(
    ("pita", "masalah"),
    [
        ((), ("Skala predikat belum punya satu pun rentang.",)),
        (
            (Pita("Rendah", D(0), D(50)), Pita("Sedang", D(50), D(75)), Pita("Tinggi", D(75), D(100))),
            (
                "Nilai sampai 0 tidak masuk predikat mana pun.",
                "Nilai di atas 100 tidak masuk predikat mana pun.",
            ),
        ),
        (
            (Pita("Rendah", None, D(50)), Pita("Tinggi", D(51), None)),
            ("Ada celah antara “Rendah” dan “Tinggi”: 50 sampai 51.",),
        ),
        (
            (Pita("Rendah", None, D(60)), Pita("Tinggi", D(50), None)),
            ("Rentang “Rendah” dan “Tinggi” tumpang tindih: 50 sampai 60.",),
        ),
        (
            (Pita("Rendah", None, None), Pita("Tinggi", D(50), None)),
            ("Batas antara “Rendah” dan “Tinggi” belum diisi.",),
        ),
        (
            (Pita("Rendah", None, D(50)), Pita("Tinggi", None, None)),
            ("Batas antara “Rendah” dan “Tinggi” belum diisi.",),
        ),
        (
            (Pita("Rendah", None, D(50)), Pita(" ", D(50), None)),
            ("Rentang ke-2 belum diberi nama predikat.",),
        ),
        (
            (Pita("A", None, D(50)), Pita("B", D(50), D(50)), Pita("C", D(50), None)),
            ("Rentang “B” terbalik: 50 tidak lebih kecil dari 50.",),
        ),
    ],
)
def test_skala_yang_berlubang_atau_tumpang_tindih_ditolak(
    pita: tuple[Pita, ...], masalah: tuple[str, ...]
) -> None:
    assert periksa_skala(pita) == masalah
    with pytest.raises(SkalaSalah) as galat:
        Skala(pita)
    assert galat.value.masalah == masalah
    assert str(galat.value) == " ".join(masalah)


AMBANG = st.lists(st.decimals(0, 200, places=2), unique=True, min_size=1, max_size=6).map(sorted)


@given(AMBANG, st.booleans(), st.decimals(-50, 400, places=4))
def test_setiap_persen_masuk_tepat_satu_pita(
    ambang: list[Decimal], termasuk_bawah: bool, persen: Decimal
) -> None:
    skala = Skala.dari_ambang(
        "0", [(b, str(n)) for n, b in enumerate(ambang, 1)], termasuk_bawah=termasuk_bawah
    )
    bulat = persen.quantize(D("0.01"), rounding="ROUND_HALF_UP")
    lewat = [b for b in ambang if (b <= bulat if termasuk_bawah else b < bulat)]
    assert skala.cari(persen).nama == str(len(lewat))


@given(AMBANG, st.decimals(0, 300), st.decimals(0, 300))
def test_persen_lebih_tinggi_tidak_menurunkan_predikat(ambang: list[Decimal], a: Decimal, b: Decimal) -> None:
    skala = Skala.dari_ambang("0", [(batas, str(n)) for n, batas in enumerate(ambang, 1)])
    rendah, tinggi = sorted((a, b))
    assert int(predikat(rendah, skala)) <= int(predikat(tinggi, skala))
