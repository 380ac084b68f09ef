"""How long paper takes: ``python -m tests.tolok.tolok_kertas``.

Each figure is a process of its own, imports and Django included, as ``manage.py cetak`` has them (design
section 9: real Rencana Aksi PDF ≤ 2 s cold, workbook ≤ 1 s, linear in rows). CPU seconds are printed beside
the clock, because other work on the machine stretches only the clock. Not a test: times depend on the machine.
"""

import os
import subprocess
import sys
from time import perf_counter

AWAL = "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'bakesbang.settings'); import django; django.setup();"
CONTOH = "from tests.bakesbang.paper import samples as contoh;"
PDF = "from bakesbang.paper.pdf import cetak_pdf as cetak;"
XLSX = "from bakesbang.paper.xlsx import cetak_xlsx as cetak;"
LAYAR = (
    "from django.template.loader import render_to_string; from bakesbang.ui.screen_table import untuk_layar;"
    "from time import perf_counter; t = contoh.rencana_besar({n}).tabel; kali = lambda: "
    "render_to_string('komponen/tabel.html', {{'tabel': untuk_layar(t, judul='x')}}); kali();"
    "w = perf_counter(); kali(); print(f'{{(perf_counter() - w) * 1000:.0f}} ms')"
)
PERKARA = (
    ("Django saja", AWAL),
    ("Rencana Aksi 2024, PDF", f"{AWAL}{CONTOH}{PDF}cetak(contoh.rencana_aksi())"),
    ("IKU 2021, PDF", f"{AWAL}{CONTOH}{PDF}cetak(contoh.iku())"),
    ("Rencana Aksi 2024, XLSX", f"{AWAL}{CONTOH}{XLSX}cetak(contoh.rencana_aksi())"),
    ("IKU 2021, XLSX", f"{AWAL}{CONTOH}{XLSX}cetak(contoh.iku())"),
    *(
        (f"{kegiatan * 4} baris, {nama}", f"{AWAL}{CONTOH}{impor}cetak(contoh.rencana_besar({kegiatan}))")
        for kegiatan in (125, 250)
        for nama, impor in (("PDF", PDF), ("XLSX", XLSX))
    ),
    ("halaman 300 indikator", f"{AWAL}{CONTOH}{LAYAR.format(n=225)}"),
)


def ukur(perintah: str) -> tuple[float, float, float, str]:
    """Seconds on the clock, CPU seconds, peak MB, and what it printed."""
    mulai = perf_counter()
    proses = subprocess.Popen([sys.executable, "-c", perintah], stdout=subprocess.PIPE, text=True)
    keluar = proses.stdout.read() if proses.stdout else ""
    _, kode, pakai = os.wait4(proses.pid, 0)
    if kode:
        raise SystemExit(f"gagal: {perintah}")
    return perf_counter() - mulai, pakai.ru_utime + pakai.ru_stime, pakai.ru_maxrss / 1024, keluar.strip()


def main() -> None:
    for nama, perintah in PERKARA:
        jam, cpu, mb, keluar = ukur(perintah)
        print(f"{nama:28} {jam:6.2f} s   CPU {cpu:6.2f} s   {mb:4.0f} MB   {keluar}")


if __name__ == "__main__":
    main()
