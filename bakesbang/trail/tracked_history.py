"""Field history of tracked models. Who and why come from the act itself (``atas_nama``), never from
a request, so that commands and pages leave the same trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, get_history_manager_for_model

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Actor:
    by: Any
    reason: str


NOBODY = Actor(None, "")
_pelaku: ContextVar[Actor] = ContextVar("pelaku", default=NOBODY)


@contextmanager
def acting_as(by: Any, reason: str = "") -> Iterator[None]:
    """Every tracked row written inside carries this person and reason; the innermost reason
    wins."""
    tanda = _pelaku.set(Actor(by, reason or _pelaku.get().reason))
    try:
        yield
    finally:
        _pelaku.reset(tanda)


def current_actor(**_: Any) -> Any:
    return _pelaku.get().by


class TrackedHistory(HistoricalRecords):
    """``HistoricalRecords`` with the actor and reason of ``atas_nama``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("get_user", current_actor)
        super().__init__(*args, **kwargs)

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str) -> str | None:
        alasan = super().get_change_reason_for_object(instance, history_type, using) or _pelaku.get().reason
        return alasan or None


# ── many rows at once, with the same history as one by one ──
def insert_tracked(model: type[M], rows: Iterable[M]) -> list[M]:
    """New rows of a tracked model with their history, in two queries however many (plus the
    database's limits)."""
    isi = list(rows)
    return list(bulk_create_with_history(isi, model, **_atas_nama())) if isi else []


@transaction.atomic
def update_tracked(model: type[M], rows: Iterable[M], columns: Sequence[str]) -> None:
    """Writes these columns of changed rows, with their history."""
    isi = list(rows)
    model._default_manager.bulk_update(isi, columns)
    record_state(model, isi)


def record_state(model: type[M], rows: Sequence[M]) -> None:
    """Adds the rows as they are now to the history, many-to-many fields included: also after those
    alone changed."""
    riwayat = get_history_manager_for_model(model).bulk_history_create(rows, update=True, **_atas_nama())
    for medan in model._meta.many_to_many:
        if riwayat and medan in type(riwayat[0])._history_m2m_fields:
            _catat_relasi(medan, riwayat)


def _atas_nama() -> dict[str, Any]:
    pelaku = _pelaku.get()
    return {"default_user": pelaku.by, "default_change_reason": pelaku.reason or None}


def _catat_relasi(medan: models.ManyToManyField[Any, Any], riwayat: Sequence[Any]) -> None:
    """The library's bulk helpers leave many-to-many fields out; a single save() does not."""
    sambungan: Any = medan.remote_field.through
    pemilik = f"{medan.m2m_field_name()}_id"
    milik: dict[int, list[Any]] = {}
    for s in sambungan._default_manager.filter(**{f"{pemilik}__in": [r.id for r in riwayat]}).order_by("pk"):
        milik.setdefault(getattr(s, pemilik), []).append(s)
    kolom = [f.attname for f in sambungan._meta.concrete_fields]
    model: Any = getattr(type(riwayat[0]), medan.name).model
    model._default_manager.bulk_create(
        model(history=r, **{nama: getattr(s, nama) for nama in kolom})
        for r in riwayat
        for s in milik.get(r.id, ())
    )


def history_tables(app: str) -> list[str]:
    """The history tables of an app, those of its many-to-many fields included."""
    model = apps.get_app_config(app).get_models(include_auto_created=True)
    return [m._meta.db_table for m in model if m.__name__.startswith("Historical")]
