"""The IKU as the machinery of Perubahan knows it, and a version of it laid flat for comparison."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from django.db.models import QuerySet

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import NamaDokumen
from bakesbang.trail.tags import attribute
from bakesbang.versions import diff_words
from bakesbang.versions import perubahan as bersama
from bakesbang.versions.diff import Unsur
from bakesbang.versions.document_kind import JenisDokumen
from iku.fields import HEADER_FIELDS, ROW_FIELDS
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.salinan import KEPALA, salin_isi


def baris(versi: VersiIku) -> QuerySet[IndikatorKinerjaUtama]:
    return IndikatorKinerjaUtama.objects.filter(versi=versi).order_by("urutan", "pk")


def unsur(
    versi: VersiIku,
    isi: Sequence[IndikatorKinerjaUtama],
    ketetapan: Mapping[int, KetetapanIndikator],
    sama: Collection[int],
) -> list[Unsur]:
    """Header and indicators in printed order."""
    return [_kepala(versi), *(_unsur(b, ketetapan, sama) for b in isi)]


def _unsur(
    b: IndikatorKinerjaUtama,
    ketetapan: Mapping[int, KetetapanIndikator],
    sama: Collection[int],
) -> Unsur:
    return diff_words.unsur_indikator(
        ketetapan[b.ketetapan_id],
        kunci=str(b.kunci),
        jenis="IKU",
        dokumen=NamaDokumen.IKU,
        sel=_sel(b),
        sama=b.ketetapan_id in sama,
    )


def _sel(b: IndikatorKinerjaUtama) -> dict[str, str | None]:
    return {
        field.label: getattr(b, attribute(IndikatorKinerjaUtama, name)) for name, field in ROW_FIELDS.items()
    }


def _kepala(versi: VersiIku) -> Unsur:
    texts = {name: getattr(versi, attribute(VersiIku, name)) for name in HEADER_FIELDS}
    texts["fungsi"] = "; ".join(versi.fungsi)
    cells = {field.label: texts[name] for name, field in HEADER_FIELDS.items()}
    return Unsur("kepala", "Kepala dokumen", str(versi.daftar), sel=cells)


IKU = JenisDokumen(
    kode=NamaDokumen.IKU,
    judul="INDIKATOR KINERJA UTAMA",
    ruang="iku",
    halaman="daftar",
    versi=VersiIku,
    induk="daftar",
    kepala=KEPALA,
    baris=baris,
    salin_isi=salin_isi,
    unsur=unsur,
)

beda = partial(diff_words.beda, IKU)
kalimat_susulan = partial(bersama.kalimat_versi, IKU)
kalimat_lampau = partial(bersama.kalimat_lampau, IKU)
