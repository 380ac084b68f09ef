"""The board of a year: units × quarters, how far each is and how well it did, and what one person has to do.
One load of the whole year serves Beranda, reminders and the year at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects

from bakesbang.calculation.capaian import Average, Capaian, average
from bakesbang.calculation.predikat import STANDARD_SCALE, Scale, predikat
from bakesbang.kinerja.kelengkapan import Hal, kekurangan, wajib
from bakesbang.kinerja.models import (
    Indikator,
    JadwalTriwulan,
    KetetapanIndikator,
    Realisasi,
    TargetTriwulan,
)
from bakesbang.kinerja.pemuat import lekatkan_penyimpan
from bakesbang.kinerja.pengukuran import Pengukur, UkuranTriwulan
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang, mencakup
from bakesbang.organisasi.models import Instansi, Pengguna, UnitKerja

S = StatusRealisasi
TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True, eq=False)
class ButirPapan:
    """One indicator in one quarter, as far as the board needs it; measured only when somebody asks."""

    indikator: Indikator
    triwulan: int
    ketetapan: KetetapanIndikator
    target: TargetTriwulan | None
    realisasi: Realisasi | None
    unit_ids: frozenset[int]
    unit_utama: int | None
    pengukur: Pengukur  # every row, as the entry grid sees it
    disetujui_saja: Pengukur  # approved rows only, as the reports see them

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else S.BELUM_DIISI

    @cached_property
    def wajib(self) -> bool:
        return wajib(self)

    @property
    def disetujui(self) -> bool:
        return self.status == S.DISETUJUI

    @property
    def terkirim(self) -> bool:
        return self.status in {S.DIAJUKAN, S.DISETUJUI}

    @cached_property
    def ukuran(self) -> UkuranTriwulan:
        return self.pengukur.ukur_tw(self.indikator, self.triwulan)

    @cached_property
    def kekurangan(self) -> list[Hal]:
        return kekurangan(self.ukuran)

    @cached_property
    def capaian(self) -> Capaian | None:
        """Of approved rows only, as the reports count; an annual-only indicator is judged against the year."""
        if not self.disetujui:
            return None
        if self.target is not None:
            return self.disetujui_saja.capaian_tw(self.indikator, self.triwulan)
        return self.disetujui_saja.capaian_tahun(self.indikator, self.triwulan)


@dataclass(frozen=True, eq=False)
class SelPapan:
    """One unit in one quarter. Only required rows are counted."""

    triwulan: int
    jadwal: JadwalTriwulan | None
    butir: tuple[ButirPapan, ...]
    hari: date
    skala: Scale = STANDARD_SCALE

    @cached_property
    def wajib(self) -> list[ButirPapan]:
        return [b for b in self.butir if b.wajib]

    @property
    def jumlah(self) -> int:
        return len(self.wajib)

    @cached_property
    def terkirim(self) -> int:
        return sum(b.terkirim for b in self.wajib)

    @cached_property
    def disetujui(self) -> int:
        return sum(b.disetujui for b in self.wajib)

    @property
    def kurang(self) -> int:
        return self.jumlah - self.terkirim

    @property
    def dikirim_terlambat(self) -> int:
        return sum(bool(b.realisasi and b.realisasi.terlambat) for b in self.wajib)

    @property
    def lengkap(self) -> bool:
        """Every required row is approved."""
        return self.disetujui == self.jumlah

    @property
    def sebab_tidak_dinilai(self) -> str:
        """Why approved rows have no capaian, when it is the same for all of them."""
        pesan = {b.capaian.reason.message for b in self.wajib if b.capaian and b.capaian.reason}
        return pesan.pop().removeprefix("Tidak dinilai: ") if len(pesan) == 1 else ""

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
        if self.lengkap:
            return S.DISETUJUI
        if not self.kurang:
            return S.DIAJUKAN
        return S.DRAF if any(b.status != S.BELUM_DIISI for b in self.wajib) else S.BELUM_DIISI

    @cached_property
    def rerata(self) -> Average:
        return average([b.capaian for b in self.wajib])

    @property
    def predikat(self) -> str:
        return predikat(self.rerata.result.number, self.skala)

    @property
    def tingkat(self) -> int:
        """Bars beside the word, 0 without one."""
        return tingkat_predikat(self.predikat, self.skala)

    @property
    def dibuka(self) -> bool:
        return self.jadwal is not None and self.hari >= self.jadwal.buka


def tingkat_predikat(kata: str, skala: Scale) -> int:
    """1 to 5 for the bars beside the word, whatever the scale calls its bands; 0 without a word."""
    nama = [p.name for p in skala.bands]
    if kata not in nama:
        return 0
    # Best band five bars, worst band one, the others evenly between.
    return 1 + (4 * nama.index(kata)) // max(1, len(nama) - 1)


@dataclass(frozen=True, eq=False)
class BarisPapan:
    """A unit (None is the whole agency) over the four quarters, and with whom it shares indicators."""

    unit: UnitKerja | None
    sel: tuple[SelPapan, ...]
    bersama: tuple[str, ...] = ()

    @cached_property
    def jumlah_indikator(self) -> int:
        return len({b.indikator.pk for s in self.sel for b in s.butir})


@dataclass(frozen=True, eq=False)
class Papan:
    instansi: Instansi
    tahun: int
    hari: date
    jadwal: dict[int, JadwalTriwulan]
    unit: tuple[UnitKerja, ...]
    butir: tuple[ButirPapan, ...]
    wewenang: Wewenang
    skala: Scale = field(default=STANDARD_SCALE)

    @cached_property
    def _per_sel(self) -> dict[tuple[int, int | None], list[ButirPapan]]:
        """(quarter, main unit) → its rows."""
        hasil: dict[tuple[int, int | None], list[ButirPapan]] = defaultdict(list)
        for b in self.butir:
            hasil[b.triwulan, b.unit_utama].append(b)
        return hasil

    def pada(self, triwulan: int) -> list[ButirPapan]:
        return [b for b in self.butir if b.triwulan == triwulan]

    def sel(self, triwulan: int, unit_ids: Collection[int] | None = None) -> SelPapan:
        """The rows of these units (utama), or of the whole agency."""
        butir = (
            self.pada(triwulan)
            if unit_ids is None
            else [b for u in unit_ids for b in self._per_sel.get((triwulan, u), [])]
        )
        return SelPapan(triwulan, self.jadwal.get(triwulan), tuple(butir), self.hari, self.skala)

    @cached_property
    def baris_unit(self) -> list[BarisPapan]:
        """Units that answer for something this year, in their own order."""
        dipakai = {b.unit_utama for b in self.butir}
        return [
            BarisPapan(u, tuple(self.sel(n, [u.pk]) for n in TRIWULAN), self._bersama(u))
            for u in self.unit
            if u.pk in dipakai
        ]

    @cached_property
    def seluruh(self) -> BarisPapan:
        return BarisPapan(None, tuple(self.sel(n) for n in TRIWULAN))

    def _bersama(self, unit: UnitKerja) -> tuple[str, ...]:
        ikut = {u for b in self.butir if b.unit_utama == unit.pk for u in b.unit_ids}
        return tuple(u.sebutan for u in self.unit if u.pk in ikut and u.pk != unit.pk)

    @property
    def berjalan(self) -> list[int]:
        """Quarters that have opened and are not locked, the earliest first."""
        return [n for n, j in sorted(self.jadwal.items()) if j.buka <= self.hari and not j.terkunci]

    @property
    def triwulan_kini(self) -> int | None:
        """The open quarter, else the first one that opened and is not locked."""
        terbuka = [n for n in self.berjalan if self.jadwal[n].terbuka(self.hari)]
        return next(iter(terbuka or self.berjalan), None)

    @property
    def dibuka_berikutnya(self) -> JadwalTriwulan | None:
        """The next quarter that has yet to open."""
        return min(
            (j for j in self.jadwal.values() if j.buka > self.hari), key=lambda j: j.buka, default=None
        )

    def milikku(self, triwulan: int) -> list[ButirPapan]:
        """What this person may type in that quarter."""
        return [b for b in self.pada(triwulan) if self.wewenang.boleh_isi(b.indikator)]

    def menunggu_reviu(self, triwulan: int) -> list[ButirPapan]:
        """Submitted rows that this person may decide."""
        return [
            b for b in self.pada(triwulan)
            if b.status == S.DIAJUKAN and b.realisasi and self.wewenang.boleh_reviu(b.realisasi)
        ]  # fmt: skip

    def tanpa_kabid(self, triwulan: int) -> list[ButirPapan]:
        """Required rows that no kabid may decide, so that they wait for pimpinan."""
        return [
            b for b in self.pada(triwulan)
            if b.wajib
            and self.wewenang.tanpa_kabid(b.realisasi or Realisasi(indikator=b.indikator, triwulan=triwulan))
        ]  # fmt: skip

    def dinilai(self, triwulan: int) -> list[ButirPapan]:
        """Approved and judged rows of the quarter, lowest first."""
        ada = [
            (b.capaian.percent, b) for b in self.pada(triwulan) if b.capaian and b.capaian.percent is not None
        ]
        return [b for _, b in sorted(ada, key=lambda pasangan: pasangan[0])]


def muat_papan(pengguna: Pengguna, instansi: Instansi, tahun: int, hari: date) -> Papan:
    """Everything of the year, in a constant number of queries."""
    pengukur = Pengukur.muat(instansi, tahun, None, hanya_disetujui=False)
    indikator = pengukur.indikator
    prefetch_related_objects(list(indikator.values()), "baris_pengisi", "pemakaian")
    jadwal = {j.triwulan: j for j in JadwalTriwulan.objects.milik(instansi, tahun).select_related("instansi")}
    disetujui_saja = pengukur.yang_disetujui()
    butir = [b for i in indikator.values() for b in _butir(i, pengukur, disetujui_saja)]
    berjalan = {n for n, j in jadwal.items() if not j.terkunci}
    # Who typed a row matters only where it can still be decided.
    lekatkan_penyimpan(b.realisasi for b in butir if b.realisasi and b.triwulan in berjalan)
    kebijakan = pengukur.kebijakan
    return Papan(
        instansi=instansi, tahun=tahun, hari=hari, jadwal=jadwal, butir=tuple(butir),
        unit=tuple(UnitKerja.objects.filter(instansi=instansi)),
        wewenang=Wewenang.muat(pengguna, instansi, hari),
        skala=kebijakan.skala_predikat() if kebijakan else STANDARD_SCALE,
    )  # fmt: skip


def _butir(i: Indikator, pengukur: Pengukur, disetujui_saja: Pengukur) -> list[ButirPapan]:
    pengisi = list(i.baris_pengisi.all())
    pemakaian = list(i.pemakaian.all())
    unit_ids = frozenset(p.unit_id for p in pengisi)
    utama = next((p.unit_id for p in pengisi if p.utama), None)
    hasil = []
    for n in TRIWULAN:
        if any(mencakup(p, n) for p in pemakaian):
            k = pengukur.ketetapan(i, n)
            r = pengukur.realisasi(i, n)
            hasil.append(ButirPapan(i, n, k, k.target_tw(n), r, unit_ids, utama, pengukur, disetujui_saja))
    return hasil
