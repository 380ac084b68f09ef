"""The cast and the acts of a quarter, short enough to tell a story in a test."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from bakesbang.kinerja.models import BuktiDukung, Indikator, KetetapanIndikator, Realisasi
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.realisasi import tindakan
from bakesbang.realisasi import tindakan_realisasi as t
from tests.adegan import adegan

# Indicators of the 2024 plan, by what fills them in (fixtures: rencana aksi).
ORMAS = "Persentase pendaftaran ormas yang difasilitasi"  # Poldagri, 100% every quarter


# Every decided row is locked, measured and frozen by itself: for a few rows at a time this is meant.
PER_BARIS = override_settings(ZEAL_ALLOWLIST=[{"model": "*", "field": "*"}])


def alamat(nama: str, kode: str = "bakesbangpol", tahun: int = 2024, **kata: Any) -> str:
    return reverse(f"realisasi:{nama}", kwargs={"kode": kode, "tahun": tahun} | kata)


def orang(username: str) -> Pengguna:
    return Pengguna.objects.get(username=username)


def rumah() -> Instansi:
    return Instansi.objects.get(kode="bakesbangpol")


def masuk(client: Client, username: str) -> Client:
    client.force_login(orang(username))
    return client


def indikator(uraian: str = ORMAS) -> Indikator:
    return KetetapanIndikator.objects.get(uraian=uraian, indikator__tahun=2024).indikator


def jadwalkan(triwulan: int, buka: date | None = None, batas: int = 20, tutup: int = 30) -> None:
    """Opens a quarter of 2024 from that day (default: today)."""
    awal = buka or timezone.localdate()
    tindakan.atur_jadwal(
        instansi=rumah(), tahun=2024, triwulan=triwulan, buka=awal, batas=awal + timedelta(days=batas),
        tutup=awal + timedelta(days=tutup), oleh=orang("penyusun"), waktu=timezone.now(),
    )  # fmt: skip


def isi(indikator: Indikator, oleh: str = "staf.poldagri", triwulan: int = 1, **isian: str) -> Realisasi:
    perubahan: Mapping[str, str] = {"teks": "100%", "faktor_pendukung": "Loket dibuka tiap hari."} | isian
    hasil = t.isi(
        indikator=indikator, triwulan=triwulan, perubahan=perubahan, oleh=orang(oleh), kini=timezone.now()
    )  # fmt: skip
    assert not hasil.salah
    return hasil.realisasi


def ajukan(
    indikator: Indikator, oleh: str = "staf.poldagri", triwulan: int = 1, bukti: bool = True, **isian: str
) -> Realisasi:
    """Filled in with everything that submission asks for, with evidence unless told otherwise, and submitted."""
    baris = isi(indikator, oleh, triwulan, **isian)
    if bukti:
        BuktiDukung.objects.create(
            realisasi=baris, jenis="tautan", judul="Daftar hadir", tautan="https://contoh.go.id/daftar-hadir",
            diunggah_oleh=orang(oleh), diunggah_pada=timezone.now(),
        )  # fmt: skip
    return t.ajukan(realisasi=baris, oleh=orang(oleh), kini=timezone.now())


def setujui(baris: Realisasi, oleh: str = "kabid.poldagri") -> Realisasi:
    return t.setujui(realisasi=baris, oleh=orang(oleh), kini=timezone.now())


def kembalikan(baris: Realisasi, catatan: str, oleh: str = "kabid.poldagri") -> Realisasi:
    return t.kembalikan(realisasi=baris, catatan=catatan, oleh=orang(oleh), kini=timezone.now())


def banyak_kueri(client: Client, tujuan: str) -> int:
    """How many queries a page takes, once the first visit has filled the caches."""
    client.get(tujuan)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(tujuan).status_code == 200
    return len(kueri)


# One bidang at work in TW II: what a head finds on his review page.
KEGIATAN = "Jumlah database ormas terdaftar dan berbadan hukum"  # 18 kegiatan in TW II
USULAN = "Persentase usulan perempuan yang diakomidir dalam perencanaan pembangunan"  # 20%
TERLIBAT = "Persentase keterlibatan ormas perempuan dalam perencanaan pembangunan"  # 30%
DISKUSI = "Persentase ormas perempuan yang terlibat diskusi dengan pemerintah"  # 100%
TERDAFTAR = "Persentase ormas perempuan yang terdaftar"  # 20%
KECAMATAN = "Jumlah database ormas setiap kecamatan"  # 1 kegiatan, a step of work
STRATEGIS = "Persentase ormas perempuan yang aktif dalam pembangunan"  # sasaran strategis, judged by the year
IKU_ORMAS = "Persentase LSM/ORMAS/PARPOL yang berpartisipasi aktif dalam pembangunan"  # a formula
BAIK = {"faktor_pendukung": "Loket pendaftaran dibuka di kecamatan."}
KURANG = {
    "faktor_pendukung": "",
    "faktor_penghambat": "Tiga kecamatan belum mengirim data.",
    "tindak_lanjut": "Kunjungan ke tiga kecamatan minggu pertama Juli.",
}


def bidang_bekerja() -> None:
    """TW I approved for one indicator; in TW II every kind of row that a review can meet."""
    setujui(ajukan(indikator(), teks="90%", **KURANG))
    jadwalkan(2)
    dua: dict[str, Any] = {"triwulan": 2}
    baris = ajukan(indikator(KEGIATAN), **dua, **KURANG | {"teks": "16 kegiatan"})
    kembalikan(baris, "Daftar hadir baru memuat 15 kecamatan, isian 16.")
    ajukan(
        indikator(KEGIATAN),
        **dua,
        **KURANG | {"teks": "15 kegiatan", "uraian": "Isian dibetulkan menjadi 15."},
    )
    ajukan(indikator(USULAN), bukti=False, **dua, **KURANG | {"teks": "19%"})
    ajukan(indikator(TERLIBAT), **dua, teks="30%")
    ajukan(indikator(DISKUSI), **dua, **KURANG | {"teks": "80%", "faktor_penghambat": "-"})
    ajukan(indikator(TERDAFTAR), **dua, teks="45%", catatan_tidak_biasa="Loket baru menarik ormas lama.")
    ajukan(indikator(), **dua, teks="100%")
    ajukan(indikator(KECAMATAN), "kabid.poldagri", **dua, teks="1 kegiatan")
    ajukan(indikator(STRATEGIS), **dua, **KURANG | {"teks": "12%"})
    hasil = t.isi(
        indikator=indikator(IKU_ORMAS), triwulan=2, oleh=orang("staf.poldagri"), kini=timezone.now(),
        perubahan={"var:berpartisipasi": "90", "var:ada": "124", "uraian": "Rapat koordinasi dua kali."},
    )  # fmt: skip
    setujui(t.ajukan(realisasi=hasil.realisasi, oleh=orang("staf.poldagri"), kini=timezone.now()))


bidang = adegan("bidang", bidang_bekerja)
