import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bakesbang.beranda.penjaga import keep_to_the_owner, tolak_akun_peragaan
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.install_triggers import ensure


class Command(BaseCommand):
    help = "Prepare database and static files for serving; ./jalankan calls it, all in one process."

    def handle(self, *args: Any, **options: Any) -> None:
        if self._ada_migrasi():
            self.stdout.write("Menyiapkan basis data")
            call_command("migrate", interactive=False, verbosity=0)
        try:
            tolak_akun_peragaan()
        except ImproperlyConfigured as galat:
            raise CommandError(str(galat)) from None
        if mended := ensure("default"):
            self.stdout.write(f"{len(mended)} pemicu basis data hilang dan dipasang lagi")
        self._isi()
        keep_to_the_owner()
        if kumpulkan_bila_berubah():
            self.stdout.write("Berkas statis dikumpulkan")

    def _ada_migrasi(self) -> bool:
        pelaksana = MigrationExecutor(connection)
        return bool(pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()))

    def _isi(self) -> None:
        """Demonstration: load an empty database and print the accounts. Real: load nothing, say what is next."""
        if settings.NYATA:
            if not Pengguna.objects.exists():
                self.stdout.write(
                    "Belum ada pengguna. Buat admin pertama: "
                    "BAKESBANG_MODE=nyata .venv/bin/python manage.py buat_admin"
                )
            return
        if not (Pengguna.objects.exists() or Instansi.objects.exists()):
            self.stdout.write("Memuat Rencana Aksi 2024, IKU 2021, dan akun peragaan")
            call_command("muat_contoh", peragaan=True, stdout=self.stdout)
        if Pengguna.objects.peragaan().exists():
            self.stdout.write("Akun peragaan (nama, kata sandi, peran, unit):")
            call_command("muat_contoh", akun=True, stdout=self.stdout)


def kumpulkan_bila_berubah() -> bool:
    """Run collectstatic only when a static file or a package changed since the last time."""
    cap = Path(settings.STATIC_ROOT) / ".sidik"
    sidik = sidik_statis()
    if cap.exists() and cap.read_text(encoding="ascii") == sidik:
        return False
    # Cleared, because collectstatic alone keeps a collected file that is newer than a changed source.
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    cap.write_text(sidik, encoding="ascii")
    return True


def sidik_statis() -> str:
    """Fingerprint of every file that collectstatic would take: name, size, time of change."""
    sidik = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for pencari in get_finders():
        for nama, penyimpanan in pencari.list(None):
            status = Path(penyimpanan.path(nama)).stat()
            sidik.update(f"{nama}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return sidik.hexdigest()
