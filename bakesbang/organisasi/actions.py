"""Acts of an agency's admin: people, units, offices, holders, and the agency's own data.

Every act leaves one row in the trace with what changed, in the words of the fields, so that it can
be read when the row itself has changed again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

from axes.utils import reset as lift_hold
from django.core.exceptions import ValidationError
from django.db import models, transaction

from bakesbang.organisasi import dependents
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.roles import Peran
from bakesbang.trail.models import log

M = TypeVar("M", bound=models.Model)

# Without 0/o, 1/l/i: the password is read from a screen or a slip of paper and typed by somebody
# else.
TYPED_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_PARTS = 3
PASSWORD_PART_LENGTH = 4

# What the trace never tells: secrets, clocks, and what is said by its own column.
NOT_RECORDED = {
    "id",
    "password",
    "password_issued_at",
    "password_issued_by",
    "last_login",
    "date_joined",
    "instansi",
    "tahun",
    "peragaan",
}

LAST_ADMIN = (
    "{nama} adalah admin terakhir yang aktif. Jadikan orang lain admin dahulu, supaya instansi ini "
    "tetap ada yang mengelola."
)


def one_time_password() -> str:
    """A one-time password of 12 letters and digits in three groups (59 bits)."""
    parts = [
        "".join(secrets.choice(TYPED_LETTERS) for _ in range(PASSWORD_PART_LENGTH))
        for _ in range(PASSWORD_PARTS)
    ]
    return "-".join(parts)


@transaction.atomic
def save(
    *,
    row: M,
    instansi: Instansi,
    by: Pengguna | None,
    now: datetime,
    tahun: int | None = None,
    recorded: Callable[[M], dict[str, Any]] | None = None,
) -> bool:
    """Saves one checked row of reference data and traces what changed; False when nothing did.

    ``recorded`` tells the row in words when its fields alone would not be readable."""
    words = recorded or recorded_fields
    old = words(_locked(row)) if row.pk else {}
    new = words(row)
    changed = [name for name in new if old.get(name) != new[name]]
    if old and not changed:
        return False
    row.save()
    act = "mengubah" if old else "menambah"
    log(
        row,
        f"{act} {row._meta.verbose_name}",
        by=by,
        instansi_id=instansi.pk,
        now=now,
        tahun=tahun,
        old={name: old[name] for name in changed if name in old},
        new={name: new[name] for name in changed if old or new[name] not in ("", "tidak", [], {})},
    )
    return True


def _locked(row: M) -> M:
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def recorded_fields(row: models.Model) -> dict[str, Any]:
    """The row as a person reads it: field words → value words."""
    return {
        str(field.verbose_name): _words(row, field)
        for field in row._meta.concrete_fields
        if field.name not in NOT_RECORDED and not field.primary_key
    }


def _words(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.name)
    if value is None:
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, models.Model):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


# ── People ──────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_pengguna(
    *, pengguna: Pengguna, by: Pengguna | None, now: datetime, readable: Iterable[Instansi] = ()
) -> str:
    """A new account with a one-time password, which is returned and kept nowhere."""
    password = one_time_password()
    pengguna.issue_password(password, by=by, now=now)
    save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)
    if chosen := tuple(readable):
        _set_readable(pengguna, chosen, by, now)
    return password


@transaction.atomic
def change_pengguna(
    *, pengguna: Pengguna, by: Pengguna, now: datetime, readable: Iterable[Instansi] | None = None
) -> None:
    """Saves name, role and unit. ``readable`` None leaves the agencies a pemeriksa reads as they
    are; any other role reads none. Raises ValidationError when the agency would be left without an
    active admin."""
    with _keeps_an_admin(pengguna, "peran"):
        save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)
    if pengguna.peran != Peran.PEMERIKSA:
        readable = ()
    if readable is not None:
        _set_readable(pengguna, readable, by, now)


@transaction.atomic
def set_pengguna_active(*, pengguna: Pengguna, active: bool, by: Pengguna, now: datetime) -> None:
    """Lets a person sign in, or no longer. Raises ValidationError for the last active admin."""
    pengguna.is_active = active
    with _keeps_an_admin(pengguna):
        save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)


@transaction.atomic
def issue_password(*, pengguna: Pengguna, by: Pengguna | None, now: datetime) -> str:
    """A new one-time password, which is returned and kept nowhere; ends open sessions and any
    lock-out."""
    password = one_time_password()
    pengguna.issue_password(password, by=by, now=now)
    pengguna.save(update_fields=["password", "wajib_ganti_sandi", "password_issued_at", "password_issued_by"])
    lift_hold(username=pengguna.username)
    log(
        pengguna,
        "menerbitkan kata sandi sekali pakai",
        by=by,
        instansi_id=pengguna.instansi_id,
        now=now,
        new={"wajib ganti kata sandi": "ya"},
    )
    return password


def _instansi(pengguna: Pengguna) -> Instansi:
    if pengguna.instansi is None:
        raise ValueError(f"{pengguna.username} belongs to no agency.")
    return pengguna.instansi


@contextmanager
def _keeps_an_admin(pengguna: Pengguna, field: str = "") -> Iterator[None]:
    """What is done inside may not take the agency's last active admin away. Raises
    ValidationError."""
    instansi = _instansi(pengguna)
    # The agency's row is the gate: two admins who remove each other at once pass it one after the
    # other.
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    admins = Pengguna.objects.filter(instansi=instansi, peran=Peran.ADMIN, is_active=True, is_superuser=False)
    was_admin = admins.filter(pk=pengguna.pk).exists()
    yield
    if was_admin and not admins.all().exists():
        message = LAST_ADMIN.format(nama=pengguna)
        raise ValidationError({field: message} if field else message, code="admin_terakhir")


def _set_readable(
    pengguna: Pengguna, readable: Iterable[Instansi], by: Pengguna | None, now: datetime
) -> None:
    chosen = list(readable)
    old = sorted(str(i) for i in pengguna.instansi_dibaca.all())
    new = sorted(str(i) for i in chosen)
    if old == new:
        return
    pengguna.instansi_dibaca.set(chosen)
    log(
        pengguna,
        "mengatur instansi lain yang dibaca",
        by=by,
        instansi_id=pengguna.instansi_id,
        now=now,
        old={"instansi lain": old},
        new={"instansi lain": new},
    )


# ── Units, offices, holders ─────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_unit_active(*, unit: UnitKerja, active: bool, by: Pengguna, now: datetime) -> None:
    """Opens a unit for choosing, or closes it. Raises ValidationError while anything hangs on
    it."""
    if not active and (reasons := unit_in_use(unit)):
        raise ValidationError(reasons)
    unit.aktif = active
    unit.full_clean()
    save(row=unit, instansi=unit.instansi, by=by, now=now)


def unit_in_use(unit: UnitKerja) -> list[str]:
    """What must be moved before the unit can be closed, one sentence each."""
    return [f"{d.sentence} Pindahkan dahulu." for d in dependents.of_unit(unit)]


@transaction.atomic
def merge_unit(*, unit: UnitKerja, into: UnitKerja, by: Pengguna, now: datetime) -> list[str]:
    """Moves all that hangs on the unit to another one of the same agency and closes it; one
    sentence for each kind that was moved. Raises ValidationError when the target is closed,
    foreign or the unit itself."""
    _check_target(unit, into, unit.instansi_id == into.instansi_id, into.aktif)
    moved = _move(dependents.of_unit(unit), unit, into, unit.instansi, by, now)
    set_unit_active(unit=unit, active=False, by=by, now=now)
    return moved


@transaction.atomic
def set_jabatan_active(*, jabatan: Jabatan, active: bool, day: date, by: Pengguna, now: datetime) -> None:
    """Opens an office for choosing, or closes it. Raises ValidationError while somebody holds it
    on that day, while indicators answer to it, and when a unit would get a second head."""
    if not active:
        reasons = [*jabatan_held(jabatan, day), *jabatan_in_use(jabatan)]
        if reasons:
            raise ValidationError(reasons)
    jabatan.aktif = active
    jabatan.full_clean()
    save(row=jabatan, instansi=jabatan.unit.instansi, by=by, now=now)


def jabatan_held(jabatan: Jabatan, day: date) -> list[str]:
    """Whose term must be ended before the office can be closed, one sentence each."""
    return [
        f"{p.nama} masih memegang jabatan ini. Akhiri masa jabatannya dahulu."
        for p in jabatan.pejabat.at(day)
    ]


def jabatan_in_use(jabatan: Jabatan) -> list[str]:
    """What must be moved before the office can be closed, one sentence each."""
    return [f"{d.sentence} Pindahkan dahulu." for d in dependents.of_jabatan(jabatan)]


@transaction.atomic
def merge_jabatan(*, jabatan: Jabatan, into: Jabatan, day: date, by: Pengguna, now: datetime) -> list[str]:
    """Moves all that answers to the office to another one of the same agency and closes it. Raises
    ValidationError while somebody holds it, and when the target is closed, foreign or the office
    itself."""
    same_agency = jabatan.unit.instansi_id == into.unit.instansi_id
    _check_target(jabatan, into, same_agency, into.aktif)
    moved = _move(dependents.of_jabatan(jabatan), jabatan, into, jabatan.unit.instansi, by, now)
    set_jabatan_active(jabatan=jabatan, active=False, day=day, by=by, now=now)
    return moved


def _check_target(row: models.Model, into: models.Model, same_agency: bool, active: bool) -> None:
    if row.pk == into.pk or not same_agency or not active:
        raise ValidationError("Pilih tujuan lain yang masih aktif di instansi ini.")


def _move(
    found: Iterable[dependents.Dependents],
    row: models.Model,
    into: models.Model,
    instansi: Instansi,
    by: Pengguna,
    now: datetime,
) -> list[str]:
    sentences = []
    for dependent in found:
        dependent.move(into, by, now)
        log(
            row,
            f"memindahkan {dependent.what}",
            by=by,
            instansi_id=instansi.pk,
            now=now,
            old={"dari": str(row), dependent.what: list(dependent.items)},
            new={"ke": str(into)},
        )
        sentences.append(f"{dependent.count} {dependent.what} dipindahkan ke {into}.")
    return sentences


@transaction.atomic
def end_term(*, pejabat: Pejabat, last_day: date, by: Pengguna, now: datetime) -> None:
    """The last day of a term. Raises ValidationError when it lies before the first."""
    pejabat.selesai = last_day
    pejabat.full_clean()
    save(row=pejabat, instansi=pejabat.jabatan.unit.instansi, by=by, now=now)


# ── An agency and who keeps it ──────────────────────────────────────────────────────────────────
@transaction.atomic
def create_instansi(*, instansi: Instansi, tahun: int, by: Pengguna | None, now: datetime) -> Instansi:
    """A new agency with its first working year, without which no page of it opens. Raises
    ValidationError."""
    instansi.full_clean()
    save(row=instansi, instansi=instansi, by=by, now=now)
    TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
    return instansi


@transaction.atomic
def open_year(*, instansi: Instansi, tahun: int, by: Pengguna, now: datetime) -> TahunKerja:
    """A further working year, still without documents. Raises ValidationError when it is there
    already."""
    year = TahunKerja(instansi=instansi, tahun=tahun)
    year.full_clean()
    year.save()
    log(year, "membuka tahun kerja", by=by, instansi_id=instansi.pk, now=now, tahun=tahun)
    return year


@transaction.atomic
def set_instansi_active(*, instansi: Instansi, active: bool, by: Pengguna, now: datetime) -> None:
    """Closes an agency: its people only read, others no longer see it. Or opens it again."""
    instansi.aktif = active
    save(row=instansi, instansi=instansi, by=by, now=now)


@transaction.atomic
def create_superadmin(*, username: str, nama: str, now: datetime) -> tuple[Pengguna, str]:
    """A superuser with a one-time password: adds agencies, keeps reference data, changes no plan.
    Raises ValidationError."""
    pengguna = Pengguna(username=username, nama=nama, is_superuser=True, is_staff=True)
    password = one_time_password()
    pengguna.issue_password(password, by=None, now=now)
    pengguna.full_clean()
    pengguna.save()
    log(pengguna, "menambah superadmin", by=None, instansi_id=None, now=now)
    return pengguna, password
