"""Fixtures of every test. Browser: tests/peramban.py; scenes and demonstration data: tests/adegan.py, tests/peragaan.py;
LibreOffice: tests/kantor.py; settings: tests/settings.py."""

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = [
    "tests.adegan",
    "tests.peragaan",
    "tests.bakesbang.realisasi.isian",
    "tests.bakesbang.realisasi.panggung",
    "tests.peramban",
]

# The fast profile is the same on every run; the long one looks for what nobody has seen yet.
hypothesis_settings.register_profile(
    "cepat", max_examples=100, deadline=None, derandomize=True, database=None
)
hypothesis_settings.register_profile(
    "panjang", max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck)
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "cepat")


class JaringanTertutup(RuntimeError):
    """A test tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def _tanpa_jaringan() -> Iterator[None]:
    """Nothing but loopback and local sockets; Chromium is held by its own flags (tests/peramban.py)."""
    asli = socket.socket.connect

    def connect(self: socket.socket, alamat: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and alamat[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            self.close()
            raise JaringanTertutup(f"Uji tidak boleh menghubungi {alamat[0]}.")
        asli(self, alamat)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage counts what tests of our own code reach by themselves, not what a browser or an office happens to
    pass through; that also spares those tests the tracer."""
    for item in items:
        if item.get_closest_marker("peramban") or item.get_closest_marker("kantor"):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """What is imported by now stays for the whole run: the collector of cycles need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
