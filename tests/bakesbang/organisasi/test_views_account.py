"""Sign in, sign out, change password, lock-out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.views_account import demo_password
from bakesbang.trail.models import Catatan

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.gaya.urls")]
SANDI = "Rahasia-2024"


@pytest.fixture
def rina() -> Pengguna:
    instansi = Instansi.objects.create(kode="bakesbang", nama="Badan Contoh")
    return Pengguna.objects.create_user("rina", password=SANDI, nama="Rina", peran="staf", instansi=instansi)


def masuk(client: Client, username: str, sandi: str, **lain: str):
    return client.post("/masuk/", {"username": username, "password": sandi, **lain})


def test_the_right_password_opens_the_page_that_was_asked_for(client: Client, rina: Pengguna) -> None:
    jawaban = masuk(client, "rina", SANDI, next="/bakesbang/2024/cari/")
    assert jawaban.status_code == 302
    assert jawaban["Location"] == "/bakesbang/2024/cari/"


def test_sign_in_never_leads_to_another_site(client: Client, rina: Pengguna) -> None:
    assert masuk(client, "rina", SANDI, next="https://contoh.id/")["Location"] == "/"


def test_wrong_name_and_wrong_password_get_the_same_words(client: Client, rina: Pengguna) -> None:
    satu = masuk(client, "rina", "salah").content.decode()
    dua = masuk(client, "bukan-siapa-siapa", "salah").content.decode()
    for isi in (satu, dua):
        assert "Nama pengguna atau kata sandi tidak cocok." in isi
        assert "Tersisa 4 percobaan sebelum akun ditahan 15 menit." in isi


def test_a_deactivated_person_cannot_sign_in_and_is_not_told_why(client: Client, rina: Pengguna) -> None:
    Pengguna.objects.update(is_active=False)
    assert "tidak cocok" in masuk(client, "rina", SANDI).content.decode()


def test_the_fifth_wrong_password_holds_the_account_and_says_until_when(
    client: Client, rina: Pengguna
) -> None:
    for _ in range(4):
        assert masuk(client, "rina", "salah").status_code == 200
    jawaban = masuk(client, "rina", "salah")
    sampai = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
    assert jawaban.status_code == 429
    assert jawaban["Retry-After"] == "900"
    assert f"pukul {sampai:%H.%M}" in jawaban.content.decode()
    assert "15 menit lagi" in jawaban.content.decode()


def test_a_held_account_stays_held_with_the_right_password_and_others_do_not(
    client: Client, rina: Pengguna
) -> None:
    for _ in range(5):
        masuk(client, "rina", "salah")
    assert masuk(client, "rina", SANDI).status_code == 429
    Pengguna.objects.create_user("budi", password=SANDI, nama="Budi", peran="staf", instansi=rina.instansi)
    assert masuk(client, "budi", SANDI).status_code == 302


def test_the_hold_ends_after_fifteen_minutes(client: Client, rina: Pengguna) -> None:
    for _ in range(5):
        masuk(client, "rina", "salah")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert masuk(client, "rina", SANDI).status_code == 302


def test_empty_fields_are_named(client: Client) -> None:
    isi = masuk(client, "", "").content.decode()
    assert "Tulis nama pengguna Anda." in isi
    assert "Tulis kata sandi Anda." in isi


def test_signing_out_needs_a_post(client: Client, rina: Pengguna) -> None:
    client.force_login(rina)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/")["Location"] == "/masuk/"
    assert "_auth_user_id" not in client.session


def test_demonstration_accounts_fill_the_form_and_only_those(client: Client, rina: Pengguna) -> None:
    Pengguna.objects.create_user(
        "penyusun",
        password=demo_password(),
        nama="Dimas",
        peran="penyusun",
        instansi=rina.instansi,
        peragaan=True,
    )
    isi = client.get("/masuk/?akun=penyusun").content.decode()
    assert "Dimas" in isi
    assert "Rina" not in isi
    assert 'value="penyusun"' in isi
    assert f'value="{demo_password()}"' in isi
    assert masuk(client, "penyusun", demo_password()).status_code == 302
    client.post("/keluar/")
    assert 'value="rina"' not in client.get("/masuk/?akun=rina").content.decode()


def test_real_mode_lists_no_accounts(client: Client, rina: Pengguna, settings) -> None:
    settings.NYATA = True
    Pengguna.objects.update(peragaan=True)
    isi = client.get("/masuk/?akun=rina").content.decode()
    assert "Akun peragaan" not in isi
    assert demo_password() not in isi
    assert "Peragaan:" not in isi


GANTI = {
    "old_password": SANDI,
    "new_password1": "Kesbang-baru-77",
    "new_password2": "Kesbang-baru-77",
}


def test_a_one_time_password_must_be_changed_and_then_everything_opens(
    client: Client, rina: Pengguna
) -> None:
    Pengguna.objects.update(wajib_ganti_sandi=True)
    masuk(client, "rina", SANDI)
    assert client.get("/bakesbang/2024/cari/")["Location"] == "/sandi/"
    assert "Buat kata sandi Anda sendiri dahulu." in client.get("/sandi/").content.decode()
    assert client.post("/sandi/", GANTI)["Location"] == "/"
    rina.refresh_from_db()
    assert not rina.wajib_ganti_sandi
    assert rina.check_password("Kesbang-baru-77")
    assert client.get("/bakesbang/2024/cari/").status_code == 200


def test_changing_a_password_is_traced_without_the_password(client: Client, rina: Pengguna) -> None:
    client.force_login(rina)
    client.post("/sandi/", GANTI)
    catatan = Catatan.objects.get()
    assert (catatan.tindakan, catatan.oleh) == ("ganti kata sandi", rina)
    assert "Kesbang" not in f"{catatan.lama}{catatan.baru}{catatan.alasan}"


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"old_password": "salah"}, "Kata sandi yang sekarang tidak cocok."),
        ({"new_password2": "lain-sekali-99"}, "Kedua kata sandi baru berbeda."),
        ({"new_password1": SANDI, "new_password2": SANDI}, "masih sama dengan yang sekarang"),
        ({"new_password1": "pendek", "new_password2": "pendek"}, "10"),
        ({"new_password1": ""}, "Kata sandi baru belum ditulis."),
    ],
)
def test_a_refused_new_password_says_why_and_changes_nothing(
    client: Client, rina: Pengguna, ubah: dict[str, str], kalimat: str
) -> None:
    client.force_login(rina)
    assert kalimat in client.post("/sandi/", GANTI | ubah).content.decode()
    rina.refresh_from_db()
    assert rina.check_password(SANDI)
    assert not Catatan.objects.exists()
