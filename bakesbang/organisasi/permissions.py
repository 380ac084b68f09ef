"""Who may open which page: one table, and the one door through which every view fetches its agency.

Not allowed inside one's own agency is a 403; another agency's address is a 404, so that not even
its existence is told (design: workflow)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.organisasi.roles import Peran

EVERYBODY = frozenset(Peran)
OPEN_YEAR = "buka_tahun"  # a further working year
READ = "baca"  # plan, IKU, realizations, evidence, reports
TETAPKAN = "tetapkan"  # make a document the one in force
COMPOSE = "susun"  # edit plan and IKU, import, Perubahan, schedule, lock, reopen
MANAGE = "kelola"  # users, units, offices, policy
ISI = "isi"  # type and submit realizations (own units; penyusun any)
REVIEW = "reviu"  # approve and return
LEADER_NOTE = "catatan_pimpinan"
HISTORY = "riwayat"  # staf and kabid see their own units only
EXPORT_HISTORY = "ekspor_riwayat"

ALLOWED: dict[str, frozenset[Peran]] = {
    READ: EVERYBODY,
    TETAPKAN: frozenset({Peran.PENYUSUN, Peran.PIMPINAN}),
    COMPOSE: frozenset({Peran.PENYUSUN}),
    MANAGE: frozenset({Peran.ADMIN}),
    OPEN_YEAR: frozenset({Peran.ADMIN, Peran.PENYUSUN}),
    ISI: frozenset({Peran.STAF, Peran.KABID, Peran.PENYUSUN}),
    REVIEW: frozenset({Peran.KABID, Peran.PIMPINAN}),
    LEADER_NOTE: frozenset({Peran.PIMPINAN}),
    HISTORY: EVERYBODY,
    EXPORT_HISTORY: frozenset({Peran.PENYUSUN, Peran.PEMERIKSA}),
}


READING = frozenset({READ, HISTORY, EXPORT_HISTORY})


@dataclass(frozen=True)
class PageContext:
    """For whom, in which agency and year a page is drawn."""

    pengguna: Pengguna
    instansi: Instansi
    tahun: int

    def may(self, permission: str) -> bool:
        """A superuser reads everything and changes nothing of an agency's plan; he keeps its
        organisation. An agency that was closed is only read."""
        if not self.instansi.aktif and permission not in READING:
            return False
        if self.pengguna.is_superuser:
            return permission in {READ, HISTORY, MANAGE, OPEN_YEAR}
        if self.pengguna.instansi_id != self.instansi.pk:
            return permission in READING and self.pengguna.peran == Peran.PEMERIKSA
        return self.pengguna.peran in ALLOWED[permission]

    def url(
        self, name: str, *, query: Mapping[str, Any] | None = None, fragment: str = "", **parts: Any
    ) -> str:
        """The address of a page of this agency and year."""
        return page_url(self.instansi, self.tahun, name, query=query, fragment=fragment, **parts)


def page_url(
    instansi: Instansi,
    tahun: int,
    name: str,
    *,
    query: Mapping[str, Any] | None = None,
    fragment: str = "",
    **parts: Any,
) -> str:
    """The address of a page of an agency and year; ``parts`` are what stands in the path besides
    them."""
    place = {"kode": instansi.kode, "tahun": tahun}
    return reverse(name, kwargs=place | parts, query=query or None, fragment=fragment or None)


def is_fragment(request: HttpRequest) -> bool:
    """Whether a script asks for a piece of the page, to be put into the page that is open."""
    return bool(getattr(request, "htmx", False))


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks for an answer that it reads itself: no page, no piece of one."""
    return request.headers.get("Accept") in ("application/json", "text/plain")


def page_context(pengguna: Pengguna, kode: str, tahun: int) -> PageContext:
    """The agency and year of an address. Raises Http404 when this person may not know of them."""
    instansi = Instansi.objects.visible_to(pengguna).filter(kode=kode).first()
    if instansi is None:
        raise Http404("Halaman ini tidak ada.")
    if not TahunKerja.objects.filter(instansi=instansi, tahun=tahun).exists():
        raise Http404(f"Belum ada dokumen tahun {tahun} di {instansi.nama}.")
    return PageContext(pengguna, instansi, tahun)


View = Callable[..., HttpResponseBase]


def page(permission: str) -> Callable[[View], View]:
    """Turns ``view(request, ctx, …)`` into a view of ``/<kode>/<tahun>/…``: signs in, fetches the
    agency through the permission, and answers 404 or 403 before the view runs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, kode: str, tahun: int, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, Pengguna):
                return not_signed_in(request)
            ctx = page_context(request.user, kode, tahun)
            request.konteks = ctx  # type: ignore[attr-defined]
            if not ctx.may(permission):
                raise PermissionDenied(_refusal(ctx))
            _remember(request, ctx)
            response = view(request, ctx, **kwargs)
            # What belongs to an agency stays in no cache, of a browser or on the way.
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "no-store, private"
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _refusal(ctx: PageContext) -> str:
    if not ctx.instansi.aktif:
        return f"{ctx.instansi} sudah ditutup: isinya dapat dibaca, tidak dapat diubah."
    return "Peran Anda tidak membuka halaman ini."


def _remember(request: HttpRequest, ctx: PageContext) -> None:
    """Remembers agency and year; written only when they change, so that reading writes nothing."""
    choice = {"instansi": ctx.instansi.kode, "tahun": ctx.tahun}
    if any(request.session.get(name) != value for name, value in choice.items()):
        request.session.update(choice)


def not_signed_in(request: HttpRequest) -> HttpResponse:
    """Sends a person to sign in; a fragment gets a plain 401, so that the page keeps what was
    typed."""
    if is_fragment(request) or wants_data(request):
        return HttpResponse("Sesi Anda berakhir. Masuk lagi untuk melanjutkan.", status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    messages.warning(
        request, "Sesi Anda tadi berakhir, jadi yang terakhir Anda tekan belum dijalankan. Ulangi."
    )
    return redirect_to_login(_page_it_stood_on(request))


def _page_it_stood_on(request: HttpRequest) -> str:
    """The page that a form stood on: many addresses that take a form cannot be opened."""
    origin = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(origin)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
