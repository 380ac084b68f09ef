"""Taking a planner's acts back, and again."""

from __future__ import annotations

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Langkah
from bakesbang.organisasi.models import Pengguna
from bakesbang.versions import undo
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.suntingan import DOKUMEN


def urungkan(
    *, versi: VersiRencanaAksi, oleh: Pengguna, ulang: bool = False
) -> tuple[Langkah, frozenset[str]]:
    """Takes this person's last act on the draf back, or again; the step and the rows it touched. Raises AlurSalah when there is none."""
    if not VersiRencanaAksi.objects.filter(pk=versi.pk, status="draf").exists():
        raise AlurSalah("Dokumen ini sudah ditetapkan. Mulai Perubahan untuk mengubahnya.")
    satu = undo.terakhir(dokumen=DOKUMEN, versi_id=versi.pk, oleh=oleh, dibatalkan=ulang)
    if satu is None:
        raise AlurSalah(
            "Tidak ada langkah yang dapat diulangi." if ulang else "Tidak ada langkah yang dapat diurungkan."
        )
    sebelum = baris_tersentuh(satu)
    (undo.ulangi if ulang else undo.urungkan)(langkah=satu, oleh=oleh)
    return satu, frozenset(sebelum | baris_tersentuh(satu))


def baris_langkah(satu: Langkah) -> list[str]:
    """The rows of the tree that a step changed, made or removed: "s12", "i7"."""
    awalan = {"rencana_aksi.sasaran": "s", "rencana_aksi.indikatorsasaran": "i"}
    return [f"{awalan[m]}{pk}" for m, pk in (kunci.split(":") for kunci in satu.maju) if m in awalan]


def baris_tersentuh(satu: Langkah) -> set[str]:
    """Those rows with what stood or stands above them, and "k7" for each indicator whose fields changed."""
    hasil = {*baris_langkah(satu), *(f"k{pk}" for pk in undo.indikator_langkah(satu))}
    for isi in (*satu.maju.values(), *satu.mundur.values()):
        hasil |= {f"s{isi[nama]}" for nama in ("induk_id", "sasaran_id") if isi and isi.get(nama)}
    return hasil
