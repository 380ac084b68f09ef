"""Reading whole sources: grids → headings, repaired rows, a tree, and a ledger in which every cell is accounted
for (domain guide §3, layout noise). Pure: the same source, mapping and answers always give the same reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bakesbang.dokumen.baca import Petak, Terbaca
from bakesbang.kinerja.impor.geser import Geser, cari_geser, geserkan, kolom_triwulan
from bakesbang.kinerja.impor.isi import NILAI, PembacaIsi
from bakesbang.kinerja.impor.kata import (
    JUMLAH,
    PEMISAH,
    Peran,
    gaya_nomor,
    jenjang_teks,
    judul_unit,
    keterangan_kaki,
    lepas_nomor,
    lipat,
    rapat,
    tanda_tangan,
)
from bakesbang.kinerja.impor.kepala import (
    Kepala,
    Kolom,
    Sel,
    baris_nomor_kolom,
    beri_peran,
    cari_kepala,
    kepala_lain,
    kepala_ulang,
)
from bakesbang.kinerja.impor.lapor import Buku, Keadaan, Letak
from bakesbang.kinerja.impor.pohon import Berjalan, PembacaPohon, Simpul, angkat_tujuan


@dataclass
class Bacaan:
    """All that was understood of a source."""

    buku: Buku
    akar: list[Simpul] = field(default_factory=list)
    semua: list[Simpul] = field(default_factory=list)
    kepala: dict[str, Kepala] = field(default_factory=dict)  # "2", or "2.14": from row 14 of that sheet on
    teks: list[tuple[Letak, str]] = field(default_factory=list)
    catatan: tuple[str, ...] = ()


def baca_sumber(
    terbaca: Terbaca,
    *,
    tahun: int = 0,
    pemetaan: Mapping[str, str] | None = None,
    jawaban: Mapping[str, str] | None = None,
) -> Bacaan:
    """``pemetaan``: "tabel:kolom" → role ("sasaran:2"), where tabel is a key of ``Bacaan.kepala``; ``jawaban``: key of a question → answer, and
    "sel:tabel:baris:kolom" → a corrected text."""
    buku = Buku(terbaca, jawaban)
    bacaan = Bacaan(buku, catatan=terbaca.catatan)
    berjalan = Berjalan()
    lalu: Kepala | None = None
    for p, petak in enumerate(terbaca.petak):
        bacaan.teks += [((p, n, -1), t) for n, t in enumerate(petak.sebelum)]
        baris = _baris(p, petak, buku)
        kepala = _kepala(str(p), baris, lalu, tahun, pemetaan or {})
        if kepala is None:
            bacaan.teks += [(s.letak, s.teks) for b in baris for s in b if s.teks.strip()]
            continue
        if not _berisi_rencana(kepala) and lalu is not None:
            _catat_tabel_lain(baris, buku)
            continue
        if lalu is not None and [k.judul for k in lalu.kolom] != [k.judul for k in kepala.kolom]:
            berjalan.ganti_tabel()
        lalu = bacaan.kepala[str(p)] = kepala
        bacaan.teks += [(s.letak, s.teks) for b in baris[: kepala.awal] for s in b if s.teks.strip()]
        _catat_kepala(baris, kepala, buku)
        _bagian(p, baris, kepala, bacaan, berjalan, tahun, pemetaan or {})
    bacaan.akar, bacaan.semua = angkat_tujuan(berjalan.akar), berjalan.semua
    return bacaan


def _bagian(
    p: int,
    baris: list[list[Sel]],
    kepala: Kepala,
    bacaan: Bacaan,
    berjalan: Berjalan,
    tahun: int,
    pemetaan: Mapping[str, str],
) -> None:
    """One sheet may hold more tables below the first, each with a heading of its own."""
    buku = bacaan.buku
    while True:
        ujung = next(
            (n for n in range(kepala.akhir + 1, len(baris)) if kepala_lain(baris[n], kepala)), len(baris)
        )
        _tabel(p, baris[kepala.akhir : ujung], kepala, buku, berjalan)
        baris = baris[ujung:]
        if not baris:
            return
        mulai = baris[0][0].letak[1]
        lain = _kepala(f"{p}.{mulai}", baris, None, tahun, pemetaan)
        if lain is not None:
            lain = bacaan.kepala[f"{p}.{mulai}"] = replace(lain, mulai=mulai)
        if lain is None or not _berisi_rencana(lain):
            _catat_tabel_lain(baris, buku)
            return
        for sel in (s for isi in baris[: lain.awal] for s in isi):
            buku.catat(
                sel.letak, "Teks di antara dua tabel", Keadaan.DICATAT, "Bukan isi tabel; tidak dipindahkan."
            )
        _catat_kepala(baris, lain, buku)
        berjalan.ganti_tabel()
        kepala = lain


def _berisi_rencana(kepala: Kepala) -> bool:
    """Whether the table can hold a plan at all: an indicator or a target."""
    return bool(kepala.cari(Peran.INDIKATOR, *NILAI))


def _catat_tabel_lain(baris: list[list[Sel]], buku: Buku) -> None:
    for isi in baris:
        for sel in isi:
            buku.catat(
                sel.letak,
                "Tabel lain tanpa indikator",
                Keadaan.DICATAT,
                "Tidak ada tempatnya di dokumen; tercatat di laporan ini.",
            )


def _baris(p: int, petak: Petak, buku: Buku) -> list[list[Sel]]:
    """The cells with what a person corrected."""
    hasil = []
    for b, isi in enumerate(petak.baris):
        satu = []
        for c, sel in enumerate(isi):
            teks = sel.teks if sel.teks.strip() else ""
            betul = buku.jawaban.get(f"sel:{p}:{b}:{c}")
            if betul is not None and betul != teks:
                buku.catat((p, b, c), "", Keadaan.DIRAPIKAN, f"Anda ganti menjadi “{betul}”.")
                teks = betul
            satu.append(Sel(teks, (p, b, c), sel.sambungan))
        hasil.append(satu)
    return hasil


def _kepala(
    kunci: str, baris: list[list[Sel]], lalu: Kepala | None, tahun: int, pemetaan: Mapping[str, str]
) -> Kepala | None:
    """The heading of this table; a table without one, as wide as the last, goes on with that (a page break)."""
    kepala = cari_kepala(baris, tahun)
    atur = {k.split(":", 1)[1]: v for k, v in pemetaan.items() if k.startswith(f"{kunci}:")}
    if kepala is None and lalu is not None and baris and abs(len(baris[0]) - len(lalu.kolom)) <= 1:
        kolom = lalu.kolom + tuple(Kolom(n, "", None) for n in range(len(lalu.kolom), len(baris[0])))
        return replace(lalu, awal=0, akhir=0, kolom=kolom[: max(len(baris[0]), len(lalu.kolom))])
    if kepala is None and atur and baris:
        kepala = Kepala(0, 0, tuple(Kolom(n, "", None) for n in range(len(baris[0]))))
    if kepala is not None and atur:
        kepala = replace(kepala, kolom=beri_peran([k.bagian for k in kepala.kolom], tahun, atur))
    return kepala


def _catat_kepala(baris: list[list[Sel]], kepala: Kepala, buku: Buku) -> None:
    for isi in baris[kepala.awal : kepala.akhir]:
        for c, sel in enumerate(isi):
            buku.catat(sel.letak, f"Kepala kolom: {kepala.kolom[c].sebutan}")


def _tabel(p: int, baris: list[list[Sel]], kepala: Kepala, buku: Buku, berjalan: Berjalan) -> None:
    if kepala.kolom and baris and len(baris[0]) < len(kepala.kolom):
        tambah = len(kepala.kolom) - len(baris[0])
        baris = [[*b, *(Sel("", (p, -1, -1)) for _ in range(tambah))] for b in baris]
    kolom_tw = kolom_triwulan(baris, kepala)
    kaki = _awal_kaki(baris, kepala)
    pohon = PembacaPohon(kepala, buku, berjalan, bernomor=_bernomor(baris[:kaki], kepala))
    isian = PembacaIsi(kepala, buku, berjalan, pohon, kolom_tw)
    badan = baris[:kaki]
    geser = _cari_semua_geser(badan, kepala, kolom_tw)
    setuju = _tanya_geser(p, badan, geser, buku)
    for n, isi in enumerate(badan):
        if not any(s.teks for s in isi) or _bukan_isi(isi, kepala, buku, badan[n - 1] if n else None):
            continue
        if _judul_baris(isi, kepala, buku, pohon, isian):
            continue
        satu = geserkan(isi, geser[n]) if n in geser and setuju[n] else isi
        pohon.sasaran(satu)
        isian.indikator(satu)
        isian.nilai(satu)
        _sisa(satu, kepala, buku)
    for isi in baris[kaki:]:
        for sel in isi:
            buku.catat(
                sel.letak, "Keterangan sesudah tabel", Keadaan.DICATAT, "Bukan isi tabel; tidak dipindahkan."
            )


def _bernomor(baris: Sequence[Sequence[Sel]], kepala: Kepala) -> bool:
    """Whether one column holds several levels told by their numbers (1, 1.1, 1.1.1) or first words (Program …)."""
    sasaran = kepala.cari(Peran.SASARAN)
    if len(sasaran) != 1:
        return False
    nomor = [k.nomor for k in kepala.cari(Peran.NOMOR, Peran.KODE)]
    gaya, kata = set(), set()
    for isi in baris:
        teks = rapat(isi[sasaran[0].nomor].teks)
        if not teks:
            continue
        depan = next((g for c in nomor if (g := gaya_nomor(rapat(isi[c].teks)))), "") or gaya_nomor(
            lepas_nomor(teks)[0]
        )
        gaya.add(depan)
        kata.add(jenjang_teks(lepas_nomor(teks)[1])[0])
    return (
        any(g.startswith(("titik", "kode")) for g in gaya)
        or len(kata - {0}) >= 2
        or {"HURUF", "ROMAWI"} <= gaya
    )


def _bukan_isi(isi: list[Sel], kepala: Kepala, buku: Buku, atas: list[Sel] | None) -> bool:
    """Rows that are layout: separators, headings again, column numbers, totals."""
    terisi = [s for s in isi if s.teks.strip()]
    if all(PEMISAH.match(s.teks) for s in terisi) or (
        len(terisi) > 1
        and all(set(s.teks.strip()) <= set("-–—") for s in terisi)
        and any(len(s.teks.strip()) > 2 for s in terisi)
    ):
        sebab = "Garis pemisah"
    elif kepala_ulang(isi, kepala):
        sebab = "Kepala tabel yang diulang"
    elif baris_nomor_kolom(isi) and (
        atas is None or kepala_ulang(atas, kepala) or not any(s.teks for s in atas)
    ):
        sebab = "Nomor kolom"
    elif any(JUMLAH.match(lipat(s.teks)) for s in terisi[:2]) or (
        len(terisi) == 1 and re.match(r"(?:jumlah|total)\b.*\d", lipat(terisi[0].teks))
    ):
        sebab = "Baris jumlah"
    else:
        return False
    for sel in terisi:
        buku.catat(sel.letak, sebab, Keadaan.DICATAT, "Bukan isi rencana; tercatat di laporan ini.")
    return True


def _judul_baris(isi: list[Sel], kepala: Kepala, buku: Buku, pohon: PembacaPohon, isian: PembacaIsi) -> bool:
    """A line across the table: the unit whose rows follow, or an objective in a table without a column for it."""
    terisi = [(c, s) for c, s in enumerate(isi) if s.teks.strip()]
    if len(terisi) != 1:
        return False
    c, sel = terisi[0]
    if judul_unit(sel.teks):
        isian.bagian(sel)
        return True
    melintang = c + 1 < len(isi) and isi[c + 1].sambungan
    kolom = kepala.kolom[c]
    depan = kolom.peran in (Peran.NOMOR, Peran.KODE) or (kolom.peran == Peran.INDIKATOR and melintang)
    if not depan or len(sel.teks.split()) < 2:
        return False
    pohon.judul(sel.teks, sel.letak)
    return True


def _awal_kaki(baris: Sequence[Sequence[Sel]], kepala: Kepala) -> int:
    """Where the signature block or the notes under the table begin."""
    nilai = [k.nomor for k in kepala.kolom if k.peran in NILAI]
    sasaran = [k.nomor for k in kepala.kolom if k.peran in (Peran.SASARAN, Peran.INDIKATOR)]
    akhir = len(baris)
    for n in range(len(baris) - 1, -1, -1):
        terisi = [(c, s.teks) for c, s in enumerate(baris[n]) if s.teks.strip()]
        if (
            any(c in nilai and any(map(str.isdigit, t)) and not tanda_tangan(t) for c, t in terisi)
            or len(terisi) > 4
        ):
            break
        if any(
            tanda_tangan(t)
            for c, t in terisi
            if c not in [k.nomor for k in kepala.cari(Peran.PENANGGUNG_JAWAB)]
        ) or (len(terisi) == 1 and keterangan_kaki(terisi[0][1]) and terisi[0][0] in [0, *sasaran[:1]]):
            akhir = n
    return akhir


def _cari_semua_geser(baris: list[list[Sel]], kepala: Kepala, kolom_tw: frozenset[int]) -> dict[int, Geser]:
    hasil = {}
    for n, isi in enumerate(baris):
        if (
            any(s.teks for s in isi)
            and not kepala_ulang(isi, kepala)
            and (geser := cari_geser(isi, kepala, kolom_tw))
        ):
            hasil[n] = geser
    return hasil


def _tanya_geser(p: int, baris: list[list[Sel]], geser: Mapping[int, Geser], buku: Buku) -> dict[int, bool]:
    """One question per block of neighbouring rows that slipped by the same number of columns."""
    hasil: dict[int, bool] = {}
    for blok in _blok(geser):
        g = geser[blok[0]]
        pindah = [
            s.letak for n in blok for c, s in enumerate(baris[n]) if s.teks.strip() and c >= geser[n].mulai
        ]
        b = pindah[0][1]
        arah = "kanan" if g.langkah > 0 else "kiri"
        jumlah = "1 baris" if len(blok) == 1 else f"{len(blok)} baris"
        jawab = buku.tanyakan(
            f"geser:{p}:{b}", pindah, f"{jumlah} mulai {buku.tempat(pindah[0])} bergeser {abs(g.langkah)} kolom ke {arah}. Digeser kembali?",
            [("ya", "Ya, geser kembali"), ("tidak", "Tidak, biarkan")], "ya",
        )  # fmt: skip
        for n in blok:
            hasil[n] = jawab == "ya"
        if jawab == "ya":
            for letak in pindah:
                buku.catat(
                    letak,
                    "",
                    Keadaan.DIRAPIKAN,
                    f"Digeser {abs(g.langkah)} kolom ke {'kiri' if g.langkah > 0 else 'kanan'}.",
                )
    return hasil


def _blok(geser: Mapping[int, Geser]) -> Iterable[list[int]]:
    blok: list[int] = []
    for n in sorted(geser):
        if blok and (n != blok[-1] + 1 or geser[n].langkah != geser[blok[-1]].langkah):
            yield blok
            blok = []
        blok.append(n)
    if blok:
        yield blok


def _sisa(isi: list[Sel], kepala: Kepala, buku: Buku) -> None:
    """Number and level cells of a row whose objective took no notice of them."""
    for k in kepala.cari(Peran.NOMOR, Peran.JENJANG, Peran.KODE):
        sel = isi[k.nomor]
        if sel.teks.strip() and (nasib := buku.sel.get(sel.letak)) and nasib.keadaan is None:
            buku.catat(sel.letak, f"{k.judul or 'Nomor'}: {rapat(sel.teks)}", Keadaan.DICATAT)
