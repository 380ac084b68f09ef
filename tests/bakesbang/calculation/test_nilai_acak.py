"""No text makes reading raise, lose the text, or invent a number."""

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.values.value import Doubt, Nilai, ValueState, display, read_value

SEL = [
    baris.split("\t")[0]
    for baris in (Path(__file__).parent / "data" / "sel_cetak.tsv")
    .read_text(encoding="utf-8")
    .splitlines()[1:]
]
POTONGAN = [
    *SEL,
    *" .,-–−:/%()<>≤≥³£±~'\n\t\u00a0\u200b０１９²½٣",
    *(
        "s.d.",
        "per ",
        "Rp ",
        "minimal ",
        "Level ",
        "E+3",
        "e-05",
        "x ",
        "dan ",
        "â‰¥",
        "â€“",
        "A (",
        "WTP",
        "n/a",
        "TW I= ",
    ),
]
TEKS = st.text(max_size=60) | st.lists(st.sampled_from(POTONGAN), max_size=6).map("".join)
BERANGKA = (ValueState.NUMBER, ValueState.RANGE)


def periksa(teks: str) -> None:
    """Everything that must hold for any text whatsoever."""
    nilai = read_value(teks)
    assert nilai.text == teks
    _periksa_bentuk(nilai)
    _periksa_asal_angka(nilai)
    assert nilai.echo
    if not nilai.doubt:
        kembali = read_value(display(nilai, 28))
        assert (kembali.number, kembali.upper) == (nilai.number, nilai.upper), (nilai, kembali)


def _periksa_bentuk(nilai: Nilai) -> None:
    assert (nilai.state in BERANGKA) <= (nilai.number is not None)
    assert (nilai.state == ValueState.PREDIKAT) <= bool(nilai.predikat)
    assert bool(nilai.predikat) <= (nilai.state in (ValueState.PREDIKAT, ValueState.RANGE))
    assert (nilai.state == ValueState.RANGE) == (nilai.upper is not None)
    if nilai.state not in (*BERANGKA, ValueState.PREDIKAT):
        assert (nilai.number, nilai.comparator, nilai.satuan, nilai.upper) == (None, "", "", None)
    if nilai.state == ValueState.RANGE:
        assert nilai.upper is not None
    if nilai.upper is not None:
        assert nilai.number is not None
        assert nilai.number <= nilai.upper
    assert nilai.comparator in ("", "<", "≤", ">", "≥", "±")
    assert (nilai.state == ValueState.TEXT) <= (nilai.doubt == Doubt.NONE)


def _periksa_asal_angka(nilai: Nilai) -> None:
    """The digits of a plain number stand in the text in the same order: none is invented, none dropped."""
    if nilai.number is None or nilai.upper is not None or "/" in nilai.text or ":" in nilai.text:
        return
    digit = "".join(map(str, nilai.number.as_tuple().digits)).strip("0")
    ada = re.sub(r"[.,\s\u200b]", "", nilai.text.translate({ord("０"): "0", ord("１"): "1", ord("９"): "9"}))
    if nilai.doubt != Doubt.EXPONENT:
        assert digit in ada, nilai


@given(TEKS)
def test_teks_apa_pun_terbaca_tanpa_galat(teks: str) -> None:
    periksa(teks)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=7))
def test_angka_yang_ditulis_penuh_terbaca_utuh(angka: Decimal) -> None:
    assert read_value(f"{angka:f}".replace(".", ",")).number == angka


@pytest.mark.panjang
def test_seratus_dua_puluh_ribu_teks_acak() -> None:
    acak = random.Random(20240101)
    for _ in range(120_000):
        teks = "".join(acak.choices(POTONGAN, k=acak.randint(1, 5)))
        if acak.random() < 0.5:
            tempat = acak.randrange(len(teks) + 1)
            teks = (
                teks[:tempat]
                + chr(acak.choice((acak.randrange(32, 127), acak.randrange(0x110000))))
                + teks[tempat:]
            )
        periksa(teks)
