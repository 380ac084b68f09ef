"""The full-width lines under a row of a report: formula and inputs, working, stories, and who decided what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from bakesbang.calculation.capaian import Capaian
from bakesbang.calculation.result import ReasonCode, Result
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import display
from bakesbang.kinerja import alur
from bakesbang.kinerja.models import Realisasi
from bakesbang.kinerja.pengukuran import Masukan, UkuranIndikator, UkuranTriwulan
from bakesbang.kinerja.pilihan import JenisTarget
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.trail.models import Catatan
from bakesbang.trail.tags import attribute, model_tag

CERITA = (
    ("uraian", "Penjelasan"),
    ("faktor_pendukung", "Faktor pendukung"),
    ("faktor_penghambat", "Faktor penghambat"),
    ("tindak_lanjut", "Tindak lanjut"),
    ("catatan_tidak_biasa", "Penjelasan angka yang tidak biasa"),
)
# The year sums up what helped, what hindered and what follows; what was done stands in each quarter's report.
CERITA_TAHUN = CERITA[1:4]
KATA_LANGKAH = {
    alur.ALUR[alur.AJUKAN].kata: "diajukan oleh",
    alur.ALUR[alur.TARIK].kata: "ditarik kembali oleh",
    alur.ALUR[alur.SETUJUI].kata: "disetujui oleh",
    alur.ALUR[alur.KEMBALIKAN].kata: "dikembalikan oleh",
}
# What the cells themselves say already.
SUDAH_JELAS = {ReasonCode.NOT_FILLED, ReasonCode.NOT_PLANNED}


def cerita_tw(t: UkuranTriwulan, riwayat: str) -> list[str]:
    """Lines under a row of a quarter's report; what is empty is left out."""
    baris = [*formula(t), *_kerja(_kerja_tw(t))]
    if t.realisasi is not None:
        written = [(judul, _story(t.realisasi, word)) for word, judul in CERITA]
        baris += [f"{judul}: {isi}" for judul, isi in written if isi]
    if riwayat:
        baris.append(f"Riwayat: {riwayat}")
    return baris


def _story(realisasi: Realisasi, word: str) -> str:
    text: str = getattr(realisasi, attribute(Realisasi, word))
    return text.strip()


def cerita_tahun(u: UkuranIndikator, sampai: int) -> list[str]:
    """Lines under a row of the year's report: the same words of several quarters stand once."""
    t = u.tw(sampai)
    baris = [*formula(t), *_kerja(_kerja_tahun(t))]
    for word, judul in CERITA_TAHUN:
        isi: dict[str, list[str]] = {}
        for tw in u.triwulan[:sampai]:
            if tw.realisasi is not None and (teks := _story(tw.realisasi, word)):
                isi.setdefault(teks, []).append(label_of(tw.triwulan))
        if isi:
            baris.append(f"{judul}: " + " ".join(f"({', '.join(tw)}) {teks}" for teks, tw in isi.items()))
    return baris


# ── working ──
def formula(t: UkuranTriwulan) -> list[str]:
    """The formula in words with every input as it stands up to this quarter, and the result or why there is none."""
    if t.rumus is None:
        return []
    masukan = "; ".join(f"{m.label} = {_isi_masukan(m)}" for m in t.masukan)
    hasil = t.hasil.working or str(t.hasil.reason)
    rumus = t.rumus.with_labels(t.ketetapan.label_variabel())
    return [f"Formula: {rumus}. Data s.d. {label_of(t.triwulan)}: {masukan}. Hitungan: {hasil}."]


def _isi_masukan(m: Masukan) -> str:
    if m.hasil.number is None:
        return "belum lengkap"
    asal = f" ({m.asal})" if m.asal else ""
    return f"{display(m.hasil.number, 6)} {m.satuan}".rstrip() + asal


def _kerja_tw(t: UkuranTriwulan) -> list[str]:
    bagian = []
    if t.target is not None:
        bagian += _langkah(f"capaian {label_of(t.triwulan)}", t.capaian)
    if t.target is not None and t.target.jenis == JenisTarget.TAHAPAN:
        bagian.append("target triwulan ini tahapan, jadi tidak ikut angka tahun")
    return bagian + _kerja_tahun(t)


def _kerja_tahun(t: UkuranTriwulan) -> list[str]:
    sampai, tahun = t.sampai, t.capaian_tahun
    if t.rumus is not None or (sampai.reason is not None and sampai.reason == tahun.reason):
        return _langkah("capaian tahun", tahun)
    return _langkah(f"realisasi s.d. {label_of(t.triwulan)}", sampai) + _langkah("capaian tahun", tahun)


def _langkah(apa: str, hasil: Capaian | Result) -> list[str]:
    """The working where it says more than the cell does, or why there is no number."""
    if hasil.reason is None:
        return (
            [f"{apa}: {hasil.working}"]
            if "=" in hasil.working or ":" in hasil.working or "(" in hasil.working
            else []
        )
    if hasil.reason.code in SUDAH_JELAS:
        return []
    return [f"{apa} {hasil.reason.in_sentence}"]


def _kerja(bagian: list[str]) -> list[str]:
    if not bagian:
        return []
    kalimat = "; ".join(bagian)
    return [f"Hitungan: {kalimat}."]


# ── who decided what ──
def riwayat_baris(realisasi: Iterable[Realisasi], zona: tzinfo) -> Mapping[int, str]:
    """realisasi id → who filled, submitted, returned (with the note) and approved it, and when, from the
    append-only trace. One query."""
    baris = {r.pk: r for r in realisasi}
    langkah: dict[int, list[tuple[datetime, str]]] = {pk: [] for pk in baris}
    for r in baris.values():
        if r.diisi_oleh is not None and r.diisi_pada is not None:
            langkah[r.pk].append((r.diisi_pada, f"diisi oleh {r.diisi_oleh}"))
    catatan = Catatan.objects.filter(
        objek_jenis=model_tag(Realisasi), objek_id__in=list(baris), tindakan__in=KATA_LANGKAH
    ).select_related("oleh")
    for c in catatan.order_by("waktu", "pk"):
        alasan = f" dengan catatan “{c.alasan}”" if c.alasan else ""
        langkah[c.objek_id].append((c.waktu, f"{KATA_LANGKAH[c.tindakan]} {c.oleh or 'sistem'}{alasan}"))
    return {
        pk: "; ".join(f"{apa}, {_kapan(kapan, zona)}" for kapan, apa in sorted(isi, key=lambda x: x[0])) + "."
        for pk, isi in langkah.items()
        if isi
    }


def _kapan(waktu: datetime, zona: tzinfo) -> str:
    setempat = waktu.astimezone(zona)
    return f"{tanggal_panjang(setempat)} pukul {setempat:%H.%M}"
