"""The rows of a quarter: every indicator that is due, once, under its sasaran, measured, with what this
person may do with it. Entry grid, review, board, lock and reports all start from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q

from bakesbang.kinerja.kelengkapan import Hal, kekurangan, tidak_biasa, wajib
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, KebijakanCapaian, PengisiIndikator, Realisasi
from bakesbang.kinerja.pengukuran import Pengukur, UkuranIndikator, UkuranTriwulan
from bakesbang.kinerja.pilihan import NamaDokumen, StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.izin import Konteks
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

    @cached_property
    def wajib(self) -> bool:
        return wajib(self.tw)

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
    k: Konteks,
    triwulan: int,
    hari: date,
    *,
    unit_ids: Iterable[int] | None = None,
    hanya_disetujui: bool = False,
) -> Kisi:
    """The rows due in the quarter, of these units or (None) of the whole agency, in a constant number of queries."""
    indikator = _jatuh_tempo(k, triwulan, unit_ids)
    jalur = _jalur(k, triwulan)
    pengukur = Pengukur.muat(k.instansi, k.tahun, list(indikator), hanya_disetujui)
    realisasi = _realisasi(indikator, triwulan)
    wewenang = Wewenang.muat(k.pengguna, k.instansi, hari)
    urut = {pk: n for n, pk in enumerate(jalur)}
    baris = [
        _baris(
            i, pengukur.ukur(pengukur.indikator[pk]), triwulan, jalur.get(pk, ()), realisasi.get(pk), wewenang
        )
        for pk, i in sorted(indikator.items(), key=lambda isi: urut.get(isi[0], len(urut)))
    ]
    jadwal = JadwalTriwulan.objects.filter(instansi=k.instansi, tahun=k.tahun, triwulan=triwulan).first()
    return Kisi(triwulan, jadwal, pengukur.kebijakan, wewenang, tuple(baris))


def muat_baris(k: Konteks, triwulan: int, indikator_id: int, hari: date) -> Baris | None:
    """One row, without its path; None when the agency has no such indicator due in the quarter."""
    indikator = Indikator.objects.milik(k.instansi, k.tahun).dipakai(triwulan).filter(pk=indikator_id)
    satu = {i.pk: i for i in indikator.prefetch_related("baris_pengisi__unit", "pemakaian")}
    if not satu:
        return None
    pengukur = Pengukur.muat(k.instansi, k.tahun, [indikator_id], hanya_disetujui=False)
    realisasi = _realisasi(satu, triwulan).get(indikator_id)
    wewenang = Wewenang.muat(k.pengguna, k.instansi, hari)
    return _baris(
        satu[indikator_id], pengukur.ukur(pengukur.indikator[indikator_id]), triwulan, (), realisasi, wewenang
    )


def _jatuh_tempo(k: Konteks, triwulan: int, unit_ids: Iterable[int] | None) -> dict[int, Indikator]:
    baris = Indikator.objects.milik(k.instansi, k.tahun).dipakai(triwulan)
    if unit_ids is not None:
        baris = baris.filter(baris_pengisi__unit__in=list(unit_ids))
    return {i.pk: i for i in baris.prefetch_related("baris_pengisi__unit", "pemakaian").distinct()}


def _realisasi(indikator: dict[int, Indikator], triwulan: int) -> dict[int, Realisasi]:
    baris = (
        Realisasi.objects.filter(indikator__in=indikator, triwulan=triwulan)
        .select_related("ketetapan", "diisi_oleh", "diajukan_oleh", "disetujui_oleh", "dikembalikan_oleh")
        .prefetch_related("penyimpan", "nilai_variabel")
        .annotate(jumlah_bukti=Count("bukti", filter=Q(bukti__dihapus_pada=None)))
    )
    hasil: dict[int, Realisasi] = {}
    for r in baris:
        r.indikator = indikator[r.indikator_id]
        hasil[r.indikator_id] = r
    return hasil


def _baris(
    indikator: Indikator,
    ukuran: UkuranIndikator,
    triwulan: int,
    jalur: tuple[str, ...],
    realisasi: Realisasi | None,
    wewenang: Wewenang,
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
        bukti=realisasi.jumlah_bukti if realisasi else 0,  # type: ignore[attr-defined]
        boleh_isi=wewenang.boleh_isi(indikator),
        boleh_reviu=wewenang.boleh_reviu(ditanya),
        berwenang_reviu=wewenang.berwenang_reviu(ditanya),
        tanpa_kabid=wewenang.tanpa_kabid(ditanya),
    )


def _jalur(k: Konteks, triwulan: int) -> dict[int, tuple[str, ...]]:
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
