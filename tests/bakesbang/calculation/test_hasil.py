from decimal import Decimal

import pytest

from bakesbang.calculation.result import Reason, ReasonCode, Result


def test_hasil_memuat_angka_atau_alasan_tidak_keduanya() -> None:
    alasan = Reason.nihil()
    assert Result(Decimal(0)).reason is None
    assert Result(None, alasan).number is None
    for angka, sebab in ((Decimal(1), alasan), (None, None)):
        with pytest.raises(ValueError):
            Result(angka, sebab)


@pytest.mark.parametrize(
    ("alasan", "kode", "pesan"),
    [
        (
            Reason.incomplete("TW II", "TW III"),
            ReasonCode.INCOMPLETE,
            "Belum lengkap: TW II, TW III belum diisi",
        ),
        (Reason.not_filled(), ReasonCode.NOT_FILLED, "Belum diisi"),
        (Reason.nihil(), ReasonCode.NIHIL, "Nihil: pembagi bernilai 0"),
        (
            Reason.not_planned(),
            ReasonCode.NOT_PLANNED,
            "Tidak dinilai: tidak direncanakan (target “-”)",
        ),
        (Reason.not_judged("sebab"), ReasonCode.NOT_JUDGED, "Tidak dinilai: sebab"),
        (Reason.not_computable("sebab"), ReasonCode.NOT_COMPUTABLE, "Tidak terhitung: sebab"),
    ],
)
def test_alasan_berbunyi(alasan: Reason, kode: ReasonCode, pesan: str) -> None:
    assert (alasan.code, str(alasan)) == (kode, pesan)


def test_alasan_belum_lengkap_menyebut_yang_kurang() -> None:
    assert Reason.incomplete("selesai").missing == ("selesai",)


def test_alasan_dalam_kalimat_tidak_mengecilkan_nama() -> None:
    alasan = Reason.incomplete("Jml konflik IPOLEKSOSBUD yang ada", "TW II")
    assert alasan.in_sentence == "belum lengkap: Jml konflik IPOLEKSOSBUD yang ada, TW II belum diisi"
