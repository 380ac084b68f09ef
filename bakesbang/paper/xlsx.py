"""Workbook of a Dokumen: sheet 1 is the paper, sheet "Data" has one row per figure.

The modules xlsx*.py are the only code that writes workbooks. XlsxWriter keeps a computed value beside
its live formula, for previews that do not calculate, and is reproducible to the byte.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO

from bakesbang.paper.document import NAMA_DATA, Dokumen, IsiData, LembarData, NilaiData
from bakesbang.paper.sizes import F4, Kertas
from bakesbang.paper.wording import kaki
from bakesbang.paper.xlsx_cell import Penulis, alamat_sel, format_angka, uraikan
from bakesbang.paper.xlsx_sheet import LembarKertas


def cetak_xlsx(dokumen: Dokumen, kertas: Kertas = F4) -> bytes:
    """The document as a workbook; the same document gives the same bytes."""
    from xlsxwriter import Workbook

    berkas = BytesIO()
    buku = Workbook(
        berkas,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            # Arial 10 makes the column unit the same in Excel and LibreOffice.
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        },
    )
    buku.set_properties(
        {
            "title": dokumen.nama,
            "author": dokumen.meta.oleh,
            "subject": dokumen.meta.pengenal,
            "comments": kaki(dokumen),
            "created": dokumen.meta.waktu.astimezone(UTC).replace(tzinfo=None),
        }
    )
    tulis = Penulis(buku)
    alamat: dict[str, str] = {}
    kertas_lembar = LembarKertas(tulis, dokumen, kertas, alamat)
    data = _LembarData(tulis, dokumen.data, kertas, alamat) if dokumen.data else None
    kertas_lembar.rumus()
    if data:
        data.rumus()
    buku.close()
    return berkas.getvalue()


class _LembarData:
    """Sheet "Data": numbers are numbers, "-" is text, blank is an empty cell."""

    def __init__(self, tulis: Penulis, data: LembarData, kertas: Kertas, alamat: dict[str, str]) -> None:
        self.tulis, self.data, self.alamat = tulis, data, alamat
        self.lembar = tulis.buku.add_worksheet(NAMA_DATA)
        self.kunci = {k.kunci: n for n, k in enumerate(data.kolom)}
        self.tertunda: list[tuple[int, int, NilaiData]] = []
        for n, k in enumerate(data.kolom):
            self.tulis.teks(self.lembar, 0, n, k.judul, bold=True, bottom=1, bg_color="#E9E9E6", font_size=9)
            self.lembar.set_column(n, n, k.lebar)
        for b, baris in enumerate(data.baris, 1):
            for kolom, isi in enumerate(baris):
                self._isi(b, kolom, isi)
        self.lembar.freeze_panes(1, 0)
        self.lembar.repeat_rows(0)
        self.lembar.set_landscape()
        self.lembar.set_paper(kertas.kode_excel)
        self.lembar.fit_to_pages(1, 0)
        if data.kolom:
            self.lembar.autofilter(0, 0, max(len(data.baris), 1), len(data.kolom) - 1)

    def _isi(self, b: int, k: int, isi: IsiData) -> None:
        if isinstance(isi, NilaiData):
            if isi.nama:
                self.alamat[isi.nama] = f"{NAMA_DATA}!{alamat_sel(b, k, tetap=True)}"
            if isi.excel or isinstance(isi.nilai, Decimal | int):
                self.tertunda.append((b, k, isi))
                return
            isi = isi.nilai
        match isi:
            case None | "":
                return
            case bool():
                self.lembar.write_boolean(b, k, isi, self.tulis.bentuk(font_size=9))
            case Decimal() | int():
                self.lembar.write_number(b, k, isi, self.tulis.bentuk(font_size=9))
            case datetime():
                raise TypeError("The sheet Data holds dates, not times.")
            case date():
                bentuk = self.tulis.bentuk(font_size=9, num_format="dd/mm/yyyy")
                self.lembar.write_datetime(b, k, isi, bentuk)
            case _:
                self.tulis.teks(self.lembar, b, k, isi, font_size=9)

    def rumus(self) -> None:
        """Write numbers and formulas; called when all sheets have told their addresses."""
        for b, k, isi in self.tertunda:
            bentuk = self.tulis.bentuk(font_size=9, num_format=format_angka(isi.desimal, isi.persen))
            nilai = isi.nilai
            if isi.persen and isinstance(nilai, Decimal | int):
                nilai = Decimal(nilai) / 100
            if isi.excel:
                pola = uraikan(isi.excel, partial(self._rujuk, b))
                self.lembar.write_formula(b, k, f"=({pola})/100" if isi.persen else f"={pola}", bentuk, nilai)
            else:
                self.lembar.write_number(b, k, nilai, bentuk)

    def _rujuk(self, b: int, nama: str, kunci: str, semua: str) -> str:
        if nama:
            return self.alamat[kunci]
        kolom = self.kunci[kunci]
        if semua:
            return f"{alamat_sel(1, kolom)}:{alamat_sel(len(self.data.baris), kolom)}"
        return alamat_sel(b, kolom)
