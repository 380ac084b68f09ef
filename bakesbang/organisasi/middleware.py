"""What every request passes: a one-time password must be changed before anything else is opened,
text that no database stores is refused in words, and an address that only takes a form's answer
says so."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bakesbang.organisasi import second_factor
from bakesbang.organisasi.permissions import not_signed_in
from bakesbang.organisasi.reauthentication import is_recent


class BodyLimit:
    """A request that is too large is refused before a byte of it is read; without a sign-in
    sooner."""

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


class RequireSecondFactor:
    """Between the password and the second step only that step is open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        page = STEPS.get(second_factor.state_of(request))
        if page is None:
            return self.get_response(request)
        allowed = {
            reverse(page),
            reverse("akun:keluar"),
            reverse("akun:sandi"),
            reverse("akun:konfirmasi"),
        }
        if request.path in allowed:
            return self.get_response(request)
        return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")


STEPS = {second_factor.ASK: "akun:kode", second_factor.SET_UP: "akun:dua_langkah"}


class SignOutWhenIdle:
    """Signs out who has done nothing for a while. The time of the last request stands in a signed
    cookie, so that reading a page writes nothing into the database."""

    COOKIE = "aktif"
    SALT = "bakesbang.aktif"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.IDLE_SECONDS or not request.user.is_authenticated:
            return self.get_response(request)
        if self._is_idle(request):
            logout(request)
            messages.warning(request, "Anda keluar otomatis karena lama tidak ada kegiatan. Masuk lagi.")
            return not_signed_in(request)
        response = self.get_response(request)
        mark = signing.dumps(request.session.session_key, salt=self.SALT)
        response.set_cookie(
            self.COOKIE, mark, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
        )
        return response

    def _is_idle(self, request: HttpRequest) -> bool:
        """The first request after a sign-in has no mark of this session yet."""
        mark = request.COOKIES.get(self.COOKIE, "")
        try:
            session = signing.loads(mark, salt=self.SALT, max_age=settings.IDLE_SECONDS)
        except signing.SignatureExpired:
            return signing.loads(mark, salt=self.SALT) == request.session.session_key
        except signing.BadSignature:
            session = None
        return session != request.session.session_key and not is_recent(request, settings.IDLE_SECONDS)


class RefuseNul:
    """NUL comes with text copied out of broken files; PostgreSQL cannot store it and SQLite keeps
    it unseen."""

    PESAN = (
        "Ada karakter yang tidak terbaca (NUL) dalam isian, jadi tidak ada yang disimpan. "
        "Ketik ulang bagian itu."
    )

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
    """An address that only takes what a form sends, typed or opened again by hand, says so instead
    of staying blank."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        if jawaban.status_code != 405 or request.method != "GET":
            return jawaban
        halaman = render(request, "galat/405.html", status=405)
        halaman["Allow"] = jawaban["Allow"]
        return halaman
