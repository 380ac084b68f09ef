from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bakesbang.beranda.contoh import Peragaan, baca, muat_dokumen
from bakesbang.organisasi.models import Pengguna


class Command(BaseCommand):
    help = (
        "Memuat Rencana Aksi 2024 dan IKU 2021 sebagai draf; yang sudah ada dibiarkan. Dipakai sekali, pada basis data baru. "
        "Dengan --peragaan: juga akun dan angka peragaan."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--peragaan", action="store_true", help="tambah akun peragaan dan angka contoh")
        parser.add_argument("--akun", action="store_true", help="hanya tampilkan akun peragaan")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["akun"]:
            self._tampilkan_akun()
            return
        if options["peragaan"] and settings.NYATA:
            raise CommandError("Angka dan akun peragaan tidak dimuat dalam mode nyata.")
        kini = timezone.now()
        dibuat = muat_dokumen(kini)
        self.stdout.write(
            f"Dimuat: {', '.join(dibuat)}." if dibuat else "Kedua dokumen sudah ada, tidak ada yang diubah."
        )
        if options["peragaan"] and Peragaan(kini).jalankan():
            self.stdout.write("Akun dan angka peragaan dibuat.")

    def _tampilkan_akun(self) -> None:
        sandi = baca("peragaan")["sandi"]
        for p in Pengguna.objects.peragaan().select_related("unit").order_by("pk"):
            unit = f", {p.unit.sebutan}" if p.unit else ""
            self.stdout.write(f"  {p.username:<16} {sandi}   {p.get_peran_display()}{unit}")
