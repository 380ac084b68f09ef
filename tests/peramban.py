"""A real Chromium against the live server.

``halaman`` (1366 × 768) and ``halaman_ponsel`` (390 × 844) give a signed-out page object; a test that uses one
fails by itself when the page asked for anything outside this machine, broke its content security policy,
raised a script error, missed a file, or got a 5xx.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

MEJA = {"width": 1366, "height": 768}
PONSEL = {"width": 390, "height": 844}
BENDERA = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
ATURAN_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Halaman:
    """One tab of Chromium, with the few moves every page test makes."""

    page: Page
    alamat_server: str
    keluhan: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._permintaan)
        self.page.on("response", self._jawaban)
        self.page.on("console", self._konsol)
        self.page.on("pageerror", lambda galat: self.keluhan.append(f"skrip: {galat}"))

    def masuk(self, username: str) -> "Halaman":
        """Sign in without the form: the form has its own test."""
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        sesi = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": sesi, "url": self.alamat_server}])
        return self

    def buka(self, alamat: str) -> int:
        """Go to an address of the product ("/ip/2024/"); answers the HTTP status."""
        jawaban = self.page.goto(self.alamat_server + alamat)
        assert jawaban is not None
        return jawaban.status

    def pelanggaran_axe(self) -> list[str]:
        """What axe finds, one readable line each; a test asserts that it is ``[]``."""
        # Without preload: axe would fetch imported style sheets anew and write them into the page, which our
        # content security policy refuses and this fixture would then report.
        pilihan = {
            "runOnly": {"type": "tag", "values": ATURAN_AXE},
            "resultTypes": ["violations"],
            "preload": False,
        }
        semula = self._setinggi_isi()
        hasil = Axe().run(self.page, options=pilihan).response
        self.page.set_viewport_size(semula)
        return [
            f"{p['id']} ({p['impact']}): {p['help']} → "
            + "; ".join(" ".join(map(str, simpul["target"])) for simpul in p["nodes"][:5])
            for p in hasil["violations"]
        ]

    def _setinggi_isi(self) -> ViewportSize:
        """Make the window as tall as the page; answers its size until now.

        In a window that scrolls, a link half under a sticky bar counts as a target that is too small, so what
        axe says would depend on where the page happens to stand.
        """
        semula = self.page.viewport_size
        assert semula is not None
        # A page that is being replaced has no body to measure.
        self.page.wait_for_function("() => document.body && document.readyState === 'complete'")
        for _ in range(3):  # what is measured in heights of the window grows with it
            tinggi = int(self.page.evaluate("document.documentElement.scrollHeight"))
            ukuran = self.page.viewport_size
            if ukuran is None or tinggi <= ukuran["height"]:
                break
            self.page.set_viewport_size({"width": semula["width"], "height": min(tinggi, 16000)})
        return semula

    def bergeser_ke_samping(self) -> bool:
        """Whether the page as a whole scrolls sideways (a table in its own scroller does not count)."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )

    def potret(self, berkas: str | Path, *, penuh: bool = True) -> None:
        """A picture to look at; never asserted on."""
        self.page.screenshot(path=str(berkas), full_page=penuh)

    def _permintaan(self, permintaan: Request) -> None:
        bagian = urlsplit(permintaan.url)
        if bagian.scheme in ("http", "https", "ws", "wss") and not permintaan.url.startswith(
            self.alamat_server
        ):
            self.keluhan.append(f"permintaan ke luar: {permintaan.url}")

    def _jawaban(self, jawaban: Response) -> None:
        dokumen = jawaban.request.resource_type in ("document", "fetch", "xhr")
        if jawaban.status >= 500 or (jawaban.status >= 400 and not dokumen):
            self.keluhan.append(f"{jawaban.status}: {jawaban.url}")

    def _konsol(self, pesan: ConsoleMessage) -> None:
        # A status is judged in _jawaban, where a page that must be a 404 is told from a missing file.
        if pesan.type == "error" and "Failed to load resource" not in pesan.text:
            self.keluhan.append(f"konsol: {pesan.text}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as alat:
        peramban = alat.chromium.launch(executable_path=shutil.which("chromium"), args=BENDERA)
        yield peramban
        peramban.close()


def _halaman(
    chromium: Browser, live_server: Any, ukuran: dict[str, int], **pilihan: Any
) -> Iterator[Halaman]:
    konteks = chromium.new_context(viewport=ukuran, locale="id-ID", timezone_id="Asia/Jakarta", **pilihan)
    konteks.set_default_timeout(90_000)
    halaman = Halaman(konteks.new_page(), live_server.url)
    yield halaman
    keluhan = list(halaman.keluhan)  # a request that closing cuts off is nobody's fault
    konteks.close()
    assert keluhan == []


@pytest.fixture
def halaman(chromium: Browser, live_server: Any) -> Iterator[Halaman]:
    yield from _halaman(chromium, live_server, MEJA)


@pytest.fixture
def halaman_ponsel(chromium: Browser, live_server: Any) -> Iterator[Halaman]:
    yield from _halaman(chromium, live_server, PONSEL, has_touch=True)


@pytest.fixture
def halaman_tanpa_skrip(chromium: Browser, live_server: Any) -> Iterator[Halaman]:
    yield from _halaman(chromium, live_server, MEJA, java_script_enabled=False)
