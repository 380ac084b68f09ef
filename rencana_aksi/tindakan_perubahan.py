"""Acts that begin, adjust, drop or carry on a version: Perubahan, and next year's copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bakesbang.jejak.models import catat
from bakesbang.jejak.riwayat import atas_nama
from bakesbang.kinerja import perubahan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.pilihan import NamaDokumen
from bakesbang.kinerja.tindakan import terkunci_terakhir
from bakesbang.organisasi.models import Pengguna, TahunKerja
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi

DOKUMEN = NamaDokumen.RENCANA_AKSI
SALIN = ("jenjang", "urutan", "uraian", "kode_nomenklatur", "tahun_nomenklatur", "kunci", "catatan")


@transaction.atomic
def mulai_perubahan(
    *, versi: VersiRencanaAksi, alasan: str, mulai_triwulan: int, oleh: Pengguna, waktu: datetime
) -> VersiRencanaAksi:
    """A full copy of the version in force as the next draf. Nothing changes for anybody else until it is laid
    down. Indicators that the IKU has changed meanwhile come as they are in force now.

    Raises AlurSalah when the version is not in force, a draf exists, the reason is missing, or the quarter is
    locked."""
    rencana = _tahan(versi)
    versi.refresh_from_db()
    terkunci = terkunci_terakhir(rencana.instansi, rencana.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(versi, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    semua = list(rencana.versi.all())
    if any(v.draf for v in semua):
        raise AlurSalah("Masih ada draf Rencana Aksi yang belum ditetapkan. Selesaikan atau buang dahulu.")
    with atas_nama(oleh, alasan):
        draf = VersiRencanaAksi.objects.create(
            rencana=rencana,
            nomor=max(v.nomor for v in semua) + 1,
            alasan=alasan,
            mulai_triwulan=mulai_triwulan,
        )
    terbaru = {s.lama_id: s.baru.pk for s in perubahan.susulan(_ketetapan(versi), DOKUMEN)}
    _salin_pohon(versi, draf, lambda pk: terbaru.get(pk, pk), oleh, alasan)
    _catat(draf, "memulai Perubahan Rencana Aksi", oleh, waktu, baru={"versi": draf.sebutan, "mulai triwulan": mulai_triwulan}, alasan=alasan)  # fmt: skip
    return draf


@transaction.atomic
def ubah_perubahan(
    *, versi: VersiRencanaAksi, alasan: str, mulai_triwulan: int, oleh: Pengguna, waktu: datetime
) -> VersiRencanaAksi:
    """Another reason or quarter for a draf Perubahan. Raises AlurSalah as ``mulai_perubahan`` does."""
    rencana = _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    berlaku = rencana.versi.berlaku().first()
    if versi.nomor == 0 or berlaku is None:
        raise AlurSalah("Dokumen murni berlaku mulai TW I dan tidak beralasan perubahan.")
    terkunci = terkunci_terakhir(rencana.instansi, rencana.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(berlaku, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    lama = {"alasan": versi.alasan, "mulai triwulan": versi.mulai_triwulan}
    versi.alasan, versi.mulai_triwulan = alasan, mulai_triwulan
    with atas_nama(oleh, alasan):
        versi.save(update_fields=["alasan", "mulai_triwulan"])
    _catat(versi, "mengubah rencana Perubahan", oleh, waktu, lama=lama, baru={"alasan": alasan, "mulai triwulan": mulai_triwulan})  # fmt: skip
    return versi


@transaction.atomic
def selaraskan(*, versi: VersiRencanaAksi, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Rows of a draf that still point to what the IKU has replaced follow what is in force now. Returns the
    indicators. Raises AlurSalah when the version is not a draf."""
    _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    terbaru = {s.lama_id: s.baru for s in perubahan.susulan(_ketetapan(versi), DOKUMEN)}
    with atas_nama(oleh, "Mengikuti ketetapan yang berlaku"):
        for baris in IndikatorSasaran.objects.filter(sasaran__versi=versi, ketetapan__in=terbaru):
            baris.ketetapan = terbaru[baris.ketetapan_id]
            baris.save(update_fields=["ketetapan"])
    nama = [k.uraian for k in terbaru.values()]
    if nama:
        _catat(versi, "mengikuti ketetapan yang berlaku", oleh, waktu, baru={"indikator": nama})
    return nama


@transaction.atomic
def buang_draf(*, versi: VersiRencanaAksi, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Deletes a draf version with the drafs of ketetapan that nothing else points to; what is in force stays as
    it is. Returns the indicators whose drafs went. Raises AlurSalah when it is not a draf."""
    rencana = _tahan(versi)
    versi.refresh_from_db()
    _pastikan_draf(versi)
    sebutan, nama, versi_id = versi.sebutan, str(rencana), versi.pk
    ketetapan = set(_ketetapan(versi))
    with atas_nama(oleh, f"Membuang draf {sebutan}"):
        versi.delete()
        hilang = perubahan.buang_ketetapan(
            dokumen=DOKUMEN, instansi=rencana.instansi, tahun=rencana.tahun, ketetapan_ids=ketetapan
        )
        perubahan.buang_langkah(DOKUMEN, versi_id)
        catat(
            rencana, "membuang draf Rencana Aksi", oleh=oleh, instansi_id=rencana.instansi_id, tahun=rencana.tahun, waktu=waktu,
            lama={"dokumen": nama, "versi": sebutan, "alasan": versi.alasan, "draf indikator": hilang},
        )  # fmt: skip
        if not rencana.versi.exists():
            rencana.delete()
    return hilang


@transaction.atomic
def salin_tahun(
    *, sumber: VersiRencanaAksi, tahun: int, dengan_target: bool, oleh: Pengguna | None, waktu: datetime
) -> VersiRencanaAksi:
    """Another year's draf: the tree with its keys, indicators, formulas, offices and, by choice, targets; never
    realizations. ``asal`` links each indicator to its own of this year; one that the IKU has brought there
    already is used, not doubled.

    Raises AlurSalah for a year that is not later or has a Rencana Aksi."""
    rencana = sumber.rencana
    instansi = rencana.instansi
    if tahun <= rencana.tahun:
        raise AlurSalah(f"Pilih tahun sesudah {rencana.tahun}.")
    if RencanaAksi.objects.filter(instansi=instansi, tahun=tahun).exists():
        raise AlurSalah(f"Rencana Aksi tahun {tahun} sudah ada.")
    alasan = f"Menyalin {rencana}"
    with atas_nama(oleh, alasan):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        baru = RencanaAksi.objects.create(instansi=instansi, tahun=tahun, nama_cetak=rencana.nama_cetak)
        versi = VersiRencanaAksi.objects.create(rencana=baru)
        peta, disalin = perubahan.ketetapan_tahun(
            ids=_ketetapan(sumber), instansi=instansi, tahun=tahun, dokumen=DOKUMEN, dengan_target=dengan_target, oleh=oleh
        )  # fmt: skip
        _salin_pohon(sumber, versi, peta.__getitem__, oleh, alasan)
        perubahan.arahkan_ulang(instansi=instansi, tahun=tahun, baru=disalin)
    catat(
        baru, "menyalin Rencana Aksi", oleh=oleh, instansi_id=instansi.pk, tahun=tahun, waktu=waktu,
        baru={"dari tahun": rencana.tahun, "versi": sumber.sebutan, "target ikut": dengan_target},
    )  # fmt: skip
    return versi


def _tahan(versi: VersiRencanaAksi) -> RencanaAksi:
    """The plan under lock: one draf at a time, whoever asks."""
    return RencanaAksi.objects.select_for_update().select_related("instansi").get(pk=versi.rencana_id)


def _pastikan_draf(versi: VersiRencanaAksi) -> None:
    if not versi.draf:
        raise AlurSalah("Dokumen ini sudah ditetapkan, jadi tidak dapat diubah atau dibuang.")


def _baris(versi: VersiRencanaAksi) -> QuerySet[IndikatorSasaran]:
    return IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("sasaran", "urutan", "pk")


def _ketetapan(versi: VersiRencanaAksi) -> list[int]:
    return list(IndikatorSasaran.objects.filter(sasaran__versi=versi).values_list("ketetapan_id", flat=True))


def _catat(versi: VersiRencanaAksi, tindakan: str, oleh: Pengguna, waktu: datetime, **isi: Any) -> None:
    rencana = versi.rencana
    catat(
        versi, tindakan, oleh=oleh, instansi_id=rencana.instansi_id, tahun=rencana.tahun, waktu=waktu, **isi
    )


def _salin_pohon(
    dari: VersiRencanaAksi,
    ke: VersiRencanaAksi,
    ketetapan: Callable[[int], int],
    oleh: Pengguna | None,
    alasan: str,
) -> None:
    """Level by level, so that a whole plan takes a few queries however large it is. ``kunci`` is kept."""
    salinan: dict[int | None, Sasaran | None] = {None: None}
    semua = Sasaran.objects.filter(versi=dari).order_by("jenjang", "urutan", "pk")
    for _, sejenjang in groupby(semua, key=lambda s: s.jenjang):
        lama = list(sejenjang)
        baru = [
            Sasaran(versi=ke, induk=salinan[s.induk_id], **{n: getattr(s, n) for n in SALIN}) for s in lama
        ]
        salinan |= dict(
            zip(
                (s.pk for s in lama), perubahan.sisipkan(Sasaran, baru, oleh=oleh, alasan=alasan), strict=True
            )
        )
    butir = [
        IndikatorSasaran(
            sasaran=salinan[b.sasaran_id], ketetapan_id=ketetapan(b.ketetapan_id), urutan=b.urutan,
            penanggung_jawab_cetak=b.penanggung_jawab_cetak, kunci=b.kunci,
        )
        for b in _baris(dari)
    ]  # fmt: skip
    perubahan.sisipkan(IndikatorSasaran, butir, oleh=oleh, alasan=alasan)
