"""What a version of the Rencana Aksi hands on to the next one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from bakesbang.trail.tracked_history import insert_tracked
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

SASARAN = ("jenjang", "urutan", "uraian", "kode_nomenklatur", "tahun_nomenklatur", "kunci", "catatan")
BARIS = ("urutan", "penanggung_jawab_cetak", "kunci")


def salin_isi(dari: VersiRencanaAksi, ke: VersiRencanaAksi, ketetapan: Callable[[int], int]) -> None:
    """The tree, level by level, so that a whole plan takes a few queries however large it is, and its rows under
    the ketetapan that each one's id becomes. ``kunci`` is kept."""
    salinan: dict[int | None, Sasaran | None] = {None: None}
    semua = Sasaran.objects.filter(versi=dari).order_by("jenjang", "urutan", "pk")
    for _, sejenjang in groupby(semua, key=lambda s: s.jenjang):
        lama = list(sejenjang)
        baru = insert_tracked(
            Sasaran,
            (
                Sasaran(versi=ke, induk=salinan[s.induk_id], **{n: getattr(s, n) for n in SASARAN})
                for s in lama
            ),
        )
        salinan |= dict(zip((s.pk for s in lama), baru, strict=True))
    butir = IndikatorSasaran.objects.filter(sasaran__versi=dari).order_by("sasaran", "urutan", "pk")
    insert_tracked(
        IndikatorSasaran,
        (
            IndikatorSasaran(
                sasaran=salinan[b.sasaran_id], ketetapan_id=ketetapan(b.ketetapan_id), **{n: getattr(b, n) for n in BARIS}
            )
            for b in butir
        ),
    )  # fmt: skip
