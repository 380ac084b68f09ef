"""The agency's own data."""

from tests.bakesbang.organisasi.cast import alamat, catatan_terakhir, rumah

ISIAN = {
    "nama": "Badan Kesatuan Bangsa dan Politik Kota Mojokerto",
    "nama_pendek": "Bakesbangpol",
    "tempat": "Kota Mojokerto",
    "kop": "PEMERINTAH KOTA MOJOKERTO\nBADAN KESATUAN BANGSA DAN POLITIK",
    "zona_waktu": "Asia/Jakarta",
}


def test_change_is_saved_and_traced(admin):
    jawaban = admin.post(alamat("instansi"), ISIAN)
    assert jawaban.status_code == 302
    assert rumah().tempat == "Kota Mojokerto"
    catatan = catatan_terakhir(rumah())
    assert (catatan.tindakan, catatan.lama, catatan.baru) == (
        "mengubah instansi",
        {"tempat": "Mojokerto"},
        {"tempat": "Kota Mojokerto"},
    )


def test_zone_is_chosen_from_the_zones_of_the_country(admin):
    assert admin.post(alamat("instansi"), ISIAN | {"zona_waktu": "Asia/Makassar"}).status_code == 302
    assert rumah().zona_waktu == "Asia/Makassar"
    jawaban = admin.post(alamat("instansi"), ISIAN | {"zona_waktu": "Mars/Olympus"})
    assert "zona_waktu" in jawaban.context["form"].errors


def test_refused_data_do_not_show_in_the_head_of_the_page(admin):
    jawaban = admin.post(alamat("instansi"), ISIAN | {"nama": ""})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {"nama": ["Nama belum diisi."]}
    assert f'<span class="merek__instansi">{rumah().nama}</span>' in jawaban.content.decode()


def test_code_and_state_are_not_the_admins_to_change(admin):
    admin.post(alamat("instansi"), ISIAN | {"kode": "lain", "aktif": ""})
    assert rumah().aktif
