"""The IKU editor in a real browser: saved as each field is left, by keyboard, conflicts shown, undone."""

import os

import pytest
from django.utils import timezone

from bakesbang.organisasi.models import UnitKerja
from bakesbang.versions.editing import ubah_ketetapan
from iku.laporan import pilih_versi
from iku.models import VersiIku
from iku.tindakan_perubahan import salin_tahun

pytestmark = pytest.mark.peramban
ALAMAT = "/bakesbangpol/2023/iku/sunting/"


@pytest.fixture
def draf(peragaan, transactional_db):
    """IKU 2023, copied from 2022 as draf."""
    oleh = peragaan.pengguna("penyusun")
    versi = salin_tahun(
        sumber=pilih_versi(peragaan.instansi, 2022), tahun=2023, dengan_target=True, oleh=oleh, waktu=timezone.now()
    )  # fmt: skip
    return VersiIku.objects.select_related("daftar__instansi").get(pk=versi.pk)


def potret(halaman, nama):
    if folder := os.environ.get("POTRET"):
        halaman.potret(f"{folder}/{nama}.png")


def tersimpan(halaman):
    halaman.page.locator("#kabar-isi", has_text="Tersimpan.").wait_for()


@pytest.mark.parametrize("lebar", ["halaman", "halaman_ponsel"])
def test_page_is_clean_for_axe_and_never_wider_than_the_screen(request, draf, lebar):
    h = request.getfixturevalue(lebar).masuk("penyusun")
    assert h.buka(ALAMAT) == 200
    potret(h, f"sunting-{lebar}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()
    h.buka("/bakesbangpol/2023/iku/tahun/mulai/")
    assert h.pelanggaran_axe() == []


def test_a_field_is_saved_as_it_is_left_and_the_act_is_undone(halaman, draf):
    halaman.masuk("penyusun").buka(ALAMAT)
    p, baris = halaman.page, draf.indikator.first()
    kotak = p.locator(f"#b{baris.pk} [name='isi.tahunan']")
    kotak.fill("85%")
    kotak.press("Tab")
    tersimpan(halaman)
    assert "Tersimpan pukul" in p.locator(f"#k{baris.pk}-tahunan").inner_text()
    assert draf.indikator.get(pk=baris.pk).ketetapan.target_tahun().teks == "85%"
    p.get_by_role("button", name="Urungkan").click()
    p.get_by_text("Diurungkan: mengubah IKU").wait_for()
    assert p.locator(f"#b{baris.pk} [name='isi.tahunan']").input_value() == ""
    assert draf.indikator.get(pk=baris.pk).ketetapan.target_tahun() is None


def test_boxes_are_fetched_when_opened_and_saved_as_they_are_ticked(halaman, draf, peragaan):
    halaman.masuk("penyusun").buka(ALAMAT)
    p, baris = halaman.page, draf.indikator.first()
    unit = UnitKerja.objects.get(kode="wasnas", instansi=peragaan.instansi)
    p.locator(f"#w{baris.pk}-pengisi summary").focus()
    p.keyboard.press("Enter")
    kotak = p.locator(f"#i{baris.pk}-pengisi-{unit.pk}")
    kotak.wait_for()
    assert p.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert halaman.pelanggaran_axe() == []
    kotak.check()
    tersimpan(halaman)
    assert unit in [b.unit for b in draf.indikator.get(pk=baris.pk).ketetapan.indikator.baris_pengisi.all()]


def test_rows_are_added_moved_and_copied_in_place_without_a_pointer(halaman, draf):
    halaman.masuk("penyusun").buka(ALAMAT)
    p = halaman.page
    p.locator("#id_uraian").focus()
    p.keyboard.type("Indeks kewaspadaan dini")
    p.get_by_role("button", name="Tambah IKU").focus()
    p.keyboard.press("Enter")
    p.get_by_text("ditambahkan").wait_for()
    p.get_by_role("button", name="Naik IKU 4").focus()
    p.keyboard.press("Enter")
    p.locator("h2:has-text('IKU 3: Indeks kewaspadaan dini')").wait_for(state="attached")
    assert p.evaluate("document.activeElement.value") == "naik"
    p.get_by_role("button", name="Salin IKU 3").focus()
    p.keyboard.press("Enter")
    p.locator("h2:has-text('IKU 4: Indeks kewaspadaan dini')").wait_for(state="attached")
    assert [b.urutan for b in draf.indikator.order_by("urutan")] == [1, 2, 3, 4, 5]


def test_two_planners_merge_or_see_the_conflict(halaman, draf, peragaan):
    halaman.masuk("penyusun").buka(ALAMAT)
    p, baris, lain = halaman.page, draf.indikator.first(), peragaan.pengguna("admin")
    for medan, teks in (("tahunan", "70%"), ("satuan", "persen")):
        ubah_ketetapan(
            ketetapan=baris.ketetapan, dokumen="iku", perubahan={medan: teks}, dimuat=None, oleh=lain, waktu=timezone.now()
        )  # fmt: skip
    p.locator(f"#b{baris.pk} [name='isi.sumber_data']").fill("Data bidang")
    p.locator(f"#b{baris.pk} [name='isi.tahunan']").fill("90%")
    p.keyboard.press("Tab")
    bentrok = p.locator(f"#k{baris.pk}-tahunan .pesan")
    bentrok.wait_for()
    assert "70%" in bentrok.inner_text()
    assert str(lain) in bentrok.inner_text()
    assert halaman.pelanggaran_axe() == []
    potret(halaman, "sunting-bentrok")
    k = draf.indikator.get(pk=baris.pk).ketetapan
    assert (k.sumber_data, k.satuan, k.target_tahun().teks) == ("Data bidang", "persen", "70%")
    p.get_by_role("button", name="Pakai 90% dari saya").click()
    tersimpan(halaman)
    assert draf.indikator.get(pk=baris.pk).ketetapan.target_tahun().teks == "90%"


def test_an_ambiguous_target_asks_and_is_answered_in_place(halaman, draf):
    halaman.masuk("penyusun").buka(ALAMAT)
    p, baris = halaman.page, draf.indikator.first()
    p.locator(f"#b{baris.pk} [name='isi.tahunan']").fill("1.500")
    p.keyboard.press("Tab")
    p.locator(f"#p{baris.pk} button:has-text('1.500')").first.click()
    p.locator(f"#p{baris.pk} button:has-text('1.500')").first.wait_for(state="detached")
    assert draf.indikator.get(pk=baris.pk).ketetapan.target_tahun().tafsir in {"ribuan", "desimal"}


def test_without_scripts_every_form_has_its_button(halaman_tanpa_skrip, draf):
    h, baris = halaman_tanpa_skrip.masuk("penyusun"), draf.indikator.first()
    h.buka(ALAMAT)
    h.page.locator(f"#b{baris.pk} [name='isi.satuan']").fill("persen")
    h.page.get_by_role("button", name="Simpan IKU 1").click()
    h.page.get_by_text("Isian tersimpan.").wait_for()
    assert draf.indikator.get(pk=baris.pk).ketetapan.satuan == "persen"
    h.page.locator("#b0 [name='isi.misi_nomor']").fill("nomor yang terlalu panjang")
    h.page.get_by_role("button", name="Simpan kepala dokumen").click()
    assert "Paling banyak 10 huruf." in h.page.locator("#k0-misi_nomor").inner_text()
    assert h.page.locator("#b0 [name='isi.misi_nomor']").input_value() == "nomor yang terlalu panjang"
    h.page.get_by_role("button", name="Hapus IKU 3").click()
    h.page.get_by_role("button", name="Hapus IKU").click()
    h.page.get_by_text("IKU dihapus dari draf").wait_for()
    assert draf.indikator.count() == 2
    h.page.get_by_role("button", name="Urungkan").click()
    h.page.get_by_text("Diurungkan: menghapus IKU").wait_for()
    assert draf.indikator.count() == 3
