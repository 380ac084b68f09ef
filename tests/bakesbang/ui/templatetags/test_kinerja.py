"""Tags and filters as a template sees them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory, override_settings

from bakesbang.calculation.values.value import read_value
from bakesbang.kinerja.pilihan import StatusKetetapan, StatusRealisasi, StatusVersi
from bakesbang.ui.templatetags import kinerja


def gambar(templat: str, **isi: Any) -> str:
    return engines["django"].from_string(templat).render(isi, isi.pop("request", None))


@pytest.mark.parametrize(
    ("templat", "isi", "harap"),
    [
        ("{{ x|tw }}", 2, '<span class="tw">TW II</span>'),
        ("{{ x|tw }}", "Batas TW IV <b>", 'Batas <span class="tw">TW IV</span> &lt;b&gt;'),
        ("{{ x|tw }}", "TW Vega", "TW Vega"),
        ("{{ x|romawi }}", 5, "V"),
        ("{{ x|romawi }}", 1994, "MCMXCIV"),
        ("{{ x|angka }}", Decimal("1234.505"), "1.234,51"),
        ("{{ x|angka:0 }}", Decimal("2.5"), "3"),
        ("{{ x|persen }}", Decimal("85.714"), "85,71%"),
        ("{{ x|persen }}", Decimal(100), "100%"),
        ("{{ x|tanggal }}", date(2024, 7, 12), "Jumat, 12 Juli 2024"),
        ("{{ x|tanggal:'tanpa-hari' }}", date(2024, 8, 1), "1 Agustus 2024"),
        ("{{ x|tanggal:'tanpa-tahun' }}", date(2024, 7, 9), "Selasa, 9 Juli"),
        ("{{ x|tanggal:'singkat' }}", date(2024, 10, 1), "1 Oktober"),
        ("{{ x|tanggal }}", None, ""),
        ("{{ x|pukul }}", time(9, 5), "pukul 09.05"),
        ("{{ x|pukul }}", None, ""),
        ("{{ x|waktu }}", datetime(2024, 7, 12, 7, 20, tzinfo=UTC), "12 Juli 2024 pukul 14.20"),
        ("{{ x|waktu }}", None, ""),
        ("{{ x|inisial }}", "Dimas Kurniawan", "DK"),
        ("{{ x|inisial }}", "Drs. H. Bambang Eko Susilo, M.Si", "BS"),
        ("{{ x|inisial }}", "Wahyu", "W"),
    ],
)
def test_words_numbers_and_dates_are_written_the_indonesian_way(templat: str, isi: Any, harap: str) -> None:
    assert gambar(templat, x=isi) == harap


@pytest.mark.parametrize("angka", [0, -1, 4000])
def test_a_number_without_a_roman_form_is_refused(angka: int) -> None:
    with pytest.raises(ValueError, match="Romawi"):
        kinerja.romawi(angka)


def test_strip_blank_zero_and_not_applicable_never_look_the_same() -> None:
    tampilan = {t: gambar("{{ x|nilai }}", x=read_value(t)) for t in ("-", "", "0", "N/A")}
    assert len(set(tampilan.values())) == 4
    assert "kosong" in tampilan[""]
    assert tampilan["0"] == "0"
    assert gambar("{{ x|nilai }}", x=None) == tampilan[""]
    assert gambar("{{ x|nilai }}", x=read_value("<b>lebat</b>")) == "&lt;b&gt;lebat&lt;/b&gt;"


def test_icon_is_inline_hidden_from_screen_readers_and_free_of_style() -> None:
    svg = gambar("{% ikon 'printer' 'besar' %}")
    assert svg.startswith(
        '<svg class="ikon besar" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path'
    )
    assert "style" not in svg
    with pytest.raises(TemplateSyntaxError, match="tidak-ada"):
        gambar("{% ikon 'tidak-ada' %}")


@pytest.mark.parametrize("status", [*StatusRealisasi, *StatusKetetapan, *StatusVersi, *kinerja.STATUS])
def test_every_status_has_icon_and_word(status: str) -> None:
    html = gambar("{% lencana x %}", x=status)
    assert "<svg" in html
    assert kinerja.STATUS[str(status)].kata in html


def test_a_status_may_say_more_and_is_escaped() -> None:
    assert "Terlambat 3 hari" in gambar("{% lencana 'terlambat' 'Terlambat 3 hari' %}")
    assert "<i>" not in gambar("{% lencana 'draf' x %}", x="<i>")


@pytest.mark.parametrize(
    ("kata", "tingkat", "nyala"),
    [("Sangat Tinggi", None, 5), ("Sangat Rendah", None, 1), ("Memuaskan", 4, 4), ("Belum lengkap", None, 0)],
)
def test_predikat_shows_as_many_bars_as_its_step(kata: str, tingkat: int | None, nyala: int) -> None:
    html = gambar("{% predikat kata tingkat %}", kata=kata, tingkat=tingkat)
    assert html.count('class="on"') == nyala
    assert kata in html


def test_trend_names_its_points_and_writes_coordinates_with_a_point() -> None:
    html = gambar(
        "{% tren titik judul='Realisasi' target=target %}",
        titik=[("TW I", None, "Nihil"), ("TW II", Decimal("50.5"), "50,5%")],
        target=Decimal(60),
    )
    assert 'aria-label="Realisasi: TW I Nihil; TW II 50,5%"' in html
    assert 'class="target"' in html
    assert 'cx="356.5"' in html


def test_address_takes_agency_and_year_from_the_page_unless_told_otherwise() -> None:
    konteks = SimpleNamespace(instansi=SimpleNamespace(kode="bakesbang"), tahun=2024)
    halaman = {"request": SimpleNamespace(konteks=konteks)}
    with override_settings(ROOT_URLCONF="tests.gaya.urls"):
        assert kinerja.alamat(halaman, "iku:daftar") == "/bakesbang/2024/iku/daftar/"
        assert kinerja.alamat(halaman, "iku:daftar", tahun=2021) == "/bakesbang/2021/iku/daftar/"
        assert kinerja.alamat({"request": SimpleNamespace()}, "akun:masuk") == "/masuk/"


def test_pager_keeps_the_other_parameters_and_vanishes_for_one_page() -> None:
    request = RequestFactory().get("/?q=ormas&page=7")
    templat = "{% include 'komponen/paginasi.html' %}"
    html = gambar(templat, hal=Paginator(range(480), 20).page(7), request=request)
    assert "121–140 dari 480" in html
    assert 'href="?q=ormas&amp;page=8" rel="next"' in html
    assert gambar(templat, hal=Paginator(range(5), 20).page(1), request=request).strip() == ""


def test_kept_text_can_be_used_twice() -> None:
    assert gambar("{% tampung as x %}Rencana <b>Aksi</b>{% endtampung %}{{ x|striptags }}/{{ x }}") == (
        "Rencana Aksi/Rencana <b>Aksi</b>"
    )
