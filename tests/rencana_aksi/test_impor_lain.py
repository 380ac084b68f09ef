"""Tables of many agencies' layouts: what each must be understood as stands beside it in data_impor/*.txt."""

import pytest
from django.utils import timezone

import iku.impor
import rencana_aksi.impor
from bakesbang.beranda import impor
from bakesbang.dokumen.baca import Terbaca, baca_berkas
from bakesbang.kinerja.impor_lapor import Keadaan
from tests.bakesbang.kinerja.berkas_impor import kantor, tidak_hilang
from tests.bakesbang.kinerja.tabel_lain import MAP, baca_tabel, berkas, uraikan

NAMA = sorted(p.stem for p in MAP.glob("*.txt"))


def terbaca(nama: str) -> Terbaca:
    return baca_berkas(*berkas(baca_tabel(f"{nama}.txt"), nama))


def dokumen(nama: str) -> str:
    return "iku" if "_iku_" in nama else "rencana-aksi"


@pytest.mark.parametrize("nama", NAMA)
def test_tabel_dipahami_seperti_tertulis_di_sampingnya(nama: str) -> None:
    modul = iku.impor if dokumen(nama) == "iku" else rencana_aksi.impor
    sumber = terbaca(nama)
    hasil = modul.pahami(sumber, tahun=2025, kantor=kantor())
    assert uraikan(hasil) == baca_tabel(f"{nama}.txt").harapan
    assert tidak_hilang(hasil.buku, sumber) == []
    assert hasil.buku.hitung()[Keadaan.TIDAK_TERBACA] == 0


@pytest.mark.parametrize("nama", NAMA)
def test_disimpan_lalu_diimpor_lagi_tidak_mengubah_apa_pun(peragaan, nama: str) -> None:
    tujuan, sumber = impor.TUJUAN[dokumen(nama)], terbaca(nama)

    def simpan():
        p = impor.periksa(tujuan, peragaan.instansi, 2030, sumber)
        p = impor.periksa(tujuan, peragaan.instansi, 2030, sumber, jawaban=impor.terima_usulan(p.buku))
        return impor.simpan(
            p, peragaan.instansi, 2030, berkas=None, oleh=peragaan.pengguna("penyusun"), waktu=timezone.now()
        )

    versi, beda = simpan()
    assert beda is None
    lagi, beda = simpan()
    assert (lagi, beda.ada, beda.daftar) == (versi, False, [])


def test_kolom_tabel_kedua_di_lembar_yang_sama_dapat_diatur() -> None:
    sumber = terbaca("13_dua_rencana")
    hasil = rencana_aksi.impor.pahami(sumber, tahun=2025)
    kunci = [k for k in hasil.bacaan.kepala if "." in k]
    assert len(kunci) == 1
    diatur = rencana_aksi.impor.pahami(
        sumber, tahun=2025, pemetaan={f"{kunci[0]}:4": "abaikan", f"{kunci[0]}:3": "tw:1"}
    )
    kegiatan = [i.indikator for a in diatur.pohon for s in a.anak for i in s.indikator]
    assert {i.triwulan[1].teks for i in kegiatan} == {"400 unit", "12.000 unit"}
    assert next(i.indikator.tahunan for a in diatur.pohon for i in a.indikator) is not None
