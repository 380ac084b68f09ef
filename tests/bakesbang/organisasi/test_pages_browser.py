"""The organisation pages in a real browser: axe at both widths, no sideways scrolling, by keyboard."""

from pathlib import Path

import pytest

from bakesbang.kinerja.models import KebijakanCapaian
from bakesbang.organisasi.models import Jabatan, UnitKerja
from tests.bakesbang.organisasi.cast import alamat, orang, rumah
from tests.peramban import Halaman

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def semua_halaman() -> dict[str, str]:
    kosong = UnitKerja.objects.create(instansi=rumah(), kode="kosong", nama="Bidang Tanpa Jabatan")
    wasnas = Jabatan.objects.get(kode="kabid-wasnas")
    sari = orang("staf.wasnas").pk
    kebijakan = "/bakesbangpol/2024/indikator/kebijakan/"
    return {
        "unit": alamat("unit"),
        "unit-baru": alamat("unit_baru"),
        "unit-nonaktifkan": alamat("unit_nonaktifkan", pk=kosong.pk),
        "unit-terhalang": alamat("unit_nonaktifkan", pk=wasnas.unit_id),
        "jabatan": alamat("jabatan"),
        "jabatan-ubah": alamat("jabatan_ubah", pk=wasnas.pk),
        "pejabat": alamat("pejabat", pk=wasnas.pk),
        "pejabat-baru": alamat("pejabat_baru", pk=wasnas.pk),
        "pejabat-akhiri": alamat("pejabat_akhiri", pk=wasnas.pejabat.get().pk),
        "pengguna": alamat("pengguna"),
        "pengguna-baru": alamat("pengguna_baru"),
        "pengguna-ubah": alamat("pengguna_ubah", pk=sari),
        "pengguna-sandi": alamat("pengguna_sandi", pk=sari),
        "instansi": alamat("instansi"),
        "kebijakan": kebijakan,
        "kebijakan-ubah": f"{kebijakan}ubah/",
    }


def periksa(halaman: Halaman, lebar: str, folder: Path) -> list[str]:
    keluhan = []
    for nama, tujuan in semua_halaman().items():
        assert halaman.buka(tujuan) == 200
        halaman.potret(folder / f"{nama}-{lebar}.png")
        keluhan += [f"{nama}: {p}" for p in halaman.pelanggaran_axe()]
        keluhan += [f"{nama}: bergeser ke samping"] if halaman.bergeser_ke_samping() else []
    return keluhan


def test_pages_are_accessible_on_a_desk(peragaan, halaman: Halaman, tmp_path: Path):
    halaman.masuk("admin")
    assert periksa(halaman, "1366", tmp_path) == []


def test_pages_are_accessible_on_a_phone(peragaan, halaman_ponsel: Halaman, tmp_path: Path):
    halaman_ponsel.masuk("admin")
    assert periksa(halaman_ponsel, "390", tmp_path) == []


def test_refused_forms_are_accessible(peragaan, halaman: Halaman, tmp_path: Path):
    halaman.masuk("admin")
    for nama, tombol in (("unit_baru", "Tambah unit"), ("pengguna_baru", "Buat akun")):
        halaman.buka(alamat(nama))
        halaman.page.get_by_role("button", name=tombol).click()
        halaman.page.get_by_text("Belum disimpan.").wait_for()
        halaman.potret(tmp_path / f"{nama}-galat.png")
        assert halaman.pelanggaran_axe() == []
    halaman.buka("/bakesbangpol/2024/indikator/kebijakan/ubah/")
    halaman.page.get_by_label("Batas bawah (%), baris 2").fill("76")
    halaman.page.get_by_label("Batas atas (%), baris 3").fill("tujuh lima")
    halaman.page.get_by_role("button", name="Simpan kebijakan").click()
    halaman.page.get_by_text("“tujuh lima” bukan angka.").wait_for()
    halaman.potret(tmp_path / "kebijakan-galat.png")
    assert halaman.pelanggaran_axe() == []
    assert not KebijakanCapaian.objects.filter(tahun=2024).exists()


def test_an_account_is_made_by_keyboard_and_its_password_shown(peragaan, halaman: Halaman, tmp_path: Path):
    halaman.masuk("admin").buka(alamat("pengguna_baru"))
    page = halaman.page
    page.get_by_label("Nama", exact=True).focus()
    page.keyboard.type("Tono Wijaya")
    page.keyboard.press("Tab")
    page.keyboard.type("tono.wijaya")
    page.keyboard.press("Tab")
    page.keyboard.type("tono@contoh.go.id")
    page.keyboard.press("Tab")
    page.keyboard.type("Penyusun")
    page.keyboard.press("Tab")
    page.keyboard.type("Sekretariat")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sandi = page.locator("#sandi").inner_text()
    halaman.potret(tmp_path / "sandi-sekali.png")
    assert halaman.pelanggaran_axe() == []
    tono = orang("tono.wijaya")
    assert tono.check_password(sandi)
    assert tono.email == "tono@contoh.go.id"
    assert (tono.peran, tono.unit.kode) == ("penyusun", "sekretariat")
    page.go_back()
    assert sandi not in page.content()


def test_the_policy_is_tried_before_it_is_saved(peragaan, halaman: Halaman):
    halaman.masuk("admin").buka("/bakesbangpol/2024/indikator/kebijakan/ubah/")
    page = halaman.page
    page.get_by_role("combobox", name="Capaian paling tinggi").select_option("120%")
    page.get_by_role("button", name="Lihat contohnya dahulu").click()
    page.get_by_text("dibatasi menjadi 120%").first.wait_for()
    assert not KebijakanCapaian.objects.filter(tahun=2024).exists()
    page.get_by_role("button", name="Simpan kebijakan").click()
    page.get_by_role("heading", name="Capaian paling tinggi: 120%").wait_for()
    assert KebijakanCapaian.objects.get(tahun=2024).batas_atas == 120
