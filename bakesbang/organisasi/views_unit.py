"""Units of the agency, and the agency's own data."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.organisasi import actions, dependents
from bakesbang.organisasi.forms import InstansiForm, UnitForm, UnitMoveForm, YearForm, new_code
from bakesbang.organisasi.models import Pejabat, UnitKerja
from bakesbang.organisasi.permissions import MANAGE, OPEN_YEAR, PageContext, page, page_url
from bakesbang.organisasi.views_base import Question, form_page, move_page


@require_GET
@page(MANAGE)
def unit(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    active_people = Q(pengguna__is_active=True, pengguna__is_superuser=False)
    units = ctx.instansi.unit.annotate(orang=Count("pengguna", filter=active_people, distinct=True))
    heads: dict[int, list[Pejabat]] = {}
    of_agency = Pejabat.objects.at(ctx.instansi.today()).filter(jabatan__unit__instansi=ctx.instansi)
    for pejabat in of_agency.filter(jabatan__kepala=True, jabatan__aktif=True).select_related("jabatan"):
        heads.setdefault(pejabat.jabatan.unit_id, []).append(pejabat)
    rows = [(u, heads.get(u.pk, [])) for u in units]
    return render(request, "organisasi/unit.html", {"daftar": rows})


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def unit_ubah(request: HttpRequest, ctx: PageContext, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(ctx.instansi.unit, pk=pk) if pk else _new_unit(ctx)
    form = UnitForm(request.POST or None, instance=row)
    if form.is_valid():
        if not row.pk:
            taken = set(ctx.instansi.unit.values_list("kode", flat=True))
            row.kode = new_code(row.nama_pendek or row.nama, taken, 40)
        actions.save(row=row, instansi=ctx.instansi, by=ctx.pengguna, now=timezone.now())
        messages.success(request, f"{row} disimpan.")
        return redirect(ctx.url("organisasi:unit"))
    title, button = ("Ubah unit kerja", "Simpan unit") if pk else ("Unit kerja baru", "Tambah unit")
    return form_page(request, form, title=title, button=button, cancel_url=ctx.url("organisasi:unit"))


def _new_unit(ctx: PageContext) -> UnitKerja:
    """A new unit stands last: nobody is asked for a number, and Pimpinan stays first."""
    last = ctx.instansi.unit.aggregate(last=Max("urutan"))["last"] or 0
    return UnitKerja(instansi=ctx.instansi, urutan=last + 1)


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def unit_nonaktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    """Closes a unit; what hangs on it is listed first, and moved together with the closing."""
    row = get_object_or_404(ctx.instansi.unit, pk=pk)
    found = dependents.of_unit(row)
    if found:
        form = UnitMoveForm(request.POST if request.method == "POST" else None, unit=row)
        return _move_unit(request, ctx, row, found, form)
    question = Question(
        judul="Nonaktifkan unit kerja",
        pertanyaan=f"Nonaktifkan {row}?",
        akibat=[
            "Unit tidak dapat dipilih lagi untuk pengguna dan jabatan.",
            "Dokumen dan realisasi yang sudah ada tetap menyebut unit ini. Unit dapat diaktifkan kembali.",
        ],
        tombol="Nonaktifkan unit",
        batal=ctx.url("organisasi:unit"),
        bahaya=True,
        selesai=f"{row} sudah dinonaktifkan.",
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=False))


def _move_unit(
    request: HttpRequest,
    ctx: PageContext,
    row: UnitKerja,
    found: list[dependents.Dependents],
    form: UnitMoveForm,
) -> HttpResponse:
    if form.is_valid():
        try:
            moved = actions.merge_unit(
                unit=row, into=form.cleaned_data["target"], by=ctx.pengguna, now=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, " ".join([*moved, f"{row} sudah dinonaktifkan."]))
            return redirect(ctx.url("organisasi:unit"))
    return move_page(
        request,
        form,
        found,
        title="Gabungkan atau tutup unit kerja",
        name=str(row),
        button="Pindahkan semua dan nonaktifkan unit",
        cancel_url=ctx.url("organisasi:unit"),
    )


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def unit_aktifkan(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    row = get_object_or_404(ctx.instansi.unit, pk=pk)
    question = Question(
        judul="Aktifkan unit kerja",
        pertanyaan=f"Aktifkan {row}?",
        akibat=["Unit ini dapat dipilih lagi untuk pengguna, jabatan, dan pengisi indikator."],
        tombol="Aktifkan unit",
        batal=ctx.url("organisasi:unit"),
        selesai=f"{row} sudah diaktifkan.",
    )
    return question.answer(request, lambda: _set_active(ctx, row, active=True))


def _set_active(ctx: PageContext, row: UnitKerja, *, active: bool) -> None:
    actions.set_unit_active(unit=row, active=active, by=ctx.pengguna, now=timezone.now())


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def instansi(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    form = InstansiForm(request.POST or None, instance=ctx.instansi)
    if form.is_valid():
        actions.save(row=ctx.instansi, instansi=ctx.instansi, by=ctx.pengguna, now=timezone.now())
        messages.success(request, "Data instansi disimpan.")
        return redirect(ctx.url("organisasi:instansi"))
    if form.errors:
        # The head of the page shows what is kept, not what was refused.
        ctx.instansi.refresh_from_db()
    return form_page(
        request,
        form,
        title="Data instansi",
        button="Simpan data instansi",
        cancel_url="",
        bilah=True,
        alamat_kode=ctx.instansi.kode,
    )


@require_http_methods(["GET", "POST"])
@page(OPEN_YEAR)
def tahun_baru(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    """Opens a further working year; its documents are begun or copied from its own home page."""
    newest = ctx.instansi.tahun_kerja.aggregate(newest=Max("tahun"))["newest"] or ctx.tahun
    form = YearForm(
        request.POST if request.method == "POST" else None,
        instansi=ctx.instansi,
        initial={"tahun": newest + 1},
    )
    if form.is_valid():
        tahun = form.cleaned_data["tahun"]
        try:
            actions.open_year(instansi=ctx.instansi, tahun=tahun, by=ctx.pengguna, now=timezone.now())
        except ValidationError as error:
            form.add_error("tahun", error.messages)
        else:
            messages.success(request, f"Tahun {tahun} dibuka. Susun dokumennya, atau salin dari tahun lain.")
            return redirect(page_url(ctx.instansi, tahun, "beranda:beranda"))
    return form_page(
        request,
        form,
        title="Tahun baru",
        button="Buka tahun",
        cancel_url=ctx.url("beranda:beranda"),
        keterangan="Tahun kerja berikutnya; dokumennya disusun sesudah ini.",
    )
