"""A form workbook on its way back: the file that is kept, and what it would change, before anything
is saved. The realizations of a quarter and the draf of a plan both stand on this."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import get_object_or_404

from bakesbang.organisasi.models import BerkasImpor
from bakesbang.organisasi.permissions import PageContext
from bakesbang.reading.sources import MAX_SIZE, FileRefused


@dataclass(frozen=True)
class Ubahan:
    """One change the workbook asks for; ``medan`` is the field in the words of the page."""

    nomor: int
    kolom: str
    indikator: str
    medan: str
    lama: str
    baru: str
    sebab: str = ""  # why it cannot be saved: a fault, or whose change it would overwrite
    catatan: str = ""  # saved, but somebody should look: how a doubtful number is read


@dataclass
class Pratinjau:
    """Every cell that differs from what went out, told apart."""

    ubahan: list[Ubahan] = field(default_factory=list)
    salah: list[Ubahan] = field(default_factory=list)
    bentrok: list[Ubahan] = field(default_factory=list)
    asing: list[int] = field(default_factory=list)  # rows whose id nobody knows here

    @property
    def bersih(self) -> bool:
        return not (self.salah or self.bentrok or self.asing)

    @property
    def catatan(self) -> list[Ubahan]:
        return [u for u in self.ubahan if u.catatan]

    def tanda(self) -> dict[tuple[int, str], str]:
        """(row, column) → sentence, for the returned workbook."""
        tanda = {(u.nomor, u.kolom): u.sebab for u in [*self.salah, *self.bentrok]}
        return tanda | {
            (
                nomor,
                "",
            ): "Baris ini tidak dikenal. Unduh lembar yang baru."
            for nomor in self.asing
        }


class Batal(Exception):
    """Takes everything back: the preview asked, or something was wrong."""


def baca_unggahan(berkas: UploadedFile) -> tuple[str, bytes]:
    """Its name and content. Raises FileRefused before a large one is read."""
    nama = (berkas.name or "lembar.xlsx")[:255]
    if (berkas.size or 0) > MAX_SIZE:
        megabytes = MAX_SIZE // 1024 // 1024
        raise FileRefused(f"“{nama}” terlalu besar. Paling besar {megabytes} MB.")
    return nama, berkas.read(MAX_SIZE + 1)


def simpan_unggahan(k: PageContext, tujuan: str, nama: str, isi: bytes) -> BerkasImpor:
    """Keeps a file that was read without refusal; the same person's same file is kept once."""
    sidik = hashlib.sha256(isi).hexdigest()
    milik = {
        "instansi": k.instansi,
        "tahun": k.tahun,
        "tujuan": tujuan,
        "oleh": k.pengguna,
        "sidik": sidik,
    }
    if ada := BerkasImpor.objects.filter(**milik, nama_asli=nama, disimpan_pada=None).first():
        return ada
    impor = BerkasImpor(**milik, nama_asli=nama)
    impor.berkas.save("lembar.xlsx", ContentFile(isi), save=True)
    return impor


def ambil_unggahan(k: PageContext, tujuan: str, nomor: str) -> tuple[BerkasImpor, bytes]:
    """The file kept in the step before: this person's own, for this very form, else 404.
    Raises FileRefused when none is named."""
    if not (nomor.isascii() and nomor.isdecimal() and len(nomor) < 19):
        raise FileRefused("Pilih buku kerja yang sudah diisi.")
    impor = get_object_or_404(
        BerkasImpor,
        pk=int(nomor),
        instansi=k.instansi,
        tahun=k.tahun,
        tujuan=tujuan,
        oleh=k.pengguna,
    )
    with impor.berkas.open("rb") as isi:
        return impor, isi.read()
