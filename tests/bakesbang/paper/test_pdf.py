"""The PDF opened again: every text, every page, tags, fonts, outline; the same document gives the same bytes."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bakesbang.paper import pdf
from bakesbang.paper.document import Butir, Dokumen, Gabung, IsiNilai, IsiTeks, Kop, TandaTangan
from bakesbang.paper.layout import susun
from bakesbang.paper.page_plan import rencanakan
from bakesbang.paper.pdf import cetak_pdf, sesuai, siapkan, tata_letak, tinggi_nyata
from bakesbang.paper.sizes import A3, A4, F4, Kertas
from tests.bakesbang.paper.samples import (
    DUA_BELAS,
    IKU,
    KEPALA_BADAN,
    KEPALA_IKU,
    META,
    cabang_ss,
    iku,
    pecahan,
    rencana_aksi,
    rencana_besar,
)


def teks(isi: bytes, *, halaman: int | None = None) -> str:
    """Text of the file as pdftotext -raw reads it, white space normalised."""
    pilih = ["-f", str(halaman), "-l", str(halaman)] if halaman else []
    keluar = subprocess.run(
        ["pdftotext", "-raw", *pilih, "-", "-"], input=isi, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", keluar.stdout.decode())


def tanpa_lanjutan(isi: str) -> str:
    return isi.replace(" (lanjutan)", "")


@pytest.fixture(scope="module")
def rencana() -> bytes:
    return cetak_pdf(rencana_aksi())


@pytest.fixture(scope="module")
def empat_puluh() -> tuple[Dokumen, bytes]:
    dokumen = rencana_besar(160)
    return dokumen, cetak_pdf(dokumen)


# ── The two real documents ──


def test_every_text_of_the_plan_is_printed(rencana):
    isi = tanpa_lanjutan(teks(rencana))
    for sel in rencana_aksi().tabel.sel:
        assert sel.isi.penuh in isi
    assert isi.startswith("RENCANA AKSI TAHUN 2024 BADAN KESATUAN BANGSA DAN POLITIK ")


def test_the_sixty_quarter_cells_are_printed_with_dash_and_blank_apart(rencana):
    sel = re.findall(r"TW (?:I|II|III|IV) =(?: (- |\d\S*)?)", teks(rencana))
    assert len(sel) == 60
    assert sel.count("- ") == 10
    assert sel.count("") == 4


def test_columns_are_named_and_numbered_on_every_page(rencana):
    kepala = " ".join(k.judul for k in DUA_BELAS) + " 1 2 3 4 5 6 7 8 9 10 11 12"
    for n in (1, 2, 3):
        assert kepala in teks(rencana, halaman=n)
        assert f"Halaman {n} dari 3" in teks(rencana, halaman=n)


def test_every_text_of_the_iku_is_printed():
    isi = teks(cetak_pdf(iku()))
    for butir in KEPALA_IKU:
        for t in (butir.label, *([butir.isi] if isinstance(butir.isi, str) else butir.isi)):
            assert t in isi
    for indikator, atas, bawah, sumber, pj in IKU:
        assert all(t in isi for t in (indikator, atas, bawah, sumber, pj))
    assert isi.count("× 100%") == 3


def test_the_signature_stands_with_the_last_rows(rencana):
    akhir = teks(rencana, halaman=3)
    assert "Jumlah surat keputusan yang diterbitkan" in akhir
    assert (
        "Mojokerto, 15 Januari 2024 KEPALA BADAN KESATUAN BANGSA DAN POLITIK Drs. Contoh Pejabat, M.Si."
        in akhir
    )
    assert "Pembina Utama Muda NIP. 19700101 199503 1 001" in akhir


# ── The file ──


def test_the_file_is_tagged_indonesian_and_titled(rencana):
    baca = PdfReader(BytesIO(rencana))
    akar = baca.trailer["/Root"]
    assert akar["/MarkInfo"]["/Marked"]
    assert akar["/Lang"] == "id"
    assert baca.metadata.title == "Rencana Aksi Tahun 2024 Badan Kesatuan Bangsa dan Politik"
    assert baca.metadata.author == "Dimas Kurniawan"
    assert baca.metadata.creation_date == META.waktu.astimezone(UTC)


def test_every_font_is_embedded_arimo(rencana):
    huruf = {}
    for halaman in PdfReader(BytesIO(rencana)).pages:
        for font in halaman["/Resources"]["/Font"].values():
            uraian = font["/DescendantFonts"][0]["/FontDescriptor"]
            huruf[font["/BaseFont"]] = "/FontFile2" in uraian or "/FontFile3" in uraian
    assert all(huruf.values())
    assert {n.split("+")[1].split("-")[0] for n in huruf} == {"Arimo"}


def test_the_outline_is_the_tree_of_sasaran(rencana):
    def cabang(daftar) -> list:
        return [cabang(b) if isinstance(b, list) else b.title for b in daftar]

    pohon = cabang(PdfReader(BytesIO(rencana)).outline)
    assert [b for b in pohon if isinstance(b, str)] == [
        "Meningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan",
        "Terciptanya ketentraman antarsuku, agama, ras dan golongan",
    ]
    assert pohon[1][0] == "Terwujudnya database ormas terpadu"
    assert pohon[1][1] == ["Tersedianya profiling data ormas perkecamatan"]


def test_the_same_document_gives_the_same_bytes(rencana):
    assert cetak_pdf(rencana_aksi()) == rencana
    lain = replace(META, waktu=datetime(2024, 1, 16, tzinfo=UTC))
    assert cetak_pdf(rencana_aksi(meta=lain)) != rencana


@pytest.mark.parametrize(("kertas", "mm"), [(F4, (330, 215)), (A4, (297, 210)), (A3, (420, 297))])
def test_paper_is_landscape_of_the_chosen_size(kertas: Kertas, mm: tuple[int, int]):
    kotak = PdfReader(BytesIO(cetak_pdf(rencana_aksi(), kertas))).pages[0].mediabox
    assert (round(float(kotak.width) / 72 * 25.4), round(float(kotak.height) / 72 * 25.4)) == mm


def test_a_draft_is_marked_on_every_page_and_a_final_one_is_not(rencana):
    akhir = cetak_pdf(rencana_aksi(draf=False))
    assert all("Versi Murni · DRAFT" in teks(rencana, halaman=n) for n in (1, 2, 3))
    assert "Versi Murni · FINAL" in teks(akhir)
    assert "DRAFT" not in teks(akhir)
    # The mark itself is an outline, so it costs no word of the text but makes the file larger.
    assert teks(rencana).count("DRAFT") == 3
    assert len(rencana) > len(akhir)


def test_the_body_is_never_below_seven_points():
    banyak = tuple(replace(DUA_BELAS[0], kunci=f"k{n}") for n in range(24))
    for kertas in (F4, A4, A3):
        assert siapkan(rencana_aksi(tabel=susun(banyak, [])), kertas).huruf >= 7


# ── Pages ──


def test_forty_pages_lose_no_cell(empat_puluh):
    dokumen, isi = empat_puluh
    cetak = tanpa_lanjutan(teks(isi))
    assert len(PdfReader(BytesIO(isi)).pages) >= 40
    for sel in dokumen.tabel.sel:
        assert sel.isi.penuh in cetak
    kata = set(cetak.split())
    assert {f"P-{n:04d}-{t}" for n in range(1, 161) for t in range(1, 5)} <= kata
    assert len(re.findall(r"TW (?:I|II|III|IV) =", cetak)) == sum(
        isinstance(s.isi, IsiNilai) and bool(s.isi.label) for s in dokumen.tabel.sel
    )


def test_forty_pages_part_no_quarter_group_and_repeat_parents(empat_puluh):
    _, isi = empat_puluh
    jumlah = len(PdfReader(BytesIO(isi)).pages)
    for n in range(1, jumlah + 1):
        halaman = teks(isi, halaman=n)
        assert re.findall(r"P-(\d{4})-1", halaman) == re.findall(r"P-(\d{4})-4", halaman)
        assert "Sasaran strategis" in halaman
        assert f"Halaman {n} dari {jumlah}" in halaman
        assert re.search(r"SS-\d{4}", halaman)
        assert re.search(r"SP-\d{4}", halaman)
    assert teks(isi, halaman=2).count("(lanjutan)") >= 2


def test_pages_are_as_many_as_planned(empat_puluh):
    dokumen, isi = empat_puluh
    tata = siapkan(dokumen, F4)
    assert len(rencanakan(dokumen.tabel, tata.ruang, tata.tinggi)) == len(PdfReader(BytesIO(isi)).pages)


def test_estimated_heights_are_the_true_ones():
    tata = siapkan(rencana_aksi(), F4)
    nyata = tinggi_nyata(tata)
    berisi = [s for s in tata.dokumen.tabel.sel if s.isi.penuh]
    beda = [abs(nyata(s, False) - tata.tinggi(s, False)) for s in berisi]
    assert max(beda) < 0.1


def test_a_plan_that_ran_over_is_made_again_with_true_heights(monkeypatch):
    """An estimate that counts one line for everything plans too few pages."""
    asli = pdf.Tata.tinggi
    monkeypatch.setattr(
        pdf.Tata, "tinggi", lambda self, sel, lanjutan: 0.0 if isinstance(sel.isi, Gabung) else 14.1
    )
    dokumen = rencana_besar(12, panjang=4)
    tata = siapkan(dokumen, F4)
    halaman = rencanakan(dokumen.tabel, tata.ruang, tata.tinggi)
    assert not sesuai(tata_letak(tata, halaman, tata.tinggi), halaman)
    isi = cetak_pdf(dokumen)
    monkeypatch.setattr(pdf.Tata, "tinggi", asli)
    for n in range(1, len(PdfReader(BytesIO(isi)).pages) + 1):
        halaman_teks = teks(isi, halaman=n)
        assert re.findall(r"P-(\d{4})-1", halaman_teks) == re.findall(r"P-(\d{4})-4", halaman_teks)


def test_a_text_longer_than_a_page_is_printed_to_its_last_word():
    panjang = " ".join(f"kata{n}" for n in range(1500))
    ss = ("SS", "IS", "0", (("SP", "IP", ("1", "2", "3", "4"), (panjang, "b", "c", "d"), (("SK " + panjang, "IK", ("1", "", "-", "0"), ("", "", "", ""), "PJ"),)),))  # fmt: skip
    dokumen = rencana_aksi(tabel=susun(DUA_BELAS, [cabang_ss(*ss)]))
    isi = cetak_pdf(dokumen)
    kata = re.findall(r"kata\d+", teks(isi))
    assert set(kata) == {f"kata{n}" for n in range(1500)}
    assert kata.count("kata1499") == 2
    assert "TW II = " in teks(isi)


def test_a_table_without_rows_is_one_page_that_says_so():
    isi = cetak_pdf(rencana_aksi(tabel=susun(DUA_BELAS, [], hampa="Belum ada sasaran."), tanda_tangan=()))
    assert len(PdfReader(BytesIO(isi)).pages) == 1
    assert "Belum ada sasaran." in teks(isi)


# ── Around the table ──


def test_letterhead_blocks_notes_and_two_signatures_are_printed():
    logo = BytesIO()
    Image.new("RGB", (40, 50), "navy").save(logo, "PNG")
    dokumen = rencana_aksi(
        kop=Kop(
            ("PEMERINTAH KOTA MOJOKERTO", "BADAN KESATUAN BANGSA DAN POLITIK"),
            ("Jalan Contoh 1",),
            logo.getvalue(),
        ),
        kepala=(Butir("Rumus", pecahan("selesai", "ada")), Butir("Satuan", "persen", tebal=True)),
        penutup=(Butir("Catatan pimpinan", ("Pertahankan.", "Percepat.")),),
        catatan=("Capaian = realisasi / target × 100.",),
        tanda_tangan=(TandaTangan("Sekretaris", pengantar="Mengetahui,", bertanggal=False), KEPALA_BADAN),
    )
    isi = cetak_pdf(dokumen)
    cetak = teks(isi)
    assert cetak.startswith(
        "PEMERINTAH KOTA MOJOKERTO BADAN KESATUAN BANGSA DAN POLITIK Jalan Contoh 1 RENCANA AKSI"
    )
    for t in (
        "selesai",
        "Catatan pimpinan : 1. Pertahankan. 2. Percepat.",
        "Capaian = realisasi",
        "Mengetahui, SEKRETARIS",
    ):
        assert t in cetak
    assert any(h.images for h in PdfReader(BytesIO(isi)).pages)


def test_markup_typed_by_a_user_is_printed_not_obeyed(tmp_path: Path):
    rahasia = tmp_path / "rahasia.png"
    Image.new("RGB", (10, 10), "red").save(rahasia)
    jahat = f'<img src="file://{rahasia}"><b>tebal</b>'
    ss = ("SS " + jahat, "IS", "0", ())
    lain = {"judul": (jahat,), "catatan": (jahat,), "kepala": (Butir(jahat, jahat), Butir("x", (jahat,)))}
    isi = cetak_pdf(rencana_aksi(tabel=susun(DUA_BELAS, [cabang_ss(*ss)]), **lain))
    assert teks(isi).count("<b>tebal</b>") >= 3
    assert not any(h.images for h in PdfReader(BytesIO(isi)).pages)


def test_paper_loads_nothing_but_what_it_was_given():
    ambil = pdf._pengambil({"paket:draft": b"x"})
    assert ambil("paket:draft").read() == b"x"
    for alamat in ("file:///etc/passwd", "http://127.0.0.1/x", "paket:lain"):
        with pytest.raises(ValueError, match="tidak dikenal"):
            ambil(alamat)


def test_plain_text_in_a_cell_keeps_its_lines():
    ss = ("baris satu\nbaris dua", "IS", "0", ())
    isi = cetak_pdf(rencana_aksi(tabel=susun(DUA_BELAS, [cabang_ss(*ss)])))
    assert "baris satu baris dua" in teks(isi)
    assert IsiTeks("x").penuh == "x"
