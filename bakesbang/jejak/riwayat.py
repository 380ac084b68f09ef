"""Field history of tracked models. Who and why come from the act itself (``atas_nama``), never from
a request, so that commands and pages leave the same trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from simple_history.models import HistoricalRecords


@dataclass(frozen=True)
class Pelaku:
    oleh: Any
    alasan: str


BUKAN_SIAPA = Pelaku(None, "")
_pelaku: ContextVar[Pelaku] = ContextVar("pelaku", default=BUKAN_SIAPA)


@contextmanager
def atas_nama(oleh: Any, alasan: str = "") -> Iterator[None]:
    """Every tracked row written inside carries this person and reason; the innermost reason wins."""
    tanda = _pelaku.set(Pelaku(oleh, alasan or _pelaku.get().alasan))
    try:
        yield
    finally:
        _pelaku.reset(tanda)


def pelaku_kini(**_: Any) -> Any:
    return _pelaku.get().oleh


class Riwayat(HistoricalRecords):
    """``HistoricalRecords`` with the actor and reason of ``atas_nama``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("get_user", pelaku_kini)
        super().__init__(*args, **kwargs)

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str) -> str | None:
        alasan = super().get_change_reason_for_object(instance, history_type, using) or _pelaku.get().alasan
        return alasan[:100] or None


def tabel_riwayat(app: str) -> list[str]:
    """The history tables of an app, those of its many-to-many fields included."""
    model = apps.get_app_config(app).get_models(include_auto_created=True)
    return [m._meta.db_table for m in model if m.__name__.startswith("Historical")]
