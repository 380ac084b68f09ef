"""Reading whole sources: grids → headings, repaired rows, a tree, and a ledger in which every cell is accounted
for (domain guide §3, layout noise). Pure: the same source, mapping and answers always give the same reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bakesbang.importing.attention import implied_rows, unused_columns
from bakesbang.importing.cell_values import VALUE_ROLES, CellReader
from bakesbang.importing.columns import Column, GridCell
from bakesbang.importing.header import (
    TableHeader,
    assign_roles,
    column_number_row,
    find_header,
    other_header,
    repeated_header,
)
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.merged_cells import spread_merges
from bakesbang.importing.number_writing import tidy_numbers
from bakesbang.importing.sheet_years import other_years
from bakesbang.importing.shifts import Shift, find_shift, shift_back, triwulan_columns
from bakesbang.importing.tree import Node, Running, TreeReader, lift_goals
from bakesbang.importing.vocabulary import (
    SEPARATOR,
    TOTAL,
    ColumnRole,
    fold,
    footer_remark,
    is_signature,
    number_style,
    squeeze,
    strip_number,
    text_level,
    unit_heading,
)
from bakesbang.reading.sources import Grid, ReadSource, SourceCell


@dataclass
class Reading:
    """All that was understood of a source."""

    ledger: Ledger
    roots: list[Node] = field(default_factory=list)
    everything: list[Node] = field(default_factory=list)
    headers: dict[str, TableHeader] = field(
        default_factory=dict
    )  # "2", or "2.14": from row 14 of that sheet on
    text: list[tuple[Position, str]] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def attention(self) -> list[str]:
        """What a person must know before saving: figures without a place, rows that the file does not write."""
        return [*unused_columns(self.headers, self.ledger), *implied_rows(self.everything)]


def read_source(
    source: ReadSource,
    *,
    tahun: int = 0,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """``mapping``: "tabel:kolom" → role ("sasaran:2"), where tabel is a key of ``Reading.header``; ``answers``: key of a question → answer, and
    "sel:tabel:baris:kolom" → a corrected text."""
    ledger = Ledger(source, answers)
    reading = Reading(ledger, notes=source.notes)
    running = Running()
    previous: TableHeader | None = None
    left_out = other_years(source, tahun, ledger)
    for p, table in enumerate(source.grids):
        if p in left_out:
            _note_left_out(p, table, left_out[p], reading)
            continue
        reading.text += [((p, n, -1), t) for n, t in enumerate(table.before)]
        row = _row(p, table, ledger)
        header = _header(str(p), row, previous, tahun, mapping or {})
        if header is None:
            reading.text += [(s.position, s.text) for b in row for s in b if s.text.strip()]
            continue
        if not _holds_plan(header) and previous is not None:
            _note_other_table(row, ledger)
            continue
        if previous is not None and [k.heading for k in previous.columns] != [
            k.heading for k in header.columns
        ]:
            running.next_table()
        previous = reading.headers[str(p)] = header
        reading.text += [(s.position, s.text) for b in row[: header.start] for s in b if s.text.strip()]
        _note_header(row, header, ledger)
        _parts_below(p, row, header, reading, running, tahun, mapping or {})
    reading.roots, reading.everything = lift_goals(running.roots), running.everything
    return reading


def _parts_below(
    p: int,
    row: list[list[GridCell]],
    header: TableHeader,
    reading: Reading,
    running: Running,
    tahun: int,
    mapping: Mapping[str, str],
) -> None:
    """One sheet may hold more tables below the first, each with a heading of its own."""
    ledger = reading.ledger
    while True:
        tip = next((n for n in range(header.end + 1, len(row)) if other_header(row[n], header)), len(row))
        _table(p, row[header.end : tip], header, ledger, running)
        row = row[tip:]
        if not row:
            return
        begin = row[0][0].position[1]
        other = _header(f"{p}.{begin}", row, None, tahun, mapping)
        if other is not None:
            other = reading.headers[f"{p}.{begin}"] = replace(other, begin=begin)
        if other is None or not _holds_plan(other):
            _note_other_table(row, ledger)
            return
        for cell in (s for content in row[: other.start] for s in content):
            ledger.note(
                cell.position, "Teks di antara dua tabel", Fate.NOTED, "Bukan isi tabel; tidak dipindahkan."
            )
        _note_header(row, other, ledger)
        running.next_table()
        header = other


def _note_left_out(p: int, table: Grid, year: int, reading: Reading) -> None:
    reason = f"“{table.name}” tentang tahun {year}, jadi tidak dibaca."
    reading.notes = (*reading.notes, reason)
    lines = [(p, n, -1) for n in range(len(table.before))]
    cells = [(p, n, c) for n, row in enumerate(table.rows) for c in range(len(row))]
    for position in [*lines, *cells]:
        reading.ledger.note(position, "Tahun lain", Fate.NOTED, reason)


def _holds_plan(header: TableHeader) -> bool:
    """Whether the table can hold a plan at all: an indicator or a target."""
    return bool(header.find(ColumnRole.INDIKATOR, *VALUE_ROLES))


def _note_other_table(row: list[list[GridCell]], ledger: Ledger) -> None:
    for content in row:
        for cell in content:
            ledger.note(
                cell.position,
                "Tabel lain tanpa indikator",
                Fate.NOTED,
                "Tidak ada tempatnya di dokumen; tercatat di laporan ini.",
            )


def _row(p: int, table: Grid, ledger: Ledger) -> list[list[GridCell]]:
    """The cells with what a person corrected."""
    result = []
    for b, content in enumerate(table.rows):
        one = []
        for c, cell in enumerate(content):
            text = cell.text if cell.text.strip() else ""
            if cell.note:
                text = _doubted((p, b, c), cell, text, ledger)
            corrected = ledger.answers.get(f"sel:{p}:{b}:{c}")
            if corrected is not None and corrected != text:
                ledger.note((p, b, c), "", Fate.TIDIED, f"Anda ganti menjadi “{corrected}”.")
                text = corrected
            one.append(GridCell(text, (p, b, c), cell.continues, cell.anchor))
        result.append(one)
    return result


def _doubted(position: Position, cell: SourceCell, text: str, ledger: Ledger) -> str:
    """What the reader had to do to a text is said; where it may be wrong, a person is asked once per kind."""
    if not cell.doubtful:
        ledger.note(position, "", Fate.TIDIED, cell.note)
        return text
    kind = fold(re.sub(r"\d+|“[^”]*”", "", cell.note))[:80]
    answer = ledger.ask(
        f"sumber:{position[0]}:{kind}",
        [position],
        f"{cell.note} Dipakai seperti tertulis di sini?",
        [("pakai", "Ya, pakai"), ("kosong", "Tidak, kosongkan")],
        "pakai",
    )
    return text if answer == "pakai" else ""


def _header(
    key: str, row: list[list[GridCell]], previous: TableHeader | None, tahun: int, mapping: Mapping[str, str]
) -> TableHeader | None:
    """The heading of this table; a table without one, as wide as the last, goes on with that (a page break)."""
    header = find_header(row, tahun)
    chosen = {k.split(":", 1)[1]: v for k, v in mapping.items() if k.startswith(f"{key}:")}
    if header is None and previous is not None and row and abs(len(row[0]) - len(previous.columns)) <= 1:
        column = previous.columns + tuple(
            Column(n, "", None) for n in range(len(previous.columns), len(row[0]))
        )
        return replace(previous, start=0, end=0, columns=column[: max(len(row[0]), len(previous.columns))])
    if header is None and chosen and row:
        header = TableHeader(0, 0, tuple(Column(n, "", None) for n in range(len(row[0]))))
    if header is not None and chosen:
        header = replace(header, columns=assign_roles([k.parts for k in header.columns], tahun, chosen))
    return header


def _note_header(row: list[list[GridCell]], header: TableHeader, ledger: Ledger) -> None:
    for content in row[header.start : header.end]:
        for c, cell in enumerate(content):
            ledger.note(cell.position, f"Kepala kolom: {header.columns[c].label}")


def _table(p: int, row: list[list[GridCell]], header: TableHeader, ledger: Ledger, running: Running) -> None:
    if header.columns and row and len(row[0]) < len(header.columns):
        added = len(header.columns) - len(row[0])
        row = [[*b, *(GridCell("", (p, -1, -1)) for _ in range(added))] for b in row]
    footer = _footer_start(row, header)
    body = spread_merges(p, row[:footer], header, ledger)
    row = [*tidy_numbers(p, body, header, ledger), *row[footer:]]
    tw_columns = triwulan_columns(row, header)
    tree = TreeReader(header, ledger, running, numbered=_numbered(row[:footer], header))
    fields = CellReader(header, ledger, running, tree, tw_columns)
    body = row[:footer]
    shift = _find_all_shifts(body, header, tw_columns)
    agreed = _ask_shifts(p, body, shift, ledger)
    for n, content in enumerate(body):
        if not any(s.text for s in content) or _layout_row(
            content, header, ledger, body[n - 1] if n else None
        ):
            continue
        if _spanning_row(content, header, ledger, tree, fields):
            continue
        if fields.indikator_as_sasaran(content):
            continue
        one = shift_back(content, shift[n]) if n in shift and agreed[n] else content
        tree.sasaran(one)
        fields.indikator(one)
        fields.value(one)
        _leftovers(one, header, ledger)
    for content in row[footer:]:
        for cell in content:
            ledger.note(
                cell.position, "Keterangan sesudah tabel", Fate.NOTED, "Bukan isi tabel; tidak dipindahkan."
            )


def _numbered(row: Sequence[Sequence[GridCell]], header: TableHeader) -> bool:
    """Whether one column holds several levels told by their numbers (1, 1.1, 1.1.1) or first words (Program …)."""
    sasaran = header.find(ColumnRole.SASARAN)
    if len(sasaran) != 1:
        return False
    number = [k.index for k in header.find(ColumnRole.NUMBER, ColumnRole.CODE)]
    style, words = set(), set()
    for content in row:
        text = squeeze(content[sasaran[0].index].text)
        if not text:
            continue
        front = next(
            (g for c in number if (g := number_style(squeeze(content[c].text)))), ""
        ) or number_style(strip_number(text)[0])
        style.add(front)
        words.add(text_level(strip_number(text)[1])[0])
    return (
        any(g.startswith(("titik", "kode")) for g in style)
        or len(words - {0}) >= 2
        or {"HURUF", "ROMAWI"} <= style
    )


def _layout_row(
    content: list[GridCell], header: TableHeader, ledger: Ledger, above: list[GridCell] | None
) -> bool:
    """Rows that are layout: separators, headings again, column numbers, totals."""
    filled = [s for s in content if s.text.strip()]
    if all(SEPARATOR.match(s.text) for s in filled) or (
        len(filled) > 1
        and all(set(s.text.strip()) <= set("-–—") for s in filled)
        and any(len(s.text.strip()) > 2 for s in filled)
    ):
        reason = "Garis pemisah"
    elif repeated_header(content, header):
        reason = "Kepala tabel yang diulang"
    elif column_number_row(content) and (
        above is None or repeated_header(above, header) or not any(s.text for s in above)
    ):
        reason = "Nomor kolom"
    elif any(TOTAL.match(fold(s.text)) for s in filled[:2]) or (
        len(filled) == 1 and re.match(r"(?:jumlah|total)\b.*\d", fold(filled[0].text))
    ):
        reason = "Baris jumlah"
    else:
        return False
    for cell in filled:
        ledger.note(cell.position, reason, Fate.NOTED, "Bukan isi rencana; tercatat di laporan ini.")
    return True


def _spanning_row(
    content: list[GridCell], header: TableHeader, ledger: Ledger, tree: TreeReader, fields: CellReader
) -> bool:
    """A line across the table: the unit whose rows follow, or an objective in a table without a column for it."""
    filled = [(c, s) for c, s in enumerate(content) if s.text.strip()]
    if len(filled) != 1:
        return False
    c, cell = filled[0]
    if unit_heading(cell.text):
        fields.parts(cell)
        return True
    spanning = c + 1 < len(content) and _continues(content[c + 1], cell)
    column = header.columns[c]
    front = column.role in (ColumnRole.NUMBER, ColumnRole.CODE) or (
        column.role == ColumnRole.INDIKATOR and spanning
    )
    if not front or len(cell.text.split()) < 2:
        return False
    tree.heading(cell.text, cell.position)
    return True


def _continues(cell: GridCell, left: GridCell) -> bool:
    """Whether a cell is merged with the one left of it, not with one above."""
    return cell.continued and cell.anchor in (None, left.position[1:])


def _footer_start(row: Sequence[Sequence[GridCell]], header: TableHeader) -> int:
    """Where the signature block or the notes under the table begin."""
    value = [k.index for k in header.columns if k.role in VALUE_ROLES]
    sasaran = [k.index for k in header.columns if k.role in (ColumnRole.SASARAN, ColumnRole.INDIKATOR)]
    end = len(row)
    for n in range(len(row) - 1, -1, -1):
        filled = [(c, s.text) for c, s in enumerate(row[n]) if s.text.strip()]
        if (
            any(c in value and any(map(str.isdigit, t)) and not is_signature(t) for c, t in filled)
            or len(filled) > 4
        ):
            break
        if any(
            is_signature(t)
            for c, t in filled
            if c not in [k.index for k in header.find(ColumnRole.PENANGGUNG_JAWAB)]
        ) or (len(filled) == 1 and footer_remark(filled[0][1]) and filled[0][0] in [0, *sasaran[:1]]):
            end = n
    return end


def _find_all_shifts(
    row: list[list[GridCell]], header: TableHeader, tw_columns: frozenset[int]
) -> dict[int, Shift]:
    result = {}
    for n, content in enumerate(row):
        if (
            any(s.text for s in content)
            and not repeated_header(content, header)
            and (shift := find_shift(content, header, tw_columns))
        ):
            result[n] = shift
    return result


def _ask_shifts(
    p: int, row: list[list[GridCell]], shift: Mapping[int, Shift], ledger: Ledger
) -> dict[int, bool]:
    """One question per block of neighbouring rows that slipped by the same number of columns."""
    result: dict[int, bool] = {}
    for block in _blocks(shift):
        g = shift[block[0]]
        moved = [
            s.position for n in block for c, s in enumerate(row[n]) if s.text.strip() and c >= shift[n].begin
        ]
        b = moved[0][1]
        direction = "kanan" if g.step > 0 else "kiri"
        total = "1 baris" if len(block) == 1 else f"{len(block)} baris"
        answer = ledger.ask(
            f"geser:{p}:{b}", moved, f"{total} mulai {ledger.place(moved[0])} bergeser {abs(g.step)} kolom ke {direction}. Digeser kembali?",
            [("ya", "Ya, geser kembali"), ("tidak", "Tidak, biarkan")], "ya",
        )  # fmt: skip
        for n in block:
            result[n] = answer == "ya"
        if answer == "ya":
            for position in moved:
                ledger.note(
                    position,
                    "",
                    Fate.TIDIED,
                    f"Digeser {abs(g.step)} kolom ke {'kiri' if g.step > 0 else 'kanan'}.",
                )
    return result


def _blocks(shift: Mapping[int, Shift]) -> Iterable[list[int]]:
    block: list[int] = []
    for n in sorted(shift):
        if block and (n != block[-1] + 1 or shift[n].step != shift[block[-1]].step):
            yield block
            block = []
        block.append(n)
    if block:
        yield block


def _leftovers(content: list[GridCell], header: TableHeader, ledger: Ledger) -> None:
    """Number and level cells of a row whose objective took no notice of them."""
    for k in header.find(ColumnRole.NUMBER, ColumnRole.JENJANG, ColumnRole.CODE):
        cell = content[k.index]
        if cell.text.strip() and (entry := ledger.cells.get(cell.position)) and entry.fate is None:
            ledger.note(cell.position, f"{k.heading or 'Nomor'}: {squeeze(cell.text)}", Fate.NOTED)
