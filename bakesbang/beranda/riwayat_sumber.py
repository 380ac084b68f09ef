"""Where the trace is kept and how one agency's part of it is found: the append-only log and the history tables
of every tracked model, asked together in one query, newest first.

A history row knows its agency only through its parents, which may be gone by now. So the way leads through history
tables too: what was dropped stays readable, and another agency's rows are never reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Model, Q, QuerySet, TextChoices, Value

from bakesbang.kinerja import alur
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    NilaiVariabel,
    Realisasi,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Instansi
from bakesbang.trail.models import Catatan
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi


class Jenis(TextChoices):
    """Kinds of change, as a person asks for them."""

    INDIKATOR = "indikator", "Indikator dan formula"
    TARGET = "target", "Target"
    DOKUMEN = "dokumen", "Rencana Aksi dan IKU"
    ISIAN = "isian", "Isian realisasi dan bukti"
    STATUS = "status", "Pengajuan dan reviu"
    JADWAL = "jadwal", "Jadwal dan kunci"
    KEBIJAKAN = "kebijakan", "Kebijakan"
    ORGANISASI = "organisasi", "Organisasi dan pengguna"


S = StatusRealisasi
DIPUTUS_STATUS = frozenset({S.DIAJUKAN, S.DISETUJUI, S.DIKEMBALIKAN})
DIPUTUS = Q(status__in=DIPUTUS_STATUS) | Q(history_change_reason="Menarik kembali")
# The history of the realization says the same, with old and new values.
KATA_ALUR = [p.kata for p in alur.ALUR.values()]
JENIS_OBJEK: dict[str, Jenis] = {
    "kinerja.indikator": Jenis.INDIKATOR,
    "kinerja.ketetapanindikator": Jenis.INDIKATOR,
    "kinerja.realisasi": Jenis.ISIAN,
    "kinerja.buktidukung": Jenis.ISIAN,
    "kinerja.jadwaltriwulan": Jenis.JADWAL,
    "kinerja.kuncitriwulan": Jenis.JADWAL,
    "kinerja.kebijakancapaian": Jenis.KEBIJAKAN,
}


@dataclass(frozen=True)
class Saringan:
    """What the reader asks for; None and "" ask for everything."""

    jenis: str = ""
    oleh: int | None = None
    unit: int | None = None
    indikator: int | None = None
    dari: date | None = None
    sampai: date | None = None
    kata: str = ""

    @property
    def suku(self) -> list[str]:
        return self.kata.split()[:6]


@dataclass(frozen=True)
class Ruang:
    """How far this reader sees: one agency and year, and the units he is held to (None: all)."""

    instansi: Instansi
    tahun: int
    unit_ids: frozenset[int] | None
    saring: Saringan = field(default_factory=Saringan)

    @property
    def hanya_indikator(self) -> bool:
        """Only what belongs to certain indicators: the reader is held to units, or asked for unit or indicator."""
        return self.unit_ids is not None or self.saring.unit is not None or self.saring.indikator is not None

    @cached_property
    def indikator(self) -> QuerySet[Any]:
        """Ids of the indicators that are still there."""
        baris = Indikator.objects.milik(self.instansi, self.tahun)
        if self.unit_ids is not None:
            baris = baris.filter(baris_pengisi__unit__in=self.unit_ids)
        if self.saring.unit is not None:
            baris = baris.filter(pk__in=Indikator.objects.filter(pengisi=self.saring.unit).values("pk"))
        if self.saring.indikator is not None:
            baris = baris.filter(pk=self.saring.indikator)
        return baris.order_by().values("pk")

    @cached_property
    def ketetapan_hilang(self) -> list[int]:
        """Ketetapan whose indicator is gone altogether: found through the documents that once held them."""
        if self.hanya_indikator and (self.saring.indikator is None or self.unit_ids is not None):
            return []
        pernah = sejarah(IndikatorSasaran).filter(sasaran_id__in=self.sasaran).values("ketetapan_id")
        pernah_iku = sejarah(IndikatorKinerjaUtama).filter(versi_id__in=self.versi_iku).values("ketetapan_id")
        hilang = sejarah(KetetapanIndikator).filter(Q(id__in=pernah) | Q(id__in=pernah_iku))
        hilang = hilang.exclude(indikator_id__in=Indikator.objects.values("pk"))
        if self.saring.indikator is not None:
            hilang = hilang.filter(indikator_id=self.saring.indikator)
        return list(hilang.order_by().values_list("id", flat=True).distinct())

    @cached_property
    def ketetapan(self) -> QuerySet[Any]:
        """Ids of every ketetapan there is or was."""
        ada = Q(indikator_id__in=self.indikator) | Q(id__in=self.ketetapan_hilang)
        return sejarah(KetetapanIndikator).filter(ada).order_by().values("id")

    @property
    def realisasi(self) -> QuerySet[Any]:
        return Realisasi.objects.filter(indikator__in=self.indikator).order_by().values("pk")

    @property
    def versi_ra(self) -> QuerySet[Any]:
        rencana = sejarah(RencanaAksi).filter(instansi_id=self.instansi.pk, tahun=self.tahun).values("id")
        return sejarah(VersiRencanaAksi).filter(rencana_id__in=rencana).order_by().values("id")

    @property
    def sasaran(self) -> QuerySet[Any]:
        return sejarah(Sasaran).filter(versi_id__in=self.versi_ra).order_by().values("id")

    @property
    def versi_iku(self) -> QuerySet[Any]:
        daftar = sejarah(DaftarIku).filter(instansi_id=self.instansi.pk, tahun=self.tahun).values("id")
        return sejarah(VersiIku).filter(daftar_id__in=daftar).order_by().values("id")

    @property
    def waktu(self) -> tuple[datetime | None, datetime | None]:
        """The asked dates as moments at the agency's place; the last day counts whole."""
        awal, akhir = self.saring.dari, self.saring.sampai
        return (
            datetime.combine(awal, time.min, self.instansi.zone) if awal else None,
            datetime.combine(akhir + timedelta(days=1), time.min, self.instansi.zone) if akhir else None,
        )


def sejarah(model: type[Model]) -> QuerySet[Any]:
    """The history rows of a tracked model."""
    kueri: QuerySet[Any] = model.riwayat.model._default_manager.order_by()  # type: ignore[attr-defined]
    return kueri


@dataclass(frozen=True)
class Sumber:
    """One history table: whose rows they are, which kind they tell of, which texts can be searched."""

    kode: str
    model: type[Model]
    jenis: Callable[[str], Q | None]  # the rows of a kind, None when there are none
    milik: Callable[[Ruang], Q | None]  # the rows of this agency, None when this reader sees none
    teks: tuple[str, ...]
    indikator: str = ""  # the way to the indicator's name for the search

    def kueri(self, ruang: Ruang) -> QuerySet[Any] | None:
        milik, jenis = self.milik(ruang), self.jenis(ruang.saring.jenis)
        if milik is None or jenis is None:
            return None
        baris = sejarah(self.model).filter(milik, jenis)
        if ruang.saring.oleh is not None:
            baris = baris.filter(history_user=ruang.saring.oleh or None)
        awal, akhir = ruang.waktu
        if awal:
            baris = baris.filter(history_date__gte=awal)
        if akhir:
            baris = baris.filter(history_date__lt=akhir)
        for kata in ruang.saring.suku:
            baris = baris.filter(self._memuat(kata, ruang))
        return _kolom(baris, F("history_date"), self.kode, F("history_id"))

    def _memuat(self, kata: str, ruang: Ruang) -> Q:
        syarat = Q(history_change_reason__icontains=kata)
        for medan in self.teks:
            syarat |= Q(**{f"{medan}__icontains": kata})
        if self.indikator:
            bernama = sejarah(KetetapanIndikator).filter(id__in=ruang.ketetapan, uraian__icontains=kata)
            syarat |= {
                "ketetapan": lambda: Q(ketetapan_id__in=bernama.values("id")),
                "realisasi": lambda: Q(realisasi_id__in=Realisasi.objects.filter(indikator__in=bernama.values("indikator_id")).values("pk")),
            }[self.indikator]()  # fmt: skip
        return syarat


def _kolom(baris: QuerySet[Any], waktu: Any, kode: str, nomor: Any) -> QuerySet[Any]:
    isi = {"w": waktu, "s": Value(kode, output_field=CharField()), "n": nomor}
    return baris.order_by().annotate(**isi).values_list("w", "s", "n")


def _tetap(*jenis: Jenis) -> Callable[[str], Q | None]:
    return lambda diminta: Q() if not diminta or diminta in jenis else None


def _jenis_realisasi(diminta: str) -> Q | None:
    dasar = ~Q(history_type="+")  # the empty row that the first typed value makes
    if diminta == Jenis.STATUS:
        return dasar & DIPUTUS
    if diminta == Jenis.ISIAN:
        return dasar & ~DIPUTUS
    return dasar if not diminta else None


def _dokumen(medan: str, ids: Callable[[Ruang], Any]) -> Callable[[Ruang], Q | None]:
    return lambda r: None if r.hanya_indikator else Q(**{medan: ids(r)})


def _butir(medan: str, ids: Callable[[Ruang], Any]) -> Callable[[Ruang], Q]:
    return lambda r: Q(ketetapan_id__in=r.ketetapan) if r.hanya_indikator else Q(**{f"{medan}__in": ids(r)})


def _ketetapan(r: Ruang) -> Q:
    return Q(ketetapan_id__in=r.ketetapan)


def _milik_instansi(r: Ruang) -> Q | None:
    return None if r.hanya_indikator else Q(instansi_id=r.instansi.pk, tahun=r.tahun)


DOKUMEN = _tetap(Jenis.DOKUMEN)
NILAI_TERISI = ~Q(history_type="+", teks="")
SUMBER: tuple[Sumber, ...] = (
    Sumber("ketetapan", KetetapanIndikator, _tetap(Jenis.INDIKATOR),
           lambda r: Q(indikator_id__in=r.indikator) | Q(id__in=r.ketetapan_hilang), ("uraian", "rumus", "alasan")),
    Sumber("variabel", Variabel, _tetap(Jenis.INDIKATOR), _ketetapan, ("label", "sumber_data"), "ketetapan"),
    Sumber("tahunan", TargetTahunan, _tetap(Jenis.TARGET), _ketetapan, ("teks",), "ketetapan"),
    Sumber("triwulan", TargetTriwulan, _tetap(Jenis.TARGET), _ketetapan, ("teks", "penjelasan"), "ketetapan"),
    Sumber("realisasi", Realisasi, _jenis_realisasi, lambda r: Q(indikator_id__in=r.indikator),
           ("teks", "uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut", "catatan"), "ketetapan"),
    Sumber("nilai", NilaiVariabel, _tetap(Jenis.ISIAN), lambda r: Q(realisasi_id__in=r.realisasi) & NILAI_TERISI,
           ("teks",), "realisasi"),
    Sumber("ra", RencanaAksi, DOKUMEN, _milik_instansi, ("nama_cetak",)),
    Sumber("versi_ra", VersiRencanaAksi, DOKUMEN, _dokumen("id__in", lambda r: r.versi_ra), ("nomor_surat", "alasan")),
    Sumber("sasaran", Sasaran, DOKUMEN, _dokumen("versi_id__in", lambda r: r.versi_ra), ("uraian",)),
    Sumber("di_sasaran", IndikatorSasaran, DOKUMEN, _butir("sasaran_id", lambda r: r.sasaran),
           ("penanggung_jawab_cetak",), "ketetapan"),
    Sumber("daftar_iku", DaftarIku, DOKUMEN, _milik_instansi, ("nama_cetak",)),
    Sumber("versi_iku", VersiIku, DOKUMEN, _dokumen("id__in", lambda r: r.versi_iku), ("nomor_surat", "alasan", "visi", "misi")),
    Sumber("di_iku", IndikatorKinerjaUtama, DOKUMEN, _butir("versi_id", lambda r: r.versi_iku),
           ("sasaran", "alasan", "penanggung_jawab_cetak"), "ketetapan"),
)  # fmt: skip
PER_KODE = {s.kode: s for s in SUMBER}
CATATAN = "catatan"


def kueri_catatan(ruang: Ruang) -> QuerySet[Any]:
    """The log: acts of this year, and those that belong to no year (people, units, offices)."""
    baris = Catatan.objects.of_agency(ruang.instansi.pk).filter(Q(tahun=ruang.tahun) | Q(tahun=None))
    baris = baris.exclude(objek_jenis="kinerja.realisasi", tindakan__in=KATA_ALUR)
    if ruang.saring.jenis:
        baris = baris.filter(_jenis_catatan(ruang.saring.jenis))
    if ruang.hanya_indikator:
        baris = baris.filter(
            Q(objek_jenis="kinerja.indikator", objek_id__in=ruang.indikator)
            | Q(objek_jenis="kinerja.ketetapanindikator", objek_id__in=ruang.ketetapan)
            | Q(objek_jenis="kinerja.realisasi", objek_id__in=ruang.realisasi)
        )
    if ruang.saring.oleh is not None:
        baris = baris.filter(oleh=ruang.saring.oleh or None)
    awal, akhir = ruang.waktu
    if awal:
        baris = baris.filter(waktu__gte=awal)
    if akhir:
        baris = baris.filter(waktu__lt=akhir)
    for kata in ruang.saring.suku:
        baris = baris.filter(
            Q(tindakan__icontains=kata) | Q(objek_nama__icontains=kata) | Q(alasan__icontains=kata)
        )
    return _kolom(baris, F("waktu"), CATATAN, F("pk"))


def _jenis_catatan(jenis: str) -> Q:
    bernama = [nama for nama, j in JENIS_OBJEK.items() if j == jenis]
    if jenis == Jenis.DOKUMEN:
        return Q(objek_jenis__startswith="rencana_aksi.") | Q(objek_jenis__startswith="iku.")
    if jenis == Jenis.ORGANISASI:
        return Q(objek_jenis__startswith="organisasi.")
    return Q(objek_jenis__in=bernama)


def kueri_riwayat(ruang: Ruang) -> QuerySet[Any]:
    """(waktu, kode sumber, nomor) of everything this reader asked for, newest first."""
    bagian = [kueri for s in SUMBER if (kueri := s.kueri(ruang)) is not None]
    return kueri_catatan(ruang).union(*bagian, all=True).order_by("-w", "s", "-n")


def rujukan(baris: Iterable[tuple[datetime, str, int]]) -> dict[str, list[int]]:
    """The numbers of a page's rows by where they are kept."""
    hasil: dict[str, list[int]] = {}
    for _, kode, nomor in baris:
        hasil.setdefault(kode, []).append(nomor)
    return hasil
