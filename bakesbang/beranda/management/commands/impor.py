import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from bakesbang.beranda.cetak import TidakDapatDicetak, pilih_instansi
from bakesbang.beranda.impor import TUJUAN, Pemeriksaan, periksa, simpan, terima_usulan
from bakesbang.dokumen.baca import UKURAN_MAKS, BerkasDitolak, Terbaca, baca_berkas
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.impor.lapor import Keadaan
from bakesbang.organisasi.models import Instansi, Pengguna

BERSIH, RAGU, DITOLAK = 0, 1, 2


class Ditolak(Exception):
    """The import does not go on; the message is for the user."""


class Command(BaseCommand):
    help = (
        "Membaca Rencana Aksi atau IKU dari berkas .xlsx, .docx, .csv, HTML, atau teks: manage.py impor rencana-aksi BERKAS --tahun 2025 "
        "[--periksa] [--json]. Selesai dengan 0 bila bersih, 1 bila ada yang meragukan, 2 bila ditolak."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dokumen", help=" atau ".join(TUJUAN))
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

    def handle(self, *args: Any, **pilihan: Any) -> None:
        try:
            kode = self._impor(pilihan)
        except (Ditolak, TidakDapatDicetak, BerkasDitolak, AlurSalah) as galat:
            self._tolak(str(galat), pilihan["json"])
        except DatabaseError:
            self._tolak("Basis data belum siap: jalankan ./jalankan --siapkan.", pilihan["json"])
        if kode:
            raise SystemExit(kode)

    def _tolak(self, kalimat: str, mesin: bool) -> None:
        if mesin:
            self.stdout.write(json.dumps({"hasil": "ditolak", "alasan": kalimat}, ensure_ascii=False))
        else:
            self.stderr.write(kalimat)
        raise SystemExit(DITOLAK)

    def _impor(self, pilihan: dict[str, Any]) -> int:
        tujuan = TUJUAN.get(pilihan["dokumen"])
        if tujuan is None:
            raise Ditolak(f"Sebutkan dokumennya: {' atau '.join(TUJUAN)}.")
        tahun = _tahun(pilihan["tahun"])
        terbaca = _baca(Path(pilihan["berkas"]))
        instansi = pilih_instansi(pilihan["instansi"])
        p = periksa(tujuan, instansi, tahun, terbaca)
        if pilihan["terima_usulan"]:
            p = periksa(tujuan, instansi, tahun, terbaca, jawaban=terima_usulan(p.buku))
        if not p.hasil.jumlah_indikator:
            self._lapor(p, pilihan, "tidak ada indikator")
            return DITOLAK
        if pilihan["periksa"] or p.buku.terbuka:
            self._lapor(p, pilihan, "diperiksa")
            return RAGU if p.buku.terbuka or p.buku.hitung()[Keadaan.TIDAK_TERBACA] else BERSIH
        versi, beda = simpan(
            p, instansi, tahun, berkas=None, oleh=_pengguna(pilihan["oleh"], instansi), waktu=timezone.now(),
            alasan=pilihan["alasan"], mulai_triwulan=pilihan["mulai_triwulan"],
        )  # fmt: skip
        berubah = beda is None or beda.ada
        self._lapor(p, pilihan, f"disimpan ke {versi}" if berubah else f"tidak ada yang berubah pada {versi}")
        return RAGU if p.buku.hitung()[Keadaan.TIDAK_TERBACA] else BERSIH

    def _lapor(self, p: Pemeriksaan, pilihan: dict[str, Any], hasil: str) -> None:
        if pilihan["json"]:
            self.stdout.write(json.dumps(_data(p, hasil), ensure_ascii=False))
            return
        hitung = p.buku.hitung()
        self.stdout.write(
            f"{p.tujuan.judul}: {p.hasil.jumlah_indikator} indikator, {len(p.buku.sel)} sel. {hasil.capitalize()}."
        )
        self.stdout.write(", ".join(f"{hitung[k]} {k.replace('_', ' ')}" for k in Keadaan))
        for catatan in p.hasil.bacaan.catatan:
            self.stdout.write(f"Catatan: {catatan}")
        for n in p.buku.sel.values():
            if n.keadaan in (Keadaan.TIDAK_TERBACA, Keadaan.PERINGATAN, Keadaan.DIRAPIKAN):
                self.stdout.write(
                    f"{n.tempat}: {n.teks!r} → {'; '.join(n.arti) or '-'}. {n.keadaan}: {' '.join(n.sebab)}"
                )
        for t in p.buku.tanya.values():
            pilihan_jawab = " | ".join(label for _, label in t.pilihan)
            self.stdout.write(
                f"{'Perlu jawaban' if t.terbuka else 'Terjawab'} {t.tempat}: {t.kalimat} [{pilihan_jawab}]"
            )
        for s in p.selisih:
            self.stdout.write(
                f"{s.jenis}: {s.apa} “{s.nama}” " + "; ".join(f"{m}: “{a}” → “{b}”" for m, a, b in s.rincian)
            )


def _data(p: Pemeriksaan, hasil: str) -> dict[str, Any]:
    return {
        "hasil": hasil, "dokumen": p.tujuan.nama, "indikator": p.hasil.jumlah_indikator, "hitungan": p.buku.hitung(),
        "catatan": list(p.hasil.bacaan.catatan), "sel": [n.data() for n in p.buku.sel.values()],
        "pertanyaan": [
            {"kunci": t.kunci, "tempat": t.tempat, "kalimat": t.kalimat, "pilihan": dict(t.pilihan), "usulan": t.usulan, "jawaban": t.jawaban}
            for t in p.buku.tanya.values()
        ],
        "selisih": [{"jenis": s.jenis, "apa": s.apa, "nama": s.nama, "rincian": [list(r) for r in s.rincian]} for s in p.selisih],
    }  # fmt: skip


def _tahun(teks: str) -> int:
    if not (str(teks).isascii() and str(teks).isdigit() and 2000 <= int(teks) <= 2100):
        raise Ditolak("--tahun harus antara 2000 dan 2100, misalnya --tahun 2025.")
    return int(teks)


def _baca(berkas: Path) -> Terbaca:
    try:
        if berkas.stat().st_size > UKURAN_MAKS:
            raise Ditolak(f"“{berkas.name}” terlalu besar. Paling besar {UKURAN_MAKS // 1024 // 1024} MB.")
        return baca_berkas(berkas.read_bytes(), berkas.name)
    except OSError as galat:
        raise Ditolak(f"“{berkas}” tidak dapat dibaca: {galat.strerror}.") from galat


def _pengguna(nama: str | None, instansi: Instansi) -> Pengguna | None:
    if not nama:
        return None
    pengguna = Pengguna.objects.filter(username=nama, instansi=instansi, is_active=True).first()
    if pengguna is None:
        raise Ditolak(f"Pengguna “{nama}” tidak ada di {instansi}.")
    return pengguna
