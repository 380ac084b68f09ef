"""Cells and columns on their way through the importer."""

from __future__ import annotations

from dataclasses import dataclass

from bakesbang.importing.ledger import Position
from bakesbang.importing.vocabulary import LEVEL_NAMES, ROLE_NAMES, ColumnRole


@dataclass
class GridCell:
    """A cell on its way: its text now, and where in the file it came from."""

    text: str
    position: Position
    continued: bool = False
    anchor: tuple[int, int] | None = None  # row and column of the merged cell whose text stands here


@dataclass(frozen=True)
class Column:
    """One column: its heading, role, the levels it may hold, and the quarter or month it names."""

    index: int
    heading: str
    role: ColumnRole | None
    jenjang: tuple[int, ...] = ()
    order: int = 0
    group: int = -1
    parts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As a person reads it: "Indikator, Program"."""
        if self.role is None:
            return "Belum dikenal"
        extra = (
            "/".join(LEVEL_NAMES.get(j, "Tujuan") for j in self.jenjang)
            if self.role == ColumnRole.SASARAN
            else ""
        )
        return f"{ROLE_NAMES[self.role]}{', ' + extra if extra else ''}{' ' + str(self.order) if self.order else ''}"
