"""The Rencana Aksi as the machinery of Perubahan knows it, and a version of it laid flat for
comparison."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from django.db.models import QuerySet

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang, NamaDokumen
from bakesbang.trail.tags import attribute
from bakesbang.versions import diff_words
from bakesbang.versions import perubahan as bersama
from bakesbang.versions.diff import Unsur
from bakesbang.versions.document_kind import JenisDokumen
from rencana_aksi.fields import CETAK, INDIKATOR_FIELDS, SASARAN_FIELDS
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.salinan import salin_isi


def baris(versi: VersiRencanaAksi) -> QuerySet[IndikatorSasaran]:
    return IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("sasaran", "urutan", "pk")


def unsur(
    versi: VersiRencanaAksi,
    isi: Sequence[IndikatorSasaran],
    ketetapan: Mapping[int, KetetapanIndikator],
    sama: Collection[int],
) -> list[Unsur]:
    """The whole tree laid flat in printed order."""
    anak: dict[int | None, list[Sasaran]] = {}
    for s in Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"):
        anak.setdefault(s.induk_id, []).append(s)
    milik: dict[int, list[IndikatorSasaran]] = {}
    for b in isi:
        milik.setdefault(b.sasaran_id, []).append(b)

    def telusuri(induk: Sasaran | None) -> Iterator[Unsur]:
        for s in anak.get(induk.pk if induk else None, ()):
            yield _unsur_sasaran(s, induk)
            for b in milik.get(s.pk, ()):
                yield _unsur_indikator(
                    b,
                    s,
                    ketetapan[b.ketetapan_id],
                    b.ketetapan_id in sama,
                )
            yield from telusuri(s)

    return list(telusuri(None))


def _unsur_sasaran(s: Sasaran, induk: Sasaran | None) -> Unsur:
    jenis = str(Jenjang(s.jenjang).label)
    text, *others = SASARAN_FIELDS.values()
    cells: dict[str, str | None] = {
        text.label: s.uraian,
        "Jenjang": jenis,
    }
    cells |= {field.label: str(getattr(s, attribute(Sasaran, field.name)) or "") for field in others}
    return Unsur(
        kunci=f"s:{s.kunci}",
        jenis=jenis,
        nama=s.uraian,
        induk=f"s:{induk.kunci}" if induk else "",
        tempat=induk.uraian if induk else "",
        sel=cells,
    )


def _unsur_indikator(b: IndikatorSasaran, s: Sasaran, k: KetetapanIndikator, sama: bool) -> Unsur:
    return diff_words.unsur_indikator(
        k,
        kunci=str(b.kunci),
        jenis="Indikator",
        dokumen=NamaDokumen.RENCANA_AKSI,
        induk=f"s:{s.kunci}",
        tempat=s.uraian,
        sel={INDIKATOR_FIELDS[CETAK].label: b.penanggung_jawab_cetak},
        sama=sama,
    )


RENCANA_AKSI = JenisDokumen(
    kode=NamaDokumen.RENCANA_AKSI,
    judul="RENCANA AKSI",
    ruang="rencana_aksi",
    halaman="matriks",
    versi=VersiRencanaAksi,
    induk="rencana",
    kepala=(),
    baris=baris,
    salin_isi=salin_isi,
    unsur=unsur,
)

beda = partial(diff_words.beda, RENCANA_AKSI)
kalimat_susulan = partial(bersama.kalimat_versi, RENCANA_AKSI)
kalimat_lampau = partial(bersama.kalimat_lampau, RENCANA_AKSI)
