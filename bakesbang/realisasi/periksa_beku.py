"""What was signed against what today's core would say: approved rows and locked reports.

Frozen numbers are never changed; this only tells where they would come out otherwise, and why that may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import display
from bakesbang.kinerja.models import KunciTriwulan, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.document import Dokumen, IsiAngka, JenisBaris, NilaiData
from bakesbang.paper.freeze import dari_json
from bakesbang.realisasi.laporan import Permintaan, dokumen
from bakesbang.realisasi.tindakan_realisasi import bekukan, sidik

# Working and reasons are words, which may become clearer; numbers may not change.
ANGKA = {
    "realisasi": "realisasi",
    "capaian": "capaian triwulan",
    "sampai": "realisasi s.d. triwulan",
    "capaian_tahun": "capaian tahun",
}
SEBAB = {"isian": "isian", "ketetapan": "ketetapan", "kebijakan": "kebijakan"}
INTI = "penghitungan berbeda"


@dataclass(frozen=True)
class Beda:
    """One frozen number that would come out otherwise, or a fingerprint that does not fit."""

    tempat: str
    apa: str
    beku: str
    kini: str
    sebab: str = ""

    def __str__(self) -> str:
        if not self.kini:
            return f"{self.tempat}: {self.apa}"
        sebab = f" ({self.sebab})" if self.sebab else ""
        return f"{self.tempat}: {self.apa} beku {self.beku}, kini {self.kini}{sebab}"


@dataclass
class Pemeriksaan:
    baris: int = 0
    kunci: int = 0
    angka: int = 0


def periksa(instansi: Instansi, hitungan: Pemeriksaan) -> Iterator[Beda]:
    """Every difference of one agency; ``hitungan`` counts what was looked at."""
    yield from _baris(instansi, hitungan)
    yield from _kunci(instansi, hitungan)


# ── approved rows ──
def _baris(instansi: Instansi, hitungan: Pemeriksaan) -> Iterator[Beda]:
    baris = (
        Realisasi.objects.filter(indikator__instansi=instansi, status=StatusRealisasi.DISETUJUI)
        .select_related("indikator__instansi", "ketetapan")
        .order_by("indikator__tahun", "triwulan", "indikator")
    )
    for r in baris.iterator(chunk_size=200):
        hitungan.baris += 1
        tempat = f"{r.indikator.tahun} {label_of(r.triwulan)}, {r.ketetapan.uraian}"
        lama: dict[str, Any] = r.beku or {}
        if sidik(lama) != r.sidik:
            yield Beda(tempat, "sidik angka yang disetujui tidak cocok", "", "")
        kini = bekukan(r)
        hitungan.angka += len(ANGKA)
        for kunci, apa in ANGKA.items():
            dulu, sekarang = lama.get("hasil", {}).get(kunci), kini["hasil"][kunci]
            if not _sama(dulu, sekarang):
                yield Beda(tempat, apa, _tulis(dulu), _tulis(sekarang), _sebab(r, lama, kini))


def _sebab(r: Realisasi, lama: dict[str, Any], kini: dict[str, Any]) -> str:
    """What else is not as it was when the row was approved; nothing of it means that the core counts otherwise."""
    berubah = [kata for kunci, kata in SEBAB.items() if lama.get(kunci) != kini.get(kunci)]
    lain = Realisasi.objects.filter(
        indikator=r.indikator_id, triwulan__lt=r.triwulan, diisi_pada__gt=r.disetujui_pada
    )
    if lain.exists():
        berubah.append("isian triwulan sebelumnya")
    return f"{', '.join(berubah)} berubah sesudah disetujui" if berubah else INTI


# ── locked reports ──
def _kunci(instansi: Instansi, hitungan: Pemeriksaan) -> Iterator[Beda]:
    semua = KunciTriwulan.objects.filter(jadwal__instansi=instansi).select_related("jadwal", "dikunci_oleh")
    for kunci in semua.order_by("jadwal__tahun", "jadwal__triwulan", "nomor"):
        hitungan.kunci += 1
        jadwal = kunci.jadwal
        tempat = f"{jadwal.tahun} {label_of(jadwal.triwulan)}, kunci nomor {kunci.nomor}"
        if sidik(kunci.isi) != kunci.sidik:
            yield Beda(tempat, "sidik laporan tidak cocok", "", "")
        # A lock that was opened again is history: its rows were changed on purpose.
        if kunci.dibuka_pada is not None:
            continue
        sebab = "triwulan sebelumnya dibuka kembali sesudah dikunci" if jadwal.berubah_sejak_dikunci else ""
        for pengenal, isi in kunci.isi.items():
            yield from _laporan(
                instansi, kunci, pengenal, dari_json(isi), f"{tempat}, {pengenal}", sebab, hitungan
            )


def _laporan(
    instansi: Instansi, kunci: KunciTriwulan, pengenal: str, beku: Dokumen, tempat: str, sebab: str,
    hitungan: Pemeriksaan,
) -> Iterator[Beda]:  # fmt: skip
    jenis, periode = pengenal.split("/")
    minta = Permintaan(jenis, kunci.jadwal.triwulan, periode == "tahun")
    k = PageContext(Pengguna(nama=""), instansi, kunci.jadwal.tahun)
    kini = dokumen(k, minta, waktu=kunci.dikunci_pada, oleh="", beku=False)
    lama, baru = angka_dokumen(beku), angka_dokumen(kini)
    if not sebab and _aturan(beku) != _aturan(kini):
        sebab = "kebijakan atau aturan berubah sesudah dikunci"
    hitungan.angka += len(lama)
    for kunci_angka in sorted(lama.keys() | baru.keys()):
        dulu, sekarang = lama.get(kunci_angka), baru.get(kunci_angka)
        if not _sama(dulu, sekarang):
            yield Beda(tempat, " ".join(kunci_angka), _tulis(dulu), _tulis(sekarang), sebab or INTI)


def _aturan(dok: Dokumen) -> list[str]:
    """The notes that name bound, rules and scale."""
    return [c for c in dok.catatan if c.startswith(("Capaian ", "Predikat "))]


def angka_dokumen(dok: Dokumen) -> dict[tuple[str, ...], Decimal | None]:
    """Every computed number of a report by what it is, not by where it stands: data sheet and totals."""
    angka: dict[tuple[str, ...], Decimal | None] = {}
    if dok.data is not None:
        letak = {k.kunci: n for n, k in enumerate(dok.data.kolom)}
        for baris in dok.data.baris:
            nama, tw = str(baris[letak["indikator"]]), baris[letak["tw"]]
            tempat = (nama, str(tw.nilai if isinstance(tw, NilaiData) else tw), str(baris[letak["kunci"]]))
            for kolom in ("realisasi", "capaian", "sampai", "capaian_th"):
                sel = baris[letak[kolom]]
                nilai = sel.nilai if isinstance(sel, NilaiData) else sel
                angka[(*tempat, kolom)] = nilai if isinstance(nilai, Decimal) else None
    return angka | _angka_jumlah(dok)


def _angka_jumlah(dok: Dokumen) -> dict[tuple[str, ...], Decimal | None]:
    label: dict[int, str] = {}
    angka: dict[tuple[str, ...], Decimal | None] = {}
    for sel in dok.tabel.sel:
        if dok.tabel.baris[sel.baris].jenis is not JenisBaris.JUMLAH:
            continue
        if sel.kolom == 0:
            label[sel.baris] = sel.isi.penuh
        if isinstance(sel.isi, IsiAngka):
            angka[(label.get(sel.baris, ""), dok.tabel.kolom[sel.kolom].kunci)] = sel.isi.angka
    return angka


def _sama(a: str | Decimal | None, b: str | Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return Decimal(a) == Decimal(b)


def _tulis(angka: str | Decimal | None) -> str:
    return "tidak ada" if angka is None else display(Decimal(angka), 6)
