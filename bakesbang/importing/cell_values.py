"""Indicators of a row and the values beside them: year, quarters in every printed form, months, notes."""

from __future__ import annotations

import re

from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.leftovers import TW, LeftoverReader
from bakesbang.importing.tree import ReadIndikator, Running, TreeReader
from bakesbang.importing.vocabulary import (
    CONTINUED,
    MONTH_NAMES,
    ROLE_NAMES,
    WHOLE_YEAR,
    ColumnRole,
    cumulative,
    fold,
    read_period,
    split_four,
    split_items,
    split_tw,
    squeeze,
    strip_number,
)

FREE_TEXTS = (
    ColumnRole.SATUAN,
    ColumnRole.PENANGGUNG_JAWAB,
    ColumnRole.FORMULA,
    ColumnRole.SUMBER_DATA,
    ColumnRole.DEFINISI,
    ColumnRole.ALASAN,
)
SAME_NAME = "Nama yang sama sudah ada pada sasaran ini dengan nilai lain, jadi tetap menjadi dua indikator."
INDIKATOR_WORDS = re.compile(
    r"(?:jumlah|per?sentase|prosentase|indeks|nilai|tingkat|rata-rata|rasio|skor|cakupan|angka|predikat|peringkat)\b",
    re.IGNORECASE,
)
UNWRITTEN = "Sasaran belum tertulis"
VALUE_ROLES = (ColumnRole.TARGET, ColumnRole.TW, ColumnRole.TW_ALL, ColumnRole.MONTH)
_VALUE_LINES = re.compile(r"\s*(?:\n|;|\||,\s(?=['\"\d-]))\s*")


class CellReader(LeftoverReader):
    """Reads everything of a row that is not an objective."""

    def __init__(
        self,
        header: TableHeader,
        ledger: Ledger,
        running: Running,
        tree: TreeReader,
        tw_columns: frozenset[int],
    ) -> None:
        super().__init__(header, ledger, running, tree)
        self.tw_columns = tw_columns
        self.value_columns = [k for k in header.columns if k.role in VALUE_ROLES]
        self.period = next(iter(header.find(ColumnRole.PERIOD)), None)
        self.unit: GridCell | None = None
        self.row_tw: set[int] = set()

    # ── indicators ──
    def indikator(self, content: list[GridCell]) -> None:
        for k in self.indikator_columns.values():
            text = content[k.index].text.strip()
            if text:
                self._indikator(k, text, content)
        for k in self.header.find(ColumnRole.KEY):
            self._key(k, content[k.index])

    def _indikator(self, k: Column, text: str, content: list[GridCell]) -> None:
        position, node = content[k.index].position, self.tree.group_node(k)
        open_items = self.s.group.get(k.group, [])
        if open_items and self._continuation(open_items, text, position, content, k):
            return
        if node is None and not self.tree.sasaran_columns:
            node = self.tree.heading(UNWRITTEN, position, implied=True)
            self.ledger.note(
                position,
                "",
                Fate.WARNING,
                f"Sasarannya tidak tertulis, jadi ditaruh di bawah “{UNWRITTEN}”.",
            )
        if node is None:
            self.ledger.note(position, "", Fate.UNREAD, "Indikator ini tidak mempunyai sasaran di atasnya.")
            return
        item = split_items(text)
        result = []
        for n, one in enumerate(item):
            number, uraian = strip_number(one) if len(item) == 1 else ("", one)
            uraian = CONTINUED.sub("", uraian) or uraian
            same = [i for i in node.indikator if fold(i.text) == fold(uraian)]
            exists = next((i for i in same if self._printed_again(i, one, content, k)), None)
            new = exists or ReadIndikator(uraian, position, number=self._row_number(content))
            if exists is None:
                node.indikator.append(new)
                self._unit(new)
            if same and exists is None:
                self.ledger.note(position, "", Fate.WARNING, SAME_NAME)
            result.append(new)
            fate, reason = Fate.CLEAR, ""
            if len(item) > 1:
                fate, reason = Fate.TIDIED, f"Satu sel memuat {len(item)} indikator, jadi dipisah."
            elif number:
                fate, reason = Fate.TIDIED, f"Nomor “{number}” dilepas."
            if exists is not None and exists.position != position:
                fate, reason = Fate.NOTED, "Indikator yang sama ditulis lagi."
            self.ledger.note(
                position,
                f"Indikator{f' {n + 1}' if len(item) > 1 else ''}: {uraian}",
                fate,
                reason,
                node.index,
            )
        self.s.group[k.group] = result
        self.s.tw.pop(k.group, None)

    def _row_number(self, content: list[GridCell]) -> str:
        texts = [squeeze(content[k.index].text) for k in self.header.find(ColumnRole.NUMBER)]
        return next((t for t in texts if t), "")

    def _printed_again(self, old: ReadIndikator, text: str, content: list[GridCell], k: Column) -> bool:
        """Whether a row repeats an indicator that was read before: nothing in it says otherwise. A second row
        with values of its own is a second indicator, whatever its name."""
        if self.period is not None or CONTINUED.search(text):
            return True
        written = {x: squeeze(content[x.index].text) for x in self.value_columns if x.group == k.group}
        if self._other_unit(old, content, k):
            return False
        if not any(written.values()) or not (old.tw or old.month or old.yearly is not None):
            return True
        if any(t and t != _old_value(old, x) for x, t in written.items()):
            return False
        number = self._row_number(content)
        return not number or not old.number or number == old.number

    def _other_unit(self, old: ReadIndikator, content: list[GridCell], k: Column) -> bool:
        units = [x for x in self.header.find(ColumnRole.SATUAN) if x.group == k.group]
        texts = [t for x in units if (t := content[x.index].text.strip())]
        return any(fold(t) != fold(old.fields.get(ColumnRole.SATUAN, t)) for t in texts)

    def indikator_as_sasaran(self, content: list[GridCell]) -> bool:
        """A row of a table without a column of indicators that is one by its words, below a row that is none:
        "Jumlah dokumen …" under a coded kegiatan. Its values are its own."""
        columns = self.tree.sasaran_columns
        owner = self.s.deepest
        if self.indikator_columns or len(columns) != 1 or owner is None or not self.tree.mixed:
            return False
        cell = content[columns[0].index]
        text = squeeze(cell.text)
        if not INDIKATOR_WORDS.match(text) or self.tree.has_code(content) or not self.s.by_code:
            return False
        new = ReadIndikator(text, cell.position)
        owner.indikator.append(new)
        self.s.group[columns[0].group] = [new]
        self.ledger.note(cell.position, f"Indikator: {text}", node=owner.index)
        self.value(content)
        self.tree.note_level(content)
        return True

    def parts(self, cell: GridCell) -> None:
        """The rows below are of this unit; without a column for it, it answers for their indicators."""
        self.unit = None if self.header.find(ColumnRole.PENANGGUNG_JAWAB) else cell
        meaning = (
            "Judul bagian"
            if self.unit is None
            else f"Penanggung jawab baris di bawahnya: {squeeze(cell.text)}"
        )
        self.ledger.note(cell.position, meaning, Fate.NOTED)

    def _unit(self, ind: ReadIndikator) -> None:
        if self.unit is not None:
            ind.fields[ColumnRole.PENANGGUNG_JAWAB] = squeeze(self.unit.text)
            ind.cell[ColumnRole.PENANGGUNG_JAWAB] = self.unit.position

    def _continuation(
        self,
        open_items: list[ReadIndikator],
        text: str,
        position: Position,
        content: list[GridCell],
        k: Column,
    ) -> bool:
        """The rest of an indicator that a page break cut."""
        has_value = any(content[x.index].text.strip() for x in self.value_columns if x.group == k.group)
        if not text[:1].islower() or re.match(r"^[a-z][.)]\s", text) or has_value or self.s.new:
            return False
        open_items[-1].text = f"{open_items[-1].text} {squeeze(text)}"
        self.ledger.note(
            position,
            f"Lanjutan indikator “{open_items[-1].text[:60]}”",
            Fate.TIDIED,
            "Kalimatnya terpotong, jadi disambung.",
        )
        return True

    def _key(self, k: Column, cell: GridCell) -> None:
        text = cell.text.strip()
        if not text:
            return
        open_items = [i for items in self.s.group.values() for i in items]
        if k.index < min((x.index for x in self.indikator_columns.values()), default=0) and self.s.deepest:
            self.s.deepest.key = text
        elif open_items:
            open_items[-1].key = text
        self.ledger.note(cell.position, "Kunci pencocok", Fate.NOTED)

    def open_items(self, group: int, position: Position) -> list[ReadIndikator]:
        """The indicators a value belongs to; an objective without one lends its own words."""
        if items := self.s.group.get(group):
            return items
        node = self.tree.group_node(self.indikator_columns.get(group))
        if node is None:
            return []
        if not node.indikator:
            node.indikator.append(ReadIndikator(node.text, position, implied=True))
            self.ledger.note(
                position,
                "",
                Fate.WARNING,
                "Indikatornya tidak tertulis, jadi bunyi sasarannya yang dipakai.",
                node.index,
            )
        self.s.group[group] = node.indikator[-1:]
        return self.s.group[group]

    # ── values ──
    def value(self, content: list[GridCell]) -> None:
        period = self._period(content)
        self.row_tw.clear()
        for k in self.value_columns:
            if content[k.index].text.strip():
                self._value(k, content[k.index], period)
        for k in self.header.find(ColumnRole.PENJELASAN):
            if content[k.index].text.strip():
                self._penjelasan(k, content[k.index], period)
        for k in self.header.find(*FREE_TEXTS):
            if content[k.index].text.strip():
                self._text(k, content[k.index])
        for k in self.header.find(ColumnRole.NOTE, ColumnRole.BUDGET, ColumnRole.IGNORE):
            if content[k.index].text.strip():
                self._note_cell(k, content[k.index], period)

    def _period(self, content: list[GridCell]) -> int | None:
        if self.period is None or not (text := content[self.period.index].text.strip()):
            return None
        tw = read_period(text)
        if tw == WHOLE_YEAR:
            self.ledger.note(content[self.period.index].position, "Baris TW I sampai IV")
        elif tw:
            self.ledger.note(content[self.period.index].position, f"Baris {TW[tw]}")
            if cumulative(text):
                for items in self.s.group.values():
                    for ind in items:
                        ind.cumulative = True
        return tw

    def _for_period(self, k: Column) -> bool:
        """Whether a target column speaks of the row's quarter: right of the quarter's name, or the only one."""
        target = [x.index for x in self.header.find(ColumnRole.TARGET)]
        return self.period is not None and (k.index > self.period.index or max(target) < self.period.index)

    def _value(self, k: Column, cell: GridCell, period: int | None) -> None:
        text, items = cell.text.strip(), self.open_items(k.group, cell.position)
        if not items:
            self.ledger.note(cell.position, "", Fate.UNREAD, "Nilai ini tidak mempunyai indikator.")
        elif k.role == ColumnRole.TW:
            for ind in items:
                ind.cumulative = ind.cumulative or cumulative(k.heading)
            self._deal_out(items, text, cell.position, k.order, k.group)
        elif k.role == ColumnRole.MONTH:
            for ind, one in self._per_indikator(items, text, cell.position):
                old = ind.month.get(k.order, one)
                if old != one:
                    one = self._two_values(ind, MONTH_NAMES[k.order - 1], old, one, cell.position)
                ind.month[k.order] = one
                ind.cell.setdefault("bulan", cell.position)
                ind.cell[f"bulan{k.order}"] = cell.position
                self.ledger.note(cell.position, f"Target {MONTH_NAMES[k.order - 1]}: {one}")
        elif k.role == ColumnRole.TW_ALL:
            self._all_tw(k, items, cell)
        elif pieces := split_tw(text):
            self._tw_cell(k, items, cell, pieces)
        elif period and self._for_period(k):
            for tw in range(1, 5) if period == WHOLE_YEAR else (period,):
                self._deal_out(items, text, cell.position, tw, k.group)
        elif k.index in self.tw_columns:
            self._without_label(k, items, cell)
        else:
            self._yearly(k, items, cell)

    def _tw_cell(
        self, k: Column, items: list[ReadIndikator], cell: GridCell, pieces: list[tuple[int, str, str]]
    ) -> None:
        for tw, label, content in pieces:
            self._deal_out(items, content, cell.position, tw, k.group, tw_cell=True)
            if not re.search(r"\s=$", label):
                self.ledger.note(
                    cell.position, "", Fate.TIDIED, f"“{label}” ditulis rapi sebagai “{TW[tw]} =”."
                )
        if front := cell.text[: cell.text.upper().find(pieces[0][1].upper())].strip():
            self._keep_note(k, f"{k.heading}: {front}", cell.position)

    def _deal_out(
        self,
        items: list[ReadIndikator],
        text: str,
        position: Position,
        tw: int,
        group: int,
        *,
        tw_cell: bool = False,
    ) -> None:
        self.s.tw[group] = tw
        self.row_tw.add(tw)
        for ind, one in self._per_indikator(items, text, position):
            if tw in ind.tw and ind.tw[tw] != one:
                one = self._two_values(ind, TW[tw], ind.tw[tw], one, position)
            ind.tw[tw] = one
            ind.cell[f"tw{tw}"] = position
            blank_tw = one if one else "kosong, belum disebut"
            self.ledger.note(position, f"{TW[tw]}: {'strip, tidak direncanakan' if one == '-' else blank_tw}")

    def _two_values(self, ind: ReadIndikator, when: str, old: str, new: str, position: Position) -> str:
        """Which of two values of one quarter or month counts; both stay in a note."""
        p, b, c = position
        node = self._owner(ind)
        if node is not None:
            node.notes.append(f"{when} “{ind.text[:60]}” tertulis dua kali: “{old}” dan “{new}”.")
        return self.ledger.ask(
            f"dua:{p}:{b}:{c}:{when}", [position], f"{when} indikator “{ind.text[:60]}” tertulis dua kali. Yang mana yang dipakai?",
            [(old, old or "kosong"), (new, new or "kosong")], old,
        )  # fmt: skip

    def _per_indikator(
        self, items: list[ReadIndikator], text: str, position: Position
    ) -> list[tuple[ReadIndikator, str]]:
        """One value for one indicator; as many values as indicators in one cell are dealt out."""
        if len(items) == 1:
            return [(items[0], squeeze(text))]
        parts = split_items(text)
        if len(parts) != len(items):
            parts = [squeeze(t) for t in _VALUE_LINES.split(text.strip()) if t.strip()]
        if len(parts) == len(items):
            return list(zip(items, parts, strict=True))
        self.ledger.note(
            position,
            "",
            Fate.WARNING,
            f"Satu nilai untuk {len(items)} indikator, jadi dipakai untuk semuanya.",
        )
        return [(ind, squeeze(text)) for ind in items]

    def _all_tw(self, k: Column, items: list[ReadIndikator], cell: GridCell) -> None:
        """Four values in one cell, or one a row below each other."""
        text = cell.text.strip()
        if pieces := split_tw(text):
            self._tw_cell(k, items, cell, pieces)
            return
        if pieces := split_four(text):
            for tw, _, one in pieces:
                self._deal_out(items, one, cell.position, tw, k.group)
            return
        parts = [b for b in _VALUE_LINES.split(text) if b.strip()]
        blank_tw = next((tw for tw in range(1, 5) if tw not in items[-1].tw), None)
        if len(parts) == 1 and blank_tw:
            self._deal_out(items, parts[0], cell.position, blank_tw, k.group)
        else:
            self._keep_note(k, f"{k.heading}: {squeeze(text)}", cell.position, Fate.WARNING)

    def _without_label(self, k: Column, items: list[ReadIndikator], cell: GridCell) -> None:
        proposal = next((tw for tw in range(1, 5) if tw not in items[-1].tw), 4)
        p, b, c = cell.position
        answer = self.ledger.ask(
            f"triwulan:{p}:{b}:{c}", [cell.position], "Triwulannya tidak tertulis.",
            [*((str(n), TW[n]) for n in range(1, 5)), ("tahun", "Target tahun")], str(proposal),
        )  # fmt: skip
        if answer == "tahun":
            self._yearly(k, items, cell)
        else:
            self._deal_out(items, cell.text.strip(), cell.position, int(answer), k.group)

    def _yearly(self, k: Column, items: list[ReadIndikator], cell: GridCell) -> None:
        for ind, one in self._per_indikator(items, cell.text, cell.position):
            if ind.yearly is not None and ind.yearly != one:
                self._keep_note(k, f"{k.heading}, “{ind.text[:60]}”: {one}", cell.position, Fate.WARNING)
                continue
            ind.yearly = one
            ind.cell["tahunan"] = cell.position
            self.ledger.note(cell.position, f"Target tahun: {one}")

    def _penjelasan(self, k: Column, cell: GridCell, period: int | None) -> None:
        items = self.open_items(k.group, cell.position)
        pieces = split_tw(cell.text)
        if k.order:
            pieces = [(k.order, "", squeeze(cell.text))]
        elif not pieces:
            tw = (period if period != WHOLE_YEAR else None) or self.s.tw.get(k.group)
            if tw is None or (not self.tw_columns and not period) or (not period and len(self.row_tw) > 1):
                self._keep_note(k, f"{k.heading}: {squeeze(cell.text)}", cell.position)
                return
            pieces = [(tw, "", squeeze(cell.text))]
        for tw, _, text in pieces:
            for ind, one in self._per_indikator(items, text, cell.position):
                old = ind.penjelasan.get(tw, "")
                ind.penjelasan[tw] = f"{old}\n{one}" if old else one
                ind.cell[f"penjelasan{tw}"] = cell.position
                self.ledger.note(
                    cell.position,
                    f"Penjelasan {TW[tw]}",
                    Fate.TIDIED if old else Fate.CLEAR,
                    "Disambung ke penjelasan di atasnya." if old else "",
                )

    def _text(self, k: Column, cell: GridCell) -> None:
        """Unit, formula, source, office: one text of the open indicators."""
        if k.role is None:
            return
        group = k.group
        if k.role == ColumnRole.PENANGGUNG_JAWAB and self.s.group:
            group = max(self.s.group) if group not in self.s.group else group
        items = self.open_items(group, cell.position)
        whole = cell.text.strip() if k.role == ColumnRole.FORMULA else squeeze(cell.text)
        for ind in items:
            old = ind.fields.get(k.role, "")
            if old and fold(old) != fold(whole):
                ind.fields[k.role] = f"{old}\n{whole}"
                self.ledger.note(
                    cell.position,
                    f"{ROLE_NAMES[k.role]}: {whole}",
                    Fate.TIDIED,
                    "Disambung ke isi di atasnya.",
                )
                continue
            ind.fields[k.role] = whole
            ind.cell[k.role] = cell.position
            self.ledger.note(cell.position, f"{ROLE_NAMES[k.role]}: {whole}")


def _old_value(old: ReadIndikator, column: Column) -> str:
    """What an indicator already has where a value column of its row stands."""
    if column.role == ColumnRole.TW:
        return old.tw.get(column.order, "")
    if column.role == ColumnRole.MONTH:
        return old.month.get(column.order, "")
    return old.yearly or "" if column.role == ColumnRole.TARGET else ""
