"""Reading printed values: cells of real documents, every writing rule, and what must stay text."""

import csv
from decimal import Context, Decimal, localcontext
from pathlib import Path

import pytest

from bakesbang.calculation.values.numbers import in_words
from bakesbang.calculation.values.value import Doubt, Nilai, as_value, display, read_value

SEL_CETAK = Path(__file__).parent / "data" / "sel_cetak.tsv"


def _baris() -> list[dict[str, str]]:
    with SEL_CETAK.open(encoding="utf-8", newline="") as berkas:
        return list(csv.DictReader(berkas, delimiter="\t", quoting=csv.QUOTE_NONE))


def _teks(angka: Decimal | None) -> str:
    return "" if angka is None else str(angka)


@pytest.mark.parametrize("baris", _baris(), ids=lambda b: b["teks"])
def test_sel_dokumen_nyata_terbaca(baris: dict[str, str]) -> None:
    nilai = read_value(baris["teks"])
    terbaca = {
        "teks": nilai.text,
        "keadaan": nilai.state,
        "angka": _teks(nilai.number),
        "angka_atas": _teks(nilai.upper),
        "pembanding": nilai.comparator,
        "satuan": nilai.satuan,
        "predikat": nilai.predikat,
        "ragu": nilai.doubt,
    }
    assert terbaca == baris


def _angka(angka: str, satuan: str = "", ragu: str = "", pembanding: str = "") -> tuple[str, ...]:
    return ("angka", angka, "", pembanding, satuan, "", ragu)


def _rentang(bawah: str, atas: str, satuan: str = "", ragu: str = "") -> tuple[str, ...]:
    return ("rentang", bawah, atas, "", satuan, "", ragu)


def _rentang_berpredikat(predikat: str, bawah: str, atas: str, ragu: str = "") -> tuple[str, ...]:
    return ("rentang", bawah, atas, "", "", predikat, ragu)


def _predikat(predikat: str, angka: str = "", pembanding: str = "", satuan: str = "") -> tuple[str, ...]:
    return ("predikat", angka, "", pembanding, satuan, predikat, "")


def _ringkas(nilai: Nilai) -> tuple[str, ...]:
    return (
        nilai.state,
        _teks(nilai.number),
        _teks(nilai.upper),
        nilai.comparator,
        nilai.satuan,
        nilai.predikat,
        nilai.doubt,
    )


PEMISAH = {
    "12,5": _angka("12.5"),
    "1,234": _angka("1.234"),
    "1.234,56": _angka("1234.56"),
    "1.234,567": _angka("1234.567"),
    "1.234.567": _angka("1234567"),
    "999.999.999,9": _angka("999999999.9"),
    "1.500": _angka("1500", ragu="ribuan"),
    "-1.500": _angka("-1500", ragu="ribuan"),
    "100.100": _angka("100100", ragu="ribuan"),
    "0.291": _angka("0.291"),
    "0,291": _angka("0.291"),
    "00.291": _angka("0.291"),
    "1234.567": _angka("1234.567"),
    "1.5000": _angka("1.5000"),
    "70.099999999999994": _angka("70.099999999999994"),
    "0.070099999999999996": _angka("0.070099999999999996"),
    "1,234.56": _angka("1234.56", ragu="pemisah_inggris"),
    "1,234,567": _angka("1234567", ragu="pemisah_inggris"),
    "1,234,567.8": _angka("1234567.8", ragu="pemisah_inggris"),
    "1 234": _angka("1234"),
    "12 345 678": _angka("12345678"),
    "1 234,56": _angka("1234.56"),
    "1 234.567": _angka("1234.567"),
    "1\u00a0234": _angka("1234"),
    "1\u2009234 orang": _angka("1234", "orang"),
    ",5": _angka("0.5"),
    ".25": _angka("0.25"),
    "+4": _angka("4"),
    "-5": _angka("-5"),
    "−5,5%": _angka("-5.5", "%"),
    "007": _angka("7"),
    "１２３，５": _angka("123.5"),
    "'80": _angka("80"),
    "5.": _angka("5"),
    "1E+3": _angka("1000", ragu="eksponen"),
    "2.5e-05": _angka("0.000025", ragu="eksponen"),
    "1,5E+10": _angka("15000000000", ragu="eksponen"),
    "1.500E+2": _angka("150000", ragu="eksponen"),
    "1E+1": _angka("10", ragu="eksponen"),
    "5 Eksemplar": _angka("5", "Eksemplar"),
    "5e": _angka("5", "e"),
    "9999999999999999999999999999": _angka("9999999999999999999999999999"),
    "1E+27": _angka("1000000000000000000000000000", ragu="eksponen"),
    "0," + "0" * 27 + "1": _angka("1E-28"),
    "1E-28": _angka("1E-28", ragu="eksponen"),
}
SATUAN = {
    "20%": _angka("20", "%"),
    "20 %": _angka("20", "%"),
    "20％": _angka("20", "%"),
    "20 persen": _angka("20", "%"),
    "80 (persen)": _angka("80", "%"),
    "18kegiatan": _angka("18", "kegiatan"),
    "18\nkegiatan": _angka("18", "kegiatan"),
    "18 kegiatan.": _angka("18", "kegiatan"),
    "12 Orang/bulan": _angka("12", "Orang/bulan"),
    "2 kali/tahun": _angka("2", "kali/tahun"),
    "3 /bulan": _angka("3", "/bulan"),
    "100% ormas": _angka("100", "% ormas"),
    "5 m²": _angka("5", "m²"),
    "5 m³": _angka("5", "m³"),
    "30°C": _angka("30", "°C"),
    "5‰": _angka("5", "‰"),
    "16,7 per 1000 KH": _angka("16.7", "per 1000 KH"),
    "16,7 kasus/1.000 KH": _angka("16.7", "kasus/1.000 KH"),
    "3 kasus /100 KH": _angka("3", "kasus /100 KH"),
    "1 (satu) dokumen": _angka("1", "dokumen"),
    "18 (delapan belas)": _angka("18"),
    "15% (15/100)": _angka("15", "%"),
    "15% [15/100]": _angka("15", "%"),
    "5 orang (PNS": _angka("5", "orang"),
    "140 Kelompok (1400 orang) binaan": _angka("140", "Kelompok"),
    "5 orang (a) (b)": _angka("5", "orang"),
    "5 (lima) orang (PNS)": _angka("5", "orang"),
    "5 ( persen )": _angka("5", "%"),
    "5 per 1000 orang 0": _angka("5", "per 1000 orang", "sisa"),
    "5 [lima] orang": _angka("5", "orang"),
    "140 Kelompok (1400 orang)": _angka("140", "Kelompok"),
    "Rp 1.250.000": _angka("1250000", "Rp"),
    "Rp1.250.000,00": _angka("1250000.00", "Rp"),
    "Rp. 5.000.000,-": _angka("5000000", "Rp"),
    "Rp 1,2 miliar": _angka("1.2", "Rp miliar"),
    "US$ 5": _angka("5", "US$"),
    "Level 3": _angka("3", "Level"),
    "Nilai: 80,5": _angka("80.5", "Nilai"),
    "5,06**": _angka("5.06"),
    "71,2*)": _angka("71.2"),
    "80¹)": _angka("80"),
    "5 dokumen ;": _angka("5", "dokumen"),
    "100 orang 0": _angka("100", "orang", "sisa"),
    "12 SD": _angka("12", "SD"),
    "12 SD 3 SMP": _angka("12", "SD", "sisa"),
    "2 Dokumen LKIP 2023": _angka("2", "Dokumen LKIP", "sisa"),
    "100 kasus COVID-19": _angka("100", "kasus COVID-19", "sisa"),
    "1.500 Dokumen LKIP 2023": _angka("1500", "Dokumen LKIP", "ribuan"),
    "5 " + "a" * 100: _angka("5", "a" * 100),
}
PEMBANDING = {
    "<22": _angka("22", pembanding="<"),
    "≤5 menit": _angka("5", "menit", pembanding="≤"),
    "<= 5": _angka("5", pembanding="≤"),
    "=<5": _angka("5", pembanding="≤"),
    ">=80": _angka("80", pembanding="≥"),
    "=>80": _angka("80", pembanding="≥"),
    "≧ 80": _angka("80", pembanding="≥"),
    "＞８０": _angka("80", pembanding=">"),
    "= 80": _angka("80"),
    "± 5": _angka("5", pembanding="±"),
    "~5": _angka("5", pembanding="±"),
    "Minimal 5 dokumen": _angka("5", "dokumen", pembanding="≥"),
    "min. 5": _angka("5", pembanding="≥"),
    "maks 10 hari": _angka("10", "hari", pembanding="≤"),
    "lebih dari atau sama dengan 80": _angka("80", pembanding="≥"),
    "lebih dari 80": _angka("80", pembanding=">"),
    "kurang dari 5%": _angka("5", "%", pembanding="<"),
    "kurang lebih 5": _angka("5", pembanding="±"),
    "80 ke atas": _angka("80", pembanding="≥"),
    "5 menit ke bawah": _angka("5", "menit", pembanding="≤"),
    "5 orang 0 ke atas": _angka("5", "orang", "sisa", "≥"),
    "5 kasus COVID-19 ke bawah": _angka("5", "kasus COVID-19", "sisa", "≤"),
    "3 dokumen atau lebih": _angka("3", "dokumen", pembanding="≥"),
    "80% atau kurang 5": _angka("80", "% atau kurang", "sisa"),
    "³ 80": _angka("80", ragu="salah_sandi", pembanding="≥"),
    "³80%": _angka("80", "%", "salah_sandi", "≥"),
    "£ 5": _angka("5", ragu="salah_sandi", pembanding="≤"),
    "\uf0b3 80": _angka("80", ragu="salah_sandi", pembanding="≥"),
    "â‰¥ 80": _angka("80", ragu="salah_sandi", pembanding="≥"),
    "â\x89¤5": _angka("5", ragu="salah_sandi", pembanding="≤"),
    "³ 1.500": _angka("1500", ragu="ribuan", pembanding="≥"),
    "\uf0a3 5": _angka("5", ragu="salah_sandi", pembanding="≤"),
    "\uf0b15": _angka("5", ragu="salah_sandi", pembanding="±"),
    "\uf03e5": _angka("5", ragu="salah_sandi", pembanding=">"),
    "\uf03c5": _angka("5", ragu="salah_sandi", pembanding="<"),
    "\uf02d5": _angka("-5", ragu="salah_sandi"),
    "âˆ’5": _angka("-5", ragu="salah_sandi"),
    "Â±5": _angka("5", ragu="salah_sandi", pembanding="±"),
    "30 Â°C": _angka("30", "°C", "salah_sandi"),
    "5 mÂ²": _angka("5", "m²", "salah_sandi"),
    "Â³ 5": _angka("5", ragu="salah_sandi", pembanding="≥"),
    "20Â %": _angka("20", "%", "salah_sandi"),
    "20Â\xa0%": _angka("20", "%", "salah_sandi"),
}
RENTANG = {
    "80-90": _rentang("80", "90"),
    "80 – 90": _rentang("80", "90"),
    "80 â€“ 90": _rentang("80", "90", ragu="salah_sandi"),
    "7,29-6,38": _rentang("6.38", "7.29"),
    "80 s.d. 90": _rentang("80", "90"),
    "80 s/d 90 %": _rentang("80", "90", "%"),
    "80 S.D. 90": _rentang("80", "90"),
    "80 s. d. 90": _rentang("80", "90"),
    "80 sd 90": _rentang("80", "90"),
    "80 sampai dengan 90": _rentang("80", "90"),
    "80 hingga 90": _rentang("80", "90"),
    "80 ~ 90": _rentang("80", "90"),
    "80…90": _rentang("80", "90"),
    "68,50 -\n69,00": _rentang("68.50", "69.00"),
    "80%-90%": _rentang("80", "90", "%"),
    "80%-90": _rentang("80", "90", "%"),
    "0-5": _rentang("0", "5"),
    "0,5-0,8": _rentang("0.5", "0.8"),
    "3±0": _rentang("3", "3", ragu="toleransi"),
    "80% - 90": _rentang("80", "90", "%"),
    "5-7 hari": _rentang("5", "7", "hari"),
    "5 hari - 7 hari": _rentang("5", "7", "hari"),
    "5 hari-7 Hari": _rentang("5", "7", "Hari"),
    "5 hari s.d. 7": _rentang("5", "7", "hari"),
    "-5 - -3": _rentang("-5", "-3"),
    "80-80": _rentang("80", "80"),
    "1.000-1.500": _rentang("1000", "1500", ragu="ribuan"),
    "900-1.500": _rentang("900", "1500", ragu="ribuan"),
    "2021-2026": _rentang("2021", "2026", ragu="tahun"),
    "2021-2026 orang": _rentang("2021", "2026", "orang"),
    "80-90 orang 0": _rentang("80", "90", "orang", "sisa"),
    "3±1": _rentang("2", "4", ragu="toleransi"),
    "3 ± 1 %": _rentang("2", "4", "%", "toleransi"),
    "2,5%±1%": _rentang("1.5", "3.5", "%", "toleransi"),
    "1.500±5": _rentang("1495", "1505", ragu="ribuan"),
    "Rp 5-7 juta": _rentang("5", "7", "Rp juta"),
}
RASIO = {
    "17/1000": _angka("0.017"),
    "1:300": _angka("0.003333333333333333333333333333", ragu="pecahan"),
    "1 : 20": _angka("0.05"),
    "102/100.000 KH": _angka("0.00102", "KH"),
    "1/2 hari": _angka("0.5", "hari"),
    "1.500/2": _angka("750", ragu="ribuan"),
    "1/4 orang 0": _angka("0.25", "orang", "sisa"),
    "13/2000": _angka("0.0065"),
    "1:2000": _angka("0.0005"),
    "2000:2000": _angka("1"),
}
PREDIKAT = {
    "A (80,50)": _predikat("A", "80.50"),
    "BB(78,84)": _predikat("BB", "78.84"),
    "80,50 (A)": _predikat("A", "80.50"),
    "80,5 A": _predikat("A", "80.5"),
    "A 80,5": _predikat("A", "80.5"),
    "BB: 78,84": _predikat("BB", "78.84"),
    "BB = 78,84": _predikat("BB", "78.84"),
    "BB/78,84": _predikat("BB", "78.84"),
    "BB (>70)": _predikat("BB", "70", pembanding=">"),
    "A (80-90)": _rentang_berpredikat("A", "80", "90"),
    "A (80%)": _predikat("A", "80", satuan="%"),
    "17/20 (A)": _predikat("A", "0.85"),
    "80-90 (A)": _rentang_berpredikat("A", "80", "90"),
    "3±1 (A)": _rentang_berpredikat("A", "2", "4", "toleransi"),
    "Sangat Baik (85)": _predikat("Sangat Baik", "85"),
    "BB": _predikat("BB"),
    "bb": _predikat("bb"),
    "A-": _predikat("A-"),
    "WTP": _predikat("WTP"),
    "Opini WTP": _predikat("WTP"),
    "Predikat B": _predikat("B"),
    "Paripurna": _predikat("Paripurna"),
    "sangat  baik": _predikat("sangat baik"),
    "A (baik)": _predikat("A"),
    "Baik (B)": _predikat("Baik"),
    "Minimal B": _predikat("B", pembanding="≥"),
    "≥ BB (70)": _predikat("BB", "70", pembanding="≥"),
    "Zona Hijau": _predikat("Zona Hijau"),
}


@pytest.mark.parametrize(
    ("teks", "harapan"), [*(PEMISAH | SATUAN | PEMBANDING | RENTANG | RASIO | PREDIKAT).items()]
)
def test_nilai_terbaca(teks: str, harapan: tuple[str, ...]) -> None:
    nilai = read_value(teks)
    assert _ringkas(nilai) == harapan
    assert nilai.text == teks


@pytest.mark.parametrize(
    ("masukan", "angka"),
    [("12,5", Decimal("12.5")), (Decimal("1.5"), Decimal("1.5")), (7, Decimal(7)), (None, None)],
)
def test_masukan_dijadikan_nilai(masukan: Decimal | int | str | None, angka: Decimal | None) -> None:
    assert as_value(masukan).number == angka


def test_bacaan_tidak_bergantung_pada_konteks_pemanggil() -> None:
    with localcontext(Context(prec=3)):
        assert str(read_value("12.345,678").number) == "12345.678"
        assert str(read_value("1,2345E+6").number) == "1234500"
        assert str(read_value("1:3").number) == "0.3333333333333333333333333333"
        assert read_value("12345±1").upper == 12346
        assert display(Decimal("-12345.678")) == "-12.345,68"
        assert in_words(Decimal("-12345")) == "minus dua belas ribu tiga ratus empat puluh lima"


def test_nilai_tetap_dirinya() -> None:
    nilai = read_value("5")
    assert as_value(nilai) is nilai


@pytest.mark.parametrize("masukan", [1.5, True, b"5"])
def test_float_dan_jenis_lain_ditolak(masukan: object) -> None:
    with pytest.raises(TypeError, match=rf"str, or None, not {type(masukan).__name__}\.$"):
        as_value(masukan)  # type: ignore[arg-type]


@pytest.mark.parametrize("teks", ["1O", "1o", "2l", "2I", "Rp 5O"])
def test_a_letter_that_looks_like_a_digit_is_doubted(teks):
    assert read_value(teks).doubt == Doubt.LETTER
    assert "salah ketik" in read_value(teks).echo


@pytest.mark.parametrize("teks", ["5 l", "3 O", "2m", "10"])
def test_a_unit_apart_from_its_number_is_not(teks):
    assert not read_value(teks).doubt
