from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from bakesbang.beranda.management.commands.siapkan import kumpulkan_bila_berubah
from bakesbang.organisasi.models import Instansi
from tests.proses import jalankan


@pytest.fixture
def statis(settings, tmp_path):
    """One own static file and an empty place for the collected ones."""
    sumber = tmp_path / "sumber"
    sumber.mkdir()
    (sumber / "a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [sumber]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "terkumpul"
    finders.get_finder.cache_clear()
    yield sumber
    finders.get_finder.cache_clear()


def siapkan() -> str:
    keluaran = StringIO()
    call_command("siapkan", stdout=keluaran)
    return keluaran.getvalue()


def test_static_files_are_collected_once(statis, settings):
    assert kumpulkan_bila_berubah() is True
    assert (settings.STATIC_ROOT / "a.css").read_text() == "a{}"
    assert kumpulkan_bila_berubah() is False


def test_a_changed_static_file_is_collected_again(statis, settings):
    kumpulkan_bila_berubah()
    (statis / "a.css").write_text("b{color:red}")
    assert kumpulkan_bila_berubah() is True
    assert (settings.STATIC_ROOT / "a.css").read_text() == "b{color:red}"


def test_real_mode_loads_nothing_and_says_how_to_make_the_first_admin(statis, settings, db):
    settings.NYATA = True
    assert "buat_admin" in siapkan()
    assert not Instansi.objects.exists()


def test_real_mode_with_a_person_has_nothing_to_say(statis, settings, db):
    settings.NYATA = True
    get_user_model().objects.create(username="asli", nama="Asli", is_superuser=True)
    assert "buat_admin" not in siapkan()


def test_real_mode_stops_with_a_sentence_on_demonstration_accounts(statis, settings, db):
    settings.NYATA = True
    get_user_model().objects.create(username="coba", nama="Coba", is_superuser=True, peragaan=True)
    with pytest.raises(CommandError, match="Mode nyata tidak dimulai"):
        siapkan()


def test_demonstration_fills_an_empty_database_once(statis, db):
    assert "penyusun" in siapkan()
    akun = set(get_user_model().objects.values_list("username", flat=True))
    keluaran = siapkan()
    assert "Memuat" not in keluaran
    assert "penyusun" in keluaran
    assert set(get_user_model().objects.values_list("username", flat=True)) == akun


def test_a_fresh_data_folder_is_made_ready_in_one_go(tmp_path):
    (tmp_path / "kunci_rahasia").write_text("rahasia-sendiri")
    hasil = jalankan("manage.py", "siapkan", data=tmp_path, BAKESBANG_MODE="nyata")
    assert hasil.returncode == 0, hasil.stderr
    assert "Menyiapkan basis data" in hasil.stdout
    assert "buat_admin" in hasil.stdout
    assert (tmp_path / "statis" / "staticfiles.json").exists()
