"""How long the editor takes on a plan of 300 indicators: opening it, saving one field, moving a subtree of 40
rows, undoing: ``python -m tests.tolok.tolok_sunting [indicators]``.

The bars are 500 ms for opening and 100 ms for a field. Not a test: times depend on the machine.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

INDIKATOR, ULANGAN = 300, 9


def siapkan(indikator: int) -> str:
    """Fills an empty database; the address of the editor."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bakesbang.organisasi.models import Instansi, Pengguna
    from tests.rencana_aksi.besar import buat_besar

    instansi = Instansi.objects.create(kode="contoh", nama="Badan Contoh")
    buat_besar(instansi, 2030, indikator)
    Pengguna.objects.create(username="penguji", nama="Penguji", instansi=instansi, peran="penyusun")
    return "/contoh/2030/rencana-aksi/sunting/"


def ukur(nama: str, kerja: Callable[[int], Any]) -> None:
    """First and median time in ms, queries and size of the last answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    waktu = []
    for n in range(ULANGAN):
        mulai = perf_counter()
        jawaban = kerja(n)
        waktu.append((perf_counter() - mulai) * 1000)
        assert jawaban.status_code == 200, jawaban.content[:300]
    with CaptureQueriesContext(connection) as kueri:
        kerja(ULANGAN)
    sys.stdout.write(
        f"{nama:<28} pertama {waktu[0]:6.0f} ms   median {median(waktu[1:]):6.0f} ms   "
        f"{len(kueri):4d} kueri   {len(jawaban.content) / 1024:6.0f} KB\n"
    )


def main() -> None:
    indikator = int(sys.argv[1]) if len(sys.argv) > 1 else INDIKATOR
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
        alamat = siapkan(indikator)
        from django.test import Client

        from bakesbang.organisasi.models import Pengguna
        from rencana_aksi.models import IndikatorSasaran, Sasaran

        client = Client(headers={"accept": "application/json"})
        client.force_login(Pengguna.objects.get())
        butir = IndikatorSasaran.objects.filter(sasaran__jenjang=3).first()
        puncak = list(Sasaran.objects.filter(jenjang=1).order_by("pk").values_list("pk", flat=True))
        program = Sasaran.objects.filter(jenjang=2).first()
        akar = ",".join(f"s{pk}" for pk in puncak)
        assert butir
        assert program

        def tindak(**isi: Any) -> Any:
            return client.post(f"{alamat}tindak/", {"akar": akar, **isi})

        ukur("membuka", lambda n: client.get(alamat, headers={"accept": "text/html"}))

        def simpan(n: int) -> Any:
            dimuat = f"{n - 1} kegiatan" if n else "12 kegiatan"
            return client.post(
                f"{alamat}isi/i/{butir.pk}/", {"isi.tw1.teks": f"{n} kegiatan", "dimuat.tw1.teks": dimuat}
            )

        ukur("menyimpan satu isian", simpan)
        ukur(
            "memindah 6 sasaran",
            lambda n: tindak(aksi="pindah", baris=f"s{program.pk}", induk=f"s{puncak[n % 2]}"),
        )
        ukur("menggeser 30 sasaran", lambda n: tindak(aksi=("turun", "atas")[n % 2], baris=f"s{puncak[0]}"))
        ukur("mengurungkan", lambda n: tindak(aksi=("urung", "ulang")[n % 2]))


if __name__ == "__main__":
    main()
