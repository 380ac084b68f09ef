"""Words for bands of capaian: a validated scale without holes, and the one function that applies it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

from bakesbang.calculation.values.value import tampilkan

_SEPERSERATUS = Decimal("0.01")
_BULATKAN = Context(prec=100, rounding=ROUND_HALF_UP)


class SkalaSalah(ValueError):
    """A scale with a hole, an overlap, or a missing name; masalah lists every problem in Indonesian."""

    def __init__(self, masalah: Sequence[str]) -> None:
        super().__init__(" ".join(masalah))
        self.masalah = tuple(masalah)


@dataclass(frozen=True, slots=True)
class Pita:
    """One band; bawah None reaches down without end, atas None up without end. warna is a name, never alone."""

    nama: str
    bawah: Decimal | None
    atas: Decimal | None
    warna: str = ""


@dataclass(frozen=True, slots=True)
class Skala:
    """Bands from the lowest to the highest, half-open so that every percentage has exactly one.

    termasuk_bawah False reads a band as "more than bawah up to atas" (> 90), True as "bawah up to less than
    atas" (≥ 91). Raises SkalaSalah when bands overlap, leave a hole, or have no name.
    """

    pita: tuple[Pita, ...]
    termasuk_bawah: bool = False
    nama: str = ""

    def __post_init__(self) -> None:
        if masalah := periksa_skala(self.pita):
            raise SkalaSalah(masalah)

    def cari(self, persen: Decimal) -> Pita:
        """The band of a percentage, which is rounded half-up to 2 decimals first (domain guide §9)."""
        bulat = persen.quantize(_SEPERSERATUS, context=_BULATKAN)
        for pita in self.pita[:-1]:
            if pita.atas is not None and (
                bulat < pita.atas or (bulat == pita.atas and not self.termasuk_bawah)
            ):
                return pita
        return self.pita[-1]

    @classmethod
    def dari_ambang(
        cls, dasar: str, ambang: Iterable[tuple[Decimal | int | str, str]], *, termasuk_bawah: bool = False
    ) -> "Skala":
        """A scale from its thresholds, lowest first: dari_ambang("Rendah", [(50, "Sedang"), (75, "Tinggi")])."""
        langkah = [(Decimal(batas), nama) for batas, nama in ambang]
        bawah = [None, *(batas for batas, _ in langkah)]
        atas = [*(batas for batas, _ in langkah), None]
        nama = [dasar, *(sebutan for _, sebutan in langkah)]
        return cls(tuple(map(Pita, nama, bawah, atas)), termasuk_bawah)


def periksa_skala(pita: Sequence[Pita]) -> tuple[str, ...]:
    """Every problem of a scale in Indonesian, for the policy form; empty when it is usable."""
    if not pita:
        return ("Skala predikat belum punya satu pun rentang.",)
    masalah = [
        f"Rentang ke-{n} belum diberi nama predikat." for n, p in enumerate(pita, 1) if not p.nama.strip()
    ]
    if pita[0].bawah is not None:
        masalah.append(f"Nilai sampai {tampilkan(pita[0].bawah)} tidak masuk predikat mana pun.")
    if pita[-1].atas is not None:
        masalah.append(f"Nilai di atas {tampilkan(pita[-1].atas)} tidak masuk predikat mana pun.")
    for p in pita:
        if p.bawah is not None and p.atas is not None and p.bawah >= p.atas:
            masalah.append(
                f"Rentang “{p.nama}” terbalik: {tampilkan(p.bawah)} tidak lebih kecil dari {tampilkan(p.atas)}."
            )
    for rendah, tinggi in pairwise(pita):
        masalah += _periksa_sambungan(rendah, tinggi)
    return tuple(masalah)


def _periksa_sambungan(rendah: Pita, tinggi: Pita) -> list[str]:
    pasangan = f"“{rendah.nama}” dan “{tinggi.nama}”"
    if rendah.atas is None or tinggi.bawah is None:
        return [f"Batas antara {pasangan} belum diisi."]
    if rendah.atas < tinggi.bawah:
        return [f"Ada celah antara {pasangan}: {tampilkan(rendah.atas)} sampai {tampilkan(tinggi.bawah)}."]
    if rendah.atas > tinggi.bawah:
        return [
            f"Rentang {pasangan} tumpang tindih: {tampilkan(tinggi.bawah)} sampai {tampilkan(rendah.atas)}."
        ]
    return []


# Labels used by applications that cite Permendagri 86/2017 (domain guide §9).
BAKU = Skala(
    (
        Pita("Sangat Rendah", None, Decimal(50), "merah"),
        Pita("Rendah", Decimal(50), Decimal(65), "jingga"),
        Pita("Sedang", Decimal(65), Decimal(75), "kuning"),
        Pita("Tinggi", Decimal(75), Decimal(90), "hijau-muda"),
        Pita("Sangat Tinggi", Decimal(90), None, "hijau"),
    ),
    nama="Skala baku: > 90 Sangat Tinggi, > 75 Tinggi, > 65 Sedang, > 50 Rendah",
)


def predikat(persen: Decimal | int | None, skala: Skala = BAKU) -> str:
    """The word for a capaian in percent; "" when there is none (the reason is shown instead, in neutral grey)."""
    return "" if persen is None else skala.cari(Decimal(persen)).nama
