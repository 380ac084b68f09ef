"""Reminders of one day: what a person would say in the corridor, once. The command ``ingatkan`` calls it daily.

Staff hear from it seven days and one day before the due date and one day after, while required rows of their unit
are not sent; heads get one digest each Monday while a quarter runs. The key of every notice names quarter, due
date and unit, so a second run of the same day says nothing, and a moved due date is told anew (lessons §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.models import JadwalTriwulan, Pemberitahuan
from bakesbang.kinerja.pemberitahuan import dibuka, kabarkan
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.permissions import page_url
from bakesbang.organisasi.roles import Peran
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.realisasi.papan import Papan, SelPapan, muat_papan

JARAK = {7: "H-7", 1: "H-1", -1: "H+1"}  # days until the due date
SENIN = 0


@dataclass(frozen=True)
class Orang:
    """Who answers for a unit: its staff; while it has none, its head; while it has neither, the planner."""

    staf: Mapping[int, list[Pengguna]]
    kepala: Mapping[int, list[Pengguna]]
    penyusun: list[Pengguna]

    @classmethod
    def muat(cls, papan: Papan) -> Orang:
        semua = list(Pengguna.objects.filter(instansi=papan.instansi, is_active=True))
        staf: dict[int, list[Pengguna]] = {}
        for p in semua:
            if p.peran == Peran.STAF and p.unit_id:
                staf.setdefault(p.unit_id, []).append(p)
        kepala = {unit: [p for p in semua if p.pk in orang] for unit, orang in papan.wewenang.kepala.items()}
        return cls(staf, kepala, [p for p in semua if p.peran == Peran.PENYUSUN])

    def penanggung(self, unit_id: int) -> list[Pengguna]:
        return self.staf.get(unit_id) or self.kepala.get(unit_id) or self.penyusun


@transaction.atomic
def ingatkan(*, instansi: Instansi, hari: date, waktu: datetime) -> list[Pemberitahuan]:
    """Everything that is due to be said on that day; returns the notices that are new. Calling it again on the same
    day returns nothing."""
    baru: list[Pemberitahuan] = []
    for tahun in TahunKerja.objects.filter(instansi=instansi).values_list("tahun", flat=True):
        berjalan = JadwalTriwulan.objects.milik(instansi, tahun).filter(dikunci_pada=None, buka__lte=hari)
        if not berjalan.exists():
            continue
        # Whom it is for does not matter to the counts; any account of the agency reads the same board.
        papan = muat_papan(Pengguna(instansi=instansi), instansi, tahun, hari)
        orang = Orang.muat(papan)
        for n in papan.berjalan:
            baru += dibuka(papan.jadwal[n], waktu, hari)
            baru += _batas(papan, orang, papan.jadwal[n], waktu)
        if hari.weekday() == SENIN:
            baru += _ringkasan_pekan(papan, orang, waktu)
    return baru


# ── before and after the due date ──
def _batas(papan: Papan, orang: Orang, jadwal: JadwalTriwulan, waktu: datetime) -> list[Pemberitahuan]:
    kata = JARAK.get((jadwal.batas - papan.hari).days)
    if kata is None:
        return []
    baru = []
    for unit, sel in _unit_kurang(papan, jadwal.triwulan):
        baru += kabarkan(
            orang.penanggung(unit.pk), instansi=papan.instansi, tahun=papan.tahun,
            kunci=f"ingat:{papan.tahun}:{jadwal.triwulan}:{jadwal.batas}:{kata}:{unit.pk}", isi=_kalimat_batas(unit, sel, jadwal, papan.hari),
            tautan=page_url(papan.instansi, papan.tahun, "realisasi:isi", triwulan=jadwal.triwulan), waktu=waktu,
        )  # fmt: skip
    return baru


def _unit_kurang(papan: Papan, triwulan: int) -> Iterable[tuple[UnitKerja, SelPapan]]:
    for baris in papan.baris_unit:
        if baris.unit is not None and baris.sel[triwulan - 1].kurang:
            yield baris.unit, baris.sel[triwulan - 1]


def _kalimat_batas(unit: UnitKerja, sel: SelPapan, jadwal: JadwalTriwulan, hari: date) -> str:
    tw = f"{label_of(jadwal.triwulan)} {jadwal.tahun}"
    sisa = (jadwal.batas - hari).days
    kurang = f"{sel.kurang} dari {sel.jumlah} indikator {unit.sebutan} belum dikirim"
    kembali = sum(b.status == StatusRealisasi.DIKEMBALIKAN for b in sel.wajib)
    rinci = f", {kembali} di antaranya dikembalikan" if kembali else ""
    if sisa < 0:
        return f"{tw} terlambat {-sisa} hari: {kurang}{rinci}. Isian masih diterima sampai {tanggal_panjang(jadwal.tutup)}."
    return f"{tw}: {kurang}{rinci}. Batas pengajuan {tanggal_panjang(jadwal.batas)}, {sisa} hari lagi."


# ── the week of a head ──
def _ringkasan_pekan(papan: Papan, orang: Orang, waktu: datetime) -> list[Pemberitahuan]:
    per_kabid: dict[int, tuple[Pengguna, list[int]]] = {}
    for unit_id, kepala in orang.kepala.items():
        for p in kepala:
            per_kabid.setdefault(p.pk, (p, []))[1].append(unit_id)
    pekan = f"{papan.hari.isocalendar().year}-{papan.hari.isocalendar().week:02d}"
    baru = []
    for kabid, unit in per_kabid.values():
        kalimat = [k for n in papan.berjalan if (k := _kalimat_pekan(papan, n, unit))]
        if not kalimat:
            continue
        baru += kabarkan(
            [kabid], instansi=papan.instansi, tahun=papan.tahun, kunci=f"pekan:{papan.tahun}:{pekan}", isi=" ".join(kalimat),
            tautan=page_url(papan.instansi, papan.tahun, "beranda:beranda"), waktu=waktu,
        )  # fmt: skip
    return baru


def _kalimat_pekan(papan: Papan, triwulan: int, unit: list[int]) -> str:
    """One sentence about a quarter; "" when nothing of these units is left to do."""
    sel = papan.sel(triwulan, unit)
    if sel.lengkap:
        return ""
    jumlah = {s: sum(b.status == s for b in sel.wajib) for s in StatusRealisasi}
    bagian = [
        f"{banyak} {kata}"
        for kata, banyak in (
            ("disetujui", jumlah[StatusRealisasi.DISETUJUI]),
            ("menunggu reviu", jumlah[StatusRealisasi.DIAJUKAN]),
            ("dikembalikan", jumlah[StatusRealisasi.DIKEMBALIKAN]),
            ("masih draf", jumlah[StatusRealisasi.DRAF]),
            ("belum diisi", jumlah[StatusRealisasi.BELUM_DIISI]),
        )
        if banyak
    ]
    jadwal = papan.jadwal[triwulan]
    sisa = (jadwal.batas - papan.hari).days
    batas = f"batas {tanggal_panjang(jadwal.batas)}" if sisa >= 0 else f"terlambat {-sisa} hari"
    return f"{label_of(triwulan)} {papan.tahun}, {sel.jumlah} indikator unit Anda: {', '.join(bagian)} ({batas})."
