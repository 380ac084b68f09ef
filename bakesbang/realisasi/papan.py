"""The board of a year: units × quarters, how far each is and how well it did, and what one person has to do.
One load of the whole year serves Beranda, reminders and the year at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bakesbang.kinerja.kelengkapan import kekurangan, wajib
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from bakesbang.kinerja.pengukuran import Pengukur, UkuranTriwulan
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang, mencakup
from bakesbang.organisasi.izin import Konteks
from bakesbang.organisasi.models import UnitKerja
from bakesbang.perhitungan.capaian import Capaian, RataRata, rata_rata
from bakesbang.perhitungan.predikat import BAKU, Skala, predikat

S = StatusRealisasi


@dataclass(frozen=True)
class ButirPapan:
    """One indicator in one quarter, as far as the board needs it."""

    indikator: Indikator
    ukuran: UkuranTriwulan
    realisasi: Realisasi | None
    unit_ids: frozenset[int]
    unit_utama: int | None

    @property
    def triwulan(self) -> int:
        return self.ukuran.triwulan

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else S.BELUM_DIISI

    @property
    def wajib(self) -> bool:
        return wajib(self.ukuran)

    @property
    def disetujui(self) -> bool:
        return self.status == S.DISETUJUI

    @property
    def capaian(self) -> Capaian | None:
        """Of approved rows only; an annual-only indicator is judged against the year."""
        if not self.disetujui:
            return None
        return self.ukuran.capaian if self.ukuran.target is not None else self.ukuran.capaian_tahun


@dataclass(frozen=True)
class SelPapan:
    """One unit in one quarter."""

    triwulan: int
    jadwal: JadwalTriwulan | None
    butir: tuple[ButirPapan, ...]
    hari: date
    skala: Skala = BAKU

    @property
    def wajib(self) -> list[ButirPapan]:
        return [b for b in self.butir if b.wajib]

    @property
    def jumlah(self) -> int:
        return len(self.wajib)

    @property
    def terkirim(self) -> int:
        return sum(b.status in {S.DIAJUKAN, S.DISETUJUI} for b in self.wajib)

    @property
    def disetujui(self) -> int:
        return sum(b.disetujui for b in self.wajib)

    @property
    def kurang(self) -> int:
        return self.jumlah - self.terkirim

    @property
    def terlambat_hari(self) -> int:
        """Days past the due date while required rows are not sent; 0 otherwise."""
        if self.jadwal is None or self.jadwal.terkunci or not self.kurang:
            return 0
        return max(0, (self.hari - self.jadwal.batas).days)

    @property
    def keadaan(self) -> str:
        """The badge: belum_dibuka, dikunci, terlambat, disetujui, diajukan, draf, belum_diisi, lengkap."""
        if self.jadwal is None or self.hari < self.jadwal.buka:
            return "belum_dibuka"
        if self.jadwal.terkunci:
            return "dikunci"
        if self.terlambat_hari:
            return "terlambat"
        if not self.jumlah:
            return "lengkap"
        if self.disetujui == self.jumlah:
            return S.DISETUJUI
        if not self.kurang:
            return S.DIAJUKAN
        return S.DRAF if any(b.status != S.BELUM_DIISI for b in self.wajib) else S.BELUM_DIISI

    @property
    def rerata(self) -> RataRata:
        return rata_rata([b.capaian for b in self.wajib])

    @property
    def predikat(self) -> str:
        return predikat(self.rerata.hasil.angka, self.skala)

    @property
    def dibuka(self) -> bool:
        return self.jadwal is not None and self.hari >= self.jadwal.buka


@dataclass(frozen=True)
class BarisPapan:
    unit: UnitKerja | None  # None is the whole agency
    sel: tuple[SelPapan, ...]

    @property
    def jumlah_indikator(self) -> int:
        return len({b.indikator.pk for s in self.sel for b in s.butir})


@dataclass(frozen=True)
class Papan:
    k: Konteks
    hari: date
    jadwal: dict[int, JadwalTriwulan]
    unit: tuple[UnitKerja, ...]
    butir: tuple[ButirPapan, ...]
    wewenang: Wewenang
    skala: Skala = field(default=BAKU)

    def sel(self, triwulan: int, unit_ids: Iterable[int] | None = None) -> SelPapan:
        """The rows of these units (utama), or of the whole agency."""
        ids = None if unit_ids is None else set(unit_ids)
        butir = tuple(
            b for b in self.butir if b.triwulan == triwulan and (ids is None or b.unit_utama in ids)
        )
        return SelPapan(triwulan, self.jadwal.get(triwulan), butir, self.hari, self.skala)

    @property
    def baris(self) -> list[BarisPapan]:
        """Units that fill something in, then the whole agency."""
        dipakai = {b.unit_utama for b in self.butir}
        baris = [
            BarisPapan(u, tuple(self.sel(n, [u.pk]) for n in (1, 2, 3, 4)))
            for u in self.unit
            if u.pk in dipakai
        ]
        return [*baris, BarisPapan(None, tuple(self.sel(n) for n in (1, 2, 3, 4)))] if baris else []

    @property
    def triwulan_kini(self) -> int | None:
        """The open quarter, else the last one that opened and is not locked."""
        terbuka = [n for n, j in sorted(self.jadwal.items()) if j.terbuka(self.hari)]
        berjalan = [n for n, j in sorted(self.jadwal.items()) if j.buka <= self.hari and not j.terkunci]
        return next(iter(terbuka or berjalan), None)

    def milikku(self, triwulan: int) -> list[ButirPapan]:
        """What this person may type in that quarter."""
        return [b for b in self.butir if b.triwulan == triwulan and self.wewenang.boleh_isi(b.indikator)]

    def menunggu_reviu(self, triwulan: int) -> list[ButirPapan]:
        """Submitted rows that this person may decide."""
        return [
            b for b in self.butir
            if b.triwulan == triwulan and b.status == S.DIAJUKAN and b.realisasi and self.wewenang.boleh_reviu(b.realisasi)
        ]  # fmt: skip

    def tanpa_kabid(self, triwulan: int) -> list[ButirPapan]:
        return [
            b for b in self.butir
            if b.triwulan == triwulan and b.wajib
            and self.wewenang.tanpa_kabid(b.realisasi or Realisasi(indikator=b.indikator, triwulan=triwulan))
        ]  # fmt: skip

    def dinilai(self, triwulan: int) -> list[ButirPapan]:
        """Approved and judged rows of the quarter, lowest first."""
        ada = [
            b
            for b in self.butir
            if b.triwulan == triwulan and b.capaian is not None and b.capaian.persen is not None
        ]
        return sorted(
            ada, key=lambda b: b.capaian.persen if b.capaian and b.capaian.persen is not None else 0
        )


def siap_diajukan(b: ButirPapan) -> bool:
    return b.status == S.DRAF and not kekurangan(b.ukuran)


def muat_papan(k: Konteks, hari: date) -> Papan:
    """Everything of the year, in a constant number of queries."""
    indikator = {
        i.pk: i for i in Indikator.objects.milik(k.instansi, k.tahun).filter(pemakaian__isnull=False).distinct()
        .prefetch_related("baris_pengisi", "pemakaian")
    }  # fmt: skip
    pengukur = Pengukur.muat(k.instansi, k.tahun, list(indikator), hanya_disetujui=False)
    realisasi = {
        (r.indikator_id, r.triwulan): r
        for r in Realisasi.objects.filter(indikator__in=indikator).prefetch_related("penyimpan")
    }
    butir = []
    for pk, i in indikator.items():
        ukuran = pengukur.ukur(pengukur.indikator[pk])
        for n in (1, 2, 3, 4):
            if any(mencakup(p, n) for p in i.pemakaian.all()):
                r = realisasi.get((pk, n))
                if r is not None:
                    r.indikator = i
                butir.append(_butir(i, ukuran.tw(n), r))
    kebijakan = pengukur.kebijakan
    return Papan(
        k=k, hari=hari,
        jadwal={j.triwulan: j for j in JadwalTriwulan.objects.milik(k.instansi, k.tahun).select_related("instansi")},
        unit=tuple(UnitKerja.objects.filter(instansi=k.instansi)),
        butir=tuple(butir),
        wewenang=Wewenang.muat(k.pengguna, k.instansi, hari),
        skala=kebijakan.skala_predikat() if kebijakan else BAKU,
    )  # fmt: skip


def _butir(i: Indikator, ukuran: UkuranTriwulan, r: Realisasi | None) -> ButirPapan:
    pengisi = list(i.baris_pengisi.all())
    utama = next((p.unit_id for p in pengisi if p.utama), None)
    return ButirPapan(i, ukuran, r, frozenset(p.unit_id for p in pengisi), utama)
