"""The rows of a quarter: every indicator that is due, once, under its sasaran, measured, with what this
person may do with it. Entry grid, review, board, lock and reports all start from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, prefetch_related_objects

from bakesbang.kinerja.kelengkapan import Hal, kekurangan, tidak_biasa, wajib
from bakesbang.kinerja.models import (
    BuktiDukung,
    Indikator,
    JadwalTriwulan,
    KebijakanCapaian,
    PengisiIndikator,
    Realisasi,
)
from bakesbang.kinerja.pemuat import lekatkan_penyimpan
from bakesbang.kinerja.pengukuran import Pengukur, Tuntutan, UkuranIndikator, UkuranTriwulan
from bakesbang.kinerja.pilihan import NamaDokumen, StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.permissions import PageContext
from iku.models import IndikatorKinerjaUtama, VersiIku
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.pohon import jalur_indikator

IKU_SAJA = "Indikator Kinerja Utama"


@dataclass(frozen=True)
class Baris:
    """One indicator in one quarter."""

    indikator: Indikator
    ukuran: UkuranIndikator
    triwulan: int
    jalur: tuple[str, ...]  # its sasaran from the top down
    dokumen: frozenset[str]  # in which documents it is in use
    realisasi: Realisasi | None  # with pengisi, pemakaian, penyimpan: what Wewenang asks for
    bukti: int
    boleh_isi: bool
    boleh_reviu: bool
    berwenang_reviu: bool
    tanpa_kabid: bool

    @property
    def tw(self) -> UkuranTriwulan:
        return self.ukuran.tw(self.triwulan)

    @property
    def lalu(self) -> UkuranTriwulan | None:
        return self.ukuran.tw(self.triwulan - 1) if self.triwulan > 1 else None

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else StatusRealisasi.BELUM_DIISI

    @property
    def uraian(self) -> str:
        return self.tuntutan.ketetapan.uraian

    @cached_property
    def tuntutan(self) -> Tuntutan:
        return self.ukuran.tuntutan(self.triwulan)

    @cached_property
    def wajib(self) -> bool:
        return wajib(self.tuntutan)

    @cached_property
    def kekurangan(self) -> list[Hal]:
        return kekurangan(self.tw)

    @cached_property
    def tidak_biasa(self) -> list[str]:
        return tidak_biasa(self.tw)

    @property
    def lengkap(self) -> bool:
        return not self.kekurangan

    @property
    def pengisi(self) -> list[PengisiIndikator]:
        return list(self.indikator.baris_pengisi.all())

    @property
    def unit_utama(self) -> PengisiIndikator | None:
        return next((p for p in self.pengisi if p.utama), None)


@dataclass(frozen=True)
class Kelompok:
    """Rows under one path of sasaran; ``baru`` tells from which level on the path differs from the one above."""

    jalur: tuple[str, ...]
    baris: tuple[Baris, ...]
    baru: int = 0


@dataclass(frozen=True)
class Kisi:
    """All rows of a quarter that were asked for, in printed order."""

    triwulan: int
    jadwal: JadwalTriwulan | None
    kebijakan: KebijakanCapaian | None
    wewenang: Wewenang
    baris: tuple[Baris, ...] = field(default_factory=tuple)

    @property
    def terkunci(self) -> bool:
        return self.jadwal is not None and self.jadwal.terkunci

    @cached_property
    def kelompok(self) -> list[Kelompok]:
        """The rows grouped by their path, in order."""
        hasil: list[Kelompok] = []
        atas: tuple[str, ...] = ()
        for baris in self.baris:
            if hasil and hasil[-1].jalur == baris.jalur:
                hasil[-1] = Kelompok(baris.jalur, (*hasil[-1].baris, baris), hasil[-1].baru)
                continue
            sama = 0
            while sama < min(len(atas), len(baris.jalur)) and atas[sama] == baris.jalur[sama]:
                sama += 1
            hasil.append(Kelompok(baris.jalur, (baris,), sama))
            atas = baris.jalur
        return hasil

    def belum_lengkap(self) -> list[Baris]:
        """Required rows that nobody has approved yet: they keep the quarter from being locked."""
        return [b for b in self.baris if b.wajib and b.status != StatusRealisasi.DISETUJUI]


def muat_kisi(
    k: PageContext,
    triwulan: int,
    hari: date,
    *,
    unit_ids: Iterable[int] | None = None,
    hanya_disetujui: bool = False,
) -> Kisi:
    """The rows due in the quarter, of these units or (None) of the whole agency, in a constant number of queries."""
    ids = _jatuh_tempo(k, triwulan, unit_ids)
    jalur = _jalur(k, triwulan)
    pengukur = Pengukur.muat(k.instansi, k.tahun, ids, hanya_disetujui=False)
    wewenang = Wewenang.muat(k.pengguna, k.instansi, hari)
    urut = {pk: n for n, pk in enumerate(jalur)}
    diminta = sorted((pengukur.indikator[pk] for pk in ids), key=lambda i: urut.get(i.pk, len(urut)))
    baris = _susun(diminta, pengukur, triwulan, wewenang, jalur, hanya_disetujui=hanya_disetujui)
    jadwal = JadwalTriwulan.objects.filter(instansi=k.instansi, tahun=k.tahun, triwulan=triwulan).first()
    return Kisi(triwulan, jadwal, pengukur.kebijakan, wewenang, tuple(baris))


def muat_baris(k: PageContext, triwulan: int, indikator_id: int, hari: date) -> Baris | None:
    """One row, without its path; None when the agency has no such indicator due in the quarter."""
    if not Indikator.objects.milik(k.instansi, k.tahun).dipakai(triwulan).filter(pk=indikator_id).exists():
        return None
    pengukur = Pengukur.muat(k.instansi, k.tahun, [indikator_id], hanya_disetujui=False)
    wewenang = Wewenang.muat(k.pengguna, k.instansi, hari)
    return _susun([pengukur.indikator[indikator_id]], pengukur, triwulan, wewenang, {})[0]


def _jatuh_tempo(k: PageContext, triwulan: int, unit_ids: Iterable[int] | None) -> list[int]:
    baris = Indikator.objects.milik(k.instansi, k.tahun).dipakai(triwulan)
    if unit_ids is not None:
        baris = baris.filter(baris_pengisi__unit__in=list(unit_ids))
    return list(baris.order_by("pk").values_list("pk", flat=True).distinct())


def _susun(
    indikator: list[Indikator],
    pengukur: Pengukur,
    triwulan: int,
    wewenang: Wewenang,
    jalur: dict[int, tuple[str, ...]],
    *,
    hanya_disetujui: bool = False,
) -> list[Baris]:
    """The rows of these indicators. What is shown and decided is every row there is, also where only approved ones
    are measured."""
    prefetch_related_objects(list(indikator), "baris_pengisi__unit", "pemakaian")
    realisasi = {i.pk: r for i in indikator if (r := pengukur.realisasi(i, triwulan))}
    lekatkan_penyimpan(realisasi.values())
    bukti = dict(
        BuktiDukung.objects.filter(realisasi__in=realisasi.values(), dihapus_pada=None)
        .order_by()
        .values_list("realisasi")
        .annotate(Count("pk"))
    )
    ukur = (pengukur.yang_disetujui() if hanya_disetujui else pengukur).ukur
    hasil = []
    for i in indikator:
        r = realisasi.get(i.pk)
        hasil.append(
            _baris(i, ukur(i), triwulan, jalur.get(i.pk, ()), r, wewenang, bukti.get(r.pk, 0) if r else 0)
        )
    return hasil


def _baris(
    indikator: Indikator,
    ukuran: UkuranIndikator,
    triwulan: int,
    jalur: tuple[str, ...],
    realisasi: Realisasi | None,
    wewenang: Wewenang,
    bukti: int,
) -> Baris:
    # A row that does not exist yet is asked about as an empty one.
    ditanya = realisasi or Realisasi(indikator=indikator, triwulan=triwulan)
    return Baris(
        indikator=indikator,
        ukuran=ukuran,
        triwulan=triwulan,
        jalur=jalur,
        dokumen=frozenset(p.dokumen for p in indikator.pemakaian.all()),
        realisasi=realisasi,
        bukti=bukti,
        boleh_isi=wewenang.boleh_isi(indikator),
        boleh_reviu=wewenang.boleh_reviu(ditanya),
        berwenang_reviu=wewenang.berwenang_reviu(ditanya),
        tanpa_kabid=wewenang.tanpa_kabid(ditanya),
    )


def _jalur(k: PageContext, triwulan: int) -> dict[int, tuple[str, ...]]:
    """indikator id → path; first the plan in its printed order, then what only the IKU names."""
    jalur: dict[int, tuple[str, ...]] = {}
    rencana = (
        VersiRencanaAksi.objects.filter(rencana__instansi=k.instansi, rencana__tahun=k.tahun)
        .pada(triwulan)
        .first()
    )
    if rencana is not None:
        jalur |= jalur_indikator(rencana)
    daftar = (
        VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun).pada(triwulan).first()
    )
    if daftar is not None:
        isi = IndikatorKinerjaUtama.objects.filter(versi=daftar).values_list(
            "ketetapan__indikator_id", "sasaran"
        )
        for indikator_id, sasaran in isi:
            jalur.setdefault(indikator_id, (IKU_SAJA, sasaran))
    return jalur


def sebab_dokumen(baris: Baris) -> list[str]:
    """The names of the documents that a row belongs to, for its badges."""
    return [str(NamaDokumen(d).label) for d in sorted(baris.dokumen, reverse=True)]
