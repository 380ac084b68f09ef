"""How long Beranda and Riwayat take on the server with 300 indicators a year:
``python -m tests.tolok.tolok_beranda [years]`` with that many agency-years of 300 indicators in the database
(3 unless said; 100 is 20 agencies × 5 years, as design section 9 asks, and takes minutes to fill).

Two quarters are approved and locked, the third is open and half sent. The bar of 200 ms is held against the
processor time of a request, which neighbours on the same machine disturb least; the clock stands beside it. Exits with 1
when a page misses the bar. Not a test: times depend on the machine.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

INDIKATOR, TAHUN, ULANGAN, PER_INSTANSI, BATAS_MS = 300, 3, 9, 5, 200
HALAMAN = (("beranda", ""), ("riwayat", "riwayat/"), ("riwayat saring", "riwayat/?jenis=isian&q=kegiatan"))
PERAN = ("penyusun", "pimpinan", "kabid", "staf", "pemeriksa", "admin")


def ukur(alamat: str, username: str) -> tuple[float, float, int, int]:
    """Median processor time and median clock time in ms, queries, size in bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bakesbang.organisasi.models import Pengguna

    client = Client()
    client.force_login(Pengguna.objects.get(username=username))
    waktu, kerja = [], []
    client.get(alamat)
    for _ in range(ULANGAN):
        mulai, mulai_kerja = perf_counter(), process_time()
        jawaban = client.get(alamat)
        waktu.append((perf_counter() - mulai) * 1000)
        kerja.append((process_time() - mulai_kerja) * 1000)
        assert jawaban.status_code == 200, jawaban.status_code
    with CaptureQueriesContext(connection) as kueri:
        client.get(alamat)
    return median(kerja), median(waktu), len(kueri), len(jawaban.content)


def main() -> None:
    tahun = int(sys.argv[1]) if len(sys.argv) > 1 else TAHUN
    with tempfile.TemporaryDirectory(prefix="bakesbang-tolok-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bakesbang.settings",
            "BAKESBANG_DATA": folder,
            "BAKESBANG_HOSTS": "testserver",
            "DATABASE_URL": os.environ.get("TOLOK_DATABASE_URL")
            or f"sqlite:///{Path(folder) / 'tolok.sqlite3'}",
        }
        import django
        from django.conf import settings

        django.setup()
        settings.STATIC_ROOT.mkdir()
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        from tests.bakesbang.beranda.besar import isi_basis_data

        akar = isi_basis_data(tahun, INDIKATOR, PER_INSTANSI)
        sys.stdout.write(f"{tahun} tahun kerja × {INDIKATOR} indikator\n")
        lambat = []
        for peran in PERAN:
            for nama, ekor in HALAMAN:
                kerja, jam, kueri, besar = ukur(akar + ekor, peran)
                sys.stdout.write(
                    f"{nama:<15}{peran:<10} prosesor {kerja:5.0f} ms   jam {jam:5.0f} ms   {kueri:3} kueri   {besar / 1024:5.0f} KB\n"
                )
                if kerja > BATAS_MS:
                    lambat.append(f"{nama} {peran} {kerja:.0f} ms")
        if lambat:
            sys.exit(f"Lebih dari {BATAS_MS} ms: {'; '.join(lambat)}")


if __name__ == "__main__":
    main()
