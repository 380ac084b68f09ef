"""Acts that begin, adjust, drop or carry on a version of the IKU: Perubahan, and next year's copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from bakesbang.jejak.models import catat
from bakesbang.jejak.riwayat import atas_nama
from bakesbang.kinerja import perubahan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.pilihan import NamaDokumen
from bakesbang.kinerja.tindakan import terkunci_terakhir
from bakesbang.organisasi.models import Pengguna, TahunKerja
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku

DOKUMEN = NamaDokumen.IKU
KEPALA = ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")
SALIN = ("urutan", "sasaran", "alasan", "penanggung_jawab_cetak", "kunci")


@transaction.atomic
def mulai_perubahan(
    *, versi: VersiIku, alasan: str, mulai_triwulan: int, oleh: Pengguna, waktu: datetime
) -> VersiIku:
    """A full copy of the version in force as the next draf. Nothing changes for anybody else until it is laid
    down. Indicators that the Rencana Aksi has changed meanwhile come as they are in force now.

    Raises AlurSalah when the version is not in force, a draf exists, the reason is missing, or the quarter is
    locked."""
    daftar = _tahan(versi)
    versi.refresh_from_db()
    terkunci = terkunci_terakhir(daftar.instansi, daftar.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(versi, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    semua = list(daftar.versi.all())
    if any(v.draf for v in semua):
        raise AlurSalah("Masih ada draf IKU yang belum ditetapkan. Selesaikan atau buang dahulu.")
    with atas_nama(oleh, alasan):
        draf = VersiIku.objects.create(
            daftar=daftar, nomor=max(v.nomor for v in semua) + 1, alasan=alasan, mulai_triwulan=mulai_triwulan,
            **{nama: getattr(versi, nama) for nama in KEPALA},
        )  # fmt: skip
    terbaru = {s.lama_id: s.baru.pk for s in perubahan.susulan(_ketetapan(versi), DOKUMEN)}
    _salin_isi(versi, draf, lambda pk: terbaru.get(pk, pk), oleh, alasan)
    _catat(draf, "memulai Perubahan IKU", oleh, waktu, baru={"versi": draf.sebutan, "mulai triwulan": mulai_triwulan}, alasan=alasan)  # fmt: skip
    return draf


@transaction.atomic
def ubah_perubahan(
    *, versi: VersiIku, alasan: str, mulai_triwulan: int, oleh: Pengguna, waktu: datetime
) -> VersiIku:
    """Another reason or quarter for a draf Perubahan. Raises AlurSalah as ``mulai_perubahan`` does."""
    daftar = _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    berlaku = daftar.versi.berlaku().first()
    if versi.nomor == 0 or berlaku is None:
        raise AlurSalah("Dokumen murni berlaku mulai TW I dan tidak beralasan perubahan.")
    terkunci = terkunci_terakhir(daftar.instansi, daftar.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(berlaku, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    lama = {"alasan": versi.alasan, "mulai triwulan": versi.mulai_triwulan}
    versi.alasan, versi.mulai_triwulan = alasan, mulai_triwulan
    with atas_nama(oleh, alasan):
        versi.save(update_fields=["alasan", "mulai_triwulan"])
    _catat(versi, "mengubah rencana Perubahan", oleh, waktu, lama=lama, baru={"alasan": alasan, "mulai triwulan": mulai_triwulan})  # fmt: skip
    return versi


@transaction.atomic
def selaraskan(*, versi: VersiIku, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Rows of a draf that still point to what the Rencana Aksi has replaced follow what is in force now. Returns
    the indicators. Raises AlurSalah when the version is not a draf."""
    _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    terbaru = {s.lama_id: s.baru for s in perubahan.susulan(_ketetapan(versi), DOKUMEN)}
    with atas_nama(oleh, "Mengikuti ketetapan yang berlaku"):
        for baris in versi.indikator.filter(ketetapan__in=terbaru):
            baris.ketetapan = terbaru[baris.ketetapan_id]
            baris.save(update_fields=["ketetapan"])
    nama = [k.uraian for k in terbaru.values()]
    if nama:
        _catat(versi, "mengikuti ketetapan yang berlaku", oleh, waktu, baru={"indikator": nama})
    return nama


@transaction.atomic
def buang_draf(*, versi: VersiIku, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Deletes a draf version with the drafs of ketetapan that nothing else points to; what is in force stays as
    it is. Returns the indicators whose drafs went. Raises AlurSalah when it is not a draf."""
    daftar = _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    sebutan, versi_id = versi.sebutan, versi.pk
    ketetapan = set(_ketetapan(versi))
    with atas_nama(oleh, f"Membuang draf {sebutan}"):
        versi.delete()
        hilang = perubahan.buang_ketetapan(
            dokumen=DOKUMEN, instansi=daftar.instansi, tahun=daftar.tahun, ketetapan_ids=ketetapan
        )
        perubahan.buang_langkah(DOKUMEN, versi_id)
        catat(
            daftar, "membuang draf IKU", oleh=oleh, instansi_id=daftar.instansi_id, tahun=daftar.tahun, waktu=waktu,
            lama={"dokumen": str(daftar), "versi": sebutan, "alasan": versi.alasan, "draf indikator": hilang},
        )  # fmt: skip
        if not daftar.versi.exists():
            daftar.delete()
    return hilang


@transaction.atomic
def salin_tahun(
    *, sumber: VersiIku, tahun: int, dengan_target: bool, oleh: Pengguna | None, waktu: datetime
) -> VersiIku:
    """Another year's draf: header, indicators, formulas, offices and, by choice, targets; never realizations.
    ``asal`` links each indicator to its own of this year; one that the Rencana Aksi has brought there already is
    used, not doubled. Raises AlurSalah for a year that is not later or has an IKU."""
    instansi = sumber.daftar.instansi
    if tahun <= sumber.daftar.tahun:
        raise AlurSalah(f"Pilih tahun sesudah {sumber.daftar.tahun}.")
    if DaftarIku.objects.filter(instansi=instansi, tahun=tahun).exists():
        raise AlurSalah(f"IKU tahun {tahun} sudah ada.")
    alasan = f"Menyalin {sumber.daftar}"
    with atas_nama(oleh, alasan):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        daftar = DaftarIku.objects.create(instansi=instansi, tahun=tahun, nama_cetak=sumber.daftar.nama_cetak)
        versi = VersiIku.objects.create(daftar=daftar, **{nama: getattr(sumber, nama) for nama in KEPALA})
        peta, disalin = perubahan.ketetapan_tahun(
            ids=_ketetapan(sumber), instansi=instansi, tahun=tahun, dokumen=DOKUMEN, dengan_target=dengan_target, oleh=oleh
        )  # fmt: skip
        _salin_isi(sumber, versi, peta.__getitem__, oleh, alasan)
        perubahan.arahkan_ulang(instansi=instansi, tahun=tahun, baru=disalin)
    catat(
        daftar, "menyalin IKU", oleh=oleh, instansi_id=instansi.pk, tahun=tahun, waktu=waktu,
        baru={"dari tahun": sumber.daftar.tahun, "versi": sumber.sebutan, "target ikut": dengan_target},
    )  # fmt: skip
    return versi


def _tahan(versi: VersiIku) -> DaftarIku:
    """The list under lock: one draf at a time, whoever asks."""
    return DaftarIku.objects.select_for_update().select_related("instansi").get(pk=versi.daftar_id)


def _pastikan_draf(versi: VersiIku) -> None:
    if not versi.draf:
        raise AlurSalah("Dokumen ini sudah ditetapkan, jadi tidak dapat diubah atau dibuang.")


def _ketetapan(versi: VersiIku) -> list[int]:
    return list(versi.indikator.values_list("ketetapan_id", flat=True))


def _catat(versi: VersiIku, tindakan: str, oleh: Pengguna, waktu: datetime, **isi: Any) -> None:
    daftar = versi.daftar
    catat(versi, tindakan, oleh=oleh, instansi_id=daftar.instansi_id, tahun=daftar.tahun, waktu=waktu, **isi)


def _salin_isi(
    dari: VersiIku, ke: VersiIku, ketetapan: Callable[[int], int], oleh: Pengguna | None, alasan: str
) -> None:
    isi = [
        IndikatorKinerjaUtama(
            versi=ke, ketetapan_id=ketetapan(b.ketetapan_id), **{n: getattr(b, n) for n in SALIN}
        )
        for b in dari.indikator.order_by("urutan", "pk")
    ]
    perubahan.sisipkan(IndikatorKinerjaUtama, isi, oleh=oleh, alasan=alasan)
