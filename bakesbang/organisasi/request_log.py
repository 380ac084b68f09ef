"""Who asks, from where: for the log, for the limits of the sign-in page and for the list of
sessions."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    return [ip_network(proxy, strict=False) for proxy in proxies]


def _is_proxy(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def client_address(request: HttpRequest) -> str | None:
    """The address of the client: the last one that no trusted proxy stands at. What an untrusted
    client writes into X-Forwarded-For is never believed."""
    address = request.META.get("REMOTE_ADDR") or None
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    for named in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if address is None or not _is_proxy(address):
            break
        try:
            address = str(ip_address(named))
        except ValueError:
            break
    return address


class RequestLog:
    """Gives each request a number, and the log lines written meanwhile their request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.number = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        token = _request.set(request)
        try:
            response = self.get_response(request)
        finally:
            _request.reset(token)
        response["X-Request-ID"] = request.number  # type: ignore[attr-defined]
        return response


class RequestFilter(logging.Filter):
    """Adds number, method, path, person's id and address to a line. No name, no content. Only an
    error of ours carries a traceback: a 403 or 404 is one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = _request.get()
        record.request_words = describe(request) if request is not None else "-"
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = None
            record.exc_text = None
        return True


def describe(request: HttpRequest) -> str:
    """One line about a request: "3f… POST /x/ pengguna=7 10.0.0.4"."""
    user = getattr(request, "_cached_user", None)
    person = getattr(user, "pk", None) or "-"
    number = getattr(request, "number", "-")
    path = request.path.encode("unicode_escape").decode("ascii")
    return f"{number} {request.method} {path} pengguna={person} {client_address(request) or '-'}"
