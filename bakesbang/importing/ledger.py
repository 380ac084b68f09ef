"""What became of every cell of a file, and the questions that only a person can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bakesbang.reading.sources import ReadSource

Position = tuple[int, int, int]  # table, row, column; column -1: a line before the table


class Fate(StrEnum):
    """Mildest first; a cell keeps the gravest it was given."""

    CLEAR = "jelas"
    NOTED = "dicatat"
    TIDIED = "dirapikan"
    WARNING = "peringatan"
    NEEDS_ANSWER = "perlu_jawaban"
    UNREAD = "tidak_terbaca"


WEIGHT = {k: n for n, k in enumerate(Fate)}


@dataclass
class LedgerCell:
    """One non-empty cell: where it stands, what it says, what was understood and why."""

    position: Position
    place: str
    text: str
    fate: Fate | None = None
    meaning: list[str] = field(default_factory=list)
    reason: list[str] = field(default_factory=list)
    node: int | None = None

    def data(self) -> dict[str, Any]:
        return {
            "tempat": self.place, "teks": self.text, "keadaan": str(self.fate), "dipahami": "; ".join(self.meaning),
            "sebab": " ".join(self.reason), "letak": list(self.position),
        }  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A doubt at a place of the file. ``proposal`` stands as long as nobody answers; ``answer`` "" is open."""

    key: str
    position: tuple[Position, ...]
    place: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    proposal: str
    answer: str = ""

    @property
    def is_open(self) -> bool:
        return not self.answer

    @property
    def value(self) -> str:
        return self.answer or self.proposal

    def data(self) -> dict[str, Any]:
        return {
            "kunci": self.key,
            "tempat": self.place,
            "kalimat": self.sentence,
            "pilihan": dict(self.choices),
            "usulan": self.proposal,
            "jawaban": self.answer,
            "letak": [list(position) for position in self.position],
        }


class Ledger:
    """The ledger: every non-empty cell stands in it from the start, so that none can be forgotten."""

    def __init__(self, source: ReadSource, answers: Mapping[str, str] | None = None) -> None:
        self.answers = dict(answers or {})
        self.cells: dict[Position, LedgerCell] = {}
        self.questions: dict[str, Question] = {}
        for p, table in enumerate(source.grids):
            for n, row in enumerate(table.before):
                self._register((p, n, -1), f"{table.name}, teks baris {n + 1} sebelum tabel", row)
            for b, content in enumerate(table.rows):
                for c, cell in enumerate(content):
                    if cell.text.strip():
                        self._register((p, b, c), cell.place, cell.text)

    def _register(self, position: Position, place: str, text: str) -> None:
        self.cells[position] = LedgerCell(position, place, text)

    def place(self, position: Position) -> str:
        return self.cells[position].place if position in self.cells else ""

    def note(
        self,
        position: Position,
        meaning: str,
        fate: Fate = Fate.CLEAR,
        reason: str = "",
        node: int | None = None,
    ) -> None:
        """Says what a cell was understood as; said twice, both stand and the graver state wins."""
        entry = self.cells.get(position)
        if entry is None:
            return
        if entry.fate is None or WEIGHT[fate] > WEIGHT[entry.fate]:
            entry.fate = fate
        if meaning and meaning not in entry.meaning:
            entry.meaning.append(meaning)
        if reason and reason not in entry.reason:
            entry.reason.append(reason)
        if node is not None:
            entry.node = node

    def ask(
        self,
        key: str,
        position: Iterable[Position],
        sentence: str,
        choices: Iterable[tuple[str, str]],
        proposal: str,
    ) -> str:
        """Puts a question at these cells and gives the answer, or what is proposed until there is one."""
        position, choices = tuple(position), tuple(choices)
        answer = self.answers.get(key, "")
        if answer not in {value for value, _ in choices}:
            answer = ""
        if key in self.questions:
            position = (*self.questions[key].position, *position)
            sentence = self.questions[key].sentence
        place = self.place(position[0]) if position else ""
        question = Question(key, position, place, sentence, choices, proposal, answer)
        self.questions[key] = question
        label = dict(choices).get(question.value, "")
        for one in position:
            if question.is_open:
                self.note(one, "", Fate.NEEDS_ANSWER, sentence)
            else:
                self.note(one, "", Fate.TIDIED, f"{sentence} Jawaban Anda: {label}.")
        return question.value

    def close(self) -> None:
        """What nobody claimed was not understood, and says so."""
        for entry in self.cells.values():
            if entry.fate is None:
                entry.fate = Fate.UNREAD
                entry.reason.append("Sel ini tidak masuk ke dokumen. Atur kolomnya atau betulkan isinya.")

    @property
    def open_items(self) -> list[Question]:
        return [t for t in self.questions.values() if t.is_open]

    def count(self) -> dict[str, int]:
        """How many cells are in each state."""
        total = Counter(str(n.fate) for n in self.cells.values())
        return {str(k): total.get(str(k), 0) for k in Fate}
