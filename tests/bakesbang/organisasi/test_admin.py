"""Django's own admin: superusers look things up, nobody changes anything, every row links to its product page."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.models import Catatan
from tests.bakesbang.organisasi.cast import orang

OWN_ROOMS = {"organisasi", "kinerja", "rencana_aksi", "iku", "jejak"}


def address(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def pusat(superadmin, client: Client) -> Client:
    client.force_login(superadmin)
    return client


def test_only_tables_of_the_product_are_there():
    assert {m._meta.app_label for m in admin.site._registry} == OWN_ROOMS


@pytest.mark.parametrize("username", ["admin", "penyusun", "pimpinan"])
def test_nobody_of_an_agency_gets_in(peragaan, client, username):
    Pengguna.objects.filter(username=username).update(is_staff=True)  # not even by mistake
    client.force_login(orang(username))
    for model in admin.site._registry:
        assert client.get(address(model, "changelist")).status_code == 403


def test_every_table_is_read_searched_and_never_written(peragaan, pusat):
    seen = 0
    for model, model_admin in admin.site._registry.items():
        listed = pusat.get(address(model, "changelist"), {"q": "a"} if model_admin.search_fields else {})
        assert listed.status_code == 200, model
        row = model._base_manager.first()
        if row is None:
            continue
        seen += 1
        change = address(model, "change", row.pk)
        assert pusat.get(change).status_code == 200, model
        assert pusat.post(change, {}).status_code == 403, model
        assert pusat.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        assert pusat.post(address(model, "add"), {}).status_code == 403, model
    assert seen >= 15


def test_rows_link_to_product_pages_that_open(peragaan, pusat):
    for model, model_admin in admin.site._registry.items():
        row = model._base_manager.first()
        url = model_admin.product_url(row) if row is not None else ""
        if url:
            assert pusat.get(url).status_code == 200, (model, url)


def test_no_list_takes_more_queries_with_more_rows(peragaan, pusat, django_assert_max_num_queries):
    for model in admin.site._registry:
        with django_assert_max_num_queries(16):
            pusat.get(address(model, "changelist"))


def test_the_one_door_is_the_sign_in_page(peragaan, client):
    answer = client.get("/admin/login/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("akun:masuk"))
    assert client.post("/admin/login/", {"username": "admin", "password": "x"}).status_code == 302


def test_the_admin_changes_no_password_of_its_own(pusat):
    assert pusat.get("/admin/password_change/")["Location"] == reverse("akun:sandi")


def test_looking_leaves_no_trace(peragaan, pusat):
    before = Catatan.objects.count()
    pusat.get(reverse("admin:index"))
    assert Catatan.objects.count() == before
