"""The agency's own IKU becomes the list of the fixture, formulas computed."""

from decimal import Decimal

import pytest
import yaml

from bakesbang.calculation.formula import Rumus
from bakesbang.dokumen.baca import baca_berkas, baca_teks
from bakesbang.kinerja.impor.lapor import Keadaan
from iku.bentuk import iku_dari_data, kepala_dari_data
from iku.impor import HasilImpor, pahami
from tests.bakesbang.kinerja.berkas_impor import AKAR, IKU, dari_sumber, kantor, terbaca, tidak_hilang


@pytest.fixture(scope="module")
def sumber() -> HasilImpor:
    return pahami(terbaca(IKU), tahun=2021, kantor=kantor())


def sama_dengan_fixture(hasil: HasilImpor) -> None:
    data = yaml.safe_load((AKAR / "fixtures/iku_2021.yaml").read_text(encoding="utf-8"))
    assert hasil.kepala == kepala_dari_data(data)
    asli = [iku_dari_data(i) for i in data["indikator"]]
    for a, b in zip(asli, hasil.isi, strict=True):
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


def test_sumber_yang_ditempel_menjadi_iku_fixture(sumber: HasilImpor) -> None:
    sama_dengan_fixture(sumber)
    assert (sumber.tahun, len(sumber.kepala.fungsi), sumber.kepala.misi_nomor) == (2021, 7, "V")


def test_tiga_rumus_latex_terhitung(sumber: HasilImpor) -> None:
    for iku in sumber.isi:
        kode = [v.kode for v in iku.indikator.variabel]
        rumus = Rumus.baca(iku.indikator.rumus, {v.label: v.kode for v in iku.indikator.variabel})
        assert rumus.hitung({kode[0]: Decimal(6), kode[1]: Decimal(8)}).angka == Decimal(75)


def test_setiap_sel_dan_baris_bernasib_tanpa_pertanyaan(sumber: HasilImpor) -> None:
    assert tidak_hilang(sumber.buku, terbaca(IKU)) == []
    assert sumber.buku.hitung()[Keadaan.TIDAK_TERBACA] == 0
    assert sumber.buku.terbuka == []


@pytest.mark.parametrize("jenis", ["xlsx", "docx"])
def test_sumber_sebagai_berkas_dengan_sel_gabungan_sama(jenis: str) -> None:
    isi, nama = dari_sumber(IKU, jenis, (0, 1))
    sama_dengan_fixture(pahami(baca_berkas(isi, nama), tahun=2021, kantor=kantor()))


def test_kepala_dalam_sel_terpisah_terbaca() -> None:
    teks = "Visi\t:\tKota maju\nMisi 2\t:\tRukun\nTugas Pokok\t:\tMembina\nFungsi\t:\t1. Menyusun\n\t\t2. Menilai\nNo\tSasaran\tIndikator Kinerja Utama\tFormula\n1\tRukun\tPersentase A\tA yang ada / B semua x 100%"
    hasil = pahami(baca_teks(teks), tahun=2024)
    assert (hasil.kepala.visi, hasil.kepala.misi_nomor, hasil.kepala.misi) == ("Kota maju", "2", "Rukun")
    assert hasil.kepala.fungsi == ("Menyusun", "Menilai")
    assert hasil.isi[0].indikator.rumus == "[A yang ada] / [B semua] × 100%"


def test_rumus_dua_baris_bertumpuk_terbaca() -> None:
    teks = (
        'Sasaran\tIndikator Kinerja Utama\tFormula\nRukun\tPersentase A\t"Jml A yang ada\nJml B semua x 100%"'
    )
    [iku] = pahami(baca_teks(teks), tahun=2024).isi
    assert [v.label for v in iku.indikator.variabel] == ["Jml A yang ada", "Jml B semua"]


def test_rumus_dalam_kata_disimpan_di_definisi() -> None:
    teks = "Sasaran\tIndikator Kinerja Utama\tFormula\nRukun\tIndeks A\tHasil survei (((kuesioner)"
    hasil = pahami(baca_teks(teks), tahun=2024)
    assert hasil.isi[0].indikator.rumus == ""
    assert "Hasil survei" in hasil.isi[0].indikator.definisi_operasional
    assert hasil.buku.hitung()[Keadaan.PERINGATAN] >= 1
