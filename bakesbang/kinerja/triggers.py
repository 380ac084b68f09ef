"""Field history is append-only, and a locked quarter takes no more writes, whoever writes them."""

from bakesbang.trail.tracked_history import history_tables
from bakesbang.trail.triggers import Trigger, append_only

TERKUNCI = "Triwulan ini sudah dikunci: isian tidak dapat diubah"
JADWAL = (
    "EXISTS (SELECT 1 FROM kinerja_indikator i JOIN kinerja_jadwaltriwulan j ON j.instansi_id = i.instansi_id "
    "AND j.tahun = i.tahun AND j.triwulan = {triwulan} WHERE i.id = {indikator} AND j.dikunci_pada IS NOT NULL)"
)
LEWAT_REALISASI = (
    "EXISTS (SELECT 1 FROM kinerja_realisasi r JOIN kinerja_indikator i ON i.id = r.indikator_id "
    "JOIN kinerja_jadwaltriwulan j ON j.instansi_id = i.instansi_id AND j.tahun = i.tahun AND j.triwulan = r.triwulan "
    "WHERE r.id = {baris}.realisasi_id AND j.dikunci_pada IS NOT NULL)"
)
BARIS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _kunci(tabel: str, syarat: str, tabel_lain: tuple[str, ...]) -> list[Trigger]:
    daftar = []
    for saat, baris in BARIS.items():
        lengkap = " OR ".join(
            syarat.format(baris=b, triwulan=f"{b}.triwulan", indikator=f"{b}.indikator_id") for b in baris
        )
        daftar.append(
            Trigger(f"kunci_{tabel}_{saat.lower()}", tabel, saat, TERKUNCI, lengkap, lengkap, tabel_lain)
        )
    return daftar


def triggers() -> list[Trigger]:
    lain = ("kinerja_indikator", "kinerja_jadwaltriwulan", "kinerja_realisasi")
    return [
        *(p for tabel in history_tables("kinerja") for p in append_only(tabel)),
        *_kunci("kinerja_realisasi", JADWAL, lain),
        *_kunci("kinerja_nilaivariabel", LEWAT_REALISASI, lain),
        *_kunci("kinerja_buktidukung", LEWAT_REALISASI, lain),
    ]
