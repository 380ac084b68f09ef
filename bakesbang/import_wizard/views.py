"""The way in: choose or paste, check every cell, answer, save all or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bakesbang.import_wizard import documents, preview
from bakesbang.import_wizard.forms import ImportForm
from bakesbang.importing import upload
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.models import BerkasImpor
from bakesbang.organisasi.permissions import COMPOSE, PageContext, page, page_url
from bakesbang.reading.sources import MAX_LETTERS, FileRefused


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def choose(request: HttpRequest, ctx: PageContext) -> HttpResponse:
    """Step 1, with what was imported before."""
    document = request.GET.get("dokumen", "rencana-aksi")
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"tahun": ctx.tahun, "dokumen": document}
    )
    if request.method == "POST" and form.is_valid():
        name, content = form.source()
        try:
            berkas = upload.receive(
                instansi=ctx.instansi, tahun=form.cleaned_data["tahun"], destination=form.cleaned_data["dokumen"], name=name, content=content,
                oleh=ctx.pengguna, now=timezone.now(),
            )  # fmt: skip
        except FileRefused as error:
            form.add_error("tempelan" if name == upload.PASTED else "berkas", str(error))
        else:
            return redirect(_check_url(ctx, berkas))
    history = BerkasImpor.objects.filter(
        instansi=ctx.instansi, tujuan__in=documents.DESTINATIONS
    ).select_related("oleh")[:8]
    items = [
        {"berkas": b, "judul": documents.DESTINATIONS[b.tujuan].heading, "url": _check_url(ctx, b)}
        for b in history
    ]
    return render(request, "impor/pilih.html", {"form": form, "riwayat": items})


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def review(request: HttpRequest, ctx: PageContext, pk: int) -> HttpResponse:
    """Step 2: the preview; its buttons answer, correct, map columns, and save."""
    berkas = get_object_or_404(BerkasImpor, pk=pk, instansi=ctx.instansi, tujuan__in=documents.DESTINATIONS)
    if request.method == "POST":
        return _handle(request, ctx, berkas)
    try:
        p = documents.check_file(berkas)
    except (FileRefused, OSError) as error:
        messages.error(
            request, str(error) if isinstance(error, FileRefused) else "Berkas ini sudah tidak tersimpan."
        )
        return redirect(ctx.url("beranda:impor"))
    return render(request, "impor/periksa.html", _content(request, ctx, berkas, p))


def _content(
    request: HttpRequest, ctx: PageContext, berkas: BerkasImpor, p: documents.Check
) -> dict[str, Any]:
    filter_by = request.GET.get("saring", "")
    return {
        "berkas": berkas, "p": p, "deret": preview.sequence(p), "baris": preview.lay_out(p, filter_by, "buka" in request.GET),
        "saringan": preview.filters(p, filter_by), "saring": filter_by, "betulkan": request.GET.get("betulkan", ""),
        "kolom": preview.column(p), "pilihan_peran": preview.role_choices(), "terbuka": len(p.ledger.open_items),
        "tanya_lepas": [t for t in p.ledger.questions.values() if not t.position], "batal": ctx.url("beranda:impor"),
        "dokumen_url": _document_url(ctx, berkas),
    }  # fmt: skip


def _handle(request: HttpRequest, ctx: PageContext, berkas: BerkasImpor) -> HttpResponse:
    """One press of a button. Answers are kept with the file, so that leaving the page loses nothing."""
    if "simpan" in request.POST:
        return _save(request, ctx, berkas)
    anchor = ""
    if answer := request.POST.get("jawab"):
        key, _, value = answer.rpartition("=")
        berkas.jawaban[key[:300]] = value[:300]
        anchor = request.POST.get(f"letak:{key}", "")
    elif "usulan" in request.POST:
        berkas.jawaban = documents.accept_proposals(documents.check_file(berkas).ledger)
    elif "sel" in request.POST:
        berkas.jawaban |= {
            n: str(t).strip()[:MAX_LETTERS] for n, t in request.POST.items() if n.startswith("sel:")
        }
        anchor = request.POST["sel"]
    elif "kolom" in request.POST:
        berkas.pemetaan = {
            n.split(":", 1)[1]: t for n, t in request.POST.items() if n.startswith("kolom:") and t
        }
    elif "ulang" in request.POST:
        berkas.jawaban, berkas.pemetaan = {}, {}
    berkas.save(update_fields=["jawaban", "pemetaan"])
    return redirect(_check_url(ctx, berkas, f"b{anchor}" if anchor else ""))


def _save(request: HttpRequest, ctx: PageContext, berkas: BerkasImpor) -> HttpResponse:
    begin = request.POST.get("mulai_triwulan", "1")
    try:
        versi, diff = documents.save(
            documents.check_file(berkas), ctx.instansi, berkas.tahun, berkas=berkas, oleh=ctx.pengguna, now=timezone.now(),
            alasan=request.POST.get("alasan", ""), mulai_triwulan=int(begin) if begin in {"1", "2", "3", "4"} else 1,
        )  # fmt: skip
    except (AlurSalah, FileRefused) as error:
        messages.error(request, str(error))
        return redirect(_check_url(ctx, berkas))
    except IntegrityError:
        messages.error(request, "Dokumen ini baru saja diubah orang lain. Periksa sekali lagi, lalu simpan.")
        return redirect(_check_url(ctx, berkas))
    if diff is not None and not diff.exists:
        messages.info(request, f"Isi berkas sama dengan {versi}. Tidak ada yang berubah.")
    else:
        messages.success(request, f"Berkas disimpan ke {versi}. Periksa lagi sebelum ditetapkan.")
    return redirect(_document_url(ctx, berkas))


def _check_url(ctx: PageContext, berkas: BerkasImpor, fragment: str = "") -> str:
    return ctx.url("beranda:impor_periksa", pk=berkas.pk, fragment=fragment)


def _document_url(ctx: PageContext, berkas: BerkasImpor) -> str:
    name = documents.DESTINATIONS[berkas.tujuan].url
    return page_url(ctx.instansi, berkas.tahun, name)
