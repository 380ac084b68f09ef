"""Tables of other agencies, written as plain text under data_impor/: title lines, ``---``, rows with ``|`` between
cells (``<`` merged with the left one, ``^`` with the one above, ``\\n`` a line break), ``===``, then what must be
understood, as ``uraikan`` writes it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.impor_lapor import Buku, Keadaan
from rencana_aksi.bentuk import SasaranBaru

MAP = Path(__file__).parent / "data_impor"


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


def baca_tabel(nama: str) -> TabelLain:
    isi = (MAP / nama).read_text(encoding="utf-8") if not Path(nama).is_absolute() else Path(nama).read_text()
    judul, _, sisa = isi.partition("---\n")
    tabel, _, harapan = sisa.partition("===\n")
    baris = [[s.strip().replace("\\n", "\n") for s in b.split("|")] for b in tabel.splitlines()]
    lebar = max(len(b) for b in baris)
    return TabelLain(
        tuple(judul.splitlines()), tuple(tuple([*b, *[""] * (lebar - len(b))]) for b in baris), harapan
    )


def uraikan(pohon: tuple[SasaranBaru, ...], buku: Buku) -> str:
    """The plan as a person checks it, then every cell that is not plainly part of it."""
    hasil: list[str] = []
    for akar in pohon:
        _cabang(akar, akar.jenjang if hasattr(akar, "jenjang") and akar.jenjang else 1, hasil)
    for n in buku.sel.values():
        if n.keadaan in (Keadaan.PERINGATAN, Keadaan.TIDAK_TERBACA, Keadaan.PERLU_JAWABAN):
            hasil.append(f"! {n.tempat} {n.keadaan}: {n.teks[:40]!r} {' '.join(n.sebab)}")
    return "\n".join(hasil) + "\n"


def _cabang(s: SasaranBaru, jenjang: int, hasil: list[str]) -> None:
    masuk = "  " * (jenjang - 1)
    hasil.append(f"{masuk}{jenjang} {f'[{s.kode_nomenklatur}] ' if s.kode_nomenklatur else ''}{s.uraian}")
    for i in s.indikator:
        hasil.append(f"{masuk}  * {_indikator(i.indikator)} @ {i.penanggung_jawab_cetak}".rstrip(" @"))
    hasil += [f"{masuk}  ~ {c}" for c in s.catatan.splitlines()]
    for anak in s.anak:
        _cabang(anak, jenjang + 1, hasil)


def _indikator(i: IndikatorBaru) -> str:
    bagian = [i.uraian + (f" [{i.satuan}]" if i.satuan else "")]
    if i.tahunan is not None:
        bagian.append(f"th {i.tahunan.teks}")
    if i.triwulan:
        bagian.append(" ; ".join(t.teks or "_" for _, t in sorted(i.triwulan.items())))
        bagian += [f"p{tw} {t.penjelasan!r}" for tw, t in sorted(i.triwulan.items()) if t.penjelasan]
    bagian += [f"{n} {getattr(i, n)!r}" for n in ("agregasi", "sumber_data", "rumus", "definisi_operasional") if getattr(i, n)]
    return " | ".join(bagian)
