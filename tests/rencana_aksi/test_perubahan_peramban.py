"""A Perubahan in TW III with TW I and II locked, in a real browser: what was locked stays the same to the byte, and
the year's figures take in each quarter the ketetapan in force then."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.paper.document import IsiAngka
from bakesbang.realisasi import tindakan as kalender
from bakesbang.realisasi.laporan import Permintaan, dokumen
from rencana_aksi.models import VersiRencanaAksi
from tests.bakesbang.realisasi.isian import isi_triwulan, jadwalkan, konteks, pukul
from tests.rencana_aksi.perubahan import (
    KEJADIAN,
    KERJA_SAMA,
    KOORDINASI,
    isi_tetap,
    kunci_tw,
    mulai,
    ubah,
)

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

ALAMAT = "/bakesbangpol/2024/rencana-aksi/"
CETAK = [
    f"/bakesbangpol/2024/realisasi/{n}/laporan/{jenis}/cetak/{format}/{setahun}"
    for n in (1, 2)
    for jenis in ("rencana-aksi", "iku")
    for format in ("pdf", "xlsx")
    for setahun in ("", "?setahun=1")
]


@pytest.fixture
def k(peragaan):
    """TW I and II of 2024 filled, approved and locked."""
    k = konteks(peragaan)
    Realisasi.objects.filter(indikator__tahun=2024).delete()
    JadwalTriwulan.objects.filter(tahun=2024).delete()
    for n in (1, 2):
        isi_triwulan(k, n)
        kalender.kunci(
            k=k,
            triwulan=n,
            oleh=k.pengguna,
            waktu=pukul(k, jadwalkan(k, n).tutup),
            alasan_paksa="Jadwal kota.",
        )
    return k


def berkas(halaman) -> dict[str, bytes]:
    """What a person downloads, byte for byte."""
    isi = {}
    for alamat in CETAK:
        jawaban = halaman.page.request.get(halaman.alamat_server + alamat)
        assert jawaban.status == 200, alamat
        isi[alamat] = jawaban.body()
    return isi


def tahun_sampai(nama: str) -> list[tuple[Decimal | None, Decimal | None]]:
    """(result, capaian of the year) up to TW I … IV."""
    indikator = Indikator.objects.get(ketetapan__uraian=nama, ketetapan__nomor=1, tahun=2024)
    ukuran = muat_ukuran(indikator.instansi, 2024, indikator_ids=[indikator.pk])[indikator.pk]
    return [
        (t.sampai.number, None if t.capaian_tahun.percent is None else round(t.capaian_tahun.percent, 4))
        for t in ukuran.triwulan
    ]


def test_locked_quarters_stay_the_same_to_the_byte_and_the_year_follows(k, halaman):
    halaman.masuk("penyusun").buka(ALAMAT)
    lama = VersiRencanaAksi.objects.get()
    sebelum, isi_lama = berkas(halaman), isi_tetap(lama)
    p = halaman.page

    p.get_by_role("link", name="Buat Perubahan").click()
    assert p.locator("select option").all_inner_texts() == ["TW III", "TW IV"]
    p.get_by_label("Alasan perubahan").fill("P-APBD 2024")
    p.get_by_role("button", name="Buat Perubahan I").click()
    p.get_by_text("Perubahan I dibuat sebagai draf.").wait_for()
    draf = VersiRencanaAksi.objects.get(status="draf")
    ubah(draf, KOORDINASI, tw3="8", tw4="8")
    ubah(draf, KEJADIAN, agregasi="akumulasi", tw3="20", tw4="22")
    ubah(draf, KERJA_SAMA, agregasi="rata_rata")

    p.get_by_role("link", name="Lihat perbedaan").click()
    p.get_by_role("heading", name="Perbedaan Rencana Aksi").wait_for()
    assert sorted(p.locator("del").all_inner_texts()) == sorted(
        ["5", "3", "18", "18", "Berulang: target yang sama setiap triwulan"]
    )
    assert sorted(p.locator("ins").all_inner_texts()) == sorted(
        ["8", "8", "20", "22", "Akumulasi: jumlah semua triwulan", "Rata-rata triwulan yang terisi"]
    )
    halaman.buka(f"{ALAMAT}tetapkan/")
    p.get_by_label("Nomor", exact=True).fill("188.45/P1/2024")
    p.locator("input[type=date]").fill("2024-08-01")
    p.get_by_role("button", name="Periksa penetapan").click()
    p.get_by_role("button", name="Tetapkan Rencana Aksi 2024").click()
    p.get_by_text("Rencana Aksi 2024 (Perubahan I) ditetapkan dan berlaku.").wait_for()

    assert berkas(halaman) == sebelum
    assert isi_tetap(lama) == isi_lama
    assert {r.status for r in Realisasi.objects.filter(indikator__tahun=2024)} == {"disetujui"}

    isi_triwulan(k, 3)
    isi_triwulan(k, 4)
    # Realized 5, 4, 6, 3. Targets 5 and 5 of the first ketetapan, then 8 and 8 of the second.
    assert tahun_sampai(KOORDINASI) == [
        (5, Decimal("100")),  # 5 of 5
        (9, Decimal("90")),  # 9 of 10
        (15, Decimal("83.3333")),  # 15 of 5 + 5 + 8 = 18
        (18, Decimal("69.2308")),  # 18 of 5 + 5 + 8 + 8 = 26
    ]
    # Realized 18, 20, 18, 9. Nobody had said how to put quarters together until TW III.
    assert tahun_sampai(KEJADIAN) == [
        (None, None),
        (None, None),
        (56, Decimal("100")),  # 56 of 18 + 18 + 20 = 56
        (65, Decimal("83.3333")),  # 65 of 18 + 18 + 20 + 22 = 78
    ]
    # Realized 2, 2, 1 of 2, 2, 2: each time the same target until TW II, the mean from TW III on.
    hasil = tahun_sampai(KERJA_SAMA)
    assert hasil[:2] == [(2, Decimal("100")), (2, Decimal("100"))]
    assert [(round(a, 4), b) for a, b in hasil[2:]] == [(Decimal("1.6667"), Decimal("83.3333"))] * 2

    assert berkas(halaman) == sebelum
    dok = dokumen(
        k, Permintaan("rencana-aksi", 4, True), waktu=datetime(2025, 2, 1, tzinfo=UTC), oleh="Dimas"
    )
    assert dok.versi == "Perubahan I"
    angka = {
        str(round(s.isi.angka, 4))
        for s in dok.tabel.sel
        if isinstance(s.isi, IsiAngka) and s.isi.angka is not None
    }
    assert {"69.2308", "83.3333"} <= angka


HALAMAN = (
    "perubahan/", "perubahan/beda/", "perubahan/beda/?versi=0", "perubahan/buang/", "salin/", "", "?versi=1",
)  # fmt: skip


@pytest.mark.parametrize("ukuran", ["halaman", "halaman_ponsel"])
def test_pages_are_accessible_at_both_widths(peragaan, request, ukuran):
    h = request.getfixturevalue(ukuran).masuk("penyusun")
    kunci_tw(1)
    h.buka(f"{ALAMAT}perubahan/")
    assert h.pelanggaran_axe() == []
    draf = mulai(2)
    ubah(
        draf,
        KOORDINASI,
        tw3="8",
        definisi_operasional="Rapat yang bernotulen dan dihadiri paling sedikit dua instansi terkait.",
    )
    kunci_tw(2)
    for alamat in HALAMAN:
        assert h.buka(f"{ALAMAT}{alamat}") == 200
        assert h.pelanggaran_axe() == [], alamat
        assert not h.bergeser_ke_samping(), alamat


def test_differences_print_without_the_application_around_them(peragaan, halaman):
    ubah(mulai(3), KOORDINASI, tw3="8")
    halaman.masuk("staf.wasnas").buka(f"{ALAMAT}perubahan/beda/")
    halaman.page.emulate_media(media="print")
    assert not halaman.page.get_by_role("link", name="Cetak PDF").is_visible()
    assert halaman.page.get_by_text("PERBEDAAN RENCANA AKSI TAHUN 2024").is_visible()
    assert halaman.page.locator("ins", has_text="8").is_visible()


def test_everything_locked_leaves_nothing_to_choose(peragaan, halaman_ponsel):
    kunci_tw(1, 2, 3, 4)
    halaman_ponsel.masuk("penyusun").buka(f"{ALAMAT}perubahan/")
    assert halaman_ponsel.page.get_by_text("Semua triwulan sudah dikunci.").is_visible()
    assert halaman_ponsel.pelanggaran_axe() == []
