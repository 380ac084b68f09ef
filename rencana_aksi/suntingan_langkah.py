"""Taking a planner's acts back, and again: which rows of the tree the page must draw anew."""

from __future__ import annotations

from bakesbang.kinerja.models import Langkah
from bakesbang.organisasi.models import Pengguna
from bakesbang.versions.drafts import last_step, take_step
from bakesbang.versions.undo import indikator_langkah
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.perubahan import RENCANA_AKSI

PREFIXES = {
    "rencana_aksi.sasaran": "s",
    "rencana_aksi.indikatorsasaran": "i",
}
PARENTS = ("induk_id", "sasaran_id")


def urungkan(
    *, versi: VersiRencanaAksi, oleh: Pengguna, ulang: bool = False
) -> tuple[Langkah, frozenset[str]]:
    """Takes this person's last act on the draf back, or again; the step and the rows it touched.
    Raises AlurSalah when there is none."""
    step = last_step(RENCANA_AKSI, versi=versi, oleh=oleh, redo=ulang)
    before = baris_tersentuh(step)
    take_step(step, oleh=oleh, redo=ulang)
    return step, frozenset(before | baris_tersentuh(step))


def baris_langkah(step: Langkah) -> list[str]:
    """The rows of the tree that a step changed, made or removed: "s12", "i7"."""
    rows = []
    for key in step.maju:
        model, pk = key.split(":")
        if model in PREFIXES:
            rows.append(f"{PREFIXES[model]}{pk}")
    return rows


def baris_tersentuh(step: Langkah) -> set[str]:
    """Those rows with what stood or stands above them, and "k7" for each indicator whose fields
    changed."""
    touched = set(baris_langkah(step))
    touched.update(f"k{pk}" for pk in indikator_langkah(step))
    for picture in (*step.maju.values(), *step.mundur.values()):
        if picture:
            parents = (picture.get(column) for column in PARENTS)
            touched.update(f"s{pk}" for pk in parents if pk)
    return touched
