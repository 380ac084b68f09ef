"""Every organisation page as every role: only an agency's own admin (or a superuser) gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from bakesbang.organisasi.models import Jabatan, Pejabat, UnitKerja
from bakesbang.organisasi.urls import urlpatterns
from tests.bakesbang.organisasi.cast import alamat, orang
from tests.bakesbang.organisasi.conftest import Tetangga

HALAMAN = [p.name for p in urlpatterns]
HANYA_DIBACA = {"unit", "jabatan", "pejabat", "pengguna"}
PERAN_LAIN = ["penyusun", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


def tuju(nama: str, pk: int | None = None) -> str:
    pola = next(p for p in urlpatterns if p.name == nama)
    if "pk" not in pola.pattern.converters:
        return alamat(nama)
    return alamat(nama, pk=_contoh(nama) if pk is None else pk)


def _contoh(nama: str) -> int:
    if nama.startswith("unit"):
        return UnitKerja.objects.get(kode="wasnas").pk
    if nama in {"pejabat_ubah", "pejabat_akhiri"}:
        return Pejabat.objects.get(jabatan__kode="kabid-wasnas").pk
    if nama.startswith(("jabatan", "pejabat")):
        return Jabatan.objects.get(kode="kabid-wasnas").pk
    return orang("staf.wasnas").pk


def _pk_tetangga(tetangga: Tetangga, nama: str) -> int:
    if nama.startswith("unit"):
        return tetangga.unit.pk
    if nama in {"pejabat_ubah", "pejabat_akhiri"}:
        return tetangga.pejabat.pk
    if nama.startswith(("jabatan", "pejabat")):
        return tetangga.jabatan.pk
    return tetangga.admin.pk


@pytest.mark.parametrize("nama", HALAMAN)
def test_admin_opens_the_page(peragaan, admin: Client, nama):
    assert admin.get(tuju(nama)).status_code == 200


@pytest.mark.parametrize("nama", HALAMAN)
@pytest.mark.parametrize("metode", ["get", "post"])
def test_other_roles_of_the_agency_get_a_403(peragaan, client: Client, nama, metode):
    others = [u for u in PERAN_LAIN if (nama, u) != ("tahun_baru", "penyusun")]
    for username in others:
        client.force_login(orang(username))
        jawaban = getattr(client, metode)(tuju(nama))
        # A page that is only read refuses POST before it asks who is there.
        assert jawaban.status_code == (405 if metode == "post" and nama in HANYA_DIBACA else 403), username


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_stranger_is_sent_to_sign_in(peragaan, client: Client, nama):
    jawaban = client.get(tuju(nama))
    assert jawaban.status_code == 302
    assert jawaban["Location"].startswith(reverse("akun:masuk"))


@pytest.mark.parametrize("nama", HALAMAN)
def test_the_admin_of_another_agency_gets_a_404(peragaan, tetangga: Tetangga, client: Client, nama):
    tetangga.admin.wajib_ganti_sandi = False
    tetangga.admin.save()
    client.force_login(tetangga.admin)
    assert client.get(tuju(nama)).status_code == 404


@pytest.mark.parametrize("nama", [p.name for p in urlpatterns if "pk" in p.pattern.converters])
@pytest.mark.parametrize("metode", ["get", "post"])
def test_a_row_of_another_agency_is_not_reached_through_ones_own_address(
    tetangga: Tetangga, admin: Client, nama, metode
):
    jawaban = getattr(admin, metode)(tuju(nama, _pk_tetangga(tetangga, nama)))
    assert jawaban.status_code == (405 if metode == "post" and nama in HANYA_DIBACA else 404)


@pytest.mark.parametrize("nama", ["unit", "jabatan", "pengguna"])
def test_lists_say_nothing_of_another_agency(peragaan, tetangga: Tetangga, admin: Client, nama):
    isi = admin.get(tuju(nama), {"status": "semua"}).content.decode()
    assert "Tetangga" not in isi
    assert "TETANGGA" not in isi
    assert "Dinas Kesehatan" not in isi


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_superuser_opens_the_page(peragaan, superadmin, client: Client, nama):
    client.force_login(superadmin)
    assert client.get(tuju(nama)).status_code == 200


@pytest.mark.parametrize(
    ("asal", "kembali"),
    [
        (
            "http://testserver/bakesbangpol/2024/organisasi/?a=1",
            "/bakesbangpol/2024/organisasi/%3Fa%3D1",
        ),
        ("https://lain.example/bakesbangpol/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    client: Client, peragaan: object, asal: str, kembali: str
) -> None:
    """The address of the form itself often takes no GET: after signing in it would be an empty page."""
    jawaban = client.post(tuju("unit_nonaktifkan"), headers={"Referer": asal})
    assert jawaban["Location"] == f"/masuk/?next={kembali}"
    assert client.get(tuju("unit_nonaktifkan"))["Location"] == f"/masuk/?next={tuju('unit_nonaktifkan')}"
    client.force_login(orang("admin"))
    assert "belum dijalankan" in client.get(tuju("unit")).content.decode()


@pytest.mark.parametrize("terima", ["application/json", "text/plain"])
def test_a_script_is_told_that_the_session_ended_instead_of_being_sent_to_the_sign_in_page(
    client: Client, peragaan: object, terima: str
) -> None:
    jawaban = client.post(tuju("unit_nonaktifkan"), headers={"Accept": terima})
    assert jawaban.status_code == 401
    assert "Sesi Anda berakhir" in jawaban.content.decode()
