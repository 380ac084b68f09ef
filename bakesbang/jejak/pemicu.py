"""Database triggers. They are not in migrations: SQLite drops or breaks a trigger when Django
rebuilds a table it names. Each app offers ``pemicu.py`` with ``pemicu() -> list[Pemicu]``; our
``migrate`` and ``flush`` take all of them off, work, and put them back (``pemasang.py``)."""

from __future__ import annotations

from dataclasses import dataclass

AWALAN = "bkb_"


@dataclass(frozen=True)
class Pemicu:
    """One trigger: ``syarat`` is the SQL condition (per vendor) under which ``pesan`` refuses the act."""

    nama: str
    tabel: str
    saat: str  # "UPDATE", "DELETE" or "INSERT"
    pesan: str
    syarat_sqlite: str = "1"
    syarat_postgresql: str = "TRUE"
    tabel_lain: tuple[str, ...] = ()  # tables that the condition reads

    @property
    def nama_lengkap(self) -> str:
        """The name in the database: PostgreSQL cuts longer ones at 63 letters by itself."""
        return f"{AWALAN}{self.nama}"[:63]

    def buat(self, vendor: str) -> list[str]:
        """The SQL that creates it on ``sqlite`` or ``postgresql``."""
        nama = self.nama_lengkap
        if vendor == "sqlite":
            return [
                f'CREATE TRIGGER "{nama}" BEFORE {self.saat} ON "{self.tabel}" '
                f"WHEN {self.syarat_sqlite} BEGIN SELECT RAISE(ABORT, '{self.pesan}'); END"
            ]
        baris = "OLD" if self.saat == "DELETE" else "NEW"
        return [
            f'CREATE OR REPLACE FUNCTION "{nama}"() RETURNS trigger AS $$ BEGIN '
            f"IF {self.syarat_postgresql} THEN RAISE EXCEPTION '{self.pesan}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {baris}; END $$ LANGUAGE plpgsql",
            f'CREATE TRIGGER "{nama}" BEFORE {self.saat} ON "{self.tabel}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{nama}"()',
        ]


def hanya_tambah(tabel: str) -> list[Pemicu]:
    """Rows of this table can be added, never changed or removed."""
    pesan = "Riwayat hanya bertambah: baris tidak dapat diubah atau dihapus"
    return [Pemicu(f"{tabel}_{saat.lower()}", tabel, saat, pesan) for saat in ("UPDATE", "DELETE")]


def pemicu() -> list[Pemicu]:
    return hanya_tambah("jejak_catatan")
