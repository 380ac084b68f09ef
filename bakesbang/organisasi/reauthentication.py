"""A password asked once more before what cannot be undone: lock, tetapkan, roles, one-time
passwords."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

SESSION_KEY = "authenticated_at"
# A form that was opened in time may be sent a while later, so that nothing typed is lost.
FORM_LEEWAY = 30 * 60


def mark_authenticated(request: HttpRequest) -> None:
    """Remembers in the session that the person has just shown to be himself."""
    request.session[SESSION_KEY] = int(timezone.now().timestamp())


def is_fresh(request: HttpRequest) -> bool:
    """Whether the password was given recently enough; always, where an installation asks for
    none."""
    limit = settings.REAUTHENTICATE_AFTER
    if not limit:
        return True
    allowed = limit if request.method in ("GET", "HEAD") else limit + FORM_LEEWAY
    return is_recent(request, allowed)


def is_recent(request: HttpRequest, seconds: int) -> bool:
    """Whether the password was given so many seconds ago or less."""
    return timezone.now().timestamp() - request.session.get(SESSION_KEY, 0) <= seconds


def reauthenticated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sends to the page that asks for the password, and from there back; nothing is done before."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.warning(request, "Belum dijalankan: tulis kata sandi Anda dahulu, lalu ulangi.")
        return redirect(f"{reverse('akun:konfirmasi')}?{urlencode({'next': request.path})}")

    return guarded
