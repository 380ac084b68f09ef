"""Database triggers. They are not in migrations: SQLite drops or breaks a trigger when Django
rebuilds a table it names. Each app offers ``triggers.py`` with ``triggers() -> list[Trigger]``; our
``migrate`` and ``flush`` take all of them off, work, and put them back (``install_triggers.py``)."""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "bkb_"


@dataclass(frozen=True)
class Trigger:
    """One trigger: ``syarat`` is the SQL condition (per vendor) under which ``pesan`` refuses the act."""

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
        nama = self.full_name
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER "{nama}" BEFORE {self.event} ON "{self.table}" '
                f"WHEN {self.condition_sqlite} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        baris = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f'CREATE OR REPLACE FUNCTION "{nama}"() RETURNS trigger AS $$ BEGIN '
            f"IF {self.condition_postgresql} THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {baris}; END $$ LANGUAGE plpgsql",
            f'CREATE TRIGGER "{nama}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{nama}"()',
        ]


def append_only(table: str) -> list[Trigger]:
    """Rows of this table can be added, never changed or removed."""
    pesan = "Riwayat hanya bertambah: baris tidak dapat diubah atau dihapus"
    return [Trigger(f"{table}_{saat.lower()}", table, saat, pesan) for saat in ("UPDATE", "DELETE")]


def triggers() -> list[Trigger]:
    return append_only("jejak_catatan")
