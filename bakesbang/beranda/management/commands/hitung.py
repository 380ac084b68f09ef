import re
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from bakesbang.calculation.capaian import compute_capaian
from bakesbang.calculation.formula import FormulaError, NihilPolicy, Rumus, normalize
from bakesbang.calculation.policy import BOUND_CHOICES, MinimalRule, Polaritas, Policy
from bakesbang.calculation.values.value import ValueState, display, display_percent, read_value

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
            "--nihil", default="NIHIL_TIDAK_DINILAI", help=f"arti 0/0: {', '.join(NihilPolicy)}"
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
        if nihil not in list(NihilPolicy):
            self._gagal(f"Arti 0/0 “{nihil}” tidak dikenal. Pilihannya: {', '.join(NihilPolicy)}.")
        try:
            rumus = Rumus.read(teks)
        except FormulaError as galat:
            self._gagal(f"{galat.pointer()}\n{galat}")
        hasil = rumus.compute(self._nilai(rumus, isian), nihil_policy=nihil)
        self._cetak("Rumus", rumus.text())
        for peringatan in rumus.warnings:
            self._cetak("Catatan", peringatan)
        self._cetak("Hitungan", hasil.working)
        if hasil.number is None:
            self._cetak("Tanpa hasil", str(hasil.reason))
        else:
            self._cetak("Hasil", f"{display(hasil.number, DIGIT)}{rumus.satuan}")

    def _nilai(self, rumus: Rumus, isian: Sequence[str]) -> dict[str, Decimal | None]:
        dikenal = {normalize(nama): nama for nama in rumus.variabel}
        nilai: dict[str, Decimal | None] = {}
        for satu in isian:
            nama, tanda, mentah = satu.rpartition("=")
            kunci = dikenal.get(normalize(nama))
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
        nilai = read_value(mentah)
        if nilai.single_number is None and nilai.state not in (
            ValueState.BLANK,
            ValueState.STRIP,
            ValueState.NOT_APPLICABLE,
        ):
            self._gagal(f"Nilai {nama} “{mentah}” bukan satu angka.")
        if nilai.doubt:
            self._cetak("Catatan", f"{nama}: {nilai.echo}")
        return nilai.single_number

    def _capaian(self, options: dict[str, Any]) -> None:
        if options["target"] is None or options["realisasi"] is None:
            self._gagal("Dengan --capaian, isi --target dan --realisasi.")
        if options["polaritas"] not in list(Polaritas):
            self._gagal(
                f"Polaritas “{options['polaritas']}” tidak dikenal. Pilihannya: {', '.join(Polaritas)}."
            )
        target, realisasi = read_value(options["target"]), read_value(options["realisasi"])
        hasil = compute_capaian(
            target, realisasi, polaritas=options["polaritas"], policy=self._aturan(options)
        )
        self._cetak("Target", display(target, DIGIT))
        self._cetak("Realisasi", display(realisasi, DIGIT))
        if hasil.rule:
            self._cetak("Aturan", hasil.rule)
        if hasil.working:
            self._cetak("Hitungan", hasil.working)
        if hasil.percent is None:
            self._cetak("Tanpa hasil", str(hasil.reason))
        else:
            self._cetak("Capaian", display_percent(hasil.percent))

    def _aturan(self, options: dict[str, Any]) -> Policy:
        if options["aturan"].upper() not in list(MinimalRule):
            self._gagal(f"Aturan “{options['aturan']}” tidak dikenal. Pilihannya: {', '.join(MinimalRule)}.")
        batas = self._angka("batas", options["batas"] or "")
        if batas not in BOUND_CHOICES:
            self._gagal("Batas capaian hanya 100, 110, 120, atau 150.")
        terburuk = self._angka("terburuk", options["terburuk"] or "")
        if terburuk is not None and terburuk <= 0:
            self._gagal("Realisasi terburuk harus lebih besar dari 0.")
        return Policy(bound=batas, minimal_rule=MinimalRule(options["aturan"].upper()), worst_value=terburuk)

    def _cetak(self, judul: str, isi: str) -> None:
        self.stdout.write(f"{judul:<12}: {isi}")

    def _gagal(self, pesan: str) -> NoReturn:
        self.stderr.write(pesan)
        raise SystemExit(1)


class _Bantuan(RawDescriptionHelpFormatter):
    """Keeps the examples of the help on their own lines."""
