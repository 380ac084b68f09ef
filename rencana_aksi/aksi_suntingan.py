"""The acts that a browser may ask for, by name: each reads its own parameters and answers where to go on
("s12", "i7") and what was done, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import PageContext
from rencana_aksi import suntingan as s
from rencana_aksi import suntingan_cabang as cabang
from rencana_aksi import suntingan_langkah
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.suntingan import Draf

Isi = Mapping[str, str]
Aksi = Callable[[VersiRencanaAksi, PageContext, Isi], "Jawaban"]


@dataclass(frozen=True)
class Jawaban:
    """``tersentuh``: the rows whose branches the browser must draw anew; "k7" stands for indicator 7 wherever it is."""

    fokus: str
    kata: str
    tersentuh: frozenset[str]


def urai_baris(kunci: str) -> tuple[str, int]:
    """ "s12" → ("s", 12). Raises AlurSalah for anything else."""
    jenis, nomor = kunci[:1], kunci[1:]
    if jenis not in {"s", "i"} or not re.fullmatch(r"[0-9]{1,18}", nomor):
        raise AlurSalah("Pilih satu baris dahulu.")
    return jenis, int(nomor)


def _dalam_draf(kerja: Callable[[Draf, Isi], Sasaran | IndikatorSasaran | str]) -> Aksi:
    def jalan(versi: VersiRencanaAksi, k: PageContext, isi: Isi) -> Jawaban:
        with s.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            hasil = kerja(draf, isi)
        fokus = hasil if isinstance(hasil, str) else f"{'s' if isinstance(hasil, Sasaran) else 'i'}{hasil.pk}"
        return Jawaban(fokus, draf.kata, frozenset({fokus, isi.get("baris", ""), isi.get("induk", "")}))

    return jalan


def _nomor(isi: Isi, nama: str) -> int | None:
    """The row number of a parameter; None when it is not given."""
    return urai_baris(isi[nama])[1] if isi.get(nama) else None


def _sasaran(draf: Draf, isi: Isi) -> Sasaran:
    return s.tambah_sasaran(
        draf, uraian=isi.get("uraian", ""), induk=_nomor(isi, "induk"), sesudah=_nomor(isi, "sesudah")
    )


def _indikator(draf: Draf, isi: Isi) -> IndikatorSasaran:
    return s.tambah_indikator(
        draf, uraian=isi.get("uraian", ""), sasaran=_nomor(isi, "induk") or 0, sesudah=_nomor(isi, "sesudah")
    )


def _pakai(draf: Draf, isi: Isi) -> IndikatorSasaran:
    pilihan = isi.get("indikator", "")
    return s.pakai_indikator(
        draf,
        indikator=int(pilihan) if re.fullmatch(r"[0-9]{1,18}", pilihan) else 0,
        sasaran=_nomor(isi, "induk") or 0,
    )


def _pindah(draf: Draf, isi: Isi) -> Sasaran | IndikatorSasaran:
    jenis, pk = urai_baris(isi.get("baris", ""))
    induk = _nomor(isi, "induk")
    if jenis == "s":
        return s.pindah_sasaran(draf, sasaran=pk, induk=induk, sesudah=_nomor(isi, "sesudah"))
    return s.pindah_indikator(draf, butir=pk, sasaran=induk or 0, sesudah=_nomor(isi, "sesudah"))


def _geser(arah: str) -> Aksi:
    def kerja(draf: Draf, isi: Isi) -> Sasaran | IndikatorSasaran:
        jenis, pk = urai_baris(isi.get("baris", ""))
        if jenis == "s":
            return s.geser_sasaran(draf, sasaran=pk, arah=arah)
        return s.geser_indikator(draf, butir=pk, arah=arah)

    return _dalam_draf(kerja)


def _salin(draf: Draf, isi: Isi) -> Sasaran | IndikatorSasaran:
    jenis, pk = urai_baris(isi.get("baris", ""))
    return cabang.salin_sasaran(draf, sasaran=pk) if jenis == "s" else cabang.salin_indikator(draf, butir=pk)


def _hapus(draf: Draf, isi: Isi) -> str:
    """Goes on with what stood above the row."""
    jenis, pk = urai_baris(isi.get("baris", ""))
    if jenis == "s":
        induk = draf.sasaran(pk).induk_id
        cabang.hapus_sasaran(draf, sasaran=pk)
        return f"s{induk}" if induk else ""
    sasaran = draf.butir(pk).sasaran_id
    cabang.hapus_indikator(draf, butir=pk)
    return f"s{sasaran}"


def _urung(ulang: bool) -> Aksi:
    def jalan(versi: VersiRencanaAksi, k: PageContext, isi: Isi) -> Jawaban:
        langkah, tersentuh = suntingan_langkah.urungkan(versi=versi, oleh=k.pengguna, ulang=ulang)
        baris = suntingan_langkah.baris_langkah(langkah)
        fokus = min(baris or tersentuh, default="")
        return Jawaban(fokus, f"{'mengulangi' if ulang else 'mengurungkan'}: {langkah.kata}", tersentuh)

    return jalan


AKSI: dict[str, Aksi] = {
    "sasaran": _dalam_draf(_sasaran), "indikator": _dalam_draf(_indikator), "pakai": _dalam_draf(_pakai),
    "pindah": _dalam_draf(_pindah), "salin": _dalam_draf(_salin), "hapus": _dalam_draf(_hapus),
    "atas": _geser("atas"), "turun": _geser("bawah"), "dalam": _geser("dalam"), "luar": _geser("luar"),
    "urung": _urung(False), "ulang": _urung(True),
}  # fmt: skip
