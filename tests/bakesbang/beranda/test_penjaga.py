import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from bakesbang.beranda.penjaga import tolak_akun_peragaan


@pytest.fixture
def akun_peragaan(db):
    return get_user_model().objects.create(username="coba", nama="Coba", is_superuser=True, peragaan=True)


def test_real_mode_refuses_demonstration_accounts(settings, akun_peragaan):
    settings.NYATA = True
    with pytest.raises(ImproperlyConfigured, match="akun peragaan"):
        tolak_akun_peragaan()


def test_a_deactivated_demonstration_account_is_refused_too(settings, akun_peragaan):
    settings.NYATA = True
    akun_peragaan.is_active = False
    akun_peragaan.save()
    with pytest.raises(ImproperlyConfigured):
        tolak_akun_peragaan()


def test_real_mode_opens_without_them(settings, db):
    settings.NYATA = True
    get_user_model().objects.create(username="asli", nama="Asli", is_superuser=True)
    tolak_akun_peragaan()


def test_demonstration_mode_opens_with_them(settings, akun_peragaan):
    settings.NYATA = False
    tolak_akun_peragaan()
