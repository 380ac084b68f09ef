"""What differs between two versions of a document, cell by cell (pure: plain data in, plain data
out).

A version is laid flat as ``Unsur``: its sasaran and indicators in printed order, each with a key
that stays the same through the versions, the key of what it stands under, and its cells as
printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

TAMBAH = "tambah"
HILANG = "hilang"
UBAH = "ubah"
NOWHERE = -1
ALIKE = 0.4  # share of words that two versions of one sentence have in common
PANJANG = 60  # characters: longer texts show which words changed, shorter ones are read whole


@dataclass(frozen=True)
class Unsur:
    """One sasaran or indicator of a version. A cell that is None does not exist; "" is a blank
    one."""

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
        old = self.lama or ""
        new = self.baru or ""
        if not old or not new or max(len(old), len(new)) <= PANJANG or _unlike(old, new):
            return [Potong(old, True)], [Potong(new, True)]
        return _marked(_kata(old), _kata(new))


def _unlike(old: str, new: str) -> bool:
    """Two different sentences: marking single words would only confuse."""
    words = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return words.ratio() < ALIKE


def _marked(old: Sequence[str], new: Sequence[str]) -> tuple[list[Potong], list[Potong]]:
    """Both texts in pieces, those that differ marked."""
    before: list[Potong] = []
    after: list[Potong] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        differs = tag != "equal"
        before.append(Potong("".join(old[old_from:old_to]), differs))
        after.append(Potong("".join(new[new_from:new_to]), differs))
    return [p for p in before if p.teks], [p for p in after if p.teks]


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
    """Every element that differs, in the order of the new version; what is gone stands where it
    was."""
    old = {u.kunci: u for u in lama}
    new = {u.kunci: u for u in baru}
    moved = _bergeser(lama, baru)
    found = []
    for key in _urutan(lama, baru):
        if key not in new:
            found.append(Perbedaan(HILANG, old[key], _isi(old[key], lama=True)))
        elif key not in old:
            found.append(Perbedaan(TAMBAH, new[key], _isi(new[key], lama=False)))
        else:
            change = _change(old[key], new[key], moved)
            if change.sel or change.pindah:
                found.append(change)
    return found


def _change(old: Unsur, new: Unsur, moved: Mapping[str, tuple[int, int]]) -> Perbedaan:
    from_where, to_where = _pindah(old, new, moved)
    return Perbedaan(UBAH, new, _sel(old, new), from_where, to_where)


def hitung(perbedaan: Iterable[Perbedaan]) -> Hitungan:
    """How much differs."""
    found = list(perbedaan)
    kinds = Counter(p.jenis for p in found)
    changed = [p for p in found if p.jenis == UBAH and p.sel]
    return Hitungan(
        tambah=kinds[TAMBAH],
        hilang=kinds[HILANG],
        pindah=sum(p.pindah for p in found),
        ubah=len(changed),
        sel=sum(len(p.sel) for p in changed),
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
    """The cells of an element that is only in one version."""
    cells = []
    for name, value in u.sel.items():
        if not value:
            continue
        if lama:
            cells.append(SelBeda(name, value, None))
        else:
            cells.append(SelBeda(name, None, value))
    return tuple(cells)


def _sel(old: Unsur, new: Unsur) -> tuple[SelBeda, ...]:
    names = dict.fromkeys([*new.sel, *old.sel])
    cells = (SelBeda(name, old.sel.get(name), new.sel.get(name)) for name in names)
    return tuple(cell for cell in cells if cell.lama != cell.baru)


def _pindah(old: Unsur, new: Unsur, moved: Mapping[str, tuple[int, int]]) -> tuple[str, str]:
    """From where to where it moved, in words; "" when it stands where it stood."""
    if old.induk != new.induk:
        return _place(old), _place(new)
    if new.kunci in moved:
        before, after = moved[new.kunci]
        return f"urutan {before}", f"urutan {after}"
    return "", ""


def _place(u: Unsur) -> str:
    return f"di bawah “{u.tempat}”" if u.tempat else "di tingkat teratas"


def _bergeser(lama: Sequence[Unsur], baru: Sequence[Unsur]) -> dict[str, tuple[int, int]]:
    """Siblings whose order changed: the fewest that explain it, with their old and new places."""
    old = _per_induk(lama)
    moved: dict[str, tuple[int, int]] = {}
    for parent, keys in _per_induk(baru).items():
        places = {key: n for n, key in enumerate(old.get(parent, []), start=1)}
        stayed = [key for key in keys if key in places]
        still = _naik_terpanjang([places[key] for key in stayed])
        for n, key in enumerate(stayed):
            if n not in still:
                moved[key] = (places[key], keys.index(key) + 1)
    return moved


def _per_induk(unsur: Iterable[Unsur]) -> dict[tuple[str, str], list[str]]:
    """The keys of siblings in order. Sasaran and indicators of one parent are counted apart."""
    siblings: dict[tuple[str, str], list[str]] = {}
    for u in unsur:
        siblings.setdefault((u.induk, u.jenis), []).append(u.kunci)
    return siblings


def _naik_terpanjang(numbers: Sequence[int]) -> set[int]:
    """The places of a longest increasing run: runs of every length are kept by their smallest
    end."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for n, value in enumerate(numbers):
        length = bisect_left(ends, value)
        before.append(places[length - 1] if length else NOWHERE)
        ends[length : length + 1] = [value]
        places[length : length + 1] = [n]
    run = set()
    n = places[-1] if places else NOWHERE
    while n != NOWHERE:
        run.add(n)
        n = before[n]
    return run
