"""The trace: who did what to what, when, and why. Rows are only ever added (see triggers.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from bakesbang.trail.tags import model_tag


class CatatanQuerySet(models.QuerySet["Catatan"]):
    def of_agency(self, instansi_id: int) -> CatatanQuerySet:
        return self.filter(instansi_nomor=instansi_id)

    def about(self, objek: models.Model) -> CatatanQuerySet:
        return self.filter(objek_jenis=model_tag(objek), objek_id=objek.pk)


class Catatan(models.Model):
    """One act. ``instansi_nomor`` is a plain number, so that the trace outlives what it tells
    of."""

    waktu = models.DateTimeField("waktu", db_index=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="oleh",
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


def log(
    target: models.Model,
    act: str,
    *,
    by: Any,
    instansi_id: int | None,
    now: Any,
    tahun: int | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
) -> Catatan:
    """Adds one row to the trace. Call it inside the transaction of the act it tells of."""
    one = [(target, old or {}, new or {})]
    return log_many(one, act, by=by, instansi_id=instansi_id, now=now, tahun=tahun, reason=reason)[0]


def log_many(
    changes: Iterable[tuple[models.Model, dict[str, Any], dict[str, Any]]],
    act: str,
    *,
    by: Any,
    instansi_id: int | None,
    now: Any,
    tahun: int | None = None,
    reason: str = "",
) -> list[Catatan]:
    """One row each of what one act did to several objects: (object, old, new).

    An act of an account whose password somebody else made shortly before carries a note that says
    so."""
    note = by.trace_note(now) if by is not None else {}
    return Catatan.objects.bulk_create(
        Catatan(
            waktu=now,
            oleh=by,
            instansi_nomor=instansi_id,
            tahun=tahun,
            tindakan=act,
            objek_jenis=target._meta.label_lower,
            objek_id=target.pk,
            objek_nama=str(target)[:500],
            lama=old,
            baru=new | note,
            alasan=reason,
        )
        for target, old, new in changes
    )
