"""A table of our own for every kind of fault, beside the shared samples."""

import pytest

from bakesbang.importing.proposals import propose
from bakesbang.importing.tree import ReadIndikator
from bakesbang.reading.sources import read_file
from iku.importing import plan_data, understand
from tests.bakesbang.importing.judging import judge
from tests.bakesbang.importing.kinds import KINDS


@pytest.mark.parametrize("form", KINDS, ids=[form.name for form in KINDS])
def test_the_plan_of_each_kind_is_right_without_a_needless_question(form):
    verdict = judge(read_file(form.xlsx, f"{form.name}.xlsx"), form.expected, 2027)
    assert verdict.wrong == []
    assert verdict.questions == 0 or verdict.asked


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Laporan ini memuat Indikator Kinerja Utama dan capaiannya selama tahun 2027.", ""),
        ("Sesuai Indikator Kinerja Utama yang ditetapkan kepala dinas", ""),
        ("INDIKATOR KINERJA UTAMA DINAS PERIKANAN TAHUN 2027", "DINAS PERIKANAN"),
        ("PENETAPAN INDIKATOR KINERJA UTAMA DINAS PERIKANAN", "DINAS PERIKANAN"),
    ],
)
def test_prose_that_mentions_iku_is_no_title(line, name):
    text = f"{line}\nSasaran\tIndikator\tTarget\nMeningkatnya layanan\tIndeks layanan\t80"
    result = understand(read_file(text.encode(), "tempelan.txt"), tahun=2027)
    assert plan_data(result)["iku"]["nama_cetak"] == name


@pytest.mark.parametrize(
    ("uraian", "polaritas"),
    [
        ("Peringkat daerah pada lomba arsip", "minimal"),
        ("Rata-rata waktu penyelesaian izin", "minimal"),
        ("Waktu rata-rata penanganan aduan", "minimal"),
        ("Lama waktu tunggu pasien", "minimal"),
        ("Jumlah arsip tertata", "maksimal"),
        ("Persentase layanan tepat waktu", "maksimal"),
    ],
)
def test_what_is_better_when_lower_is_proposed_so(uraian, polaritas):
    assert propose(ReadIndikator(uraian, (0, 0, 0))).polaritas == polaritas
