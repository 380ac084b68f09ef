"""Files become one grid; what is hostile is refused with a sentence, in bounded time and memory."""

import io
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.paper import document
from bakesbang.reading.sources import (
    MAX_LETTERS,
    MAX_ROWS,
    MAX_SIZE,
    OWN_DATA_SHEET,
    OWN_PAPER_SHEET,
    FileRefused,
    column_letters,
    read_file,
    read_text,
)
from tests.bakesbang.importing.files import NS, docx, xlsx

LEMBAR = "xl/worksheets/sheet1.xml"


def ubah_zip(
    isi: bytes, ganti: dict[str, bytes] | None = None, tambah: dict[str, bytes] | None = None
) -> bytes:
    """The same container with other parts."""
    tampung = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(isi)) as asal,
        zipfile.ZipFile(tampung, "w", zipfile.ZIP_DEFLATED) as tujuan,
    ):
        for nama in asal.namelist():
            tujuan.writestr(nama, (ganti or {}).get(nama, asal.read(nama)))
        for nama, baru in (tambah or {}).items():
            tujuan.writestr(nama, baru)
    return tampung.getvalue()


def lembar(isi: str) -> bytes:
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return ubah_zip(xlsx([], [["a", "b"]]), {LEMBAR: f"<worksheet {ns}>{isi}</worksheet>".encode()})


def sandi(isi: bytes) -> bytes:
    """Sets the bit that says a member is encrypted."""
    daftar = bytearray(isi)
    for tanda, letak in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        n = -1
        while (n := daftar.find(tanda, n + 1)) >= 0:
            daftar[n + letak] |= 1
    return bytes(daftar)


def bom_berbohong() -> bytes:
    """A part that says it is small and is not."""
    isi = bytearray(
        ubah_zip(xlsx([], [["a"]]), tambah={"xl/media/x.xml": b"<a>" + b"0" * 60_000_000 + b"</a>"})
    )
    n = bytes(isi).rfind(b"PK\x01\x02")
    while b"x.xml" not in isi[n : n + 80]:
        n = bytes(isi).rfind(b"PK\x01\x02", 0, n)
    isi[n + 24 : n + 28] = (1000).to_bytes(4, "little")
    return bytes(isi)


BIBIT = xlsx([], [["Sasaran", "Indikator"], ["a", "b"]])
REL = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
MUSUH = {
    "bom zip": lambda: ubah_zip(BIBIT, tambah={"xl/media/a.bin": b"\0" * 99_000_000}),
    "bom zip di atas batas": lambda: ubah_zip(BIBIT, tambah={f"xl/media/{n}.bin": b"\0" * 30_000_000 for n in range(4)}),
    "bom yang berbohong": bom_berbohong,
    "berkas di dalam ribuan": lambda: ubah_zip(BIBIT, tambah={f"x/{n}": b"" for n in range(2001)}),
    "XML raksasa": lambda: ubah_zip(BIBIT, {LEMBAR: b"<worksheet>" + b"<a b='0123456789'/>" * 2_500_000 + b"</worksheet>"}),
    "sel tanpa akhir": lambda: lembar("<sheetData>" + '<row><c t="n"><v>1</v></c></row>' * 200_100 + "</sheetData>"),
    "gabungan seluruh lembar": lambda: lembar('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "bom entitas xlsx": lambda: ubah_zip(BIBIT, {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'}),
    "bom entitas utf-16": lambda: ubah_zip(BIBIT, {"xl/workbook.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY a "x">]><a/>'.encode("utf-16")}),
    "bom entitas docx": lambda: ubah_zip(docx([], [["a"]]), {"word/document.xml": f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {NS}>&a;</w:document>'.encode()}),
    "makro xlsm": lambda: ubah_zip(BIBIT, tambah={"xl/vbaProject.bin": b"x"}),
    "makro docm": lambda: ubah_zip(docx([], [["a"]]), tambah={"word/vbaProject.bin": b"x"}),
    "makro excel 4": lambda: ubah_zip(BIBIT, tambah={"xl/macrosheets/sheet1.xml": b"<a/>"}),
    "jenis makro": lambda: ubah_zip(BIBIT, {"[Content_Types].xml": b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'}),
    "berkata sandi (OLE)": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "berkata sandi (zip)": lambda: sandi(BIBIT),
    "PDF rusak": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 100,
    "gambar": lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "program": lambda: b"MZ\x90\x00" + b"\0" * 200,
    "zip biasa": lambda: ubah_zip(BIBIT, tambah={})[:0] or _zip({"a.txt": b"halo"}),
    "zip rusak": lambda: BIBIT[: len(BIBIT) // 2],
    "lembar rusak": lambda: ubah_zip(BIBIT, {LEMBAR: b"<worksheet><sheetData><row"}),
    "dokumen rusak": lambda: ubah_zip(docx([], [["a"]]), {"word/document.xml": b"<w:document"}),
    "kosong": lambda: b"",
    "terlalu besar": lambda: b"a" * (MAX_SIZE + 1),
    "biner bernama teks": lambda: bytes(range(256)) * 10,
    "baris tanpa akhir": lambda: b"a\n" * 4_000_000,
    "kolom tanpa akhir": lambda: b"a" + b"\t" * 4_000_000,
    "kolom terlalu banyak": lambda: b"\t".join([b"a"] * 200),
    "sel terlalu panjang": lambda: b"a\t" + b"x" * (MAX_LETTERS + 1),
    "kutip tak ditutup": lambda: b'"a\t' * 100_000,
}  # fmt: skip


def _zip(isi: dict[str, bytes]) -> bytes:
    tampung = io.BytesIO()
    with zipfile.ZipFile(tampung, "w") as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return tampung.getvalue()


@pytest.mark.parametrize("jenis", MUSUH)
def test_berkas_jahat_ditolak_dengan_kalimat_dan_memori_terbatas(jenis: str) -> None:
    isi = MUSUH[jenis]()
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused) as galat:
            read_file(isi, "berkas.xlsx")
        _, puncak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    kalimat = str(galat.value)
    assert kalimat[-1] == "."
    assert len(kalimat.split()) >= 2
    assert "Traceback" not in kalimat
    assert puncak < 96 * 1024 * 1024


def test_tautan_biasa_boleh() -> None:
    isi = ubah_zip(
        docx([], [["a", "b"]]),
        tambah={"word/_rels/document.xml.rels": REL % (b"hyperlink", b"https://contoh.go.id/")},
    )
    assert read_file(isi, "a.docx").grids[0].rows[0][0].text == "a"


# ── workbooks ──
def test_lembar_tersembunyi_disebut_dan_tidak_dibaca() -> None:
    buku = openpyxl.Workbook()
    buku.active["A1"] = "tampak"  # type: ignore[index]
    rahasia = buku.create_sheet("Rahasia")
    rahasia["A1"] = "tersembunyi"
    rahasia.sheet_state = "veryHidden"
    tampung = io.BytesIO()
    buku.save(tampung)
    hasil = read_file(tampung.getvalue(), "a.xlsx")
    assert [p.rows[0][0].text for p in hasil.grids] == ["tampak"]
    assert hasil.notes == ("Lembar “Rahasia” tersembunyi, tidak dibaca.",)


@pytest.mark.parametrize(
    ("lembar", "judul", "banyak"),
    [("Kertas", "Kunci indikator", 1), ("Kertas", "Sasaran", 2), ("Lembar1", "Kunci indikator", 2)],
)
def test_hanya_lembar_data_cetakan_sendiri_yang_dilewati(lembar: str, judul: str, banyak: int) -> None:
    buku = openpyxl.Workbook()
    kertas = buku.active
    assert kertas is not None
    kertas.title, kertas["A1"] = lembar, "Sasaran"
    buku.create_sheet("Data")["A1"] = judul
    tampung = io.BytesIO()
    buku.save(tampung)
    assert len(read_file(tampung.getvalue(), "a.xlsx").grids) == banyak


def test_sel_menjadi_teks_seperti_diketik_orang() -> None:
    buku = openpyxl.Workbook()
    satu = buku.active
    assert satu is not None
    for n, (nilai, bentuk) in enumerate([(0.2, "0%"), (12.5, "General"), (1500, "#,##0"), (date(2024, 1, 2), "dd-mm-yyyy"), (True, "General"), ("-", "@"), (0, "General")], start=1):  # fmt: skip
        satu.cell(1, n, nilai).number_format = bentuk
    tampung = io.BytesIO()
    buku.save(tampung)
    [baris] = read_file(tampung.getvalue(), "a.xlsx").grids[0].rows
    assert [s.text for s in baris] == ["20%", "12,5", "1500", "02-01-2024", "ya", "-", "0"]
    assert [s.place for s in baris][:2] == ["A1", "B1"]


def test_format_jauh_di_bawah_tabel_tidak_membuatnya_terlalu_besar() -> None:
    buku = openpyxl.Workbook()
    satu = buku.active
    assert satu is not None
    satu["A1"] = "isi"
    satu.cell(MAX_ROWS * 3, 1).number_format = "0%"
    tampung = io.BytesIO()
    buku.save(tampung)
    assert len(read_file(tampung.getvalue(), "a.xlsx").grids[0].rows) == 1


def test_formula_tanpa_hasil_tersimpan_disebut_dan_tidak_dihitung() -> None:
    buku = openpyxl.Workbook()
    buku.active["A1"], buku.active["B1"] = "isi", '=WEBSERVICE("http://jahat.example")'  # type: ignore[index]
    tampung = io.BytesIO()
    buku.save(tampung)
    hasil = read_file(tampung.getvalue(), "a.xlsx")
    assert [s.text for s in hasil.grids[0].rows[0]] == ["isi"]
    assert "1 sel berformula" in hasil.notes[0]


def test_sel_gabungan_menjadi_sambungan() -> None:
    hasil = read_file(xlsx([], [["a", "b"], ["", "c"]], [(0, 0, 1)]), "a.xlsx").grids[0]
    assert hasil.rows[1][0].continues
    assert not hasil.rows[0][0].continues


# ── Word ──
def dokumen(badan: str) -> bytes:
    return ubah_zip(docx([], [["a"]]), {"word/document.xml": f'<w:document {NS} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>{badan}</w:body></w:document>'.encode()})  # fmt: skip


def paragraf(teks: str) -> str:
    return f"<w:p><w:r><w:t>{teks}</w:t></w:r></w:p>"


def test_pecahan_word_menjadi_latex() -> None:
    m = "<m:oMath><m:f><m:num><m:r><m:t>A</m:t></m:r></m:num><m:den><m:r><m:t>B</m:t></m:r></m:den></m:f><m:r><m:t>×100%</m:t></m:r></m:oMath>"
    petak = read_file(dokumen(f"<w:tbl><w:tr><w:tc><w:p>{m}</w:p></w:tc></w:tr></w:tbl>"), "a.docx").grids[0]
    assert petak.rows[0][0].text == r"\frac{\text{A}}{\text{B}} ×100%"


def test_tabel_di_dalam_sel_dan_kontrol_isi_tidak_hilang() -> None:
    dalam = f"<w:tbl><w:tr><w:tc>{paragraf('dalam')}</w:tc></w:tr></w:tbl>"
    badan = f"<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc>{paragraf('luar')}{dalam}</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"
    assert read_file(dokumen(badan), "a.docx").grids[0].rows[0][0].text == "luar\ndalam"


def test_sel_melebar_dan_baris_menjorok_tetap_pada_kolomnya() -> None:
    lebar = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraf("a")}</w:tc><w:tc>{paragraf("b")}</w:tc></w:tr>'
    jorok = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc>{paragraf("c")}</w:tc></w:tr>'
    aneh = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="banyak"/></w:tcPr>{paragraf("d")}</w:tc></w:tr>'
    petak = read_file(dokumen(f"<w:tbl>{lebar}{jorok}{aneh}</w:tbl>"), "a.docx").grids[0]
    assert [[s.text for s in b] for b in petak.rows] == [
        ["a", "", "b"],
        ["", "", "c"],
        ["d", "", ""],
    ]


def test_yang_dihapus_dengan_jejak_tidak_dibaca() -> None:
    badan = "<w:tbl><w:tr><w:tc><w:p><w:del><w:r><w:delText>lama</w:delText></w:r></w:del><w:ins><w:r><w:t>baru</w:t></w:r></w:ins></w:p></w:tc></w:tr></w:tbl>"
    assert read_file(dokumen(badan), "a.docx").grids[0].rows[0][0].text == "baru"


# ── text ──
def test_tempelan_dengan_kutip_baris_baru_dan_judul_di_atas() -> None:
    [petak] = read_text('Judul\n\nA\tB\n"satu\ndua"\t5 "kali"\n').grids
    assert petak.before == ("Judul",)
    assert [[s.text for s in b] for b in petak.rows] == [["A", "B"], ["satu\ndua", '5 "kali"']]
    assert petak.rows[0][0].place == "baris 3 kolom 1"


@pytest.mark.parametrize("sandi_teks", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_sandi_teks_yang_lazim_terbaca(sandi_teks: str) -> None:
    assert read_file("é\t×".encode(sandi_teks), "a.txt").grids[0].rows[0][1].text == "×"


def test_huruf_kolom() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(st.binary(max_size=400))
def test_bita_apa_pun_dibaca_atau_ditolak_dengan_kalimat(isi: bytes) -> None:
    kalimat = "dibaca"
    try:
        read_file(isi, "x")
    except FileRefused as galat:
        kalimat = str(galat)
    assert kalimat


@given(st.lists(st.lists(st.text("ab\t\n\"' -", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_tempelan_tidak_kehilangan_huruf(baris: list[list[str]]) -> None:
    teks = "\n".join("\t".join('"' + s.replace('"', '""') + '"' for s in b) for b in baris)
    hasil = read_text(teks).grids
    terbaca = "".join(s.text for p in hasil for b in p.rows for s in b) + "".join(
        t for p in hasil for t in p.before
    )
    assert "".join(terbaca.split()) == "".join("".join(s for b in baris for s in b).split())


def test_the_names_of_our_own_sheets_are_those_that_paper_writes() -> None:
    assert (OWN_PAPER_SHEET, OWN_DATA_SHEET) == (document.NAMA_KERTAS, document.NAMA_DATA)
