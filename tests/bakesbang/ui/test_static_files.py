"""Files of installed packages, and what collectstatic makes of the style sheets."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.core.management import call_command

from bakesbang.ui import static_files as statis
from bakesbang.ui.static_files import PAKET, BerkasPaket, PencariPaket, PenyimpananStatis


@pytest.mark.parametrize("nama", PAKET)
def test_every_package_file_is_found_under_our_name(nama: str) -> None:
    letak = finders.find(nama)
    assert letak is not None
    assert Path(letak).stat().st_size > 1000


def test_finder_offers_nothing_else() -> None:
    assert PencariPaket().find("paket/rahasia.css") == []
    assert PencariPaket().find("paket/inter/Inter.ttf", find_all=True) != []
    with pytest.raises(SuspiciousFileOperation):
        BerkasPaket().path("../settings.py")


def test_list_honours_ignore_patterns() -> None:
    assert [nama for nama, _ in PencariPaket().list(["*.ttf"])] == [n for n in PAKET if n.endswith(".css")]
    assert [nama for nama, _ in PencariPaket().list(None)] == list(PAKET)


def test_check_names_a_file_that_a_package_no_longer_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PencariPaket().check() == []
    statis.letak.cache_clear()
    monkeypatch.setitem(PAKET, "paket/hilang.css", ("bootstrap_wrapper", "../bootstrap/css/hilang.css"))
    assert [galat.id for galat in PencariPaket().check()] == ["dokumen.E001"]


def test_a_missing_package_is_named_by_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAKET, "paket/tiada.css", ("paket_yang_tidak_ada", "a.css"))
    assert "paket/tiada.css" in PencariPaket().check()[0].msg


@pytest.fixture(scope="module")
def terkumpul(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What collectstatic leaves, for our own folder and the packages (the admin's files are Django's matter)."""
    akar = tmp_path_factory.mktemp("statis")
    patch = pytest.MonkeyPatch()
    simpan = PenyimpananStatis(location=str(akar), base_url="/statis/")
    patch.setattr(staticfiles_storage, "_wrapped", simpan)
    patch.setattr("whitenoise.compress.Compressor.should_compress", lambda self, nama: nama.endswith(".js"))
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "*.ttf.map"])
    patch.undo()
    return akar


def test_imports_and_fonts_carry_hashed_names(terkumpul: Path) -> None:
    app = next((terkumpul / "css").glob("app.????????????.css")).read_text("utf-8")
    tautan = re.findall(r'url\("(.+?)"\)', app)
    assert len(tautan) > 10
    for alamat in tautan:
        assert re.search(r"\.[0-9a-f]{12}\.css$", alamat), alamat
        assert (terkumpul / "css" / alamat).resolve().is_file(), alamat
    assert "layer(bootstrap)" in app
    tokens = next((terkumpul / "css").glob("tokens.????????????.css")).read_text("utf-8")
    assert re.search(r"paket/inter/Inter\.[0-9a-f]{12}\.ttf", tokens)


def test_source_maps_are_dropped_instead_of_stopping_collectstatic(terkumpul: Path) -> None:
    for berkas in terkumpul.glob("**/*.????????????.*"):
        if berkas.suffix in (".css", ".js"):
            assert "sourceMappingURL=" not in berkas.read_text("utf-8"), berkas.name


def test_names_are_used_as_they_are_before_collectstatic_and_checked_after(
    terkumpul: Path, tmp_path: Path
) -> None:
    assert (
        PenyimpananStatis(location=str(tmp_path), base_url="/statis/").url("css/x.css") == "/statis/css/x.css"
    )
    kumpulan = PenyimpananStatis(location=str(terkumpul), base_url="/statis/")
    assert re.fullmatch(r"/statis/css/app\.[0-9a-f]{12}\.css", kumpulan.url("css/app.css"))
    with pytest.raises(ValueError, match=r"css/x\.css"):
        kumpulan.url("css/x.css")
