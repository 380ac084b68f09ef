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

from bakesbang.jejak.models import catat
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.peran import Peran

M = TypeVar("M", bound=models.Model)

# Without 0/o, 1/l/i: the password is read from a screen or a slip of paper and typed by somebody else.
HURUF_SANDI = "abcdefghjkmnpqrstuvwxyz23456789"
BAGIAN_SANDI, PANJANG_BAGIAN = 3, 4

# What the trace never tells: secrets, clocks, and what is said by its own column.
TAK_DICATAT = {"id", "password", "last_login", "date_joined", "instansi", "tahun", "peragaan", "email"}

ADMIN_TERAKHIR = "{nama} adalah admin terakhir yang aktif. Jadikan orang lain admin dahulu, supaya instansi ini tetap ada yang mengelola."


def sandi_sekali() -> str:
    """A one-time password of 12 letters and digits in three groups (59 bits)."""
    huruf = [secrets.choice(HURUF_SANDI) for _ in range(BAGIAN_SANDI * PANJANG_BAGIAN)]
    return "-".join("".join(huruf[n : n + PANJANG_BAGIAN]) for n in range(0, len(huruf), PANJANG_BAGIAN))


@transaction.atomic
def simpan(
    *,
    baris: M,
    instansi: Instansi,
    oleh: Pengguna | None,
    waktu: datetime,
    tahun: int | None = None,
    tercatat: Callable[[M], dict[str, Any]] | None = None,
) -> bool:
    """Saves one checked row of reference data and traces what changed; False when nothing did.

    ``tercatat`` tells the row in words when its fields alone would not be readable."""
    isi = tercatat or isi_tercatat
    lama = isi(_terkunci(baris)) if baris.pk else {}
    baru = isi(baris)
    beda = [nama for nama in baru if lama.get(nama) != baru[nama]]
    if lama and not beda:
        return False
    baris.save()
    catat(
        baris, f"{'mengubah' if lama else 'menambah'} {baris._meta.verbose_name}", oleh=oleh, instansi_id=instansi.pk,
        waktu=waktu, tahun=tahun, lama={n: lama[n] for n in beda if n in lama},
        baru={n: baru[n] for n in beda if lama or baru[n] not in ("", "tidak", [], {})},
    )  # fmt: skip
    return True


def _terkunci(baris: M) -> M:
    return type(baris)._base_manager.select_for_update(of=("self",)).get(pk=baris.pk)


def isi_tercatat(baris: models.Model) -> dict[str, Any]:
    """The row as a person reads it: field words → value words."""
    return {
        str(k.verbose_name): _kata(baris, k)
        for k in baris._meta.concrete_fields
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
def tambah_pengguna(
    *, pengguna: Pengguna, oleh: Pengguna | None, waktu: datetime, dibaca: Iterable[Instansi] = ()
) -> str:
    """A new account with a one-time password, which is returned and kept nowhere."""
    sandi = sandi_sekali()
    pengguna.set_password(sandi)
    pengguna.wajib_ganti_sandi = True
    simpan(baris=pengguna, instansi=_instansi(pengguna), oleh=oleh, waktu=waktu)
    if dipilih := tuple(dibaca):
        _atur_dibaca(pengguna, dipilih, oleh, waktu)
    return sandi


@transaction.atomic
def ubah_pengguna(
    *, pengguna: Pengguna, oleh: Pengguna, waktu: datetime, dibaca: Iterable[Instansi] | None = None
) -> None:
    """Saves name, role and unit. ``dibaca`` None leaves the agencies a pemeriksa reads as they are; any other
    role reads none. Raises ValidationError when the agency would be left without an active admin."""
    with _ada_admin(pengguna, "peran"):
        simpan(baris=pengguna, instansi=_instansi(pengguna), oleh=oleh, waktu=waktu)
    if pengguna.peran != Peran.PEMERIKSA:
        dibaca = ()
    if dibaca is not None:
        _atur_dibaca(pengguna, dibaca, oleh, waktu)


@transaction.atomic
def atur_aktif_pengguna(*, pengguna: Pengguna, aktif: bool, oleh: Pengguna, waktu: datetime) -> None:
    """Lets a person sign in, or no longer. Raises ValidationError for the last active admin."""
    pengguna.is_active = aktif
    with _ada_admin(pengguna):
        simpan(baris=pengguna, instansi=_instansi(pengguna), oleh=oleh, waktu=waktu)


@transaction.atomic
def terbitkan_sandi(*, pengguna: Pengguna, oleh: Pengguna | None, waktu: datetime) -> str:
    """A new one-time password, which is returned and kept nowhere; ends open sessions and any lock-out."""
    sandi = sandi_sekali()
    pengguna.set_password(sandi)
    pengguna.wajib_ganti_sandi = True
    pengguna.save(update_fields=["password", "wajib_ganti_sandi"])
    lepas_tahanan(username=pengguna.username)
    catat(
        pengguna, "menerbitkan kata sandi sekali pakai", oleh=oleh, instansi_id=pengguna.instansi_id, waktu=waktu,
        baru={"wajib ganti kata sandi": "ya"},
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
    catat(
        pengguna, "mengatur instansi lain yang dibaca", oleh=oleh, instansi_id=pengguna.instansi_id, waktu=waktu,
        lama={"instansi lain": lama}, baru={"instansi lain": baru},
    )  # fmt: skip


# ── Units, offices, holders ─────────────────────────────────────────────────────────────────────
@transaction.atomic
def atur_aktif_unit(*, unit: UnitKerja, aktif: bool, oleh: Pengguna, waktu: datetime) -> None:
    """Opens a unit for choosing, or closes it. Raises ValidationError while people or offices are in it."""
    if not aktif and (masih := unit_masih_dipakai(unit)):
        raise ValidationError(masih)
    unit.aktif = aktif
    unit.full_clean()
    simpan(baris=unit, instansi=unit.instansi, oleh=oleh, waktu=waktu)


def unit_masih_dipakai(unit: UnitKerja) -> list[str]:
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
def atur_aktif_jabatan(*, jabatan: Jabatan, aktif: bool, hari: date, oleh: Pengguna, waktu: datetime) -> None:
    """Opens an office for choosing, or closes it. Raises ValidationError while somebody holds it on that day,
    and when a unit would get a second head."""
    if not aktif and (masih := jabatan_masih_dipegang(jabatan, hari)):
        raise ValidationError(masih)
    jabatan.aktif = aktif
    jabatan.full_clean()
    simpan(baris=jabatan, instansi=jabatan.unit.instansi, oleh=oleh, waktu=waktu)


def jabatan_masih_dipegang(jabatan: Jabatan, hari: date) -> list[str]:
    """Whose term must be ended before the office can be closed, one sentence each."""
    return [
        f"{p.nama} masih memegang jabatan ini. Akhiri masa jabatannya dahulu."
        for p in jabatan.pejabat.pada(hari)
    ]


@transaction.atomic
def akhiri_masa(*, pejabat: Pejabat, selesai: date, oleh: Pengguna, waktu: datetime) -> None:
    """The last day of a term. Raises ValidationError when it lies before the first."""
    pejabat.selesai = selesai
    pejabat.full_clean()
    simpan(baris=pejabat, instansi=pejabat.jabatan.unit.instansi, oleh=oleh, waktu=waktu)


# ── An agency and who keeps it ──────────────────────────────────────────────────────────────────
@transaction.atomic
def buat_instansi(*, instansi: Instansi, tahun: int, oleh: Pengguna | None, waktu: datetime) -> Instansi:
    """A new agency with its first working year, without which no page of it opens. Raises ValidationError."""
    instansi.full_clean()
    simpan(baris=instansi, instansi=instansi, oleh=oleh, waktu=waktu)
    TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
    return instansi


@transaction.atomic
def buat_superadmin(*, username: str, nama: str, waktu: datetime) -> tuple[Pengguna, str]:
    """A superuser with a one-time password: adds agencies, keeps reference data, changes no plan.
    Raises ValidationError."""
    pengguna = Pengguna(
        username=username, nama=nama, is_superuser=True, is_staff=True, wajib_ganti_sandi=True
    )
    sandi = sandi_sekali()
    pengguna.set_password(sandi)
    pengguna.full_clean()
    pengguna.save()
    catat(pengguna, "menambah superadmin", oleh=None, instansi_id=None, waktu=waktu)
    return pengguna, sandi
