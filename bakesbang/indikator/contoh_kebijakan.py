"""Worked examples of an agency's policy, computed by the core with the very rules they explain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bakesbang.calculation.capaian import compute_capaian
from bakesbang.calculation.formula import Rumus
from bakesbang.calculation.predikat import Band, Scale
from bakesbang.calculation.values.value import display, display_percent
from bakesbang.kinerja.models import KebijakanCapaian, KetetapanIndikator
from bakesbang.kinerja.pengukuran import aturan_untuk

TINGKAT_WARNA = {"merah": 1, "jingga": 2, "kuning": 3, "hijau-muda": 4, "hijau": 5}
SELISIH = Decimal("0.01")  # the smallest step between two printed percentages
KONFLIK = Rumus.read("[Konflik yang selesai] / [Konflik yang ada] × 100%")


@dataclass(frozen=True)
class Contoh:
    """One line: the case, what comes of it, and how."""

    kasus: str
    hasil: str
    kerja: str = ""
    tingkat: int = 0  # colour of a predikat, 0 for none


def contoh(kebijakan: KebijakanCapaian) -> dict[str, list[Contoh]]:
    """Examples by rule: ``batas``, ``nol``, ``nihil``, ``predikat``, ``skor``."""
    return {
        "batas": [
            _capaian(kebijakan, "20 kegiatan", r, "maksimal")
            for r in ("18 kegiatan", "26 kegiatan", "36 kegiatan")
        ],
        "nol": [_capaian(kebijakan, "0 kejadian", r, "minimal") for r in ("0 kejadian", "2 kejadian")],
        "nihil": [_nihil(kebijakan)],
        "predikat": _predikat(kebijakan.skala_predikat()),
        "skor": [_capaian(kebijakan, *pasangan, "maksimal") for pasangan in _pasangan(kebijakan)],
    }


def _capaian(kebijakan: KebijakanCapaian, target: str, realisasi: str, polaritas: str) -> Contoh:
    aturan = aturan_untuk(KetetapanIndikator(), kebijakan)
    hasil = compute_capaian(target, realisasi, polaritas=polaritas, policy=aturan)
    return Contoh(f"Target {target}, realisasi {realisasi}", str(hasil), hasil.working)


def _nihil(kebijakan: KebijakanCapaian) -> Contoh:
    angka = {"Konflik yang selesai": Decimal(0), "Konflik yang ada": Decimal(0)}
    hasil = KONFLIK.compute(angka, nihil_policy=kebijakan.kebijakan_nihil)
    return Contoh(
        "0 konflik selesai dari 0 konflik yang ada",
        str(hasil.reason) if hasil.reason else display_percent(hasil.number),
        hasil.working,
    )


def _pasangan(kebijakan: KebijakanCapaian) -> list[tuple[str, str]]:
    nama = list(kebijakan.skor_predikat)
    return [(nama[0], nama[0]), (nama[0], nama[1])] if len(nama) > 1 else [("BB", "BB"), ("BB", "B")]


def _predikat(skala: Scale) -> list[Contoh]:
    """Both sides of the highest and of the lowest threshold, and a number above 100."""
    batas = [p.lower for p in skala.bands if p.lower is not None]
    angka = {Decimal("104.5")}
    for tepi in {*batas[:1], *batas[-1:]}:
        angka |= {tepi, tepi + (-SELISIH if skala.includes_lower else SELISIH)}
    return [_satu_predikat(skala, a) for a in sorted(angka, reverse=True)]


def _satu_predikat(skala: Scale, persen: Decimal) -> Contoh:
    pita = skala.find(persen)
    return Contoh(
        f"Capaian {display_percent(persen)}",
        pita.name,
        sebut_rentang(pita, skala),
        TINGKAT_WARNA.get(pita.color, 0),
    )


def sebut_rentang(pita: Band, skala: Scale) -> str:
    """ "lebih dari 75 sampai 90", or "mulai 76, kurang dari 91"."""
    bawah = (
        ""
        if pita.lower is None
        else f"{'mulai' if skala.includes_lower else 'lebih dari'} {display(pita.lower)}"
    )
    atas = (
        ""
        if pita.upper is None
        else f"{'kurang dari' if skala.includes_lower else 'sampai'} {display(pita.upper)}"
    )
    sambung = ", " if skala.includes_lower else " "
    return sambung.join(b for b in (bawah, atas) if b) or "semua nilai"


def tercatat(kebijakan: KebijakanCapaian) -> dict[str, Any]:
    """The policy as the trace tells it."""
    skala = kebijakan.skala_predikat()
    return {
        "capaian paling tinggi": kebijakan.get_batas_atas_display() or "tanpa batas",
        "target 0": kebijakan.get_aturan_nol_display(),
        "0/0": kebijakan.get_kebijakan_nihil_display(),
        "predikat": [f"{p.name}: {sebut_rentang(p, skala)}" for p in reversed(skala.bands)],
        "skor predikat": [f"{nama} = {display(nilai)}" for nama, nilai in kebijakan.skor().items()],
    }
