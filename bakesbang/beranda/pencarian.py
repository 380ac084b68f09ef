"""Finds sasaran, indikator and units of one agency and year by words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.organisasi.models import Instansi, UnitKerja
from rencana_aksi import laporan
from rencana_aksi.models import Sasaran

PALING_BANYAK = 30


@dataclass(frozen=True)
class Temuan:
    jenis: str
    teks: str
    ket: str
    alamat: str


def cari(instansi: Instansi, tahun: int, kata: str) -> list[Temuan]:
    """At most ``PALING_BANYAK`` of each kind, in the order sasaran, indikator, unit. Every word must occur."""
    suku = kata.split()
    if not suku:
        return []
    alamat = {"kode": instansi.kode, "tahun": tahun}
    return [
        *_sasaran(instansi, tahun, suku, alamat),
        *_indikator(instansi, tahun, suku, alamat),
        *_unit(instansi, suku),
    ]


def _semua(medan: str, suku: list[str]) -> Q:
    syarat = Q()
    for kata in suku:
        syarat &= Q(**{f"{medan}__icontains": kata})
    return syarat


def _sasaran(instansi: Instansi, tahun: int, suku: list[str], alamat: dict[str, object]) -> list[Temuan]:
    baris: QuerySet[Sasaran] = (
        Sasaran.objects.filter(versi=laporan.pilih_versi(instansi, tahun))
        .filter(_semua("uraian", suku))
        .order_by("jenjang", "urutan")
    )
    tujuan = reverse("rencana_aksi:matriks", kwargs=alamat)
    satu: dict[str, Temuan] = {}
    for s in baris[: 2 * PALING_BANYAK]:
        satu.setdefault(
            str(s.kunci), Temuan(s.get_jenjang_display(), s.uraian, f"Rencana Aksi {tahun}", tujuan)
        )
    return list(satu.values())[:PALING_BANYAK]


def _indikator(instansi: Instansi, tahun: int, suku: list[str], alamat: dict[str, object]) -> list[Temuan]:
    cocok = KetetapanIndikator.objects.filter(
        _semua("uraian", suku), indikator__instansi=instansi, indikator__tahun=tahun
    ).exclude(status=StatusKetetapan.DRAF, nomor__gt=1)
    baris = Indikator.objects.filter(pk__in=cocok.values("indikator")).prefetch_related(
        "ketetapan", "baris_pengisi__unit"
    )
    return [
        Temuan(
            "Indikator",
            str(i),
            ", ".join(p.unit.sebutan for p in i.baris_pengisi.all()) or "unit pengisi belum diatur",
            reverse("indikator:satu", kwargs={**alamat, "pk": i.pk}),
        )
        for i in baris[:PALING_BANYAK]
    ]


def _unit(instansi: Instansi, suku: list[str]) -> list[Temuan]:
    baris = UnitKerja.objects.filter(
        _semua("nama", suku) | _semua("nama_pendek", suku), instansi=instansi, aktif=True
    )
    return [Temuan("Unit", u.nama, u.get_jenis_display(), "") for u in baris[:PALING_BANYAK]]
