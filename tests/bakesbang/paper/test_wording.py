"""Words around the table, the same in PDF and workbook."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from bakesbang.paper import wording as naskah
from bakesbang.paper.dates import tanggal_panjang, waktu_panjang
from bakesbang.paper.document import TandaTangan, label_tw
from tests.bakesbang.paper.samples import KEPALA_BADAN, META, rencana_aksi


def test_labels_of_quarters_are_roman_and_normalised():
    assert [label_tw(n) for n in (1, 2, 3, 4)] == ["TW I = ", "TW II = ", "TW III = ", "TW IV = "]


def test_dates_are_written_as_in_a_letter():
    assert tanggal_panjang(date(2024, 8, 2)) == "2 Agustus 2024"


@pytest.mark.parametrize(
    ("jam", "zona"), [(7, "WIB"), (8, "WITA"), (9, "WIT"), (5.5, "UTC+05.30"), (-3, "UTC-03.00")]
)
def test_times_name_their_zone(jam, zona):
    waktu = datetime(2024, 1, 15, 9, 41, tzinfo=timezone(timedelta(hours=jam)))
    assert waktu_panjang(waktu) == f"15 Januari 2024 pukul 09.41 {zona}"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        waktu_panjang(datetime(2024, 1, 15))


@pytest.mark.parametrize(
    ("tulis", "cetak"),
    [
        ("197001011995031001", "19700101 199503 1 001"),
        ("19700101 199503 1 001", "19700101 199503 1 001"),
        ("1234", "1234"),
        ("", ""),
    ],
)
def test_a_nip_is_grouped_only_when_it_has_18_digits(tulis, cetak):
    assert naskah.nip(tulis) == cetak


def test_the_footer_says_when_who_which_version_and_whether_final():
    assert (
        naskah.kaki(rencana_aksi())
        == "Dicetak 15 Januari 2024 pukul 09.41 WIB oleh Dimas Kurniawan · Versi Murni · DRAFT"
    )
    kunci = replace(META, perihal="Dikunci", keterangan="Kunci nomor 3", sidik="ab12")
    assert naskah.kaki(rencana_aksi(meta=kunci, draf=False, versi="Perubahan I")) == (
        "Dikunci 15 Januari 2024 pukul 09.41 WIB oleh Dimas Kurniawan · Versi Perubahan I · Kunci nomor 3 · Sidik ab12 · FINAL"
    )


def test_a_signature_that_is_not_known_yet_leaves_lines_to_fill_in():
    kosong = TandaTangan("Kepala Badan", tempat="Mojokerto")
    assert naskah.tempat_tanggal(kosong) == f"Mojokerto, {naskah.GARIS_TANGGAL}"
    assert naskah.baris_pejabat(kosong) == (naskah.GARIS_NAMA, "", "NIP. ")


def test_a_known_signature_is_printed_as_frozen():
    assert naskah.tempat_tanggal(KEPALA_BADAN) == "Mojokerto, 15 Januari 2024"
    assert naskah.tempat_tanggal(replace(KEPALA_BADAN, tempat="", tanggal="awal Maret")) == "awal Maret"
    assert naskah.baris_pejabat(KEPALA_BADAN)[2] == "NIP. 19700101 199503 1 001"
    assert naskah.baris_pejabat(replace(KEPALA_BADAN, nip=""))[2] == ""


def test_two_blocks_have_their_offices_side_by_side():
    kiri = TandaTangan("Kepala Badan", pengantar="Mengetahui,", bertanggal=False)
    assert naskah.baris_atas((kiri, KEPALA_BADAN)) == [["Mengetahui,"], ["Mojokerto, 15 Januari 2024"]]
    kanan = replace(KEPALA_BADAN, pengantar="Disusun oleh,")
    assert naskah.baris_atas((kiri, kanan))[0] == ["", "Mengetahui,"]
