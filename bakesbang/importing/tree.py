"""What a table means before it becomes rows of the database: objectives under each other with their
indicators, each text with the cell it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nlargest

from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.header import TableHeader
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.vocabulary import (
    CONTINUED,
    GOAL,
    LEVEL_NAMES,
    ColumnRole,
    fold,
    number_style,
    squeeze,
    strip_label,
    strip_number,
    text_level,
)

# So many letters, of so many others, tell which objective another one belongs to.
LETTERS_COMPARED, CANDIDATES_COMPARED = 300, 20


@dataclass
class ReadIndikator:
    """One indicator with what stands beside it; quarter texts exactly as written."""

    text: str
    position: Position
    yearly: str | None = None
    tw: dict[int, str] = field(default_factory=dict)
    penjelasan: dict[int, str] = field(default_factory=dict)
    month: dict[int, str] = field(default_factory=dict)
    fields: dict[ColumnRole, str] = field(default_factory=dict)
    cell: dict[str, Position] = field(default_factory=dict)
    key: str = ""
    implied: bool = False
    number: str = ""  # the row's own number as printed
    cumulative: bool = False


@dataclass
class Node:
    """One objective. ``number`` is the place in the order of making, by which the report points to it."""

    text: str
    jenjang: int
    position: Position
    index: int
    indikator: list[ReadIndikator] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    budget: list[tuple[str, str]] = field(default_factory=list)  # heading of the money column, its text
    code: str = ""
    key: str = ""
    implied: bool = False

    def walk(self) -> Iterator[Node]:
        yield self
        for children in self.children:
            yield from children.walk()


@dataclass
class Running:
    """Where the reader stands: the open objective of each level and the open indicators of each group."""

    roots: list[Node] = field(default_factory=list)
    current: dict[int, Node] = field(default_factory=dict)
    group: dict[int, list[ReadIndikator]] = field(default_factory=dict)
    style: dict[str, int] = field(default_factory=dict)
    tw: dict[int, int] = field(default_factory=dict)
    everything: list[Node] = field(default_factory=list)
    new: list[Node] = field(default_factory=list)
    parent_of: dict[int, Node | None] = field(default_factory=dict)
    by_code: dict[tuple[str, ...], Node] = field(default_factory=dict)
    before: int = 0  # so many objectives stood in the tables before this one
    opened: set[int] = field(default_factory=set)  # those that this table writes itself

    def next_table(self) -> None:
        """Another table begins: nothing of the one before it is open any more."""
        self.current.clear()
        self.group.clear()
        self.tw.clear()
        self.style.clear()
        self.opened.clear()
        self.before = len(self.everything)

    @property
    def deepest(self) -> Node | None:
        return self.current[max(self.current)] if self.current else None


class TreeReader:
    """Reads the objective and indicator cells of one row after another into a tree."""

    def __init__(self, header: TableHeader, ledger: Ledger, fate: Running, *, numbered: bool = False) -> None:
        self.header, self.ledger, self.s = header, ledger, fate
        self.sasaran_columns = header.find(ColumnRole.SASARAN)
        self.jenjang_column = next(iter(header.find(ColumnRole.JENJANG)), None)
        self.number_column = next(iter(header.find(ColumnRole.NUMBER)), None)
        self.code_column = next(iter(header.find(ColumnRole.CODE)), None)
        self.spanning: Node | None = None
        one = len(self.sasaran_columns) == 1
        self.mixed = one and (
            numbered or len(self.sasaran_columns[0].jenjang) > 1 or self.jenjang_column is not None
        )

    # ── objectives ──
    def sasaran(self, content: list[GridCell]) -> None:
        self.s.new = []
        for k in sorted(self.sasaran_columns, key=lambda k: min(k.jenjang, default=9)):
            text = squeeze(content[k.index].text)
            if text:
                self._one(k, text, content)

    def _one(self, k: Column, text: str, content: list[GridCell]) -> None:
        position = content[k.index].position
        if self._is_fragment(text) and self._joined(k, text, position, content):
            return
        number, uraian = strip_number(text)
        jenjang = self._level(k, number, uraian, content, position)
        label, uraian = strip_label(uraian)
        uraian = CONTINUED.sub("", uraian) or uraian
        number = number or label
        current = self.s.current.get(jenjang)
        if current is not None and fold(current.text) == fold(uraian):
            self.ledger.note(
                position,
                f"{_label_of(jenjang)} yang sama dengan di atas",
                Fate.NOTED,
                "Ditulis lagi.",
                current.index,
            )
            self._open(current)
            return
        code = self._code(number, content)
        node = self._existing(jenjang, uraian) or self._make(jenjang, uraian, position, code)
        if node.position != position:
            self.ledger.note(
                position,
                f"{_label_of(jenjang)} yang sudah ada",
                Fate.TIDIED,
                "Tulisannya sama, jadi disatukan.",
                node.index,
            )
        elif number:
            self.ledger.note(
                position,
                f"{_label_of(jenjang)}: {uraian}",
                Fate.TIDIED,
                f"{'Kata' if label else 'Nomor'} “{number}” dilepas.",
                node.index,
            )
        else:
            self.ledger.note(position, f"{_label_of(jenjang)}: {uraian}", node=node.index)
        if number and number_style(number).startswith("kode"):
            node.code = node.code or number
        self._number(node, content)
        self._open(node)

    def _number(self, node: Node, content: list[GridCell]) -> None:
        for column in (self.number_column, self.code_column):
            if column is None or not (text := squeeze(content[column.index].text)):
                continue
            if number_style(text).startswith("kode"):
                node.code = node.code or text.strip().rstrip(".")
                self.ledger.note(content[column.index].position, f"Kode nomenklatur {text}", node=node.index)
            elif column is self.code_column:
                node.notes.append(f"{column.heading}: {text}")
                self.ledger.note(
                    content[column.index].position, "Catatan pada sasaran", Fate.NOTED, node=node.index
                )
            else:
                self.ledger.note(content[column.index].position, "Nomor urut", Fate.NOTED, node=node.index)

    def _is_fragment(self, text: str) -> bool:
        return text[:1].islower() and not re.match(r"^[a-z][.)]\s", text)

    def _joined(self, k: Column, text: str, position: Position, content: list[GridCell]) -> bool:
        """The rest of a heading that a page break cut: a row that begins in lower case and holds no value."""
        node = next((self.s.current[j] for j in sorted(k.jenjang, reverse=True) if j in self.s.current), None)
        value = {ColumnRole.TARGET, ColumnRole.TW, ColumnRole.MONTH, ColumnRole.TW_ALL}
        if node is None or any(content[x.index].text.strip() for x in self.header.find(*value)):
            return False
        node.text = f"{node.text} {text}"
        self.ledger.note(
            position,
            f"Lanjutan dari “{node.text[:60]}”",
            Fate.TIDIED,
            "Kalimatnya terpotong, jadi disambung.",
            node.index,
        )
        return True

    def _level(self, k: Column, number: str, text: str, content: list[GridCell], position: Position) -> int:
        words = squeeze(content[self.jenjang_column.index].text) if self.jenjang_column else ""
        jenjang = text_level(words)[0] or (int(words) if words in tuple("12345") else 0)
        if self.jenjang_column is not None and jenjang:
            self.ledger.note(
                content[self.jenjang_column.index].position,
                f"Jenjang {_label_of(jenjang).lower()}",
                Fate.NOTED,
            )
            return jenjang
        if len(k.jenjang) == 1 and not self.mixed:
            return k.jenjang[0]
        return self._mixed_level(k, number, text, content, position)

    def _mixed_level(
        self, k: Column, number: str, text: str, content: list[GridCell], position: Position
    ) -> int:
        """Several levels in one column: its own word, else the kind of its number, else how it begins."""
        if not number and self.number_column is not None:
            number = squeeze(content[self.number_column.index].text)
        if not number and self.code_column is not None:
            number = squeeze(content[self.code_column.index].text)
        style = number_style(number)
        if style == "kode1" and "titik1" in self.s.style:
            style = "titik1"  # 1.9, 1.10: a list, not a code
        if style.startswith("kode"):
            return {"kode1": 1, "kode2": 2, "kode4": 3, "kode5": 4}.get(style, 2)
        jenjang, _ = text_level(text)
        if jenjang:
            if style:
                self.s.style[style] = jenjang
            return jenjang
        if style:
            if style not in self.s.style:
                above = max(self.s.style.values(), default=min(k.jenjang) - 1)
                self.s.style[style] = min(above + 1, 5)
            return self.s.style[style]
        if coded := [x for x in self.s.current.values() if x.code]:
            # A sentence without a code below a coded row is its outcome or output.
            return min(max(x.jenjang for x in coded) + 1, 5)
        return self._doubtful_level(k, text, position)

    def _doubtful_level(self, k: Column, text: str, position: Position) -> int:
        start = fold(text).split(" ", 1)[0]
        if not self.mixed:
            # Beside columns of their own the level is one that this column's heading names.
            proposal = max((j for j in self.s.current if j in k.jenjang), default=min(k.jenjang))
        elif self.s.style:
            proposal = max(self.s.style.values()) if self.s.current else min(k.jenjang)
        elif re.match(r"(me|mem|men|meng)\w+(kan|i)$", start) or not self.s.current:
            proposal = min(k.jenjang)
        elif re.match(r"(me|ter|ber)\w+nya$", start):
            proposal = min(j for j in k.jenjang)
        else:
            proposal = max(self.s.current)
        p, b, c = position
        answer = self.ledger.ask(
            f"jenjang:{p}:{b}:{c}", [position], "Jenjangnya tidak tertulis.",
            [(str(j), _label_of(j)) for j in (k.jenjang if not self.mixed else range(1, 6))], str(proposal),
        )  # fmt: skip
        return int(answer)

    def heading(self, text: str, position: Position, *, implied: bool = False) -> Node:
        """An objective written across the table above its rows, or one that the file does not write at all."""
        self.s.new = []
        number, uraian = strip_number(squeeze(text))
        jenjang = (
            text_level(uraian)[0]
            or min((j for k in self.sasaran_columns for j in k.jenjang), default=2) - 1
            or 1
        )
        label, uraian = strip_label(uraian)
        node = self._existing(jenjang, uraian) or self._make(jenjang, uraian, position)
        node.implied = implied
        if not implied:
            fate = Fate.TIDIED if number or label else Fate.CLEAR
            reason = f"“{number or label}” dilepas." if number or label else ""
            self.ledger.note(position, f"{_label_of(jenjang)}: {uraian}", fate, reason, node.index)
        self._open(node)
        self.s.group.clear()
        self.spanning = None if implied else node
        return node

    def _existing(self, jenjang: int, text: str) -> Node | None:
        """A sibling of the same words: a parent printed again."""
        sibling = self._parent(jenjang)
        items = sibling.children if sibling else self.s.roots
        words = fold(text)
        return next((x for x in items if x.jenjang == jenjang and fold(x.text) == words), None)

    def _parent(self, jenjang: int) -> Node | None:
        above = [j for j in self.s.current if j < jenjang]
        return self.s.current[max(above)] if above else None

    def has_code(self, content: list[GridCell]) -> bool:
        return bool(self._code("", content))

    def note_level(self, content: list[GridCell]) -> None:
        """The level cell of a row that is no objective."""
        if self.jenjang_column is not None:
            position = content[self.jenjang_column.index].position
            self.ledger.note(position, "Jenjang baris ini", Fate.NOTED)

    def _code(self, number: str, content: list[GridCell]) -> str:
        """The nomenclature code of a row, before its text or in a column of its own."""
        columns = [k for k in (self.code_column, self.number_column) if k is not None]
        texts = [number, *(squeeze(content[k.index].text) for k in columns)]
        return next((t.strip().rstrip(".") for t in texts if number_style(t).startswith("kode")), "")

    def _make(self, jenjang: int, text: str, position: Position, code: str = "") -> Node:
        node = Node(text, jenjang, position, len(self.s.everything), code=code)
        parent = self._parent(jenjang)
        detached = self.s.before and (parent is None or parent.index not in self.s.opened)
        if by_code := self._parent_by_code(node):
            parent = by_code
        elif detached or (self.jenjang_column and self.mixed):
            parent = self._choose_parent(node)
        (parent.children if parent else self.s.roots).append(node)
        if parent is not None:
            self.s.current[parent.jenjang] = parent
        self.s.everything.append(node)
        self.s.parent_of[node.index] = parent
        if code:
            self.s.by_code[tuple(_code_parts(code))] = node
        return node

    def _parent_by_code(self, node: Node) -> Node | None:
        """The objective whose code is the longest beginning of this one's."""
        parts = _code_parts(node.code)
        for length in range(len(parts) - 1, 0, -1):
            other = self.s.by_code.get(tuple(parts[:length]))
            if other is not None and other.jenjang < node.jenjang:
                return other
        return None

    def _choose_parent(self, node: Node) -> Node | None:
        """With the level in a column of its own, levels may stand in blocks; then nobody says whose child it is."""
        above = [x for x in self.s.everything if x.jenjang < node.jenjang]
        if not above:
            return None
        deepest = max(x.jenjang for x in above)
        candidates = [x for x in above if x.jenjang == deepest]
        # Order decides where earlier ones have children and the row before belongs to the last of them.
        nested = len(candidates) < 2 or (
            any(x.children for x in candidates[:-1]) and self._belongs(self.s.everything[-1], candidates[-1])
        )
        if nested:
            return candidates[-1]
        proposal = _most_alike(candidates, node.text)
        p, b, c = node.position
        answer = self.ledger.ask(
            f"induk:{p}:{b}:{c}", [node.position], f"“{node.text[:60]}” di bawah {_label_of(proposal.jenjang).lower()} yang mana?",
            [(str(x.index), x.text[:80]) for x in candidates], str(proposal.index),
        )  # fmt: skip
        return self.s.everything[int(answer)]

    def _belongs(self, node: Node | None, owner: Node) -> bool:
        """Whether a node is that one or stands anywhere below it."""
        while node is not None:
            if node is owner:
                return True
            node = self.s.parent_of.get(node.index)
        return False

    def _open(self, node: Node) -> None:
        """Makes it the open objective of its level and closes everything below."""
        # In one mixed column a parent printed again begins anew; beside columns of their own it only repeats.
        if self.s.current.get(node.jenjang) is not node or self.mixed:
            for j in [j for j in self.s.current if j > node.jenjang]:
                del self.s.current[j]
            self.s.current[node.jenjang] = node
            owned = {k.group: max(k.jenjang) for k in self.header.find(ColumnRole.INDIKATOR)}
            for group in list(self.s.group):
                if owned.get(group, node.jenjang) >= node.jenjang:
                    del self.s.group[group]
        self.s.new.append(node)
        self.s.opened.add(node.index)

    # ── whose row it is ──
    def group_node(self, k: Column | None) -> Node | None:
        """The objective that an indicator of this column belongs to: the deepest of its levels in this row."""
        if k is None or not k.jenjang:
            return self.s.deepest
        if self.spanning is not None and not any(x.index < k.index for x in self.sasaran_columns):
            return self.spanning
        if self.mixed:
            return self.s.deepest
        # A code may tell a deeper level than its column's heading: "Program/Kegiatan" over a subkegiatan.
        alone = len(self.header.find(ColumnRole.INDIKATOR)) == 1
        deeper = max(k.jenjang) if alone and len(k.jenjang) > 1 else 9
        new = [x for x in self.s.new if x.jenjang in k.jenjang or x.jenjang > deeper]
        if new:
            return max(new, key=lambda x: x.jenjang)
        current = [j for j in self.s.current if j in k.jenjang]
        return self.s.current[max(current)] if current else None


def _code_parts(code: str) -> list[str]:
    """The parts of a code without the zeros that some offices leave out."""
    return [part.lstrip("0") or "0" for part in code.split(".")] if code else []


def _most_alike(candidates: list[Node], text: str) -> Node:
    """The one whose words are nearest. Comparing letters is dear, so only those that share most words are compared."""
    words = frozenset(fold(text).split())
    near = nlargest(
        CANDIDATES_COMPARED, candidates, key=lambda x: len(words.intersection(fold(x.text).split()))
    )
    matcher = SequenceMatcher(None, "", fold(text)[:LETTERS_COMPARED])

    def similar(x: Node) -> float:
        matcher.set_seq1(fold(x.text)[:LETTERS_COMPARED])
        return matcher.ratio()

    return max(near, key=similar)


def lift_goals(roots: list[Node]) -> list[Node]:
    """The plan begins with sasaran: a tujuan above them is told in a note of each, and keeps its own indicators."""
    result: list[Node] = []
    for node in roots:
        if node.jenjang != GOAL:
            result.append(node)
            continue
        for children in node.children:
            children.notes.insert(0, f"Tujuan: {node.text}")
            children.notes[1:1] = [] if node.indikator else node.notes
        result += [*([node] if node.indikator or not node.children else []), *node.children]
        node.children = []
    return result


def _label_of(jenjang: int) -> str:
    if jenjang == GOAL:
        return "Tujuan"
    return f"Sasaran {LEVEL_NAMES.get(jenjang, 'rincian').lower()}"
