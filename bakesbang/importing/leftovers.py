"""Cells for which the plan has no place: kept as notes of the objective they are about."""

from __future__ import annotations

from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.tree import Node, ReadIndikator, Running, TreeReader
from bakesbang.importing.vocabulary import WHOLE_YEAR, ColumnRole, squeeze

TW = ("", "TW I", "TW II", "TW III", "TW IV")


class LeftoverReader:
    """What a reader of rows knows of its table, and how it keeps a note."""

    def __init__(self, header: TableHeader, ledger: Ledger, running: Running, tree: TreeReader) -> None:
        self.header, self.ledger, self.s, self.tree = header, ledger, running, tree
        self.indikator_columns = {k.group: k for k in header.find(ColumnRole.INDIKATOR)}

    def _note_cell(self, k: Column, cell: GridCell, period: int | None) -> None:
        if k.role == ColumnRole.IGNORE:
            self.ledger.note(cell.position, "Tidak dipakai, sesuai pilihan Anda", Fate.NOTED)
            return
        if k.role == ColumnRole.BUDGET and (owner := self._note_owner(k)) is not None:
            owner.budget.append((k.heading, squeeze(cell.text)))
        front = f"{k.heading}, {TW[period]}" if period and period != WHOLE_YEAR else k.heading
        self._keep_note(k, f"{front or 'Catatan'}: {squeeze(cell.text)}", cell.position)

    def _keep_note(self, k: Column, text: str, position: Position, fate: Fate = Fate.NOTED) -> None:
        node = self._note_owner(k)
        if node is None:
            self.ledger.note(
                position,
                "Keterangan sebelum sasaran pertama",
                fate,
                "Tidak ada tempatnya di dokumen; tercatat di laporan ini.",
            )
            return
        open_items = self.s.group.get(k.group)
        if open_items and len(node.indikator) > 1:
            text = f"{text} ({open_items[-1].text})"
        if text not in node.notes:
            node.notes.append(text)
        self.ledger.note(position, f"Catatan pada “{node.text[:60]}”", fate, "", node.index)

    def _note_owner(self, k: Column) -> Node | None:
        """The objective that a note is about: a step between the indicator and the note, else the indicator's own."""
        indikator = self.indikator_columns.get(k.group)
        left = [
            x
            for x in self.header.find(ColumnRole.SASARAN)
            if x.index < k.index and indikator and x.index > indikator.index
        ]
        step = next((x for x in self.s.new if left and x.jenjang in left[-1].jenjang), None)
        if step is not None and not step.indikator:
            return step
        if self.s.group.get(k.group):
            owner = self._owner(self.s.group[k.group][-1])
            if owner is not None:
                return owner
        return self.tree.group_node(self.indikator_columns.get(k.group)) or self.s.deepest

    def _owner(self, ind: ReadIndikator) -> Node | None:
        """The objective of an indicator: it was read lately, so the search begins at the end."""
        return next(
            (x for x in reversed(self.s.everything) if any(i is ind for i in reversed(x.indikator))), None
        )
