"""The sheet "Data" of a report, and the live formulas of its workbook: inputs, realization, capaian, averages.

One line per indicator and quarter up to the report's; the paper sheet points here by name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bakesbang.calculation.agregasi import QuarterCell, last_filled, merge_targets
from bakesbang.calculation.capaian import Capaian
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, read_value
from bakesbang.kinerja.lembar import excel_hasil
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pengukuran import UkuranIndikator, UkuranTriwulan
from bakesbang.kinerja.pilihan import Agregasi, AturanMinimal, Polaritas, StatusRealisasi
from bakesbang.paper.document import IsiData, KolomData, LembarData, NilaiData

DEPAN = (
    KolomData("kunci", "Kunci indikator", 14),
    KolomData("sasaran", "Sasaran", 36),
    KolomData("indikator", "Indikator", 44),
    KolomData("tw", "TW", 8),
    KolomData("satuan", "Satuan", 12),
    KolomData("target_teks", "Target TW (teks)", 14),
    KolomData("target", "Target TW (angka)", 12),
    KolomData("keadaan", "Keadaan target", 12),
    KolomData("jenis", "Jenis target", 12),
    KolomData("realisasi_teks", "Realisasi TW (teks)", 14),
    KolomData("realisasi", "Realisasi TW (angka)", 12),
    KolomData("status", "Status", 14),
    KolomData("capaian", "Capaian TW", 12),
    KolomData("acuan_teks", "Target tahunan (teks)", 14),
    KolomData("acuan", "Pembanding tahun (angka)", 14),
    KolomData("sampai", "Realisasi s.d. TW", 14),
    KolomData("capaian_th", "Capaian tahun", 12),
    KolomData("aturan", "Aturan", 36),
    KolomData("keterangan", "Keterangan", 44),
)
# Excel takes 255 arguments; more indicators than that under one sasaran keep the value without a formula.
ARGUMEN_EXCEL = 250
TERAKHIR = {Agregasi.KUMULATIF, Agregasi.POSISI_AKHIR, Agregasi.BERULANG}


def lembar_data(baris: Sequence[tuple[UkuranIndikator, str]], sampai: int) -> LembarData:
    """``baris``: each indicator once, with its sasaran."""
    banyak = max((len(u.tw(n).masukan) for u, _ in baris for n in range(1, sampai + 1)), default=0)
    kolom = [*DEPAN]
    for n in range(1, banyak + 1):
        kolom += [
            KolomData(f"label{n}", f"Data {n}", 20),
            KolomData(f"isian{n}", f"Nilai s.d. TW, data {n}", 12),
        ]
    isi = [
        (*_depan(u, u.tw(n), sasaran), *_masukan(u.tw(n), banyak))
        for u, sasaran in baris
        for n in range(1, sampai + 1)
    ]
    return LembarData(tuple(kolom), tuple(isi))


def _depan(u: UkuranIndikator, t: UkuranTriwulan, sasaran: str) -> tuple[IsiData, ...]:
    target, tahunan = t.target, t.ketetapan.target_tahun()
    return (
        str(u.indikator.kunci), sasaran or None, t.ketetapan.uraian, NilaiData(label_of(t.triwulan), nama=nama("tw", t)),
        satuan(t) or None, (target.teks or None) if target else None,
        NilaiData(target.nilai.single_number if target else None, desimal=2, nama=nama("target", t)),
        target.keadaan if target else None, target.jenis if target else None, t.nilai.text or None,
        NilaiData(t.hasil.number, desimal=2, excel=_excel_realisasi(t), nama=nama("realisasi", t)),
        StatusRealisasi(t.status).label,
        NilaiData(t.capaian.percent, desimal=2, persen=True, excel=excel_tw(t), nama=nama("capaian", t)),
        (tahunan.teks or None) if tahunan else None,
        NilaiData(acuan_tahun(u, t.triwulan), desimal=2, excel=_excel_acuan(u, t), nama=nama("acuan", t)),
        NilaiData(t.sampai.number, desimal=2, excel=_excel_sampai(u, t), nama=nama("sampai", t)),
        NilaiData(t.capaian_tahun.percent, desimal=2, persen=True, excel=excel_tahun(u, t), nama=nama("capaian_th", t)),
        "; ".join(dict.fromkeys(c.rule for c in (t.capaian, t.capaian_tahun) if c.rule)) or None,
        _keterangan(t),
    )  # fmt: skip


def _masukan(t: UkuranTriwulan, banyak: int) -> list[IsiData]:
    isi: list[IsiData] = []
    for nomor in range(banyak):
        m = t.masukan[nomor] if nomor < len(t.masukan) else None
        isi += (
            [m.label, NilaiData(m.hasil.number, desimal=2, nama=nama(f"isian{nomor + 1}", t))]
            if m
            else [None, None]
        )
    return isi


def _keterangan(t: UkuranTriwulan) -> str | None:
    bagian = (
        t.capaian.working or str(t.capaian.reason),
        t.capaian_tahun.working or str(t.capaian_tahun.reason),
    )
    return "; ".join(dict.fromkeys(bagian)) or None


def satuan(t: UkuranTriwulan) -> str:
    return t.ketetapan.satuan or (t.rumus.satuan if t.rumus else "")


def nama(apa: str, t: UkuranTriwulan) -> str:
    """The name of a cell of this sheet for live formulas."""
    return f"{apa}_{t.ketetapan.indikator_id}_{t.triwulan}"


def rujuk(apa: str, t: UkuranTriwulan) -> str:
    return f"{{#{nama(apa, t)}}}"


# ── what the year is compared with ──
def susun_sel(u: UkuranIndikator, sampai: int) -> list[QuarterCell]:
    """Quarters I..``sampai`` as the core takes them."""
    kosong = read_value("")
    return [
        QuarterCell.create(t.triwulan, t.target.nilai if t.target else kosong, t.nilai, t.target.jenis if t.target else "")
        for t in u.triwulan[:sampai]
    ]  # fmt: skip


def target_tahunan(t: UkuranTriwulan) -> Nilai | None:
    """The annual target when one is set; an empty one is none."""
    tahunan = t.ketetapan.target_tahun()
    return tahunan.nilai if tahunan is not None and tahunan.nilai.filled else None


def acuan_tahun(u: UkuranIndikator, sampai: int) -> Decimal | None:
    """The number that the year so far is compared with: the annual target, else the targets up to this quarter."""
    t = u.tw(sampai)
    tahunan = target_tahunan(t)
    if tahunan is not None:
        return tahunan.single_number
    if t.rumus is not None or t.ketetapan.agregasi == Agregasi.RASIO:
        return None
    return merge_targets(susun_sel(u, sampai), t.ketetapan.agregasi, sampai).number


# ── live formulas ──
def _excel_realisasi(t: UkuranTriwulan) -> str:
    return excel_hasil(t, {m.kunci: rujuk(f"isian{n}", t) for n, m in enumerate(t.masukan, start=1)})


def _excel_sampai(u: UkuranIndikator, t: UkuranTriwulan) -> str:
    """Sum, mean or last of the quarters' realizations; a computed indicator's result is already up to the quarter."""
    if t.sampai.number is None:
        return ""
    if t.rumus is not None:
        return rujuk("realisasi", t)
    sel = susun_sel(u, t.triwulan)
    if t.ketetapan.agregasi in TERAKHIR:
        akhir = last_filled(sel, t.triwulan)
        return rujuk("realisasi", u.tw(akhir.triwulan)) if akhir else ""
    return _himpun(
        "realisasi", u, [s.triwulan for s in sel if s.counted and s.value.number is not None], t.ketetapan
    )


def _excel_acuan(u: UkuranIndikator, t: UkuranTriwulan) -> str:
    if target_tahunan(t) is not None or acuan_tahun(u, t.triwulan) is None:
        return ""
    tw = [s.triwulan for s in susun_sel(u, t.triwulan) if s.has_numeric_target]
    return _himpun("target", u, tw[-1:] if t.ketetapan.agregasi in TERAKHIR else tw, t.ketetapan)


def _himpun(apa: str, u: UkuranIndikator, tw: list[int], k: KetetapanIndikator) -> str:
    jumlah = "+".join(rujuk(apa, u.tw(n)) for n in tw)
    return f"({jumlah})/{len(tw)}" if k.agregasi == Agregasi.RATA_RATA and tw else jumlah


def excel_tw(t: UkuranTriwulan) -> str:
    """Capaian of the quarter as a live formula over this sheet; rules with ranges, grades or scales stay values
    (their working is printed)."""
    if t.target is None or t.target.nilai.single_number is None or t.hasil.number is None:
        return ""
    return _excel_capaian(
        t.capaian, t.ketetapan, t.target.nilai.single_number, rujuk("target", t), rujuk("realisasi", t)
    )


def excel_tahun(u: UkuranIndikator, t: UkuranTriwulan) -> str:
    """Capaian of the year so far as a live formula, likewise."""
    acuan = acuan_tahun(u, t.triwulan)
    if acuan is None or t.sampai.number is None:
        return ""
    return _excel_capaian(t.capaian_tahun, t.ketetapan, acuan, rujuk("acuan", t), rujuk("sampai", t))


def _excel_capaian(c: Capaian, k: KetetapanIndikator, angka: Decimal, target: str, realisasi: str) -> str:
    if c.percent is None:
        return ""
    rumus = _rumus(k, angka, target, realisasi)
    if not rumus:
        return ""
    bawah = f"MAX(0,{rumus})"
    return bawah if c.bound is None else f"MIN({c.bound:f},{bawah})"


def _rumus(k: KetetapanIndikator, angka: Decimal, target: str, realisasi: str) -> str:
    """The formulas of domain guide §7.1 and §7.3 over two cells; "" for the others."""
    lurus, balik = f"{realisasi}/{target}*100", f"(2*{target}-{realisasi})/{target}*100"
    if k.polaritas == Polaritas.MAKSIMAL:
        return lurus if angka > 0 else balik
    if k.polaritas != Polaritas.MINIMAL:
        return ""
    if angka < 0:
        return lurus
    if not angka:
        terburuk = k.nilai_terburuk
        return (
            f"({terburuk:f}-{realisasi})/{terburuk:f}*100"
            if terburuk is not None
            else f"IF({realisasi}<=0,100,0)"
        )
    return balik if k.aturan_minimal == AturanMinimal.A else f"{target}/{realisasi}*100"


def excel_rerata(apa: str, baris: Sequence[UkuranTriwulan]) -> str:
    """Mean of the judged percentages of these rows, in percent points."""
    return f"AVERAGE({_daftar(apa, baris)})*100" if 0 < len(baris) <= ARGUMEN_EXCEL else ""


def excel_dinilai(apa: str, baris: Sequence[UkuranTriwulan]) -> str:
    """How many of these rows are judged."""
    return f"COUNT({_daftar(apa, baris)})" if 0 < len(baris) <= ARGUMEN_EXCEL else ""


def excel_rerata_semua(apa: str, semua: Sequence[UkuranIndikator], sampai: int) -> str:
    """Mean over every line of the sheet that belongs to this quarter."""
    return f"AVERAGEIFS({_kolom(apa, semua, sampai)},{_saring(semua, sampai)})*100" if semua else ""


def excel_dinilai_semua(apa: str, semua: Sequence[UkuranIndikator], sampai: int) -> str:
    """How many lines of this quarter are judged."""
    return f'COUNTIFS({_saring(semua, sampai)},{_kolom(apa, semua, sampai)},">=0")' if semua else ""


def _saring(semua: Sequence[UkuranIndikator], sampai: int) -> str:
    return f'{_kolom("tw", semua, sampai)},"{label_of(sampai)}"'


def _kolom(apa: str, semua: Sequence[UkuranIndikator], sampai: int) -> str:
    return f"{rujuk(apa, semua[0].tw(1))}:{rujuk(apa, semua[-1].tw(sampai))}"


def _daftar(apa: str, baris: Sequence[UkuranTriwulan]) -> str:
    return ",".join(rujuk(apa, t) for t in baris)
