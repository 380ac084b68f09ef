"""Acts over a whole Rencana Aksi."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.models import Indikator
from bakesbang.kinerja.pilihan import NamaDokumen
from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import actions as version_actions
from rencana_aksi.bentuk import SasaranBaru
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi
from rencana_aksi.perubahan import RENCANA_AKSI


@transaction.atomic
def buat(
    *,
    instansi: Instansi,
    tahun: int,
    nama_cetak: str,
    pohon: Sequence[SasaranBaru],
    oleh: Pengguna | None,
    waktu: datetime,
    jabatan: Mapping[str, Jabatan] | None = None,
) -> VersiRencanaAksi:
    """A new Rencana Aksi with its first version as draf. Raises IntegrityError when the year has one."""
    with acting_as(oleh, "Membuat Rencana Aksi"):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        rencana = RencanaAksi.objects.create(instansi=instansi, tahun=tahun, nama_cetak=nama_cetak)
        versi = VersiRencanaAksi.objects.create(rencana=rencana)
        for urutan, sasaran in enumerate(pohon, start=1):
            _buat_sasaran(versi, sasaran, None, urutan, oleh, jabatan)
    log(rencana, "membuat Rencana Aksi", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=waktu)
    return versi


def _buat_sasaran(
    versi: VersiRencanaAksi,
    baru: SasaranBaru,
    induk: Sasaran | None,
    urutan: int,
    oleh: Pengguna | None,
    jabatan: Mapping[str, Jabatan] | None,
) -> None:
    sasaran = Sasaran(
        versi=versi, induk=induk, jenjang=baru.di_bawah(induk.jenjang if induk else 0), urutan=urutan, uraian=baru.uraian,
        kode_nomenklatur=baru.kode_nomenklatur, catatan=baru.catatan,
    )  # fmt: skip
    if baru.kunci is not None:
        sasaran.kunci = baru.kunci
    sasaran.save()
    for nomor, i in enumerate(baru.indikator, start=1):
        ketetapan = kinerja.buat_indikator(
            baru=i.indikator, instansi=versi.rencana.instansi, tahun=versi.rencana.tahun,
            dokumen=NamaDokumen.RENCANA_AKSI, oleh=oleh, jabatan=jabatan,
        )  # fmt: skip
        IndikatorSasaran.objects.create(
            sasaran=sasaran,
            ketetapan=ketetapan,
            urutan=nomor,
            penanggung_jawab_cetak=i.penanggung_jawab_cetak,
        )
    for nomor, anak in enumerate(baru.anak, start=1):
        _buat_sasaran(versi, anak, sasaran, nomor, oleh, jabatan)


@transaction.atomic
def tetapkan(
    *,
    versi: VersiRencanaAksi,
    nomor_surat: str,
    tanggal: date,
    penanda_tangan: Pejabat | None,
    oleh: Pengguna,
    waktu: datetime,
) -> VersiRencanaAksi:
    """draf → ditetapkan: freezes the signatory, puts its indicators in force, proposes who fills them in,
    and replaces the version before it. Raises AlurSalah when it is not a draf or holds no indicator, when its
    quarter was locked meanwhile, or when a shared indicator was changed by the IKU meanwhile."""
    versi = RENCANA_AKSI.kunci(versi)
    baris = _baris(versi)
    return version_actions.tetapkan(
        RENCANA_AKSI, versi=versi, isi=[(b.ketetapan, b.sasaran.jenjang) for b in baris],
        pengisi=lambda sebelum: pengisi_baru(versi, baris, sebelum),
        nomor_surat=nomor_surat, tanggal=tanggal, penanda_tangan=penanda_tangan, oleh=oleh, waktu=waktu,
    )  # fmt: skip


def _baris(versi: VersiRencanaAksi) -> list[IndikatorSasaran]:
    return list(
        IndikatorSasaran.objects.filter(sasaran__versi=versi)
        .select_related("sasaran", "ketetapan__indikator__instansi")
        .prefetch_related(
            "ketetapan__penanggung_jawab__unit",
            "ketetapan__indikator__ketetapan",
            "ketetapan__indikator__pemakaian",
            "ketetapan__indikator__baris_pengisi",
        )
    )


def pengisi_baru(
    versi: VersiRencanaAksi, baris: Sequence[IndikatorSasaran], sebelum: VersiRencanaAksi | None
) -> list[tuple[Indikator, list[UnitKerja]]]:
    """Units to set at tetapkan. What people set by hand stays: a Perubahan proposes anew only
    where its proposal differs from the one of the version before it, a first version only where no unit was
    chosen while the indicator was a draf."""
    usulan = usulan_pengisi(versi, baris)
    lama = usulan_pengisi(sebelum, _baris(sebelum)) if sebelum is not None else {}
    pilihan = []
    for i in {b.ketetapan.indikator_id: b.ketetapan.indikator for b in baris}.values():
        diatur = bool(i.baris_pengisi.all())
        baru = usulan[i.pk]
        if diatur and (lama.get(i.pk) == baru if i.pk in lama else not i.pemakaian.all()):
            continue
        pilihan.append((i, baru))
    return pilihan


def usulan_pengisi(versi: VersiRencanaAksi, baris: Sequence[IndikatorSasaran]) -> dict[int, list[UnitKerja]]:
    """indikator id → units: of its penanggung jawab; without one, the union of the sasaran below; without
    any, the Sekretariat (design: workflow)."""
    anak: dict[int | None, list[int]] = {}
    for pk, induk in (
        Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk").values_list("pk", "induk_id")
    ):
        anak.setdefault(induk, []).append(pk)
    milik: dict[int, list[IndikatorSasaran]] = {}
    for b in baris:
        milik.setdefault(b.sasaran_id, []).append(b)

    def unit_sasaran(pk: int) -> list[UnitKerja]:
        sendiri = [j.unit for b in milik.get(pk, ()) for j in b.ketetapan.penanggung_jawab.all()]
        return unik(sendiri or [u for a in anak.get(pk, ()) for u in unit_sasaran(a)])

    sekretariat = list(
        UnitKerja.objects.filter(instansi=versi.rencana.instansi, jenis=JenisUnit.SEKRETARIAT, aktif=True)
    )
    hasil: dict[int, list[UnitKerja]] = {}
    for b in baris:
        sendiri = [j.unit for j in b.ketetapan.penanggung_jawab.all()]
        hasil[b.ketetapan.indikator_id] = unik(sendiri or unit_sasaran(b.sasaran_id) or sekretariat)
    return hasil


def unik(unit: Sequence[UnitKerja]) -> list[UnitKerja]:
    return list(dict.fromkeys(unit))
