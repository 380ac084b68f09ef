"""One page of the trace as a person reads it: act by act, each field with what it was and what it is.

Every table that occurs on the page is read twice (its rows, and the row before each), every name once; the number
of queries does not depend on how many rows the page has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from bakesbang.beranda.riwayat_kata import (
    KERJA_STATUS,
    Beda,
    beda,
    kata_catatan,
    kata_kerja,
    perbedaan_catatan,
)
from bakesbang.beranda.riwayat_nama import Nama
from bakesbang.beranda.riwayat_sumber import (
    CATATAN,
    DIPUTUS_STATUS,
    JENIS_OBJEK,
    PER_KODE,
    Jenis,
    rujukan,
    sejarah,
)
from bakesbang.kinerja.models import Realisasi
from bakesbang.trail.models import Catatan
from bakesbang.trail.tags import model_tag

# Rows of one person on one thing that are so close together are one act.
SATU_TINDAKAN = timedelta(seconds=60)
TERLIHAT = 6  # fields of an act that the page shows before one asks for the rest
BERAT = ("beku", "pengajuan_lalu")
JENIS_SUMBER: dict[str, Jenis] = {
    "ketetapan": Jenis.INDIKATOR, "variabel": Jenis.INDIKATOR, "tahunan": Jenis.TARGET, "triwulan": Jenis.TARGET,
    "realisasi": Jenis.ISIAN, "nilai": Jenis.ISIAN,
}  # fmt: skip


@dataclass
class Peristiwa:
    """One act: who did what to which thing, when, why, and the fields it changed."""

    waktu: datetime
    oleh: Any
    jenis: str
    kerja: str
    objek: str
    indikator_id: int | None
    alasan: str = ""
    beda: list[Beda] = field(default_factory=list)
    kunci: tuple[str, Any] = ("", 0)

    @property
    def sebutan_jenis(self) -> str:
        return Jenis(self.jenis).label

    @property
    def tanda(self) -> tuple[Any, str]:
        """Who, and the decision if it is one."""
        kata = self.kerja.split(" ")[0]
        return getattr(self.oleh, "pk", None), kata if kata in KERJA_SENDIRI else ""

    @property
    def beda_awal(self) -> list[Beda]:
        return self.beda[:TERLIHAT]

    @property
    def beda_lagi(self) -> list[Beda]:
        """The rest, folded away: a new indicator has twenty fields."""
        return self.beda[TERLIHAT:]

    def gabung(self, lain: Peristiwa) -> None:
        """Takes in an older row of the same act: its words and fields come first."""
        sudah = {b.tanda for b in lain.beda}
        self.beda = [*lain.beda, *(b for b in self.beda if b.tanda not in sudah)]
        self.alasan = self.alasan or lain.alasan
        if URUTAN_KERJA.get(lain.kerja, 0) > URUTAN_KERJA.get(self.kerja, 0):
            self.kerja, self.jenis = lain.kerja, lain.jenis


# Which word tells more when an act left several rows.
KERJA_SENDIRI = {*KERJA_STATUS.values(), "menarik"}
URUTAN_KERJA = {"mengubah": 1, "mengisi": 2, "menambah": 3, "menghapus": 3}


def baca_halaman(baris: Sequence[tuple[datetime, str, int]]) -> list[Peristiwa]:
    """The acts behind these references (waktu, sumber, nomor), newest first. Rows that changed nothing a person
    can see (a save without a difference) are left out."""
    per_sumber = rujukan(baris)
    catatan = {
        c.pk: c for c in Catatan.objects.filter(pk__in=per_sumber.pop(CATATAN, [])).select_related("oleh")
    }
    kini, lalu = {}, {}
    for kode, daftar in per_sumber.items():
        kini[kode], lalu[kode] = _baris(kode, daftar)
    nama = Nama.muat(kini, lalu, list(catatan.values()))
    peristiwa = []
    for _, kode, nomor in baris:
        if kode == CATATAN:
            peristiwa.append(_dari_catatan(catatan[nomor], nama))
        else:
            satu = kini[kode][nomor]
            peristiwa.append(_dari_sejarah(kode, satu, lalu[kode].get(satu.sebelum), nama))
    return [p for p in _kelompokkan(peristiwa) if p.beda or p.kerja not in {"mengubah", "mengisi"}]


def _baris(kode: str, nomor: Iterable[int]) -> tuple[dict[int, Any], dict[int, Any]]:
    """The rows themselves, and by its number the row that stood before each."""
    model = PER_KODE[kode].model
    terdahulu = sejarah(model).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    terdahulu = terdahulu.order_by("-history_id").values("history_id")[:1]
    semua = sejarah(model).select_related("history_user")
    if model is Realisasi:
        semua = semua.defer(*BERAT)
    kini = {
        r.history_id: r
        for r in semua.filter(history_id__in=list(nomor)).annotate(sebelum=Subquery(terdahulu))
    }
    perlu = [r.sebelum for r in kini.values() if r.sebelum is not None and r.history_type == "~"]
    return kini, {r.history_id: r for r in semua.filter(history_id__in=perlu)}


def _dari_sejarah(kode: str, r: Any, lalu: Any, nama: Nama) -> Peristiwa:
    indikator_id = nama.indikator_dari(kode, r)
    diputus = kode == "realisasi" and (
        r.status in DIPUTUS_STATUS or r.history_change_reason == "Menarik kembali"
    )
    jenis = Jenis.STATUS if diputus else JENIS_SUMBER.get(kode, Jenis.DOKUMEN)
    kerja, perbedaan = kata_kerja(kode, r, lalu), beda(kode, r, lalu, nama)
    return Peristiwa(
        waktu=r.history_date, oleh=r.history_user, jenis=jenis, kerja=kerja, objek=nama.objek(kode, r),
        indikator_id=indikator_id, alasan=_alasan(r, kerja, perbedaan), beda=perbedaan,
        kunci=("indikator", indikator_id) if indikator_id is not None else (model_tag(PER_KODE[kode].model), r.id),
    )  # fmt: skip


def _alasan(r: Any, kerja: str, perbedaan: Sequence[Beda]) -> str:
    """Why, unless the verb or a field says the same already."""
    alasan = (r.history_change_reason or "").strip()
    terkatakan = alasan.casefold() == kerja or any(b.baru.startswith(alasan) for b in perbedaan)
    return "" if terkatakan else alasan


def _dari_catatan(c: Catatan, nama: Nama) -> Peristiwa:
    indikator_id = nama.indikator_catatan(c)
    kunci = ("indikator", indikator_id) if indikator_id is not None else (c.objek_jenis, c.objek_id)
    return Peristiwa(
        waktu=c.waktu, oleh=c.oleh, jenis=_jenis_catatan(c), kerja=kata_catatan(c), objek=nama.objek_catatan(c, indikator_id),
        indikator_id=indikator_id, alasan=c.alasan, beda=perbedaan_catatan(c, nama), kunci=kunci,
    )  # fmt: skip


def _jenis_catatan(c: Catatan) -> Jenis:
    if c.objek_jenis.startswith("organisasi."):
        return Jenis.ORGANISASI
    return JENIS_OBJEK.get(c.objek_jenis, Jenis.DOKUMEN)


def _kelompokkan(peristiwa: Iterable[Peristiwa]) -> list[Peristiwa]:
    """Newest first in, newest first out: rows of one act become one. What somebody else did to the same thing in
    between, or a decision, parts two acts however close they are."""
    hasil: list[Peristiwa] = []
    terakhir: dict[tuple[str, Any], Peristiwa] = {}
    for p in peristiwa:
        atas = terakhir.get(p.kunci)
        if atas is not None and atas.tanda == p.tanda and abs(atas.waktu - p.waktu) <= SATU_TINDAKAN:
            atas.gabung(p)
            continue
        terakhir[p.kunci] = p
        hasil.append(p)
    return hasil


def per_hari(peristiwa: Iterable[Peristiwa], zona: Any) -> list[tuple[Any, list[Peristiwa]]]:
    """The acts under their day at the agency's place."""
    hari: dict[Any, list[Peristiwa]] = {}
    for p in peristiwa:
        hari.setdefault(p.waktu.astimezone(zona).date(), []).append(p)
    return list(hari.items())
