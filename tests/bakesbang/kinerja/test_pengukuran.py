from decimal import Decimal

import pytest

from bakesbang.calculation.result import ReasonCode
from bakesbang.kinerja import tindakan
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.models import Indikator, KebijakanCapaian, NilaiVariabel, Realisasi
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.organisasi.models import TahunKerja

pytestmark = pytest.mark.basisdata


@pytest.fixture
def ukuran_2021(peragaan):
    return list(muat_ukuran(peragaan.instansi, 2021).values())


def persen(hasil) -> list[str]:
    return [
        str(h.number.quantize(Decimal("0.01"))) if h.number is not None else h.reason.code.value
        for h in hasil
    ]


def test_events_add_up_over_the_year(ukuran_2021):
    assert persen(t.hasil for t in ukuran_2021[0].triwulan) == ["66.67", "83.33", "75.00", "81.82"]


def test_stocks_take_their_last_value(ukuran_2021):
    assert persen(t.hasil for t in ukuran_2021[1].triwulan) == ["70.00", "80.00", "82.26", "87.10"]


def test_nothing_over_nothing_is_nihil_and_later_quarters_count_it(ukuran_2021):
    assert persen(t.hasil for t in ukuran_2021[2].triwulan) == ["nihil", "50.00", "100.00", "100.00"]


def test_without_a_target_the_realization_is_computed_and_not_judged(ukuran_2021):
    tw = ukuran_2021[0].tw(4)
    assert tw.hasil.number is not None
    assert tw.capaian.reason.code == ReasonCode.NOT_JUDGED


def test_reports_count_approved_rows_only(peragaan):
    ss2 = Realisasi.objects.get(indikator__tahun=2024).indikator_id
    disetujui = muat_ukuran(peragaan.instansi, 2024, indikator_ids=[ss2])[ss2]
    semua = muat_ukuran(peragaan.instansi, 2024, indikator_ids=[ss2], hanya_disetujui=False)[ss2]
    assert disetujui.tw(1).capaian_tahun.percent is None
    assert semua.tw(1).capaian_tahun.percent == 100


def test_queries_do_not_grow_with_indicators(peragaan, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        satu = muat_ukuran(peragaan.instansi, 2021)
    with django_assert_max_num_queries(10):
        banyak = muat_ukuran(peragaan.instansi, 2024)
    assert len(banyak) > 5 * len(satu)


def test_the_bound_of_the_policy_is_applied_and_the_raw_value_kept(peragaan):
    KebijakanCapaian.objects.create(instansi=peragaan.instansi, tahun=2021, batas_atas=100)
    k = Indikator.objects.filter(tahun=2021).first().ketetapan.get()
    k.target_triwulan.create(triwulan=4, teks="50%", keadaan="angka", angka=50, satuan="%")
    tw = muat_ukuran(peragaan.instansi, 2021, indikator_ids=[k.indikator_id])[k.indikator_id].tw(4)
    assert tw.capaian.percent == 100
    assert tw.capaian.raw_percent > 160


# ── composites and last year ──
@pytest.fixture
def pabrik(peragaan):
    """Makes indicators of 2022 with a formula; 2021 and 2022 are filled in the demonstration."""

    def buat(rumus: str, *variabel: VariabelBaru, asal: Indikator | None = None, tahun: int = 2022):
        TahunKerja.objects.get_or_create(instansi=peragaan.instansi, tahun=tahun)
        baru = IndikatorBaru(f"Indikator {rumus}", rumus=rumus, variabel=variabel, agregasi="rasio")
        return tindakan.buat_indikator(
            baru=baru, instansi=peragaan.instansi, tahun=tahun, dokumen="iku", oleh=None, asal=asal
        )

    return buat


def test_a_composite_takes_the_results_of_others(peragaan, pabrik):
    iku = list(Indikator.objects.filter(tahun=2021).order_by("pk"))
    gabungan = pabrik(
        "([a] + [b]) / 2",
        VariabelBaru("a", "a", hasil_dari_id=iku[0].pk),
        VariabelBaru("b", "b", hasil_dari_id=iku[1].pk),
        tahun=2021,
    )
    tw = muat_ukuran(peragaan.instansi, 2021, indikator_ids=[gabungan.indikator_id])[
        gabungan.indikator_id
    ].tw(4)
    assert tw.hasil.number.quantize(Decimal("0.0001")) == Decimal("84.4575")
    assert "Hasil dari" in tw.masukan[0].asal


def test_last_years_value_comes_through_asal_like_against_like(peragaan, pabrik):
    lama = Indikator.objects.filter(tahun=2021).order_by("pk").first()
    k = pabrik("[ada; tahun lalu]", VariabelBaru("ada", "Konflik ada"))
    Indikator.objects.filter(pk=k.indikator_id).update(asal=None)
    Indikator.objects.filter(asal=lama).update(asal=None)
    Indikator.objects.filter(pk=k.indikator_id).update(asal=lama)
    hasil = muat_ukuran(peragaan.instansi, 2022, indikator_ids=[k.indikator_id])[k.indikator_id]
    assert [t.hasil.number for t in hasil.triwulan] == [3, 6, 8, 11]


def test_a_typed_value_of_last_year_wins(peragaan, pabrik):
    k = pabrik("[ada; tahun lalu]", VariabelBaru("ada", "Konflik ada"))
    baris = Realisasi.objects.create(indikator=k.indikator, ketetapan=k, triwulan=1)
    masukan = NilaiVariabel(realisasi=baris, kode="ada", tahun_lalu=True)
    masukan.isi("40")
    masukan.save()
    tw = muat_ukuran(peragaan.instansi, 2022, indikator_ids=[k.indikator_id], hanya_disetujui=False)[
        k.indikator_id
    ].tw(1)
    assert tw.hasil.number == 40


def test_a_missing_input_is_named(peragaan, pabrik):
    k = pabrik(
        "[selesai] / [ada] × 100%",
        VariabelBaru("selesai", "Konflik selesai"),
        VariabelBaru("ada", "Konflik ada"),
    )
    hasil = muat_ukuran(peragaan.instansi, 2022, indikator_ids=[k.indikator_id])[k.indikator_id].tw(2).hasil
    assert hasil.reason.code == ReasonCode.INCOMPLETE
    assert "Konflik selesai" in str(hasil.reason)


# ── quarters of the source ──
def test_milestones_have_their_own_capaian_and_stay_out_of_the_year(peragaan):
    baru = IndikatorBaru(
        "Jumlah data",
        agregasi="posisi_akhir",
        tahunan=TargetBaru("18 data"),
        triwulan={
            1: TargetBaru("1 kegiatan", jenis="tahapan"),
            2: TargetBaru("-"),
            3: TargetBaru(""),
            4: TargetBaru("18 data"),
        },
    )
    k = tindakan.buat_indikator(
        baru=baru, instansi=peragaan.instansi, tahun=2022, dokumen="rencana-aksi", oleh=None
    )
    for triwulan, teks in ((1, "1"), (4, "9 data")):
        baris = Realisasi(indikator=k.indikator, ketetapan=k, triwulan=triwulan)
        baris.isi(teks)
        baris.save()
    u = muat_ukuran(peragaan.instansi, 2022, indikator_ids=[k.indikator_id], hanya_disetujui=False)[
        k.indikator_id
    ]
    assert u.tw(1).capaian.percent == 100
    assert u.tw(1).capaian_tahun.percent is None
    assert "tidak direncanakan" in str(u.tw(2).capaian.reason)
    assert "target belum ditetapkan" in str(u.tw(3).capaian.reason)
    assert (u.tw(4).capaian.percent, u.tw(4).capaian_tahun.percent) == (50, 50)
