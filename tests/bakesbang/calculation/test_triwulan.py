import datetime as dt

import pytest

from bakesbang.calculation.triwulan import Triwulan, label_of, read_triwulan


def test_label_memakai_angka_romawi() -> None:
    assert [t.short for t in Triwulan] == ["TW I", "TW II", "TW III", "TW IV"]
    assert [t.long for t in Triwulan] == ["Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"]
    assert label_of(3) == "TW III"


def test_sebut_menolak_triwulan_kelima() -> None:
    with pytest.raises(ValueError):
        label_of(5)


def test_sampai_memuat_triwulan_itu_sendiri() -> None:
    assert Triwulan.III.up_to() == (Triwulan.I, Triwulan.II, Triwulan.III)


@pytest.mark.parametrize(
    ("triwulan", "awal", "akhir"),
    [
        (1, dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        (2, dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        (3, dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
        (4, dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
    ],
)
def test_awal_dan_akhir_triwulan(triwulan: int, awal: dt.date, akhir: dt.date) -> None:
    assert (Triwulan(triwulan).start(2024), Triwulan(triwulan).end(2024)) == (awal, akhir)


@pytest.mark.parametrize(
    ("teks", "nomor"),
    [
        ("TW III", 3),
        ("tw iv", 4),
        ("Triwulan 2", 2),
        ("TW.I", 1),
        ("TWII", 2),
        ("  II ", 2),
        ("4", 4),
        ("Tri  Wulan I", 1),
    ],
)
def test_triwulan_terbaca(teks: str, nomor: int) -> None:
    assert read_triwulan(teks) == Triwulan(nomor)


@pytest.mark.parametrize("teks", ["", "5", "V", "IIII", "TW", "Triwulan", "TW III= 18 kegiatan", "0"])
def test_bukan_triwulan(teks: str) -> None:
    assert read_triwulan(teks) is None
