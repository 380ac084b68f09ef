"""What is no number: text that stays text, strip, N/A, blank."""

import pytest

from bakesbang.calculation.values.value import Doubt, Nilai, ValueState, read_value

TETAP_TEKS = [
    "TW III= 18 kegiatan",
    "dua puluh",
    "Ada laporan",
    "E5",
    "3A",
    "5 Rp x",
    "2 (lama) s.d. 3",
    "5 s.d.",
    "5 hingga akhir",
    "12 SD, 3 SMP",
    "5 orang > 3",
    "5 > orang - 7",
    "5% - 7 orang",
    "Hey",
    "b",
    "%",
    "<",
    "Rp",
    "()",
    "- 5",
    "- 5 dokumen",
    "(5)",
    "5²",
    "10³",
    "8.01.02",
    "1.2.3",
    "1,2,3",
    "1.23.456",
    "1,234,56",
    "12.34,5",
    "1,23.4",
    "1.234,5,6",
    "12 3456",
    "1234 567",
    "12-05-2024",
    "1/2/2024",
    "1:2:3",
    "31 Desember 2024",
    "5 Mei",
    "08.30 WIB",
    "08:30",
    "08-10",
    "05,5-7",
    "0," + "0" * 28 + "1",
    "9999999999999999999999999999±1",
    "8-010",
    "01/2024",
    "1/02",
    "1/2024",
    "12/1900",
    "2/2100 KH",
    "2023/2024",
    "5/0",
    "1:0",
    "5:abc",
    "3 dokumen dan 2 laporan",
    "3 dokumen, 2 laporan",
    "12 bulan/ 1 tahun",
    "1 dokumen - 2 laporan",
    "1 kegiatan\n1 data",
    "85\n90",
    "15 dari 100",
    "5 x 3",
    "3x4",
    "2 kali 5",
    "5+3",
    "5 ??",
    "80-90 ??",
    "3±5 ??",
    "3±-1",
    "A (80 orang)",
    "A (80 B)",
    "TW 2",
    "Kota 5",
    "99999999999999999999999999999",
    "1E+28",
    "1E-29",
    "1E+999",
    "1/99999999999999999999999999999",
    "9999999999999999999999999999±1E-20",
    "5 " + "a" * 101,
    "18 kegiatan " + "x " * 100,
    "٣",
    "½",
    "①",
]


@pytest.mark.parametrize("teks", TETAP_TEKS)
def test_yang_tak_terbaca_tetap_teks(teks: str) -> None:
    assert read_value(teks) == Nilai(ValueState.TEXT, teks)


@pytest.mark.parametrize("teks", ["-", "- -", "–", "—", "--", "−", "- %", "-%", "Rp -", "Rp. -"])
def test_strip(teks: str) -> None:
    assert read_value(teks) == Nilai(ValueState.STRIP, teks)


@pytest.mark.parametrize("teks", ["N/A", "n.a.", "NA", "tidak berlaku", "Tidak  Berlaku", "tdk berlaku"])
def test_tidak_berlaku(teks: str) -> None:
    assert read_value(teks) == Nilai(ValueState.NOT_APPLICABLE, teks)


@pytest.mark.parametrize("teks", ["", " ", "\n\t", "\u00a0", "\u200b", " " * 1000])
def test_kosong(teks: str) -> None:
    assert read_value(teks) == Nilai(ValueState.BLANK, teks)


def test_tanpa_teks_adalah_kosong() -> None:
    assert read_value(None) == Nilai(ValueState.BLANK, "")


def test_strip_na_kosong_dan_nol_berbeda() -> None:
    keadaan = [read_value(teks).state for teks in ("-", "N/A", "", "0")]
    assert keadaan == [ValueState.STRIP, ValueState.NOT_APPLICABLE, ValueState.BLANK, ValueState.NUMBER]
    assert read_value("0").number == 0


def test_strip_salah_sandi_ditandai() -> None:
    assert read_value("â€“").state == ValueState.STRIP
    assert read_value("â€“").doubt == Doubt.MISENCODED


def test_teks_salah_sandi_tidak_ditanyakan() -> None:
    assert read_value("rapat â€“ tamu") == Nilai(ValueState.TEXT, "rapat â€“ tamu")


@pytest.mark.parametrize("panjang", [200, 201])
def test_teks_lebih_dari_200_huruf_bukan_nilai(panjang: int) -> None:
    teks = "5".ljust(panjang)
    assert read_value(teks).state == (ValueState.NUMBER if panjang == 200 else ValueState.TEXT)


@pytest.mark.parametrize(
    "potongan", ["1.", "1,", "1 ", "(", "A (", "5-", "s.d. ", "per 1 ", "â€", "<", "x 5 ", "*", "±1"]
)
def test_teks_berulang_selesai_dibaca(potongan: str) -> None:
    for teks in ("1" + potongan * 60, potongan * 60 + "1", "A" + potongan * 60, potongan * 100_000):
        assert read_value(teks).text == teks
