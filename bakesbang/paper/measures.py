"""Measures of a printed document, shared by the page plan and the style sheet that is made from them."""

from dataclasses import dataclass
from functools import cached_property

from bakesbang.paper.document import Butir, Dokumen, IsiNilai, IsiRumus, IsiTeks, Sel, TandaTangan
from bakesbang.paper.estimate import Ukuran, jumlah_baris, lebar_kolom, tinggi_sel
from bakesbang.paper.font_metrics import huruf
from bakesbang.paper.html_rows import kepala_kolom
from bakesbang.paper.page_plan import Ruang
from bakesbang.paper.sizes import Kertas
from bakesbang.paper.wording import RUANG_TTD

JUDUL, BARIS_JUDUL, BAWAH_JUDUL = 12.0, 1.3, 10.0
BUTIR, BARIS_BUTIR, BANTAL_BUTIR, BAWAH_BUTIR = 9.0, 1.3, 1.5, 8.0
LABEL_BUTIR, TITIK_BUTIR, ANGKA_BUTIR = 96.0, 10.0, 10.0
KOP, KOP_INDUK, KOP_ALAMAT, BARIS_KOP, BAWAH_KOP = 14.0, 12.0, 8.5, 1.25, 14.0
CATATAN, BARIS_CATATAN, ATAS_CATATAN = 7.5, 1.3, 6.0
TTD, BARIS_TTD, ATAS_TTD = 9.0, 1.3, 14.0
LOGO = 48.0


@dataclass(frozen=True)
class Tata:
    """Where everything stands on this paper, in points."""

    dokumen: Dokumen
    kertas: Kertas

    @cached_property
    def huruf(self) -> float:
        """Body type: the paper's own size, smaller for many columns, never below 7 (domain guide §11)."""
        lebih = max(len(self.dokumen.tabel.kolom) - 13, 0)
        return max(self.kertas.huruf - 0.25 * lebih, 7.0)

    @cached_property
    def ukuran(self) -> Ukuran:
        return Ukuran(
            kolom=lebar_kolom(self.dokumen.tabel.kolom, self.kertas.lebar_isi - 0.5),
            huruf=self.huruf,
            baris=self.huruf * 1.2,
            bantal_x=2.5,
            bantal_y=2.0,
            garis=0.5,
            indent=self._indent(),
        )

    def _indent(self) -> float:
        """Room for the widest label that occurs, so that all values stand in line."""
        label = {s.isi.label for s in self.dokumen.tabel.sel if isinstance(s.isi, IsiNilai)}
        lebar = max((huruf().lebar(teks) for teks in label), default=0)
        return round(lebar / huruf().satuan_em * self.huruf + 1.5, 2) if lebar else 0.0

    @cached_property
    def kepala_tabel(self) -> float:
        """Height of the heading rows and of the column numbers."""
        tinggi = sum(
            max(self._th(teks, n, lebar, t) for teks, n, lebar, t in baris)
            for baris in kepala_kolom(self.dokumen.tabel.kolom)
        )
        if self.dokumen.tabel.nomor_kolom:
            tinggi += self._th("1", 0, 1, 1)
        return tinggi + 0.5

    def _th(self, teks: str, kolom: int, lebar: int, baris: int) -> float:
        sel = Sel(0, kolom, IsiTeks(teks, tebal=True), lebar=lebar)
        return tinggi_sel(sel, self.ukuran) / baris

    # ── around the table ──

    @cached_property
    def kepala(self) -> float:
        """Letterhead, title and blocks above the table."""
        d = self.dokumen
        return self._kop() + len(d.judul) * JUDUL * BARIS_JUDUL + BAWAH_JUDUL + self._butir(d.kepala)

    def _kop(self) -> float:
        kop = self.dokumen.kop
        if kop is None:
            return 0.0
        baris = (len(kop.baris) - 1) * KOP_INDUK + KOP if kop.baris else 0.0
        teks = (baris + len(kop.alamat) * KOP_ALAMAT) * BARIS_KOP
        return max(teks, LOGO if kop.logo else 0.0) + 6.0 + BAWAH_KOP

    def _butir(self, butir: tuple[Butir, ...]) -> float:
        if not butir:
            return 0.0
        return sum(self._satu_butir(b) for b in butir) + BAWAH_BUTIR

    @property
    def unit_butir(self) -> int:
        """Width of the text of a block, in font units."""
        return Ukuran((), BUTIR, 0, 0, 0, 0, None).unit(self._lebar_butir)

    @property
    def _lebar_butir(self) -> float:
        return self.kertas.lebar_isi - LABEL_BUTIR - TITIK_BUTIR - 4

    def _satu_butir(self, butir: Butir) -> float:
        lebar = self._lebar_butir
        unit = Ukuran((), BUTIR, 0, 0, 0, 0, None).unit
        if isinstance(butir.isi, IsiRumus):
            return 3.5 * BUTIR * BARIS_BUTIR + 2 * BANTAL_BUTIR
        if isinstance(butir.isi, str):
            baris = jumlah_baris(butir.isi, unit(lebar), butir.tebal)
        else:
            baris = sum(jumlah_baris(t, unit(lebar - ANGKA_BUTIR)) for t in butir.isi)
        baris = max(baris, jumlah_baris(butir.label, unit(LABEL_BUTIR - 4)))
        return baris * BUTIR * BARIS_BUTIR + 2 * BANTAL_BUTIR

    @cached_property
    def ekor(self) -> float:
        """What follows the table: blocks, notes, signatures."""
        d = self.dokumen
        lebar = Ukuran((), CATATAN, 0, 0, 0, 0, None).unit(self.kertas.lebar_isi)
        catatan = sum(jumlah_baris(c, lebar) for c in d.catatan) * CATATAN * BARIS_CATATAN
        tinggi = catatan + (ATAS_CATATAN if d.catatan else 0.0)
        if d.penutup:
            tinggi += self._butir(d.penutup) + BAWAH_BUTIR
        if d.tanda_tangan:
            tinggi += ATAS_TTD + max(self._ttd(t) for t in d.tanda_tangan)
        return tinggi

    def _ttd(self, ttd: TandaTangan) -> float:
        lebar = Ukuran((), TTD, 0, 0, 0, 0, None).unit(self.kertas.lebar_isi * 0.45)
        baris = 2 + jumlah_baris(ttd.jabatan, lebar, tebal=True) + RUANG_TTD + 3
        return baris * TTD * BARIS_TTD

    @cached_property
    def ruang(self) -> Ruang:
        """Room for rows on the first and on other pages; a point is kept back against rounding."""
        lain = self.kertas.tinggi_isi - self.kepala_tabel - 1.0
        ekor = min(self.ekor, lain * 0.6)
        return Ruang(pertama=lain - self.kepala, lain=lain, ekor=ekor)

    def tinggi(self, sel: Sel, lanjutan: bool) -> float:
        """Estimated height of a cell."""
        return tinggi_sel(sel, self.ukuran, lanjutan)
