import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from bakesbang.settings import env_bool, env_daftar
from tests.proses import jalankan


@pytest.mark.basisdata
def test_database_url_chooses_the_database(db):
    alamat = os.environ.get("DATABASE_URL", "sqlite:")
    assert connection.vendor == ("postgresql" if alamat.startswith("postgres") else "sqlite")


@pytest.mark.parametrize(
    ("teks", "nilai"), [("1", True), ("ya", True), ("TRUE", True), ("0", False), ("tidak", False)]
)
def test_a_switch_reads_indonesian_and_english(monkeypatch, teks, nilai):
    monkeypatch.setenv("BAKESBANG_COBA", teks)
    assert env_bool("BAKESBANG_COBA", not nilai) is nilai


def test_a_switch_with_nonsense_stops_the_start(monkeypatch):
    monkeypatch.setenv("BAKESBANG_COBA", "mungkin")
    with pytest.raises(ImproperlyConfigured, match="BAKESBANG_COBA"):
        env_bool("BAKESBANG_COBA", True)


def test_a_list_is_written_with_commas(monkeypatch):
    monkeypatch.setenv("BAKESBANG_COBA", "a.id, b.id,")
    assert env_daftar("BAKESBANG_COBA") == ["a.id", "b.id"]


BACA_KUNCI = ("-c", "from bakesbang import settings as s; print(s.SECRET_KEY)")


def test_real_mode_never_starts_without_its_own_secret(tmp_path):
    hasil = jalankan(*BACA_KUNCI, data=tmp_path, BAKESBANG_MODE="nyata")
    assert hasil.returncode != 0
    assert "kunci rahasia" in hasil.stderr


def test_the_secret_is_read_from_the_file_that_jalankan_makes(tmp_path):
    (tmp_path / "kunci_rahasia").write_text("rahasia-sendiri\n")
    assert jalankan(*BACA_KUNCI, data=tmp_path, BAKESBANG_MODE="nyata").stdout.strip() == "rahasia-sendiri"


@pytest.mark.parametrize(
    ("lingkungan", "kata"),
    [
        ({"BAKESBANG_MODE": "coba"}, "BAKESBANG_MODE"),
        ({"BAKESBANG_MODE": "nyata", "BAKESBANG_DEBUG": "1"}, "DEBUG"),
    ],
)
def test_nonsense_stops_the_start(tmp_path, lingkungan, kata):
    hasil = jalankan(*BACA_KUNCI, data=tmp_path, **lingkungan)
    assert hasil.returncode != 0
    assert kata in hasil.stderr


@pytest.mark.parametrize(
    "outside",
    [
        {"BAKESBANG_HOSTS": "kinerja.contoh.go.id"},
        {"BAKESBANG_BIND": "0.0.0.0"},
        {"BAKESBANG_HTTPS": "1"},
        {"BAKESBANG_ORIGINS": "https://kinerja.contoh.go.id"},
    ],
)
def test_the_demonstration_opens_to_other_machines_only_when_somebody_says_so(tmp_path, outside):
    refused = jalankan(*BACA_KUNCI, data=tmp_path, **outside)
    assert refused.returncode != 0
    assert "hanya untuk komputer ini" in refused.stderr
    assert jalankan(*BACA_KUNCI, data=tmp_path, BAKESBANG_PERAGAAN_TERBUKA="1", **outside).returncode == 0
