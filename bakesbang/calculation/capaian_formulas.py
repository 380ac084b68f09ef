"""The formulas of capaian (domain guide §7.1, §7.3), each with its name and its working in numbers.

Numerators are exact; a result is rounded once, to 28 digits, so that rounding never turns the order around.
"""

from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

from bakesbang.calculation.policy import Aturan, NolMinimal, Polaritas, RumusMinimal
from bakesbang.calculation.result import Alasan
from bakesbang.calculation.values.numbers import bagi
from bakesbang.calculation.values.value import tampilkan, tampilkan_lengkap

LUAS = Context(prec=120)
SERATUS = Decimal(100)


@dataclass(frozen=True, slots=True)
class Mentah:
    """Raw percentage or reason, the name of the rule, and the working."""

    persen: Decimal | None
    aturan: str
    kerja: str = ""
    alasan: Alasan | None = None


def tulis(angka: Decimal) -> str:
    """A number inside a working: exact, negative ones in brackets."""
    tulisan = tampilkan_lengkap(angka)
    return f"({tulisan})" if angka < 0 else tulisan


def hitung_angka(target: Decimal, realisasi: Decimal, polaritas: Polaritas, aturan: Aturan) -> Mentah:
    """Raw capaian of two numbers; polaritas RENTANG needs a range (hitung_rentang) and is not judged here."""
    if polaritas == Polaritas.MAKSIMAL:
        return _maksimal(target, realisasi)
    if polaritas == Polaritas.MINIMAL:
        return _minimal(target, realisasi, aturan)
    if polaritas == Polaritas.STABIL:
        return _stabil(target, realisasi, aturan)
    return _tidak_dinilai("Rentang", "polaritas rentang memerlukan target berupa rentang")


def _tidak_dinilai(nama: str, sebab: str) -> Mentah:
    return Mentah(None, nama, alasan=Alasan.tidak_dinilai(sebab))


def _bagi(nama: str, pembilang: Decimal, penyebut: Decimal, tulisan: str) -> Mentah:
    """pembilang ÷ penyebut in percent; tulisan is the numerator as it is shown."""
    persen = bagi(LUAS.multiply(pembilang, SERATUS), penyebut)
    return Mentah(persen, nama, f"{tulisan} ÷ {tulis(penyebut)} × 100% = {tampilkan(persen)}%")


def _lurus(nama: str, realisasi: Decimal, acuan: Decimal) -> Mentah:
    return _bagi(nama, realisasi, acuan, tulis(realisasi))


def _balik(nama: str, realisasi: Decimal, acuan: Decimal) -> Mentah:
    """(2 × acuan − R) ÷ acuan, which equals 1 + (1 − R ÷ acuan)."""
    pembilang = LUAS.subtract(LUAS.multiply(Decimal(2), acuan), realisasi)
    return _bagi(nama, pembilang, acuan, f"(2 × {tulis(acuan)} − {tulis(realisasi)})")


def _maksimal(target: Decimal, realisasi: Decimal) -> Mentah:
    if target < 0:
        return _balik("Makin tinggi makin baik, target negatif: (2T − R) ÷ T × 100%", realisasi, target)
    if not target:
        return _tidak_dinilai(
            "Makin tinggi makin baik, target 0", "target 0 pada indikator yang makin tinggi makin baik"
        )
    return _lurus("Makin tinggi makin baik: R ÷ T × 100%", realisasi, target)


def _minimal(target: Decimal, realisasi: Decimal, aturan: Aturan) -> Mentah:
    if target < 0:
        return _lurus("Makin rendah makin baik, target negatif: R ÷ T × 100%", realisasi, target)
    if not target:
        return _minimal_nol(realisasi, aturan)
    if aturan.rumus_minimal == RumusMinimal.A:
        return _balik("Makin rendah makin baik (rumus A): (2T − R) ÷ T × 100%", realisasi, target)
    nama = "Makin rendah makin baik (rumus B): T ÷ R × 100%"
    if realisasi <= 0:
        sebab = f"rumus B (T ÷ R) tidak berlaku untuk realisasi {tampilkan(realisasi)}"
        return Mentah(None, nama, alasan=Alasan.tidak_terhitung(sebab))
    return _bagi(nama, target, realisasi, tulis(target))


def _minimal_nol(realisasi: Decimal, aturan: Aturan) -> Mentah:
    """Domain guide §7.3: no national rule was found, so the rule is always named."""
    if aturan.nol_minimal == NolMinimal.TIDAK_DINILAI:
        return _tidak_dinilai("Makin rendah makin baik, target 0", "target 0 tidak dinilai menurut kebijakan")
    terburuk = aturan.nilai_terburuk
    if terburuk is not None:
        nama = "Makin rendah makin baik, target 0: (nilai terburuk − R) ÷ nilai terburuk × 100%"
        tulisan = f"({tulis(terburuk)} − {tulis(realisasi)})"
        return _bagi(nama, LUAS.subtract(terburuk, realisasi), terburuk, tulisan)
    nama = "Makin rendah makin baik, target 0: realisasi 0 = 100%, selain itu 0%"
    persen = SERATUS if realisasi <= 0 else Decimal(0)
    return Mentah(persen, nama, f"target 0, realisasi {tampilkan_lengkap(realisasi)}: {tampilkan(persen)}%")


def _stabil(target: Decimal, realisasi: Decimal, aturan: Aturan) -> Mentah:
    if target <= 0:
        return _tidak_dinilai("Stabil", "polaritas stabil memerlukan target lebih besar dari 0")
    nama = "Stabil: makin dekat ke target makin baik, menurut skala"
    dasar = _balik(nama, realisasi, target) if realisasi > target else _lurus(nama, realisasi, target)
    persen, uraian = _skala_stabil(dasar.persen or Decimal(0), aturan)
    return Mentah(persen, dasar.aturan, f"Ca = {dasar.kerja}; {uraian} = {tampilkan(persen)}%")


def _skala_stabil(ca: Decimal, aturan: Aturan) -> tuple[Decimal, str]:
    """Straight lines between the points of the scale; outside it the nearest end holds."""
    titik = aturan.skala_stabil
    ca = min(max(ca, titik[0][0]), titik[-1][0])
    (x0, y0), (x1, y1) = next((a, b) for a, b in pairwise(titik) if ca <= b[0])
    naik = LUAS.multiply(LUAS.subtract(ca, x0), LUAS.subtract(y1, y0))
    persen = LUAS.add(y0, bagi(naik, LUAS.subtract(x1, x0)))
    x, a, b = tampilkan(ca), f"{tampilkan(x0)}–{tampilkan(x1)}", f"{tampilkan(y0)}–{tampilkan(y1)}"
    return persen, f"skala Ca {a} menjadi {b}: Ca {x}"


def hitung_rentang(bawah: Decimal, atas: Decimal, realisasi: Decimal, polaritas: Polaritas) -> Mentah:
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
        return Mentah(SERATUS, f"Rentang, {arah}: di dalam rentang = 100%", kerja)
    if acuan <= 0:
        return _tidak_dinilai(f"Rentang, {arah}", f"{sebutan} rentang tidak lebih besar dari 0")
    if polaritas == Polaritas.MINIMAL:
        return _balik(f"Rentang, {arah}: (2 × {sebutan} − R) ÷ {sebutan} × 100%", realisasi, acuan)
    return _lurus(f"Rentang, {arah}: R ÷ {sebutan} × 100%", realisasi, acuan)
