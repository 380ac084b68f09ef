"""People: list with filters, new account, role and unit, deactivation, the last admin."""

import pytest
from django.test import Client

from bakesbang.organisasi.models import Pejabat, Pengguna, UnitKerja
from bakesbang.trail.models import Catatan
from tests.bakesbang.organisasi.cast import (
    alamat,
    banyak_kueri,
    catatan_terakhir,
    orang,
    rumah,
    tanpa_sesi,
)


def unit(kode: str) -> int:
    return UnitKerja.objects.get(kode=kode, instansi__kode="bakesbangpol").pk


def isian(**beda: object) -> dict[str, object]:
    return {
        "nama": "Tono Wijaya",
        "username": "tono.wijaya",
        "peran": "staf",
        "unit": unit("wasnas"),
    } | beda


def nama_tampil(client: Client, **saring: object) -> list[str]:
    return [p.username for p in client.get(alamat("pengguna"), saring).context["hal"]]


# ── List ────────────────────────────────────────────────────────────────────────────────────────
def test_list_shows_the_active_people_of_the_agency(admin):
    Pengguna.objects.filter(username="staf.ideologi").update(is_active=False)
    tampil = nama_tampil(admin)
    assert "staf.ideologi" not in tampil
    assert {"admin", "penyusun", "kabid.wasnas"} <= set(tampil)


@pytest.mark.parametrize(
    ("saring", "harapan"),
    [
        ({"q": "sari"}, ["staf.wasnas"]),
        ({"q": "KABID.pol"}, ["kabid.poldagri"]),
        ({"peran": "pimpinan"}, ["pimpinan"]),
        ({"q": "tidak ada siapa pun"}, []),
        ({"peran": "kabid", "q": "agus"}, ["kabid.ideologi"]),
    ],
)
def test_list_is_filtered(admin, saring, harapan):
    assert nama_tampil(admin, **saring) == harapan


def test_list_is_filtered_by_unit_and_state(admin):
    Pengguna.objects.filter(username="staf.wasnas").update(is_active=False)
    assert nama_tampil(admin, unit=unit("wasnas")) == ["kabid.wasnas"]
    assert nama_tampil(admin, unit=unit("wasnas"), status="nonaktif") == ["staf.wasnas"]
    assert len(nama_tampil(admin, unit=unit("wasnas"), status="semua")) == 2


@pytest.mark.parametrize(
    "saring", [{"peran": "raja"}, {"unit": "x"}, {"unit": "999999"}, {"status": "?"}, {"page": "x"}]
)
def test_nonsense_in_the_address_filters_nothing(admin, saring):
    assert "admin" in nama_tampil(admin, **saring)


def test_unit_of_another_agency_is_no_filter(admin, tetangga):
    assert "admin.dinkes" not in nama_tampil(admin, unit=tetangga.unit.pk, status="semua")


def test_an_empty_result_says_so(admin):
    assert "Tidak ada pengguna yang cocok." in admin.get(alamat("pengguna"), {"q": "zzz"}).content.decode()


def test_list_costs_the_same_with_more_people_and_has_pages(admin):
    sedikit = banyak_kueri(admin, alamat("pengguna"))
    for n in range(60):
        Pengguna.objects.create(
            username=f"orang{n}",
            nama=f"Orang {n}",
            peran="kabid",
            instansi=rumah(),
            unit_id=unit("wasnas"),
        )
    assert banyak_kueri(admin, alamat("pengguna")) == sedikit <= 15
    assert len(nama_tampil(admin)) == 50
    assert len(nama_tampil(admin, page=2)) == 20


def test_a_kabid_who_heads_nothing_is_pointed_out(admin):
    kata = "Belum dicatat sebagai pejabat kepala"
    assert kata not in admin.get(alamat("pengguna")).content.decode()
    Pejabat.objects.filter(pengguna=orang("kabid.wasnas")).update(selesai="2021-01-01")
    assert kata in admin.get(alamat("pengguna")).content.decode()


# ── New account ─────────────────────────────────────────────────────────────────────────────────
def test_new_account_shows_its_one_time_password_once(admin):
    jawaban = admin.post(alamat("pengguna_baru"), isian())
    assert jawaban.status_code == 200
    assert "no-store" in jawaban["Cache-Control"]
    sandi = jawaban.context["sandi"]
    assert sandi in jawaban.content.decode()
    tono = orang("tono.wijaya")
    assert tono.check_password(sandi)
    assert tono.wajib_ganti_sandi
    assert (tono.instansi, tono.peran, tono.unit_id, tono.is_superuser, tono.is_staff) == (
        rumah(),
        "staf",
        unit("wasnas"),
        False,
        False,
    )
    assert sandi not in admin.get(alamat("pengguna")).content.decode()


def test_new_account_is_traced_without_its_password(admin):
    sandi = admin.post(alamat("pengguna_baru"), isian()).context["sandi"]
    catatan = catatan_terakhir(orang("tono.wijaya"))
    assert catatan.tindakan == "menambah pengguna"
    assert catatan.oleh == orang("admin")
    assert catatan.baru["peran"] == "Staf"
    assert catatan.baru["unit"] == "Bidang Kewaspadaan Nasional dan Penanganan Konflik"
    assert sandi not in str(catatan.baru)
    assert "md5" not in str(catatan.baru)


def test_two_accounts_never_get_the_same_password(admin):
    sandi = {
        admin.post(alamat("pengguna_baru"), isian(username=f"tono{n}")).context["sandi"] for n in range(5)
    }
    assert len(sandi) == 5
    assert all(len(s) == 14 and s.count("-") == 2 for s in sandi)


@pytest.mark.parametrize(
    ("beda", "galat"),
    [
        ({"nama": ""}, {"nama": ["Nama belum diisi."]}),
        (
            {"username": "STAF.Wasnas"},
            {"username": ["Nama pengguna ini sudah dipakai. Pilih yang lain."]},
        ),
        ({"peran": ""}, {"peran": ["Peran belum diisi."]}),
        ({"unit": ""}, {"unit": ["Staf harus punya unit kerja. Pilih unitnya."]}),
        (
            {"peran": "kabid", "unit": ""},
            {"unit": ["Kepala Bidang harus punya unit kerja. Pilih unitnya."]},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(admin, beda, galat):
    jawaban = admin.post(alamat("pengguna_baru"), isian(**beda))
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == galat
    assert not Pengguna.objects.filter(nama="Tono Wijaya").exists()


def test_name_to_sign_in_with_is_kept_in_small_letters(admin):
    admin.post(alamat("pengguna_baru"), isian(username="Tono.Wijaya"))
    assert orang("tono.wijaya").nama == "Tono Wijaya"


def test_sender_cannot_become_more_than_a_role_allows(admin, tetangga):
    admin.post(
        alamat("pengguna_baru"),
        isian(
            is_superuser="on",
            is_staff="on",
            instansi=tetangga.instansi.pk,
            instansi_dibaca=tetangga.instansi.pk,
            peran="pemeriksa",
        ),
    )
    tono = orang("tono.wijaya")
    assert (tono.is_superuser, tono.is_staff, tono.instansi) == (False, False, rumah())
    assert not tono.instansi_dibaca.exists()


def test_unit_of_another_agency_cannot_be_chosen(admin, tetangga):
    assert "unit" in admin.post(alamat("pengguna_baru"), isian(unit=tetangga.unit.pk)).context["form"].errors


# ── Other agencies of a pemeriksa ───────────────────────────────────────────────────────────────
def test_only_a_superuser_opens_another_agency_to_a_pemeriksa(tetangga, superadmin, client, admin):
    assert "instansi_dibaca" not in admin.get(alamat("pengguna_baru")).context["form"].fields
    client.force_login(superadmin)
    isi = {
        "nama": "Joko Susilo",
        "username": "pemeriksa",
        "peran": "pemeriksa",
        "unit": "",
        "instansi_dibaca": [tetangga.instansi.pk],
    }
    joko = orang("pemeriksa")
    assert client.post(alamat("pengguna_ubah", pk=joko.pk), isi).status_code == 302
    assert list(joko.instansi_dibaca.all()) == [tetangga.instansi]
    assert catatan_terakhir(joko).baru == {"instansi lain": ["Dinas Kesehatan"]}


def test_the_agencys_admin_leaves_them_as_they_are(tetangga, admin):
    joko = orang("pemeriksa")
    joko.instansi_dibaca.add(tetangga.instansi)
    isi = {"nama": "Joko S.", "username": "pemeriksa", "peran": "pemeriksa", "unit": ""}
    jawaban = admin.get(alamat("pengguna_ubah", pk=joko.pk))
    assert "Dinas Kesehatan" not in jawaban.content.decode()
    assert admin.post(alamat("pengguna_ubah", pk=joko.pk), isi).status_code == 302
    assert list(joko.instansi_dibaca.all()) == [tetangga.instansi]


def test_another_role_ends_reading_elsewhere(tetangga, admin):
    joko = orang("pemeriksa")
    joko.instansi_dibaca.add(tetangga.instansi)
    isi = {"nama": joko.nama, "username": "pemeriksa", "peran": "penyusun", "unit": ""}
    assert admin.post(alamat("pengguna_ubah", pk=joko.pk), isi).status_code == 302
    assert not joko.instansi_dibaca.exists()


def test_other_agencies_are_for_a_pemeriksa_only(tetangga, superadmin, client):
    client.force_login(superadmin)
    jawaban = client.post(alamat("pengguna_baru"), isian(instansi_dibaca=[tetangga.instansi.pk]))
    assert jawaban.context["form"].errors == {
        "instansi_dibaca": ["Hanya pemeriksa yang dapat membaca instansi lain."]
    }


# ── Change ──────────────────────────────────────────────────────────────────────────────────────
def test_role_and_unit_are_traced_with_old_and_new(admin):
    sari = orang("staf.wasnas")
    isi = isian(nama=sari.nama, username=sari.username, peran="penyusun", unit=unit("sekretariat"))
    assert admin.post(alamat("pengguna_ubah", pk=sari.pk), isi).status_code == 302
    catatan = catatan_terakhir(sari)
    assert catatan.tindakan == "mengubah pengguna"
    assert catatan.lama == {
        "unit": "Bidang Kewaspadaan Nasional dan Penanganan Konflik",
        "peran": "Staf",
    }
    assert catatan.baru == {"unit": "Sekretariat", "peran": "Penyusun"}


def test_password_survives_a_change_of_role(admin):
    sari = orang("staf.wasnas")
    sandi = sari.password
    admin.post(alamat("pengguna_ubah", pk=sari.pk), isian(nama=sari.nama, username=sari.username))
    sari.refresh_from_db()
    assert sari.password == sandi


def test_a_superuser_of_the_agency_is_not_the_admins_to_keep(admin):
    Pengguna.objects.filter(username="staf.wasnas").update(is_superuser=True)
    atasan = orang("staf.wasnas")
    for nama in ("pengguna_ubah", "pengguna_sandi", "pengguna_nonaktifkan"):
        assert admin.get(alamat(nama, pk=atasan.pk)).status_code == 404
        assert admin.post(alamat(nama, pk=atasan.pk)).status_code == 404
    assert "staf.wasnas" not in nama_tampil(admin, status="semua")


def test_an_inactive_unit_is_kept_but_not_offered_to_others(admin):
    UnitKerja.objects.filter(kode="ideologi").update(aktif=False)
    milik = (
        admin.get(alamat("pengguna_ubah", pk=orang("staf.ideologi").pk))
        .context["form"]
        .fields["unit"]
        .queryset
    )
    lain = (
        admin.get(alamat("pengguna_ubah", pk=orang("staf.wasnas").pk)).context["form"].fields["unit"].queryset
    )
    assert unit("ideologi") in {u.pk for u in milik}
    assert unit("ideologi") not in {u.pk for u in lain}


# ── Deactivation ────────────────────────────────────────────────────────────────────────────────
def test_deactivation_asks_first_and_ends_the_open_session(admin, client):
    sari = orang("staf.wasnas")
    kursi = Client()
    kursi.force_login(sari)
    assert kursi.get("/bakesbangpol/2024/").status_code == 200
    assert (
        "Nonaktifkan akun Sari Dewi (staf.wasnas)?"
        in admin.get(alamat("pengguna_nonaktifkan", pk=sari.pk)).content.decode()
    )
    assert orang("staf.wasnas").is_active
    assert admin.post(alamat("pengguna_nonaktifkan", pk=sari.pk)).status_code == 302
    assert tanpa_sesi(kursi, "/bakesbangpol/2024/")
    masuk = Client().post("/masuk/", {"username": "staf.wasnas", "password": "Peragaan-2024"})
    assert masuk.status_code == 200
    assert "tidak cocok" in masuk.content.decode()
    catatan = catatan_terakhir(sari)
    assert (catatan.tindakan, catatan.lama, catatan.baru) == (
        "mengubah pengguna",
        {"aktif": "ya"},
        {"aktif": "tidak"},
    )


def test_reactivation(admin):
    Pengguna.objects.filter(username="staf.wasnas").update(is_active=False)
    assert admin.post(alamat("pengguna_aktifkan", pk=orang("staf.wasnas").pk)).status_code == 302
    assert orang("staf.wasnas").is_active


def test_deactivating_a_head_says_what_follows(admin):
    isi = admin.get(alamat("pengguna_nonaktifkan", pk=orang("kabid.wasnas").pk)).content.decode()
    assert "Ia masih tercatat sebagai Kepala Bidang Kewaspadaan Nasional dan Penanganan Konflik." in isi


# ── The last admin ──────────────────────────────────────────────────────────────────────────────
def test_the_last_admin_cannot_deactivate_himself(admin):
    jawaban = admin.post(alamat("pengguna_nonaktifkan", pk=orang("admin").pk))
    assert jawaban.status_code == 409
    assert "Wahyu Hidayat adalah admin terakhir yang aktif." in jawaban.content.decode()
    assert orang("admin").is_active
    assert not Catatan.objects.about(orang("admin")).filter(tindakan="mengubah pengguna").exists()


def test_the_last_admin_cannot_drop_his_role(admin):
    isi = isian(nama="Wahyu Hidayat", username="admin", peran="penyusun", unit=unit("sekretariat"))
    jawaban = admin.post(alamat("pengguna_ubah", pk=orang("admin").pk), isi)
    assert jawaban.status_code == 422
    assert (
        jawaban.context["form"]
        .errors["peran"][0]
        .startswith("Wahyu Hidayat adalah admin terakhir yang aktif.")
    )
    assert orang("admin").peran == "admin"


def test_an_inactive_second_admin_does_not_count(admin):
    Pengguna.objects.filter(username="penyusun").update(peran="admin", is_active=False)
    assert admin.post(alamat("pengguna_nonaktifkan", pk=orang("admin").pk)).status_code == 409


def test_with_a_second_admin_one_may_leave_and_is_taken_home(admin):
    Pengguna.objects.filter(username="penyusun").update(peran="admin")
    isi = isian(nama="Wahyu Hidayat", username="admin", peran="penyusun", unit=unit("sekretariat"))
    jawaban = admin.post(alamat("pengguna_ubah", pk=orang("admin").pk), isi)
    assert jawaban.status_code == 302
    assert jawaban["Location"] == "/"
    assert admin.get(alamat("pengguna")).status_code == 403


def test_an_admin_of_another_agency_does_not_count(admin, tetangga):
    assert tetangga.admin.is_active
    assert admin.post(alamat("pengguna_nonaktifkan", pk=orang("admin").pk)).status_code == 409
