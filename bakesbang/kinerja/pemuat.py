"""Reads what the core measures: some indicators of one agency and year, each with its ketetapan, targets,
variables, realizations and inputs, in a constant number of queries.

Django's prefetch makes a manager and a query for every parent row, 3,000 of them for 300 indicators and a year;
that alone took longer than everything else a page does. ``lekatkan`` puts the rows where a prefetch would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import ForeignKey, Model, QuerySet
from django.db.models.sql import Query

from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    NilaiVariabel,
    Realisasi,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Instansi, Jabatan, Pengguna

Syarat = dict[str, Any]
PELAKU = ("diisi_oleh", "diajukan_oleh", "disetujui_oleh", "dikembalikan_oleh")


def muat_indikator(
    instansi: Instansi, tahun: int, ids: Iterable[int] | None, *, hanya_disetujui: bool
) -> dict[int, Indikator]:
    """Those of ``ids`` (default: all of the year). Each carries ``semua_ketetapan`` (by nomor) and ``semua_realisasi``
    as lists; the relations of their rows answer from memory."""
    baris = Indikator.objects.milik(instansi, tahun)
    indikator = {i.pk: i for i in (baris if ids is None else baris.filter(pk__in=list(ids)))}
    milik: Syarat = {"indikator__in": list(indikator)}
    if ids is None:
        milik = {"indikator__instansi": instansi, "indikator__tahun": tahun}
    ketetapan = _ketetapan(indikator, milik)
    realisasi = _realisasi(indikator, milik, hanya_disetujui)
    for i in indikator.values():
        i.instansi = instansi
        i.semua_ketetapan = ketetapan[i.pk]  # type: ignore[attr-defined]
        i.semua_realisasi = realisasi[i.pk]  # type: ignore[attr-defined]
    return indikator


def _ketetapan(indikator: dict[int, Indikator], milik: Syarat) -> dict[int, list[KetetapanIndikator]]:
    baris = list(
        KetetapanIndikator.objects.filter(**milik)
        .select_related("target_tahunan")
        .order_by("indikator", "nomor")
    )
    anak = {f"ketetapan__{kunci}": isi for kunci, isi in milik.items()}
    lekatkan(baris, "target_triwulan", TargetTriwulan.objects.filter(**anak), "ketetapan")
    lekatkan(baris, "variabel", Variabel.objects.filter(**anak), "ketetapan")
    _lekatkan_jabatan(baris, milik)
    return _kelompokkan(KetetapanIndikator, baris, indikator)


def _lekatkan_jabatan(ketetapan: list[KetetapanIndikator], milik: Syarat) -> None:
    antara = KetetapanIndikator.penanggung_jawab.through._default_manager
    pasangan = antara.filter(**{f"ketetapanindikator__{k}": isi for k, isi in milik.items()})
    punya: dict[int, list[Jabatan]] = defaultdict(list)
    urutan = ("jabatan__unit__urutan", "-jabatan__kepala", "jabatan__sebutan")
    for p in pasangan.select_related("jabatan").order_by(*urutan):
        punya[p.ketetapanindikator_id].append(p.jabatan)
    _simpan(ketetapan, "penanggung_jawab", Jabatan, punya, "ketetapan")


def _realisasi(
    indikator: dict[int, Indikator], milik: Syarat, hanya_disetujui: bool
) -> dict[int, list[Realisasi]]:
    semua = Realisasi.objects.filter(**milik)
    anak = {f"realisasi__{kunci}": isi for kunci, isi in milik.items()}
    if hanya_disetujui:
        semua, anak = semua.disetujui(), anak | {"realisasi__status": StatusRealisasi.DISETUJUI}
    baris = list(semua)
    lekatkan(baris, "nilai_variabel", NilaiVariabel.objects.filter(**anak), "realisasi")
    # One person typed many rows: read once, not joined to each of them.
    orang = Pengguna.objects.in_bulk({pk for r in baris for n in PELAKU if (pk := getattr(r, f"{n}_id"))})
    for nama in PELAKU:
        medan, kolom = _kunci(Realisasi, nama), f"{nama}_id"
        for r in baris:
            if pk := getattr(r, kolom):
                medan.set_cached_value(r, orang[pk])
    return _kelompokkan(Realisasi, baris, indikator)


def _kunci(model: type[Model], nama: str) -> ForeignKey[Any, Any]:
    """The foreign key. ``set_cached_value`` of a row that was just read costs a tenth of an assignment."""
    return cast("ForeignKey[Any, Any]", model._meta.get_field(nama))


def _kelompokkan(
    model: type[Model], baris: Iterable[Any], indikator: dict[int, Indikator]
) -> dict[int, list[Any]]:
    hasil: dict[int, list[Any]] = defaultdict(list)
    medan = _kunci(model, "indikator")
    for b in baris:
        medan.set_cached_value(b, indikator[b.indikator_id])
        hasil[b.indikator_id].append(b)
    return hasil


class Termuat(QuerySet[Any]):
    """The rows of one parent, already read. Iterating, counting and slicing answer from memory; anything that asks
    for other rows (``filter``, ``order_by`` …) asks the database, for this parent only, as after a prefetch."""

    syarat: dict[str, Any]

    def _chain(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(**self.syarat)


def lekatkan(induk: Iterable[Model], nama: str, anak: QuerySet[Any], kunci: str) -> None:
    """Gives every parent the rows of ``anak`` whose foreign key ``kunci`` names it, in the order they are read;
    ``induk.nama.all()`` then asks the database nothing."""
    per_induk = {i.pk: i for i in induk}
    kelompok: dict[int, list[Any]] = defaultdict(list)
    medan, kolom = _kunci(anak.model, kunci), f"{kunci}_id"
    for a in anak:
        pemilik = per_induk[getattr(a, kolom)]
        medan.set_cached_value(a, pemilik)
        kelompok[pemilik.pk].append(a)
    _simpan(per_induk.values(), nama, anak.model, kelompok, kunci)


def lekatkan_penyimpan(realisasi: Iterable[Realisasi]) -> None:
    """Who saved each of these rows, in one query."""
    baris = {r.pk: r for r in realisasi}
    antara = Realisasi.penyimpan.through._default_manager.filter(realisasi__in=list(baris))
    orang: dict[int, list[Any]] = defaultdict(list)
    for satu in antara.select_related("pengguna"):
        orang[satu.realisasi_id].append(satu.pengguna)
    kueri = Query(Pengguna)
    for pk, r in baris.items():
        _taruh(r, "penyimpan", Pengguna, kueri, orang[pk], {"pk__in": [p.pk for p in orang[pk]]})


def _simpan(
    induk: Iterable[Any], nama: str, model: type[Model], anak: dict[int, list[Any]], kunci: str
) -> None:
    # One query object for all: making one costs more than the row it would be for.
    kueri = Query(model)
    for i in induk:
        _taruh(i, nama, model, kueri, anak.get(i.pk, []), {kunci: i.pk})


def _taruh(
    induk: Any, nama: str, model: type[Model], kueri: Query, baris: list[Any], syarat: dict[str, Any]
) -> None:
    termuat = Termuat(model, query=kueri)
    termuat.syarat = syarat
    termuat._result_cache, termuat._prefetch_done = baris, True  # type: ignore[attr-defined]
    if not hasattr(induk, "_prefetched_objects_cache"):
        induk._prefetched_objects_cache = {}
    induk._prefetched_objects_cache[nama] = termuat
