"""The second step of a sign-in, open sessions, idle time and the password asked once more."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from bakesbang.organisasi import second_factor
from bakesbang.organisasi.middleware import SignOutWhenIdle
from bakesbang.organisasi.models import Instansi, OpenSession, Pengguna
from bakesbang.trail.models import Catatan

pytestmark = pytest.mark.django_db
PASSWORD = "Kelapa-Sepeda-71"


@pytest.fixture
def planner() -> Pengguna:
    agency = Instansi.objects.create(kode="contoh", nama="Badan Contoh")
    return Pengguna.objects.create_user(
        "dimas", password=PASSWORD, nama="Dimas", peran="penyusun", instansi=agency
    )


def sign_in(client: Client):
    return client.post("/masuk/", {"username": "dimas", "password": PASSWORD})


def code_of(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = timezone.now().timestamp()
    return str(totp.token()).zfill(device.digits)


def with_device(planner: Pengguna) -> tuple[TOTPDevice, list[str]]:
    device = TOTPDevice.objects.create(user=planner, name="telepon", confirmed=True)
    return device, second_factor.new_recovery_codes(planner)


def test_an_installation_that_asks_for_it_opens_nothing_before_it_is_set_up(client, planner, settings):
    settings.SECOND_FACTOR = True
    sign_in(client)
    assert client.get("/akun/keamanan/")["Location"].startswith(reverse("akun:dua_langkah"))
    assert "Kode QR" in client.get("/akun/dua-langkah/").content.decode()
    assert not TOTPDevice.objects.exists()  # reading writes nothing
    assert client.post("/akun/dua-langkah/", {"code": "000000"}).status_code == 422


def test_setting_up_shows_recovery_codes_once_and_is_traced(client, planner, settings):
    settings.SECOND_FACTOR = True
    sign_in(client)
    key = client.get("/akun/dua-langkah/").context["form"].initial["key"]
    device = second_factor.device_of_form(planner, key)
    answer = client.post("/akun/dua-langkah/", {"code": code_of(device), "key": key})
    assert answer.status_code == 200
    assert len(answer.context["codes"]) == second_factor.RECOVERY_CODES
    assert client.get("/akun/keamanan/").status_code == 200
    assert Catatan.objects.filter(tindakan="memasang verifikasi dua langkah").exists()


def test_the_key_of_another_person_or_a_forged_one_sets_nothing_up(client, planner):
    stranger = Pengguna.objects.create_user("lain", nama="Lain", peran="staf", instansi=planner.instansi)
    device = second_factor.new_device(stranger)
    sign_in(client)
    for key in (second_factor.signed_key(device), "palsu", ""):
        answer = client.post("/akun/dua-langkah/", {"code": code_of(device), "key": key})
        assert answer.status_code in (200, 422)
    assert not TOTPDevice.objects.exists()


def test_staff_and_the_demonstration_are_not_asked(client, planner, settings):
    assert second_factor.is_required(planner) is False  # the demonstration's setting
    settings.SECOND_FACTOR = True
    planner.peran = "staf"
    assert second_factor.is_required(planner) is False


def test_a_device_asks_for_its_code_and_a_code_is_good_once(client, planner):
    device, _ = with_device(planner)
    sign_in(client)
    assert client.get("/akun/keamanan/")["Location"].startswith(reverse("akun:kode"))
    code = code_of(device)
    assert client.post("/masuk/kode/", {"code": code}).status_code == 302
    assert client.get("/akun/keamanan/").status_code == 200
    again = Client()
    sign_in(again)
    assert again.post("/masuk/kode/", {"code": code}).status_code == 422


def test_a_recovery_code_is_good_once(client, planner):
    _, codes = with_device(planner)
    sign_in(client)
    assert client.post("/masuk/kode/", {"code": codes[0]}).status_code == 302
    again = Client()
    sign_in(again)
    assert again.post("/masuk/kode/", {"code": codes[0]}).status_code == 422


def test_wrong_codes_make_the_next_try_wait(client, planner):
    device, _ = with_device(planner)
    sign_in(client)
    client.post("/masuk/kode/", {"code": "000000"})
    assert client.post("/masuk/kode/", {"code": code_of(device)}).status_code == 422


def test_the_way_leads_on_to_where_one_was_going_and_never_to_another_site(client, planner):
    device, _ = with_device(planner)
    sign_in(client)
    answer = client.post("/masuk/kode/?next=https://contoh.id/", {"code": code_of(device)})
    assert answer["Location"] == "/"


def test_own_sessions_are_listed_and_ended(client, planner):
    other = Client()
    sign_in(client)
    sign_in(other)
    assert OpenSession.objects.filter(pengguna=planner).count() == 2
    row = OpenSession.objects.get(session_key=other.session.session_key)
    assert client.post(reverse("akun:sesi_akhiri", args=[row.pk])).status_code == 302
    assert other.get("/akun/keamanan/").status_code == 302
    assert client.get("/akun/keamanan/").status_code == 200


def test_nobody_ends_the_session_of_another(client, planner):
    sign_in(client)
    row = OpenSession.objects.get()
    stranger = Pengguna.objects.create_user("lain", nama="Lain", peran="staf", instansi=planner.instansi)
    other = Client()
    other.force_login(stranger)
    assert other.post(reverse("akun:sesi_akhiri", args=[row.pk])).status_code == 404


def test_a_sign_in_leaves_a_line_in_the_trace(client, planner):
    sign_in(client)
    assert Catatan.objects.filter(tindakan="masuk", oleh=planner).count() == 1


def test_who_does_nothing_for_long_is_signed_out(client, planner, settings):
    settings.IDLE_SECONDS = 600
    sign_in(client)
    assert client.get("/akun/keamanan/").status_code == 200
    key = client.session.session_key
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() - 700)
        old = signing.dumps(key, salt=SignOutWhenIdle.SALT)
    client.cookies[SignOutWhenIdle.COOKIE] = old
    assert client.get("/akun/keamanan/")["Location"].startswith(reverse("akun:masuk"))


def test_the_password_is_asked_again_before_what_cannot_be_undone(client, planner, settings):
    settings.REAUTHENTICATE_AFTER = 900
    sign_in(client)
    assert client.get("/akun/dua-langkah/").status_code == 200
    session = client.session
    session["authenticated_at"] = 0
    session.save()
    assert client.get("/akun/dua-langkah/")["Location"] == "/akun/konfirmasi/?next=%2Fakun%2Fdua-langkah%2F"
    assert client.post("/akun/konfirmasi/", {"password": "salah"}).status_code == 422
    answer = client.post("/akun/konfirmasi/?next=/akun/dua-langkah/", {"password": PASSWORD})
    assert answer["Location"] == "/akun/dua-langkah/"
    assert client.get("/akun/dua-langkah/").status_code == 200


def test_a_finder_of_a_weakness_is_told_where_to_go(client):
    body = client.get("/.well-known/security.txt").content.decode()
    assert body.startswith("Contact: mailto:")
    assert "Expires: " in body
