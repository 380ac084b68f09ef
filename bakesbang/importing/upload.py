"""The uploaded file with its mapping and answers, and the offices that the importer may name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from bakesbang.importing.jabatan import Office
from bakesbang.organisasi.models import BerkasImpor, Instansi, Jabatan, Pengguna
from bakesbang.reading.apart import read_file_apart
from bakesbang.reading.sources import ReadSource

PASTED = "Tempelan"


@dataclass(frozen=True)
class Difference:
    """One difference between the file and the document there is: what, which, and each field old and new."""

    kind: str  # tambah | ubah | hilang
    what: str
    name: str
    details: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def offices(instansi: Instansi) -> list[Office]:
    """Every office in use with all its names; the head of a unit answers to the unit's names too."""
    result = []
    for j in (
        Jabatan.objects.filter(unit__instansi=instansi, aktif=True)
        .select_related("unit")
        .order_by("unit__urutan", "-kepala", "pk")
    ):
        name = [*j.alias]
        if j.kepala:
            name += [j.unit.nama, j.unit.nama_pendek, *j.unit.alias]
        result.append(Office(j.kode, j.sebutan, tuple(n for n in name if n)))
    return result


@transaction.atomic
def receive(
    *,
    instansi: Instansi,
    tahun: int,
    destination: str,
    name: str,
    content: bytes,
    oleh: Pengguna,
    now: datetime,
) -> BerkasImpor:
    """Keeps a file that was read without refusal. The answers given for the very same file come along.

    Raises FileRefused."""
    read_file_apart(content, name)
    mark = fingerprint(content)
    old = (
        BerkasImpor.objects.filter(instansi=instansi, tahun=tahun, tujuan=destination, sidik=mark)
        .order_by("-pada", "-pk")
        .first()
    )
    new = BerkasImpor(
        instansi=instansi, tahun=tahun, tujuan=destination, nama_asli="" if name == PASTED else name[:255], sidik=mark, oleh=oleh,
        pada=now, pemetaan=old.pemetaan if old else {}, jawaban=old.jawaban if old else {},
    )  # fmt: skip
    suffix = name.rsplit(".", 1)[-1].lower() if name.lower().endswith((".xlsx", ".docx")) else "txt"
    new.berkas.save(f"{mark[:32]}.{suffix}", ContentFile(content), save=False)
    new.save()
    return new


def read(berkas: BerkasImpor) -> ReadSource:
    """The kept file, read again. Raises FileRefused."""
    with berkas.berkas.open("rb") as content:
        return read_file_apart(content.read(), berkas.nama_asli or PASTED)
