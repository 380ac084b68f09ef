"""Rencana Aksi: one a year, in versions, each a full tree of sasaran with their indicators."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang
from bakesbang.organisasi.models import Instansi
from bakesbang.trail.tracked_history import TrackedHistory
from bakesbang.versions.models import VersiDokumen, VersiQuerySet

NOMENKLATUR = RegexValidator(
    r"^\d(\.\d{2})(\.\d{2}(\.\d\.\d{2}(\.\d{2,4})?)?)?$",
    "Kode nomenklatur seperti 8.01, 8.01.04 atau 8.01.04.2.01.0001.",
)


class RencanaAksi(models.Model):
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="rencana_aksi")
    tahun = models.PositiveSmallIntegerField("tahun")
    nama_cetak = models.CharField("nama instansi pada judul", max_length=200)
    diarsipkan_pada = models.DateTimeField("diarsipkan pada", null=True, blank=True)

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "Rencana Aksi"
        verbose_name_plural = "Rencana Aksi"
        ordering = ("-tahun",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="rencana_aksi_satu",
                violation_error_message="Rencana Aksi tahun ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana Aksi Tahun {self.tahun}"


class VersiRencanaAksi(VersiDokumen):
    rencana = models.ForeignKey(RencanaAksi, models.CASCADE, related_name="versi")

    objects = VersiQuerySet.as_manager()
    riwayat = TrackedHistory()

    class Meta(VersiDokumen.Meta):
        verbose_name = "versi Rencana Aksi"
        verbose_name_plural = "versi Rencana Aksi"
        constraints = [
            *VersiDokumen.Meta.constraints,
            models.UniqueConstraint(fields=["rencana", "nomor"], name="versi_ra_nomor_satu"),
            models.UniqueConstraint(
                fields=["rencana"],
                condition=Q(status="draf"),
                name="versi_ra_satu_draf",
                violation_error_message="Sudah ada satu draf.",
            ),
            models.UniqueConstraint(
                fields=["rencana"], condition=Q(status="ditetapkan"), name="versi_ra_satu_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rencana} ({self.sebutan})"


class Sasaran(models.Model):
    """An objective under its parent. A plan may begin below sasaran strategis (a table of kegiatan only), and a
    level may be skipped: ``jenjang`` is what the objective is, not how deep it stands. ``kunci`` stays in every later version and in next year's copy."""

    versi = models.ForeignKey(VersiRencanaAksi, models.CASCADE, related_name="sasaran")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="anak")
    jenjang = models.PositiveSmallIntegerField("jenjang", choices=Jenjang.choices)
    urutan = models.PositiveIntegerField("urutan", default=0)
    uraian = models.TextField("uraian")
    kode_nomenklatur = models.CharField(
        "kode nomenklatur", max_length=20, blank=True, validators=[NOMENKLATUR]
    )
    tahun_nomenklatur = models.PositiveSmallIntegerField("tahun nomenklatur", null=True, blank=True)
    kunci = models.UUIDField("kunci", default=uuid.uuid4, editable=False)
    catatan = models.TextField("catatan", blank=True)

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ("versi", "jenjang", "urutan", "pk")
        constraints = [
            models.UniqueConstraint(fields=["versi", "kunci"], name="sasaran_kunci_satu"),
            models.CheckConstraint(
                condition=~Q(uraian=""),
                name="sasaran_uraian",
                violation_error_message="Tulis bunyi sasarannya.",
            ),
            models.CheckConstraint(
                condition=Q(jenjang=1, induk=None) | Q(jenjang__gt=1, jenjang__lte=5),
                name="sasaran_induk",
                violation_error_message="Sasaran strategis tidak berinduk, dan jenjang paling dalam adalah 5.",
            ),
            models.CheckConstraint(
                condition=Q(induk=None) | ~Q(induk=F("id")), name="sasaran_bukan_induk_sendiri"
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class IndikatorSasaran(models.Model):
    """An indicator of a sasaran in this version, with the penanggung jawab as printed.
    An empty ``penanggung_jawab_cetak`` is merged with the row above (domain guide §3)."""

    sasaran = models.ForeignKey(Sasaran, models.CASCADE, related_name="indikator")
    ketetapan = models.ForeignKey(KetetapanIndikator, models.PROTECT, related_name="di_sasaran")
    urutan = models.PositiveIntegerField("urutan", default=0)
    penanggung_jawab_cetak = models.TextField("penanggung jawab seperti dicetak", blank=True)
    kunci = models.UUIDField("kunci", default=uuid.uuid4, editable=False)

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "indikator sasaran"
        verbose_name_plural = "indikator sasaran"
        ordering = ("sasaran", "urutan", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["sasaran", "ketetapan"],
                name="indikator_sasaran_satu",
                violation_error_message="Indikator ini sudah ada pada sasaran itu.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ketetapan)
