"""What is said about one indicator while it is written; it is never a reason to refuse."""

from typing import Any

import pytest

from bakesbang.calculation.values.value import read_value
from rencana_aksi.periksa_baris import periksa_baris
from rencana_aksi.pohon import Ketetapan, Penjawab, SelTarget


def sel(n: int, teks: str, penjelasan: str = "ada", jenis: str = "nilai") -> SelTarget:
    v = read_value(teks)
    return SelTarget(
        triwulan=n, teks=teks, keadaan=v.state.value, angka=v.number, angka_atas=v.upper, pembanding=v.comparator,
        predikat=v.predikat, satuan=v.satuan, jenis=jenis, penjelasan=penjelasan,
    )  # fmt: skip


def ketetapan(tw: tuple[str, ...] = ("1", "1", "1", "1"), tahunan: str = "4", **lain: Any) -> Ketetapan:
    isi: dict[str, Any] = {
        "id": 1, "indikator_id": 1, "uraian": "Jumlah kegiatan", "satuan": "", "polaritas": "maksimal", "agregasi": "akumulasi",
        "frekuensi": "triwulanan", "status": "draf", "usulan": frozenset(), "tahunan": sel(0, tahunan),
        "triwulan": tuple(sel(n, t) for n, t in enumerate(tw, 1)), "penanggung_jawab": (Penjawab(1, "Kabid", 1, "Bidang"),),
    }  # fmt: skip
    return Ketetapan(**(isi | lain))


def hal(k: Ketetapan, sasaran: str = "Terwujudnya ketertiban", daun: bool = True) -> tuple[str, ...]:
    return periksa_baris(k, sasaran=sasaran, daun=daun)


def test_a_sound_row_is_left_alone() -> None:
    assert hal(ketetapan()) == ()


def test_quarters_are_held_against_the_year_by_the_way_they_add_up() -> None:
    assert hal(ketetapan(tahunan="5")) == (
        "Jumlah target triwulan (4) tidak sama dengan target tahunan (5).",
    )
    assert hal(ketetapan(tahunan="1", agregasi="posisi_akhir")) == ()
    assert "Target TW IV (1) tidak sama" in hal(ketetapan(tahunan="2", agregasi="posisi_akhir"))[0]


@pytest.mark.parametrize(("polaritas", "banyak"), [("maksimal", 1), ("minimal", 0), ("stabil", 0)])
def test_a_zero_target_is_odd_only_where_higher_is_better(polaritas: str, banyak: int) -> None:
    k = ketetapan(("0", "2", "0", "2"), polaritas=polaritas)
    assert [h for h in hal(k) if "padahal" in h] == [
        "Target TW I dan TW III 0 padahal makin tinggi makin baik."
    ] * banyak


def test_a_zero_step_is_no_target() -> None:
    k = ketetapan(triwulan=(sel(1, "0", jenis="tahapan"), sel(4, "4")))
    assert hal(k) == ()


def test_a_strip_wants_an_explanation_and_a_blank_does_not() -> None:
    k = ketetapan(triwulan=(sel(1, "-", ""), sel(2, "-"), sel(3, "", ""), sel(4, "4")))
    assert hal(k) == ("TW I bertanda “-” tanpa penjelasan.",)


@pytest.mark.parametrize(
    ("uraian", "ulang"),
    [
        ("Terwujudnya ketertiban.", True),
        ("Persentase terwujudnya Ketertiban", True),
        ("Jumlah patroli", False),
    ],
)
def test_an_indicator_that_only_repeats_its_sasaran_is_named(uraian: str, ulang: bool) -> None:
    assert (
        "Indikator hanya mengulang sasarannya. Sebut apa yang diukur." in hal(ketetapan(uraian=uraian))
    ) is ulang


def test_somebody_answers_for_the_lowest_level() -> None:
    k = ketetapan(penanggung_jawab=())
    assert hal(k) == ("Belum ada jabatan penanggung jawab.",)
    assert hal(k, daun=False) == ()


def test_without_a_way_to_add_up_the_year_is_not_judged() -> None:
    assert hal(ketetapan(agregasi="", tahunan="9")) == (
        "Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai.",
    )


def test_a_target_in_words_is_told_while_it_can_still_be_changed() -> None:
    assert "Target TW II (“lima”) tidak terbaca sebagai angka, jadi tidak dapat dinilai." in hal(
        ketetapan(("1", "lima", "1", "1"))
    )
