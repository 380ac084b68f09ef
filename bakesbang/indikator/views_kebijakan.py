"""The rules an agency counts with in one year: everybody may read them, its admin may change them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.indikator.contoh_kebijakan import TINGKAT_WARNA, contoh, sebut_rentang, tercatat
from bakesbang.indikator.forms_kebijakan import IsianKebijakan
from bakesbang.kinerja.models import KebijakanCapaian
from bakesbang.organisasi import actions
from bakesbang.organisasi.permissions import MANAGE, READ, PageContext, page


def _milik(k: PageContext) -> KebijakanCapaian:
    """The row of agency and year; the defaults until somebody saves it."""
    ada = KebijakanCapaian.objects.filter(instansi=k.instansi, tahun=k.tahun).first()
    return ada or KebijakanCapaian(instansi=k.instansi, tahun=k.tahun)


@require_GET
@page(READ)
def kebijakan(request: HttpRequest, k: PageContext) -> HttpResponse:
    baris = _milik(k)
    skala = baris.skala_predikat()
    pita = [(p, sebut_rentang(p, skala), TINGKAT_WARNA.get(p.color, 0)) for p in reversed(skala.bands)]
    isi = {
        "baris": baris,
        "pita": pita,
        "skor": baris.skor(),
        "contoh": contoh(baris),
        "boleh_ubah": k.may(MANAGE),
    }
    return render(request, "indikator/kebijakan.html", isi)


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def kebijakan_ubah(request: HttpRequest, k: PageContext) -> HttpResponse:
    """``coba`` in what is sent shows the examples under the new rules and saves nothing."""
    baris = _milik(k)
    isian = IsianKebijakan(request.POST or None, baris)
    sah = request.method == "POST" and isian.is_valid()
    if sah and "coba" not in request.POST:
        actions.save(
            row=baris,
            instansi=k.instansi,
            tahun=k.tahun,
            by=k.pengguna,
            now=timezone.now(),
            recorded=tercatat,
        )
        messages.success(request, f"Kebijakan capaian {k.tahun} disimpan.")
        return redirect("indikator:kebijakan", kode=k.instansi.kode, tahun=k.tahun)
    isi = {
        "isian": isian,
        "contoh": contoh(baris if sah or request.method == "GET" else _milik(k)),
        "dicoba": sah,
    }
    return render(request, "indikator/kebijakan_ubah.html", isi, status=422 if isian.bersalah else 200)
