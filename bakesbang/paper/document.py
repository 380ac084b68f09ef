"""The one document object that page, PDF and workbook draw: plain frozen dataclasses, no arithmetic.

Rooms above describe a table as a tree of Cabang and let ``susun()`` (paper/layout.py) lay it out on
a grid of lines; the renderers only read the grid. Texts are kept exactly as the office typed them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Literal

ROMAWI = ("I", "II", "III", "IV")
LANJUTAN = "(lanjutan)"
# The two sheets of a printed workbook; the reading of uploads knows them by these names.
NAMA_KERTAS = "Kertas"
NAMA_DATA = "Data"


def label_tw(nomor: int) -> str:
    """The label part of a quarter cell, normalised: ``TW III = `` (design §7). nomor is 1 to 4."""
    return f"TW {ROMAWI[nomor - 1]} = "


# ── What stands in a cell ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class IsiTeks:
    """Running text. tautan (an address) and kelas (CSS class) are used by the page only."""

    teks: str
    tebal: bool = False
    miring: bool = False
    tautan: str = ""
    kelas: str = ""

    @property
    def penuh(self) -> str:
        return self.teks


@dataclass(frozen=True, slots=True)
class IsiNilai:
    """A target or realization as typed: ``label`` ("TW II = ") and ``teks`` ("18 kegiatan") apart.

    keadaan is one of the states of calculation.values ("angka", "rentang", "predikat", "strip",
    "tidak_berlaku", "kosong", "teks"); "-", blank and 0 are three different things (domain guide §6).
    """

    teks: str
    keadaan: str
    label: str = ""
    tautan: str = ""
    kelas: str = ""

    @property
    def penuh(self) -> str:
        """Label and value as one text; a blank value leaves the bare label."""
        return f"{self.label}{self.teks}".rstrip()


@dataclass(frozen=True, slots=True)
class IsiAngka:
    """A computed number, or the phrase that stands in its place ("Belum lengkap") when angka is None.

    teks is what page and PDF show. With persen, angka is in percent points (85.7 for "85,7%") and the
    workbook holds the fraction with a percent format. excel is a live formula that yields the same
    quantity as angka, without "=": ``{kunci}`` is the cell of that column in the same line,
    ``{kunci*}`` the whole column of the body, ``{#nama}`` the cell named so anywhere in the workbook.
    """

    angka: Decimal | None
    teks: str
    desimal: int = 0
    persen: bool = False
    satuan: str = ""
    excel: str = ""
    tebal: bool = False
    kelas: str = ""

    @property
    def penuh(self) -> str:
        return self.teks


@dataclass(frozen=True, slots=True)
class IsiRumus:
    """A formula: stacked fraction for the eye (html, safe markup from calculation.formula), one line of
    text for the workbook, LaTeX for those who copy it. hasil, if given, is drawn after the fraction
    and becomes a live formula in the workbook, with the text as its note.
    """

    html: str
    teks: str
    latex: str = ""
    hasil: IsiAngka | None = None

    @property
    def penuh(self) -> str:
        return f"{self.teks} = {self.hasil.teks}" if self.hasil else self.teks


@dataclass(frozen=True, slots=True)
class Gabung:
    """A merged area without content, such as the lower half beside a taller branch."""

    @property
    def penuh(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Sambung:
    """Printed once: the cell merges with the one above it in its column."""

    @property
    def penuh(self) -> str:
        return ""


GABUNG = Gabung()
SAMBUNG = Sambung()
Isi = IsiTeks | IsiNilai | IsiAngka | IsiRumus | Gabung | Sambung


# ── The table ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column. lebar is relative; columns with the same jenjang belong to one level of the tree.

    Neighbours with the same kelompok share a merged heading above theirs. nomor replaces the running
    column number ("" keeps it). kepala_baris marks the column whose cells name the row for a reader.
    """

    kunci: str
    judul: str
    lebar: int
    jenjang: int = 0
    rata: Literal["kiri", "tengah", "kanan"] = "kiri"
    kelompok: str = ""
    nomor: str = ""
    kepala_baris: bool = False


class JenisBaris(StrEnum):
    BIASA = "biasa"
    KELOMPOK = "kelompok"  # a heading over the rows that follow
    CERITA = "cerita"  # a full-width story under its row
    JUMLAH = "jumlah"  # a total


class Putus(IntEnum):
    """May a page begin before this line?"""

    TIDAK = 0  # only when a quarter group alone is taller than a page
    RANGKAI = 1  # only when the block is taller than a page
    BLOK = 2


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the grid. mulai is the depth of the branch that begins here (1 = top, 0 = none)."""

    jenis: JenisBaris = JenisBaris.BIASA
    putus: Putus = Putus.TIDAK
    mulai: int = 0
    tingkat: int = 1


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell on the grid: its first line and column, how many of each it covers, and what it holds.

    jenjang_markah > 0 puts its text into the outline of the PDF at that depth; id is an anchor on the
    page; nama is for ``{#nama}``.
    """

    baris: int
    kolom: int
    isi: Isi
    tinggi: int = 1
    lebar: int = 1
    jenjang_markah: int = 0
    id: str = ""
    nama: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """Columns, lines and cells; cells are sorted by line, then column, and cover the grid exactly."""

    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...] = ()
    sel: tuple[Sel, ...] = ()
    nomor_kolom: bool = True
    hampa: str = "Belum ada isi."


# ── The tree that rooms above describe ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Isian:
    """One indicator of a branch: cells over its whole height, and lines that are never parted (TW I–IV).

    The keys of both mappings are Kolom.kunci.
    """

    sel: Mapping[str, Isi] = field(default_factory=dict)
    baris: tuple[Mapping[str, Isi], ...] = ()


@dataclass(frozen=True, slots=True)
class Cabang:
    """A branch: cells over its whole height, its indicators, and the branches to its right.

    As high as its tallest level; what a shorter level leaves free becomes merged empty cells. A branch
    without anak is a block. cerita are full-width lines under the branch, over its own and deeper
    columns. markah > 0 puts the first cell of sel into the PDF's outline at that depth; id is the
    anchor of that cell on the page; nama gives cells of sel a name for live formulas.
    """

    sel: Mapping[str, Isi] = field(default_factory=dict)
    isian: tuple[Isian, ...] = ()
    anak: tuple["Cabang", ...] = ()
    cerita: tuple[Isi, ...] = ()
    markah: int = 0
    id: str = ""
    nama: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading row over the branches that follow, repeated with "(lanjutan)" on the next page."""

    teks: str
    tingkat: int = 1
    markah: int = 0


@dataclass(frozen=True, slots=True)
class Jumlah:
    """A total row: label over the columns before the first one in sel."""

    label: str
    sel: Mapping[str, Isi]


# ── The document around the table ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kop:
    """The letterhead: lines from the top, the first ones of the region, then the agency; logo is PNG or JPEG."""

    baris: tuple[str, ...]
    alamat: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Butir:
    """A labelled block before or after the table: one text, a numbered list, or a formula."""

    label: str
    isi: str | tuple[str, ...] | IsiRumus
    tebal: bool = False


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """One signature block, frozen with the document; empty names print as lines to fill in.

    tanggal is a date, a text as the office wrote it, or None (a dotted line). pengantar stands above
    the office ("Mengetahui,"); jabatan carries Plt./Plh./Pj. (domain guide §11).
    """

    jabatan: str
    nama: str = ""
    pangkat: str = ""
    nip: str = ""
    tempat: str = ""
    tanggal: date | str | None = None
    pengantar: str = ""
    bertanggal: bool = True


@dataclass(frozen=True, slots=True)
class KolomData:
    """A column of the sheet "Data"; its heading is judul, kunci is used by live formulas."""

    kunci: str
    judul: str
    lebar: int = 14


@dataclass(frozen=True, slots=True)
class NilaiData:
    """A value of the sheet "Data" with a number format, a live formula or a name for ``{#nama}``."""

    nilai: str | int | Decimal | None
    desimal: int = 0
    persen: bool = False
    excel: str = ""
    nama: str = ""


IsiData = str | int | Decimal | date | bool | None | NilaiData


@dataclass(frozen=True, slots=True)
class LembarData:
    """The sheet "Data": numbers as Decimal, "-" as text, blank as None."""

    kolom: tuple[KolomData, ...]
    baris: tuple[tuple[IsiData, ...], ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """When, by whom, and which document: the only clock of a print.

    waktu is aware; a locked print passes the time of its lock with perihal="Dikunci", so that it stays
    the same to the byte. pengenal identifies document and version ("rencana-aksi/2024/0").
    """

    waktu: datetime
    oleh: str
    pengenal: str
    perihal: str = "Dicetak"
    keterangan: str = ""
    sidik: str = ""


@dataclass(frozen=True, slots=True)
class Dokumen:
    """Everything that is printed once around the table, and the table. draf None: neither draft nor final,
    such as an empty form.
    """

    judul: tuple[str, ...]
    tabel: Tabel
    meta: Meta
    versi: str = ""
    draf: bool | None = True
    kop: Kop | None = None
    kepala: tuple[Butir, ...] = ()
    penutup: tuple[Butir, ...] = ()
    catatan: tuple[str, ...] = ()
    tanda_tangan: tuple[TandaTangan, ...] = ()
    data: LembarData | None = None

    @property
    def nama(self) -> str:
        """The title on one line, for metadata and file properties."""
        return " ".join(self.judul)
