"""The quality checklist of one indicator: SMART and what a kamus sheet must say (domain guide §5, PermenPAN-RB
88/2021: "indikator SMART; definisi operasional dan cara mengukur jelas"). Words to weigh, never a bar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bakesbang.calculation.agregasi import Sel, periksa_tahunan, usul_target_tahunan
from bakesbang.calculation.policy import Polaritas
from bakesbang.calculation.triwulan import sebut
from bakesbang.calculation.values.value import Keadaan, Nilai, tampilkan

# Words that only say that something is counted: "Jumlah database ormas" repeats "Database ormas".
UKURAN = re.compile(r"^(persentase|jumlah|tingkat|angka|rasio|indeks|nilai|cakupan)\s+", re.IGNORECASE)
# "Meningkatnya …", "Terwujudnya …", "Berkurangnya …": the voice of a sasaran.
BUNYI_SASARAN = re.compile(r"^(me|ter|ber)\w+nya\b", re.IGNORECASE)
BERPERSEN = re.compile(r"^(persentase|rasio|indeks)\b", re.IGNORECASE)
STRATEGIS = 1


class Mutu(StrEnum):
    """What a point of the list says."""

    YA = "ya"
    LIHAT = "lihat"
    BELUM = "belum"


@dataclass(frozen=True)
class ButirMutu:
    """One point: its kode, its name, the judgement, and why in a sentence."""

    kode: str
    judul: str
    mutu: Mutu
    kalimat: str


@dataclass(frozen=True)
class TempatMutu:
    """A sasaran that the indicator measures. ``jenjang`` 1 is strategis; ``terdalam`` the deepest level of that
    document (0: the document has no levels); ``induk_terukur`` whether the sasaran above has an indicator;
    ``turunan`` how many indicators stand under the sasaran."""

    sasaran: str
    jenjang: int = STRATEGIS
    terdalam: int = 0
    induk_terukur: bool = True
    turunan: int = 0


@dataclass(frozen=True)
class BahanMutu:
    """What is laid down about an indicator, as far as the list weighs it. ``lalu`` is last year's result."""

    uraian: str
    definisi: str = ""
    satuan: str = ""
    polaritas: str = Polaritas.MAKSIMAL
    agregasi: str = ""
    frekuensi: str = ""
    berumus: bool = False
    variabel_tanpa_sumber: tuple[str, ...] = ()
    sumber_data: str = ""
    tahunan: Nilai | None = None
    triwulan: tuple[Sel, ...] = ()
    penanggung_jawab: int = 0
    tempat: tuple[TempatMutu, ...] = ()
    lalu: Decimal | None = None
    usulan: frozenset[str] = frozenset()


def periksa_mutu(b: BahanMutu) -> tuple[ButirMutu, ...]:
    """The twelve points in the order of the list; the same points for every indicator."""
    butir = (
        ("spesifik", "Spesifik", _spesifik(b)),
        ("terukur", "Terukur", _terukur(b)),
        ("tercapai", "Dapat dicapai", _tercapai(b)),
        ("relevan", "Relevan", _relevan(b)),
        ("waktu", "Berbatas waktu", _waktu(b)),
        ("definisi", "Definisi operasional", _tertulis(b.definisi, "Definisi operasional")),
        ("formula", "Formula", _formula(b)),
        ("sumber", "Sumber data", _sumber(b)),
        ("satuan", "Satuan", _satuan(b)),
        ("target", "Target", _target(b)),
        ("jawab", "Penanggung jawab", _jawab(b)),
        ("turunan", "Penjabaran", _turunan(b)),
    )
    return tuple(ButirMutu(kode, judul, mutu, kalimat) for kode, judul, (mutu, kalimat) in butir)


Putusan = tuple[Mutu, str]


def mengulang(uraian: str, sasaran: Iterable[str]) -> bool:
    """Whether the indicator says nothing that one of its sasaran does not say."""
    return _inti(uraian) in {_inti(s) for s in sasaran}


def _inti(teks: str) -> str:
    return re.sub(r"\W+", " ", UKURAN.sub("", teks.strip()).casefold()).strip()


def target_nol(polaritas: str, tahunan: Nilai | None, triwulan: Sequence[Sel]) -> str:
    """A target of zero where higher is better can never be judged; the sentence, or ""."""
    if polaritas != Polaritas.MAKSIMAL:
        return ""
    sel = [(sebut(s.triwulan), s.target) for s in triwulan if s.dihitung]
    semua = [("tahun", tahunan), *sel] if tahunan else sel
    nol = [nama for nama, n in semua if n.keadaan == Keadaan.ANGKA and n.angka == 0]
    return f"Target {deret(nol)} 0 padahal makin tinggi makin baik." if nol else ""


def target_teks(tahunan: Nilai | None, triwulan: Sequence[Sel]) -> str:
    """A target that is neither a number nor a grade can never be judged, and a typing error shows only when the
    quarter comes and the document no longer changes; the sentence, or ""."""
    semua = [("tahun", tahunan), *((sebut(s.triwulan), s.target) for s in triwulan)]
    teks = [f"{nama} (“{_ringkas(n.teks)}”)" for nama, n in semua if n and n.keadaan == Keadaan.TEKS]
    return f"Target {deret(teks)} tidak terbaca sebagai angka, jadi tidak dapat dinilai." if teks else ""


def _ringkas(teks: str, panjang: int = 40) -> str:
    return teks if len(teks) <= panjang else f"{teks[: panjang - 1]}…"


def deret(nama: Sequence[str]) -> str:
    """ "TW I, TW II dan TW IV"."""
    return nama[0] if len(nama) == 1 else f"{', '.join(nama[:-1])} dan {nama[-1]}"


def _semua_target(b: BahanMutu) -> list[Nilai]:
    return [n for n in (b.tahunan, *(s.target for s in b.triwulan)) if n is not None and n.terisi]


# ── SMART ──
def _spesifik(b: BahanMutu) -> Putusan:
    if mengulang(b.uraian, [t.sasaran for t in b.tempat]):
        return Mutu.BELUM, "Indikator hanya mengulang sasarannya. Sebut apa yang diukur."
    if BUNYI_SASARAN.match(b.uraian.strip()):
        return (
            Mutu.LIHAT,
            "Bunyinya seperti sasaran. Mulai dengan ukurannya, misalnya Jumlah, Persentase, atau Indeks.",
        )
    return Mutu.YA, "Menyebut apa yang diukur."


def _terukur(b: BahanMutu) -> Putusan:
    if ragu := [n.teks for n in _semua_target(b) if n.ragu]:
        return Mutu.LIHAT, f"Target “{ragu[0]}” dapat dibaca dua cara. Jawab dahulu maksudnya."
    if b.berumus:
        return Mutu.YA, "Dihitung dengan formula."
    if any(n.bilangan is not None or n.angka_atas is not None for n in _semua_target(b)):
        return Mutu.YA, "Targetnya berupa angka."
    if any(n.keadaan == Keadaan.PREDIKAT for n in _semua_target(b)):
        return Mutu.YA, "Targetnya berupa predikat."
    return Mutu.BELUM, "Belum ada formula atau target berupa angka, jadi capaiannya tidak dapat dihitung."


def _tercapai(b: BahanMutu) -> Putusan:
    target = b.tahunan.bilangan if b.tahunan else usul_target_tahunan(b.triwulan, b.agregasi).angka
    if target is None:
        return Mutu.BELUM, "Belum ada target setahun berupa angka untuk ditimbang."
    if b.lalu is None:
        return Mutu.LIHAT, "Belum ada realisasi tahun lalu sebagai pembanding."
    banding = f"Target {tampilkan(target)}, realisasi tahun lalu {tampilkan(b.lalu)}"
    maju = {Polaritas.MAKSIMAL: target - b.lalu, Polaritas.MINIMAL: b.lalu - target}.get(
        Polaritas(b.polaritas), Decimal(0)
    )
    if maju < 0:
        return Mutu.LIHAT, f"{banding}: targetnya di bawah yang sudah dicapai."
    if b.lalu and maju > abs(b.lalu):
        return Mutu.LIHAT, f"{banding}: lompatannya lebih dari dua kali. Pastikan dapat dicapai."
    return Mutu.YA, f"{banding}."


def _relevan(b: BahanMutu) -> Putusan:
    if not b.tempat:
        return Mutu.BELUM, "Belum mengukur sasaran mana pun."
    return Mutu.YA, f"Mengukur sasaran “{b.tempat[0].sasaran}”."


def _waktu(b: BahanMutu) -> Putusan:
    if not b.agregasi:
        return Mutu.BELUM, "Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai."
    if beda := periksa_tahunan(b.triwulan, b.agregasi, b.tahunan):
        return Mutu.LIHAT, " ".join(beda)
    return Mutu.YA, f"Diukur {b.frekuensi[:1].lower()}{b.frekuensi[1:]}."


# ── what the sheet says ──
def _tertulis(isi: str, nama: str) -> Putusan:
    return (Mutu.YA, "Tertulis.") if isi.strip() else (Mutu.BELUM, f"{nama} belum ditulis.")


def _formula(b: BahanMutu) -> Putusan:
    if b.berumus:
        return Mutu.YA, "Nilainya dihitung dari data."
    if b.satuan == "%" or BERPERSEN.match(b.uraian.strip()):
        return (
            Mutu.LIHAT,
            "Nilainya perbandingan tetapi diketik langsung. Tulis formulanya supaya hitungannya dapat diperiksa.",
        )
    return Mutu.YA, "Nilainya dihitung atau dicatat langsung, tanpa formula."


def _sumber(b: BahanMutu) -> Putusan:
    if b.sumber_data.strip():
        return Mutu.YA, "Tertulis."
    if b.berumus and not b.variabel_tanpa_sumber:
        return Mutu.YA, "Tertulis pada tiap datanya."
    if b.variabel_tanpa_sumber:
        return Mutu.BELUM, f"Belum bersumber: {', '.join(b.variabel_tanpa_sumber)}."
    return Mutu.BELUM, "Sumber data belum ditulis."


def _satuan(b: BahanMutu) -> Putusan:
    if not b.satuan.strip():
        return Mutu.BELUM, "Satuan belum ditulis."
    if "satuan" in b.usulan:
        return Mutu.LIHAT, f"{b.satuan}, masih usulan."
    return Mutu.YA, f"{b.satuan}."


def _target(b: BahanMutu) -> Putusan:
    if not _semua_target(b):
        return Mutu.BELUM, "Target belum ditetapkan."
    if kalimat := target_nol(b.polaritas, b.tahunan, b.triwulan):
        return Mutu.LIHAT, kalimat
    if kalimat := target_teks(b.tahunan, b.triwulan):
        return Mutu.LIHAT, kalimat
    if b.tahunan is None or not b.tahunan.terisi:
        return Mutu.YA, "Bertarget tiap triwulan."
    return Mutu.YA, f"Target tahunan {b.tahunan.teks}."


def _jawab(b: BahanMutu) -> Putusan:
    if not b.penanggung_jawab:
        return Mutu.BELUM, "Belum ada jabatan penanggung jawab."
    return Mutu.YA, f"{b.penanggung_jawab} jabatan."


def _turunan(b: BahanMutu) -> Putusan:
    bertingkat = [t for t in b.tempat if t.terdalam]
    if not bertingkat:
        return Mutu.LIHAT, "Belum ada pada Rencana Aksi, jadi belum dijabarkan ke program dan kegiatan."
    tempat = max(bertingkat, key=lambda t: t.turunan)
    if tempat.jenjang > STRATEGIS and not tempat.induk_terukur:
        return Mutu.LIHAT, "Sasaran di atasnya belum mempunyai indikator."
    if tempat.jenjang < tempat.terdalam and not tempat.turunan:
        return Mutu.LIHAT, "Sasarannya belum dijabarkan ke jenjang di bawahnya."
    if tempat.turunan:
        return Mutu.YA, f"Dijabarkan ke {tempat.turunan} indikator di bawahnya."
    return Mutu.YA, "Menjabarkan sasaran di atasnya."
