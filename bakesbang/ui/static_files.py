"""Static files: what installed packages bring, and how collected files are named.

Third-party files are never copied into the repository. The finder offers the few we use under ``paket/``,
with names of our own, so that a stylesheet does not depend on how a package lays out its folders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage, Error
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Our name → package, and the file inside it. Only the reset and the grid of Bootstrap are used: the
# components are our own, so shipping the other 170 kB would only slow the first page down.
PAKET: dict[str, tuple[str, str]] = {
    "paket/bootstrap/bootstrap-reboot.min.css": (
        "bootstrap_wrapper",
        "../bootstrap/css/bootstrap-reboot.min.css",
    ),
    "paket/bootstrap/bootstrap-grid.min.css": (
        "bootstrap_wrapper",
        "../bootstrap/css/bootstrap-grid.min.css",
    ),
    "paket/inter/Inter.ttf": ("fontpkg_inter", "files/Inter[opsz,wght].ttf"),
}


@cache
def letak(nama: str) -> Path:
    """Where a file offered under ``paket/`` really is. Raises KeyError for a name we do not offer."""
    paket, berkas = PAKET[nama]
    spec = find_spec(paket)
    asal = Path(spec.origin).parent if spec and spec.origin else Path(paket)
    return (asal / berkas).resolve()


class BerkasPaket(FileSystemStorage):
    """Read-only view of ``PAKET``: our names, the packages' files."""

    def path(self, name: str) -> str:
        try:
            return str(letak(name))
        except KeyError:
            raise SuspiciousFileOperation(f"{name} bukan berkas paket.") from None


class PencariPaket(BaseFinder):
    """Static files finder for ``PAKET``."""

    penyimpanan = BerkasPaket()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """A package that moved its files stops the start, not the first page."""
        return [
            Error(
                f"Berkas paket {nama} tidak ditemukan.",
                hint=f"Periksa versi {PAKET[nama][0]}.",
                id="dokumen.E001",
            )
            for nama in PAKET
            if not letak(nama).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]
        ada = [str(letak(path))] if path in PAKET else []
        if find_all:
            return ada
        return ada[0] if ada else []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for nama in PAKET:
            if not matches_patterns(nama, list(ignore_patterns or [])):
                yield nama, self.penyimpanan


class PenyimpananStatis(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files; references to source maps, which nobody ships, are dropped.

    Before ``collectstatic`` has run there is no manifest: names are then used as they are, so that tests and a
    developer need no collected files. Once there is one, a name it does not know is an error.
    """

    keep_only_hashed_files = True  # nobody asks for the plain names, and compressing both takes twice as long

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[Any], str]:
        ubah: Callable[[Any], str] = super().url_converter(name, hashed_files, template)
        return lambda cocok: "" if "sourceMappingURL" in cocok["matched"] else ubah(cocok)
