"""A version of the IKU against the one before it, and what the Rencana Aksi has changed meanwhile."""

from __future__ import annotations

from bakesbang.kinerja import perbedaan
from bakesbang.kinerja import perubahan as bersama
from bakesbang.kinerja.beda import Unsur
from bakesbang.kinerja.pilihan import NamaDokumen, StatusVersi
from iku.models import IndikatorKinerjaUtama, VersiIku

DOKUMEN = NamaDokumen.IKU


def unsur(versi: VersiIku) -> list[Unsur]:
    """Header and indicators in printed order, in a constant number of queries."""
    baris = list(IndikatorKinerjaUtama.objects.filter(versi=versi).order_by("urutan", "pk"))
    ketetapan = perbedaan.muat_ketetapan(b.ketetapan_id for b in baris)
    return [
        _kepala(versi),
        *(
            perbedaan.unsur_indikator(
                ketetapan[b.ketetapan_id], kunci=str(b.kunci), jenis="IKU", dokumen=DOKUMEN, sel=_sel(b)
            )
            for b in baris
        ),
    ]


def _sel(b: IndikatorKinerjaUtama) -> dict[str, str | None]:
    return {
        "Sasaran strategis": b.sasaran,
        "Alasan pemilihan": b.alasan,
        "Penanggung jawab seperti dicetak": b.penanggung_jawab_cetak,
    }


def _kepala(versi: VersiIku) -> Unsur:
    return Unsur(
        "kepala",
        "Kepala dokumen",
        str(versi.daftar),
        sel={
            "Visi RPJMD": versi.visi,
            "Nomor misi": versi.misi_nomor,
            "Misi": versi.misi,
            "Nama SKPD": versi.nama_skpd,
            "Tugas pokok": versi.tugas_pokok,
            "Fungsi": "; ".join(versi.fungsi),
        },
    )


def beda(versi: VersiIku) -> perbedaan.Beda:
    """Against the version before it, whatever its status."""
    sebelum = (
        VersiIku.objects.filter(daftar=versi.daftar_id, nomor__lt=versi.nomor)
        .select_related("daftar")
        .order_by("-nomor")
        .first()
    )
    lama = unsur(sebelum) if sebelum is not None else []
    return perbedaan.beda(versi, sebelum, lama, unsur(versi) if sebelum is not None else [])


def susulan(versi: VersiIku) -> list[bersama.Susulan]:
    """Shared indicators that the Rencana Aksi has changed since this version took them over. A version that has
    been replaced stays as it was signed and says nothing."""
    if versi.status == StatusVersi.DIGANTIKAN:
        return []
    baris = IndikatorKinerjaUtama.objects.filter(versi=versi)
    return bersama.susulan(baris.values_list("ketetapan_id", flat=True), DOKUMEN)


def kalimat_susulan(versi: VersiIku) -> list[str]:
    """The sentences for its page."""
    return bersama.kalimat_susulan(susulan(versi), DOKUMEN)
