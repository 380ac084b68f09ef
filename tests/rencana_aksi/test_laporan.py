"""Both files hold the agency's document: every string, in its reading order, "-", blank and 0 apart."""

import subprocess
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from bakesbang.organisasi.models import Pejabat
from bakesbang.paper.pdf import cetak_pdf
from bakesbang.paper.sizes import A3, A4, F4
from bakesbang.paper.xlsx import cetak_xlsx
from rencana_aksi import tindakan
from rencana_aksi.laporan import dokumen, nama_berkas, pilih_versi, tahun_ada
from rencana_aksi.models import VersiRencanaAksi
from tests.rencana_aksi import sumber
from tests.rencana_aksi.besar import buat_besar
from tests.rencana_aksi.sumber import padat


@pytest.fixture
def versi(peragaan):
    return VersiRencanaAksi.objects.select_related("rencana__instansi").get(rencana__tahun=2024)


def isi_dokumen(versi, **pilihan):
    return dokumen(versi, waktu=timezone.now(), oleh="Dimas Kurniawan", **pilihan)


def baca_pdf(isi, tmp_path):
    berkas = tmp_path / "a.pdf"
    berkas.write_bytes(isi)
    return subprocess.run(
        ["pdftotext", "-raw", berkas, "-"], check=True, capture_output=True, text=True
    ).stdout


def lembar(isi, nama):
    return openpyxl.load_workbook(BytesIO(isi))[nama]


def sel_kertas(isi):
    return [
        str(sel.value)
        for baris in lembar(isi, "Kertas").iter_rows()
        for sel in baris
        if sel.value is not None
    ]


def sela(teks, potongan):
    """What stands between consecutive pieces; fails where one is missing or out of order."""
    hasil, letak = [], 0
    for p in potongan:
        ketemu = teks.find(p, letak)
        assert ketemu >= 0, f"{p!r} tidak ada sesudah {teks[max(0, letak - 60) : letak]!r}"
        hasil.append(teks[letak:ketemu])
        letak = ketemu + len(p)
    return [*hasil, teks[letak:]]


@pytest.mark.parametrize("kertas", [F4, A4, A3], ids=lambda k: k.nama)
def test_pdf_holds_every_string_in_reading_order_with_nothing_between(versi, tmp_path, kertas):
    teks = padat(baca_pdf(cetak_pdf(isi_dokumen(versi), kertas), tmp_path))
    kepala, *tengah, ekor = sela(teks, [padat(s) for s in sumber.butir()])
    assert kepala == padat("".join(sumber.judul()))
    # Only the column numbers, and on a new page the footer, the heading and the parents again, come between:
    # so a blank cell is blank, and "-" and 0 stand exactly where the source has them.
    ulang = {padat(f"{s} (lanjutan)") for s in sumber.butir()}
    for s in filter(None, tengah):
        assert s in ulang or s == "123456789101112" or ("Halaman" in s and "123456789101112" in s)
    assert padat("Dra. ANITA SURYANI, M.Si") in ekor


def test_pdf_has_sixty_quarter_cells(versi, tmp_path):
    teks = padat(baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path))
    sel = sumber.sel_tw()
    assert len(sel) == 60
    assert sum(teks.count(f"TW{r}=") for r in ("I", "II", "III", "IV")) == 60
    assert sum(s.endswith("= -") for s in sel) == 10
    assert sum(s.endswith("=") for s in sel) == 4


def test_workbook_holds_every_string_in_reading_order(versi):
    sel = sel_kertas(cetak_xlsx(isi_dokumen(versi)))
    urut = iter(sel)
    assert [s for s in sumber.butir() if s not in urut] == []
    lebih = list(sel)
    for s in (*sumber.butir(), *sumber.judul()):
        lebih.remove(s)
    lebih = [s for s in lebih if not s.isdigit() and not s.endswith("(lanjutan)") and s != "20%"]
    assert lebih[0] == "Mojokerto, 15 Januari 2024"


def test_workbook_tells_strip_blank_and_zero_apart(versi):
    isi = cetak_xlsx(isi_dokumen(versi))
    tw = [s for s in sel_kertas(isi) if sumber.SEL_TW.fullmatch(s)]
    assert tw == sumber.sel_tw()
    kepala, *baris = lembar(isi, "Data").iter_rows(values_only=True)
    kolom = {nama: n for n, nama in enumerate(kepala)}
    tiga = {
        b[kolom["Keadaan"]]: (b[kolom["Target (teks)"]], b[kolom["Angka"]])
        for b in baris
        if b[kolom["Keadaan"]] != "angka"
    }
    assert tiga == {"strip": ("-", None), "kosong": (None, None)}
    nol = next(b for b in baris if b[kolom["Target (teks)"]] == "0")
    assert nol[kolom["Angka"]] == 0
    assert len(baris) == 62


def test_workbook_merges_as_on_paper(versi):
    """The lines of a merged parent, added up over the pages that it runs over."""
    ws = lembar(cetak_xlsx(isi_dokumen(versi)), "Kertas")
    tinggi = {}
    for r in ws.merged_cells.ranges:
        teks = str(ws.cell(r.min_row, r.min_col).value).removesuffix(" (lanjutan)")
        if r.min_col == r.max_col:
            tinggi[teks] = tinggi.get(teks, 0) + r.max_row - r.min_row + 1
    assert tinggi["Meningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan"] == 16
    assert tinggi["Terciptanya ketentraman antarsuku, agama, ras dan golongan"] == 20
    assert tinggi["Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional"] == 20
    assert tinggi["Terjalannya kerjasama antar instansi terkait"] == 8


def test_signatory_is_the_frozen_one(versi, tmp_path):
    Pejabat.objects.filter(jabatan__kode="kepala-badan").update(nama="ORANG BARU")
    teks = baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path)
    assert "Dra. ANITA SURYANI, M.Si" in teks
    assert "ORANG BARU" not in teks
    assert "Mojokerto, 15 Januari 2024" in teks
    assert "DRAFT" not in teks
    assert "188.45/PERAGAAN/2024" in teks


def test_draft_is_marked_and_has_lines_to_sign(peragaan, tmp_path):
    draf = buat_besar(peragaan.instansi, 2030, 30)
    d = isi_dokumen(draf)
    assert d.draf
    assert d.tanda_tangan[0].nama == ""
    assert "DRAFT" in baca_pdf(cetak_pdf(d), tmp_path)


def test_letterhead_is_a_choice(versi, tmp_path):
    assert "PEMERINTAH KOTA MOJOKERTO" not in baca_pdf(cetak_pdf(isi_dokumen(versi)), tmp_path)
    assert "PEMERINTAH KOTA MOJOKERTO" in baca_pdf(cetak_pdf(isi_dokumen(versi, kop=True)), tmp_path)


def test_long_plan_loses_no_cell_and_repeats_its_parents(peragaan, tmp_path):
    """Every indicator's four quarters, in order, on as many pages as it takes."""
    draf = buat_besar(peragaan.instansi, 2030, 120)
    teks = padat(baca_pdf(cetak_pdf(isi_dokumen(draf)), tmp_path))
    for g in range(5):
        sela(teks, [padat(f"Penjelasan Indikator kegiatan 3.2.{g} TW {n}") for n in range(1, 5)])
    assert sum(teks.count(f"TW{r}=") for r in ("I", "II", "III", "IV")) == 4 * 4 * 29
    halaman = [h for h in teks.split("Halaman")[1:-1] if h]
    assert len(halaman) >= 8
    for h in halaman:
        assert "Sasaranstrategis" in h
        assert "123456789101112" in h


def test_version_in_force_comes_first_then_the_newest(peragaan):
    instansi = peragaan.instansi
    assert pilih_versi(instansi, 2024).nomor == 0
    assert pilih_versi(instansi, 2024, 3) is None
    assert pilih_versi(instansi, 1999) is None
    draf = buat_besar(instansi, 2030, 30)
    assert pilih_versi(instansi, 2030) == draf
    assert tahun_ada(instansi) == [2030, 2024]


def test_file_names_say_year_version_and_draft(peragaan):
    draf = buat_besar(peragaan.instansi, 2030, 30)
    assert nama_berkas(draf) == "rencana-aksi-2030-draf"
    penyusun = peragaan.pengguna("penyusun")
    jadi = tindakan.tetapkan(
        versi=draf,
        nomor_surat="1/2030",
        tanggal=date(2030, 1, 2),
        penanda_tangan=None,
        oleh=penyusun,
        waktu=timezone.now(),
    )
    assert nama_berkas(jadi) == "rencana-aksi-2030"
    baru = VersiRencanaAksi.objects.create(rencana=draf.rencana, nomor=1, alasan="P-APBD", mulai_triwulan=3)
    assert nama_berkas(baru) == "rencana-aksi-2030-perubahan-i-draf"
    assert pilih_versi(peragaan.instansi, 2030) == jadi
