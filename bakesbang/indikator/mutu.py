"""The quality checklist of the indicators of a year, from rows: one on its kamus page, all on a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bakesbang.calculation.agregasi import QuarterCell
from bakesbang.calculation.quality import Quality, QualityInput, QualityPlace, QualityPoint, check_quality
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import Jenjang, StatusKetetapan, StatusVersi
from bakesbang.organisasi.models import Instansi
from iku.models import IndikatorKinerjaUtama
from rencana_aksi.models import IndikatorSasaran, Sasaran

LAMA = StatusVersi.DIGANTIKAN


@dataclass(frozen=True)
class LembarMutu:
    """The judgement of one indicator. ``ketetapan`` is what was weighed: the one in force, else the draf."""

    ketetapan: KetetapanIndikator
    butir: tuple[QualityPoint, ...]
    tempat: tuple[QualityPlace, ...]

    @property
    def terpenuhi(self) -> int:
        return sum(b.quality == Quality.YES for b in self.butir)

    @property
    def perlu(self) -> list[QualityPoint]:
        """What is not fulfilled, what is missing before what is to be looked at."""
        return sorted(
            (b for b in self.butir if b.quality != Quality.YES), key=lambda b: b.quality != Quality.MISSING
        )

    @property
    def lengkap(self) -> bool:
        return not self.perlu


def muat_mutu(instansi: Instansi, tahun: int, pk: int | None = None) -> list[LembarMutu]:
    """Every indicator of the year (or only ``pk``) that a document uses or a draf holds, worst first, in a
    constant number of queries."""
    dipilih = Indikator.objects.milik(instansi, tahun)
    if pk is not None:
        dipilih = dipilih.filter(pk=pk)
    ketetapan = _ketetapan(dipilih)
    tempat = _tempat(ketetapan)
    lalu = _lalu(instansi, tahun, ketetapan.values())
    lembar = [
        LembarMutu(k, check_quality(bahan(k, tempat.get(i, ()), lalu.get(i))), tempat.get(i, ()))
        for i, k in ketetapan.items()
    ]
    return sorted(lembar, key=lambda m: (m.terpenuhi, m.ketetapan.uraian.casefold()))


def _ketetapan(indikator: Iterable[Indikator]) -> dict[int, KetetapanIndikator]:
    """indikator id → in force, else the draf, else the last one."""
    urutan = {StatusKetetapan.DIGANTIKAN: 0, StatusKetetapan.DRAF: 1, StatusKetetapan.BERLAKU: 2}
    semua = KetetapanIndikator.objects.lengkap().filter(indikator__in=indikator)
    return {
        k.indikator_id: k for k in sorted(semua, key=lambda k: (urutan[StatusKetetapan(k.status)], k.nomor))
    }


def bahan(k: KetetapanIndikator, tempat: tuple[QualityPlace, ...], lalu: Decimal | None) -> QualityInput:
    """A ketetapan as the list weighs it."""
    tahunan = k.target_tahun()
    return QualityInput(
        text=k.uraian, definition=k.definisi_operasional, satuan=k.satuan, polaritas=k.polaritas, agregasi=k.agregasi,
        frequency=k.get_frekuensi_display(), has_rumus=bool(k.rumus), data_source=k.sumber_data,
        variabel_without_source=tuple(v.label for v in k.variabel.all() if not (v.sumber_data.strip() or v.hasil_dari_id)),
        annual=tahunan.nilai if tahunan else None,
        triwulan=tuple(QuarterCell.create(t.triwulan, t.nilai, kind=t.jenis) for t in k.target_triwulan.all()),
        penanggung_jawab=len(k.penanggung_jawab.all()), places=tempat, previous=lalu, proposals=frozenset(k.usulan),
    )  # fmt: skip


def _lalu(
    instansi: Instansi, tahun: int, ketetapan: Iterable[KetetapanIndikator]
) -> dict[int, Decimal | None]:
    """indikator id → what came out last year, through ``asal``."""
    asal = {k.indikator.asal_id: k.indikator_id for k in ketetapan if k.indikator.asal_id}
    if not asal:
        return {}
    pengukur = Pengukur.muat(instansi, tahun - 1, list(asal), hanya_disetujui=True)
    return {
        asal[pk]: pengukur.hasil_sampai(i, 4).number for pk, i in pengukur.indikator.items() if pk in asal
    }


# ── where they stand ──
def _tempat(ketetapan: Mapping[int, KetetapanIndikator]) -> dict[int, tuple[QualityPlace, ...]]:
    """indikator id → the sasaran it measures in versions that are not replaced; in several versions of a
    document the newest."""
    baris = IndikatorSasaran.objects.filter(ketetapan__indikator__in=ketetapan).exclude(
        sasaran__versi__status=LAMA
    )
    semua = list(
        baris.order_by("sasaran__versi__nomor", "sasaran__jenjang").values_list(
            "ketetapan__indikator_id", "sasaran_id", "sasaran__versi_id"
        )
    )
    terbaru = {i: versi for i, _, versi in semua}
    pohon = _pohon({versi for _, _, versi in semua})
    hasil: dict[int, list[QualityPlace]] = {}
    for i, sasaran, versi in semua:
        if versi == terbaru[i]:
            hasil.setdefault(i, []).append(pohon[sasaran])
    for i, bunyi in _di_iku(ketetapan):
        hasil.setdefault(i, []).append(QualityPlace(bunyi, Jenjang.STRATEGIS))
    return {i: tuple(t) for i, t in hasil.items()}


def _di_iku(ketetapan: Mapping[int, KetetapanIndikator]) -> list[tuple[int, str]]:
    baris = IndikatorKinerjaUtama.objects.filter(ketetapan__indikator__in=ketetapan)
    return list(
        dict(
            baris.exclude(versi__status=LAMA)
            .order_by("versi__nomor")
            .values_list("ketetapan__indikator_id", "sasaran")
        ).items()
    )


def _pohon(versi: set[int]) -> dict[int, QualityPlace]:
    """sasaran id → its place: how deep the document goes, and what stands above and below."""
    semua = {s.pk: s for s in Sasaran.objects.filter(versi__in=versi).order_by("-jenjang", "pk")}
    banyak: dict[int, int] = {}
    for pk in IndikatorSasaran.objects.filter(sasaran__versi__in=versi).values_list("sasaran_id", flat=True):
        banyak[pk] = banyak.get(pk, 0) + 1
    turunan = dict.fromkeys(semua, 0)
    terdalam: dict[int, int] = {}
    for s in semua.values():  # deepest first, so that each is complete when its parent takes it over
        terdalam[s.versi_id] = max(terdalam.get(s.versi_id, 0), s.jenjang)
        if s.induk_id in turunan:
            turunan[s.induk_id] += turunan[s.pk] + banyak.get(s.pk, 0)
    return {
        s.pk: QualityPlace(
            s.uraian, s.jenjang, terdalam[s.versi_id], s.induk_id is None or banyak.get(s.induk_id, 0) > 0, turunan[s.pk]
        )
        for s in semua.values()
    }  # fmt: skip


# ── the list ──
SEMUA, PERLU = "semua", "perlu"


@dataclass(frozen=True)
class Saring:
    """One filter of the list with its count."""

    kode: str
    judul: str
    banyak: int
    kini: bool


def saring(lembar: list[LembarMutu], pilihan: str) -> tuple[list[LembarMutu], list[Saring]]:
    """The rows that the filter leaves, and the filters: all, those with something open, and one per point that
    is not fulfilled somewhere. An unknown filter is all."""
    terbuka: dict[str, list[LembarMutu]] = {}
    judul = {SEMUA: "Semua", PERLU: "Perlu dilihat"}
    for m in lembar:
        for b in m.butir:
            judul.setdefault(b.code, b.title)
            if b.quality != Quality.YES:
                terbuka.setdefault(b.code, []).append(m)
    isi = {SEMUA: lembar, PERLU: [m for m in lembar if not m.lengkap]} | {
        kode: terbuka[kode] for kode in judul if kode in terbuka
    }
    kini = pilihan if pilihan in isi else SEMUA
    return isi[kini], [Saring(kode, judul[kode], len(baris), kode == kini) for kode, baris in isi.items()]
