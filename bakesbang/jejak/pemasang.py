"""Puts the triggers of all apps on and takes them off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.apps import apps
from django.db import connections, transaction
from django.utils.module_loading import module_has_submodule

from bakesbang.jejak.pemicu import AWALAN, Pemicu


def semua() -> list[Pemicu]:
    """The triggers of every app that has a ``pemicu.py``."""
    hasil: list[Pemicu] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "pemicu"):
            hasil += import_module(f"{app.name}.pemicu").pemicu()
    return hasil


def terpasang(alias: str) -> list[tuple[str, str]]:
    """(trigger, table) of ours that are in the database now."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{AWALAN}%"],
            )
        else:
            cursor.execute(
                "SELECT DISTINCT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgname LIKE %s",
                [f"{AWALAN}%"],
            )
        return [(nama, tabel) for nama, tabel in cursor.fetchall()]


def lepas(alias: str) -> None:
    connection = connections[alias]
    for nama, tabel in terpasang(alias):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{nama}"')
            else:
                cursor.execute(f'DROP TRIGGER "{nama}" ON "{tabel}"')


def pasang(alias: str) -> None:
    """Creates every trigger whose tables exist; during a partial migration some may not yet."""
    connection = connections[alias]
    ada = set(connection.introspection.table_names())
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for pemicu in semua():
            if {pemicu.tabel, *pemicu.tabel_lain} <= ada:
                for sql in pemicu.buat(connection.vendor):
                    cursor.execute(sql.replace("%", "%%"))


@contextmanager
def tanpa_pemicu(alias: str) -> Iterator[None]:
    """For migrate and flush only."""
    lepas(alias)
    try:
        yield
    finally:
        pasang(alias)
