"""How long every page of the product takes on the server with 20 agencies × 5 years × 300 indicators:
``python -m tests.tolok.tolok_halaman [--folder FOLDER] [--instansi 20] [--hanya iku:]``.

The database is made once (some minutes) and kept in ``--folder`` when that is given. Every address of the table in
tests/test_semua_alamat.py that can be opened is opened by the role that sees most. The bars (design section 9): 200 ms
a page, 500 ms where all 300 indicators stand in one table or grid, 3 s for the check of an import; files to download
have bars of their own elsewhere (tolok_kertas) and are not opened. Held against the processor time of a request, which
neighbours on the same machine disturb least. Exits with 1 when a page misses its bar. Not a test: times depend on
the machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

INDIKATOR, TAHUN, INSTANSI, ULANGAN = 300, 5, 20, 5
BATAS_MS, BATAS_PENUH_MS, BATAS_IMPOR_MS = 200, 500, 3000
# Everything of 300 indicators on one page.
PENUH = {
    "rencana_aksi:matriks", "rencana_aksi:sunting", "rencana_aksi:beda", "iku:daftar", "iku:sunting", "iku:beda",
    "realisasi:isi", "realisasi:reviu", "realisasi:laporan_satu",
}  # fmt: skip
BERKAS = ("cetak", "unduh", "xlsx", "formulir", "bukti")
URUTAN_PERAN = ("penyusun", "kepala", "pimpinan", "pemeriksa", "admin", "superuser")
TAMBAHAN = (  # the same pages as other people or with something asked
    ("beranda:beranda", "pimpinan", ""),
    ("beranda:beranda", "kepala", ""),
    ("beranda:beranda", "staf", ""),
    ("beranda:beranda", "pemeriksa", ""),
    ("beranda:beranda", "admin", ""),
    ("beranda:cari", "penyusun", "?q=kegiatan"),
    ("beranda:riwayat", "penyusun", "?jenis=isian&q=kegiatan"),
    ("rencana_aksi:matriks", "penyusun", "?tampil=pohon"),
    ("realisasi:reviu", "pimpinan", ""),
    ("iku:daftar", "pemeriksa", "?tampil=tabel&hasil=1"),
)


@dataclass(frozen=True)
class Halaman:
    nama: str
    alamat: str
    peran: str

    @property
    def batas(self) -> int:
        if self.nama == "beranda:impor_periksa":
            return BATAS_IMPOR_MS
        return BATAS_PENUH_MS if self.nama in PENUH else BATAS_MS


def daftar_halaman() -> Iterator[Halaman]:
    """Documents in their year, everything else in the year of the plan and in that of the IKU."""
    from tests.test_semua_alamat import ATURAN, KELOMPOK, SEMUA_POLA
    from tests.tolok._kota import TAHUN_IKU

    rute = dict(SEMUA_POLA)
    for nama, aturan in ATURAN.items():
        if aturan.kode != 200 or nama.startswith("akun:") or nama.endswith(BERKAS):
            continue
        peran = next(r for r in URUTAN_PERAN if {"kepala": "kabid"}.get(r, r) in aturan.baca)
        for satu in tahun_halaman(nama, sekali=aturan.baca <= KELOMPOK["kelola"]):
            yield Halaman(nama, alamat(nama, rute[nama], satu), peran)
    for nama, peran, kueri in TAMBAHAN:
        for satu in tahun_halaman(nama):
            yield Halaman(nama, alamat(nama, rute[nama], satu) + kueri, peran)
    for nama in ("realisasi:isi", "realisasi:laporan_satu"):  # a locked quarter, its report frozen
        yield Halaman(nama, alamat(nama, rute[nama], TAHUN_IKU, 1), "penyusun")


def tahun_halaman(nama: str, *, sekali: bool = False) -> tuple[int, ...]:
    from tests.tolok._kota import TAHUN_IKU, TAHUN_RENCANA

    if nama == "iku:sunting":  # a Perubahan, and a copy of last year's
        return TAHUN_IKU, TAHUN_IKU + 1
    if nama == "iku:sunting_hapus":  # an IKU that holds realizations is not deleted
        return (TAHUN_IKU + 1,)
    if nama.startswith("iku:"):
        return (TAHUN_IKU,)
    if sekali or nama.startswith("rencana_aksi:") or nama == "realisasi:bukti_hapus":
        return (TAHUN_RENCANA,)
    return TAHUN_RENCANA, TAHUN_IKU


def alamat(nama: str, rute: str, tahun: int, triwulan: int = 3) -> str:
    from tests.test_semua_alamat import isi_rute
    from tests.tolok._kota import TAHUN_IKU

    pk = nomor(nama, rute, tahun) if "<int:pk>" in rute or nama == "rencana_aksi:sunting_cari" else 0
    # A locked quarter opens again, an open one is worked on.
    triwulan = 2 if nama == "realisasi:buka_kembali" else triwulan
    if tahun == TAHUN_IKU:
        rute = rute.replace("<str:jenis>", "iku")
    kueri = f"?baris=s{pk}" if nama == "rencana_aksi:sunting_cari" else ""
    return isi_rute(rute, pk, tahun, "instansi-0", triwulan) + kueri


def nomor(nama: str, rute: str, tahun: int) -> int:
    """A row in the middle that the address can show."""
    from bakesbang.kinerja.models import BuktiDukung, Indikator
    from bakesbang.organisasi.models import BerkasImpor, Jabatan, Pejabat, Pengguna, UnitKerja
    from iku.models import IndikatorKinerjaUtama
    from rencana_aksi.models import IndikatorSasaran, Sasaran

    semua: dict[str, Any] = {
        "rencana_aksi:sunting": IndikatorSasaran.objects.filter(sasaran__versi__status="draf"),
        "iku:sunting": IndikatorKinerjaUtama.objects.filter(versi__status="draf", versi__daftar__tahun=tahun),
        "realisasi:bukti": BuktiDukung.objects.all(),
        "beranda:impor": BerkasImpor.objects.all(),
        "organisasi:unit": UnitKerja.objects.filter(instansi__kode="instansi-0"),
        "organisasi:pejabat_baru": Jabatan.objects.filter(unit__instansi__kode="instansi-0"),
        "organisasi:pejabat_": Pejabat.objects.filter(jabatan__unit__instansi__kode="instansi-0"),
        "organisasi:pejabat": Jabatan.objects.filter(unit__instansi__kode="instansi-0"),
        "organisasi:jabatan": Jabatan.objects.filter(unit__instansi__kode="instansi-0"),
        "organisasi:pengguna": Pengguna.objects.filter(username="staf"),
    }
    if nama.startswith("rencana_aksi:") and ("/s/" in rute or nama.endswith("cari")):
        baris = Sasaran.objects.filter(versi__status="draf")
    else:
        baris = next(
            (q for awal, q in semua.items() if nama.startswith(awal)),
            Indikator.objects.filter(instansi__kode="instansi-0", tahun=tahun),
        )
    pk = list(baris.order_by("pk").values_list("pk", flat=True))
    return pk[len(pk) // 2]


def ukur(halaman: Halaman) -> tuple[float, int, float]:
    """Median processor time in ms, queries, kB of HTML."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bakesbang.gunicorn_conf import bersihkan
    from bakesbang.organisasi.models import Pengguna

    client, kerja = Client(), []
    client.force_login(Pengguna.objects.get(username=halaman.peran))
    with CaptureQueriesContext(connection) as kueri:
        jawaban = client.get(halaman.alamat)
    banyak_kueri = len(kueri)  # the next request empties the log
    if jawaban.status_code != 200:
        sys.exit(f"{halaman.nama} {halaman.alamat} sebagai {halaman.peran}: {jawaban.status_code}")
    for _ in range(ULANGAN):
        mulai = process_time()
        client.get(halaman.alamat)
        kerja.append((process_time() - mulai) * 1000)
        bersihkan()
    return median(kerja), banyak_kueri, len(jawaban.content) / 1024


def siapkan(folder: Path, banyak: int) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bakesbang.settings",
        "BAKESBANG_DATA": str(folder),
        "BAKESBANG_HOSTS": "testserver",
        "DATABASE_URL": f"sqlite:///{folder / 'tolok.sqlite3'}",
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    tanda = folder / "lengkap"
    if tanda.exists():
        call_command("migrate", verbosity=0)
        return
    from tests.tolok._kota import isi_kota

    mulai = process_time()
    isi_kota(banyak, TAHUN, INDIKATOR)
    tanda.touch()
    sys.stdout.write(f"Basis data dibuat dalam {process_time() - mulai:.0f} s\n")


def jalankan(folder: Path, banyak: int, hanya: str) -> None:
    siapkan(folder, banyak)
    from bakesbang.gunicorn_conf import redakan_pemungut

    redakan_pemungut()
    lambat = 0
    for halaman in daftar_halaman():
        if hanya not in halaman.nama:
            continue
        kerja, kueri, besar = ukur(halaman)
        tanda = f"  LEBIH DARI {halaman.batas}" if kerja > halaman.batas else ""
        lambat += bool(tanda)
        ekor = halaman.alamat.removeprefix("/instansi-0")
        sys.stdout.write(
            f"{halaman.nama:<31}{halaman.peran:<10}{kerja:6.0f} ms {kueri:4} kueri {besar:6.0f} kB  {ekor}{tanda}\n"
        )
        sys.stdout.flush()
    if lambat:
        sys.exit(f"{lambat} halaman melewati batasnya")


def main() -> None:
    pilihan = argparse.ArgumentParser(description=__doc__)
    pilihan.add_argument("--folder", type=Path, help="folder basis data yang disimpan dan dipakai lagi")
    pilihan.add_argument("--instansi", type=int, default=INSTANSI)
    pilihan.add_argument("--hanya", default="", help="bagian nama halaman, misalnya iku:")
    opsi = pilihan.parse_args()
    if opsi.folder:
        opsi.folder.mkdir(parents=True, exist_ok=True)
        jalankan(opsi.folder.resolve(), opsi.instansi, opsi.hanya)
        return
    with tempfile.TemporaryDirectory(prefix="bakesbang-tolok-") as folder:
        jalankan(Path(folder), opsi.instansi, opsi.hanya)


if __name__ == "__main__":
    main()
