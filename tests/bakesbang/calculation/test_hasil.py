from decimal import Decimal

import pytest

from bakesbang.calculation.result import Alasan, Hasil, KodeAlasan


def test_hasil_memuat_angka_atau_alasan_tidak_keduanya() -> None:
    alasan = Alasan.nihil()
    assert Hasil(Decimal(0)).alasan is None
    assert Hasil(None, alasan).angka is None
    for angka, sebab in ((Decimal(1), alasan), (None, None)):
        with pytest.raises(ValueError):
            Hasil(angka, sebab)


@pytest.mark.parametrize(
    ("alasan", "kode", "pesan"),
    [
        (
            Alasan.belum_lengkap("TW II", "TW III"),
            KodeAlasan.BELUM_LENGKAP,
            "Belum lengkap: TW II, TW III belum diisi",
        ),
        (Alasan.belum_diisi(), KodeAlasan.BELUM_DIISI, "Belum diisi"),
        (Alasan.nihil(), KodeAlasan.NIHIL, "Nihil: pembagi bernilai 0"),
        (
            Alasan.tidak_direncanakan(),
            KodeAlasan.TIDAK_DIRENCANAKAN,
            "Tidak dinilai: tidak direncanakan (target “-”)",
        ),
        (Alasan.tidak_dinilai("sebab"), KodeAlasan.TIDAK_DINILAI, "Tidak dinilai: sebab"),
        (Alasan.tidak_terhitung("sebab"), KodeAlasan.TIDAK_TERHITUNG, "Tidak terhitung: sebab"),
    ],
)
def test_alasan_berbunyi(alasan: Alasan, kode: KodeAlasan, pesan: str) -> None:
    assert (alasan.kode, str(alasan)) == (kode, pesan)


def test_alasan_belum_lengkap_menyebut_yang_kurang() -> None:
    assert Alasan.belum_lengkap("selesai").kurang == ("selesai",)


def test_alasan_dalam_kalimat_tidak_mengecilkan_nama() -> None:
    alasan = Alasan.belum_lengkap("Jml konflik IPOLEKSOSBUD yang ada", "TW II")
    assert alasan.dalam_kalimat == "belum lengkap: Jml konflik IPOLEKSOSBUD yang ada, TW II belum diisi"
