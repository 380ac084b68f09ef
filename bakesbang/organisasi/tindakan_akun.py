"""What a person does to the own account."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bakesbang.jejak.models import catat
from bakesbang.organisasi.models import Pengguna


@transaction.atomic
def ganti_sandi(*, oleh: Pengguna, sandi: str) -> None:
    """Give the own account a new password and end the one-time one; the trace never holds the password."""
    oleh.set_password(sandi)
    oleh.wajib_ganti_sandi = False
    oleh.save(update_fields=["password", "wajib_ganti_sandi"])
    catat(oleh, "ganti kata sandi", oleh=oleh, instansi_id=oleh.instansi_id, waktu=timezone.now())
