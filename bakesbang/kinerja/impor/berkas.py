"""The uploaded file with its mapping and answers, and the offices that the importer may name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from bakesbang.dokumen.baca import Terbaca, baca_berkas
from bakesbang.kinerja.impor.jabatan import Kantor
from bakesbang.organisasi.models import BerkasImpor, Instansi, Jabatan, Pengguna

TEMPELAN = "Tempelan"


@dataclass(frozen=True)
class Selisih:
    """One difference between the file and the document there is: what, which, and each field old and new."""

    jenis: str  # tambah | ubah | hilang
    apa: str
    nama: str
    rincian: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)


def sidik(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()


def kantor(instansi: Instansi) -> list[Kantor]:
    """Every office in use with all its names; the head of a unit answers to the unit's names too."""
    hasil = []
    for j in (
        Jabatan.objects.filter(unit__instansi=instansi, aktif=True)
        .select_related("unit")
        .order_by("unit__urutan", "-kepala", "pk")
    ):
        nama = [*j.alias]
        if j.kepala:
            nama += [j.unit.nama, j.unit.nama_pendek, *j.unit.alias]
        hasil.append(Kantor(j.kode, j.sebutan, tuple(n for n in nama if n)))
    return hasil


@transaction.atomic
def terima(
    *, instansi: Instansi, tahun: int, tujuan: str, nama: str, isi: bytes, oleh: Pengguna, waktu: datetime
) -> BerkasImpor:
    """Keeps a file that was read without refusal. The answers given for the very same file come along.

    Raises BerkasDitolak."""
    baca_berkas(isi, nama)
    tanda = sidik(isi)
    lama = (
        BerkasImpor.objects.filter(instansi=instansi, tahun=tahun, tujuan=tujuan, sidik=tanda)
        .order_by("-pada", "-pk")
        .first()
    )
    baru = BerkasImpor(
        instansi=instansi, tahun=tahun, tujuan=tujuan, nama_asli="" if nama == TEMPELAN else nama[:255], sidik=tanda, oleh=oleh,
        pada=waktu, pemetaan=lama.pemetaan if lama else {}, jawaban=lama.jawaban if lama else {},
    )  # fmt: skip
    akhiran = nama.rsplit(".", 1)[-1].lower() if nama.lower().endswith((".xlsx", ".docx")) else "txt"
    baru.berkas.save(f"{tanda[:32]}.{akhiran}", ContentFile(isi), save=False)
    baru.save()
    return baru


def baca(berkas: BerkasImpor) -> Terbaca:
    """The kept file, read again. Raises BerkasDitolak."""
    with berkas.berkas.open("rb") as isi:
        return baca_berkas(isi.read(), berkas.nama_asli or TEMPELAN)
