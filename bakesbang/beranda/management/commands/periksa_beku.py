from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from bakesbang.beranda.cetak import TidakDapatDicetak, pilih_instansi
from bakesbang.realisasi.periksa_beku import Pemeriksaan, periksa


class Command(BaseCommand):
    help = (
        "Membandingkan angka yang sudah disetujui dan laporan yang sudah dikunci dengan hitungan hari ini, dan memeriksa "
        "sidiknya. Tidak mengubah apa pun. Keluar 1 bila ada yang berbeda."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--instansi", help="kode instansi; perlu hanya bila ada beberapa")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            instansi = pilih_instansi(options["instansi"])
        except TidakDapatDicetak as galat:
            self.stderr.write(str(galat))
            raise SystemExit(2) from None
        except DatabaseError:
            self.stderr.write("Basis data belum siap: jalankan ./jalankan --siapkan.")
            raise SystemExit(2) from None
        hitungan, beda = Pemeriksaan(), 0
        for satu in periksa(instansi, hitungan):
            beda += 1
            self.stdout.write(str(satu))
        self.stdout.write(
            f"{hitungan.baris} realisasi disetujui, {hitungan.kunci} kunci triwulan, {hitungan.angka} angka diperiksa: "
            + (f"{beda} berbeda." if beda else "semua sama.")
        )
        if beda:
            raise SystemExit(1)
