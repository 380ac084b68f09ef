"""Field history is append-only."""

from bakesbang.jejak.pemicu import Pemicu, hanya_tambah
from bakesbang.jejak.riwayat import tabel_riwayat


def pemicu() -> list[Pemicu]:
    return [p for tabel in tabel_riwayat("rencana_aksi") for p in hanya_tambah(tabel)]
