"""Paste the source, correct two doubts, save, lay down, print: in a real browser, axe clean at both widths."""

import os

import pytest

from rencana_aksi.models import VersiRencanaAksi
from tests.bakesbang.importing.files import RENCANA

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
ALAMAT = "/bakesbangpol/2024/impor/"


def potret(h, nama):
    if folder := os.environ.get("POTRET"):
        h.potret(f"{folder}/{nama}.png")


def tempel(h):
    h.buka(ALAMAT)
    h.page.get_by_label("Tahun", exact=False).first.fill("2025")
    h.page.get_by_label("Atau tempel tabelnya di sini", exact=False).fill(RENCANA.read_text(encoding="utf-8"))
    h.page.get_by_role("button", name="Periksa berkas").click()
    h.page.wait_for_selector("table.impor")


@pytest.mark.parametrize("ukuran", ["halaman", "halaman_ponsel"])
def test_kedua_halaman_bersih_menurut_axe(peragaan, request, ukuran):
    h = request.getfixturevalue(ukuran).masuk("penyusun")
    assert h.buka(ALAMAT) == 200
    potret(h, f"impor-pilih-{ukuran}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()
    tempel(h)
    potret(h, f"impor-periksa-{ukuran}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()
    h.page.get_by_text("Atur kolom").click()
    h.page.goto(h.page.url + "?betulkan=0-20")
    potret(h, f"impor-betulkan-{ukuran}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()


def test_tempel_betulkan_dua_keraguan_simpan_tetapkan_cetak(peragaan, halaman, settings):
    # Saving makes indicators one by one, which the watch over repeated reads would take for a page's fault.
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "*"}]
    h = halaman.masuk("penyusun")
    tempel(h)
    h.page.get_by_role("button", name="Ya, geser kembali").click()
    h.page.wait_for_selector("text=2 jawaban lagi")
    h.page.get_by_role("button", name="72 setahun").click()
    h.page.wait_for_selector("text=1 jawaban lagi")
    h.page.get_by_role("link", name="Betulkan tulisan baris 26").click()
    kotak = h.page.locator("textarea").filter(has_text="okonflik")
    kotak.fill("Mendokumentasikan data konflik")
    h.page.get_by_role("button", name="Pakai tulisan ini").click()
    h.page.get_by_role("button", name="Biarkan kosong").click()
    h.page.wait_for_selector("text=Semua baris disimpan bersama")
    h.page.get_by_role("button", name="Simpan 17 indikator").click()
    h.page.wait_for_selector("text=Berkas disimpan ke")
    versi = VersiRencanaAksi.objects.get(rencana__tahun=2025)
    assert versi.draf
    h.buka("/bakesbangpol/2025/rencana-aksi/tetapkan/")
    h.page.locator("[name=nomor_surat]").fill("188.45/1/2025")
    h.page.locator("input[type=date]").fill("2025-01-15")
    h.page.get_by_role("button", name="Periksa penetapan").click()
    h.page.get_by_role("button", name="Tetapkan Rencana Aksi 2025").click()
    h.page.get_by_text("ditetapkan dan berlaku.").wait_for()
    versi.refresh_from_db()
    assert not versi.draf
    jawab = h.page.request.get(h.alamat_server + "/bakesbangpol/2025/rencana-aksi/cetak/pdf/")
    assert jawab.status == 200
    assert jawab.body().startswith(b"%PDF")
