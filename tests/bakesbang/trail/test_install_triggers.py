"""Triggers never vanish silently: counted and mended at every start, off only while a table is rebuilt."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction

from bakesbang.trail import install_triggers
from bakesbang.trail.install_triggers import (
    all_triggers,
    ensure,
    expected,
    installed,
    missing,
    rebuilds,
    remove,
)
from tests.proses import jalankan


def execute(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.basisdata
def test_what_a_killed_start_left_is_mended(db):
    remove("default")
    assert len(missing("default")) == len(expected("default")) > 40
    assert len(ensure("default")) == len(expected("default"))
    assert missing("default") == []
    assert ensure("default") == []


@pytest.mark.basisdata
def test_a_part_that_is_missing_is_noticed_too(db):
    name, table = installed("default")[0]
    on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    execute(f'DROP TRIGGER "{name}"{on_table}')
    assert ensure("default") == [name]
    assert missing("default") == []


def test_a_start_that_cannot_mend_is_refused(db, monkeypatch):
    remove("default")
    monkeypatch.setattr(install_triggers, "install", lambda alias: None)
    with pytest.raises(ImproperlyConfigured, match="server tidak dimulai"):
        ensure("default")


@pytest.mark.parametrize(
    ("operation", "expected_answer"),
    [
        (migrations.CreateModel("X", fields=[]), False),
        (migrations.AlterModelOptions("x", {}), False),
        (migrations.AddField("x", "y", models.IntegerField(null=True)), True),
        (migrations.RunPython(migrations.RunPython.noop), True),
    ],
)
def test_triggers_leave_only_for_what_rebuilds_or_writes(operation, expected_answer):
    assert rebuilds([operation]) is expected_answer


def test_a_migrate_with_nothing_to_do_takes_nothing_off(db, monkeypatch):
    monkeypatch.setattr("bakesbang.trail.management.commands.migrate.without_triggers", None)
    call_command("migrate", verbosity=0)
    assert missing("default") == []


def test_every_table_of_history_names_its_own_key(db):
    names = {t.full_name for t in all_triggers()}
    assert "bkb_jejak_catatan_replace" in names
    assert all(
        f"bkb_{t.table}_replace"[:63] in names for t in all_triggers() if "hanya bertambah" in t.message
    )


def test_two_starts_at_once_leave_every_trigger_on(tmp_path):
    """Each prepares the same new folder; neither finds the other's half."""
    settings = {"BAKESBANG_DATA": str(tmp_path)}
    first, second = (
        subprocess.Popen(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            env=_environment(settings),
        )
        for _ in range(2)
    )
    assert [first.wait(120), second.wait(120)] == [0, 0]
    answer = jalankan(
        "-c",
        "import django; django.setup(); from bakesbang.trail.install_triggers import missing;"
        "print(missing('default'))",
        data=tmp_path,
        DJANGO_SETTINGS_MODULE="bakesbang.settings",
    )
    assert answer.stdout.strip() == "[]"
    with sqlite3.connect(tmp_path / "bakesbang.sqlite3") as database:
        count = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
    assert count == len(all_triggers())


def _environment(values: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "bakesbang.settings", **values}


def test_rows_of_the_trace_are_not_replaced(peragaan):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    columns = "waktu, tindakan, objek_jenis, objek_id, objek_nama, lama, baru, alasan"
    for recursive in ("ON", "OFF"):
        execute(f"PRAGMA recursive_triggers={recursive}")
        with pytest.raises(DatabaseError, match="hanya bertambah"):
            execute(
                f"INSERT OR REPLACE INTO jejak_catatan (id, {columns}) "
                f"SELECT id, waktu, 'palsu', objek_jenis, objek_id, objek_nama, lama, baru, alasan "
                "FROM jejak_catatan LIMIT 1"
            )
