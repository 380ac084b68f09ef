"""What the pickers of the editor offer: indicators of the same year, and parents a row may go
to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.suntingan import TERDALAM

BANYAK = 12
READ = 200  # ketetapan that are read to find them
Row = Sasaran | IndikatorSasaran


@dataclass(frozen=True)
class Calon:
    """One choice: ``nilai`` goes back to the act, ``ket`` says where it stands now."""

    nilai: str
    teks: str
    ket: str


TOP = Calon("", "Paling atas, sebagai sasaran strategis", "")


def calon_indikator(versi: VersiRencanaAksi, baris: Row, q: str) -> list[Calon]:
    """Indicators of this year whose words hold every word of ``q``, without those that stand there
    already."""
    sasaran = baris if isinstance(baris, Sasaran) else baris.sasaran
    stands_here = set(sasaran.indikator.values_list("ketetapan__indikator_id", flat=True))
    found = KetetapanIndikator.objects.filter(
        indikator__instansi=versi.rencana.instansi_id,
        indikator__tahun=versi.rencana.tahun,
    ).exclude(indikator__in=stands_here)
    for word in q.split():
        found = found.filter(uraian__icontains=word)
    newest: dict[int, KetetapanIndikator] = {}
    for k in found.order_by("-nomor", "uraian")[:READ]:
        newest.setdefault(k.indikator_id, k)
    offered = sorted(newest.values(), key=lambda k: k.uraian)
    return [_choice(k) for k in offered[:BANYAK]]


def _choice(k: KetetapanIndikator) -> Calon:
    where = f"{k.get_dokumen_asal_display()}, {k.satuan or 'tanpa satuan'}"
    return Calon(str(k.indikator_id), k.uraian, where)


def calon_induk(versi: VersiRencanaAksi, baris: Row, q: str) -> list[Calon]:
    """Sasaran of this draf that the row may stand under: not itself, not below itself, not too
    deep."""
    everything = list(Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"))
    if isinstance(baris, Sasaran):
        forbidden = _no_parents(baris, everything)
    else:
        forbidden = {baris.sasaran_id}
    allowed = [s for s in everything if s.pk not in forbidden and _matches(s, q)]
    offered = [Calon(f"s{s.pk}", s.uraian, str(Jenjang(s.jenjang).label)) for s in allowed[:BANYAK]]
    may_rise = isinstance(baris, Sasaran) and baris.induk_id is not None
    if may_rise and not q.strip():
        return [TOP, *offered]
    return offered


def _no_parents(baris: Sasaran, everything: Sequence[Sasaran]) -> set[int]:
    """Where a sasaran may not go; ``everything`` is sorted by level, so that parents come first."""
    branch = {baris.pk}
    deepest = baris.jenjang
    for s in everything:
        if s.induk_id in branch:
            branch.add(s.pk)
            deepest = max(deepest, s.jenjang)
    below = 1 + deepest - baris.jenjang
    too_deep = {s.pk for s in everything if s.jenjang + below > TERDALAM}
    return branch | too_deep | {baris.induk_id or 0}


def _matches(s: Sasaran, q: str) -> bool:
    text = s.uraian.casefold()
    return all(word.casefold() in text for word in q.split())
