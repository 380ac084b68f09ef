"""How long the formulas of a whole year take: ``python -m tests.tolok.tolok_rumus``.

300 indicators × 4 quarters, every formula different, as design section 9 asks (≤ 50 ms once parsed). Processor time. Not a
test: times depend on the machine.
"""

import sys
from collections.abc import Callable
from decimal import Decimal
from time import process_time

from bakesbang.calculation.formula import Rumus

INDIKATOR, TRIWULAN, ULANGAN = 300, 4, 7
POLA = (
    "[selesai_{n}] / [ada_{n}] × 100%",
    "([laki_{n}] + [perempuan_{n}]) / [jumlah_{n}] × 100%",
    "([kini_{n}] - [kini_{n}; tahun lalu]) / [kini_{n}; tahun lalu] × 100%",
    "[a_{n}] × 30% + [b_{n}] × 30% + [c_{n}] × 40%",
    "BULAT(RATA([x_{n}]; [y_{n}]; [z_{n}]); 2)",
    "JIKA([ada_{n}] = 0; 100; [selesai_{n}] / [ada_{n}] × 100)",
)


def _baca() -> list[Rumus]:
    return [Rumus.read(POLA[n % len(POLA)].format(n=n)) for n in range(INDIKATOR)]


def _terbaik(kerja: Callable[[], object]) -> float:
    waktu = []
    for _ in range(ULANGAN):
        mulai = process_time()
        kerja()
        waktu.append((process_time() - mulai) * 1000)
    return min(waktu)


def main() -> None:
    mulai = process_time()
    rumus = _baca()
    baca = (process_time() - mulai) * 1000
    masukan = [
        [
            {satu: Decimal(7 * tw + urutan * 3 + 5) for urutan, satu in enumerate(f.variabel)}
            for tw in range(TRIWULAN)
        ]
        for f in rumus
    ]

    def hitung() -> None:
        for f, semua in zip(rumus, masukan, strict=True):
            for nilai in semua:
                f.compute(nilai)

    sys.stdout.write(f"membaca {INDIKATOR} rumus pertama kali: {baca:.1f} ms\n")
    sys.stdout.write(f"membaca {INDIKATOR} rumus lagi (tersimpan): {_terbaik(_baca):.2f} ms\n")
    sys.stdout.write(
        f"menghitung {INDIKATOR} × {TRIWULAN} rumus dengan cara kerjanya: {_terbaik(hitung):.1f} ms\n"
    )


if __name__ == "__main__":
    main()
