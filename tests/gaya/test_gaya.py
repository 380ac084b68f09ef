"""Every component on one page, in a real browser: axe, no sideways scrolling, strict CSP (the ``halaman``
fixture fails on a violation). Set POTRET to a folder to keep the pictures."""

import os
from pathlib import Path

import pytest
from django.test import override_settings

from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.roles import Peran
from tests.peramban import Halaman

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.urls("tests.gaya.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def kantor() -> Instansi:
    instansi = Instansi.objects.create(kode="bakesbang", nama="Badan Kesatuan Bangsa dan Politik Kota Contoh")
    TahunKerja.objects.bulk_create(TahunKerja(instansi=instansi, tahun=t) for t in (2021, 2022, 2024))
    unit = UnitKerja.objects.create(
        instansi=instansi, kode="poldagri", nama="Bidang Politik Dalam Negeri dan Organisasi Kemasyarakatan"
    )
    for peran in Peran:
        Pengguna.objects.create_user(
            peran.value,
            password="Rahasia-2024",
            nama=f"Rina Wulandari {peran.label}",
            peran=peran,
            instansi=instansi,
            unit=unit,
            peragaan=True,
        )
    return instansi


def potret(halaman: Halaman, nama: str) -> None:
    if folder := os.environ.get("POTRET"):
        halaman.potret(Path(folder) / f"{nama}.png")


HALAMAN = ["contoh", "konfirmasi", "dilarang", "dokumen-lama"]


@pytest.mark.parametrize("nama", HALAMAN)
@pytest.mark.parametrize("layar", ["halaman", "halaman_ponsel"])
def test_page_is_accessible_and_never_wider_than_the_screen(
    request: pytest.FixtureRequest, kantor: Instansi, layar: str, nama: str
) -> None:
    h: Halaman = request.getfixturevalue(layar)
    alamat = {"dokumen-lama": "/bakesbang/2019/dokumen/"}.get(nama, f"/bakesbang/2024/{nama}/")
    h.masuk("penyusun").buka(alamat)
    potret(h, f"{nama}-{layar}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()


@pytest.mark.parametrize("layar", ["halaman", "halaman_ponsel"])
def test_sign_in_pages_are_accessible(request: pytest.FixtureRequest, kantor: Instansi, layar: str) -> None:
    h: Halaman = request.getfixturevalue(layar)
    h.buka("/masuk/")
    potret(h, f"masuk-{layar}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()
    h.page.fill("[name=username]", "staf")
    h.page.fill("[name=password]", "salah")
    h.page.click("button[type=submit]")
    assert "Tersisa 4 percobaan" in h.page.inner_text("[role=alert]")
    potret(h, f"masuk-galat-{layar}")
    assert h.pelanggaran_axe() == []


def test_password_can_be_shown_and_is_hidden_again_when_sent(halaman: Halaman, kantor: Instansi) -> None:
    halaman.buka("/masuk/")
    halaman.page.fill("[name=password]", "Rahasia-2024")
    halaman.page.click("text=Lihat")
    assert halaman.page.get_attribute("[name=password]", "type") == "text"
    halaman.page.click("text=Tutup")
    assert halaman.page.get_attribute("[name=password]", "type") == "password"


def test_lockout_page_is_accessible(halaman: Halaman, kantor: Instansi) -> None:
    halaman.buka("/masuk/")
    for _ in range(5):
        halaman.page.fill("[name=username]", "staf")
        halaman.page.fill("[name=password]", "salah")
        halaman.page.click("button[type=submit]")
    assert "ditahan sementara" in halaman.page.inner_text("h1")
    potret(halaman, "terkunci")
    assert halaman.pelanggaran_axe() == []


@pytest.mark.parametrize("layar", ["halaman", "halaman_ponsel"])
def test_change_password_with_one_time_password(
    request: pytest.FixtureRequest, kantor: Instansi, layar: str
) -> None:
    h: Halaman = request.getfixturevalue(layar)
    Pengguna.objects.filter(username="staf").update(wajib_ganti_sandi=True)
    h.masuk("staf").buka("/bakesbang/2024/contoh/")
    assert h.page.url.endswith("/sandi/")
    potret(h, f"sandi-{layar}")
    assert h.pelanggaran_axe() == []
    assert not h.bergeser_ke_samping()


def test_drawers_open_without_script_and_close_with_escape(halaman: Halaman, kantor: Instansi) -> None:
    halaman.masuk("penyusun").buka("/bakesbang/2024/contoh/")
    halaman.page.keyboard.press("/")
    assert halaman.page.evaluate("document.activeElement.id") == "cari-meja"
    potret(halaman, "laci-cari")
    halaman.page.keyboard.press("Escape")
    assert halaman.page.locator("details.laci[open]").count() == 0
    halaman.page.click("summary.akun")
    assert halaman.page.is_visible("text=Ganti kata sandi")
    halaman.page.click("h1")
    assert halaman.page.locator("details.laci[open]").count() == 0


def test_phone_menu_holds_menu_search_and_years(halaman_ponsel: Halaman, kantor: Instansi) -> None:
    halaman_ponsel.masuk("penyusun").buka("/bakesbang/2024/contoh/")
    halaman_ponsel.page.tap(".menu-hp > summary")
    assert halaman_ponsel.page.is_visible("#cari-ponsel")
    assert halaman_ponsel.page.is_visible(".menu-hp >> text=Tahun 2021")
    potret(halaman_ponsel, "menu-ponsel")
    assert halaman_ponsel.pelanggaran_axe() == []


def test_top_bar_with_the_longest_menu_keeps_one_row_at_1366_px(halaman: Halaman, kantor: Instansi) -> None:
    """1349 px is what a scroll bar leaves of 1366."""
    halaman.page.set_viewport_size({"width": 1349, "height": 768})
    for username in ("penyusun", "admin", "kabid"):
        halaman.masuk(username).buka("/bakesbang/2024/contoh/")
        assert halaman.page.locator(".topbar").bounding_box()["height"] < 64, username


def test_skip_link_comes_first_and_reaches_the_content(halaman: Halaman, kantor: Instansi) -> None:
    halaman.masuk("penyusun").buka("/bakesbang/2024/contoh/")
    halaman.page.keyboard.press("Tab")
    assert halaman.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    halaman.page.keyboard.press("Enter")
    assert halaman.page.evaluate("document.activeElement.id") == "isi"


@override_settings(DEBUG=False)
@pytest.mark.parametrize("ukuran", ["halaman", "halaman_ponsel"])
def test_touch_targets_are_44_px_on_a_phone(
    request: pytest.FixtureRequest, kantor: Instansi, ukuran: str
) -> None:
    h: Halaman = request.getfixturevalue(ukuran)
    h.masuk("penyusun").buka("/bakesbang/2024/contoh/")
    tinggi = h.page.eval_on_selector_all(".btn", "b => b.map(e => e.offsetHeight).filter(t => t > 0)")
    assert min(tinggi) >= (44 if ukuran == "halaman_ponsel" else 32)
