"""Workbooks that go out to be filled in and come back: fixed cells grey and locked, drop-lists, hidden ids, an
instructions sheet; and the same workbook returned with its faults marked. Every cell is text, so that "-",
N/A, 0, "1.500" and blank come in exactly as they went out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from bakesbang.reading.sources import (
    MAX_COLUMNS,
    MAX_LETTERS,
    MAX_ROWS,
    FileRefused,
    cell_text,
    check_workbook,
)

ISIAN, PETUNJUK, MUAT = "Isian", "Petunjuk", "_muat"
BARIS_KEPALA = 4  # 1-based row of the headings
HURUF_PETUNJUK = 100  # width of the instructions, about as many letters
TANDA, MERAH, PENANDA = "!", "FFF9D6D5", "Kinerja"
# What a workbook cell cannot hold as it is: control signs, and what looks like Excel's own escape of one.
_TAK_MUAT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_")
_RUMUS = re.compile(rb"<f[\s/>]")


@dataclass(frozen=True, slots=True)
class KolomIsian:
    """A column of the form: ``isian`` may be typed into, ``wajib`` marks its heading, ``pilihan`` is a drop-list."""

    kunci: str
    judul: str
    lebar: int = 18
    isian: bool = False
    wajib: bool = False
    pilihan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarisIsian:
    """One row: its id (hidden), its texts, and columns that are locked in this row only."""

    id: str
    isi: Mapping[str, str]
    kunci: frozenset[str] = frozenset()
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class LembarIsian:
    """A form: what it is for (``pengenal`` must match when it comes back), its columns, rows, and how to fill it."""

    judul: str
    keterangan: str
    pengenal: str
    kolom: tuple[KolomIsian, ...]
    baris: tuple[BarisIsian, ...]
    petunjuk: tuple[str, ...] = ()
    dibuat: datetime = field(default_factory=lambda: datetime(2000, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class BarisKembali:
    """A row as it came back: its place, its id, what stands in it, and what stood in it when it went out."""

    nomor: int
    id: str
    isi: Mapping[str, str]
    dimuat: Mapping[str, str]


# ── out ──
def tulis_isian(lembar: LembarIsian) -> bytes:
    """The form as a workbook; the same form gives the same bytes."""
    from xlsxwriter import Workbook

    berkas = BytesIO()
    buku = Workbook(
        berkas,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    buku.set_properties(
        {
            "title": lembar.judul,
            "subject": lembar.pengenal,
            "created": lembar.dibuat.astimezone(UTC).replace(tzinfo=None),
        }
    )
    gaya = _gaya(buku)
    isian = buku.add_worksheet(ISIAN)
    _tulis_kepala(isian, lembar, gaya)
    for n, baris in enumerate(lembar.baris, start=BARIS_KEPALA):
        _tulis_baris(isian, lembar, baris, n, gaya)
    _pilihan(isian, lembar)
    isian.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": False})
    isian.freeze_panes(BARIS_KEPALA, 3)
    isian.set_landscape()
    isian.fit_to_pages(1, 0)
    isian.repeat_rows(BARIS_KEPALA - 1)
    _tulis_petunjuk(buku.add_worksheet(PETUNJUK), lembar, gaya)
    _tulis_muat(buku.add_worksheet(MUAT), lembar)
    buku.close()
    return berkas.getvalue()


def _gaya(buku: Any) -> dict[str, Any]:
    dasar = {
        "font_name": "Arial",
        "font_size": 10,
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "border_color": "#C6C6BD",
        "num_format": "@",
    }
    return {
        "judul": buku.add_format({"font_name": "Arial", "font_size": 13, "bold": True}),
        "ket": buku.add_format({"font_name": "Arial", "font_size": 10, "font_color": "#454B54"}),
        "kepala": buku.add_format(dasar | {"bold": True, "bg_color": "#EFEFEA"}),
        "kepala_isian": buku.add_format(dasar | {"bold": True, "bg_color": "#EDF2FA"}),
        "kepala_wajib": buku.add_format(
            dasar | {"bold": True, "bg_color": "#1D4A8C", "font_color": "#FFFFFF"}
        ),
        "tetap": buku.add_format(dasar | {"bg_color": "#EFEFEA", "locked": True}),
        "isian": buku.add_format(dasar | {"locked": False}),
        "petunjuk": buku.add_format(
            {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}
        ),
    }


def _tulis_kepala(lembar_kerja: Any, lembar: LembarIsian, gaya: dict[str, Any]) -> None:
    lembar_kerja.write_string(0, 2, lembar.judul, gaya["judul"])
    lembar_kerja.write_string(1, 2, lembar.keterangan, gaya["ket"])
    lembar_kerja.write_string(0, 1, lembar.pengenal)
    lembar_kerja.write_string(BARIS_KEPALA - 1, 0, "", gaya["kepala"])
    lembar_kerja.write_string(BARIS_KEPALA - 1, 1, "id", gaya["kepala"])
    lembar_kerja.set_column(0, 0, 4)
    lembar_kerja.set_column(1, 1, 8, None, {"hidden": True})
    for k, kolom in enumerate(lembar.kolom, start=2):
        nama = "kepala_wajib" if kolom.wajib else "kepala_isian" if kolom.isian else "kepala"
        lembar_kerja.write_string(
            BARIS_KEPALA - 1, k, f"{kolom.judul} *" if kolom.wajib else kolom.judul, gaya[nama]
        )
        lembar_kerja.set_column(k, k, kolom.lebar)


def _tulis_baris(
    lembar_kerja: Any, lembar: LembarIsian, baris: BarisIsian, nomor: int, gaya: dict[str, Any]
) -> None:
    lembar_kerja.write_string(nomor, 0, "", gaya["tetap"])
    lembar_kerja.write_string(nomor, 1, baris.id)
    tinggi = 1
    for k, kolom in enumerate(lembar.kolom, start=2):
        teks = baris.isi.get(kolom.kunci, "")
        boleh = kolom.isian and kolom.kunci not in baris.kunci and muat_di_sel(teks)
        teks = _muatkan(teks)
        format_sel = gaya["isian" if boleh else "tetap"]
        if teks:
            lembar_kerja.write_string(nomor, k, teks, format_sel)
        else:
            lembar_kerja.write_blank(nomor, k, None, format_sel)
        tinggi = max(tinggi, sum(-(-max(len(b), 1) // max(kolom.lebar, 1)) for b in teks.split("\n")))
    lembar_kerja.set_row(nomor, min(15 * tinggi, 400))


def muat_di_sel(teks: str) -> bool:
    """The text would come back from a cell exactly as it went in. A cell whose text would not is locked."""
    return len(teks) <= MAX_LETTERS and teks == teks.strip("\r\n") and not _TAK_MUAT.search(teks)


def _muatkan(teks: str) -> str:
    """What a cell shows of it; both sheets show the same, so that a locked cell is no change."""
    return teks if muat_di_sel(teks) else _TAK_MUAT.sub("", teks)[:MAX_LETTERS]


def _pilihan(lembar_kerja: Any, lembar: LembarIsian) -> None:
    akhir = BARIS_KEPALA + max(len(lembar.baris), 1) - 1
    for k, kolom in enumerate(lembar.kolom, start=2):
        if kolom.isian and kolom.pilihan:
            lembar_kerja.data_validation(
                BARIS_KEPALA, k, akhir, k,
                {"validate": "list", "source": list(kolom.pilihan), "error_title": "Pilih dari daftar", "error_message": f"{kolom.judul}: pilih salah satu dari daftar."},
            )  # fmt: skip


def _tulis_petunjuk(lembar_kerja: Any, lembar: LembarIsian, gaya: dict[str, Any]) -> None:
    lembar_kerja.set_column(0, 0, HURUF_PETUNJUK)
    lembar_kerja.set_paper(9)
    lembar_kerja.fit_to_pages(1, 0)
    umum = (
        "Isi hanya sel putih. Sel abu-abu terkunci dan diabaikan bila diubah.",
        "Judul kolom biru tua bertanda * wajib diisi; biru muda boleh kosong.",
        "Tulis angka seperti biasa: 12,5 atau 1.250. “-” berarti tidak direncanakan, sel kosong berarti belum diisi, 0 berarti nol.",
        "Jangan menambah, menghapus, atau mengurutkan baris. Kolom tersembunyi mengenali tiap baris.",
        "Setelah diunggah, semua perubahan diperlihatkan dahulu. Yang salah dikembalikan dalam buku kerja ini dengan sel merah.",
    )
    for n, teks in enumerate((lembar.judul, *umum, *lembar.petunjuk)):
        lembar_kerja.write_string(n, 0, teks, gaya["judul"] if n == 0 else gaya["petunjuk"])
        lembar_kerja.set_row(n, 20 if n == 0 else 15 * (1 + len(teks) // HURUF_PETUNJUK) + 4)


def _tulis_muat(lembar_kerja: Any, lembar: LembarIsian) -> None:
    """What stood in each cell when the form went out: the other half of the conflict rule."""
    lembar_kerja.very_hidden()
    isian = [k for k in lembar.kolom if k.isian]
    for k, kolom in enumerate(isian, start=1):
        lembar_kerja.write_string(0, k, kolom.kunci)
    for n, baris in enumerate(lembar.baris, start=1):
        lembar_kerja.write_string(n, 0, baris.id)
        for k, kolom in enumerate(isian, start=1):
            lembar_kerja.write_string(n, k, _muatkan(baris.isi.get(kolom.kunci, "")))


# ── back ──
def baca_isian(isi: bytes, nama: str, pengenal: str, kolom: Sequence[KolomIsian]) -> list[BarisKembali]:
    """The rows of a form that came back; a row that somebody added has no id. Raises FileRefused for a file of
    another kind, another form, or one whose headings or hidden cells are gone."""
    from openpyxl import load_workbook

    check_workbook(isi, nama)  # size, kind, bombs, macros
    asing = f"“{nama}” bukan lembar isian dari aplikasi ini. Unduh lembarnya, isi, lalu unggah lagi."
    try:
        buku = load_workbook(BytesIO(isi), data_only=True, keep_links=False)
    except (BadZipFile, KeyError, OSError, ValueError) as salah:  # readable as a table, yet no workbook
        raise FileRefused(asing) from salah
    if ISIAN not in buku.sheetnames or MUAT not in buku.sheetnames:
        raise FileRefused(asing)
    lembar = buku[ISIAN]
    akhir = _baris_akhir(lembar, nama)
    _baris_akhir(buku[MUAT], nama)
    if cell_text(lembar.cell(1, 2).value) != pengenal:
        raise FileRefused(f"“{nama}” dibuat untuk lembar lain. Unduh lembarnya dari halaman ini.")
    judul = _judul(lembar)
    letak = {k.kunci: judul.get(k.judul) for k in kolom}
    hilang = [k.judul for k in kolom if letak[k.kunci] is None]
    if hilang:
        raise FileRefused(
            f"Judul kolom {', '.join(hilang)} tidak ada lagi di “{nama}”. Jangan mengubah baris judul."
        )
    muat = _baca_muat(buku[MUAT])
    rumus = _baca_rumus(isi)
    hasil = []
    for nomor in range(BARIS_KEPALA + 1, akhir + 1):
        kunci = cell_text(lembar.cell(nomor, 2).value)
        dimuat = muat.get(kunci, {}) if kunci else {}
        isi_baris = {
            k.kunci: _isi(lembar.cell(nomor, letak[k.kunci] or 1), dimuat.get(k.kunci, ""), rumus)
            for k in kolom
            if k.isian
        }
        if kunci or any(isi_baris.values()):
            hasil.append(BarisKembali(nomor, kunci, isi_baris, dimuat))
    return hasil


def _isi(sel: Any, dimuat: str, rumus: Mapping[str, str]) -> str:
    """Line breaks at the ends alone, which some programs add or drop, are no change."""
    mentah = rumus.get(sel.coordinate, "") if sel.value is None else sel.value
    teks = cell_text(mentah, sel.number_format).strip("\r\n")
    return dimuat if teks == dimuat.strip("\r\n") else teks


def _baca_rumus(isi: bytes) -> dict[str, str]:
    """Formulas as they stand, for cells whose program kept no result with them: never taken for blank ones."""
    from openpyxl import load_workbook

    with ZipFile(BytesIO(isi)) as arsip:
        if not any(_RUMUS.search(arsip.read(n)) for n in arsip.namelist() if n.startswith("xl/worksheets/")):
            return {}
    lembar = load_workbook(BytesIO(isi), keep_links=False)[ISIAN]
    return {
        sel.coordinate: str(getattr(sel.value, "text", sel.value))
        for sel in lembar._cells.values()
        if sel.data_type == "f"
    }


def _baris_akhir(lembar: Any, nama: str) -> int:
    """The last row that holds a value; a mere format far below counts for nothing. Raises FileRefused for a
    sheet, hidden ones too, that no form of ours has."""
    terisi = [letak for letak, sel in lembar._cells.items() if sel.value is not None]
    baris = max((b for b, _ in terisi), default=0)
    if baris > MAX_ROWS or max((k for _, k in terisi), default=0) > MAX_COLUMNS:
        raise FileRefused(f"“{nama}” terlalu besar: paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom.")
    return baris


def _judul(lembar: Any) -> dict[str, int]:
    """Heading → column."""
    kepala = next(lembar.iter_rows(BARIS_KEPALA, BARIS_KEPALA, max_col=MAX_COLUMNS))
    return {cell_text(s.value).removesuffix(" *").strip(): s.column for s in kepala}


def _baca_muat(lembar: Any) -> dict[str, dict[str, str]]:
    baris = list(lembar.iter_rows(max_row=min(lembar.max_row, MAX_ROWS), max_col=MAX_COLUMNS))
    kunci = [k for s in baris[0][1:] if (k := cell_text(s.value))]
    return {
        cell_text(b[0].value): {k: cell_text(s.value) for k, s in zip(kunci, b[1:], strict=False)}
        for b in baris[1:]
    }


def tandai(isi: bytes, kolom: Sequence[KolomIsian], salah: Mapping[tuple[int, str], str]) -> bytes:
    """The same workbook with faults marked: red cells with a comment, a sign in column A, a count at the top.
    Marks of an earlier round are cleared first. ``salah``: (row, column key) → sentence."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    buku = load_workbook(BytesIO(isi), keep_links=False)
    lembar = buku[ISIAN]
    judul = _judul(lembar)
    for (nomor, kolom_ke), sel in lembar._cells.items():
        if nomor > BARIS_KEPALA and kolom_ke == 1:
            sel.value = None
        if nomor > BARIS_KEPALA and (
            sel.fill.fgColor.rgb == MERAH or (sel.comment and sel.comment.author == PENANDA)
        ):
            sel.comment, sel.fill = None, PatternFill()
    for (nomor, kunci), pesan in salah.items():
        letak = next((judul.get(k.judul) for k in kolom if k.kunci == kunci), None) or 3
        sel = lembar.cell(nomor, letak)
        sel.fill = PatternFill("solid", fgColor=MERAH)
        sel.comment = Comment(pesan, PENANDA, width=320, height=110)
        lembar.cell(nomor, 1).value = TANDA
    lembar.cell(3, 3).value = (
        f"{len(salah)} sel harus diperbaiki, bertanda merah. Belum ada yang disimpan." if salah else None
    )
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
