"""The quality checklist: each point says yes, look, or not yet, with the sentence that a person reads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bakesbang.calculation.agregasi import QuarterCell
from bakesbang.calculation.quality import (
    Quality,
    QualityInput,
    QualityPlace,
    check_quality,
    repeats,
    text_target,
    zero_target,
)
from bakesbang.calculation.values.value import read_value

BAIK = QualityInput(
    text="Persentase konflik yang diselesaikan",
    definition="Konflik selesai dibanding yang ada.",
    satuan="%",
    agregasi="rasio",
    frequency="Setiap triwulan",
    has_rumus=True,
    data_source="Data bidang",
    annual=read_value("85%"),
    penanggung_jawab=1,
    places=(QualityPlace("Menguatnya ketahanan sosial", 1, 3, True, 4),),
    previous=Decimal(80),
)


def butir(kode, **ubah):
    satu = next(b for b in check_quality(replace(BAIK, **ubah)) if b.code == kode)
    return satu.quality.value, satu.sentence


def test_a_good_indicator_has_every_point():
    assert {b.quality for b in check_quality(BAIK)} == {Quality.YES}
    assert [b.code for b in check_quality(BAIK)] == [
        "spesifik", "terukur", "tercapai", "relevan", "waktu", "definisi", "formula", "sumber", "satuan", "target", "jawab", "turunan",
    ]  # fmt: skip


def test_the_points_are_the_same_for_an_indicator_of_which_nothing_is_known():
    semua = check_quality(QualityInput("Jumlah x"))
    assert [b.title for b in semua] == [b.title for b in check_quality(BAIK)]
    assert sum(b.quality == Quality.MISSING for b in semua) == 9


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Menyebut apa yang diukur.")),
        ({"text": "Meningkatnya toleransi"}, ("lihat", "Bunyinya seperti sasaran. Mulai dengan ukurannya, misalnya Jumlah, Persentase, atau Indeks.")),
        ({"text": "Tingkat Menguatnya  ketahanan-sosial"}, ("belum", "Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")),
        ({"text": "Terdaftar ormas"}, ("ya", "Menyebut apa yang diukur.")),
    ],
)  # fmt: skip
def test_specific(ubah, hasil):
    assert butir("spesifik", **ubah) == hasil


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Dihitung dengan formula.")),
        ({"annual": read_value("1.500")}, ("lihat", "Target “1.500” dapat dibaca dua cara. Jawab dahulu maksudnya.")),
        ({"has_rumus": False}, ("ya", "Targetnya berupa angka.")),
        ({"has_rumus": False, "annual": read_value("80-90")}, ("ya", "Targetnya berupa angka.")),
        ({"has_rumus": False, "annual": read_value("WTP")}, ("ya", "Targetnya berupa predikat.")),
        ({"has_rumus": False, "annual": read_value("segera")}, ("belum", "Belum ada formula atau target berupa angka, jadi capaiannya tidak dapat dihitung.")),
        ({"has_rumus": False, "annual": None, "triwulan": (QuarterCell.create(2, "3 kegiatan"),)}, ("ya", "Targetnya berupa angka.")),
    ],
)  # fmt: skip
def test_measurable(ubah, hasil):
    assert butir("terukur", **ubah) == hasil


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Target 85, realisasi tahun lalu 80.")),
        ({"previous": Decimal(85)}, ("ya", "Target 85, realisasi tahun lalu 85.")),
        ({"annual": None}, ("belum", "Belum ada target setahun berupa angka untuk ditimbang.")),
        ({"annual": read_value("WTP")}, ("belum", "Belum ada target setahun berupa angka untuk ditimbang.")),
        ({"annual": None, "agregasi": "akumulasi", "triwulan": (QuarterCell.create(1, "60"), QuarterCell.create(2, "30"))}, ("ya", "Target 90, realisasi tahun lalu 80.")),
        ({"previous": None}, ("lihat", "Belum ada realisasi tahun lalu sebagai pembanding.")),
        ({"previous": Decimal(90)}, ("lihat", "Target 85, realisasi tahun lalu 90: targetnya di bawah yang sudah dicapai.")),
        ({"previous": Decimal(42)}, ("lihat", "Target 85, realisasi tahun lalu 42: lompatannya lebih dari dua kali. Pastikan dapat dicapai.")),
        ({"previous": Decimal("42.5")}, ("ya", "Target 85, realisasi tahun lalu 42,5.")),
        ({"previous": Decimal(0)}, ("ya", "Target 85, realisasi tahun lalu 0.")),
        ({"previous": Decimal(90), "polaritas": "minimal"}, ("ya", "Target 85, realisasi tahun lalu 90.")),
        ({"previous": Decimal(80), "polaritas": "minimal"}, ("lihat", "Target 85, realisasi tahun lalu 80: targetnya di bawah yang sudah dicapai.")),
        ({"previous": Decimal(9), "polaritas": "stabil"}, ("ya", "Target 85, realisasi tahun lalu 9.")),
    ],
)  # fmt: skip
def test_achievable(ubah, hasil):
    assert butir("tercapai", **ubah) == hasil


def test_relevant_names_the_sasaran():
    assert butir("relevan") == ("ya", "Mengukur sasaran “Menguatnya ketahanan sosial”.")
    assert butir("relevan", places=()) == ("belum", "Belum mengukur sasaran mana pun.")


def test_time_bound_needs_a_year_that_follows_from_its_quarters():
    assert butir("waktu") == ("ya", "Diukur setiap triwulan.")
    assert butir("waktu", agregasi="")[0] == "belum"
    sel = tuple(QuarterCell.create(n, "10") for n in (1, 2, 3, 4))
    assert butir("waktu", agregasi="akumulasi", triwulan=sel) == (
        "lihat", "Jumlah target triwulan (40) tidak sama dengan target tahunan (85%).",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kode", "ubah", "hasil"),
    [
        ("definisi", {}, ("ya", "Tertulis.")),
        ("definisi", {"definition": " "}, ("belum", "Definisi operasional belum ditulis.")),
        ("formula", {}, ("ya", "Nilainya dihitung dari data.")),
        ("formula", {"has_rumus": False, "text": "Jumlah ormas"}, ("lihat", "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.")),
        ("formula", {"has_rumus": False, "satuan": "indeks"}, ("lihat", "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.")),
        ("formula", {"has_rumus": False, "satuan": "ormas", "text": "Jumlah ormas"}, ("ya", "Nilainya dihitung atau dicatat langsung, tanpa formula.")),
        ("sumber", {}, ("ya", "Tertulis.")),
        ("sumber", {"data_source": ""}, ("ya", "Tertulis pada tiap datanya.")),
        ("sumber", {"data_source": "", "variabel_without_source": ("A", "B")}, ("belum", "Belum bersumber: A, B.")),
        ("sumber", {"data_source": "", "has_rumus": False}, ("belum", "Sumber data belum ditulis.")),
        ("satuan", {}, ("ya", "%.")),
        ("satuan", {"satuan": ""}, ("belum", "Satuan belum ditulis.")),
        ("satuan", {"proposals": frozenset({"satuan"})}, ("lihat", "%, masih usulan.")),
        ("target", {}, ("ya", "Target tahunan 85%.")),
        ("target", {"annual": None}, ("belum", "Target belum ditetapkan.")),
        ("target", {"annual": read_value("0")}, ("lihat", "Target tahun 0 padahal makin tinggi makin baik.")),
        ("target", {"annual": None, "triwulan": (QuarterCell.create(1, "3"),)}, ("ya", "Bertarget tiap triwulan.")),
        ("target", {"annual": read_value(""), "triwulan": (QuarterCell.create(1, "3"),)}, ("ya", "Bertarget tiap triwulan.")),
        ("jawab", {}, ("ya", "1 jabatan.")),
        ("jawab", {"penanggung_jawab": 0}, ("belum", "Belum ada jabatan penanggung jawab.")),
    ],
)  # fmt: skip
def test_what_the_sheet_says(kode, ubah, hasil):
    assert butir(kode, **ubah) == hasil


@pytest.mark.parametrize(
    ("tempat", "hasil"),
    [
        ((), ("lihat", "Belum ada pada Rencana Aksi, jadi belum dijabarkan ke program dan kegiatan.")),
        (
            (QualityPlace("S"),),
            ("lihat", "Belum ada pada Rencana Aksi, jadi belum dijabarkan ke program dan kegiatan."),
        ),
        (
            (QualityPlace("S"), QualityPlace("S", 1, 3, True, 5)),
            ("ya", "Dijabarkan ke 5 indikator di bawahnya."),
        ),
        ((QualityPlace("S", 1, 3, False, 5),), ("ya", "Dijabarkan ke 5 indikator di bawahnya.")),
        (
            (QualityPlace("S", 2, 3, True, 0),),
            ("lihat", "Sasarannya belum dijabarkan ke jenjang di bawahnya."),
        ),
        ((QualityPlace("S", 3, 3, True, 0),), ("ya", "Menjabarkan sasaran di atasnya.")),
        ((QualityPlace("S", 3, 3, False, 0),), ("lihat", "Sasaran di atasnya belum mempunyai indikator.")),
    ],
)
def test_cascading(tempat, hasil):
    assert butir("turunan", places=tempat) == hasil


def test_zero_is_only_a_fault_where_higher_is_better_and_the_quarter_measures_the_indicator():
    sel = (
        QuarterCell.create(1, "0"),
        QuarterCell.create(2, "0", kind="tahapan"),
        QuarterCell.create(3, "0"),
        QuarterCell.create(4, "-"),
    )
    assert (
        zero_target("maksimal", read_value("0"), sel)
        == "Target tahun, TW I dan TW III 0 padahal makin tinggi makin baik."
    )
    assert zero_target("maksimal", None, sel) == "Target TW I dan TW III 0 padahal makin tinggi makin baik."
    assert zero_target("minimal", read_value("0"), sel) == ""
    assert zero_target("maksimal", read_value("5"), ()) == ""


def test_repeating_is_told_whatever_the_counting_word_and_the_signs():
    assert repeats("Jumlah Database ormas.", ["Lain", "database  ormas"])
    assert not repeats("Jumlah ormas aktif", ["Database ormas"])


def test_a_target_that_is_no_number_is_named_where_it_stands():
    sel = (
        QuarterCell.create(1, "lima"),
        QuarterCell.create(2, "-"),
        QuarterCell.create(3, "1" + "0" * 60),
        QuarterCell.create(4, "BB"),
    )
    assert text_target(read_value("lima"), sel) == (
        "Target tahun (“lima”), TW I (“lima”) dan TW III (“100000000000000000000000000000000000000…”) "
        "tidak terbaca sebagai angka, jadi tidak dapat dinilai."
    )
    assert (
        text_target(
            read_value("80-90"),
            (QuarterCell.create(1, ""), QuarterCell.create(2, "N/A"), QuarterCell.create(3, "5 dok")),
        )
        == ""
    )
    assert butir("target", annual=read_value("lima"))[0] == "lihat"
