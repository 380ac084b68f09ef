"""Text whose columns stand apart by blanks."""

from bakesbang.reading.sources import read_text

PLAN = """RENCANA AKSI TAHUN 2030

No  Sasaran                   Indikator            TW I   TW II
1   Meningkatnya layanan      Indeks kepuasan      80     85
    masyarakat                masyarakat
                              Waktu tunggu         5      4
2   Meningkatnya arsip        Persentase arsip     20%    30%
"""


def texts(text: str) -> list[list[str]]:
    return [[c.text for c in row] for row in read_text(text).grids[0].rows]


def test_columns_under_each_other_are_a_table_and_wrapped_lines_are_joined():
    assert texts(PLAN) == [
        ["No", "Sasaran", "Indikator", "TW I", "TW II"],
        ["1", "Meningkatnya layanan masyarakat", "Indeks kepuasan masyarakat", "80", "85"],
        ["", "", "Waktu tunggu", "5", "4"],
        ["2", "Meningkatnya arsip", "Persentase arsip", "20%", "30%"],
    ]
    source = read_text(PLAN)
    assert source.grids[0].before == ("RENCANA AKSI TAHUN 2030",)
    assert "jarak" in source.notes[0]


def test_prose_stays_prose():
    prose = "Laporan ini menjelaskan rencana.\nSetiap bidang  bekerja.\nSelesai pada akhir tahun.\n"
    assert not read_text(prose).notes
    assert read_text(prose).grids[0].before[0].startswith("Laporan")


def test_nothing_of_the_text_is_lost():
    lines = PLAN + "      lanjutan\nKota X, 1 Januari 2030\n"
    grid = read_text(lines).grids[0]
    kept = " ".join([*grid.before, *(c.text for row in grid.rows for c in row)])
    assert sorted(kept.split()) == sorted(lines.split())
