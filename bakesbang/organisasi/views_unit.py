"""Units of the agency, and the agency's own data."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import tindakan
from bakesbang.organisasi.forms import FormulirInstansi, FormulirUnit, kode_baru
from bakesbang.organisasi.izin import KELOLA, Konteks, halaman
from bakesbang.organisasi.models import Pejabat, UnitKerja
from bakesbang.organisasi.views_dasar import Tanya, alamat, formulir


@require_GET
@halaman(KELOLA)
def unit(request: HttpRequest, k: Konteks) -> HttpResponse:
    daftar = k.instansi.unit.annotate(
        orang=Count(
            "pengguna", filter=Q(pengguna__is_active=True, pengguna__is_superuser=False), distinct=True
        )
    )
    kepala: dict[int, list[Pejabat]] = {}
    kini = Pejabat.objects.pada(k.instansi.hari_ini()).select_related("jabatan")
    for p in kini.filter(jabatan__kepala=True, jabatan__aktif=True, jabatan__unit__instansi=k.instansi):
        kepala.setdefault(p.jabatan.unit_id, []).append(p)
    return render(request, "organisasi/unit.html", {"daftar": [(u, kepala.get(u.pk, [])) for u in daftar]})


@require_http_methods(["GET", "POST"])
@halaman(KELOLA)
def unit_ubah(request: HttpRequest, k: Konteks, pk: int | None = None) -> HttpResponse:
    baris = get_object_or_404(k.instansi.unit, pk=pk) if pk else UnitKerja(instansi=k.instansi)
    form = FormulirUnit(request.POST or None, instance=baris)
    if form.is_valid():
        if not baris.pk:
            terpakai = set(k.instansi.unit.values_list("kode", flat=True))
            baris.kode = kode_baru(baris.nama_pendek or baris.nama, terpakai, 40)
        tindakan.simpan(baris=baris, instansi=k.instansi, oleh=k.pengguna, waktu=timezone.now())
        messages.success(request, f"{baris} disimpan.")
        return redirect(alamat(k, "organisasi:unit"))
    judul, tombol = ("Ubah unit kerja", "Simpan unit") if pk else ("Unit kerja baru", "Tambah unit")
    return formulir(request, form, judul=judul, tombol=tombol, batal=alamat(k, "organisasi:unit"))


@require_http_methods(["GET", "POST"])
@halaman(KELOLA)
def unit_aktif(request: HttpRequest, k: Konteks, pk: int, aktif: bool) -> HttpResponse:
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
    isi = Tanya(
        judul=f"{kata} unit kerja", pertanyaan=f"{kata} {baris}?", akibat=akibat, tombol=f"{kata} unit",
        batal=alamat(k, "organisasi:unit"), bahaya=not aktif, selesai=f"{baris} sudah di{kata.lower()}.",
        halangan=[] if aktif else tindakan.unit_masih_dipakai(baris),
        tautan=[("Lihat penggunanya", f"{alamat(k, 'organisasi:pengguna')}?unit={pk}"), ("Lihat jabatannya", alamat(k, "organisasi:jabatan"))],
    )  # fmt: skip
    return isi.jawab(
        request,
        lambda: tindakan.atur_aktif_unit(unit=baris, aktif=aktif, oleh=k.pengguna, waktu=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
@halaman(KELOLA)
def instansi(request: HttpRequest, k: Konteks) -> HttpResponse:
    form = FormulirInstansi(request.POST or None, instance=k.instansi)
    if form.is_valid():
        tindakan.simpan(baris=k.instansi, instansi=k.instansi, oleh=k.pengguna, waktu=timezone.now())
        messages.success(request, "Data instansi disimpan.")
        return redirect(alamat(k, "organisasi:instansi"))
    if form.errors:
        k.instansi.refresh_from_db()  # the head of the page shows what is kept, not what was refused
    return formulir(
        request,
        form,
        judul="Data instansi",
        tombol="Simpan data instansi",
        batal="",
        bilah=True,
        alamat_kode=k.instansi.kode,
    )
