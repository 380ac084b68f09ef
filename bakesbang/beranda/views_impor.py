"""The way in: choose or paste, check every cell, answer, save all or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bakesbang.beranda import impor as pintu
from bakesbang.beranda import impor_layar
from bakesbang.beranda.forms_impor import FormulirImpor
from bakesbang.dokumen.baca import HURUF_MAKS, BerkasDitolak
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.impor import berkas as impor_berkas
from bakesbang.organisasi.models import BerkasImpor
from bakesbang.organisasi.permissions import COMPOSE, PageContext, page, page_url


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def impor(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Step 1, with what was imported before."""
    dokumen = request.GET.get("dokumen", "rencana-aksi")
    form = FormulirImpor(
        request.POST or None, request.FILES or None, initial={"tahun": k.tahun, "dokumen": dokumen}
    )
    if request.method == "POST" and form.is_valid():
        nama, isi = form.sumber()
        try:
            berkas = impor_berkas.terima(
                instansi=k.instansi, tahun=form.cleaned_data["tahun"], tujuan=form.cleaned_data["dokumen"], nama=nama, isi=isi,
                oleh=k.pengguna, waktu=timezone.now(),
            )  # fmt: skip
        except BerkasDitolak as galat:
            form.add_error("tempelan" if nama == impor_berkas.TEMPELAN else "berkas", str(galat))
        else:
            return redirect(_check_url(k, berkas))
    riwayat = BerkasImpor.objects.filter(instansi=k.instansi, tujuan__in=pintu.TUJUAN).select_related("oleh")[
        :8
    ]
    daftar = [{"berkas": b, "judul": pintu.TUJUAN[b.tujuan].judul, "url": _check_url(k, b)} for b in riwayat]
    return render(request, "impor/pilih.html", {"form": form, "riwayat": daftar})


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def periksa(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Step 2: the preview; its buttons answer, correct, map columns, and save."""
    berkas = get_object_or_404(BerkasImpor, pk=pk, instansi=k.instansi, tujuan__in=pintu.TUJUAN)
    if request.method == "POST":
        return _kerjakan(request, k, berkas)
    try:
        p = pintu.periksa_berkas(berkas)
    except (BerkasDitolak, OSError) as galat:
        messages.error(
            request, str(galat) if isinstance(galat, BerkasDitolak) else "Berkas ini sudah tidak tersimpan."
        )
        return redirect(k.url("beranda:impor"))
    return render(request, "impor/periksa.html", _isi(request, k, berkas, p))


def _isi(request: HttpRequest, k: PageContext, berkas: BerkasImpor, p: pintu.Pemeriksaan) -> dict[str, Any]:
    saring = request.GET.get("saring", "")
    return {
        "berkas": berkas, "p": p, "deret": impor_layar.deret(p), "baris": impor_layar.susun(p, saring, "buka" in request.GET),
        "saringan": impor_layar.saringan(p, saring), "saring": saring, "betulkan": request.GET.get("betulkan", ""),
        "kolom": impor_layar.kolom(p), "pilihan_peran": impor_layar.pilihan_peran(), "terbuka": len(p.buku.terbuka),
        "tanya_lepas": [t for t in p.buku.tanya.values() if not t.letak], "batal": k.url("beranda:impor"),
        "dokumen_url": _dokumen(k, berkas),
    }  # fmt: skip


def _kerjakan(request: HttpRequest, k: PageContext, berkas: BerkasImpor) -> HttpResponse:
    """One press of a button. Answers are kept with the file, so that leaving the page loses nothing."""
    if "simpan" in request.POST:
        return _simpan(request, k, berkas)
    jangkar = ""
    if jawab := request.POST.get("jawab"):
        kunci, _, nilai = jawab.rpartition("=")
        berkas.jawaban[kunci[:300]] = nilai[:300]
        jangkar = request.POST.get(f"letak:{kunci}", "")
    elif "usulan" in request.POST:
        berkas.jawaban = pintu.terima_usulan(pintu.periksa_berkas(berkas).buku)
    elif "sel" in request.POST:
        berkas.jawaban |= {
            n: str(t).strip()[:HURUF_MAKS] for n, t in request.POST.items() if n.startswith("sel:")
        }
        jangkar = request.POST["sel"]
    elif "kolom" in request.POST:
        berkas.pemetaan = {
            n.split(":", 1)[1]: t for n, t in request.POST.items() if n.startswith("kolom:") and t
        }
    elif "ulang" in request.POST:
        berkas.jawaban, berkas.pemetaan = {}, {}
    berkas.save(update_fields=["jawaban", "pemetaan"])
    return redirect(_check_url(k, berkas, f"b{jangkar}" if jangkar else ""))


def _simpan(request: HttpRequest, k: PageContext, berkas: BerkasImpor) -> HttpResponse:
    mulai = request.POST.get("mulai_triwulan", "1")
    try:
        versi, beda = pintu.simpan(
            pintu.periksa_berkas(berkas), k.instansi, berkas.tahun, berkas=berkas, oleh=k.pengguna, waktu=timezone.now(),
            alasan=request.POST.get("alasan", ""), mulai_triwulan=int(mulai) if mulai in {"1", "2", "3", "4"} else 1,
        )  # fmt: skip
    except (AlurSalah, BerkasDitolak) as galat:
        messages.error(request, str(galat))
        return redirect(_check_url(k, berkas))
    except IntegrityError:
        messages.error(request, "Dokumen ini baru saja diubah orang lain. Periksa sekali lagi, lalu simpan.")
        return redirect(_check_url(k, berkas))
    if beda is not None and not beda.ada:
        messages.info(request, f"Isi berkas sama dengan {versi}. Tidak ada yang berubah.")
    else:
        messages.success(request, f"Berkas disimpan ke {versi}. Periksa lagi sebelum ditetapkan.")
    return redirect(_dokumen(k, berkas))


def _check_url(k: PageContext, berkas: BerkasImpor, fragment: str = "") -> str:
    return k.url("beranda:impor_periksa", pk=berkas.pk, fragment=fragment)


def _dokumen(k: PageContext, berkas: BerkasImpor) -> str:
    nama = pintu.TUJUAN[berkas.tujuan].alamat
    return page_url(k.instansi, berkas.tahun, nama)
