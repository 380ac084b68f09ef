from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bakesbang.beranda.pengingat import ingatkan
from bakesbang.organisasi.models import Instansi

BANTUAN = """Send the reminders of one day. Cron runs it every morning; a person runs it to see what would be said.

  Seven days and one day before a quarter's due date, and one day after it, the staff of every unit with
  required rows that are not sent are told how many. On Mondays every head gets one digest. A quarter that
  opened since yesterday is announced. Nothing is ever said twice, so a second run does no harm; a day on
  which it did not run is not made up for.

  The cron line (every morning at six, one line):

    0 6 * * *  cd /srv/kinerja && .venv/bin/python manage.py ingatkan
"""


class Command(BaseCommand):
    help = BANTUAN

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--instansi", metavar="KODE", help="hanya instansi ini (baku: semua yang aktif)")
        parser.add_argument(
            "--hari", metavar="YYYY-MM-DD", help="anggap hari ini tanggal itu (untuk mencoba; baku: hari ini)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kini = timezone.now()
        for instansi in self._instansi(options["instansi"]):
            hari = self._hari(options["hari"]) or instansi.today()
            baru = ingatkan(instansi=instansi, hari=hari, waktu=kini)
            self.stdout.write(f"{instansi.kode}, {hari:%d-%m-%Y}: {len(baru)} pemberitahuan baru.")
            for p in baru if options["verbosity"] > 1 else ():
                self.stdout.write(f"  {p.untuk}: {p.isi}")

    @staticmethod
    def _instansi(kode: str | None) -> list[Instansi]:
        semua = list(Instansi.objects.filter(aktif=True))
        if kode is None:
            return semua
        cocok = [i for i in semua if i.kode == kode]
        if not cocok:
            raise CommandError(
                f"Instansi “{kode}” tidak ada atau tidak aktif. Yang ada: {', '.join(i.kode for i in semua)}."
            )
        return cocok

    @staticmethod
    def _hari(teks: str | None) -> date | None:
        if teks is None:
            return None
        try:
            return date.fromisoformat(teks)
        except ValueError:
            raise CommandError(f"--hari {teks} bukan tanggal. Tulis seperti 2024-07-12.") from None
