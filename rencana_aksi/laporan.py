"""A version of the Rencana Aksi as a printed document."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import slugify

from bakesbang.dokumen.tabel import Dokumen
from bakesbang.kinerja import cetak_versi
from bakesbang.kinerja.pilihan import StatusVersi
from bakesbang.organisasi.models import Instansi
from rencana_aksi.models import RencanaAksi, VersiRencanaAksi
from rencana_aksi.pohon import muat
from rencana_aksi.tabel import lembar_data, tabel


def dokumen(versi: VersiRencanaAksi, *, waktu: datetime, oleh: str, kop: bool = False) -> Dokumen:
    """What PDF and workbook print (domain guide §11). ``waktu`` is aware; ``oleh`` stands in the footer."""
    rencana, pohon = versi.rencana, muat(versi)
    return Dokumen(
        judul=(f"RENCANA AKSI TAHUN {rencana.tahun}", rencana.nama_cetak),
        tabel=tabel(pohon),
        meta=cetak_versi.meta(versi, f"rencana-aksi/{rencana.tahun}/{versi.nomor}", waktu, oleh),
        versi=versi.sebutan,
        draf=versi.draf,
        kop=cetak_versi.kop(rencana.instansi, kop),
        tanda_tangan=cetak_versi.tanda_tangan(versi, rencana.instansi),
        data=lembar_data(pohon),
    )


def tahun_ada(instansi: Instansi) -> list[int]:
    """The years that have a Rencana Aksi, newest first."""
    return list(
        RencanaAksi.objects.filter(instansi=instansi).order_by("-tahun").values_list("tahun", flat=True)
    )


def versi_ada(instansi: Instansi, tahun: int) -> list[VersiRencanaAksi]:
    """The versions of a year, newest first."""
    return list(
        VersiRencanaAksi.objects.filter(rencana__instansi=instansi, rencana__tahun=tahun)
        .select_related("rencana__instansi")
        .order_by("-nomor")
    )


def utama(versi: list[VersiRencanaAksi]) -> VersiRencanaAksi | None:
    """The one to show unless another is asked for: in force, else the newest."""
    return next((v for v in versi if v.status == StatusVersi.DITETAPKAN), versi[0] if versi else None)


def pilih_versi(instansi: Instansi, tahun: int, nomor: int | None = None) -> VersiRencanaAksi | None:
    """The version with this number; without a number the one in force, else the newest; None when there is none."""
    versi = versi_ada(instansi, tahun)
    return utama(versi) if nomor is None else next((v for v in versi if v.nomor == nomor), None)


def nama_berkas(versi: VersiRencanaAksi) -> str:
    """A good file name without its ending: "rencana-aksi-2024", "rencana-aksi-2024-perubahan-i-draf"."""
    bagian = [
        "rencana-aksi",
        str(versi.rencana.tahun),
        slugify(versi.sebutan) if versi.nomor else "",
        "draf" if versi.draf else "",
    ]
    return "-".join(b for b in bagian if b)
