"""What a superuser does for agencies: a new one with all it needs to begin, and a plan's structure for another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

import iku.tindakan
import rencana_aksi.tindakan
from bakesbang.kinerja.bentuk import dari_ketetapan
from bakesbang.kinerja.models import KebijakanCapaian, KetetapanIndikator
from bakesbang.organisasi import actions as organisasi
from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pengguna, UnitKerja
from bakesbang.organisasi.roles import Peran
from bakesbang.trail.models import log
from iku.bentuk import IkuBaru, KepalaIku
from iku.models import VersiIku
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi

UNIT_AWAL = (
    ("pimpinan", JenisUnit.PIMPINAN, "Pimpinan", "Kepala Instansi"),
    ("sekretariat", JenisUnit.SEKRETARIAT, "Sekretariat", "Sekretaris"),
)


@transaction.atomic
def buka_instansi(*, instansi: Instansi, tahun: int, admin: Pengguna, oleh: Pengguna, waktu: datetime) -> str:
    """A new agency with its leading units, default policy and first admin, whose one-time password is returned.
    Raises ValidationError."""
    organisasi.create_instansi(instansi=instansi, tahun=tahun, by=oleh, now=waktu)
    for urutan, (kode, jenis, nama, kepala) in enumerate(UNIT_AWAL, start=1):
        unit = UnitKerja(instansi=instansi, kode=kode, jenis=jenis, nama=nama, urutan=urutan)
        organisasi.save(row=unit, instansi=instansi, by=oleh, now=waktu)
        jabatan = Jabatan(unit=unit, kode=f"kepala-{kode}", sebutan=kepala, kepala=True)
        organisasi.save(row=jabatan, instansi=instansi, by=oleh, now=waktu)
    KebijakanCapaian.objects.create(instansi=instansi, tahun=tahun)
    admin.instansi, admin.peran = instansi, Peran.ADMIN
    admin.full_clean(exclude=["password"])
    return organisasi.add_pengguna(pengguna=admin, by=oleh, now=waktu)


# ── a plan's structure for another agency ──
@transaction.atomic
def salin_rencana(
    *,
    sumber: VersiRencanaAksi,
    instansi: Instansi,
    tahun: int,
    dengan_target: bool,
    oleh: Pengguna,
    waktu: datetime,
) -> VersiRencanaAksi:
    """The tree of a version as a draf of another agency: no offices, no pengisi, no link between the years.
    Raises IntegrityError when that agency has a Rencana Aksi of the year."""
    versi = rencana_aksi.tindakan.buat(
        instansi=instansi,
        tahun=tahun,
        nama_cetak=instansi.nama.upper(),
        pohon=_pohon(sumber, dengan_target),
        oleh=oleh,
        waktu=waktu,
    )
    _catat(versi, f"{sumber.rencana} ({sumber.sebutan})", instansi, tahun, oleh, waktu)
    return versi


def _pohon(versi: VersiRencanaAksi, dengan_target: bool) -> list[SasaranBaru]:
    milik: dict[int, list[IndikatorSasaran]] = {}
    ketetapan = {
        k.pk: k for k in KetetapanIndikator.objects.lengkap().filter(di_sasaran__sasaran__versi=versi)
    }
    for b in IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("urutan", "pk"):
        milik.setdefault(b.sasaran_id, []).append(b)
    anak: dict[int | None, list[Sasaran]] = {}
    for s in Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"):
        anak.setdefault(s.induk_id, []).append(s)

    def cabang(s: Sasaran) -> SasaranBaru:
        return SasaranBaru(
            uraian=s.uraian, kode_nomenklatur=s.kode_nomenklatur, jenjang=s.jenjang,
            indikator=tuple(
                IndikatorSasaranBaru(dari_ketetapan(ketetapan[b.ketetapan_id], dengan_target=dengan_target)) for b in milik.get(s.pk, ())
            ),
            anak=tuple(cabang(a) for a in anak.get(s.pk, ())),
        )  # fmt: skip

    return [cabang(s) for s in anak.get(None, ())]


@transaction.atomic
def salin_iku(
    *, sumber: VersiIku, instansi: Instansi, tahun: int, dengan_target: bool, oleh: Pengguna, waktu: datetime
) -> VersiIku:
    """The IKU of a version as a draf of another agency; the header stays with the agency it belongs to."""
    ketetapan = {k.pk: k for k in KetetapanIndikator.objects.lengkap().filter(di_iku__versi=sumber)}
    isi = [
        IkuBaru(
            b.sasaran, dari_ketetapan(ketetapan[b.ketetapan_id], dengan_target=dengan_target), alasan=b.alasan
        )
        for b in sumber.indikator.order_by("urutan", "pk")
    ]
    kepala = KepalaIku(
        nama_cetak=(instansi.nama_pendek or instansi.nama).upper(), nama_skpd=instansi.nama.upper()
    )
    versi = iku.tindakan.buat(instansi=instansi, tahun=tahun, kepala=kepala, isi=isi, oleh=oleh, waktu=waktu)
    _catat(versi, f"{sumber.daftar} ({sumber.sebutan})", instansi, tahun, oleh, waktu)
    return versi


def _catat(
    versi: VersiRencanaAksi | VersiIku,
    sumber: str,
    instansi: Instansi,
    tahun: int,
    oleh: Pengguna,
    waktu: datetime,
) -> None:
    """The trace of the receiving agency does not name the giving one."""
    log(
        versi,
        "menyalin struktur dari instansi lain",
        by=oleh,
        instansi_id=instansi.pk,
        tahun=tahun,
        now=waktu,
        new={"sumber": sumber},
    )
