"""A one-time password must be changed before anything else is opened."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class WajibGantiSandi:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "wajib_ganti_sandi", False):
            boleh = {reverse("akun:sandi"), reverse("akun:keluar")}
            if request.path not in boleh:
                return redirect("akun:sandi")
        return self.get_response(request)
