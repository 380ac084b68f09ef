"""Achievement of the year so far, and the average over indicators."""

from decimal import Decimal
from typing import Any

import pytest

from bakesbang.calculation.capaian import Policy, average, capaian_until, compute_capaian

CAPAIAN = [
    ([(5, 5), (5, 4), (5, None), (3, None)], "akumulasi", 2, None, "maksimal", "90%"),
    ([(5, 5), (5, 4), (5, None), (3, None)], "akumulasi", 2, 18, "maksimal", "50%"),
    ([(5, 5), (5, None)], "akumulasi", 2, None, "maksimal", "Belum lengkap: TW II belum diisi"),
    ([("100%", 100), ("100%", 90)], "berulang", 2, None, "maksimal", "90%"),
    ([("100%", 100), ("100%", None)], "berulang", 2, None, "maksimal", "100%"),
    ([("WTP", "WTP")], "berulang", 1, None, "maksimal", "100%"),
    ([("80-90", 92)], "posisi_akhir", 2, None, "rentang", "102,22%"),
    ([("-", 92)], "posisi_akhir", 1, None, "maksimal", "Tidak dinilai: tidak direncanakan (target “-”)"),
    ([("-", 92)], "posisi_akhir", 1, 92, "maksimal", "100%"),
    ([(10, 5)], "posisi_akhir", 1, "20", "maksimal", "25%"),
    ([(10, None)], "posisi_akhir", 1, None, "maksimal", "Belum diisi"),
    ([(10, 8), (10, 9)], "rata_rata", 2, None, "minimal", "115%"),
    ([(10, 8)], "", 1, None, "minimal", "Tidak dinilai: cara menggabungkan triwulan belum ditetapkan"),
]


@pytest.mark.parametrize(("sel", "jenis", "sampai", "tahunan", "polaritas", "harapan"), CAPAIAN)
def test_capaian_sampai_triwulan(
    sel: list[Any], jenis: str, sampai: int, tahunan: Any, polaritas: str, harapan: str
) -> None:
    assert str(capaian_until(sel, jenis, sampai, polaritas=polaritas, target=tahunan)) == harapan


def test_capaian_sampai_memakai_aturan_yang_diberikan() -> None:
    aturan = Policy(bound=Decimal(100))
    assert capaian_until([(5, 9)], "akumulasi", 1, polaritas="maksimal", policy=aturan).percent == 100


def test_rata_rata_tanpa_yang_tidak_dinilai() -> None:
    capaian = [
        compute_capaian(10, 8, polaritas="maksimal"),
        compute_capaian("", 8, polaritas="maksimal"),
        Decimal(0),
        None,
        compute_capaian(1, 3, polaritas="maksimal", policy=Policy(bound=Decimal(100))),
    ]
    rata = average(capaian)
    assert (rata.result.number, rata.judged, rata.total) == (60, 3, 5)
    assert rata.note == "3 dari 5 dinilai"
    assert str(rata) == "60% (3 dari 5 dinilai)"
    assert rata.result.working == "180 ÷ 3 = 60"


def test_rata_rata_baris_cetak_17_indikator() -> None:
    """C192: 50 and 58,53 of 17 indicators, the others 0, printed 6,38 persen."""
    assert str(average([Decimal(50), Decimal("58.53"), *[Decimal(0)] * 15])) == "6,38% (17 dari 17 dinilai)"


def test_rata_rata_tanpa_satu_pun_yang_dinilai() -> None:
    rata = average([None, None])
    assert str(rata) == "Tidak dinilai: belum ada indikator yang dapat dinilai (0 dari 2 dinilai)"
    assert average([]).result.number is None


def test_rata_rata_berbobot() -> None:
    rata = average([Decimal(100), None, Decimal(40)], [3, 5, 1])
    assert (rata.result.number, rata.judged, rata.total) == (85, 2, 3)
    assert rata.result.working == "340 ÷ 4 = 85"
    assert average([Decimal(100)], [0]).result.number is None


def test_bobot_yang_salah_ditolak() -> None:
    with pytest.raises(ValueError, match=r"^A weight is never negative\.$"):
        average([Decimal(1)], [-1])
    with pytest.raises(ValueError):
        average([Decimal(1)], [1, 2])
