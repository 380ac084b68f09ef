"""No text makes reading raise, lose the text, or invent a number."""

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.values.value import Keadaan, Nilai, Ragu, baca_nilai, tampilkan

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
BERANGKA = (Keadaan.ANGKA, Keadaan.RENTANG)


def periksa(teks: str) -> None:
    """Everything that must hold for any text whatsoever."""
    nilai = baca_nilai(teks)
    assert nilai.teks == teks
    _periksa_bentuk(nilai)
    _periksa_asal_angka(nilai)
    assert nilai.gema
    if not nilai.ragu:
        kembali = baca_nilai(tampilkan(nilai, 28))
        assert (kembali.angka, kembali.angka_atas) == (nilai.angka, nilai.angka_atas), (nilai, kembali)


def _periksa_bentuk(nilai: Nilai) -> None:
    assert (nilai.keadaan in BERANGKA) <= (nilai.angka is not None)
    assert (nilai.keadaan == Keadaan.PREDIKAT) <= bool(nilai.predikat)
    assert bool(nilai.predikat) <= (nilai.keadaan in (Keadaan.PREDIKAT, Keadaan.RENTANG))
    assert (nilai.keadaan == Keadaan.RENTANG) == (nilai.angka_atas is not None)
    if nilai.keadaan not in (*BERANGKA, Keadaan.PREDIKAT):
        assert (nilai.angka, nilai.pembanding, nilai.satuan, nilai.angka_atas) == (None, "", "", None)
    if nilai.keadaan == Keadaan.RENTANG:
        assert nilai.angka_atas is not None
    if nilai.angka_atas is not None:
        assert nilai.angka is not None
        assert nilai.angka <= nilai.angka_atas
    assert nilai.pembanding in ("", "<", "≤", ">", "≥", "±")
    assert (nilai.keadaan == Keadaan.TEKS) <= (nilai.ragu == Ragu.TIDAK)


def _periksa_asal_angka(nilai: Nilai) -> None:
    """The digits of a plain number stand in the text in the same order: none is invented, none dropped."""
    if nilai.angka is None or nilai.angka_atas is not None or "/" in nilai.teks or ":" in nilai.teks:
        return
    digit = "".join(map(str, nilai.angka.as_tuple().digits)).strip("0")
    ada = re.sub(r"[.,\s\u200b]", "", nilai.teks.translate({ord("０"): "0", ord("１"): "1", ord("９"): "9"}))
    if nilai.ragu != Ragu.EKSPONEN:
        assert digit in ada, nilai


@given(TEKS)
def test_teks_apa_pun_terbaca_tanpa_galat(teks: str) -> None:
    periksa(teks)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=7))
def test_angka_yang_ditulis_penuh_terbaca_utuh(angka: Decimal) -> None:
    assert baca_nilai(f"{angka:f}".replace(".", ",")).angka == angka


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
