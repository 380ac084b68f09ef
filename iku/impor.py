"""A list of IKU out of an agency's own file: the header block above the table and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bakesbang.dokumen.baca import Terbaca
from bakesbang.kinerja.impor.baca import Bacaan, baca_sumber
from bakesbang.kinerja.impor.bentuk import PembuatIndikator, Penanggung
from bakesbang.kinerja.impor.ejaan import periksa_ejaan
from bakesbang.kinerja.impor.jabatan import Kantor
from bakesbang.kinerja.impor.kata import Peran, rapat, tahun_judul
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak
from iku.bentuk import IkuBaru, KepalaIku

_KEPALA = (
    ("visi", re.compile(r"^visi\b(?:\s+\w+)?\s*[:=]?\s*", re.IGNORECASE)),
    ("misi", re.compile(r"^misi\b(?:\s+(?:ke\W*)?(?P<nomor>[ivx]+|\d+)\b)?[^:=]{0,20}[:=]?\s*", re.IGNORECASE)),
    ("nama_skpd", re.compile(r"^nama\s+(?:skpd|opd|perangkat daerah|instansi|organisasi|unit kerja)\s*[:=]?\s*", re.IGNORECASE)),
    ("tugas_pokok", re.compile(r"^tugas(?:\s+pokok)?\s*[:=]?\s*", re.IGNORECASE)),
    ("fungsi", re.compile(r"^fungsi\s*[:=]?\s*", re.IGNORECASE)),
)  # fmt: skip
_BUTIR = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-z][.)]|[-•])\s*")
SEBUTAN = {
    "visi": "Visi",
    "misi": "Misi",
    "nama_skpd": "Nama SKPD",
    "tugas_pokok": "Tugas pokok",
    "fungsi": "Fungsi",
}


@dataclass(frozen=True)
class HasilImpor:
    """The list that would be made, and the ledger of the file."""

    kepala: KepalaIku
    isi: tuple[IkuBaru, ...]
    bacaan: Bacaan
    tahun: int = 0

    @property
    def buku(self) -> Buku:
        return self.bacaan.buku

    @property
    def jumlah_indikator(self) -> int:
        return len(self.isi)


@dataclass
class _Blok:
    """The header block while it is read."""

    nama_cetak: str = ""
    tahun: int = 0
    teks: dict[str, str] = field(default_factory=dict)
    fungsi: list[str] = field(default_factory=list)
    kini: str = ""


def pahami(
    terbaca: Terbaca,
    *,
    tahun: int,
    kantor: Sequence[Kantor] = (),
    pemetaan: Mapping[str, str] | None = None,
    jawaban: Mapping[str, str] | None = None,
) -> HasilImpor:
    """The IKU in this source. Pure: the same source, mapping and answers give the same list."""
    bacaan = baca_sumber(terbaca, tahun=tahun, pemetaan=pemetaan, jawaban=jawaban)
    blok = _Blok()
    for baris in _baris_teks(bacaan.teks):
        _baca_kepala(blok, *baris, bacaan.buku, tahun)
    pembuat, isi, atas = PembuatIndikator(bacaan.buku, kantor), [], Penanggung()
    for simpul in bacaan.semua:
        if not simpul.indikator:
            sebab = "Tidak mempunyai indikator, jadi tidak masuk IKU; tercatat di laporan ini."
            bacaan.buku.catat(simpul.letak, "", Keadaan.PERINGATAN, sebab)
        if simpul.catatan:
            bacaan.buku.catat(
                simpul.letak,
                "",
                Keadaan.PERINGATAN,
                "Catatannya tidak ada tempatnya di IKU; tercatat di laporan ini.",
            )
        for ind in simpul.indikator:
            pj = pembuat.penanggung(ind, atas, True)
            atas = Penanggung(pj.kode, pj.cetak or atas.cetak)
            isi.append(
                IkuBaru(simpul.teks, pembuat.buat(ind, pj.kode), pj.cetak, ind.isian.get(Peran.ALASAN, ""))
            )
    if blok.tahun and blok.tahun != tahun:
        letak = next(x for x, t in bacaan.teks if str(blok.tahun) in t)
        bacaan.buku.catat(
            letak, "", Keadaan.PERINGATAN, f"Berkas ini menyebut tahun {blok.tahun}, tujuannya tahun {tahun}."
        )
    periksa_ejaan(bacaan.buku)
    bacaan.buku.tutup()
    kepala = KepalaIku(
        blok.nama_cetak, fungsi=tuple(blok.fungsi), misi_nomor=blok.teks.get("misi_nomor", ""),
        **{n: blok.teks.get(n, "") for n in ("visi", "misi", "nama_skpd", "tugas_pokok")},
    )  # fmt: skip
    return HasilImpor(kepala, tuple(isi), bacaan, blok.tahun)


def _baris_teks(teks: Sequence[tuple[Letak, str]]) -> list[tuple[list[Letak], str]]:
    """The lines above the table; label, colon and text in neighbouring cells of one row are one line."""
    hasil: list[tuple[list[Letak], str]] = []
    for letak, isi in teks:
        if hasil and letak[2] >= 0 and hasil[-1][0][-1][:2] == letak[:2] and hasil[-1][0][-1][2] >= 0:
            hasil[-1] = ([*hasil[-1][0], letak], f"{hasil[-1][1]} {isi}")
        else:
            hasil.append(([letak], isi))
    return [(letak, satu) for letak, isi in hasil for satu in isi.splitlines() if satu.strip()]


def _baca_kepala(blok: _Blok, letak: list[Letak], mentah: str, buku: Buku, tujuan: int) -> None:
    teks = re.sub(r"\s*:(\s*:)+", " :", rapat(mentah))
    polos = re.sub(r"^[-•*]\s+", "", teks)
    arti = _pasangan(blok, polos)
    if not arti and (
        cocok := re.search(r"indikator kinerja utama(?:\s*\(iku\))?\s*(.*)", polos, re.IGNORECASE)
    ):
        blok.tahun = tahun_judul(polos, tujuan) or blok.tahun
        nama = re.sub(r"\s*(?:tahun\b.*|\d[\d\s/–-]*)$", "", cocok[1], flags=re.IGNORECASE).strip()
        blok.nama_cetak = nama or blok.nama_cetak
        arti, blok.kini = f"Judul: {blok.nama_cetak or polos}", ""
    if (
        not arti
        and not blok.kini
        and not blok.nama_cetak
        and re.match(r"(badan|dinas|kantor|inspektorat|sekretariat|satuan)\b", polos, re.IGNORECASE)
    ):
        tahun = tahun_judul(polos, tujuan)
        blok.tahun = tahun or blok.tahun
        blok.nama_cetak = re.sub(r"\s*tahun\s+20\d\d\s*$", "", polos, flags=re.IGNORECASE)
        arti = f"Nama pada judul: {blok.nama_cetak}{f', tahun {tahun}' if tahun else ''}"
    if not arti and not blok.kini and (tahun := tahun_judul(polos, tujuan)):
        blok.tahun, arti = tahun, f"Judul, tahun {tahun}"
    if not arti:
        arti = _lanjutan(blok, teks)
    for satu in letak:
        if arti:
            buku.catat(satu, arti)
        else:
            buku.catat(
                satu,
                "Teks di luar tabel",
                Keadaan.DICATAT,
                "Tidak ada tempatnya di IKU; tercatat di laporan ini.",
            )


def _pasangan(blok: _Blok, teks: str) -> str:
    for nama, pola in _KEPALA:
        if cocok := pola.match(teks):
            blok.kini, isi = nama, teks[cocok.end() :].strip()
            if nama == "misi":
                blok.teks["misi_nomor"] = (cocok["nomor"] or "").upper()
            if nama == "fungsi":
                if isi:
                    blok.fungsi.append(_BUTIR.sub("", isi))
            else:
                blok.teks[nama] = isi
            return f"{SEBUTAN[nama]}: {isi}" if isi else SEBUTAN[nama]
    return ""


def _lanjutan(blok: _Blok, teks: str) -> str:
    """More of the part that is open: another function, or the rest of a sentence."""
    if blok.kini == "fungsi":
        if _BUTIR.match(teks) or not blok.fungsi:
            blok.fungsi.append(_BUTIR.sub("", teks))
            return f"Fungsi {len(blok.fungsi)}: {blok.fungsi[-1]}"
        blok.fungsi[-1] = f"{blok.fungsi[-1]} {teks}"
        return f"Fungsi {len(blok.fungsi)}, lanjutan"
    if blok.kini:
        blok.teks[blok.kini] = f"{blok.teks[blok.kini]} {teks}".strip()
        return f"{SEBUTAN[blok.kini]}, lanjutan"
    return ""
