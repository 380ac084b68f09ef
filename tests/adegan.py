"""Scenes: states of the database from which many tests start.

A scene is a fixture, played once per process by the product's own actions. On SQLite its whole database is then
kept in memory and copied back, in a millisecond, before every test that names the scene, and the empty one before
every other test. On PostgreSQL the acts are played anew on top of the scene they follow.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

KOSONG = "kosong"


@dataclass(frozen=True)
class Adegan:
    """What is played, and after which other scene."""

    nama: str
    dari: str
    main: Callable[[], object]


@dataclass(frozen=True)
class Peragaan:
    """Short ways to the rows that ``muat_contoh --peragaan`` makes."""

    def pengguna(self, username: str) -> Any:
        return get_user_model().objects.get(username=username)

    @property
    def instansi(self) -> Any:
        return apps.get_model("organisasi", "Instansi").objects.get()


_daftar: dict[str, Adegan] = {}
_simpanan: dict[str, sqlite3.Connection] = {}
_hadir = KOSONG


def adegan(nama: str, main: Callable[[], object], *, dari: str = "peragaan") -> Any:
    """The fixture of a scene: ``bidang = adegan("bidang", bidang_bekerja)``; its value is the demonstration's cast."""
    _daftar[nama] = Adegan(nama, dari, main)

    @pytest.fixture(name=nama)
    def hadir(db: None, request: pytest.FixtureRequest) -> Peragaan:
        if not _sudah(nama):
            if dari != KOSONG:
                request.getfixturevalue(dari)
            main()
        return Peragaan()

    return hadir


def _sudah(nama: str) -> bool:
    """Whether the database of this test was set for this scene, or for one that follows it."""
    kini = _hadir
    while kini not in (nama, KOSONG):
        kini = _daftar[kini].dari
    return kini == nama


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    """Before pytest-django opens the database to a test."""
    if fixturedef.argname != "_django_db_helper" or connection.vendor != "sqlite":
        return
    diminta = [nama for nama in request.node.fixturenames if nama in _daftar]
    diminta.sort(key=lambda nama: len(_sebelum(nama)))
    terakhir = diminta[-1] if diminta else KOSONG
    assert set(diminta) <= {*_sebelum(terakhir), terakhir}, f"dua adegan sekaligus: {diminta}"
    with request.getfixturevalue("django_db_blocker").unblock():
        _hadirkan(terakhir)


def _sebelum(nama: str) -> list[str]:
    urutan = []
    while nama != KOSONG:
        nama = _daftar[nama].dari
        urutan.append(nama)
    return urutan


def _hadirkan(nama: str) -> None:
    global _hadir
    connection.ensure_connection()
    if KOSONG not in _simpanan:
        _simpan(KOSONG)
    if nama not in _simpanan:
        _hadirkan(_daftar[nama].dari)
        _daftar[nama].main()
        _simpan(nama)
    _simpanan[nama].backup(connection.connection)
    _hadir = nama


def _simpan(nama: str) -> None:
    salinan = sqlite3.connect(":memory:")
    connection.connection.backup(salinan)
    _simpanan[nama] = salinan
