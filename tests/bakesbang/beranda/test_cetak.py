"""manage.py cetak: files without a browser; all or none; one sentence when it cannot be done."""

import os
import stat
from io import StringIO

import openpyxl
import pypdf
import pytest
from django.core.management import call_command
from django.db import OperationalError

from bakesbang.beranda import cetak
from bakesbang.organisasi.models import Instansi


def jalankan(*argumen):
    """Exit code, standard output, standard error."""
    keluar, galat = StringIO(), StringIO()
    try:
        call_command("cetak", *map(str, argumen), stdout=keluar, stderr=galat)
    except SystemExit as selesai:
        return selesai.code, keluar.getvalue(), galat.getvalue()
    return 0, keluar.getvalue(), galat.getvalue()


def gagal(*argumen):
    """The one sentence of a refusal."""
    kode, keluar, galat = jalankan(*argumen)
    assert (kode, keluar) == (2, "")
    assert galat.count("\n") == 1
    return galat.strip()


@pytest.mark.parametrize(
    ("dokumen", "tahun", "judul"),
    [("rencana-aksi", 2024, "RENCANA AKSI TAHUN 2024"), ("iku", 2021, "INDIKATOR KINERJA UTAMA")],
)
def test_both_documents_print_to_pdf_and_workbook(peragaan, tmp_path, dokumen, tahun, judul):
    pdf, xlsx = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    kode, keluar, galat = jalankan(dokumen, "--tahun", tahun, "--pdf", pdf, "--xlsx", xlsx)
    assert (kode, galat) == (0, "")
    assert keluar == f"Ditulis: {pdf}\nDitulis: {xlsx}\n"
    assert judul in pypdf.PdfReader(pdf).metadata.title
    assert judul in str(openpyxl.load_workbook(xlsx).worksheets[0]["A1"].value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pdf", "a.xlsx"]


def test_paper_and_letterhead_are_choices(peragaan, tmp_path):
    berkas = tmp_path / "a.pdf"
    jalankan("rencana-aksi", "--tahun", 2024, "--pdf", berkas, "--kertas", "a3", "--kop")
    halaman = pypdf.PdfReader(berkas).pages[0]
    assert round(halaman.mediabox.width) == 1191
    assert "PEMERINTAH KOTA MOJOKERTO" in halaman.extract_text()


def test_file_is_readable_like_any_new_file(peragaan, tmp_path):
    berkas = tmp_path / "a.xlsx"
    lama = os.umask(0o022)
    try:
        jalankan("rencana-aksi", "--tahun", 2024, "--xlsx", berkas)
    finally:
        os.umask(lama)
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o644


def test_wrong_year_names_those_there_are(peragaan, tmp_path):
    berkas = tmp_path / "a.pdf"
    assert (
        gagal("rencana-aksi", "--tahun", 1999, "--pdf", berkas)
        == "Rencana Aksi tahun 1999 tidak ada. Tahun yang ada: 2024."
    )
    assert "Tahun yang ada: 2024, 2022, 2021." in gagal("iku", "--tahun", 1999, "--pdf", berkas)
    assert "versi 9 tidak ada" in gagal("rencana-aksi", "--tahun", 2024, "--versi", 9, "--pdf", berkas)
    assert list(tmp_path.iterdir()) == []


def test_unwritable_place_leaves_nothing_behind(peragaan, tmp_path):
    baik, buruk = tmp_path / "a.pdf", tmp_path / "tidak-ada" / "a.xlsx"
    baik.write_bytes(b"lama")
    pesan = gagal("rencana-aksi", "--tahun", 2024, "--pdf", baik, "--xlsx", buruk)
    assert pesan == f"Tidak dapat menulis {buruk}: foldernya tidak ada."
    assert baik.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_folder_is_not_a_file(peragaan, tmp_path):
    assert (
        gagal("rencana-aksi", "--tahun", 2024, "--pdf", tmp_path)
        == f"Tidak dapat menulis {tmp_path}: itu sebuah folder."
    )


@pytest.mark.parametrize(
    ("galat", "sebab"),
    [
        (PermissionError(13, "Permission denied"), "tidak diizinkan"),
        (OSError(28, "No space left on device"), "penyimpanan menolak"),
    ],
)
def test_storage_that_refuses_is_named(peragaan, tmp_path, monkeypatch, galat, sebab):
    def tolak(**_):
        raise galat

    monkeypatch.setattr(cetak.tempfile, "mkstemp", tolak)
    berkas = tmp_path / "a.pdf"
    assert (
        gagal("rencana-aksi", "--tahun", 2024, "--pdf", berkas) == f"Tidak dapat menulis {berkas}: {sebab}."
    )


def test_print_that_breaks_off_leaves_the_old_file(peragaan, tmp_path, monkeypatch):
    def putus(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cetak, "cetak", putus)
    berkas = tmp_path / "a.pdf"
    berkas.write_bytes(b"lama")
    with pytest.raises(KeyboardInterrupt):
        jalankan("rencana-aksi", "--tahun", 2024, "--pdf", berkas)
    assert berkas.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    ("argumen", "kalimat"),
    [
        ([], "Sebutkan dokumennya: rencana-aksi, iku, capaian, atau capaian-iku."),
        (["renja", "--tahun", "2024"], "Sebutkan dokumennya: rencana-aksi, iku, capaian, atau capaian-iku."),
        (["rencana-aksi", "--pdf", "a.pdf"], "--tahun harus angka, misalnya --tahun 2024."),
        (["rencana-aksi", "--tahun", "dua ribu"], "--tahun harus angka, misalnya --tahun 2024."),
        (["rencana-aksi", "--tahun", "2024", "--versi", "x"], "--versi harus angka, misalnya --versi 0."),
        (["rencana-aksi", "--tahun", "2024"], "Sebutkan berkas yang ditulis: --pdf, --xlsx, atau keduanya."),
        (
            ["rencana-aksi", "--tahun", "2024", "--pdf", "a", "--xlsx", "a"],
            "PDF dan Excel tidak dapat ditulis ke berkas yang sama.",
        ),
        (["iku", "--tahun", "2021", "--kertas", "B5"], "Ukuran kertas “B5” tidak ada: pilih F4, A4, A3."),
    ],
)
def test_missing_or_wrong_argument_gets_one_sentence(argumen, kalimat):
    assert gagal(*argumen) == kalimat


def test_agency_is_asked_for_only_when_there_are_several(peragaan, tmp_path):
    berkas = tmp_path / "a.xlsx"
    Instansi.objects.create(kode="lain", nama="Dinas Lain")
    perintah = ("rencana-aksi", "--tahun", 2024, "--xlsx", berkas)
    assert "bakesbangpol, lain" in gagal(*perintah)
    assert "Yang ada: bakesbangpol, lain." in gagal(*perintah, "--instansi", "dinkes")
    assert "Rencana Aksi tahun 2024 tidak ada. Tahun yang ada: belum ada." in gagal(
        *perintah, "--instansi", "lain"
    )
    assert jalankan(*perintah, "--instansi", "bakesbangpol")[0] == 0


def test_empty_database_is_told(db, tmp_path):
    assert (
        gagal("iku", "--tahun", 2021, "--pdf", tmp_path / "a.pdf") == "Belum ada instansi di basis data ini."
    )


def test_database_without_tables_is_told(monkeypatch, tmp_path):
    def kosong(_):
        raise OperationalError("no such table: organisasi_instansi")

    monkeypatch.setattr("bakesbang.beranda.management.commands.cetak.pilih_instansi", kosong)
    assert (
        gagal("iku", "--tahun", 2021, "--pdf", tmp_path / "a.pdf")
        == "Basis data belum siap: jalankan ./jalankan --siapkan."
    )


# ── reports of a quarter ──
@pytest.mark.parametrize(
    ("argumen", "judul"),
    [
        (
            ["capaian", "--tahun", 2024, "--triwulan", 2],
            "LAPORAN CAPAIAN RENCANA AKSI TRIWULAN II TAHUN 2024",
        ),
        (
            ["capaian-iku", "--tahun", 2021, "--triwulan", 4],
            "CAPAIAN INDIKATOR KINERJA UTAMA TRIWULAN IV TAHUN 2021",
        ),
        (["capaian-iku", "--tahun", 2021, "--setahun"], "CAPAIAN INDIKATOR KINERJA UTAMA TAHUN 2021"),
    ],
)
def test_reports_of_a_quarter_and_of_the_year_print(peragaan, tmp_path, argumen, judul):
    pdf, xlsx = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    kode, keluar, galat = jalankan(*argumen, "--pdf", pdf, "--xlsx", xlsx)
    assert (kode, galat, keluar) == (0, "", f"Ditulis: {pdf}\nDitulis: {xlsx}\n")
    assert pypdf.PdfReader(pdf).metadata.title.startswith(judul)
    assert openpyxl.load_workbook(xlsx).worksheets[0]["A1"].value == judul


def test_report_counts_approved_values_unless_all_are_asked_for(peragaan, tmp_path):
    def teks(*tambahan):
        berkas = tmp_path / "a.pdf"
        jalankan("capaian", "--tahun", 2024, "--triwulan", 1, "--pdf", berkas, *tambahan)
        return " ".join(h.extract_text() for h in pypdf.PdfReader(berkas).pages)

    assert "TERMASUK ISIAN YANG BELUM DISETUJUI" not in teks()
    assert "TERMASUK ISIAN YANG BELUM DISETUJUI" in teks("--semua")


@pytest.mark.parametrize(
    ("argumen", "kalimat"),
    [
        (["capaian", "--tahun", "2024", "--pdf", "a"], "--triwulan harus angka, misalnya --triwulan 2."),
        (
            ["capaian", "--tahun", "2024", "--triwulan", "5", "--pdf", "a"],
            "--triwulan harus 1, 2, 3, atau 4.",
        ),
        (
            ["capaian", "--tahun", "2024", "--triwulan", "2", "--versi", "1", "--pdf", "a"],
            "--versi tidak berlaku untuk capaian.",
        ),
        (["iku", "--tahun", "2021", "--setahun", "--pdf", "a"], "--setahun tidak berlaku untuk iku."),
    ],
)
def test_options_of_a_report_are_checked(argumen, kalimat):
    assert gagal(*argumen) == kalimat


def test_report_of_a_year_without_its_document_names_those_there_are(peragaan, tmp_path):
    berkas = tmp_path / "a.pdf"
    assert (
        gagal("capaian", "--tahun", 2021, "--triwulan", 1, "--pdf", berkas)
        == "Rencana Aksi tahun 2021 tidak ada. Tahun yang ada: 2024."
    )
    assert list(tmp_path.iterdir()) == []
