"""Plan the pages of a table before it is laid out (design §7).

A browser engine that meets one big table with merged cells cuts activities in two and leaves others
without their parents' text. So the pages are filled here, greedily, with whole blocks; the renderer
then draws one body per page. Cost is linear in the number of lines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bakesbang.paper.document import LANJUTAN, Baris, IsiNilai, IsiTeks, Putus, Sel, Tabel
from bakesbang.paper.estimate import Ukuran, tinggi_sel
from bakesbang.paper.font_metrics import bungkus
from bakesbang.paper.pagination import BarisGambar, judul_terbuka, per_baris

Tinggi = Callable[[Sel, bool], float]
Halaman = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ruang:
    """Room for table rows, in points: on the first page, on every other, and what must follow the last row."""

    pertama: float
    lain: float
    ekor: float = 0.0


def rencanakan(tabel: Tabel, ruang: Ruang, tinggi: Tinggi) -> list[Halaman]:
    """First line and line after the last of each page.

    The first page may come out empty, (0, 0), when the head of the document leaves no room for a
    whole block. The tail (signatures) is kept with the last block whenever both fit on one page.
    """
    if not tabel.baris:
        return [(0, 0)]
    pengisi = _Pengisi(tabel, tinggi)
    halaman: list[Halaman] = []
    awal = 0
    while awal < len(tabel.baris):
        muat = ruang.lain if halaman else ruang.pertama
        akhir = pengisi.isi(awal, muat, boleh_kosong=not halaman and pengisi.muat_blok(awal, ruang.lain))
        halaman.append((awal, akhir))
        awal = akhir
    return _sisakan_ekor(halaman, pengisi, ruang)


def _sisakan_ekor(halaman: list[Halaman], pengisi: "_Pengisi", ruang: Ruang) -> list[Halaman]:
    """Move the last block to a page of its own when the tail does not fit below it."""
    awal, akhir = halaman[-1]
    muat = ruang.lain if len(halaman) > 1 else ruang.pertama
    if pengisi.tinggi(awal, akhir) + ruang.ekor <= muat:
        return halaman
    for jenis in (Putus.BLOK, Putus.RANGKAI):
        for batas in range(akhir - 1, awal, -1):
            if pengisi.tabel.baris[batas].putus >= jenis:
                if pengisi.tinggi(batas, akhir) + ruang.ekor <= ruang.lain:
                    return [*halaman[:-1], (awal, batas), (batas, akhir)]
                break
    if len(halaman) == 1 and pengisi.tinggi(awal, akhir) + ruang.ekor <= ruang.lain:
        return [(0, 0), (awal, akhir)]
    return halaman


class _Pengisi:
    """Heights of stretches of lines: a row ends where the last cell that ends there needs it to."""

    def __init__(self, tabel: Tabel, tinggi: Tinggi) -> None:
        self.tabel = tabel
        self.tinggi_sel = tinggi
        self.mulai = per_baris(tabel)
        self.judul = judul_terbuka(tabel, self.mulai)
        self.menutup = self._menutup()

    def _menutup(self) -> list[tuple[Sel, ...]]:
        """For each line the cells that began above it and reach into it."""
        hasil, terbuka = [], list[Sel]()
        for n, sel in enumerate(self.mulai):
            terbuka = [s for s in terbuka if s.baris + s.tinggi > n]
            hasil.append(tuple(terbuka))
            terbuka += sel
        return hasil

    def tinggi(self, awal: int, akhir: int) -> float:
        """Height of the lines awal to akhir on one page."""
        return next(t for e, t, _ in self.langkah(awal) if e == akhir)

    def langkah(self, awal: int) -> Iterator[tuple[int, float, float]]:
        """For each possible end: the end, the height of the page, the height of the rows alone."""
        atas = sum(self.tinggi_sel(s, True) for s in self.judul[awal]) if awal else 0.0
        aktif = [(atas + self.tinggi_sel(s, True), s) for s in self.menutup[awal]]
        for n in range(awal, len(self.tabel.baris)):
            aktif += [(atas + self.tinggi_sel(s, False), s) for s in self.mulai[n]]
            selesai = [b for b, s in aktif if s.baris + s.tinggi == n + 1]
            aktif = [(b, s) for b, s in aktif if s.baris + s.tinggi > n + 1]
            atas = max([atas, *selesai])
            yield n + 1, max([atas, *(b for b, _ in aktif)]), atas

    def isi(self, awal: int, muat: float, boleh_kosong: bool) -> int:
        """The line after the last one that fits on a page that begins at awal."""
        terbaik = dict.fromkeys(Putus, awal)
        baris = self.tabel.baris
        for akhir, penuh, terisi in self.langkah(awal):
            if terisi > muat:
                break
            if penuh <= muat:
                jenis = Putus.BLOK if akhir == len(baris) else baris[akhir].putus
                terbaik[jenis] = akhir
        if terbaik[Putus.BLOK] > awal:
            return terbaik[Putus.BLOK]
        if boleh_kosong:
            return awal
        return next((terbaik[p] for p in (Putus.RANGKAI, Putus.TIDAK) if terbaik[p] > awal), awal + 1)

    def muat_blok(self, awal: int, muat: float) -> bool:
        """Does the block that begins at awal fit into so much room?"""
        baris = self.tabel.baris
        for akhir, penuh, _ in self.langkah(awal):
            if penuh > muat:
                return False
            if akhir == len(baris) or baris[akhir].putus is Putus.BLOK:
                return True
        return False


def ratakan(baris: list[BarisGambar], tinggi: Tinggi) -> list[float]:
    """Row heights of one page with the room that merged cells need shared out evenly over their rows."""
    hasil = [0.0] * len(baris)
    bentang = sorted(
        ((g.tinggi, n, tinggi(g.sel, g.lanjutan)) for n, b in enumerate(baris) for g in b.sel),
        key=lambda x: x[0],
    )
    for rentang, n, perlu in bentang:
        kurang = perlu - sum(hasil[n : n + rentang])
        if kurang > 0:
            for k in range(n, n + rentang):
                hasil[k] += kurang / rentang
    return hasil


# ── Cells taller than a page ────────────────────────────────────────────────────────────────────


def belah_raksasa(tabel: Tabel, batas: float, ukuran: Ukuran) -> Tabel:
    """The table with every text that alone is higher than batas points continued on extra lines.

    Each extra line holds the next part of the text, behind "(lanjutan)"; texts that end on the same line
    share the extra lines, and the cells beside them are stretched over these. A table without such a
    text is returned as it is.
    """
    raksasa: dict[int, dict[tuple[int, int], list[str]]] = {}
    for s in tabel.sel:
        if isinstance(s.isi, IsiTeks | IsiNilai) and tinggi_sel(s, ukuran) > batas:
            bagian = _bagian(s, s.isi, batas, ukuran)
            raksasa.setdefault(s.baris + s.tinggi, {})[s.baris, s.kolom] = bagian
    for bawah in sorted(raksasa, reverse=True):
        tabel = _sisipkan(tabel, bawah, raksasa[bawah])
    return tabel


def _bagian(sel: Sel, isi: IsiTeks | IsiNilai, batas: float, ukuran: Ukuran) -> list[str]:
    """The text in parts that are each lower than batas; joined they are the text again."""
    lebar = ukuran.lebar(sel.kolom, sel.lebar) - (ukuran.indent or 0.0 if isinstance(isi, IsiNilai) else 0.0)
    baris = bungkus(isi.teks, ukuran.unit(lebar), isinstance(isi, IsiTeks) and isi.tebal)
    muat = max(int((batas - 2 * ukuran.bantal_y - ukuran.garis) / ukuran.baris) - 2, 1)
    return [
        isi.teks[baris[n][0] : baris[min(n + muat, len(baris)) - 1][1]] for n in range(0, len(baris), muat)
    ]


def _sisipkan(tabel: Tabel, bawah: int, raksasa: dict[tuple[int, int], list[str]]) -> Tabel:
    """Lines before line bawah for the later parts of these texts, known by their line and column."""
    tambah = max(len(bagian) for bagian in raksasa.values()) - 1
    sambungan = Baris(jenis=tabel.baris[bawah - 1].jenis, putus=Putus.RANGKAI)
    baris = (*tabel.baris[:bawah], *[sambungan] * tambah, *tabel.baris[bawah:])
    hasil: list[Sel] = []
    for s in tabel.sel:
        if (s.baris, s.kolom) in raksasa:
            hasil += _lanjutan(s, bawah, raksasa[s.baris, s.kolom], tambah)
        elif s.baris >= bawah:
            hasil.append(replace(s, baris=s.baris + tambah))
        elif s.baris + s.tinggi >= bawah:
            hasil.append(replace(s, tinggi=s.tinggi + tambah))
        else:
            hasil.append(s)
    return replace(tabel, baris=baris, sel=tuple(sorted(hasil, key=lambda s: (s.baris, s.kolom))))


def _lanjutan(sel: Sel, bawah: int, bagian: list[str], tambah: int) -> list[Sel]:
    """The cell with the first part, and one cell for each other part; the last one reaches to the bottom."""
    isi = sel.isi
    if not isinstance(isi, IsiTeks | IsiNilai):
        return [sel]
    hasil = [replace(sel, isi=replace(isi, teks=bagian[0]))]
    for n, teks in enumerate(bagian[1:]):
        lanjut = replace(isi, teks=f"{LANJUTAN} {teks}")
        if isinstance(lanjut, IsiNilai):
            lanjut = replace(lanjut, label="")
        tinggi = 1 if n < len(bagian) - 2 else tambah - n
        hasil.append(Sel(bawah + n, sel.kolom, lanjut, tinggi=tinggi, lebar=sel.lebar))
    return hasil
