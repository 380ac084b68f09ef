"""The review of a quarter: the list, one decision, and many with a page that asks first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import JadwalTriwulan, Realisasi
from bakesbang.organisasi.permissions import REVIEW, PageContext, page
from bakesbang.realisasi import tindakan_realisasi
from bakesbang.realisasi.pilihan_unit import periksa_triwulan, triwulan_kini
from bakesbang.realisasi.reviu import SARING, BarisReviu, Reviu, muat_reviu
from bakesbang.realisasi.tindakan import putuskan_banyak

SETUJUI, KEMBALIKAN = "setujui", "kembalikan"
PERIKSA, SETUJUI_TANPA = "periksa", "setujui_tanpa"  # both only show what would be decided
TANPA_CATATAN = "Tulis apa yang harus diperbaiki. Catatan ini dibaca pengisi."


@require_GET
@page(REVIEW)
def reviu_awal(request: HttpRequest, k: PageContext) -> HttpResponse:
    """To the quarter that is open now."""
    return redirect(_review_url(k, triwulan_kini(k, k.instansi.today())))


@require_http_methods(["GET", "POST"])
@page(REVIEW)
def reviu(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """The list. POST decides many rows: first a page that shows them with their warnings, then the act."""
    kini = timezone.now()
    isi = muat_reviu(k, periksa_triwulan(triwulan), kini)
    if request.method == "GET":
        return _daftar(request, k, isi)
    keputusan = _keputusan(request, PERIKSA, SETUJUI_TANPA, SETUJUI, KEMBALIKAN)
    return _banyak(request, k, isi, keputusan) if keputusan else redirect(_review_url(k, triwulan))


def _versi(teks: str) -> int | None:
    """The version the page showed; None when it carried none, and one that no row has when it is nonsense, so
    that nothing is decided unseen."""
    if not teks:
        return None
    return int(teks) if teks.isdecimal() and len(teks) < 10 else -1


@require_POST
@page(REVIEW)
def putus(request: HttpRequest, k: PageContext, triwulan: int, pk: int) -> HttpResponse:
    """Approves one row, or returns it with a note."""
    realisasi = get_object_or_404(
        Realisasi.objects.select_related("indikator__instansi", "ketetapan"),
        indikator__instansi=k.instansi, indikator__tahun=k.tahun, indikator=pk, triwulan=periksa_triwulan(triwulan),
    )  # fmt: skip
    if not (keputusan := _keputusan(request, SETUJUI, KEMBALIKAN)):
        return redirect(_review_url(k, triwulan))
    kembali = keputusan == KEMBALIKAN
    catatan = request.POST.get("catatan", "").strip()
    kini = timezone.now()
    isian: dict[str, Any] = {"realisasi": realisasi, "oleh": k.pengguna, "kini": kini, "versi": _versi(request.POST.get("versi", ""))}  # fmt: skip
    try:
        if kembali:
            tindakan_realisasi.kembalikan(**isian, catatan=catatan)
        else:
            tindakan_realisasi.setujui(**isian)
    except AlurSalah as salah:
        if kembali:
            return _daftar(request, k, muat_reviu(k, triwulan, kini), Ditolak(pk, str(salah), catatan))
        messages.error(request, f"{realisasi.ketetapan.uraian}: {salah}")
    else:
        kata = "Dikembalikan dengan catatan" if kembali else "Disetujui"
        messages.success(request, f"{kata}: {realisasi.ketetapan.uraian}.")
    return redirect(_review_url(k, triwulan, request.POST.get("saring", "")))


# ── pieces ──
@dataclass(frozen=True)
class Ditolak:
    """A return that was refused: at which row, why, and the note as typed."""

    pk: int
    pesan: str
    catatan: str


def _keputusan(request: HttpRequest, *boleh: str) -> str:
    """Never a default: a form without a decision decides nothing, and says so."""
    keputusan = request.POST.get("keputusan", "")
    if keputusan in boleh:
        return keputusan
    messages.error(request, "Belum ada yang diputuskan. Tekan Setujui atau Kembalikan.")
    return ""


def _review_url(k: PageContext, triwulan: int, saring: str = "") -> str:
    query = {"saring": saring} if saring in SARING else None
    return k.url("realisasi:reviu", query=query, triwulan=triwulan)


def _daftar(request: HttpRequest, k: PageContext, isi: Reviu, ditolak: Ditolak | None = None) -> HttpResponse:
    saring = request.POST.get("saring", "") or request.GET.get("saring", "")
    saring = saring if saring in SARING else "semua"
    if ditolak is not None and all(b.pk != ditolak.pk for b in isi.baris):
        messages.error(request, ditolak.pesan)
    konteks = {
        "isi": isi, "triwulan": isi.kisi.triwulan, "saring": isi.saringan(), "saring_kini": saring,
        "kelompok": isi.kelompok(saring), "ditolak": ditolak, "hari": k.instansi.today(),
        "jadwal_semua": JadwalTriwulan.objects.milik(k.instansi, k.tahun).order_by("triwulan"),
    }  # fmt: skip
    return render(request, "realisasi/reviu.html", konteks, status=422 if ditolak else 200)


def _banyak(request: HttpRequest, k: PageContext, isi: Reviu, keputusan: str) -> HttpResponse:
    semua = keputusan == SETUJUI_TANPA
    minta, triwulan = [] if semua else request.POST.getlist("pilih"), isi.kisi.triwulan
    if semua:
        pilihan = [(b, b.realisasi.versi) for b in isi.tanpa_peringatan]
    else:
        pilihan = isi.pilih(minta)
    if (gugur := len(set(minta)) - len(pilihan)) > 0:
        messages.warning(request, f"{gugur} pilihan tidak sedang menunggu keputusan Anda, jadi dilewati.")
    if not pilihan:
        messages.error(request, "Pilih dahulu indikatornya, dengan kotak di kiri namanya.")
        return redirect(_review_url(k, triwulan, request.POST.get("saring", "")))
    catatan = request.POST.get("catatan", "").strip()
    if keputusan == SETUJUI or (keputusan == KEMBALIKAN and catatan):
        return _putuskan(request, k, isi, pilihan, catatan if keputusan == KEMBALIKAN else None)
    galat = TANPA_CATATAN if keputusan == KEMBALIKAN else ""
    konteks = {
        "triwulan": triwulan, "pilihan": pilihan, "galat": galat, "batal": _review_url(k, triwulan),
        "peringatan": sum(len(b.peringatan) for b, _ in pilihan),
    }  # fmt: skip
    return render(request, "realisasi/reviu_banyak.html", konteks, status=422 if galat else 200)


def _putuskan(
    request: HttpRequest,
    k: PageContext,
    isi: Reviu,
    pilihan: list[tuple[BarisReviu, int]],
    catatan: str | None,
) -> HttpResponse:
    jumlah, galat = putuskan_banyak(
        pilihan=[(b.realisasi, versi) for b, versi in pilihan], catatan=catatan, oleh=k.pengguna, waktu=timezone.now()
    )  # fmt: skip
    for pesan in galat:
        messages.error(request, pesan)
    if jumlah:
        kata = "disetujui" if catatan is None else "dikembalikan dengan catatan"
        messages.success(request, f"{jumlah} indikator {kata}.")
    return redirect(_review_url(k, isi.kisi.triwulan))
