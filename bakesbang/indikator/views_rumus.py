"""The formula editor: type, look at it as a fraction, save."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bakesbang.indikator.sunting import PERIKSA, SIMPAN, Sunting
from bakesbang.indikator.tindakan import FormulaBerubah, ubah_rumus
from bakesbang.kinerja.models import Indikator
from bakesbang.organisasi.permissions import COMPOSE, PageContext, page


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def rumus(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """The editor. Saving happens only once the user has seen this very formula as a fraction."""
    if request.method == "GET":
        return _gambar(request, Sunting(k, _indikator(k, pk)))
    sunting = Sunting(k, _indikator(k, pk), request.POST, request.POST.get("aksi", PERIKSA))
    if sunting.aksi == SIMPAN and sunting.usang:
        return _gambar(request, sunting.lanjutkan(sunting.ketetapan), status=409)
    if sunting.aksi == SIMPAN and sunting.sudah_diperiksa:
        return _simpan(request, sunting)
    return _gambar(request, sunting)


@require_POST
@page(COMPOSE)
def periksa(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """The live check while typing: the same fragment that the page holds."""
    return render(
        request, "indikator/_periksa.html", Sunting(k, _indikator(k, pk), request.POST, PERIKSA).isi()
    )


def _simpan(request: HttpRequest, sunting: Sunting) -> HttpResponse:
    data = sunting.form.cleaned_data
    try:
        ketetapan = ubah_rumus(
            indikator=sunting.indikator, dasar=data["dasar"], rumus=sunting.cobaan.kanonik, variabel=sunting.baris.variabel,
            kebijakan_nihil=data["kebijakan_nihil"], alasan=data.get("alasan", ""), oleh=sunting.konteks.pengguna, waktu=timezone.now(),
        )  # fmt: skip
    except FormulaBerubah as berubah:
        return _gambar(request, sunting.lanjutkan(berubah.tersimpan), status=409)
    except ValidationError as salah:
        sunting.tolak(salah)
        return _gambar(request, sunting)
    messages.success(request, _kabar(ketetapan.nomor, baru=ketetapan.pk != sunting.ketetapan.pk))
    return redirect(sunting.konteks.url("indikator:satu", pk=sunting.indikator.pk))


def _kabar(nomor: int, *, baru: bool) -> str:
    if not baru:
        return "Formula disimpan."
    return f"Formula disimpan sebagai draf ketetapan nomor {nomor}. Berlaku setelah Perubahan dokumennya ditetapkan."


def _gambar(request: HttpRequest, sunting: Sunting, status: int = 200) -> HttpResponse:
    return render(
        request,
        "indikator/rumus.html",
        sunting.isi() | {"batal": sunting.konteks.url("indikator:satu", pk=sunting.indikator.pk)},
        status=status,
    )


def _indikator(k: PageContext, pk: int) -> Indikator:
    indikator = Indikator.objects.milik(k.instansi, k.tahun).filter(pk=pk).first()
    if indikator is None:
        raise Http404(f"Indikator ini tidak ada pada tahun {k.tahun}.")
    return indikator
