"""Fixtures of an agency: its units, offices and people, read from a file that a person can edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, UnitKerja


@transaction.atomic
def load_instansi(data: Mapping[str, Any]) -> Instansi:
    """The agency of the fixture with its units and offices; what exists (by kode) is left as it
    is."""
    isi = dict(data["instansi"])
    instansi, _ = Instansi.objects.get_or_create(kode=isi.pop("kode"), defaults=isi)
    for urutan, u in enumerate(data["unit"], start=1):
        kolom = {n: u[n] for n in ("nama", "nama_pendek", "jenis", "alias") if n in u}
        unit, _ = UnitKerja.objects.get_or_create(
            instansi=instansi, kode=u["kode"], defaults=kolom | {"urutan": urutan}
        )
        for j in u.get("jabatan", ()):
            Jabatan.objects.get_or_create(
                unit=unit, kode=j["kode"], defaults={n: v for n, v in j.items() if n != "kode"}
            )
    return instansi


def jabatan_by_code(instansi: Instansi) -> dict[str, Jabatan]:
    return {j.kode: j for j in Jabatan.objects.filter(unit__instansi=instansi).select_related("unit")}


@transaction.atomic
def load_demo_accounts(data: Mapping[str, Any], instansi: Instansi) -> None:
    """Demonstration accounts and the holders of the offices. Existing accounts stay as they are."""
    unit = {u.kode: u for u in instansi.unit.all()}
    jabatan = jabatan_by_code(instansi)
    for akun in data["akun"]:
        if Pengguna.objects.filter(username=akun["username"]).exists():
            continue
        Pengguna.objects.create_user(
            akun["username"],
            password=data["sandi"],
            nama=akun["nama"],
            peran=akun["peran"],
            instansi=instansi,
            unit=unit.get(akun.get("unit", "")),
            peragaan=True,
        )
    akun_ada = {p.username: p for p in Pengguna.objects.peragaan()}
    for p in data["pejabat"]:
        Pejabat.objects.get_or_create(
            jabatan=jabatan[p["jabatan"]],
            mulai=p["mulai"],
            defaults={
                "nama": p["nama"],
                "nip": p["nip"],
                "pangkat": p["pangkat"],
                "pengguna": akun_ada[p["akun"]],
            },
        )
