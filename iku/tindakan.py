"""Acts over a whole list of IKU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from bakesbang.jejak.models import catat
from bakesbang.jejak.riwayat import atas_nama
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import Jenjang, NamaDokumen
from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pejabat, Pengguna, TahunKerja, UnitKerja
from iku.bentuk import IkuBaru, KepalaIku
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku


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
    with atas_nama(oleh, "Membuat IKU"):
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
    catat(daftar, "membuat IKU", oleh=oleh, instansi_id=instansi.pk, tahun=tahun, waktu=waktu)
    return versi


@transaction.atomic
def salin_tahun(
    *, sumber: VersiIku, tahun: int, dengan_target: bool, oleh: Pengguna | None, waktu: datetime
) -> VersiIku:
    """Next year's draf: header, indicators, formulas, offices and, by choice, targets; never realizations.
    ``asal`` links each indicator to this year's. An indicator copied already (shared) is used, not doubled."""
    instansi = sumber.daftar.instansi
    with atas_nama(oleh, f"Menyalin {sumber.daftar}"):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        daftar = DaftarIku.objects.create(instansi=instansi, tahun=tahun, nama_cetak=sumber.daftar.nama_cetak)
        kepala = {
            n: getattr(sumber, n)
            for n in ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")
        }
        versi = VersiIku.objects.create(daftar=daftar, **kepala)
        for baris in sumber.indikator.select_related("ketetapan__indikator"):
            IndikatorKinerjaUtama.objects.create(
                versi=versi, ketetapan=_ketetapan_tahun(baris.ketetapan, tahun, dengan_target, oleh), urutan=baris.urutan,
                sasaran=baris.sasaran, alasan=baris.alasan, penanggung_jawab_cetak=baris.penanggung_jawab_cetak, kunci=baris.kunci,
            )  # fmt: skip
    catat(
        daftar, "menyalin IKU", oleh=oleh, instansi_id=instansi.pk, tahun=tahun, waktu=waktu,
        baru={"dari tahun": sumber.daftar.tahun, "target ikut": dengan_target},
    )  # fmt: skip
    return versi


def _ketetapan_tahun(
    lama: KetetapanIndikator, tahun: int, dengan_target: bool, oleh: Pengguna | None
) -> KetetapanIndikator:
    indikator, baru = Indikator.objects.get_or_create(
        instansi=lama.indikator.instansi, tahun=tahun, asal=lama.indikator
    )
    if not baru:
        return indikator.ketetapan.order_by("nomor").last()  # type: ignore[return-value]
    return kinerja.salin_ketetapan(
        sumber=lama, indikator=indikator, dokumen=NamaDokumen.IKU, oleh=oleh, dengan_target=dengan_target
    )


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
    with atas_nama(oleh, "Memakai indikator bersama"):
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
    """draf → ditetapkan. Raises AlurSalah when it is not a draf or holds no indicator."""
    versi = VersiIku.objects.select_for_update().select_related("daftar__instansi").get(pk=versi.pk)
    if not versi.draf:
        raise AlurSalah("Dokumen ini sudah ditetapkan.")
    baris = list(
        versi.indikator.select_related("ketetapan__indikator").prefetch_related(
            "ketetapan__penanggung_jawab__unit",
            "ketetapan__indikator__baris_pengisi",
            "ketetapan__indikator__ketetapan",
        )
    )
    if not baris:
        raise AlurSalah("IKU ini belum berisi indikator, jadi belum dapat ditetapkan.")
    daftar = versi.daftar
    with atas_nama(oleh, f"Menetapkan {versi}"):
        for lama in daftar.versi.berlaku():
            lama.gantikan()
        versi.bekukan_penanda_tangan(penanda_tangan, daftar.instansi.tempat)
        versi.tetapkan(nomor_surat=nomor_surat, tanggal=tanggal, oleh=oleh, pada=waktu)
        kinerja.berlakukan(
            dokumen=NamaDokumen.IKU, instansi=daftar.instansi, tahun=daftar.tahun,
            isi=[(b.ketetapan, Jenjang.STRATEGIS) for b in baris], mulai_triwulan=versi.mulai_triwulan,
            sebutan=versi.sebutan, alasan=versi.alasan, oleh=oleh, waktu=waktu,
        )  # fmt: skip
        _usulkan_pengisi(baris, daftar.instansi, oleh, waktu)
    catat(
        versi, "menetapkan IKU", oleh=oleh, instansi_id=daftar.instansi_id, tahun=daftar.tahun, waktu=waktu,
        lama={"status": "draf"}, baru={"status": "ditetapkan", "nomor": nomor_surat, "tanggal": tanggal, "penanda tangan": versi.ttd_nama},
        alasan=versi.alasan,
    )  # fmt: skip
    return versi


def _usulkan_pengisi(
    baris: Sequence[IndikatorKinerjaUtama], instansi: Instansi, oleh: Pengguna, waktu: datetime
) -> None:
    """The units of the penanggung jawab. An indicator that a Rencana Aksi already gave its units keeps them
    when the IKU names no office of its own."""
    sekretariat = list(UnitKerja.objects.filter(instansi=instansi, jenis=JenisUnit.SEKRETARIAT, aktif=True))
    for b in baris:
        indikator = b.ketetapan.indikator
        unit = list(dict.fromkeys(j.unit for j in b.ketetapan.penanggung_jawab.all()))
        if unit or not indikator.baris_pengisi.all():
            kinerja.atur_pengisi(indikator=indikator, unit=unit or sekretariat, oleh=oleh, waktu=waktu)
