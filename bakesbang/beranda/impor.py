"""The two documents a file can become, behind one door for the page and the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import iku.impor
import iku.impor_simpan
import rencana_aksi.impor
import rencana_aksi.impor_simpan
from bakesbang.dokumen.baca import Terbaca
from bakesbang.kinerja.impor import berkas as impor_berkas
from bakesbang.kinerja.impor.berkas import Selisih
from bakesbang.kinerja.impor.lapor import Buku
from bakesbang.organisasi.models import BerkasImpor, Instansi, Pengguna


@dataclass(frozen=True)
class Tujuan:
    """One kind of document: its name, where it is shown, and how it is read, compared and saved."""

    nama: str
    judul: str
    alamat: str
    pahami: Callable[..., Any]
    banding: Callable[[Instansi, int, Any], Any]
    simpan: Callable[..., tuple[Any, Any]]
    versi: Callable[[Instansi, int], Any]
    perubahan: Callable[[str, int], Any]


TUJUAN = {
    "rencana-aksi": Tujuan(
        "rencana-aksi", "Rencana Aksi", "rencana_aksi:matriks", rencana_aksi.impor.pahami, rencana_aksi.impor_simpan.banding,
        rencana_aksi.impor_simpan.simpan, rencana_aksi.impor_simpan.versi_tujuan, rencana_aksi.impor_simpan.Perubahan,
    ),
    "iku": Tujuan(
        "iku", "IKU", "iku:daftar", iku.impor.pahami, iku.impor_simpan.banding, iku.impor_simpan.simpan,
        iku.impor_simpan.versi_tujuan, iku.impor_simpan.Perubahan,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Pemeriksaan:
    """What would become of a file here and now."""

    tujuan: Tujuan
    hasil: Any
    banding: Any
    versi: Any

    @property
    def buku(self) -> Buku:
        return self.hasil.buku

    @property
    def selisih(self) -> Sequence[Selisih]:
        return self.banding.daftar if self.banding else ()

    @property
    def tidak_mengubah(self) -> bool:
        """The document there is says all of this already."""
        return self.banding is not None and not self.banding.ada

    @property
    def perlu_perubahan(self) -> bool:
        return self.banding is not None and self.banding.ada and not self.versi.draf


def periksa(
    tujuan: Tujuan,
    instansi: Instansi,
    tahun: int,
    terbaca: Terbaca,
    *,
    pemetaan: dict[str, str] | None = None,
    jawaban: dict[str, str] | None = None,
) -> Pemeriksaan:
    hasil = tujuan.pahami(
        terbaca, tahun=tahun, kantor=impor_berkas.kantor(instansi), pemetaan=pemetaan, jawaban=jawaban
    )
    return Pemeriksaan(tujuan, hasil, tujuan.banding(instansi, tahun, hasil), tujuan.versi(instansi, tahun))


def periksa_berkas(berkas: BerkasImpor) -> Pemeriksaan:
    """The kept file with the answers given so far. Raises BerkasDitolak."""
    return periksa(
        TUJUAN[berkas.tujuan], berkas.instansi, berkas.tahun, impor_berkas.baca(berkas), pemetaan=berkas.pemetaan, jawaban=berkas.jawaban
    )  # fmt: skip


def simpan(
    p: Pemeriksaan,
    instansi: Instansi,
    tahun: int,
    *,
    berkas: BerkasImpor | None,
    oleh: Pengguna | None,
    waktu: datetime,
    alasan: str = "",
    mulai_triwulan: int = 1,
) -> tuple[Any, Any]:
    """Raises AlurSalah."""
    return p.tujuan.simpan(
        instansi=instansi, tahun=tahun, hasil=p.hasil, berkas=berkas, oleh=oleh, waktu=waktu,
        perubahan=p.tujuan.perubahan(alasan, mulai_triwulan) if alasan else None,
    )  # fmt: skip


def terima_usulan(buku: Buku) -> dict[str, str]:
    """The answers given, and what is proposed for every open question that has a proposal."""
    return buku.jawaban | {t.kunci: t.usulan for t in buku.terbuka if t.usulan}
