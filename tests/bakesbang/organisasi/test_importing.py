"""Units, offices and people from one sheet."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from bakesbang.organisasi.models import Jabatan, Pejabat, Pengguna, UnitKerja
from bakesbang.trail.models import Catatan
from tests.bakesbang.organisasi.cast import alamat, rumah

KEPALA = [
    "UNIT",
    "Nama Pendek",
    "Jabatan",
    "Kepala",
    "Nama",
    "NIP",
    "Mulai",
    "Nama Pengguna",
    "Peran",
]
BARIS = [
    [
        "Bidang Baru",
        "Baru",
        "Kepala Bidang Baru",
        "ya",
        "SITI AMINAH, S.Sos",
        "19760814 200212 1 003",
        "02-01-2024",
        "Kabid.Baru",
        "Kepala Bidang",
    ],
    ["Bidang Baru", "", "", "", "Doni", "", "", "staf.baru", "Staf"],
    ["Sekretariat", "", "Sekretaris", "", "", "", "", "", ""],
]


def teks(*baris: list[str]) -> str:
    return "\n".join("\t".join(b) for b in (KEPALA, *baris))


def buku(*baris: list[str]) -> SimpleUploadedFile:
    wb = Workbook()
    wb.active.append(["Daftar pegawai"])
    for b in (KEPALA, *baris):
        wb.active.append(b)
    wadah = io.BytesIO()
    wb.save(wadah)
    return SimpleUploadedFile("organisasi.xlsx", wadah.getvalue())


def test_a_workbook_is_previewed_before_anything_is_saved(admin):
    jawab = admin.post(alamat("impor"), {"berkas": buku(*BARIS)})
    rencana = jawab.context["rencana"]
    assert (
        [u.nama for u in rencana.unit],
        len(rencana.jabatan),
        len(rencana.pejabat),
        len(rencana.pengguna),
    ) == (["Bidang Baru"], 1, 1, 2)
    assert not UnitKerja.objects.filter(nama="Bidang Baru").exists()


def test_all_rows_are_saved_with_their_links_and_trace(admin):
    jawab = admin.post(alamat("impor"), {"teks": teks(*BARIS), "simpan": "1"})
    pejabat = Pejabat.objects.get(nama="SITI AMINAH, S.Sos")
    assert (pejabat.jabatan.unit.nama, pejabat.jabatan.kepala, pejabat.nip) == (
        "Bidang Baru",
        True,
        "197608142002121003",
    )
    assert (pejabat.pengguna.username, pejabat.pengguna.peran, pejabat.pengguna.unit.nama) == (
        "kabid.baru",
        "kabid",
        "Bidang Baru",
    )
    assert Catatan.objects.filter(objek_nama="Bidang Baru", oleh__username="admin").exists()
    sandi = dict(jawab.context["akun"])[Pengguna.objects.get(username="staf.baru")]
    assert sandi in jawab.content.decode()
    assert Pengguna.objects.get(username="staf.baru").check_password(sandi)


def test_the_same_sheet_again_changes_nothing(admin):
    admin.post(alamat("impor"), {"teks": teks(*BARIS), "simpan": "1"})
    jawab = admin.post(alamat("impor"), {"teks": teks(*BARIS)})
    assert jawab.context["rencana"].kosong
    assert "Tidak ada baris baru" in jawab.content.decode()


@pytest.mark.parametrize(
    ("kolom", "isi", "kata"),
    [
        (0, "", "harus menyebut unitnya"),
        (8, "Raja", "Peran “Raja” tidak dikenal"),
        (7, "penyusun.lain", ""),
        (6, "kemarin", "bukan tanggal"),
        (5, "123", "18 angka"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_saved(admin, kolom, isi, kata):
    baris = list(BARIS[0])
    baris[kolom] = isi
    jawab = admin.post(alamat("impor"), {"teks": teks(baris, BARIS[1]), "simpan": "1"})
    if not kata:
        assert Pengguna.objects.filter(username=isi).exists()
        return
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()
    assert "baris 2" in jawab.context["rencana"].salah[0].tempat
    assert not UnitKerja.objects.filter(nama="Bidang Baru").exists()


def test_another_agencys_account_name_is_taken_without_telling_whose(admin, tetangga):
    baris = ["Bidang Baru", "", "", "", "X", "", "", tetangga.admin.username, "Staf"]
    jawab = admin.post(alamat("impor"), {"teks": teks(baris)})
    assert "sudah dipakai" in jawab.content.decode()
    assert tetangga.instansi.nama not in jawab.content.decode()


@pytest.mark.parametrize(
    "isi",
    [
        {},
        {"teks": "   "},
        {"berkas": SimpleUploadedFile("x.exe", b"MZ\x90\x00" + b"\0" * 50)},
        {"teks": "a\tb\nc\td"},
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(admin, isi):
    jawab = admin.post(alamat("impor"), isi)
    assert jawab.status_code == 422
    assert not Jabatan.objects.filter(unit__instansi=rumah(), sebutan="d").exists()


@pytest.mark.parametrize("siapa", ["staf.poldagri", "kabid.poldagri", "penyusun", "pimpinan", "pemeriksa"])
def test_only_the_admin_imports(peragaan, client, siapa):
    client.force_login(peragaan.pengguna(siapa))
    assert client.get(alamat("impor")).status_code == 403


@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
def test_paste_look_and_save_in_a_browser(peragaan, halaman):
    halaman.masuk("admin").buka(alamat("impor"))
    assert halaman.pelanggaran_axe() == []
    halaman.page.get_by_label("Atau tempel tabelnya").fill(teks(*BARIS))
    halaman.page.get_by_role("button", name="Lihat pratinjau").click()
    assert halaman.pelanggaran_axe() == []
    halaman.page.get_by_role("button", name="Simpan semua baris").click()
    halaman.page.get_by_text("2 akun dibuat").wait_for()
    assert halaman.pelanggaran_axe() == []
