"""Field history is append-only, and a locked quarter takes no more writes, whoever writes them."""

from bakesbang.trail.tracked_history import history_tables
from bakesbang.trail.triggers import Trigger, append_only, fixed, no_replace

TERKUNCI = "Triwulan ini sudah dikunci: isian tidak dapat diubah"
JADWAL = (
    "EXISTS (SELECT 1 FROM kinerja_indikator i JOIN kinerja_jadwaltriwulan j ON "
    "j.instansi_id = i.instansi_id "
    "AND j.tahun = i.tahun AND j.triwulan = {triwulan} WHERE i.id = {indikator} AND "
    "j.dikunci_pada IS NOT NULL)"
)
LEWAT_REALISASI = (
    "EXISTS (SELECT 1 FROM kinerja_realisasi r JOIN kinerja_indikator i ON i.id = r.indikator_id "
    "JOIN kinerja_jadwaltriwulan j ON j.instansi_id = i.instansi_id AND j.tahun = i.tahun "
    "AND j.triwulan = r.triwulan "
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


FROZEN = "Laporan yang sudah dikunci tidak dapat diubah atau dihapus"
FROZEN_COLUMNS = (
    "jadwal_id",
    "nomor",
    "isi",
    "sidik",
    "penanda_tangan",
    "dikunci_oleh_id",
    "dikunci_pada",
)
OPENED_COLUMNS = ("dibuka_oleh_id", "dibuka_pada", "alasan_buka", "rujukan_buka")
UNLOCK = "Kunci triwulan hanya dibuka lewat Buka kembali, yang mencatat alasannya"
STILL_LOCKED = (
    "EXISTS (SELECT 1 FROM kinerja_kuncitriwulan k WHERE k.jadwal_id = OLD.id AND k.dibuka_pada IS NULL)"
)
# SQLite's INSERT OR REPLACE would remove the locked row that the new one collides with.
SECOND_SCHEDULE = (
    "EXISTS (SELECT 1 FROM kinerja_jadwaltriwulan j WHERE j.instansi_id = NEW.instansi_id "
    "AND j.tahun = NEW.tahun "
    "AND j.triwulan = NEW.triwulan AND j.dikunci_pada IS NOT NULL)"
)
AUTHORS = "Siapa yang mengisi dan menyetujui tidak dapat diganti"
APPROVAL_COLUMNS = ("disetujui_oleh_id", "disetujui_pada", "beku", "sidik")


def _frozen_reports() -> list[Trigger]:
    """A locked report keeps every letter; only its reopening is added to it, once."""
    table = "kinerja_kuncitriwulan"
    return [
        fixed("kunci_beku", table, FROZEN_COLUMNS, FROZEN),
        fixed("kunci_dibuka", table, OPENED_COLUMNS, FROZEN, when="OLD.dibuka_pada IS NOT NULL"),
        Trigger("kunci_hapus", table, "DELETE", FROZEN),
        no_replace(table, FROZEN),
    ]


def _lock_columns() -> list[Trigger]:
    """A lock is lifted after its report was marked as reopened, by nothing else."""
    table = "kinerja_jadwaltriwulan"
    lifted = f"OLD.dikunci_pada IS NOT NULL AND NEW.dikunci_pada IS NULL AND {STILL_LOCKED}"
    removed = f"OLD.dikunci_pada IS NOT NULL AND {STILL_LOCKED}"
    other = ("kinerja_kuncitriwulan",)
    return [
        Trigger("jadwal_buka", table, "UPDATE", UNLOCK, lifted, lifted, other),
        Trigger("jadwal_hapus", table, "DELETE", UNLOCK, removed, removed, other),
        Trigger("jadwal_ganti", table, "INSERT", UNLOCK, SECOND_SCHEDULE, "FALSE"),
        no_replace(table, UNLOCK),
    ]


def _authorship() -> list[Trigger]:
    """Who approved, and what he saw, stays as it is while the row is approved."""
    table = "kinerja_realisasi"
    approved = "OLD.status = 'disetujui' AND NEW.status = 'disetujui'"
    return [
        fixed("realisasi_persetujuan", table, APPROVAL_COLUMNS, AUTHORS, when=approved),
        no_replace(table, AUTHORS),
    ]


def triggers() -> list[Trigger]:
    other = ("kinerja_indikator", "kinerja_jadwaltriwulan", "kinerja_realisasi")
    return [
        *(t for table in history_tables("kinerja") for t in append_only(table)),
        *_kunci("kinerja_realisasi", JADWAL, other),
        *_kunci("kinerja_nilaivariabel", LEWAT_REALISASI, other),
        *_kunci("kinerja_buktidukung", LEWAT_REALISASI, other),
        *_frozen_reports(),
        *_lock_columns(),
        *_authorship(),
    ]
