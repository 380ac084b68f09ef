"""A form that creates is carried out once."""

import re

from bakesbang.organisasi.models import Pengguna, SentForm
from tests.bakesbang.organisasi.cast import alamat, orang

NEW = {"nama": "Sari Baru", "username": "sari.baru", "peran": "pemeriksa"}


def test_the_second_press_of_a_button_makes_nothing_and_says_so(admin):
    number = re.search(r'name="kiriman" value="([^"]+)"', admin.get(alamat("pengguna_baru")).content.decode())
    first = admin.post(alamat("pengguna_baru"), NEW | {"kiriman": number[1]})
    assert first.status_code == 200
    second = admin.post(alamat("pengguna_baru"), NEW | {"username": "sari.lagi", "kiriman": number[1]})
    assert second.status_code == 409
    assert "sudah dikirim" in second.content.decode()
    assert not Pengguna.objects.filter(username="sari.lagi").exists()


def test_a_second_press_does_not_replace_the_one_time_password(admin):
    url = alamat("pengguna_sandi", pk=orang("staf.wasnas").pk)
    first = admin.post(url, {"kiriman": "satu"})
    password = orang("staf.wasnas").password
    assert first.status_code == 200
    assert admin.post(url, {"kiriman": "satu"}).status_code == 409
    assert orang("staf.wasnas").password == password


def test_a_refused_form_may_be_sent_again(admin):
    refused = admin.post(alamat("pengguna_baru"), NEW | {"username": "", "kiriman": "dua"})
    assert refused.status_code == 422
    assert not SentForm.objects.exists()
    assert admin.post(alamat("pengguna_baru"), NEW | {"kiriman": "dua"}).status_code == 200


def test_each_page_draws_another_number(admin):
    pages = [admin.get(alamat("pengguna_baru")).content.decode() for _ in range(2)]
    numbers = {re.search(r'name="kiriman" value="([^"]+)"', page)[1] for page in pages}
    assert len(numbers) == 2
