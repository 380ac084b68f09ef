"""What Beranda says: what must I do now and by when; how the year stands; what is lowest and highest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bakesbang.kinerja.models import JadwalTriwulan, KetetapanIndikator, Pemberitahuan
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.izin import ISI, REVIU, SUSUN, TETAPKAN, Konteks
from bakesbang.organisasi.peran import Peran
from bakesbang.perhitungan.triwulan import sebut
from bakesbang.realisasi.papan import ButirPapan, Papan
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi

S = StatusRealisasi
PALING_BANYAK = 3


@dataclass(frozen=True)
class KartuDokumen:
    """One document of the year: its newest version and how many indicators that holds."""

    nama: str
    versi: VersiRencanaAksi | VersiIku | None
    jumlah: int
    alamat: str
    tetapkan: str


@dataclass(frozen=True)
class Tugas:
    """One duty: a badge, what and why, and one verb."""

    lencana: str
    judul: str
    ket: str
    alamat: str
    kata_kerja: str


def alamat(k: Konteks, nama: str, **lain: Any) -> str:
    return reverse(nama, kwargs={"kode": k.instansi.kode, "tahun": k.tahun, **lain})


# ── documents ──
def dokumen_tahun(k: Konteks) -> list[KartuDokumen]:
    """Rencana Aksi and IKU of the year; a document that the year does not have has no versi."""
    ra = (
        VersiRencanaAksi.objects.filter(rencana__instansi=k.instansi, rencana__tahun=k.tahun)
        .select_related("rencana").order_by("-nomor").first()
    )  # fmt: skip
    daftar = (
        VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun)
        .select_related("daftar").order_by("-nomor").first()
    )  # fmt: skip
    jumlah_ra = (
        KetetapanIndikator.objects.filter(di_sasaran__sasaran__versi=ra).distinct().count() if ra else 0
    )
    jumlah_iku = daftar.indikator.count() if daftar else 0
    return [
        KartuDokumen(
            "Rencana Aksi",
            ra,
            jumlah_ra,
            alamat(k, "rencana_aksi:matriks"),
            alamat(k, "rencana_aksi:tetapkan"),
        ),
        KartuDokumen("IKU", daftar, jumlah_iku, alamat(k, "iku:daftar"), alamat(k, "iku:tetapkan")),
    ]


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


# ── duties, most urgent first ──
def tugas(k: Konteks, papan: Papan, dokumen: list[KartuDokumen]) -> list[Tugas]:
    daftar: list[Tugas] = []
    for n, jadwal in sorted(papan.jadwal.items()):
        if jadwal.terkunci or papan.hari < jadwal.buka:
            continue
        if k.boleh(ISI) and k.pengguna.peran != Peran.PENYUSUN:
            daftar += _tugas_isi(k, papan, n)
        if k.boleh(REVIU):
            daftar += _tugas_reviu(k, papan, n)
        if k.boleh(SUSUN):
            daftar += _tugas_penyusun(k, papan, n)
    if k.boleh(TETAPKAN):
        daftar += [
            Tugas("draf", f"{d.nama} {k.tahun} masih draf", f"{d.jumlah} indikator, {d.versi.sebutan}. Beri nomor dan tanggal.", d.tetapkan, "Tetapkan")
            for d in dokumen
            if d.versi is not None and d.versi.draf
        ]  # fmt: skip
    if k.boleh(SUSUN):
        daftar += [
            Tugas(
                "perlu_jawaban", i.uraian, "Cara menggabung triwulan belum dipilih, jadi capaian tahunnya tidak dinilai.",
                alamat(k, "indikator:satu", pk=i.indikator_id), "Lihat indikator",
            )
            for i in tanpa_agregasi(k)
        ]  # fmt: skip
    return daftar


def _tugas_isi(k: Konteks, papan: Papan, n: int) -> list[Tugas]:
    """Returned first, then what is empty or incomplete, then what is ready to be sent."""
    milikku = papan.milikku(n)
    grid = alamat(k, "realisasi:isi", triwulan=n)
    tw, batas = sebut(n), _batas(papan, papan.jadwal[n])
    kembali = [
        b
        for b in milikku
        if b.status == S.DIKEMBALIKAN or (b.status == S.DRAF and b.realisasi and b.realisasi.catatan)
    ]
    daftar = [
        Tugas(
            "dikembalikan",
            b.ukuran.ketetapan.uraian,
            f"{tw}: “{b.realisasi.catatan}”",
            f"{grid}#b{b.indikator.pk}",
            "Perbaiki",
        )
        for b in kembali
        if b.realisasi
    ]
    belum = [
        b
        for b in milikku
        if b not in kembali and b.wajib and b.status in {S.BELUM_DIISI, S.DRAF} and b.kekurangan
    ]
    if belum:
        telat = papan.hari > papan.jadwal[n].batas
        kosong = sum(b.status == S.BELUM_DIISI for b in belum)
        rinci = f"{kosong} belum diisi, {len(belum) - kosong} belum lengkap. {batas}"
        daftar.append(
            Tugas(
                "terlambat" if telat else "belum_diisi",
                f"Isi {len(belum)} indikator {tw}",
                rinci,
                grid,
                "Isi realisasi",
            )
        )
    siap = [b for b in milikku if b.status == S.DRAF and not b.kekurangan]
    if siap:
        daftar.append(
            Tugas(
                "draf",
                f"{len(siap)} indikator {tw} siap diajukan",
                batas,
                f"{grid}#kurang",
                "Periksa dan ajukan",
            )
        )
    return daftar


def _tugas_reviu(k: Konteks, papan: Papan, n: int) -> list[Tugas]:
    daftar = []
    menunggu = papan.menunggu_reviu(n)
    if menunggu:
        daftar.append(
            Tugas(
                "diajukan", f"Reviu {len(menunggu)} indikator {sebut(n)}", f"Diajukan unit Anda. {_batas(papan, papan.jadwal[n])}",
                alamat(k, "realisasi:reviu", triwulan=n), "Mulai reviu",
            )
        )  # fmt: skip
    return daftar


def _tugas_penyusun(k: Konteks, papan: Papan, n: int) -> list[Tugas]:
    seluruh = papan.sel(n)
    if seluruh.jumlah and seluruh.disetujui == seluruh.jumlah:
        return [
            Tugas(
                "lengkap",
                f"{sebut(n)} lengkap, siap dikunci",
                f"{seluruh.jumlah} indikator wajib disetujui.",
                alamat(k, "realisasi:jadwal"),
                "Buka jadwal",
            )
        ]
    telat = [b.unit.sebutan for b in papan.baris_unit if b.unit is not None and b.sel[n - 1].terlambat_hari]
    if not telat:
        return []
    return [
        Tugas(
            "terlambat",
            f"{len(telat)} unit terlambat mengirim {sebut(n)}",
            ", ".join(telat),
            alamat(k, "realisasi:isi", triwulan=n) + "?unit=semua",
            "Lihat isian",
        )
    ]


def _batas(papan: Papan, jadwal: JadwalTriwulan) -> str:
    sisa = (jadwal.batas - papan.hari).days
    tanggal = f"{jadwal.batas:%d-%m-%Y}"
    if sisa > 0:
        return f"Batas pengajuan {tanggal}, {sisa} hari lagi."
    return (
        f"Batas pengajuan hari ini, {tanggal}."
        if sisa == 0
        else f"Batas pengajuan {tanggal} sudah lewat {-sisa} hari."
    )


# ── the calendar line and the lowest and highest ──
def kalender(papan: Papan) -> list[dict[str, Any]]:
    """One line for the quarter that runs: dibuka, hari ini, batas, dikunci (or ditutup)."""
    n = papan.triwulan_kini
    if n is None:
        return []
    j = papan.jadwal[n]
    sisa = (j.batas - papan.hari).days
    titik = [
        {"kata": "Dibuka", "tanggal": j.buka, "keadaan": "lewat"},
        {"kata": "Batas pengajuan", "tanggal": j.batas, "keadaan": "lewat" if sisa < 0 else "", "sisa": f"{sisa} hari lagi" if sisa > 0 else ""},
        {"kata": "Ditutup", "tanggal": j.tutup, "keadaan": "lewat" if papan.hari > j.tutup else ""},
    ]  # fmt: skip
    kini = {"kata": "Hari ini", "tanggal": papan.hari, "keadaan": "kini"}
    return sorted([*titik, kini], key=lambda t: (t["tanggal"], t["keadaan"] == "kini"))


def triwulan_terakhir_dinilai(papan: Papan) -> int | None:
    return max(
        (b.triwulan for b in papan.butir if b.capaian is not None and b.capaian.persen is not None),
        default=None,
    )


def peringkat(papan: Papan, triwulan: int) -> tuple[list[ButirPapan], list[ButirPapan]]:
    """At most three lowest and three highest of the quarter; never the same row in both."""
    urut = papan.dinilai(triwulan)
    banyak = min(PALING_BANYAK, len(urut) // 2)
    return urut[:banyak], urut[len(urut) - banyak :][::-1]


def pemberitahuan(k: Konteks) -> list[Pemberitahuan]:
    return list(Pemberitahuan.objects.filter(untuk=k.pengguna, instansi=k.instansi)[:8])


def hitungan_status(papan: Papan, triwulan: int) -> dict[str, int]:
    """How many required rows of the agency stand where, for the leader."""
    return dict(Counter(b.status for b in papan.sel(triwulan).wajib))
