"""How quarters make a year: domain guide §8 and §15, decisions on missing values, soft checks, averages."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakesbang.calculation.agregasi import (
    Agregasi,
    QuarterCell,
    TargetKind,
    as_cells,
    check_annual,
    last_filled,
    last_target,
    merge,
    merge_targets,
    merge_variabel,
    propose_annual_target,
)
from bakesbang.calculation.result import ReasonCode, Result

T = "tahapan"


def _isi(hasil: Result) -> Decimal | str | None:
    return str(hasil.reason) if hasil.reason else hasil.number


GABUNG = [
    # akumulasi
    ([(5, 5), (5, 4), (5, None), (3, None)], "akumulasi", 2, 9),
    ([(5, 5), (5, None), (5, 4)], "akumulasi", 3, "Belum lengkap: TW II belum diisi"),
    ([(5, None), (5, "")], "akumulasi", 2, "Belum lengkap: TW I, TW II belum diisi"),
    ([(5, 0), (5, 0)], "akumulasi", 2, 0),
    ([(5, 5), ("-", None), (5, 4)], "akumulasi", 3, 9),
    ([(5, 5), ("-", 2), (5, 4)], "akumulasi", 3, 11),
    ([(5, 5), ("", 2)], "akumulasi", 2, 7),
    ([(5, 5), ("", None)], "akumulasi", 2, 5),
    ([("1 kegiatan", 1, T), (5, 4)], "akumulasi", 2, 4),
    ([(5, "-")], "akumulasi", 1, "Tidak terhitung: TW I bukan angka"),
    ([(5, 4), (5, "N/A"), (5, "banyak")], "akumulasi", 3, "Tidak terhitung: TW II, TW III bukan angka"),
    ([(5, 4), ("-", "N/A")], "akumulasi", 2, 4),
    ([(5, 4), ("-", "-")], "akumulasi", 2, 4),
    ([(5, 4), ("-", "banyak")], "akumulasi", 2, "Tidak terhitung: TW II bukan angka"),
    ([(5, 4), ("-", "80-90")], "akumulasi", 2, "Tidak terhitung: TW II bukan angka"),
    ([(5, "A (80)")], "akumulasi", 1, "Tidak terhitung: TW I bukan angka"),
    ([("-", "-")], "akumulasi", 1, "Belum diisi"),
    ([("-", None)], "akumulasi", 1, "Belum diisi"),
    ([("WTP", None), (5, 4)], "akumulasi", 2, 4),
    ([], "akumulasi", 4, "Belum diisi"),
    ([("1 kegiatan", 1, T)], "akumulasi", 1, "Belum diisi"),
    # rata-rata
    ([(80, 80), (80, 90)], "rata_rata", 2, 85),
    ([(80, 80), (80, None)], "rata_rata", 2, "Belum lengkap: TW II belum diisi"),
    ([(80, 80), ("-", None), (80, 70)], "rata_rata", 3, 75),
    ([(80, 0), (80, 1), (80, 0)], "rata_rata", 3, Decimal("0.3333333333333333333333333333")),
    # the last value
    ([(100, 100), (100, 90)], "berulang", 2, 90),
    ([(100, 100), (100, None)], "berulang", 2, 100),
    ([(100, 100), (100, 0)], "posisi_akhir", 2, 0),
    ([(100, 100), (100, "-")], "posisi_akhir", 2, 100),
    ([(100, 100), (100, "N/A")], "posisi_akhir", 2, 100),
    ([(1, 1, T), (18, 9), (18, 99)], "posisi_akhir", 2, 9),
    ([(1, 1, T)], "posisi_akhir", 1, "Belum diisi"),
    ([(10, 8), (20, 25)], "kumulatif", 2, 25),
    ([("WTP", "WTP")], "berulang", 1, "Tidak terhitung: TW I bukan satu angka"),
    ([(80, "A (81)")], "berulang", 1, 81),
    ([(80, "70-80")], "berulang", 1, "Tidak terhitung: TW I bukan satu angka"),
    ([], "kumulatif", 4, "Belum diisi"),
    # not by quarters
    (
        [(1, 1)],
        "rasio",
        1,
        "Tidak terhitung: rasio digabungkan dari variabelnya, bukan dari persentase tiap triwulan",
    ),
    ([(1, 1)], "", 1, "Tidak dinilai: cara menggabungkan triwulan belum ditetapkan"),
    ([(1, 1)], None, 1, "Tidak dinilai: cara menggabungkan triwulan belum ditetapkan"),
]


@pytest.mark.parametrize(("sel", "jenis", "sampai", "harapan"), GABUNG)
def test_realisasi_sampai_triwulan(sel: list[Any], jenis: str, sampai: int, harapan: Any) -> None:
    assert _isi(merge(sel, jenis, sampai)) == harapan


def test_alasan_belum_lengkap_menyebut_triwulannya() -> None:
    alasan = merge([(5, None), (5, 1), (5, None)], "akumulasi", 3).reason
    assert alasan is not None
    assert (alasan.code, alasan.missing) == (ReasonCode.INCOMPLETE, ("TW I", "TW III"))


@pytest.mark.parametrize(
    ("sel", "jenis", "kerja"),
    [
        ([(5, 5), (5, "1.234,5")], "akumulasi", "5 (TW I) + 1.234,5 (TW II) = 1.239,5"),
        ([(5, 5), (5, 4), (5, 4)], "rata_rata", "(5 (TW I) + 4 (TW II) + 4 (TW III)) ÷ 3 = 4,3333"),
        ([(5, 5), (5, None)], "berulang", "5 (data s.d. TW I)"),
        ([(5, 5), (5, 4)], "berulang", "4"),
        ([(5, "0,0625"), (5, "0,0001")], "akumulasi", "0,0625 (TW I) + 0,0001 (TW II) = 0,0626"),
        ([(5, "0,0625")], "berulang", "0,0625"),
    ],
)
def test_uraian_hitungan(sel: list[Any], jenis: str, kerja: str) -> None:
    assert merge(sel, jenis, len(sel)).working == kerja


TARGET = [
    ([(5, None), (5, None), (5, None), (3, None)], "akumulasi", 2, 10),
    ([(5, None), (5, None), (5, None), (3, None)], "akumulasi", 4, 18),
    ([(5, None), ("-", None), ("", None)], "akumulasi", 3, 5),
    ([("1 kegiatan", None, T), ("18 data", None)], "akumulasi", 2, 18),
    ([(80, None), (90, None)], "rata_rata", 2, 85),
    ([(10, None), (20, None), ("-", None)], "kumulatif", 3, 20),
    ([(10, None), (20, None)], "posisi_akhir", 1, 10),
    ([("100%", None), ("100%", None)], "berulang", 2, 100),
    ([(10, None), (50, None)], "rasio", 2, 50),
    ([("-", None), ("-", None)], "akumulasi", 2, "Tidak dinilai: tidak direncanakan (target “-”)"),
    ([("-", None), ("", None)], "akumulasi", 2, "Tidak dinilai: target belum ditetapkan"),
    ([], "akumulasi", 4, "Tidak dinilai: target belum ditetapkan"),
    ([("1 kegiatan", None, T)], "posisi_akhir", 1, "Tidak dinilai: target belum ditetapkan"),
    ([("WTP", None)], "berulang", 1, "Tidak terhitung: target bukan angka"),
    ([(5, None)], "", 1, "Tidak dinilai: cara menggabungkan triwulan belum ditetapkan"),
]


@pytest.mark.parametrize(("sel", "jenis", "sampai", "harapan"), TARGET)
def test_target_sampai_triwulan(sel: list[Any], jenis: str, sampai: int, harapan: Any) -> None:
    assert _isi(merge_targets(sel, jenis, sampai)) == harapan


def test_uraian_target_terakhir_tanpa_catatan() -> None:
    assert merge_targets([(10, None), (20, None), ("-", None)], "kumulatif", 3).working == "20"


def test_usul_target_tahunan_memakai_keempat_triwulan() -> None:
    assert propose_annual_target([(5, None), (5, None), (5, None), (3, None)], "akumulasi").number == 18
    campuran = [("1 kegiatan", None, T)] * 3 + [("1 data", None)]
    assert propose_annual_target(campuran, "posisi_akhir").number == 1


@pytest.mark.parametrize("fungsi", [merge, merge_targets])
def test_agregasi_tak_dikenal_ditolak(fungsi: Any) -> None:
    with pytest.raises(ValueError):
        fungsi([(1, 1)], "median", 1)


VARIABEL = [
    ([2, 1], "jumlah", 2, None, 3),
    ([2, None], "jumlah", 2, None, "Belum lengkap: TW II belum diisi"),
    ([None, 2], "jumlah", 2, None, "Belum lengkap: TW I belum diisi"),
    ([2], "jumlah", 2, None, "Belum lengkap: TW II belum diisi"),
    ([2, None, 5], "jumlah", 2, (1,), 2),
    ([2, 3, 5], "jumlah", 2, (1,), 5),
    ([2, 3, None], "jumlah", 2, (1, 2, 3), 5),
    ({1: "4", 3: "5"}, "jumlah", 3, (1, 3), 9),
    ({3: 5, 1: 4}, "terakhir", 3, None, 5),
    ([40, None], "terakhir", 2, None, 40),
    ([40, 0], "terakhir", 2, None, 0),
    ([40, 50], "terakhir", 1, None, 40),
    ([None, None], "terakhir", 2, None, "Belum diisi"),
    ([None], "jumlah", 1, (), "Belum diisi"),
    ([2, "-"], "jumlah", 2, None, "Tidak terhitung: TW II bukan angka"),
]


@pytest.mark.parametrize(("nilai", "jenis", "sampai", "wajib", "harapan"), VARIABEL)
def test_variabel_sampai_triwulan(nilai: Any, jenis: str, sampai: int, wajib: Any, harapan: Any) -> None:
    assert _isi(merge_variabel(nilai, jenis, sampai, required=wajib)) == harapan


def test_variabel_menyebut_sampai_mana_datanya() -> None:
    assert merge_variabel([40, None], "terakhir", 2).working == "40 (data s.d. TW I)"
    assert merge_variabel([40, 50], "terakhir", 2).working == "50"
    assert merge_variabel({2: 1, 1: 4}, "jumlah", 2).working == "4 (TW I) + 1 (TW II) = 5"


def test_jenis_variabel_tak_dikenal_ditolak() -> None:
    with pytest.raises(ValueError):
        merge_variabel([1], "rata", 1)


def test_jumlah_persentase_adalah_rasio_dari_jumlah() -> None:
    pembilang, penyebut = (
        merge_variabel([2, 1], "jumlah", 2).number,
        merge_variabel([3, 2], "jumlah", 2).number,
    )
    assert pembilang is not None
    assert penyebut is not None
    assert pembilang / penyebut * 100 == 60


def test_sel_dari_berbagai_bentuk() -> None:
    sel = QuarterCell.create(2, "18 kegiatan", "9", "tahapan")
    susunan = as_cells(
        [
            sel,
            (5, 4),
            {"target": "20%", "realisasi": 10},
            {"triwulan": 1, "target": "-", "nilai": 0, "jenis": "tahapan"},
        ]
    )
    assert [s.triwulan for s in susunan] == [1, 2, 2, 3]
    awal, kedua, _, ketiga = susunan
    assert kedua is sel
    assert (ketiga.target.satuan, ketiga.value.number, ketiga.kind) == ("%", 10, TargetKind.NILAI)
    assert (awal.value.number, awal.kind, awal.counted) == (0, TargetKind.TAHAPAN, False)
    assert QuarterCell.create(1).kind == TargetKind.NILAI
    assert not QuarterCell.create(1, 5, kind="tahapan").has_numeric_target
    assert QuarterCell.create(1, 5).has_numeric_target


def test_terakhir_terisi_dan_target_terakhir() -> None:
    sel = [("WTP", "WDP"), ("-", "-"), ("", None), (1, 1, T), (9, 9)]
    isi, rencana = last_filled(sel, 4), last_target(sel, 4)
    assert isi is not None
    assert rencana is not None
    assert (isi.value.predikat, rencana.target.predikat) == ("WDP", "WTP")
    assert last_filled([], 4) is None
    assert last_target([], 4) is None


PERIKSA = [
    ([(5, 0), (5, 0), (5, 0), (3, 0)], "akumulasi", 18, ()),
    (
        [(5, 0), (5, 0)],
        "akumulasi",
        18,
        ("Jumlah target triwulan (10) tidak sama dengan target tahunan (18).",),
    ),
    ([("0,333", 0)] * 3, "akumulasi", 1, ()),
    ([(10, 0), ("10,01", 0)], "kumulatif", 10, ()),
    (
        [(10, 0), ("10,02", 0)],
        "kumulatif",
        10,
        ("Target TW II (10,02) tidak sama dengan target tahunan (10).",),
    ),
    ([(5, 0), (4, 0)], "kumulatif", 4, ("Target kumulatif turun dari 5 (TW I) menjadi 4 (TW II).",)),
    ([("0,5", 0), (0, 0)], "kumulatif", 0, ("Target kumulatif turun dari 0,5 (TW I) menjadi 0 (TW II).",)),
    ([(5, 0), (4, 0)], "kumulatif", "", ("Target kumulatif turun dari 5 (TW I) menjadi 4 (TW II).",)),
    ([(5, 0), (5, 0)], "kumulatif", 5, ()),
    ([(5, 0), (4, 0)], "posisi_akhir", 4, ()),
    ([(5, 0), (4, 0), ("-", 0)], "posisi_akhir", "4%", ()),
    ([("1 kegiatan", 0, T), (4, 0)], "posisi_akhir", 4, ()),
    ([("4%", 0)], "rasio", "5%", ("Target TW I (4) tidak sama dengan target tahunan (5%).",)),
    ([("4%", 0)], "rasio", "4%", ()),
    (
        [("100%", 0), ("90%", 0), ("80%", 0)],
        "berulang",
        "100%",
        (
            "Target TW II (90%) tidak sama dengan target tahunan (100%).",
            "Target TW III (80%) tidak sama dengan target tahunan (100%).",
        ),
    ),
    ([("100%", 0), ("100,01%", 0)], "berulang", "100%", ()),
    (
        [(5, 0), ("", 0), ("-", 0)],
        "akumulasi",
        6,
        ("Jumlah target triwulan (5) tidak sama dengan target tahunan (6).",),
    ),
    ([(80, 0), (90, 0)], "rata_rata", 85, ()),
    (
        [(80, 0), (90, 0)],
        "rata_rata",
        80,
        ("Rata-rata target triwulan (85) tidak sama dengan target tahunan (80).",),
    ),
    ([(80, 0), ("WTP", 0)], "rata_rata", 80, ()),
    ([(5, 0), ("WTP", 0), (4, 0)], "kumulatif", 4, ()),
    ([(80, 0)], "berulang", "WTP", ()),
    ([(80, 0)], "berulang", None, ()),
    ([(80, 0)], "", 85, ()),
    ([("-", 0)], "akumulasi", 85, ()),
    ([("0", 0)], "akumulasi", 0, ()),
    ([("1", 0)], "akumulasi", 0, ("Jumlah target triwulan (1) tidak sama dengan target tahunan (0).",)),
]


@pytest.mark.parametrize(("sel", "jenis", "tahunan", "harapan"), PERIKSA)
def test_periksa_target_triwulan_terhadap_tahunan(
    sel: list[Any], jenis: str, tahunan: Any, harapan: tuple[str, ...]
) -> None:
    assert check_annual(sel, jenis, tahunan) == harapan


def test_toleransi_pemeriksaan_dapat_diatur() -> None:
    assert check_annual([(9, 0)], "akumulasi", 10, Decimal(1)) == ()
    assert len(check_annual([("8,99", 0)], "akumulasi", 10, Decimal(1))) == 1


ANGKA = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False)


@given(st.lists(ANGKA, min_size=1, max_size=4).flatmap(lambda a: st.tuples(st.just(a), st.permutations(a))))
def test_jumlah_dan_rata_rata_tidak_bergantung_urutan(pasangan: tuple[list[Decimal], list[Decimal]]) -> None:
    for jenis in ("akumulasi", "rata_rata"):
        hasil = [merge([(1, n) for n in urutan], jenis, 4).number for urutan in pasangan]
        assert hasil[0] == hasil[1]


@given(st.lists(st.none() | ANGKA, max_size=3), st.lists(st.none() | ANGKA, max_size=3), ANGKA)
def test_nilai_terakhir_mengabaikan_yang_sebelumnya(
    lama: list[Decimal | None], lain: list[Decimal | None], akhir: Decimal
) -> None:
    for jenis in (Agregasi.KUMULATIF, Agregasi.POSISI_AKHIR, Agregasi.BERULANG):
        hasil = [merge([*((1, n) for n in awal), (1, akhir)], jenis, 4).number for awal in (lama, lain)]
        assert hasil == [akhir, akhir]


@given(
    st.lists(st.tuples(st.none() | ANGKA, st.none() | ANGKA), max_size=4),
    st.sampled_from(Agregasi),
    st.integers(1, 4),
)
def test_triwulan_sesudahnya_tidak_berpengaruh(
    sel: list[tuple[Decimal | None, Decimal | None]], jenis: Agregasi, sampai: int
) -> None:
    for fungsi in (merge, merge_targets):
        assert fungsi(sel, jenis, sampai) == fungsi(sel[:sampai], jenis, sampai)


@given(
    st.lists(
        st.tuples(st.decimals(0, 1000, places=2), st.decimals(1, 1000, places=2)), min_size=1, max_size=4
    )
)
def test_rasio_dari_jumlah_terletak_di_antara_bagiannya(pasangan: list[tuple[Decimal, Decimal]]) -> None:
    n = len(pasangan)
    x = merge_variabel([p[0] for p in pasangan], "jumlah", n).number
    y = merge_variabel([p[1] for p in pasangan], "jumlah", n).number
    assert x is not None
    assert y is not None
    bagian = [a / b for a, b in pasangan]
    galat = Decimal("1e-20")
    assert min(bagian) - galat <= x / y <= max(bagian) + galat
