"""People of the agency: accounts, roles, one-time passwords. People are deactivated, never deleted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import actions
from bakesbang.organisasi.forms import PenggunaFilter, PenggunaForm
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.organisasi.roles import Peran
from bakesbang.organisasi.views_base import Question, form_page

SEHALAMAN = 50
KETERANGAN_PERAN = [
    (Peran.STAF, "Mengisi dan mengajukan realisasi unitnya."),
    (
        Peran.KABID,
        "Mereviu isian unit yang dikepalainya, sejak dicatat sebagai pejabat pada jabatan kepala unit.",
    ),
    (
        Peran.PENYUSUN,
        "Menyusun Rencana Aksi dan IKU, mengatur jadwal, mengunci triwulan. Tidak menyetujui isian.",
    ),
    (Peran.PIMPINAN, "Menyetujui sasaran strategis, memberi catatan pimpinan, menetapkan dokumen."),
    (Peran.PEMERIKSA, "Membaca semuanya, termasuk riwayat dan unduhannya."),
    (Peran.ADMIN, "Mengelola pengguna, unit, jabatan, dan kebijakan. Selebihnya membaca."),
]


def _orang(instansi: Instansi) -> QuerySet[Pengguna]:
    """A superuser is nobody's to keep: an admin who could give him a password would be one himself."""
    return Pengguna.objects.filter(instansi=instansi, is_superuser=False).select_related("unit", "instansi")


@require_GET
@page(MANAGE)
def pengguna(request: HttpRequest, k: PageContext) -> HttpResponse:
    saring = PenggunaFilter(request.GET, instansi=k.instansi)
    hal = Paginator(saring.filter_by(_orang(k.instansi)).order_by("nama", "pk"), SEHALAMAN).get_page(
        request.GET.get("page")
    )
    mengepalai = set(
        Pejabat.objects.at(k.instansi.today())
        .filter(jabatan__kepala=True, jabatan__aktif=True, pengguna__in=list(hal))
        .values_list("pengguna_id", flat=True)
    )
    return render(
        request, "organisasi/pengguna.html", {"hal": hal, "saring": saring, "mengepalai": mengepalai}
    )


@never_cache
@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_baru(request: HttpRequest, k: PageContext) -> HttpResponse:
    baris = Pengguna(instansi=k.instansi)
    form = PenggunaForm(request.POST or None, instance=baris, instansi=k.instansi, oleh=k.pengguna)
    if form.is_valid():
        dibaca = form.cleaned_data.get("instansi_dibaca", ())
        sandi = actions.add_pengguna(pengguna=baris, readable=dibaca, by=k.pengguna, now=timezone.now())
        return _sandi(request, baris, sandi, f"Akun {baris} sudah dibuat")
    return form_page(request, form, title="Pengguna baru", button="Buat akun", cancel_url=k.url("organisasi:pengguna"),
        peran=KETERANGAN_PERAN, keterangan="Kata sandi sekali pakai dibuat sesudah ini.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_ubah(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    baris = get_object_or_404(_orang(k.instansi), pk=pk)
    form = PenggunaForm(request.POST or None, instance=baris, instansi=k.instansi, oleh=k.pengguna)
    if form.is_valid():
        try:
            actions.change_pengguna(
                pengguna=baris,
                readable=form.cleaned_data.get("instansi_dibaca"),
                by=k.pengguna,
                now=timezone.now(),
            )
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, f"Akun {baris} disimpan.")
            masih_admin = baris.pk != k.pengguna.pk or baris.peran == Peran.ADMIN
            return redirect(k.url("organisasi:pengguna")) if masih_admin else redirect("awal:awal")
    return form_page(request, form, title="Ubah pengguna", button="Simpan pengguna", cancel_url=k.url("organisasi:pengguna"),
        peran=KETERANGAN_PERAN, orang=baris,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_aktif(request: HttpRequest, k: PageContext, pk: int, aktif: bool) -> HttpResponse:
    baris = get_object_or_404(_orang(k.instansi), pk=pk)
    kata = "Aktifkan" if aktif else "Nonaktifkan"
    akibat = (
        ["Ia dapat masuk lagi dengan kata sandinya yang terakhir."]
        if aktif
        else [
            "Ia tidak dapat masuk lagi, dan keluar dari semua halaman yang sedang dibuka.",
            "Namanya tetap pada isian, persetujuan, dan riwayat. Akun dapat diaktifkan kembali.",
            *[
                f"Ia masih tercatat sebagai {p.jabatan}. Sesudah ini isian unit itu menunggu pimpinan."
                for p in _kepala(k, baris)
            ],
        ]
    )
    isi = Question(
        judul=f"{kata} pengguna", pertanyaan=f"{kata} akun {baris} ({baris.username})?", akibat=akibat,
        tombol=f"{kata} akun", batal=k.url("organisasi:pengguna"), bahaya=not aktif, selesai=f"Akun {baris} sudah di{kata.lower()}.",
    )  # fmt: skip
    return isi.jawab(
        request,
        lambda: actions.set_pengguna_active(pengguna=baris, active=aktif, by=k.pengguna, now=timezone.now()),
    )


def _kepala(k: PageContext, orang: Pengguna) -> QuerySet[Pejabat]:
    return Pejabat.objects.heading(orang, k.instansi.today()).select_related("jabatan")


@never_cache
@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_sandi(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    baris = get_object_or_404(_orang(k.instansi), pk=pk)
    if request.method == "POST":
        sandi = actions.issue_password(pengguna=baris, by=k.pengguna, now=timezone.now())
        return _sandi(request, baris, sandi, f"Kata sandi baru untuk {baris}")
    isi = {
        "judul": "Kata sandi sekali pakai", "pertanyaan": f"Buat kata sandi baru untuk {baris} ({baris.username})?",
        "akibat": ["Kata sandinya yang lama langsung tidak berlaku, dan ia keluar dari semua halaman yang sedang dibuka.",
                   "Kata sandi baru ditampilkan sekali di sini. Saat masuk, ia diminta menggantinya."],
        "tombol": "Buat kata sandi", "batal": k.url("organisasi:pengguna"),
    }  # fmt: skip
    return render(request, "komponen/konfirmasi.html", isi)


def _sandi(request: HttpRequest, orang: Pengguna, sandi: str, judul: str) -> HttpResponse:
    """Shown in the answer to the POST and kept nowhere: leaving the page is the end of it."""
    return render(request, "organisasi/sandi_sekali.html", {"judul": judul, "orang": orang, "sandi": sandi})
