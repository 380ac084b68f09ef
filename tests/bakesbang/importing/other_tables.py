"""Tables of other agencies, written as plain text under data/: title lines, ``---``, rows with ``|`` between
cells (``<`` merged with the left one, ``^`` with the one above, ``\\n`` a line break), ``===``, then what must be
understood, as ``uraikan`` writes it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import openpyxl

from bakesbang.importing.ledger import Fate
from bakesbang.importing.leftovers import TW
from bakesbang.importing.tree import Node
from bakesbang.importing.vocabulary import LEVEL_NAMES, squeeze
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.pilihan import JenisTarget
from iku.bentuk import IkuBaru
from rencana_aksi.bentuk import SasaranBaru
from tests.bakesbang.importing.files import docx as word

MAP = Path(__file__).parent / "data"


@dataclass(frozen=True)
class TabelLain:
    judul: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    harapan: str

    @property
    def datar(self) -> list[list[str]]:
        """The cells without their merges, as a paste has them."""
        return [["" if s in ("<", "^") else s for s in b] for b in self.baris]

    @property
    def xlsx(self) -> bytes:
        buku = openpyxl.Workbook()
        lembar = buku.active
        assert lembar is not None
        for teks in self.judul:
            lembar.append([teks])
        awal = lembar.max_row + 1 if self.judul else 1
        for b, isi in enumerate(self.datar):
            for k, teks in enumerate(isi):
                if teks:
                    lembar.cell(awal + b, k + 1, teks)
        for b, k, b2, k2 in self._gabungan():
            lembar.merge_cells(start_row=awal + b, end_row=awal + b2, start_column=k + 1, end_column=k2 + 1)
        tampung = io.BytesIO()
        buku.save(tampung)
        return tampung.getvalue()

    @property
    def html(self) -> str:
        """As an application exports a table under the name .xls."""
        rentang = {(b, k): (b2 - b + 1, k2 - k + 1) for b, k, b2, k2 in self._gabungan()}
        isi = []
        for b, satu in enumerate(self.baris):
            isi.append("<tr>")
            for k, teks in enumerate(satu):
                if teks not in ("<", "^"):
                    tinggi, lebar = rentang.get((b, k), (1, 1))
                    dalam = escape(teks).replace("\n", "<br>")
                    isi.append(f"<td rowspan={tinggi} colspan='{lebar}'>{dalam}</td>")
        judul = "".join(f"<p>{escape(t)}</p>" for t in self.judul)
        return f"<html><style>td {{}}</style><body>{judul}<table>{''.join(isi)}</table></body></html>"

    @property
    def docx(self) -> bytes:
        """With its vertical merges; cells merged sideways stand empty."""
        gabung = [(k, b, b2) for b, k, b2, _ in self._gabungan() if b2 > b]
        return word(self.judul, self.datar, gabung)

    def teks(self, pemisah: str = "\t") -> str:
        def sel(teks: str) -> str:
            rumit = any(h in teks for h in ("\n", '"', pemisah))
            return '"' + teks.replace('"', '""') + '"' if rumit else teks

        return "\n".join([*self.judul, *(pemisah.join(sel(s) for s in b) for b in self.datar)])

    def _gabungan(self) -> Iterator[tuple[int, int, int, int]]:
        """Merged areas: the first cell to the last row and column."""
        for b, isi in enumerate(self.baris):
            for k, teks in enumerate(isi):
                if teks in ("<", "^"):
                    continue
                k2, b2 = k, b
                while k2 + 1 < len(isi) and isi[k2 + 1] == "<":
                    k2 += 1
                while b2 + 1 < len(self.baris) and self.baris[b2 + 1][k] == "^":
                    b2 += 1
                if (b2, k2) != (b, k):
                    yield b, k, b2, k2


def baca_tabel(nama: str | Path) -> TabelLain:
    isi = (MAP / nama).read_text(encoding="utf-8")
    judul, _, sisa = isi.partition("---\n")
    tabel, _, harapan = sisa.partition("===\n")
    baris = [[s.strip().replace("\\n", "\n") for s in b.split("|")] for b in tabel.splitlines()]
    lebar = max(len(b) for b in baris)
    return TabelLain(tuple(judul.splitlines()), tuple((*b, *[""] * (lebar - len(b))) for b in baris), harapan)


def berkas(tabel: TabelLain, nama: str) -> tuple[bytes, str]:
    """The file an agency would upload: its name says which kind. → (content, file name)."""
    if "_csv_" in nama:
        return tabel.teks(";").encode(), f"{nama}.csv"
    if "_tab_" in nama:
        return tabel.teks("\t").encode(), f"{nama}.txt"
    if "_html_" in nama:
        return tabel.html.encode(), f"{nama}.xls"
    if "_docx_" in nama:
        return tabel.docx, f"{nama}.docx"
    return tabel.xlsx, f"{nama}.xlsx"


def uraikan(hasil: Any) -> str:
    """The plan or the list as a person checks it, then every cell that asks for attention."""
    baris: list[str] = []
    if hasattr(hasil, "tree"):
        for akar, simpul in zip(hasil.tree, hasil.reading.roots, strict=True):
            _cabang(akar, simpul, baris)
    else:
        baris = [_iku(i) for i in hasil.content]
    for n in hasil.ledger.cells.values():
        if n.fate in (Fate.WARNING, Fate.UNREAD, Fate.NEEDS_ANSWER):
            sebab = " ".join(n.reason).removesuffix(" boleh dilengkapi nanti.")
            baris.append(f"! {n.place} {n.fate}: {squeeze(n.text)[:40]!r} {sebab[:110]}".rstrip())
    return "\n".join(baris) + "\n"


def _cabang(s: SasaranBaru, simpul: Node, hasil: list[str], dalam: int = 0) -> None:
    masuk = "  " * dalam
    kode = f"[{s.kode_nomenklatur}] " if s.kode_nomenklatur else ""
    hasil.append(f"{masuk}{LEVEL_NAMES.get(simpul.jenjang, 'Tujuan')}: {kode}{s.uraian}")
    for i in s.indikator:
        hasil.append(
            f"{masuk}  * {_indikator(i.indikator)} @ {squeeze(i.penanggung_jawab_cetak)}".rstrip(" @")
        )
    hasil += [f"{masuk}  ~ {c}" for c in s.catatan.splitlines()]
    for anak, bawah in zip(s.anak, simpul.children, strict=True):
        _cabang(anak, bawah, hasil, dalam + 1)


def _iku(i: IkuBaru) -> str:
    alasan = f" | alasan {i.alasan!r}" if i.alasan else ""
    return f"{i.sasaran} * {_indikator(i.indikator)}{alasan} @ {squeeze(i.penanggung_jawab_cetak)}"


def _indikator(i: IndikatorBaru) -> str:
    bagian = [i.uraian + (f" [{i.satuan}]" if i.satuan else "")]
    if i.tahunan is not None:
        bagian.append(f"th {i.tahunan.teks}")
    if i.triwulan:
        bagian.append(" ; ".join(t.teks or "_" for _, t in sorted(i.triwulan.items())))
        bagian += [f"p{tw} {t.penjelasan!r}" for tw, t in sorted(i.triwulan.items()) if t.penjelasan]
        tahapan = [TW[tw] for tw, t in sorted(i.triwulan.items()) if t.jenis == JenisTarget.TAHAPAN]
        bagian += [f"tahapan {', '.join(tahapan)}"] if tahapan else []
    bagian += [str(i.agregasi)] if i.agregasi else []
    bagian += [
        f"{n} {getattr(i, n)!r}" for n in ("sumber_data", "rumus", "definisi_operasional") if getattr(i, n)
    ]
    return " | ".join(bagian)
