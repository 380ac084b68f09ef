"""XML of office files, read within bounds: no document type, no entities, no depth and no number of
elements without end. Names come with a short prefix of their namespace ("w_tbl"), the same for
transitional and strict files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from bakesbang.reading.archive_guard import FileRefused

MAX_DEPTH = 100
MAX_ELEMENTS = 600_000
PIECE = 256 * 1024

# The end of a namespace → its prefix here. Strict files write purl.oclc.org where others write
# schemas.openxmlformats.org/…/2006; LibreOffice and older Word have their own for drawings.
_PREFIXES = {
    "wordprocessingml/2006/main": "w",
    "wordprocessingml/main": "w",
    "office/word/2003/wordml": "w",
    "officeDocument/2006/math": "m",
    "officeDocument/math": "m",
    "markup-compatibility/2006": "mc",
    "schemas-microsoft-com:vml": "v",
    "spreadsheetml/2006/main": "x",
    "spreadsheetml/main": "x",
    "package/2006/relationships": "rel",
    "officeDocument/2006/relationships": "r",
    "officeDocument/relationships": "r",
    "opendocument:xmlns:office:1.0": "office",
    "opendocument:xmlns:table:1.0": "table",
    "opendocument:xmlns:text:1.0": "text",
    "opendocument:xmlns:style:1.0": "style",
    "opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "opendocument:xmlns:datastyle:1.0": "number",
}


class Names:
    """Full names as the parser says them → short names; each is worked out once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def short(self, full: str) -> str:
        known = self._known.get(full)
        if known is None:
            known = self._known[full] = _short(full)
        return known

    def attributes(self, full: dict[str, str]) -> dict[str, str]:
        return {self.short(key): value for key, value in full.items()}


def _short(full: str) -> str:
    space, _, local = full.rpartition(" ")
    if not space:
        return local
    for end, prefix in _PREFIXES.items():
        if space.endswith(end):
            return f"{prefix}_{local}"
    return local


class TooMuch(Exception):
    """Raised by a handler that has seen enough: the rest of the part is not read."""


def stream(
    content: IO[bytes],
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Calls the handlers with short names, in bounded memory. TooMuch from a handler goes through.

    Raises FileRefused for XML that is broken or declares a document type."""
    names = Names()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(name)
    parser.EntityDeclHandler = lambda *_: _refuse(name)
    parser.StartElementHandler = lambda tag, attributes: start(names.short(tag), names.attributes(attributes))
    parser.EndElementHandler = lambda tag: end(names.short(tag))
    parser.CharacterDataHandler = text
    try:
        while piece := content.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefused(f"“{name}” rusak: isinya tidak dapat dibaca.") from error


def _refuse(name: str) -> None:
    raise FileRefused(f"“{name}” memuat definisi dokumen (DTD) yang tidak diizinkan.")


def tree(content: IO[bytes], name: str, *, leave_out: Collection[str] = ()) -> Element:
    """The whole part as elements, without the subtrees named in ``leave_out``.

    Raises FileRefused also for one that is nested too deeply or has too many elements: readers may
    walk through the answer by recursion."""
    builder = _Bounded(name, frozenset(leave_out))
    stream(content, name, builder.start, builder.end, builder.text)
    return builder.close()


class _Bounded:
    def __init__(self, name: str, leave_out: frozenset[str]) -> None:
        self.name = name
        self.leave_out = leave_out
        self.builder = TreeBuilder()
        self.depth = self.count = self.skipping = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skipping or tag in self.leave_out:
            self.skipping += 1
            return
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise FileRefused(
                f"Isi “{self.name}” bersarang terlalu dalam. Sederhanakan tabelnya, lalu simpan."
            )
        if self.count > MAX_ELEMENTS:
            raise FileRefused(f"Isi “{self.name}” terlalu besar. Bagi menjadi beberapa berkas.")
        self.builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.depth -= 1
        self.builder.end(tag)

    def text(self, text: str) -> None:
        if not self.skipping:
            self.builder.data(text)

    def close(self) -> Element:
        try:
            return self.builder.close()
        except AssertionError as error:  # every element was left out
            raise FileRefused(f"“{self.name}” rusak: isinya kosong.") from error
