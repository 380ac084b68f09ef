"""The steps of an editor, so that the last ones can be undone."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from bakesbang.kinerja.pilihan import NamaDokumen


class Langkah(models.Model):
    """One act of one person in a draf: what it made of which rows (``maju``) and what they were
    (``mundur``). ``versi_id`` is a plain number, because the versions of both documents share this
    table."""

    dokumen = models.CharField("dokumen", max_length=12, choices=NamaDokumen.choices)
    versi_id = models.BigIntegerField("nomor versi")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="oleh",
    )
    waktu = models.DateTimeField("waktu")
    kata = models.CharField("kata", max_length=200)
    maju = models.JSONField("sesudah", default=dict, encoder=DjangoJSONEncoder)
    mundur = models.JSONField("sebelum", default=dict, encoder=DjangoJSONEncoder)
    dibatalkan = models.BooleanField("dibatalkan", default=False)

    class Meta:
        verbose_name = "langkah"
        verbose_name_plural = "langkah"
        ordering = ("pk",)
        indexes = [
            models.Index(
                fields=["dokumen", "versi_id", "oleh"],
                name="langkah_versi",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dokumen__in=NamaDokumen.values),
                name="langkah_dokumen",
            ),
        ]

    def __str__(self) -> str:
        return self.kata
