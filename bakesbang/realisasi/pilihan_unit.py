"""Whose rows a page of a quarter shows: the unit, the quarter, and the filter of its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from bakesbang.kinerja.models import JadwalTriwulan
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.organisasi.roles import Peran
from bakesbang.realisasi.kisi import Baris

SEMUA = "semua"


def periksa_triwulan(triwulan: int) -> int:
    """Raises Http404 for a quarter that no year has."""
    if triwulan not in (1, 2, 3, 4):
        raise Http404("Triwulan hanya I sampai IV.")
    return triwulan


def triwulan_kini(k: PageContext, hari: date) -> int:
    """The open quarter, else the last one that opened, else TW I."""
    jadwal = list(JadwalTriwulan.objects.milik(k.instansi, k.tahun).order_by("triwulan"))
    terbuka = [j.triwulan for j in jadwal if j.terbuka(hari)]
    dibuka = [j.triwulan for j in jadwal if j.buka <= hari]
    return terbuka[0] if terbuka else (dibuka[-1] if dibuka else 1)


@dataclass(frozen=True)
class PilihanUnit:
    """``unit`` None means the whole agency."""

    unit: UnitKerja | None
    semua: tuple[UnitKerja, ...]

    @property
    def kode(self) -> str:
        return self.unit.kode if self.unit else SEMUA

    @property
    def ids(self) -> list[int] | None:
        return [self.unit.pk] if self.unit else None

    @property
    def pendek(self) -> str:
        return self.unit.sebutan if self.unit else "Seluruh badan"

    @property
    def sebutan(self) -> str:
        return self.unit.nama if self.unit else "Seluruh badan"


def pilih_unit(request: HttpRequest, k: PageContext, hari: date) -> PilihanUnit:
    """``?unit=kode``; by default one's own unit, or the first one a kabid heads. Raises Http404 for an unknown one."""
    semua = tuple(UnitKerja.objects.filter(instansi=k.instansi, aktif=True))
    minta = request.GET.get("unit", "") or request.POST.get("unit", "")
    if minta == SEMUA:
        return PilihanUnit(None, semua)
    if minta:
        unit = next((u for u in semua if u.kode == minta), None)
        if unit is None:
            raise Http404(f"Unit “{minta}” tidak ada.")
        return PilihanUnit(unit, semua)
    if k.pengguna.peran == Peran.KABID:
        dikepalai = k.pengguna.headed_units(hari)
        return PilihanUnit(next((u for u in semua if u.pk in dikepalai), _milik(k, semua)), semua)
    return PilihanUnit(_milik(k, semua) if k.pengguna.peran == Peran.STAF else None, semua)


def _milik(k: PageContext, semua: tuple[UnitKerja, ...]) -> UnitKerja | None:
    return next((u for u in semua if u.pk == k.pengguna.unit_id), None)


SARING: dict[str, tuple[str, Callable[[Baris], bool]]] = {
    SEMUA: ("Semua", lambda b: True),
    "tindakan": ("Perlu tindakan", lambda b: perlu_tindakan(b)),
    "belum": ("Belum diisi", lambda b: b.status == StatusRealisasi.BELUM_DIISI),
    "menunggu": ("Menunggu reviu", lambda b: b.status == StatusRealisasi.DIAJUKAN),
    "selesai": ("Disetujui", lambda b: b.status == StatusRealisasi.DISETUJUI),
}


def perlu_tindakan(b: Baris) -> bool:
    """Something this person has to do: a required row not sent yet, or one that was begun or returned."""
    if not b.boleh_isi or b.status in {StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI}:
        return False
    return b.wajib or b.status != StatusRealisasi.BELUM_DIISI


def saring(baris: tuple[Baris, ...], nama: str) -> tuple[Baris, ...]:
    _, cocok = SARING.get(nama, SARING[SEMUA])
    return tuple(b for b in baris if cocok(b))
