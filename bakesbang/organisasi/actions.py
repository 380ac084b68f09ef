"""Acts of an agency's admin: people, units, offices, holders, and the agency's own data.

Every act leaves one row in the trace with what changed, in the words of the fields, so that it can be read
when the row itself has changed again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar

from axes.utils import reset as lepas_tahanan
from django.core.exceptions import ValidationError
from django.db import models, transaction

from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.roles import Peran
from bakesbang.trail.models import log

M = TypeVar("M", bound=models.Model)

# Without 0/o, 1/l/i: the password is read from a screen or a slip of paper and typed by somebody else.
HURUF_SANDI = "abcdefghjkmnpqrstuvwxyz23456789"
BAGIAN_SANDI, PANJANG_BAGIAN = 3, 4

# What the trace never tells: secrets, clocks, and what is said by its own column.
TAK_DICATAT = {"id", "password", "last_login", "date_joined", "instansi", "tahun", "peragaan", "email"}

ADMIN_TERAKHIR = "{nama} adalah admin terakhir yang aktif. Jadikan orang lain admin dahulu, supaya instansi ini tetap ada yang mengelola."


def one_time_password() -> str:
    """A one-time password of 12 letters and digits in three groups (59 bits)."""
    huruf = [secrets.choice(HURUF_SANDI) for _ in range(BAGIAN_SANDI * PANJANG_BAGIAN)]
    return "-".join("".join(huruf[n : n + PANJANG_BAGIAN]) for n in range(0, len(huruf), PANJANG_BAGIAN))


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

    ``tercatat`` tells the row in words when its fields alone would not be readable."""
    isi = recorded or recorded_fields
    lama = isi(_terkunci(row)) if row.pk else {}
    baru = isi(row)
    beda = [nama for nama in baru if lama.get(nama) != baru[nama]]
    if lama and not beda:
        return False
    row.save()
    log(
        row, f"{'mengubah' if lama else 'menambah'} {row._meta.verbose_name}", by=by, instansi_id=instansi.pk,
        now=now, tahun=tahun, old={n: lama[n] for n in beda if n in lama},
        new={n: baru[n] for n in beda if lama or baru[n] not in ("", "tidak", [], {})},
    )  # fmt: skip
    return True


def _terkunci(baris: M) -> M:
    return type(baris)._base_manager.select_for_update(of=("self",)).get(pk=baris.pk)


def recorded_fields(row: models.Model) -> dict[str, Any]:
    """The row as a person reads it: field words → value words."""
    return {
        str(k.verbose_name): _kata(row, k)
        for k in row._meta.concrete_fields
        if k.name not in TAK_DICATAT and not k.primary_key
    }


def _kata(baris: models.Model, kolom: models.Field[Any, Any]) -> Any:
    nilai = getattr(baris, kolom.name)
    if nilai is None:
        return ""
    if kolom.choices:
        return str(getattr(baris, f"get_{kolom.name}_display")())
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, models.Model):
        return str(nilai)
    return nilai.isoformat() if isinstance(nilai, date) else nilai


# ── People ──────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_pengguna(
    *, pengguna: Pengguna, by: Pengguna | None, now: datetime, readable: Iterable[Instansi] = ()
) -> str:
    """A new account with a one-time password, which is returned and kept nowhere."""
    sandi = one_time_password()
    pengguna.set_password(sandi)
    pengguna.wajib_ganti_sandi = True
    save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)
    if dipilih := tuple(readable):
        _atur_dibaca(pengguna, dipilih, by, now)
    return sandi


@transaction.atomic
def change_pengguna(
    *, pengguna: Pengguna, by: Pengguna, now: datetime, readable: Iterable[Instansi] | None = None
) -> None:
    """Saves name, role and unit. ``dibaca`` None leaves the agencies a pemeriksa reads as they are; any other
    role reads none. Raises ValidationError when the agency would be left without an active admin."""
    with _ada_admin(pengguna, "peran"):
        save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)
    if pengguna.peran != Peran.PEMERIKSA:
        readable = ()
    if readable is not None:
        _atur_dibaca(pengguna, readable, by, now)


@transaction.atomic
def set_pengguna_active(*, pengguna: Pengguna, active: bool, by: Pengguna, now: datetime) -> None:
    """Lets a person sign in, or no longer. Raises ValidationError for the last active admin."""
    pengguna.is_active = active
    with _ada_admin(pengguna):
        save(row=pengguna, instansi=_instansi(pengguna), by=by, now=now)


@transaction.atomic
def issue_password(*, pengguna: Pengguna, by: Pengguna | None, now: datetime) -> str:
    """A new one-time password, which is returned and kept nowhere; ends open sessions and any lock-out."""
    sandi = one_time_password()
    pengguna.set_password(sandi)
    pengguna.wajib_ganti_sandi = True
    pengguna.save(update_fields=["password", "wajib_ganti_sandi"])
    lepas_tahanan(username=pengguna.username)
    log(
        pengguna, "menerbitkan kata sandi sekali pakai", by=by, instansi_id=pengguna.instansi_id, now=now,
        new={"wajib ganti kata sandi": "ya"},
    )  # fmt: skip
    return sandi


def _instansi(pengguna: Pengguna) -> Instansi:
    if pengguna.instansi is None:
        raise ValueError(f"{pengguna.username} belongs to no agency.")
    return pengguna.instansi


@contextmanager
def _ada_admin(pengguna: Pengguna, medan: str = "") -> Iterator[None]:
    """What is done inside may not take the agency's last active admin away. Raises ValidationError."""
    instansi = _instansi(pengguna)
    # The agency's row is the gate: two admins who remove each other at once pass it one after the other.
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    admin = Pengguna.objects.filter(instansi=instansi, peran=Peran.ADMIN, is_active=True, is_superuser=False)
    tadinya = admin.filter(pk=pengguna.pk).exists()
    yield
    if tadinya and not admin.all().exists():
        pesan = ADMIN_TERAKHIR.format(nama=pengguna)
        raise ValidationError({medan: pesan} if medan else pesan, code="admin_terakhir")


def _atur_dibaca(
    pengguna: Pengguna, dibaca: Iterable[Instansi], oleh: Pengguna | None, waktu: datetime
) -> None:
    lama = sorted(str(i) for i in pengguna.instansi_dibaca.all())
    pilihan = list(dibaca)
    baru = sorted(str(i) for i in pilihan)
    if lama == baru:
        return
    pengguna.instansi_dibaca.set(pilihan)
    log(
        pengguna, "mengatur instansi lain yang dibaca", by=oleh, instansi_id=pengguna.instansi_id, now=waktu,
        old={"instansi lain": lama}, new={"instansi lain": baru},
    )  # fmt: skip


# ── Units, offices, holders ─────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_unit_active(*, unit: UnitKerja, active: bool, by: Pengguna, now: datetime) -> None:
    """Opens a unit for choosing, or closes it. Raises ValidationError while people or offices are in it."""
    if not active and (masih := unit_in_use(unit)):
        raise ValidationError(masih)
    unit.aktif = active
    unit.full_clean()
    save(row=unit, instansi=unit.instansi, by=by, now=now)


def unit_in_use(unit: UnitKerja) -> list[str]:
    """What must be moved before the unit can be closed, one sentence each."""
    orang = unit.pengguna.filter(is_active=True).count()
    jabatan = unit.jabatan.filter(aktif=True).count()
    masih = []
    if orang:
        masih.append(f"Masih ada {orang} pengguna aktif di unit ini. Pindahkan atau nonaktifkan dahulu.")
    if jabatan:
        masih.append(f"Masih ada {jabatan} jabatan aktif di unit ini. Nonaktifkan dahulu.")
    return masih


@transaction.atomic
def set_jabatan_active(*, jabatan: Jabatan, active: bool, day: date, by: Pengguna, now: datetime) -> None:
    """Opens an office for choosing, or closes it. Raises ValidationError while somebody holds it on that day,
    and when a unit would get a second head."""
    if not active and (masih := jabatan_held(jabatan, day)):
        raise ValidationError(masih)
    jabatan.aktif = active
    jabatan.full_clean()
    save(row=jabatan, instansi=jabatan.unit.instansi, by=by, now=now)


def jabatan_held(jabatan: Jabatan, day: date) -> list[str]:
    """Whose term must be ended before the office can be closed, one sentence each."""
    return [
        f"{p.nama} masih memegang jabatan ini. Akhiri masa jabatannya dahulu."
        for p in jabatan.pejabat.at(day)
    ]


@transaction.atomic
def end_term(*, pejabat: Pejabat, last_day: date, by: Pengguna, now: datetime) -> None:
    """The last day of a term. Raises ValidationError when it lies before the first."""
    pejabat.selesai = last_day
    pejabat.full_clean()
    save(row=pejabat, instansi=pejabat.jabatan.unit.instansi, by=by, now=now)


# ── An agency and who keeps it ──────────────────────────────────────────────────────────────────
@transaction.atomic
def create_instansi(*, instansi: Instansi, tahun: int, by: Pengguna | None, now: datetime) -> Instansi:
    """A new agency with its first working year, without which no page of it opens. Raises ValidationError."""
    instansi.full_clean()
    save(row=instansi, instansi=instansi, by=by, now=now)
    TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
    return instansi


@transaction.atomic
def create_superadmin(*, username: str, nama: str, now: datetime) -> tuple[Pengguna, str]:
    """A superuser with a one-time password: adds agencies, keeps reference data, changes no plan.
    Raises ValidationError."""
    pengguna = Pengguna(
        username=username, nama=nama, is_superuser=True, is_staff=True, wajib_ganti_sandi=True
    )
    sandi = one_time_password()
    pengguna.set_password(sandi)
    pengguna.full_clean()
    pengguna.save()
    log(pengguna, "menambah superadmin", by=None, instansi_id=None, now=now)
    return pengguna, sandi
