"""What a table means before it becomes rows of the database: objectives under each other with their
indicators, each text with the cell it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nlargest

from bakesbang.kinerja.impor.kata import (
    LANJUTAN,
    NAMA_JENJANG,
    TUJUAN,
    Peran,
    gaya_nomor,
    jenjang_teks,
    lepas_label,
    lepas_nomor,
    lipat,
    rapat,
)
from bakesbang.kinerja.impor.kepala import Kepala, Kolom, Sel
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak

# So many letters, of so many others, tell which objective another one belongs to.
HURUF_BANDING, CALON_BANDING = 300, 20


@dataclass
class IndikatorBaca:
    """One indicator with what stands beside it; quarter texts exactly as written."""

    teks: str
    letak: Letak
    tahunan: str | None = None
    tw: dict[int, str] = field(default_factory=dict)
    penjelasan: dict[int, str] = field(default_factory=dict)
    bulan: dict[int, str] = field(default_factory=dict)
    isian: dict[Peran, str] = field(default_factory=dict)
    sel: dict[str, Letak] = field(default_factory=dict)
    kunci: str = ""
    tersirat: bool = False
    kumulatif: bool = False


@dataclass
class Simpul:
    """One objective. ``nomor`` is the place in the order of making, by which the report points to it."""

    teks: str
    jenjang: int
    letak: Letak
    nomor: int
    indikator: list[IndikatorBaca] = field(default_factory=list)
    anak: list[Simpul] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    kode: str = ""
    kunci: str = ""

    def telusuri(self) -> Iterator[Simpul]:
        yield self
        for anak in self.anak:
            yield from anak.telusuri()


@dataclass
class Berjalan:
    """Where the reader stands: the open objective of each level and the open indicators of each group."""

    akar: list[Simpul] = field(default_factory=list)
    kini: dict[int, Simpul] = field(default_factory=dict)
    kelompok: dict[int, list[IndikatorBaca]] = field(default_factory=dict)
    gaya: dict[str, int] = field(default_factory=dict)
    tw: dict[int, int] = field(default_factory=dict)
    semua: list[Simpul] = field(default_factory=list)
    baru: list[Simpul] = field(default_factory=list)
    sebelum: int = 0  # so many objectives stood in the tables before this one
    dibuka: set[int] = field(default_factory=set)  # those that this table writes itself

    def ganti_tabel(self) -> None:
        """Another table begins: nothing of the one before it is open any more."""
        self.kini.clear()
        self.kelompok.clear()
        self.tw.clear()
        self.gaya.clear()
        self.dibuka.clear()
        self.sebelum = len(self.semua)

    @property
    def terdalam(self) -> Simpul | None:
        return self.kini[max(self.kini)] if self.kini else None


class PembacaPohon:
    """Reads the objective and indicator cells of one row after another into a tree."""

    def __init__(self, kepala: Kepala, buku: Buku, keadaan: Berjalan, *, bernomor: bool = False) -> None:
        self.kepala, self.buku, self.s = kepala, buku, keadaan
        self.kolom_sasaran = kepala.cari(Peran.SASARAN)
        self.kolom_jenjang = next(iter(kepala.cari(Peran.JENJANG)), None)
        self.kolom_nomor = next(iter(kepala.cari(Peran.NOMOR)), None)
        self.kolom_kode = next(iter(kepala.cari(Peran.KODE)), None)
        self.melintang: Simpul | None = None
        satu = len(self.kolom_sasaran) == 1
        self.campur = satu and (
            bernomor or len(self.kolom_sasaran[0].jenjang) > 1 or self.kolom_jenjang is not None
        )

    # ── objectives ──
    def sasaran(self, isi: list[Sel]) -> None:
        self.s.baru = []
        for k in sorted(self.kolom_sasaran, key=lambda k: min(k.jenjang, default=9)):
            teks = rapat(isi[k.nomor].teks)
            if teks:
                self._satu(k, teks, isi)

    def _satu(self, k: Kolom, teks: str, isi: list[Sel]) -> None:
        letak = isi[k.nomor].letak
        if self._potongan(teks) and self._sambung(k, teks, letak, isi):
            return
        nomor, uraian = lepas_nomor(teks)
        jenjang = self._jenjang(k, nomor, uraian, isi, letak)
        label, uraian = lepas_label(uraian)
        uraian = LANJUTAN.sub("", uraian) or uraian
        nomor = nomor or label
        kini = self.s.kini.get(jenjang)
        if kini is not None and lipat(kini.teks) == lipat(uraian):
            self.buku.catat(
                letak,
                f"{_sebut(jenjang)} yang sama dengan di atas",
                Keadaan.DICATAT,
                "Ditulis lagi.",
                kini.nomor,
            )
            self._buka(kini)
            return
        simpul = self._ada(jenjang, uraian) or self._buat(jenjang, uraian, letak)
        if simpul.letak != letak:
            self.buku.catat(
                letak,
                f"{_sebut(jenjang)} yang sudah ada",
                Keadaan.DIRAPIKAN,
                "Tulisannya sama, jadi disatukan.",
                simpul.nomor,
            )
        elif nomor:
            self.buku.catat(
                letak,
                f"{_sebut(jenjang)}: {uraian}",
                Keadaan.DIRAPIKAN,
                f"{'Kata' if label else 'Nomor'} “{nomor}” dilepas.",
                simpul.nomor,
            )
        else:
            self.buku.catat(letak, f"{_sebut(jenjang)}: {uraian}", simpul=simpul.nomor)
        if nomor and gaya_nomor(nomor).startswith("kode"):
            simpul.kode = simpul.kode or nomor
        self._nomor(simpul, isi)
        self._buka(simpul)

    def _nomor(self, simpul: Simpul, isi: list[Sel]) -> None:
        for kolom in (self.kolom_nomor, self.kolom_kode):
            if kolom is None or not (teks := rapat(isi[kolom.nomor].teks)):
                continue
            if gaya_nomor(teks).startswith("kode"):
                simpul.kode = simpul.kode or teks.strip().rstrip(".")
                self.buku.catat(isi[kolom.nomor].letak, f"Kode nomenklatur {teks}", simpul=simpul.nomor)
            elif kolom is self.kolom_kode:
                simpul.catatan.append(f"{kolom.judul}: {teks}")
                self.buku.catat(
                    isi[kolom.nomor].letak, "Catatan pada sasaran", Keadaan.DICATAT, simpul=simpul.nomor
                )
            else:
                self.buku.catat(isi[kolom.nomor].letak, "Nomor urut", Keadaan.DICATAT, simpul=simpul.nomor)

    def _potongan(self, teks: str) -> bool:
        return teks[:1].islower() and not re.match(r"^[a-z][.)]\s", teks)

    def _sambung(self, k: Kolom, teks: str, letak: Letak, isi: list[Sel]) -> bool:
        """The rest of a heading that a page break cut: a row that begins in lower case and holds no value."""
        simpul = next((self.s.kini[j] for j in sorted(k.jenjang, reverse=True) if j in self.s.kini), None)
        nilai = {Peran.TARGET, Peran.TW, Peran.BULAN, Peran.TW_SEMUA}
        if simpul is None or any(isi[x.nomor].teks.strip() for x in self.kepala.cari(*nilai)):
            return False
        simpul.teks = f"{simpul.teks} {teks}"
        self.buku.catat(
            letak,
            f"Lanjutan dari “{simpul.teks[:60]}”",
            Keadaan.DIRAPIKAN,
            "Kalimatnya terpotong, jadi disambung.",
            simpul.nomor,
        )
        return True

    def _jenjang(self, k: Kolom, nomor: str, teks: str, isi: list[Sel], letak: Letak) -> int:
        kata = rapat(isi[self.kolom_jenjang.nomor].teks) if self.kolom_jenjang else ""
        jenjang = jenjang_teks(kata)[0] or (int(kata) if kata in tuple("12345") else 0)
        if self.kolom_jenjang is not None and jenjang:
            self.buku.catat(
                isi[self.kolom_jenjang.nomor].letak, f"Jenjang {_sebut(jenjang).lower()}", Keadaan.DICATAT
            )
            return jenjang
        if len(k.jenjang) == 1 and not self.campur:
            return k.jenjang[0]
        return self._jenjang_campur(k, nomor, teks, isi, letak)

    def _jenjang_campur(self, k: Kolom, nomor: str, teks: str, isi: list[Sel], letak: Letak) -> int:
        """Several levels in one column: its own word, else the kind of its number, else how it begins."""
        if not nomor and self.kolom_nomor is not None:
            nomor = rapat(isi[self.kolom_nomor.nomor].teks)
        if not nomor and self.kolom_kode is not None:
            nomor = rapat(isi[self.kolom_kode.nomor].teks)
        gaya = gaya_nomor(nomor)
        if gaya == "kode1" and "titik1" in self.s.gaya:
            gaya = "titik1"  # 1.9, 1.10: a list, not a code
        if gaya.startswith("kode"):
            return {"kode1": 1, "kode2": 2, "kode4": 3, "kode5": 4}.get(gaya, 2)
        jenjang, _ = jenjang_teks(teks)
        if jenjang:
            if gaya:
                self.s.gaya[gaya] = jenjang
            return jenjang
        if gaya:
            if gaya not in self.s.gaya:
                atas = max(self.s.gaya.values(), default=min(k.jenjang) - 1)
                self.s.gaya[gaya] = min(atas + 1, 5)
            return self.s.gaya[gaya]
        return self._jenjang_ragu(k, teks, letak)

    def _jenjang_ragu(self, k: Kolom, teks: str, letak: Letak) -> int:
        awal = lipat(teks).split(" ", 1)[0]
        if not self.campur:
            # Beside columns of their own the level is one that this column's heading names.
            usul = max((j for j in self.s.kini if j in k.jenjang), default=min(k.jenjang))
        elif self.s.gaya:
            usul = max(self.s.gaya.values()) if self.s.kini else min(k.jenjang)
        elif re.match(r"(me|mem|men|meng)\w+(kan|i)$", awal) or not self.s.kini:
            usul = min(k.jenjang)
        elif re.match(r"(me|ter|ber)\w+nya$", awal):
            usul = min(j for j in k.jenjang)
        else:
            usul = max(self.s.kini)
        p, b, c = letak
        jawab = self.buku.tanyakan(
            f"jenjang:{p}:{b}:{c}", [letak], "Jenjangnya tidak tertulis.",
            [(str(j), _sebut(j)) for j in (k.jenjang if not self.campur else range(1, 6))], str(usul),
        )  # fmt: skip
        return int(jawab)

    def judul(self, teks: str, letak: Letak, *, tersirat: bool = False) -> Simpul:
        """An objective written across the table above its rows, or one that the file does not write at all."""
        self.s.baru = []
        nomor, uraian = lepas_nomor(rapat(teks))
        jenjang = (
            jenjang_teks(uraian)[0]
            or min((j for k in self.kolom_sasaran for j in k.jenjang), default=2) - 1
            or 1
        )
        label, uraian = lepas_label(uraian)
        simpul = self._ada(jenjang, uraian) or self._buat(jenjang, uraian, letak)
        if not tersirat:
            keadaan = Keadaan.DIRAPIKAN if nomor or label else Keadaan.JELAS
            sebab = f"“{nomor or label}” dilepas." if nomor or label else ""
            self.buku.catat(letak, f"{_sebut(jenjang)}: {uraian}", keadaan, sebab, simpul.nomor)
        self._buka(simpul)
        self.s.kelompok.clear()
        self.melintang = None if tersirat else simpul
        return simpul

    def _ada(self, jenjang: int, teks: str) -> Simpul | None:
        """A sibling of the same words: a parent printed again."""
        saudara = self._induk(jenjang)
        daftar = saudara.anak if saudara else self.s.akar
        kata = lipat(teks)
        return next((x for x in daftar if x.jenjang == jenjang and lipat(x.teks) == kata), None)

    def _induk(self, jenjang: int) -> Simpul | None:
        atas = [j for j in self.s.kini if j < jenjang]
        return self.s.kini[max(atas)] if atas else None

    def _buat(self, jenjang: int, teks: str, letak: Letak) -> Simpul:
        simpul = Simpul(teks, jenjang, letak, len(self.s.semua))
        induk = self._induk(jenjang)
        lepas = self.s.sebelum and (induk is None or induk.nomor not in self.s.dibuka)
        if lepas or (self.kolom_jenjang and self.campur):
            induk = self._pilih_induk(simpul)
        (induk.anak if induk else self.s.akar).append(simpul)
        if induk is not None:
            self.s.kini[induk.jenjang] = induk
        self.s.semua.append(simpul)
        return simpul

    def _pilih_induk(self, simpul: Simpul) -> Simpul | None:
        """With the level in a column of its own, levels may stand in blocks; then nobody says whose child it is."""
        atas = [x for x in self.s.semua if x.jenjang < simpul.jenjang]
        if not atas:
            return None
        terdalam = max(x.jenjang for x in atas)
        calon = [x for x in atas if x.jenjang == terdalam]
        bersarang = len(calon) < 2 or (
            any(x.anak for x in calon[:-1]) and not calon[-1].anak and self.s.semua[-1] is calon[-1]
        )
        if bersarang:
            return calon[-1]
        usul = _paling_mirip(calon, simpul.teks)
        p, b, c = simpul.letak
        jawab = self.buku.tanyakan(
            f"induk:{p}:{b}:{c}", [simpul.letak], f"“{simpul.teks[:60]}” di bawah {_sebut(usul.jenjang).lower()} yang mana?",
            [(str(x.nomor), x.teks[:80]) for x in calon], str(usul.nomor),
        )  # fmt: skip
        return self.s.semua[int(jawab)]

    def _buka(self, simpul: Simpul) -> None:
        """Makes it the open objective of its level and closes everything below."""
        # In one mixed column a parent printed again begins anew; beside columns of their own it only repeats.
        if self.s.kini.get(simpul.jenjang) is not simpul or self.campur:
            for j in [j for j in self.s.kini if j > simpul.jenjang]:
                del self.s.kini[j]
            self.s.kini[simpul.jenjang] = simpul
            milik = {k.kelompok: max(k.jenjang) for k in self.kepala.cari(Peran.INDIKATOR)}
            for kelompok in list(self.s.kelompok):
                if milik.get(kelompok, simpul.jenjang) >= simpul.jenjang:
                    del self.s.kelompok[kelompok]
        self.s.baru.append(simpul)
        self.s.dibuka.add(simpul.nomor)

    # ── whose row it is ──
    def simpul_kelompok(self, k: Kolom | None) -> Simpul | None:
        """The objective that an indicator of this column belongs to: the deepest of its levels in this row."""
        if k is None or not k.jenjang:
            return self.s.terdalam
        if self.melintang is not None and not any(x.nomor < k.nomor for x in self.kolom_sasaran):
            return self.melintang
        if self.campur:
            return self.s.terdalam
        baru = [x for x in self.s.baru if x.jenjang in k.jenjang]
        if baru:
            return max(baru, key=lambda x: x.jenjang)
        kini = [j for j in self.s.kini if j in k.jenjang]
        return self.s.kini[max(kini)] if kini else None


def _paling_mirip(calon: list[Simpul], teks: str) -> Simpul:
    """The one whose words are nearest. Comparing letters is dear, so only those that share most words are compared."""
    kata = frozenset(lipat(teks).split())
    dekat = nlargest(CALON_BANDING, calon, key=lambda x: len(kata.intersection(lipat(x.teks).split())))
    pembanding = SequenceMatcher(None, "", lipat(teks)[:HURUF_BANDING])

    def mirip(x: Simpul) -> float:
        pembanding.set_seq1(lipat(x.teks)[:HURUF_BANDING])
        return pembanding.ratio()

    return max(dekat, key=mirip)


def angkat_tujuan(akar: list[Simpul]) -> list[Simpul]:
    """The plan begins with sasaran: a tujuan above them is told in a note of each, and keeps its own indicators."""
    hasil: list[Simpul] = []
    for simpul in akar:
        if simpul.jenjang != TUJUAN:
            hasil.append(simpul)
            continue
        for anak in simpul.anak:
            anak.catatan.insert(0, f"Tujuan: {simpul.teks}")
            anak.catatan[1:1] = [] if simpul.indikator else simpul.catatan
        hasil += [*([simpul] if simpul.indikator or not simpul.anak else []), *simpul.anak]
        simpul.anak = []
    return hasil


def _sebut(jenjang: int) -> str:
    if jenjang == TUJUAN:
        return "Tujuan"
    return f"Sasaran {NAMA_JENJANG.get(jenjang, 'rincian').lower()}"
