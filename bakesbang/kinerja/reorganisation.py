"""What of this room hangs on a unit or an office: who fills indicators in, and who answers for
them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from bakesbang.kinerja.model_indikator import KetetapanIndikator, PengisiIndikator
from bakesbang.kinerja.model_jadwal import JadwalTriwulan
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.organisasi.dependents import Dependents
from bakesbang.organisasi.models import Jabatan, Pengguna, UnitKerja
from bakesbang.trail.tracked_history import acting_as

REASON = "Perubahan organisasi"


class IndicatorDependents:
    """Registered with ``organisasi.dependents`` by this room's AppConfig."""

    def of_unit(self, unit: UnitKerja) -> list[Dependents]:
        return [_filled_in(unit)]

    def of_jabatan(self, jabatan: Jabatan) -> list[Dependents]:
        return [_answered(jabatan, draft=False), _answered(jabatan, draft=True)]


def _filled_in(unit: UnitKerja) -> Dependents:
    rows = (
        PengisiIndikator.objects.filter(unit=unit)
        .exclude(indikator__tahun__in=_finished_years(unit))
        .select_related("indikator")
        .prefetch_related("indikator__ketetapan")
    )

    def move(into: UnitKerja, by: Pengguna, now: datetime) -> None:
        for row in rows:
            other = PengisiIndikator.objects.filter(indikator=row.indikator, unit=into).first()
            if other is None:
                row.unit = into
                row.save(update_fields=["unit"])
                continue
            main = row.utama or other.utama
            row.delete()
            PengisiIndikator.objects.filter(pk=other.pk).update(utama=main)

    return Dependents(
        "indikator yang diisi unit ini",
        [f"{row.indikator} ({row.indikator.tahun})" for row in rows],
        move,
    )


def _finished_years(unit: UnitKerja) -> QuerySet[JadwalTriwulan, int]:
    """Years whose last quarter is locked: nothing of them waits for anybody any more."""
    last = JadwalTriwulan.objects.filter(instansi=unit.instansi_id, triwulan=4)
    return last.exclude(dikunci_pada=None).values_list("tahun", flat=True)


def _answered(jabatan: Jabatan, *, draft: bool) -> Dependents:
    rows = _ketetapan(jabatan, draft)

    def move(into: Jabatan, by: Pengguna, now: datetime) -> None:
        with acting_as(by, REASON):
            for row in rows:
                row.penanggung_jawab.remove(jabatan)
                row.penanggung_jawab.add(into)

    what = "indikator dalam draf" if draft else "indikator yang berlaku"
    return Dependents(
        f"{what} dengan penanggung jawab ini",
        [f"{row.uraian} ({row.indikator.tahun})" for row in rows],
        move,
    )


def _ketetapan(jabatan: Jabatan, draft: bool) -> QuerySet[KetetapanIndikator]:
    status = StatusKetetapan.DRAF if draft else StatusKetetapan.BERLAKU
    return (
        KetetapanIndikator.objects.filter(penanggung_jawab=jabatan, status=status)
        .exclude(indikator__tahun__in=_finished_years(jabatan.unit))
        .select_related("indikator")
        .order_by("indikator__tahun", "pk")
    )


def closed_offices(rows: QuerySet[KetetapanIndikator]) -> list[tuple[KetetapanIndikator, str]]:
    """(ketetapan, office) of those that answer to an office that is closed: told before Tetapkan
    and after a copy."""
    found = rows.filter(penanggung_jawab__aktif=False).distinct().prefetch_related("penanggung_jawab")
    return [(row, j.sebutan) for row in found for j in row.penanggung_jawab.all() if not j.aktif]
