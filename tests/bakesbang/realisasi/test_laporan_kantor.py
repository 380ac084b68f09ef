"""The workbook of a report recalculated in LibreOffice says what it showed, and follows its data sheet."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pypdf
import pytest

from bakesbang.calculation.capaian import compute_capaian
from bakesbang.calculation.policy import MinimalRule, Policy
from bakesbang.paper.document import (
    Dokumen,
    IsiAngka,
    IsiTeks,
    Jumlah,
    Kolom,
    KolomData,
    LembarData,
    Meta,
    NilaiData,
)
from bakesbang.paper.layout import susun
from bakesbang.paper.pdf import cetak_pdf
from bakesbang.paper.xlsx import cetak_xlsx
from bakesbang.realisasi import data_capaian
from bakesbang.realisasi.laporan import Permintaan, dokumen
from tests.bakesbang.realisasi import isian
from tests.kantor import ubah

WAKTU = datetime(2024, 8, 1, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.kantor


def rumus_dan_nilai(asal, hitung):
    """(sheet, cell, value that was written, value LibreOffice finds) of every formula."""
    tulisan, nilai = openpyxl.load_workbook(asal), openpyxl.load_workbook(asal, data_only=True)
    ulang = openpyxl.load_workbook(hitung, data_only=True)
    return [
        (lembar.title, s.coordinate, nilai[lembar.title][s.coordinate].value, ulang[lembar.title][s.coordinate].value)
        for lembar in tulisan for b in lembar.iter_rows() for s in b if isinstance(s.value, str) and s.value.startswith("=")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("jenis", "triwulan", "setahun", "paling_sedikit"),
    [("rencana-aksi", 2, False, 110), ("rencana-aksi", 4, True, 190), ("iku", 4, False, 35)],
)
def test_live_formulas_give_the_printed_numbers(terisi, tmp_path, jenis, triwulan, setahun, paling_sedikit):
    k = isian.konteks(terisi)
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(cetak_xlsx(dokumen(k, Permintaan(jenis, triwulan, setahun), waktu=WAKTU, oleh="x")))
    (tmp_path / "ulang").mkdir()
    sel = rumus_dan_nilai(berkas, ubah(berkas, "xlsx", tmp_path / "ulang"))
    assert len(sel) >= paling_sedikit
    assert [s for s in sel if s[3] != pytest.approx(s[2])] == []


def test_a_changed_figure_changes_row_average_and_count(terisi, tmp_path):
    k = isian.konteks(terisi)
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(cetak_xlsx(dokumen(k, Permintaan("rencana-aksi", 2), waktu=WAKTU, oleh="x")))
    buku = openpyxl.load_workbook(berkas)
    data = buku["Data"]
    kepala = {s.value: s.column for s in data[1]}
    baris = next(
        n for n in range(2, data.max_row + 1)
        if str(data.cell(n, kepala["Indikator"]).value).startswith("Jumlah koordinasi")
        and data.cell(n, kepala["TW"]).value == "TW II"
    )  # fmt: skip
    data.cell(baris, kepala["Realisasi TW (angka)"]).value = 5
    buku.save(berkas)
    (tmp_path / "ulang").mkdir()
    ulang = openpyxl.load_workbook(ubah(berkas, "xlsx", tmp_path / "ulang"), data_only=True)
    assert ulang["Data"].cell(baris, kepala["Capaian TW"]).value == pytest.approx(1)
    assert ulang["Data"].cell(baris, kepala["Realisasi s.d. TW"]).value == pytest.approx(10)
    angka = [s for b in ulang["Kertas"].iter_rows(values_only=True) for s in b if isinstance(s, int | float)]
    # (1289,44 + 20) of 14
    assert any(a == pytest.approx(0.9353174603) for a in angka)
    assert 14 in angka


VEKTOR = [
    ("maksimal", "A", None, "20", "18"), ("maksimal", "A", None, "-10", "-11"), ("minimal", "A", None, "10", "8"),
    ("minimal", "A", None, "10", "25"), ("minimal", "B", None, "10", "12"), ("minimal", "A", None, "0", "0"),
    ("minimal", "A", None, "0", "1"), ("minimal", "A", "10", "0", "4"), ("minimal", "A", None, "-5", "-4"),
]  # fmt: skip


def test_every_rule_over_two_cells_is_the_cores_own(tmp_path):
    """Polarities, rules, target 0 and the bound (domain guide §7.1–7.3), as the workbook computes them."""
    kolom, baris, harapan = [KolomData("t", "T"), KolomData("r", "R"), KolomData("c", "C")], [], []
    for n, (polaritas, aturan, terburuk, target, realisasi) in enumerate(VEKTOR * 2):
        batas = Decimal(100) if n >= len(VEKTOR) else None
        buruk = Decimal(terburuk) if terburuk else None
        c = compute_capaian(
            Decimal(target), Decimal(realisasi), polaritas=polaritas,
            policy=Policy(bound=batas, minimal_rule=MinimalRule(aturan), worst_value=buruk),
        )  # fmt: skip
        k = SimpleNamespace(polaritas=polaritas, aturan_minimal=aturan, nilai_terburuk=buruk)
        excel = data_capaian._excel_capaian(c, k, Decimal(target), f"{{#t{n}}}", f"{{#r{n}}}")
        assert excel
        isi = NilaiData(Decimal(target), nama=f"t{n}"), NilaiData(Decimal(realisasi), nama=f"r{n}")
        baris.append((*isi, NilaiData(c.percent, 2, persen=True, excel=excel)))
        harapan.append(float(c.percent) / 100)
    tabel = susun([Kolom("a", "A", 10)], [Jumlah("", {"a": IsiTeks("x")})])
    berkas = tmp_path / "a.xlsx"
    dok = Dokumen(("X",), tabel, Meta(WAKTU, "x", "x"), data=LembarData(tuple(kolom), tuple(baris)))
    berkas.write_bytes(cetak_xlsx(dok))
    (tmp_path / "ulang").mkdir()
    ulang = openpyxl.load_workbook(ubah(berkas, "xlsx", tmp_path / "ulang"), data_only=True)["Data"]
    assert [r[2].value for r in ulang.iter_rows(min_row=2)] == [pytest.approx(h) for h in harapan]


def test_the_workbook_prints_with_its_signatures_below_the_last_rows(terisi, tmp_path):
    k = isian.konteks(terisi)
    dok = dokumen(k, Permintaan("rencana-aksi", 2), waktu=WAKTU, oleh="x")
    berkas = tmp_path / "a.xlsx"
    berkas.write_bytes(cetak_xlsx(dok))
    for pdf in (ubah(berkas, "pdf", tmp_path).read_bytes(), cetak_pdf(dok)):
        tujuan = tmp_path / "b.pdf"
        tujuan.write_bytes(pdf)
        halaman = [h.extract_text() for h in pypdf.PdfReader(tujuan).pages]
        akhir = next(h for h in halaman if "ANITA SURYANI" in h)
        assert "Jumlah indikator yang dinilai" in akhir
        assert "14 dari 17" in akhir
        assert not any("###" in h for h in halaman)
    assert any(isinstance(s.isi, IsiAngka) and s.isi.excel for s in dok.tabel.sel)
