"""A version of the Rencana Aksi as a printed document."""

from __future__ import annotations

from datetime import datetime

from bakesbang.paper.document import Dokumen
from bakesbang.versions import printing
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.perubahan import RENCANA_AKSI
from rencana_aksi.pohon import muat
from rencana_aksi.tabel import lembar_data, tabel


def dokumen(versi: VersiRencanaAksi, *, waktu: datetime, oleh: str, kop: bool = False) -> Dokumen:
    """What PDF and workbook print (domain guide §11). ``waktu`` is aware; ``oleh`` stands in the footer."""
    rencana, pohon = versi.rencana, muat(versi)
    return Dokumen(
        judul=(f"RENCANA AKSI TAHUN {rencana.tahun}", rencana.nama_cetak),
        tabel=tabel(pohon),
        meta=printing.meta(versi, f"rencana-aksi/{rencana.tahun}/{versi.nomor}", waktu, oleh),
        versi=versi.sebutan,
        draf=versi.draf,
        kop=printing.kop(rencana.instansi, kop),
        tanda_tangan=printing.tanda_tangan(versi, rencana.instansi),
        data=lembar_data(pohon),
    )


tahun_ada = RENCANA_AKSI.tahun_ada
versi_ada = RENCANA_AKSI.versi_ada
pilih_versi = RENCANA_AKSI.pilih_versi
nama_berkas = RENCANA_AKSI.nama_berkas
