import re
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from bakesbang.calculation.capaian import hitung_capaian
from bakesbang.calculation.formula import KebijakanNihil, Rumus, RumusSalah, normalkan
from bakesbang.calculation.policy import BATAS_PILIHAN, Aturan, Polaritas, RumusMinimal
from bakesbang.calculation.values.value import Keadaan, baca_nilai, tampilkan, tampilkan_persen

DIGIT = 28


class Command(BaseCommand):
    help = """Mencoba rumus atau capaian tanpa menyimpan apa pun.

  manage.py hitung "[selesai] / [ada] × 100%" selesai=6 ada=8
  manage.py hitung --capaian --target 10 --realisasi 8 --polaritas minimal"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=_Bantuan, **kwargs)

    def run_from_argv(self, argv: list[str]) -> None:
        """A formula may begin with a minus, which would read as an option."""
        if len(argv) > 2 and re.match(r"-+[^-A-Za-z]", argv[2]):
            argv = [*argv[:2], "--", *argv[2:]]
        super().run_from_argv(argv)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rumus", nargs="?", help="rumusnya, dalam tanda kutip")
        parser.add_argument(
            "nilai", nargs="*", metavar="nama=nilai", help="nilai tiap data, misalnya selesai=6"
        )
        parser.add_argument(
            "--nihil", default="NIHIL_TIDAK_DINILAI", help=f"arti 0/0: {', '.join(KebijakanNihil)}"
        )
        parser.add_argument("--capaian", action="store_true", help="hitung capaian, bukan rumus")
        parser.add_argument("--target", help="target, seperti ditulis di dokumen")
        parser.add_argument("--realisasi", help="realisasi, seperti diisi")
        parser.add_argument(
            "--polaritas", default="maksimal", help=f"{', '.join(Polaritas)} (baku: maksimal)"
        )
        parser.add_argument(
            "--aturan", default="A", help="rumus minimal: A (2T − R) ÷ T, atau B T ÷ R (baku: A)"
        )
        parser.add_argument("--batas", help="batas atas capaian: 100, 110, 120, atau 150 (baku: tanpa batas)")
        parser.add_argument(
            "--terburuk", help="realisasi terburuk, untuk target 0 yang makin rendah makin baik"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["capaian"]:
            self._capaian(options)
        else:
            self._rumus(options["rumus"], options["nilai"], options["nihil"])

    def _rumus(self, teks: str | None, isian: Sequence[str], nihil: str) -> None:
        if nihil not in list(KebijakanNihil):
            self._gagal(f"Arti 0/0 “{nihil}” tidak dikenal. Pilihannya: {', '.join(KebijakanNihil)}.")
        try:
            rumus = Rumus.baca(teks)
        except RumusSalah as galat:
            self._gagal(f"{galat.tunjuk()}\n{galat}")
        hasil = rumus.hitung(self._nilai(rumus, isian), kebijakan_nihil=nihil)
        self._cetak("Rumus", rumus.teks())
        for peringatan in rumus.peringatan:
            self._cetak("Catatan", peringatan)
        self._cetak("Hitungan", hasil.kerja)
        if hasil.angka is None:
            self._cetak("Tanpa hasil", str(hasil.alasan))
        else:
            self._cetak("Hasil", f"{tampilkan(hasil.angka, DIGIT)}{rumus.satuan}")

    def _nilai(self, rumus: Rumus, isian: Sequence[str]) -> dict[str, Decimal | None]:
        dikenal = {normalkan(nama): nama for nama in rumus.variabel}
        nilai: dict[str, Decimal | None] = {}
        for satu in isian:
            nama, tanda, mentah = satu.rpartition("=")
            kunci = dikenal.get(normalkan(nama))
            if not tanda:
                self._gagal(f"“{satu}” tidak terbaca. Tulis nama=nilai, misalnya selesai=6.")
            if kunci is None:
                self._gagal(
                    f"Data “{nama}” tidak ada dalam rumus. Yang ada: {', '.join(rumus.variabel) or '-'}."
                )
            if kunci in nilai:
                self._gagal(f"Data “{nama}” diberikan dua kali.")
            nilai[kunci] = self._angka(nama, mentah)
        return nilai

    def _angka(self, nama: str, mentah: str) -> Decimal | None:
        """The number that a typed value says; blank and "-" are no number and no zero."""
        nilai = baca_nilai(mentah)
        if nilai.bilangan is None and nilai.keadaan not in (
            Keadaan.KOSONG,
            Keadaan.STRIP,
            Keadaan.TIDAK_BERLAKU,
        ):
            self._gagal(f"Nilai {nama} “{mentah}” bukan satu angka.")
        if nilai.ragu:
            self._cetak("Catatan", f"{nama}: {nilai.gema}")
        return nilai.bilangan

    def _capaian(self, options: dict[str, Any]) -> None:
        if options["target"] is None or options["realisasi"] is None:
            self._gagal("Dengan --capaian, isi --target dan --realisasi.")
        if options["polaritas"] not in list(Polaritas):
            self._gagal(
                f"Polaritas “{options['polaritas']}” tidak dikenal. Pilihannya: {', '.join(Polaritas)}."
            )
        target, realisasi = baca_nilai(options["target"]), baca_nilai(options["realisasi"])
        hasil = hitung_capaian(
            target, realisasi, polaritas=options["polaritas"], aturan=self._aturan(options)
        )
        self._cetak("Target", tampilkan(target, DIGIT))
        self._cetak("Realisasi", tampilkan(realisasi, DIGIT))
        if hasil.aturan:
            self._cetak("Aturan", hasil.aturan)
        if hasil.kerja:
            self._cetak("Hitungan", hasil.kerja)
        if hasil.persen is None:
            self._cetak("Tanpa hasil", str(hasil.alasan))
        else:
            self._cetak("Capaian", tampilkan_persen(hasil.persen))

    def _aturan(self, options: dict[str, Any]) -> Aturan:
        if options["aturan"].upper() not in list(RumusMinimal):
            self._gagal(f"Aturan “{options['aturan']}” tidak dikenal. Pilihannya: {', '.join(RumusMinimal)}.")
        batas = self._angka("batas", options["batas"] or "")
        if batas not in BATAS_PILIHAN:
            self._gagal("Batas capaian hanya 100, 110, 120, atau 150.")
        terburuk = self._angka("terburuk", options["terburuk"] or "")
        if terburuk is not None and terburuk <= 0:
            self._gagal("Realisasi terburuk harus lebih besar dari 0.")
        return Aturan(
            batas=batas, rumus_minimal=RumusMinimal(options["aturan"].upper()), nilai_terburuk=terburuk
        )

    def _cetak(self, judul: str, isi: str) -> None:
        self.stdout.write(f"{judul:<12}: {isi}")

    def _gagal(self, pesan: str) -> NoReturn:
        self.stderr.write(pesan)
        raise SystemExit(1)


class _Bantuan(RawDescriptionHelpFormatter):
    """Keeps the examples of the help on their own lines."""
