"""Units of the agency, and the agency's own data."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import actions
from bakesbang.organisasi.forms import InstansiForm, UnitForm, new_code
from bakesbang.organisasi.models import Pejabat, UnitKerja
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.organisasi.views_base import Question, form_page


@require_GET
@page(MANAGE)
def unit(request: HttpRequest, k: PageContext) -> HttpResponse:
    daftar = k.instansi.unit.annotate(
        orang=Count(
            "pengguna", filter=Q(pengguna__is_active=True, pengguna__is_superuser=False), distinct=True
        )
    )
    kepala: dict[int, list[Pejabat]] = {}
    kini = Pejabat.objects.at(k.instansi.today()).select_related("jabatan")
    for p in kini.filter(jabatan__kepala=True, jabatan__aktif=True, jabatan__unit__instansi=k.instansi):
        kepala.setdefault(p.jabatan.unit_id, []).append(p)
    return render(request, "organisasi/unit.html", {"daftar": [(u, kepala.get(u.pk, [])) for u in daftar]})


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def unit_ubah(request: HttpRequest, k: PageContext, pk: int | None = None) -> HttpResponse:
    baris = get_object_or_404(k.instansi.unit, pk=pk) if pk else UnitKerja(instansi=k.instansi)
    form = UnitForm(request.POST or None, instance=baris)
    if form.is_valid():
        if not baris.pk:
            terpakai = set(k.instansi.unit.values_list("kode", flat=True))
            baris.kode = new_code(baris.nama_pendek or baris.nama, terpakai, 40)
        actions.save(row=baris, instansi=k.instansi, by=k.pengguna, now=timezone.now())
        messages.success(request, f"{baris} disimpan.")
        return redirect(k.url("organisasi:unit"))
    judul, tombol = ("Ubah unit kerja", "Simpan unit") if pk else ("Unit kerja baru", "Tambah unit")
    return form_page(request, form, title=judul, button=tombol, cancel_url=k.url("organisasi:unit"))


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def unit_aktif(request: HttpRequest, k: PageContext, pk: int, aktif: bool) -> HttpResponse:
    baris = get_object_or_404(k.instansi.unit, pk=pk)
    kata = "Aktifkan" if aktif else "Nonaktifkan"
    akibat = (
        ["Unit ini dapat dipilih lagi untuk pengguna, jabatan, dan pengisi indikator."]
        if aktif
        else [
            "Unit tidak dapat dipilih lagi untuk pengguna dan jabatan.",
            "Dokumen dan realisasi yang sudah ada tetap menyebut unit ini. Unit dapat diaktifkan kembali.",
        ]
    )
    isi = Question(
        judul=f"{kata} unit kerja", pertanyaan=f"{kata} {baris}?", akibat=akibat, tombol=f"{kata} unit",
        batal=k.url("organisasi:unit"), bahaya=not aktif, selesai=f"{baris} sudah di{kata.lower()}.",
        halangan=[] if aktif else actions.unit_in_use(baris),
        tautan=[("Lihat penggunanya", k.url("organisasi:pengguna", query={"unit": pk})), ("Lihat jabatannya", k.url("organisasi:jabatan"))],
    )  # fmt: skip
    return isi.jawab(
        request,
        lambda: actions.set_unit_active(unit=baris, active=aktif, by=k.pengguna, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def instansi(request: HttpRequest, k: PageContext) -> HttpResponse:
    form = InstansiForm(request.POST or None, instance=k.instansi)
    if form.is_valid():
        actions.save(row=k.instansi, instansi=k.instansi, by=k.pengguna, now=timezone.now())
        messages.success(request, "Data instansi disimpan.")
        return redirect(k.url("organisasi:instansi"))
    if form.errors:
        k.instansi.refresh_from_db()  # the head of the page shows what is kept, not what was refused
    return form_page(
        request,
        form,
        title="Data instansi",
        button="Simpan data instansi",
        cancel_url="",
        bilah=True,
        alamat_kode=k.instansi.kode,
    )
