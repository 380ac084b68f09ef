"""What holds for every formula and every text."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.formula import FormulaError, Rumus, normalize, propose_code
from tests.bakesbang.calculation.acak_rumus import PembuatRumus

BATAS_DETIK = 10
PANJANG = 120_000
POTONGAN = (
    *(
        "[A]",
        "[B; tahun lalu]",
        "a",
        "b1",
        "Jumlah A",
        "Jumlah data yang ada",
        "(DI)",
        "x",
        "X",
        "100",
        "100%",
    ),
    *(
        "1.000",
        "0,5",
        "1,2,3",
        "+",
        "-",
        "*",
        "/",
        "÷",
        "×",
        ":",
        "^",
        "(",
        ")",
        "[",
        "]",
        ";",
        ",",
        "{",
        "}",
    ),
    *("JIKA(", "MAX(", "JUMLAH(", "rata-rata(", "BULAT(", "LN(", "AKAR(", "dan", "atau", "bukan", "not", "!"),
    *(
        "=",
        "==",
        "<>",
        "<=",
        ">",
        "%",
        "persen",
        "dibagi",
        "ditambah",
        "\n",
        "\n--\n",
        "Rumus:",
        "Tipologi data:",
    ),
    *(
        "$",
        "\\frac{",
        "\\text{",
        "\\times",
        "\\",
        "Σ",
        ".",
        "&",
        "–",
        "LSM/ORMAS",
        "adalah",
        "true",
        "²",
        "ﬁ",
        "½",
    ),
    *(
        "\u200b",
        "'",
        '"',
        "_",
        "١",
        "İ",
        "ß",
        "x = ",
        "y = ",
        "2^",
        "(dalam %)",
        " dimana A = b",
        "1. ",
        " = ..%",
    ),
)
NAMA = {"A": "a", "Jumlah A": "ja", "LSM/ORMAS": "lo", "b1": "b1", "½": "setengah"}


@contextmanager
def batas_waktu() -> Iterator[None]:
    """Turns an endless loop into a failure: processor seconds, far above what any text may take."""

    def habis(*_: object) -> None:
        raise AssertionError(f"Lebih dari {BATAS_DETIK} detik.")

    lama = signal.signal(signal.SIGVTALRM, habis)
    signal.setitimer(signal.ITIMER_VIRTUAL, BATAS_DETIK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, lama)


def periksa(teks: str, nama: dict[str, str] | None = None) -> bool:
    """Read any text: a formula that can be printed, read back, drawn and computed, or RumusSalah."""
    with batas_waktu():
        rumus = baca_atau_galat(teks, nama)
        if isinstance(rumus, FormulaError):
            assert rumus.message
            assert rumus.pointer().endswith("^")
            return False
        periksa_cetak(rumus, nama)
        nilai = {satu: Decimal(urutan - 1) for urutan, satu in enumerate(rumus.variabel)}
        hasil = rumus.compute(nilai)
        assert hasil.working
        assert rumus.html_numbers(nilai).count("<span") == rumus.html_numbers(nilai).count("</span>")
        return True


def baca_atau_galat(teks: str, nama: dict[str, str] | None) -> Rumus | FormulaError:
    try:
        return Rumus.read(teks, nama)
    except FormulaError as galat:
        return galat


def periksa_cetak(rumus: Rumus, nama: dict[str, str] | None) -> None:
    kanonik = rumus.canonical()
    kembali = Rumus.read(kanonik)
    assert kembali == rumus
    assert kembali.canonical() == kanonik
    assert Rumus.read(rumus.with_labels(), nama) == rumus


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_its_own_error(teks):
    periksa(teks)
    periksa(f"[{teks}] / 2")


@given(st.lists(st.sampled_from(POTONGAN), max_size=14), st.sampled_from(("", " ")), st.booleans())
def test_no_mixture_of_signs_raises_anything_but_its_own_error(potongan, sela, bernama):
    periksa(sela.join(potongan), NAMA if bernama else None)


@given(st.integers(0, 10**9), st.integers(1, 6))
def test_what_is_printed_reads_back_as_the_same_formula(benih, dalam):
    periksa(PembuatRumus(Random(benih)).rumus(dalam))


@pytest.mark.panjang
def test_a_hundred_thousand_texts_raise_nothing_but_their_own_error():
    acak = Random(8)
    terbaca = 0
    for _ in range(PANJANG):
        if acak.random() < 0.5:
            teks = PembuatRumus(acak).rumus(acak.randint(0, 5))
        elif acak.random() < 0.8:
            teks = acak.choice(("", " ")).join(acak.choices(POTONGAN, k=acak.randint(1, 14)))
        else:
            atas = acak.choice((0x7F, 0x2FF, 0x2300, 0x10FFFF))
            teks = "".join(chr(acak.randint(1, atas)) for _ in range(acak.randint(1, 40)))
        terbaca += periksa(teks, acak.choice((None, NAMA)))
    assert terbaca > PANJANG // 5


@pytest.mark.parametrize(
    "ulang",
    ["(", "[", "a ", "- ", "1,", "x = ", "\\frac{", "a/", "a. ", "(a) ", "= ", "[a", "1\n", "-\n", "a,b "],
)
def test_long_repetitions_take_bounded_time(ulang):
    periksa(ulang * (3999 // len(ulang)))
    periksa("Jumlah " + ulang * (3900 // len(ulang)) + " x 100%")


@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=2, max_size=5),
)
def test_a_ratio_of_sums_with_positive_parts_lies_between_its_parts(bagian):
    atas = " + ".join(f"a{n}" for n in range(len(bagian)))
    bawah = " + ".join(f"b{n}" for n in range(len(bagian)))
    nilai = {f"a{n}": x for n, (x, _) in enumerate(bagian)} | {f"b{n}": y for n, (_, y) in enumerate(bagian)}
    gabungan = Rumus.read(f"({atas}) / ({bawah}) × 100%").compute(nilai).number
    satuan = [Rumus.read("a / b × 100%").compute({"a": x, "b": y}).number for x, y in bagian]
    assert min(satuan) <= gabungan <= max(satuan)


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12), st.integers(1, 10**12))
def test_results_are_the_exact_quotient_rounded_once_to_28_digits(a, b, c):
    hasil = Rumus.read("(a - b) / c × 100%").compute({"a": a, "b": b, "c": c}).number
    tepat = Fraction(a - b, c) * 100
    assert abs(Fraction(hasil) - tepat) * 10**28 <= abs(tepat) * 5


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_a_constant_reads_back_as_itself(nilai):
    tulisan = f"{nilai:f}".replace(".", ",")
    assert Rumus.read(f"a + ({tulisan})").compute({"a": 0}).number == nilai


@given(st.text(max_size=80))
def test_names_normalise_once_for_all(nama):
    assert normalize(normalize(nama)) == normalize(nama)


@given(st.text(max_size=60), st.sets(st.text(alphabet="abc_2", min_size=1), max_size=5))
def test_a_proposed_code_is_free_and_readable(label, terpakai):
    kode = propose_code(label, terpakai)
    assert kode not in terpakai
    assert Rumus.read(f"{kode} / 2", {"x": kode}).variabel == (kode,)
