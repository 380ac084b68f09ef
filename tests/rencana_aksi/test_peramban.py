"""The pages in a real browser: no finding of axe, no sideways page, at both widths."""

import pytest

from tests.rencana_aksi.besar import buat_besar

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

ALAMAT = "/bakesbangpol/2024/rencana-aksi/"
HALAMAN = [
    ALAMAT,
    f"{ALAMAT}?tampil=pohon",
    f"{ALAMAT}tahun/",
    "/bakesbangpol/2021/rencana-aksi/",
    "/bakesbangpol/2030/rencana-aksi/tetapkan/",
]
UKURAN = ["halaman", "halaman_ponsel"]


@pytest.fixture
def isi(peragaan):
    buat_besar(peragaan.instansi, 2030, 30)


@pytest.mark.parametrize("ukuran", UKURAN)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(isi, request, ukuran):
    h = request.getfixturevalue(ukuran).masuk("penyusun")
    for alamat in HALAMAN:
        assert h.buka(alamat) == 200
        assert h.pelanggaran_axe() == [], alamat
        assert not h.bergeser_ke_samping(), alamat


@pytest.mark.parametrize("ukuran", UKURAN)
def test_open_drawers_stay_on_the_page(isi, request, ukuran):
    h = request.getfixturevalue(ukuran).masuk("penyusun")
    h.buka(ALAMAT)
    h.page.click("summary[aria-label='Pilihan kertas dan kop']")
    kotak = h.page.locator("form.laci__isi--kertas").bounding_box()
    assert kotak["x"] >= 0
    assert kotak["x"] + kotak["width"] <= h.page.viewport_size["width"]
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()


def test_twelve_columns_fit_without_sideways_scrolling_at_twelve_pixels(isi, halaman):
    halaman.masuk("staf.poldagri").buka(ALAMAT)
    bingkai = halaman.page.locator(".matriks-bingkai")
    assert bingkai.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert halaman.page.locator(".matriks thead tr").first.locator("th").count() == 12
    huruf = halaman.page.locator(".matriks td").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert huruf >= 12


def test_no_cell_of_the_matrix_runs_over_its_border(isi, halaman):
    halaman.masuk("staf.poldagri").buka(ALAMAT)
    lebih = halaman.page.evaluate(
        "[...document.querySelectorAll('.matriks td, .matriks th')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    )
    assert lebih == []


def test_heading_stays_in_view_while_scrolling(isi, halaman):
    halaman.masuk("staf.poldagri").buka(ALAMAT)
    halaman.page.mouse.wheel(0, 900)
    halaman.page.wait_for_function("window.scrollY > 500")
    kepala = halaman.page.locator(".matriks thead th").first.bounding_box()
    assert 0 <= kepala["y"] < 120


def test_phone_shows_the_tree_and_opens_the_matrix_on_request(isi, halaman_ponsel):
    h = halaman_ponsel.masuk("staf.poldagri")
    h.buka(ALAMAT)
    assert not h.page.locator(".matriks").is_visible()
    assert h.page.get_by_text("Terwujudnya database ormas terpadu").first.is_visible()
    h.page.click("a[href='#matriks']")
    assert h.page.locator(".matriks").is_visible()
    assert not h.bergeser_ke_samping()


def test_paper_drawer_asks_for_the_chosen_paper(isi, halaman):
    halaman.masuk("penyusun").buka(ALAMAT)
    halaman.page.click("summary[aria-label='Pilihan kertas dan kop']")
    halaman.page.get_by_label("A4").check()
    halaman.page.get_by_label("Dengan kop surat").check()
    with halaman.page.expect_download() as unduhan:
        halaman.page.locator(".laci__isi--kertas").get_by_role("button", name="Unduh Excel").click()
    assert unduhan.value.suggested_filename == "rencana-aksi-2024.xlsx"
    assert "versi=0&kertas=A4&kop=1" in unduhan.value.url


def test_laying_down_asks_first_without_scripts_too(isi, halaman_tanpa_skrip):
    h = halaman_tanpa_skrip.masuk("pimpinan")
    h.buka("/bakesbangpol/2030/rencana-aksi/tetapkan/")
    h.page.get_by_label("Nomor").fill("188.45/1/2030")
    h.page.get_by_label("Tanggal").fill("2029-12-30")
    h.page.get_by_role("button", name="Periksa penetapan").click()
    assert "belum tiba" in h.page.content()
