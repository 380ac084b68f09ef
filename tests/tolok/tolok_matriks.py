"""How long the matrix and the tree of 300 indicators take on the server:
``python -m tests.tolok.tolok_matriks [plans]`` with that many plans of 300 indicators in the database (5 unless
said; 100 is 20 agencies × 5 years, as design section 9 asks, and takes minutes to fill).

The page's bar is 500 ms. Not a test: times depend on the machine.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

INDIKATOR, ULANGAN, PER_INSTANSI = 300, 7, 5


def siapkan(rencana: int) -> str:
    """Fills an empty database; the address of the last plan."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bakesbang.organisasi.models import Instansi, Pengguna
    from tests.rencana_aksi.besar import buat_besar

    for n in range(rencana):
        instansi, _ = Instansi.objects.get_or_create(
            kode=f"instansi-{n // PER_INSTANSI}", defaults={"nama": "Badan Contoh"}
        )
        buat_besar(instansi, 2020 + n % PER_INSTANSI, INDIKATOR)
    Pengguna.objects.create(username="penguji", nama="Penguji", instansi=instansi, peran="penyusun")
    return f"/{instansi.kode}/{2020 + n % PER_INSTANSI}/rencana-aksi/"


def ukur(alamat: str) -> tuple[float, float, int]:
    """First and median time in ms, size in bytes."""
    from django.test import Client

    from bakesbang.organisasi.models import Pengguna

    client = Client()
    client.force_login(Pengguna.objects.get())
    waktu = []
    for _ in range(ULANGAN):
        mulai = perf_counter()
        jawaban = client.get(alamat)
        waktu.append((perf_counter() - mulai) * 1000)
        assert jawaban.status_code == 200, jawaban.status_code
    return waktu[0], median(waktu[1:]), len(jawaban.content)


def main() -> None:
    rencana = int(sys.argv[1]) if len(sys.argv) > 1 else PER_INSTANSI
    with tempfile.TemporaryDirectory(prefix="bakesbang-tolok-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bakesbang.settings",
            "BAKESBANG_DATA": folder,
            "BAKESBANG_HOSTS": "testserver",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'tolok.sqlite3'}",
        }
        import django
        from django.conf import settings

        django.setup()
        settings.STATIC_ROOT.mkdir()
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        alamat = siapkan(rencana)
        sys.stdout.write(f"{rencana} rencana aksi × {INDIKATOR} indikator\n")
        for nama, ekor in (
            ("matriks", ""),
            ("pohon", "?tampil=pohon"),
            ("tetapkan", "tetapkan/"),
            ("daftar", "tahun/"),
        ):
            pertama, tengah, besar = ukur(alamat + ekor)
            sys.stdout.write(
                f"{nama:<9} pertama {pertama:6.0f} ms   median {tengah:6.0f} ms   {besar / 1024:6.0f} KB\n"
            )


if __name__ == "__main__":
    main()
