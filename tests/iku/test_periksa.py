"""Soft checks of a list of IKU: they name what is unusual, and only that."""

from iku.laporan import muat_butir, pilih_versi
from iku.periksa import periksa
from tests.iku.besar import buat_besar


def test_the_source_lacks_targets_and_holds_proposals(versi):
    assert periksa(muat_butir(versi)) == [
        "3 dari 3 indikator belum bertarget tahunan, jadi capaiannya tidak dinilai.",
        "3 dari 3 indikator masih memakai isian usulan (ditandai pada halaman indikatornya).",
    ]


def test_an_indicator_without_formula_source_and_office_is_counted(peragaan):
    draf = buat_besar(peragaan.instansi, 2030, 1)
    kosong = draf.indikator.get().ketetapan
    kosong.rumus = kosong.sumber_data = ""
    kosong.save()
    draf.indikator.update(penanggung_jawab_cetak="")
    kalimat = periksa(muat_butir(draf))
    assert "1 dari 1 indikator tanpa formula, jadi nilainya diisi langsung." in kalimat
    assert "1 dari 1 indikator belum bersumber data." in kalimat
    assert "1 dari 1 indikator belum berpenanggung jawab." in kalimat


def test_shared_indicator_is_measured_once_for_both(peragaan):
    """The IKU 2024 that is also a sasaran's indicator shows the very same row."""
    versi = pilih_versi(peragaan.instansi, 2024)
    bersama = next(b for b in muat_butir(versi) if b.lembar.rumus is None)
    assert bersama.baris.ketetapan.di_sasaran.exists()
