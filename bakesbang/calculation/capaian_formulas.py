"""The formulas of capaian (domain guide §7.1, §7.3), each with its name and its working in numbers.

Numerators are exact; a result is rounded once, to 28 digits, so that rounding never turns the order around.
"""

from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

from bakesbang.calculation.policy import MinimalRule, MinimalZero, Polaritas, Policy
from bakesbang.calculation.result import Reason
from bakesbang.calculation.values.numbers import divide
from bakesbang.calculation.values.value import display, display_full

WIDE = Context(prec=120)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RawCapaian:
    """Raw percentage or reason, the name of the rule, and the working."""

    percent: Decimal | None
    rule: str
    working: str = ""
    reason: Reason | None = None


def tulis(angka: Decimal) -> str:
    """A number inside a working: exact, negative ones in brackets."""
    tulisan = display_full(angka)
    return f"({tulisan})" if angka < 0 else tulisan


def hitung_angka(target: Decimal, realisasi: Decimal, polaritas: Polaritas, aturan: Policy) -> RawCapaian:
    """Raw capaian of two numbers; polaritas RENTANG needs a range (hitung_rentang) and is not judged here."""
    if polaritas == Polaritas.MAKSIMAL:
        return _maksimal(target, realisasi)
    if polaritas == Polaritas.MINIMAL:
        return _minimal(target, realisasi, aturan)
    if polaritas == Polaritas.STABIL:
        return _stabil(target, realisasi, aturan)
    return _tidak_dinilai("Rentang", "polaritas rentang memerlukan target berupa rentang")


def _tidak_dinilai(nama: str, sebab: str) -> RawCapaian:
    return RawCapaian(None, nama, reason=Reason.not_judged(sebab))


def _bagi(nama: str, pembilang: Decimal, penyebut: Decimal, tulisan: str) -> RawCapaian:
    """pembilang ÷ penyebut in percent; tulisan is the numerator as it is shown."""
    persen = divide(WIDE.multiply(pembilang, HUNDRED), penyebut)
    return RawCapaian(persen, nama, f"{tulisan} ÷ {tulis(penyebut)} × 100% = {display(persen)}%")


def _lurus(nama: str, realisasi: Decimal, acuan: Decimal) -> RawCapaian:
    return _bagi(nama, realisasi, acuan, tulis(realisasi))


def _balik(nama: str, realisasi: Decimal, acuan: Decimal) -> RawCapaian:
    """(2 × acuan − R) ÷ acuan, which equals 1 + (1 − R ÷ acuan)."""
    pembilang = WIDE.subtract(WIDE.multiply(Decimal(2), acuan), realisasi)
    return _bagi(nama, pembilang, acuan, f"(2 × {tulis(acuan)} − {tulis(realisasi)})")


def _maksimal(target: Decimal, realisasi: Decimal) -> RawCapaian:
    if target < 0:
        return _balik("Makin tinggi makin baik, target negatif: (2T − R) ÷ T × 100%", realisasi, target)
    if not target:
        return _tidak_dinilai(
            "Makin tinggi makin baik, target 0", "target 0 pada indikator yang makin tinggi makin baik"
        )
    return _lurus("Makin tinggi makin baik: R ÷ T × 100%", realisasi, target)


def _minimal(target: Decimal, realisasi: Decimal, aturan: Policy) -> RawCapaian:
    if target < 0:
        return _lurus("Makin rendah makin baik, target negatif: R ÷ T × 100%", realisasi, target)
    if not target:
        return _minimal_nol(realisasi, aturan)
    if aturan.minimal_rule == MinimalRule.A:
        return _balik("Makin rendah makin baik (rumus A): (2T − R) ÷ T × 100%", realisasi, target)
    nama = "Makin rendah makin baik (rumus B): T ÷ R × 100%"
    if realisasi <= 0:
        sebab = f"rumus B (T ÷ R) tidak berlaku untuk realisasi {display(realisasi)}"
        return RawCapaian(None, nama, reason=Reason.not_computable(sebab))
    return _bagi(nama, target, realisasi, tulis(target))


def _minimal_nol(realisasi: Decimal, aturan: Policy) -> RawCapaian:
    """Domain guide §7.3: no national rule was found, so the rule is always named."""
    if aturan.minimal_zero == MinimalZero.NOT_JUDGED:
        return _tidak_dinilai("Makin rendah makin baik, target 0", "target 0 tidak dinilai menurut kebijakan")
    terburuk = aturan.worst_value
    if terburuk is not None:
        nama = "Makin rendah makin baik, target 0: (nilai terburuk − R) ÷ nilai terburuk × 100%"
        tulisan = f"({tulis(terburuk)} − {tulis(realisasi)})"
        return _bagi(nama, WIDE.subtract(terburuk, realisasi), terburuk, tulisan)
    nama = "Makin rendah makin baik, target 0: realisasi 0 = 100%, selain itu 0%"
    persen = HUNDRED if realisasi <= 0 else Decimal(0)
    return RawCapaian(persen, nama, f"target 0, realisasi {display_full(realisasi)}: {display(persen)}%")


def _stabil(target: Decimal, realisasi: Decimal, aturan: Policy) -> RawCapaian:
    if target <= 0:
        return _tidak_dinilai("Stabil", "polaritas stabil memerlukan target lebih besar dari 0")
    nama = "Stabil: makin dekat ke target makin baik, menurut skala"
    dasar = _balik(nama, realisasi, target) if realisasi > target else _lurus(nama, realisasi, target)
    persen, uraian = _skala_stabil(dasar.percent or Decimal(0), aturan)
    return RawCapaian(persen, dasar.rule, f"Ca = {dasar.working}; {uraian} = {display(persen)}%")


def _skala_stabil(ca: Decimal, aturan: Policy) -> tuple[Decimal, str]:
    """Straight lines between the points of the scale; outside it the nearest end holds."""
    titik = aturan.stable_scale
    ca = min(max(ca, titik[0][0]), titik[-1][0])
    (x0, y0), (x1, y1) = next((a, b) for a, b in pairwise(titik) if ca <= b[0])
    naik = WIDE.multiply(WIDE.subtract(ca, x0), WIDE.subtract(y1, y0))
    persen = WIDE.add(y0, divide(naik, WIDE.subtract(x1, x0)))
    x, a, b = display(ca), f"{display(x0)}–{display(x1)}", f"{display(y0)}–{display(y1)}"
    return persen, f"skala Ca {a} menjadi {b}: Ca {x}"


def hitung_rentang(bawah: Decimal, atas: Decimal, realisasi: Decimal, polaritas: Polaritas) -> RawCapaian:
    """Raw capaian against a range: inside 100, outside against the nearer end (domain guide §7.1)."""
    if polaritas == Polaritas.STABIL:
        return _tidak_dinilai("Stabil", "polaritas stabil memerlukan target satu angka")
    arah = "makin rendah makin baik" if polaritas == Polaritas.MINIMAL else "makin tinggi makin baik"
    if realisasi > atas:
        acuan, sebutan = atas, "batas atas"
    elif realisasi < bawah:
        acuan, sebutan = bawah, "batas bawah"
    else:
        kerja = f"{tulis(bawah)} ≤ {tulis(realisasi)} ≤ {tulis(atas)}: 100%"
        return RawCapaian(HUNDRED, f"Rentang, {arah}: di dalam rentang = 100%", kerja)
    if acuan <= 0:
        return _tidak_dinilai(f"Rentang, {arah}", f"{sebutan} rentang tidak lebih besar dari 0")
    if polaritas == Polaritas.MINIMAL:
        return _balik(f"Rentang, {arah}: (2 × {sebutan} − R) ÷ {sebutan} × 100%", realisasi, acuan)
    return _lurus(f"Rentang, {arah}: R ÷ {sebutan} × 100%", realisasi, acuan)
