"""The definition editor of one indicator, and the quality checklist of a year's indicators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.indikator.forms_definisi import AWALAN, FormulirDefinisi
from bakesbang.indikator.mutu import SEMUA, muat_mutu, saring
from bakesbang.indikator.tindakan import ketetapan_disunting, ubah_definisi
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.organisasi.permissions import COMPOSE, READ, PageContext, page
from bakesbang.versions.editing import HasilSunting, isi_kini


@require_GET
@page(READ)
def mutu(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Every indicator of the year with what is fulfilled and what is not: ``?saring=<point>``."""
    semua = muat_mutu(k.instansi, k.tahun)
    lembar, pilihan = saring(semua, request.GET.get("saring", SEMUA))
    return render(
        request,
        "indikator/mutu.html",
        {"semua": semua, "lembar": lembar, "saring": pilihan, "boleh_susun": k.may(COMPOSE)},
    )


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def definisi(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Saves into the draf there is; a ketetapan in force is left as it is and a new draf made with the reason."""
    indikator = _indikator(k, pk)
    ketetapan = ketetapan_disunting(indikator)
    form = _form(ketetapan, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _gambar(request, k, ketetapan, form)
    hasil = ubah_definisi(
        indikator=indikator, perubahan=form.perubahan, dimuat=form.dimuat, alasan=form.cleaned_data.get("alasan", ""),
        oleh=k.pengguna, waktu=timezone.now(),
    )  # fmt: skip
    if hasil.bentrok:
        return _bentrok(request, k, hasil)
    messages.success(request, _kabar(hasil, baru=hasil.ketetapan.pk != ketetapan.pk))
    return redirect(k.url("indikator:satu", pk=pk))


def _form(ketetapan: KetetapanIndikator, data: QueryDict | None) -> FormulirDefinisi:
    return FormulirDefinisi(data, ketetapan=ketetapan, kini=isi_kini(ketetapan))


def _bentrok(request: HttpRequest, k: PageContext, hasil: HasilSunting) -> HttpResponse:
    """The same typing on top of what stands there now; saving again replaces it. Other fields are saved."""
    data = request.POST.copy()
    kini = isi_kini(hasil.ketetapan)
    for nama in [*hasil.tersimpan, *(b.medan for b in hasil.bentrok)]:
        data[f"{AWALAN}{nama}"] = kini[nama]
    form = _form(hasil.ketetapan, data)
    label = [(form.fields[b.medan].label, b) for b in hasil.bentrok]
    return _gambar(request, k, hasil.ketetapan, form, bentrok=label, status=409)


def _gambar(
    request: HttpRequest, k: PageContext, ketetapan: KetetapanIndikator, form: FormulirDefinisi, *, status: int = 200, **isi: Any
) -> HttpResponse:  # fmt: skip
    isi |= {"k": ketetapan, "form": form, "batal": k.url("indikator:satu", pk=ketetapan.indikator_id)}
    return render(request, "indikator/definisi.html", isi, status=status)


def _kabar(hasil: HasilSunting, *, baru: bool) -> str:
    if not hasil.tersimpan:
        return "Tidak ada yang berubah."
    if not baru:
        return "Definisi disimpan."
    return f"Definisi disimpan sebagai draf ketetapan nomor {hasil.ketetapan.nomor}. Berlaku setelah Perubahan dokumennya ditetapkan."


def _indikator(k: PageContext, pk: int) -> Indikator:
    indikator = Indikator.objects.milik(k.instansi, k.tahun).filter(pk=pk).first()
    if indikator is None:
        raise Http404(f"Indikator ini tidak ada pada tahun {k.tahun}.")
    return indikator
