"""What every page's head shows: agency, year, menu."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch

from bakesbang.organisasi.models import TahunKerja
from bakesbang.organisasi.permissions import COMPOSE, HISTORY, MANAGE, REVIEW, PageContext

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
# Pages of one quarter whose entry is not Realisasi: "/realisasi/2/laporan/…" belongs to "/realisasi/laporan/".
QUARTER_PAGES = re.compile(r"/realisasi/\d+/(laporan|reviu)/")


def menu(k: PageContext, jalur: str) -> list[dict[str, Any]]:
    """The entries this person may open, the open one marked by the longest matching address."""
    butir: list[dict[str, Any]] = []
    for judul, nama, izin in MENU:
        if izin is not None and not k.may(izin):
            continue
        try:
            alamat = k.url(nama)
        except NoReverseMatch:
            continue
        butir.append({"judul": judul, "alamat": alamat, "aktif": False})
    jalur = QUARTER_PAGES.sub(r"/realisasi/\1/", jalur)
    cocok = max(
        (b for b in butir if jalur.startswith(b["alamat"])), key=lambda b: len(b["alamat"]), default=None
    )
    # Every address begins with Beranda's, so Beranda counts only when it is open itself.
    if cocok is not None and (cocok["judul"] != "Beranda" or cocok["alamat"] == jalur):
        cocok["aktif"] = True
    return butir


def page_header(request: HttpRequest) -> dict[str, Any]:
    k: PageContext | None = getattr(request, "konteks", None)
    dasar: dict[str, Any] = {
        "konteks": k,
        "mode_peragaan": not settings.NYATA,
        "menu": [],
        "tahun_ada": [],
    }
    if k is None:
        return dasar
    return dasar | {
        "menu": menu(k, request.path),
        "tahun_ada": list(TahunKerja.objects.filter(instansi=k.instansi).values_list("tahun", flat=True)),
    }
