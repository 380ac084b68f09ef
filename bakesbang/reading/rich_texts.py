"""Texts of a workbook that are made of runs, each with its own looks."""

from __future__ import annotations

import re

from bakesbang.reading.raised_text import PlainText, Run, plain


class RichTexts:
    """Texts made of runs: every ``si`` of the shared texts, and the ``is`` of a cell that holds its
    own."""

    def __init__(self) -> None:
        self.found: list[PlainText] = []
        self._runs: list[Run] = []
        self._text: list[str] | None = None
        self._struck = self._raised = False
        self._sounds = 0  # inside phonetic text, which repeats what is written

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("x_si", "x_is"):
            self._runs = []
            self._look_plain()
        elif tag == "x_r":
            self._look_plain()
        elif tag == "x_rPh":
            self._sounds += 1
        elif tag == "x_t" and not self._sounds:
            self._text = []
        elif tag == "x_strike":
            self._struck = attributes.get("val", "1") not in ("0", "false")
        elif tag == "x_vertAlign":
            self._raised = attributes.get("val") == "superscript"

    def _look_plain(self) -> None:
        self._struck = self._raised = False

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag == "x_t" and self._text is not None:
            self._runs.append(Run(_unescaped("".join(self._text)), self._struck, self._raised))
            self._text = None
        elif tag == "x_rPh":
            self._sounds -= 1
        elif tag in ("x_si", "x_is"):
            self.found.append(plain(self._runs))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """Excel writes what XML cannot hold as "_x000D_"; a line break comes out as one."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
