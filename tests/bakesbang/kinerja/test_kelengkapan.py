"""What a reviewer is told to look at: pure judgement over two measured quarters."""

from decimal import Decimal

import pytest

from bakesbang.calculation.capaian import compute_capaian
from bakesbang.calculation.result import Reason, Result
from bakesbang.kinerja.kelengkapan import peringatan, sebanding, selisih
from bakesbang.kinerja.model_indikator import Indikator, KetetapanIndikator, TargetTriwulan
from bakesbang.kinerja.models import Realisasi
from bakesbang.kinerja.pengukuran import UkuranTriwulan, hasil_nilai

CERITA = {"faktor_pendukung": "Loket dibuka.", "faktor_penghambat": "Hujan.", "tindak_lanjut": "Ulangi."}


def ukuran(
    teks: str,
    target: str | None = "100%",
    *,
    triwulan: int = 2,
    satuan: str = "%",
    jenis: str = "nilai",
    agregasi: str = "posisi_akhir",
    tafsir: str = "",
    **cerita: str,
) -> UkuranTriwulan:
    """One quarter without a database: the typed value against its own target."""
    ketetapan = KetetapanIndikator(indikator=Indikator(), uraian="Uji", satuan=satuan, agregasi=agregasi)
    sasaran = None
    if target is not None:
        sasaran = TargetTriwulan(ketetapan=ketetapan, triwulan=triwulan, jenis=jenis)
        sasaran.isi(target)
    baris = Realisasi(ketetapan=ketetapan, triwulan=triwulan, **CERITA | cerita)
    baris.isi(teks, tafsir)
    capaian = compute_capaian(target, baris.nilai, polaritas=ketetapan.polaritas)
    hasil = hasil_nilai(baris.nilai)
    kosong = Result(None, Reason.not_filled())
    return UkuranTriwulan(
        triwulan, ketetapan, sasaran, baris, hasil, baris.nilai, capaian, kosong, capaian
    )  # fmt: skip


def test_an_ordinary_row_with_evidence_needs_no_second_look():
    assert peringatan(ukuran("90%"), ukuran("85%", triwulan=1), bukti=1) == []


def test_a_row_nobody_touched_has_nothing_to_look_at():
    t = ukuran("90%")
    kosong = UkuranTriwulan(2, t.ketetapan, t.target, None, t.hasil, t.nilai, t.capaian, t.sampai, t.capaian)
    assert peringatan(kosong, None, bukti=0) == []


def test_missing_evidence_is_said():
    assert peringatan(ukuran("90%"), None, bukti=0) == ["Belum ada bukti dukung."]


def test_more_than_150_percent_is_said_with_the_reason_that_was_given():
    hal = peringatan(ukuran("160%", catatan_tidak_biasa="Loket baru."), None, bukti=1)
    assert hal == ["Capaian 160%, lebih dari 150%. Penjelasan pengisi: “Loket baru.”"]


def test_exactly_150_percent_is_not_unusual():
    assert peringatan(ukuran("150%"), None, bukti=1) == []


def test_a_value_in_an_unplanned_quarter_is_said():
    assert peringatan(ukuran("3", "-"), None, 1) == [
        "Triwulan ini tidak direncanakan, tetapi ada realisasinya."
    ]


@pytest.mark.parametrize(
    ("kini", "lalu", "kata"),
    [
        ("80%", "40%", "Naik tajam dari 40% pada TW I menjadi 80%."),
        ("79%", "40%", ""),
        ("20%", "40%", "Turun tajam dari 40% pada TW I menjadi 20%."),
        ("21%", "40%", ""),
        ("0%", "40%", "Turun tajam dari 40% pada TW I menjadi 0%."),
        ("40%", "0%", ""),
    ],
)
def test_a_jump_is_twice_or_half_of_last_quarter(kini: str, lalu: str, kata: str):
    assert peringatan(ukuran(kini), ukuran(lalu, triwulan=1), 1) == ([kata] if kata else [])


def test_a_value_that_follows_its_target_is_no_jump():
    assert peringatan(ukuran("40", "40", satuan=""), ukuran("10", "10", triwulan=1, satuan=""), 1) == []


def test_a_value_that_stays_while_its_target_quadruples_is_one():
    hal = peringatan(ukuran("10", "40", satuan=""), ukuran("10", "10", triwulan=1, satuan=""), 1)
    assert hal == ["Turun tajam dari 10 pada TW I menjadi 10."]


def test_a_running_total_may_grow_but_not_fall():
    kini = {"agregasi": "kumulatif", "satuan": "data"}
    naik = peringatan(ukuran("40", None, **kini), ukuran("10", None, triwulan=1, **kini), 1)
    turun = peringatan(ukuran("9", None, **kini), ukuran("10", None, triwulan=1, **kini), 1)
    assert naik == []
    assert turun == [
        "Isian kumulatif seharusnya tidak turun, tetapi berubah dari 10 data pada TW I menjadi 9 data."
    ]


@pytest.mark.parametrize(
    ("kini", "lalu"),
    [
        (ukuran("20%", "20%"), ukuran("1 kegiatan", "1 kegiatan", triwulan=1, jenis="tahapan")),
        (ukuran("18 data", "18 data"), ukuran("1 kegiatan", "1 kegiatan", triwulan=1)),
        (ukuran("20%"), ukuran("BB", triwulan=1)),
        (ukuran("20%"), None),
    ],
    ids=["a step of work", "another unit", "not a number", "no last quarter"],
)
def test_unlike_quarters_are_not_compared(kini, lalu):
    assert sebanding(kini, lalu) is None
    assert selisih(kini, lalu) is None


def test_the_difference_is_this_quarter_minus_the_last():
    assert selisih(ukuran("80%"), ukuran("92,5%", triwulan=1)) == Decimal("-12.5")


@pytest.mark.parametrize(
    ("teks", "cerita", "kata"),
    [
        ("90%", {"faktor_penghambat": "-"}, ["Faktor penghambat hanya tertulis “-”."]),
        ("90%", {"tindak_lanjut": " . "}, ["Tindak lanjut hanya tertulis “.”."]),
        ("100%", {"faktor_pendukung": "--"}, ["Faktor pendukung hanya tertulis “--”."]),
        ("100%", {"faktor_penghambat": "-"}, []),
    ],
)
def test_a_required_story_of_marks_only_is_quoted(teks: str, cerita: dict, kata: list[str]):
    assert peringatan(ukuran(teks, **cerita), None, 1) == kata


def test_a_doubtful_number_is_shown_with_its_answer():
    hal = peringatan(ukuran("1.500", "1000", satuan="", tafsir="ribuan"), None, 1)
    assert hal == ["“1.500” dibaca 1.500 (seribu lima ratus) menurut jawaban pengisi."]
