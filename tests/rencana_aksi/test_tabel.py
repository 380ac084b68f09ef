"""rencana_aksi/tabel.py: columns from the levels in use; cells as on paper."""

import uuid
from decimal import Decimal

import pytest

from bakesbang.paper.document import GABUNG, NilaiData
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.pohon import ButirIndikator, Ketetapan, SelTarget, Simpul, muat
from rencana_aksi.tabel import KOLOM_DATA, lembar_data, rancang, tabel
from tests.rencana_aksi import sumber


def target(triwulan, teks="1 kegiatan", keadaan="angka", **lain):
    return SelTarget(triwulan, teks, keadaan, **lain)


def butir(uraian="Indikator", *, tahunan=None, triwulan=(), jawab=""):
    ketetapan = Ketetapan(
        id=1, indikator_id=7, uraian=uraian, satuan="", polaritas="maksimal", agregasi="", frekuensi="triwulanan", status="draf",
        usulan=frozenset(), tahunan=tahunan, triwulan=tuple(triwulan), penanggung_jawab=(),
    )  # fmt: skip
    return ButirIndikator(1, uuid.UUID(int=1), jawab, ketetapan)


def simpul(jenjang, uraian, indikator=(), anak=()):
    return Simpul(jenjang, uuid.UUID(int=jenjang), jenjang, uraian, "", "", tuple(indikator), tuple(anak))


EMPAT = [target(n) for n in range(1, 5)]


def judul(pohon):
    return [k.judul for k in tabel(pohon).kolom]


def isi(t, teks):
    return [s for s in t.sel if s.isi.penuh == teks]


@pytest.fixture
def sumber_2024(peragaan):
    return muat(VersiRencanaAksi.objects.get(rencana__tahun=2024))


def test_source_gives_its_twelve_columns_verbatim(sumber_2024):
    assert tuple(judul(sumber_2024)) == sumber.butir()[:12]


def test_source_gives_thirty_six_lines_and_its_merged_cells(sumber_2024):
    t = tabel(sumber_2024)
    assert len(t.baris) == 36
    tinggi = {s.isi.penuh: s.tinggi for s in t.sel if s.tinggi > 1 and s.isi.penuh}
    assert tinggi["Meningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan"] == 16
    assert tinggi["Terciptanya ketentraman antarsuku, agama, ras dan golongan"] == 20
    assert tinggi["Terawasinya potensi-potensi konflik SARA"] == 8
    assert tinggi["Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional"] == 20
    assert tinggi["Kabid politik dalam negeri dan ormas"] == 4


def test_lower_half_beside_two_kegiatan_is_merged_and_empty(sumber_2024):
    t = tabel(sumber_2024)
    kosong = [(t.kolom[s.kolom].judul, s.baris, s.tinggi) for s in t.sel if s.isi is GABUNG]
    assert kosong == [(j, b, 4) for b in (8, 24, 32) for j in ("target", "penjelasan kinerja")]


def test_quarter_cells_are_those_of_the_source_in_its_order(sumber_2024):
    sel = [s.isi.penuh for s in tabel(sumber_2024).sel if sumber.SEL_TW.fullmatch(s.isi.penuh)]
    assert sel == sumber.sel_tw()
    assert len(sel) == 60


def test_two_levels_need_eight_columns():
    pohon = [simpul(1, "SS", [butir(tahunan=target(0))], [simpul(2, "SP", [butir(triwulan=EMPAT)])])]
    assert judul(pohon) == [
        "Sasaran strategis", "indikator kinerja", "target", "sasaran program", "indikator", "target", "Penjelasan kinerja", "Penanggung Jawab",
    ]  # fmt: skip


def test_one_level_with_quarters_and_a_year_shows_both_targets():
    pohon = [simpul(1, "SS", [butir(tahunan=target(0, "18 data"), triwulan=EMPAT, jawab="Kabid")])]
    assert judul(pohon) == [
        "Sasaran strategis", "indikator kinerja", "target tahun", "target", "Penjelasan kinerja", "Penanggung Jawab",
    ]  # fmt: skip
    assert isi(tabel(pohon), "18 data")[0].tinggi == 4


def test_four_levels_name_the_fourth():
    empat = simpul(4, "SSK", [butir(triwulan=EMPAT)])
    pohon = [
        simpul(
            1,
            "SS",
            [butir(tahunan=target(0))],
            [simpul(2, "SP", [butir()], [simpul(3, "SK", [butir()], [empat])])],
        )
    ]
    assert "sasaran subkegiatan" in judul(pohon)
    assert judul(pohon).count("Penanggung Jawab") == 1


def test_several_indicators_of_one_sasaran_stand_below_each_other():
    pohon = [
        simpul(1, "SS", [butir("Satu", triwulan=EMPAT, jawab="A"), butir("Dua", triwulan=EMPAT, jawab="B")])
    ]
    t = tabel(pohon)
    assert len(t.baris) == 8
    assert [(s.baris, s.tinggi) for s in (*isi(t, "SS"), *isi(t, "Satu"), *isi(t, "Dua"), *isi(t, "B"))] == [
        (0, 8),
        (0, 4),
        (4, 4),
        (4, 4),
    ]


def test_blank_office_merges_with_the_one_above():
    pohon = [simpul(1, "SS", [butir("Satu", triwulan=EMPAT, jawab="A"), butir("Dua", triwulan=EMPAT)])]
    assert isi(tabel(pohon), "A")[0].tinggi == 8


def test_office_printed_above_the_deepest_level_gets_its_own_column():
    pohon = [
        simpul(
            1,
            "SS",
            [butir(tahunan=target(0), jawab="Kaban")],
            [simpul(2, "SP", [butir(triwulan=EMPAT, jawab="Kabid")])],
        )
    ]
    assert judul(pohon).count("Penanggung Jawab") == 2
    assert isi(tabel(pohon), "Kaban")
    assert isi(tabel(pohon), "Kabid")


def test_sasaran_that_ends_above_the_deepest_level_keeps_its_office():
    dalam = simpul(
        1, "SS1", [butir(tahunan=target(0))], [simpul(2, "SP", [butir(triwulan=EMPAT, jawab="Kabid")])]
    )
    t = tabel([dalam, simpul(1, "SS2", [butir(tahunan=target(0), jawab="Sekretaris")])])
    sel = isi(t, "Sekretaris")[0]
    assert (t.kolom[sel.kolom].judul, sel.baris) == ("Penanggung Jawab", 4)


def test_indicator_without_target_leaves_the_cell_merged_and_empty():
    pohon = [simpul(1, "SS", [butir("Satu", tahunan=target(0)), butir("Dua")])]
    t = tabel(pohon)
    assert [s.isi is GABUNG for s in t.sel if t.kolom[s.kolom].judul == "target"] == [False, True]


def test_plan_without_sasaran_keeps_the_twelve_headings():
    t = tabel([])
    assert [k.judul for k in t.kolom] == list(sumber.butir()[:12])
    assert t.sel == ()
    assert "kosong" in t.hampa


def test_links_are_for_the_page_only():
    pohon = [simpul(1, "SS", [butir("Satu", tahunan=target(0))])]
    assert isi(tabel(pohon, lambda pk: f"/indikator/{pk}/"), "Satu")[0].isi.tautan == "/indikator/7/"
    assert isi(tabel(pohon), "Satu")[0].isi.tautan == ""
    assert rancang(pohon).kolom == rancang(pohon, lambda _: "").kolom


def baris_data(pohon):
    nama = [k.kunci for k in KOLOM_DATA]
    return [dict(zip(nama, b, strict=True)) for b in lembar_data(pohon).baris]


def test_data_sheet_has_a_line_per_quarter_and_year(sumber_2024):
    baris = baris_data(sumber_2024)
    assert [b["tw"] for b in baris].count("Tahun") == 2
    assert len(baris) == 62
    keadaan = [b["keadaan"] for b in baris if b["tw"] != "Tahun"]
    assert {k: keadaan.count(k) for k in set(keadaan)} == {"angka": 46, "strip": 10, "kosong": 4}


def test_data_sheet_keeps_strip_as_text_blank_as_nothing_and_zero_as_number():
    tiga = [target(1, "-", "strip"), target(2, "", "kosong"), target(3, "0", "angka", angka=Decimal(0))]
    baris = baris_data([simpul(1, "SS", [butir(triwulan=tiga)])])
    assert [(b["teks"], b["angka"]) for b in baris] == [
        ("-", None),
        (None, None),
        ("0", NilaiData(Decimal(0))),
    ]


def test_data_sheet_marks_percentages_and_decimals():
    persen = target(1, "12,5%", angka=Decimal("12.5"), satuan="%")
    (baris,) = baris_data([simpul(1, "SS", [butir(triwulan=[persen])])])
    assert baris["angka"] == NilaiData(Decimal("12.5"), desimal=1, persen=True)


def test_data_sheet_names_a_sasaran_without_indicator_and_its_parent():
    baris = baris_data([simpul(1, "SS", [], [simpul(2, "SP", [butir()])])])
    assert [(b["sasaran"], b["kunci_induk"], b["kunci"], b["tw"]) for b in baris] == [
        ("SS", None, None, None),
        ("SP", str(uuid.UUID(int=1)), str(uuid.UUID(int=1)), None),
    ]
