"""Offices of the agency, and who holds them from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import actions
from bakesbang.organisasi.forms import EndTermForm, JabatanForm, PejabatForm, new_code
from bakesbang.organisasi.models import Jabatan, Pejabat
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.organisasi.views_base import Question, form_page


def _jabatan(k: PageContext, pk: int) -> Jabatan:
    return get_object_or_404(
        Jabatan.objects.select_related("unit__instansi"), pk=pk, unit__instansi=k.instansi
    )


def _pejabat(k: PageContext, pk: int) -> Pejabat:
    milik = Pejabat.objects.select_related("jabatan__unit__instansi", "pengguna")
    return get_object_or_404(milik, pk=pk, jabatan__unit__instansi=k.instansi)


@require_GET
@page(MANAGE)
def jabatan(request: HttpRequest, k: PageContext) -> HttpResponse:
    kini = Pejabat.objects.at(k.instansi.today()).select_related("pengguna")
    semua = Jabatan.objects.prefetch_related(Prefetch("pejabat", kini, to_attr="kini"))
    unit = k.instansi.unit.prefetch_related(Prefetch("jabatan", semua))
    return render(
        request, "organisasi/jabatan.html", {"daftar": [u for u in unit if u.aktif or u.jabatan.all()]}
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def jabatan_ubah(request: HttpRequest, k: PageContext, pk: int | None = None) -> HttpResponse:
    baris = _jabatan(k, pk) if pk else Jabatan()
    awal = {} if pk else {"unit": request.GET.get("unit")}
    form = JabatanForm(request.POST or None, instance=baris, instansi=k.instansi, initial=awal)
    if form.is_valid():
        if not baris.pk:
            baris.kode = new_code(baris.sebutan, set(baris.unit.jabatan.values_list("kode", flat=True)), 60)
        actions.save(row=baris, instansi=k.instansi, by=k.pengguna, now=timezone.now())
        messages.success(request, f"{baris} disimpan.")
        return redirect(k.url("organisasi:pejabat", pk=baris.pk))
    judul, tombol = ("Ubah jabatan", "Simpan jabatan") if pk else ("Jabatan baru", "Tambah jabatan")
    batal = k.url("organisasi:pejabat", pk=pk) if pk else k.url("organisasi:jabatan")
    return form_page(request, form, title=judul, button=tombol, cancel_url=batal)


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def jabatan_aktif(request: HttpRequest, k: PageContext, pk: int, aktif: bool) -> HttpResponse:
    baris, hari = _jabatan(k, pk), k.instansi.today()
    kata = "Aktifkan" if aktif else "Nonaktifkan"
    akibat = (
        ["Jabatan ini dapat dipilih lagi sebagai penanggung jawab dan dipegang pejabat."]
        if aktif
        else [
            "Jabatan tidak dapat dipilih lagi sebagai penanggung jawab.",
            "Dokumen yang sudah ditetapkan tidak berubah. Jabatan dapat diaktifkan kembali.",
        ]
    )
    isi = Question(
        judul=f"{kata} jabatan", pertanyaan=f"{kata} {baris}?", akibat=akibat, tombol=f"{kata} jabatan",
        batal=k.url("organisasi:pejabat", pk=pk), bahaya=not aktif, selesai=f"{baris} sudah di{kata.lower()}.",
        halangan=[] if aktif else actions.jabatan_held(baris, hari),
    )  # fmt: skip
    return isi.jawab(
        request,
        lambda: actions.set_jabatan_active(
            jabatan=baris, active=aktif, day=hari, by=k.pengguna, now=timezone.now()
        ),
    )


@require_GET
@page(MANAGE)
def pejabat(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    baris, hari = _jabatan(k, pk), k.instansi.today()
    pemegang = list(baris.pejabat.select_related("pengguna"))
    kini = {p.pk for p in pemegang if p.mulai <= hari and (p.selesai is None or p.selesai >= hari)}
    return render(
        request,
        "organisasi/pejabat.html",
        {"jabatan": baris, "pemegang": pemegang, "kini": kini, "hari": hari},
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_baru(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    baris = Pejabat(jabatan=_jabatan(k, pk))
    return _simpan_pejabat(request, k, baris, "Catat pejabat")


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_ubah(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    return _simpan_pejabat(request, k, _pejabat(k, pk), "Ubah pejabat")


def _simpan_pejabat(request: HttpRequest, k: PageContext, baris: Pejabat, judul: str) -> HttpResponse:
    ke = k.url("organisasi:pejabat", pk=baris.jabatan_id)
    form = PejabatForm(request.POST or None, instance=baris, instansi=k.instansi)
    if form.is_valid():
        actions.save(row=baris, instansi=k.instansi, by=k.pengguna, now=timezone.now())
        messages.success(request, f"{baris.nama} dicatat sebagai {baris.jabatan}.")
        return redirect(ke)
    return form_page(
        request, form, title=judul, button="Simpan pejabat", cancel_url=ke, keterangan=str(baris.jabatan)
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_akhiri(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    baris = _pejabat(k, pk)
    form = EndTermForm(request.POST or None, initial={"selesai": k.instansi.today()})
    ke = k.url("organisasi:pejabat", pk=baris.jabatan_id)
    if form.is_valid():
        try:
            actions.end_term(
                pejabat=baris, last_day=form.cleaned_data["selesai"], by=k.pengguna, now=timezone.now()
            )
        except ValidationError as galat:
            form.add_error("selesai", galat.messages)
        else:
            messages.success(request, f"Masa jabatan {baris.nama} berakhir.")
            return redirect(ke)
    isi = {
        "judul": "Akhiri masa jabatan", "pertanyaan": f"Akhiri masa jabatan {baris.nama} sebagai {baris.jabatan}?",
        "akibat": ["Sesudah hari itu ia tidak mereviu dan tidak ditawarkan sebagai penanda tangan.",
                   "Dokumen yang sudah ditandatangani tidak berubah."],
        "tombol": "Akhiri masa jabatan", "batal": ke, "bahaya": True, "form": form,
    }  # fmt: skip
    return render(request, "komponen/konfirmasi.html", isi, status=422 if form.errors else 200)
