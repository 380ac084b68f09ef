"""A formula of a new year is tried on last year's numbers."""

from django.utils import timezone

from bakesbang.kinerja.models import Indikator, Realisasi
from iku.laporan import pilih_versi
from iku.tindakan_perubahan import salin_tahun


def test_last_years_numbers_are_there_to_try_with_until_this_year_has_its_own(sebagai, peragaan, indikator):
    oleh = peragaan.pengguna("penyusun")
    sumber = pilih_versi(peragaan.instansi, 2022)
    salin_tahun(sumber=sumber, tahun=2023, dengan_target=False, oleh=oleh, waktu=timezone.now())
    baru = Indikator.objects.get(tahun=2023, asal__asal=indikator)
    assert not Realisasi.objects.filter(indikator=baru).exists()
    isi = sebagai("penyusun").get(f"/bakesbangpol/2023/indikator/{baru.pk}/rumus/").content.decode()
    assert "Angka coba diambil dari" in isi
    assert "2022" in isi
    assert "77,78%" in isi  # 7/9, the year 2022


def test_an_indicator_without_a_past_is_tried_on_typed_numbers(sebagai, peragaan):
    baru = Indikator.objects.filter(tahun=2024, asal=None).first()
    isi = sebagai("penyusun").get(f"/bakesbangpol/2024/indikator/{baru.pk}/rumus/").content.decode()
    assert "Angka coba hanya untuk mencoba formula, tidak disimpan." in isi
