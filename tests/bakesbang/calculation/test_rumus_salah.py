"""Errors of formulas: the sentence, the column, the guess, the caret."""

import pytest

from bakesbang.calculation.formula import FormulaError, Rumus


def salah(teks: str) -> FormulaError:
    with pytest.raises(FormulaError) as galat:
        Rumus.read(teks)
    return galat.value


@pytest.mark.parametrize(
    ("teks", "kolom", "pesan"),
    [
        ("-3^2", 1, "Minus di depan pangkat"),
        ("a - -3^2", 5, "Minus di depan pangkat"),
        ("-+3^2", 1, "Minus di depan pangkat"),
        ("2^3^2", 4, "Pangkat beruntun"),
        ("2^+3", 3, "Susunan rumus tidak dapat dibaca"),
        ("2^101", 3, "Pangkat terlalu besar"),
        ("2^-101", 3, "Pangkat terlalu besar"),
        ("a < b < c", 7, "Perbandingan beruntun"),
        ("a == b == c", 8, "Perbandingan beruntun"),
        ("1 + bukan (a > 1)", 5, "BUKAN tidak dapat berdiri"),
        ("1 + (2 > 1)", 5, "Di sini harus ada angka"),
        ("+(2 > 1)", 2, "Di sini harus ada angka"),
        ("(2 > 1) × 3", 1, "Di sini harus ada angka"),
        ("(2 > 1)^2", 1, "Di sini harus ada angka"),
        ("-(2 > 1)", 2, "Di sini harus ada angka"),
        ("(2 > 1) < 3", 1, "Di sini harus ada angka"),
        ("(2 > 1) == 3", 12, "Di sini harus ada perbandingan"),
        ("3 == (2 > 1)", 6, "Di sini harus ada angka"),
        ("BULAT(2 > 1)", 7, "Di sini harus ada angka"),
        ("JIKA(a; 1; 0)", 6, "Di sini harus ada perbandingan"),
        ("JIKA(a > 1; b > 1; 0)", 13, "Di sini harus ada angka"),
        ("(a > 1) DAN b", 13, "Di sini harus ada perbandingan"),
        ("bukan (a)", 7, "Di sini harus ada perbandingan"),
        ("JIKA(a > 1; 2)", 1, "Banyaknya isian fungsi JIKA tidak tepat: 2."),
        ("ABS(1; 2)", 1, "Banyaknya isian fungsi ABS tidak tepat: 2."),
        ("BULAT(a; b)", 10, "Banyaknya desimal pada BULAT"),
        ("BULAT(a; 0,5)", 10, "Banyaknya desimal pada BULAT"),
        ("BULAT(a; 16)", 10, "Banyaknya desimal pada BULAT"),
        ("( 1 +", 6, "Rumus terputus"),
        ("(1 + 2", 1, "Kurung buka belum ditutup"),
        ("1) + 2", 2, "Kurung tutup tanpa kurung buka"),
        ("()", 2, "Sebelum tanda “)”"),
        ("a + * b", 5, "Sebelum tanda “*”"),
        ("a; b", 2, "Tanda “;” hanya untuk memisahkan isian"),
        ("1, 5", 2, "Tanda “,” hanya untuk memisahkan isian"),
        ("MAKS(1; 2, 3)", 10, "Koma dan titik koma tercampur"),
        ("[a", 1, "Kurung siku [ belum ditutup"),
        ("[ ]", 1, "Nama data di dalam kurung siku"),
        ("[; tahun lalu]", 1, "Nama data di dalam kurung siku"),
        ("[a; tahun lalu; tahun lalu]", 1, "Nama data di dalam kurung siku"),
        ("[" + "n" * 301 + "]", 1, "Nama data lebih dari 300 huruf"),
        ("'teks'", 1, "Teks dalam tanda kutip"),
        (".5", 1, "Angka harus diawali digit"),
        ("% a", 1, "Tanda % hanya boleh setelah angka"),
        ("a %", 3, "Tanda % hanya boleh setelah angka"),
        ("a ? b", 3, "Tanda “?” tidak dikenal"),
        ("? a", 1, "Tanda “?” tidak dikenal"),
        ("1.23.456", 1, "Angka “1.23.456” tidak jelas"),
        ("1,234,567", 1, "Angka “1,234,567” tidak jelas"),
        ("1,234.5", 1, "Angka “1,234.5” tidak jelas"),
        ("1234567890123456789012345678,9", 1, "Angka terlalu panjang"),
        ("-----1", 5, "Terlalu banyak tanda berturut-turut"),
        ("(" * 25 + "1" + ")" * 25, 25, "Kurung bersarang terlalu dalam"),
        ("BUKAN (" * 24 + "a > 1" + ")" * 24, None, None),
        ("1 + 2" * 1000, 4001, "Rumus terlalu panjang"),
        ("a+b*" * 999 + "c", 1, "Rumus terlalu panjang"),
        ("coalesce(a; b)", 1, "Fungsi “coalesce” tidak dikenal"),
    ],
)
def test_a_faulty_formula_says_what_and_where(teks, kolom, pesan):
    if kolom is None:
        assert Rumus.read(teks).compute({"a": 2}).number == 1
        return
    galat = salah(teks)
    assert galat.message.startswith(pesan)
    assert (galat.line, galat.column) == (1, kolom)


def test_depth_counts_the_brackets_that_printing_needs():
    assert salah("-(--(" * 11 + "--1" + "))" * 11).message.startswith("Rumus bersarang terlalu dalam")


@pytest.mark.parametrize(
    ("teks", "saran"),
    [
        ("-3^2", "Tambahkan kurung, misalnya -(3^2) atau (-3)^2."),
        ("2^3^2", "Tambahkan kurung, misalnya (2^3)^2 atau 2^(3^2)."),
        ("SUMM(1; 2)", "Maksud Anda SUM?"),
        ("BULLAT(a / b)", "Maksud Anda BULAT?"),
        (
            "qqq(1)",
            "Fungsi yang ada: JUMLAH, RATA, MIN, MAKS, MEDIAN, BULAT, BULATBAWAH, BULATATAS, ABS, AKAR, LN, LOG, JIKA.",
        ),
        (
            "Realisasi PAD/Target PAD x 100%",
            "Maksud Anda [Realisasi PAD] / [Target PAD]? Beri spasi, atau tulis nama dalam kurung siku.",
        ),
        (".5", "Tulis misalnya 0,5."),
    ],
)
def test_a_faulty_formula_comes_with_a_hint(teks, saran):
    assert salah(teks).hint == saran


def test_the_caret_stands_under_the_fault():
    assert salah("selesai / * ada").pointer() == "selesai / * ada\n          ^"
    assert str(salah("a b")) == "Kolom 1: " + salah("a b").message + " " + salah("a b").hint


def test_the_caret_stands_in_the_faulty_line():
    galat = salah("Rumus:\n(a + b) /\n* c")
    assert (galat.line, galat.column) == (3, 1)
    assert galat.pointer() == "* c\n^"


def test_a_long_line_is_cut_around_the_fault():
    galat = salah("a + " * 40 + "* b" + " + c" * 40)
    atas, bawah = galat.pointer().split("\n")
    assert atas.startswith("…")
    assert atas.endswith("…")
    assert len(atas) <= 74
    assert atas[bawah.index("^")] == "*"


def test_the_column_counts_what_was_typed():
    galat = salah("\u200b  $\\frac{a}{b} * * 2$")
    assert galat.text[galat.column - 1] == "*"
    assert galat.column == 19
    assert salah("[a] + 1 ? 2").column == 9


def test_the_end_of_the_text_is_one_column_further():
    assert salah("1*").column == 3
    assert salah("1*").pointer() == "1*\n  ^"


def test_it_is_a_value_error():
    assert isinstance(salah("1*"), ValueError)
