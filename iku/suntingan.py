"""What a planner does to a draf of the IKU. Every act runs inside ``buka`` and leaves one step that
can be undone (``bakesbang.versions.drafts``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.models import KetetapanIndikator, Langkah
from bakesbang.kinerja.pilihan import NamaDokumen, StatusKetetapan
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.tags import attribute
from bakesbang.versions.detach import bersihkan, realisasi_terisi
from bakesbang.versions.drafts import (
    Draft,
    check_new_year,
    last_step,
    number,
    open_draft,
    place_behind,
    place_one_step,
    required,
    save_fields,
    shorten,
    take_step,
)
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import FieldResult
from bakesbang.versions.undo import isi_indikator
from iku import tindakan
from iku.bentuk import KepalaIku
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.perubahan import IKU

DOKUMEN = NamaDokumen.IKU
MEDAN_KEPALA = (
    "visi",
    "misi_nomor",
    "misi",
    "nama_skpd",
    "tugas_pokok",
    "fungsi",
)
MEDAN_BARIS = ("sasaran", "alasan", "penanggung_jawab_cetak")
LENGTHS = {"misi_nomor": 10, "nama_skpd": 200}
NO_SASARAN_TEXT = "Tulis bunyi sasarannya."


@dataclass
class Draf(Draft):
    """A draf of the IKU under lock."""

    kind = IKU
    noun = "IKU"
    joins_draf = False

    def watched(self) -> Sequence[QuerySet[Any]]:
        return (
            VersiIku.objects.filter(pk=self.versi.pk),
            IndikatorKinerjaUtama.objects.filter(versi=self.versi),
        )

    def baris(self, pk: int) -> IndikatorKinerjaUtama:
        """Raises AlurSalah when it is gone: another planner may have removed it."""
        rows: QuerySet[IndikatorKinerjaUtama] = self.versi.indikator.filter(pk=pk)
        baris = rows.select_related("ketetapan__indikator").first()
        if baris is None:
            raise AlurSalah("IKU itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris

    def deret(self) -> list[IndikatorKinerjaUtama]:
        """The rows in order."""
        return list(self.versi.indikator.order_by("urutan", "pk"))


def buka(*, versi: VersiIku, oleh: Pengguna, waktu: datetime) -> AbstractContextManager[Draf]:
    """Locks the draf for one act and records it. Raises AlurSalah when the version is no draf any
    more."""
    return open_draft(Draf, versi=versi, oleh=oleh, waktu=waktu)


@transaction.atomic
def mulai(
    *,
    instansi: Instansi,
    tahun: int,
    nama_cetak: str,
    oleh: Pengguna,
    waktu: datetime,
) -> VersiIku:
    """An empty IKU of a year, the year included; what the agency's last one says of itself (nama
    SKPD, tugas pokok, fungsi) comes along. Raises AlurSalah when the year has one, ValidationError
    for an impossible year."""
    check_new_year(IKU, instansi, tahun)
    nama_cetak = required(nama_cetak, "Tulis nama instansi seperti pada judul dokumen.")
    of_agency = VersiIku.objects.filter(daftar__instansi=instansi)
    last = of_agency.order_by("-daftar__tahun", "-nomor").first()
    if last is None:
        kepala = KepalaIku(nama_cetak, nama_skpd=instansi.nama)
    else:
        kepala = KepalaIku(
            nama_cetak,
            nama_skpd=last.nama_skpd,
            tugas_pokok=last.tugas_pokok,
            fungsi=tuple(last.fungsi),
        )
    return tindakan.buat(
        instansi=instansi,
        tahun=tahun,
        kepala=kepala,
        isi=(),
        oleh=oleh,
        waktu=waktu,
    )


# ── rows ──
def tambah(draf: Draf, *, sasaran: str, uraian: str, sesudah: int | None = None) -> IndikatorKinerjaUtama:
    """A new IKU behind ``sesudah`` or at the end, without quarter targets until one is typed."""
    baru = IndikatorBaru(required(uraian, "Tulis bunyi indikatornya."))
    sasaran = required(sasaran, NO_SASARAN_TEXT)
    return _pasang(draf, draf.add_indikator(baru), sasaran, sesudah)


def pakai(
    draf: Draf,
    *,
    indikator: int,
    sasaran: str,
    sesudah: int | None = None,
    penanggung_jawab_cetak: str = "",
) -> IndikatorKinerjaUtama:
    """An indicator of the same year stands here too: it exists once and is filled in once (design:
    data)."""
    ketetapan = draf.find_indikator(indikator)
    if draf.versi.indikator.filter(ketetapan__indikator=ketetapan.indikator_id).exists():
        raise AlurSalah("Indikator ini sudah ada pada IKU.")
    baris = tindakan.tambah_bersama(
        versi=draf.versi,
        ketetapan=ketetapan,
        sasaran=required(sasaran, NO_SASARAN_TEXT),
        penanggung_jawab_cetak=penanggung_jawab_cetak,
        oleh=draf.oleh,
    )
    draf.kata = f"memakai indikator “{shorten(ketetapan.uraian)}”"
    place_behind(draf.deret(), baris, sesudah)
    return baris


def salin(draf: Draf, *, baris: int) -> IndikatorKinerjaUtama:
    """A new IKU with the same formula, targets and offices, behind this one."""
    asli = draf.baris(baris)
    baru = _pasang(draf, draf.copy_indikator(asli.ketetapan), asli.sasaran, asli.pk)
    baru.alasan = asli.alasan
    baru.penanggung_jawab_cetak = asli.penanggung_jawab_cetak
    baru.save(update_fields=["alasan", "penanggung_jawab_cetak"])
    draf.kata = f"menyalin IKU “{shorten(str(asli))}”"
    return baru


def _pasang(
    draf: Draf,
    ketetapan: KetetapanIndikator,
    sasaran: str,
    sesudah: int | None,
) -> IndikatorKinerjaUtama:
    rows = draf.deret()
    baru = IndikatorKinerjaUtama.objects.create(
        versi=draf.versi,
        ketetapan=ketetapan,
        sasaran=sasaran,
        urutan=len(rows) + 1,
    )
    place_behind(rows, baru, sesudah)
    return baru


def geser(draf: Draf, *, baris: int, arah: str) -> IndikatorKinerjaUtama:
    """One place up ("naik") or down ("turun"). Raises AlurSalah at the ends."""
    satu = draf.baris(baris)
    place_one_step(draf.deret(), satu, up=arah == "naik")
    draf.kata = f"memindah IKU “{shorten(str(satu))}”"
    return satu


def hapus(draf: Draf, *, baris: int) -> None:
    """Takes an IKU off the list, and its indicator away when nothing else uses it. Raises AlurSalah
    with what to do instead when realizations hang on it."""
    satu = draf.baris(baris)
    if halangan := halangan_hapus(draf.versi, satu):
        raise AlurSalah(halangan)
    draf.perekam.pantau(*isi_indikator([satu.ketetapan.indikator_id]))
    nama = str(satu)
    draf.log_removal(satu, {"indikator": nama, "sasaran": satu.sasaran})
    satu.delete()
    bersihkan([satu.ketetapan_id])
    number(draf.deret())
    draf.kata = f"menghapus IKU “{shorten(nama)}”"


def halangan_hapus(versi: VersiIku, baris: IndikatorKinerjaUtama) -> str:
    """Why this row may not go, with what to do instead; "" when it may."""
    indikator = baris.ketetapan.indikator_id
    terisi = realisasi_terisi(
        [indikator],
        dokumen=DOKUMEN,
        mulai_triwulan=versi.mulai_triwulan,
    )
    if not terisi:
        return ""
    triwulan = terisi[indikator]
    if triwulan[-1] < 4:
        way_out = (
            f" atau mulai Perubahan yang berlaku sesudah {label_of(triwulan[-1])}: di sana barisnya "
            "dapat dihapus "
            "dan realisasinya tetap tersimpan."
        )
    else:
        way_out = " karena tahunnya sudah terisi sampai akhir."
    filled = ", ".join(map(label_of, triwulan))
    return f"“{shorten(str(baris))}” sudah mempunyai realisasi {filled}. Biarkan barisnya{way_out}"


def ikut_draf(draf: Draf, *, baris: int) -> None:
    """The row takes the draf ketetapan that another document began (design: Perubahan)."""
    satu = draf.baris(baris)
    of_indikator = satu.ketetapan.indikator.ketetapan
    begun = of_indikator.filter(status=StatusKetetapan.DRAF).first()
    if begun is not None and begun.pk != satu.ketetapan_id:
        satu.ketetapan = begun
        satu.save(update_fields=["ketetapan"])
        draf.kata = f"memakai draf indikator “{shorten(str(begun))}”"


# ── fields ──
def isi_kepala(
    draf: Draf,
    *,
    perubahan: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
) -> FieldResult:
    """Saves fields of the header block by the rule of ``versions.field_saving``; fungsi is one a
    line."""
    hasil = save_fields(
        draf.versi,
        current=kepala_kini(draf.versi),
        changes=perubahan,
        loaded=dimuat,
        check=_periksa_kepala,
        convert=_stored_value,
    )
    if hasil.tersimpan:
        draf.kata = "mengubah kepala dokumen"
    return hasil


def kepala_kini(versi: VersiIku) -> dict[str, str]:
    """The header block as the texts that a form would hold."""
    texts = {word: getattr(versi, attribute(VersiIku, word)) for word in MEDAN_KEPALA}
    return texts | {"fungsi": "\n".join(versi.fungsi)}


def _stored_value(nama: str, teks: str) -> str | list[str]:
    if nama != "fungsi":
        return teks.strip()
    lines = (line.strip() for line in teks.splitlines())
    return [line for line in lines if line]


def _periksa_kepala(nama: str, teks: str) -> str:
    longest = LENGTHS.get(nama)
    if longest is not None and len(teks) > longest:
        return f"Paling banyak {longest} huruf."
    return ""


def baris_kini(baris: IndikatorKinerjaUtama) -> dict[str, str]:
    """The fields of the row itself as texts."""
    return {word: getattr(baris, attribute(IndikatorKinerjaUtama, word)) for word in MEDAN_BARIS}


def isi_baris(
    draf: Draf,
    *,
    baris: int,
    perubahan: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
) -> HasilSunting:
    """Saves fields of one IKU: ``MEDAN_BARIS`` on the row, all others on its ketetapan."""
    return draf.edit_indikator(
        draf.baris(baris),
        own=MEDAN_BARIS,
        changes=perubahan,
        loaded=dimuat,
        check=_periksa_baris,
    )


def _periksa_baris(nama: str, teks: str) -> str:
    if nama == "sasaran" and not teks.strip():
        return NO_SASARAN_TEXT
    return ""


# ── undo ──
def urungkan(*, versi: VersiIku, oleh: Pengguna, ulang: bool = False) -> tuple[Langkah, list[str]]:
    """Takes this person's last act on the draf back, or again; the step and the keys of its rows.
    Raises AlurSalah when there is none."""
    step = last_step(IKU, versi=versi, oleh=oleh, redo=ulang)
    return step, take_step(step, oleh=oleh, redo=ulang)
