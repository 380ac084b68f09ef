"""The reports of the real 2024 plan against figures worked out by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bakesbang.calculation.values.value import display_percent
from bakesbang.kinerja.models import KebijakanCapaian, Pemakaian, Realisasi
from bakesbang.organisasi.models import Instansi, Pejabat
from bakesbang.paper.document import JenisBaris
from bakesbang.realisasi import tindakan_realisasi
from bakesbang.realisasi.laporan import Permintaan, dokumen, susun_laporan
from bakesbang.realisasi.tabel_capaian import kata_predikat
from rencana_aksi.models import IndikatorSasaran, Sasaran
from tests.bakesbang.realisasi import isian

WAKTU = datetime(2024, 8, 1, 3, 0, tzinfo=UTC)
RA = "rencana-aksi"


@pytest.fixture
def k(terisi):
    return isian.konteks(terisi)


def baris(k, triwulan, awal, jenis=RA, **lain):
    laporan, _ = susun_laporan(k, Permintaan(jenis, triwulan, **lain))
    return next(b for b in laporan.baris if b.tw(triwulan).ketetapan.uraian.startswith(awal)), laporan


def sel(dok, awal):
    """Texts of the printed row by column key."""
    nomor = next(s.baris for s in dok.tabel.sel if s.isi.penuh.startswith(awal))
    return {dok.tabel.kolom[s.kolom].kunci: s.isi.penuh for s in dok.tabel.sel if s.baris == nomor}


def jumlah(dok):
    """The total rows: label → texts."""
    hasil = []
    for n, b in enumerate(dok.tabel.baris):
        if b.jenis is JenisBaris.JUMLAH:
            hasil.append({dok.tabel.kolom[s.kolom].kunci: s.isi.penuh for s in dok.tabel.sel if s.baris == n})
    return hasil


# ── single rows: (TW, indicator, capaian TW, capaian of the year, predikat) ──
@pytest.mark.parametrize(
    ("triwulan", "awal", "tw", "tahun", "predikat"),
    [
        # 1 of 1 step; steps are left out of the year
        (2, "Jumlah database ormas setiap kecamatan", "100%", "Tidak dinilai", "Sangat Tinggi"),
        (4, "Jumlah database ormas setiap kecamatan", "100%", "100%", "Sangat Tinggi"),
        # 15 of 18 steps
        (2, "Jumlah database ormas terdaftar", "83,33%", "Tidak dinilai", "Tinggi"),
        # "-" in TW I
        (1, "Jumlah database ormas terdaftar", "Tidak direncanakan", "Tidak dinilai", "Tidak direncanakan"),
        # 18% of 20%; then "-" with 25% entered all the same: it is the last position, 25 of 20
        (2, "Persentase usulan perempuan", "90%", "90%", "Tinggi"),
        (3, "Persentase usulan perempuan", "Tidak direncanakan", "125%", "Tidak direncanakan"),
        (2, "Persentase keterlibatan ormas perempuan", "110%", "110%", "Sangat Tinggi"),
        # exactly 50 is Sangat Rendah
        (2, "Persentase ormas perempuan yang terdaftar", "50%", "50%", "Sangat Rendah"),
        # blank target in TW I
        (1, "Jumlah profiling data konflik", "Tidak dinilai", "Tidak dinilai", "Tidak dinilai"),
        (4, "Jumlah profiling data konflik", "50%", "50%", "Sangat Rendah"),
        # repeated, never summed
        (3, "Persentase pendaftaran ormas", "95,5%", "95,5%", "Sangat Tinggi"),
        (2, "Persentase wilayah yang dideteksi", "75%", "75%", "Sedang"),
        # 20 of 18, and no agregasi: the year is not judged
        (2, "Jumlah laporan kejadian", "111,11%", "Tidak dinilai", "Sangat Tinggi"),
        # summed: 4 of 5, 9 of 10, 18 of 18
        (2, "Jumlah koordinasi", "80%", "90%", "Tinggi"),
        (4, "Jumlah koordinasi", "100%", "100%", "Sangat Tinggi"),
        # lower is better with target 0: none yet, then one
        (2, "Angka konflik", "Dinilai tahunan", "100%", "Sangat Tinggi"),
        (3, "Angka konflik", "Dinilai tahunan", "0%", "Sangat Rendah"),
        # once a year, 18% of 20%
        (1, "Persentase ormas perempuan yang aktif", "Dinilai tahunan", "Dinilai TW IV", "Dinilai TW IV"),
        (4, "Persentase ormas perempuan yang aktif", "Dinilai tahunan", "90%", "Tinggi"),
    ],
)  # fmt: skip
def test_a_row_says_what_the_rules_give(k, triwulan, awal, tw, tahun, predikat):
    dok = dokumen(k, Permintaan(RA, triwulan), waktu=WAKTU, oleh="x")
    s = sel(dok, awal)
    assert (s["capaian"], s["capaian_th"], s["predikat"]) == (tw, tahun, predikat)


def test_averages_and_counts_of_a_quarter(k):
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    ss1, ss2, semua, dinilai = jumlah(dok)
    # 100 + 83,33 + 90 + 110 + 100 + 50 + 90 = 623,33 of 7
    assert (ss1["capaian"], ss1["predikat"]) == ("89,05%", "Tinggi")
    # 100 + 100 + 100 + 75 + 111,11 + 100 + 80 = 666,11 of 7
    assert (ss2["capaian"], ss2["predikat"]) == ("95,16%", "Sangat Tinggi")
    # 1.289,44 of 14; the year: 90 110 100 50 90 | 100 100 75 100 90 = 905 of 10
    assert (semua["capaian"], semua["capaian_th"], semua["predikat"]) == ("92,1%", "90,5%", "Sangat Tinggi")
    assert (dinilai["capaian"], dinilai["capaian_th"]) == ("14 dari 17 dinilai", "10 dari 17 dinilai")
    assert "17 indikator: 16 terisi, 16 disetujui. Capaian TW II 14 dari 17 dinilai" in dok.catatan[0]


def test_the_year_has_four_quarters_beside_each_other(k):
    s = sel(dokumen(k, Permintaan(RA, 4, setahun=True), waktu=WAKTU, oleh="x"), "Jumlah koordinasi")
    assert [s[f"t{n}"] for n in (1, 2, 3, 4)] == ["5", "5", "5", "3"]
    assert [s[f"r{n}"] for n in (1, 2, 3, 4)] == ["5", "4", "6", "3"]
    assert (s["realisasi_th"], s["capaian_th"], s["target_th"]) == ("18", "100%", "18 (s.d. TW IV)")


def test_the_year_so_far_shows_no_later_quarter(k):
    dok = dokumen(k, Permintaan(RA, 2, setahun=True), waktu=WAKTU, oleh="x")
    s = sel(dok, "Jumlah koordinasi")
    assert (s["r2"], s["r3"], s["r4"], s["realisasi_th"]) == ("4", "", "", "9")
    assert "SAMPAI DENGAN TRIWULAN II" in dok.judul[0]


@pytest.mark.parametrize(("setahun", "kolom"), [
    (False, ["No", "Sasaran", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Target tahunan",
             "Realisasi s.d. TW II", "Capaian tahunan", "Predikat", "Bukti", "Penanggung Jawab"]),
    (True, ["No", "Sasaran", "Indikator", "Satuan", "Target tahunan", *["Target", "Realisasi"] * 4,
            "Realisasi s.d. TW II", "Capaian tahunan", "Predikat", "Penanggung Jawab"]),
])  # fmt: skip
def test_columns_are_those_of_the_trade(k, setahun, kolom):
    dok = dokumen(k, Permintaan(RA, 2, setahun), waktu=WAKTU, oleh="x")
    assert [x.judul for x in dok.tabel.kolom] == kolom


def test_stories_working_and_decisions_stand_under_the_row(k):
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    nomor = next(s.baris for s in dok.tabel.sel if s.isi.penuh.startswith("Jumlah koordinasi"))
    cerita = next(s for s in dok.tabel.sel if s.baris == nomor + 1)
    assert cerita.lebar == len(dok.tabel.kolom)
    baris = cerita.isi.penuh.split("\n")
    assert baris[0] == (
        "Hitungan: capaian TW II: 4 ÷ 5 × 100% = 80%; realisasi s.d. TW II: 5 (TW I) + 4 (TW II) = 9; "
        "capaian tahun: 9 ÷ 10 × 100% = 90%."
    )
    assert "Faktor penghambat: Data ormas belum lengkap." in baris
    assert baris[-1] == (
        "Riwayat: diisi oleh Sari Dewi, 1 Juli 2024 pukul 09.00; diajukan oleh Sari Dewi, 1 Juli 2024 pukul 10.00; "
        "disetujui oleh Lestari Handayani, 2 Juli 2024 pukul 09.00."
    )


def test_a_return_is_printed_with_its_note(k):
    r = Realisasi.objects.get(ketetapan__uraian__startswith="Jumlah koordinasi", triwulan=2)
    kabid = isian.orang(r.indikator)[1]
    tindakan_realisasi.kembalikan(
        realisasi=r, catatan="Lampirkan notula.", oleh=kabid, kini=datetime(2024, 7, 3, 1, 0, tzinfo=UTC)
    )
    b, laporan = baris(k, 2, "Jumlah koordinasi")
    assert b.riwayat.endswith(
        "dikembalikan oleh Lestari Handayani dengan catatan “Lampirkan notula.”, 3 Juli 2024 pukul 08.00."
    )
    assert kata_predikat(laporan, b) == "Belum disetujui"
    assert laporan.disetujui == 15


def test_computed_indicators_print_formula_inputs_and_working(k):
    dok = dokumen(k, Permintaan("iku", 3), waktu=WAKTU, oleh="x")
    s = sel(dok, "Persentase konflik IPOLEKSOSBUD")
    # 2 + 1 + 3 solved of 2 + 2 + 3
    assert (s["realisasi"], s["capaian"]) == ("85,71% (6/7)", "Tidak dinilai")
    cerita = [x.isi.penuh for x in dok.tabel.sel if x.isi.penuh.startswith("Formula:")]
    assert (
        "Data s.d. TW III: Jml konflik IPOLEKSOSBUD yg selesai = 6 konflik; Jml konflik IPOLEKSOSBUD yang ada = 7 konflik. "
        "Hitungan: 6 ÷ 7 × 100% = 85,71%." in cerita[0]
    )


def test_nothing_occurred_is_nihil_and_explained(k):
    dok = dokumen(k, Permintaan("iku", 1), waktu=WAKTU, oleh="x")
    assert sel(dok, "Persentase konflik SARA")["realisasi_th"] == "Nihil"
    assert "Nihil: tidak ada kejadian (0/0), jadi tidak dinilai." in dok.catatan


def test_an_iku_stands_under_its_own_sasaran(k):
    b, _ = baris(k, 2, "Angka konflik", jenis="iku")
    assert b.jalur == ("Terciptanya ketentraman antarsuku, agama, ras dan golongan",)
    assert b.penanggung_jawab == "Kepala Badan"


def test_merged_penanggung_jawab_takes_the_printed_words(k):
    b, _ = baris(k, 2, "Jumlah koordinasi")
    assert b.penanggung_jawab == "Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional"


def test_an_indicator_under_two_sasaran_is_printed_twice_and_averaged_once(k):
    lama, laporan = baris(k, 2, "Jumlah koordinasi")
    rerata = laporan.rerata_tw
    asal = IndikatorSasaran.objects.get(ketetapan=lama.tw(2).ketetapan, sasaran__versi__rencana__tahun=2024)
    lain = Sasaran.objects.filter(versi=asal.sasaran.versi, jenjang=3).exclude(pk=asal.sasaran_id).first()
    IndikatorSasaran.objects.create(sasaran=lain, ketetapan=asal.ketetapan, urutan=9)
    _, kini = baris(k, 2, "Jumlah koordinasi")
    assert (len(laporan.baris), len(kini.baris), len(kini.unik)) == (17, 18, 17)
    assert kini.rerata_tw == rerata
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    assert len([s for s in dok.tabel.sel if s.isi.penuh == "Jumlah koordinasi dengan instansi terkait"]) == 2
    assert len(dok.data.baris) == 34
    assert "Indikator yang berada di bawah beberapa sasaran dihitung sekali dalam rata-rata." in dok.catatan


def test_rule_bound_and_scale_are_named(k):
    KebijakanCapaian.objects.update_or_create(instansi=k.instansi, tahun=2024, defaults={"batas_atas": 100})
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    # 110 and 111,11 are bounded: 1.289,44 - 10 - 11,11 = 1.268,33 of 14
    assert jumlah(dok)[2]["capaian"] == "90,6%"
    catatan = " ".join(dok.catatan)
    assert "Capaian dibatasi paling tinggi 100%, paling rendah 0%." in catatan
    assert (
        "Makin tinggi makin baik: R ÷ T × 100%; Makin rendah makin baik, target 0: realisasi 0 = 100%"
        in catatan
    )
    assert "di atas 90 Sangat Tinggi" in catatan
    cerita = [s.isi.penuh for s in dok.tabel.sel if "dibatasi menjadi 100%" in s.isi.penuh]
    assert len(cerita) == 2


def test_the_switch_counts_what_nobody_approved(k):
    r = Realisasi.objects.get(ketetapan__uraian__startswith="Jumlah koordinasi", triwulan=2)
    tindakan_realisasi.kembalikan(
        realisasi=r, catatan="Periksa.", oleh=isian.orang(r.indikator)[1], kini=WAKTU
    )
    tanpa = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    dengan = dokumen(k, Permintaan(RA, 2, termasuk_belum_disetujui=True), waktu=WAKTU, oleh="x")
    assert (sel(tanpa, "Jumlah koordinasi")["capaian"], sel(dengan, "Jumlah koordinasi")["capaian"]) == (
        "Belum disetujui",
        "80%",
    )
    assert "Memuat isian yang belum disetujui." in dengan.catatan


def test_signatory_heads_the_agency_that_day_and_acting_ones_are_called_so(k):
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    assert dok.tanda_tangan[0].nama == "Dra. ANITA SURYANI, M.Si"
    kepala = Pejabat.objects.get(nama="Dra. ANITA SURYANI, M.Si").jabatan
    Pejabat.objects.create(
        jabatan=kepala, nama="BUDI", status="plh", mulai=WAKTU.date(), selesai=WAKTU.date()
    )
    dok = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    assert (dok.tanda_tangan[0].nama, dok.tanda_tangan[0].jabatan) == (
        "BUDI",
        "Plh. Kepala Badan Kesatuan Bangsa dan Politik",
    )
    Pejabat.objects.all().delete()
    ttd = dokumen(k, Permintaan(RA, 2), waktu=WAKTU, oleh="x").tanda_tangan[0]
    assert (ttd.nama, ttd.jabatan) == ("", "Kepala Badan Kesatuan Bangsa dan Politik")


def test_an_agency_without_plan_has_an_empty_report(k):
    kosong = Instansi.objects.create(kode="kosong", nama="Dinas Kosong")
    dok = dokumen(isian.PageContext(k.pengguna, kosong, 2024), Permintaan(RA, 2), waktu=WAKTU, oleh="x")
    assert dok.tabel.baris == ()
    assert dok.catatan[0].startswith("0 indikator")
    assert dok.tanda_tangan[0].jabatan == "Kepala Dinas Kosong"


def test_queries_do_not_grow_with_rows(k):
    def banyak(minta):
        with CaptureQueriesContext(connection) as q:
            dokumen(k, minta, waktu=WAKTU, oleh="x")
        return len(q)

    penuh = banyak(Permintaan(RA, 2))
    assert banyak(Permintaan(RA, 4, setahun=True)) == penuh
    kegiatan = IndikatorSasaran.objects.filter(sasaran__versi__rencana__tahun=2024, sasaran__jenjang=3)
    Pemakaian.objects.filter(indikator__ketetapan__in=kegiatan.values("ketetapan")).delete()
    assert banyak(Permintaan(RA, 2)) == penuh
    assert penuh <= 32


def test_shown_average_is_the_mean_of_shown_rows_within_rounding(k):
    laporan, _ = susun_laporan(k, Permintaan(RA, 2))
    persen = [b.tw(2).capaian.percent for b in laporan.unik if b.tw(2).capaian.judged]
    assert display_percent(sum(persen, Decimal(0)) / len(persen)) == "92,1%"
