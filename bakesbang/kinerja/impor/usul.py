"""What an agency's paper does not print but the product needs: unit, polarity, aggregation, which quarters are
steps only. Each is a proposal, marked as one (domain guide §3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bakesbang.calculation.values.value import Keadaan, Nilai, baca_nilai
from bakesbang.kinerja.impor.kata import Peran, lipat
from bakesbang.kinerja.impor.pohon import IndikatorBaca
from bakesbang.kinerja.pilihan import Agregasi, Frekuensi, Polaritas

_MINIMAL = re.compile(
    r"\b(angka|jumlah|persentase|tingkat|rasio|kasus)( \w+)? (konflik|kemiskinan|kematian|pengangguran|pelanggaran|kasus|kecelakaan|"
    r"stunting|kriminal\w*|kejahatan|keluhan|pengaduan|temuan|bencana|keterlambatan|putus)\b|\b(waktu (tunggu|respon|tanggap)|response time)\b"
)
# Such an indicator counts what was settled, so more of it is better.
_MAKSIMAL = re.compile(
    r"diselesaikan|ditangani|tertangani|selesai|ditindaklanjuti|terlayani|profiling|database|laporan"
)
# Levels and shares: quarters of them are never added up.
_TAK_DIJUMLAH = re.compile(
    r"(?:per|pro)sentase|indeks|rasio|tingkat|nilai|skor|prevalensi|rata rata|cakupan|angka|proporsi"
)


@dataclass(frozen=True)
class Usul:
    satuan: str = ""
    polaritas: str = Polaritas.MAKSIMAL
    agregasi: str = ""
    frekuensi: str = Frekuensi.TRIWULANAN
    tahapan: frozenset[int] = frozenset()
    nama: tuple[str, ...] = field(default_factory=tuple)
    tanya: bool = False  # four equal numbers without a unit: each quarter, or to be added up?


def usulkan(ind: IndikatorBaca) -> Usul:
    """Proposals for one indicator from the values it prints."""
    nilai = {
        tw: n
        for tw, t in sorted(ind.tw.items())
        if (n := baca_nilai(t)).keadaan in (Keadaan.ANGKA, Keadaan.RENTANG)
    }
    tahunan = baca_nilai(ind.tahunan) if ind.tahunan is not None else None
    tertulis = ind.isian.get(Peran.SATUAN, "")
    satuan, tahapan = _satuan(nilai, tahunan, tertulis)
    agregasi, tanya = _agregasi(ind, nilai, satuan, tahapan, tahunan)
    nama = ["polaritas"]
    if agregasi:
        nama.append("agregasi")
    if satuan and not tertulis:
        nama.append("satuan")
    if tahapan:
        nama.append("tahapan")
    return Usul(
        satuan, _polaritas(ind.teks, tahunan), agregasi, Frekuensi.TRIWULANAN if ind.tw or ind.bulan else Frekuensi.TAHUNAN,
        tahapan, tuple(nama), tanya,
    )  # fmt: skip


def _satuan(nilai: dict[int, Nilai], tahunan: Nilai | None, tertulis: str) -> tuple[str, frozenset[int]]:
    """The unit of the last quarter; the quarters before the first one with it are steps towards it."""
    if tahunan is not None and tahunan.keadaan == Keadaan.PREDIKAT:
        # Of a grade, quarters with a unit ("1 dokumen") are steps towards it.
        return tertulis, frozenset(tw for tw, n in nilai.items() if n.satuan)
    satuan = [n.satuan for n in nilai.values()]
    if len({_seukuran(s) for s in satuan}) <= 1:
        return tertulis or (satuan[-1] if satuan else "") or (tahunan.satuan if tahunan else ""), frozenset()
    utama = satuan[-1]
    awal = next(tw for tw, n in nilai.items() if n.satuan == utama)
    sesudah = [tw for tw, n in nilai.items() if tw > awal and n.satuan != utama]
    return tertulis or utama, frozenset([*range(1, awal), *sesudah])


def _seukuran(satuan: str) -> str:
    """One word for units of one kind: "Rp M" and "Rp T" are both money."""
    return satuan if satuan == "%" else "rp" if lipat(satuan).startswith("rp") else lipat(satuan)


def _agregasi(
    ind: IndikatorBaca, nilai: dict[int, Nilai], satuan: str, tahapan: frozenset[int], tahunan: Nilai | None
) -> tuple[str, bool]:
    if not ind.tw:
        if tahunan is None:
            return "", False
        return (Agregasi.AKUMULASI if tahunan.angka == 0 and satuan != "%" else Agregasi.POSISI_AKHIR), False
    if tahapan:
        return Agregasi.POSISI_AKHIR, False
    angka = [n.angka for n in nilai.values() if n.angka is not None]
    if len(angka) < 2:
        return (
            ("", False)
            if any(not t for t in ind.tw.values()) or not angka
            else (Agregasi.POSISI_AKHIR, False)
        )
    setahun = tahunan.angka if tahunan is not None else None
    if ind.kumulatif:
        return (Agregasi.POSISI_AKHIR if satuan == "%" else Agregasi.KUMULATIF), False
    if setahun is not None and sum(angka) == setahun != angka[-1]:
        return Agregasi.AKUMULASI, False
    if len(set(angka)) == 1:
        tanya = not satuan and setahun is None
        return (
            ("", tanya)
            if tanya or (setahun is not None and setahun != angka[0])
            else (Agregasi.BERULANG, False)
        )
    if setahun is not None and angka[-1] == setahun:
        return Agregasi.POSISI_AKHIR, False
    if satuan == "%" or _TAK_DIJUMLAH.match(lipat(ind.teks)) or any(a != int(a) for a in angka):
        return Agregasi.POSISI_AKHIR, False
    return (
        Agregasi.POSISI_AKHIR if tahunan is not None and angka == sorted(angka) else Agregasi.AKUMULASI
    ), False


def _polaritas(teks: str, tahunan: Nilai | None) -> str:
    kata = lipat(teks)
    if (_MINIMAL.search(kata) and not _MAKSIMAL.search(kata)) or (tahunan is not None and tahunan.angka == 0):
        return Polaritas.MINIMAL
    return Polaritas.MAKSIMAL
