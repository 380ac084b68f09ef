"""Both files hold the agency's document: every string in its reading order, and by choice the realization."""

import subprocess
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from bakesbang.kinerja.models import Realisasi
from bakesbang.organisasi.models import Pejabat
from bakesbang.paper.pdf import cetak_pdf
from bakesbang.paper.sizes import A3, A4, F4
from bakesbang.paper.xlsx import cetak_xlsx
from iku import tindakan
from iku.laporan import TANDA_BELUM_DISETUJUI, dokumen, nama_berkas, pilih_versi, tahun_ada
from iku.models import VersiIku
from tests.iku import sumber
from tests.iku.besar import buat_besar
from tests.iku.sumber import padat
from tests.kantor import ubah

HASIL = ("66,67%", "83,33%", "75%", "81,82%", "70%", "80%", "82,26%", "87,1%", "Nihil", "50%", "100%", "100%")


def isi_dokumen(versi, **pilihan):
    return dokumen(versi, waktu=timezone.now(), oleh="Dimas Kurniawan", **pilihan)


def baca_pdf(isi, tmp_path):
    berkas = tmp_path / "a.pdf"
    berkas.write_bytes(isi)
    return subprocess.run(
        ["pdftotext", "-raw", berkas, "-"], check=True, capture_output=True, text=True
    ).stdout


def lembar(isi, nama, **pilihan):
    return openpyxl.load_workbook(BytesIO(isi), **pilihan)[nama]


def sel_kertas(isi, **pilihan):
    baris = lembar(isi, "Kertas", **pilihan).iter_rows(values_only=True)
    return [str(sel) for b in baris for sel in b if sel is not None]


def urut(teks, potongan):
    """The pieces that are missing or out of order."""
    hilang, letak = [], 0
    for p in potongan:
        ketemu = teks.find(p, letak)
        if ketemu < 0:
            hilang.append(p)
        else:
            letak = ketemu + len(p)
    return hilang


def data(isi, **pilihan):
    """The sheet "Data" as one dict per line."""
    kepala, *baris = lembar(isi, "Data", **pilihan).iter_rows(values_only=True)
    return [dict(zip(kepala, b, strict=True)) for b in baris]


def test_source_is_read_whole():
    assert len(sumber.kepala()) == 10 + 6
    assert [len(b) for b in sumber.tabel()] == [6, 7, 5, 5]


@pytest.mark.parametrize("kertas", [F4, A4, A3], ids=lambda k: k.nama)
@pytest.mark.parametrize("hasil", [False, True], ids=["dokumen", "realisasi"])
def test_pdf_holds_every_string_in_reading_order(versi, tmp_path, kertas, hasil):
    teks = padat(baca_pdf(cetak_pdf(isi_dokumen(versi, hasil=hasil), kertas), tmp_path))
    assert urut(teks, [padat(s) for s in sumber.butir()]) == []
    assert padat("Dra. ANITA SURYANI, M.Si") in teks


def test_pdf_of_the_decree_holds_no_number(versi, tmp_path):
    teks = baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path)
    assert "81,82%" not in teks
    assert "Realisasi" not in teks


@pytest.mark.parametrize("hasil", [False, True], ids=["dokumen", "realisasi"])
def test_workbook_holds_every_string_in_reading_order(versi, hasil):
    teks = "\n".join(sel_kertas(cetak_xlsx(isi_dokumen(versi, hasil=hasil))))
    assert urut(teks, sumber.butir()) == []


def test_workbook_merges_sasaran_and_number_over_their_indicators(versi):
    ws = lembar(cetak_xlsx(isi_dokumen(versi)), "Kertas")
    tinggi = {ws.cell(r.min_row, r.min_col).value: r.max_row - r.min_row + 1 for r in ws.merged_cells.ranges}
    assert tinggi["Menguatnya ketahanan sosial masyarakat"] == 3
    assert tinggi["1."] == 3


def test_realization_columns_hold_the_computed_results_in_pdf_and_workbook(versi, tmp_path):
    d = isi_dokumen(versi, hasil=True)
    teks = baca_pdf(cetak_pdf(d), tmp_path)
    assert urut(teks, HASIL) == []
    assert "Persentase konflik SARA yang diselesaikan: Nihil sampai TW I (0/0)" in teks.replace("\n", " ")
    angka = [
        sel for b in lembar(cetak_xlsx(d), "Kertas", data_only=True).iter_rows(values_only=True) for sel in b
        if isinstance(sel, float | int)
    ]  # fmt: skip
    assert [round(a, 4) for a in angka] == [
        0.6667, 0.8333, 0.75, 0.8182, 0.7, 0.8, 0.8226, 0.871, 0.5, 1, 1,
    ]  # fmt: skip


@pytest.mark.kantor
def test_live_formulas_of_the_workbook_give_the_same_numbers(versi, tmp_path):
    """LibreOffice computes both sheets anew from the inputs alone."""
    isi = cetak_xlsx(isi_dokumen(versi, hasil=True))
    berkas = tmp_path / "iku.xlsx"
    berkas.write_bytes(isi)
    ulang = ubah(berkas, "xlsx", tmp_path / "ulang").read_bytes()
    nilai = [b["Realisasi s.d. TW"] for b in data(ulang, data_only=True)]
    assert nilai[3] == pytest.approx(9 / 11)
    assert nilai[7] == pytest.approx(108 / 124)
    assert nilai[8:] == ["Nihil", 0.5, 1, 1]
    kertas = [s for s in sel_kertas(ulang, data_only=True) if s.startswith("0.8181818")]
    assert len(kertas) == 1


def test_data_sheet_keeps_inputs_by_code_and_computes_from_them(versi):
    isi = cetak_xlsx(isi_dokumen(versi))
    baris = data(isi)
    assert len(baris) == 12
    assert [b["TW"] for b in baris[:4]] == ["TW I", "TW II", "TW III", "TW IV"]
    empat = baris[3]
    assert (empat["Kode data 1"], empat["Isian TW, data 1"]) == ("selesai", 3)
    assert (empat["Kode data 2"], empat["Isian TW, data 2"]) == ("ada", 3)
    assert empat["Nilai s.d. TW, data 1"].startswith("=")
    assert empat["Nilai s.d. TW, data 1"].count("+") == 3
    assert empat["Realisasi s.d. TW"].startswith("=")
    assert baris[8]["Realisasi s.d. TW"] == "Nihil"
    assert baris[7]["Nilai s.d. TW, data 1"].count("+") == 0  # a stock: the last value only


def test_unapproved_values_count_only_when_asked_for_and_mark_the_print(versi, peragaan, tmp_path):
    terakhir = Realisasi.objects.get(
        indikator__tahun=2021, triwulan=4, ketetapan__uraian__contains="IPOLEKSOSBUD"
    )
    terakhir.kembalikan(oleh=peragaan.pengguna("kabid.wasnas"), pada=timezone.now(), catatan="Periksa lagi")
    polos = baca_pdf(cetak_pdf(isi_dokumen(versi, hasil=True)), tmp_path)
    assert "81,82%" not in polos
    assert "Belumlengkap" in padat(polos)
    assert TANDA_BELUM_DISETUJUI not in polos
    semua = baca_pdf(cetak_pdf(isi_dokumen(versi, hasil=True, semua_isian=True)), tmp_path)
    assert "81,82%" in semua
    assert TANDA_BELUM_DISETUJUI in semua
    assert "termasuk isian yang belum disetujui" in semua


def test_signatory_is_the_frozen_one(versi, tmp_path):
    Pejabat.objects.filter(jabatan__kode="kepala-badan").update(nama="ORANG BARU")
    teks = baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path)
    assert "Dra. ANITA SURYANI, M.Si" in teks
    assert "Mojokerto, 1 Februari 2021" in teks
    assert "188.45/PERAGAAN-IKU/2021" in teks
    assert "DRAFT" not in teks


def test_draft_is_marked_and_long_list_loses_nothing(peragaan, tmp_path):
    draf = buat_besar(peragaan.instansi, 2030, 60)
    teks = baca_pdf(cetak_pdf(isi_dokumen(draf)), tmp_path)
    assert "DRAFT" in teks
    assert urut(padat(teks), [padat(f"Persentase perkara {n} yang diselesaikan") for n in range(60)]) == []
    assert "(lanjutan)" in teks


def test_letterhead_is_a_choice(versi, tmp_path):
    assert "PEMERINTAH KOTA MOJOKERTO" not in baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path)
    assert "PEMERINTAH KOTA MOJOKERTO" in baca_pdf(cetak_pdf(isi_dokumen(versi, kop=True)), tmp_path)


def test_version_in_force_comes_first_then_the_newest(peragaan):
    instansi = peragaan.instansi
    assert pilih_versi(instansi, 2021).nomor == 0
    assert pilih_versi(instansi, 2021, 3) is None
    assert pilih_versi(instansi, 1999) is None
    assert tahun_ada(instansi) == [2024, 2022, 2021]


def test_file_names_say_year_version_content_and_draft(peragaan):
    draf = buat_besar(peragaan.instansi, 2030, 3)
    assert nama_berkas(draf) == "iku-2030-draf"
    jadi = tindakan.tetapkan(
        versi=draf, nomor_surat="1/2030", tanggal=date(2030, 1, 2), penanda_tangan=None,
        oleh=peragaan.pengguna("penyusun"), waktu=timezone.now(),
    )  # fmt: skip
    assert nama_berkas(jadi) == "iku-2030"
    assert nama_berkas(jadi, hasil=True) == "iku-2030-realisasi"
    baru = VersiIku.objects.create(daftar=draf.daftar, nomor=1, alasan="P-APBD", mulai_triwulan=3)
    assert nama_berkas(baru) == "iku-2030-perubahan-i-draf"
