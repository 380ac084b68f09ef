"""What the pages of both editors share: which draf is edited, beginning a year, and
saying what was not done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import PageContext, is_fragment, wants_data
from bakesbang.versions.document_kind import JenisDokumen, V

Refusal = AlurSalah | ValidationError
IMPOSSIBLE = 400
TOO_LATE = 409


def draft_or_refuse(kind: JenisDokumen[V], ctx: PageContext, sentence: str) -> V:
    """The draf of the page's year. Raises AlurSalah with the sentence when there is none."""
    versi = kind.draft_of(ctx.instansi, ctx.tahun)
    if versi is None:
        raise AlurSalah(sentence)
    return versi


def no_draft(
    request: HttpRequest,
    ctx: PageContext,
    kind: JenisDokumen[Any],
    goes_on: str,
) -> HttpResponse:
    """Nothing to edit: says so on the page that begins one."""
    messages.info(
        request,
        f"Tidak ada draf {kind.nama} tahun {ctx.tahun}. Mulai yang baru, atau mulai Perubahan.",
    )
    return redirect(ctx.url(f"{kind.ruang}:{goes_on}"))


def start_year(
    request: HttpRequest,
    ctx: PageContext,
    kind: JenisDokumen[Any],
    *,
    form: forms.Form,
    start: Callable[..., Any],
    cancel: str,
) -> HttpResponse:
    """An empty document of a year that has none; ``start`` is the act of the document, which takes
    what its form asks. Goes on in the editor."""
    if request.method == "POST" and form.is_valid():
        try:
            start(
                instansi=ctx.instansi,
                **form.cleaned_data,
                oleh=ctx.pengguna,
                waktu=timezone.now(),
            )
        except AlurSalah as error:
            form.add_error("tahun", str(error))
        else:
            begun = PageContext(ctx.pengguna, ctx.instansi, form.cleaned_data["tahun"])
            return redirect(begun.url(f"{kind.ruang}:sunting"))
    context = {"form": form, "batal": ctx.url(f"{kind.ruang}:{cancel}")}
    return render(request, f"{kind.ruang}/mulai.html", context)


def refuse(
    request: HttpRequest,
    ctx: PageContext,
    kind: JenisDokumen[Any],
    error: Refusal,
    *,
    fragment: Callable[[str], HttpResponse] | None = None,
) -> HttpResponse:
    """Why an act was not done: data for a script, ``fragment`` for a piece of the page (default:
    data too), else the page with a message."""
    sentence = refusal_sentence(error)
    if is_fragment(request) and fragment is not None and not wants_data(request):
        return fragment(sentence)
    if wants_data(request) or is_fragment(request):
        status = IMPOSSIBLE if isinstance(error, ValidationError) else TOO_LATE
        return JsonResponse({"pesan": sentence}, status=status)
    messages.error(request, sentence)
    has_draft = kind.draft_of(ctx.instansi, ctx.tahun) is not None
    return redirect(ctx.url(f"{kind.ruang}:{'sunting' if has_draft else kind.halaman}"))


def refusal_sentence(error: Refusal) -> str:
    """The reasons in one line."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)
