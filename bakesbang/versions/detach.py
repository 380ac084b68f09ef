"""Taking indicators off a draf: what forbids it, and what is left over that nothing uses."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError

from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Pemakaian,
    Realisasi,
)
from bakesbang.kinerja.pilihan import StatusRealisasi


def realisasi_terisi(indikator: Iterable[int], *, dokumen: str, mulai_triwulan: int) -> dict[int, list[int]]:
    """indikator id → quarters from ``mulai_triwulan`` on that hold a realization. An indicator that
    the other document uses stays there with its realizations, so it is not among them."""
    indikator = set(indikator)
    lain = Pemakaian.objects.filter(indikator__in=indikator, sampai_triwulan=None).exclude(dokumen=dokumen)
    indikator -= set(lain.values_list("indikator_id", flat=True))
    terisi: dict[int, list[int]] = {}
    baris = Realisasi.objects.filter(indikator__in=indikator, triwulan__gte=mulai_triwulan).exclude(
        status=StatusRealisasi.BELUM_DIISI
    )
    for pk, triwulan in baris.order_by("triwulan").values_list("indikator_id", "triwulan"):
        terisi.setdefault(pk, []).append(triwulan)
    return terisi


def bersihkan(ketetapan: Iterable[int]) -> None:
    """Of these ketetapan, drafs that no document uses go, and with its last one the indicator."""
    for pk in set(ketetapan):
        baris = KetetapanIndikator.objects.select_related("indikator").filter(pk=pk).first()
        if baris is None or not baris.draf:
            continue
        indikator = baris.indikator
        if _hapus_bila_bebas(baris) and not indikator.ketetapan.exists():
            _hapus_bila_bebas(indikator)


def _hapus_bila_bebas(baris: KetetapanIndikator | Indikator) -> bool:
    try:
        with transaction.atomic():
            baris.delete()
    except ProtectedError:
        return False
    return True
