"""Database triggers. They are not in migrations: SQLite drops or breaks a trigger when Django
rebuilds a table it names. Each app offers ``triggers.py`` with ``triggers() -> list[Trigger]``; our
``migrate`` takes them off only when a migration rebuilds a table, and every start counts and mends
them (``install_triggers.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps

PREFIX = "bkb_"


@dataclass(frozen=True)
class Trigger:
    """One trigger: a condition in SQL, for each database, under which ``message`` refuses the
    act."""

    name: str
    table: str
    event: str  # "UPDATE", "DELETE" or "INSERT"
    message: str
    condition_sqlite: str = "1"
    condition_postgresql: str = "TRUE"
    other_tables: tuple[str, ...] = ()  # tables that the condition reads

    @property
    def full_name(self) -> str:
        """The name in the database: PostgreSQL cuts longer ones at 63 letters by itself."""
        return f"{PREFIX}{self.name}"[:63]

    def create_sql(self, vendor: str) -> list[str]:
        """The SQL that creates it on ``sqlite`` or ``postgresql``."""
        name = self.full_name
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER "{name}" BEFORE {self.event} ON "{self.table}" '
                f"WHEN {self.condition_sqlite} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        row = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger AS $$ BEGIN '
            f"IF {self.condition_postgresql} THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$ "
            "LANGUAGE plpgsql",
            f'CREATE TRIGGER "{name}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        ]


def append_only(table: str) -> list[Trigger]:
    """Rows of this table can be added, never changed or removed, nor replaced by a row of the same
    number."""
    message = "Riwayat hanya bertambah: baris tidak dapat diubah atau dihapus"
    changes = [Trigger(f"{table}_{event.lower()}", table, event, message) for event in ("UPDATE", "DELETE")]
    return [*changes, no_replace(table, message)]


def no_replace(table: str, message: str) -> Trigger:
    """SQLite's INSERT OR REPLACE removes the old row without asking a trigger for DELETE: refused
    before it does. PostgreSQL has no such statement, and its ON CONFLICT DO UPDATE asks the
    triggers for UPDATE."""
    key = primary_key(table)
    return Trigger(
        f"{table}_replace",
        table,
        "INSERT",
        message,
        condition_sqlite=f'NEW."{key}" IN (SELECT "{key}" FROM "{table}")',  # noqa: S608 (names of our own models)
        condition_postgresql="FALSE",
    )


def primary_key(table: str) -> str:
    """The column that numbers the rows of a table of ours. Raises LookupError for any other
    table."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return str(model._meta.pk.column)
    raise LookupError(f"no model owns the table {table}")


def differs(columns: Sequence[str], vendor: str) -> str:
    """SQL: whether an UPDATE changes one of these columns; NULL counts as a value."""
    operator = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    # JSON has no equality on PostgreSQL; as text every value has one.
    cast = "" if vendor == "sqlite" else "::text"
    return " OR ".join(f'OLD."{c}"{cast} {operator} NEW."{c}"{cast}' for c in columns)


def fixed(name: str, table: str, columns: Sequence[str], message: str, *, when: str = "") -> Trigger:
    """These columns keep their values once written; ``when`` is an SQL condition that both
    databases read."""
    conditions = {
        vendor: f"({differs(columns, vendor)})" + (f" AND ({when})" if when else "")
        for vendor in ("sqlite", "postgresql")
    }
    return Trigger(
        name,
        table,
        "UPDATE",
        message,
        condition_sqlite=conditions["sqlite"],
        condition_postgresql=conditions["postgresql"],
    )


def triggers() -> list[Trigger]:
    return append_only("jejak_catatan")
