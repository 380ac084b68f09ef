"""The calendar of the quarters, the agency's rules for a year, and notices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from bakesbang.calculation.predikat import STANDARD_SCALE as SKALA_BAKU
from bakesbang.calculation.predikat import Band, Scale
from bakesbang.kinerja.model_realisasi import pasangan, pelaku_fk
from bakesbang.kinerja.pilihan import TRIWULAN, AturanNol, KebijakanNihil
from bakesbang.organisasi.models import Instansi

BATAS = [(100, "100%"), (110, "110%"), (120, "120%"), (150, "150%")]


class JadwalQuerySet(models.QuerySet["JadwalTriwulan"]):
    def milik(self, instansi: Instansi, tahun: int) -> JadwalQuerySet:
        return self.filter(instansi=instansi, tahun=tahun)


class JadwalTriwulan(models.Model):
    """When entry opens, is due, and closes; and the lock. A date means until 23.59.59 at the agency's place."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="jadwal")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=TRIWULAN)
    buka = models.DateField("dibuka")
    batas = models.DateField("batas pengajuan")
    tutup = models.DateField("ditutup")
    dikunci_oleh = pelaku_fk()
    dikunci_pada = models.DateTimeField(null=True, blank=True)
    alasan_paksa = models.TextField("alasan mengunci sebelum lengkap", blank=True)
    berubah_sejak_dikunci = models.BooleanField("berubah sejak dikunci", default=False)
    catatan_pimpinan = models.TextField("catatan pimpinan", blank=True)

    objects = JadwalQuerySet.as_manager()

    class Meta:
        verbose_name = "jadwal triwulan"
        verbose_name_plural = "jadwal triwulan"
        ordering = ("instansi", "tahun", "triwulan")
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun", "triwulan"], name="jadwal_satu"),
            models.CheckConstraint(condition=Q(triwulan__gte=1, triwulan__lte=4), name="jadwal_triwulan"),
            models.CheckConstraint(
                condition=Q(batas__gte=F("buka"), tutup__gte=F("batas")),
                name="jadwal_urut",
                violation_error_message="Urutannya: dibuka, lalu batas pengajuan, lalu ditutup.",
            ),
            *pasangan("dikunci"),
        ]

    def __str__(self) -> str:
        return f"{self.get_triwulan_display()} Tahun {self.tahun}"

    @property
    def terkunci(self) -> bool:
        return self.dikunci_pada is not None

    def terbuka(self, hari: date) -> bool:
        """True when values may be typed and submitted on that day (returned rows stay editable until the lock)."""
        return not self.terkunci and self.buka <= hari <= self.tutup

    def lewat_batas(self, hari: date) -> bool:
        return hari > self.batas


class KunciTriwulan(models.Model):
    """One locking of a quarter: the frozen JSON of its report tables, from which locked prints come."""

    jadwal = models.ForeignKey(JadwalTriwulan, models.PROTECT, related_name="kunci")
    nomor = models.PositiveSmallIntegerField("nomor kunci")
    isi = models.JSONField("tabel laporan", encoder=DjangoJSONEncoder)
    sidik = models.CharField("sha256", max_length=64)
    penanda_tangan = models.JSONField("penanda tangan", default=dict, blank=True)
    catatan_pimpinan = models.TextField("catatan pimpinan", blank=True)
    alasan_paksa = models.TextField("alasan mengunci sebelum lengkap", blank=True)
    dikunci_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dikunci_pada = models.DateTimeField()
    dibuka_oleh = pelaku_fk()
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    alasan_buka = models.TextField("alasan dibuka kembali", blank=True)
    rujukan_buka = models.CharField("surat rujukan", max_length=300, blank=True)

    class Meta:
        verbose_name = "kunci triwulan"
        verbose_name_plural = "kunci triwulan"
        ordering = ("jadwal", "-nomor")
        constraints = [
            models.UniqueConstraint(fields=["jadwal", "nomor"], name="kunci_nomor_satu"),
            *pasangan("dibuka"),
            models.CheckConstraint(
                condition=Q(dibuka_pada=None) | (~Q(alasan_buka="") & ~Q(rujukan_buka="")),
                name="kunci_buka_beralasan",
                violation_error_message="Membuka kembali memerlukan alasan dan surat rujukan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jadwal}, kunci ke-{self.nomor}"


def skala_data(skala: Scale) -> dict[str, Any]:
    """Bands as JSON; the thresholds are text, so that no float ever touches them."""
    pita = [
        {"nama": p.name, "bawah": _teks(p.lower), "atas": _teks(p.upper), "warna": p.color}
        for p in skala.bands
    ]
    return {"termasuk_bawah": skala.includes_lower, "pita": pita}


def _teks(angka: Decimal | None) -> str | None:
    return None if angka is None else format(angka, "f")


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def skala_baku() -> dict[str, Any]:
    """The default bands as data (domain guide §9)."""
    return skala_data(SKALA_BAKU)


class KebijakanCapaian(models.Model):
    """One per agency and year: the rules that the core applies. Policy is data (domain guide §7–9)."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="kebijakan")
    tahun = models.PositiveSmallIntegerField("tahun")
    batas_atas = models.PositiveSmallIntegerField(
        "capaian paling tinggi", null=True, blank=True, choices=BATAS
    )
    aturan_nol = models.CharField(
        "bila target 0 dan makin rendah makin baik",
        max_length=14,
        choices=AturanNol.choices,
        default=AturanNol.BAKU,
    )
    kebijakan_nihil = models.CharField(
        "bila 0/0, untuk indikator baru",
        max_length=20,
        choices=KebijakanNihil.choices,
        default=KebijakanNihil.TIDAK_DINILAI,
    )
    skala = models.JSONField("skala predikat", default=skala_baku)
    skor_predikat = models.JSONField("skor predikat", default=dict, blank=True)

    class Meta:
        verbose_name = "kebijakan capaian"
        verbose_name_plural = "kebijakan capaian"
        constraints = [
            models.UniqueConstraint(fields=["instansi", "tahun"], name="kebijakan_satu"),
            models.CheckConstraint(
                condition=Q(batas_atas=None) | Q(batas_atas__in=[b for b, _ in BATAS]),
                name="kebijakan_batas",
                violation_error_message="Batas capaian harus 100, 110, 120, 150, atau kosong.",
            ),
            models.CheckConstraint(condition=Q(aturan_nol__in=AturanNol.values), name="kebijakan_aturan_nol"),
        ]

    def __str__(self) -> str:
        return f"Kebijakan capaian {self.tahun}"

    def batas_atas_angka(self) -> Decimal | None:
        return None if self.batas_atas is None else Decimal(self.batas_atas)

    def skor(self) -> dict[str, Decimal]:
        """Predikat → score; empty when grades are only compared for equality."""
        return {nama: Decimal(nilai) for nama, nilai in self.skor_predikat.items()}

    def skala_predikat(self) -> Scale:
        """The bands for the core. Raises SkalaSalah when the data leave a hole or overlap."""
        pita = [
            Band(p["nama"], _angka(p["bawah"]), _angka(p["atas"]), p["warna"]) for p in self.skala["pita"]
        ]
        return Scale(tuple(pita), includes_lower=self.skala["termasuk_bawah"])


class Pemberitahuan(models.Model):
    """A notice for one person; ``kunci`` keeps the same thing from being said twice."""

    untuk = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="pemberitahuan")
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun")
    kunci = models.CharField("kunci", max_length=200)
    isi = models.TextField("isi")
    tautan = models.CharField("tautan", max_length=500, blank=True)
    dibuat_pada = models.DateTimeField(db_default=Now())
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ("-dibuat_pada", "-pk")
        constraints = [models.UniqueConstraint(fields=["untuk", "kunci"], name="pemberitahuan_sekali")]

    def __str__(self) -> str:
        return self.isi
