"""Saving one cell with 20 people each saving every 3 seconds: p95 ≤ 100 ms, and none lost.

    python -m tests.tolok.tolok_simpan [seconds]

Starts the application server on a free port with a database of its own (DATABASE_URL to choose one, which must
be empty), fills 20 sessions, and lets them type. Exits 1 when the bar is missed."""

from __future__ import annotations

import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

ORANG, JEDA, BATAS_MS = 20, 3.0, 100.0


def siapkan(folder: str) -> dict[str, str]:
    lingkungan = os.environ | {"BAKESBANG_DATA": folder, "DJANGO_SETTINGS_MODULE": "bakesbang.settings"}
    lingkungan.setdefault("DATABASE_URL", f"sqlite:///{folder}/tolok.sqlite3")
    for perintah in (
        ["migrate", "-v0"],
        ["muat_contoh", "--peragaan", "-v0"],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *perintah], env=lingkungan, check=True, stdout=subprocess.DEVNULL
        )
    return lingkungan


SESI = """
import json
from django.test import Client
from bakesbang.organisasi.models import Pengguna
from bakesbang.kinerja.models import Indikator
sesi = []
for n in range({n}):
    c = Client(); c.force_login(Pengguna.objects.get(username="penyusun")); c.get("/masuk/")
    sesi.append(c.cookies["sessionid"].value)
pk = list(Indikator.objects.filter(tahun=2024, ketetapan__rumus="", realisasi=None).values_list("pk", flat=True))
print("HASIL" + json.dumps([sesi, pk]))
"""


def sesi(lingkungan: dict[str, str]) -> tuple[list[str], list[int]]:
    import json

    keluar = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SESI.format(n=ORANG)],
        env=lingkungan,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    hasil = json.loads(next(b for b in keluar.splitlines() if b.startswith("HASIL")).removeprefix("HASIL"))
    return hasil[0], hasil[1]


def nyalakan(lingkungan: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    perintah = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "bakesbang/gunicorn_conf.py",
        "-b",
        f"127.0.0.1:{port}",
        "bakesbang.wsgi",
    ]
    server = subprocess.Popen(perintah, env=lingkungan, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            HTTPConnection("127.0.0.1", port, timeout=1).request("GET", "/masuk/")
            return server, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit("server tidak menjawab")


def orang(
    port: int, sesi_ini: str, pk: list[int], sampai: float, catatan: list[tuple[float, int, str]], benih: int
) -> None:
    """One person: loads a token once, then types into a row of his own every three seconds."""
    acak = random.Random(benih)
    sambung = HTTPConnection("127.0.0.1", port, timeout=30)
    kuki = f"sessionid={sesi_ini}; csrftoken={'a' * 32}"
    dimuat = ""
    time.sleep(acak.random() * JEDA)
    while time.time() < sampai:
        nilai = f"catatan {benih}-{time.time():.3f}"
        medan = ("uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut")[benih // len(pk) % 4]
        badan = urlencode({f"isi.{medan}": nilai, f"dimuat.{medan}": dimuat})
        kepala = {
            "Cookie": kuki, "X-CSRFToken": "a" * 32, "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        mulai = time.perf_counter()
        sambung.request(
            "POST", f"/bakesbangpol/2024/realisasi/1/simpan/{pk[benih % len(pk)]}/", badan, kepala
        )
        jawab = sambung.getresponse()
        jawab.read()
        lama = (time.perf_counter() - mulai) * 1000
        catatan.append((lama, jawab.status, nilai))
        sambung.close()  # the next one opens anew, as after three idle seconds
        dimuat = nilai
        time.sleep(max(0.0, JEDA - lama / 1000))


HITUNG = """
import sys
from bakesbang.kinerja.models import Realisasi
ada = set()
for nama in ("uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut"):
    ada |= set(Realisasi.riwayat.filter(**{nama + "__startswith": "catatan "}).values_list(nama, flat=True))
print("HASIL", len(ada))
"""


def main() -> int:
    detik = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    with tempfile.TemporaryDirectory() as folder:
        lingkungan = siapkan(folder)
        sesi_semua, pk = sesi(lingkungan)
        server, port = nyalakan(lingkungan)
        catatan: list[tuple[float, int, str]] = []
        sampai = time.time() + detik
        utas = [
            threading.Thread(target=orang, args=(port, s, pk, sampai, catatan, n))
            for n, s in enumerate(sesi_semua)
        ]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        server.terminate()
        server.wait(10)
        keluar = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", HITUNG],
            env=lingkungan,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    tersimpan = int(next(b for b in keluar.splitlines() if b.startswith("HASIL")).split()[1])
    lama = sorted(c[0] for c in catatan)
    p95 = lama[int(len(lama) * 0.95) - 1]
    gagal = sum(c[1] != 200 for c in catatan)
    mesin = "PostgreSQL" if "postgres" in lingkungan["DATABASE_URL"] else "SQLite"
    print(
        f"{mesin}: {len(lama)} simpanan, median {statistics.median(lama):.0f} ms, p95 {p95:.0f} ms, gagal {gagal}, di riwayat {tersimpan}"
    )
    return int(p95 > BATAS_MS or gagal > 0 or tersimpan != len(lama))


if __name__ == "__main__":
    sys.exit(main())
