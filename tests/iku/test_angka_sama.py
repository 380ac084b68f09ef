"""One number everywhere: the IKU page, its PDF, its workbook, the kamus and ``hitung`` agree on 9 of 11."""

from decimal import Decimal
from io import StringIO

import openpyxl
import pytest
from django.core.management import call_command

from bakesbang.calculation.values.value import display_percent, read_value
from bakesbang.kinerja.models import Indikator
from tests.iku.test_laporan import baca_pdf, lembar

IKU = "/bakesbangpol/2021/iku/"
ANGKA = "81,82%"


@pytest.fixture
def dari_hitung(peragaan):
    """What the command says about the stored formula with the stored inputs of the whole year."""
    indikator = Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="IPOLEKSOSBUD")
    jumlah = dict.fromkeys(("selesai", "ada"), Decimal(0))
    for realisasi in indikator.realisasi.all():
        for n in realisasi.nilai_variabel.all():
            jumlah[n.kode] += n.angka
    keluaran = StringIO()
    rumus = indikator.ketetapan.get().rumus
    call_command("hitung", rumus, *(f"{kode}={angka}" for kode, angka in jumlah.items()), stdout=keluaran)
    baris = next(b for b in keluaran.getvalue().splitlines() if b.startswith("Hasil"))
    return read_value(baris.partition(":")[2].strip()).number


def test_the_command_gives_nine_of_eleven(dari_hitung):
    assert display_percent(dari_hitung) == ANGKA


@pytest.mark.parametrize("tampil", ["", "?tampil=tabel&hasil=1"], ids=["lembar", "tabel"])
def test_the_page_shows_it(buka, dari_hitung, tampil):
    assert display_percent(dari_hitung) in buka(f"{IKU}{tampil}").content.decode()


def test_the_pdf_shows_it(buka, dari_hitung, tmp_path):
    assert display_percent(dari_hitung) in baca_pdf(buka(f"{IKU}cetak/pdf/?hasil=1").content, tmp_path)


def test_the_workbook_holds_it(buka, dari_hitung):
    isi = buka(f"{IKU}cetak/xlsx/?hasil=1").content
    for nama in ("Kertas", "Data"):
        sel = [s for b in lembar(isi, nama, data_only=True).iter_rows(values_only=True) for s in b]
        assert any(isinstance(s, float) and s * 100 == pytest.approx(float(dari_hitung)) for s in sel), nama


def test_the_kamus_shows_it_on_screen_and_paper(buka, dari_hitung, tmp_path):
    pk = Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="IPOLEKSOSBUD").pk
    alamat = f"/bakesbangpol/2021/indikator/{pk}/"
    angka = display_percent(dari_hitung)
    assert angka in buka(alamat).content.decode()
    assert angka in baca_pdf(buka(f"{alamat}cetak/pdf/").content, tmp_path)
    berkas = tmp_path / "kamus.xlsx"
    berkas.write_bytes(buka(f"{alamat}cetak/xlsx/").content)
    sel = [
        s
        for b in openpyxl.load_workbook(berkas, data_only=True)["Kertas"].iter_rows(values_only=True)
        for s in b
    ]
    assert any(isinstance(s, float) and s * 100 == pytest.approx(float(dari_hitung)) for s in sel)


def test_the_command_prints_it_when_asked(peragaan, dari_hitung, tmp_path):
    berkas = tmp_path / "iku.pdf"
    call_command("cetak", "iku", "--tahun", "2021", "--pdf", str(berkas), "--hasil", stdout=StringIO())
    assert display_percent(dari_hitung) in baca_pdf(berkas.read_bytes(), tmp_path)
    galat = StringIO()
    with pytest.raises(SystemExit) as selesai:
        call_command(
            "cetak", "rencana-aksi", "--tahun", "2024", "--pdf", str(berkas), "--hasil", stderr=galat
        )
    assert (selesai.value.code, galat.getvalue()) == (2, "--hasil hanya ada pada iku.\n")
