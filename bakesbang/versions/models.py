"""What the versions of both documents share: draf → ditetapkan → digantikan, and the frozen
signatory."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from bakesbang.kinerja.pilihan import TRIWULAN, StatusVersi
from bakesbang.organisasi.models import Pejabat

ROMAWI = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
)


class VersiQuerySet(models.QuerySet[Any]):
    def berlaku(self) -> VersiQuerySet:
        """The one in force (at most one per document)."""
        return self.filter(status=StatusVersi.DITETAPKAN)

    def pada(self, triwulan: int) -> VersiQuerySet:
        """Those that were laid down for this quarter or an earlier one, the one in force then
        first."""
        return self.exclude(status=StatusVersi.DRAF).filter(mulai_triwulan__lte=triwulan).order_by("-nomor")


class VersiDokumen(models.Model):
    """Version 0 is Murni, 1 is Perubahan I, and so on. The signatory belongs to the document: name,
    rank and Plt./Plh./Pj. are kept as they were on the day (domain guide §11)."""

    nomor = models.PositiveSmallIntegerField("nomor versi", default=0)
    status = models.CharField(
        "status",
        max_length=10,
        choices=StatusVersi.choices,
        default=StatusVersi.DRAF,
    )
    mulai_triwulan = models.PositiveSmallIntegerField("berlaku mulai", choices=TRIWULAN, default=1)
    alasan = models.TextField("alasan perubahan", blank=True)
    nomor_surat = models.CharField("nomor", max_length=120, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    ttd_tempat = models.CharField("tempat", max_length=80, blank=True)
    ttd_jabatan = models.CharField("jabatan penanda tangan", max_length=200, blank=True)
    ttd_nama = models.CharField("nama penanda tangan", max_length=150, blank=True)
    ttd_pangkat = models.CharField("pangkat", max_length=80, blank=True)
    ttd_nip = models.CharField("NIP", max_length=18, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("-nomor",)
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusVersi.values),
                name="%(class)s_status",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="draf",
                    ditetapkan_oleh=None,
                    ditetapkan_pada=None,
                )
                | (
                    ~Q(status="draf")
                    & Q(
                        ditetapkan_oleh__isnull=False,
                        ditetapkan_pada__isnull=False,
                        tanggal__isnull=False,
                    )
                    & ~Q(nomor_surat="")
                ),
                name="%(class)s_ditetapkan",
                violation_error_message=(
                    "Dokumen yang ditetapkan harus bernomor, bertanggal, dan tercatat siapa yang menetapkan."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nomor=0) | ~Q(alasan=""),
                name="%(class)s_beralasan",
                violation_error_message="Perubahan memerlukan alasan.",
            ),
            models.CheckConstraint(
                condition=Q(nomor=0, mulai_triwulan=1)
                | Q(
                    nomor__gte=1,
                    mulai_triwulan__gte=1,
                    mulai_triwulan__lte=4,
                ),
                name="%(class)s_mulai",
                violation_error_message="Dokumen murni berlaku mulai TW I.",
            ),
        ]

    @property
    def draf(self) -> bool:
        return self.status == StatusVersi.DRAF

    @property
    def sebutan(self) -> str:
        """ "Murni", "Perubahan I", …"""
        return (
            "Murni"
            if self.nomor == 0
            else f"Perubahan {ROMAWI[self.nomor] if self.nomor < len(ROMAWI) else self.nomor}"
        )

    def bekukan_penanda_tangan(self, pejabat: Pejabat | None, tempat: str) -> None:
        """Copies who signs into the document, so that a later change of office leaves it as
        signed."""
        self.ttd_tempat = tempat
        if pejabat is None:
            return
        awalan = "" if pejabat.status == "definitif" else f"{pejabat.get_status_display()} "
        self.ttd_jabatan = f"{awalan}{pejabat.jabatan.sebutan}"
        self.ttd_nama, self.ttd_pangkat, self.ttd_nip = (
            pejabat.nama,
            pejabat.pangkat,
            pejabat.nip,
        )

    def tetapkan(self, *, nomor_surat: str, tanggal: Any, oleh: Any, pada: Any) -> None:
        """draf → ditetapkan. Raises ValueError when it is not a draf. Saves this row only."""
        if not self.draf:
            raise ValueError("Hanya draf yang dapat ditetapkan.")
        self.status = StatusVersi.DITETAPKAN
        self.nomor_surat, self.tanggal = nomor_surat, tanggal
        self.ditetapkan_oleh, self.ditetapkan_pada = oleh, pada
        self.save()

    def gantikan(self) -> None:
        """ditetapkan → digantikan, when a Perubahan takes its place."""
        self.status = StatusVersi.DIGANTIKAN
        self.save(update_fields=["status"])
