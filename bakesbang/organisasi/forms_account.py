"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class SignInForm(AuthenticationForm):
    """Sign-in. A wrong name and a wrong password get the same words, so that no account can be found out."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        for medan, pesan in (
            ("username", "Tulis nama pengguna Anda."),
            ("password", "Tulis kata sandi Anda."),
        ):
            self.fields[medan].widget.attrs["class"] = "form-control"
            self.fields[medan].error_messages["required"] = pesan
        self.fields["username"].widget.attrs["spellcheck"] = "false"

    def get_invalid_login_error(self) -> ValidationError:
        # None on an account that is already held: the middleware answers in place of this form.
        sisa = settings.AXES_FAILURE_LIMIT - (getattr(self.request, "axes_failures_since_start", 0) or 0)
        menit = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        kalimat = ["Nama pengguna atau kata sandi tidak cocok."]
        if 0 < sisa < settings.AXES_FAILURE_LIMIT:
            kalimat.append(
                f"Periksa lagi keduanya. Tersisa {sisa} percobaan sebelum akun ditahan {menit} menit."
            )
        return ValidationError([ValidationError(k, code="invalid_login") for k in kalimat])


class PasswordForm(PasswordChangeForm):
    """The current password and a new one, twice. Saving is ``tindakan_akun.ganti_sandi``."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "Kata sandi yang sekarang tidak cocok. Tulis lagi.",
        "password_mismatch": "Kedua kata sandi baru berbeda. Tulis yang sama di keduanya.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def clean_new_password1(self) -> str:
        """The one-time password may not become the permanent one."""
        baru = str(self.cleaned_data["new_password1"])
        if self.user.check_password(baru):
            raise ValidationError("Kata sandi baru masih sama dengan yang sekarang. Pilih yang lain.")
        return baru
