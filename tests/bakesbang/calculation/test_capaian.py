"""Achievement: every rule of the domain guide §7 and §15, nine public calculators' twelve lines, real printed rows."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from pathlib import Path

import pytest

from bakesbang.calculation.capaian import (
    BAKU,
    Aturan,
    Capaian,
    NolMinimal,
    RumusMinimal,
    hitung_capaian,
    rata_rata,
)
from bakesbang.calculation.predikat import predikat
from bakesbang.calculation.result import Alasan, Hasil
from bakesbang.calculation.values.value import Masukan, baca_nilai

CAPAIAN_CETAK = Path(__file__).parent / "data" / "capaian_cetak.yaml"
B = Aturan(rumus_minimal=RumusMinimal.B)
TERBURUK = Aturan(nilai_terburuk=Decimal(10))


def _persen(target: Masukan, realisasi: Masukan, polaritas: str, aturan: Aturan = BAKU) -> Decimal | None:
    persen = hitung_capaian(target, realisasi, polaritas=polaritas, aturan=aturan).persen
    return None if persen is None else persen.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


PEDOMAN = [  # domain guide §15
    (20, 18, "maksimal", BAKU, "90"),
    (10, 8, "minimal", BAKU, "120"),
    (10, 10, "minimal", BAKU, "100"),
    (10, 12, "minimal", BAKU, "80"),
    (10, 20, "minimal", BAKU, "0"),
    (10, 25, "minimal", BAKU, "0"),
    (10, 12, "minimal", B, "83.33"),
    (10, 8, "minimal", B, "125"),
    (0, 0, "minimal", BAKU, "100"),
    (0, 1, "minimal", BAKU, "0"),
    (0, 0, "minimal", TERBURUK, "100"),
    (0, 4, "minimal", TERBURUK, "60"),
    (0, 10, "minimal", TERBURUK, "0"),
    (0, 11, "minimal", TERBURUK, "0"),
    (100, 96, "stabil", BAKU, "112"),
    (100, 102, "stabil", BAKU, "116"),
    (100, 100, "stabil", BAKU, "120"),
    (100, 45, "stabil", BAKU, "50"),
    (100, 90, "stabil", BAKU, "100"),
    (100, 0, "stabil", BAKU, "0"),
    (100, -5, "stabil", BAKU, "0"),
    (100, 250, "stabil", BAKU, "0"),
    (0, 0, "maksimal", BAKU, None),
    (0, 7, "maksimal", BAKU, None),
    (5, 0, "maksimal", BAKU, "0"),
    (5, None, "maksimal", BAKU, None),
    (-10, -11, "maksimal", BAKU, "90"),
    (-10, -9, "maksimal", BAKU, "110"),
    ("80-90", 92, "rentang", BAKU, "102.22"),
    ("80-90", 70, "rentang", BAKU, "87.5"),
    ("80-90", 80, "rentang", BAKU, "100"),
    ("80-90", 90, "rentang", BAKU, "100"),
    ("80-90", 92, "maksimal", BAKU, "102.22"),
    ("7-8", "6,5", "minimal", BAKU, "107.14"),
    ("7-8", 9, "minimal", BAKU, "87.5"),
    ("7-8", "7,5", "minimal", BAKU, "100"),
    (0, None, "minimal", BAKU, None),
    ("-", 5, "maksimal", BAKU, None),
]
SEMBILAN_PENGHITUNG = [  # the same twelve inputs that no public calculator gets all right
    (100, 80, "maksimal", BAKU, "80"),
    (10, 8, "minimal", BAKU, "120"),
    (10, 10, "minimal", BAKU, "100"),
    (10, 20, "minimal", BAKU, "0"),
    (0, 0, "minimal", BAKU, "100"),
    (0, 5, "minimal", BAKU, "0"),
    (0, 0, "maksimal", BAKU, None),
    ("12,5", 10, "maksimal", BAKU, "80"),
    ("1.000", 500, "maksimal", BAKU, "50"),
    ("18 kegiatan", 9, "maksimal", BAKU, "50"),
    ("", 3, "maksimal", BAKU, None),
    (100, 300, "maksimal", BAKU, "300"),
]
PUTUSAN = [  # where the rules leave a choice
    (-10, -11, "minimal", BAKU, "110"),
    (-10, -9, "minimal", B, "90"),
    (0, -1, "minimal", BAKU, "100"),
    (0, 0, "minimal", B, "100"),
    (10, 0, "minimal", BAKU, "200"),
    ("<22", 22, "minimal", BAKU, "100"),
    ("≤5 menit", "4 menit", "minimal", BAKU, "120"),
    ("20%", "10 persen", "maksimal", BAKU, "50"),
    ("4 paket", "2 unit", "maksimal", BAKU, "50"),
    ("20%", 10, "maksimal", BAKU, "50"),
    (20, "10%", "maksimal", BAKU, "50"),
    ("WTP", "WTP", "maksimal", BAKU, "100"),
    ("WTP", "Opini wtp", "maksimal", BAKU, "100"),
    ("WTP", "WDP", "maksimal", BAKU, "0"),
    ("ada laporan", " Ada  laporan.", "maksimal", BAKU, "100"),
    ("ada laporan", "belum", "maksimal", BAKU, "0"),
    ("A (80,50)", "BB (79,39)", "maksimal", BAKU, "98.62"),
    ("A (80,50)", "79,39", "maksimal", BAKU, "98.62"),
    ("A (80,50)", "A", "maksimal", BAKU, "100"),
    ("BB", "BB (78,84)", "maksimal", BAKU, "100"),
    ("A (80-90)", "92", "maksimal", BAKU, "102.22"),
    ("A (80-90)", "A", "maksimal", BAKU, "100"),
    ("A (80-90)", "BB", "maksimal", BAKU, "0"),
    ("Minimal B", "B", "maksimal", BAKU, "100"),
    ("0,3", "0,1", "maksimal", BAKU, "33.33"),
    ("0,5", "0,4", "minimal", BAKU, "120"),
    ("0,5", "0,4", "stabil", BAKU, "88.89"),
    (10, 1, "minimal", B, "1000"),
    (10, "0,5", "minimal", B, "2000"),
    ("0,5-0,8", 1, "rentang", BAKU, "125"),
    ("0,5-0,8", "0,4", "rentang", BAKU, "80"),
]


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "aturan", "harapan"), PEDOMAN + SEMBILAN_PENGHITUNG + PUTUSAN
)
def test_persen_menurut_aturan(
    target: Masukan, realisasi: Masukan, polaritas: str, aturan: Aturan, harapan: str | None
) -> None:
    persen = _persen(target, realisasi, polaritas, aturan)
    assert persen == (None if harapan is None else Decimal(harapan))


@pytest.mark.parametrize(
    ("target", "realisasi", "polaritas", "aturan", "pesan"),
    [
        (5, None, "maksimal", BAKU, "Belum diisi"),
        (0, "", "minimal", BAKU, "Belum diisi"),
        (5, "-", "maksimal", BAKU, "Tidak dinilai: realisasi ditulis “-”"),
        (5, "N/A", "maksimal", BAKU, "Tidak dinilai: realisasi tidak berlaku (N/A)"),
        (5, "80-90", "maksimal", BAKU, "Tidak dinilai: realisasi berupa rentang, bukan satu angka"),
        (
            5,
            "banyak",
            "maksimal",
            BAKU,
            "Tidak dinilai: target berupa angka, realisasi berupa predikat atau teks",
        ),
        (
            "BB",
            80,
            "maksimal",
            BAKU,
            "Tidak dinilai: target berupa predikat atau teks, realisasi berupa angka",
        ),
        (None, 3, "maksimal", BAKU, "Tidak dinilai: target belum ditetapkan"),
        ("", None, "maksimal", BAKU, "Tidak dinilai: target belum ditetapkan"),
        ("-", 3, "maksimal", BAKU, "Tidak dinilai: tidak direncanakan (target “-”)"),
        ("N/A", 3, "maksimal", BAKU, "Tidak dinilai: target tidak berlaku (N/A)"),
        (
            "20%",
            "18 kegiatan",
            "maksimal",
            BAKU,
            "Tidak dinilai: satuan target (%) dan realisasi (kegiatan) berbeda",
        ),
        (0, 5, "maksimal", BAKU, "Tidak dinilai: target 0 pada indikator yang makin tinggi makin baik"),
        (80, 90, "rentang", BAKU, "Tidak dinilai: polaritas rentang memerlukan target berupa rentang"),
        (0, 5, "stabil", BAKU, "Tidak dinilai: polaritas stabil memerlukan target lebih besar dari 0"),
        (-1, 5, "stabil", BAKU, "Tidak dinilai: polaritas stabil memerlukan target lebih besar dari 0"),
        ("80-90", 85, "stabil", BAKU, "Tidak dinilai: polaritas stabil memerlukan target satu angka"),
        ("-5 - 0", 3, "rentang", BAKU, "Tidak dinilai: batas atas rentang tidak lebih besar dari 0"),
        ("-5 - 3", -6, "minimal", BAKU, "Tidak dinilai: batas bawah rentang tidak lebih besar dari 0"),
        (10, 0, "minimal", B, "Tidak terhitung: rumus B (T ÷ R) tidak berlaku untuk realisasi 0"),
        (10, -2, "minimal", B, "Tidak terhitung: rumus B (T ÷ R) tidak berlaku untuk realisasi -2"),
        ("Minimal B", "A", "maksimal", BAKU, "Tidak dinilai: skor predikat untuk target ≥B belum ditetapkan"),
        (
            0,
            0,
            "minimal",
            Aturan(nol_minimal=NolMinimal.TIDAK_DINILAI),
            "Tidak dinilai: target 0 tidak dinilai menurut kebijakan",
        ),
    ],
)
def test_tanpa_persen_ada_alasan(
    target: Masukan, realisasi: Masukan, polaritas: str, aturan: Aturan, pesan: str
) -> None:
    capaian = hitung_capaian(target, realisasi, polaritas=polaritas, aturan=aturan)
    assert str(capaian) == pesan
    assert (capaian.persen, capaian.persen_mentah, capaian.dinilai) == (None, None, False)


def test_teks_panjang_dibandingkan_dengan_cara_yang_sama() -> None:
    assert _persen("laporan " * 50, "LAPORAN " * 50, "maksimal") == 100


def test_batas_atas_dan_bawah_menjaga_nilai_mentah() -> None:
    for batas, harapan in ((None, 300), (100, 100), (110, 110), (120, 120), (150, 150)):
        aturan = Aturan(batas=None if batas is None else Decimal(batas))
        capaian = hitung_capaian(100, 300, polaritas="maksimal", aturan=aturan)
        assert (capaian.persen, capaian.persen_mentah, capaian.batas) == (harapan, 300, aturan.batas)
        assert capaian.dibatasi is (batas is not None)
    rendah = hitung_capaian(10, 25, polaritas="minimal", aturan=Aturan(batas=Decimal(120)))
    assert (rendah.persen, rendah.persen_mentah, rendah.dibatasi) == (0, -50, True)
    assert hitung_capaian(5, None, polaritas="maksimal", aturan=Aturan(batas=Decimal(120))).batas == 120
    assert rendah.kerja.endswith("= -50%, dibatasi menjadi 0%")


def test_tepat_di_batas_tidak_dibatasi() -> None:
    capaian = hitung_capaian(10, 12, polaritas="maksimal", aturan=Aturan(batas=Decimal(120)))
    assert not capaian.dibatasi
    assert capaian.kerja == "12 ÷ 10 × 100% = 120%"


def test_skor_predikat_dari_kebijakan() -> None:
    aturan = Aturan(skor_predikat={"A": Decimal(85), "BB": Decimal(75), "B": Decimal(65)})
    capaian = hitung_capaian("A", "bb", polaritas="maksimal", aturan=aturan)
    assert capaian.kerja == "skor A = 85, skor bb = 75; 75 ÷ 85 × 100% = 88,24%"
    assert capaian.aturan == "Skor predikat. Makin tinggi makin baik: R ÷ T × 100%"
    assert _persen("A", "bb", "maksimal", aturan) == Decimal("88.24")
    assert _persen("Minimal B", "A", "maksimal", aturan) == Decimal("130.77")
    assert _persen("A", "WTP", "maksimal", aturan) == 0
    assert _persen("CC", "A", "maksimal", aturan) == 0
    assert _persen("A", "A", "rentang", aturan) is None
    rumus_b = Aturan(skor_predikat=aturan.skor_predikat, rumus_minimal=RumusMinimal.B)
    assert _persen("BB", "A", "minimal", rumus_b) == Decimal("88.24")


def test_hasil_meneruskan_angka_dan_alasan() -> None:
    kurang = Hasil(None, Alasan.belum_lengkap("TW II"))
    assert hitung_capaian(Hasil(Decimal(10)), Hasil(Decimal(9)), polaritas="maksimal").persen == 90
    assert hitung_capaian(10, kurang, polaritas="maksimal").alasan == kurang.alasan
    assert hitung_capaian(kurang, 10, polaritas="maksimal").alasan == kurang.alasan
    tanpa_target = hitung_capaian("", kurang, polaritas="maksimal", aturan=Aturan(batas=Decimal(100)))
    assert str(tanpa_target.alasan) == "Tidak dinilai: target belum ditetapkan"
    assert (tanpa_target.batas, tanpa_target.aturan, tanpa_target.kerja) == (100, "", "")
    alasan_target = hitung_capaian(kurang, 10, polaritas="maksimal", aturan=Aturan(batas=Decimal(100)))
    assert (alasan_target.batas, alasan_target.aturan, alasan_target.kerja) == (100, "", "")


def test_persen_tidak_dibulatkan_sebelum_ditampilkan() -> None:
    capaian = hitung_capaian(3, 1, polaritas="maksimal")
    assert capaian.persen == Decimal("33.33333333333333333333333333")
    assert str(capaian) == "33,33%"
    assert str(hitung_capaian("12,5", 10, polaritas="maksimal").persen) == "80"


def test_jawaban_atas_keraguan_dipakai() -> None:
    target = baca_nilai("1.000").dengan_tafsir("desimal")
    capaian = hitung_capaian(target, "0,5", polaritas="maksimal")
    assert (capaian.persen, capaian.kerja) == (50, "0,5 ÷ 1 × 100% = 50%")


def test_polaritas_tak_dikenal_ditolak() -> None:
    with pytest.raises(ValueError):
        hitung_capaian(1, 1, polaritas="naik")


def test_hasil_tidak_bergantung_pada_konteks_pemanggil() -> None:
    with localcontext(Context(prec=3)):
        capaian = hitung_capaian("12.345,678", "12.345,679", polaritas="maksimal")
        assert str(capaian.persen) == "100.0000081000006642000544644"
        assert capaian.kerja == "12.345,679 ÷ 12.345,678 × 100% = 100%"
        assert hitung_capaian("100.000,0", "96.123,0", polaritas="stabil").persen == Decimal("112.246")
        assert predikat(Decimal("75.004")) == "Sedang"
        assert rata_rata([Decimal("98.765"), Decimal("1.234")], [1, 1]).hasil.angka == Decimal("49.9995")


def test_capaian_persen_atau_alasan() -> None:
    for persen, mentah, alasan in (
        (None, None, None),
        (Decimal(1), Decimal(1), Alasan.belum_diisi()),
        (Decimal(1), None, None),
        (None, Decimal(1), Alasan.belum_diisi()),
    ):
        with pytest.raises(
            ValueError, match=r"^Capaian holds either a percentage, raw and bounded, or a reason\.$"
        ):
            Capaian(persen, mentah, alasan, "", "", None)
