"""The table of a Dokumen on a page: what templates/komponen/tabel.html needs, ready to print."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from bakesbang.paper.document import Kolom, Tabel
from bakesbang.paper.html_rows import badan_layar, kepala_kolom, nomor_kolom
from bakesbang.paper.pagination import bagi


@dataclass(frozen=True, slots=True)
class KepalaLayar:
    """A heading cell."""

    judul: str
    lebar: int
    tinggi: int
    kelas: str


@dataclass(frozen=True, slots=True)
class KolomLayar:
    """A column; persen is its share of the table's width."""

    kunci: str
    persen: str


@dataclass(frozen=True, slots=True)
class TabelLayar:
    """Context of templates/komponen/tabel.html."""

    judul: str
    kolom: tuple[KolomLayar, ...]
    kepala: tuple[tuple[KepalaLayar, ...], ...]
    nomor: tuple[str, ...]
    badan: SafeString
    jumlah_kolom: int
    hampa: str
    id: str


def untuk_layar(tabel: Tabel, *, judul: str, id: str = "matriks") -> TabelLayar:
    """The table as a page draws it: whole, in one body. judul is its accessible name, id its anchor."""
    baris = bagi(tabel, [(0, len(tabel.baris))])[0]
    jumlah = sum(k.lebar for k in tabel.kolom)
    return TabelLayar(
        judul=judul,
        kolom=tuple(KolomLayar(k.kunci, f"{100 * k.lebar / jumlah:.2f}%") for k in tabel.kolom),
        kepala=tuple(
            tuple(
                KepalaLayar(teks, lebar, tinggi, _kelas(tabel.kolom, n, lebar))
                for teks, n, lebar, tinggi in b
            )
            for b in kepala_kolom(tabel.kolom)
        ),
        nomor=tuple(nomor_kolom(tabel.kolom)) if tabel.nomor_kolom else (),
        badan=mark_safe(badan_layar(tabel.kolom, baris)),  # noqa: S308  every text in it is escaped
        jumlah_kolom=len(tabel.kolom),
        hampa="" if baris else tabel.hampa,
        id=id,
    )


def _kelas(kolom: tuple[Kolom, ...], n: int, lebar: int) -> str:
    rata = f" rata-{kolom[n].rata}" if lebar == 1 and kolom[n].rata != "kiri" else ""
    if n == 0:
        return f"c1{rata}"
    return f"{'kel' if kolom[n].jenjang != kolom[n - 1].jenjang else ''}{rata}".strip()
