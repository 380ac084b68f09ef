"""The sheet of a measured indicator: words for every state, no number of its own."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.lembar import Lembar, excel_hasil
from bakesbang.kinerja.models import Indikator, Realisasi
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.kinerja.tindakan import buat_indikator


@pytest.fixture
def lembar(peragaan):
    def lembar(potongan="", tahun=2021, *, pk=None, hanya_disetujui=True):
        pk = pk or Indikator.objects.get(tahun=tahun, ketetapan__uraian__contains=potongan).pk
        return Lembar.buat(
            muat_ukuran(peragaan.instansi, tahun, indikator_ids=[pk], hanya_disetujui=hanya_disetujui)[pk]
        )

    return lembar


@pytest.fixture
def buat(peragaan):
    def buat(**isi):
        baru = IndikatorBaru("Indikator uji", **isi)
        return buat_indikator(
            baru=baru, instansi=peragaan.instansi, tahun=2021, dokumen="iku", oleh=None
        ).indikator_id

    return buat


def test_ratio_of_sums_shows_its_parts(lembar):
    satu = lembar("IPOLEKSOSBUD")
    assert [b.gabungan for b in satu.baris] == ["2/3", "5/6", "6/8", "9/11"]
    assert [b.hasil for b in satu.baris] == ["66,67%", "83,33%", "75%", "81,82%"]
    assert (satu.judul_gabungan, satu.kerja) == ("Jumlah s.d. TW", "9 ÷ 11 × 100% = 81,82%")
    assert [k.judul for k in satu.kolom] == ["Selesai", "Ada"]
    assert satu.cara == (
        "Jml konflik IPOLEKSOSBUD yg selesai dan Jml konflik IPOLEKSOSBUD yang ada dijumlahkan sejak TW I"
    )
    assert satu.nihil == ""


def test_stocks_take_the_last_value(lembar):
    satu = lembar("LSM/ORMAS/PARPOL")
    assert satu.judul_gabungan == "Keadaan terakhir"
    assert satu.cara.endswith("adalah keadaan terakhir, tidak dijumlahkan")
    assert satu.titik[-1] == ("TW IV", pytest.approx(Decimal(10800) / 124), "87,1%")


def test_nothing_to_measure_is_nihil_and_names_its_quarters(lembar):
    satu = lembar("SARA")
    assert (satu.baris[0].hasil, satu.baris[0].ada, satu.baris[0].gabungan) == ("Nihil", False, "0/0")
    assert satu.nihil == "Nihil sampai TW I (0/0), jadi tidak dinilai dan tidak dihitung 0% atau 100%."


def test_nothing_entered_is_not_the_same_as_half_entered(lembar):
    satu = lembar("IPOLEKSOSBUD", 2024)
    assert {b.hasil for b in satu.baris} == {"Belum diisi"}
    assert not satu.ada_isian
    assert not satu.ada_angka
    assert satu.kerja_html == ""
    kini = timezone.now()
    dua = Realisasi.objects.get(indikator__tahun=2021, ketetapan__uraian__contains="IPOLEKSOSBUD", triwulan=2)
    dua.kembalikan(oleh=dua.disetujui_oleh, pada=kini, catatan="Periksa")
    assert [b.hasil for b in lembar("IPOLEKSOSBUD").baris] == ["66,67%", *["Belum lengkap"] * 3]
    semua = lembar("IPOLEKSOSBUD", hanya_disetujui=False)
    assert [b.belum_disetujui for b in semua.baris] == [False, True, False, False]
    assert semua.ada_belum_disetujui


def test_typed_value_has_one_column_and_its_own_unit(lembar, buat):
    pk = buat(satuan="indeks", agregasi="posisi_akhir", tahunan=TargetBaru("4,5"), desimal=1)
    satu = lembar(pk=pk)
    assert [k.judul for k in satu.kolom] == ["Isian"]
    assert (satu.rumus_html, satu.rumus_teks, satu.judul_gabungan) == ("", "", "")
    assert satu.cara == "Posisi akhir: nilai triwulan terakhir"
    assert satu.target_tren == Decimal("4.5")
    assert satu.capaian == "capaian belum diisi"


def test_without_agregasi_the_year_is_not_judged(lembar, buat):
    satu = lembar(pk=buat())
    assert satu.cara == "belum ditetapkan"
    assert satu.baris[3].hasil == "Tidak dinilai"
    assert satu.target_tren is None


def test_mixed_data_say_how_each_adds_up_and_where_it_comes_from(lembar, buat):
    lain = Indikator.objects.get(tahun=2021, ketetapan__uraian__contains="LSM").pk
    pk = buat(
        agregasi="rasio", rumus="([Kasus] + [Persen]) / [Ormas] × 100%",
        variabel=(
            VariabelBaru("kasus", "Kasus"), VariabelBaru("ormas", "Ormas", agregasi="terakhir"),
            VariabelBaru("persen", "Persen", hasil_dari_id=lain),
        ),
    )  # fmt: skip
    satu = lembar(pk=pk)
    assert satu.cara == (
        "Kasus dijumlahkan sejak TW I; Ormas adalah keadaan terakhir, tidak dijumlahkan; Persen: hasil dari "
        "“Persentase LSM/ORMAS/PARPOL yang berpartisipasi aktif dalam pembangunan”"
    )


def test_excel_formula_stands_on_the_expressions_given(lembar):
    t = lembar("IPOLEKSOSBUD").ukuran.tw(4)
    assert excel_hasil(t, {"selesai": "({a}+{b})", "ada": "{c}"}).endswith("({a}+{b})/{c}*100)")
    kosong = lembar("IPOLEKSOSBUD", 2024).ukuran.tw(4)
    assert excel_hasil(kosong, {"selesai": "{a}", "ada": "{b}"}) == ""
