"""Letters about the safety of an account, to the address that the account carries. Without an
e-mail server, or without an address, nothing is sent: the trace and the page of the own account
say the same."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from bakesbang.organisasi.models import Pengguna

log = logging.getLogger(__name__)


def tell_password_issued(pengguna: Pengguna, *, by: Pengguna) -> bool:
    """Somebody else made a password for this account."""
    return _tell(
        pengguna,
        "Kata sandi akun Anda dibuat ulang",
        f"{by} membuat kata sandi sekali pakai untuk akun {pengguna.username}. Kata sandi "
        "lama tidak berlaku lagi.",
    )


def tell_password_changed(pengguna: Pengguna) -> bool:
    """The owner, or somebody with the password, changed it."""
    return _tell(
        pengguna,
        "Kata sandi akun Anda diganti",
        f"Kata sandi akun {pengguna.username} diganti dari halaman Akun.",
    )


def tell_second_factor(pengguna: Pengguna, *, active: bool) -> bool:
    """The second factor was set up or taken away."""
    act = "dipasang" if active else "dilepas"
    return _tell(
        pengguna,
        f"Verifikasi dua langkah {act}",
        f"Verifikasi dua langkah akun {pengguna.username} {act}.",
    )


def _tell(pengguna: Pengguna, subject: str, sentence: str) -> bool:
    """Whether a letter went out. A mail server that is down never undoes the act it tells of."""
    if not (settings.EMAIL_HOST and pengguna.email):
        return False
    time = timezone.localtime()
    body = (
        f"Yth. {pengguna}\n\n{sentence}\nWaktu: {time:%d-%m-%Y %H.%M}.\n\n"
        "Bukan Anda yang meminta? Segera beri tahu admin instansi Anda.\n"
    )
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [pengguna.email])
    except (OSError, SMTPException):
        log.warning("a letter about an account could not be sent", extra={"pengguna": pengguna.pk})
        return False
    return True
