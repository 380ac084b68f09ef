"""What a planner does to the tree of a draf. Every act runs inside ``buka`` and leaves one step
that can be undone (``bakesbang.versions.drafts``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Frekuensi, Jenjang, NamaDokumen
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.tags import attribute, columns
from bakesbang.versions.drafts import (
    Draft,
    check_new_year,
    number,
    open_draft,
    place_behind,
    place_one_step,
    required,
    save_fields,
    shorten,
)
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import FieldResult
from rencana_aksi import tindakan
from rencana_aksi.fields import CETAK, SASARAN_FIELDS
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.perubahan import RENCANA_AKSI

DOKUMEN = NamaDokumen.RENCANA_AKSI
MEDAN_SASARAN = tuple(SASARAN_FIELDS)
TERDALAM = max(Jenjang.values)
NO_SASARAN_TEXT = "Tulis bunyi sasarannya."
STANDS_HERE = "Indikator ini sudah ada pada sasaran itu."


@dataclass
class Draf(Draft):
    """A draf of the Rencana Aksi under lock."""

    kind = RENCANA_AKSI
    noun = "indikator"
    joins_draf = True

    def watched(self) -> Sequence[QuerySet[Any]]:
        return (
            Sasaran.objects.filter(versi=self.versi),
            IndikatorSasaran.objects.filter(sasaran__versi=self.versi),
        )

    def sasaran(self, pk: int | None) -> Sasaran:
        """Raises AlurSalah when it is gone: another planner may have removed it."""
        baris = Sasaran.objects.filter(versi=self.versi, pk=pk or 0).first()
        if baris is None:
            raise AlurSalah("Sasaran itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris

    def butir(self, pk: int) -> IndikatorSasaran:
        """Raises AlurSalah when it is gone."""
        of_version = IndikatorSasaran.objects.filter(sasaran__versi=self.versi)
        baris = of_version.select_related("sasaran", "ketetapan__indikator").filter(pk=pk).first()
        if baris is None:
            raise AlurSalah("Indikator itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris


def buka(
    *,
    versi: VersiRencanaAksi,
    oleh: Pengguna,
    waktu: datetime,
    pohon: bool = True,
) -> AbstractContextManager[Draf]:
    """Locks the draf for one act and records it; ``pohon``: the act may touch any row of the
    tree."""
    return open_draft(Draf, versi=versi, oleh=oleh, waktu=waktu, watch_rows=pohon)


@transaction.atomic
def mulai(
    *,
    instansi: Instansi,
    tahun: int,
    nama_cetak: str,
    oleh: Pengguna,
    waktu: datetime,
) -> VersiRencanaAksi:
    """An empty Rencana Aksi of a year, the year included. Raises AlurSalah when the year has one
    already, ValidationError for an impossible year."""
    check_new_year(RENCANA_AKSI, instansi, tahun)
    return tindakan.buat(
        instansi=instansi,
        tahun=tahun,
        nama_cetak=nama_cetak,
        pohon=(),
        oleh=oleh,
        waktu=waktu,
    )


# ── adding ──
def tambah_sasaran(
    draf: Draf,
    *,
    uraian: str,
    induk: int | None,
    sesudah: int | None = None,
    jenjang: int = 0,
) -> Sasaran:
    """A sasaran under ``induk`` (None: strategis), behind ``sesudah`` and of its level, or at the
    end; ``jenjang``: a deeper level."""
    atas = draf.sasaran(induk) if induk else None
    samping = Sasaran.objects.filter(versi=draf.versi, induk=atas, pk=sesudah or 0).first()
    jenjang = max(jenjang, _level_below(atas), samping.jenjang if samping else 0)
    _pastikan_muat(jenjang)
    baru = Sasaran(
        versi=draf.versi,
        induk=atas,
        jenjang=jenjang,
        uraian=required(uraian, NO_SASARAN_TEXT),
    )
    baru.save()
    place_behind(saudara(draf, induk), baru, sesudah)
    draf.kata = f"menambah {baru.get_jenjang_display().lower()} “{shorten(baru.uraian)}”"
    return baru


def tambah_indikator(
    draf: Draf, *, uraian: str, sasaran: int, sesudah: int | None = None
) -> IndikatorSasaran:
    """A new indicator of a sasaran. One of a sasaran strategis is annual and has no quarter cells;
    any other starts with four blank ones (domain guide §3)."""
    induk = draf.sasaran(sasaran)
    uraian = required(uraian, "Tulis bunyi indikatornya.")
    if induk.jenjang == Jenjang.STRATEGIS:
        baru = IndikatorBaru(uraian, triwulan={}, frekuensi=Frekuensi.TAHUNAN)
    else:
        blank = {n: TargetBaru("") for n in (1, 2, 3, 4)}
        baru = IndikatorBaru(uraian, triwulan=blank, frekuensi=Frekuensi.TRIWULANAN)
    return _pasang(induk, draf.add_indikator(baru), sesudah)


def pakai_indikator(
    draf: Draf,
    *,
    indikator: int,
    sasaran: int,
    sesudah: int | None = None,
) -> IndikatorSasaran:
    """An indicator of the same year stands here too: it exists once and is filled in once (design:
    data)."""
    induk = draf.sasaran(sasaran)
    ketetapan = draf.find_indikator(indikator)
    if induk.indikator.filter(ketetapan__indikator=ketetapan.indikator_id).exists():
        raise AlurSalah(STANDS_HERE)
    draf.kata = f"memakai indikator “{shorten(ketetapan.uraian)}”"
    return _pasang(induk, ketetapan, sesudah)


def _pasang(sasaran: Sasaran, ketetapan: KetetapanIndikator, sesudah: int | None) -> IndikatorSasaran:
    baru = IndikatorSasaran.objects.create(sasaran=sasaran, ketetapan=ketetapan)
    place_behind(rows_of(sasaran), baru, sesudah)
    return baru


# ── moving ──
def pindah_sasaran(
    draf: Draf,
    *,
    sasaran: int,
    induk: int | None,
    sesudah: int | None,
    awal: bool = False,
) -> Sasaran:
    """A sasaran with everything under it goes under another parent, behind ``sesudah`` (``awal``:
    in front of all, neither: at the end). Levels follow. Raises AlurSalah for a circle or more
    levels than there are."""
    baris = draf.sasaran(sasaran)
    atas = draf.sasaran(induk) if induk else None
    bawah = keturunan(draf, baris)
    if atas and atas.pk in bawah:
        raise AlurSalah("Sasaran tidak dapat dipindah ke bawah dirinya sendiri.")
    if baris.induk_id != induk:
        _change_parent(draf, baris, bawah, atas)
    place_behind(saudara(draf, induk), baris, sesudah, first=awal)
    draf.kata = f"memindah “{shorten(baris.uraian)}”"
    return baris


def _change_parent(
    draf: Draf,
    baris: Sasaran,
    bawah: Mapping[int, Sasaran],
    atas: Sasaran | None,
) -> None:
    """``bawah``: the sasaran with everything under it, as ``keturunan`` reads them. Among its own
    siblings a sasaran keeps its level: it may stand right below a parent of a much higher one, or
    below none."""
    levels = _level_below(atas) - baris.jenjang
    _pastikan_muat(max(s.jenjang for s in bawah.values()) + levels)
    left_behind = baris.induk_id
    baris.induk = atas
    for s in bawah.values():
        s.jenjang += levels
        if levels or s.pk == baris.pk:
            s.save(update_fields=["jenjang", "induk"])
    number(saudara(draf, left_behind))


def pindah_indikator(
    draf: Draf,
    *,
    butir: int,
    sasaran: int,
    sesudah: int | None,
    awal: bool = False,
) -> IndikatorSasaran:
    """An indicator goes under another sasaran, behind ``sesudah``. Raises AlurSalah when it stands
    there."""
    baris = draf.butir(butir)
    tujuan = draf.sasaran(sasaran)
    others = tujuan.indikator.exclude(pk=baris.pk)
    if others.filter(ketetapan__indikator=baris.ketetapan.indikator_id).exists():
        raise AlurSalah(STANDS_HERE)
    if baris.sasaran_id != tujuan.pk:
        left_behind = baris.sasaran
        baris.sasaran = tujuan
        baris.save(update_fields=["sasaran"])
        number(rows_of(left_behind))
    place_behind(rows_of(tujuan), baris, sesudah, first=awal)
    draf.kata = f"memindah indikator “{shorten(str(baris))}”"
    return baris


def geser_sasaran(draf: Draf, *, sasaran: int, arah: str) -> Sasaran:
    """One place up or down among its siblings ("atas", "bawah"), one level in (under the one above:
    "dalam") or out (behind its parent: "luar")."""
    baris = draf.sasaran(sasaran)
    siblings = saudara(draf, baris.induk_id)
    if arah == "dalam":
        position = siblings.index(baris)
        if position == 0:
            raise AlurSalah("Tidak ada sasaran di atasnya yang dapat menjadi induk.")
        above = siblings[position - 1].pk
        return pindah_sasaran(draf, sasaran=sasaran, induk=above, sesudah=None)
    if arah == "luar":
        if baris.induk is None:
            raise AlurSalah("Sasaran strategis sudah paling luar.")
        outer = baris.induk.induk_id
        return pindah_sasaran(draf, sasaran=sasaran, induk=outer, sesudah=baris.induk_id)
    place_one_step(siblings, baris, up=_is_up(arah))
    draf.kata = f"memindah “{shorten(baris.uraian)}”"
    return baris


def geser_indikator(draf: Draf, *, butir: int, arah: str) -> IndikatorSasaran:
    """One place up or down under its sasaran ("atas", "bawah")."""
    baris = draf.butir(butir)
    place_one_step(rows_of(baris.sasaran), baris, up=_is_up(arah))
    draf.kata = f"memindah indikator “{shorten(str(baris))}”"
    return baris


def _is_up(arah: str) -> bool:
    if arah not in {"atas", "bawah"}:
        raise AlurSalah("Baris ini hanya dapat digeser ke atas atau ke bawah.")
    return arah == "atas"


# ── fields ──
def isi_sasaran(
    draf: Draf,
    *,
    sasaran: int,
    perubahan: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
) -> FieldResult:
    """Saves fields of a sasaran by the rule of ``versions.field_saving``."""
    baris = draf.sasaran(sasaran)
    draf.perekam.pantau(Sasaran.objects.filter(pk=baris.pk))
    hasil = save_fields(
        baris,
        current=sasaran_fields(baris),
        changes=perubahan,
        loaded=dimuat,
        check=_periksa_sasaran,
        convert=_stored_value,
    )
    if hasil.tersimpan:
        draf.kata = f"mengubah sasaran “{shorten(baris.uraian)}”"
    return hasil


def sasaran_fields(baris: Sasaran) -> dict[str, str]:
    """The fields of a sasaran as the texts that a form would hold."""
    values = {word: getattr(baris, attribute(Sasaran, word)) for word in MEDAN_SASARAN}
    return {nama: "" if value is None else str(value) for nama, value in values.items()}


def _stored_value(nama: str, teks: str) -> Any:
    if teks:
        return _clean(nama, teks)
    return None if nama == "tahun_nomenklatur" else ""


def _clean(nama: str, teks: str) -> Any:
    """Raises ValidationError for a text that the column cannot hold."""
    return columns(Sasaran)[nama].clean(teks, None)


def _periksa_sasaran(nama: str, teks: str) -> str:
    if nama == "uraian" and not teks.strip():
        return NO_SASARAN_TEXT
    try:
        _stored_value(nama, teks)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def isi_butir(
    draf: Draf,
    *,
    butir: int,
    perubahan: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
) -> HasilSunting:
    """Saves fields of an indicator in this draf: those of its ketetapan and the printed penanggung
    jawab."""
    return draf.edit_indikator(
        draf.butir(butir),
        own=(CETAK,),
        changes=perubahan,
        loaded=dimuat,
        check=lambda _name, _text: "",
    )


# ── pieces ──
def saudara(draf: Draf, induk: int | None) -> list[Sasaran]:
    """The sasaran under one parent (None: those at the top), in order."""
    return list(Sasaran.objects.filter(versi=draf.versi, induk=induk).order_by("urutan", "pk"))


def rows_of(sasaran: Sasaran) -> list[IndikatorSasaran]:
    """The indicators of a sasaran, in order."""
    return list(sasaran.indikator.order_by("urutan", "pk"))


def keturunan(draf: Draf, baris: Sasaran) -> dict[int, Sasaran]:
    """The sasaran and everything under it, by id, parents first."""
    anak: dict[int | None, list[Sasaran]] = {}
    for s in Sasaran.objects.filter(versi=draf.versi).order_by("urutan", "pk"):
        anak.setdefault(s.induk_id, []).append(s)
    hasil = {baris.pk: baris}
    queue = [baris.pk]
    while queue:
        for s in anak.get(queue.pop(0), ()):
            hasil[s.pk] = s
            queue.append(s.pk)
    return hasil


def _level_below(atas: Sasaran | None) -> int:
    return int(Jenjang.STRATEGIS) if atas is None else atas.jenjang + 1


def _pastikan_muat(jenjang: int) -> None:
    if jenjang > TERDALAM:
        raise AlurSalah(f"Rencana Aksi paling dalam {TERDALAM} jenjang.")
