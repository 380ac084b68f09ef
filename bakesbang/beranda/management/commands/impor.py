import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter
from django.db import DatabaseError
from django.utils import timezone

from bakesbang.beranda.cetak import TidakDapatDicetak, pilih_instansi
from bakesbang.import_wizard.documents import DESTINATIONS, Check, Destination, accept_proposals, check, save
from bakesbang.importing.ledger import Fate
from bakesbang.importing.upload import Difference
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.reading.apart import read_file_apart
from bakesbang.reading.sources import MAX_SIZE, FileRefused, ReadSource

CLEAN, DOUBTFUL, REFUSED = 0, 1, 2


class _Help(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the lines of the description of the report."""


EPILOG = """\
Dengan --json laporannya satu objek:
  hasil       "diperiksa", "disimpan ke …", "tidak ada indikator", atau "ditolak" (lalu hanya "alasan")
  indikator   banyaknya indikator; hitungan: banyaknya sel per keadaan
  rencana     (rencana-aksi) rencana yang akan disimpan, teksnya seperti akan tersimpan:
              [{"uraian", "jenjang" (1 = strategis, 2 = program, …), "kode", "catatan",
                "indikator": [{"uraian", "satuan", "target_tahun" (null: tidak ada),
                               "triwulan": {"1": "…"} ({}: tidak ada), "penjelasan": {"1": "…"},
                               "penanggung_jawab" ("": sama dengan di atasnya), "polaritas"}],
                "anggaran": [{"kolom", "teks"}], "anak": […]}]
  iku         (iku) {"nama_cetak", "indikator": [{"sasaran", "uraian", "satuan", …, "alasan", "rumus"}]}
  perhatian   kolom angka yang hanya menjadi catatan, dan baris yang tidak tertulis di berkas
  catatan     apa yang tidak dibaca dari berkas, dan mengapa
  pertanyaan  satu per pola: kunci, tempat, kalimat, pilihan, usulan, jawaban ("": terbuka), letak
  sel         setiap sel berisi: tempat, teks, keadaan, dipahami, sebab, letak
  selisih     bedanya dengan dokumen yang sudah ada
Dengan --terima-usulan semua itu sesudah setiap usulan diterima.
"""


class Refused(Exception):
    """The import does not go on; the message is for the user."""


class Command(BaseCommand):
    help = (
        "Membaca Rencana Aksi atau IKU dari berkas .xlsx, .docx, .csv, HTML, atau teks: manage.py impor rencana-aksi BERKAS --tahun 2025 "
        "[--periksa] [--json]. Selesai dengan 0 bila bersih, 1 bila ada yang meragukan, 2 bila ditolak."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, epilog=EPILOG, **kwargs)
        parser.formatter_class = _Help
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dokumen", help=" atau ".join(DESTINATIONS))
        parser.add_argument("berkas", help="berkas .xlsx, .docx, .csv, HTML, atau teks")
        parser.add_argument("--tahun", required=True, help="tahun dokumen, misalnya 2025")
        parser.add_argument("--periksa", action="store_true", help="hanya laporan, tidak menyimpan apa pun")
        parser.add_argument(
            "--json", action="store_true", help="laporan untuk mesin: setiap sel dan nasibnya"
        )
        parser.add_argument(
            "--terima-usulan", action="store_true", help="jawab setiap pertanyaan dengan usulannya"
        )
        parser.add_argument("--instansi", help="kode instansi; perlu hanya bila ada beberapa")
        parser.add_argument("--oleh", help="nama pengguna yang mengimpor")
        parser.add_argument("--alasan", default="", help="alasan Perubahan, bila dokumennya sudah ditetapkan")
        parser.add_argument("--mulai-triwulan", type=int, choices=(1, 2, 3, 4), default=1, help="Perubahan berlaku mulai triwulan ini")  # fmt: skip

    def handle(self, *args: Any, **choices: Any) -> None:
        try:
            code = self._import(choices)
        except (Refused, TidakDapatDicetak, FileRefused, AlurSalah) as error:
            self._refuse(str(error), choices["json"])
        except DatabaseError:
            self._refuse("Basis data belum siap: jalankan ./jalankan --siapkan.", choices["json"])
        if code:
            raise SystemExit(code)

    def _refuse(self, sentence: str, machine: bool) -> None:
        if machine:
            self.stdout.write(json.dumps({"hasil": "ditolak", "alasan": sentence}, ensure_ascii=False))
        else:
            self.stderr.write(sentence)
        raise SystemExit(REFUSED)

    def _import(self, choices: dict[str, Any]) -> int:
        destination = DESTINATIONS.get(choices["dokumen"])
        if destination is None:
            raise Refused(f"Sebutkan dokumennya: {' atau '.join(DESTINATIONS)}.")
        tahun = _year(choices["tahun"])
        source = _read(Path(choices["berkas"]))
        instansi = pilih_instansi(choices["instansi"])
        p = check(destination, instansi, tahun, source)
        if choices["terima_usulan"]:
            p = _accepted(p, destination, instansi, tahun, source)
        if not p.result.indikator_count:
            self._report(p, choices, "tidak ada indikator")
            return REFUSED
        if choices["periksa"] or p.ledger.open_items:
            self._report(p, choices, "diperiksa")
            return DOUBTFUL if p.ledger.open_items or p.ledger.count()[Fate.UNREAD] else CLEAN
        versi, diff = save(
            p, instansi, tahun, berkas=None, oleh=_pengguna(choices["oleh"], instansi), now=timezone.now(),
            alasan=choices["alasan"], mulai_triwulan=choices["mulai_triwulan"],
        )  # fmt: skip
        changed = diff is None or diff.exists
        self._report(
            p, choices, f"disimpan ke {versi}" if changed else f"tidak ada yang berubah pada {versi}"
        )
        return DOUBTFUL if p.ledger.count()[Fate.UNREAD] else CLEAN

    def _report(self, p: Check, choices: dict[str, Any], result: str) -> None:
        if choices["json"]:
            self.stdout.write(json.dumps(_data(p, result), ensure_ascii=False))
            return
        count = p.ledger.count()
        self.stdout.write(
            f"{p.destination.heading}: {p.result.indikator_count} indikator, {len(p.ledger.cells)} sel. {result.capitalize()}."
        )
        self.stdout.write(", ".join(f"{count[k]} {k.replace('_', ' ')}" for k in Fate))
        for notes in p.result.reading.notes:
            self.stdout.write(f"Catatan: {notes}")
        for n in p.ledger.cells.values():
            if n.fate in (Fate.UNREAD, Fate.WARNING, Fate.TIDIED):
                self.stdout.write(
                    f"{n.place}: {n.text!r} → {'; '.join(n.meaning) or '-'}. {n.fate}: {' '.join(n.reason)}"
                )
        for t in p.ledger.questions.values():
            answer_labels = " | ".join(label for _, label in t.choices)
            self.stdout.write(
                f"{'Perlu jawaban' if t.is_open else 'Terjawab'} {t.place}: {t.sentence} [{answer_labels}]"
            )
        for s in p.differences:
            self.stdout.write(
                f"{s.kind}: {s.what} “{s.name}” " + "; ".join(f"{m}: “{a}” → “{b}”" for m, a, b in s.details)
            )


ROUNDS = 5  # an answer may open the next question


def _accepted(
    p: Check, destination: Destination, instansi: Instansi, tahun: int, source: ReadSource
) -> Check:
    """The check after every proposal was accepted."""
    for _ in range(ROUNDS):
        if not p.ledger.open_items:
            break
        answers = accept_proposals(p.ledger)
        p = check(destination, instansi, tahun, source, answers=answers)
    return p


def _data(p: Check, result: str) -> dict[str, Any]:
    data = {
        "hasil": result,
        "dokumen": p.destination.name,
        "indikator": p.result.indikator_count,
        "hitungan": p.ledger.count(),
        "catatan": list(p.result.reading.notes),
        "perhatian": p.result.reading.attention(),
        "sel": [cell.data() for cell in p.ledger.cells.values()],
        "pertanyaan": [question.data() for question in p.ledger.questions.values()],
        "selisih": [_difference(d) for d in p.differences],
    }
    return data | p.destination.plan_data(p.result)


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "jenis": difference.kind,
        "apa": difference.what,
        "nama": difference.name,
        "rincian": [list(detail) for detail in difference.details],
    }


def _year(text: str) -> int:
    if not (str(text).isascii() and str(text).isdigit() and 2000 <= int(text) <= 2100):
        raise Refused("--tahun harus antara 2000 dan 2100, misalnya --tahun 2025.")
    return int(text)


def _read(berkas: Path) -> ReadSource:
    try:
        if berkas.stat().st_size > MAX_SIZE:
            raise Refused(f"“{berkas.name}” terlalu besar. Paling besar {MAX_SIZE // 1024 // 1024} MB.")
        return read_file_apart(berkas.read_bytes(), berkas.name)
    except OSError as error:
        raise Refused(f"“{berkas}” tidak dapat dibaca: {error.strerror}.") from error


def _pengguna(name: str | None, instansi: Instansi) -> Pengguna | None:
    if not name:
        return None
    pengguna = Pengguna.objects.filter(username=name, instansi=instansi, is_active=True).first()
    if pengguna is None:
        raise Refused(f"Pengguna “{name}” tidak ada di {instansi}.")
    return pengguna
