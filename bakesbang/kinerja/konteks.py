"""How many notices wait for this person; the head of every page shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from bakesbang.kinerja.models import Pemberitahuan
from bakesbang.organisasi.permissions import PageContext


def pemberitahuan(request: HttpRequest) -> dict[str, Any]:
    k: PageContext | None = getattr(request, "konteks", None)
    if k is None:
        return {"pemberitahuan_baru": 0}
    baru = Pemberitahuan.objects.filter(untuk=k.pengguna, instansi=k.instansi, dibaca_pada=None)
    return {"pemberitahuan_baru": baru.count()}
