"""The side panel of a row: its year, the story behind the number, evidence, and history."""

from __future__ import annotations

from dataclasses import dataclass

from bakesbang.kinerja.kelengkapan import SERATUS
from bakesbang.kinerja.models import BuktiDukung, Realisasi
from bakesbang.kinerja.pilihan import TRIWULAN
from bakesbang.realisasi.tampilan import BarisTampil
from bakesbang.trail.models import Catatan

PALING_BANYAK = 20


@dataclass(frozen=True)
class Medan:
    """One story field: ``wajib`` says why it must be written before submission."""

    nama: str
    judul: str
    isi: str
    petunjuk: str
    wajib: str = ""


@dataclass(frozen=True)
class Kejadian:
    siapa: str
    apa: str
    kapan: object
    alasan: str = ""


@dataclass(frozen=True)
class Rincian:
    tahun: tuple[tuple[str, str, bool], ...]  # quarter, target text, is it this one
    medan: tuple[Medan, ...]
    bukti: tuple[BuktiDukung, ...]
    kejadian: tuple[Kejadian, ...]


def rincian_baris(b: BarisTampil) -> Rincian:
    r = b.baris.realisasi
    return Rincian(
        tahun=tuple(_target(b, n, nama) for n, nama in TRIWULAN),
        medan=tuple(_medan(b)),
        bukti=tuple(r.bukti.filter(dihapus_pada=None).select_related("diunggah_oleh")) if r else (),
        kejadian=tuple(_kejadian(r)) if r else (),
    )


def _target(b: BarisTampil, triwulan: int, nama: str) -> tuple[str, str, bool]:
    target = b.baris.ukuran.tw(triwulan).target
    return nama, target.teks if target else "", triwulan == b.baris.triwulan


def _medan(b: BarisTampil) -> list[Medan]:
    r = b.baris.realisasi or Realisasi()
    persen = b.tw.capaian.raw_percent
    baik = persen is not None and persen >= SERATUS
    kurang = persen is not None and persen < SERATUS
    medan = [
        Medan("uraian", "Uraian", r.uraian, "Apa yang dikerjakan pada triwulan ini?"),
        Medan(
            "faktor_pendukung", "Faktor pendukung", r.faktor_pendukung, "Apa yang membuat target tercapai?",
            "wajib diisi, capaian 100% atau lebih" if baik else "",
        ),
        Medan(
            "faktor_penghambat", "Faktor penghambat", r.faktor_penghambat, "Apa yang membuat target belum tercapai?",
            "wajib diisi, capaian di bawah 100%" if kurang else "",
        ),
        Medan(
            "tindak_lanjut", "Tindak lanjut", r.tindak_lanjut, "Apa yang akan dilakukan, oleh siapa, paling lambat kapan?",
            "wajib diisi, capaian di bawah 100%" if kurang else "",
        ),
    ]  # fmt: skip
    if b.baris.tidak_biasa or r.catatan_tidak_biasa:
        hal = " ".join(b.baris.tidak_biasa)
        medan.append(
            Medan(
                "catatan_tidak_biasa",
                "Penjelasan angka yang tidak biasa",
                r.catatan_tidak_biasa,
                hal,
                "wajib diisi" if hal else "",
            )
        )
    return medan


def _kejadian(r: Realisasi) -> list[Kejadian]:
    """Steps of the workflow and values saved, newest first."""
    langkah = [
        Kejadian(str(c.oleh or "Sistem"), c.tindakan, c.waktu, c.alasan)
        for c in Catatan.objects.about(r).select_related("oleh")[:PALING_BANYAK]
    ]
    lama = ""
    nilai = []
    for h in (
        Realisasi.riwayat.filter(id=r.pk)
        .select_related("history_user")
        .order_by("history_date", "history_id")
    ):
        if h.teks != lama:
            apa = f"mengisi {h.teks}" if not lama else f"mengubah {lama} menjadi {h.teks or 'kosong'}"
            nilai.append(Kejadian(str(h.history_user or "Sistem"), apa, h.history_date))
            lama = h.teks
    semua = [*langkah, *nilai]
    return sorted(semua, key=lambda k: str(k.kapan), reverse=True)[:PALING_BANYAK]
