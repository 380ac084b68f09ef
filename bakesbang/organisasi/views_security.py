"""Safety of one's own account: the second step, open sessions, and the password asked once more."""

from __future__ import annotations

from base64 import b32encode
from datetime import timedelta
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.organisasi import second_factor
from bakesbang.organisasi.account_actions import end_session, log_second_factor
from bakesbang.organisasi.account_notices import tell_second_factor
from bakesbang.organisasi.models import OpenSession, Pengguna
from bakesbang.organisasi.reauthentication import mark_authenticated, reauthenticated

ISSUER = "Kinerja"


class CodeForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=20,
        help_text="Enam angka dari aplikasi autentikator, atau satu kode cadangan.",
        error_messages={"required": "Kode belum ditulis."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class SetUpForm(CodeForm):
    """The first code of a new authenticator, with the signed key that it was made from."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)


class PasswordAgainForm(forms.Form):
    """The password of the person who is signed in; a wrong one counts as at the sign-in page."""

    password = forms.CharField(
        label="Kata sandi Anda",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Kata sandi belum ditulis."},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        username = self._request.user.get_username()
        if authenticate(self._request, username=username, password=password) is None:
            raise forms.ValidationError("Kata sandi tidak cocok. Tulis lagi.")
        return password


def _person(request: HttpRequest) -> Pengguna:
    person = request.user
    assert isinstance(person, Pengguna)  # noqa: S101 (login_required stands before)
    return person


def _next(request: HttpRequest) -> str:
    """Where the person was going; only to a page of this house."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def code(request: HttpRequest) -> HttpResponse:
    """The second step of a sign-in."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if second_factor.verify(_person(request), form.cleaned_data["code"]):
            second_factor.pass_it(request)
            return redirect(_next(request))
        form.add_error("code", "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")
    context = {"form": form, "title": "Verifikasi dua langkah", "button": "Lanjutkan", "note": ""}
    return render(request, "organisasi/akun/step.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def confirm_password(request: HttpRequest) -> HttpResponse:
    """The password once more, before what cannot be undone."""
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        mark_authenticated(request)
        return redirect(_next(request))
    note = "Tindakan berikutnya tidak dapat dibatalkan, jadi pastikan ini benar Anda."
    context = {
        "form": form,
        "title": "Tulis kata sandi sekali lagi",
        "button": "Lanjutkan",
        "note": note,
    }
    return render(request, "organisasi/akun/step.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@reauthenticated
def set_up(request: HttpRequest) -> HttpResponse:
    """Shows the key of a new authenticator and puts it in use with its first code."""
    person = _person(request)
    form = SetUpForm(request.POST if request.method == "POST" else None)
    sent = second_factor.device_of_form(person, form["key"].value() or "") if form.is_bound else None
    if form.is_valid() and sent is None:
        form.add_error(
            "code", "Halaman ini terlalu lama terbuka. Pindai gambar yang baru, lalu tulis kodenya."
        )
    elif form.is_valid() and sent is not None:
        if codes := second_factor.confirm(sent, form.cleaned_data["code"]):
            second_factor.pass_it(request)
            log_second_factor(person, active=True, now=timezone.now())
            tell_second_factor(person, active=True)
            return render(request, "organisasi/akun/recovery_codes.html", {"codes": codes})
        form.add_error("code", "Kode tidak cocok. Pastikan jam telepon Anda benar, lalu coba lagi.")
    device = sent or second_factor.new_device(person)
    form.initial["key"] = second_factor.signed_key(device)
    address = device.config_url
    context = {
        "form": form,
        "required": second_factor.is_required(person),
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, border=2),
        "key": b32encode(device.bin_key).decode(),
        "address": address,
    }
    return render(request, "organisasi/akun/set_up.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@reauthenticated
def take_off(request: HttpRequest) -> HttpResponse:
    """Takes the second step off; where the installation asks for one, a new one is set up at
    once."""
    person = _person(request)
    second_factor.remove(person)
    log_second_factor(person, active=False, now=timezone.now())
    tell_second_factor(person, active=False)
    second_factor.begin(request, person)
    messages.success(request, "Verifikasi dua langkah dilepas.")
    return redirect("akun:keamanan")


@never_cache
@require_GET
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """What protects this account, and where it is signed in."""
    person = _person(request)
    alive = set(Session.objects.filter(expire_date__gt=timezone.now()).values_list("session_key", flat=True))
    sessions = [s for s in person.open_sessions.all() if s.session_key in alive]
    context = {
        "sessions": sessions,
        "this_session": request.session.session_key,
        "has_device": second_factor.has_device(person),
        "required": second_factor.is_required(person),
    }
    return render(request, "organisasi/akun/security.html", context)


@require_POST
@login_required
def sign_out_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own sessions, wherever it is open."""
    row = get_object_or_404(OpenSession, pk=pk, pengguna=_person(request))
    end_session(row)
    messages.success(request, "Sesi itu sudah diakhiri.")
    return redirect("akun:keamanan")


@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116)."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: id, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
