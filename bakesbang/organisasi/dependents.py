"""What hangs on a unit or an office, so that neither is closed while work would fall through.

This room knows people and offices only. A room above tells what it knows through a provider that
its AppConfig registers: the floors stay as they are, and a new kind of dependent is one more
provider."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bakesbang.organisasi.models import Jabatan, Pengguna, UnitKerja

# How many are named on a page; the rest is a number.
NAMED = 20


@dataclass(frozen=True)
class Dependents:
    """One kind of thing that hangs on a unit or an office.

    ``what`` names the kind in small letters ("indikator yang diisi"), ``items`` names each one,
    and ``move`` gives them to another unit or office: (target, by, now)."""

    what: str
    items: Sequence[str]
    move: Callable[[Any, Pengguna, datetime], None]

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def named(self) -> Sequence[str]:
        return self.items[:NAMED]

    @property
    def unnamed(self) -> int:
        return max(0, self.count - NAMED)

    @property
    def sentence(self) -> str:
        return f"Masih ada {self.count} {self.what}."


class Provider(Protocol):
    """What a room above knows of. A kind without items is left out."""

    def of_unit(self, unit: UnitKerja) -> list[Dependents]: ...

    def of_jabatan(self, jabatan: Jabatan) -> list[Dependents]: ...


_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called once by the AppConfig of a room above."""
    if provider not in _providers:
        _providers.append(provider)


def of_unit(unit: UnitKerja) -> list[Dependents]:
    """All that hangs on the unit, kinds without items left out."""
    own = [_people(unit), _offices(unit)]
    others = [d for provider in _providers for d in provider.of_unit(unit)]
    return [d for d in [*own, *others] if d.items]


def of_jabatan(jabatan: Jabatan) -> list[Dependents]:
    """All that hangs on the office, kinds without items left out."""
    found = [d for provider in _providers for d in provider.of_jabatan(jabatan)]
    return [d for d in found if d.items]


def _people(unit: UnitKerja) -> Dependents:
    people = unit.pengguna.filter(is_active=True)

    def move(into: UnitKerja, by: Pengguna, now: datetime) -> None:
        people.update(unit=into)

    return Dependents("pengguna aktif di unit ini", [str(p) for p in people], move)


def _offices(unit: UnitKerja) -> Dependents:
    offices = unit.jabatan.filter(aktif=True)

    def move(into: UnitKerja, by: Pengguna, now: datetime) -> None:
        """A unit has one head: the head of the unit that goes becomes an ordinary office of the
        other."""
        has_head = into.jabatan.filter(aktif=True, kepala=True).exists()
        taken = set(into.jabatan.values_list("kode", flat=True))
        for office in offices:
            office.unit = into
            office.kepala = office.kepala and not has_head
            office.kode = free_code(office.kode, taken)
            taken.add(office.kode)
            office.full_clean()
            office.save()

    return Dependents("jabatan aktif di unit ini", [j.sebutan for j in offices], move)


def free_code(code: str, taken: set[str]) -> str:
    """The code itself, or with the first number that makes it free."""
    candidate = code
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{code[:55]}-{number}"
    return candidate
