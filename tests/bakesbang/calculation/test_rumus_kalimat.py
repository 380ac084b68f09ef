"""Sentences, questions and comparisons in the place of a formula, and formulas with their legend on one line."""

import pytest

from bakesbang.calculation.formula import FormulaError, Rumus

PENJELASAN = "Teks ini penjelasan, bukan rumus: tidak ada hitungan yang dapat dibaca."


def salah(tulisan: str) -> FormulaError:
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan)
    return galat.value


@pytest.mark.parametrize(
    "tulisan",
    [
        "Berapa persentase (%) penduduk yang memiliki akses air minum layak?",
        "Berapa jumlah (orang) yang dilatih",
        "Seberapa besar A / B x 100%",
        "Apakah dokumen sudah disusun (ya/tidak)?",
        "Rasio antara masyarakat yang terdaftar dengan yang memberikan suara",
    ],
)
def test_a_question_is_prose(tulisan):
    assert salah(tulisan).message == PENJELASAN


@pytest.mark.parametrize(
    "tulisan",
    [
        "Perbandingan A yang aktif dengan jumlah B",
        "perbandingan antara A yang aktif dengan jumlah B dikali 100%",
        "Rasio A yang aktif terhadap jumlah B.",
        "Persentase A yang aktif dibandingkan dengan jumlah B",
        "A yang aktif berbanding jumlah B (dalam persen)",
        "A yang aktif dibanding jumlah B x 100 %",
    ],
)
def test_a_comparison_in_words_proposes_its_formula(tulisan):
    galat = salah(tulisan)
    assert (galat.message, galat.hint) == (PENJELASAN, "Maksud Anda [A yang aktif] / [jumlah B] × 100%?")


@pytest.mark.parametrize(
    "tulisan",
    [
        "x = jumlah balita stunting; y = jumlah balita diukur",
        "x = jumlah balita stunting, dan y = jumlah balita diukur",
        "Pembilang: jumlah balita stunting; Penyebut: jumlah balita diukur",
        "Pembilang : jumlah balita stunting\nPenyebut : jumlah balita diukur",
        "Numerator = jumlah balita stunting; Denominator = jumlah balita diukur",
    ],
)
def test_two_definitions_on_one_line_propose_the_ratio(tulisan):
    assert salah(tulisan).hint == "Maksud Anda [jumlah balita stunting] / [jumlah balita diukur] × 100%?"


@pytest.mark.parametrize(
    "tulisan",
    [
        "A/B x 100%; A = aduan selesai; B = aduan masuk",
        "A/B x 100%, A = aduan selesai, B = aduan masuk",
        "A/B x 100% dimana A = aduan selesai dan B = aduan masuk",
    ],
)
def test_a_legend_behind_the_formula_names_its_letters(tulisan):
    rumus = Rumus.read(tulisan)
    assert rumus.text() == "A / B × 100%"
    assert dict(rumus.legend) == {"A": "aduan selesai", "B": "aduan masuk"}


def test_a_separator_inside_a_call_begins_no_legend():
    assert (
        Rumus.read("JIKA(a > 1 dan b = 2; 1; 0) + c").canonical()
        == Rumus.read("JIKA([a] > 1 DAN [b] = 2; 1; 0) + [c]").canonical()
    )


@pytest.mark.parametrize(
    ("tulisan", "hasil"),
    [
        ("Jumlah A dibagi jumlah B dikalikan seratus persen", "Jumlah A / jumlah B × 100%"),
        ("Jumlah A dibagi jumlah B dikali dengan seratus", "Jumlah A / jumlah B × 100"),
        ("Jumlah A / Jumlah B x seratus ribu", "Jumlah A / Jumlah B × 100.000"),
        ("Jumlah A / Jumlah B × seribu", "Jumlah A / Jumlah B × 1.000"),
        ("Jumlah A / Jumlah B x sejuta", "Jumlah A / Jumlah B × 1.000.000"),
        ("Jumlah penduduk seratus desa / Jumlah B", "Jumlah penduduk seratus desa / Jumlah B"),
    ],
)
def test_a_factor_in_words_is_a_number(tulisan, hasil):
    assert Rumus.read(tulisan).text() == hasil


def test_blanks_without_end_are_one_blank():
    sela = " " * 1_500
    assert salah(f"jumlah{sela}penduduk").position is not None
    assert "[a] / [b]" in str(salah(f"Perbandingan a{sela}dengan b"))


@pytest.mark.parametrize("kata", ["sejuta", "seratus persen", "sepuluh ribu"])
def test_a_fault_behind_a_factor_in_words_is_told_at_its_own_column(kata):
    awal = f"[A] / [B] dikali {kata} "
    assert salah(f"{awal}@").position == len(awal)
    assert salah(f"{awal}@ x sejuta").position == len(awal)


@pytest.mark.parametrize("tulisan", ["(IHKn – IHKn-1) / IHKn-1 x 100%", "(IHKn - IHKn–1)/IHKn–1 x 100%"])
def test_the_figure_of_the_year_before_is_a_name(tulisan):
    assert len(Rumus.read(tulisan).variabel) == 2


def test_a_line_without_a_letter_is_no_name():
    assert salah("______________ x 100 %").message == "Garis ini bukan nama data."
