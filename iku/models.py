"""IKU: the agency's main indicators of a year, in versions, with the header that the decree prints."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.organisasi.models import Instansi
from bakesbang.trail.tracked_history import TrackedHistory
from bakesbang.versions.models import VersiDokumen, VersiQuerySet


class DaftarIku(models.Model):
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="daftar_iku")
    tahun = models.PositiveSmallIntegerField("tahun")
    nama_cetak = models.CharField("nama pada judul", max_length=200)
    diarsipkan_pada = models.DateTimeField("diarsipkan pada", null=True, blank=True)

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "daftar IKU"
        verbose_name_plural = "daftar IKU"
        ordering = ("-tahun",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="daftar_iku_satu",
                violation_error_message="IKU tahun ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"IKU Tahun {self.tahun}"


class VersiIku(VersiDokumen):
    daftar = models.ForeignKey(DaftarIku, models.CASCADE, related_name="versi")
    visi = models.TextField("visi RPJMD", blank=True)
    misi_nomor = models.CharField("nomor misi", max_length=10, blank=True)
    misi = models.TextField("misi", blank=True)
    nama_skpd = models.CharField("nama SKPD", max_length=200, blank=True)
    tugas_pokok = models.TextField("tugas pokok", blank=True)
    fungsi = models.JSONField("fungsi", default=list, blank=True)

    objects = VersiQuerySet.as_manager()
    riwayat = TrackedHistory()

    class Meta(VersiDokumen.Meta):
        verbose_name = "versi IKU"
        verbose_name_plural = "versi IKU"
        constraints = [
            *VersiDokumen.Meta.constraints,
            models.UniqueConstraint(fields=["daftar", "nomor"], name="versi_iku_nomor_satu"),
            models.UniqueConstraint(
                fields=["daftar"],
                condition=Q(status="draf"),
                name="versi_iku_satu_draf",
                violation_error_message="Sudah ada satu draf.",
            ),
            models.UniqueConstraint(
                fields=["daftar"], condition=Q(status="ditetapkan"), name="versi_iku_satu_berlaku"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.daftar} ({self.sebutan})"


class IndikatorKinerjaUtama(models.Model):
    """One IKU with its own sasaran text. Neighbours with the same text are printed merged."""

    versi = models.ForeignKey(VersiIku, models.CASCADE, related_name="indikator")
    ketetapan = models.ForeignKey(KetetapanIndikator, models.PROTECT, related_name="di_iku")
    urutan = models.PositiveIntegerField("urutan", default=0)
    sasaran = models.TextField("sasaran strategis")
    alasan = models.TextField("alasan pemilihan", blank=True)
    penanggung_jawab_cetak = models.TextField("penanggung jawab seperti dicetak", blank=True)
    kunci = models.UUIDField("kunci", default=uuid.uuid4, editable=False)

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "indikator kinerja utama"
        verbose_name_plural = "indikator kinerja utama"
        ordering = ("versi", "urutan", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["versi", "ketetapan"],
                name="iku_satu",
                violation_error_message="Indikator ini sudah ada pada IKU.",
            ),
            models.UniqueConstraint(fields=["versi", "kunci"], name="iku_kunci_satu"),
        ]

    def __str__(self) -> str:
        return str(self.ketetapan)
