"""The policy that achievement is computed with: what it refuses and its stable scale."""

from decimal import Decimal
from typing import Any

import pytest

from bakesbang.calculation.capaian import Policy, compute_capaian


def _persen(realisasi: int | str, target: int, polaritas: str, aturan: Policy) -> Decimal | None:
    return compute_capaian(target, realisasi, polaritas=polaritas, policy=aturan).percent


@pytest.mark.parametrize(
    "isi",
    [
        {"bound": Decimal(105)},
        {"worst_value": Decimal(0)},
        {"worst_value": Decimal(-1)},
        {"stable_scale": ()},
        {"stable_scale": ((Decimal(0), Decimal(0)),)},
        {"stable_scale": ((Decimal(0), Decimal(0)), (Decimal(0), Decimal(1)))},
        {"stable_scale": ((Decimal(0), Decimal(5)), (Decimal(10), Decimal(4)))},
    ],
)
def test_aturan_yang_tidak_masuk_akal_ditolak(isi: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Policy(**isi)


def test_aturan_pesan_penolakan() -> None:
    with pytest.raises(ValueError, match=r"^Batas capaian harus kosong, 100, 110, 120, atau 150\.$"):
        Policy(bound=Decimal(105))
    with pytest.raises(ValueError, match=r"^Nilai terburuk harus lebih besar dari 0\.$"):
        Policy(worst_value=Decimal(0))
    with pytest.raises(
        ValueError, match=r"^Skala stabil harus punya paling sedikit dua titik yang menaik\.$"
    ):
        Policy(stable_scale=())


def test_skala_stabil_datar_dan_bertingkat() -> None:
    skala = tuple((Decimal(x), Decimal(y)) for x, y in ((50, 20), (80, 80), (100, 80)))
    aturan = Policy(stable_scale=skala)
    assert [_persen(r, 100, "stabil", aturan) for r in (10, 50, 65, 80, 95, 100)] == [20, 20, 50, 80, 80, 80]
    dua_titik = Policy(stable_scale=((Decimal(0), Decimal(0)), (Decimal(90), Decimal(100))))
    assert [_persen(r, 100, "stabil", dua_titik) for r in (45, 90, 96)] == [50, 100, 100]


def test_nilai_terburuk_boleh_pecahan() -> None:
    assert _persen("0,1", 0, "minimal", Policy(worst_value=Decimal("0.5"))) == 80
