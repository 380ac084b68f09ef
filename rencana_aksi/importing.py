"""A Rencana Aksi out of an agency's own file: what was read becomes the plan that ``tindakan.make`` makes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bakesbang.importing.blueprints import IndikatorMaker, PrintedOffice
from bakesbang.importing.jabatan import Office
from bakesbang.importing.ledger import Fate, Ledger
from bakesbang.importing.misspellings import check_spelling
from bakesbang.importing.pipeline import Reading, read_source
from bakesbang.importing.plan_data import indikator_data
from bakesbang.importing.tree import Node
from bakesbang.importing.vocabulary import ColumnRole, squeeze, title_year
from bakesbang.kinerja.pilihan import Jenjang
from bakesbang.reading.sources import ReadSource
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.models import NOMENKLATUR

# Levels that a heading names for what they are; a rincian is whatever stands below.
NAMED_LEVELS = (Jenjang.PROGRAM, Jenjang.KEGIATAN, Jenjang.SUBKEGIATAN)


@dataclass(frozen=True)
class ImportResult:
    """The plan that would be made, and the ledger of the file."""

    tree: tuple[SasaranBaru, ...]
    reading: Reading
    nama_cetak: str = ""
    tahun: int = 0

    @property
    def ledger(self) -> Ledger:
        return self.reading.ledger

    @property
    def indikator_count(self) -> int:
        return sum(len(s.indikator) for roots in self.tree for s in roots.telusuri())


def understand(
    source: ReadSource,
    *,
    tahun: int,
    offices: Sequence[Office] = (),
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> ImportResult:
    """The plan in this source. Pure: the same source, mapping and answers give the same plan."""
    reading = read_source(source, tahun=tahun, mapping=mapping, answers=answers)
    name, file_year = _title(reading, tahun)
    maker = IndikatorMaker(reading.ledger, offices)
    tree = []
    for roots in reading.roots:
        above = [PrintedOffice()]
        tree.append(_sasaran(roots, maker, above))
    if file_year and file_year != tahun and reading.text:
        position = next(x for x, t in reading.text if str(file_year) in t)
        reading.ledger.note(
            position,
            "",
            Fate.WARNING,
            f"Berkas ini menyebut tahun {file_year}, tujuannya tahun {tahun}.",
        )
    check_spelling(reading.ledger)
    reading.ledger.close()
    return ImportResult(tuple(tree), reading, name, file_year)


def _sasaran(node: Node, maker: IndikatorMaker, above: list[PrintedOffice]) -> SasaranBaru:
    indikator = []
    for ind in node.indikator:
        # Only the level that prints offices inherits them; the levels above print none.
        required = not node.children and bool(ind.tw or ind.month or ind.fields)
        pj = maker.penanggung(ind, above[0], required)
        if pj.code or pj.printed:
            above[0] = PrintedOffice(pj.code, pj.printed or above[0].printed)
        indikator.append(IndikatorSasaranBaru(maker.make(ind, pj.code), pj.printed))
        if alasan := ind.fields.get(ColumnRole.ALASAN):
            node.notes.append(f"Alasan: {alasan}")
    code = node.code if node.code and re.fullmatch(NOMENKLATUR.regex, node.code) else ""
    if node.code and not code:
        node.notes.append(f"Kode: {node.code}")
    children = tuple(_sasaran(a, maker, above) for a in node.children)
    return SasaranBaru(
        node.text,
        tuple(indikator),
        children,
        code,
        _key(node.key),
        "\n".join(node.notes),
        node.jenjang if node.jenjang in NAMED_LEVELS else 0,
    )


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def _title(reading: Reading, destination: int) -> tuple[str, int]:
    """Agency and year from the lines above the table; the rest of them is noted."""
    name, tahun = "", 0
    for position, raw in reading.text:
        text = squeeze(raw)
        named = title_year(text, destination)
        if re.search(r"rencana aksi|rencana kerja|perjanjian kinerja", text, re.IGNORECASE) or (
            named and not tahun
        ):
            tahun = named or tahun
            reading.ledger.note(position, f"Judul{f', tahun {tahun}' if tahun else ''}", Fate.NOTED)
        elif not name and re.match(
            r"(badan|dinas|kantor|sekretariat|inspektorat|satuan|kecamatan|rsud|bagian)\b",
            text,
            re.IGNORECASE,
        ):
            name = text
            reading.ledger.note(position, f"Nama instansi pada judul: {name}")
        else:
            reading.ledger.note(
                position,
                "Teks di luar tabel",
                Fate.NOTED,
                "Tidak ada tempatnya di Rencana Aksi; tercatat di laporan ini.",
            )
    return name, tahun


def plan_data(result: ImportResult) -> dict[str, Any]:
    """The plan that would be saved (``rencana``), objectives under each other as they would be stored."""
    pairs = zip(result.tree, result.reading.roots, strict=True)
    return {"rencana": [_sasaran_data(root, node, 0) for root, node in pairs]}


def _sasaran_data(sasaran: SasaranBaru, node: Node, parent_level: int) -> dict[str, Any]:
    level = sasaran.di_bawah(parent_level)
    return {
        "uraian": sasaran.uraian,
        "jenjang": level,
        "kode": sasaran.kode_nomenklatur,
        "catatan": sasaran.catatan,
        "indikator": [indikator_data(i.indikator, i.penanggung_jawab_cetak) for i in sasaran.indikator],
        "anggaran": [{"kolom": heading, "teks": text} for heading, text in node.budget],
        "anak": [
            _sasaran_data(child, below, level)
            for child, below in zip(sasaran.anak, node.children, strict=True)
        ],
    }
