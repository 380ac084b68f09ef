"""Sheet 1 of a workbook: the paper, with the same cells, merged and printable the same way."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from bakesbang.paper.document import (
    LANJUTAN,
    NAMA_KERTAS,
    Butir,
    Dokumen,
    IsiAngka,
    IsiRumus,
    IsiTeks,
    JenisBaris,
    Kolom,
    Sel,
    Tabel,
    TandaTangan,
)
from bakesbang.paper.estimate import Ukuran, bertanda_lanjutan, jumlah_baris, lebar_kolom, ringkas, tinggi_sel
from bakesbang.paper.html_rows import kepala_kolom, nomor_kolom
from bakesbang.paper.measures import BUTIR, JUDUL, KOP, KOP_ALAMAT, KOP_INDUK, LABEL_BUTIR, LOGO, TTD, Tata
from bakesbang.paper.page_plan import Ruang, belah_raksasa, ratakan, rencanakan
from bakesbang.paper.pagination import BarisGambar, SelGambar, bagi
from bakesbang.paper.sizes import TEPI_ATAS, TEPI_BAWAH, TEPI_KANAN, TEPI_KIRI, Kertas
from bakesbang.paper.wording import RUANG_TTD, baris_atas, baris_pejabat, judul_kertas, kaki
from bakesbang.paper.xlsx_cell import Penulis, alamat_sel, format_angka, uraikan

# Excel refuses rows above 409 points.
BARIS_TERTINGGI = 405.0
# Frozen rows higher than this would leave no room for the table on a laptop screen.
BEKU_TERTINGGI = 220.0


def siapkan(dokumen: Dokumen, kertas: Kertas) -> tuple[Dokumen, Ukuran]:
    """The document with texts taller than a row may be divided, and the measures of the sheet."""
    huruf = Tata(dokumen, kertas).huruf
    ukuran = Ukuran(
        kolom=lebar_kolom(dokumen.tabel.kolom, kertas.lebar_isi),
        huruf=huruf,
        baris=huruf * 1.41,
        bantal_x=3.0,
        bantal_y=1.0,
        garis=0.5,
        indent=None,
        sempit=0.95,
    )
    tabel = belah_raksasa(dokumen.tabel, min(BARIS_TERTINGGI, kertas.tinggi_isi * 0.7), ukuran)
    return (dokumen if tabel is dokumen.tabel else replace(dokumen, tabel=tabel)), ukuran


class LembarKertas:
    """Sheet 1: letterhead, title, blocks, table, notes and signatures, as on paper."""

    def __init__(self, tulis: Penulis, dokumen: Dokumen, kertas: Kertas, alamat: dict[str, str]) -> None:
        self.tulis, self.kertas, self.alamat = tulis, kertas, alamat
        self.dokumen, self.ukuran = siapkan(dokumen, kertas)
        self.tabel: Tabel = self.dokumen.tabel
        self.lembar = tulis.buku.add_worksheet(NAMA_KERTAS)
        self.baris = 0
        self.akhir_kolom = len(self.tabel.kolom) - 1
        self.letak_baris: dict[int, int] = {}
        self.jangkar: dict[tuple[int, int], int] = {}
        self.tertunda: list[tuple[int, int, Sel, dict[str, Any]]] = []
        self.tinggi_terpakai = 0.0
        self._halaman()
        self._kepala()
        self._tabel()
        self._ekor()
        akhir = max(self.baris - 1, 0)
        self.lembar.print_area(0, 0, akhir, self.akhir_kolom)
        # "20%" and "0" are printed texts here; the figures are on the sheet "Data".
        self.lembar.ignore_errors({"number_stored_as_text": f"A1:{alamat_sel(akhir, self.akhir_kolom)}"})

    # ── sheet ──

    def _halaman(self) -> None:
        lembar, kertas = self.lembar, self.kertas
        lembar.set_landscape()
        lembar.set_paper(kertas.kode_excel)
        inci = [mm / 25.4 for mm in (TEPI_KIRI, TEPI_KANAN, TEPI_ATAS, TEPI_BAWAH)]
        lembar.set_margins(*inci)
        lembar.fit_to_pages(1, 0)
        lembar.hide_gridlines(2)
        tanda = '&C&"Arial,Bold"&14DRAFT' if self.dokumen.draf else ""
        lembar.set_header(tanda, {"margin": 0.4})
        teks = kaki(self.dokumen).replace("&", "&&")[:200]
        lembar.set_footer(f'&L&"Arial"&7 {teks}&R&"Arial"&7 Halaman &P dari &N', {"margin": 0.5})
        for n, lebar in enumerate(self.ukuran.kolom):
            # The sum stays below the printable width, so that the sheet is never scaled up or split.
            lembar.set_column_pixels(n, n, int(lebar * 96 / 72 * 0.995))

    def _tinggi(self, pt: float) -> None:
        pt = min(round(pt, 1), 409.0)
        self.lembar.set_row(self.baris, pt)
        self.tinggi_terpakai += pt

    def _baris_penuh(self, teks: str, pt: float, tinggi: float | None = None, **ciri: Any) -> None:
        """One line over the whole width."""
        ciri = {"font_size": pt, "text_wrap": True, "valign": "vcenter", **ciri}
        self.tulis.gabung(self.lembar, (self.baris, 0, self.baris, self.akhir_kolom), teks, **ciri)
        self._tinggi(tinggi or self._tinggi_teks(teks, pt, 0, self.akhir_kolom))
        self.baris += 1

    def _tinggi_teks(self, teks: str, pt: float, awal: int, akhir: int) -> float:
        ukuran = replace(self.ukuran, huruf=pt)
        lebar = sum(self.ukuran.kolom[awal : akhir + 1]) - 6
        return jumlah_baris(teks, ukuran.unit(lebar * ukuran.sempit), tebal=True) * pt * 1.36 + 1

    # ── above the table ──

    def _kepala(self) -> None:
        kop = self.dokumen.kop
        if kop:
            for n, teks in enumerate(kop.baris):
                besar = KOP if n == len(kop.baris) - 1 else KOP_INDUK
                self._baris_penuh(teks, besar, align="center", bold=True)
            for teks in kop.alamat:
                self._baris_penuh(teks, KOP_ALAMAT, align="center")
            if kop.logo:
                self._logo(kop.logo)
            self._baris_penuh("", 4, 6.0, top=6)
        for teks in judul_kertas(self.dokumen):
            self._baris_penuh(teks, JUDUL, align="center", bold=True)
        self._baris_penuh("", 4, 8.0)
        self._butir(self.dokumen.kepala)

    def _logo(self, logo: bytes) -> None:
        from PIL import Image

        with Image.open(BytesIO(logo)) as gambar:
            skala = LOGO * 96 / 72 / gambar.height
            # XlsxWriter draws a picture at the size that its own resolution asks for.
            dpi = gambar.info.get("dpi", (96, 96))
        pilihan = {
            "image_data": BytesIO(logo),
            "x_scale": skala * dpi[0] / 96,
            "y_scale": skala * dpi[1] / 96,
        }
        self.lembar.insert_image(0, 0, "logo", {**pilihan, "x_offset": 2, "y_offset": 2, "decorative": True})

    def _butir(self, butir: tuple[Butir, ...]) -> None:
        kiri = self._kolom_label()
        for b in butir:
            isi = b.isi.penuh if isinstance(b.isi, IsiRumus) else b.isi
            daftar = (isi,) if isinstance(isi, str) else tuple(f"{n}. {t}" for n, t in enumerate(isi, 1))
            for n, teks in enumerate(daftar):
                gaya = {"font_size": BUTIR, "text_wrap": True, "valign": "top"}
                self.tulis.gabung(
                    self.lembar, (self.baris, 0, self.baris, kiri), b.label if n == 0 else "", **gaya
                )
                penuh = f": {teks}" if n == 0 else f"  {teks}"
                kotak = (self.baris, min(kiri + 1, self.akhir_kolom), self.baris, self.akhir_kolom)
                self.tulis.gabung(self.lembar, kotak, penuh, bold=b.tebal, **gaya)
                self._tinggi(self._tinggi_teks(penuh, BUTIR, kiri + 1, self.akhir_kolom))
                self.baris += 1
        if butir:
            self._baris_penuh("", 4, 8.0)

    def _kolom_label(self) -> int:
        """The last of the columns that hold the labels of the blocks."""
        lebar = 0.0
        for n, k in enumerate(self.ukuran.kolom):
            lebar += k
            if lebar >= LABEL_BUTIR - 12:
                return min(n, self.akhir_kolom - 1)
        return 0

    # ── the table ──

    def _tabel(self) -> None:
        atas = self.tinggi_terpakai
        awal = self.baris
        self._kepala_tabel()
        tinggi_kepala = self.tinggi_terpakai - atas
        self.lembar.repeat_rows(awal, self.baris - 1)
        if self.tinggi_terpakai <= BEKU_TERTINGGI:
            self.lembar.freeze_panes(self.baris, 0)
        if not self.tabel.baris:
            self._baris_penuh(self.tabel.hampa, self.ukuran.huruf, 30.0, border=1, align="center")
            return
        lain = self.kertas.tinggi_isi - tinggi_kepala - 2
        ruang = Ruang(lain - atas, lain, min(self._tinggi_ekor(), lain * 0.6))
        halaman = rencanakan(self.tabel, ruang, self._tinggi_sel)
        putus = []
        for (mulai, akhir), baris in zip(halaman, bagi(self.tabel, halaman), strict=True):
            if mulai or not baris:
                putus.append(self.baris)
            if mulai < akhir:
                self._isi_halaman(baris)
        self.lembar.set_h_pagebreaks(sorted({p for p in putus if p > awal})[:1000])

    def _tinggi_sel(self, sel: Sel, lanjutan: bool) -> float:
        return tinggi_sel(sel, self.ukuran, lanjutan)

    def _kepala_tabel(self) -> None:
        gaya = {
            "font_size": self.ukuran.huruf,
            "bold": True,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
        }
        gaya |= {"text_wrap": True, "bg_color": "#E9E9E6"}
        for deret in kepala_kolom(self.tabel.kolom):
            tinggi = 0.0
            for teks, n, lebar, baris in deret:
                kotak = (self.baris, n, self.baris + baris - 1, n + lebar - 1)
                self.tulis.gabung(self.lembar, kotak, teks, **gaya)
                tinggi = max(tinggi, self._tinggi_teks(teks, self.ukuran.huruf, n, n + lebar - 1) / baris)
            self._tinggi(tinggi + 3)
            self.baris += 1
        if self.tabel.nomor_kolom:
            for n, teks in enumerate(nomor_kolom(self.tabel.kolom)):
                ciri = {**gaya, "bold": False, "bg_color": "#F4F4F2"}
                self.tulis.teks(self.lembar, self.baris, n, teks, **ciri)
            self._tinggi(self.ukuran.huruf * 1.32 + 3)
            self.baris += 1

    def _isi_halaman(self, baris: list[BarisGambar]) -> None:
        tinggi = ratakan(baris, self._tinggi_sel)
        for b, t in zip(baris, tinggi, strict=True):
            if b.nomor is not None:
                self.letak_baris[b.nomor] = self.baris
            for g in b.sel:
                self._sel(g, b.baris.jenis)
            self._tinggi(max(t, self.ukuran.huruf * 1.32 + 2) + 0.5)
            self.baris += 1

    def _sel(self, g: SelGambar, jenis: JenisBaris) -> None:
        sel, b, k = g.sel, self.baris, g.sel.kolom
        ciri = self._gaya_sel(sel, self.tabel.kolom[k], jenis)
        kotak = (b, k, b + g.tinggi - 1, k + sel.lebar - 1)
        teks = sel.isi.penuh
        if g.lanjutan:
            teks = f"{ringkas(teks)} {LANJUTAN}" if bertanda_lanjutan(sel.isi) else ringkas(teks)
        hasil = _hasil(sel)
        if hasil is not None and hasil.angka is not None:
            self.tulis.gabung(self.lembar, kotak, "", **ciri)
            self.tertunda.append((b, k, sel, ciri))
        else:
            self.tulis.gabung(self.lembar, kotak, teks, **ciri)
        for n in range(sel.baris, sel.baris + sel.tinggi):
            self.jangkar.setdefault((n, k), b)
        if sel.nama and not g.lanjutan:
            self.alamat[sel.nama] = f"{NAMA_KERTAS}!{alamat_sel(b, k, tetap=True)}"

    def _gaya_sel(self, sel: Sel, kolom: Kolom, jenis: JenisBaris) -> dict[str, Any]:
        ciri: dict[str, Any] = {
            "font_size": self.ukuran.huruf,
            "border": 1,
            "text_wrap": True,
            "valign": "top",
        }
        if kolom.rata != "kiri" and sel.lebar == 1:
            ciri["align"] = "center" if kolom.rata == "tengah" else "right"
        isi = sel.isi
        if jenis in {JenisBaris.KELOMPOK, JenisBaris.JUMLAH}:
            ciri |= {"bold": True, "bg_color": "#F4F4F2"}
        elif isinstance(isi, IsiTeks | IsiAngka) and isi.tebal:
            ciri["bold"] = True
        if isinstance(isi, IsiTeks) and isi.miring:
            ciri["italic"] = True
        return ciri

    # ── live formulas, once every address is known ──

    def rumus(self) -> None:
        """Write numbers and formulas; called when all sheets have told their addresses."""
        badan = self._ruas_badan()
        for b, k, sel, ciri in self.tertunda:
            hasil = _hasil(sel)
            if hasil is None or hasil.angka is None:
                continue
            bentuk = self.tulis.bentuk(
                **ciri, num_format=format_angka(hasil.desimal, hasil.persen, hasil.satuan)
            )
            angka = hasil.angka / 100 if hasil.persen else hasil.angka
            if hasil.excel:
                pola = uraikan(hasil.excel, partial(self._rujuk, sel.baris, badan))
                isi = f"=({pola})/100" if hasil.persen else f"={pola}"
                self.lembar.write_formula(b, k, isi, bentuk, angka)
            else:
                self.lembar.write_number(b, k, angka, bentuk)
            if isinstance(sel.isi, IsiRumus):
                self.lembar.write_comment(b, k, sel.isi.teks)

    def _rujuk(self, baris: int, badan: list[tuple[int, int]], nama: str, kunci: str, semua: str) -> str:
        if nama:
            return self.alamat[kunci]
        kolom = next(n for n, k in enumerate(self.tabel.kolom) if k.kunci == kunci)
        if semua:
            ruas = [f"{alamat_sel(a, kolom)}:{alamat_sel(z, kolom)}" for a, z in badan]
            return ",".join(ruas)
        return alamat_sel(self.jangkar.get((baris, kolom), self.letak_baris[baris]), kolom)

    def _ruas_badan(self) -> list[tuple[int, int]]:
        """Stretches of ordinary rows: a total never adds another total."""
        ruas: list[tuple[int, int]] = []
        for n, baris in enumerate(self.tabel.baris):
            letak = self.letak_baris.get(n)
            if letak is None or baris.jenis is not JenisBaris.BIASA:
                continue
            if ruas and ruas[-1][1] == letak - 1:
                ruas[-1] = (ruas[-1][0], letak)
            else:
                ruas.append((letak, letak))
        return ruas

    # ── below the table ──

    def _tinggi_ekor(self) -> float:
        d = self.dokumen
        catatan = sum(self._tinggi_teks(c, 7.5, 0, self.akhir_kolom) for c in d.catatan)
        butir = sum(self._tinggi_teks(str(b.isi), BUTIR, 2, self.akhir_kolom) for b in d.penutup)
        ttd = max((len(b) for b in self._blok_ttd()), default=0) * (TTD * 1.32 + 1)
        return catatan + butir + ttd + (16 if d.tanda_tangan else 8)

    def _blok_ttd(self) -> list[list[tuple[str, Mapping[str, Any]]]]:
        ttd = self.dokumen.tanda_tangan
        berpangkat = any(t.pangkat for t in ttd)
        return [_baris_ttd(t, atas, berpangkat) for t, atas in zip(ttd, baris_atas(ttd), strict=True)]

    def _ekor(self) -> None:
        self._baris_penuh("", 4, 6.0)
        self._butir(self.dokumen.penutup)
        for teks in self.dokumen.catatan:
            self._baris_penuh(teks, 7.5)
        if self.dokumen.tanda_tangan:
            self._baris_penuh("", 4, 8.0)
            self._tanda_tangan(self._blok_ttd())

    def _tanda_tangan(self, isi: list[list[tuple[str, Mapping[str, Any]]]]) -> None:
        tengah = self._kolom_tengah()
        kotak = [(0, tengah - 1), (tengah, self.akhir_kolom)]
        blok = list(zip(kotak[-len(isi) :], isi, strict=True))
        for n in range(max(len(b) for _, b in blok)):
            tinggi = TTD * 1.32 + 1
            for (awal, akhir), baris in blok:
                teks, ciri = baris[n] if n < len(baris) else ("", {})
                kotak_baris = (self.baris, awal, self.baris, akhir)
                gaya = {"font_size": TTD, "align": "center", "valign": "vcenter", "text_wrap": True, **ciri}
                self.tulis.gabung(self.lembar, kotak_baris, teks, **gaya)
                tinggi = max(tinggi, self._tinggi_teks(teks, TTD, awal, akhir))
            self._tinggi(tinggi)
            self.baris += 1

    def _kolom_tengah(self) -> int:
        setengah, lebar = sum(self.ukuran.kolom) / 2, 0.0
        for n, k in enumerate(self.ukuran.kolom):
            if lebar >= setengah - k / 2:
                return max(n, 1)
            lebar += k
        return max(self.akhir_kolom, 1)


def _hasil(sel: Sel) -> IsiAngka | None:
    if isinstance(sel.isi, IsiAngka):
        return sel.isi
    return sel.isi.hasil if isinstance(sel.isi, IsiRumus) else None


def _baris_ttd(ttd: TandaTangan, atas: list[str], berpangkat: bool) -> list[tuple[str, Mapping[str, Any]]]:
    """Lines of one signature block, with the same number of lines above the name in every block."""
    nama, pangkat, nip = baris_pejabat(ttd)
    garis: dict[str, Any] = {"bold": True, "underline": 1} if ttd.nama else {}
    baris: list[tuple[str, Mapping[str, Any]]] = [
        *((teks, {}) for teks in atas),
        (ttd.jabatan.upper(), {"bold": True}),
        *[("", {})] * RUANG_TTD,
        (nama, garis),
        *([(pangkat, {})] if berpangkat else []),
        (nip, {}),
    ]
    return baris
