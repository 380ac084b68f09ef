"""Reading a formula as people write and documents print it."""

from decimal import Decimal

import pytest

from bakesbang.calculation.formula import FormulaError, Rumus

PARPOL = {
    "Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.": "ikut",
    "Jml LSM/ORMAS/Parpol yang ada": "ada",
}


def kanonik(teks: str, nama: dict[str, str] | None = None) -> str:
    return Rumus.read(teks, nama).canonical()


def teks(tulisan: str) -> str:
    return Rumus.read(tulisan).text()


# ── Names ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tulisan",
    [
        "[Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.] / [Jml LSM/ORMAS/Parpol yang ada] × 100%",
        "Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb. / Jml LSM/ORMAS/Parpol yang ada x 100 %",
        "jml lsm/ormas/parpol  YG berpartisipasi\u00a0dlm pemb./Jml LSM/ORMAS/Parpol yang ada X100%",
        "[ikut] / [ada] × 100%",
        "ikut/ada*100%",
        "(ikut : ada) x 100 persen",
        r"$\frac{\text{Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.}}{\text{Jml LSM/ORMAS/Parpol yang ada}}"
        r" \times 100 \%$",
        "Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.\n--------- x 100%\nJml LSM/ORMAS/Parpol yang ada",
    ],
)
def test_names_of_the_source_resolve_to_their_codes(tulisan):
    assert kanonik(tulisan, PARPOL) == "[ikut] / [ada] × 100%"


def test_the_issue_s_example_without_brackets():
    nama = {
        "Jumlah data informasi yang dimanfaatkan": "dimanfaatkan",
        "Jumlah data informasi yang tersedia": "tersedia",
    }
    tulisan = "Jumlah data informasi yang dimanfaatkan / Jumlah data informasi yang tersedia x 100"
    assert kanonik(tulisan, nama) == "[dimanfaatkan] / [tersedia] × 100"


def test_an_unknown_name_is_an_error_with_a_guess():
    with pytest.raises(FormulaError) as galat:
        Rumus.read("[Jml LSM/ORMAS/Parpol yg ada] × 2", PARPOL)
    assert galat.value.message == "Data “Jml LSM/ORMAS/Parpol yg ada” tidak dikenal."
    assert galat.value.hint == "Maksud Anda [Jml LSM/ORMAS/Parpol yang ada]?"
    assert galat.value.column == 1


@pytest.mark.parametrize(
    ("tulisan", "kolom", "saran"),
    [
        ("ikut / adda × 100%", 8, "Maksud Anda [ada]?"),
        ("ikut / [zzz] × 100%", 8, ""),
        ("Jml LSM/ORMAS/Parpol yang ada di sini / ikut", 1, "Maksud Anda [Jml LSM/ORMAS/Parpol yang ada]?"),
    ],
)
def test_a_guess_is_made_only_when_something_is_near(tulisan, kolom, saran):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan, PARPOL)
    assert (galat.value.column, galat.value.hint) == (kolom, saran)


def test_a_code_wins_over_a_label_spelled_the_same():
    assert kanonik("[ada] + [Ada!]", {"ada": "lain", "Ada!": "ada"}) == "[ada] + [ada]"


def test_the_longest_known_name_is_taken():
    nama = {"Jumlah ormas": "ormas", "Jumlah ormas aktif": "aktif"}
    assert kanonik("Jumlah ormas aktif / Jumlah ormas", nama) == "[aktif] / [ormas]"


def test_known_names_may_begin_with_a_digit_or_hold_signs():
    nama = {"3 pilar (TNI/Polri) & warga": "pilar", "Rp + hibah": "rp"}
    assert kanonik("3 Pilar (TNI/Polri) & warga x Rp + hibah", nama) == "[pilar] × [rp]"


def test_known_codes_may_be_joined_by_words():
    assert (
        kanonik("JIKA(a > 1 dan b > 1; a; b)", {"A": "a", "B": "b"}) == "JIKA([a] > 1 DAN [b] > 1; [a]; [b])"
    )
    assert kanonik("JIKA(a > b atau c > 1; 1; 0)") == "JIKA([a] > [b] ATAU [c] > 1; 1; 0)"


@pytest.mark.parametrize(
    ("tulisan", "hasil"),
    [
        ("selesai/ada", "[selesai] / [ada]"),
        ("a-b", "[a] - [b]"),
        ("a–b", "[a] - [b]"),
        ("rata-rata/ada", "[rata-rata] / [ada]"),
        ("unsur-unsur", "[unsur-unsur]"),
        (
            "Jumlah desa/kelurahan sadar / Jumlah desa/kelurahan",
            "[jumlah desa/kelurahan sadar] / [jumlah desa/kelurahan]",
        ),
        ("Jumlah A/Jumlah B", "[jumlah a] / [jumlah b]"),
        ("(Jumlah A /Jumlah B)", "[jumlah a] / [jumlah b]"),
        (
            "luasan Irigasi (DI) yang aktif / luasan Irigasi(DI) semua",
            "[luasan irigasi (di) yang aktif] / [luasan irigasi(di) semua]",
        ),
        ("Jumlah (DI) yang aktif / b", "[jumlah (di) yang aktif] / [b]"),
        ("Wasnas & Penanganan / b", "[wasnas & penanganan] / [b]"),
        ("Jumlah Ormas, LSM dan Parpol / b", "[jumlah ormas, lsm dan parpol] / [b]"),
        ("Jumlah bayi 6–11 bulan / b", "[jumlah bayi 6–11 bulan] / [b]"),
        ("dilakukan mulai tahun 2018 / b", "[dilakukan mulai tahun 2018] / [b]"),
        ("Nilai 1 + Nilai 2", "[nilai 1] + [nilai 2]"),
        ("Σ KTP terbit / ∑wajib KTP", "[ktp terbit] / [wajib ktp]"),
        ("Jml. hadir / b.", "[jml. hadir] / [b]"),
        ("Salah satu ormas / b", "[salah satu ormas] / [b]"),
        ("bukan anggota / b", "[bukan anggota] / [b]"),
        ("not_in + b_2", "[not_in] + [b_2]"),
        ("Ko x St", "[ko] × [st]"),
        ("x / y", "[x] / [y]"),
        ("x x x", "[x] × [x]"),
        ("a x100", "[a] × 100"),
        ("Total (a; b)", "JUMLAH([a]; [b])"),
    ],
)
def test_names_without_brackets_end_where_it_is_plain(tulisan, hasil):
    assert kanonik(tulisan) == hasil


@pytest.mark.parametrize(
    ("tulisan", "kolom"),
    [
        ("Realisasi PAD/Target PAD x 100%", 14),
        ("Jumlah desa/kelurahan sadar x 100%", 12),
        ("A 1 + b", 3),
        ("Jumlah A 100%", 10),
        ("Jumlah (A + B) yang / c", 8),
        ("0,25A", 5),
        ("[a] [b]", 5),
        ("a (b + c)", 3),
        ("JUMLAH(a, Jumlah b, c d)", None),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(tulisan, kolom):
    if kolom is None:
        assert kanonik(tulisan) == "JUMLAH([a]; [jumlah b]; [c d])"
        return
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan)
    assert galat.value.column == kolom


def test_curly_brackets_group_like_round_ones():
    assert kanonik("{(a + b) / c} x 100%") == "([a] + [b]) / [c] × 100%"


def test_square_brackets_around_a_calculation_are_a_name_and_say_so():
    rumus = Rumus.read("[(A + B) / C] x 100%")
    assert rumus.variabel == ("(a + b) / c",)
    assert rumus.warnings == ("Kurung siku menandai nama: “(A + B) / C” dibaca sebagai satu data.",)


def test_names_may_hold_any_sign():
    nama = "US$ 5 \\ {x}; dimana A = b, c, 100% <&> “q” x 2"
    rumus = Rumus.read(f"[{nama}] / [b]")
    assert len(rumus.variabel) == 2
    assert Rumus.read(rumus.canonical()) == rumus


# ── Numbers ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tulisan", "nilai"),
    [
        ("1.000", "1000"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("0,071", "0.071"),
        ("0.071", "0.071"),
        ("0.111", "0.111"),
        ("0.5", "0.5"),
        ("12.5", "12.5"),
        ("1.2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("007", "7"),
        ("0,50", "0.5"),
        ("33,4%", "0.334"),
        ("5 persen", "0.05"),
    ],
)
def test_numbers_follow_the_rule_of_values(tulisan, nilai):
    assert Rumus.read(tulisan).compute({}).number == Decimal(nilai)


def test_a_single_thousands_point_is_echoed():
    assert Rumus.read("a × 1.500").warnings == ("“1.500” dibaca 1500 (titik memisahkan ribuan).",)
    assert Rumus.read("a × 1.500.000 + 1.500,5").warnings == ()
    assert kanonik("a × 1.500") == "[a] × 1500"


@pytest.mark.parametrize(
    ("tulisan", "hasil"),
    [
        ("MAKS(1,5; 2)", "MAKS(1,5; 2)"),
        ("MAX(1, 2)", "MAKS(1; 2)"),
        ("MAX(1,2,3)", "MAKS(1; 2; 3)"),
        ("MAX(1.5,2.5)", "MAKS(1,5; 2,5)"),
        ("MAX(-1,-2)", "MAKS(-1; -2)"),
        ("MAX(a,b)", "MAKS([a]; [b])"),
        ("ABS(1,5)", "ABS(1,5)"),
        ("if(1 <= 1,5, 1, 0)", "JIKA(1 <= 1,5; 1; 0)"),
        ("if(a > 1,2,3)", "JIKA([a] > 1; 2; 3)"),
        ("MAX((1,5); 2)", "MAKS(1,5; 2)"),
        ("MAX(5%,6%)", "MAKS(5%; 6%)"),
        ("MAX(1,2,5%)", "MAKS(1; 2; 5%)"),
        ("1,5 + 2", "1,5 + 2"),
    ],
)
def test_a_comma_separates_only_where_it_cannot_be_decimal(tulisan, hasil):
    assert kanonik(tulisan) == hasil


@pytest.mark.parametrize(
    ("tulisan", "kolom"), [("MAX(1,5)", 5), ("ROUND(100/3,2)", 11), ("MAX(1,5, 2)", 5), ("log(50,3)", 5)]
)
def test_a_comma_that_could_be_both_is_refused(tulisan, kolom):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan)
    assert galat.value.message == "Koma di antara dua angka ini bisa tanda desimal, bisa pemisah isian."
    assert galat.value.hint == "Pisahkan isian fungsi dengan titik koma (;)."
    assert galat.value.column == kolom


# ── Percentages ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tulisan", "kolom"),
    [
        ("100% - a / b × 100%", 1),
        ("JIKA(b = 0; 100%; a / b × 100%)", 13),
        ("MAKS(a / b × 100%; 50%)", 20),
        ("JIKA(a / b × 100% > 90%; 1; 0)", 21),
        ("a / b × 100% + -(2 × 30%)", 16),
    ],
)
def test_hundredths_beside_percent_are_refused(tulisan, kolom):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan)
    assert "per seratus" in galat.value.message
    assert galat.value.column == kolom


def test_a_weight_of_100_percent_beside_other_weights_is_refused():
    with pytest.raises(FormulaError, match="Bobot 100%"):
        Rumus.read("a × 100% + b × 50%")


def test_in_percent_twice_is_refused():
    with pytest.raises(FormulaError, match="dua kali"):
        Rumus.read("(a / b × 100%) × 100%")


def test_100_percent_that_is_not_last_is_worth_1_and_says_so():
    rumus = Rumus.read("a × 100% / b")
    assert rumus.compute({"a": 3, "b": 4}).number == Decimal("0.75")
    assert rumus.warnings[0].startswith("100% yang bukan faktor terakhir bernilai 1")


# ── Words as operators ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tulisan", "hasil"),
    [
        ("Jumlah A dibagi Jumlah B dikali 100%", "Jumlah A / Jumlah B × 100%"),
        ("Jumlah A dibagi dengan Jumlah B kali 100%", "Jumlah A / Jumlah B × 100%"),
        ("Jumlah A ditambah Jumlah B dikurangi Jumlah C", "Jumlah A + Jumlah B − Jumlah C"),
        ("(Jumlah A ditambah Jumlah B) dibagi 2", "(Jumlah A + Jumlah B) / 2"),
        ("Jumlah A dibagi Jumlah B ditambah Jumlah C", "Jumlah A / Jumlah B + Jumlah C"),
        ("JUMLAH(a ditambah b; c dibagi d)", "JUMLAH(a + b; c / d)"),
    ],
)
def test_formulas_in_words(tulisan, hasil):
    assert teks(tulisan) == hasil


def test_words_whose_order_is_unclear_are_refused():
    with pytest.raises(FormulaError, match="Urutan hitungan"):
        Rumus.read("Persentase A ditambah persentase B dibagi 2")


# ── Printed shapes ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tulisan",
    [
        "Jumlah A\n--\nJumlah B\nx 100%",
        "Jumlah A\n———— × 100 %\nJumlah B",
        "Jumlah A x 100%\n_____\nJumlah B",
        "Jumlah A\n-----\nJumlah B x 100%",
        "Persentase =\nJumlah\nA\n──── x 100%\nJumlah\nb\nKeterangan: data akhir tahun",
        "Persentase = Jumlah A / Jumlah B x 100%",
        "Cakupan A\nJumlah A\n--- x 100%\nJumlah B",
        "Jumlah A x 100 %\nJumlah B",
        "Jumlah A\nJumlah B x 100 %",
        "Jumlah A\n/\nJumlah B\nx 100%",
        "Jumlah A /\nJumlah B x 100%",
        "(Jumlah A / Jumlah B\n) x 100%",
        "Rumus: Jumlah A / Jumlah B x 100%",
        "Rumus perhitungan = Jumlah A / Jumlah B x 100%",
        "Cara menghitung : Jumlah A / Jumlah B x 100%",
        "=Jumlah A / Jumlah B x 100%",
        "Jumlah A / Jumlah B (dalam %)",
        "Jumlah A / Jumlah B x 100 (%).",
        "Jumlah A / Jumlah B x 100% = ….%",
        "1. Jumlah A / Jumlah B x 100%",
        "a) Jumlah A / Jumlah B x 100%\nTipologi data: Komulatif",
        "Menunjukkan cakupan layanan\nJumlah A / Jumlah B x 100%",
        "Jumlah A / Jumlah B x 100%\n(A yang aktif saja)",
        "(Jumlah A / Jumlah B) x 100%\nYang dimaksud A terdiri dari: satu, dua",
        r"\( \frac{\sum \text{Jumlah A}}{\sum \text{Jumlah B}} \times 100\% \)",
        r"$$\text{Persentase} = \dfrac{\text{Jumlah A}}{\text{Jumlah B}} \times 100\,\%$$",
        r"\frac{Jumlah A}{Jumlah B} x 100\%",
        r"\left(\frac{\mathrm{Jumlah A}}{Jumlah B}\right)\cdot 100\%",
    ],
)
def test_one_ratio_in_many_printed_shapes(tulisan):
    assert kanonik(tulisan) == "[jumlah a] / [jumlah b] × 100%"


def test_a_lone_name_may_carry_remarks():
    assert kanonik("[Jumlah laporan]\nSatuan: laporan") == "[jumlah laporan]"
    assert kanonik("IKM\nTipologi data: Non komulatif") == "[ikm]"


def test_full_width_and_look_alike_signs_are_read_as_the_usual_ones():
    assert kanonik("ａ ／ ｂ ∗ １００％") == "[a] / [b] × 100%"
    assert kanonik("a ∕ b ⋅ 2 − 1") == "[a] / [b] × 2 - 1"


def test_what_is_left_aside_is_told():
    rumus = Rumus.read(
        "Rumus:\nCakupan = A / B x 100%\nA = Jumlah ormas aktif\nB = Jumlah ormas\nTipologi data: Komulatif"
    )
    assert rumus.text() == "A / B × 100%"
    assert rumus.legend == {"A": "Jumlah ormas aktif", "B": "Jumlah ormas"}
    assert rumus.warnings == (
        "Tidak ikut dihitung: “Tipologi data: Komulatif”.",
        "Nama di depan tanda = tidak ikut dihitung: “Cakupan”.",
    )
    assert Rumus.read("A / B x 100%\nCatatan: " + "panjang " * 20).warnings[0].endswith("…”.")


@pytest.mark.parametrize(
    "tulisan",
    [
        "A/B x 100%, dimana A = jumlah ormas aktif, B = jumlah ormas",
        "A/B x 100% Keterangan: A = jumlah ormas aktif; dan B = jumlah ormas",
        "A/B x 100%\nKeterangan :\nA : jumlah ormas aktif\nB : jumlah ormas",
    ],
)
def test_a_legend_names_the_short_names(tulisan):
    rumus = Rumus.read(tulisan)
    assert rumus.canonical() == "[a] / [b] × 100%"
    assert rumus.legend == {"A": "jumlah ormas aktif", "B": "jumlah ormas"}


@pytest.mark.parametrize(
    ("tulisan", "pesan"),
    [
        (None, "Rumus masih kosong."),
        ("", "Rumus masih kosong."),
        (" \n\t", "Rumus masih kosong."),
        ("N/A", "Rumus masih kosong."),
        ("Rumus:", "Rumus masih kosong."),
        ("=", "Rumus masih kosong."),
        ("Jumlah kegiatan yang dilaksanakan", "Teks ini penjelasan"),
        ("(Jumlah kegiatan yang dilaksanakan)", "Teks ini penjelasan"),
        ("Nilai A adalah nilai B / nilai C", "Teks ini penjelasan"),
        ("Hasil " + "kata " * 30 + "/ b", "Teks ini penjelasan"),
        ("Menunjukkan hasil.\nSurvei BPS.", "Teks ini penjelasan"),
        ("1. Persentase A\n2. Persentase B", "Teks ini penjelasan"),
        ("Satuan: %", "Tanda % hanya boleh"),
        ("A / B\nC / D", "Ada lebih dari satu rumus"),
        ("1. A / B x 100%\n2. C / D x 100%", "Ada lebih dari satu rumus"),
        ("x = Jumlah A\ny = Jumlah B", "Teks ini hanya menjelaskan dua data"),
        ("Jumlah A / Jumlah B x 100%\nJumlah C", "Baris ini tidak dipahami"),
        ("A\n--\nB\n--\nC", "Ada lebih dari satu garis pecahan."),
        ("A\n--", "Di bawah garis pecahan tidak ada penyebut."),
        ("A\n--\nB\nx 100\nJumlah C", "Pecahan bertumpuk ini tidak dapat dibaca."),
        ("C / D\nA\n--\nB\nx 100", "Pecahan bertumpuk ini tidak dapat dibaca."),
        ("Jumlah desa aktif x 100%", "Hanya satu data yang dikalikan"),
        ("Jumlah nilai ≥ B / Jumlah C x 100%", "Tanda perbandingan di luar JIKA"),
        ("\\", "Tanda \\ di akhir rumus tidak lengkap."),
        (r"\frac{a}", "Kurung kurawal { pada LaTeX belum ditutup."),
        (r"\frac{a}{b", "Kurung kurawal { pada LaTeX belum ditutup."),
        (r"\frac a b", r"Setelah \frac harus ada dua kelompok { … }{ … }."),
        (r"$a}$", "Kurung kurawal } tanpa pembuka."),
        (r"\text a", r"Setelah \text harus ada { … }."),
        (r"\text{a", "Kurung kurawal { pada LaTeX belum ditutup."),
        (r"\alpha + 1", r"Perintah LaTeX \alpha tidak dikenal."),
    ],
)
def test_what_is_no_formula_is_refused(tulisan, pesan):
    with pytest.raises(FormulaError) as galat:
        Rumus.read(tulisan)
    assert galat.value.message.startswith(pesan)


def test_two_definitions_propose_the_ratio():
    with pytest.raises(FormulaError) as galat:
        Rumus.read("x = Jumlah laporan yang baik\ny = Jumlah laporan")
    assert galat.value.hint == "Maksud Anda [Jumlah laporan yang baik] / [Jumlah laporan] × 100%?"


def test_latex_keeps_names_with_any_sign():
    assert Rumus.read(r"$\frac{\text{A \& [B] {c}}}{[d$e]} \times 2\quad$").variabel == ("a & (b) (c)", "d$e")
    assert kanonik(r"$a \leq b \\ $") == "[a] <= [b]"
    assert kanonik(r"$2^{3}$") == "2^3"
