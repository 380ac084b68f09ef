"""The agency's own IKU becomes the list of the fixture, formulas computed."""

from decimal import Decimal

import pytest
import yaml

from bakesbang.calculation.formula import Rumus
from bakesbang.importing.ledger import Fate
from bakesbang.reading.sources import read_file, read_text
from iku.bentuk import iku_dari_data, kepala_dari_data
from iku.importing import ImportResult, understand
from tests.bakesbang.importing.files import AKAR, IKU, dari_sumber, kantor, terbaca, tidak_hilang


@pytest.fixture(scope="module")
def sumber() -> ImportResult:
    return understand(terbaca(IKU), tahun=2021, offices=kantor())


def sama_dengan_fixture(hasil: ImportResult) -> None:
    data = yaml.safe_load((AKAR / "fixtures/iku_2021.yaml").read_text(encoding="utf-8"))
    assert hasil.header == kepala_dari_data(data)
    asli = [iku_dari_data(i) for i in data["indikator"]]
    for a, b in zip(asli, hasil.content, strict=True):
        assert (a.sasaran, a.penanggung_jawab_cetak) == (b.sasaran, b.penanggung_jawab_cetak)
        for nama in (
            "uraian",
            "rumus",
            "sumber_data",
            "jabatan",
            "satuan",
            "polaritas",
            "agregasi",
            "frekuensi",
        ):
            assert getattr(a.indikator, nama) == getattr(b.indikator, nama), nama
        assert [v.label for v in a.indikator.variabel] == [v.label for v in b.indikator.variabel]


def test_sumber_yang_ditempel_menjadi_iku_fixture(sumber: ImportResult) -> None:
    sama_dengan_fixture(sumber)
    assert (sumber.tahun, len(sumber.header.fungsi), sumber.header.misi_nomor) == (2021, 7, "V")


def test_tiga_rumus_latex_terhitung(sumber: ImportResult) -> None:
    for iku in sumber.content:
        kode = [v.kode for v in iku.indikator.variabel]
        rumus = Rumus.read(iku.indikator.rumus, {v.label: v.kode for v in iku.indikator.variabel})
        assert rumus.compute({kode[0]: Decimal(6), kode[1]: Decimal(8)}).number == Decimal(75)


def test_setiap_sel_dan_baris_bernasib_tanpa_pertanyaan(sumber: ImportResult) -> None:
    assert tidak_hilang(sumber.ledger, terbaca(IKU)) == []
    assert sumber.ledger.count()[Fate.UNREAD] == 0
    assert sumber.ledger.open_items == []


@pytest.mark.parametrize("jenis", ["xlsx", "docx"])
def test_sumber_sebagai_berkas_dengan_sel_gabungan_sama(jenis: str) -> None:
    isi, nama = dari_sumber(IKU, jenis, (0, 1))
    sama_dengan_fixture(understand(read_file(isi, nama), tahun=2021, offices=kantor()))


def test_kepala_dalam_sel_terpisah_terbaca() -> None:
    teks = "Visi\t:\tKota maju\nMisi 2\t:\tRukun\nTugas Pokok\t:\tMembina\nFungsi\t:\t1. Menyusun\n\t\t2. Menilai\nNo\tSasaran\tIndikator Kinerja Utama\tFormula\n1\tRukun\tPersentase A\tA yang ada / B semua x 100%"
    hasil = understand(read_text(teks), tahun=2024)
    assert (hasil.header.visi, hasil.header.misi_nomor, hasil.header.misi) == ("Kota maju", "2", "Rukun")
    assert hasil.header.fungsi == ("Menyusun", "Menilai")
    assert hasil.content[0].indikator.rumus == "[A yang ada] / [B semua] × 100%"


def test_rumus_dua_baris_bertumpuk_terbaca() -> None:
    teks = (
        'Sasaran\tIndikator Kinerja Utama\tFormula\nRukun\tPersentase A\t"Jml A yang ada\nJml B semua x 100%"'
    )
    [iku] = understand(read_text(teks), tahun=2024).content
    assert [v.label for v in iku.indikator.variabel] == ["Jml A yang ada", "Jml B semua"]


def test_rumus_dalam_kata_disimpan_di_definisi() -> None:
    teks = "Sasaran\tIndikator Kinerja Utama\tFormula\nRukun\tIndeks A\tHasil survei (((kuesioner)"
    hasil = understand(read_text(teks), tahun=2024)
    assert hasil.content[0].indikator.rumus == ""
    assert "Hasil survei" in hasil.content[0].indikator.definisi_operasional
    assert hasil.ledger.count()[Fate.WARNING] >= 1
