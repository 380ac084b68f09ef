"""Reads what the core measures: some indicators of one agency and year, each with its ketetapan,
targets, variables, realizations and inputs, in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Realisasi,
)
from bakesbang.organisasi.models import Instansi, Pengguna

Syarat = dict[str, Any]
PELAKU = (
    "diisi_oleh",
    "diajukan_oleh",
    "disetujui_oleh",
    "dikembalikan_oleh",
)


def muat_indikator(
    instansi: Instansi,
    tahun: int,
    ids: Iterable[int] | None,
    *,
    hanya_disetujui: bool,
) -> dict[int, Indikator]:
    """Those of ``ids`` (default: all of the year). Each carries ``semua_ketetapan`` (by nomor) and
    ``semua_realisasi`` as lists; the relations of their rows answer from memory."""
    rows = Indikator.objects.milik(instansi, tahun)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    indikator = {i.pk: i for i in rows}
    milik: Syarat = {"indikator__in": list(indikator)}
    if ids is None:
        milik = {
            "indikator__instansi": instansi,
            "indikator__tahun": tahun,
        }
    ketetapan = _grouped(_ketetapan(milik), indikator)
    realisasi = _grouped(_realisasi(milik, hanya_disetujui), indikator)
    for i in indikator.values():
        i.instansi = instansi
        i.semua_ketetapan = ketetapan[i.pk]  # type: ignore[attr-defined]
        i.semua_realisasi = realisasi[i.pk]  # type: ignore[attr-defined]
    return indikator


def _ketetapan(milik: Syarat) -> list[KetetapanIndikator]:
    rows = KetetapanIndikator.objects.filter(**milik).select_related("target_tahunan")
    related = rows.prefetch_related("target_triwulan", "variabel", "penanggung_jawab")
    return list(related.order_by("indikator", "nomor"))


def _realisasi(milik: Syarat, hanya_disetujui: bool) -> list[Realisasi]:
    rows = Realisasi.objects.filter(**milik)
    if hanya_disetujui:
        rows = rows.disetujui()
    baris = list(rows.prefetch_related("nilai_variabel"))
    _attach_people(baris)
    return baris


def _attach_people(baris: Iterable[Realisasi]) -> None:
    """One person typed many rows: read once, not joined to each of them."""
    named = {getattr(r, f"{role}_id") for r in baris for role in PELAKU}
    people = Pengguna.objects.in_bulk(named - {None})
    for r in baris:
        for role in PELAKU:
            pk = getattr(r, f"{role}_id")
            if pk is not None:
                setattr(r, role, people[pk])


def _grouped(rows: Iterable[Any], indikator: dict[int, Indikator]) -> dict[int, list[Any]]:
    """indikator id → its rows, each of which knows its indicator."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        row.indikator = indikator[row.indikator_id]
        groups[row.indikator_id].append(row)
    return groups


def lekatkan_penyimpan(realisasi: Iterable[Realisasi]) -> None:
    """Who saved each of these rows, in one query."""
    prefetch_related_objects(list(realisasi), "penyimpan")
