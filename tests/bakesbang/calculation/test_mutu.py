"""The quality checklist: each point says yes, look, or not yet, with the sentence that a person reads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bakesbang.calculation.agregasi import Sel
from bakesbang.calculation.quality import (
    BahanMutu,
    Mutu,
    TempatMutu,
    mengulang,
    periksa_mutu,
    target_nol,
    target_teks,
)
from bakesbang.calculation.values.value import baca_nilai

BAIK = BahanMutu(
    uraian="Persentase konflik yang diselesaikan",
    definisi="Konflik selesai dibanding yang ada.",
    satuan="%",
    agregasi="rasio",
    frekuensi="Setiap triwulan",
    berumus=True,
    sumber_data="Data bidang",
    tahunan=baca_nilai("85%"),
    penanggung_jawab=1,
    tempat=(TempatMutu("Menguatnya ketahanan sosial", 1, 3, True, 4),),
    lalu=Decimal(80),
)


def butir(kode, **ubah):
    satu = next(b for b in periksa_mutu(replace(BAIK, **ubah)) if b.kode == kode)
    return satu.mutu.value, satu.kalimat


def test_a_good_indicator_has_every_point():
    assert {b.mutu for b in periksa_mutu(BAIK)} == {Mutu.YA}
    assert [b.kode for b in periksa_mutu(BAIK)] == [
        "spesifik", "terukur", "tercapai", "relevan", "waktu", "definisi", "formula", "sumber", "satuan", "target", "jawab", "turunan",
    ]  # fmt: skip


def test_the_points_are_the_same_for_an_indicator_of_which_nothing_is_known():
    semua = periksa_mutu(BahanMutu("Jumlah x"))
    assert [b.judul for b in semua] == [b.judul for b in periksa_mutu(BAIK)]
    assert sum(b.mutu == Mutu.BELUM for b in semua) == 9


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Menyebut apa yang diukur.")),
        ({"uraian": "Meningkatnya toleransi"}, ("lihat", "Bunyinya seperti sasaran. Mulai dengan ukurannya, misalnya Jumlah, Persentase, atau Indeks.")),
        ({"uraian": "Tingkat Menguatnya  ketahanan-sosial"}, ("belum", "Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")),
        ({"uraian": "Terdaftar ormas"}, ("ya", "Menyebut apa yang diukur.")),
    ],
)  # fmt: skip
def test_specific(ubah, hasil):
    assert butir("spesifik", **ubah) == hasil


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Dihitung dengan formula.")),
        ({"tahunan": baca_nilai("1.500")}, ("lihat", "Target “1.500” dapat dibaca dua cara. Jawab dahulu maksudnya.")),
        ({"berumus": False}, ("ya", "Targetnya berupa angka.")),
        ({"berumus": False, "tahunan": baca_nilai("80-90")}, ("ya", "Targetnya berupa angka.")),
        ({"berumus": False, "tahunan": baca_nilai("WTP")}, ("ya", "Targetnya berupa predikat.")),
        ({"berumus": False, "tahunan": baca_nilai("segera")}, ("belum", "Belum ada formula atau target berupa angka, jadi capaiannya tidak dapat dihitung.")),
        ({"berumus": False, "tahunan": None, "triwulan": (Sel.buat(2, "3 kegiatan"),)}, ("ya", "Targetnya berupa angka.")),
    ],
)  # fmt: skip
def test_measurable(ubah, hasil):
    assert butir("terukur", **ubah) == hasil


@pytest.mark.parametrize(
    ("ubah", "hasil"),
    [
        ({}, ("ya", "Target 85, realisasi tahun lalu 80.")),
        ({"lalu": Decimal(85)}, ("ya", "Target 85, realisasi tahun lalu 85.")),
        ({"tahunan": None}, ("belum", "Belum ada target setahun berupa angka untuk ditimbang.")),
        ({"tahunan": baca_nilai("WTP")}, ("belum", "Belum ada target setahun berupa angka untuk ditimbang.")),
        ({"tahunan": None, "agregasi": "akumulasi", "triwulan": (Sel.buat(1, "60"), Sel.buat(2, "30"))}, ("ya", "Target 90, realisasi tahun lalu 80.")),
        ({"lalu": None}, ("lihat", "Belum ada realisasi tahun lalu sebagai pembanding.")),
        ({"lalu": Decimal(90)}, ("lihat", "Target 85, realisasi tahun lalu 90: targetnya di bawah yang sudah dicapai.")),
        ({"lalu": Decimal(42)}, ("lihat", "Target 85, realisasi tahun lalu 42: lompatannya lebih dari dua kali. Pastikan dapat dicapai.")),
        ({"lalu": Decimal("42.5")}, ("ya", "Target 85, realisasi tahun lalu 42,5.")),
        ({"lalu": Decimal(0)}, ("ya", "Target 85, realisasi tahun lalu 0.")),
        ({"lalu": Decimal(90), "polaritas": "minimal"}, ("ya", "Target 85, realisasi tahun lalu 90.")),
        ({"lalu": Decimal(80), "polaritas": "minimal"}, ("lihat", "Target 85, realisasi tahun lalu 80: targetnya di bawah yang sudah dicapai.")),
        ({"lalu": Decimal(9), "polaritas": "stabil"}, ("ya", "Target 85, realisasi tahun lalu 9.")),
    ],
)  # fmt: skip
def test_achievable(ubah, hasil):
    assert butir("tercapai", **ubah) == hasil


def test_relevant_names_the_sasaran():
    assert butir("relevan") == ("ya", "Mengukur sasaran “Menguatnya ketahanan sosial”.")
    assert butir("relevan", tempat=()) == ("belum", "Belum mengukur sasaran mana pun.")


def test_time_bound_needs_a_year_that_follows_from_its_quarters():
    assert butir("waktu") == ("ya", "Diukur setiap triwulan.")
    assert butir("waktu", agregasi="")[0] == "belum"
    sel = tuple(Sel.buat(n, "10") for n in (1, 2, 3, 4))
    assert butir("waktu", agregasi="akumulasi", triwulan=sel) == (
        "lihat", "Jumlah target triwulan (40) tidak sama dengan target tahunan (85%).",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kode", "ubah", "hasil"),
    [
        ("definisi", {}, ("ya", "Tertulis.")),
        ("definisi", {"definisi": " "}, ("belum", "Definisi operasional belum ditulis.")),
        ("formula", {}, ("ya", "Nilainya dihitung dari data.")),
        ("formula", {"berumus": False, "uraian": "Jumlah ormas"}, ("lihat", "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.")),
        ("formula", {"berumus": False, "satuan": "indeks"}, ("lihat", "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.")),
        ("formula", {"berumus": False, "satuan": "ormas", "uraian": "Jumlah ormas"}, ("ya", "Nilainya dihitung atau dicatat langsung, tanpa formula.")),
        ("sumber", {}, ("ya", "Tertulis.")),
        ("sumber", {"sumber_data": ""}, ("ya", "Tertulis pada tiap datanya.")),
        ("sumber", {"sumber_data": "", "variabel_tanpa_sumber": ("A", "B")}, ("belum", "Belum bersumber: A, B.")),
        ("sumber", {"sumber_data": "", "berumus": False}, ("belum", "Sumber data belum ditulis.")),
        ("satuan", {}, ("ya", "%.")),
        ("satuan", {"satuan": ""}, ("belum", "Satuan belum ditulis.")),
        ("satuan", {"usulan": frozenset({"satuan"})}, ("lihat", "%, masih usulan.")),
        ("target", {}, ("ya", "Target tahunan 85%.")),
        ("target", {"tahunan": None}, ("belum", "Target belum ditetapkan.")),
        ("target", {"tahunan": baca_nilai("0")}, ("lihat", "Target tahun 0 padahal makin tinggi makin baik.")),
        ("target", {"tahunan": None, "triwulan": (Sel.buat(1, "3"),)}, ("ya", "Bertarget tiap triwulan.")),
        ("target", {"tahunan": baca_nilai(""), "triwulan": (Sel.buat(1, "3"),)}, ("ya", "Bertarget tiap triwulan.")),
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
            (TempatMutu("S"),),
            ("lihat", "Belum ada pada Rencana Aksi, jadi belum dijabarkan ke program dan kegiatan."),
        ),
        ((TempatMutu("S"), TempatMutu("S", 1, 3, True, 5)), ("ya", "Dijabarkan ke 5 indikator di bawahnya.")),
        ((TempatMutu("S", 1, 3, False, 5),), ("ya", "Dijabarkan ke 5 indikator di bawahnya.")),
        ((TempatMutu("S", 2, 3, True, 0),), ("lihat", "Sasarannya belum dijabarkan ke jenjang di bawahnya.")),
        ((TempatMutu("S", 3, 3, True, 0),), ("ya", "Menjabarkan sasaran di atasnya.")),
        ((TempatMutu("S", 3, 3, False, 0),), ("lihat", "Sasaran di atasnya belum mempunyai indikator.")),
    ],
)
def test_cascading(tempat, hasil):
    assert butir("turunan", tempat=tempat) == hasil


def test_zero_is_only_a_fault_where_higher_is_better_and_the_quarter_measures_the_indicator():
    sel = (Sel.buat(1, "0"), Sel.buat(2, "0", jenis="tahapan"), Sel.buat(3, "0"), Sel.buat(4, "-"))
    assert (
        target_nol("maksimal", baca_nilai("0"), sel)
        == "Target tahun, TW I dan TW III 0 padahal makin tinggi makin baik."
    )
    assert target_nol("maksimal", None, sel) == "Target TW I dan TW III 0 padahal makin tinggi makin baik."
    assert target_nol("minimal", baca_nilai("0"), sel) == ""
    assert target_nol("maksimal", baca_nilai("5"), ()) == ""


def test_repeating_is_told_whatever_the_counting_word_and_the_signs():
    assert mengulang("Jumlah Database ormas.", ["Lain", "database  ormas"])
    assert not mengulang("Jumlah ormas aktif", ["Database ormas"])


def test_a_target_that_is_no_number_is_named_where_it_stands():
    sel = (Sel.buat(1, "lima"), Sel.buat(2, "-"), Sel.buat(3, "1" + "0" * 60), Sel.buat(4, "BB"))
    assert target_teks(baca_nilai("lima"), sel) == (
        "Target tahun (“lima”), TW I (“lima”) dan TW III (“100000000000000000000000000000000000000…”) "
        "tidak terbaca sebagai angka, jadi tidak dapat dinilai."
    )
    assert target_teks(baca_nilai("80-90"), (Sel.buat(1, ""), Sel.buat(2, "N/A"), Sel.buat(3, "5 dok"))) == ""
    assert butir("target", tahunan=baca_nilai("lima"))[0] == "lihat"
