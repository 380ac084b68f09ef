"""A formula shown: stored form, labels, working, stacked fraction, Excel."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from bakesbang.calculation.formula import Rumus

D = Decimal
LABEL = {"Jml konflik <SARA> yg selesai": "selesai", "Jml konflik & lain yang ada": "ada"}


def rumus_iku() -> Rumus:
    return Rumus.read("[selesai] / [ada] × 100%", LABEL)


# ── Text ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("teks", "kanonik"),
    [
        ("1  +2", "1 + 2"),
        ("(A / B) * 100 %", "[a] / [b] × 100%"),
        ("a + (b + c)", "[a] + ([b] + [c])"),
        ("(a + b) + c", "[a] + [b] + [c]"),
        ("a - (b - c)", "[a] - ([b] - [c])"),
        ("a / (b / c)", "[a] / ([b] / [c])"),
        ("a × (b × c)", "[a] × ([b] × [c])"),
        ("(a × 100%) / b", "([a] × 100%) / [b]"),
        ("(a + b) × 100%", "([a] + [b]) × 100%"),
        ("-a × 100%", "-[a] × 100%"),
        ("a - -b", "[a] - (-[b])"),
        ("a - (-b × c)", "[a] - (-[b] × [c])"),
        ("a + (-b) × 100%", "[a] + (-[b] × 100%)"),
        ("-(a × b)", "-([a] × [b])"),
        ("--a", "-(-[a])"),
        ("(-a)^2", "(-[a])^2"),
        ("-(a^2)", "-([a]^2)"),
        ("a^-1", "[a]^(-1)"),
        ("(a + b)^(1/2)", "([a] + [b])^(1 / 2)"),
        ("(a^2)^3", "([a]^2)^3"),
        ("2.5 × 1.000,5", "2,5 × 1000,5"),
        ("30% × a", "30% × [a]"),
        (
            "if(not (a == 1) or b != 2 and true, 1, 0)",
            "JIKA((BUKAN ([a] == 1)) ATAU ([b] <> 2 DAN BENAR); 1; 0)",
        ),
        ("(a < b) == (c > d)", "([a] < [b]) == ([c] > [d])"),
        ("average(a, b)", "RATA([a]; [b])"),
        ("MAKS((1,5))", "MAKS((1,5))"),
        ("BULAT((a + 1,5))", "BULAT(([a] + 1,5))"),
        ("ABS(1,5)", "ABS(1,5)"),
        ("MAKS([nilai 1,5])", "MAKS([nilai 1,5])"),
    ],
)
def test_the_stored_form_has_no_needless_brackets(teks, kanonik):
    rumus = Rumus.read(teks)
    assert rumus.canonical() == kanonik
    assert Rumus.read(kanonik) == rumus


def test_labels_are_shown_instead_of_codes():
    rumus = Rumus.read("([ada] - [ada; tahun lalu]) / 1.000")
    label = {"ada": "Jml [ada] {baru}"}
    assert rumus.with_labels(label) == "([Jml (ada) {baru}] - [Jml (ada) {baru}; tahun lalu]) / 1.000"
    assert rumus.text(label) == "(Jml [ada] {baru} − Jml [ada] {baru} (tahun lalu)) / 1.000"
    assert Rumus.read(rumus.with_labels(label), {"Jml [ada] {baru}": "ada"}) == rumus


def test_without_labels_the_known_or_typed_names_are_shown():
    assert (
        rumus_iku().with_labels() == "[Jml konflik <SARA> yg selesai] / [Jml konflik & lain yang ada] × 100%"
    )
    assert Rumus.read("Jml A / Jml B").with_labels() == "[Jml A] / [Jml B]"


# ── Working ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("teks", "nilai", "kerja"),
    [
        ("a / b × 100%", {"a": 6, "b": 8}, "6 ÷ 8 × 100% = 75%"),
        ("a / b × 100%", {"a": 6, "b": 7}, "6 ÷ 7 × 100% = 85,71%"),
        ("a / b", {"a": D("1250000.50"), "b": -2}, "1.250.000,5 ÷ (-2) = -625.000,25"),
        ("a - b", {"a": 0, "b": D("0.001")}, "0 − 0,001 = 0"),
        ("a × 1.000", {"a": D("2E+3")}, "2.000 × 1.000 = 2.000.000"),
        ("JIKA(a = 0; 1; 2)", {"a": 0}, "JIKA(0 = 0; 1; 2) = 1"),
        ("a / b", {"a": None, "b": 2}, "[a] ÷ 2"),
        ("a / b", {"a": 0, "b": 0}, "0 ÷ 0: nihil: pembilang dan penyebut sama-sama 0"),
        ("a", {"a": D("1E+200")}, "1.000E+200: tidak terhitung: salah satu data bukan angka yang wajar"),
    ],
)
def test_the_working_shows_the_numbers(teks, nilai, kerja):
    assert Rumus.read(teks).working(nilai) == kerja


def test_the_working_follows_the_policy_for_nihil():
    rumus = Rumus.read("a / b × 100%")
    assert rumus.working({"a": 0, "b": 0}, nihil_policy="NIHIL_100") == "0 ÷ 0 × 100% = 100%"


# ── HTML ────────────────────────────────────────────────────────────────────────────────────────


class _Isi(HTMLParser):
    """Text of the markup, with what only screen readers hear in ‹ ›; checks that tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.terbuka: list[str] = []
        self.teks = ""

    def handle_starttag(self, tag, attrs):
        assert tag in ("span", "sup")
        assert [nama for nama, _ in attrs] in ([], ["class"])
        self.terbuka.append(dict(attrs).get("class", ""))
        self.teks += "‹" if self.terbuka[-1] == "hanya-pembaca" else ""

    def handle_endtag(self, tag):
        self.teks += "›" if self.terbuka.pop() == "hanya-pembaca" else ""

    def handle_data(self, data):
        self.teks += data


def isi(html: str) -> str:
    pembaca = _Isi()
    pembaca.feed(html)
    assert pembaca.terbuka == []
    return pembaca.teks


def test_a_fraction_is_stacked_and_read_aloud_in_words():
    assert rumus_iku().html() == (
        '<span class="rumus"><span class="pecahan">'
        '<span class="pecahan__atas"><span class="rumus__nama">Jml konflik &lt;SARA&gt; yg selesai</span></span>'
        '<span class="hanya-pembaca"> dibagi </span>'
        '<span class="pecahan__bawah"><span class="rumus__nama">Jml konflik &amp; lain yang ada</span></span>'
        "</span> × 100%</span>"
    )


def test_markup_is_marked_as_safe_for_templates():
    html = rumus_iku().html({"ada": "“<b>”"})
    assert html.__html__() == html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("teks", "terdengar"),
    [
        ("(a + b) / (c - d) × 100%", "‹(›a + b‹)›‹ dibagi ›‹(›c − d‹)› × 100%"),
        ("a × b / c", "a × b‹ dibagi ›c"),
        ("(a + b) × c / d", "(a + b) × c‹ dibagi ›d"),
        ("a / b / c", "a‹ dibagi ›b‹ dibagi ›c"),
        ("a / (b / c)", "a‹ dibagi ›‹(›b‹ dibagi ›c‹)›"),
        ("a / b × (c + d)", "a‹ dibagi ›b × (c + d)"),
        ("a / b - -c", "a‹ dibagi ›b − (-c)"),
        ("(a / b)^2", "(a‹ dibagi ›b)‹ pangkat ›2"),
        ("(a / b)^(1 / c)", "(a‹ dibagi ›b)‹ pangkat ›1 / c"),
        ("JIKA(a <> 1 DAN b >= 2; 30%; 1.000)", "JIKA(a ≠ 1 DAN b ≥ 2; 30%; 1.000)"),
        ("BUKAN (a < b)", "BUKAN (a < b)"),
        ("(a > 1) == BENAR", "(a > 1) = BENAR"),
        ("(a + b) × 100%", "(a + b) × 100%"),
        ("[a; tahun lalu] / a", "a (tahun lalu)‹ dibagi ›a"),
    ],
)
def test_every_shape_is_drawn_once_and_balanced(teks, terdengar):
    assert isi(Rumus.read(teks).html()) == terdengar


def test_the_fraction_with_numbers_and_its_result():
    rumus = rumus_iku()
    assert isi(rumus.html_numbers({"selesai": 6, "ada": 7})) == "6‹ dibagi ›7 × 100% = 85,71%"
    assert isi(rumus.html_numbers({"selesai": 6})) == "6‹ dibagi ›… × 100%"
    assert (
        isi(rumus.html_numbers({"selesai": 0, "ada": 0}, nihil_policy="NIHIL_0"))
        == "0‹ dibagi ›0 × 100% = 0%"
    )


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────

SEL = {"a": "B2", "b": "C2", "c": "'Data TW I'!$D$2", "a; tahun lalu": "Data!E2"}


@pytest.mark.parametrize(
    ("teks", "excel"),
    [
        ("a / b × 100%", "=IF(COUNT(B2,C2)<2,NA(),B2/C2*100)"),
        ("(a + b) × 100%", "=IF(COUNT(B2,C2)<2,NA(),(B2+C2)*100)"),
        (
            "a × 30% + [a; tahun lalu] - c",
            "=IF(COUNT(B2,Data!E2,'Data TW I'!$D$2)<3,NA(),(B2*(30/100))+Data!E2-'Data TW I'!$D$2)",
        ),
        ("(-a)^2", "=IF(COUNT(B2)<1,NA(),(-B2)^2)"),
        ("-(a^2)", "=IF(COUNT(B2)<1,NA(),(-(B2^2)))"),
        ("2^(1/2)", "=IF(OR(AND(2=0,(1/2)=0),AND(2<0,(1/2)<>INT((1/2)))),NA(),2^(1/2))"),
        ("1.000,5 × 2", "=1000.5*2"),
        ("BULAT(a; 2)", "=IF(COUNT(B2)<1,NA(),ROUND(B2,2))"),
        ("BULAT(a)", "=IF(COUNT(B2)<1,NA(),ROUND(B2,0))"),
        ("BULATATAS(a) + BULATBAWAH(a)", "=IF(COUNT(B2)<1,NA(),(-INT(-(B2)))+INT(B2))"),
        ("JUMLAH(a; 1) / RATA(2; 3)", "=IF(COUNT(B2)<1,NA(),SUM(B2,1)/AVERAGE(2,3))"),
        ("JIKA(a > 1 DAN b > 1; 1; 0)", "=IF(COUNT(B2,C2)<2,NA(),IF(IF(B2>1,C2>1,FALSE()),1,0))"),
        (
            "JIKA(a > 1 ATAU BUKAN (b <> 1); 1; 0)",
            "=IF(COUNT(B2,C2)<2,NA(),IF(IF(B2>1,TRUE(),NOT(C2<>1)),1,0))",
        ),
        ("2 > 1", "=IF(2>1,1,0)"),
        ("BENAR == SALAH", "=IF(TRUE()=FALSE(),1,0)"),
    ],
)
def test_the_excel_formula_needs_no_locale(teks, excel):
    assert Rumus.read(teks).excel(SEL) == excel


def test_the_policy_for_nihil_reaches_excel():
    rumus = Rumus.read("a / b × 100%")
    assert (
        rumus.excel(SEL, nihil_policy="NIHIL_100")
        == "=IF(COUNT(B2,C2)<2,NA(),IF(AND(B2=0,C2=0),1,B2/C2)*100)"
    )
    assert (
        rumus.excel(SEL, nihil_policy="NIHIL_0") == "=IF(COUNT(B2,C2)<2,NA(),IF(AND(B2=0,C2=0),0,B2/C2)*100)"
    )
    skala = Rumus.read("2 × a × 3 / b").excel(SEL, nihil_policy="NIHIL_100")
    assert skala == "=IF(COUNT(B2,C2)<2,NA(),IF(AND(2*B2*3=0,C2=0),2*3,2*B2*3/C2))"


def test_placeholders_of_the_workbook_writer_are_addresses():
    assert Rumus.read("a / b").excel({"a": "{nilai1}", "b": "{#iku_1_2}"}) == (
        "=IF(COUNT({nilai1},{#iku_1_2})<2,NA(),{nilai1}/{#iku_1_2})"
    )


def test_only_addresses_enter_an_excel_formula():
    with pytest.raises(KeyError):
        Rumus.read("a / z").excel(SEL)
    for alamat in ("B2+1", 'WEBSERVICE("http")', "", "B0", "'a'b'!A1"):
        with pytest.raises(ValueError, match="Bukan alamat sel"):
            Rumus.read("a").excel({"a": alamat})


def test_a_formula_that_excel_cannot_hold_is_refused():
    dalam = "(a + 1)"
    for _ in range(10):
        dalam = f"(({dalam}) / ({dalam}))" if len(dalam) < 1500 else f"({dalam})^0,5"
    with pytest.raises(ValueError, match="terlalu panjang untuk Excel"):
        Rumus.read(dalam).excel({"a": "A1"}, nihil_policy="NIHIL_0")
    pangkat = "a"
    for _ in range(12):
        pangkat = f"({pangkat})^0,5"
    with pytest.raises(ValueError, match="terlalu panjang untuk Excel"):
        Rumus.read(pangkat).excel({"a": "A1"})
    with pytest.raises(ValueError, match="terlalu panjang untuk Excel"):
        Rumus.read(" + ".join(["a"] * 600)).excel({"a": "'Lembar panjang sekali'!$AB$10000"})


def test_the_markup_uses_only_known_classes():
    kelas = set(re.findall(r'class="([^"]*)"', Rumus.read("(a + b) / c^2").html()))
    assert kelas == {"rumus", "pecahan", "pecahan__atas", "pecahan__bawah", "hanya-pembaca", "rumus__nama"}
