"""The one table of an IKU, for page, PDF and workbook: six columns as the decree prints them (domain guide §4),
and by choice the realization up to each quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bakesbang.calculation.values.value import Nilai
from bakesbang.kinerja.lembar import BELUM_DIISI, Lembar, excel_hasil
from bakesbang.kinerja.pengukuran import Masukan, UkuranTriwulan
from bakesbang.kinerja.pilihan import TRIWULAN, AgregasiVariabel
from bakesbang.paper.document import (
    Cabang,
    Isi,
    IsiAngka,
    IsiData,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    Kolom,
    KolomData,
    LembarData,
    NilaiData,
    Tabel,
)
from bakesbang.paper.layout import susun
from iku.models import IndikatorKinerjaUtama

Tautan = Callable[[int], str]  # indikator id → address of its page


def _kolom(sasaran: int, iku: int, rumus: int, sumber: int, jawab: int) -> tuple[Kolom, ...]:
    return (
        Kolom("no", "No", 24, rata="tengah"),
        Kolom("sasaran", "Sasaran Strategis", sasaran, kepala_baris=True),
        Kolom("iku", "Indikator Kinerja Utama", iku, jenjang=1),
        Kolom("rumus", "Formula Indikator", rumus, jenjang=1),
        Kolom("sumber", "Sumber Data", sumber, jenjang=1),
        Kolom("jawab", "Penanggungjawab", jawab, jenjang=1),
    )


KOLOM = _kolom(104, 140, 230, 150, 130)
# With four more columns the formula keeps its width, so that the source's longest fraction stays on one line.
KOLOM_RAPAT = _kolom(84, 116, 250, 124, 110)
KOLOM_HASIL = tuple(
    Kolom(f"tw{n}", f"TW {romawi}", 46, jenjang=1, rata="kanan", kelompok="Realisasi sampai dengan")
    for n, romawi in enumerate(("I", "II", "III", "IV"), start=1)
)


@dataclass(frozen=True)
class ButirIku:
    """A row of the list: the IKU with its measured indicator and who answers for it, as printed."""

    nomor: int  # its place in the whole list
    baris: IndikatorKinerjaUtama
    lembar: Lembar
    penanggung_jawab: str

    @property
    def indikator_id(self) -> int:
        return self.baris.ketetapan.indikator_id

    @property
    def uraian(self) -> str:
        return self.baris.ketetapan.uraian


@dataclass(frozen=True)
class SasaranIku:
    """Neighbours with the same sasaran: printed once, merged."""

    nomor: int
    uraian: str
    butir: tuple[ButirIku, ...]

    @property
    def ada_isian(self) -> bool:
        return any(b.lembar.ada_isian for b in self.butir)


def kelompokkan(butir: Sequence[ButirIku]) -> list[SasaranIku]:
    return [
        SasaranIku(nomor, uraian, tuple(isi))
        for nomor, (uraian, isi) in enumerate(groupby(butir, key=lambda b: b.baris.sasaran), start=1)
    ]


def tabel(sasaran: Sequence[SasaranIku], *, hasil: bool = False, tautan: Tautan | None = None) -> Tabel:
    """The table as printed. ``tautan`` gives the page its links to each indicator."""
    return susun(
        (*KOLOM_RAPAT, *KOLOM_HASIL) if hasil else KOLOM,
        [_cabang(s, hasil, tautan) for s in sasaran],
        hampa="Belum ada indikator. IKU ini masih kosong.",
    )


def _cabang(sasaran: SasaranIku, hasil: bool, tautan: Tautan | None) -> Cabang:
    return Cabang(
        sel={"sasaran": IsiTeks(sasaran.uraian), "no": IsiNilai(f"{sasaran.nomor}.", "teks")},
        anak=tuple(_baris(b, hasil, tautan) for b in sasaran.butir),
        markah=1,
        id=f"sasaran-{sasaran.nomor}",
    )


def _baris(butir: ButirIku, hasil: bool, tautan: Tautan | None) -> Cabang:
    sel: dict[str, Isi] = {
        "iku": IsiTeks(butir.uraian, tautan=tautan(butir.indikator_id) if tautan else ""),
        "rumus": isi_rumus(butir.lembar),
        "sumber": IsiTeks(butir.baris.ketetapan.sumber_data),
        "jawab": IsiTeks(butir.penanggung_jawab),
    }
    if hasil:
        sel |= {f"tw{t.triwulan}": isi_hasil(butir.lembar, t) for t in butir.lembar.ukuran.triwulan}
    return Cabang(sel=sel, markah=2)


def isi_rumus(lembar: Lembar) -> Isi:
    """The formula as a stacked fraction. A value that is typed has none: there its definition stands."""
    if lembar.rumus is None:
        return IsiTeks(lembar.ketetapan.definisi_operasional)
    return IsiRumus(lembar.rumus_html, lembar.rumus_teks)


def isi_hasil(lembar: Lembar, t: UkuranTriwulan) -> IsiAngka:
    """The realization up to a quarter, or the phrase in its place; live in the workbook through the data sheet."""
    angka, baris = t.sampai.number, lembar.baris[t.triwulan - 1]
    if lembar.menyusul(t):
        return IsiAngka(None, BELUM_DIISI, desimal=t.ketetapan.desimal, persen=baris.persen)
    return IsiAngka(
        angka, baris.hasil, desimal=t.ketetapan.desimal, persen=baris.persen,
        satuan="" if baris.persen else t.ketetapan.satuan,
        excel="" if angka is None else f"{{#{_nama(t)}}}", tebal=angka is not None,
    )  # fmt: skip


# ── The data sheet ──────────────────────────────────────────────────────────────────────────────

DEPAN = (
    KolomData("kunci", "Kunci indikator", 14),
    KolomData("sasaran", "Sasaran Strategis", 32),
    KolomData("indikator", "Indikator Kinerja Utama", 44),
    KolomData("satuan", "Satuan", 10),
    KolomData("polaritas", "Polaritas", 12),
    KolomData("agregasi", "Agregasi", 12),
    KolomData("formula", "Formula", 44),
    KolomData("sumber", "Sumber Data", 32),
    KolomData("jawab", "Penanggungjawab", 32),
    KolomData("target", "Target tahunan (teks)", 12),
    KolomData("target_angka", "Target tahunan (angka)", 12),
    KolomData("tw", "TW", 8),
)
BELAKANG = (KolomData("realisasi", "Realisasi s.d. TW", 14), KolomData("keterangan", "Keterangan", 40))


def lembar_data(butir: Sequence[ButirIku]) -> LembarData:
    """The sheet "Data": one line per indicator and quarter with each input by its kode, as typed in the quarter
    and as it stands up to it; the result is a live formula over them where there is a result."""
    banyak = max((len(t.masukan) for b in butir for t in b.lembar.ukuran.triwulan), default=0)
    kolom = [*DEPAN]
    for n in range(1, banyak + 1):
        kolom += [
            KolomData(f"kode{n}", f"Kode data {n}", 14),
            KolomData(f"isian{n}", f"Isian TW, data {n}", 12),
            KolomData(f"nilai{n}", f"Nilai s.d. TW, data {n}", 12),
        ]
    baris = (_baris_data(b, t, banyak) for b in butir for t in b.lembar.ukuran.triwulan)
    return LembarData((*kolom, *BELAKANG), tuple(baris))


def _baris_data(butir: ButirIku, t: UkuranTriwulan, banyak: int) -> tuple[IsiData, ...]:
    k, lembar = butir.baris.ketetapan, butir.lembar
    depan: tuple[IsiData, ...] = (
        str(butir.baris.kunci), butir.baris.sasaran, k.uraian, k.satuan or None, k.polaritas, k.agregasi or None,
        lembar.rumus_teks or None, k.sumber_data or None, butir.penanggung_jawab or None,
        lembar.target.text if lembar.target else None, lembar.target.single_number if lembar.target else None,
        dict(TRIWULAN)[t.triwulan],
    )  # fmt: skip
    data = [sel for nomor in range(banyak) for sel in _data_masukan(lembar, t, nomor)]
    return (
        *depan,
        *data,
        _data_hasil(lembar, t),
        t.sampai.reason.message if t.sampai.reason else t.sampai.working or None,
    )


def _data_masukan(lembar: Lembar, t: UkuranTriwulan, nomor: int) -> Iterator[IsiData]:
    if nomor >= len(t.masukan):
        yield from (None, None, None)
        return
    m = t.masukan[nomor]
    yield str(m.kunci)
    yield NilaiData(_isi_nilai(m.ditulis), desimal=2, nama=_nama(t, nomor))
    yield NilaiData(m.hasil.number, desimal=2, excel=_excel_masukan(lembar, t, m, nomor))


def _isi_nilai(nilai: Nilai) -> str | Decimal | None:
    return nilai.single_number if nilai.single_number is not None else (nilai.text or None)


def _excel_masukan(lembar: Lembar, t: UkuranTriwulan, m: Masukan, nomor: int) -> str:
    """The inputs so far as a live sum, or the last one filled in; nothing for what comes from elsewhere."""
    if m.hasil.number is None or m.asal or m.kunci.last_year:
        return ""
    isian = [
        _nama(x, nomor) for x in lembar.ukuran.triwulan[: t.triwulan]
        if len(x.masukan) > nomor and x.masukan[nomor].kunci == m.kunci and x.masukan[nomor].ditulis.single_number is not None
    ]  # fmt: skip
    dipakai = isian if m.agregasi == AgregasiVariabel.JUMLAH else isian[-1:]
    return "+".join(f"{{#{nama}}}" for nama in dipakai)


def _data_hasil(lembar: Lembar, t: UkuranTriwulan) -> NilaiData:
    hasil = lembar.baris[t.triwulan - 1]
    if t.sampai.number is None:
        return NilaiData(hasil.hasil, nama=_nama(t))
    excel = excel_hasil(t, {m.kunci: f"{{nilai{n}}}" for n, m in enumerate(t.masukan, start=1)})
    return NilaiData(
        t.sampai.number, desimal=t.ketetapan.desimal, persen=hasil.persen, excel=excel, nama=_nama(t)
    )


def _nama(t: UkuranTriwulan, nomor: int | None = None) -> str:
    """The name of a cell for live formulas: a result, or input ``nomor`` (from 0) of that quarter."""
    return f"iku_{t.ketetapan.indikator_id}_{t.triwulan}" + ("" if nomor is None else f"_{nomor + 1}")
