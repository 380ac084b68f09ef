"""What Beranda says about the documents of a year, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.organisasi.izin import SUSUN, TETAPKAN, Konteks
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi


@dataclass(frozen=True)
class KartuDokumen:
    """One document of the year: its versions, newest first, and how many indicators the newest holds."""

    nama: str
    versi: VersiRencanaAksi | VersiIku | None
    jumlah: int
    alamat: str
    tetapkan: str


@dataclass(frozen=True)
class Tugas:
    judul: str
    ket: str
    alamat: str
    kata_kerja: str
    ikon: str = "pencil"


def _alamat(k: Konteks, nama: str, **lain: Any) -> str:
    return reverse(nama, kwargs={"kode": k.instansi.kode, "tahun": k.tahun, **lain})


def dokumen_tahun(k: Konteks) -> list[KartuDokumen]:
    """Rencana Aksi and IKU of the year; a document that the year does not have has no versi."""
    ra = (
        VersiRencanaAksi.objects.filter(rencana__instansi=k.instansi, rencana__tahun=k.tahun)
        .select_related("rencana")
        .first()
    )
    daftar = (
        VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun)
        .select_related("daftar")
        .first()
    )
    jumlah_ra = (
        KetetapanIndikator.objects.filter(di_sasaran__sasaran__versi=ra).distinct().count() if ra else 0
    )
    jumlah_iku = daftar.indikator.count() if daftar else 0
    return [
        KartuDokumen(
            "Rencana Aksi",
            ra,
            jumlah_ra,
            _alamat(k, "rencana_aksi:matriks"),
            _alamat(k, "rencana_aksi:tetapkan"),
        ),
        KartuDokumen("IKU", daftar, jumlah_iku, _alamat(k, "iku:daftar"), _alamat(k, "iku:tetapkan")),
    ]


def tugas(k: Konteks) -> list[Tugas]:
    """Most urgent first."""
    daftar: list[Tugas] = []
    if k.boleh(TETAPKAN):
        daftar += [
            Tugas(
                f"{d.nama} {k.tahun} masih draf", f"{d.jumlah} indikator, {d.versi.sebutan}. Beri nomor dan tanggal, lalu tetapkan.",
                d.tetapkan, "Tetapkan", "send",
            )
            for d in dokumen_tahun(k)
            if d.versi is not None and d.versi.draf
        ]  # fmt: skip
    if k.boleh(SUSUN):
        daftar += [
            Tugas(
                i.uraian, "Cara menggabung triwulan belum dipilih, jadi capaian tahunnya tidak dinilai.",
                _alamat(k, "indikator:satu", pk=i.indikator_id), "Lihat indikator", "help-circle",
            )
            for i in tanpa_agregasi(k)
        ]  # fmt: skip
    return daftar


def tanpa_agregasi(k: Konteks) -> list[KetetapanIndikator]:
    """The newest ketetapan of indicators whose quarters nobody said how to put together."""
    baris = (
        KetetapanIndikator.objects.filter(
            indikator__instansi=k.instansi, indikator__tahun=k.tahun, agregasi="", rumus=""
        )
        .exclude(status="digantikan")
        .order_by("indikator", "-nomor")
    )
    return list({b.indikator_id: b for b in reversed(baris)}.values())
