"""The quality checklist of one indicator: SMART and what a kamus sheet must say (domain guide §5, PermenPAN-RB
88/2021: "indikator SMART; definisi operasional dan cara mengukur jelas"). Words to weigh, never a bar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bakesbang.calculation.agregasi import QuarterCell, check_annual, propose_annual_target
from bakesbang.calculation.policy import Polaritas
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, ValueState, display

# Words that only say that something is counted: "Jumlah database ormas" repeats "Database ormas".
UKURAN = re.compile(r"^(persentase|jumlah|tingkat|angka|rasio|indeks|nilai|cakupan)\s+", re.IGNORECASE)
# "Meningkatnya …", "Terwujudnya …", "Berkurangnya …": the voice of a sasaran.
BUNYI_SASARAN = re.compile(r"^(me|ter|ber)\w+nya\b", re.IGNORECASE)
BERPERSEN = re.compile(r"^(persentase|rasio|indeks)\b", re.IGNORECASE)
STRATEGIS = 1


class Quality(StrEnum):
    """What a point of the list says."""

    YES = "ya"
    LOOK = "lihat"
    MISSING = "belum"


@dataclass(frozen=True)
class QualityPoint:
    """One point: its kode, its name, the judgement, and why in a sentence."""

    code: str
    title: str
    quality: Quality
    sentence: str


@dataclass(frozen=True)
class QualityPlace:
    """A sasaran that the indicator measures. ``jenjang`` 1 is strategis; ``terdalam`` the deepest level of that
    document (0: the document has no levels); ``induk_terukur`` whether the sasaran above has an indicator;
    ``turunan`` how many indicators stand under the sasaran."""

    sasaran: str
    jenjang: int = STRATEGIS
    deepest: int = 0
    parent_measured: bool = True
    descendants: int = 0


@dataclass(frozen=True)
class QualityInput:
    """What is laid down about an indicator, as far as the list weighs it. ``lalu`` is last year's result."""

    text: str
    definition: str = ""
    satuan: str = ""
    polaritas: str = Polaritas.MAKSIMAL
    agregasi: str = ""
    frequency: str = ""
    has_rumus: bool = False
    variabel_without_source: tuple[str, ...] = ()
    data_source: str = ""
    annual: Nilai | None = None
    triwulan: tuple[QuarterCell, ...] = ()
    penanggung_jawab: int = 0
    places: tuple[QualityPlace, ...] = ()
    previous: Decimal | None = None
    proposals: frozenset[str] = frozenset()


def check_quality(b: QualityInput) -> tuple[QualityPoint, ...]:
    """The twelve points in the order of the list; the same points for every indicator."""
    butir = (
        ("spesifik", "Spesifik", _spesifik(b)),
        ("terukur", "Terukur", _terukur(b)),
        ("tercapai", "Dapat dicapai", _tercapai(b)),
        ("relevan", "Relevan", _relevan(b)),
        ("waktu", "Berbatas waktu", _waktu(b)),
        ("definisi", "Definisi operasional", _tertulis(b.definition, "Definisi operasional")),
        ("formula", "Formula", _formula(b)),
        ("sumber", "Sumber data", _sumber(b)),
        ("satuan", "Satuan", _satuan(b)),
        ("target", "Target", _target(b)),
        ("jawab", "Penanggung jawab", _jawab(b)),
        ("turunan", "Penjabaran", _turunan(b)),
    )
    return tuple(QualityPoint(kode, judul, mutu, kalimat) for kode, judul, (mutu, kalimat) in butir)


Putusan = tuple[Quality, str]


def repeats(uraian: str, sasaran: Iterable[str]) -> bool:
    """Whether the indicator says nothing that one of its sasaran does not say."""
    return _inti(uraian) in {_inti(s) for s in sasaran}


def _inti(teks: str) -> str:
    return re.sub(r"\W+", " ", UKURAN.sub("", teks.strip()).casefold()).strip()


def zero_target(polaritas: str, tahunan: Nilai | None, triwulan: Sequence[QuarterCell]) -> str:
    """A target of zero where higher is better can never be judged; the sentence, or ""."""
    if polaritas != Polaritas.MAKSIMAL:
        return ""
    sel = [(label_of(s.triwulan), s.target) for s in triwulan if s.counted]
    semua = [("tahun", tahunan), *sel] if tahunan else sel
    nol = [nama for nama, n in semua if n.state == ValueState.NUMBER and n.number == 0]
    return f"Target {series(nol)} 0 padahal makin tinggi makin baik." if nol else ""


def text_target(tahunan: Nilai | None, triwulan: Sequence[QuarterCell]) -> str:
    """A target that is neither a number nor a grade can never be judged, and a typing error shows only when the
    quarter comes and the document no longer changes; the sentence, or ""."""
    semua = [("tahun", tahunan), *((label_of(s.triwulan), s.target) for s in triwulan)]
    teks = [f"{nama} (“{_ringkas(n.text)}”)" for nama, n in semua if n and n.state == ValueState.TEXT]
    return f"Target {series(teks)} tidak terbaca sebagai angka, jadi tidak dapat dinilai." if teks else ""


def _ringkas(teks: str, panjang: int = 40) -> str:
    return teks if len(teks) <= panjang else f"{teks[: panjang - 1]}…"


def series(nama: Sequence[str]) -> str:
    """ "TW I, TW II dan TW IV"."""
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])} dan {nama[-1]}"


def _semua_target(b: QualityInput) -> list[Nilai]:
    return [n for n in (b.annual, *(s.target for s in b.triwulan)) if n is not None and n.filled]


# ── SMART ──
def _spesifik(b: QualityInput) -> Putusan:
    if repeats(b.text, [t.sasaran for t in b.places]):
        return Quality.MISSING, "Indikator hanya mengulang sasarannya. Sebut apa yang diukur."
    if BUNYI_SASARAN.match(b.text.strip()):
        return (
            Quality.LOOK,
            "Bunyinya seperti sasaran. Mulai dengan ukurannya, misalnya Jumlah, Persentase, atau Indeks.",
        )
    return Quality.YES, "Menyebut apa yang diukur."


def _terukur(b: QualityInput) -> Putusan:
    if ragu := [n.text for n in _semua_target(b) if n.doubt]:
        return Quality.LOOK, f"Target “{ragu[0]}” dapat dibaca dua cara. Jawab dahulu maksudnya."
    if b.has_rumus:
        return Quality.YES, "Dihitung dengan formula."
    if any(n.single_number is not None or n.upper is not None for n in _semua_target(b)):
        return Quality.YES, "Targetnya berupa angka."
    if any(n.state == ValueState.PREDIKAT for n in _semua_target(b)):
        return Quality.YES, "Targetnya berupa predikat."
    return (
        Quality.MISSING,
        "Belum ada formula atau target berupa angka, jadi capaiannya tidak dapat dihitung.",
    )


def _tercapai(b: QualityInput) -> Putusan:
    target = b.annual.single_number if b.annual else propose_annual_target(b.triwulan, b.agregasi).number
    if target is None:
        return Quality.MISSING, "Belum ada target setahun berupa angka untuk ditimbang."
    if b.previous is None:
        return Quality.LOOK, "Belum ada realisasi tahun lalu sebagai pembanding."
    banding = f"Target {display(target)}, realisasi tahun lalu {display(b.previous)}"
    maju = {Polaritas.MAKSIMAL: target - b.previous, Polaritas.MINIMAL: b.previous - target}.get(
        Polaritas(b.polaritas), Decimal(0)
    )
    if maju < 0:
        return Quality.LOOK, f"{banding}: targetnya di bawah yang sudah dicapai."
    if b.previous and maju > abs(b.previous):
        return Quality.LOOK, f"{banding}: lompatannya lebih dari dua kali. Pastikan dapat dicapai."
    return Quality.YES, f"{banding}."


def _relevan(b: QualityInput) -> Putusan:
    if not b.places:
        return Quality.MISSING, "Belum mengukur sasaran mana pun."
    return Quality.YES, f"Mengukur sasaran “{b.places[0].sasaran}”."


def _waktu(b: QualityInput) -> Putusan:
    if not b.agregasi:
        return Quality.MISSING, "Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai."
    if beda := check_annual(b.triwulan, b.agregasi, b.annual):
        return Quality.LOOK, " ".join(beda)
    return Quality.YES, f"Diukur {b.frequency[:1].lower()}{b.frequency[1:]}."


# ── what the sheet says ──
def _tertulis(isi: str, nama: str) -> Putusan:
    return (Quality.YES, "Tertulis.") if isi.strip() else (Quality.MISSING, f"{nama} belum ditulis.")


def _formula(b: QualityInput) -> Putusan:
    if b.has_rumus:
        return Quality.YES, "Nilainya dihitung dari data."
    if b.satuan == "%" or BERPERSEN.match(b.text.strip()):
        return (
            Quality.LOOK,
            "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.",
        )
    return Quality.YES, "Nilainya dihitung atau dicatat langsung, tanpa formula."


def _sumber(b: QualityInput) -> Putusan:
    if b.data_source.strip():
        return Quality.YES, "Tertulis."
    if b.has_rumus and not b.variabel_without_source:
        return Quality.YES, "Tertulis pada tiap datanya."
    if b.variabel_without_source:
        return Quality.MISSING, f"Belum bersumber: {', '.join(b.variabel_without_source)}."
    return Quality.MISSING, "Sumber data belum ditulis."


def _satuan(b: QualityInput) -> Putusan:
    if not b.satuan.strip():
        return Quality.MISSING, "Satuan belum ditulis."
    if "satuan" in b.proposals:
        return Quality.LOOK, f"{b.satuan}, masih usulan."
    return Quality.YES, f"{b.satuan}."


def _target(b: QualityInput) -> Putusan:
    if not _semua_target(b):
        return Quality.MISSING, "Target belum ditetapkan."
    if kalimat := zero_target(b.polaritas, b.annual, b.triwulan):
        return Quality.LOOK, kalimat
    if kalimat := text_target(b.annual, b.triwulan):
        return Quality.LOOK, kalimat
    if b.annual is None or not b.annual.filled:
        return Quality.YES, "Bertarget tiap triwulan."
    return Quality.YES, f"Target tahunan {b.annual.text}."


def _jawab(b: QualityInput) -> Putusan:
    if not b.penanggung_jawab:
        return Quality.MISSING, "Belum ada jabatan penanggung jawab."
    return Quality.YES, f"{b.penanggung_jawab} jabatan."


def _turunan(b: QualityInput) -> Putusan:
    bertingkat = [t for t in b.places if t.deepest]
    if not bertingkat:
        return Quality.LOOK, "Belum ada pada Rencana Aksi, jadi belum dijabarkan ke program dan kegiatan."
    tempat = max(bertingkat, key=lambda t: t.descendants)
    if tempat.jenjang > STRATEGIS and not tempat.parent_measured:
        return Quality.LOOK, "Sasaran di atasnya belum mempunyai indikator."
    if tempat.jenjang < tempat.deepest and not tempat.descendants:
        return Quality.LOOK, "Sasarannya belum dijabarkan ke jenjang di bawahnya."
    if tempat.descendants:
        return Quality.YES, f"Dijabarkan ke {tempat.descendants} indikator di bawahnya."
    return Quality.YES, "Menjabarkan sasaran di atasnya."
