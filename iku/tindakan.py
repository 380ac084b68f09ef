"""Acts over a whole list of IKU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang, NamaDokumen
from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import actions as version_actions
from iku.bentuk import IkuBaru, KepalaIku
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku
from iku.perubahan import IKU
from iku.tindakan_perubahan import salin_tahun

__all__ = ["buat", "pengisi_baru", "salin_tahun", "tambah_bersama", "tetapkan"]


@transaction.atomic
def buat(
    *,
    instansi: Instansi,
    tahun: int,
    kepala: KepalaIku,
    isi: Sequence[IkuBaru],
    oleh: Pengguna | None,
    waktu: datetime,
    jabatan: Mapping[str, Jabatan] | None = None,
) -> VersiIku:
    """A new list of IKU with its first version as draf. Raises IntegrityError when the year has one."""
    with acting_as(oleh, "Membuat IKU"):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        daftar = DaftarIku.objects.create(instansi=instansi, tahun=tahun, nama_cetak=kepala.nama_cetak)
        versi = VersiIku.objects.create(daftar=daftar, **kepala.kolom())
        for urutan, baru in enumerate(isi, start=1):
            ketetapan = kinerja.buat_indikator(
                baru=baru.indikator,
                instansi=instansi,
                tahun=tahun,
                dokumen=NamaDokumen.IKU,
                oleh=oleh,
                jabatan=jabatan,
            )
            IndikatorKinerjaUtama.objects.create(
                versi=versi, ketetapan=ketetapan, urutan=urutan, sasaran=baru.sasaran, alasan=baru.alasan,
                penanggung_jawab_cetak=baru.penanggung_jawab_cetak,
            )  # fmt: skip
    log(daftar, "membuat IKU", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=waktu)
    return versi


@transaction.atomic
def tambah_bersama(
    *,
    versi: VersiIku,
    ketetapan: KetetapanIndikator,
    sasaran: str,
    penanggung_jawab_cetak: str,
    oleh: Pengguna | None,
) -> IndikatorKinerjaUtama:
    """Puts an indicator of the same year (a sasaran's, say) into a draf: one row, filled in once."""
    if not versi.draf:
        raise AlurSalah("Hanya draf yang dapat diubah.")
    terakhir = versi.indikator.order_by("urutan").last()
    with acting_as(oleh, "Memakai indikator bersama"):
        return IndikatorKinerjaUtama.objects.create(
            versi=versi, ketetapan=ketetapan, urutan=terakhir.urutan + 1 if terakhir else 1, sasaran=sasaran,
            penanggung_jawab_cetak=penanggung_jawab_cetak,
        )  # fmt: skip


@transaction.atomic
def tetapkan(
    *,
    versi: VersiIku,
    nomor_surat: str,
    tanggal: date,
    penanda_tangan: Pejabat | None,
    oleh: Pengguna,
    waktu: datetime,
) -> VersiIku:
    """draf → ditetapkan. Raises AlurSalah when it is not a draf or holds no indicator, when its quarter was locked
    meanwhile, or when a shared indicator was changed by the Rencana Aksi meanwhile."""
    versi = IKU.kunci(versi)
    baris = _baris(versi)
    return version_actions.tetapkan(
        IKU, versi=versi, isi=[(b.ketetapan, Jenjang.STRATEGIS) for b in baris],
        pengisi=lambda sebelum: pengisi_baru(baris, sebelum, versi.daftar.instansi),
        nomor_surat=nomor_surat, tanggal=tanggal, penanda_tangan=penanda_tangan, oleh=oleh, waktu=waktu,
    )  # fmt: skip


def _baris(versi: VersiIku) -> list[IndikatorKinerjaUtama]:
    return list(
        versi.indikator.select_related("ketetapan__indikator__instansi").prefetch_related(
            "ketetapan__penanggung_jawab__unit",
            "ketetapan__indikator__baris_pengisi",
            "ketetapan__indikator__ketetapan",
            "ketetapan__indikator__pemakaian",
        )
    )


def pengisi_baru(
    baris: Sequence[IndikatorKinerjaUtama], sebelum: VersiIku | None, instansi: Instansi
) -> list[tuple[Indikator, list[UnitKerja]]]:
    """Units to set at tetapkan: those of the penanggung jawab. An indicator that a Rencana Aksi already gave its
    units keeps them when the IKU names no office of its own. What people set by hand stays: a Perubahan proposes
    anew only where its offices differ, a first version only where no unit was chosen while it was a draf."""
    sekretariat = list(UnitKerja.objects.filter(instansi=instansi, jenis=JenisUnit.SEKRETARIAT, aktif=True))
    lama = {b.ketetapan.indikator_id: _unit(b) for b in _baris(sebelum)} if sebelum is not None else {}
    pilihan = []
    for b in baris:
        indikator, unit = b.ketetapan.indikator, _unit(b)
        diatur = bool(indikator.baris_pengisi.all())
        tetap = lama[indikator.pk] == unit if indikator.pk in lama else not indikator.pemakaian.all()
        if diatur and (tetap or not unit):
            continue
        pilihan.append((indikator, unit or sekretariat))
    return pilihan


def _unit(b: IndikatorKinerjaUtama) -> list[UnitKerja]:
    return list(dict.fromkeys(j.unit for j in b.ketetapan.penanggung_jawab.all()))
