"""Source documents and other agencies' tables as the files people upload: paste, .xlsx and .docx with merged cells."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import yaml

from bakesbang.importing.jabatan import Office
from bakesbang.importing.ledger import Ledger
from bakesbang.reading.sources import Grid, ReadSource, read_text

AKAR = Path(__file__).resolve().parents[3]
RENCANA = AKAR / "tests/rencana_aksi/data/rencana_aksi_2024.txt"
IKU = AKAR / "tests/iku/data/iku_2021.txt"
MATRIKS = sorted((Path(__file__).parent / "data").glob("matriks_*.yaml"))
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def kantor() -> tuple[Office, ...]:
    """The offices of the fixture, as the product offers them to the importer."""
    data = yaml.safe_load((AKAR / "fixtures/organisasi.yaml").read_text(encoding="utf-8"))
    hasil = []
    for unit in data["unit"]:
        for j in unit["jabatan"]:
            nama = list(j.get("alias", []))
            if j.get("kepala"):
                nama += [unit["nama"], unit.get("nama_pendek", ""), *unit.get("alias", [])]
            hasil.append(Office(j["kode"], j["sebutan"], tuple(n for n in nama if n)))
    return tuple(hasil)


@cache
def terbaca(berkas: Path) -> ReadSource:
    return read_text(berkas.read_text(encoding="utf-8"))


def tergabung(petak: Grid, sama: Callable[[int, int], int]) -> list[tuple[int, int, int]]:
    """Merged areas (column, first row, last row) of a table: ``sama`` tells how far down a cell reaches."""
    return [
        (c, b, akhir) for b in range(len(petak.rows)) for c in range(petak.width) if (akhir := sama(b, c)) > b
    ]


def gabungan_kosong(petak: Grid, kolom: Sequence[int]) -> Callable[[int, int], int]:
    """A filled cell of these columns is merged with the blank ones below it, as on the agency's paper."""

    def akhir(b: int, c: int) -> int:
        if c not in kolom or b == 0 or not petak.rows[b][c].text.strip():
            return b
        n = b
        while n + 1 < len(petak.rows) and not petak.rows[n + 1][c].text.strip():
            n += 1
        return n

    return akhir


def xlsx(
    judul: Sequence[str], baris: Sequence[Sequence[Any]], gabung: Sequence[tuple[int, int, int]] = ()
) -> bytes:
    buku = openpyxl.Workbook()
    lembar = buku.active
    assert lembar is not None
    for teks in judul:
        lembar.append([teks])
    awal = lembar.max_row + 1 if judul else 1
    for isi in baris:
        lembar.append([s or None for s in isi])
    for c, b, akhir in gabung:
        lembar.merge_cells(start_row=awal + b, end_row=awal + akhir, start_column=c + 1, end_column=c + 1)
    tampung = io.BytesIO()
    buku.save(tampung)
    return tampung.getvalue()


def docx(
    judul: Sequence[str], baris: Sequence[Sequence[str]], gabung: Sequence[tuple[int, int, int]] = ()
) -> bytes:
    """A Word document with one table; ``gabung`` becomes vertical merges."""
    mulai = {(b, c) for c, b, _ in gabung}
    lanjut = {(n, c) for c, b, akhir in gabung for n in range(b + 1, akhir + 1)}
    isi = []
    for b, satu in enumerate(baris):
        sel = []
        for c, teks in enumerate(satu):
            sifat = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' if (b, c) in mulai else ""
            sifat = "<w:tcPr><w:vMerge/></w:tcPr>" if (b, c) in lanjut else sifat
            baris_teks = "<w:br/>".join(
                f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in teks.split("\n")
            )
            sel.append(f"<w:tc>{sifat}<w:p><w:r>{baris_teks}</w:r></w:p></w:tc>")
        isi.append(f"<w:tr>{''.join(sel)}</w:tr>")
    kepala = "".join(f"<w:p><w:r><w:t>{escape(t)}</w:t></w:r></w:p>" for t in judul)
    dokumen = f"<w:document {NS}><w:body>{kepala}<w:tbl>{''.join(isi)}</w:tbl></w:body></w:document>"
    tampung = io.BytesIO()
    with zipfile.ZipFile(tampung, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<Types/>")
        arsip.writestr("word/document.xml", dokumen)
    return tampung.getvalue()


def dari_sumber(berkas: Path, jenis: str, kolom: Sequence[int]) -> tuple[bytes, str]:
    """The source as a workbook or a Word document, its tall cells merged. → (content, file name)."""
    petak = terbaca(berkas).grids[0]
    baris = [[s.text for s in b] for b in petak.rows if any(s.text.strip() for s in b)]
    rapat = Grid(petak.name, tuple(b for b in petak.rows if any(s.text.strip() for s in b)))
    gabung = tergabung(rapat, gabungan_kosong(rapat, kolom))
    buat = xlsx if jenis == "xlsx" else docx
    return buat(petak.before, baris, gabung), f"sumber.{jenis}"


def matriks(berkas: Path, triwulan: str = "sel") -> bytes:
    """Another agency's table as a workbook. Four quarters of one value list stand in one cell ("sel"), in four
    columns ("kolom"), below each other ("baris"), or with the quarter in a column of its own ("periode")."""
    data = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    kolom = list(data["columns"])
    baris = [
        b if isinstance(b, list) else b["cells"] if "cells" in b else [b.get(k) for k in kolom]
        for b in data["rows"]
    ]
    tw = next((n for n, k in enumerate(kolom) if "TW I-IV" in k), None)
    if tw is not None:
        kolom, baris = _bentuk_tw(kolom, baris, tw, triwulan)
    nomor = [data["column_numbers"]] if data.get("column_numbers") else []
    return xlsx([data["title"], data["agency"], ""], [kolom, *nomor, *baris])


def _bentuk_tw(
    kolom: list[str], baris: list[list[Any]], tw: int, bentuk: str
) -> tuple[list[str], list[list[Any]]]:
    romawi = ("I", "II", "III", "IV")
    if bentuk == "sel":
        return kolom, [[*b[:tw], "\n".join(b[tw]), *b[tw + 1 :]] for b in baris]
    if bentuk == "kolom":
        judul = [kolom[tw].replace("I-IV", r) for r in romawi]
        return [*kolom[:tw], *judul, *kolom[tw + 1 :]], [[*b[:tw], *b[tw], *b[tw + 1 :]] for b in baris]
    if bentuk == "baris":
        return kolom, [
            [*(b[:tw] if n == 0 else [None] * tw), b[tw][n], *b[tw + 1 :]] for b in baris for n in range(4)
        ]
    judul = [*kolom[:tw], "Triwulan", "Target triwulan", *kolom[tw + 1 :]]
    return judul, [[*b[:tw], romawi[n], b[tw][n], *b[tw + 1 :]] for b in baris for n in range(4)]


def tidak_hilang(buku: Ledger, terbaca: ReadSource) -> list[str]:
    """Places of non-empty cells whose fate is not told; a test asserts that it is ``[]``."""
    hilang = []
    for p, petak in enumerate(terbaca.grids):
        for b, isi in enumerate(petak.rows):
            for c, sel in enumerate(isi):
                nasib = buku.cells.get((p, b, c))
                if sel.text.strip() and (
                    nasib is None or nasib.fate is None or not (nasib.meaning or nasib.reason)
                ):
                    hilang.append(f"{sel.place}: {sel.text}")
    return hilang
