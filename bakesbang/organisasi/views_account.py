"""Sign in, sign out, change password, and the page of an account that is held."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from math import ceil
from typing import Any

import yaml
from axes.helpers import get_client_username, get_failure_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db.models import Max, Q, QuerySet
from django.forms import PasswordInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from bakesbang.organisasi import second_factor
from bakesbang.organisasi.account_actions import change_password, open_session
from bakesbang.organisasi.account_notices import tell_password_changed
from bakesbang.organisasi.forms_account import PasswordForm, SignInForm
from bakesbang.organisasi.models import Pengguna
from bakesbang.organisasi.sign_in_limits import is_flooded, recent_attempts, remember_device


@cache
def demo_password() -> str:
    """The one password of all demonstration accounts; it is no secret, and real mode has no such
    accounts."""
    isi = yaml.safe_load((settings.BASE_DIR / "fixtures" / "peragaan.yaml").read_text(encoding="utf-8"))
    return str(isi["sandi"])


class SignIn(LoginView):
    """Sign-in; in demonstration mode the accounts are listed and ``?akun=`` fills the form."""

    template_name = "organisasi/akun/masuk.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def akun_peragaan(self) -> QuerySet[Pengguna]:
        if settings.NYATA:
            return Pengguna.objects.none()
        return Pengguna.objects.peragaan().filter(is_active=True).select_related("unit").order_by("pk")

    def get_initial(self) -> dict[str, Any]:
        dipilih = self.akun_peragaan().filter(username=self.request.GET.get("akun", "")).first()
        isi = {"username": dipilih.username, "password": demo_password()} if dipilih else {}
        return super().get_initial() | isi

    def get_form(self, form_class: type[AuthenticationForm] | None = None) -> AuthenticationForm:
        form = super().get_form(form_class)
        if not form.is_bound and "password" in form.initial:
            form.fields["password"].widget = PasswordInput(
                form.fields["password"].widget.attrs, render_value=True
            )
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akun = list(self.akun_peragaan())
        peragaan = {"akun_peragaan": akun, "sandi_peragaan": demo_password() if akun else ""}
        return super().get_context_data(**kwargs) | peragaan

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signs in, remembers the browser, and leaves a line in the trace."""
        response = super().form_valid(form)
        person = form.get_user()
        open_session(self.request, person, now=timezone.now())
        second_factor.begin(self.request, person)
        remember_device(self.request, response, person.get_username())
        return response


class SignOut(LogoutView):
    """Sign-out, by POST only; ends on the sign-in page."""


class ChangePassword(PasswordChangeView):
    """Change one's own password; the only page open to an account with a one-time password."""

    template_name = "organisasi/akun/sandi.html"
    form_class = PasswordForm
    success_url = reverse_lazy("awal:awal")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: PasswordForm) -> HttpResponse:  # type: ignore[override]
        change_password(by=form.user, password=form.cleaned_data["new_password1"], now=timezone.now())
        update_session_auth_hash(self.request, form.user)
        tell_password_changed(form.user)
        messages.success(self.request, "Kata sandi Anda sudah diganti. Pakai yang baru mulai sekarang.")
        return redirect(self.get_success_url())


def account_held(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 after too many wrong passwords: says until when (django-axes calls it instead of the
    sign-in page)."""
    username = get_client_username(request, credentials) or ""
    address = request.axes_ip_address  # type: ignore[attr-defined]
    of_name = Q(username=username)
    mine = recent_attempts().filter(of_name, ip_address=address)
    here = mine if mine.exists() else recent_attempts().filter(of_name | Q(ip_address=address))
    last = here.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until = last + settings.AXES_COOLOFF_TIME
    minutes = max(1, ceil((until - timezone.now()) / timedelta(minutes=1)))
    context = {
        "username": username,
        "batas": get_failure_limit(request, credentials),
        "banyak": is_flooded(username, address),
        "kapan": until,
        "menit": minutes,
    }
    response = render(request, "galat/terkunci.html", context, status=429)
    response["Retry-After"] = str(60 * minutes)
    return response
