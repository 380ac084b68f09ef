"""Where the points of a trend lie. Coordinates leave here as text: a template would write 72.5 with a comma."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from bakesbang.calculation.values.value import display

KIRI, KANAN, ATAS, BAWAH = Decimal(40), Decimal(462), Decimal(30), Decimal(134)
TANGGA = tuple(Decimal(n) for n in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))


@dataclass(frozen=True)
class Titik:
    """One point, or one open dot with words where there is no number."""

    x: str
    y: str
    y_kata: str
    label: str
    kata: str
    ada: bool


@dataclass
class Tren:
    """All that the drawing needs, on a canvas of 480 × 172."""

    titik: list[Titik] = field(default_factory=list)
    garis: list[str] = field(default_factory=list)
    sumbu: list[tuple[str, str, str]] = field(default_factory=list)
    target: str = ""


def gambar(butir: Iterable[tuple[str, Decimal | None, str]], target: Decimal | None = None) -> Tren:
    """Lay out rows (label, value or None, words). The axis always holds 0; a gap breaks the line."""
    baris = list(butir)
    ada = [angka for _, angka, _ in baris if angka is not None] + ([target] if target is not None else [])
    atas = _batas(max(ada, default=Decimal(0)))
    bawah = -_batas(-min(ada)) if ada and min(ada) < 0 else Decimal(0)

    def y(angka: Decimal) -> Decimal:
        return BAWAH - (angka - bawah) / (atas - bawah) * (BAWAH - ATAS)

    hasil = Tren(target="" if target is None else _teks(y(target)))
    for garis in (bawah, Decimal(0) if bawah else atas / 2, atas):
        hasil.sumbu.append((_teks(y(garis)), _teks(y(garis) + 4), display(garis)))
    lebar = (KANAN - KIRI) / max(len(baris), 1)
    segmen: list[str] = []
    for urut, (label, angka, kata) in enumerate(baris):
        x, tinggi = KIRI + lebar * urut + lebar / 2, y(angka if angka is not None else Decimal(0))
        hasil.titik.append(Titik(_teks(x), _teks(tinggi), _teks(tinggi - 11), label, kata, angka is not None))
        if angka is not None:
            segmen.append(f"{_teks(x)},{_teks(tinggi)}")
        if (angka is None or urut == len(baris) - 1) and segmen:
            hasil.garis.append(" ".join(segmen))
            segmen = []
    return hasil


def _batas(terbesar: Decimal) -> Decimal:
    """The next round number, so that the half of it is round too."""
    if terbesar <= 0:
        return Decimal(1)
    pangkat = Decimal(1).scaleb(terbesar.adjusted())
    return next(n * pangkat for n in TANGGA if n * pangkat >= terbesar)


def _teks(letak: Decimal) -> str:
    return str(letak.quantize(Decimal("0.1"), ROUND_HALF_UP))
