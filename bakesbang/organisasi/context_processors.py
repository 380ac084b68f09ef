"""What every page's head shows: agency, year, menu."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.urls import NoReverseMatch

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.organisasi.once import new_number
from bakesbang.organisasi.permissions import (
    COMPOSE,
    HISTORY,
    MANAGE,
    OPEN_YEAR,
    REVIEW,
    PageContext,
    page_url,
)
from bakesbang.organisasi.roles import Peran

# Title, URL name, the permission that shows it, and the part of the address that marks it as open.
MENU: list[tuple[str, str, str | None]] = [
    ("Beranda", "beranda:beranda", None),
    ("Rencana Aksi", "rencana_aksi:matriks", None),
    ("IKU", "iku:daftar", None),
    ("Realisasi", "realisasi:awal", None),
    ("Reviu", "realisasi:reviu_awal", REVIEW),
    ("Laporan", "realisasi:laporan", None),
    ("Impor", "beranda:impor", COMPOSE),
    ("Riwayat", "beranda:riwayat", HISTORY),
    ("Organisasi", "organisasi:unit", MANAGE),
]
# How many agencies the switcher names; a superuser finds the rest on the page of agencies.
SWITCHER_LENGTH = 20
# Pages of one quarter whose entry is not Realisasi: "/realisasi/2/laporan/…" belongs to
# "/realisasi/laporan/".
QUARTER_PAGES = re.compile(r"/realisasi/\d+/(laporan|reviu)/")


def menu(ctx: PageContext, path: str) -> list[dict[str, Any]]:
    """The entries this person may open, the open one marked by the longest matching address."""
    items: list[dict[str, Any]] = []
    for title, name, permission in MENU:
        if permission is not None and not ctx.may(permission):
            continue
        try:
            url = ctx.url(name)
        except NoReverseMatch:
            continue
        items.append({"judul": title, "alamat": url, "aktif": False})
    path = QUARTER_PAGES.sub(r"/realisasi/\1/", path)
    matching = [item for item in items if path.startswith(item["alamat"])]
    best = max(matching, key=lambda item: len(item["alamat"]), default=None)
    # Every address begins with Beranda's, so Beranda counts only when it is open itself.
    if best is not None and (best["judul"] != "Beranda" or best["alamat"] == path):
        best["aktif"] = True
    return items


def agencies(user: Any) -> list[dict[str, Any]]:
    """Where a person who reads several agencies may go: each at its newest year. Empty for
    everybody else."""
    if not (user.is_superuser or user.peran == Peran.PEMERIKSA):
        return []
    visible = Instansi.objects.visible_to(user).filter(aktif=True)
    with_year = visible.annotate(newest=Max("tahun_kerja__tahun")).exclude(newest=None).order_by("nama")
    found = list(with_year[:SWITCHER_LENGTH])
    if len(found) < 2 and not user.is_superuser:
        return []
    return [{"name": i.nama, "kode": i.kode, "url": page_url(i, i.newest, "beranda:beranda")} for i in found]


def page_header(request: HttpRequest) -> dict[str, Any]:
    ctx: PageContext | None = getattr(request, "konteks", None)
    user = getattr(request, "user", None)
    base: dict[str, Any] = {
        "konteks": ctx,
        "mode_peragaan": not settings.NYATA,
        "menu": [],
        "tahun_ada": [],
        "agencies": agencies(user) if isinstance(user, Pengguna) else [],
        "new_year_url": "",
        "form_number": new_number,  # a function: each form that draws it gets a number of its own
    }
    if ctx is None:
        return base
    years = TahunKerja.objects.filter(instansi=ctx.instansi).values_list("tahun", flat=True)
    return base | {
        "menu": menu(ctx, request.path),
        "tahun_ada": list(years),
        "new_year_url": ctx.url("organisasi:tahun_baru") if ctx.may(OPEN_YEAR) else "",
    }
