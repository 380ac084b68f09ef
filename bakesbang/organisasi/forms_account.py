"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from bakesbang.organisasi.models import Pengguna


class SignInForm(AuthenticationForm):
    """Sign-in. A wrong name and a wrong password get the same words, so that no account can be
    found out."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        for medan, pesan in (
            ("username", "Tulis nama pengguna Anda."),
            ("password", "Tulis kata sandi Anda."),
        ):
            self.fields[medan].widget.attrs["class"] = "form-control"
            self.fields[medan].error_messages["required"] = pesan
        self.fields["username"].widget.attrs["spellcheck"] = "false"

    def confirm_login_allowed(self, user: Pengguna) -> None:
        """A one-time password that was left lying about for too long opens nothing. Raises
        ValidationError."""
        super().confirm_login_allowed(user)
        if user.password_expired(timezone.now()):
            raise ValidationError(
                "Kata sandi sekali pakai ini sudah lewat 72 jam. Minta yang baru kepada admin instansi Anda.",
                code="kedaluwarsa",
            )

    def get_invalid_login_error(self) -> ValidationError:
        # None on an account that is already held: the middleware answers in place of this form.
        failures = getattr(self.request, "axes_failures_since_start", 0) or 0
        left = settings.AXES_FAILURE_LIMIT - failures
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        sentences = ["Nama pengguna atau kata sandi tidak cocok."]
        if 0 < left < settings.AXES_FAILURE_LIMIT:
            sentences.append(
                f"Periksa lagi keduanya. Tersisa {left} percobaan sebelum akun ditahan {minutes} menit."
            )
        return ValidationError([ValidationError(s, code="invalid_login") for s in sentences])


class PasswordForm(PasswordChangeForm):
    """The current password and a new one, twice. Saving is ``account_actions.change_password``."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Kata sandi yang sekarang tidak cocok. Tulis lagi.",
        "password_mismatch": "Kedua kata sandi baru berbeda. Tulis yang sama di keduanya.",
    }

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        label = {
            "old_password": ("Kata sandi sekarang", ""),
            "new_password1": (
                "Kata sandi baru",
                "Paling sedikit 10 huruf atau angka, tidak hanya angka, dan bukan kata yang mudah ditebak.",
            ),
            "new_password2": ("Kata sandi baru sekali lagi", ""),
        }
        for medan, (nama, petunjuk) in label.items():
            self.fields[medan].label, self.fields[medan].help_text = nama, petunjuk
            self.fields[medan].error_messages["required"] = f"{nama} belum ditulis."

    def clean_old_password(self) -> str:
        """A wrong one counts as at the sign-in page: a browser left open is no place to guess at
        leisure."""
        old = str(self.cleaned_data["old_password"])
        if authenticate(self.request, username=self.user.get_username(), password=old) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old

    def clean_new_password1(self) -> str:
        """The one-time password may not become the permanent one."""
        baru = str(self.cleaned_data["new_password1"])
        if self.user.check_password(baru):
            raise ValidationError("Kata sandi baru masih sama dengan yang sekarang. Pilih yang lain.")
        return baru
