"""Next year's IKU: header, indicators, formulas and offices, targets by choice, never realizations."""

import pytest
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Realisasi
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.trail.models import Catatan
from iku import tindakan
from iku.models import DaftarIku, VersiIku
from iku.salinan import KEPALA
from tests.rencana_aksi.perubahan import penyusun, rumah


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


def versi(tahun: int) -> VersiIku:
    return VersiIku.objects.get(daftar__tahun=tahun)


def salin(dari: int = 2022, tahun: int = 2023, dengan_target: bool = True) -> VersiIku:
    return tindakan.salin_tahun(
        sumber=versi(dari), tahun=tahun, dengan_target=dengan_target, oleh=penyusun(), waktu=timezone.now()
    )


def test_header_keys_texts_formulas_and_offices_come_along():
    lama, baru = versi(2022), salin()
    assert (baru.nomor, baru.status, baru.nomor_surat) == (0, "draf", "")
    for nama in KEPALA:
        assert getattr(baru, nama) == getattr(lama, nama)
    kolom = (
        "kunci",
        "urutan",
        "sasaran",
        "alasan",
        "penanggung_jawab_cetak",
        "ketetapan__uraian",
        "ketetapan__rumus",
    )
    assert list(baru.indikator.values_list(*kolom)) == list(lama.indikator.values_list(*kolom))
    for b in baru.indikator.all():
        asal = b.ketetapan.indikator.asal.ketetapan.get()
        for isi in ("variabel", "penanggung_jawab"):
            assert [str(x) for x in getattr(b.ketetapan, isi).all()] == [
                str(x) for x in getattr(asal, isi).all()
            ]
    assert Catatan.objects.about(baru.daftar).get().baru["dari tahun"] == 2022


def test_the_years_are_linked_and_no_realization_comes_along():
    assert Realisasi.objects.filter(indikator__tahun=2022).count() == 12
    baru = salin()
    asal = set(baru.indikator.values_list("ketetapan__indikator__asal", flat=True))
    assert asal == set(versi(2022).indikator.values_list("ketetapan__indikator", flat=True))
    assert not Realisasi.objects.filter(indikator__tahun=2023).exists()
    ukuran = muat_ukuran(rumah(), 2023, hanya_disetujui=False)
    assert {u.tw(4).sampai.number for u in ukuran.values()} == {None}
    # "Tahun lalu" is read through the link: 2022 has results of its own.
    assert all(
        u.tw(4).sampai.number is not None for u in muat_ukuran(rumah(), 2022, indikator_ids=asal).values()
    )


@pytest.mark.parametrize("dengan_target", [True, False])
def test_targets_come_by_choice(dengan_target):
    for b in versi(2022).indikator.all():
        b.ketetapan.target_triwulan.create(triwulan=4, teks="90%", keadaan="angka", angka=90, satuan="%")
    salin(dengan_target=dengan_target)
    baru = KetetapanIndikator.objects.filter(indikator__tahun=2023)
    assert {k.target_triwulan.count() for k in baru} == ({1} if dengan_target else {0})


def test_a_taken_or_earlier_year_is_refused():
    with pytest.raises(AlurSalah, match="IKU tahun 2024 sudah ada"):
        salin(tahun=2024)
    with pytest.raises(AlurSalah, match="Pilih tahun sesudah 2022"):
        salin(tahun=2021)
    assert DaftarIku.objects.count() == 3


def test_a_copy_of_a_copy_links_each_year_to_the_one_before():
    salin()
    salin(2023, 2025)
    jalur = [(i.tahun, i.asal.tahun, i.asal.asal.tahun) for i in Indikator.objects.filter(tahun=2025)]
    assert jalur == [(2025, 2023, 2022)] * 3


def test_the_page_copies_and_opens_the_new_year(client):
    client.force_login(penyusun())
    alamat = "/bakesbangpol/2022/iku/salin/"
    assert 'value="2025"' in client.get(alamat).content.decode()  # the first year after all there are
    jawaban = client.post(alamat, {"tahun": "2023"}, follow=True)
    assert jawaban.redirect_chain[-1][0] == "/bakesbangpol/2023/iku/"
    assert "IKU 2023 dibuat sebagai draf dari tahun 2022." in jawaban.content.decode()
    assert client.get("/bakesbangpol/2019/iku/salin/").status_code == 404
