"""The trace: who did what to what, when, and why. Rows are only ever added (see pemicu.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class CatatanQuerySet(models.QuerySet["Catatan"]):
    def milik(self, instansi_id: int) -> CatatanQuerySet:
        return self.filter(instansi_nomor=instansi_id)

    def tentang(self, objek: models.Model) -> CatatanQuerySet:
        return self.filter(objek_jenis=objek._meta.label_lower, objek_id=objek.pk)


class Catatan(models.Model):
    """One act. ``instansi_nomor`` is a plain number, so that the trace outlives what it tells of."""

    waktu = models.DateTimeField("waktu", db_index=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    instansi_nomor = models.BigIntegerField("nomor instansi", null=True, blank=True, db_index=True)
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    tindakan = models.CharField("tindakan", max_length=60)
    objek_jenis = models.CharField("jenis objek", max_length=60)
    objek_id = models.BigIntegerField("nomor objek")
    objek_nama = models.CharField("objek", max_length=500)
    lama = models.JSONField("nilai lama", default=dict, blank=True, encoder=DjangoJSONEncoder)
    baru = models.JSONField("nilai baru", default=dict, blank=True, encoder=DjangoJSONEncoder)
    alasan = models.TextField("alasan", blank=True)

    objects = CatatanQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan"
        verbose_name_plural = "catatan"
        ordering = ("-waktu", "-pk")
        indexes = [models.Index(fields=["objek_jenis", "objek_id"], name="jejak_objek")]

    def __str__(self) -> str:
        return f"{self.tindakan}: {self.objek_nama}"


def catat(
    objek: models.Model,
    tindakan: str,
    *,
    oleh: Any,
    instansi_id: int | None,
    waktu: Any,
    tahun: int | None = None,
    lama: dict[str, Any] | None = None,
    baru: dict[str, Any] | None = None,
    alasan: str = "",
) -> Catatan:
    """Adds one row to the trace. Call it inside the transaction of the act it tells of."""
    satu = [(objek, lama or {}, baru or {})]
    return catat_banyak(
        satu, tindakan, oleh=oleh, instansi_id=instansi_id, waktu=waktu, tahun=tahun, alasan=alasan
    )[0]


def catat_banyak(
    isi: Iterable[tuple[models.Model, dict[str, Any], dict[str, Any]]],
    tindakan: str,
    *,
    oleh: Any,
    instansi_id: int | None,
    waktu: Any,
    tahun: int | None = None,
    alasan: str = "",
) -> list[Catatan]:
    """One row each of what one act did to several objects: (object, old, new)."""
    return Catatan.objects.bulk_create(
        Catatan(
            waktu=waktu,
            oleh=oleh,
            instansi_nomor=instansi_id,
            tahun=tahun,
            tindakan=tindakan,
            objek_jenis=objek._meta.label_lower,
            objek_id=objek.pk,
            objek_nama=str(objek)[:500],
            lama=lama,
            baru=baru,
            alasan=alasan,
        )
        for objek, lama, baru in isi
    )
