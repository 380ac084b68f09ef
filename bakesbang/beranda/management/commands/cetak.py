from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from bakesbang.beranda.cetak import LAPORAN, TidakDapatDicetak, pilih_instansi, siapkan, tulis
from bakesbang.dokumen.kertas import KERTAS


class Command(BaseCommand):
    help = (
        "Mencetak Rencana Aksi atau IKU satu tahun ke PDF dan Excel tanpa peramban, misalnya untuk arsip atau tugas terjadwal: "
        "manage.py cetak rencana-aksi --tahun 2024 --pdf A.pdf --xlsx A.xlsx"
    )
    # A print reads a few tables; checking the whole project first would cost more than the print.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dokumen", nargs="?", help=" atau ".join(LAPORAN))
        parser.add_argument("--tahun", help="tahun dokumen, misalnya 2024")
        parser.add_argument("--versi", help="nomor versi: 0 Murni, 1 Perubahan I; baku: yang berlaku")
        parser.add_argument("--pdf", help="berkas PDF yang ditulis")
        parser.add_argument("--xlsx", help="berkas Excel yang ditulis")
        parser.add_argument("--kertas", default="F4", help=f"{', '.join(KERTAS)}; baku: F4, mendatar")
        parser.add_argument("--kop", action="store_true", help="dengan kop surat instansi")
        parser.add_argument(
            "--hasil", action="store_true", help="hanya iku: dengan realisasi sampai tiap triwulan"
        )
        parser.add_argument("--instansi", help="kode instansi; perlu hanya bila ada beberapa")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._cetak(options)
        except TidakDapatDicetak as galat:
            self.stderr.write(str(galat))
            raise SystemExit(2) from None
        except DatabaseError:
            self.stderr.write("Basis data belum siap: jalankan ./jalankan --siapkan.")
            raise SystemExit(2) from None

    def _cetak(self, pilihan: dict[str, Any]) -> None:
        jenis, kertas = pilihan["dokumen"], str(pilihan["kertas"]).upper()
        if jenis not in LAPORAN:
            raise TidakDapatDicetak(f"Sebutkan dokumennya: {' atau '.join(LAPORAN)}.")
        if kertas not in KERTAS:
            raise TidakDapatDicetak(
                f"Ukuran kertas “{pilihan['kertas']}” tidak ada: pilih {', '.join(KERTAS)}."
            )
        tahun = angka(pilihan["tahun"], "--tahun", "2024")
        nomor = None if pilihan["versi"] is None else angka(pilihan["versi"], "--versi", "0")
        tujuan = {j: Path(pilihan[j]) for j in ("pdf", "xlsx") if pilihan[j]}
        if not tujuan:
            raise TidakDapatDicetak("Sebutkan berkas yang ditulis: --pdf, --xlsx, atau keduanya.")
        if len({b.absolute() for b in tujuan.values()}) < len(tujuan):
            raise TidakDapatDicetak("PDF dan Excel tidak dapat ditulis ke berkas yang sama.")
        instansi = pilih_instansi(pilihan["instansi"])
        waktu = timezone.localtime(timezone=instansi.zona)
        dokumen = siapkan(
            jenis,
            instansi,
            tahun,
            nomor,
            waktu=waktu,
            oleh="baris perintah",
            kop=pilihan["kop"],
            hasil=pilihan["hasil"],
        )
        tulis(dokumen, tujuan, KERTAS[kertas])
        for berkas in tujuan.values():
            self.stdout.write(f"Ditulis: {berkas}")


def angka(teks: Any, nama: str, contoh: str) -> int:
    """A whole number given on the command line. Raises TidakDapatDicetak."""
    if teks is None or not str(teks).isascii() or not str(teks).isdigit():
        raise TidakDapatDicetak(f"{nama} harus angka, misalnya {nama} {contoh}.")
    return int(teks)
