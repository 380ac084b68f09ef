"""The workbook opened again: the paper on sheet 1, figures on "Data", live formulas, nothing dangerous."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from bakesbang.paper.document import (
    Butir,
    Cabang,
    IsiAngka,
    IsiRumus,
    IsiTeks,
    Judul,
    Jumlah,
    Kolom,
    KolomData,
    Kop,
    LembarData,
    NilaiData,
    TandaTangan,
)
from bakesbang.paper.layout import susun
from bakesbang.paper.sizes import A3, A4, F4
from bakesbang.paper.xlsx import cetak_xlsx
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
from tests.kantor import ubah

HITUNG = (
    Kolom("ind", "Indikator", 40),
    Kolom("t", "Target", 20, rata="kanan"),
    Kolom("r", "Realisasi", 20, rata="kanan"),
    Kolom("c", "Capaian", 20, rata="kanan"),
)


def buku(isi: bytes, *, nilai: bool = False):
    return load_workbook(BytesIO(isi), data_only=nilai)


def semua_teks(lembar) -> list[str]:
    return [str(s.value) for baris in lembar.iter_rows() for s in baris if s.value is not None]


def sel_dengan(lembar, teks: str):
    return next(s for baris in lembar.iter_rows() for s in baris if s.value == teks)


def baris_hitung(nama: str, target: int, realisasi: int, capaian: str) -> Cabang:
    return Cabang(
        {
            "ind": IsiTeks(nama),
            "t": IsiAngka(Decimal(target), str(target)),
            "r": IsiAngka(Decimal(realisasi), str(realisasi), satuan="kegiatan"),
            "c": IsiAngka(Decimal(capaian), f"{capaian}%", 2, persen=True, excel="{r}/{t}*100"),
        }
    )


def laporan(**ubahan):
    rata = IsiAngka(Decimal("87.5"), "87,5%", 1, persen=True, excel="=AVERAGE({c*})")
    isi = [
        baris_hitung("A", 4, 3, "75"),
        Judul("Bidang"),
        baris_hitung("B", 10, 10, "100"),
        Jumlah("Rata-rata", {"c": rata}),
    ]
    return rencana_aksi(tabel=susun(HITUNG, isi), data=None, **ubahan)


@pytest.fixture(scope="module")
def rencana():
    return buku(cetak_xlsx(rencana_aksi()))


# ── The paper ──


def test_sheet_one_holds_every_text_of_the_plan_in_reading_order(rencana):
    isi = [re.sub(r" \(lanjutan\)$", "", t) for t in semua_teks(rencana["Kertas"])]
    for sel in rencana_aksi().tabel.sel:
        assert not sel.isi.penuh or sel.isi.penuh in isi
    assert isi[:2] == ["RENCANA AKSI TAHUN 2024", "BADAN KESATUAN BANGSA DAN POLITIK"]
    assert isi[2:14] == [k.judul for k in DUA_BELAS]
    assert isi[14:26] == [str(n) for n in range(1, 13)]


def test_sixty_quarter_cells_are_text_with_dash_blank_and_zero_apart(rencana):
    tw = [s for baris in rencana["Kertas"].iter_rows() for s in baris if str(s.value).startswith("TW ")]
    assert len(tw) == 60
    assert {s.data_type for s in tw} == {"s"}
    assert sum(str(s.value).endswith("= -") for s in tw) == 10
    assert sum(str(s.value).endswith("=") for s in tw) == 4
    assert sel_dengan(rencana["Kertas"], "0").data_type == "s"


def test_cells_are_merged_as_on_paper(rencana):
    lembar = rencana["Kertas"]
    pj = sel_dengan(lembar, "Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional")
    gabung = next(str(m) for m in lembar.merged_cells.ranges if pj.coordinate in m)
    assert gabung.startswith("L")
    sp2 = sel_dengan(
        lembar, "Meningkatnya usulan berkaitan dengan hak-hak perempuan dalam perencanaan pembangunan"
    )
    assert next(m for m in lembar.merged_cells.ranges if sp2.coordinate in m).size == {
        "columns": 1,
        "rows": 8,
    }


def test_the_iku_is_printed_with_its_blocks_and_formulas_in_one_line():
    isi = "\n".join(semua_teks(buku(cetak_xlsx(iku()))["Kertas"]))
    for butir in KEPALA_IKU:
        assert all(
            t in isi for t in (butir.label, *([butir.isi] if isinstance(butir.isi, str) else butir.isi))
        )
    for indikator, atas, bawah, sumber, pj in IKU:
        assert all(t in isi for t in (indikator, f"{atas} / {bawah} × 100%", sumber, pj))


def test_the_sheet_prints_like_the_paper(rencana):
    lembar = rencana["Kertas"]
    assert lembar.page_setup.orientation == "landscape"
    assert lembar.page_setup.paperSize == 14
    assert (lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight) in {(1, 0), (None, 0), ("1", "0")}
    assert lembar.sheet_properties.pageSetUpPr.fitToPage
    assert lembar.print_title_rows == "$4:$5"
    assert lembar.freeze_panes == "A6"
    assert lembar.print_area.startswith("'Kertas'!$A$1:$L$")
    assert round(lembar.page_margins.left * 25.4) == 30
    assert "DRAFT" in lembar.oddHeader.center.text
    assert "Dicetak 15 Januari 2024" in lembar.oddFooter.left.text
    assert len(lembar.row_breaks.brk) == 2


@pytest.mark.parametrize(("kertas", "kode"), [(F4, 14), (A4, 9), (A3, 8)])
def test_the_paper_code_is_that_of_the_chosen_paper(kertas, kode):
    assert buku(cetak_xlsx(rencana_aksi(), kertas))["Kertas"].page_setup.paperSize == kode


def test_a_final_document_has_no_draft_mark():
    assert not buku(cetak_xlsx(rencana_aksi(draf=False)))["Kertas"].oddHeader.center.text


def test_every_row_has_a_height_that_excel_accepts():
    lembar = buku(cetak_xlsx(rencana_besar(30, panjang=60)))["Kertas"]
    tinggi = [lembar.row_dimensions[n].height for n in range(1, lembar.max_row + 1)]
    assert all(t and 0 < t <= 409 for t in tinggi)


def test_a_text_higher_than_a_row_may_be_goes_on_in_the_next():
    panjang = " ".join(f"kata{n}" for n in range(1500))
    isi = semua_teks(
        buku(cetak_xlsx(rencana_aksi(tabel=susun(DUA_BELAS, [cabang_ss(panjang, "IS", "0", ())]))))["Kertas"]
    )
    assert [k for k in re.findall(r"kata\d+", " ".join(isi)) if k == "kata1499"] == ["kata1499"]
    assert set(panjang.split()) <= set(" ".join(isi).split())


def test_letterhead_notes_and_two_signatures_are_on_the_sheet():
    logo = BytesIO()
    Image.new("RGB", (400, 500), "navy").save(logo, "PNG")
    dokumen = rencana_aksi(
        kop=Kop(("PEMERINTAH KOTA MOJOKERTO", "BADAN"), ("Jalan Contoh 1",), logo.getvalue()),
        kepala=(Butir("Rumus", pecahan("selesai", "ada")),),
        penutup=(Butir("Catatan pimpinan", ("Pertahankan.", "Percepat.")),),
        catatan=("Capaian = realisasi / target × 100.",),
        tanda_tangan=(TandaTangan("Sekretaris", pengantar="Mengetahui,", bertanggal=False), KEPALA_BADAN),
    )
    lembar = buku(cetak_xlsx(dokumen))["Kertas"]
    isi = semua_teks(lembar)
    for t in (
        "PEMERINTAH KOTA MOJOKERTO",
        ": selesai / ada × 100%",
        ": 1. Pertahankan.",
        "Capaian = realisasi / target × 100.",
    ):
        assert t in isi
    assert (
        sel_dengan(lembar, "SEKRETARIS").row
        == sel_dengan(lembar, "KEPALA BADAN KESATUAN BANGSA DAN POLITIK").row
    )
    assert len(lembar._images) == 1
    assert lembar.freeze_panes is None or int(re.sub(r"\D", "", lembar.freeze_panes)) > 4


def test_a_table_without_rows_says_so():
    isi = semua_teks(
        buku(cetak_xlsx(rencana_aksi(tabel=susun(DUA_BELAS, [], hampa="Belum ada sasaran."))))["Kertas"]
    )
    assert "Belum ada sasaran." in isi


def test_a_long_head_is_not_frozen():
    banyak = tuple(Butir(f"Label {n}", "isi") for n in range(30))
    assert buku(cetak_xlsx(iku(kepala=banyak)))["Kertas"].freeze_panes is None


# ── Figures ──


def test_numbers_are_numbers_dash_is_text_and_blank_is_empty(rencana):
    baris = [[s.value for s in b] for b in rencana["Data"].iter_rows(min_row=2)]
    assert len(baris) == 60
    keadaan = [b[6] for b in baris]
    assert (keadaan.count("angka"), keadaan.count("strip"), keadaan.count("kosong")) == (46, 10, 4)
    assert all(isinstance(b[4], int | float) for b in baris if b[6] == "angka")
    assert all((b[3], b[4]) == ("-", None) for b in baris if b[6] == "strip")
    assert all((b[3], b[4]) == (None, None) for b in baris if b[6] == "kosong")
    assert sum(b[4] for b in baris[:1]) == 1


def test_values_of_every_kind_are_written_as_what_they_are():
    kolom = tuple(KolomData(k, k) for k in "abcdefg")
    nilai = (
        "0",
        0,
        Decimal("12.5"),
        date(2024, 1, 15),
        True,
        NilaiData(Decimal("75"), persen=True),
        NilaiData("-"),
    )
    lembar = buku(cetak_xlsx(rencana_aksi(data=LembarData(kolom, (nilai,)))))["Data"]
    assert [s.value for s in lembar[2]] == ["0", 0, 12.5, datetime(2024, 1, 15), True, 0.75, "-"]
    assert lembar["F2"].number_format == "0%"
    with pytest.raises(TypeError, match="times"):
        cetak_xlsx(rencana_aksi(data=LembarData(kolom[:1], ((datetime(2024, 1, 15),),))))


def test_a_computed_cell_is_a_live_formula_that_carries_its_value():
    isi = cetak_xlsx(laporan())
    hidup, nilai = buku(isi)["Kertas"], buku(isi, nilai=True)["Kertas"]
    rumus = {s.coordinate: s.value for b in hidup.iter_rows() for s in b if s.data_type == "f"}
    assert list(rumus.values()) == ["=(C6/B6*100)/100", "=(C8/B8*100)/100", "=(AVERAGE(D6:D6,D8:D8))/100"]
    assert [nilai[k].value for k in rumus] == [0.75, 1, 0.875]
    assert [hidup[k].number_format for k in rumus] == ["0.00%", "0.00%", "0.0%"]
    assert hidup["C6"].number_format == '#,##0 "kegiatan"'


def test_a_phrase_in_place_of_a_number_is_text():
    kosong = Cabang({"ind": IsiTeks("A"), "c": IsiAngka(None, "Belum lengkap", excel="{r}/{t}")})
    lembar = buku(cetak_xlsx(rencana_aksi(tabel=susun(HITUNG, [kosong]), data=None)))["Kertas"]
    assert sel_dengan(lembar, "Belum lengkap").data_type == "s"


def test_a_formula_reaches_named_cells_of_the_other_sheet():
    hasil = IsiAngka(Decimal(75), "75%", persen=True, excel="{#selesai}/{#ada}*100")
    dasar = pecahan("selesai", "ada")
    cabang = Cabang({"ind": IsiTeks("IKU"), "c": replace(dasar, hasil=hasil)}, nama={"c": "hasil"})
    kolom = (KolomData("kode", "Kode"), KolomData("nilai", "Nilai"), KolomData("dua", "Dua"))
    data = LembarData(
        kolom,
        (
            ("selesai", NilaiData(Decimal(6), nama="selesai"), NilaiData(Decimal(12), excel="{nilai}*2")),
            ("ada", NilaiData(Decimal(8), nama="ada"), NilaiData(Decimal(14), excel="SUM({nilai*})")),
            (
                "hasil",
                NilaiData(Decimal("0.75"), excel="{#hasil}"),
                NilaiData(Decimal(75), persen=True, excel="{#hasil}*100"),
            ),
        ),
    )
    hidup = buku(cetak_xlsx(rencana_aksi(tabel=susun(HITUNG, [cabang]), data=data)))
    sel = next(s for b in hidup["Kertas"].iter_rows() for s in b if s.data_type == "f")
    assert sel.value == "=(Data!$B$2/Data!$B$3*100)/100"
    assert sel.comment.text.startswith("selesai / ada × 100%")
    assert [hidup["Data"][k].value for k in ("C2", "C3", "B4", "C4")] == [
        "=B2*2",
        "=SUM(B2:B4)",
        f"=Kertas!$D${sel.row}",
        f"=(Kertas!$D${sel.row}*100)/100",
    ]


def test_a_formula_without_result_stays_a_text():
    cabang = Cabang({"ind": IsiTeks("x"), "c": IsiRumus("<b>a</b>", "a / b")})
    lembar = buku(cetak_xlsx(rencana_aksi(tabel=susun(HITUNG, [cabang]), data=None)))["Kertas"]
    assert sel_dengan(lembar, "a / b").data_type == "s"


# ── Safety and sameness ──


@pytest.mark.parametrize(
    "jahat", ["=1+1", "+62811", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "http://x.id"]
)
def test_text_never_becomes_a_formula_or_a_link(jahat):
    data = LembarData((KolomData("a", "a"),), ((jahat,),))
    isi = buku(
        cetak_xlsx(
            rencana_aksi(
                judul=(jahat,), tabel=susun(DUA_BELAS, [cabang_ss(jahat, jahat, jahat, ())]), data=data
            )
        )
    )
    for lembar in isi:
        for baris in lembar.iter_rows():
            for sel in baris:
                assert sel.data_type in {"s", "n"}
                assert sel.hyperlink is None
    assert isi["Data"]["A2"].value == jahat
    if jahat[0] in "=+-@\t":
        assert isi["Data"]["A2"].quotePrefix


def test_the_same_document_gives_the_same_bytes():
    isi = cetak_xlsx(rencana_aksi())
    assert cetak_xlsx(rencana_aksi()) == isi
    assert buku(isi).properties.created == META.waktu.astimezone(UTC).replace(tzinfo=None)


# ── LibreOffice ──


def ukuran_halaman(berkas: Path) -> list[str]:
    keluar = subprocess.run(
        ["pdfinfo", "-l", "99", str(berkas)], capture_output=True, check=True, text=True
    ).stdout
    return re.findall(r"size:\s+(\S+ x \S+) pts", keluar)


@pytest.mark.kantor
def test_libreoffice_prints_the_plan_one_page_wide_with_its_head_on_every_page(tmp_path):
    asal = tmp_path / "rencana.xlsx"
    asal.write_bytes(cetak_xlsx(rencana_aksi(data=None)))
    hasil = ubah(asal, "pdf", tmp_path)
    assert len(ukuran_halaman(hasil)) == 3
    cetak = subprocess.run(
        ["pdftotext", "-raw", str(hasil), "-"], capture_output=True, check=True, text=True
    ).stdout
    for halaman in cetak.split("\f")[:3]:
        rapi = " ".join(halaman.split())
        assert "1 2 3 4 5 6 7 8 9 10 11 12" in rapi
        assert "DRAFT" in rapi


@pytest.mark.kantor
def test_libreoffice_parts_no_quarter_group_and_cuts_no_word(tmp_path):
    dokumen = rencana_besar(30)
    asal = tmp_path / "besar.xlsx"
    asal.write_bytes(cetak_xlsx(dokumen))
    hasil = ubah(asal, "pdf", tmp_path)
    cetak = subprocess.run(
        ["pdftotext", "-raw", str(hasil), "-"], capture_output=True, check=True, text=True
    ).stdout
    for halaman in cetak.split("\f"):
        assert re.findall(r"P-(\d{4})-1", halaman) == re.findall(r"P-(\d{4})-4", halaman)
    assert set(re.findall(r"kata\d+x\d+", cetak)) == {
        k for s in dokumen.tabel.sel for k in s.isi.penuh.split() if k.startswith("kata")
    }


@pytest.mark.kantor
def test_libreoffice_computes_the_values_that_the_file_carries(tmp_path):
    asal = tmp_path / "laporan.xlsx"
    asal.write_bytes(cetak_xlsx(laporan()))
    (tmp_path / "hasil").mkdir()
    hitung = load_workbook(ubah(asal, "xlsx", tmp_path / "hasil"), data_only=True)["Kertas"]
    assert [hitung[k].value for k in ("D6", "D8", "D9")] == [0.75, 1, 0.875]
