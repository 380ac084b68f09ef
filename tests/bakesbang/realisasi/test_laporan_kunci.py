"""Reports of a locked quarter come from the lock, to the byte; the page says so."""

from datetime import UTC, datetime

import pytest

from bakesbang.kinerja.models import KebijakanCapaian
from bakesbang.paper.xlsx import cetak_xlsx
from bakesbang.realisasi import tindakan
from bakesbang.realisasi.laporan import Permintaan, dokumen
from tests.adegan import Peragaan, adegan
from tests.bakesbang.realisasi import isian

WAKTU = datetime(2024, 8, 1, 3, 0, tzinfo=UTC)
NANTI = datetime(2025, 8, 1, 3, 0, tzinfo=UTC)
AKAR = "/bakesbangpol/2024/realisasi"


def _kunci_dua() -> None:
    k = isian.konteks(Peragaan())
    for n in (1, 2):
        tindakan.kunci(k=k, triwulan=n, oleh=k.pengguna, waktu=WAKTU, alasan_paksa="Batas waktu.")


dua_terkunci = adegan("dua_terkunci", _kunci_dua, dari="terisi")


@pytest.fixture
def k(dua_terkunci):
    return isian.konteks(dua_terkunci)


@pytest.mark.parametrize("jenis", ["rencana-aksi", "iku"])
@pytest.mark.parametrize("setahun", [False, True])
def test_a_locked_print_is_final_and_does_not_follow_policy_name_or_letterhead(k, jenis, setahun):
    minta = Permintaan(jenis, 2, setahun)
    sebelum = dokumen(k, minta, waktu=WAKTU, oleh="Dimas", kop=True)
    KebijakanCapaian.objects.update_or_create(instansi=k.instansi, tahun=2024, defaults={"batas_atas": 100})
    k.instansi.nama, k.instansi.kop = "Nama Baru", "KOP BARU"
    k.instansi.save()
    sesudah = dokumen(k, minta, waktu=NANTI, oleh="Orang lain", kop=True)
    assert not sebelum.draf
    assert sesudah == sebelum
    assert cetak_xlsx(sesudah) == cetak_xlsx(sebelum)
    assert sebelum.kop.baris[0] == "PEMERINTAH KOTA MOJOKERTO"
    assert dokumen(k, minta, waktu=NANTI, oleh="x").kop is None


def test_footer_and_signature_are_those_of_the_lock_at_the_agencys_own_time(k):
    dok = dokumen(k, Permintaan("iku", 2), waktu=NANTI, oleh="Orang lain")
    assert (dok.meta.oleh, dok.meta.perihal, dok.meta.keterangan) == (
        "Dimas Kurniawan", "Dikunci", "kunci nomor 1",
    )  # fmt: skip
    assert dok.meta.waktu.isoformat() == "2024-08-01T10:00:00+07:00"
    assert len(dok.meta.sidik) == 16
    assert dok.tanda_tangan[0].tanggal.isoformat() == "2024-08-01"


def test_unapproved_rows_are_never_part_of_a_final_print(k):
    dok = dokumen(k, Permintaan("iku", 2, termasuk_belum_disetujui=True), waktu=NANTI, oleh="x")
    assert dok.draf


def test_the_page_names_the_lock_and_a_reopened_quarter_before_it(k, client, terisi):
    client.force_login(terisi.pengguna("pemeriksa"))
    halaman = client.get(f"{AKAR}/2/laporan/rencana-aksi/").content.decode()
    assert "Laporan ini tidak berubah lagi." in halaman
    assert "Berubah sejak dikunci" not in halaman
    pilih = isian.Realisasi.objects.filter(triwulan=1, indikator__tahun=2024).first()
    tindakan.buka_kembali(
        k=k, triwulan=1, indikator_ids=[pilih.indikator_id], alasan="Salah hitung", rujukan="Surat 1", oleh=k.pengguna, waktu=NANTI
    )  # fmt: skip
    assert "Berubah sejak dikunci" in client.get(f"{AKAR}/2/laporan/rencana-aksi/").content.decode()
    assert "belum dikunci" in client.get(f"{AKAR}/1/laporan/rencana-aksi/").content.decode()
    daftar = client.get(f"{AKAR}/laporan/").content.decode()
    assert "Final, dikunci" in daftar
    assert "Triwulan sebelumnya dibuka kembali sesudah dikunci." in daftar
