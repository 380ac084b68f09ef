"""A form goes out and comes back: identity, locks, faults marked and cleared."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bakesbang.paper.xlsx_form import BarisIsian, KolomIsian, LembarIsian, baca_isian, tandai, tulis_isian
from bakesbang.reading.sources import FileRefused
from tests.kantor import ubah

KOLOM = (
    KolomIsian("nama", "Nama", 30),
    KolomIsian("nilai", "Nilai", 12, isian=True, wajib=True),
    KolomIsian("pilih", "Pilihan", 12, isian=True, pilihan=("ya", "tidak")),
)


def lembar(*nilai: str) -> LembarIsian:
    baris = tuple(
        BarisIsian(f"id-{n}", {"nama": f"Baris {n}", "nilai": teks}) for n, teks in enumerate(nilai)
    )
    return LembarIsian("Uji", "Unit", "uji/1", KOLOM, baris, dibuat=datetime(2024, 1, 2, tzinfo=UTC))


def ganti(isi: bytes, **sel: str) -> bytes:
    buku = load_workbook(BytesIO(isi))
    for alamat, nilai in sel.items():
        buku["Isian"][alamat] = nilai
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(str.strip),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=25)
def test_what_goes_out_comes_in_unchanged(nilai):
    kembali = baca_isian(tulis_isian(lembar(*nilai)), "a.xlsx", "uji/1", KOLOM)
    assert [b.isi["nilai"] for b in kembali] == nilai
    assert [b.dimuat["nilai"] for b in kembali] == nilai
    assert [b.id for b in kembali] == [f"id-{n}" for n in range(len(nilai))]


@pytest.mark.parametrize("teks", ["-", "N/A", "0", "", "1.500", "20%", "=1+1", "+62", "@x", "012"])
def test_signs_and_zeros_keep_their_form(teks):
    assert baca_isian(tulis_isian(lembar(teks)), "a.xlsx", "uji/1", KOLOM)[0].isi["nilai"] == teks


def test_fixed_cells_are_locked_and_grey_and_free_ones_are_not():
    buku = load_workbook(BytesIO(tulis_isian(lembar("1"))))
    isian = buku["Isian"]
    assert isian.protection.sheet
    assert isian["C5"].protection.locked
    assert not isian["D5"].protection.locked
    assert isian.column_dimensions["B"].hidden
    assert buku["_muat"].sheet_state == "veryHidden"
    assert isian["D4"].value == "Nilai *"
    assert [v.formula1 for v in isian.data_validations.dataValidation] == ['"ya,tidak"']
    assert "Petunjuk" in buku.sheetnames


def test_a_number_typed_in_excel_is_read_as_typed():
    kembali = baca_isian(ganti(tulis_isian(lembar("")), D5=12.5), "a.xlsx", "uji/1", KOLOM)
    assert (kembali[0].isi["nilai"], kembali[0].dimuat["nilai"]) == ("12,5", "")


def test_faults_are_marked_and_the_next_round_clears_them():
    isi = tulis_isian(lembar("dua", "3"))
    bertanda = tandai(isi, KOLOM, {(5, "nilai"): "“dua” bukan angka."})
    sel = load_workbook(BytesIO(bertanda))["Isian"]
    assert (sel["D5"].comment.text, sel["A5"].value, sel["D6"].comment) == ("“dua” bukan angka.", "!", None)
    assert sel["D5"].fill.fgColor.rgb == "FFF9D6D5"
    assert "1 sel harus diperbaiki" in sel["C3"].value
    bersih = load_workbook(BytesIO(tandai(bertanda, KOLOM, {})))["Isian"]
    assert (bersih["D5"].comment, bersih["A5"].value, bersih["C3"].value) == (None, None, None)
    assert baca_isian(bertanda, "a.xlsx", "uji/1", KOLOM)[0].isi["nilai"] == "dua"


@pytest.mark.parametrize(
    ("rusak", "kata"),
    [
        (lambda isi: b"PK\x03\x04rusak", "rusak"),
        (lambda isi: ganti(isi, D4="Lain"), "Judul kolom Nilai"),
        (lambda isi: ganti(isi, B1="uji/2"), "lembar lain"),
        (lambda isi: _tanpa_lembar(isi), "bukan lembar isian"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(rusak, kata):
    with pytest.raises(FileRefused, match=kata):
        baca_isian(rusak(tulis_isian(lembar("1"))), "a.xlsx", "uji/1", KOLOM)


def _tanpa_lembar(isi: bytes) -> bytes:
    buku = load_workbook(BytesIO(isi))
    del buku["_muat"]
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def test_the_same_form_gives_the_same_bytes():
    assert tulis_isian(lembar("1", "2")) == tulis_isian(lembar("1", "2"))


@pytest.mark.kantor
def test_a_form_saved_by_an_office_program_comes_back_whole(tmp_path):
    berkas = tmp_path / "isian.xlsx"
    berkas.write_bytes(tulis_isian(lembar("-", "0", "", "1.500", "18 kegiatan")))
    hasil = ubah(berkas, "xlsx", tmp_path / "keluar")
    kembali = baca_isian(hasil.read_bytes(), "a.xlsx", "uji/1", KOLOM)
    assert [b.isi["nilai"] for b in kembali] == ["-", "0", "", "1.500", "18 kegiatan"]


def test_a_formula_without_its_result_is_shown_and_never_taken_for_a_blank_cell():
    kembali = baca_isian(ganti(tulis_isian(lembar("5")), D5="=SUM(1,2)"), "a.xlsx", "uji/1", KOLOM)
    assert kembali[0].isi["nilai"] == "=SUM(1,2)"


@pytest.mark.parametrize(
    "teks", ["akhir\n", "\x0bx", "_x000D_", "x005F_", "a" * 20_001, "\x0b" * 9_000 + "z"]
)
def test_a_text_that_a_cell_cannot_hold_is_locked_and_is_no_change(teks):
    isi = tulis_isian(lembar(teks))
    assert load_workbook(BytesIO(isi))["Isian"]["D5"].protection.locked
    kembali = baca_isian(isi, "a.xlsx", "uji/1", KOLOM)[0]
    assert kembali.isi["nilai"] == kembali.dimuat["nilai"]


def test_a_row_that_was_added_is_told_and_peoples_own_comments_stay():
    from openpyxl.comments import Comment

    buku = load_workbook(BytesIO(tulis_isian(lembar("5"))))
    buku["Isian"]["D9"] = "tambahan"
    buku["Isian"]["D5"].comment = Comment("Tanya Bu Rina", "Dimas")
    keluar = BytesIO()
    buku.save(keluar)
    kembali = baca_isian(keluar.getvalue(), "a.xlsx", "uji/1", KOLOM)
    assert [(b.nomor, b.id) for b in kembali] == [(5, "id-0"), (9, "")]
    bertanda = tandai(keluar.getvalue(), KOLOM, {(9, "nilai"): "Tidak dikenal."})
    bersih = load_workbook(BytesIO(tandai(bertanda, KOLOM, {})))["Isian"]
    assert (bersih["D5"].comment.text, bersih["D9"].comment) == ("Tanya Bu Rina", None)


@pytest.mark.parametrize("nama", ["sheet1", "sheet3"])
@pytest.mark.parametrize("isi_sel", [b'<c r="XFD1048576" t="str"><v>x</v></c>', b'<c r="XFD1048576" s="1"/>'])
def test_a_cell_at_the_end_of_the_world_costs_nothing_even_in_the_hidden_sheet(nama, isi_sel):
    asal, keluar = ZipFile(BytesIO(tulis_isian(lembar("5")))), BytesIO()
    with ZipFile(keluar, "w") as tujuan:
        for bagian in asal.namelist():
            isi = asal.read(bagian)
            if bagian == f"xl/worksheets/{nama}.xml":
                isi = isi.replace(b"</sheetData>", b'<row r="1048576">' + isi_sel + b"</row></sheetData>")
            tujuan.writestr(bagian, isi)
    if b"<v>" in isi_sel:
        with pytest.raises(FileRefused, match="terlalu besar"):
            baca_isian(keluar.getvalue(), "a.xlsx", "uji/1", KOLOM)
    else:
        assert baca_isian(keluar.getvalue(), "a.xlsx", "uji/1", KOLOM)[0].isi["nilai"] == "5"
        assert tandai(keluar.getvalue(), KOLOM, {(5, "nilai"): "Salah."})


@pytest.mark.parametrize(
    ("bagian", "cari", "sisip"),
    [
        ("xl/sharedStrings.xml", b"</sst>", b"".join(b"<si><t>%d</t></si>" % n for n in range(200_001))),
        ("xl/workbook.xml", b"</workbook>", b"".join(b'<definedName name="n%d"/>' % n for n in range(5_001))),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b'<mergeCells><mergeCell ref="A1&#58;XFD9999"/></mergeCells>'),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b'<mergeCells><mergeCell ' + b" " * 600_000 + b'ref="A1:XFD9999"/></mergeCells>'),
    ],
    ids=["teks", "nama", "tautan", "gabung", "gabung tersandi", "gabung terbelah"],
)  # fmt: skip
def test_lists_and_ranges_without_end_are_refused_before_they_are_parsed(bagian, cari, sisip):
    asal, keluar = ZipFile(BytesIO(tulis_isian(lembar("5")))), BytesIO()
    with ZipFile(keluar, "w") as tujuan:
        for nama in asal.namelist():
            isi = asal.read(nama)
            tujuan.writestr(nama, isi.replace(cari, sisip + cari) if nama == bagian else isi)
    with pytest.raises(FileRefused, match="terlalu besar"):
        baca_isian(keluar.getvalue(), "a.xlsx", "uji/1", KOLOM)
