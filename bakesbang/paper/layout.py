"""Lay a tree of branches out on the grid of a Tabel: heights, merged cells, where a page may begin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bakesbang.paper.document import (
    GABUNG,
    SAMBUNG,
    Baris,
    Cabang,
    Isi,
    Isian,
    IsiTeks,
    JenisBaris,
    Judul,
    Jumlah,
    Kolom,
    Putus,
    Sel,
    Tabel,
)

Bagian = Cabang | Judul | Jumlah


def susun(
    kolom: Sequence[Kolom],
    isi: Iterable[Bagian],
    *,
    nomor_kolom: bool = True,
    hampa: str = "Belum ada isi.",
) -> Tabel:
    """The table of these columns with these branches, headings and totals, from top to bottom.

    Raises KeyError when a cell names a column that does not exist, ValueError when two cells claim
    the same place.
    """
    meja = _Meja(tuple(kolom))
    for bagian in isi:
        if isinstance(bagian, Judul):
            meja.judul(bagian)
        elif isinstance(bagian, Jumlah):
            meja.jumlah(bagian)
        else:
            meja.akar(bagian)
    return Tabel(tuple(kolom), tuple(meja.baris), meja.sel(), nomor_kolom=nomor_kolom, hampa=hampa)


def tinggi_isian(isian: Isian) -> int:
    """Lines of one indicator; at least one."""
    return max(len(isian.baris), 1)


def tinggi_badan(cabang: Cabang) -> int:
    """Lines of a branch without its stories: its tallest level, at least one."""
    sendiri = sum(tinggi_isian(i) for i in cabang.isian)
    return max(sendiri, sum(tinggi_cabang(a) for a in cabang.anak), 1)


def tinggi_cabang(cabang: Cabang) -> int:
    """Lines of a branch with its stories."""
    return tinggi_badan(cabang) + len(cabang.cerita)


class _Meja:
    """The grid while it is being filled; every place knows the cell that covers it."""

    def __init__(self, kolom: tuple[Kolom, ...]) -> None:
        self.kolom = kolom
        self.letak = {k.kunci: n for n, k in enumerate(kolom)}
        self.baris: list[Baris] = []
        self.penutup: list[list[Sel | None]] = []
        self.setelah_judul = False

    def sel(self) -> tuple[Sel, ...]:
        unik = {id(s): s for baris in self.penutup for s in baris if s is not None}
        return tuple(sorted(unik.values(), key=lambda s: (s.baris, s.kolom)))

    # ── lines ──

    def tambah(self, jumlah: int, jenis: JenisBaris, putus: Putus, tingkat: int = 1) -> int:
        awal = len(self.baris)
        if self.setelah_judul:
            putus = Putus.TIDAK
        for n in range(jumlah):
            self.baris.append(Baris(jenis, putus if n == 0 else Putus.RANGKAI, tingkat=tingkat))
            self.penutup.append([None] * len(self.kolom))
        self.setelah_judul = jenis is JenisBaris.KELOMPOK
        return awal

    def larang(self, awal: int, akhir: int) -> None:
        """No page may begin between these lines."""
        for n in range(awal + 1, akhir):
            self.baris[n] = replace(self.baris[n], putus=Putus.TIDAK)

    # ── cells ──

    def taruh(self, sel: Sel) -> None:
        for b in range(sel.baris, sel.baris + sel.tinggi):
            for k in range(sel.kolom, sel.kolom + sel.lebar):
                if self.penutup[b][k] is not None:
                    raise ValueError(f"Two cells claim line {b}, column {self.kolom[k].kunci!r}.")
                self.penutup[b][k] = sel

    def isi(self, kunci: str, awal: int, akhir: int, isi: Isi, **ciri: str | int) -> None:
        kolom = self.letak[kunci]
        if isi is SAMBUNG and self.sambung(kolom, awal, akhir):
            return
        isi = IsiTeks("") if isi is SAMBUNG else isi
        self.taruh(Sel(awal, kolom, isi, tinggi=akhir - awal, **ciri))  # type: ignore[arg-type]

    def sambung(self, kolom: int, awal: int, akhir: int) -> bool:
        """Stretch the cell above down to akhir, over merged empty places; False when there is none."""
        atas = awal - 1
        while atas >= 0 and self.baris[atas].jenis is JenisBaris.BIASA:
            sel = self.penutup[atas][kolom]
            if sel is None or sel.lebar > 1:
                return False
            if sel.isi is not GABUNG:
                panjang = replace(sel, tinggi=akhir - sel.baris)
                for b in range(sel.baris, akhir):
                    self.penutup[b][kolom] = panjang
                return True
            atas = sel.baris - 1
        return False

    def isi_sisa(self, awal: int, akhir: int, kolom: Iterable[int]) -> None:
        """Merged empty cells wherever these lines are still free."""
        for k in kolom:
            b = awal
            while b < akhir:
                ujung = b
                while ujung < akhir and self.penutup[ujung][k] is None:
                    ujung += 1
                if ujung > b:
                    self.taruh(Sel(b, k, GABUNG, tinggi=ujung - b))
                b = ujung + 1

    # ── rows over the whole width ──

    def judul(self, judul: Judul) -> None:
        b = self.tambah(1, JenisBaris.KELOMPOK, Putus.BLOK, judul.tingkat)
        isi = IsiTeks(judul.teks, tebal=True)
        self.taruh(Sel(b, 0, isi, lebar=len(self.kolom), jenjang_markah=judul.markah))

    def jumlah(self, jumlah: Jumlah) -> None:
        # Totals go to the next page with the signatures when the last block leaves no room for both.
        pertama_jumlah = not self.baris or self.baris[-1].jenis is not JenisBaris.JUMLAH
        b = self.tambah(1, JenisBaris.JUMLAH, Putus.RANGKAI if pertama_jumlah else Putus.TIDAK)
        pertama = min(self.letak[k] for k in jumlah.sel)
        if pertama:
            self.taruh(Sel(b, 0, IsiTeks(jumlah.label, tebal=True), lebar=pertama))
        for kunci, isi in jumlah.sel.items():
            self.isi(kunci, b, b + 1, isi)
        self.isi_sisa(b, b + 1, range(len(self.kolom)))

    # ── branches ──

    def akar(self, cabang: Cabang) -> None:
        awal = self.tambah(tinggi_cabang(cabang), JenisBaris.BIASA, Putus.BLOK)
        self.cabang(cabang, awal, awal + tinggi_cabang(cabang), kedalaman=1)

    def cabang(self, cabang: Cabang, awal: int, akhir: int, kedalaman: int) -> None:
        badan = akhir - len(cabang.cerita)
        jenjang = self.jenjang(cabang)
        self.mulai(awal, kedalaman)
        self.sel_cabang(cabang, awal, badan)
        self.isian_cabang(cabang, awal, badan)
        atas = awal
        for anak in cabang.anak:
            bawah = atas + tinggi_cabang(anak)
            if atas > awal and self.baris[atas].putus is Putus.RANGKAI:
                self.baris[atas] = replace(self.baris[atas], putus=Putus.BLOK)
            self.cabang(anak, atas, bawah, kedalaman + 1)
            atas = bawah
        dalam = [n for n, k in enumerate(self.kolom) if k.jenjang >= jenjang]
        self.isi_sisa(awal, badan, dalam)
        self.cerita(cabang.cerita, badan, dalam)

    def jenjang(self, cabang: Cabang) -> int:
        kunci = [*cabang.sel, *(k for i in cabang.isian for k in (*i.sel, *(k for b in i.baris for k in b)))]
        return min((self.kolom[self.letak[k]].jenjang for k in kunci), default=0)

    def mulai(self, b: int, kedalaman: int) -> None:
        if not self.baris[b].mulai:
            self.baris[b] = replace(self.baris[b], mulai=kedalaman)

    def sel_cabang(self, cabang: Cabang, awal: int, akhir: int) -> None:
        for n, (kunci, isi) in enumerate(cabang.sel.items()):
            ciri: dict[str, str | int] = {"nama": cabang.nama.get(kunci, "")}
            if n == 0:
                ciri |= {"jenjang_markah": cabang.markah, "id": cabang.id}
            self.isi(kunci, awal, akhir, isi, **ciri)

    def isian_cabang(self, cabang: Cabang, awal: int, akhir: int) -> None:
        """Indicators one below the other; the last one's own cells reach to the bottom of the branch."""
        b = awal
        for n, isian in enumerate(cabang.isian):
            bawah = b + tinggi_isian(isian)
            dasar = akhir if n == len(cabang.isian) - 1 else bawah
            self.larang(b, bawah)
            for kunci, isi in isian.sel.items():
                self.isi(kunci, b, dasar, isi)
            for ke, baris in enumerate(isian.baris):
                self.isi_baris(baris, b + ke)
            b = bawah

    def isi_baris(self, baris: Mapping[str, Isi], b: int) -> None:
        for kunci, isi in baris.items():
            self.isi(kunci, b, b + 1, isi)

    def cerita(self, cerita: tuple[Isi, ...], awal: int, kolom: list[int]) -> None:
        for n, isi in enumerate(cerita):
            b = awal + n
            self.baris[b] = Baris(JenisBaris.CERITA, Putus.TIDAK if n == 0 else Putus.RANGKAI)
            self.taruh(Sel(b, kolom[0], isi, lebar=kolom[-1] - kolom[0] + 1))
