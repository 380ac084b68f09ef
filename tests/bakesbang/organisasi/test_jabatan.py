"""Offices: list by unit, add, change, close."""

from datetime import date

from bakesbang.organisasi.models import Jabatan, Pejabat, UnitKerja
from tests.bakesbang.organisasi.cast import alamat, banyak_kueri, catatan_terakhir, orang


def unit(kode: str) -> UnitKerja:
    return UnitKerja.objects.get(kode=kode, instansi__kode="bakesbangpol")


def isian(**beda: object) -> dict[str, object]:
    return {
        "sebutan": "Kepala Subbagian Umum",
        "unit": unit("sekretariat").pk,
        "alias": "Kasubbag Umum",
    } | beda


def test_list_shows_offices_by_unit_with_holder_and_account(admin):
    isi = admin.get(alamat("jabatan")).content.decode()
    assert isi.index("Bidang Kewaspadaan Nasional dan") < isi.index("LESTARI HANDAYANI, S.H.")
    assert "kabid.wasnas" in isi
    assert "Kepala Subbagian Program" in isi


def test_list_costs_the_same_with_more_offices(admin):
    sedikit = banyak_kueri(admin, alamat("jabatan"))
    for n in range(30):
        jabatan = Jabatan.objects.create(unit=unit("wasnas"), kode=f"j{n}", sebutan=f"Analis {n}")
        Pejabat.objects.create(
            jabatan=jabatan,
            nama=f"Orang {n}",
            mulai=date(2020, 1, 1),
            pengguna=orang("staf.wasnas"),
        )
    assert banyak_kueri(admin, alamat("jabatan")) == sedikit <= 14


def test_new_office_gets_a_code_and_a_trace(admin):
    assert admin.post(alamat("jabatan_baru"), isian()).status_code == 302
    jabatan = Jabatan.objects.get(sebutan="Kepala Subbagian Umum")
    assert (jabatan.kode, jabatan.alias, jabatan.kepala) == (
        "kepala-subbagian-umum",
        ["Kasubbag Umum"],
        False,
    )
    catatan = catatan_terakhir(jabatan)
    assert (catatan.tindakan, catatan.baru["unit"]) == ("menambah jabatan", "Sekretariat")


def test_a_second_head_of_a_unit_is_refused_beside_the_flag(admin):
    jawaban = admin.post(alamat("jabatan_baru"), isian(kepala="on"))
    assert jawaban.status_code == 422
    assert jawaban.context["form"].errors == {"kepala": ["Unit ini sudah mempunyai jabatan kepala."]}


def test_unit_of_another_agency_cannot_be_chosen(admin, tetangga):
    jawaban = admin.post(alamat("jabatan_baru"), isian(unit=tetangga.unit.pk))
    assert "unit" in jawaban.context["form"].errors
    assert "Tetangga" not in jawaban.content.decode()


def test_the_unit_of_the_link_is_chosen_beforehand(admin):
    form = admin.get(alamat("jabatan_baru"), {"unit": unit("wasnas").pk}).context["form"]
    assert str(form["unit"].value()) == str(unit("wasnas").pk)


def test_change_is_traced(admin):
    jabatan = Jabatan.objects.get(kode="kasubbag-program")
    isi = isian(sebutan="Kepala Subbagian Program dan Keuangan", alias="Kasubbag Program")
    assert admin.post(alamat("jabatan_ubah", pk=jabatan.pk), isi).status_code == 302
    catatan = catatan_terakhir(jabatan)
    assert catatan.lama == {"sebutan": "Kepala Subbagian Program"}
    assert catatan.baru == {"sebutan": "Kepala Subbagian Program dan Keuangan"}


def test_a_held_office_stays_open_until_the_term_ends(admin):
    jabatan = Jabatan.objects.get(kode="kabid-wasnas")
    jawaban = admin.post(alamat("jabatan_nonaktifkan", pk=jabatan.pk))
    assert jawaban.status_code == 409
    assert "LESTARI HANDAYANI, S.H. masih memegang jabatan ini." in jawaban.content.decode()
    Pejabat.objects.filter(jabatan=jabatan).update(selesai=date(2021, 1, 1))
    for ketetapan in jabatan.ketetapan.all():
        ketetapan.penanggung_jawab.clear()
    assert admin.post(alamat("jabatan_nonaktifkan", pk=jabatan.pk)).status_code == 302
    jabatan.refresh_from_db()
    assert not jabatan.aktif
    assert catatan_terakhir(jabatan).baru == {"aktif": "tidak"}


def test_a_closed_head_office_cannot_be_opened_beside_a_new_one(admin):
    lama = Jabatan.objects.create(
        unit=unit("wasnas"), kode="lama", sebutan="Kabid Lama", kepala=True, aktif=False
    )
    assert admin.post(alamat("jabatan_aktifkan", pk=lama.pk)).status_code == 409
    Jabatan.objects.filter(kode="kabid-wasnas").update(aktif=False)
    assert admin.post(alamat("jabatan_aktifkan", pk=lama.pk)).status_code == 302


def test_a_closed_unit_is_shown_only_with_its_offices(admin):
    UnitKerja.objects.create(instansi=unit("wasnas").instansi, kode="bubar", nama="Bidang Bubar", aktif=False)
    assert "Bidang Bubar" not in admin.get(alamat("jabatan")).content.decode()
    Jabatan.objects.create(unit=unit("bubar"), kode="x", sebutan="Kabid Bubar", aktif=False)
    assert "Bidang Bubar (nonaktif)" in admin.get(alamat("jabatan")).content.decode()
