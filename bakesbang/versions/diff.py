"""What differs between two versions of a document, cell by cell (pure: plain data in, plain data out).

A version is laid flat as ``Unsur``: its sasaran and indicators in printed order, each with a key that stays
the same through the versions, the key of what it stands under, and its cells as printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

TAMBAH, HILANG, UBAH = "tambah", "hilang", "ubah"
PANJANG = 60  # characters: longer texts show which words changed, shorter ones are read whole


@dataclass(frozen=True)
class Unsur:
    """One sasaran or indicator of a version. A cell that is None does not exist; "" is a blank one."""

    kunci: str
    jenis: str
    nama: str
    induk: str = ""
    tempat: str = ""  # the text of what it stands under
    sel: Mapping[str, str | None] = field(default_factory=dict)
    catatan: str = ""


@dataclass(frozen=True)
class Potong:
    teks: str
    beda: bool


@dataclass(frozen=True)
class SelBeda:
    """One cell: its name, what it was and what it is."""

    nama: str
    lama: str | None
    baru: str | None

    @cached_property
    def potongan_lama(self) -> list[Potong]:
        return self._potongan[0]

    @cached_property
    def potongan_baru(self) -> list[Potong]:
        return self._potongan[1]

    @cached_property
    def _potongan(self) -> tuple[list[Potong], list[Potong]]:
        lama, baru = self.lama or "", self.baru or ""
        if not lama or not baru or max(len(lama), len(baru)) <= PANJANG:
            return [Potong(lama, True)], [Potong(baru, True)]
        a, b = _kata(lama), _kata(baru)
        if SequenceMatcher(None, lama.split(), baru.split(), autojunk=False).ratio() < 0.4:
            # Two different sentences: marking single words would only confuse.
            return [Potong(lama, True)], [Potong(baru, True)]
        cocok = SequenceMatcher(None, a, b, autojunk=False)
        kiri: list[Potong] = []
        kanan: list[Potong] = []
        for tanda, a1, a2, b1, b2 in cocok.get_opcodes():
            kiri.append(Potong("".join(a[a1:a2]), tanda != "equal"))
            kanan.append(Potong("".join(b[b1:b2]), tanda != "equal"))
        return [p for p in kiri if p.teks], [p for p in kanan if p.teks]


@dataclass(frozen=True)
class Perbedaan:
    """What happened to one element. ``dari`` and ``ke`` say where it moved, in words."""

    jenis: str
    unsur: Unsur
    sel: tuple[SelBeda, ...] = ()
    dari: str = ""
    ke: str = ""

    @property
    def pindah(self) -> bool:
        return bool(self.ke)


@dataclass(frozen=True)
class Hitungan:
    """How much differs. ``sel`` counts changed cells of elements that both versions have."""

    tambah: int
    hilang: int
    pindah: int
    ubah: int
    sel: int

    @property
    def ada(self) -> bool:
        return any((self.tambah, self.hilang, self.pindah, self.ubah))

    @property
    def kalimat(self) -> str:
        return (
            f"{self.tambah} ditambah, {self.hilang} dihapus, {self.pindah} dipindah, "
            f"{self.ubah} diubah ({self.sel} sel)"
        )


def _kata(teks: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", teks)


def bandingkan(lama: Sequence[Unsur], baru: Sequence[Unsur]) -> list[Perbedaan]:
    """Every element that differs, in the order of the new version; what is gone stands where it was."""
    dulu = {u.kunci: u for u in lama}
    kini = {u.kunci: u for u in baru}
    geser = _bergeser(lama, baru)
    hasil = []
    for kunci in _urutan(lama, baru):
        u, asal = kini.get(kunci), dulu.get(kunci)
        if u is None and asal is not None:
            hasil.append(Perbedaan(HILANG, asal, _isi(asal, lama=True)))
        elif u is not None and asal is None:
            hasil.append(Perbedaan(TAMBAH, u, _isi(u, lama=False)))
        elif u is not None and asal is not None:
            dari, ke = _pindah(asal, u, geser)
            sel = _sel(asal, u)
            if sel or ke:
                hasil.append(Perbedaan(UBAH, u, sel, dari, ke))
    return hasil


def hitung(perbedaan: Iterable[Perbedaan]) -> Hitungan:
    semua = list(perbedaan)
    ubah = [p for p in semua if p.jenis == UBAH and p.sel]
    return Hitungan(
        tambah=sum(p.jenis == TAMBAH for p in semua),
        hilang=sum(p.jenis == HILANG for p in semua),
        pindah=sum(p.pindah for p in semua),
        ubah=len(ubah),
        sel=sum(len(p.sel) for p in ubah),
    )


def _urutan(lama: Sequence[Unsur], baru: Sequence[Unsur]) -> list[str]:
    ada = {u.kunci for u in baru}
    # What is gone follows what stood before it.
    menyusul: dict[str, list[str]] = {}
    terakhir = ""
    for u in lama:
        if u.kunci in ada:
            terakhir = u.kunci
        else:
            menyusul.setdefault(terakhir, []).append(u.kunci)
    urut = list(menyusul.get("", []))
    for u in baru:
        urut += [u.kunci, *menyusul.get(u.kunci, [])]
    return urut


def _isi(u: Unsur, *, lama: bool) -> tuple[SelBeda, ...]:
    return tuple(
        SelBeda(nama, nilai if lama else None, None if lama else nilai)
        for nama, nilai in u.sel.items()
        if nilai
    )


def _sel(asal: Unsur, u: Unsur) -> tuple[SelBeda, ...]:
    nama = list(dict.fromkeys([*u.sel, *asal.sel]))
    return tuple(SelBeda(n, asal.sel.get(n), u.sel.get(n)) for n in nama if asal.sel.get(n) != u.sel.get(n))


def _pindah(asal: Unsur, u: Unsur, geser: Mapping[str, tuple[int, int]]) -> tuple[str, str]:
    if asal.induk != u.induk:
        return f"di bawah “{asal.tempat}”" if asal.tempat else "di tingkat teratas", (
            f"di bawah “{u.tempat}”" if u.tempat else "di tingkat teratas"
        )
    if u.kunci in geser:
        dari, ke = geser[u.kunci]
        return f"urutan {dari}", f"urutan {ke}"
    return "", ""


def _bergeser(lama: Sequence[Unsur], baru: Sequence[Unsur]) -> dict[str, tuple[int, int]]:
    """Siblings whose order changed: the fewest that explain it, with their old and new places."""
    dulu, kini = _per_induk(lama), _per_induk(baru)
    hasil = {}
    for induk, urut in kini.items():
        letak = {kunci: n for n, kunci in enumerate(dulu.get(induk, []), start=1)}
        tetap = [k for k in urut if k in letak]
        diam = _naik_terpanjang([letak[k] for k in tetap])
        for n, kunci in enumerate(tetap):
            if n not in diam:
                hasil[kunci] = (letak[kunci], urut.index(kunci) + 1)
    return hasil


def _per_induk(unsur: Iterable[Unsur]) -> dict[tuple[str, str], list[str]]:
    hasil: dict[tuple[str, str], list[str]] = {}
    for u in unsur:
        # Sasaran and indicators of one parent are counted apart.
        hasil.setdefault((u.induk, u.jenis), []).append(u.kunci)
    return hasil


def _naik_terpanjang(angka: Sequence[int]) -> set[int]:
    """The places of a longest increasing run."""
    ujung: list[int] = []
    letak: list[int] = []
    sebelum: list[int] = []
    for n, nilai in enumerate(angka):
        tempat = bisect_left(ujung, nilai)
        sebelum.append(letak[tempat - 1] if tempat else -1)
        ujung[tempat : tempat + 1] = [nilai]
        letak[tempat : tempat + 1] = [n]
    hasil = set()
    n = letak[-1] if letak else -1
    while n >= 0:
        hasil.add(n)
        n = sebelum[n]
    return hasil
