"""The container of an Excel or Word file: which part is which. Links to what lies outside are not
even listed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element

from bakesbang.reading.archive_guard import BROKEN, FileRefused
from bakesbang.reading.xml_parts import tree

# How the main part of each kind is usually called; the container may say otherwise.
_MAIN = {
    "workbook": ("xl/workbook.xml", re.compile(r"workbook\d*\.xml$")),
    "document": ("word/document.xml", re.compile(r"document\d*\.xml$")),
}


class Package:
    """``name`` is the file's name as the user knows it, for the sentences."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self.parts = frozenset(archive.namelist())

    def main_part(self, kind: str) -> str:
        """The part of a "workbook" or "document", "" when there is none. Raises FileRefused."""
        usual, pattern = _MAIN[kind]
        if usual in self.parts:
            return usual
        for target_kind, target in self.targets("").values():
            if target_kind == "officeDocument" and pattern.search(target) and target in self.parts:
                return target
        return ""

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """id → (kind, part): what a part points to inside the container. Raises FileRefused."""
        folder, _, file = part.rpartition("/")
        path = join(folder, "_rels", f"{file}.rels")
        if path not in self.parts:
            return {}
        found = {}
        for element in self.tree(path):
            if element.get("TargetMode", "").lower() == "external":
                continue
            target = element.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], inside)
        return found

    def target(self, part: str, kind: str) -> str:
        """The first part of a kind that ``part`` points to and that exists, else ""."""
        found = (p for k, p in self.targets(part).values() if k == kind and p in self.parts)
        return next(found, "")

    def open(self, part: str) -> IO[bytes]:
        """The content of a part as a stream. Raises FileRefused."""
        try:
            return self.archive.open(part)
        except (KeyError, *BROKEN) as error:
            raise self.broken() from error

    def tree(self, part: str, leave_out: Collection[str] = ()) -> Element:
        """A part as elements. Raises FileRefused."""
        try:
            content = self.archive.read(part)
        except (KeyError, *BROKEN) as error:
            raise self.broken() from error
        return tree(io.BytesIO(content), self.name, leave_out=leave_out)

    def broken(self) -> FileRefused:
        return FileRefused(f"“{self.name}” rusak dan tidak dapat dibuka.")
