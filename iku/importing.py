"""A list of IKU out of an agency's own file: the header block above the table and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bakesbang.importing.blueprints import IndikatorMaker, PrintedOffice
from bakesbang.importing.jabatan import Office
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.misspellings import check_spelling
from bakesbang.importing.pipeline import Reading, read_source
from bakesbang.importing.plan_data import indikator_data
from bakesbang.importing.vocabulary import ColumnRole, squeeze, title_year
from bakesbang.reading.sources import ReadSource
from iku.bentuk import IkuBaru, KepalaIku

_HEADER = (
    ("visi", re.compile(r"^visi\b(?:\s+\w+)?\s*[:=]?\s*", re.IGNORECASE)),
    ("misi", re.compile(r"^misi\b(?:\s+(?:ke\W*)?(?P<nomor>[ivx]+|\d+)\b)?[^:=]{0,20}[:=]?\s*", re.IGNORECASE)),
    ("nama_skpd", re.compile(r"^nama\s+(?:skpd|opd|perangkat daerah|instansi|organisasi|unit kerja)\s*[:=]?\s*", re.IGNORECASE)),
    ("tugas_pokok", re.compile(r"^tugas(?:\s+pokok)?\s*[:=]?\s*", re.IGNORECASE)),
    ("fungsi", re.compile(r"^fungsi\s*[:=]?\s*", re.IGNORECASE)),
)  # fmt: skip
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-z][.)]|[-•])\s*")
LABELS = {
    "visi": "Visi",
    "misi": "Misi",
    "nama_skpd": "Nama SKPD",
    "tugas_pokok": "Tugas pokok",
    "fungsi": "Fungsi",
}


@dataclass(frozen=True)
class ImportResult:
    """The list that would be made, and the ledger of the file."""

    header: KepalaIku
    content: tuple[IkuBaru, ...]
    reading: Reading
    tahun: int = 0

    @property
    def ledger(self) -> Ledger:
        return self.reading.ledger

    @property
    def indikator_count(self) -> int:
        return len(self.content)


@dataclass
class _HeaderBlock:
    """The header block while it is read."""

    nama_cetak: str = ""
    tahun: int = 0
    text: dict[str, str] = field(default_factory=dict)
    fungsi: list[str] = field(default_factory=list)
    current: str = ""


def understand(
    source: ReadSource,
    *,
    tahun: int,
    offices: Sequence[Office] = (),
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> ImportResult:
    """The IKU in this source. Pure: the same source, mapping and answers give the same list."""
    reading = read_source(source, tahun=tahun, mapping=mapping, answers=answers)
    block = _HeaderBlock()
    for row in _text_lines(reading.text):
        if _behind_the_table(row[0][0], reading):
            block.current = ""  # a signature does not go on with the last function
        _read_header(block, *row, reading.ledger, tahun)
    maker, content, above = IndikatorMaker(reading.ledger, offices), [], PrintedOffice()
    for node in reading.everything:
        if not node.indikator:
            reason = "Tidak mempunyai indikator, jadi tidak masuk IKU; tercatat di laporan ini."
            reading.ledger.note(node.position, "", Fate.WARNING, reason)
        if node.notes:
            reading.ledger.note(
                node.position,
                "",
                Fate.WARNING,
                "Catatannya tidak ada tempatnya di IKU; tercatat di laporan ini.",
            )
        for ind in node.indikator:
            pj = maker.penanggung(ind, above, True)
            above = PrintedOffice(pj.code, pj.printed or above.printed)
            content.append(
                IkuBaru(
                    node.text, maker.make(ind, pj.code), pj.printed, ind.fields.get(ColumnRole.ALASAN, "")
                )
            )
    if block.tahun and block.tahun != tahun:
        position = next(x for x, t in reading.text if str(block.tahun) in t)
        reading.ledger.note(
            position, "", Fate.WARNING, f"Berkas ini menyebut tahun {block.tahun}, tujuannya tahun {tahun}."
        )
    check_spelling(reading.ledger)
    reading.ledger.close()
    header = KepalaIku(
        block.nama_cetak, fungsi=tuple(block.fungsi), misi_nomor=block.text.get("misi_nomor", ""),
        **{n: block.text.get(n, "") for n in ("visi", "misi", "nama_skpd", "tugas_pokok")},
    )  # fmt: skip
    return ImportResult(header, tuple(content), reading, block.tahun)


def _text_lines(text: Sequence[tuple[Position, str]]) -> list[tuple[list[Position], str]]:
    """The lines above the table; label, colon and text in neighbouring cells of one row are one line."""
    result: list[tuple[list[Position], str]] = []
    for position, content in text:
        if (
            result
            and position[2] >= 0
            and result[-1][0][-1][:2] == position[:2]
            and result[-1][0][-1][2] >= 0
        ):
            result[-1] = ([*result[-1][0], position], f"{result[-1][1]} {content}")
        else:
            result.append(([position], content))
    return [(position, one) for position, content in result for one in content.splitlines() if one.strip()]


def _behind_the_table(position: Position, reading: Reading) -> bool:
    first_table = min((int(key.split(".")[0]) for key in reading.headers), default=position[0])
    return position[0] > first_table


def _read_header(
    block: _HeaderBlock, position: list[Position], raw: str, ledger: Ledger, destination: int
) -> None:
    text = re.sub(r"\s*:(\s*:)+", " :", squeeze(raw))
    polos = re.sub(r"^[-•*]\s+", "", text)
    meaning = _label_and_text(block, polos)
    if not meaning and (match := _title_match(polos)):
        block.tahun = title_year(polos, destination) or block.tahun
        name = re.sub(r"\s*(?:tahun\b.*|\d[\d\s/–-]*)$", "", match[1], flags=re.IGNORECASE).strip()
        block.nama_cetak = name or block.nama_cetak
        meaning, block.current = f"Judul: {block.nama_cetak or polos}", ""
    if (
        not meaning
        and not block.current
        and not block.nama_cetak
        and re.match(r"(badan|dinas|kantor|inspektorat|sekretariat|satuan)\b", polos, re.IGNORECASE)
    ):
        tahun = title_year(polos, destination)
        block.tahun = tahun or block.tahun
        block.nama_cetak = re.sub(r"\s*tahun\s+20\d\d\s*$", "", polos, flags=re.IGNORECASE)
        meaning = f"Nama pada judul: {block.nama_cetak}{f', tahun {tahun}' if tahun else ''}"
    if not meaning and not block.current and (tahun := title_year(polos, destination)):
        block.tahun, meaning = tahun, f"Judul, tahun {tahun}"
    if not meaning:
        meaning = _continuation(block, text)
    for one in position:
        if meaning:
            ledger.note(one, meaning)
        else:
            ledger.note(
                one,
                "Teks di luar tabel",
                Fate.NOTED,
                "Tidak ada tempatnya di IKU; tercatat di laporan ini.",
            )


_TITLE = re.compile(
    r"^(?:(?:keputusan|penetapan|lampiran|daftar|tabel|matriks?|formulir|dokumen|perubahan|rencana|pengukuran)\b.{0,60}?)?"
    r"\bindikator kinerja utama(?:\s*\(iku\))?\s*(.*)$",
    re.IGNORECASE,
)
_TITLE_WORDS = 24


def _title_match(line: str) -> re.Match[str] | None:
    """A title begins with the words of one and is no sentence: prose also mentions indikator kinerja utama."""
    if line.rstrip().endswith((".", ";")) or len(line.split()) > _TITLE_WORDS:
        return None
    return _TITLE.match(line)


def _label_and_text(block: _HeaderBlock, text: str) -> str:
    for name, pattern in _HEADER:
        if match := pattern.match(text):
            block.current, content = name, text[match.end() :].strip()
            if name == "misi":
                block.text["misi_nomor"] = (match["nomor"] or "").upper()
            if name == "fungsi":
                if content:
                    block.fungsi.append(_ITEM.sub("", content))
            else:
                block.text[name] = content
            return f"{LABELS[name]}: {content}" if content else LABELS[name]
    return ""


def _continuation(block: _HeaderBlock, text: str) -> str:
    """More of the part that is open: another function, or the rest of a sentence."""
    if block.current == "fungsi":
        if _ITEM.match(text) or not block.fungsi:
            block.fungsi.append(_ITEM.sub("", text))
            return f"Fungsi {len(block.fungsi)}: {block.fungsi[-1]}"
        block.fungsi[-1] = f"{block.fungsi[-1]} {text}"
        return f"Fungsi {len(block.fungsi)}, lanjutan"
    if block.current:
        block.text[block.current] = f"{block.text[block.current]} {text}".strip()
        return f"{LABELS[block.current]}, lanjutan"
    return ""


def plan_data(result: ImportResult) -> dict[str, Any]:
    """The list that would be saved (``iku``): the printed name and its indicators in order."""
    items = [
        {"sasaran": new.sasaran}
        | indikator_data(new.indikator, new.penanggung_jawab_cetak)
        | {"alasan": new.alasan, "rumus": new.indikator.rumus}
        for new in result.content
    ]
    return {"iku": {"nama_cetak": result.header.nama_cetak, "indikator": items}}
