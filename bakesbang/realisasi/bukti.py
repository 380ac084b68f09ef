"""Evidence: what may be uploaded, and the acts on it. The type comes from the content, never from the name."""

from __future__ import annotations

import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.model_realisasi import BuktiDukung, JenisBukti
from bakesbang.kinerja.models import Indikator, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Pengguna
from bakesbang.realisasi.bukti_files import check_file, name_by_content, within_quota
from bakesbang.realisasi.tindakan_realisasi import jadwal_tw, kunci_baris, pastikan_terbuka, wewenang_untuk
from bakesbang.trail.models import log


def periksa_tautan(tautan: str) -> str:
    """An http or https address with a host. Raises ValidationError."""
    bersih = tautan.strip()
    try:
        bagian = urlsplit(bersih)
        sah = bagian.scheme in {"http", "https"} and bool(bagian.hostname)
    except ValueError:  # "http://["
        sah = False
    if not sah:
        raise ValidationError(f"“{bersih}” bukan tautan. Tautan dimulai dengan https:// atau http://.")
    if len(bersih) > 1000:
        raise ValidationError("Tautan paling panjang 1.000 huruf.")
    return bersih


def sidik_berkas(berkas: UploadedFile) -> str:
    sidik = hashlib.sha256()
    for potong in berkas.chunks():
        sidik.update(potong)
    berkas.seek(0)
    return sidik.hexdigest()


def _untuk_diubah(indikator: Indikator, triwulan: int, oleh: Pengguna, kini: datetime) -> Realisasi:
    if not wewenang_untuk(indikator, oleh, kini).boleh_isi(indikator):
        raise PermissionDenied("Bukti indikator ini diunggah oleh unit lain.")
    baris = kunci_baris(indikator, triwulan)
    pastikan_terbuka(jadwal_tw(indikator, triwulan), baris, kini)
    if baris.status in {StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI}:
        raise AlurSalah(f"Isian berstatus “{baris.get_status_display()}”, jadi buktinya tidak dapat diubah.")
    return baris


def unggah(
    *, indikator: Indikator, triwulan: int, berkas: UploadedFile, oleh: Pengguna, kini: datetime
) -> BuktiDukung:
    """Adds a file. Raises ValidationError (type, size, quota, malware, the same file again), AlurSalah,
    PermissionDenied. The file is looked at before any row is locked."""
    mime = check_file(berkas)
    return _keep(indikator, triwulan, berkas, mime, oleh, kini)


@transaction.atomic
def _keep(
    indikator: Indikator, triwulan: int, berkas: UploadedFile, mime: str, oleh: Pengguna, kini: datetime
) -> BuktiDukung:
    name = name_by_content(berkas.name or "berkas", mime)
    baris = _untuk_diubah(indikator, triwulan, oleh, kini)
    within_quota(baris, indikator.instansi_id, berkas.size or 0)
    sidik = sidik_berkas(berkas)
    if sama := baris.bukti.filter(sidik=sidik, dihapus_pada=None).first():
        raise ValidationError(
            f"Berkas ini sama dengan “{sama.judul}” yang sudah ada, jadi tidak diunggah lagi."
        )
    bukti = BuktiDukung(
        realisasi=baris,
        jenis=JenisBukti.BERKAS,
        judul=name,
        mime=mime,
        ukuran=berkas.size or 0,
        sidik=sidik,
        diunggah_oleh=oleh,
        diunggah_pada=kini,
    )
    bukti.berkas.save(name, berkas, save=False)
    bukti.save()
    _catat(bukti, "menambah bukti", oleh, kini)
    return bukti


@transaction.atomic
def tautkan(
    *, indikator: Indikator, triwulan: int, tautan: str, judul: str, oleh: Pengguna, kini: datetime
) -> BuktiDukung:
    """Adds a link. Raises ValidationError, AlurSalah, PermissionDenied."""
    alamat = periksa_tautan(tautan)
    baris = _untuk_diubah(indikator, triwulan, oleh, kini)
    if baris.bukti.filter(tautan=alamat, dihapus_pada=None).exists():
        raise ValidationError("Tautan ini sudah ada.")
    bukti = BuktiDukung.objects.create(
        realisasi=baris, jenis=JenisBukti.TAUTAN, judul=(judul.strip() or alamat)[:255], tautan=alamat,
        diunggah_oleh=oleh, diunggah_pada=kini,
    )  # fmt: skip
    _catat(bukti, "menambah bukti", oleh, kini)
    return bukti


@transaction.atomic
def hapus(*, bukti: BuktiDukung, oleh: Pengguna, kini: datetime) -> None:
    """Takes evidence away; the file and the row stay for the trace."""
    _untuk_diubah(bukti.realisasi.indikator, bukti.realisasi.triwulan, oleh, kini)
    bukti.dihapus_oleh, bukti.dihapus_pada = oleh, kini
    bukti.save(update_fields=["dihapus_oleh", "dihapus_pada"])
    _catat(bukti, "menghapus bukti", oleh, kini)


def _catat(bukti: BuktiDukung, tindakan: str, oleh: Pengguna, kini: datetime) -> None:
    indikator = bukti.realisasi.indikator
    log(
        bukti.realisasi, tindakan, by=oleh, instansi_id=indikator.instansi_id, tahun=indikator.tahun, now=kini,
        new={"bukti": bukti.judul, "sidik": bukti.sidik or bukti.tautan},
    )  # fmt: skip
