"""The preview: rows of the file beside what each was understood as. Plain data for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bakesbang.import_wizard.documents import Check
from bakesbang.importing.ledger import WEIGHT, Fate, LedgerCell, Position, Question
from bakesbang.importing.vocabulary import LEVEL_NAMES, MONTH, MONTH_NAMES, ROLE_NAMES, ColumnRole
from bakesbang.reading.sources import column_letters

FOLD = 3  # this many rows without a note in a row are folded into one
NUMBERED = {ColumnRole.TW: (("tw", "TW"), 4), ColumnRole.MONTH: (("bulan", ""), 12)}
FILTERS = (
    ("", "Semua baris"), ("jawaban", "Perlu jawaban"), ("peringatan", "Peringatan"), ("tidak", "Tidak terbaca"), ("bersih", "Tanpa catatan"),
)  # fmt: skip


@dataclass(frozen=True)
class PreviewCell:
    """A cell as written: its column, its text, and whether it is marked."""

    letters: str
    text: str
    marked: bool
    name: str
    caption: str


@dataclass
class PreviewRow:
    """One row of the file, or a fold of several (``fold``)."""

    anchor: str
    index: str
    cell: list[PreviewCell] = field(default_factory=list)
    meaning: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    question: list[Question] = field(default_factory=list)
    fate: str = str(Fate.CLEAR)
    fold: int = 0
    repeated: bool = False

    @property
    def css_class(self) -> str:
        if any(t.is_open for t in self.question):
            return "tanya"
        return "ragu" if self.fate in (Fate.WARNING, Fate.UNREAD) else ""

    @property
    def clean(self) -> bool:
        return not self.notes and not self.question


def lay_out(p: Check, filter_by: str = "", open: bool = False) -> list[PreviewRow]:
    """The rows of the preview, those without a note folded unless ``open``."""
    group: dict[tuple[int, int, bool], list[LedgerCell]] = {}
    for entry in p.ledger.cells.values():
        table, row, column = entry.position
        group.setdefault((table, row, column >= 0), []).append(entry)
    question: dict[Position, list[Question]] = {}
    for t in p.ledger.questions.values():
        if t.position:
            question.setdefault(t.position[0], []).append(t)
    ordered = sorted(group.items(), key=lambda x: (x[0][0], x[0][2], x[0][1]))
    everything = [
        _row(p, content, question, jenjang) for content, jenjang in _with_level(p, [i for _, i in ordered])
    ]
    _count_repeats(everything)
    everything = [b for b in everything if _passes(b, filter_by)]
    return everything if open or filter_by else list(_fold_rows(everything))


def _count_repeats(everything: Sequence[PreviewRow]) -> None:
    """A note that many rows share is told where it stands first, with its number; the others may fold."""
    total = Counter(c for b in everything for k, di, c in b.notes for _ in di.split(", "))
    seen: set[str] = set()
    for b in everything:
        b.repeated = bool(b.notes) and not b.question and all(c in seen for _, _, c in b.notes)
        for n, (fate, di, c) in enumerate(b.notes):
            if c not in seen and total[c] > 1:
                b.notes[n] = (fate, di, f"{c} {total[c]} sel seperti ini.")
            seen.add(c)


def _with_level(p: Check, group: Sequence[list[LedgerCell]]) -> Iterator[tuple[list[LedgerCell], int]]:
    """Each row with the level that was open before it, by which its values are set in."""
    jenjang = 1
    for content in group:
        yield content, jenjang
        node = [n.node for n in content if n.node is not None]
        if node:
            jenjang = p.result.reading.everything[node[-1]].jenjang


def _row(
    p: Check, content: list[LedgerCell], question: dict[Position, list[Question]], jenjang: int
) -> PreviewRow:
    table, number, column = content[0].position
    anchor = f"{table}-{number}" if column >= 0 else f"{table}-{number}-teks"
    result = PreviewRow(anchor, _row_number(content[0]))
    for n in content:
        fate = n.fate or Fate.UNREAD
        letters = column_letters(n.position[2] + 1) if column >= 0 else ""
        marked = fate != Fate.CLEAR and bool(n.reason)
        result.cell.append(
            PreviewCell(letters, n.text, marked, "sel:" + ":".join(map(str, n.position)), n.place)
        )
        if n.node is not None:
            jenjang = p.result.reading.everything[n.node].jenjang
        result.meaning += [(min(jenjang + (n.node is None), 4), a) for a in n.meaning]
        if WEIGHT[fate] > WEIGHT[Fate(result.fate)]:
            result.fate = str(fate)
        result.question += question.get(n.position, [])
        if marked and fate != Fate.NEEDS_ANSWER:
            _note(result, letters, n, str(fate))
    return result


def _row_number(n: LedgerCell) -> str:
    figure = "".join(h for h in n.place.split(" kolom ")[0] if h.isdigit() or h == " ").split()
    return figure[-1] if figure else str(n.position[1] + 1)


def _note(row: PreviewRow, letters: str, n: LedgerCell, fate: str) -> None:
    """The same sentence about two cells is told once, with both places."""
    reason = " ".join(n.reason)
    for i, (old, di, sentence) in enumerate(row.notes):
        if sentence == reason and old == fate:
            row.notes[i] = (old, f"{di}, {letters}", sentence)
            return
    row.notes.append((fate, letters, reason))


def _passes(b: PreviewRow, filter_by: str) -> bool:
    if filter_by == "jawaban":
        return any(t.is_open for t in b.question)
    if filter_by == "peringatan":
        return any(k == Fate.WARNING for k, _, _ in b.notes)
    if filter_by == "tidak":
        return b.fate == Fate.UNREAD
    return b.clean if filter_by == "bersih" else True


def _fold_rows(everything: Sequence[PreviewRow]) -> Iterator[PreviewRow]:
    waiting: list[PreviewRow] = []

    def strip() -> Iterator[PreviewRow]:
        # The first row of a run stays open: it shows the pattern.
        yield from waiting[:1]
        if len(waiting) > FOLD:
            yield PreviewRow(
                waiting[1].anchor, f"{waiting[1].index}-{waiting[-1].index}", fold=len(waiting) - 1
            )
        else:
            yield from waiting[1:]
        waiting.clear()

    for b in everything:
        if b.clean or b.repeated:
            waiting.append(b)
            continue
        yield from strip()
        yield b
    yield from strip()


def filters(p: Check, chosen: str) -> list[dict[str, Any]]:
    """The row filters with how many rows each would show."""
    everything = lay_out(p, open=True)
    return [
        {
            "nilai": value,
            "judul": heading,
            "jumlah": sum(1 for b in everything if _passes(b, value)),
            "aktif": value == chosen,
        }
        for value, heading in FILTERS
    ]


def sequence(p: Check) -> list[dict[str, Any]]:
    """The five figures above the table."""
    h = p.ledger.count()
    tw_cell = [t for s in p.result.reading.everything for i in s.indikator for t in i.tw.values()]
    strip, blank_tw = tw_cell.count("-"), tw_cell.count("")
    jenjang = [s.jenjang for s in p.result.reading.everything]
    details = ", ".join(
        f"{jenjang.count(j)} {LEVEL_NAMES.get(j, 'Tujuan').lower()}" for j in sorted(set(jenjang))
    )
    open_items = len(p.ledger.open_items)
    return [
        {"judul": "Dipahami", "angka": f"{p.result.indikator_count} indikator", "ket": details},
        {"judul": "Sel target triwulan", "angka": len(tw_cell), "ket": f"{len(tw_cell) - strip - blank_tw} bernilai, {strip} strip, {blank_tw} kosong"},
        {"judul": "Perlu jawaban Anda", "angka": open_items, "ket": "sebelum dapat disimpan" if open_items else "semua terjawab"},
        {"judul": "Peringatan", "angka": h[Fate.WARNING], "ket": f"{h[Fate.TIDIED]} sel dirapikan, {h[Fate.NOTED]} dicatat"},
        {"judul": "Tidak terbaca", "angka": h[Fate.UNREAD], "ket": f"dari {len(p.ledger.cells)} sel berisi"},
    ]  # fmt: skip


def role_choices() -> list[tuple[str, str]]:
    """What a column may be set to."""
    result = [(f"{ColumnRole.SASARAN}:{j}", f"Sasaran {name.lower()}") for j, name in LEVEL_NAMES.items()]
    for role in ColumnRole:
        if role == ColumnRole.SASARAN:
            continue
        if role == ColumnRole.TW:
            result += [(f"tw:{n}", f"Target TW {r}") for n, r in enumerate(("I", "II", "III", "IV"), start=1)]
        elif role == ColumnRole.MONTH:
            result += [(f"bulan:{n + 1}", f"Target {MONTH_NAMES[n]}") for n in range(len(MONTH))]
        else:
            result.append((str(role), ROLE_NAMES[role]))
    return result


def column(p: Check) -> list[dict[str, Any]]:
    """Every column of every table with its heading, what it is taken for, and its first words."""
    result = []
    for table, header in p.result.reading.headers.items():
        sheet, content = int(table.split(".")[0]), header.begin + header.end
        for k in header.columns:
            example = next(
                (
                    n.text
                    for (t, b, c), n in p.ledger.cells.items()
                    if (t, c) == (sheet, k.index) and b >= content
                ),
                "",
            )
            if not k.heading and not example:
                continue
            value = str(k.role or "")
            if k.role == ColumnRole.SASARAN:
                value = f"{value}:{min(k.jenjang, default=1)}" if len(k.jenjang) == 1 else ""
            elif k.order and k.role in (ColumnRole.TW, ColumnRole.MONTH):
                value = f"{value}:{k.order}"
            result.append({"nama": f"kolom:{table}:{k.index}", "huruf": column_letters(k.index + 1), "judul": k.heading, "sebutan": k.label, "nilai": value, "contoh": example})  # fmt: skip
    return result
