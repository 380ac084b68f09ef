"""The acts that a browser may ask for, by name: each reads its own parameters and answers where to
go on ("s12", "i7") and what was done, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import PageContext
from rencana_aksi import suntingan as editing
from rencana_aksi import suntingan_cabang as branches
from rencana_aksi import suntingan_langkah
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.suntingan import Draf

NUMBER = re.compile(r"[0-9]{1,18}")

Isi = Mapping[str, str]
Aksi = Callable[[VersiRencanaAksi, PageContext, Isi], "Jawaban"]
Row = Sasaran | IndikatorSasaran


@dataclass(frozen=True)
class Jawaban:
    """``tersentuh``: the rows whose branches the browser must draw anew; "k7" stands for indicator
    7 wherever it is."""

    fokus: str
    kata: str
    tersentuh: frozenset[str]


def urai_baris(kunci: str) -> tuple[str, int]:
    """ "s12" → ("s", 12). Raises AlurSalah for anything else."""
    jenis = kunci[:1]
    nomor = kunci[1:]
    if jenis not in {"s", "i"} or not NUMBER.fullmatch(nomor):
        raise AlurSalah("Pilih satu baris dahulu.")
    return jenis, int(nomor)


def row_key(row: Row) -> str:
    """The row as a browser names it: "s12", "i7"."""
    return f"s{row.pk}" if isinstance(row, Sasaran) else f"i{row.pk}"


def _in_draft(work: Callable[[Draf, Isi], Row | str]) -> Aksi:
    def act(versi: VersiRencanaAksi, k: PageContext, isi: Isi) -> Jawaban:
        with editing.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            result = work(draf, isi)
        focus = result if isinstance(result, str) else row_key(result)
        touched = {focus, isi.get("baris", ""), isi.get("induk", "")}
        return Jawaban(focus, draf.kata, frozenset(touched))

    return act


def _number(isi: Isi, name: str) -> int | None:
    """The row number of a parameter; None when it is not given."""
    return urai_baris(isi[name])[1] if isi.get(name) else None


def _add_sasaran(draf: Draf, isi: Isi) -> Sasaran:
    return editing.tambah_sasaran(
        draf,
        uraian=isi.get("uraian", ""),
        induk=_number(isi, "induk"),
        sesudah=_number(isi, "sesudah"),
    )


def _add_indikator(draf: Draf, isi: Isi) -> IndikatorSasaran:
    return editing.tambah_indikator(
        draf,
        uraian=isi.get("uraian", ""),
        sasaran=_number(isi, "induk") or 0,
        sesudah=_number(isi, "sesudah"),
    )


def _use(draf: Draf, isi: Isi) -> IndikatorSasaran:
    chosen = isi.get("indikator", "")
    indikator = int(chosen) if NUMBER.fullmatch(chosen) else 0
    sasaran = _number(isi, "induk") or 0
    return editing.pakai_indikator(draf, indikator=indikator, sasaran=sasaran)


def _move(draf: Draf, isi: Isi) -> Row:
    jenis, pk = urai_baris(isi.get("baris", ""))
    induk = _number(isi, "induk")
    behind = _number(isi, "sesudah")
    if jenis == "s":
        return editing.pindah_sasaran(draf, sasaran=pk, induk=induk, sesudah=behind)
    return editing.pindah_indikator(draf, butir=pk, sasaran=induk or 0, sesudah=behind)


def _shift(arah: str) -> Aksi:
    def work(draf: Draf, isi: Isi) -> Row:
        jenis, pk = urai_baris(isi.get("baris", ""))
        if jenis == "s":
            return editing.geser_sasaran(draf, sasaran=pk, arah=arah)
        return editing.geser_indikator(draf, butir=pk, arah=arah)

    return _in_draft(work)


def _copy(draf: Draf, isi: Isi) -> Row:
    jenis, pk = urai_baris(isi.get("baris", ""))
    if jenis == "s":
        return branches.salin_sasaran(draf, sasaran=pk)
    return branches.salin_indikator(draf, butir=pk)


def _remove(draf: Draf, isi: Isi) -> str:
    """Goes on with what stood above the row."""
    jenis, pk = urai_baris(isi.get("baris", ""))
    if jenis == "s":
        above = draf.sasaran(pk).induk_id
        branches.hapus_sasaran(draf, sasaran=pk)
    else:
        above = draf.butir(pk).sasaran_id
        branches.hapus_indikator(draf, butir=pk)
    return f"s{above}" if above else ""


def _take_back(versi: VersiRencanaAksi, k: PageContext, isi: Isi) -> Jawaban:
    return _undo(versi, k, redo=False)


def _take_again(versi: VersiRencanaAksi, k: PageContext, isi: Isi) -> Jawaban:
    return _undo(versi, k, redo=True)


def _undo(versi: VersiRencanaAksi, k: PageContext, *, redo: bool) -> Jawaban:
    step, touched = suntingan_langkah.urungkan(versi=versi, oleh=k.pengguna, ulang=redo)
    rows = suntingan_langkah.baris_langkah(step)
    focus = min(rows or touched, default="")
    act = "mengulangi" if redo else "mengurungkan"
    return Jawaban(focus, f"{act}: {step.kata}", touched)


AKSI: dict[str, Aksi] = {
    "sasaran": _in_draft(_add_sasaran),
    "indikator": _in_draft(_add_indikator),
    "pakai": _in_draft(_use),
    "pindah": _in_draft(_move),
    "salin": _in_draft(_copy),
    "hapus": _in_draft(_remove),
    "atas": _shift("atas"),
    "turun": _shift("bawah"),
    "dalam": _shift("dalam"),
    "luar": _shift("luar"),
    "urung": _take_back,
    "ulang": _take_again,
}
