"""What is loaded is what the two documents say, letter for letter, and what the demonstration adds."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bakesbang.kinerja.models import (
    Indikator,
    JadwalTriwulan,
    KetetapanIndikator,
    Pemakaian,
    Realisasi,
    TargetTriwulan,
    Variabel,
)
from bakesbang.organisasi.models import Instansi, Jabatan, Pengguna
from iku.models import VersiIku
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

pytestmark = pytest.mark.basisdata


@pytest.fixture
def sumber(db):
    call_command("muat_contoh", stdout=StringIO())


def test_the_rencana_aksi_holds_what_the_source_counts(sumber):
    assert Counter(Sasaran.objects.values_list("jenjang", flat=True)) == {1: 2, 2: 6, 3: 9}
    assert KetetapanIndikator.objects.filter(indikator__tahun=2024).count() == 17
    keadaan = Counter(TargetTriwulan.objects.values_list("keadaan", flat=True))
    assert (sum(keadaan.values()), keadaan["angka"], keadaan["strip"], keadaan["kosong"]) == (60, 46, 10, 4)
    assert TargetTriwulan.objects.exclude(penjelasan="").count() == 29


def test_typos_stay_as_printed(sumber):
    semua = "\n".join(
        [
            *Sasaran.objects.values_list("uraian", flat=True),
            *KetetapanIndikator.objects.values_list("uraian", flat=True),
            *TargetTriwulan.objects.values_list("penjelasan", flat=True),
        ]
    )
    for salah_tulis in (
        "diakomidir",
        "partipasi",
        "okonflik",
        "Terjalannya",
        "antarisntansi",
        "perkecamatan",
        "Data base ormas",
    ):
        assert salah_tulis in semua


def test_both_offices_answer_for_the_five_kegiatan_of_the_second_sasaran(sumber):
    kegiatan = IndikatorSasaran.objects.filter(sasaran__jenjang=3, sasaran__induk__induk__urutan=2).order_by(
        "sasaran__induk__urutan", "sasaran__urutan"
    )
    cetak = list(kegiatan.values_list("penanggung_jawab_cetak", flat=True))
    assert cetak == ["Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional", "", "", "", ""]
    for k in kegiatan:
        assert set(k.ketetapan.penanggung_jawab.values_list("kode", flat=True)) == {
            "kabid-ideologi",
            "kabid-wasnas",
        }


def test_quarters_that_measure_a_step_are_marked_and_two_have_no_agregasi(sumber):
    assert TargetTriwulan.objects.filter(jenis="tahapan").count() == 3 * 4 + 4
    tanpa = KetetapanIndikator.objects.filter(indikator__tahun=2024, agregasi="").values_list(
        "uraian", flat=True
    )
    assert set(tanpa) == {"Jumlah laporan kejadian", "Jumlah surat keputusan yang diterbitkan"}


def test_annual_only_indicators_have_no_quarter_cells(sumber):
    strategis = KetetapanIndikator.objects.filter(di_sasaran__sasaran__jenjang=1)
    assert [(k.target_tahunan.teks, k.target_triwulan.count()) for k in strategis] == [("20%", 0), ("0", 0)]


def test_the_iku_header_and_its_formulas(sumber):
    versi = VersiIku.objects.get()
    assert (versi.misi_nomor, versi.nama_skpd, len(versi.fungsi)) == (
        "V",
        "BADAN KESATUAN BANGSA DAN POLITIK KOTA MOJOKERTO",
        7,
    )
    rumus = [i.ketetapan.rumus for i in versi.indikator.all()]
    assert rumus == [
        "[selesai] / [ada] × 100%",
        "[berpartisipasi] / [ada] × 100%",
        "[selesai] / [ada] × 100%",
    ]
    assert Variabel.objects.count() == 6


def test_both_load_as_draf_and_a_second_time_changes_nothing(sumber):
    assert {v.status for v in [*VersiRencanaAksi.objects.all(), *VersiIku.objects.all()]} == {"draf"}
    assert not Pengguna.objects.exists()
    Instansi.objects.update(nama="Diganti oleh admin")
    keluar = StringIO()
    call_command("muat_contoh", stdout=keluar)
    assert "tidak ada yang diubah" in keluar.getvalue()
    assert Instansi.objects.get().nama == "Diganti oleh admin"
    assert VersiRencanaAksi.objects.count() == VersiIku.objects.count() == 1


def test_pengisi_come_from_the_offices_and_rise_to_the_top(peragaan):
    def unit(uraian):
        indikator = KetetapanIndikator.objects.get(uraian=uraian).indikator
        return {p.unit.kode for p in indikator.baris_pengisi.all()}

    assert unit("Jumlah database ormas terdaftar dan berbadan hukum") == {"poldagri"}
    assert unit("Jumlah database ormas setiap kecamatan") == {"poldagri"}
    assert unit("Angka konflik berlatar belakang isu SARA") == {"wasnas", "ideologi"}


def test_the_demonstration_shares_one_indicator_between_both_documents(peragaan):
    ss2 = KetetapanIndikator.objects.get(uraian="Angka konflik berlatar belakang isu SARA").indikator
    assert set(Pemakaian.objects.filter(indikator=ss2).values_list("dokumen", flat=True)) == {
        "rencana-aksi",
        "iku",
    }
    assert Realisasi.objects.get(indikator=ss2).teks == "0"


def test_the_demonstration_links_its_years(peragaan):
    tahun = Indikator.objects.filter(asal__isnull=False).values_list("tahun", "asal__tahun")
    assert Counter(tahun) == {(2022, 2021): 3, (2024, 2022): 3}
    assert Realisasi.objects.filter(status="disetujui").count() == 24


def test_the_filled_years_are_locked_with_their_reports(peragaan_dikunci):
    jadwal = JadwalTriwulan.objects.filter(tahun__in=(2021, 2022))
    assert [j.terkunci for j in jadwal] == [True] * 8
    assert all({"iku/4", "iku/tahun"} & set(j.kunci.get().isi) for j in jadwal.filter(triwulan=4))
    assert not JadwalTriwulan.objects.get(tahun=2024).terkunci


def test_demonstration_accounts_cover_every_role(peragaan):
    peran = Counter(Pengguna.objects.filter(peragaan=True).values_list("peran", flat=True))
    assert peran == {"staf": 3, "kabid": 3, "admin": 1, "penyusun": 1, "pimpinan": 1, "pemeriksa": 1}
    keluar = StringIO()
    call_command("muat_contoh", akun=True, stdout=keluar)
    assert keluar.getvalue().count("Peragaan-2024") == 10


def test_real_mode_takes_no_demonstration(db, settings):
    settings.NYATA = True
    with pytest.raises(CommandError, match="tidak dimuat dalam mode nyata"):
        call_command("muat_contoh", peragaan=True)
    assert not Jabatan.objects.exists()
