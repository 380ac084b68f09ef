"""The one-time password from end to end: issued, shown once, used, changed."""

from axes.models import AccessAttempt
from django.test import Client

from tests.bakesbang.organisasi.cast import alamat, catatan_terakhir, orang, tanpa_sesi

BARU = "Kucing-Belang-77"


def test_page_asks_first(admin):
    lama = orang("staf.wasnas").password
    assert (
        "Buat kata sandi baru untuk Sari Dewi (staf.wasnas)?"
        in admin.get(alamat("pengguna_sandi", pk=orang("staf.wasnas").pk)).content.decode()
    )
    assert orang("staf.wasnas").password == lama


def test_reset_ends_the_old_password_and_open_sessions(admin):
    sari = orang("staf.wasnas")
    kursi = Client()
    kursi.force_login(sari)
    jawaban = admin.post(alamat("pengguna_sandi", pk=sari.pk))
    assert "no-store" in jawaban["Cache-Control"]
    sandi = jawaban.context["sandi"]
    sari.refresh_from_db()
    assert sari.check_password(sandi)
    assert not sari.check_password("Peragaan-2024")
    assert tanpa_sesi(kursi, "/bakesbangpol/2024/")
    catatan = catatan_terakhir(sari)
    assert catatan.tindakan == "menerbitkan kata sandi sekali pakai"
    assert sandi not in f"{catatan.lama}{catatan.baru}{catatan.alasan}"


def test_one_time_password_opens_only_the_page_that_changes_it(admin):
    sari = orang("staf.wasnas")
    sandi = admin.post(alamat("pengguna_sandi", pk=sari.pk)).context["sandi"]
    kursi = Client()
    masuk = kursi.post("/masuk/", {"username": "staf.wasnas", "password": sandi})
    assert masuk.status_code == 302
    for tujuan in ("/bakesbangpol/2024/", "/bakesbangpol/2024/rencana-aksi/", "/"):
        jawaban = kursi.get(tujuan)
        assert (jawaban.status_code, jawaban["Location"]) == (302, "/sandi/")
    ganti = {"old_password": sandi, "new_password1": BARU, "new_password2": BARU}
    assert kursi.post("/sandi/", ganti | {"new_password1": sandi, "new_password2": sandi}).status_code == 200
    assert orang("staf.wasnas").wajib_ganti_sandi
    assert kursi.post("/sandi/", ganti).status_code == 302
    assert not orang("staf.wasnas").wajib_ganti_sandi
    assert kursi.get("/bakesbangpol/2024/").status_code == 200


def test_reset_lifts_a_lock_out(admin):
    kursi = Client()
    for _ in range(5):
        kursi.post("/masuk/", {"username": "staf.wasnas", "password": "salah"})
    assert kursi.post("/masuk/", {"username": "staf.wasnas", "password": "Peragaan-2024"}).status_code == 429
    sandi = admin.post(alamat("pengguna_sandi", pk=orang("staf.wasnas").pk)).context["sandi"]
    assert not AccessAttempt.objects.filter(username="staf.wasnas").exists()
    assert kursi.post("/masuk/", {"username": "staf.wasnas", "password": sandi}).status_code == 302
