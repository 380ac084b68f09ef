"""What both documents print around their table (the frozen signatory, the letterhead, the footer's
version), and the answer that carries the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse, QueryDict

from bakesbang.organisasi.models import Instansi
from bakesbang.paper.document import Dokumen, Kop, Meta, TandaTangan
from bakesbang.paper.sizes import F4, KERTAS, Kertas
from bakesbang.versions.models import VersiDokumen

TIPE = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def tanda_tangan(versi: VersiDokumen, instansi: Instansi) -> tuple[TandaTangan, ...]:
    """The signature block as frozen at tetapkan; lines to fill in while there is none (domain guide
    §11)."""
    return (
        TandaTangan(
            jabatan=versi.ttd_jabatan,
            nama=versi.ttd_nama,
            pangkat=versi.ttd_pangkat,
            nip=versi.ttd_nip,
            tempat=versi.ttd_tempat or instansi.tempat,
            tanggal=versi.tanggal,
        ),
    )


def kop(instansi: Instansi, dipakai: bool) -> Kop | None:
    """The agency's letterhead when asked for and written."""
    baris = tuple(b.strip() for b in instansi.kop.splitlines() if b.strip())
    return Kop(baris=baris) if dipakai and baris else None


def meta(versi: VersiDokumen, pengenal: str, waktu: datetime, oleh: str) -> Meta:
    """``pengenal`` names document and version ("rencana-aksi/2024/0"); the number of the decree
    stands in the footer."""
    nomor = f"nomor {versi.nomor_surat}" if versi.nomor_surat else ""
    return Meta(waktu=waktu, oleh=oleh, pengenal=pengenal, keterangan=nomor)


@dataclass(frozen=True)
class PilihanCetak:
    """How a page asks for paper: ``?kertas=F4|A4|A3&kop=1``."""

    kertas: Kertas = F4
    kop: bool = False

    @classmethod
    def baca(cls, data: QueryDict) -> PilihanCetak:
        """From the address. Raises Http404 for a paper that does not exist."""
        nama = data.get("kertas", F4.nama)
        if nama not in KERTAS:
            raise Http404(f"Ukuran kertas “{nama}” tidak ada. Pilih {', '.join(KERTAS)}.")
        return cls(KERTAS[nama], data.get("kop") == "1")


def cetak(dokumen: Dokumen, jenis: str, kertas: Kertas = F4) -> bytes:
    """The file as ``pdf`` or ``xlsx``. The libraries are loaded when the first one is asked for."""
    if jenis == "pdf":
        from bakesbang.paper.pdf import cetak_pdf

        return cetak_pdf(dokumen, kertas)
    from bakesbang.paper.xlsx import cetak_xlsx

    return cetak_xlsx(dokumen, kertas)


def unduhan(dokumen: Dokumen, jenis: str, kertas: Kertas, nama: str) -> HttpResponse:
    """The file under its name: a PDF opens in the browser, a workbook is saved."""
    jawaban = HttpResponse(cetak(dokumen, jenis, kertas), content_type=TIPE[jenis])
    cara = "inline" if jenis == "pdf" else "attachment"
    jawaban["Content-Disposition"] = f'{cara}; filename="{nama}.{jenis}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
