"""A read file judged by its result: the plan that would be saved against the plan that must come out.

One expectation is a mapping as in ``tests/data/import/harapan.yaml``: ``isi`` holds lists of [nearest sasaran,
indicator, annual target, [TW I..IV] or None, satuan or None]; ``jumlah`` the number of indicators; ``induk`` maps a
sasaran to its parent, ``jenjang`` to its level; ``iku_nama`` is the printed name of an IKU; ``maks_tanya`` bounds
the questions; with ``tanya`` a question at the doubtful cell is as good as the right value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import iku.importing
import rencana_aksi.importing
from bakesbang.importing.vocabulary import fold


@dataclass(frozen=True)
class FlatIndikator:
    sasaran: str
    parents: tuple[str, ...]
    data: Mapping[str, Any]

    @property
    def quarters(self) -> list[str]:
        return [self.data["triwulan"].get(str(tw), "") for tw in range(1, 5)]


@dataclass
class Verdict:
    """``wrong`` says what is not as expected; ``questions`` how many are open."""

    wrong: list[str] = field(default_factory=list)
    questions: int = 0
    asked: bool = False

    @property
    def right(self) -> bool:
        return not self.wrong

    @property
    def silent_wrong(self) -> bool:
        return bool(self.wrong) and not self.asked


def flatten(nodes: list[dict[str, Any]], parents: tuple[str, ...] = ()) -> Iterator[FlatIndikator]:
    for node in nodes:
        for indikator in node["indikator"]:
            yield FlatIndikator(node["uraian"], parents, indikator)
        yield from flatten(node["anak"], (*parents, node["uraian"]))


def levels(nodes: list[dict[str, Any]]) -> dict[str, int]:
    found = {}
    for node in nodes:
        found[fold(node["uraian"])] = node["jenjang"]
        found |= levels(node["anak"])
    return found


def parents(nodes: list[dict[str, Any]], above: str = "") -> dict[str, str]:
    found = {}
    for node in nodes:
        found[fold(node["uraian"])] = fold(above)
        found |= parents(node["anak"], node["uraian"])
    return found


def judge(source: Any, expected: Mapping[str, Any], tahun: int = 2030) -> Verdict:
    """Reads the source as a Rencana Aksi (as an IKU where the expectation names one) and compares."""
    if "iku_nama" in expected:
        result: Any = iku.importing.understand(source, tahun=tahun)
        data = iku.importing.plan_data(result)
        verdict = Verdict(questions=len(result.ledger.open_items))
        if data["iku"]["nama_cetak"] != expected["iku_nama"]:
            verdict.wrong.append(f"nama {data['iku']['nama_cetak']!r}")
        return verdict
    result = rencana_aksi.importing.understand(source, tahun=tahun)
    plan = rencana_aksi.importing.plan_data(result)["rencana"]
    verdict = Verdict(questions=len(result.ledger.open_items))
    verdict.asked = bool(expected.get("tanya") and result.ledger.open_items)
    _judge_tree(plan, expected, verdict)
    flat = list(flatten(plan))
    if "jumlah" in expected and len(flat) != expected["jumlah"]:
        verdict.wrong.append(f"{len(flat)} indikator: {[f.data['uraian'] for f in flat]}")
    for row in expected.get("isi", ()):
        _judge_row(flat, row, verdict)
    if verdict.questions > expected.get("maks_tanya", verdict.questions):
        verdict.wrong.append(f"{verdict.questions} pertanyaan")
    return verdict


def _judge_tree(plan: list[dict[str, Any]], expected: Mapping[str, Any], verdict: Verdict) -> None:
    above, level = parents(plan), levels(plan)
    for child, parent in expected.get("induk", {}).items():
        if above.get(fold(child)) != fold(parent):
            verdict.wrong.append(f"{child} di bawah {above.get(fold(child))!r}")
    for sasaran, jenjang in expected.get("jenjang", {}).items():
        if level.get(fold(sasaran)) != jenjang:
            verdict.wrong.append(f"{sasaran} berjenjang {level.get(fold(sasaran))}")


def _judge_row(flat: list[FlatIndikator], row: list[Any], verdict: Verdict) -> None:
    sasaran, uraian, yearly, quarters, satuan = row
    same = [f for f in flat if fold(f.data["uraian"]) == fold(str(uraian))]
    found = [f for f in same if fold(f.sasaran) == fold(sasaran)]
    if not found:
        verdict.wrong.append(f"tidak ada {uraian!r} di {sasaran!r}; ada di {[f.sasaran for f in same]}")
        return
    reasons = [_differences(f, yearly, quarters, satuan) for f in found]
    best = min(reasons, key=len)
    if best:
        verdict.wrong.append(f"{uraian}: {'; '.join(best)}")


def _differences(
    f: FlatIndikator, yearly: str | None, quarters: list[str] | None, satuan: str | None
) -> list[str]:
    found = []
    if yearly is not None and (f.data["target_tahun"] or "") != str(yearly):
        found.append(f"tahun {f.data['target_tahun']!r}, bukan {yearly!r}")
    if quarters is not None and f.quarters != [str(q) for q in quarters]:
        found.append(f"triwulan {f.quarters}, bukan {quarters}")
    if quarters is None and any(f.quarters):
        found.append(f"triwulan {f.quarters}, bukan kosong")
    if satuan is not None and f.data["satuan"] != satuan:
        found.append(f"satuan {f.data['satuan']!r}, bukan {satuan!r}")
    return found
