"""Offices of the agency, and who holds them from when to when."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import actions, dependents
from bakesbang.organisasi.forms import (
    EndTermForm,
    JabatanForm,
    JabatanMoveForm,
    PejabatForm,
    new_code,
)
from bakesbang.organisasi.models import Jabatan, Pejabat
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.organisasi.views_base import Question, form_page, move_page


def _jabatan(ctx: PageContext, pk: int) -> Jabatan:
    return get_object_or_404(
        Jabatan.objects.select_related("unit__instansi"), pk=pk, unit__instansi=ctx.instansi
    )


def _pejabat(ctx: PageContext, pk: int) -> Pejabat:
    milik = Pejabat.objects.select_related("jabatan__unit__instansi", "pengguna")
    return get_object_or_404(milik, pk=pk, jabatan__unit__instansi=ctx.instansi)


@require_GET
@page(MANAGE)
def jabatan(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    kini = Pejabat.objects.at(ctx.instansi.today()).select_related("pengguna")
    semua = Jabatan.objects.prefetch_related(Prefetch("pejabat", kini, to_attr="kini"))
    unit = ctx.instansi.unit.prefetch_related(Prefetch("jabatan", semua))
    return render(
        request,
        "organisasi/jabatan.html",
        {"daftar": [u for u in unit if u.aktif or u.jabatan.all()]},
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def jabatan_ubah(request: HttpRequest, ctx: PageContext, pk: int | None = None) -> HttpResponse:
    row = _jabatan(ctx, pk) if pk else Jabatan()
    awal = {} if pk else {"unit": request.GET.get("unit")}
    form = JabatanForm(request.POST or None, instance=row, instansi=ctx.instansi, initial=awal)
    if form.is_valid():
        if not row.pk:
            row.kode = new_code(row.sebutan, set(row.unit.jabatan.values_list("kode", flat=True)), 60)
        actions.save(row=row, instansi=ctx.instansi, by=ctx.pengguna, now=timezone.now())
        messages.success(request, f"{row} disimpan.")
        return redirect(ctx.url("organisasi:pejabat", pk=row.pk))
    judul, tombol = ("Ubah jabatan", "Simpan jabatan") if pk else ("Jabatan baru", "Tambah jabatan")
    batal = ctx.url("organisasi:pejabat", pk=pk) if pk else ctx.url("organisasi:jabatan")
    return form_page(request, form, title=judul, button=tombol, cancel_url=batal)


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def jabatan_nonaktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    """Closes an office; indicators that answer to it are listed first, and moved together with the
    closing."""
    row = _jabatan(ctx, pk)
    day = ctx.instansi.today()
    held = actions.jabatan_held(row, day)
    found = dependents.of_jabatan(row)
    if found and not held:
        form = JabatanMoveForm(request.POST if request.method == "POST" else None, jabatan=row)
        return _move_jabatan(request, ctx, row, found, form)
    question = Question(
        judul="Nonaktifkan jabatan",
        pertanyaan=f"Nonaktifkan {row}?",
        akibat=[
            "Jabatan tidak dapat dipilih lagi sebagai penanggung jawab.",
            "Dokumen yang sudah ditetapkan tidak berubah. Jabatan dapat diaktifkan kembali.",
        ],
        tombol="Nonaktifkan jabatan",
        batal=ctx.url("organisasi:pejabat", pk=pk),
        bahaya=True,
        selesai=f"{row} sudah dinonaktifkan.",
        halangan=held,
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=False))


def _move_jabatan(
    request: HttpRequest,
    ctx: PageContext,
    row: Jabatan,
    found: list[dependents.Dependents],
    form: JabatanMoveForm,
) -> HttpResponse:
    if form.is_valid():
        try:
            moved = actions.merge_jabatan(
                jabatan=row,
                into=form.cleaned_data["target"],
                day=ctx.instansi.today(),
                by=ctx.pengguna,
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, " ".join([*moved, f"{row} sudah dinonaktifkan."]))
            return redirect(ctx.url("organisasi:jabatan"))
    return move_page(
        request,
        form,
        found,
        title="Gabungkan atau tutup jabatan",
        name=str(row),
        button="Pindahkan semua dan nonaktifkan jabatan",
        cancel_url=ctx.url("organisasi:pejabat", pk=row.pk),
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def jabatan_aktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = _jabatan(ctx, pk)
    question = Question(
        judul="Aktifkan jabatan",
        pertanyaan=f"Aktifkan {row}?",
        akibat=["Jabatan ini dapat dipilih lagi sebagai penanggung jawab dan dipegang pejabat."],
        tombol="Aktifkan jabatan",
        batal=ctx.url("organisasi:pejabat", pk=pk),
        selesai=f"{row} sudah diaktifkan.",
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=True))


def _set_active(ctx: PageContext, row: Jabatan, *, active: bool) -> None:
    day = ctx.instansi.today()
    actions.set_jabatan_active(jabatan=row, active=active, day=day, by=ctx.pengguna, now=timezone.now())


@require_GET
@page(MANAGE)
def pejabat(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row, day = _jabatan(ctx, pk), ctx.instansi.today()
    pemegang = list(row.pejabat.select_related("pengguna"))
    kini = {p.pk for p in pemegang if p.mulai <= day and (p.selesai is None or p.selesai >= day)}
    return render(
        request,
        "organisasi/pejabat.html",
        {"jabatan": row, "pemegang": pemegang, "kini": kini, "hari": day},
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_baru(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = Pejabat(jabatan=_jabatan(ctx, pk))
    return _save_pejabat(request, ctx, row, "Catat pejabat")


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_ubah(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    return _save_pejabat(request, ctx, _pejabat(ctx, pk), "Ubah pejabat")


def _save_pejabat(request: HttpRequest, ctx: PageContext, row: Pejabat, judul: str) -> HttpResponse:
    ke = ctx.url("organisasi:pejabat", pk=row.jabatan_id)
    form = PejabatForm(request.POST or None, instance=row, instansi=ctx.instansi)
    if form.is_valid():
        actions.save(row=row, instansi=ctx.instansi, by=ctx.pengguna, now=timezone.now())
        messages.success(request, f"{row.nama} dicatat sebagai {row.jabatan}.")
        return redirect(ke)
    return form_page(
        request,
        form,
        title=judul,
        button="Simpan pejabat",
        cancel_url=ke,
        keterangan=str(row.jabatan),
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def pejabat_akhiri(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = _pejabat(ctx, pk)
    form = EndTermForm(request.POST or None, initial={"selesai": ctx.instansi.today()})
    ke = ctx.url("organisasi:pejabat", pk=row.jabatan_id)
    if form.is_valid():
        try:
            actions.end_term(
                pejabat=row,
                last_day=form.cleaned_data["selesai"],
                by=ctx.pengguna,
                now=timezone.now(),
            )
        except ValidationError as galat:
            form.add_error("selesai", galat.messages)
        else:
            messages.success(request, f"Masa jabatan {row.nama} berakhir.")
            return redirect(ke)
    isi = {
        "judul": "Akhiri masa jabatan",
        "pertanyaan": f"Akhiri masa jabatan {row.nama} sebagai {row.jabatan}?",
        "akibat": [
            "Sesudah day itu ia tidak mereviu dan tidak ditawarkan sebagai penanda tangan.",
            "Dokumen yang sudah ditandatangani tidak berubah.",
        ],
        "tombol": "Akhiri masa jabatan",
        "batal": ke,
        "bahaya": True,
        "form": form,
    }
    return render(request, "komponen/konfirmasi.html", isi, status=422 if form.errors else 200)
