"""The Excel formula computes in a real spreadsheet what ``hitung`` computes."""

import math
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from bakesbang.calculation.formula import FormulaError, NihilPolicy, Rumus
from tests.bakesbang.calculation.acak_rumus import PembuatRumus
from tests.kantor import ubah

BANYAK = 400


def soal() -> list[tuple[Rumus, dict, NihilPolicy]]:
    pembuat = PembuatRumus(Random(2024))
    hasil: list[tuple[Rumus, dict, NihilPolicy]] = []
    while len(hasil) < BANYAK:
        try:
            rumus = Rumus.read(pembuat.rumus(len(hasil) % 4 + 1))
        except FormulaError:
            continue
        kebijakan = tuple(NihilPolicy)[len(hasil) % 3]
        hasil.append((rumus, pembuat.masukan(rumus.variabel), kebijakan))
    return hasil


def hitung_di_kantor(semua: list[tuple[Rumus, dict, NihilPolicy]], folder: Path) -> list[object]:
    """The value that LibreOffice gives for every formula: row n holds its inputs and then the formula."""
    buku = openpyxl.Workbook()
    lembar = buku.active
    for baris, (rumus, masukan, kebijakan) in enumerate(semua, start=1):
        alamat = {}
        for kolom, satu in enumerate(rumus.variabel, start=2):
            alamat[satu] = f"{get_column_letter(kolom)}{baris}"
            lembar[alamat[satu]] = masukan[satu]
        lembar[f"A{baris}"] = rumus.excel(alamat, nihil_policy=kebijakan)
    (folder / "asal").mkdir()
    berkas = folder / "asal" / "rumus.xlsx"
    buku.save(berkas)
    hasil = openpyxl.load_workbook(ubah(berkas, "xlsx", folder), data_only=True).active
    return [hasil[f"A{baris}"].value for baris in range(1, len(semua) + 1)]


@pytest.mark.kantor
def test_libreoffice_computes_the_same(tmp_path):
    semua = soal()
    berangka = tanpa_angka = 0
    for (rumus, masukan, kebijakan), sel in zip(semua, hitung_di_kantor(semua, tmp_path), strict=True):
        hasil = rumus.compute(masukan, nihil_policy=kebijakan)
        tampil = (rumus.canonical(), masukan, hasil, sel)
        if hasil.number is None:
            tanpa_angka += 1
            assert isinstance(sel, str), tampil
            assert sel.startswith("#"), tampil
        else:
            berangka += 1
            assert isinstance(sel, int | float), tampil
            assert math.isclose(Decimal(sel), hasil.number, rel_tol=1e-9, abs_tol=1e-12), tampil
    assert berangka >= 200
    assert tanpa_angka >= 50
