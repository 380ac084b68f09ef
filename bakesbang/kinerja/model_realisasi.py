"""What was achieved in a quarter, its inputs and its evidence."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from bakesbang.kinerja import alur
from bakesbang.kinerja.kolom import KolomNilai
from bakesbang.kinerja.model_indikator import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import TRIWULAN, StatusRealisasi
from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.tracked_history import TrackedHistory


def pasangan(nama: str, wajib: Q | None = None) -> list[models.CheckConstraint]:
    """``X_oleh`` and ``X_pada`` are both there or both not; with ``wajib`` they must be there in that state."""
    ada = Q(**{f"{nama}_oleh__isnull": False, f"{nama}_pada__isnull": False})
    kosong = Q(**{f"{nama}_oleh__isnull": True, f"{nama}_pada__isnull": True})
    batasan = [models.CheckConstraint(condition=ada | kosong, name=f"%(class)s_{nama}")]
    if wajib is not None:
        batasan.append(models.CheckConstraint(condition=~wajib | ada, name=f"%(class)s_{nama}_wajib"))
    return batasan


def pelaku_fk() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def lengkap(self) -> RealisasiQuerySet:
        return self.select_related(
            "indikator", "ketetapan", "diajukan_oleh", "disetujui_oleh"
        ).prefetch_related("nilai_variabel")

    def disetujui(self) -> RealisasiQuerySet:
        return self.filter(status=StatusRealisasi.DISETUJUI)


class Realisasi(KolomNilai):
    """One per indicator and quarter, pointing to the ketetapan it is measured with. ``status`` changes
    only through the table of transitions (alur.py); locked is derived from JadwalTriwulan."""

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="realisasi")
    ketetapan = models.ForeignKey(KetetapanIndikator, models.PROTECT, related_name="realisasi")
    triwulan = models.PositiveSmallIntegerField("triwulan", choices=TRIWULAN)
    uraian = models.TextField("uraian", blank=True)
    faktor_pendukung = models.TextField("faktor pendukung", blank=True)
    faktor_penghambat = models.TextField("faktor penghambat", blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    catatan_tidak_biasa = models.TextField("penjelasan angka yang tidak biasa", blank=True)
    status = models.CharField(
        "status", max_length=12, choices=StatusRealisasi.choices, default=StatusRealisasi.BELUM_DIISI
    )
    versi = models.PositiveIntegerField("versi", default=0)
    diisi_oleh = pelaku_fk()
    diisi_pada = models.DateTimeField(null=True, blank=True)
    diajukan_oleh = pelaku_fk()
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    terlambat = models.BooleanField("terlambat", default=False)
    disetujui_oleh = pelaku_fk()
    disetujui_pada = models.DateTimeField(null=True, blank=True)
    dikembalikan_oleh = pelaku_fk()
    dikembalikan_pada = models.DateTimeField(null=True, blank=True)
    catatan = models.TextField("catatan pengembalian", blank=True)
    # Who saved any value since the row was last returned: they may not approve it.
    penyimpan = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    # What was approved: inputs, ketetapan, policy and the numbers that came of them, with a hash.
    beku = models.JSONField("angka yang disetujui", null=True, blank=True, encoder=DjangoJSONEncoder)
    sidik = models.CharField("sha256", max_length=64, blank=True)
    pengajuan_lalu = models.JSONField(
        "isi pengajuan terakhir", null=True, blank=True, encoder=DjangoJSONEncoder
    )

    objects = RealisasiQuerySet.as_manager()
    riwayat = TrackedHistory()

    class Meta(KolomNilai.Meta):
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ("indikator", "triwulan")
        constraints = [
            *KolomNilai.Meta.constraints,
            models.UniqueConstraint(fields=["indikator", "triwulan"], name="realisasi_satu"),
            models.CheckConstraint(condition=Q(triwulan__gte=1, triwulan__lte=4), name="realisasi_triwulan"),
            models.CheckConstraint(condition=Q(status__in=StatusRealisasi.values), name="realisasi_status"),
            *pasangan("diisi", ~Q(status__in=["belum_diisi", "dikembalikan"])),
            *pasangan("diajukan", Q(status__in=["diajukan", "disetujui"])),
            *pasangan("disetujui", Q(status="disetujui")),
            *pasangan("dikembalikan", Q(status="dikembalikan")),
            models.CheckConstraint(
                condition=~Q(status="dikembalikan") | ~Q(catatan=""),
                name="realisasi_catatan",
                violation_error_message="Pengembalian memerlukan catatan.",
            ),
            models.CheckConstraint(
                condition=Q(status="disetujui", beku__isnull=False) & ~Q(sidik="") | ~Q(status="disetujui"),
                name="realisasi_beku",
                violation_error_message="Persetujuan harus membekukan angkanya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ketetapan} ({self.get_triwulan_display()})"

    @property
    def terisi(self) -> bool:
        return self.status != StatusRealisasi.BELUM_DIISI

    def tandai_diisi(self, *, oleh: Pengguna, pada: datetime) -> None:
        """A value of this row was typed: belum_diisi | draf | dikembalikan → draf. Raises AlurSalah."""
        self.status = alur.peralihan(alur.ISI, self.status).ke
        self.diisi_oleh, self.diisi_pada = oleh, pada
        self.versi += 1
        self.save()
        self.penyimpan.add(oleh)

    def ajukan(self, *, oleh: Pengguna, pada: datetime, terlambat: bool, isi: dict[str, Any]) -> None:
        """draf → diajukan. ``isi`` is what the reviewer compares the next submission with. Raises AlurSalah."""
        self.status = alur.peralihan(alur.AJUKAN, self.status).ke
        self.diajukan_oleh, self.diajukan_pada = oleh, pada
        # Late stays late, even when the row was returned and sent again.
        self.terlambat = self.terlambat or terlambat
        self.pengajuan_lalu = {"kini": isi, "sebelum": (self.pengajuan_lalu or {}).get("kini")}
        self.versi += 1
        self.save()

    def tarik(self) -> None:
        """diajukan → draf, by who may type. Raises AlurSalah."""
        self.status = alur.peralihan(alur.TARIK, self.status).ke
        self.versi += 1
        self.save()

    def setujui(self, *, oleh: Pengguna, pada: datetime, beku: dict[str, Any], sidik: str) -> None:
        """diajukan → disetujui, freezing what was approved. Never by who typed or submitted it. Raises AlurSalah."""
        ke = alur.peralihan(alur.SETUJUI, self.status).ke
        if oleh.pk == self.diajukan_oleh_id or self.penyimpan.filter(pk=oleh.pk).exists():
            raise alur.AlurSalah(
                "Anda ikut mengisi indikator ini, jadi persetujuannya harus oleh orang lain."
            )
        self.status, self.disetujui_oleh, self.disetujui_pada = ke, oleh, pada
        self.beku, self.sidik = beku, sidik
        self.versi += 1
        self.save()

    def kembalikan(self, *, oleh: Pengguna, pada: datetime, catatan: str) -> None:
        """diajukan | disetujui → dikembalikan with a note; who saves from now on counts anew. Raises AlurSalah."""
        ke = alur.peralihan(alur.KEMBALIKAN, self.status).ke
        if not catatan.strip():
            raise alur.AlurSalah("Tulis catatan pengembalian, supaya pengisi tahu apa yang harus diperbaiki.")
        self.status, self.catatan = ke, catatan.strip()
        self.dikembalikan_oleh, self.dikembalikan_pada = oleh, pada
        self.disetujui_oleh = self.disetujui_pada = None
        self.beku, self.sidik = None, ""
        self.versi += 1
        self.save()
        self.penyimpan.clear()


class NilaiVariabel(KolomNilai):
    """One input of a formula. Matched to the variable by ``kode``, so it survives a new ketetapan."""

    realisasi = models.ForeignKey(Realisasi, models.CASCADE, related_name="nilai_variabel")
    kode = models.CharField("kode", max_length=60)
    tahun_lalu = models.BooleanField("tahun lalu", default=False)

    riwayat = TrackedHistory()

    class Meta(KolomNilai.Meta):
        verbose_name = "nilai variabel"
        verbose_name_plural = "nilai variabel"
        ordering = ("realisasi", "kode")
        constraints = [
            *KolomNilai.Meta.constraints,
            models.UniqueConstraint(fields=["realisasi", "kode", "tahun_lalu"], name="nilai_variabel_satu"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} = {self.teks}"


class JenisBukti(models.TextChoices):
    BERKAS = "berkas", "Berkas"
    TAUTAN = "tautan", "Tautan"


def nama_server(bukti: BuktiDukung, nama: str) -> str:
    """A name made here; the client's own is only ever shown."""
    return (
        f"bukti/{bukti.realisasi.indikator.instansi_id}/{bukti.realisasi.indikator.tahun}/{uuid.uuid4().hex}"
    )


class BuktiDukung(models.Model):
    """Evidence: a file or a link. Taken away is marked, never deleted."""

    realisasi = models.ForeignKey(Realisasi, models.PROTECT, related_name="bukti")
    jenis = models.CharField("jenis", max_length=6, choices=JenisBukti.choices)
    judul = models.CharField("judul", max_length=255)
    berkas = models.FileField("berkas", upload_to=nama_server, blank=True)
    tautan = models.URLField("tautan", max_length=1000, blank=True)
    mime = models.CharField("jenis isi", max_length=120, blank=True)
    ukuran = models.PositiveBigIntegerField("ukuran", default=0)
    sidik = models.CharField("sha256", max_length=64, blank=True)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField()
    dihapus_oleh = pelaku_fk()
    dihapus_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ("realisasi", "diunggah_pada")
        constraints = [
            *pasangan("dihapus"),
            models.CheckConstraint(
                condition=(Q(jenis="berkas", tautan="") & ~Q(berkas="") & ~Q(sidik=""))
                | (Q(jenis="tautan", berkas="") & ~Q(tautan="")),
                name="bukti_isi",
                violation_error_message="Bukti adalah berkas atau tautan, tidak keduanya.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
