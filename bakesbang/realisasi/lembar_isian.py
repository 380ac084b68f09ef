"""The realizations of a unit and quarter as a workbook to fill in offline, and its way back: preview of every
change, conflicts, faults; saved all or nothing under the same rules as the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.xlsx_form import BarisIsian, BarisKembali, KolomIsian, LembarIsian
from bakesbang.realisasi import tindakan_realisasi
from bakesbang.realisasi.kisi import Kisi
from bakesbang.realisasi.tampilan import BarisTampil, tampilkan_baris
from bakesbang.realisasi.tindakan_realisasi import CERITA, HasilSimpan
from bakesbang.trail.tags import attribute
from bakesbang.versions.returned_workbook import Batal, Pratinjau, Ubahan

NILAI = "nilai"
KOLOM = (
    KolomIsian("sasaran", "Sasaran", 34),
    KolomIsian("indikator", "Indikator atau data", 44),
    KolomIsian("target", "Target", 18),
    KolomIsian("satuan", "Satuan", 12),
    KolomIsian(NILAI, "Realisasi", 16, isian=True, wajib=True),
    KolomIsian("uraian", "Uraian", 34, isian=True),
    KolomIsian("faktor_pendukung", "Faktor pendukung", 34, isian=True),
    KolomIsian("faktor_penghambat", "Faktor penghambat", 34, isian=True),
    KolomIsian("tindak_lanjut", "Tindak lanjut", 34, isian=True),
    KolomIsian("catatan_tidak_biasa", "Penjelasan angka tidak biasa", 30, isian=True),
)
SEMUA_ISIAN = frozenset(k.kunci for k in KOLOM if k.isian)


def pengenal(k: PageContext, triwulan: int, kode_unit: str) -> str:
    return f"realisasi/{k.instansi.kode}/{k.tahun}/{triwulan}/{kode_unit}"


def lembar(k: PageContext, kisi: Kisi, kode_unit: str, sebutan_unit: str, kini: datetime) -> LembarIsian:
    """One row per indicator, and below a computed one a row per input. Rows that take no typing now are locked."""
    baris: list[BarisIsian] = []
    for b in kisi.baris:
        baris += _baris(tampilkan_baris(b, kisi.jadwal, kini))
    return LembarIsian(
        judul=f"Realisasi {label_of(kisi.triwulan)} Tahun {k.tahun}",
        keterangan=f"{k.instansi.nama} · {sebutan_unit}",
        pengenal=pengenal(k, kisi.triwulan, kode_unit),
        kolom=KOLOM,
        baris=tuple(baris),
        petunjuk=("Indikator yang dihitung tidak diketik: isi datanya pada baris di bawahnya.",),
        dibuat=kini,
    )


def _baris(b: BarisTampil) -> list[BarisIsian]:
    r = b.baris.realisasi
    cerita = {word: getattr(r, attribute(type(r), word)) if r else "" for word in CERITA}
    isi = {
        "sasaran": b.baris.jalur[-1] if b.baris.jalur else "",
        "indikator": b.uraian,
        "target": b.tw.target.teks if b.tw.target else "",
        "satuan": b.satuan,
        NILAI: b.utama.teks if b.utama else b.hasil,
    }
    kunci: frozenset[str] = SEMUA_ISIAN if b.terkunci else frozenset()
    utama = BarisIsian(
        f"{b.baris.indikator.kunci}|teks",
        isi | cerita,
        kunci if b.utama or b.terkunci else frozenset({NILAI}),
    )
    hanya_nilai = SEMUA_ISIAN - {NILAI}
    masukan = [
        BarisIsian(
            f"{b.baris.indikator.kunci}|{i.medan}",
            {"indikator": f"   {i.label}", "satuan": i.satuan, NILAI: i.teks},
            kunci if b.terkunci else hanya_nilai,
        )
        for i in b.masukan
    ]
    return [utama, *masukan]


# ── back ──
def terapkan(
    *, k: PageContext, triwulan: int, baris: Sequence[BarisKembali], kini: datetime, simpan: bool
) -> Pratinjau:
    """What the workbook would change; with ``simpan`` it is done, all or nothing, through the grid's own action."""
    hasil = Pratinjau()
    semua = Indikator.objects.milik(k.instansi, k.tahun).select_related("instansi")
    indikator = {str(i.kunci): i for i in semua.prefetch_related("ketetapan", "baris_pengisi")}
    try:
        with transaction.atomic():
            for satu in baris:
                _terapkan_baris(k, triwulan, satu, indikator, kini, hasil)
            if not simpan or not hasil.bersih:
                raise Batal
    except Batal:
        pass
    return hasil


def _terapkan_baris(
    k: PageContext,
    triwulan: int,
    satu: BarisKembali,
    indikator: dict[str, Indikator],
    kini: datetime,
    hasil: Pratinjau,
) -> None:
    kunci, _, medan_nilai = satu.id.partition("|")
    sasaran = indikator.get(kunci)
    if sasaran is None or not medan_nilai:
        hasil.asing.append(satu.nomor)
        return
    kolom_medan = {(medan_nilai if kolom == NILAI else kolom): kolom for kolom in satu.isi}
    berubah = {
        medan: satu.isi[kolom] for medan, kolom in kolom_medan.items()
        if satu.isi[kolom] != satu.dimuat.get(kolom, "") and (kolom == NILAI or medan_nilai == "teks")
    }  # fmt: skip
    if not berubah:
        return
    dimuat = {medan: satu.dimuat.get(kolom, "") for medan, kolom in kolom_medan.items()}

    def ubahan(medan: str, sebab: str = "", lama: str | None = None) -> Ubahan:
        asal = dimuat[medan] if lama is None else lama
        return Ubahan(satu.nomor, kolom_medan[medan], str(sasaran), medan, asal, berubah[medan], sebab)

    try:
        simpanan = tindakan_realisasi.isi(
            indikator=sasaran,
            triwulan=triwulan,
            perubahan=berubah,
            dimuat=dimuat,
            oleh=k.pengguna,
            kini=kini,
            alasan="Dari buku kerja",
        )
    except (AlurSalah, PermissionDenied, ValidationError) as galat:
        pesan = " ".join(galat.messages) if isinstance(galat, ValidationError) else str(galat)
        hasil.salah += [ubahan(medan, pesan) for medan in berubah]
        return
    _bagi(simpanan, hasil, ubahan)


def _bagi(simpanan: HasilSimpan, hasil: Pratinjau, ubahan: Callable[..., Ubahan]) -> None:
    for medan in simpanan.tersimpan:
        hasil.ubahan.append(ubahan(medan))
    for medan, pesan in simpanan.salah.items():
        hasil.salah.append(ubahan(medan, pesan))
    for b in simpanan.bentrok:
        pesan = f"{b.oleh} sudah mengubah menjadi {b.nilai or 'kosong'} sejak lembar ini diunduh. Samakan, atau isi di halaman."
        hasil.bentrok.append(ubahan(b.medan, pesan, b.nilai))
