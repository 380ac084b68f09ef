"""How often a wrong password may be tried, counted by django-axes: per name and address, per name,
per address.

A browser that this person has used before passes what strangers did to his name or to a shared
address, and has a limit of its own. Wrong names and wrong passwords count alike."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

PER_NAME = 20
PER_ADDRESS = 50
NAMES_PER_ADDRESS = 15
KNOWN_DEVICE = 20

COOKIE = "perangkat"
SALT = "bakesbang.perangkat"
COOKIE_AGE = timedelta(days=180)
NAMES_KEPT = 8


class SignInHandler(AxesDatabaseHandler):
    """django-axes counts; this says what is too much."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Wrong passwords of this name from this address; a known device is told of none until its
        own limit."""
        failures = int(super().get_failures(request, credentials))
        if is_known_device(request, get_client_username(request, credentials) or ""):
            return failures if failures >= KNOWN_DEVICE else 0
        return failures

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        username = get_client_username(request, credentials) or ""
        if super().is_locked(request, credentials):
            return True
        return not is_known_device(request, username) and is_flooded(username, request.axes_ip_address)


def is_flooded(username: str, address: str | None) -> bool:
    """Whether this name was tried from many places, or many names from this address."""
    recent = recent_attempts()
    if _failures(recent.filter(username=username)) >= PER_NAME:
        return True
    from_here = recent.filter(ip_address=address)
    names = from_here.values("username").distinct().count()
    return names >= NAMES_PER_ADDRESS or _failures(from_here) >= PER_ADDRESS


def recent_attempts() -> QuerySet[AccessAttempt]:
    """Wrong sign-ins that still count."""
    return AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)


def _failures(attempts: QuerySet[AccessAttempt]) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


# ── Known devices ──
def is_known_device(request: HttpRequest, username: str) -> bool:
    """Whether this browser has signed in with this name before."""
    return _mark(username) in _marks(request)


def remember_device(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Marks this browser as one that the person uses; the cookie names nobody in the clear."""
    marks = [mark for mark in _marks(request) if mark != _mark(username)]
    kept = [_mark(username), *marks][:NAMES_KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return []
    return marks if isinstance(marks, list) else []


def _mark(username: str) -> str:
    return hashlib.sha256(username.lower().encode()).hexdigest()[:20]
