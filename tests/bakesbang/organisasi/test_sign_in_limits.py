"""Limits of the sign-in page: per name, per address, behind a proxy, and what a known device passes."""

import logging

import pytest
from django.test import Client, RequestFactory

from bakesbang.organisasi import sign_in_limits
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.passwords import MESSAGE, IndonesianCommonPasswordValidator
from bakesbang.organisasi.request_log import RequestFilter, client_address

pytestmark = pytest.mark.django_db
PASSWORD = "Kelapa-Sepeda-71"


@pytest.fixture
def agency() -> Instansi:
    return Instansi.objects.create(kode="contoh", nama="Badan Contoh")


@pytest.fixture
def rina(agency: Instansi) -> Pengguna:
    return Pengguna.objects.create_user("rina", password=PASSWORD, nama="Rina", peran="staf", instansi=agency)


def sign_in(client: Client, username: str, password: str, address: str = "10.0.0.1"):
    return client.post("/masuk/", {"username": username, "password": password}, REMOTE_ADDR=address)


def test_a_known_device_passes_the_hold_that_others_caused(rina):
    known, stranger = Client(), Client()
    assert sign_in(known, "rina", PASSWORD).status_code == 302
    known.post("/keluar/")
    for _ in range(5):
        sign_in(stranger, "rina", "salah")
    assert sign_in(stranger, "rina", PASSWORD).status_code == 429
    assert sign_in(known, "rina", PASSWORD).status_code == 302


def test_a_known_device_has_a_limit_of_its_own(rina):
    known = Client()
    sign_in(known, "rina", PASSWORD)
    known.post("/keluar/")
    for _ in range(sign_in_limits.KNOWN_DEVICE):
        sign_in(known, "rina", "salah")
    assert sign_in(known, "rina", PASSWORD).status_code == 429


def test_a_name_tried_from_many_addresses_is_held(rina):
    for n in range(sign_in_limits.PER_NAME):
        sign_in(Client(), "rina", "salah", f"10.1.0.{n + 1}")
    answer = sign_in(Client(), "rina", PASSWORD, "10.2.0.1")
    assert answer.status_code == 429
    assert "Terlalu banyak kata sandi salah" in answer.content.decode()


def test_spraying_one_password_over_many_names_is_stopped_for_that_address_only(rina):
    for n in range(sign_in_limits.NAMES_PER_ADDRESS):
        sign_in(Client(), f"orang{n}", "Rahasia2024", "10.3.0.1")
    assert sign_in(Client(), "rina", PASSWORD, "10.3.0.1").status_code == 429
    assert sign_in(Client(), "rina", PASSWORD, "10.3.0.2").status_code == 302


def test_a_forged_device_cookie_is_no_device(rina):
    request = RequestFactory().get("/", headers={"Cookie": "perangkat=WyJ4Il0:1:forged"})
    assert not sign_in_limits.is_known_device(request, "rina")


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("10.9.9.9", "1.2.3.4", "10.9.9.9"),  # no proxy of ours: nobody is believed
        ("127.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("127.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # what the client wrote itself stands first
        ("127.0.0.1", "1.2.3.4, 192.168.0.7", "1.2.3.4"),  # two proxies in a row
        ("127.0.0.1", "rubbish", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_last_that_is_no_trusted_proxy(settings, remote, forwarded, expected):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "192.168.0.0/16"]
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


def test_a_wrong_password_at_changing_counts_as_at_the_sign_in_page(rina):
    client = Client()
    client.force_login(rina)
    wrong = {
        "old_password": "salah",
        "new_password1": "Sepeda-Hujan-55",
        "new_password2": "Sepeda-Hujan-55",
    }
    for _ in range(4):
        assert client.post("/sandi/", wrong).status_code == 200
    assert client.post("/sandi/", wrong).status_code == 429


@pytest.mark.parametrize(
    "password",
    [
        "Rahasia2024!",
        "bismillah99",
        "B1sm1llah!!",
        "Indonesia#45",
        "katasandi123",
        "Mojokerto2024",
        "1234567890a",
    ],
)
def test_common_indonesian_passwords_are_refused(password):
    with pytest.raises(Exception, match=MESSAGE.split(".")[0]):
        IndonesianCommonPasswordValidator().validate(password)


@pytest.mark.parametrize("password", [PASSWORD, "kuda-nil-terbang", "Hujan.Sepeda.Besi", "xk4-pmw-9rt2"])
def test_other_passwords_pass(password):
    IndonesianCommonPasswordValidator().validate(password)


def test_a_one_time_password_expires_after_three_days(rina, time_machine_days):
    rina.issue_password(PASSWORD, by=None, now=time_machine_days(-4))
    rina.save()
    answer = sign_in(Client(), "rina", PASSWORD)
    assert answer.status_code == 200
    assert "lewat 72 jam" in answer.content.decode()
    rina.issue_password(PASSWORD, by=None, now=time_machine_days(-2))
    rina.save()
    assert sign_in(Client(), "rina", PASSWORD).status_code == 302


def test_a_large_body_is_refused_before_it_is_read(rina, settings):
    settings.BODY_LIMIT_SIGNED_OUT, settings.BODY_LIMIT = 100, 1000
    client = Client()
    assert client.post("/masuk/", {"username": "x" * 200}).status_code == 413
    client.force_login(rina)
    assert client.post("/sandi/", {"old_password": "x" * 200}).status_code == 200
    assert client.post("/sandi/", {"old_password": "x" * 2000}).status_code == 413


def test_a_log_line_of_a_refusal_carries_no_traceback():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Forbidden", (), ("x", ValueError(), None)
    )
    record.status_code = 403
    RequestFilter().filter(record)
    assert record.exc_info is None
    assert record.request_words == "-"


def test_an_act_soon_after_somebody_else_made_the_password_is_marked(rina, agency, time_machine_days):
    admin = Pengguna.objects.create_user("admin", nama="Admin", peran="admin", instansi=agency)
    rina.issue_password(PASSWORD, by=admin, now=time_machine_days(-1))
    assert "dibuat Admin" in rina.trace_note(time_machine_days(0))["kata sandi sekali pakai"]
    assert rina.trace_note(time_machine_days(3)) == {}
    rina.issue_password(PASSWORD, by=rina, now=time_machine_days(-1))
    assert rina.trace_note(time_machine_days(0)) == {}
