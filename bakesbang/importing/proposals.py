"""What an agency's paper does not print but the product needs: unit, polarity, aggregation, which quarters are
steps only. Each is a proposal, marked as one (domain guide §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bakesbang.calculation.values.value import Nilai, ValueState, read_value
from bakesbang.importing.tree import ReadIndikator
from bakesbang.importing.vocabulary import ColumnRole, fold
from bakesbang.kinerja.pilihan import Agregasi, Frekuensi, Polaritas

_LOWER_IS_BETTER = re.compile(
    r"\b(angka|jumlah|persentase|tingkat|rasio|kasus)( \w+)? (konflik|kemiskinan|kematian|pengangguran|pelanggaran|kasus|kecelakaan|"
    r"stunting|kriminal\w*|kejahatan|keluhan|pengaduan|temuan|bencana|keterlambatan|putus)\b|"
    r"\b(waktu (tunggu|respon\w*|tanggap|penyelesaian|pelayanan|layanan|penanganan|proses|rata rata)|response time)\b|"
    r"\b(rata rata|lama|lamanya|durasi|jangka) waktu\b|\b(peringkat|ranking|rangking)\b"
)
# Such an indicator counts what was settled, so more of it is better.
_HIGHER_IS_BETTER = re.compile(
    r"diselesaikan|ditangani|tertangani|selesai|ditindaklanjuti|terlayani|profiling|database|laporan"
)
# Levels and shares: quarters of them are never added up.
_NEVER_ADDED = re.compile(
    r"(?:per|pro)sentase|indeks|rasio|tingkat|nilai|skor|prevalensi|rata rata|cakupan|angka|proporsi"
)


@dataclass(frozen=True)
class Proposal:
    satuan: str = ""
    polaritas: str = Polaritas.MAKSIMAL
    agregasi: str = ""
    frekuensi: str = Frekuensi.TRIWULANAN
    tahapan: frozenset[int] = frozenset()
    name: tuple[str, ...] = field(default_factory=tuple)
    question: bool = False  # four equal numbers without a unit: each quarter, or to be added up?


def never_added(words: str) -> bool:
    """Whether these words of an indicator or its unit name a level or a share."""
    return bool(_NEVER_ADDED.search(fold(words)))


def propose(ind: ReadIndikator) -> Proposal:
    """Proposals for one indicator from the values it prints."""
    value = {
        tw: n
        for tw, t in sorted(ind.tw.items())
        if (n := read_value(t)).state in (ValueState.NUMBER, ValueState.RANGE)
    }
    yearly = read_value(ind.yearly) if ind.yearly is not None else None
    written = ind.fields.get(ColumnRole.SATUAN, "")
    satuan, tahapan = _satuan(value, yearly, written)
    agregasi, question = _agregasi(ind, value, satuan, tahapan, yearly)
    name = ["polaritas"]
    if agregasi:
        name.append("agregasi")
    if satuan and not written:
        name.append("satuan")
    if tahapan:
        name.append("tahapan")
    return Proposal(
        satuan, _polaritas(ind.text, yearly), agregasi, Frekuensi.TRIWULANAN if ind.tw or ind.month else Frekuensi.TAHUNAN,
        tahapan, tuple(name), question,
    )  # fmt: skip


def _satuan(value: dict[int, Nilai], yearly: Nilai | None, written: str) -> tuple[str, frozenset[int]]:
    """The unit of the last quarter; the quarters before the first one with it are steps towards it."""
    if yearly is not None and yearly.state == ValueState.PREDIKAT:
        # Of a grade, quarters with a unit ("1 dokumen") are steps towards it.
        return written, frozenset(tw for tw, n in value.items() if n.satuan)
    satuan = [n.satuan for n in value.values()]
    if len({_same_measure(s) for s in satuan}) <= 1:
        return written or (satuan[-1] if satuan else "") or (yearly.satuan if yearly else ""), frozenset()
    main = satuan[-1]
    start = next(tw for tw, n in value.items() if n.satuan == main)
    after = [tw for tw, n in value.items() if tw > start and n.satuan != main]
    return written or main, frozenset([*range(1, start), *after])


def _same_measure(satuan: str) -> str:
    """One word for units of one kind: "Rp M" and "Rp T" are both money."""
    return satuan if satuan == "%" else "rp" if fold(satuan).startswith("rp") else fold(satuan)


def _agregasi(
    ind: ReadIndikator, value: dict[int, Nilai], satuan: str, tahapan: frozenset[int], yearly: Nilai | None
) -> tuple[str, bool]:
    if not ind.tw:
        if yearly is None:
            return "", False
        return (Agregasi.AKUMULASI if yearly.number == 0 and satuan != "%" else Agregasi.POSISI_AKHIR), False
    if tahapan:
        return Agregasi.POSISI_AKHIR, False
    figure = [n.number for n in value.values() if n.number is not None]
    if len(figure) < 2:
        return (
            ("", False)
            if any(not t for t in ind.tw.values()) or not figure
            else (Agregasi.POSISI_AKHIR, False)
        )
    year_figure = yearly.number if yearly is not None else None
    if ind.cumulative:
        return (Agregasi.POSISI_AKHIR if satuan == "%" else Agregasi.KUMULATIF), False
    if year_figure is not None and sum(figure) == year_figure != figure[-1]:
        return Agregasi.AKUMULASI, False
    if len(set(figure)) == 1:
        question = not satuan and year_figure is None
        return (
            ("", question)
            if question or (year_figure is not None and year_figure != figure[0])
            else (Agregasi.BERULANG, False)
        )
    if year_figure is not None and figure[-1] == year_figure:
        return Agregasi.POSISI_AKHIR, False
    if satuan == "%" or _NEVER_ADDED.match(fold(ind.text)) or any(a != int(a) for a in figure):
        return Agregasi.POSISI_AKHIR, False
    return (
        Agregasi.POSISI_AKHIR if yearly is not None and figure == sorted(figure) else Agregasi.AKUMULASI
    ), False


def _polaritas(text: str, yearly: Nilai | None) -> str:
    words = fold(text)
    if (_LOWER_IS_BETTER.search(words) and not _HIGHER_IS_BETTER.search(words)) or (
        yearly is not None and yearly.number == 0
    ):
        return Polaritas.MINIMAL
    return Polaritas.MAKSIMAL
