"""What the pickers of the editor offer: indicators of the same year, and parents a row may go to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.suntingan import TERDALAM

BANYAK = 12


@dataclass(frozen=True)
class Calon:
    """One choice: ``nilai`` goes back to the act, ``ket`` says where it stands now."""

    nilai: str
    teks: str
    ket: str


def calon_indikator(versi: VersiRencanaAksi, baris: Sasaran | IndikatorSasaran, q: str) -> list[Calon]:
    """Indicators of this year whose words hold every word of ``q``, without those that stand there already."""
    sasaran = baris if isinstance(baris, Sasaran) else baris.sasaran
    syarat = Q(indikator__instansi=versi.rencana.instansi_id, indikator__tahun=versi.rencana.tahun)
    for kata in q.split():
        syarat &= Q(uraian__icontains=kata)
    ada = set(sasaran.indikator.values_list("ketetapan__indikator_id", flat=True))
    terbaru: dict[int, KetetapanIndikator] = {}
    for k in (
        KetetapanIndikator.objects.filter(syarat)
        .exclude(indikator__in=ada)
        .order_by("-nomor", "uraian")[:200]
    ):
        terbaru.setdefault(k.indikator_id, k)
    pilihan = sorted(terbaru.values(), key=lambda k: k.uraian)[:BANYAK]
    return [
        Calon(str(k.indikator_id), k.uraian, f"{k.get_dokumen_asal_display()}, {k.satuan or 'tanpa satuan'}")
        for k in pilihan
    ]


def calon_induk(versi: VersiRencanaAksi, baris: Sasaran | IndikatorSasaran, q: str) -> list[Calon]:
    """Sasaran of this draf that the row may stand under: not itself, not below itself, not too deep."""
    semua = list(Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"))
    terlarang: set[int] = set()
    if isinstance(baris, Sasaran):
        terlarang = {baris.pk}
        for s in semua:
            if s.induk_id in terlarang:
                terlarang.add(s.pk)
        tinggi = max(s.jenjang for s in semua if s.pk in terlarang) - baris.jenjang
        terlarang |= {s.pk for s in semua if s.jenjang + 1 + tinggi > TERDALAM}
        terlarang.add(baris.induk_id or 0)
    else:
        terlarang = {baris.sasaran_id}
    cocok = [
        s
        for s in semua
        if s.pk not in terlarang and all(kata.casefold() in s.uraian.casefold() for kata in q.split())
    ]
    puncak = isinstance(baris, Sasaran) and baris.induk_id is not None and not q.strip()
    awal = [Calon("", "Paling atas, sebagai sasaran strategis", "")] if puncak else []
    return awal + [Calon(f"s{s.pk}", s.uraian, str(Jenjang(s.jenjang).label)) for s in cocok[:BANYAK]]
