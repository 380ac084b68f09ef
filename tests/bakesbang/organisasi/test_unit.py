"""Units: list, add, change, close."""

from bakesbang.organisasi.models import Pejabat, UnitKerja
from bakesbang.trail.models import Catatan
from tests.bakesbang.organisasi.cast import alamat, banyak_kueri, rumah

LENGKAP = {
    "nama": "Bidang Ketahanan",
    "nama_pendek": "Ketahanan",
    "jenis": "bidang",
    "alias": "",
    "urutan": "9",
}


def test_list_shows_units_with_their_head_and_aliases(admin):
    isi = admin.get(alamat("unit")).content.decode()
    assert "Bidang Kewaspadaan Nasional dan Penanganan Konflik" in isi
    assert "LESTARI HANDAYANI, S.H." in isi
    assert "Wasnas" in isi


def test_list_costs_the_same_with_more_units(admin):
    sedikit = banyak_kueri(admin, alamat("unit"))
    for n in range(30):
        UnitKerja.objects.create(instansi=rumah(), kode=f"u{n}", nama=f"Unit {n}")
    assert banyak_kueri(admin, alamat("unit")) == sedikit <= 12


def test_new_unit_gets_its_code_from_its_short_name_and_a_trace(admin):
    jawaban = admin.post(alamat("unit_baru"), LENGKAP | {"alias": "Hanas \n\nHanas\n Bidang  Tahan "})
    assert jawaban.status_code == 302
    unit = UnitKerja.objects.get(nama="Bidang Ketahanan")
    assert (unit.kode, unit.alias, unit.instansi) == (
        "ketahanan",
        ["Hanas", "Bidang Tahan"],
        rumah(),
    )
    catatan = Catatan.objects.about(unit).get()
    assert catatan.tindakan == "menambah unit kerja"
    assert catatan.oleh.username == "admin"
    assert catatan.instansi_nomor == rumah().pk
    assert catatan.baru["nama"] == "Bidang Ketahanan"
    assert catatan.baru["jenis"] == "Bidang"


def test_a_second_unit_of_the_same_short_name_gets_another_code(admin):
    for nama in ("Bidang Ketahanan", "Bidang Ketahanan Ekonomi"):
        assert admin.post(alamat("unit_baru"), LENGKAP | {"nama": nama}).status_code == 302
    assert set(
        UnitKerja.objects.filter(nama__startswith="Bidang Ketahanan").values_list("kode", flat=True)
    ) >= {
        "ketahanan",
        "ketahanan-2",
    }


def test_the_same_unit_sent_twice_is_made_once(admin):
    admin.post(alamat("unit_baru"), LENGKAP)
    jawaban = admin.post(alamat("unit_baru"), LENGKAP | {"nama": "bidang ketahanan"})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {"nama": ["Sudah ada unit dengan nama ini."]}
    assert UnitKerja.objects.filter(nama__iexact="Bidang Ketahanan").count() == 1


def test_change_traces_only_what_changed(admin):
    unit = UnitKerja.objects.get(kode="wasnas")
    isi = {
        "nama": unit.nama,
        "nama_pendek": "Wasnas",
        "jenis": "bidang",
        "alias": "\n".join(unit.alias),
        "urutan": unit.urutan,
    }
    assert admin.post(alamat("unit_ubah", pk=unit.pk), isi).status_code == 302
    catatan = Catatan.objects.about(unit).latest("pk")
    assert (catatan.lama, catatan.baru) == (
        {"nama pendek": "Kewaspadaan Nasional"},
        {"nama pendek": "Wasnas"},
    )


def test_saving_without_a_change_leaves_no_trace(admin):
    unit = UnitKerja.objects.get(kode="wasnas")
    isi = {
        "nama": unit.nama,
        "nama_pendek": unit.nama_pendek,
        "jenis": "bidang",
        "alias": "\n".join(unit.alias),
        "urutan": unit.urutan,
    }
    sebelum = Catatan.objects.count()
    assert admin.post(alamat("unit_ubah", pk=unit.pk), isi).status_code == 302
    assert Catatan.objects.count() == sebelum


def test_missing_name_is_said_beside_the_field(admin):
    jawaban = admin.post(alamat("unit_baru"), LENGKAP | {"nama": " "})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {"nama": ["Nama belum diisi."]}


def test_a_second_sekretariat_is_refused_beside_its_kind(admin):
    jawaban = admin.post(alamat("unit_baru"), LENGKAP | {"jenis": "sekretariat"})
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {"jenis": ["Instansi ini sudah mempunyai Sekretariat."]}
    assert not UnitKerja.objects.filter(nama="Bidang Ketahanan").exists()


def test_sender_cannot_choose_agency_code_or_state(tetangga, admin):
    admin.post(
        alamat("unit_baru"),
        LENGKAP | {"instansi": tetangga.instansi.pk, "kode": "curang", "aktif": ""},
    )
    unit = UnitKerja.objects.get(nama="Bidang Ketahanan")
    assert (unit.instansi, unit.kode, unit.aktif) == (rumah(), "ketahanan", True)


def test_unit_in_use_says_what_must_be_done_first_and_stays_open(admin):
    unit = UnitKerja.objects.get(kode="wasnas")
    for metode, status in (("get", 200), ("post", 422)):
        jawaban = getattr(admin, metode)(alamat("unit_nonaktifkan", pk=unit.pk))
        assert jawaban.status_code == status
        assert "2 pengguna aktif di unit ini" in jawaban.content.decode()
    unit.refresh_from_db()
    assert unit.aktif


def test_unused_unit_is_closed_and_opened_again(admin):
    unit = UnitKerja.objects.create(instansi=rumah(), kode="lama", nama="Bidang Lama")
    assert "Nonaktifkan Bidang Lama?" in admin.get(alamat("unit_nonaktifkan", pk=unit.pk)).content.decode()
    for nama, aktif in (("unit_nonaktifkan", False), ("unit_aktifkan", True)):
        assert admin.post(alamat(nama, pk=unit.pk)).status_code == 302
        unit.refresh_from_db()
        assert unit.aktif is aktif
    assert [c.baru for c in Catatan.objects.about(unit).order_by("pk")] == [
        {"aktif": "tidak"},
        {"aktif": "ya"},
    ]


def test_a_closed_sekretariat_cannot_be_opened_beside_a_new_one(admin):
    lama = UnitKerja.objects.create(
        instansi=rumah(), kode="sek-lama", nama="Sekretariat Lama", jenis="sekretariat", aktif=False
    )
    jawaban = admin.post(alamat("unit_aktifkan", pk=lama.pk))
    assert jawaban.status_code == 409
    assert "Instansi ini sudah mempunyai Sekretariat." in jawaban.content.decode()


def test_head_of_a_past_term_is_not_shown(admin):
    Pejabat.objects.filter(jabatan__kode="kabid-wasnas").update(selesai="2021-01-01")
    assert "LESTARI HANDAYANI" not in admin.get(alamat("unit")).content.decode()


def test_agency_without_units_says_what_comes_first(tetangga, client):
    tetangga.pejabat.delete()
    tetangga.jabatan.delete()
    tetangga.unit.delete()
    tetangga.admin.wajib_ganti_sandi = False
    tetangga.admin.save()
    client.force_login(tetangga.admin)
    for nama in ("unit", "jabatan"):
        isi = client.get(alamat(nama, kode="dinkes")).content.decode()
        assert "Belum ada unit kerja." in isi
