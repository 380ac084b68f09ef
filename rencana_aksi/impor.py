"""A Rencana Aksi out of an agency's own file: what was read becomes the plan that ``tindakan.buat`` makes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bakesbang.dokumen.baca import Terbaca
from bakesbang.kinerja.impor.baca import Bacaan, baca_sumber
from bakesbang.kinerja.impor.bentuk import PembuatIndikator, Penanggung
from bakesbang.kinerja.impor.ejaan import periksa_ejaan
from bakesbang.kinerja.impor.jabatan import Kantor
from bakesbang.kinerja.impor.kata import Peran, rapat, tahun_judul
from bakesbang.kinerja.impor.lapor import Buku, Keadaan
from bakesbang.kinerja.impor.pohon import Simpul
from bakesbang.kinerja.pilihan import Jenjang
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.models import NOMENKLATUR

# Levels that a heading names for what they are; a rincian is whatever stands below.
BERNAMA = (Jenjang.PROGRAM, Jenjang.KEGIATAN, Jenjang.SUBKEGIATAN)


@dataclass(frozen=True)
class HasilImpor:
    """The plan that would be made, and the ledger of the file."""

    pohon: tuple[SasaranBaru, ...]
    bacaan: Bacaan
    nama_cetak: str = ""
    tahun: int = 0

    @property
    def buku(self) -> Buku:
        return self.bacaan.buku

    @property
    def jumlah_indikator(self) -> int:
        return sum(len(s.indikator) for akar in self.pohon for s in akar.telusuri())


def pahami(
    terbaca: Terbaca,
    *,
    tahun: int,
    kantor: Sequence[Kantor] = (),
    pemetaan: Mapping[str, str] | None = None,
    jawaban: Mapping[str, str] | None = None,
) -> HasilImpor:
    """The plan in this source. Pure: the same source, mapping and answers give the same plan."""
    bacaan = baca_sumber(terbaca, tahun=tahun, pemetaan=pemetaan, jawaban=jawaban)
    nama, tahun_berkas = _judul(bacaan, tahun)
    pembuat = PembuatIndikator(bacaan.buku, kantor)
    pohon = []
    for akar in bacaan.akar:
        atas = [Penanggung()]
        pohon.append(_sasaran(akar, pembuat, atas))
    if tahun_berkas and tahun_berkas != tahun and bacaan.teks:
        letak = next(x for x, t in bacaan.teks if str(tahun_berkas) in t)
        bacaan.buku.catat(
            letak,
            "",
            Keadaan.PERINGATAN,
            f"Berkas ini menyebut tahun {tahun_berkas}, tujuannya tahun {tahun}.",
        )
    periksa_ejaan(bacaan.buku)
    bacaan.buku.tutup()
    return HasilImpor(tuple(pohon), bacaan, nama, tahun_berkas)


def _sasaran(simpul: Simpul, pembuat: PembuatIndikator, atas: list[Penanggung]) -> SasaranBaru:
    indikator = []
    for ind in simpul.indikator:
        # Only the level that prints offices inherits them; the levels above print none.
        wajib = not simpul.anak and bool(ind.tw or ind.bulan or ind.isian)
        pj = pembuat.penanggung(ind, atas[0], wajib)
        if pj.kode or pj.cetak:
            atas[0] = Penanggung(pj.kode, pj.cetak or atas[0].cetak)
        indikator.append(IndikatorSasaranBaru(pembuat.buat(ind, pj.kode), pj.cetak))
        if alasan := ind.isian.get(Peran.ALASAN):
            simpul.catatan.append(f"Alasan: {alasan}")
    kode = simpul.kode if simpul.kode and re.fullmatch(NOMENKLATUR.regex, simpul.kode) else ""
    if simpul.kode and not kode:
        simpul.catatan.append(f"Kode: {simpul.kode}")
    anak = tuple(_sasaran(a, pembuat, atas) for a in simpul.anak)
    return SasaranBaru(
        simpul.teks,
        tuple(indikator),
        anak,
        kode,
        _kunci(simpul.kunci),
        "\n".join(simpul.catatan),
        simpul.jenjang if simpul.jenjang in BERNAMA else 0,
    )


def _kunci(teks: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(teks) if teks else None
    except ValueError:
        return None


def _judul(bacaan: Bacaan, tujuan: int) -> tuple[str, int]:
    """Agency and year from the lines above the table; the rest of them is noted."""
    nama, tahun = "", 0
    for letak, mentah in bacaan.teks:
        teks = rapat(mentah)
        disebut = tahun_judul(teks, tujuan)
        if re.search(r"rencana aksi|rencana kerja|perjanjian kinerja", teks, re.IGNORECASE) or (
            disebut and not tahun
        ):
            tahun = disebut or tahun
            bacaan.buku.catat(letak, f"Judul{f', tahun {tahun}' if tahun else ''}", Keadaan.DICATAT)
        elif not nama and re.match(
            r"(badan|dinas|kantor|sekretariat|inspektorat|satuan|kecamatan|rsud|bagian)\b",
            teks,
            re.IGNORECASE,
        ):
            nama = teks
            bacaan.buku.catat(letak, f"Nama instansi pada judul: {nama}")
        else:
            bacaan.buku.catat(
                letak,
                "Teks di luar tabel",
                Keadaan.DICATAT,
                "Tidak ada tempatnya di Rencana Aksi; tercatat di laporan ini.",
            )
    return nama, tahun
