"""What every request passes: a one-time password must be changed before anything else is opened, text that no
database stores is refused in words, and an address that only takes a form's answer says so."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse


class BodyLimit:
    """A request that is too large is refused before a byte of it is read; without a sign-in sooner."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._length(request) <= settings.BODY_LIMIT_SIGNED_OUT:
            return self.get_response(request)
        limit = settings.BODY_LIMIT if request.user.is_authenticated else settings.BODY_LIMIT_SIGNED_OUT
        if self._length(request) <= limit:
            return self.get_response(request)
        message = f"Kiriman terlalu besar. Paling besar {limit // 1024 // 1024} MB."
        return HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")

    @staticmethod
    def _length(request: HttpRequest) -> int:
        length = request.META.get("CONTENT_LENGTH") or "0"
        return int(length) if length.isdecimal() else 0


class RequireNewPassword:
    """A one-time password must be changed before anything else is opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "wajib_ganti_sandi", False):
            allowed = {reverse("akun:sandi"), reverse("akun:keluar")}
            if request.path not in allowed:
                return redirect("akun:sandi")
        return self.get_response(request)


class RefuseNul:
    """NUL comes with text copied out of broken files; PostgreSQL cannot store it and SQLite keeps it unseen."""

    PESAN = "Ada karakter yang tidak terbaca (NUL) dalam isian, jadi tidak ada yang disimpan. Ketik ulang bagian itu."

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._memuat_nul(request):
            return self.get_response(request)
        terima = request.headers.get("Accept")
        if terima == "application/json":
            return JsonResponse({"pesan": self.PESAN}, status=400)
        if terima == "text/plain":
            return HttpResponse(self.PESAN, status=400, content_type="text/plain; charset=utf-8")
        return render(request, "galat/tak_terbaca.html", {"pesan": self.PESAN}, status=400)

    @staticmethod
    def _memuat_nul(request: HttpRequest) -> bool:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return True
        kiriman = request.POST.lists() if request.method == "POST" else ()
        return any("\0" in nama or any("\0" in str(x) for x in isi) for nama, isi in kiriman)


class WrongMethod:
    """An address that only takes what a form sends, typed or opened again by hand, says so instead of staying blank."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        if jawaban.status_code != 405 or request.method != "GET":
            return jawaban
        halaman = render(request, "galat/405.html", status=405)
        halaman["Allow"] = jawaban["Allow"]
        return halaman
