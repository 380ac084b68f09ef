"""An indicator, what is laid down about it, and where it is in use."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from bakesbang.calculation.formula import Rumus
from bakesbang.kinerja.kolom import AngkaField, KolomNilai
from bakesbang.kinerja.pilihan import (
    TRIWULAN,
    Agregasi,
    AgregasiVariabel,
    AturanMinimal,
    Frekuensi,
    JenisTarget,
    Jenjang,
    KebijakanNihil,
    NamaDokumen,
    Polaritas,
    StatusKetetapan,
)
from bakesbang.organisasi.models import Instansi, Jabatan, UnitKerja
from bakesbang.trail.tracked_history import TrackedHistory


class IndikatorQuerySet(models.QuerySet["Indikator"]):
    def milik(self, instansi: Instansi, tahun: int) -> IndikatorQuerySet:
        return self.filter(instansi=instansi, tahun=tahun)

    def dipakai(self, triwulan: int) -> IndikatorQuerySet:
        """Those that a Pemakaian covers in this quarter: due, shown in the grid, required for the lock."""
        return self.filter(Pemakaian.pada(triwulan, "pemakaian__")).distinct()


class Indikator(models.Model):
    """Identity only. An indicator exists once, in however many documents it is used."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="indikator")
    tahun = models.PositiveSmallIntegerField("tahun")
    kunci = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    asal = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="penerus",
        verbose_name="indikator tahun lalu",
    )
    pengisi = models.ManyToManyField(UnitKerja, through="PengisiIndikator", related_name="indikator_diisi")

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ("pk",)
        indexes = [models.Index(fields=["instansi", "tahun"], name="indikator_instansi_tahun")]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun", "asal"],
                name="indikator_asal_satu",
                violation_error_message="Indikator ini sudah disalin ke tahun itu.",
            ),
        ]

    def __str__(self) -> str:
        # What is in force; a draf is nobody's name yet, unless there is nothing else.
        ketetapan = max(self.ketetapan.all(), key=lambda k: (not k.draf, k.nomor), default=None)
        return ketetapan.uraian if ketetapan else f"Indikator {self.pk}"


class PengisiIndikator(models.Model):
    """A unit that fills an indicator in; the utama one is reminded and counted."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="baris_pengisi")
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="+")
    utama = models.BooleanField("utama", default=False)

    class Meta:
        verbose_name = "pengisi"
        verbose_name_plural = "pengisi"
        ordering = ("-utama", "unit__urutan")
        constraints = [
            models.UniqueConstraint(fields=["indikator", "unit"], name="pengisi_satu"),
            models.UniqueConstraint(
                fields=["indikator"],
                condition=Q(utama=True),
                name="pengisi_satu_utama",
                violation_error_message="Hanya satu unit pengisi utama.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class KetetapanQuerySet(models.QuerySet["KetetapanIndikator"]):
    def lengkap(self) -> KetetapanQuerySet:
        """With everything that a page or the core reads, in a constant number of queries."""
        return self.select_related("indikator__instansi", "target_tahunan").prefetch_related(
            "target_triwulan", "variabel__hasil_dari", "penanggung_jawab__unit"
        )

    def pada(self, triwulan: int) -> KetetapanQuerySet:
        """The non-draf ones that may be in force in this quarter, newest first."""
        return (
            self.exclude(status=StatusKetetapan.DRAF).filter(mulai_triwulan__lte=triwulan).order_by("-nomor")
        )


class KetetapanIndikator(models.Model):
    """All that a Perubahan can change about an indicator. In force for TW n is the newest non-draf one
    with ``mulai_triwulan`` ≤ n; a draf has no effect until its document is ditetapkan."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="ketetapan")
    nomor = models.PositiveSmallIntegerField("nomor", default=1)
    mulai_triwulan = models.PositiveSmallIntegerField("berlaku mulai", choices=TRIWULAN, default=1)
    status = models.CharField(
        "status", max_length=10, choices=StatusKetetapan.choices, default=StatusKetetapan.DRAF
    )
    dokumen_asal = models.CharField("dimulai oleh", max_length=12, choices=NamaDokumen.choices)
    alasan = models.TextField("alasan", blank=True)

    uraian = models.TextField("indikator")
    definisi_operasional = models.TextField("definisi operasional", blank=True)
    satuan = models.CharField("satuan", max_length=120, blank=True)
    desimal = models.PositiveSmallIntegerField("angka di belakang koma", default=2)
    polaritas = models.CharField(
        "polaritas", max_length=10, choices=Polaritas.choices, default=Polaritas.MAKSIMAL
    )
    aturan_minimal = models.CharField(
        "aturan makin rendah makin baik", max_length=1, choices=AturanMinimal.choices, default=AturanMinimal.A
    )
    nilai_terburuk = AngkaField("nilai terburuk", null=True, blank=True)
    agregasi = models.CharField(
        "cara menggabung triwulan", max_length=12, choices=Agregasi.choices, blank=True
    )
    frekuensi = models.CharField(
        "frekuensi", max_length=10, choices=Frekuensi.choices, default=Frekuensi.TRIWULANAN
    )
    boleh_negatif = models.BooleanField("realisasi boleh negatif", default=False)
    sumber_data = models.TextField("sumber data", blank=True)
    rumus = models.TextField("formula", blank=True, help_text="Bentuk baku dengan [kode].")
    kebijakan_nihil = models.CharField(
        "bila 0/0", max_length=20, choices=KebijakanNihil.choices, default=KebijakanNihil.TIDAK_DINILAI
    )
    penanggung_jawab = models.ManyToManyField(Jabatan, blank=True, related_name="ketetapan")
    usulan = models.JSONField("isian yang masih usulan", default=list, blank=True)

    objects = KetetapanQuerySet.as_manager()
    riwayat = TrackedHistory(m2m_fields=[penanggung_jawab], related_name="jejak")

    class Meta:
        verbose_name = "ketetapan indikator"
        verbose_name_plural = "ketetapan indikator"
        ordering = ("indikator", "nomor")
        constraints = [
            models.UniqueConstraint(fields=["indikator", "nomor"], name="ketetapan_nomor_satu"),
            models.UniqueConstraint(
                fields=["indikator"],
                condition=Q(status="draf"),
                name="ketetapan_satu_draf",
                violation_error_message="Indikator ini sudah mempunyai draf perubahan.",
            ),
            models.CheckConstraint(condition=Q(status__in=StatusKetetapan.values), name="ketetapan_status"),
            models.CheckConstraint(
                condition=Q(mulai_triwulan__gte=1, mulai_triwulan__lte=4), name="ketetapan_triwulan"
            ),
            models.CheckConstraint(condition=Q(polaritas__in=Polaritas.values), name="ketetapan_polaritas"),
            models.CheckConstraint(
                condition=Q(agregasi__in=["", *Agregasi.values]), name="ketetapan_agregasi"
            ),
            models.CheckConstraint(
                condition=~Q(uraian=""),
                name="ketetapan_uraian",
                violation_error_message="Tulis bunyi indikatornya.",
            ),
            models.CheckConstraint(
                condition=Q(nomor=1) | Q(status="draf") | ~Q(alasan=""),
                name="ketetapan_beralasan",
                violation_error_message="Perubahan indikator memerlukan alasan.",
            ),
            models.CheckConstraint(
                condition=Q(desimal__lte=6),
                name="ketetapan_desimal",
                violation_error_message="Paling banyak 6 angka di belakang koma.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def draf(self) -> bool:
        return self.status == StatusKetetapan.DRAF

    def label_variabel(self) -> dict[str, str]:
        """kode → label, in the order of the variables."""
        return {v.kode: v.label for v in self.variabel.all()}

    def baca_rumus(self) -> Rumus | None:
        """The parsed formula, None when the value is typed. Stored text is canonical, so it always parses."""
        return Rumus.read(self.rumus) if self.rumus else None

    def target_tw(self, triwulan: int) -> TargetTriwulan | None:
        """The target row of a quarter; None means that the quarter has no cell (absent is not blank)."""
        return next((t for t in self.target_triwulan.all() if t.triwulan == triwulan), None)

    def target_tahun(self) -> TargetTahunan | None:
        return getattr(self, "target_tahunan", None)

    def berlakukan(self, mulai_triwulan: int, alasan: str) -> None:
        """A draf comes into force from this quarter. Does not save: ``tindakan.berlakukan``, the only caller,
        writes many at once."""
        self.status, self.mulai_triwulan = StatusKetetapan.BERLAKU, mulai_triwulan
        self.alasan = self.alasan or alasan

    def gantikan(self) -> None:
        """berlaku → digantikan, when a newer one takes its place. Does not save, as ``berlakukan``."""
        self.status = StatusKetetapan.DIGANTIKAN


class TargetTahunan(KolomNilai):
    """The target of the year. SP and SK of the sources print none: then there is no row."""

    ketetapan = models.OneToOneField(KetetapanIndikator, models.CASCADE, related_name="target_tahunan")

    riwayat = TrackedHistory()

    class Meta(KolomNilai.Meta):
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"

    def __str__(self) -> str:
        return self.teks


class TargetTriwulan(KolomNilai):
    """The target of one quarter, with its own unit and explanation (domain guide §3)."""

    ketetapan = models.ForeignKey(KetetapanIndikator, models.CASCADE, related_name="target_triwulan")
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=TRIWULAN)
    jenis = models.CharField("jenis", max_length=8, choices=JenisTarget.choices, default=JenisTarget.NILAI)
    penjelasan = models.TextField("penjelasan kinerja", blank=True)

    riwayat = TrackedHistory()

    class Meta(KolomNilai.Meta):
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ("ketetapan", "triwulan")
        constraints = [
            *KolomNilai.Meta.constraints,
            models.UniqueConstraint(fields=["ketetapan", "triwulan"], name="target_triwulan_satu"),
            models.CheckConstraint(
                condition=Q(triwulan__gte=1, triwulan__lte=4), name="target_triwulan_nomor"
            ),
            models.CheckConstraint(condition=Q(jenis__in=JenisTarget.values), name="target_triwulan_jenis"),
        ]

    def __str__(self) -> str:
        return f"{self.get_triwulan_display()} = {self.teks}"


class Variabel(models.Model):
    """A named input of the formula. ``kode`` stays through Perubahan and years; a new meaning takes a new kode."""

    ketetapan = models.ForeignKey(KetetapanIndikator, models.CASCADE, related_name="variabel")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    kode = models.CharField("kode", max_length=60)
    label = models.CharField("nama data", max_length=300)
    satuan = models.CharField("satuan", max_length=120, blank=True)
    sumber_data = models.TextField("sumber data", blank=True)
    agregasi = models.CharField(
        "cara menggabung", max_length=8, choices=AgregasiVariabel.choices, default=AgregasiVariabel.JUMLAH
    )
    hasil_dari = models.ForeignKey(
        Indikator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dipakai_oleh",
        verbose_name="hasil dari indikator",
    )

    riwayat = TrackedHistory()

    class Meta:
        verbose_name = "variabel"
        verbose_name_plural = "variabel"
        ordering = ("ketetapan", "urutan", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["ketetapan", "kode"],
                name="variabel_kode_satu",
                violation_error_message="Kode variabel ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(kode__regex=r"^[a-z][a-z0-9_]*$"),
                name="variabel_kode",
                violation_error_message="Kode hanya huruf kecil, angka, dan garis bawah, dimulai dengan huruf.",
            ),
            models.CheckConstraint(
                condition=Q(agregasi__in=AgregasiVariabel.values), name="variabel_agregasi"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Pemakaian(models.Model):
    """Where an indicator is in use. Written by ``tindakan.berlakukan`` only."""

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="pemakaian")
    dokumen = models.CharField("dokumen", max_length=12, choices=NamaDokumen.choices)
    jenjang = models.PositiveSmallIntegerField("jenjang", choices=Jenjang.choices)
    mulai_triwulan = models.PositiveSmallIntegerField("sejak", choices=TRIWULAN)
    sampai_triwulan = models.PositiveSmallIntegerField("sampai", null=True, blank=True)

    class Meta:
        verbose_name = "pemakaian"
        verbose_name_plural = "pemakaian"
        ordering = ("indikator", "dokumen", "mulai_triwulan")
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "dokumen", "jenjang"],
                condition=Q(sampai_triwulan=None),
                name="pemakaian_satu_terbuka",
            ),
            models.CheckConstraint(
                condition=Q(sampai_triwulan=None) | Q(sampai_triwulan__gte=F("mulai_triwulan") - 1),
                name="pemakaian_masa",
            ),
            models.CheckConstraint(condition=Q(dokumen__in=NamaDokumen.values), name="pemakaian_dokumen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_dokumen_display()} sejak {self.get_mulai_triwulan_display()}"

    @staticmethod
    def pada(triwulan: int, awalan: str = "") -> Q:
        """The condition "covers this quarter", for this model or through a relation."""
        syarat: dict[str, Any] = {f"{awalan}mulai_triwulan__lte": triwulan}
        return Q(**syarat) & (
            Q(**{f"{awalan}sampai_triwulan": None}) | Q(**{f"{awalan}sampai_triwulan__gte": triwulan})
        )
