"""What a person does to the own account."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from bakesbang.organisasi.models import OpenSession, Pengguna
from bakesbang.organisasi.reauthentication import mark_authenticated
from bakesbang.organisasi.request_log import client_address
from bakesbang.trail.models import log


@transaction.atomic
def change_password(*, by: Pengguna, password: str, now: datetime) -> None:
    """Give the own account a new password and end the one-time one; the trace never holds the
    password."""
    by.own_password(password)
    by.save(update_fields=["password", "wajib_ganti_sandi"])
    log(by, "ganti kata sandi", by=by, instansi_id=by.instansi_id, now=now)


@transaction.atomic
def open_session(request: HttpRequest, pengguna: Pengguna, *, now: datetime) -> None:
    """Notes a sign-in: for the list of one's sessions, and in the trace."""
    mark_authenticated(request)
    if request.session.session_key is None:
        request.session.create()
    device = " ".join(request.headers.get("User-Agent", "").split())[:200]
    OpenSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "pengguna": pengguna,
            "started_at": now,
            "address": client_address(request),
            "device": device,
        },
    )
    log(pengguna, "masuk", by=pengguna, instansi_id=pengguna.instansi_id, now=now)


@transaction.atomic
def end_session(row: OpenSession) -> None:
    """Signs that browser out."""
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()


@transaction.atomic
def log_second_factor(pengguna: Pengguna, *, active: bool, now: datetime) -> None:
    """Leaves in the trace that the second step was set up or taken off."""
    act = "memasang verifikasi dua langkah" if active else "melepas verifikasi dua langkah"
    log(pengguna, act, by=pengguna, instansi_id=pengguna.instansi_id, now=now)
