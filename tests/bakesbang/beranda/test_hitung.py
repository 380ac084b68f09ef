"""``manage.py hitung``: a planner tries a formula or a capaian without saving anything."""

import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from bakesbang.beranda.management.commands.hitung import Command


def hitung(*argumen: str, **opsi: object) -> str:
    keluaran = StringIO()
    call_command("hitung", *argumen, stdout=keluaran, **opsi)
    return keluaran.getvalue()


def gagal(*argumen: str, **opsi: object) -> str:
    galat, keluaran = StringIO(), StringIO()
    with pytest.raises(SystemExit) as keluar:
        call_command("hitung", *argumen, stdout=keluaran, stderr=galat, **opsi)
    assert keluar.value.code == 1
    return galat.getvalue()


def test_it_prints_result_and_working():
    assert hitung("[selesai] / [ada] × 100%", "selesai=6", "ada=8") == (
        "Rumus       : selesai / ada × 100%\nHitungan    : 6 ÷ 8 × 100% = 75%\nHasil       : 75%\n"
    )


def test_the_result_shows_all_digits():
    assert "Hasil       : 85,71428571428571428571428571%" in hitung("a / b × 100%", "a=6", "b=7")


def test_names_and_values_are_written_as_people_write_them():
    keluaran = hitung("Jumlah A / [B = b; tahun lalu] x 100", "jumlah a=12,5", "B = b; tahun lalu=50%")
    assert keluaran.endswith("Hasil       : 25\n")


def test_a_doubtful_number_is_echoed():
    keluaran = hitung("a × 2", "a=1.500")
    assert "Catatan     : a: Dibaca 1.500 (seribu lima ratus)" in keluaran
    assert "Hasil       : 3.000" in keluaran


def test_what_was_left_aside_is_told():
    assert "Catatan     : Tidak ikut dihitung: “Tipologi data: Komulatif”." in hitung(
        "a / b\nTipologi data: Komulatif"
    )


@pytest.mark.parametrize("isian", ["ada=", "ada=-", "ada=N/A"])
def test_a_blank_value_is_missing_and_not_zero(isian):
    assert "Tanpa hasil : Belum lengkap: ada belum diisi" in hitung("selesai / ada", "selesai=6", isian)


def test_zero_over_zero_follows_the_policy():
    assert "Tanpa hasil : Nihil" in hitung("a / b × 100%", "a=0", "b=0")
    assert "Hasil       : 100%" in hitung("a / b × 100%", "a=0", "b=0", nihil="NIHIL_100")


@pytest.mark.parametrize(
    ("argumen", "opsi", "pesan"),
    [
        (("a +* b",), {}, "a +* b\n   ^\nKolom 4: Sebelum tanda “*” harus ada angka atau nama data.\n"),
        ((), {}, "Kolom 1: Rumus masih kosong."),
        (("a", "b"), {}, "“b” tidak terbaca. Tulis nama=nilai, misalnya selesai=6."),
        (("a", "b=1"), {}, "Data “b” tidak ada dalam rumus. Yang ada: a."),
        (("1", "b=1"), {}, "Yang ada: -."),
        (("a", "a=1", "A=2"), {}, "Data “A” diberikan dua kali."),
        (("a", "a=banyak"), {}, "Nilai a “banyak” bukan satu angka."),
        (("a", "a=80-90"), {}, "Nilai a “80-90” bukan satu angka."),
        (("a",), {"nihil": "NIHIL_50"}, "Arti 0/0 “NIHIL_50” tidak dikenal."),
    ],
)
def test_an_error_goes_to_stderr_with_exit_code_1(argumen, opsi, pesan):
    assert pesan in gagal(*argumen, **opsi)


def test_capaian_names_its_rule_and_working():
    keluaran = hitung(capaian=True, target="10", realisasi="8", polaritas="minimal")
    assert "Aturan      : Makin rendah makin baik (rumus A)" in keluaran
    assert "Hitungan    : (2 × 10 − 8) ÷ 10 × 100% = 120%" in keluaran
    assert keluaran.endswith("Capaian     : 120%\n")


def test_capaian_follows_the_chosen_rule_and_bound():
    opsi = {"capaian": True, "target": "10", "realisasi": "8", "polaritas": "minimal"}
    assert hitung(aturan="b", **opsi).endswith("Capaian     : 125%\n")
    assert hitung(aturan="B", batas="120", **opsi).endswith("Capaian     : 120%\n")


def test_capaian_uses_the_worst_value_for_target_zero():
    keluaran = hitung(capaian=True, target="0", realisasi="4", polaritas="minimal", terburuk="10")
    assert keluaran.endswith("Capaian     : 60%\n")


def test_capaian_without_a_number_gives_its_reason():
    keluaran = hitung(capaian=True, target="0", realisasi="5")
    assert "Tanpa hasil : Tidak dinilai: target 0" in keluaran
    assert hitung(capaian=True, target="-", realisasi="5").startswith(
        "Target      : -\nRealisasi   : 5\nTanpa hasil : "
    )


@pytest.mark.parametrize(
    ("opsi", "pesan"),
    [
        ({"target": "10"}, "Dengan --capaian, isi --target dan --realisasi."),
        ({"target": "1", "realisasi": "1", "polaritas": "naik"}, "Polaritas “naik” tidak dikenal."),
        ({"target": "1", "realisasi": "1", "aturan": "C"}, "Aturan “C” tidak dikenal. Pilihannya: A, B."),
        ({"target": "1", "realisasi": "1", "batas": "130"}, "Batas capaian hanya 100, 110, 120, atau 150."),
        ({"target": "1", "realisasi": "1", "terburuk": "0"}, "Realisasi terburuk harus lebih besar dari 0."),
    ],
)
def test_a_wrong_option_is_explained(opsi, pesan):
    assert pesan in gagal(capaian=True, **opsi)


@pytest.mark.parametrize("rumus", ["-3 + a", "--3 + a", "- a", "selesai / a"])
def test_a_formula_may_begin_with_a_minus(rumus, capsys):
    Command().run_from_argv(["manage.py", "hitung", rumus, "a=5"])
    assert capsys.readouterr().out.startswith("Rumus       : ")


def test_the_command_line_itself_ends_with_1_on_an_error():
    jalan = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "hitung", "2^3^2"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert jalan.returncode == 1
    assert jalan.stdout == ""
    assert jalan.stderr.startswith("2^3^2\n   ^\nKolom 4: Pangkat beruntun")
