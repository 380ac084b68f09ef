"""The report of the command says the plan itself; its shape is what other programs count on."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

from bakesbang.reading.sources import read_text
from rencana_aksi.importing import plan_data, understand

TABLE = (
    "Sasaran\tIndikator\tSatuan\tTarget\tTW I\tTW II\tTW III\tTW IV\tAnggaran\tHarapan\n"
    "Meningkatnya layanan\tIndeks kepuasan\tindeks\t85\t-\t80\t-\t85\t1.000.000\t99"
)
SASARAN_KEYS = {"uraian", "jenjang", "kode", "catatan", "indikator", "anggaran", "anak"}
INDIKATOR_KEYS = {
    "uraian",
    "satuan",
    "target_tahun",
    "triwulan",
    "penjelasan",
    "penanggung_jawab",
    "polaritas",
}


def test_the_plan_holds_every_text_as_it_would_be_stored():
    [sasaran] = plan_data(understand(read_text(TABLE), tahun=2030))["rencana"]
    assert set(sasaran) == SASARAN_KEYS
    assert (sasaran["uraian"], sasaran["jenjang"]) == ("Meningkatnya layanan", 1)
    [indikator] = sasaran["indikator"]
    assert set(indikator) == INDIKATOR_KEYS
    assert indikator["target_tahun"] == "85"
    assert indikator["triwulan"] == {"1": "-", "2": "80", "3": "-", "4": "85"}


def test_money_is_kept_with_its_heading():
    [sasaran] = plan_data(understand(read_text(TABLE), tahun=2030))["rencana"]
    assert sasaran["anggaran"] == [{"kolom": "Anggaran", "teks": "1.000.000"}]


def test_a_column_of_figures_without_a_place_is_said_with_its_heading():
    attention = understand(read_text(TABLE), tahun=2030).reading.attention()
    assert [a for a in attention if "“Harapan”" in a]


def test_an_implied_indikator_is_listed():
    reading = understand(
        read_text("Sasaran\tTarget\tSatuan\nTersedianya arsip\t5\tdokumen"), tahun=2030
    ).reading
    assert any("Tersedianya arsip" in a for a in reading.attention())


def test_a_plain_table_of_one_page_asks_nothing():
    result = understand(read_text(TABLE), tahun=2030)
    assert result.ledger.open_items == []


@pytest.mark.django_db
@pytest.mark.parametrize(("document", "key"), [("rencana-aksi", "rencana"), ("iku", "iku")])
def test_the_command_reports_the_plan(peragaan, tmp_path, document, key):
    file = tmp_path / "tabel.txt"
    file.write_text(TABLE, encoding="utf-8")
    out = StringIO()
    with suppress(SystemExit):
        call_command(
            "impor",
            document,
            str(file),
            tahun="2031",
            periksa=True,
            json=True,
            terima_usulan=True,
            stdout=out,
        )
    report = json.loads(out.getvalue())
    assert {"hasil", "perhatian", "catatan", "pertanyaan", "sel", "selisih", key} <= set(report)
