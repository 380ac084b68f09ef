"""What both documents print around their table: the frozen signatory, the letterhead, the footer's version."""

from __future__ import annotations

from datetime import datetime

from bakesbang.dokumen.tabel import Kop, Meta, TandaTangan
from bakesbang.kinerja.versi import VersiDokumen
from bakesbang.organisasi.models import Instansi


def tanda_tangan(versi: VersiDokumen, instansi: Instansi) -> tuple[TandaTangan, ...]:
    """The signature block as frozen at tetapkan; lines to fill in while there is none (domain guide §11)."""
    return (
        TandaTangan(
            jabatan=versi.ttd_jabatan, nama=versi.ttd_nama, pangkat=versi.ttd_pangkat, nip=versi.ttd_nip,
            tempat=versi.ttd_tempat or instansi.tempat, tanggal=versi.tanggal,
        ),
    )  # fmt: skip


def kop(instansi: Instansi, dipakai: bool) -> Kop | None:
    """The agency's letterhead when asked for and written."""
    baris = tuple(b.strip() for b in instansi.kop.splitlines() if b.strip())
    return Kop(baris=baris) if dipakai and baris else None


def meta(versi: VersiDokumen, pengenal: str, waktu: datetime, oleh: str) -> Meta:
    """``pengenal`` names document and version ("rencana-aksi/2024/0"); the number of the decree stands in the footer."""
    nomor = f"Nomor {versi.nomor_surat}" if versi.nomor_surat else ""
    return Meta(waktu=waktu, oleh=oleh, pengenal=pengenal, keterangan=nomor)
