"""A version's whole tree as plain data, read in a constant number of queries however large the plan is.
Page, paper, data sheet and entry grid all start from here."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from bakesbang.calculation.values.value import Nilai, ValueState
from bakesbang.kinerja.kolom import KOLOM_NILAI
from bakesbang.kinerja.models import KetetapanIndikator, TargetTahunan, TargetTriwulan
from bakesbang.kinerja.pilihan import Agregasi, JenisTarget, Jenjang, Polaritas
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi


@dataclass(frozen=True, slots=True)
class SelTarget:
    """A target as printed with what was understood of it; ``triwulan`` 0 is the target of the year."""

    triwulan: int
    teks: str
    keadaan: str
    angka: Decimal | None = None
    angka_atas: Decimal | None = None
    pembanding: str = ""
    predikat: str = ""
    satuan: str = ""
    tafsir: str = ""
    jenis: str = JenisTarget.NILAI
    penjelasan: str = ""

    @property
    def nilai(self) -> Nilai:
        """The value as the core knows it."""
        return Nilai.from_columns({nama: getattr(self, nama) for nama in KOLOM_NILAI})

    @property
    def bernilai(self) -> bool:
        """A target was set; "-" and blank set none, 0 does."""
        return self.keadaan not in {ValueState.STRIP, ValueState.NOT_APPLICABLE, ValueState.BLANK}

    @property
    def tahapan(self) -> bool:
        """A step of the work, left out of the year's figure (domain guide §3)."""
        return self.jenis == JenisTarget.TAHAPAN


@dataclass(frozen=True, slots=True)
class Penjawab:
    """An office that answers for an indicator."""

    jabatan_id: int
    sebutan: str
    unit_id: int
    unit: str


@dataclass(frozen=True, slots=True)
class Ketetapan:
    """What is laid down about an indicator. ``usulan`` names the fields that are still proposals."""

    id: int
    indikator_id: int
    uraian: str
    satuan: str
    polaritas: str
    agregasi: str
    frekuensi: str
    status: str
    usulan: frozenset[str]
    tahunan: SelTarget | None
    triwulan: tuple[SelTarget, ...]
    penanggung_jawab: tuple[Penjawab, ...]

    @property
    def polaritas_label(self) -> str:
        return Polaritas(self.polaritas).label

    @property
    def agregasi_label(self) -> str:
        """Empty agregasi: the year is not judged (design: data)."""
        return Agregasi(self.agregasi).label if self.agregasi else "Belum ditentukan, tahun tidak dinilai"


@dataclass(frozen=True, slots=True)
class ButirIndikator:
    """An indicator under a sasaran, with the penanggung jawab as printed ("" = merged with the row above)."""

    id: int
    kunci: uuid.UUID
    penanggung_jawab_cetak: str
    ketetapan: Ketetapan


@dataclass(frozen=True, slots=True)
class Simpul:
    """One sasaran with its indicators and the sasaran under it, in printed order."""

    id: int
    kunci: uuid.UUID
    jenjang: int
    uraian: str
    kode_nomenklatur: str
    catatan: str
    indikator: tuple[ButirIndikator, ...]
    anak: tuple[Simpul, ...]

    @property
    def jenis(self) -> str:
        """ "Sasaran strategis", "Sasaran program" …"""
        return Jenjang(self.jenjang).label

    def telusuri(self) -> Iterator[Simpul]:
        """This one, then everything under it, in printed order."""
        yield self
        for anak in self.anak:
            yield from anak.telusuri()


@dataclass(frozen=True, slots=True)
class Hitungan:
    """What a plan holds. A quarter cell is bernilai, strip ("-", N/A) or kosong; 0 is a value."""

    indikator: int
    strategis: int
    sel: int
    bernilai: int
    strip: int
    kosong: int


def muat(versi: VersiRencanaAksi) -> tuple[Simpul, ...]:
    """The top sasaran of a version with everything below, in five queries."""
    indikator = _indikator(_butir(versi))
    per_induk: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    kolom = ("id", "kunci", "jenjang", "uraian", "kode_nomenklatur", "catatan")
    for induk, *isi in _sasaran(versi).values_list("induk_id", *kolom):
        per_induk[induk].append(dict(zip(kolom, isi, strict=True)))

    def rangkai(induk: int | None) -> tuple[Simpul, ...]:
        return tuple(
            Simpul(**b, indikator=tuple(indikator.get(b["id"], ())), anak=rangkai(b["id"]))
            for b in per_induk[induk]
        )

    return rangkai(None)


def muat_satu(versi: VersiRencanaAksi, butir_id: int) -> tuple[Simpul, ...]:
    """The sasaran of one indicator with that indicator only, and its branches without theirs. Six queries."""
    kolom = ("id", "kunci", "jenjang", "uraian", "kode_nomenklatur", "catatan")
    sasaran = list(
        _sasaran(versi)
        .filter(Q(indikator=butir_id) | Q(induk__indikator=butir_id))
        .distinct()
        .values_list("induk_id", *kolom)
    )
    indikator = _indikator(_butir(versi).filter(pk=butir_id))
    daun = {
        b[1]: Simpul(
            **dict(zip(kolom, b[1:], strict=True)), indikator=tuple(indikator.get(b[1], ())), anak=()
        )
        for b in sasaran
    }
    return tuple(
        replace(s, anak=tuple(daun[b[1]] for b in sasaran if b[0] == s.id))
        for s in daun.values()
        if s.indikator
    )


def telusuri(pohon: Iterable[Simpul]) -> Iterator[Simpul]:
    """Every sasaran of a plan, in printed order."""
    for simpul in pohon:
        yield from simpul.telusuri()


def hitung(pohon: Iterable[Simpul]) -> Hitungan:
    """An indicator under several sasaran is printed under each and counted once (design: the pure core)."""
    simpul = list(telusuri(pohon))
    ketetapan = {b.ketetapan.id: b.ketetapan for s in simpul for b in s.indikator}
    keadaan = Counter(t.keadaan for k in ketetapan.values() for t in k.triwulan)
    bernilai = sum(t.bernilai for k in ketetapan.values() for t in k.triwulan)
    kosong = keadaan[ValueState.BLANK]
    return Hitungan(
        indikator=len(ketetapan),
        strategis=sum(s.jenjang == Jenjang.STRATEGIS for s in simpul),
        sel=keadaan.total(),
        bernilai=bernilai,
        strip=keadaan.total() - bernilai - kosong,
        kosong=kosong,
    )


@dataclass(frozen=True, slots=True)
class Letak:
    """Where an indicator stands: the texts of its sasaran from the top down, penanggung jawab as printed there."""

    indikator_id: int
    jalur: tuple[str, ...]
    penanggung_jawab_cetak: str = ""


def letak_indikator(versi: VersiRencanaAksi) -> list[Letak]:
    """Every place of every indicator in printed order: one under several sasaran comes several times. Two queries."""
    sasaran = {
        pk: (induk, uraian) for pk, induk, uraian in _sasaran(versi).values_list("id", "induk_id", "uraian")
    }
    anak: dict[int | None, list[int]] = defaultdict(list)
    for pk, (induk, _) in sasaran.items():
        anak[induk].append(pk)
    milik: dict[int, list[tuple[int, str]]] = defaultdict(list)
    kolom = ("sasaran_id", "ketetapan__indikator_id", "penanggung_jawab_cetak")
    for sasaran_id, indikator_id, jawab in _butir(versi).values_list(*kolom):
        milik[sasaran_id].append((indikator_id, jawab))
    letak: list[Letak] = []

    def turun(induk: int | None, atas: tuple[str, ...]) -> None:
        for pk in anak[induk]:
            jalur = (*atas, sasaran[pk][1])
            letak.extend(Letak(indikator_id, jalur, jawab) for indikator_id, jawab in milik[pk])
            turun(pk, jalur)

    turun(None, ())
    return letak


def jalur_indikator(versi: VersiRencanaAksi) -> dict[int, tuple[str, ...]]:
    """indikator id → the texts of its sasaran from the top down, in printed order. Of an indicator under
    several sasaran the first one counts. Two queries."""
    jalur: dict[int, tuple[str, ...]] = {}
    for letak in letak_indikator(versi):
        jalur.setdefault(letak.indikator_id, letak.jalur)
    return jalur


def _sasaran(versi: VersiRencanaAksi) -> QuerySet[Sasaran]:
    return Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk")


def _butir(versi: VersiRencanaAksi) -> QuerySet[IndikatorSasaran]:
    return IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("sasaran_id", "urutan", "pk")


def _indikator(milik: QuerySet[IndikatorSasaran]) -> dict[int, list[ButirIndikator]]:
    """sasaran id → its indicators, in four queries."""
    dipakai = milik.order_by().values("ketetapan")
    tahunan = {
        b.pop("ketetapan_id"): b
        for b in TargetTahunan.objects.filter(ketetapan__in=dipakai).values("ketetapan_id", *KOLOM_NILAI)
    }
    triwulan: dict[int, list[SelTarget]] = defaultdict(list)
    for b in (
        TargetTriwulan.objects.filter(ketetapan__in=dipakai)
        .order_by("triwulan")
        .values("ketetapan_id", "triwulan", "jenis", "penjelasan", *KOLOM_NILAI)
    ):
        triwulan[b.pop("ketetapan_id")].append(SelTarget(**b))
    jabatan = _penanggung_jawab(dipakai)
    hasil: dict[int, list[ButirIndikator]] = defaultdict(list)
    for butir in milik.select_related("ketetapan"):
        k = butir.ketetapan
        ketetapan = Ketetapan(
            id=k.pk, indikator_id=k.indikator_id, uraian=k.uraian, satuan=k.satuan, polaritas=k.polaritas, agregasi=k.agregasi,
            frekuensi=k.frekuensi, status=k.status, usulan=frozenset(k.usulan),
            tahunan=SelTarget(triwulan=0, **tahunan[k.pk]) if k.pk in tahunan else None,
            triwulan=tuple(triwulan[k.pk]), penanggung_jawab=tuple(jabatan[k.pk]),
        )  # fmt: skip
        hasil[butir.sasaran_id].append(
            ButirIndikator(butir.pk, butir.kunci, butir.penanggung_jawab_cetak, ketetapan)
        )
    return hasil


def _penanggung_jawab(dipakai: Any) -> dict[int, list[Penjawab]]:
    hasil: dict[int, list[Penjawab]] = defaultdict(list)
    antara = KetetapanIndikator.penanggung_jawab.through
    for b in (
        antara._default_manager.filter(ketetapanindikator__in=dipakai)
        .order_by("jabatan__unit__urutan", "pk")
        .values_list(
            "ketetapanindikator_id",
            "jabatan_id",
            "jabatan__sebutan",
            "jabatan__unit_id",
            "jabatan__unit__nama_pendek",
            "jabatan__unit__nama",
        )
    ):
        hasil[b[0]].append(Penjawab(b[1], b[2], b[3], b[4] or b[5]))
    return hasil
