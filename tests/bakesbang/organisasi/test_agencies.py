"""Several agencies, closed agencies, a further year, and a new unit's place."""

import pytest
from django.urls import reverse

from bakesbang.organisasi.context_processors import agencies
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja, UnitKerja
from tests.bakesbang.organisasi.cast import alamat, catatan_terakhir, orang, rumah


@pytest.fixture
def closed(tetangga, superadmin, client) -> Instansi:
    client.force_login(superadmin)
    url = reverse("awal:instansi_nonaktifkan", args=[tetangga.instansi.pk])
    assert "Nonaktifkan Dinas Kesehatan?" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    return Instansi.objects.get(pk=tetangga.instansi.pk)


def test_a_superuser_finds_every_agency_from_every_page(tetangga, superadmin, client):
    client.force_login(superadmin)
    content = client.get(alamat("unit")).content.decode()
    assert reverse("awal:instansi") in content
    assert "/dinkes/2024/" in content
    assert [a["kode"] for a in agencies(superadmin)] == ["bakesbangpol", "dinkes"]


def test_nobody_of_one_agency_is_offered_another(tetangga, admin):
    assert "/dinkes/" not in admin.get(alamat("unit")).content.decode()
    assert agencies(orang("pemeriksa")) == []


def test_a_closed_agency_is_read_only_and_gone_from_lists(closed, tetangga, superadmin, client):
    assert [a["kode"] for a in agencies(superadmin)] == ["bakesbangpol"]
    Pengguna.objects.update(wajib_ganti_sandi=False)
    client.force_login(tetangga.admin)
    assert client.get("/dinkes/2024/").status_code == 200
    refused = client.get("/dinkes/2024/organisasi/")
    assert refused.status_code == 403
    assert "sudah ditutup" in refused.content.decode()
    auditor = orang("pemeriksa")
    auditor.instansi_dibaca.add(closed)
    client.force_login(auditor)
    assert client.get("/dinkes/2024/").status_code == 404


def test_a_closed_agency_is_opened_again(closed, client):
    assert client.post(reverse("awal:instansi_aktifkan", args=[closed.pk])).status_code == 302
    assert Instansi.objects.get(pk=closed.pk).aktif


def test_a_further_year_is_opened_from_the_menu_and_traced(admin):
    assert alamat("tahun_baru") in admin.get(alamat("unit")).content.decode()
    newest = TahunKerja.objects.filter(instansi=rumah()).latest("tahun").tahun
    answer = admin.post(alamat("tahun_baru"), {"tahun": newest + 1})
    assert answer["Location"] == f"/bakesbangpol/{newest + 1}/"
    year = TahunKerja.objects.get(instansi=rumah(), tahun=newest + 1)
    assert catatan_terakhir(year).tindakan == "membuka tahun kerja"


@pytest.mark.parametrize("typed", ["", "abc", "1999", "2101", "99999999999999999999", "2024"])
def test_a_year_that_cannot_be_is_refused_beside_its_field(admin, typed):
    answer = admin.post(alamat("tahun_baru"), {"tahun": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["tahun"]


def test_a_new_unit_stands_last(admin):
    last = UnitKerja.objects.filter(instansi=rumah()).order_by("-urutan").first()
    form = admin.get(alamat("unit_baru")).context["form"]
    assert form["urutan"].value() == last.urutan + 1


def test_an_account_carries_an_email_address_and_its_change_is_traced(admin):
    person = orang("staf.wasnas")
    fields = {
        "nama": person.nama,
        "username": person.username,
        "peran": "staf",
        "unit": person.unit_id,
    }
    url = alamat("pengguna_ubah", pk=person.pk)
    refused = admin.post(url, fields | {"email": "bukan-surel"})
    assert refused.status_code == 422
    assert admin.post(url, fields | {"email": "wati@contoh.go.id"}).status_code == 302
    person.refresh_from_db()
    assert person.email == "wati@contoh.go.id"
    assert "wati@contoh.go.id" in str(catatan_terakhir(person).baru)
