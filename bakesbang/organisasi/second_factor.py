"""The second step of a sign-in: a code of an authenticator (TOTP) or a recovery code, kept by
django-otp.

The state stands in the session from the sign-in on, so that no page asks the database for it."""

from __future__ import annotations

import secrets
from time import time

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from bakesbang.organisasi.models import Pengguna
from bakesbang.organisasi.roles import Peran

SESSION_KEY = "second_factor"
ASK = "ask"  # a device is there and its code was not given yet
SET_UP = "set_up"  # the installation asks for one and there is none yet
PASSED = "passed"
NONE = "none"

ROLES = {Peran.PENYUSUN, Peran.PIMPINAN, Peran.ADMIN}
RECOVERY_CODES = 10
DEVICE_NAME = "aplikasi autentikator"
SALT = "bakesbang.dua_langkah"
KEY_AGE = 30 * 60
RECOVERY_NAME = "kode cadangan"


def begin(request: HttpRequest, pengguna: Pengguna) -> str:
    """What this sign-in still needs; called right after the password was right."""
    if has_device(pengguna):
        state = ASK
    elif is_required(pengguna):
        state = SET_UP
    else:
        state = NONE
    request.session[SESSION_KEY] = state
    return state


def state_of(request: HttpRequest) -> str:
    return str(request.session.get(SESSION_KEY, NONE))


def pass_it(request: HttpRequest) -> None:
    request.session[SESSION_KEY] = PASSED


def is_required(pengguna: Pengguna) -> bool:
    """Whether this installation asks this person for a second step."""
    return settings.SECOND_FACTOR and (pengguna.is_superuser or pengguna.peran in ROLES)


def has_device(pengguna: Pengguna) -> bool:
    return TOTPDevice.objects.filter(user=pengguna, confirmed=True).exists()


def new_device(pengguna: Pengguna) -> TOTPDevice:
    """A device with a new key, not kept yet: the form carries its key, signed, until the first
    code is right."""
    return TOTPDevice(user=pengguna, name=DEVICE_NAME, key=default_key())


def signed_key(device: TOTPDevice) -> str:
    return signing.dumps([device.user_id, device.key], salt=SALT)


def device_of_form(pengguna: Pengguna, signed: str) -> TOTPDevice | None:
    """The device whose key the form carried; None when that is not this person's, or too old."""
    try:
        owner, key = signing.loads(signed, salt=SALT, max_age=KEY_AGE)
    except (signing.BadSignature, ValueError):
        return None
    return TOTPDevice(user=pengguna, name=DEVICE_NAME, key=key) if owner == pengguna.pk else None


@transaction.atomic
def confirm(device: TOTPDevice, code: str) -> list[str]:
    """Puts the device in use when its first code is right, and returns new recovery codes; empty
    otherwise."""
    digits = "".join(code.split())
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time()
    if not (digits.isascii() and digits.isdecimal() and totp.verify(int(digits), device.tolerance)):
        return []
    TOTPDevice.objects.filter(user=device.user).delete()
    device.confirmed = True
    device.last_t = totp.t()
    device.save()
    return new_recovery_codes(device.user)


@transaction.atomic
def new_recovery_codes(pengguna: Pengguna) -> list[str]:
    """Ten codes that are good once each; older ones are gone."""
    device, _ = StaticDevice.objects.get_or_create(user=pengguna, name=RECOVERY_NAME)
    device.token_set.all().delete()
    codes = [secrets.token_hex(4) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return codes


def verify(pengguna: Pengguna, code: str) -> bool:
    """Whether the code is right; each wrong one makes the next try wait longer (django-otp)."""
    devices = [
        *TOTPDevice.objects.filter(user=pengguna, confirmed=True),
        *StaticDevice.objects.filter(user=pengguna, confirmed=True),
    ]
    return any(_is_right(device, code) for device in devices)


def _is_right(device: TOTPDevice | StaticDevice, code: str) -> bool:
    allowed, _ = device.verify_is_allowed()
    return bool(allowed and device.verify_token("".join(code.split()).lower()))


@transaction.atomic
def remove(pengguna: Pengguna) -> None:
    """Takes the second step off the account: a lost telephone, after its owner has shown who he
    is."""
    TOTPDevice.objects.filter(user=pengguna).delete()
    StaticDevice.objects.filter(user=pengguna).delete()
