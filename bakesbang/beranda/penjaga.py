"""What must be true before the house opens its door."""

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
