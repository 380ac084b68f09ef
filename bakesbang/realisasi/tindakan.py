"""The calendar of a quarter: opening, locking with its reports frozen, reopening, the leader's note."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja import pemberitahuan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import JadwalTriwulan, KunciTriwulan, Realisasi
from bakesbang.kinerja.pilihan import NamaDokumen, StatusRealisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.document import Meta
from bakesbang.paper.freeze import ke_json
from bakesbang.realisasi.kisi import muat_kisi
from bakesbang.realisasi.laporan import Permintaan, rangkai, susun_laporan
from bakesbang.realisasi.tindakan_realisasi import kembalikan, setujui, sidik
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as


def _catat(jadwal: JadwalTriwulan, tindakan: str, oleh: Pengguna, waktu: datetime, **isi: Any) -> None:
    log(jadwal, tindakan, by=oleh, instansi_id=jadwal.instansi_id, tahun=jadwal.tahun, now=waktu, **isi)


@transaction.atomic
def atur_jadwal(
    *,
    instansi: Instansi,
    tahun: int,
    triwulan: int,
    buka: date,
    batas: date,
    tutup: date,
    oleh: Pengguna,
    waktu: datetime,
) -> JadwalTriwulan:
    """Sets when entry opens, is due and closes. Raises AlurSalah for a locked quarter, ValidationError for dates
    out of order."""
    TahunKerja.objects.get(instansi=instansi, tahun=tahun)
    jadwal = (
        JadwalTriwulan.objects.select_for_update()
        .filter(instansi=instansi, tahun=tahun, triwulan=triwulan)
        .first()
    )
    lama = {} if jadwal is None else {"buka": jadwal.buka, "batas": jadwal.batas, "tutup": jadwal.tutup}
    jadwal = jadwal or JadwalTriwulan(instansi=instansi, tahun=tahun, triwulan=triwulan)
    if jadwal.terkunci:
        raise AlurSalah(f"{label_of(triwulan)} sudah dikunci, jadi jadwalnya tidak dapat diubah.")
    jadwal.buka, jadwal.batas, jadwal.tutup = buka, batas, tutup
    jadwal.full_clean()
    jadwal.save()
    _catat(
        jadwal, "mengatur jadwal", oleh, waktu, old=lama, new={"buka": buka, "batas": batas, "tutup": tutup}
    )
    pemberitahuan.dibuka(jadwal, waktu)
    return jadwal


@transaction.atomic
def jadwalkan_tahun(
    *,
    instansi: Instansi,
    tahun: int,
    tanggal: Iterable[tuple[int, date, date, date]],
    oleh: Pengguna,
    waktu: datetime,
) -> None:
    """Several quarters at once, all or none: (triwulan, buka, batas, tutup). Raises as ``atur_jadwal``."""
    for triwulan, buka, batas, tutup in tanggal:
        atur_jadwal(
            instansi=instansi, tahun=tahun, triwulan=triwulan, buka=buka, batas=batas, tutup=tutup, oleh=oleh, waktu=waktu,
        )  # fmt: skip


@transaction.atomic
def kunci(
    *, k: PageContext, triwulan: int, oleh: Pengguna, waktu: datetime, alasan_paksa: str = ""
) -> KunciTriwulan:
    """Locks a quarter and freezes its report tables. Raises AlurSalah when it has no schedule, is locked, an
    earlier quarter is open, or required rows are not approved and no reason is given."""
    jadwal = _jadwal(k.instansi, k.tahun, triwulan)
    if jadwal.terkunci:
        raise AlurSalah(f"{label_of(triwulan)} sudah dikunci.")
    lebih_awal = (
        JadwalTriwulan.objects.milik(k.instansi, k.tahun)
        .filter(triwulan__lt=triwulan, dikunci_pada=None)
        .first()
    )
    if lebih_awal is not None:
        raise AlurSalah(f"Kunci {label_of(lebih_awal.triwulan)} dahulu. Triwulan dikunci berurutan.")
    kurang = muat_kisi(k, triwulan, timezone.localdate(waktu, k.instansi.zone)).belum_lengkap()
    if kurang and not alasan_paksa.strip():
        raise AlurSalah(
            f"{len(kurang)} indikator wajib belum disetujui. Lengkapi dahulu, atau tulis alasan mengunci sekarang."
        )
    jadwal.alasan_paksa = alasan_paksa.strip() if kurang else ""
    jadwal.dikunci_oleh, jadwal.dikunci_pada, jadwal.berubah_sejak_dikunci = oleh, waktu, False
    jadwal.save()
    nomor = jadwal.kunci.count() + 1
    isi = _bekukan(k, triwulan, oleh, waktu, nomor)
    tercatat = KunciTriwulan.objects.create(
        jadwal=jadwal, nomor=nomor, isi=isi, sidik=sidik(isi), catatan_pimpinan=jadwal.catatan_pimpinan,
        alasan_paksa=jadwal.alasan_paksa, dikunci_oleh=oleh, dikunci_pada=waktu,
    )  # fmt: skip
    _catat(
        jadwal, "mengunci triwulan", oleh, waktu, new={"nomor kunci": nomor, "sidik": tercatat.sidik, "belum disetujui": len(kurang)},
        reason=jadwal.alasan_paksa,
    )  # fmt: skip
    pemberitahuan.dikunci(tercatat, waktu)
    return tercatat


def _jadwal(instansi: Instansi, tahun: int, triwulan: int) -> JadwalTriwulan:
    jadwal = (
        JadwalTriwulan.objects.select_for_update()
        .filter(instansi=instansi, tahun=tahun, triwulan=triwulan)
        .first()
    )
    if jadwal is None:
        raise AlurSalah(f"{label_of(triwulan)} belum dijadwalkan.")
    return jadwal


def _bekukan(k: PageContext, triwulan: int, oleh: Pengguna, waktu: datetime, nomor: int) -> dict[str, Any]:
    """Every report that this quarter can print, as JSON; the only clock in it is the lock's."""
    isi: dict[str, Any] = {}
    for jenis in NamaDokumen.values:
        for setahun in (False, True):
            minta = Permintaan(jenis, triwulan, setahun)
            laporan, kisi = susun_laporan(k, minta)
            meta = Meta(
                waktu,
                oleh.nama,
                f"capaian/{k.tahun}/{jenis}/{triwulan}/{nomor}",
                "Dikunci",
                f"kunci nomor {nomor}",
            )
            isi[minta.pengenal] = ke_json(rangkai(k, minta, laporan, kisi, meta))
    return isi


@transaction.atomic
def buka_kembali(
    *,
    k: PageContext,
    triwulan: int,
    indikator_ids: Collection[int],
    alasan: str,
    rujukan: str,
    oleh: Pengguna,
    waktu: datetime,
) -> JadwalTriwulan:
    """Opens a locked quarter: only the named rows go to dikembalikan, later locked quarters are marked. Raises
    ValidationError without reason, reference or rows, AlurSalah when it is not locked."""
    jadwal = _jadwal(k.instansi, k.tahun, triwulan)
    if not jadwal.terkunci:
        raise AlurSalah(f"{label_of(triwulan)} tidak sedang dikunci.")
    salah = {n: p for n, isi, p in (
        ("alasan", alasan.strip(), "Tulis alasan membuka kembali."),
        ("rujukan", rujukan.strip(), "Sebut surat atau dokumen yang menjadi dasarnya."),
        ("indikator", indikator_ids, "Pilih indikator yang akan diperbaiki."),
    ) if not isi}  # fmt: skip
    if salah:
        raise ValidationError(salah)
    tercatat = jadwal.kunci.first()
    if tercatat is not None:
        tercatat.dibuka_oleh, tercatat.dibuka_pada = oleh, waktu
        tercatat.alasan_buka, tercatat.rujukan_buka = alasan.strip(), rujukan.strip()
        tercatat.save(update_fields=["dibuka_oleh", "dibuka_pada", "alasan_buka", "rujukan_buka"])
    jadwal.dikunci_oleh = jadwal.dikunci_pada = None
    jadwal.alasan_paksa = ""
    jadwal.save()
    for nanti in JadwalTriwulan.objects.milik(k.instansi, k.tahun).filter(
        triwulan__gt=triwulan, dikunci_pada__isnull=False
    ):
        nanti.berubah_sejak_dikunci = True
        nanti.save(update_fields=["berubah_sejak_dikunci"])
    with acting_as(oleh, alasan):
        _kembalikan_baris(
            k, triwulan, indikator_ids, f"{label_of(triwulan)} dibuka kembali: {alasan.strip()}", oleh, waktu
        )
    _catat(
        jadwal, "membuka kembali triwulan", oleh, waktu, new={"rujukan": rujukan.strip(), "indikator": sorted(indikator_ids)}, reason=alasan.strip()
    )  # fmt: skip
    pemberitahuan.dibuka_kembali(
        jadwal, tercatat.nomor if tercatat else 0, indikator_ids, alasan.strip(), waktu
    )
    return jadwal


def _kembalikan_baris(
    k: PageContext, triwulan: int, ids: Collection[int], catatan: str, oleh: Pengguna, waktu: datetime
) -> None:
    baris = Realisasi.objects.filter(
        indikator__instansi=k.instansi, indikator__tahun=k.tahun, indikator__in=list(ids), triwulan=triwulan
    )
    for satu in baris:
        if satu.status in {StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI}:
            dari = satu.status
            satu.kembalikan(oleh=oleh, pada=waktu, catatan=catatan)
            log(
                satu, "mengembalikan", by=oleh, instansi_id=k.instansi.pk, tahun=k.tahun, now=waktu,
                old={"status": dari}, new={"status": satu.status}, reason=catatan,
            )  # fmt: skip


@transaction.atomic
def tulis_catatan_pimpinan(
    *, k: PageContext, triwulan: int, catatan: str, oleh: Pengguna, waktu: datetime
) -> JadwalTriwulan:
    """The leader's note, printed below the reports. Raises AlurSalah after the lock."""
    jadwal = _jadwal(k.instansi, k.tahun, triwulan)
    if jadwal.terkunci:
        raise AlurSalah(f"{label_of(triwulan)} sudah dikunci, jadi catatannya tidak dapat diubah.")
    lama, jadwal.catatan_pimpinan = jadwal.catatan_pimpinan, catatan.strip()
    jadwal.save(update_fields=["catatan_pimpinan"])
    _catat(
        jadwal,
        "menulis catatan pimpinan",
        oleh,
        waktu,
        old={"catatan": lama},
        new={"catatan": jadwal.catatan_pimpinan},
    )
    return jadwal


@transaction.atomic
def putuskan_banyak(
    *,
    pilihan: Iterable[tuple[Realisasi, int]],
    catatan: str | None,
    oleh: Pengguna,
    waktu: datetime,
) -> tuple[int, list[str]]:
    """Approves the chosen rows, or returns them all with one note, each as it was seen (row, version).

    A row that cannot be decided any more is left as it is and named: (number decided, sentences). Raises
    PermissionDenied, and then nothing is decided, when one of the rows belongs to another head."""
    berhasil, galat = 0, []
    for realisasi, versi in pilihan:
        try:
            if catatan is None:
                setujui(realisasi=realisasi, oleh=oleh, kini=waktu, versi=versi)
            else:
                kembalikan(realisasi=realisasi, catatan=catatan, oleh=oleh, kini=waktu, versi=versi)
        except AlurSalah as salah:
            galat.append(f"{realisasi.ketetapan.uraian}: {salah}")
        else:
            berhasil += 1
    return berhasil, galat
