"""Random formulas and inputs for the property tests and for LibreOffice; the same seed gives the same formulas."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

NAMA = (
    "[Jml LSM/ORMAS & Parpol, yg ada]",
    "selesai",
    "ada",
    "[x (y) - 2; tahun lalu]",
    "[Nilai; lama]",
    "b1",
)
ANGKA = ("2", "0,5", "1.000", "12,25", "7", "0", "100", "3")
MASUKAN = (None, 0, 1, 2, 3, 5, 8, -4, 40, 1250, Decimal("0.5"), Decimal("12.25"), Decimal("-1.5"))
PERBANDINGAN = ("<", "<=", ">", ">=", "=", "<>")


class PembuatRumus:
    """Makes texts of formulas that are meant to be read; some are refused for their percentages."""

    def __init__(self, acak: Random) -> None:
        self.acak = acak

    def rumus(self, dalam: int) -> str:
        if dalam <= 0:
            return self.acak.choice((*NAMA, *ANGKA, "30%"))
        bentuk: tuple[Callable[[int], str], ...] = (
            lambda n: f"{self.rumus(n)} + {self.rumus(n)}",
            lambda n: f"{self.rumus(n)} - ({self.rumus(n)})",
            lambda n: f"({self.rumus(n)}) × ({self.rumus(n)})",
            lambda n: f"({self.rumus(n)}) / ({self.rumus(n)})",
            lambda n: f"({self.rumus(n)}) : {self.rumus(0)} × 100%",
            lambda n: f"({self.rumus(n)}) × 100%",
            lambda n: f"-({self.rumus(n)})",
            lambda n: f"--{self.rumus(0)}",
            lambda n: (
                f"({self.rumus(n)})^{self.acak.choice(('2', '3', '(-1)', '0,5', '(1/3)', '0', '[ada]'))}"
            ),
            self._panggilan,
        )
        return self.acak.choice(bentuk)(dalam - 1)

    def _panggilan(self, n: int) -> str:
        banyak = "; ".join(self.rumus(n - urutan) for urutan in range(self.acak.randint(1, 3)))
        return self.acak.choice(
            (
                f"{self.acak.choice(('JUMLAH', 'RATA', 'MIN', 'MAKS', 'MEDIAN', 'average', 'Max'))}({banyak})",
                f"BULAT({self.rumus(n)}; {self.acak.choice('0123')})",
                f"{self.acak.choice(('BULAT', 'ABS', 'BULATBAWAH', 'ceil', 'AKAR', 'LN', 'LOG'))}({self.rumus(n)})",
                f"JIKA({self.syarat(n)}; {self.rumus(n)}; {self.rumus(n)})",
            )
        )

    def syarat(self, dalam: int) -> str:
        if dalam <= 0:
            return self.acak.choice(("BENAR", "salah", "ada > 1", "[Nilai; lama] <= 0,5"))
        kiri, kanan = self.syarat(dalam - 1), self.syarat(dalam - 1)
        return self.acak.choice(
            (
                f"({kiri}) DAN ({kanan})",
                f"({kiri}) or ({kanan})",
                f"BUKAN ({kiri})",
                f"({kiri}) = ({kanan})",
                f"{self.rumus(dalam - 1)} {self.acak.choice(PERBANDINGAN)} {self.rumus(dalam - 1)}",
            )
        )

    def masukan(self, variabel: tuple[str, ...]) -> dict[str, Decimal | int | None]:
        return {satu: self.acak.choice(MASUKAN) for satu in variabel}
