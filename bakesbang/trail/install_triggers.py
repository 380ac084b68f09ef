"""Puts the triggers of all apps on and takes them off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import connections, transaction
from django.utils.module_loading import module_has_submodule

from bakesbang.trail.triggers import PREFIX, Trigger


def all_triggers() -> list[Trigger]:
    """The triggers of every app that has a ``triggers.py``."""
    hasil: list[Trigger] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "triggers"):
            hasil += import_module(f"{app.name}.triggers").triggers()
    return hasil


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
                "SELECT DISTINCT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgname LIKE %s",
                [f"{PREFIX}%"],
            )
        return [(nama, tabel) for nama, tabel in cursor.fetchall()]


def remove(alias: str) -> None:
    connection = connections[alias]
    for nama, tabel in installed(alias):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{nama}"')
            else:
                cursor.execute(f'DROP TRIGGER "{nama}" ON "{tabel}"')


def install(alias: str) -> None:
    """Creates every trigger whose tables exist; during a partial migration some may not yet."""
    connection = connections[alias]
    ada = set(connection.introspection.table_names())
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for pemicu in all_triggers():
            if {pemicu.table, *pemicu.other_tables} <= ada:
                for sql in pemicu.create_sql(connection.vendor):
                    cursor.execute(sql.replace("%", "%%"))


@contextmanager
def without_triggers(alias: str) -> Iterator[None]:
    """For migrate and flush only."""
    remove(alias)
    try:
        yield
    finally:
        install(alias)
