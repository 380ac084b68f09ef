"""The one table of a Rencana Aksi, for page, PDF and workbook. Columns come from the levels in use: three
levels with the cells of the source give its twelve columns (domain guide §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bakesbang.kinerja.pilihan import TRIWULAN, Jenjang
from bakesbang.paper.document import (
    SAMBUNG,
    Cabang,
    Isi,
    Isian,
    IsiData,
    IsiNilai,
    IsiTeks,
    Kolom,
    KolomData,
    LembarData,
    NilaiData,
    Tabel,
    label_tw,
)
from bakesbang.paper.layout import susun
from rencana_aksi.pohon import ButirIndikator, SelTarget, Simpul, telusuri

KOSONG = (Jenjang.STRATEGIS, Jenjang.PROGRAM, Jenjang.KEGIATAN)  # columns of a plan without a sasaran
Tautan = Callable[[int], str]  # indikator id → address of its page


@dataclass(frozen=True, slots=True)
class Bidang:
    """Which columns one level needs; ``urutan`` counts the levels in use from 0. ``jawab``: indicators above the
    deepest sasaran print who answers."""

    jenjang: int
    terdalam: bool
    tahunan: bool
    triwulan: bool
    jawab: bool
    urutan: int

    def kunci(self, nama: str) -> str:
        return f"{nama}_{self.jenjang}"

    def kolom(self) -> list[Kolom]:
        """Headings as the source prints them, capital letters included. The widths let its longest words
        stand on one line on F4 and A4."""
        strategis = self.jenjang == Jenjang.STRATEGIS
        sasaran = Jenjang(self.jenjang).label if strategis else Jenjang(self.jenjang).label.lower()
        kolom = [
            Kolom(self.kunci("sasaran"), sasaran, 770, jenjang=self.urutan, kepala_baris=True),
            Kolom(
                self.kunci("indikator"),
                "indikator kinerja" if strategis else "indikator",
                770,
                jenjang=self.urutan,
            ),
        ]
        if self.tahunan:
            judul = "target tahun" if self.triwulan else "target"
            kolom.append(Kolom(self.kunci("tahunan"), judul, 394, jenjang=self.urutan))
        if self.triwulan:
            judul = "Penjelasan kinerja" if self.terdalam else "penjelasan kinerja"
            kolom.append(Kolom(self.kunci("target"), "target", 1030, jenjang=self.urutan))
            kolom.append(Kolom(self.kunci("penjelasan"), judul, 1084, jenjang=self.urutan))
        if self.terdalam or self.jawab:
            kolom.append(Kolom(self.kunci("jawab"), "Penanggung Jawab", 772, jenjang=self.urutan))
        return kolom


@dataclass(frozen=True, slots=True)
class Rancangan:
    """The columns of a plan, and how its tree fills them."""

    bidang: tuple[Bidang, ...]
    tautan: Tautan | None = field(default=None, compare=False)

    @property
    def kolom(self) -> list[Kolom]:
        return [k for b in self.bidang for k in b.kolom()]

    def cabang(self, simpul: Simpul) -> Cabang:
        bidang = next(b for b in self.bidang if b.jenjang == simpul.jenjang)
        return Cabang(
            sel={bidang.kunci("sasaran"): IsiTeks(simpul.uraian)},
            isian=tuple(self.isian(b, bidang, ujung=not simpul.anak) for b in simpul.indikator),
            anak=tuple(self.cabang(a) for a in simpul.anak),
            markah=simpul.jenjang,
            id=f"sasaran-{simpul.id}",
        )

    def isian(self, butir: ButirIndikator, bidang: Bidang, *, ujung: bool) -> Isian:
        ketetapan = butir.ketetapan
        tautan = self.tautan(ketetapan.indikator_id) if self.tautan else ""
        sel: dict[str, Isi] = {bidang.kunci("indikator"): IsiTeks(ketetapan.uraian, tautan=tautan)}
        if ketetapan.tahunan is not None:
            sel[bidang.kunci("tahunan")] = IsiNilai(ketetapan.tahunan.teks, ketetapan.tahunan.keadaan)
        if ujung or bidang.jawab:
            cetak = butir.penanggung_jawab_cetak
            pemilik = self.bidang[-1] if ujung else bidang
            sel[pemilik.kunci("jawab")] = IsiTeks(cetak) if cetak else SAMBUNG
        return Isian(sel=sel, baris=tuple(self.baris(t, bidang) for t in ketetapan.triwulan))

    @staticmethod
    def baris(target: SelTarget, bidang: Bidang) -> dict[str, Isi]:
        return {
            bidang.kunci("target"): IsiNilai(target.teks, target.keadaan, label_tw(target.triwulan)),
            bidang.kunci("penjelasan"): IsiTeks(target.penjelasan),
        }


def rancang(pohon: Sequence[Simpul], tautan: Tautan | None = None) -> Rancangan:
    """Which columns this plan needs. A level without any target still shows its target column."""
    simpul = list(telusuri(pohon))
    dipakai = sorted({s.jenjang for s in simpul}) or [int(j) for j in KOSONG]
    dalam = dipakai[-1]
    bidang = []
    for urutan, jenjang in enumerate(dipakai):
        sejenjang = [s for s in simpul if s.jenjang == jenjang]
        ketetapan = [b.ketetapan for s in sejenjang for b in s.indikator]
        triwulan = any(k.triwulan for k in ketetapan) or (not ketetapan and jenjang > Jenjang.STRATEGIS)
        bidang.append(
            Bidang(
                jenjang=jenjang,
                terdalam=jenjang == dalam,
                tahunan=not triwulan or any(k.tahunan is not None for k in ketetapan),
                triwulan=triwulan,
                jawab=jenjang < dalam
                and any(b.penanggung_jawab_cetak for s in sejenjang if s.anak for b in s.indikator),
                urutan=urutan,
            )
        )
    return Rancangan(tuple(bidang), tautan)


def tabel(pohon: Sequence[Simpul], tautan: Tautan | None = None) -> Tabel:
    """The table as printed. ``tautan`` gives the page its links to each indicator."""
    rancangan = rancang(pohon, tautan)
    return susun(
        rancangan.kolom,
        [rancangan.cabang(s) for s in pohon],
        hampa="Belum ada sasaran. Rencana Aksi ini masih kosong.",
    )


KOLOM_DATA = (
    KolomData("kunci_sasaran", "Kunci sasaran", 14),
    KolomData("kunci_induk", "Kunci induk", 14),
    KolomData("kunci", "Kunci indikator", 14),
    KolomData("jenjang", "Jenjang", 9),
    KolomData("sasaran", "Sasaran", 44),
    KolomData("kode", "Kode nomenklatur", 14),
    KolomData("indikator", "Indikator", 44),
    KolomData("tw", "TW", 8),
    KolomData("teks", "Target (teks)", 16),
    KolomData("angka", "Angka", 12),
    KolomData("angka_atas", "Angka atas", 12),
    KolomData("pembanding", "Pembanding", 12),
    KolomData("predikat", "Predikat", 12),
    KolomData("satuan", "Satuan", 12),
    KolomData("keadaan", "Keadaan", 12),
    KolomData("jenis", "Jenis", 10),
    KolomData("penjelasan", "Penjelasan kinerja", 40),
    KolomData("jawab", "Penanggung Jawab", 32),
    KolomData("satuan_indikator", "Satuan indikator", 12),
    KolomData("polaritas", "Polaritas", 12),
    KolomData("agregasi", "Agregasi", 14),
)
TAHUN = "Tahun"


def lembar_data(pohon: Sequence[Simpul]) -> LembarData:
    """The sheet "Data": one line per indicator and quarter, one for a target of the year ("Tahun"), one for
    a sasaran without indicator. ``kunci`` stays the same in every version, so that the sheet can come back."""
    return LembarData(KOLOM_DATA, tuple(b for s in pohon for b in _baris_sasaran(s, "")))


def _baris_sasaran(simpul: Simpul, induk: str) -> Iterator[tuple[IsiData, ...]]:
    kunci = str(simpul.kunci)
    kode = simpul.kode_nomenklatur or None
    for butir in simpul.indikator:
        k = butir.ketetapan
        depan: tuple[IsiData, ...] = (
            kunci,
            induk or None,
            str(butir.kunci),
            simpul.jenjang,
            simpul.uraian,
            kode,
            k.uraian,
        )
        belakang: tuple[IsiData, ...] = (
            butir.penanggung_jawab_cetak or None,
            k.satuan or None,
            k.polaritas,
            k.agregasi or None,
        )
        target_ada: list[SelTarget | None] = [t for t in (k.tahunan, *k.triwulan) if t is not None]
        for target in target_ada or [None]:
            yield (*depan, *_sel_data(target), *belakang)
    if not simpul.indikator:
        yield (
            kunci,
            induk or None,
            None,
            simpul.jenjang,
            simpul.uraian,
            kode,
            *[None] * (len(KOLOM_DATA) - 6),
        )
    for anak in simpul.anak:
        yield from _baris_sasaran(anak, kunci)


def _sel_data(target: SelTarget | None) -> tuple[IsiData, ...]:
    if target is None:
        return (None,) * 10
    persen = target.satuan == "%"
    angka, atas = (
        None if a is None else NilaiData(a, desimal=max(0, -int(a.as_tuple().exponent)), persen=persen)
        for a in (target.angka, target.angka_atas)
    )
    return (
        dict(TRIWULAN).get(target.triwulan, TAHUN), target.teks or None, angka, atas, target.pembanding or None,
        target.predikat or None, target.satuan or None, target.keadaan, target.jenis, target.penjelasan or None,
    )  # fmt: skip
