"""Achievement against real printed rows, and properties that hold for every input."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.capaian import STANDARD, MinimalRule, Polaritas, Policy, compute_capaian
from bakesbang.calculation.policy import BOUND_CHOICES
from bakesbang.calculation.values.value import read_value

CAPAIAN_CETAK = Path(__file__).parent / "data" / "capaian_cetak.yaml"
BARIS = yaml.safe_load(CAPAIAN_CETAK.read_text(encoding="utf-8"))
ATURAN_CETAK = {
    "maximise R/T x 100": "maksimal",
    "maximise R/T x 100 (cut, not rounded)": "maksimal",
    "minimise (2T-R)/T x 100": "minimal",
    "predikat": "maksimal",
    "none": "maksimal",  # C112: R/T gives 117,62, the row prints 117,63
}


@pytest.mark.parametrize(
    "baris", [b for b in BARIS if b["rule_that_reproduces_capaian"] in ATURAN_CETAK], ids=lambda b: b["id"]
)
def test_baris_cetak_terulang(baris: dict[str, str]) -> None:
    """To the decimals that are printed; C136 is cut instead of rounded, C112 is one hundredth off."""
    cetak = read_value(baris["capaian"]).number
    polaritas = ATURAN_CETAK[baris["rule_that_reproduces_capaian"]]
    persen = compute_capaian(baris["target"], baris["realisasi"], polaritas=polaritas).percent
    assert cetak is not None
    assert persen is not None
    if "cut" in baris["rule_that_reproduces_capaian"]:
        assert int(persen) == cetak
    elif baris["rule_that_reproduces_capaian"] == "none":
        assert abs(persen - cetak) <= Decimal("0.01")
    else:
        assert abs(persen - cetak) <= Decimal(5).scaleb(int(cetak.as_tuple().exponent) - 1) + Decimal("1e-13")


@pytest.mark.parametrize(
    "baris", [b for b in BARIS if b["rule_that_reproduces_capaian"] == "not numeric"], ids=lambda b: b["id"]
)
def test_baris_cetak_tanpa_angka_tidak_dinilai(baris: dict[str, str]) -> None:
    capaian = compute_capaian(baris["target"], baris["realisasi"], polaritas="maksimal")
    assert capaian.percent is None


@pytest.mark.parametrize(
    ("nomor", "polaritas", "harapan"),
    [
        ("C193", "maksimal", True),
        ("C194", "minimal", True),
        ("C197", "maksimal", False),
        ("C201", "maksimal", True),
    ],
)
def test_baris_yang_hanya_bertulis_tercapai(nomor: str, polaritas: str, harapan: bool) -> None:
    baris = next(b for b in BARIS if b["id"] == nomor)
    persen = compute_capaian(baris["target"], baris["realisasi"], polaritas=polaritas).percent
    assert persen is not None
    assert (persen >= 100) is harapan


def test_semua_baris_cetak_dipakai() -> None:
    dipakai = {*ATURAN_CETAK, "not numeric", "category only", "no capaian stored per row"}
    sisa = {b["id"] for b in BARIS if b["rule_that_reproduces_capaian"] not in dipakai}
    assert sisa == {"C192"}  # a mean of 17 indicators: test_agregasi


BILANGAN = st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False, allow_infinity=False)
RENTANG = st.tuples(BILANGAN, BILANGAN).map(
    lambda r: f"{min(r):f} s.d. {max(r):f}".replace(".", ",").replace("s,d,", "s.d.")
)
TARGET = BILANGAN | RENTANG
ATURAN = st.builds(
    Policy,
    bound=st.sampled_from(BOUND_CHOICES),
    minimal_rule=st.sampled_from(MinimalRule),
    worst_value=st.none() | st.decimals(min_value=1, max_value=100, places=1),
)


@given(TARGET, BILANGAN, BILANGAN, ATURAN)
def test_realisasi_lebih_besar_tidak_menurunkan_yang_makin_tinggi_makin_baik(
    target: Decimal | str, a: Decimal, b: Decimal, aturan: Policy
) -> None:
    rendah, tinggi = (
        compute_capaian(target, r, polaritas="maksimal", policy=aturan).percent for r in sorted((a, b))
    )
    if rendah is not None and tinggi is not None:
        assert rendah <= tinggi


@given(TARGET, BILANGAN, BILANGAN, ATURAN)
def test_realisasi_lebih_besar_tidak_menaikkan_yang_makin_rendah_makin_baik(
    target: Decimal | str, a: Decimal, b: Decimal, aturan: Policy
) -> None:
    kecil, besar = (
        compute_capaian(target, r, polaritas="minimal", policy=aturan).percent for r in sorted((a, b))
    )
    if kecil is not None and besar is not None:
        assert kecil >= besar


@given(st.decimals(min_value="0.001", max_value=1000, places=3), BILANGAN, BILANGAN)
def test_makin_jauh_dari_target_stabil_makin_rendah(target: Decimal, a: Decimal, b: Decimal) -> None:
    dekat, jauh = sorted((a, b), key=lambda r: abs(r - target))
    capaian = [compute_capaian(target, r, polaritas="stabil").percent or Decimal(0) for r in (dekat, jauh)]
    assert capaian[0] >= capaian[1]


@given(TARGET, BILANGAN, st.sampled_from(Polaritas), ATURAN)
def test_persen_selalu_di_dalam_batas(
    target: Decimal | str, r: Decimal, polaritas: Polaritas, aturan: Policy
) -> None:
    capaian = compute_capaian(target, r, polaritas=polaritas, policy=aturan)
    if capaian.percent is None:
        assert str(capaian.reason)
    else:
        assert 0 <= capaian.percent <= (aturan.bound or capaian.percent)
        assert capaian.working
        assert capaian.rule


@given(BILANGAN.filter(bool))
def test_sesuai_target_selalu_seratus_persen(target: Decimal) -> None:
    for polaritas in ("maksimal", "minimal"):
        assert compute_capaian(target, target, polaritas=polaritas).percent == 100


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(Polaritas))
def test_teks_apa_pun_tidak_menggagalkan(target: str, realisasi: str, polaritas: Polaritas) -> None:
    capaian = compute_capaian(target, realisasi, polaritas=polaritas, policy=STANDARD)
    assert (capaian.percent is None) == (capaian.reason is not None)


def test_angka_raksasa_tetap_terhitung() -> None:
    besar, kecil = "9" * 28, "1E-28"
    assert compute_capaian(kecil, besar, polaritas="maksimal").percent == Decimal("9" * 28) * Decimal("1E+30")
    persen = compute_capaian(besar, kecil, polaritas="minimal").percent
    assert persen is not None
    assert persen.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) == 200
