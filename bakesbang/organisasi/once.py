"""A form that creates something is sent once, however often its button is pressed.

Every form carries a number of its own (``{% csrf_token %}`` is one a session, so it cannot tell
two sendings apart): the page draws it, the first POST with it is carried out and remembered, and
another POST with the same number gets the page that says so. The number is drawn by
``templates/komponen/form.html`` and ``konfirmasi.html``; a POST without one (a program, a test) is
carried out as ever."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bakesbang.organisasi.models import Pengguna, SentForm

FIELD = "kiriman"
KEPT = timedelta(days=1)


def new_number() -> str:
    """The number that a form carries."""
    return secrets.token_urlsafe(16)


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Carries out a POST of one form once. A refused form (an answer of 400 and above) may be sent
    again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = request.POST.get(FIELD, "")[:40] if request.method == "POST" else ""
        person = request.user
        if not number or not isinstance(person, Pengguna):
            return view(request, *args, **kwargs)
        return _carry_out(number, person, lambda: view(request, *args, **kwargs), request)

    return guarded


def _carry_out(
    number: str, person: Pengguna, view: Callable[[], HttpResponse], request: HttpRequest
) -> HttpResponse:
    """The row of the number is the gate: a second POST waits for it, and then finds the first one
    done."""
    with transaction.atomic():
        SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()
        _, is_first = SentForm.objects.get_or_create(number=number, pengguna=person)
        if not is_first:
            return render(request, "galat/already_sent.html", status=409)
        response = view()
        if response.status_code >= 400:
            SentForm.objects.filter(number=number).delete()
    return response
