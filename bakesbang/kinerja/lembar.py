"""The sheet of one measured indicator in words: formula, inputs, working, and result of each quarter.

Pages and paper draw this object, so that they cannot say different things. It adds no number of its own:
every figure comes from ``pengukuran``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bakesbang.calculation.formula import Rumus
from bakesbang.calculation.result import Reason, ReasonCode, Result
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, display, display_percent
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Realisasi
from bakesbang.kinerja.pengukuran import Masukan, Pengukur, UkuranIndikator, UkuranTriwulan
from bakesbang.kinerja.pilihan import Agregasi, AgregasiVariabel, StatusRealisasi

BELUM_DIISI = "Belum diisi"
KATA_ALASAN: Mapping[ReasonCode, str] = {
    ReasonCode.INCOMPLETE: "Belum lengkap",
    ReasonCode.NOT_FILLED: BELUM_DIISI,
    ReasonCode.NIHIL: "Nihil",
    ReasonCode.NOT_JUDGED: "Tidak dinilai",
    ReasonCode.NOT_COMPUTABLE: "Tidak terhitung",
    ReasonCode.NOT_PLANNED: "Tidak direncanakan",
}


def berpersen(ketetapan: KetetapanIndikator, rumus: Rumus | None) -> bool:
    """Whether results are said in percent: by the formula's own ``× 100%``, or by the unit."""
    return bool(rumus and rumus.in_percent) or ketetapan.satuan == "%"


def tulis_hasil(hasil: Result, ketetapan: KetetapanIndikator, *, persen: bool) -> str:
    """ "81,82%", "4,02 indeks", or the phrase that stands where there is no number ("Belum lengkap")."""
    if hasil.reason is not None:
        return KATA_ALASAN[hasil.reason.code]
    return tulis_angka(hasil.number, ketetapan, persen=persen)


def tulis_angka(angka: Decimal | None, ketetapan: KetetapanIndikator, *, persen: bool) -> str:
    if persen:
        return display_percent(angka, ketetapan.desimal)
    return f"{display(angka, ketetapan.desimal)} {ketetapan.satuan}".rstrip()


def sebut_realisasi(t: UkuranTriwulan) -> str:
    """The realization of a quarter in words, with the quarter's own unit: "18 kegiatan", "81,82%", "-", or why
    there is no number; "" when nothing was typed."""
    if t.rumus is not None:
        return tulis_hasil(t.hasil, t.ketetapan, persen=berpersen(t.ketetapan, t.rumus))
    teks = display(t.nilai, t.ketetapan.desimal)
    satuan = (t.target.satuan if t.target is not None else "") or t.ketetapan.satuan
    if t.nilai.single_number is None or t.nilai.satuan or not satuan:
        return teks
    return f"{teks}%" if satuan == "%" else f"{teks} {satuan}"


@dataclass(frozen=True)
class KolomMasukan:
    """An input as a column: ``judul`` is short enough for a table, ``label`` says it in full."""

    judul: str
    label: str
    satuan: str


@dataclass(frozen=True)
class BarisLembar:
    """One quarter of the table under a trend. ``gabungan`` ("9/11") is empty unless the formula is a plain
    part of a whole; ``belum_disetujui`` marks a quarter whose values nobody approved yet."""

    triwulan: int
    masukan: tuple[Nilai, ...]
    gabungan: str
    hasil: str
    persen: bool
    ada: bool
    alasan: str
    status: str
    belum_disetujui: bool


@dataclass
class Lembar:
    """One measured indicator, ready to be drawn."""

    ketetapan: KetetapanIndikator
    ukuran: UkuranIndikator
    rumus: Rumus | None
    persen: bool

    @classmethod
    def buat(cls, ukuran: UkuranIndikator, ketetapan: KetetapanIndikator | None = None) -> Lembar:
        """The sheet with the formula in force in the last filled quarter, or the one asked for."""
        ketetapan = ketetapan or ukuran.terakhir.ketetapan
        rumus = ketetapan.baca_rumus()
        return cls(ketetapan, ukuran, rumus, berpersen(ketetapan, rumus))

    @cached_property
    def baris(self) -> list[BarisLembar]:
        """The quarters; measured only where they are shown."""
        return [self._baris(t) for t in self.ukuran.triwulan]

    def _baris(self, t: UkuranTriwulan) -> BarisLembar:
        alasan = t.sampai.reason
        if (
            alasan is not None
            and alasan.code == ReasonCode.INCOMPLETE
            and not self._terisi_sampai(t.triwulan)
        ):
            alasan = Reason.not_filled()
        persen = berpersen(t.ketetapan, t.rumus)
        return BarisLembar(
            triwulan=t.triwulan,
            masukan=tuple(m.ditulis for m in t.masukan) if t.rumus else (t.nilai,),
            gabungan=gabungan(t),
            hasil=tulis_hasil(
                t.sampai if alasan is None else Result(None, alasan), t.ketetapan, persen=persen
            ),
            persen=persen,
            ada=alasan is None,
            alasan=alasan.message if alasan else "",
            status=t.status,
            belum_disetujui=belum_disetujui(t.realisasi),
        )

    def _terisi_sampai(self, sampai: int) -> bool:
        """Whether anything at all was entered, here or where an input comes from: nothing is not half."""
        return any(
            (t.realisasi is not None and t.realisasi.terisi) or any(m.hasil.reason is None for m in t.masukan)
            for t in self.ukuran.triwulan[:sampai]
        )

    @property
    def ada_isian(self) -> bool:
        return self._terisi_sampai(4)

    # ── the formula ──
    @property
    def rumus_html(self) -> str:
        """The stacked fraction with the names that people read; empty when the value is typed."""
        return self.rumus.html(self.ketetapan.label_variabel()) if self.rumus else ""

    @property
    def rumus_teks(self) -> str:
        """The formula on one line, names in brackets."""
        return self.rumus.with_labels(self.ketetapan.label_variabel()) if self.rumus else ""

    @cached_property
    def kerja_html(self) -> str:
        """The same fraction with the numbers of the last filled quarter and their result."""
        t = self.terakhir
        if t.rumus is None or t.sampai.reason is not None:
            return ""
        return t.rumus.html_numbers(
            {m.kunci: m.hasil.number for m in t.masukan}, nihil_policy=t.ketetapan.kebijakan_nihil
        )

    # ── the last filled quarter ──
    @property
    def terakhir(self) -> UkuranTriwulan:
        return self.ukuran.terakhir

    def menyusul(self, t: UkuranTriwulan) -> bool:
        """Whether this quarter is still to come: its number is only the last one, carried on."""
        return t.triwulan > self.terakhir.triwulan and t.sampai.reason is None

    @property
    def hasil(self) -> BarisLembar:
        return self.baris[self.terakhir.triwulan - 1]

    @property
    def kerja(self) -> str:
        """ "9 ÷ 11 × 100% = 81,82%"; empty where there is no number."""
        return self.terakhir.sampai.working

    @property
    def capaian(self) -> str:
        """The year's capaian, or that and why there is none."""
        c = self.terakhir.capaian_tahun
        return (
            f"capaian {display_percent(c.percent)}" if c.reason is None else f"capaian {c.reason.in_sentence}"
        )

    # ── the table and the line ──
    @property
    def kolom(self) -> list[KolomMasukan]:
        if not self.rumus:
            return [KolomMasukan("Isian", "Isian triwulan", self.ketetapan.satuan)]
        return [KolomMasukan(_judul(m), m.label, m.satuan) for m in self.terakhir.masukan]

    @cached_property
    def judul_gabungan(self) -> str:
        """Heading of the parts behind each result; empty when the formula is not a part of a whole."""
        if not any(b.gabungan for b in self.baris):
            return ""
        cara = {m.agregasi for m in self.terakhir.masukan}
        if cara == {AgregasiVariabel.JUMLAH}:
            return "Jumlah s.d. TW"
        return "Keadaan terakhir" if cara == {AgregasiVariabel.TERAKHIR} else "Data s.d. TW"

    @cached_property
    def titik(self) -> list[tuple[str, Decimal | None, str]]:
        """Points of the trend: the year up to each quarter that was filled; later ones only keep their place."""
        return [
            (label_of(t.triwulan), None, "")
            if t.triwulan > self.terakhir.triwulan
            else (label_of(t.triwulan), t.sampai.number, b.hasil)
            for t, b in zip(self.ukuran.triwulan, self.baris, strict=True)
        ]

    @property
    def ada_angka(self) -> bool:
        return any(angka is not None for _, angka, _ in self.titik)

    @cached_property
    def target(self) -> Nilai | None:
        tahunan = self.ketetapan.target_tahun()
        return tahunan.nilai if tahunan is not None and tahunan.nilai.filled else None

    @property
    def target_tren(self) -> Decimal | None:
        """The annual target as a line across the trend, when it is one number."""
        return self.target.single_number if self.target else None

    # ── sentences ──
    @property
    def cara(self) -> str:
        """How the quarters make the year, in one sentence (domain guide §8, §10)."""
        if not self.rumus:
            return Agregasi(self.ketetapan.agregasi).label if self.ketetapan.agregasi else "belum ditetapkan"
        jumlah = [
            m.label for m in self.terakhir.masukan if m.agregasi == AgregasiVariabel.JUMLAH and not m.asal
        ]
        akhir = [
            m.label for m in self.terakhir.masukan if m.agregasi == AgregasiVariabel.TERAKHIR and not m.asal
        ]
        kalimat = []
        if jumlah:
            kalimat.append(f"{_dan(jumlah)} dijumlahkan sejak TW I")
        if akhir:
            kalimat.append(f"{_dan(akhir)} adalah keadaan terakhir, tidak dijumlahkan")
        kalimat += [f"{m.label}: {_kecil(m.asal)}" for m in self.terakhir.masukan if m.asal]
        return "; ".join(kalimat)

    @cached_property
    def nihil(self) -> str:
        """Which quarters had nothing to measure, and what follows (domain guide §10)."""
        tw = [
            label_of(t.triwulan) for t in self.ukuran.triwulan
            if t.sampai.reason is not None and t.sampai.reason.code == ReasonCode.NIHIL
        ]  # fmt: skip
        if not tw:
            return ""
        return f"Nihil sampai {_dan(tw)} (0/0), jadi tidak dinilai dan tidak dihitung 0% atau 100%."

    @property
    def ada_belum_disetujui(self) -> bool:
        return any(b.belum_disetujui for b in self.baris)


def excel_hasil(t: UkuranTriwulan, sel: Mapping[str, str]) -> str:
    """The formula of a quarter as a live Excel formula, without "=". ``sel`` gives each input an expression of
    the workbook ("{nilai1}", "({#a}+{#b})"); ``Rumus.excel`` wants addresses, so it first gets some that no
    sheet uses. Empty when the value is typed or has no number."""
    if t.rumus is None or t.sampai.number is None:
        return ""
    sementara = {kunci: f"XFD{n}" for n, kunci in enumerate(sel, start=1)}
    isi = dict(zip(sementara.values(), sel.values(), strict=True))
    rumus = t.rumus.excel(sementara, nihil_policy=t.ketetapan.kebijakan_nihil)
    return re.sub(r"XFD\d+", lambda cocok: isi[cocok[0]], rumus.removeprefix("="))


def belum_disetujui(realisasi: Realisasi | None) -> bool:
    return realisasi is not None and realisasi.terisi and realisasi.status != StatusRealisasi.DISETUJUI


def gabungan(t: UkuranTriwulan) -> str:
    """ "9/11" when the formula is a plain part of a whole whose parts are known (domain guide §10)."""
    bagian = t.rumus.share if t.rumus else None
    angka = {m.kunci: m.hasil.number for m in t.masukan}
    if bagian is None or any(angka[kunci] is None for sisi in bagian for kunci in sisi):
        return ""
    return "/".join(display(sum((angka[k] or Decimal(0) for k in sisi), Decimal(0))) for sisi in bagian)


def _judul(m: Masukan) -> str:
    """The code as words: short enough for a narrow column."""
    judul = m.kunci.code.replace("_", " ").capitalize()
    return f"{judul} tahun lalu" if m.kunci.last_year else judul


def _dan(kata: list[str]) -> str:
    return kata[0] if len(kata) == 1 else f"{', '.join(kata[:-1])} dan {kata[-1]}"


def kalimat_lalu(pengukur: Pengukur, indikator: Indikator) -> str:
    """ "2023: target 20%, realisasi 18%" of the year measured; a missing result is said in words."""
    target = pengukur.ketetapan(indikator, 4).target_tahun()
    hasil = pengukur.hasil_sampai(indikator, 4)
    angka = hasil.reason.in_sentence if hasil.reason else display(hasil.number)
    awal = f"target {target.teks}" if target and target.teks else "tanpa target"
    return f"{pengukur.tahun}: {awal}, realisasi {angka}"


def _kecil(teks: str) -> str:
    return teks[:1].lower() + teks[1:]
