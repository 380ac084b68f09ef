"""What a version of the IKU hands on to the next one."""

from __future__ import annotations

from collections.abc import Callable

from bakesbang.trail.tracked_history import insert_tracked
from iku.models import IndikatorKinerjaUtama, VersiIku

KEPALA = ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")
BARIS = ("urutan", "sasaran", "alasan", "penanggung_jawab_cetak", "kunci")


def salin_isi(dari: VersiIku, ke: VersiIku, ketetapan: Callable[[int], int]) -> None:
    """The rows, under the ketetapan that each one's id becomes. ``kunci`` is kept."""
    insert_tracked(
        IndikatorKinerjaUtama,
        (
            IndikatorKinerjaUtama(
                versi=ke, ketetapan_id=ketetapan(b.ketetapan_id), **{n: getattr(b, n) for n in BARIS}
            )
            for b in dari.indikator.order_by("urutan", "pk")
        ),
    )
