"""Puts the triggers of all apps on, takes them off, and counts them."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.migrations.operations import (
    AddIndex,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    RemoveIndex,
)
from django.utils.module_loading import module_has_submodule

from bakesbang.trail.triggers import PREFIX, Trigger

log = logging.getLogger(__name__)

# Operations that neither rebuild a table nor write rows: triggers stay on while they run.
HARMLESS = (CreateModel, AddIndex, RemoveIndex, AlterModelOptions, AlterModelManagers)
ADVISORY_LOCK = 5_201_917
INCOMPLETE = (
    "Pemicu basis data tidak lengkap: {missing}. Kuncian dan riwayat tidak terlindungi, jadi "
    "server tidak dimulai. "
    "Jalankan ./jalankan --siapkan, lalu mulai lagi."
)


def all_triggers() -> list[Trigger]:
    """The triggers of every app that has a ``triggers.py``."""
    found: list[Trigger] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "triggers"):
            found += import_module(f"{app.name}.triggers").triggers()
    return found


def installed(alias: str) -> list[tuple[str, str]]:
    """(trigger, table) of ours that are in the database now."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{PREFIX}%"],
            )
        else:
            cursor.execute(
                "SELECT DISTINCT t.tgname, c.relname FROM pg_trigger t "
                "JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgname LIKE %s",
                [f"{PREFIX}%"],
            )
        return [(name, table) for name, table in cursor.fetchall()]


def remove(alias: str) -> None:
    """Takes all of them off, in one transaction."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for name, table in installed(alias):
            on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER "{name}"{on_table}')


def install(alias: str) -> None:
    """Creates every trigger whose tables exist anew, as this version of the code writes it, in one
    transaction: others see all of them or the old ones. During a partial migration some tables may
    not exist yet."""
    connection = connections[alias]
    with transaction.atomic(using=alias):
        remove(alias)
        with connection.cursor() as cursor:
            for trigger in expected(alias):
                for sql in trigger.create_sql(connection.vendor):
                    cursor.execute(sql.replace("%", "%%"))


def expected(alias: str) -> list[Trigger]:
    """Those whose tables are there."""
    tables = set(connections[alias].introspection.table_names())
    return [t for t in all_triggers() if {t.table, *t.other_tables} <= tables]


def missing(alias: str) -> list[str]:
    """Names of triggers that should be on and are not."""
    names = {name for name, _ in installed(alias)}
    return sorted(t.full_name for t in expected(alias) if t.full_name not in names)


def ensure(alias: str) -> list[str]:
    """Mends what a killed start left; the names that were missing. Raises ImproperlyConfigured
    when it cannot."""
    gone = missing(alias)
    if not gone:
        return []
    with one_start(alias):
        log.error("triggers were missing and are put on again: %s", ", ".join(gone))
        install(alias)
    if still := missing(alias):
        raise ImproperlyConfigured(INCOMPLETE.format(missing=", ".join(still)))
    return gone


@contextmanager
def without_triggers(alias: str) -> Iterator[None]:
    """For migrate and flush only, inside ``one_start``."""
    remove(alias)
    try:
        yield
    finally:
        install(alias)


@contextmanager
def one_start(alias: str) -> Iterator[None]:
    """One process at a time: a second start waits here until the first one has put everything on
    again."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        with _file_lock(Path(settings.DATA_DIR) / "mulai.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def rebuilds(operations: Iterable[Any]) -> bool:
    """Whether one of these operations of migrations may rebuild a table or write rows."""
    return not all(isinstance(operation, HARMLESS) for operation in operations)
