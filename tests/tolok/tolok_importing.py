"""How long a file takes from its bytes to the report that names every problem:
``python -m tests.tolok.tolok_impor [rows]`` (500 unless said), as a workbook, a Word document and a paste.

The bar for 500 rows is 3 s (design section 9); hostile files are refused in 2 s. Not a test: times depend on the
machine.
"""

import sys
from collections.abc import Callable
from time import perf_counter

from bakesbang.reading.sources import FileRefused, read_file
from tests.bakesbang.importing.files import RENCANA, docx, kantor, terbaca, xlsx

BATAS_MS, BATAS_TOLAK_MS = 3_000, 2_000


def baris(jumlah: int) -> list[list[str]]:
    """The agency's own table again and again, each time with other words, typing errors and slips included."""
    petak = terbaca(RENCANA).grids[0]
    kepala, *isi = [[s.text for s in b] for b in petak.rows if any(s.text.strip() for s in b)]
    hasil = [kepala]
    while len(hasil) <= jumlah:
        ke = len(hasil) // len(isi) + 1
        hasil += [
            [f"{s} {ke}" if s and not s.startswith("TW") and len(s) > 20 else s for s in b] for b in isi
        ]
    return hasil[: jumlah + 1]


def ukur(kerja: Callable[[], object]) -> float:
    mulai = perf_counter()
    kerja()
    return (perf_counter() - mulai) * 1000


def main() -> int:
    import django

    django.setup()
    from rencana_aksi.importing import understand
    from tests.bakesbang.reading.test_sources import MUSUH

    jumlah = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    isi = baris(jumlah)
    sumber = {
        "tempelan": ("\n".join("\t".join(b) for b in isi).encode(), "a.txt"),
        "xlsx": (xlsx([], isi), "a.xlsx"),
        "docx": (docx([], isi), "a.docx"),
    }
    lambat = False
    for nama, (bita, berkas) in sumber.items():
        mulai = perf_counter()
        hasil = understand(read_file(bita, berkas), tahun=2025, offices=kantor())
        ms = (perf_counter() - mulai) * 1000
        lambat |= ms > BATAS_MS
        print(
            f"{nama}: {jumlah} baris, {hasil.indikator_count} indikator, {len(hasil.ledger.cells)} sel: {ms:.0f} ms (batas {BATAS_MS})"
        )
    for nama, buat in MUSUH.items():
        bita = buat()

        def tolak(b: bytes = bita) -> None:
            try:
                read_file(b, "a.xlsx")
            except FileRefused:
                return

        ms = ukur(tolak)
        lambat |= ms > BATAS_TOLAK_MS
        print(f"ditolak, {nama}: {ms:.0f} ms (batas {BATAS_TOLAK_MS})")
    return int(lambat)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    raise SystemExit(main())
