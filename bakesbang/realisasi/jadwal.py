"""The calendar of a year as it is read: one line per quarter with its state in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch
from django.utils import timezone

from bakesbang.kinerja.models import JadwalTriwulan, KunciTriwulan, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.permissions import PageContext


@dataclass(frozen=True)
class BarisJadwal:
    """One quarter. ``keadaan`` is a key of the badges, ``kata`` what it says."""

    triwulan: int
    jadwal: JadwalTriwulan | None
    keadaan: str
    kata: str
    sisa: str
    kunci: tuple[KunciTriwulan, ...]  # newest first
    isian: str

    @property
    def terkunci(self) -> bool:
        return self.jadwal is not None and self.jadwal.terkunci

    @property
    def kunci_kini(self) -> KunciTriwulan | None:
        return self.kunci[0] if self.terkunci and self.kunci else None

    @property
    def kunci_lama(self) -> tuple[KunciTriwulan, ...]:
        return tuple(k for k in self.kunci if k.dibuka_pada is not None)


def muat_jadwal(k: PageContext, hari: date) -> list[BarisJadwal]:
    """All four quarters, dated or not."""
    jadwal = {
        j.triwulan: j
        for j in JadwalTriwulan.objects.milik(k.instansi, k.tahun)
        .select_related("dikunci_oleh")
        # The frozen tables of a lock are megabytes.
        .prefetch_related(
            Prefetch(
                "kunci", KunciTriwulan.objects.defer("isi").select_related("dikunci_oleh", "dibuka_oleh")
            )
        )
    }
    hitungan = _hitungan(k)
    return [_baris(n, jadwal.get(n), hari, hitungan.get(n, {})) for n in (1, 2, 3, 4)]


def titik_jadwal(j: JadwalTriwulan, hari: date) -> list[dict[str, Any]]:
    """Dibuka, batas, ditutup or dikunci, and today while the quarter is not locked, in the order of their dates.

    ``bentuk`` is how dates are written: with their year as soon as one is not of this year.
    """
    sisa = (j.batas - hari).days
    titik: list[dict[str, Any]] = [
        {"kata": "Dibuka", "tanggal": j.buka, "keadaan": "lewat" if j.buka <= hari else "", "sisa": ""},
        {"kata": "Batas pengajuan", "tanggal": j.batas, "keadaan": "lewat" if sisa < 0 else "", "sisa": f"{sisa} hari lagi" if sisa > 0 else ""},
    ]  # fmt: skip
    if j.dikunci_pada is not None:
        dikunci = timezone.localdate(j.dikunci_pada, j.instansi.zone)
        titik.append({"kata": "Dikunci", "tanggal": dikunci, "keadaan": "lewat", "sisa": ""})
    else:
        titik.append(
            {"kata": "Ditutup", "tanggal": j.tutup, "keadaan": "lewat" if hari > j.tutup else "", "sisa": ""}
        )
        titik.append({"kata": "Hari ini", "tanggal": hari, "keadaan": "kini", "sisa": ""})
    bentuk = "tanpa-tahun" if all(t["tanggal"].year == hari.year for t in titik) else "tanpa-hari"
    return [
        t | {"bentuk": bentuk} for t in sorted(titik, key=lambda t: (t["tanggal"], t["keadaan"] == "kini"))
    ]


def _hitungan(k: PageContext) -> dict[int, dict[str, int]]:
    per_tw: dict[int, dict[str, int]] = {}
    baris = (
        Realisasi.objects.filter(indikator__instansi=k.instansi, indikator__tahun=k.tahun)
        .values_list("triwulan", "status")
        .annotate(banyak=Count("pk"))
        .order_by("triwulan")
    )
    for triwulan, status, banyak in baris:
        per_tw.setdefault(triwulan, {})[status] = banyak
    return per_tw


def _baris(n: int, j: JadwalTriwulan | None, hari: date, hitungan: dict[str, int]) -> BarisJadwal:
    keadaan, kata, sisa = _keadaan(j, hari)
    isian = ", ".join(
        f"{hitungan[s]} {s.label.lower()}"
        for s in (StatusRealisasi.DISETUJUI, StatusRealisasi.DIAJUKAN, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DRAF)
        if hitungan.get(s)
    )  # fmt: skip
    return BarisJadwal(
        n, j, keadaan, kata, sisa, tuple(j.kunci.all()) if j else (), isian or "belum ada isian"
    )


def _keadaan(j: JadwalTriwulan | None, hari: date) -> tuple[str, str, str]:
    """Badge, its word, and how long still."""
    if j is None:
        return "belum_dibuka", "Belum dijadwalkan", ""
    if j.terkunci:
        return "dikunci", "Dikunci", ""
    if hari < j.buka:
        return "belum_dibuka", "Belum dibuka", f"{_lama(hari, j.buka)} lagi"
    if hari <= j.batas:
        return (
            "dibuka",
            "Dibuka",
            "hari terakhir" if hari == j.batas else f"batas {_lama(hari, j.batas)} lagi",
        )
    if hari <= j.tutup:
        return (
            "terlambat",
            "Lewat batas",
            f"terlambat {_lama(j.batas, hari)}, ditutup {_nanti(hari, j.tutup)}",
        )
    return "peringatan", "Ditutup, belum dikunci", f"sejak {_lama(j.tutup, hari)} lalu"


def _lama(dari: date, sampai: date) -> str:
    return f"{(sampai - dari).days} hari"


def _nanti(hari: date, tutup: date) -> str:
    return "hari ini" if hari == tutup else f"{_lama(hari, tutup)} lagi"
