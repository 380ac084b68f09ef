"""Perubahan of the IKU, and indicators that it shares with the Rencana Aksi: changed once, told in both."""

from datetime import date

import pytest
from django.utils import timezone

import iku.perubahan
import rencana_aksi.perubahan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Pemakaian
from bakesbang.organisasi.models import Pejabat
from iku import suntingan, tindakan, tindakan_perubahan
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku
from iku.salinan import KEPALA
from rencana_aksi import tindakan_perubahan as tindakan_ra
from tests.rencana_aksi import perubahan as ra
from tests.rencana_aksi.perubahan import ALASAN, BERSAMA, kunci_tw, penyusun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(peragaan):
    return peragaan


def berlaku(tahun: int = 2024) -> VersiIku:
    return VersiIku.objects.get(daftar__tahun=tahun, status="ditetapkan")


def mulai(triwulan: int = 3) -> VersiIku:
    return tindakan_perubahan.mulai_perubahan(
        versi=berlaku(), alasan=ALASAN, mulai_triwulan=triwulan, oleh=penyusun(), waktu=timezone.now()
    )


def baris(versi: VersiIku, uraian: str) -> IndikatorKinerjaUtama:
    return versi.indikator.get(ketetapan__uraian=uraian)


def ubah(draf: VersiIku, nama: str, /, **isian: str) -> KetetapanIndikator:
    with suntingan.buka(versi=draf, oleh=penyusun(), waktu=timezone.now()) as d:
        hasil = suntingan.isi_baris(d, baris=baris(draf, nama).pk, perubahan=isian, dimuat=None)
    assert not hasil.salah
    return hasil.ketetapan


def tetapkan(draf: VersiIku) -> VersiIku:
    return tindakan.tetapkan(
        versi=draf, nomor_surat=f"188.45/IKU-P{draf.nomor}/2024", tanggal=date(2024, 8, 1), oleh=penyusun(), waktu=timezone.now(),
        penanda_tangan=Pejabat.objects.get(jabatan__kode="kepala-badan"),
    )  # fmt: skip


SATU = "Persentase konflik IPOLEKSOSBUD yang diselesaikan"


# ── the same road as the Rencana Aksi ──
def test_the_draf_is_a_full_copy_with_header_and_keys():
    lama, draf = berlaku(), mulai(3)
    assert (draf.nomor, draf.status, draf.mulai_triwulan, draf.alasan) == (1, "draf", 3, ALASAN)
    for nama in KEPALA:
        assert getattr(draf, nama) == getattr(lama, nama)
    kolom = ("kunci", "ketetapan", "urutan", "sasaran", "alasan", "penanggung_jawab_cetak")
    assert list(draf.indikator.values_list(*kolom)) == list(lama.indikator.values_list(*kolom))
    assert IndikatorKinerjaUtama.riwayat.filter(versi_id=draf.pk, history_user=penyusun()).count() == 4


def test_one_draf_a_reason_and_a_quarter_after_the_lock():
    kunci_tw(1)
    with pytest.raises(AlurSalah, match="TW I sudah dikunci"):
        mulai(1)
    mulai(2)
    with pytest.raises(AlurSalah, match="Masih ada draf IKU"):
        mulai(2)


def test_laying_down_closes_and_opens_use_and_keeps_the_old_list():
    lama = berlaku()
    draf = mulai(3)
    baru = ubah(draf, SATU, tahunan="90%", definisi_operasional="Konflik yang ditangani sampai selesai")
    tetapkan(draf)
    lama.refresh_from_db()
    baru.refresh_from_db()
    assert (lama.status, baru.status, baru.mulai_triwulan) == ("digantikan", "berlaku", 3)
    assert baris(lama, SATU).ketetapan.target_tahun() is None
    pemakaian = Pemakaian.objects.filter(dokumen="iku", indikator__tahun=2024)
    assert set(pemakaian.values_list("mulai_triwulan", "sampai_triwulan")) == {(1, 2), (3, None)}


def test_the_quarter_is_checked_again_when_it_is_laid_down():
    draf = mulai(3)
    kunci_tw(1, 2, 3)
    with pytest.raises(AlurSalah, match="TW III sudah dikunci"):
        tetapkan(draf)
    tindakan_perubahan.ubah_perubahan(
        versi=draf, alasan="Mundur satu triwulan", mulai_triwulan=4, oleh=penyusun(), waktu=timezone.now()
    )
    assert tetapkan(draf).mulai_triwulan == 4


def test_a_draf_is_dropped_with_its_own_drafs():
    draf = mulai(3)
    ubah(draf, SATU, tahunan="90%")
    hilang = tindakan_perubahan.buang_draf(versi=draf, oleh=penyusun(), waktu=timezone.now())
    assert hilang == [SATU]
    assert not KetetapanIndikator.objects.filter(status="draf").exists()
    assert DaftarIku.objects.filter(tahun=2024).exists()
    with pytest.raises(AlurSalah, match="sudah ditetapkan"):
        tindakan_perubahan.buang_draf(versi=berlaku(), oleh=penyusun(), waktu=timezone.now())


def test_differences_name_header_and_cells():
    draf = mulai(3)
    VersiIku.objects.filter(pk=draf.pk).update(visi="Visi baru kota")
    draf.refresh_from_db()
    ubah(draf, SATU, tahunan="90%")
    sel = {(p.unsur.jenis, s.nama): (s.lama, s.baru) for p in iku.perubahan.beda(draf).isi for s in p.sel}
    assert sel[("IKU", "Target tahun")] == (None, "90%")
    assert sel[("Kepala dokumen", "Visi RPJMD")] == (berlaku().visi, "Visi baru kota")
    assert len(sel) == 2


# ── shared with the Rencana Aksi ──
def test_the_other_document_says_so_until_it_is_revised_too():
    draf_ra = ra.mulai(3)
    ra.ubah(draf_ra, BERSAMA, tahunan="1")
    assert iku.perubahan.kalimat_susulan(berlaku()) == []
    ra.tetapkan(draf_ra)
    assert iku.perubahan.kalimat_susulan(berlaku()) == [
        f"Indikator bersama “{BERSAMA}” berubah di Rencana Aksi Perubahan I; IKU belum direvisi."
    ]
    assert rencana_aksi.perubahan.kalimat_susulan(draf_ra) == []
    draf = mulai(3)
    assert baris(draf, BERSAMA).ketetapan.target_tahun().teks == "1"
    assert iku.perubahan.kalimat_susulan(draf) == []
    lama = berlaku()
    tetapkan(draf)
    lama.refresh_from_db()
    assert iku.perubahan.kalimat_susulan(berlaku()) == []
    assert iku.perubahan.kalimat_susulan(lama) == []


def test_the_rencana_aksi_says_so_too_when_the_iku_changed_it():
    draf = mulai(2)
    ubah(draf, BERSAMA, tahunan="2")
    tetapkan(draf)
    assert rencana_aksi.perubahan.kalimat_susulan(ra.berlaku()) == [
        f"Indikator bersama “{BERSAMA}” berubah di IKU Perubahan I; Rencana Aksi belum direvisi."
    ]


def test_both_documents_edit_one_draf_and_the_first_puts_it_in_force():
    draf_ra, draf = ra.mulai(3), mulai(4)
    satu = ra.ubah(draf_ra, BERSAMA, tahunan="1")
    dua = ubah(draf, BERSAMA, sumber_data="Polres")
    assert satu.pk == dua.pk
    unsur = next(p.unsur for p in iku.perubahan.beda(draf).isi if p.unsur.nama == BERSAMA)
    assert unsur.catatan == "Draf perubahan indikator ini dimulai oleh Rencana Aksi."
    tetapkan(draf)  # the IKU first, from TW IV
    satu.refresh_from_db()
    assert (satu.status, satu.mulai_triwulan) == ("berlaku", 4)
    ra.tetapkan(draf_ra)  # the second one changes nothing about it
    satu.refresh_from_db()
    assert (satu.status, satu.mulai_triwulan) == ("berlaku", 4)
    assert satu.indikator.ketetapan.count() == 2
    assert rencana_aksi.perubahan.kalimat_susulan(draf_ra) == iku.perubahan.kalimat_susulan(draf) == []
    dipakai = Pemakaian.objects.filter(indikator=satu.indikator, sampai_triwulan=None)
    assert set(dipakai.values_list("dokumen", "mulai_triwulan")) == {("rencana-aksi", 3), ("iku", 4)}


def test_a_draf_that_was_overtaken_follows_before_it_is_laid_down():
    draf = mulai(3)
    draf_ra = ra.mulai(3)
    ra.ubah(draf_ra, BERSAMA, tahunan="1")
    ra.tetapkan(draf_ra)
    assert len(iku.perubahan.kalimat_susulan(draf)) == 1
    with pytest.raises(AlurSalah, match="1 indikator bersama sudah berubah di Rencana Aksi Perubahan I"):
        tetapkan(draf)
    assert tindakan_perubahan.selaraskan(versi=draf, oleh=penyusun(), waktu=timezone.now()) == [BERSAMA]
    assert baris(draf, BERSAMA).ketetapan.target_tahun().teks == "1"
    assert tetapkan(draf).status == "ditetapkan"


def test_the_rencana_aksi_follows_the_same_way():
    draf_ra, draf = ra.mulai(3), mulai(3)
    ubah(draf, BERSAMA, tahunan="1")
    tetapkan(draf)
    with pytest.raises(AlurSalah, match="IKU Perubahan I"):
        ra.tetapkan(draf_ra)
    assert tindakan_ra.selaraskan(versi=draf_ra, oleh=penyusun(), waktu=timezone.now()) == [BERSAMA]
    assert tindakan_ra.selaraskan(versi=draf_ra, oleh=penyusun(), waktu=timezone.now()) == []
    ra.tetapkan(draf_ra)


def test_dropping_one_draf_keeps_what_the_other_document_still_points_to():
    draf_ra, draf = ra.mulai(3), mulai(3)
    satu = ra.ubah(draf_ra, BERSAMA, tahunan="1")
    ubah(draf, BERSAMA, sumber_data="Polres")
    assert tindakan_ra.buang_draf(versi=draf_ra, oleh=penyusun(), waktu=timezone.now()) == []
    satu.refresh_from_db()
    assert (satu.draf, baris(draf, BERSAMA).ketetapan_id) == (True, satu.pk)
    # The last one to go takes it along, whoever began it.
    assert tindakan_perubahan.buang_draf(versi=draf, oleh=penyusun(), waktu=timezone.now()) == [BERSAMA]
    assert not KetetapanIndikator.objects.filter(pk=satu.pk).exists()
    assert Indikator.objects.filter(pk=satu.indikator_id).exists()


def test_a_list_that_begins_late_does_not_reach_into_locked_quarters():
    """An IKU laid down for the first time after a lock: what it changes in a shared indicator holds afterwards."""
    lama = ra.butir(ra.berlaku(), BERSAMA).ketetapan
    versi = berlaku()
    versi.indikator.exclude(ketetapan=lama).delete()
    VersiIku.objects.filter(pk=versi.pk).update(status="draf", ditetapkan_oleh=None, ditetapkan_pada=None)
    Pemakaian.objects.filter(dokumen="iku", indikator__tahun=2024).delete()
    versi.refresh_from_db()
    kunci_tw(1, 2)
    baru = ubah(versi, BERSAMA, tahunan="1")
    tetapkan(versi)
    baru.refresh_from_db()
    assert (baru.status, baru.mulai_triwulan) == ("berlaku", 3)
