"""What must be true before the house opens its door."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from bakesbang.organisasi.models import Pengguna

ADA_AKUN_PERAGAAN = (
    "Mode nyata tidak dimulai: basis data ini berisi akun peragaan dengan kata sandi yang diketahui umum. "
    "Pakai basis data baru: isi BAKESBANG_DATA dengan folder lain, atau DATABASE_URL dengan basis data lain."
)


def tolak_akun_peragaan() -> None:
    """Refuse real mode on a database with demonstration accounts.

    Raises:
        ImproperlyConfigured: real mode, and at least one demonstration account exists.
    """
    if settings.NYATA and Pengguna.objects.peragaan().exists():
        raise ImproperlyConfigured(ADA_AKUN_PERAGAAN)


def keep_to_the_owner() -> None:
    """Database, evidence and secret key are read by their owner only, whoever made the folder and with what mask."""
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        return
    folder.chmod(0o700)
    for file in [*folder.glob("*.sqlite3*"), folder / "kunci_rahasia"]:
        _restrict(file, 0o600)
    for path in (folder / "berkas").rglob("*"):
        _restrict(path, 0o700 if path.is_dir() else 0o600)


def _restrict(path: Path, mode: int) -> None:
    """A file that is gone meanwhile, or is somebody else's, is left alone."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
