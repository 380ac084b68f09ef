"""What a person does to the own account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.models import log


@transaction.atomic
def change_password(*, by: Pengguna, password: str, now: datetime) -> None:
    """Give the own account a new password and end the one-time one; the trace never holds the password."""
    by.own_password(password)
    by.save(update_fields=["password", "wajib_ganti_sandi"])
    log(by, "ganti kata sandi", by=by, instansi_id=by.instansi_id, now=now)
