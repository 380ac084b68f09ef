"""Django's own admin: superusers only, reference tables only, traced, nothing deleted."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja, UnitKerja
from tests.bakesbang.organisasi.cast import alamat, catatan_terakhir, orang

ACUAN = {"instansi", "unitkerja", "jabatan", "pejabat", "pengguna", "kebijakancapaian"}
TAHUN = {"tahun_kerja-TOTAL_FORMS": "1", "tahun_kerja-INITIAL_FORMS": "0", "tahun_kerja-0-tahun": "2025"}


@pytest.fixture
def pusat(superadmin, client: Client) -> Client:
    client.force_login(superadmin)
    return client


def test_only_reference_tables_are_there():
    assert {m._meta.model_name for m in admin.site._registry} == ACUAN


@pytest.mark.parametrize("username", ["admin", "penyusun", "pimpinan"])
def test_nobody_of_an_agency_gets_in(peragaan, client, username):
    Pengguna.objects.filter(username=username).update(is_staff=True)  # not even by mistake
    client.force_login(orang(username))
    assert client.get(reverse("admin:organisasi_instansi_changelist")).status_code == 403
    assert (
        client.get(reverse("admin:organisasi_pengguna_change", args=[orang("admin").pk])).status_code == 403
    )


@pytest.mark.parametrize("model", sorted(ACUAN - {"kebijakancapaian"}))
def test_superuser_opens_lists_and_rows_and_cannot_delete(tetangga, pusat, model):
    kelas = next(m for m in admin.site._registry if m._meta.model_name == model)
    pk = getattr(tetangga, {"unitkerja": "unit", "pengguna": "admin"}.get(model, model)).pk
    assert pusat.get(reverse(f"admin:organisasi_{model}_changelist")).status_code == 200
    assert pusat.get(reverse(f"admin:organisasi_{model}_change", args=[pk])).status_code == 200
    assert (
        pusat.post(reverse(f"admin:organisasi_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    )
    assert kelas.objects.filter(pk=pk).exists()


def test_superuser_adds_an_agency_with_its_year_and_then_its_first_admin(pusat, superadmin):
    isi = {"kode": "dinsos", "nama": "Dinas Sosial", "zona_waktu": "Asia/Jakarta", "aktif": "on"}
    assert pusat.post(reverse("admin:organisasi_instansi_add"), isi | TAHUN).status_code == 302
    dinsos = Instansi.objects.get(kode="dinsos")
    assert TahunKerja.objects.filter(instansi=dinsos, tahun=2025).exists()
    catatan = catatan_terakhir(dinsos)
    assert (catatan.tindakan, catatan.oleh, catatan.instansi_nomor) == (
        "menambah instansi",
        superadmin,
        dinsos.pk,
    )
    akun = {"nama": "Rahma", "username": "rahma", "peran": "admin", "unit": ""}
    tujuan = reverse("organisasi:pengguna_baru", kwargs={"kode": "dinsos", "tahun": 2025})
    jawaban = pusat.post(tujuan, akun)
    assert jawaban.status_code == 200
    assert orang("rahma").check_password(jawaban.context["sandi"])


def test_an_agency_without_a_year_is_refused(pusat):
    isi = {"kode": "dinsos", "nama": "Dinas Sosial", "zona_waktu": "Asia/Jakarta", "aktif": "on"}
    assert (
        pusat.post(
            reverse("admin:organisasi_instansi_add"), isi | TAHUN | {"tahun_kerja-0-tahun": ""}
        ).status_code
        == 200
    )
    assert not Instansi.objects.filter(kode="dinsos").exists()


def test_change_of_an_account_is_traced_and_keeps_the_password(tetangga, pusat, superadmin):
    sandi = tetangga.admin.password
    isi = {
        "nama": "Nyonya Baru",
        "instansi": tetangga.instansi.pk,
        "peran": "admin",
        "unit": "",
        "is_active": "on",
    }
    assert (
        pusat.post(reverse("admin:organisasi_pengguna_change", args=[tetangga.admin.pk]), isi).status_code
        == 302
    )
    tetangga.admin.refresh_from_db()
    assert (tetangga.admin.nama, tetangga.admin.password) == ("Nyonya Baru", sandi)
    catatan = catatan_terakhir(tetangga.admin)
    assert (catatan.oleh, catatan.lama, catatan.baru) == (
        superadmin,
        {"nama": "Nyonya Tetangga"},
        {"nama": "Nyonya Baru"},
    )


def test_accounts_are_not_added_and_superusers_not_changed_here(pusat, superadmin):
    assert pusat.get(reverse("admin:organisasi_pengguna_add")).status_code == 403
    tujuan = reverse("admin:organisasi_pengguna_change", args=[superadmin.pk])
    assert pusat.post(tujuan, {"nama": "Lain", "is_active": ""}).status_code == 403


def test_policy_is_shown_but_changed_on_its_own_page(pusat):
    assert pusat.get(reverse("admin:kinerja_kebijakancapaian_changelist")).status_code == 200
    assert pusat.get(reverse("admin:kinerja_kebijakancapaian_add")).status_code == 403


def test_unit_added_here_is_traced(tetangga, pusat):
    isi = {
        "instansi": tetangga.instansi.pk,
        "kode": "p2p",
        "nama": "Bidang P2P",
        "jenis": "bidang",
        "alias": "[]",
        "urutan": "1",
        "aktif": "on",
    }
    assert pusat.post(reverse("admin:organisasi_unitkerja_add"), isi).status_code == 302
    assert catatan_terakhir(UnitKerja.objects.get(kode="p2p")).instansi_nomor == tetangga.instansi.pk


def test_superuser_keeps_any_agencys_organisation_in_its_product_pages(tetangga, pusat):
    assert pusat.get(alamat("pengguna", kode="dinkes")).status_code == 200
