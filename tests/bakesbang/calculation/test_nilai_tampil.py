"""Writing values, the echo of what was understood, answers to doubts, and stored columns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.values.numbers import in_words
from bakesbang.calculation.values.value import (
    STORED_COLUMNS,
    Doubt,
    Interpretation,
    Nilai,
    ValueState,
    display,
    display_percent,
    read_value,
)


@pytest.mark.parametrize(
    ("angka", "desimal", "tulisan"),
    [
        ("100.00", 2, "100"),
        ("10.50", 2, "10,5"),
        ("10.257", 2, "10,26"),
        ("0.125", 2, "0,13"),
        ("-0.125", 2, "-0,13"),
        ("0.124999", 2, "0,12"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("13.999", 0, "14"),
        ("999.995", 2, "1.000"),
        ("-3.1415926", 1, "-3,1"),
        ("-0.001", 2, "0"),
        ("0", 2, "0"),
        ("1234.5", 2, "1.234,5"),
        ("1234567", 2, "1.234.567"),
        ("1E+3", 2, "1.000"),
        ("70.099999999999994", 2, "70,1"),
        ("9999999999999999999999999999.995", 2, "10.000.000.000.000.000.000.000.000.000"),
        ("0.0000000000000000000000000001", 28, "0,0000000000000000000000000001"),
    ],
)
def test_angka_ditulis_cara_indonesia(angka: str, desimal: int, tulisan: str) -> None:
    assert display(Decimal(angka), desimal) == tulisan


def test_desimal_baku_dua() -> None:
    assert display(Decimal("1.23456")) == "1,23"
    assert display(7) == "7"
    assert display(None) == ""


@pytest.mark.parametrize("angka", ["NaN", "Infinity", "-Infinity"])
def test_bukan_bilangan_ditolak(angka: str) -> None:
    with pytest.raises(ValueError, match=r"^A value is a finite number\.$"):
        display(Decimal(angka))


def test_persen() -> None:
    assert display_percent(Decimal(600) / 7) == "85,71%"
    assert display_percent(Decimal(600) / 7, 0) == "86%"
    assert display_percent(Decimal("100.00")) == "100%"
    assert display_percent(None) == ""


@pytest.mark.parametrize(
    ("teks", "tulisan"),
    [
        ("20 %", "20%"),
        ("18 kegiatan", "18 kegiatan"),
        ("1234,567 ton", "1.234,57 ton"),
        ("≤ 5 menit", "≤5 menit"),
        ("80-90 %", "80–90%"),
        ("-5 - -3", "-5 s.d. -3"),
        ("0-5", "0–5"),
        ("0,5-0,8", "0,5–0,8"),
        ("-5 - 3 °C", "-5 s.d. 3 °C"),
        ("Rp 1250000,-", "Rp 1.250.000"),
        ("Rp 1,2 miliar", "Rp 1,2 miliar"),
        ("Level 3", "Level 3"),
        ("5 Rp/bulan", "5 Rp/bulan"),
        ("5Rp7", "5 Rp7"),
        ("5 rp", "rp 5"),
        ("3 /bulan", "3/bulan"),
        ("A (80,50)", "A (80,5)"),
        ("A (80%)", "A (80%)"),
        ("BB (>70)", "BB (>70)"),
        ("A (80-90)", "A (80–90)"),
        ("Minimal B", "≥B"),
        (" Paripurna ", "Paripurna"),
        ("- -", "-"),
        ("n.a.", "N/A"),
        ("", ""),
        (" ada laporan ", "ada laporan"),
        ("70.099999999999994", "70,1"),
    ],
)
def test_nilai_ditulis(teks: str, tulisan: str) -> None:
    nilai = read_value(teks)
    assert display(nilai) == tulisan
    assert str(nilai) == tulisan


@pytest.mark.parametrize(
    ("angka", "kata"),
    [
        ("0", "nol"),
        ("11", "sebelas"),
        ("12", "dua belas"),
        ("19", "sembilan belas"),
        ("10", "sepuluh"),
        ("20", "dua puluh"),
        ("21", "dua puluh satu"),
        ("99", "sembilan puluh sembilan"),
        ("100", "seratus"),
        ("101", "seratus satu"),
        ("200", "dua ratus"),
        ("1000", "seribu"),
        ("1500", "seribu lima ratus"),
        ("2000", "dua ribu"),
        ("15502", "lima belas ribu lima ratus dua"),
        ("100000", "seratus ribu"),
        ("1000000", "satu juta"),
        ("1250000", "satu juta dua ratus lima puluh ribu"),
        ("1000000000", "satu miliar"),
        (
            "20959401847",
            "dua puluh miliar sembilan ratus lima puluh sembilan juta empat ratus satu ribu delapan ratus empat puluh tujuh",
        ),
        ("1000000000000", "satu triliun"),
        ("1.5", "satu koma lima"),
        ("1.500", "satu koma lima"),
        ("0.05", "nol koma nol lima"),
        ("-2.75", "minus dua koma tujuh lima"),
    ],
)
def test_terbilang(angka: str, kata: str) -> None:
    assert in_words(Decimal(angka)) == kata


@pytest.mark.parametrize(
    ("teks", "gema"),
    [
        ("18 kegiatan", "Dibaca 18 kegiatan."),
        ("70.099999999999994", "Dibaca 70,1 (tersimpan 70,099999999999994)."),
        ("1.500", "Dibaca 1.500 (seribu lima ratus)? Atau 1,5 (satu koma lima)?"),
        ("1.234", "Dibaca 1.234 (seribu dua ratus tiga puluh empat)? Atau 1,234 (satu koma dua tiga empat)?"),
        ("1.500 user", "Dibaca 1.500 user (seribu lima ratus)? Atau 1,5 user (satu koma lima)?"),
        (
            "900-1.500",
            "Dibaca 900–1.500 (sembilan ratus sampai seribu lima ratus)? Atau 1,5–900 (satu koma lima sampai sembilan ratus)?",
        ),
        ("³ 80", "Dibaca ≥80: ada tanda yang rusak karena salah pengodean huruf. Benarkah?"),
        ("1,234.5678", "Dibaca 1.234,5678: koma dan titik ditulis dengan cara Inggris. Benarkah?"),
        ("1E+3", "Dibaca 1.000: angka ditulis dengan eksponen, mungkin ada digit yang hilang. Benarkah?"),
        ("100 orang 0", "Dibaca 100 orang: masih ada angka lain di dalam sel. Benarkah?"),
        ("2021-2026", "Dibaca 2.021–2.026: mungkin yang dimaksud tahun. Benarkah?"),
        ("3±1", "Dibaca 2–4: ± dibaca sebagai rentang. Benarkah?"),
        (
            "1:3",
            "Dibaca 0,3333333333333333333333333333: perbandingan ini tidak punya nilai desimal yang tepat. Benarkah?",
        ),
        ("WTP", "Dibaca WTP."),
        ("", "Kosong: belum diisi."),
        ("-", "Strip: sengaja tanpa nilai, bukan 0."),
        ("N/A", "Tidak berlaku (N/A), bukan 0."),
        ("dua puluh", "Disimpan sebagai teks; tidak dihitung sebagai angka."),
    ],
)
def test_gema_mengatakan_yang_dipahami(teks: str, gema: str) -> None:
    assert read_value(teks).echo == gema


def test_jawaban_memilih_antara_dua_bacaan() -> None:
    nilai = read_value("1.500 kegiatan")
    assert nilai.choices == (
        (Interpretation.THOUSANDS, "1.500 kegiatan (seribu lima ratus)"),
        (Interpretation.DECIMAL, "1,5 kegiatan (satu koma lima)"),
    )
    ribuan, desimal = nilai.interpreted_as("ribuan"), nilai.interpreted_as("desimal")
    assert (ribuan.number, ribuan.doubt, ribuan.interpretation) == (
        Decimal(1500),
        Doubt.NONE,
        Interpretation.THOUSANDS,
    )
    assert (desimal.number, desimal.doubt, desimal.interpretation) == (
        Decimal("1.5"),
        Doubt.NONE,
        Interpretation.DECIMAL,
    )
    assert desimal.satuan == "kegiatan"
    assert desimal.interpreted_as("") == nilai


@pytest.mark.parametrize(
    ("teks", "angka", "atas"),
    [
        ("-1.500", "-1.5", None),
        ("1.000-1.500", "1", "1.5"),
        ("900-1.500", "1.5", "900"),
        ("1.500±0.500", "1", "2"),
        ("1.500/3", "0.5", None),
        ("1.500E+2", "150", None),
        ("A (80.500)", "80.5", None),
    ],
)
def test_bacaan_desimal_di_setiap_bentuk(teks: str, angka: str, atas: str | None) -> None:
    nilai = read_value(teks).interpreted_as("desimal")
    assert nilai.number == Decimal(angka)
    assert nilai.upper == (Decimal(atas) if atas else None)


def test_keraguan_lain_dijawab_benar() -> None:
    nilai = read_value("³ 80,123")
    assert nilai.choices == ((Interpretation.CORRECT, "Ya, ≥80,123"),)
    jelas = nilai.interpreted_as("benar")
    assert (jelas.number, jelas.comparator, jelas.doubt, jelas.choices) == (
        Decimal("80.123"),
        "≥",
        Doubt.NONE,
        (),
    )


def test_jawaban_tanpa_keraguan_tidak_disimpan() -> None:
    assert read_value("1,5").interpreted_as("desimal") == read_value("1,5")


def test_jawaban_tak_dikenal_ditolak() -> None:
    with pytest.raises(ValueError):
        read_value("1.500").interpreted_as("entah")


@pytest.mark.parametrize(
    "teks", ["1.500 user", "80-90%", "A (80,50)", "-", "N/A", "", "≤5 menit", "dua puluh", "³ 80"]
)
def test_kolom_tersimpan_kembali_utuh(teks: str) -> None:
    nilai = read_value(teks)
    kolom = nilai.columns()
    assert tuple(kolom) == tuple(STORED_COLUMNS)
    assert Nilai.from_columns(kolom | {"id": 7}) == nilai


def test_kolom_dengan_jawaban_tidak_ragu_lagi() -> None:
    nilai = read_value("1.500").interpreted_as("desimal")
    assert Nilai.from_columns(nilai.columns()) == nilai


def test_angka_tersimpan_menang_atas_bacaan_baru() -> None:
    kolom = read_value("1.500").columns() | {"angka": Decimal(15), "keadaan": "angka"}
    nilai = Nilai.from_columns(kolom)
    assert (nilai.number, nilai.doubt) == (Decimal(15), Doubt.THOUSANDS)
    assert nilai.state is ValueState.NUMBER


def test_nilai_dari_hitungan() -> None:
    nilai = Nilai.from_number(Decimal("1234.5"), "%")
    assert (nilai.text, nilai.satuan, nilai.doubt) == ("1.234,5%", "%", Doubt.NONE)
    assert Nilai.from_number(Decimal("0.0625")).text == "0,0625"
    assert Nilai.from_number(Decimal(1500)).doubt == Doubt.NONE
    assert Nilai.from_columns(Nilai.from_number(Decimal(1500)).columns()) == Nilai.from_number(Decimal(1500))


def test_sifat_nilai() -> None:
    assert [read_value(t).filled for t in ("", "-", "0")] == [False, True, True]
    assert [read_value(t).numeric for t in ("5", "80-90", "A (80)", "-", "x")] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert read_value("A (80)").single_number == 80
    assert read_value("80-90").single_number is None
    assert read_value("-").single_number is None


ANGKA = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False)


@given(ANGKA, st.integers(0, 6))
def test_membaca_tulisan_memberi_angka_yang_sama(angka: Decimal, desimal: int) -> None:
    tulisan = display(angka, desimal)
    terbaca = read_value(tulisan).number
    assert terbaca is not None
    assert abs(terbaca - angka) <= Decimal(5).scaleb(-desimal - 1)
    assert display(terbaca, desimal) == tulisan


SATUAN = st.sampled_from(
    ["", "%", "kegiatan", "Orang/bulan", "naskah dinas", "Rp", "Rp miliar", "Level", "/bulan", "per 1000 KH"]
)
TERBATAS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(TERBATAS, st.none() | TERBATAS, SATUAN, st.sampled_from(["", "<", "≤", ">", "≥", "±"]))
def test_membaca_nilai_yang_ditulis(
    bawah: Decimal, atas: Decimal | None, satuan: str, pembanding: str
) -> None:
    keadaan = ValueState.NUMBER
    if atas is not None:
        keadaan, (bawah, atas) = ValueState.RANGE, sorted((bawah, atas))
    nilai = Nilai(keadaan, "", bawah, atas, pembanding, satuan)
    kembali = read_value(display(nilai))
    assert (kembali.state, kembali.number, kembali.upper) == (keadaan, bawah, atas)
    assert (kembali.comparator, kembali.satuan) == (pembanding, satuan)
