"""The one table of a quarter's report (and of the year's), for page, PDF and workbook (domain guide §11).

The stories of an indicator print across the page under its line. No number is made here: every figure comes
from the measured rows of ``kisi``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from bakesbang.calculation.capaian import Average, Capaian, average
from bakesbang.calculation.predikat import STANDARD_SCALE, Scale, predikat
from bakesbang.calculation.result import ReasonCode
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, display, display_percent
from bakesbang.kinerja.lembar import KATA_ALASAN, belum_disetujui, berpersen, gabungan, tulis_hasil
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.kinerja.pilihan import Frekuensi, Jenjang, NamaDokumen, StatusRealisasi
from bakesbang.paper.document import (
    Cabang,
    Isi,
    IsiAngka,
    IsiNilai,
    IsiTeks,
    Jumlah,
    Kolom,
    LembarData,
    Tabel,
)
from bakesbang.paper.layout import susun
from bakesbang.realisasi import data_capaian as data
from bakesbang.realisasi.cerita_capaian import CERITA as CERITA
from bakesbang.realisasi.cerita_capaian import cerita_tahun, cerita_tw
from bakesbang.realisasi.kisi import Baris

Tautan = Callable[[int], str]
BELUM = {ReasonCode.NOT_FILLED, ReasonCode.INCOMPLETE}


@dataclass(frozen=True)
class BarisLaporan:
    """One printed row: an indicator under one of its sasaran."""

    baris: Baris
    jalur: tuple[str, ...]
    penanggung_jawab: str = ""
    riwayat: str = ""

    def tw(self, nomor: int) -> UkuranTriwulan:
        return self.baris.ukuran.tw(nomor)


@dataclass(frozen=True)
class Laporan:
    """What a report is made from: printed rows, the quarter up to which it counts, and the rules."""

    jenis: str
    baris: Sequence[BarisLaporan]
    triwulan: int
    setahun: bool = False
    skala: Scale = STANDARD_SCALE
    tautan: Tautan | None = field(default=None, compare=False)

    @cached_property
    def unik(self) -> list[BarisLaporan]:
        """Each indicator once: one under several sasaran is printed under each and averaged once."""
        unik: dict[int, BarisLaporan] = {}
        for b in self.baris:
            unik.setdefault(b.baris.indikator.pk, b)
        return list(unik.values())

    @cached_property
    def rerata_tw(self) -> Average:
        return average([b.tw(self.triwulan).capaian for b in self.unik])

    @cached_property
    def rerata_tahun(self) -> Average:
        return average([b.tw(self.triwulan).capaian_tahun for b in self.unik])

    @property
    def terisi(self) -> int:
        """Rows with a value: of the quarter, whoever approved it; in the year's report of any quarter that counts."""
        if self.setahun:
            tw = range(1, self.triwulan + 1)
            return sum(any((r := b.tw(n).realisasi) and r.terisi for n in tw) for b in self.unik)
        return sum(b.baris.status != StatusRealisasi.BELUM_DIISI for b in self.unik)

    @property
    def disetujui(self) -> int:
        """Rows whose quarter is approved."""
        return sum(b.baris.status == StatusRealisasi.DISETUJUI for b in self.unik)

    def aturan_dipakai(self) -> list[str]:
        """The names of the rules behind the printed percentages, each once, in order of use."""
        ukuran = [b.tw(self.triwulan) for b in self.unik]
        semua = [c.rule for t in ukuran for c in self._capaian(t) if c.percent is not None]
        return list(dict.fromkeys(semua))

    def _capaian(self, t: UkuranTriwulan) -> tuple[Capaian, ...]:
        return (t.capaian_tahun,) if self.setahun else (t.capaian, t.capaian_tahun)

    def per_sasaran(self) -> list[tuple[str, list[BarisLaporan]]]:
        """The rows under each top sasaran, each indicator once there."""
        kelompok: dict[str, dict[int, BarisLaporan]] = {}
        for b in self.baris:
            kelompok.setdefault(b.jalur[0] if b.jalur else "", {}).setdefault(b.baris.indikator.pk, b)
        return [(judul, list(isi.values())) for judul, isi in kelompok.items()]


# ── columns ──
def kolom_tw(triwulan: int) -> tuple[Kolom, ...]:
    tw = label_of(triwulan)
    tahun = f"Tahun, s.d. {tw}"
    return (
        Kolom("no", "No", 26, rata="tengah"),
        Kolom("sasaran", "Sasaran", 108),
        Kolom("indikator", "Indikator", 118, kepala_baris=True),
        Kolom("satuan", "Satuan", 48),
        Kolom("target", "Target", 58, kelompok=tw),
        Kolom("realisasi", "Realisasi", 62, kelompok=tw),
        Kolom("capaian", "Capaian", 60, rata="kanan", kelompok=tw),
        Kolom("target_th", "Target tahunan", 60, kelompok=tahun),
        Kolom("realisasi_th", f"Realisasi s.d. {tw}", 62, rata="kanan", kelompok=tahun),
        Kolom("capaian_th", "Capaian tahunan", 60, rata="kanan", kelompok=tahun),
        Kolom("predikat", "Predikat", 74),
        Kolom("bukti", "Bukti", 36, rata="tengah"),
        Kolom("jawab", "Penanggung Jawab", 104),
    )


def kolom_tahun(triwulan: int) -> tuple[Kolom, ...]:
    akhir = "Kondisi akhir" if triwulan == 4 else f"Realisasi s.d. {label_of(triwulan)}"
    return (
        Kolom("no", "No", 24, rata="tengah"),
        Kolom("sasaran", "Sasaran", 86),
        Kolom("indikator", "Indikator", 94, kepala_baris=True),
        Kolom("satuan", "Satuan", 46),
        Kolom("target_th", "Target tahunan", 56),
        *(
            Kolom(f"{apa}{n}", judul, 54, kelompok=label_of(n))
            for n in (1, 2, 3, 4)
            for apa, judul in (("t", "Target"), ("r", "Realisasi"))
        ),
        Kolom("realisasi_th", akhir, 58, rata="kanan"),
        Kolom("capaian_th", "Capaian tahunan", 58, rata="kanan"),
        Kolom("predikat", "Predikat", 66),
        Kolom("jawab", "Penanggung Jawab", 88),
    )


def tabel(laporan: Laporan) -> Tabel:
    """The table as printed. ``setahun``: four quarters beside each other; else one quarter and the year so far."""
    isi: list[Cabang | Jumlah] = []
    atas: tuple[str, ...] = ()
    for nomor, b in enumerate(laporan.baris, start=1):
        isi.append(_cabang(laporan, b, nomor, markah=0 if b.jalur == atas else min(len(b.jalur), 3)))
        atas = b.jalur
    if laporan.baris:
        isi += _jumlah(laporan)
    kolom = kolom_tahun(laporan.triwulan) if laporan.setahun else kolom_tw(laporan.triwulan)
    return susun(kolom, isi, nomor_kolom=True, hampa="Belum ada indikator pada triwulan ini.")


def _cabang(laporan: Laporan, b: BarisLaporan, nomor: int, markah: int) -> Cabang:
    t, tautan = b.tw(laporan.triwulan), laporan.tautan
    sel: dict[str, Isi] = {
        "sasaran": IsiTeks(_sasaran(laporan, b)),
        "no": IsiTeks(f"{nomor}."),
        "indikator": IsiTeks(t.ketetapan.uraian, tautan=tautan(b.baris.indikator.pk) if tautan else ""),
        "satuan": IsiTeks(data.satuan(t)),
        "target_th": isi_acuan(b, t),
        "realisasi_th": isi_sampai(t),
        "capaian_th": isi_capaian_tahun(b, t),
        "predikat": IsiTeks(kata_predikat(laporan, b)),
        "jawab": IsiTeks(b.penanggung_jawab),
    }
    if laporan.setahun:
        for u in b.baris.ukuran.triwulan:
            sel[f"t{u.triwulan}"] = isi_nilai(u.target.nilai if u.target else None)
            sel[f"r{u.triwulan}"] = isi_realisasi(u) if u.triwulan <= laporan.triwulan else IsiTeks("")
        cerita = cerita_tahun(b.baris.ukuran, laporan.triwulan)
    else:
        sel |= {
            "target": isi_nilai(t.target.nilai if t.target else None), "realisasi": isi_realisasi(t),
            "capaian": isi_capaian_tw(b, t), "bukti": IsiTeks(str(b.baris.bukti) if t.realisasi and b.baris.bukti else ""),
        }  # fmt: skip
        cerita = cerita_tw(t, b.riwayat)
    # One cell for all stories: the row stays together, and its lines are those of the texts.
    isi = (IsiTeks("\n".join(cerita), kelas="baris-asli"),) if cerita else ()
    return Cabang(sel=sel, cerita=isi, markah=markah)


def _sasaran(laporan: Laporan, b: BarisLaporan) -> str:
    """The sasaran that the indicator stands under, in the plan with its level before it."""
    if not b.jalur:
        return ""
    if laporan.jenis == NamaDokumen.IKU:
        return b.jalur[-1]
    return f"{Jenjang(len(b.jalur)).label}: {b.jalur[-1]}"


# ── totals ──
def _jumlah(laporan: Laporan) -> list[Jumlah]:
    """Averages per top sasaran and overall, and how many rows are judged (domain guide §9)."""
    isi = []
    kelompok = laporan.per_sasaran()
    if len(kelompok) > 1:
        for judul, baris in kelompok:
            isi.append(Jumlah(f"Rata-rata: {judul}", _sel_rerata(laporan, baris)))
    isi.append(Jumlah("Rata-rata capaian semua indikator yang dinilai", _sel_rerata(laporan, None)))
    dinilai: dict[str, Isi] = {"capaian_th": _dinilai(laporan, "capaian_th", laporan.rerata_tahun)}
    if not laporan.setahun:
        dinilai["capaian"] = _dinilai(laporan, "capaian", laporan.rerata_tw)
    return [*isi, Jumlah("Jumlah indikator yang dinilai", dinilai)]


def _sel_rerata(laporan: Laporan, baris: list[BarisLaporan] | None) -> dict[str, Isi]:
    """``baris`` None: all rows of the report."""
    n = laporan.triwulan
    ukuran = [b.tw(n) for b in (laporan.unik if baris is None else baris)]
    tahun, tw = average([t.capaian_tahun for t in ukuran]), average([t.capaian for t in ukuran])
    semua = [b.baris.ukuran for b in laporan.unik]

    def excel(apa: str) -> str:
        if baris is None:
            return data.excel_rerata_semua(apa, semua, n)
        return data.excel_rerata(apa, ukuran)

    sel: dict[str, Isi] = {"capaian_th": isi_rerata(tahun, excel("capaian_th"))}
    acuan = tahun
    if not laporan.setahun:
        sel["capaian"] = isi_rerata(tw, excel("capaian"))
        acuan = tw if tw.result.number is not None else tahun
    sel["predikat"] = IsiTeks(predikat(acuan.result.number, laporan.skala), tebal=True)
    if baris is not None:
        sel["jawab"] = IsiTeks(
            tahun.note if laporan.setahun else f"{label_of(n)}: {tw.note}; tahun: {tahun.note}"
        )
    return sel


def _dinilai(laporan: Laporan, apa: str, r: Average) -> IsiAngka:
    """ "14 dari 17 dinilai", live; a number does not wrap in a workbook, so there it is "14 dari 17"."""
    semua = [b.baris.ukuran for b in laporan.unik]
    return IsiAngka(
        Decimal(r.judged), r.note, satuan=f"dari {r.total}",
        excel=data.excel_dinilai_semua(apa, semua, laporan.triwulan),
    )  # fmt: skip


# ── cells ──
def isi_nilai(nilai: Nilai | None) -> Isi:
    """A target as printed; absent (an annual-only indicator has no quarter target) is an empty cell too."""
    return IsiTeks("") if nilai is None else IsiNilai(nilai.text, nilai.state)


def isi_acuan(b: BarisLaporan, t: UkuranTriwulan) -> Isi:
    """The annual target; where none is set, what the year is compared with instead, and up to when."""
    tahunan = data.target_tahunan(t)
    if tahunan is not None:
        return IsiNilai(tahunan.text, tahunan.state)
    acuan = data.acuan_tahun(b.baris.ukuran, t.triwulan)
    if acuan is None:
        return IsiTeks("")
    satuan = data.satuan(t)
    angka = f"{display(acuan)}%" if satuan == "%" else f"{display(acuan)} {satuan}".rstrip()
    return IsiTeks(f"{angka} (s.d. {label_of(t.triwulan)})")


def isi_realisasi(t: UkuranTriwulan) -> Isi:
    """Typed values as typed; computed ones with their ratio ("81,82% (9/11)"), or the phrase in their place."""
    if t.rumus is None:
        return IsiNilai(t.nilai.text, t.nilai.state)
    teks = tulis_hasil(t.hasil, t.ketetapan, persen=berpersen(t.ketetapan, t.rumus))
    bagian = gabungan(t)
    return IsiTeks(f"{teks} ({bagian})" if bagian else teks)


def isi_sampai(t: UkuranTriwulan) -> IsiAngka:
    if t.sampai.reason is not None:
        return IsiAngka(None, KATA_ALASAN[t.sampai.reason.code])
    persen = berpersen(t.ketetapan, t.rumus)
    return IsiAngka(
        t.sampai.number, tulis_hasil(t.sampai, t.ketetapan, persen=persen), desimal=desimal(t.sampai.number, t.ketetapan.desimal), persen=persen,
        satuan="" if persen else t.ketetapan.satuan, excel=data.rujuk("sampai", t),
    )  # fmt: skip


def isi_capaian_tw(b: BarisLaporan, t: UkuranTriwulan) -> IsiAngka:
    if t.capaian.reason is None:
        return _isi_persen(t.capaian, data.excel_tw(t))
    if t.target is None and data.target_tahunan(t) is not None:
        return IsiAngka(None, "Dinilai tahunan")
    return IsiAngka(None, _kata(b, t.capaian))


def isi_capaian_tahun(b: BarisLaporan, t: UkuranTriwulan) -> IsiAngka:
    if t.capaian_tahun.reason is None:
        return _isi_persen(t.capaian_tahun, data.excel_tahun(b.baris.ukuran, t))
    if t.capaian_tahun.reason.code in BELUM and _belum_waktunya(t):
        return IsiAngka(None, "Dinilai TW IV")
    return IsiAngka(None, _kata(b, t.capaian_tahun))


def _isi_persen(c: Capaian, excel: str) -> IsiAngka:
    return IsiAngka(
        c.percent,
        display_percent(c.percent),
        desimal=desimal(c.percent),
        persen=True,
        excel=excel,
        tebal=True,
    )


def _belum_waktunya(t: UkuranTriwulan) -> bool:
    return t.ketetapan.frekuensi == Frekuensi.TAHUNAN and t.triwulan < 4 and t.target is None


def _kata(b: BarisLaporan, c: Capaian) -> str:
    """The phrase in the place of a percentage. A value that waits for approval is not a missing one."""
    assert c.reason is not None  # noqa: S101  callers ask for a reason only when there is one
    if c.reason.code in BELUM and belum_disetujui(b.baris.realisasi) and b.baris.tw.realisasi is None:
        return "Belum disetujui"
    return KATA_ALASAN[c.reason.code]


def desimal(angka: Decimal | None, paling_banyak: int = 2) -> int:
    """Decimals for the workbook's format, so that it says "100%" and "12,5%" as the paper does (domain guide §6)."""
    _, _, pecahan = display(angka, paling_banyak).partition(",")
    return len(pecahan)


def isi_rerata(r: Average, excel: str) -> IsiAngka:
    if r.result.number is None:
        return IsiAngka(None, "Belum ada yang dinilai")
    return IsiAngka(
        r.result.number, display_percent(r.result.number), desimal=desimal(r.result.number), persen=True, excel=excel,
        tebal=True,
    )  # fmt: skip


def kata_predikat(laporan: Laporan, b: BarisLaporan) -> str:
    """The word for the quarter's capaian; for the year's in the year's report and for annual indicators."""
    t = b.tw(laporan.triwulan)
    tahunan = laporan.setahun or (t.target is None and t.capaian.reason is not None)
    c = t.capaian_tahun if tahunan else t.capaian
    if c.reason is None:
        return predikat(c.percent, laporan.skala)
    return (isi_capaian_tahun(b, t) if tahunan else isi_capaian_tw(b, t)).teks


def lembar_data(laporan: Laporan) -> LembarData:
    """The sheet "Data": every indicator once, under the first of its sasaran."""
    baris = [(b.baris.ukuran, " › ".join(b.jalur)) for b in laporan.unik]
    return data.lembar_data(baris, laporan.triwulan)


def kalimat_skala(skala: Scale) -> str:
    """ "di atas 90 Sangat Tinggi, di atas 75 Tinggi, …, sampai 50 Sangat Rendah"."""
    kata = "mulai" if skala.includes_lower else "di atas"
    pita = [
        f"{kata} {display(p.lower)} {p.name}" if p.lower is not None else f"selebihnya {p.name}"
        for p in reversed(skala.bands)
    ]
    return ", ".join(pita)
