"""Home, search, and the year switch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bakesbang.beranda.pencarian import cari as temukan
from bakesbang.beranda.ringkasan import dokumen_tahun, tugas
from bakesbang.organisasi.izin import BACA, Konteks, halaman
from bakesbang.organisasi.models import Instansi, TahunKerja


@require_GET
@login_required
def awal(request: HttpRequest) -> HttpResponse:
    """To the agency and year opened last, else to the newest year of one's own agency."""
    terbaca = Instansi.objects.terbaca(request.user)  # type: ignore[arg-type]
    tahun = TahunKerja.objects.filter(instansi__in=terbaca).select_related("instansi").order_by("-tahun")
    lalu = tahun.filter(
        instansi__kode=request.session.get("instansi", ""), tahun=request.session.get("tahun", 0)
    ).first()
    pilihan = (
        lalu or tahun.filter(instansi=getattr(request.user, "instansi_id", None)).first() or tahun.first()
    )
    if pilihan is None:
        return render(request, "beranda/kosong.html")
    return redirect("beranda:beranda", kode=pilihan.instansi.kode, tahun=pilihan.tahun)


@require_GET
@halaman(BACA)
def beranda(request: HttpRequest, k: Konteks) -> HttpResponse:
    return render(request, "beranda/beranda.html", {"dokumen": dokumen_tahun(k), "tugas": tugas(k)})


@require_GET
@halaman(BACA)
def cari(request: HttpRequest, k: Konteks) -> HttpResponse:
    kata = request.GET.get("q", "").strip()[:200]
    return render(request, "beranda/cari.html", {"kata": kata, "temuan": temukan(k.instansi, k.tahun, kata)})


@require_POST
@halaman(BACA)
def pilih_tahun(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Opens Beranda of another year; ``halaman`` remembers it there."""
    tahun = request.POST.get("tahun", "")
    if (
        not tahun.isdigit()
        or not TahunKerja.objects.filter(instansi=k.instansi, tahun=int(tahun[:4])).exists()
    ):
        raise Http404("Tahun itu belum ada dokumennya.")
    return redirect("beranda:beranda", kode=k.instansi.kode, tahun=int(tahun))
