"""Pages of one indicator, whatever its document: the kamus sheet, on screen and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bakesbang.indikator import kamus
from bakesbang.indikator.mutu import muat_mutu
from bakesbang.organisasi.permissions import COMPOSE, READ, PageContext, page
from bakesbang.versions.printing import PilihanCetak, unduhan


@require_GET
@page(READ)
def satu(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Definition, formula, inputs, working, result, where it is used, and what was laid down before."""
    isi = kamus.muat(k, pk)
    konteks = {
        "kamus": isi,
        "lembar": isi.lembar,
        "mutu": muat_mutu(k.instansi, k.tahun, pk)[0],
        "boleh_susun": k.may(COMPOSE),
    }
    return render(request, "indikator/satu.html", konteks)


@require_GET
@page(READ)
def cetak(request: HttpRequest, k: PageContext, pk: int, jenis: str) -> HttpResponse:
    """The kamus sheet as PDF or workbook: ``?kertas=F4|A4|A3&kop=1``."""
    cara, isi = PilihanCetak.baca(request.GET), kamus.muat(k, pk)
    dokumen = kamus.dokumen(
        isi, waktu=timezone.localtime(timezone=k.instansi.zone), oleh=k.pengguna.nama, kop=cara.kop
    )
    return unduhan(dokumen, jenis, cara.kertas, kamus.nama_berkas(isi))
