"""Capaian: realization against target in percent, with its rule, working, bound, or the reason why there is none.

Decisions where the rules leave a choice (domain guide §7):

* A target "<22" or "≤5 menit" is judged by its number.
* Grades and texts: equal 100, else 0; by scores when the policy gives both; numbers decide when both have one.
* "%" against another unit is not judged; other units may differ, because people write them freely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bakesbang.calculation.agregasi import (
    Agregasi,
    SelMasukan,
    gabung,
    gabung_target,
    jumlahkan,
    susun_sel,
    target_terakhir,
    terakhir_terisi,
)
from bakesbang.calculation.capaian_formulas import LUAS, SERATUS, Mentah, hitung_angka, hitung_rentang
from bakesbang.calculation.policy import (
    BAKU,
    Aturan,
    NolMinimal,
    Polaritas,
    RumusMinimal,
)
from bakesbang.calculation.result import Alasan, Hasil
from bakesbang.calculation.values.numbers import bagi, terbilang
from bakesbang.calculation.values.value import (
    Keadaan,
    Masukan,
    Nilai,
    Ragu,
    jadikan_nilai,
    tampilkan,
    tampilkan_persen,
)
from bakesbang.calculation.values.words import lipat

__all__ = [
    "BAKU",
    "Aturan",
    "Capaian",
    "NolMinimal",
    "Polaritas",
    "RataRata",
    "RumusMinimal",
    "capaian_sampai",
    "hitung_capaian",
    "rata_rata",
]


@dataclass(frozen=True, slots=True)
class Capaian:
    """persen (within 0 and batas) and persen_mentah, or alasan; aturan names the rule, kerja shows the working.

    persen is None exactly when there is a reason. batas is the upper bound of the policy, None for none.
    """

    persen: Decimal | None
    persen_mentah: Decimal | None
    alasan: Alasan | None
    aturan: str
    kerja: str
    batas: Decimal | None

    def __post_init__(self) -> None:
        if (self.persen is None) == (self.alasan is None) or (self.persen is None) != (
            self.persen_mentah is None
        ):
            raise ValueError("Capaian holds either a percentage, raw and bounded, or a reason.")

    @property
    def dinilai(self) -> bool:
        """Whether it counts in an average."""
        return self.persen is not None

    @property
    def dibatasi(self) -> bool:
        """Whether the raw percentage lay outside the bounds."""
        return self.persen != self.persen_mentah

    def __str__(self) -> str:
        return str(self.alasan) if self.alasan else tampilkan_persen(self.persen)


def hitung_capaian(
    target: Masukan | Hasil, realisasi: Masukan | Hasil, *, polaritas: str, aturan: Aturan = BAKU
) -> Capaian:
    """Realization against target. Texts are read with baca_nilai; a Hasil passes its reason on.

    Never divides by zero and never judges what is missing: see alasan. Raises ValueError for an unknown polaritas.
    """
    arah = Polaritas(polaritas)
    t, r = _masukan(target), _masukan(realisasi)
    if isinstance(t, Alasan):
        return Capaian(None, None, t, "", "", aturan.batas)
    if isinstance(r, Alasan):
        return Capaian(None, None, _alasan_target(t) or r, "", "", aturan.batas)
    alasan = _alasan_target(t) or _alasan_realisasi(r)
    mentah = Mentah(None, "", alasan=alasan) if alasan else _nilai(t, r, arah, aturan)
    if mentah.persen is None:
        return Capaian(None, None, mentah.alasan, mentah.aturan, mentah.kerja, aturan.batas)
    persen = aturan.batasi(mentah.persen)
    kerja = mentah.kerja
    if persen != mentah.persen:
        kerja += f", dibatasi menjadi {tampilkan_persen(persen)}"
    return Capaian(persen, mentah.persen, None, mentah.aturan, kerja + _catatan_baca(t, r), aturan.batas)


def _masukan(masukan: Masukan | Hasil) -> Nilai | Alasan:
    if isinstance(masukan, Hasil):
        return masukan.alasan or jadikan_nilai(masukan.angka)
    return jadikan_nilai(masukan)


def _alasan_target(target: Nilai) -> Alasan | None:
    if target.keadaan == Keadaan.STRIP:
        return Alasan.tidak_direncanakan()
    if target.keadaan == Keadaan.KOSONG:
        return Alasan.tidak_dinilai("target belum ditetapkan")
    if target.keadaan == Keadaan.TIDAK_BERLAKU:
        return Alasan.tidak_dinilai("target tidak berlaku (N/A)")
    return None


def _alasan_realisasi(realisasi: Nilai) -> Alasan | None:
    if realisasi.keadaan == Keadaan.KOSONG:
        return Alasan.belum_diisi()
    if realisasi.keadaan == Keadaan.STRIP:
        return Alasan.tidak_dinilai("realisasi ditulis “-”")
    if realisasi.keadaan == Keadaan.TIDAK_BERLAKU:
        return Alasan.tidak_dinilai("realisasi tidak berlaku (N/A)")
    if realisasi.keadaan == Keadaan.RENTANG:
        return Alasan.tidak_dinilai("realisasi berupa rentang, bukan satu angka")
    return None


def _nilai(target: Nilai, realisasi: Nilai, polaritas: Polaritas, aturan: Aturan) -> Mentah:
    """Numbers when both have one, else words; a grade is not compared with a bare number."""
    if realisasi.angka is not None and target.angka is not None:
        if _satuan_bentrok(target, realisasi):
            sebab = f"satuan target ({target.satuan}) dan realisasi ({realisasi.satuan}) berbeda"
            return Mentah(None, "", alasan=Alasan.tidak_dinilai(sebab))
        if target.angka_atas is not None:
            return hitung_rentang(target.angka, target.angka_atas, realisasi.angka, polaritas)
        return hitung_angka(target.angka, realisasi.angka, polaritas, aturan)
    if _sebutan(target) and _sebutan(realisasi):
        return _kata(target, _sebutan(target), _sebutan(realisasi), polaritas, aturan)
    apa = {True: "angka", False: "predikat atau teks"}
    sebab = (
        f"target berupa {apa[target.angka is not None]}, realisasi berupa {apa[realisasi.angka is not None]}"
    )
    return Mentah(None, "", alasan=Alasan.tidak_dinilai(sebab))


def _satuan_bentrok(target: Nilai, realisasi: Nilai) -> bool:
    satuan = {target.satuan, realisasi.satuan} - {""}
    return len(satuan) == 2 and "%" in satuan


def _sebutan(nilai: Nilai) -> str:
    """The words to compare by: a grade, or a text as typed."""
    return nilai.teks.strip() if nilai.keadaan == Keadaan.TEKS else nilai.predikat


def _kata(target: Nilai, kata_target: str, kata: str, polaritas: Polaritas, aturan: Aturan) -> Mentah:
    skor_target, skor = aturan.skor(kata_target), aturan.skor(kata)
    if skor_target is not None and skor is not None:
        mentah = hitung_angka(skor_target, skor, polaritas, aturan)
        kerja = (
            f"skor {kata_target} = {tampilkan(skor_target)}, skor {kata} = {tampilkan(skor)}; {mentah.kerja}"
        )
        return Mentah(mentah.persen, f"Skor predikat. {mentah.aturan}", kerja, mentah.alasan)
    nama = "Predikat atau teks: sama = 100%, tidak sama = 0%"
    if lipat(kata) == lipat(kata_target):
        return Mentah(SERATUS, nama, f"“{kata}” sama dengan “{kata_target}”: 100%")
    if target.pembanding:
        sebab = f"skor predikat untuk target {tampilkan(target)} belum ditetapkan"
        return Mentah(None, nama, alasan=Alasan.tidak_dinilai(sebab))
    return Mentah(Decimal(0), nama, f"“{kata}” tidak sama dengan “{kata_target}”: 0%")


def _catatan_baca(*nilai: Nilai) -> str:
    """Say how an unanswered "1.000" was read."""
    return "".join(
        f"; “{n.teks.strip()}” dibaca {terbilang(n.angka)}"
        for n in nilai
        if n.ragu == Ragu.RIBUAN and n.angka is not None
    )


_JENIS_TERAKHIR = (Agregasi.KUMULATIF, Agregasi.POSISI_AKHIR, Agregasi.BERULANG)


def capaian_sampai(
    sel: Iterable[SelMasukan],
    jenis: str | None,
    sampai: int,
    *,
    polaritas: str,
    aturan: Aturan = BAKU,
    target: Masukan | Hasil = None,
) -> Capaian:
    """Capaian of the year up to TW `sampai`, against the target up to then or, when given, the annual target.

    Kinds that take the last value also judge grades and ranges. Raises ValueError for an unknown kind.
    """
    susunan = susun_sel(sel)
    acuan: Masukan | Hasil = gabung_target(susunan, jenis, sampai) if target is None else target
    capai: Masukan | Hasil = gabung(susunan, jenis, sampai)
    if jenis in _JENIS_TERAKHIR:
        rencana, isi = target_terakhir(susunan, sampai), terakhir_terisi(susunan, sampai)
        acuan = rencana.target if rencana and target is None else acuan
        capai = isi.nilai if isi else capai
    return hitung_capaian(acuan, capai, polaritas=polaritas, aturan=aturan)


@dataclass(frozen=True, slots=True)
class RataRata:
    """Mean of the judged rows with how many were judged; hasil holds a reason when none was."""

    hasil: Hasil
    dinilai: int
    jumlah: int

    @property
    def keterangan(self) -> str:
        """ "3 dari 5 dinilai"."""
        return f"{self.dinilai} dari {self.jumlah} dinilai"

    def __str__(self) -> str:
        nilai = tampilkan_persen(self.hasil.angka) if self.hasil.alasan is None else str(self.hasil.alasan)
        return f"{nilai} ({self.keterangan})"


def rata_rata(
    capaian: Iterable[Capaian | Decimal | None], bobot: Sequence[Decimal | int] | None = None
) -> RataRata:
    """Mean of the bounded percentages, 0 included, rows that are not judged left out (domain guide §9).

    bobot weighs the rows in the same order; its length must match. Raises ValueError when it does not, or when a
    weight is negative.
    """
    persen = [c.persen if isinstance(c, Capaian) else c for c in capaian]
    berat = [Decimal(b) for b in bobot] if bobot is not None else [Decimal(1)] * len(persen)
    if any(b < 0 for b in berat):
        raise ValueError("A weight is never negative.")
    dinilai = [(p, b) for p, b in zip(persen, berat, strict=True) if p is not None]
    pembagi = jumlahkan(b for _, b in dinilai)
    if not pembagi:
        alasan = Alasan.tidak_dinilai("belum ada indikator yang dapat dinilai")
        return RataRata(Hasil(None, alasan), len(dinilai), len(persen))
    jumlah = jumlahkan(LUAS.multiply(p, b) for p, b in dinilai)
    rerata = bagi(jumlah, pembagi)
    kerja = f"{tampilkan(jumlah)} ÷ {tampilkan(pembagi)} = {tampilkan(rerata)}"
    return RataRata(Hasil(rerata, kerja=kerja), len(dinilai), len(persen))
