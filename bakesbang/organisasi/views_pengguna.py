"""People of the agency: accounts, roles, one-time passwords. People are deactivated, never
deleted."""

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
from bakesbang.organisasi.account_notices import tell_password_issued
from bakesbang.organisasi.forms import PenggunaFilter, PenggunaForm
from bakesbang.organisasi.models import Instansi, Pejabat, Pengguna
from bakesbang.organisasi.once import once
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.organisasi.reauthentication import reauthenticated
from bakesbang.organisasi.roles import Peran
from bakesbang.organisasi.views_base import Question, form_page

PER_PAGE = 50
ROLE_NOTES = [
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


def _people(instansi: Instansi) -> QuerySet[Pengguna]:
    """A superuser is nobody's to keep: an admin who could give him a password would be one
    himself."""
    return Pengguna.objects.filter(instansi=instansi, is_superuser=False).select_related("unit", "instansi")


@require_GET
@page(MANAGE)
def pengguna(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    filters = PenggunaFilter(request.GET, instansi=ctx.instansi)
    people = filters.filter_by(_people(ctx.instansi)).order_by("nama", "pk")
    sheet = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    in_office = Pejabat.objects.at(ctx.instansi.today()).filter(jabatan__kepala=True, jabatan__aktif=True)
    heading = set(in_office.filter(pengguna__in=list(sheet)).values_list("pengguna_id", flat=True))
    context = {"hal": sheet, "saring": filters, "mengepalai": heading}
    return render(request, "organisasi/pengguna.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@page(MANAGE)
@once
def pengguna_baru(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    row = Pengguna(instansi=ctx.instansi)
    form = PenggunaForm(request.POST or None, instance=row, instansi=ctx.instansi, oleh=ctx.pengguna)
    if form.is_valid():
        password = actions.add_pengguna(
            pengguna=row,
            readable=form.cleaned_data.get("instansi_dibaca", ()),
            by=ctx.pengguna,
            now=timezone.now(),
        )
        return _show_password(request, row, password, f"Akun {row} sudah dibuat")
    return form_page(
        request,
        form,
        title="Pengguna baru",
        button="Buat akun",
        cancel_url=ctx.url("organisasi:pengguna"),
        peran=ROLE_NOTES,
        keterangan="Kata sandi sekali pakai dibuat sesudah ini.",
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
@reauthenticated
def pengguna_ubah(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = get_object_or_404(_people(ctx.instansi), pk=pk)
    form = PenggunaForm(request.POST or None, instance=row, instansi=ctx.instansi, oleh=ctx.pengguna)
    if form.is_valid():
        try:
            actions.change_pengguna(
                pengguna=row,
                readable=form.cleaned_data.get("instansi_dibaca"),
                by=ctx.pengguna,
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Akun {row} disimpan.")
            still_admin = row.pk != ctx.pengguna.pk or row.peran == Peran.ADMIN
            return redirect(ctx.url("organisasi:pengguna") if still_admin else "awal:awal")
    return form_page(
        request,
        form,
        title="Ubah pengguna",
        button="Simpan pengguna",
        cancel_url=ctx.url("organisasi:pengguna"),
        peran=ROLE_NOTES,
        orang=row,
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_nonaktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = get_object_or_404(_people(ctx.instansi), pk=pk)
    heads = Pejabat.objects.heading(row, ctx.instansi.today()).select_related("jabatan")
    question = Question(
        judul="Nonaktifkan pengguna",
        pertanyaan=f"Nonaktifkan akun {row} ({row.username})?",
        akibat=[
            "Ia tidak dapat masuk lagi, dan keluar dari semua halaman yang sedang dibuka.",
            "Namanya tetap pada isian, persetujuan, dan riwayat. Akun dapat diaktifkan kembali.",
            *(
                f"Ia masih tercatat sebagai {p.jabatan}. Sesudah ini isian unit itu menunggu pimpinan."
                for p in heads
            ),
        ],
        tombol="Nonaktifkan akun",
        batal=ctx.url("organisasi:pengguna"),
        bahaya=True,
        selesai=f"Akun {row} sudah dinonaktifkan.",
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=False))


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pengguna_aktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = get_object_or_404(_people(ctx.instansi), pk=pk)
    question = Question(
        judul="Aktifkan pengguna",
        pertanyaan=f"Aktifkan akun {row} ({row.username})?",
        akibat=["Ia dapat masuk lagi dengan kata sandinya yang terakhir."],
        tombol="Aktifkan akun",
        batal=ctx.url("organisasi:pengguna"),
        selesai=f"Akun {row} sudah diaktifkan.",
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=True))


def _set_active(ctx: PageContext, row: Pengguna, *, active: bool) -> None:
    actions.set_pengguna_active(pengguna=row, active=active, by=ctx.pengguna, now=timezone.now())


@never_cache
@require_http_methods(["GET", "POST"])
@page(MANAGE)
@reauthenticated
@once
def pengguna_sandi(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = get_object_or_404(_people(ctx.instansi), pk=pk)
    if request.method == "POST":
        password = actions.issue_password(pengguna=row, by=ctx.pengguna, now=timezone.now())
        tell_password_issued(row, by=ctx.pengguna)
        return _show_password(request, row, password, f"Kata sandi baru untuk {row}")
    context = {
        "judul": "Kata sandi sekali pakai",
        "pertanyaan": f"Buat kata sandi baru untuk {row} ({row.username})?",
        "akibat": [
            "Kata sandinya yang lama langsung tidak berlaku, dan ia keluar dari semua "
            "halaman yang sedang dibuka.",
            "Kata sandi baru ditampilkan sekali di sini dan berlaku 72 jam. Saat masuk, ia "
            "diminta menggantinya.",
            "Ia diberi tahu, dan yang dilakukan akun ini selama 72 jam ditandai di Riwayat.",
        ],
        "tombol": "Buat kata sandi",
        "batal": ctx.url("organisasi:pengguna"),
    }
    return render(request, "komponen/konfirmasi.html", context)


def _show_password(request: HttpRequest, person: Pengguna, password: str, title: str) -> HttpResponse:
    """Shown in the answer to the POST and kept nowhere: leaving the page is the end of it."""
    context = {"judul": title, "orang": person, "sandi": password}
    return render(request, "organisasi/sandi_sekali.html", context)
