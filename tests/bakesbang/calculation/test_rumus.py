"""Rumus: what it computes, when it gives a reason instead, and what it tells about itself."""

import pickle
from decimal import Decimal, localcontext

import pytest

from bakesbang.calculation.formula import FormulaError, NameRef, NihilPolicy, Result, Rumus, propose_code
from bakesbang.calculation.result import ReasonCode

D = Decimal
SARA = {"Jumlah konflik SARA yang selesai": "selesai", "Jumlah konflik SARA yang ada": "ada"}


def angka(teks: str, **nilai: Decimal | int) -> Decimal | None:
    return Rumus.read(teks).compute(nilai).number


# ── Results ─────────────────────────────────────────────────────────────────────────────────────


def test_the_iku_of_the_source_gives_75_percent():
    rumus = Rumus.read("[Jumlah konflik SARA yang selesai] / [Jumlah konflik SARA yang ada] × 100%", SARA)
    hasil = rumus.compute({"selesai": D(6), "ada": D(8)})
    assert hasil == Result(D(75), None, "6 ÷ 8 × 100% = 75%")
    assert rumus.satuan == "%"
    assert rumus.in_percent


def test_percent_as_last_factor_is_the_unit_and_elsewhere_a_hundredth():
    assert angka("a / b × 100%", a=6, b=7).quantize(D("0.1")) == D("85.7")
    assert angka("a / b × 100", a=3, b=4) == 75
    assert angka("a × 30% + b × 70%", a=50, b=100) == 85
    assert angka("50%") == D("0.5")
    assert angka("100% × a / b", a=3, b=4) == D("0.75")
    assert Rumus.read("a × 30% + b × 70%").satuan == ""


@pytest.mark.parametrize(
    ("teks", "satuan"),
    [
        ("(a / b) × 100%", "%"),
        ("((a / b) × 100,0 %)", "%"),
        ("a / b × 100 persen", "%"),
        ("a / b × 100% + c / d × 100%", "%"),
        ("(a / b × 100% + c / d × 100%) / 2", "%"),
        ("(a / b × 100%) × 40% + c × 60%", "%"),
        ("100 - a / b × 100%", "%"),
        ("BULAT(a / b × 100%; 2)", "%"),
        ("JIKA(b = 0; 100; a / b × 100%)", "%"),
        ("-(a × 100%)", "%"),
        ("(a × 100%) / (b × 100%)", ""),
        ("10 / (a / b × 100%)", ""),
        ("(a / b × 100%) × c", ""),
        ("(a / b × 100%)^2", ""),
        ("AKAR(a / b × 100%)", ""),
        ("a / b × 100", ""),
        ("a × 100% / b", ""),
        ("a / b", ""),
    ],
)
def test_the_unit_is_percent_only_when_the_value_is(teks, satuan):
    assert Rumus.read(teks).satuan == satuan


def test_results_are_exact_to_28_digits():
    assert angka("1 / 3") == D("0.3333333333333333333333333333")
    assert angka("a / b × 100%", a=6, b=7) == D("85.71428571428571428571428571")
    assert angka("1 / 3 × 3") == 1
    assert angka("1 / 3 × 3 - 1") == 0
    assert angka("a + b", a=D("12345678901234.5678901234"), b=D("0.0000000001")) == D(
        "12345678901234.5678901235"
    )


def test_the_caller_s_decimal_context_changes_nothing():
    with localcontext() as konteks:
        konteks.prec = 3
        konteks.rounding = "ROUND_UP"
        hasil = Rumus.read("(a + 1,23456789) / 3").compute({"a": D("1234567.5")})
    assert hasil.number == D("411522.9115226300000000000000")
    assert hasil.working == "(1.234.567,5 + 1,23456789) ÷ 3 = 411.522,91"


def test_whole_results_have_no_zeros_behind_the_comma_and_no_exponent():
    assert str(angka("a / b × 100%", a=D("2.50"), b=D("10.00"))) == "25"
    assert str(angka("a × 1.000", a=3000000)) == "3000000000"
    assert str(angka("a / 1.000", a=1)) == "0.001"


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("JUMLAH(1; 2; 3)", 6),
        ("SUM(1, 2, 3)", 6),
        ("RATA(1; 2; 6)", 3),
        ("rata-rata(1; 2)", "1.5"),
        ("Average(1; 2)", "1.5"),
        ("avg(4)", 4),
        ("MIN(3; -1)", -1),
        ("MAKS(3; 7)", 7),
        ("Maximum", None),
        ("max(5)", 5),
        ("min(5)", 5),
        ("MEDIAN(9; 1; 5)", 5),
        ("BULAT(2,5; 0)", 3),
        ("BULAT(-2,5; 0)", -3),
        ("ROUND(1,005; 2)", "1.01"),
        ("BULAT(-3,1415926; 1)", "-3.1"),
        ("BULAT(1.250; -2)", 1300),
        ("ABS(-1,5)", "1.5"),
        ("BULATBAWAH(-1,2)", -2),
        ("BULATATAS(-1,2)", -1),
        ("ceiling(1,2)", 2),
        ("AKAR(1 / 9)", "0.3333333333333333333333333333"),
        ("sqrt(2)", "1.414213562373095048801688724"),
        ("LN(1)", 0),
        ("LOG(1.000)", 3),
        ("LOG(8; 2)", 3),
        ("JIKA(2 > 1; 10; 20)", 10),
        ("IF(2 <= 1; 10; 20)", 20),
        ("JIKA(BUKAN (1 = 2) DAN (3 <> 4 ATAU SALAH); 1; 0)", 1),
        ("if(!(1 == 2) && 1 != 2 || false, 1, 0)", 1),
        ("not true", 0),
        ("BENAR", 1),
        ("2^10", 1024),
        ("2^-1", "0.5"),
        ("2**3", 8),
        ("(-8)^2", 64),
        ("0^5", 0),
        ("1^(1/3)", 1),
        ("8^(1/3)", 2),
        ("(1/4)^0,5", "0.5"),
        ("2^0,001", "1.000693387462580632537568639"),
        ("7 : 2", "3.5"),
        ("7 ÷ 2 · 2", 7),
        ("-(-3)", 3),
        ("+5 − 2", 3),
    ],
)
def test_operators_and_functions_in_indonesian_and_english(teks, nilai):
    assert angka(teks) == (None if nilai is None else D(nilai))


def test_a_condition_counts_as_one_or_zero():
    assert Rumus.read("a >= 3").compute({"a": 3}).number == 1
    assert Rumus.read("a >= 3").compute({"a": 2}).number == 0
    assert Rumus.read("a == b").compute({"a": 2, "b": 3}).number == 0


# ── Reasons ─────────────────────────────────────────────────────────────────────────────────────


def test_missing_inputs_are_named_and_never_read_as_zero():
    rumus = Rumus.read("[Jml selesai] / [Jml ada] × 100%", {"Jml selesai": "selesai", "Jml ada": "ada"})
    hasil = rumus.compute({"selesai": None})
    assert hasil.number is None
    assert hasil.reason.code == ReasonCode.INCOMPLETE
    assert hasil.reason.missing == ("selesai", "ada")
    assert hasil.reason.message == "Belum lengkap: Jml selesai, Jml ada belum diisi"
    assert hasil.working == "[Jml selesai] ÷ [Jml ada] × 100%"


def test_a_missing_input_counts_even_where_another_branch_is_taken():
    assert Rumus.read("JIKA(a = 0; 0; b / a)").compute({"a": 0}).reason.missing == ("b",)


def test_zero_numerator_is_a_real_zero():
    assert angka("a / b × 100%", a=0, b=12) == 0


def test_division_by_zero_gives_a_reason_and_no_number():
    hasil = Rumus.read("a / b × 100%").compute({"a": 3, "b": 0})
    assert hasil.number is None
    assert hasil.reason.code == ReasonCode.NOT_COMPUTABLE
    assert "pembagian dengan nol" in hasil.reason.message
    assert hasil.working == "3 ÷ 0 × 100%: tidak terhitung: pembagian dengan nol"


def test_zero_over_zero_is_nihil_unless_the_policy_says_otherwise():
    rumus = Rumus.read("a / b × 100%")
    hasil = rumus.compute({"a": 0, "b": 0})
    assert (hasil.number, hasil.reason.code) == (None, ReasonCode.NIHIL)
    assert rumus.compute({"a": 0, "b": 0}, nihil_policy=NihilPolicy.HUNDRED).number == 100
    assert rumus.compute({"a": 0, "b": 0}, nihil_policy="NIHIL_0").number == 0
    assert rumus.compute({"a": 3, "b": 0}, nihil_policy="NIHIL_100").number is None
    with pytest.raises(ValueError, match="NIHIL_50"):
        rumus.compute({"a": 0, "b": 0}, nihil_policy="NIHIL_50")


@pytest.mark.parametrize(
    ("teks", "angka_nihil"),
    [
        ("a / b × 100", 100),
        ("100 × a / b", 100),
        ("a × 100 / b", 100),
        ("a / b", 1),
        ("a / b × 1.000", 1000),
        ("a / 2 / b", "0.5"),
        ("0 × a / b", 1),
        ("(a / b + c / d) / 2 × 100%", 75),
    ],
)
def test_nihil_100_means_the_whole_of_that_fraction(teks, angka_nihil):
    rumus = Rumus.read(teks)
    nilai = {"a": 0, "b": 0, "c": 1, "d": 2}
    assert rumus.compute(nilai, nihil_policy="NIHIL_100").number == D(angka_nihil)


@pytest.mark.parametrize(
    ("teks", "sebab"),
    [
        ("0^0", "0 dipangkatkan 0"),
        ("0^-1", "pembagian dengan nol"),
        ("AKAR(-1)", "akar dari bilangan negatif"),
        ("(-8)^(1/3)", "akar dari bilangan negatif"),
        ("LN(0)", "logaritma hanya untuk bilangan di atas 0"),
        ("LOG(10; -2)", "logaritma hanya untuk bilangan di atas 0"),
        ("LOG(10; 1)", "bilangan pokok 1"),
        ("2^a", "pangkat terlalu besar"),
        ("((9^100)^100)^100", "pangkat terlalu besar"),
        ("9^100 × 9^100", "terlalu besar atau terlalu kecil"),
        ("1 / 9^100 / 9^100", "terlalu besar atau terlalu kecil"),
    ],
)
def test_what_has_no_value_says_why(teks, sebab):
    hasil = Rumus.read(teks).compute({"a": 101})
    assert hasil.number is None
    assert hasil.reason.code == ReasonCode.NOT_COMPUTABLE
    assert sebab in hasil.reason.message


@pytest.mark.parametrize("nilai", [D("NaN"), D("Infinity"), D("1E+999999"), D("1E-999999")])
def test_inputs_beyond_measure_give_a_reason(nilai):
    hasil = Rumus.read("a × 2").compute({"a": nilai})
    assert hasil.reason.code == ReasonCode.NOT_COMPUTABLE


def test_only_what_decides_a_condition_is_computed():
    assert Rumus.read("d == 0 or n / d > 1").compute({"n": 5, "d": 0}).number == 1
    assert Rumus.read("JIKA(d = 0; 0; n / d)").compute({"n": 5, "d": 0}).number == 0


def test_only_decimal_int_and_none_are_inputs():
    rumus = Rumus.read("a + 1")
    for nilai in (1.5, "2", True):
        with pytest.raises(TypeError):
            rumus.compute({"a": nilai})
    assert rumus.compute({"a": 2, "asing": "abaikan"}).number == 3


# ── Keys ────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_mapping_the_normalised_name_is_the_key():
    rumus = Rumus.read("[Jml  LSM/ORMAS\u00a0yg ADA] / [ﬁlm]")
    assert rumus.variabel == ("jml lsm/ormas yg ada", "film")
    assert rumus.compute({"JML LSM/Ormas  yg ada": 6, "FILM": 3}).number == 2
    with pytest.raises(ValueError, match="dua kali"):
        rumus.compute({"film": 1, "FILM": 2})


def test_last_year_s_value_is_another_input():
    rumus = Rumus.read("([Ada] - [Ada; tahun lalu]) / [ada;TAHUN  LALU] × 100%")
    assert rumus.variabel == ("ada", "ada; tahun lalu")
    assert [(v.code, v.last_year) for v in rumus.variabel] == [("ada", False), ("ada", True)]
    assert rumus.compute({"ada": 6, "Ada ; tahun lalu": 4}).number == 50
    assert rumus.compute({"ada": 6, NameRef("ada", last_year=True): 4}).number == 50
    assert rumus.compute({"ada": 6}).reason.message == "Belum lengkap: Ada (tahun lalu) belum diisi"
    assert rumus.canonical() == "([ada] - [ada; tahun lalu]) / [ada; tahun lalu] × 100%"


def test_only_last_year_is_a_reserved_suffix():
    assert Rumus.read("[a; tahun ini] + [b; 2]").variabel == ("a; tahun ini", "b; 2")


def test_an_input_is_a_string_that_knows_its_parts():
    satu = NameRef("ada", last_year=True, label="Jml ada")
    kembali = pickle.loads(pickle.dumps(satu))
    assert kembali == satu == "ada; tahun lalu"
    assert (kembali.code, kembali.last_year, kembali.label) == ("ada", True, "Jml ada")


def test_labels_as_typed_are_kept_for_proposing_inputs():
    rumus = Rumus.read("[Jml  Ormas yg Aktif] / Jumlah Ormas x 100%")
    assert [v.label for v in rumus.variabel] == ["Jml Ormas yg Aktif", "Jumlah Ormas"]


# ── What a formula tells about itself ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("teks", "pecahan"),
    [
        ("[selesai] / [ada] × 100%", (("selesai",), ("ada",))),
        ("(a + b) / (c + d) × 100%", (("a", "b"), ("c", "d"))),
        ("JUMLAH(a; b) / c × 100%", (("a", "b"), ("c",))),
        ("(a / b) × 100", (("a",), ("b",))),
        ("a / b", None),
        ("a / b × 1.000", None),
        ("(a - b) / b × 100%", None),
        ("a / 3 × 100%", None),
        ("a / b / c × 100%", None),
        ("JUMLAH(a; 1) / b × 100%", None),
        ("MAKS(a; b) / b × 100%", None),
        ("a × 100%", None),
        ("100", None),
    ],
)
def test_a_plain_share_names_its_part_and_its_whole(teks, pecahan):
    assert Rumus.read(teks).share == pecahan


def test_formulas_are_equal_when_they_calculate_the_same_way():
    assert Rumus.read("(A/B)*100 %") == Rumus.read("[a] ÷ [b] × 100%")
    assert hash(Rumus.read("(A/B)*100 %")) == hash(Rumus.read("[a] ÷ [b] × 100%"))
    assert Rumus.read("a / b") != Rumus.read("a / b × 100%")


def test_reading_is_cached():
    assert Rumus.read("a / b", {"A": "a", "B": "b"}) is Rumus.read("a / b", {"A": "a", "B": "b"})


@pytest.mark.parametrize(
    ("label", "terpakai", "kode"),
    [
        ("Jumlah konflik SARA yang selesai", (), "konflik_sara_selesai"),
        ("Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.", (), "lsm_ormas_parpol_berpartisipasi_pemb"),
        ("Jumlah", (), "data_jumlah"),
        ("yang ada", ("ada",), "ada_2"),
        ("yang ada", ("ada", "ada_2"), "ada_3"),
        ("3 pilar", (), "data_3_pilar"),
        ("Persen", (), "data_persen"),
        ("…", (), "data"),
        ("Évaluasi", (), "evaluasi"),
        (
            "Kelompok masyarakat berpartisipasi aktif pembangunan",
            (),
            "kelompok_masyarakat_berpartisipasi_aktif",
        ),
        ("sangat" * 20, (), ("sangat" * 20)[:40]),
    ],
)
def test_a_code_is_proposed_from_the_label(label, terpakai, kode):
    assert propose_code(label, terpakai) == kode


def test_a_proposed_code_is_always_readable_as_a_name():
    for label in ("Jumlah", "x", "dan", "Rata", "JIKA", "dibagi", "BENAR", "persen"):
        kode = propose_code(label)
        assert Rumus.read(f"{kode} / [{kode}]", {label: kode}).variabel == (kode,)


def test_a_bad_mapping_is_refused():
    with pytest.raises(FormulaError, match="tidak sah"):
        Rumus.read("a", {"A": "A"})
    with pytest.raises(FormulaError, match="dua data"):
        Rumus.read("a", {"Ada": "a", "ADA": "b"})
