"""Pages that say what went wrong, in Indonesian, with a way on."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja


def csrf_gagal(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token does not fit; nothing was changed."""
    return render(request, "galat/csrf.html", status=403)


def galat_403(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "galat/403.html", {"sebab": _kalimat(exception)}, status=403)


def galat_404(request: HttpRequest, exception: Http404) -> HttpResponse:
    isi = {"sebab": _kalimat(exception), "tahun_lain": _tahun_lain(request)}
    return render(request, "galat/404.html", isi, status=404)


def galat_500(request: HttpRequest) -> HttpResponse:
    """Touches neither database nor session: one of them may be what broke."""
    return HttpResponse(render_to_string("galat/500.html", {"saat": timezone.localtime()}), status=500)


def _kalimat(exception: Exception) -> str:
    """Our own sentence, if the raiser gave one; Django's English defaults are not for readers."""
    sebab = exception.args[0] if exception.args else ""
    return sebab if isinstance(sebab, str) and not sebab.startswith("No ") else ""


def _tahun_lain(request: HttpRequest) -> list[tuple[int, str]]:
    """The same page in the years there are, when only the year of the address is wrong."""
    cocok = request.resolver_match
    if (
        cocok is None
        or not {"kode", "tahun"} <= cocok.kwargs.keys()
        or not isinstance(request.user, Pengguna)
    ):
        return []
    instansi = Instansi.objects.visible_to(request.user).filter(kode=cocok.kwargs["kode"]).first()
    ada = TahunKerja.objects.filter(instansi=instansi).values_list("tahun", flat=True) if instansi else ()
    if cocok.kwargs["tahun"] in ada:
        return []
    return [(t, reverse(cocok.view_name, kwargs=cocok.kwargs | {"tahun": t})) for t in ada]
