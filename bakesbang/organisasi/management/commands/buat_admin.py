import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bakesbang.organisasi import actions
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.roles import Peran

TANYA = {
    "nama": "Nama lengkap admin: ",
    "username": "Nama pengguna untuk masuk, misalnya admin.bakesbangpol: ",
    "instansi": "Kode instansi untuk alamat halaman, misalnya bakesbangpol: ",
    "instansi_nama": "Nama lengkap instansi: ",
}


class Command(BaseCommand):
    help = (
        "Make the first admin of an agency, when a real installation begins or when nobody "
        "can sign in any more. "
        "Prints a one-time password. Without options it asks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--instansi", metavar="KODE", help="agency; needed only when there are several, or none"
        )
        parser.add_argument(
            "--instansi-nama", metavar="NAMA", help="full name: makes the agency when KODE is new"
        )
        parser.add_argument("--nama", help="full name of the admin")
        parser.add_argument("--username", help="name to sign in with")
        parser.add_argument(
            "--superadmin",
            action="store_true",
            help="keeps agencies and reference data of all; belongs to none",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pengguna, sandi = self._superadmin(options) if options["superadmin"] else self._admin(options)
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages), returncode=2) from None
        self.stdout.write(f"Akun {pengguna} dibuat.")
        self.stdout.write(f"  Nama pengguna : {pengguna.username}")
        self.stdout.write(f"  Kata sandi    : {sandi}")
        self.stdout.write("Kata sandi ini hanya ditampilkan sekali dan harus diganti saat masuk.")

    def _superadmin(self, options: dict[str, Any]) -> tuple[Pengguna, str]:
        return actions.create_superadmin(
            username=self._isi(options, "username").lower(),
            nama=self._isi(options, "nama"),
            now=timezone.now(),
        )

    def _admin(self, options: dict[str, Any]) -> tuple[Pengguna, str]:
        instansi = self._instansi(options)
        username = self._isi(options, "username").lower()
        pengguna = Pengguna(
            instansi=instansi, username=username, nama=self._isi(options, "nama"), peran=Peran.ADMIN
        )
        pengguna.full_clean(exclude=["password"])
        return pengguna, actions.add_pengguna(pengguna=pengguna, by=None, now=timezone.now())

    def _instansi(self, options: dict[str, Any]) -> Instansi:
        ada = list(Instansi.objects.all())
        if not options["instansi"] and len(ada) == 1:
            return ada[0]
        if not options["instansi"] and ada and not sys.stdin.isatty():
            raise CommandError(f"Pilih --instansi: {', '.join(i.kode for i in ada)}.", returncode=2)
        kode = self._isi(options, "instansi")
        if cocok := [i for i in ada if i.kode == kode]:
            return cocok[0]
        if ada and not options["instansi_nama"]:
            raise CommandError(
                f"Instansi {kode!r} tidak ada. Yang ada: {', '.join(i.kode for i in ada)}. "
                "Untuk membuat instansi baru, tambahkan --instansi-nama.",
                returncode=2,
            )
        baru = Instansi(kode=kode, nama=self._isi(options, "instansi_nama"))
        return actions.create_instansi(instansi=baru, tahun=baru.today().year, by=None, now=timezone.now())

    def _isi(self, options: dict[str, Any], nama: str) -> str:
        """An option, or what a person answers; without a person the option is required."""
        nilai = options[nama]
        if nilai is None and sys.stdin.isatty():
            nilai = input(TANYA[nama])
        if not (nilai or "").strip():
            raise CommandError(f"Isi --{nama.replace('_', '-')}.", returncode=2)
        return str(nilai).strip()
