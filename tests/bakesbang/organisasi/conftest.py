"""A second agency, with one of everything that the first must never see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bakesbang.organisasi import actions
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, UnitKerja
from bakesbang.organisasi.roles import Peran

KINI = datetime(2024, 7, 15, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Tetangga:
    instansi: Instansi
    unit: UnitKerja
    jabatan: Jabatan
    pejabat: Pejabat
    admin: Pengguna


@pytest.fixture
def tetangga(peragaan: Any) -> Tetangga:
    instansi = actions.create_instansi(
        instansi=Instansi(kode="dinkes", nama="Dinas Kesehatan"), tahun=2024, by=None, now=KINI
    )
    unit = UnitKerja.objects.create(instansi=instansi, kode="umum", nama="Bidang Umum Tetangga")
    jabatan = Jabatan.objects.create(
        unit=unit, kode="kabid", sebutan="Kepala Bidang Umum Tetangga", kepala=True
    )
    pejabat = Pejabat.objects.create(jabatan=jabatan, nama="TUAN TETANGGA", mulai=date(2020, 1, 2))
    admin = Pengguna(instansi=instansi, username="admin.dinkes", nama="Nyonya Tetangga", peran=Peran.ADMIN)
    actions.add_pengguna(pengguna=admin, by=None, now=KINI)
    return Tetangga(instansi, unit, jabatan, pejabat, admin)


@pytest.fixture
def superadmin(peragaan: Any) -> Pengguna:
    pengguna, _ = actions.create_superadmin(username="pusat", nama="Petugas Pusat", now=KINI)
    pengguna.wajib_ganti_sandi = False
    pengguna.save(update_fields=["wajib_ganti_sandi"])
    return pengguna


@pytest.fixture
def admin(peragaan: Any, client: Client) -> Client:
    """Signed in as the demonstration agency's admin."""
    client.force_login(peragaan.pengguna("admin"))
    return client


@pytest.fixture
def time_machine_days() -> Callable[[int], datetime]:
    """So many days from now."""
    return lambda days: timezone.now() + timedelta(days=days)
