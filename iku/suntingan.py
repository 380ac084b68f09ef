"""What a planner does to a draf of the IKU. Every act locks the version, changes rows, and leaves one step
that can be undone (``bakesbang.versions.undo``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from bakesbang.calculation.triwulan import sebut
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Langkah, PengisiIndikator
from bakesbang.kinerja.pilihan import NamaDokumen, StatusKetetapan
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tags import attribute
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying, editing, undo
from bakesbang.versions.detach import bersihkan, realisasi_terisi
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import Bentrok, bentrok_riwayat, pilah
from bakesbang.versions.undo import Perekam, isi_indikator
from iku import tindakan
from iku.bentuk import KepalaIku
from iku.models import DaftarIku, IndikatorKinerjaUtama, VersiIku

DOKUMEN = NamaDokumen.IKU
MEDAN_KEPALA = ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")
MEDAN_BARIS = ("sasaran", "alasan", "penanggung_jawab_cetak")


@dataclass
class HasilKepala:
    """What became of each field of the header block that was sent."""

    tersimpan: list[str]
    bentrok: list[Bentrok]
    salah: dict[str, str]


@dataclass
class Draf:
    """A draf under lock while one act runs, with the recorder of its rows."""

    versi: VersiIku
    oleh: Pengguna
    waktu: datetime
    perekam: Perekam
    kata: str = ""

    def baris(self, pk: int) -> IndikatorKinerjaUtama:
        """Raises AlurSalah when it is gone: another planner may have removed it."""
        baris = self.versi.indikator.filter(pk=pk).select_related("ketetapan__indikator").first()
        if baris is None:
            raise AlurSalah("IKU itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris

    def deret(self) -> list[IndikatorKinerjaUtama]:
        return list(self.versi.indikator.order_by("urutan", "pk"))


@contextmanager
def buka(*, versi: VersiIku, oleh: Pengguna, waktu: datetime) -> Iterator[Draf]:
    """Locks the draf for one act and records it. Raises AlurSalah when the version is no draf any more."""
    with transaction.atomic():
        terkunci = (
            VersiIku.objects.select_for_update(of=("self",))
            .select_related("daftar__instansi")
            .get(pk=versi.pk)
        )
        if not terkunci.draf:
            raise AlurSalah("Dokumen ini sudah ditetapkan. Mulai Perubahan untuk mengubahnya.")
        draf = Draf(terkunci, oleh, waktu, Perekam())
        draf.perekam.pantau(
            VersiIku.objects.filter(pk=terkunci.pk), IndikatorKinerjaUtama.objects.filter(versi=terkunci)
        )
        with acting_as(oleh, terkunci.alasan or f"Menyusun {terkunci}"):
            yield draf
        draf.perekam.simpan(dokumen=DOKUMEN, versi_id=terkunci.pk, kata=draf.kata, oleh=oleh, waktu=waktu)


@transaction.atomic
def mulai(*, instansi: Instansi, tahun: int, nama_cetak: str, oleh: Pengguna, waktu: datetime) -> VersiIku:
    """An empty IKU of a year, the year included; what the agency's last one says of itself (nama SKPD, tugas
    pokok, fungsi) comes along. Raises AlurSalah when the year has one, ValidationError for an impossible year."""
    if DaftarIku.objects.filter(instansi=instansi, tahun=tahun).exists():
        raise AlurSalah(f"IKU tahun {tahun} sudah ada.")
    if not 2000 <= tahun <= 2100:
        raise ValidationError("Tahun harus antara 2000 dan 2100.")
    if not nama_cetak.strip():
        raise ValidationError("Tulis nama instansi seperti pada judul dokumen.")
    lama = VersiIku.objects.filter(daftar__instansi=instansi).order_by("-daftar__tahun", "-nomor").first()
    kepala = KepalaIku(
        nama_cetak.strip(),
        nama_skpd=lama.nama_skpd if lama else instansi.nama,
        tugas_pokok=lama.tugas_pokok if lama else "",
        fungsi=tuple(lama.fungsi) if lama else (),
    )
    return tindakan.buat(instansi=instansi, tahun=tahun, kepala=kepala, isi=(), oleh=oleh, waktu=waktu)


# ── rows ──
def tambah(draf: Draf, *, sasaran: str, uraian: str, sesudah: int | None = None) -> IndikatorKinerjaUtama:
    """A new IKU behind ``sesudah`` or at the end, without quarter targets until one is typed."""
    baru = IndikatorBaru(_wajib(uraian, "Tulis bunyi indikatornya."))
    sasaran = _wajib(sasaran, "Tulis bunyi sasarannya.")
    daftar = draf.versi.daftar
    ketetapan = kinerja.buat_indikator(
        baru=baru, instansi=daftar.instansi, tahun=daftar.tahun, dokumen=DOKUMEN, oleh=draf.oleh
    )
    draf.perekam.pantau_baru(*isi_indikator([ketetapan.indikator_id]))
    draf.kata = f"menambah IKU “{pendek(baru.uraian)}”"
    return _pasang(draf, ketetapan, sasaran, sesudah)


def pakai(
    draf: Draf, *, indikator: int, sasaran: str, sesudah: int | None = None, penanggung_jawab_cetak: str = ""
) -> IndikatorKinerjaUtama:
    """An indicator of the same year stands here too: it exists once and is filled in once (design: data)."""
    daftar = draf.versi.daftar
    dipilih = Indikator.objects.milik(daftar.instansi, daftar.tahun).filter(pk=indikator).first()
    ketetapan = dipilih and (
        dipilih.ketetapan.filter(status=StatusKetetapan.DRAF).first()
        or dipilih.ketetapan.order_by("-nomor").first()
    )
    if not ketetapan:
        raise AlurSalah("Indikator itu tidak ada pada tahun ini.")
    if draf.versi.indikator.filter(ketetapan__indikator=dipilih).exists():
        raise AlurSalah("Indikator ini sudah ada pada IKU.")
    baris = tindakan.tambah_bersama(
        versi=draf.versi, ketetapan=ketetapan, sasaran=_wajib(sasaran, "Tulis bunyi sasarannya."),
        penanggung_jawab_cetak=penanggung_jawab_cetak, oleh=draf.oleh,
    )  # fmt: skip
    draf.kata = f"memakai indikator “{pendek(ketetapan.uraian)}”"
    urutkan(draf.deret(), baris, sesudah)
    return baris


def salin(draf: Draf, *, baris: int) -> IndikatorKinerjaUtama:
    """A new IKU with the same formula, targets and offices, behind this one: two that are filled in apart."""
    asli = draf.baris(baris)
    lama = asli.ketetapan.indikator
    indikator = Indikator.objects.create(instansi_id=lama.instansi_id, tahun=lama.tahun)
    PengisiIndikator.objects.bulk_create(
        PengisiIndikator(indikator=indikator, unit_id=p.unit_id, utama=p.utama)
        for p in lama.baris_pengisi.all()
    )
    sumber = KetetapanIndikator.objects.lengkap().get(pk=asli.ketetapan_id)
    ketetapan = copying.salin_ketetapan(sumber=sumber, indikator=indikator, dokumen=DOKUMEN, oleh=draf.oleh)
    draf.perekam.pantau_baru(*isi_indikator([indikator.pk]))
    baru = _pasang(draf, ketetapan, asli.sasaran, asli.pk)
    baru.alasan, baru.penanggung_jawab_cetak = asli.alasan, asli.penanggung_jawab_cetak
    baru.save(update_fields=["alasan", "penanggung_jawab_cetak"])
    draf.kata = f"menyalin IKU “{pendek(str(asli))}”"
    return baru


def _pasang(
    draf: Draf, ketetapan: KetetapanIndikator, sasaran: str, sesudah: int | None
) -> IndikatorKinerjaUtama:
    deret = draf.deret()
    baru = IndikatorKinerjaUtama.objects.create(
        versi=draf.versi, ketetapan=ketetapan, sasaran=sasaran, urutan=len(deret) + 1
    )
    urutkan(deret, baru, sesudah)
    return baru


def geser(draf: Draf, *, baris: int, arah: str) -> IndikatorKinerjaUtama:
    """One place up ("naik") or down ("turun"). Raises AlurSalah at the ends."""
    satu = draf.baris(baris)
    deret = draf.deret()
    letak = deret.index(satu)
    tujuan = letak + {"naik": -1, "turun": 1}[arah]
    if not 0 <= tujuan < len(deret):
        raise AlurSalah("Sudah paling atas." if arah == "naik" else "Sudah paling bawah.")
    deret.insert(tujuan, deret.pop(letak))
    nomori(deret)
    draf.kata = f"memindah IKU “{pendek(str(satu))}”"
    return satu


def hapus(draf: Draf, *, baris: int) -> None:
    """Takes an IKU off the list, and its indicator away when nothing else uses it. Raises AlurSalah with what
    to do instead when realizations hang on it."""
    satu = draf.baris(baris)
    if halangan := halangan_hapus(draf.versi, satu):
        raise AlurSalah(halangan)
    draf.perekam.pantau(*isi_indikator([satu.ketetapan.indikator_id]))
    nama, ketetapan, daftar = str(satu), satu.ketetapan_id, draf.versi.daftar
    log(
        satu, "menghapus dari draf", by=draf.oleh, instansi_id=daftar.instansi_id, tahun=daftar.tahun,
        now=draf.waktu, old={"indikator": nama, "sasaran": satu.sasaran}, reason=draf.versi.alasan,
    )  # fmt: skip
    satu.delete()
    bersihkan([ketetapan])
    nomori(draf.deret())
    draf.kata = f"menghapus IKU “{pendek(nama)}”"


def halangan_hapus(versi: VersiIku, baris: IndikatorKinerjaUtama) -> str:
    """Why this row may not go, with what to do instead; "" when it may."""
    terisi = realisasi_terisi(
        [baris.ketetapan.indikator_id], dokumen=DOKUMEN, mulai_triwulan=versi.mulai_triwulan
    )
    if not terisi:
        return ""
    triwulan = next(iter(terisi.values()))
    jalan = (
        f" atau mulai Perubahan yang berlaku sesudah {sebut(triwulan[-1])}: di sana barisnya dapat dihapus dan realisasinya tetap tersimpan."
        if triwulan[-1] < 4
        else " karena tahunnya sudah terisi sampai akhir."
    )
    return f"“{pendek(str(baris))}” sudah mempunyai realisasi {', '.join(map(sebut, triwulan))}. Biarkan barisnya{jalan}"


# ── fields ──
def isi_kepala(draf: Draf, *, perubahan: Mapping[str, str], dimuat: Mapping[str, str] | None) -> HasilKepala:
    """Saves fields of the header block by the rule of ``versions.field_saving``; fungsi is one a line."""
    versi = draf.versi
    kini = kepala_kini(versi)
    pilahan = pilah(perubahan, kini=kini, dimuat=dimuat, periksa=_periksa_kepala)
    for nama, teks in pilahan.tulis.items():
        value = _baris_fungsi(teks) if nama == "fungsi" else teks.strip()
        setattr(versi, attribute(VersiIku, nama), value)
    if pilahan.tulis:
        versi.save(update_fields=[attribute(VersiIku, word) for word in pilahan.tulis])
        draf.kata = "mengubah kepala dokumen"
    bentrok = [
        bentrok_riwayat(VersiIku.riwayat.filter(id=versi.pk), n, kini[n], kolom=n) for n in pilahan.bentrok
    ]
    return HasilKepala(list(pilahan.tulis), bentrok, pilahan.salah)


def kepala_kini(versi: VersiIku) -> dict[str, str]:
    """The header block as the texts that a form would hold."""
    return {
        word: "\n".join(versi.fungsi) if word == "fungsi" else getattr(versi, attribute(VersiIku, word))
        for word in MEDAN_KEPALA
    }


def _periksa_kepala(nama: str, teks: str) -> str:
    batas = {"misi_nomor": 10, "nama_skpd": 200}.get(nama)
    return f"Paling banyak {batas} huruf." if batas and len(teks) > batas else ""


def _baris_fungsi(teks: str) -> list[str]:
    return [baris.strip() for baris in teks.splitlines() if baris.strip()]


def baris_kini(baris: IndikatorKinerjaUtama) -> dict[str, str]:
    return {word: getattr(baris, attribute(IndikatorKinerjaUtama, word)) for word in MEDAN_BARIS}


def isi_baris(
    draf: Draf, *, baris: int, perubahan: Mapping[str, str], dimuat: Mapping[str, str] | None
) -> HasilSunting:
    """Saves fields of one IKU: ``MEDAN_BARIS`` on the row, all others (``versions.editing.MEDAN``) on its
    ketetapan. One in force is copied into the indicator's draf first, and the row then points to the copy."""
    satu = draf.baris(baris)
    lama = satu.ketetapan
    draf.perekam.pantau(*isi_indikator([lama.indikator_id]))
    hasil = editing.ubah_ketetapan(
        ketetapan=lama, dokumen=DOKUMEN, perubahan={n: t for n, t in perubahan.items() if n not in MEDAN_BARIS},
        dimuat=dimuat, oleh=draf.oleh, waktu=draf.waktu, alasan=draf.versi.alasan or f"Disesuaikan saat menyusun {draf.versi}",
    )  # fmt: skip
    kini = baris_kini(satu)
    sendiri = {n: t for n, t in perubahan.items() if n in MEDAN_BARIS}
    pilahan = pilah(sendiri, kini=kini, dimuat=dimuat, periksa=_periksa_baris)
    for nama, teks in pilahan.tulis.items():
        setattr(satu, attribute(IndikatorKinerjaUtama, nama), teks)
    if set(hasil.tersimpan) - {"pengisi"}:
        satu.ketetapan = hasil.ketetapan
    if pilahan.tulis or satu.ketetapan_id != lama.pk:
        words = [attribute(IndikatorKinerjaUtama, word) for word in pilahan.tulis]
        satu.save(update_fields=[*words, "ketetapan"])
    hasil.tersimpan += pilahan.tulis
    hasil.salah |= pilahan.salah
    jejak = IndikatorKinerjaUtama.riwayat.filter(id=satu.pk)
    hasil.bentrok += [bentrok_riwayat(jejak, n, kini[n], kolom=n) for n in pilahan.bentrok]
    draf.kata = f"mengubah IKU “{pendek(hasil.ketetapan.uraian)}”"
    return hasil


def _periksa_baris(nama: str, teks: str) -> str:
    return "Tulis bunyi sasarannya." if nama == "sasaran" and not teks.strip() else ""


def ikut_draf(draf: Draf, *, baris: int) -> None:
    """The row takes the draf ketetapan that another document began (design: Perubahan)."""
    satu = draf.baris(baris)
    ada = satu.ketetapan.indikator.ketetapan.filter(status=StatusKetetapan.DRAF).first()
    if ada is not None and ada.pk != satu.ketetapan_id:
        satu.ketetapan = ada
        satu.save(update_fields=["ketetapan"])
        draf.kata = f"memakai draf indikator “{pendek(str(ada))}”"


# ── undo ──
def urungkan(*, versi: VersiIku, oleh: Pengguna, ulang: bool = False) -> tuple[Langkah, list[str]]:
    """Takes this person's last act on the draf back, or again. Raises AlurSalah when there is none."""
    if not VersiIku.objects.filter(pk=versi.pk, status="draf").exists():
        raise AlurSalah("Dokumen ini sudah ditetapkan. Mulai Perubahan untuk mengubahnya.")
    satu = undo.terakhir(dokumen=DOKUMEN, versi_id=versi.pk, oleh=oleh, dibatalkan=ulang)
    if satu is None:
        raise AlurSalah(
            "Tidak ada langkah yang dapat diulangi." if ulang else "Tidak ada langkah yang dapat diurungkan."
        )
    return satu, (undo.ulangi if ulang else undo.urungkan)(langkah=satu, oleh=oleh)


# ── pieces ──
def urutkan(deret: list[IndikatorKinerjaUtama], baris: IndikatorKinerjaUtama, sesudah: int | None) -> None:
    """Puts the row behind ``sesudah``, or last, and numbers the list."""
    lain = [b for b in deret if b.pk != baris.pk]
    letak = next((n + 1 for n, b in enumerate(lain) if b.pk == sesudah), len(lain))
    nomori([*lain[:letak], baris, *lain[letak:]])


def nomori(deret: Iterable[IndikatorKinerjaUtama]) -> None:
    for nomor, b in enumerate(deret, start=1):
        if b.urutan != nomor:
            b.urutan = nomor
            b.save(update_fields=["urutan"])


def _wajib(teks: str, pesan: str) -> str:
    if not teks.strip():
        raise ValidationError(pesan)
    return teks.strip()


def pendek(teks: str) -> str:
    return teks if len(teks) <= 60 else f"{teks[:59]}…"
