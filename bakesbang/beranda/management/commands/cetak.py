from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from bakesbang.beranda.cetak import (
    CAPAIAN,
    LAPORAN,
    TidakDapatDicetak,
    pilih_instansi,
    siapkan,
    siapkan_capaian,
    tulis,
)
from bakesbang.organisasi.models import Instansi
from bakesbang.paper.document import Dokumen
from bakesbang.paper.sizes import KERTAS

DOKUMEN = (*LAPORAN, *CAPAIAN)


class Command(BaseCommand):
    help = (
        "Mencetak Rencana Aksi, IKU, atau laporan capaiannya ke PDF dan Excel tanpa peramban, misalnya untuk arsip atau tugas "
        "terjadwal: manage.py cetak rencana-aksi --tahun 2024 --pdf A.pdf --xlsx A.xlsx, atau "
        "manage.py cetak capaian --tahun 2024 --triwulan 2 --pdf A.pdf"
    )
    # A print reads a few tables; checking the whole project first would cost more than the print.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dokumen", nargs="?", help=", ".join(DOKUMEN))
        parser.add_argument("--tahun", help="tahun dokumen, misalnya 2024")
        parser.add_argument("--versi", help="nomor versi: 0 Murni, 1 Perubahan I; baku: yang berlaku")
        parser.add_argument("--triwulan", help="capaian dan capaian-iku: 1 sampai 4; setahun baku: 4")
        parser.add_argument(
            "--setahun", action="store_true", help="laporan capaian tahun sampai triwulan itu"
        )
        parser.add_argument("--semua", action="store_true", help="termasuk isian yang belum disetujui")
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
        if jenis not in DOKUMEN:
            raise TidakDapatDicetak(f"Sebutkan dokumennya: {', '.join(DOKUMEN[:-1])}, atau {DOKUMEN[-1]}.")
        if kertas not in KERTAS:
            raise TidakDapatDicetak(
                f"Ukuran kertas “{pilihan['kertas']}” tidak ada: pilih {', '.join(KERTAS)}."
            )
        tahun = angka(pilihan["tahun"], "--tahun", "2024")
        nomor = _periksa(pilihan)
        tujuan = {j: Path(pilihan[j]) for j in ("pdf", "xlsx") if pilihan[j]}
        if not tujuan:
            raise TidakDapatDicetak("Sebutkan berkas yang ditulis: --pdf, --xlsx, atau keduanya.")
        if len({b.absolute() for b in tujuan.values()}) < len(tujuan):
            raise TidakDapatDicetak("PDF dan Excel tidak dapat ditulis ke berkas yang sama.")
        instansi = pilih_instansi(pilihan["instansi"])
        dokumen = _siapkan(pilihan, instansi, tahun, nomor)
        tulis(dokumen, tujuan, KERTAS[kertas])
        for berkas in tujuan.values():
            self.stdout.write(f"Ditulis: {berkas}")


def _periksa(pilihan: dict[str, Any]) -> int | None:
    """The version of a document, or the quarter of a report. Raises TidakDapatDicetak for options that do not belong
    to what is printed."""
    jenis = pilihan["dokumen"]
    for nama in ("versi",) if jenis in CAPAIAN else ("triwulan", "setahun", "semua"):
        if pilihan[nama]:
            raise TidakDapatDicetak(f"--{nama} tidak berlaku untuk {jenis}.")
    if pilihan["hasil"] and jenis != "iku":
        raise TidakDapatDicetak("--hasil hanya ada pada iku.")
    if jenis not in CAPAIAN:
        return None if pilihan["versi"] is None else angka(pilihan["versi"], "--versi", "0")
    triwulan = angka(pilihan["triwulan"] or ("4" if pilihan["setahun"] else None), "--triwulan", "2")
    if triwulan not in (1, 2, 3, 4):
        raise TidakDapatDicetak("--triwulan harus 1, 2, 3, atau 4.")
    return triwulan


def _siapkan(pilihan: dict[str, Any], instansi: Instansi, tahun: int, nomor: int | None) -> Dokumen:
    jenis, waktu = pilihan["dokumen"], timezone.localtime(timezone=instansi.zone)
    lain: dict[str, Any] = {"waktu": waktu, "oleh": "baris perintah", "kop": pilihan["kop"]}
    if jenis in CAPAIAN and nomor is not None:
        lain |= {"setahun": pilihan["setahun"], "semua": pilihan["semua"]}
        return siapkan_capaian(jenis, instansi, tahun, nomor, **lain)
    if pilihan["hasil"]:
        lain["hasil"] = True
    return siapkan(jenis, instansi, tahun, nomor, **lain)


def angka(teks: Any, nama: str, contoh: str) -> int:
    """A whole number given on the command line. Raises TidakDapatDicetak."""
    if teks is None or not str(teks).isascii() or not str(teks).isdigit():
        raise TidakDapatDicetak(f"{nama} harus angka, misalnya {nama} {contoh}.")
    return int(teks)
