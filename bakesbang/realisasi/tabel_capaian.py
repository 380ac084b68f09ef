"""The one table of a quarter's report (and of the year's), for page, PDF and workbook (domain guide §11).

Sasaran are heading rows; the stories of an indicator print across the page under its line. No number is
made here: every figure comes from the measured rows of ``kisi``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bakesbang.dokumen.susun import susun
from bakesbang.dokumen.tabel import (
    Cabang,
    Isi,
    IsiAngka,
    IsiData,
    IsiNilai,
    IsiTeks,
    Judul,
    Jumlah,
    Kolom,
    KolomData,
    LembarData,
    NilaiData,
    Tabel,
)
from bakesbang.kinerja.lembar import KATA_ALASAN, berpersen, gabungan, tulis_hasil
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.kinerja.pilihan import AturanMinimal, Polaritas, StatusRealisasi
from bakesbang.perhitungan.capaian import Capaian, RataRata, rata_rata
from bakesbang.perhitungan.nilai import Nilai, tampilkan, tampilkan_persen
from bakesbang.perhitungan.predikat import BAKU, Skala, predikat
from bakesbang.perhitungan.triwulan import sebut
from bakesbang.realisasi.kisi import Baris

Tautan = Callable[[int], str]
CERITA = (
    ("uraian", "Penjelasan"),
    ("faktor_pendukung", "Faktor pendukung"),
    ("faktor_penghambat", "Faktor penghambat"),
    ("tindak_lanjut", "Tindak lanjut"),
    ("catatan_tidak_biasa", "Penjelasan angka yang tidak biasa"),
)

KOLOM_TW = (
    Kolom("no", "No", 26, rata="tengah"),
    Kolom("indikator", "Indikator", 190, kepala_baris=True),
    Kolom("satuan", "Satuan", 56),
    Kolom("target", "Target", 70, kelompok="Triwulan ini"),
    Kolom("realisasi", "Realisasi", 70, kelompok="Triwulan ini"),
    Kolom("capaian", "Capaian", 72, rata="kanan", kelompok="Triwulan ini"),
    Kolom("target_th", "Target", 66, kelompok="Tahun ini"),
    Kolom("realisasi_th", "Realisasi s.d. TW", 76, rata="kanan", kelompok="Tahun ini"),
    Kolom("capaian_th", "Capaian", 72, rata="kanan", kelompok="Tahun ini"),
    Kolom("predikat", "Predikat", 74),
    Kolom("jawab", "Penanggung Jawab", 120),
)
KOLOM_TAHUN = (
    Kolom("no", "No", 24, rata="tengah"),
    Kolom("indikator", "Indikator", 160, kepala_baris=True),
    Kolom("satuan", "Satuan", 52),
    Kolom("target_th", "Target tahun", 60),
    *(
        kolom
        for n in (1, 2, 3, 4)
        for kolom in (
            Kolom(f"t{n}", "Target", 56, kelompok=sebut(n)),
            Kolom(f"r{n}", "Realisasi", 56, kelompok=sebut(n)),
        )
    ),
    Kolom("realisasi_th", "Kondisi akhir", 62, rata="kanan"),
    Kolom("capaian_th", "Capaian tahun", 66, rata="kanan"),
    Kolom("predikat", "Predikat", 66),
    Kolom("jawab", "Penanggung Jawab", 100),
)


@dataclass(frozen=True)
class Laporan:
    """What a report is made from: rows, the quarter up to which it counts, and the rules."""

    baris: Sequence[Baris]
    triwulan: int
    setahun: bool
    skala: Skala = BAKU
    tautan: Tautan | None = None

    @property
    def rerata_tw(self) -> RataRata:
        return rata_rata([b.ukuran.tw(self.triwulan).capaian for b in self.baris])

    @property
    def rerata_tahun(self) -> RataRata:
        return rata_rata([b.ukuran.tw(self.triwulan).capaian_tahun for b in self.baris])

    @property
    def terisi(self) -> int:
        return sum(b.status != StatusRealisasi.BELUM_DIISI for b in self.baris)

    def aturan_dipakai(self) -> list[str]:
        """The names of the rules behind the printed percentages, each once, in order of use."""
        semua = [
            c.aturan
            for b in self.baris
            for c in (b.ukuran.tw(self.triwulan).capaian, b.ukuran.tw(self.triwulan).capaian_tahun)
            if c.aturan
        ]
        return list(dict.fromkeys(semua))


def tabel(laporan: Laporan) -> Tabel:
    """The table as printed. ``setahun``: four quarters beside each other; else one quarter and the year so far."""
    isi: list[Cabang | Judul | Jumlah] = []
    atas: tuple[str, ...] = ()
    for nomor, b in enumerate(laporan.baris, start=1):
        isi += _judul(b.jalur, atas)
        atas = b.jalur
        isi.append(_baris_tahun(laporan, b, nomor) if laporan.setahun else _baris_tw(laporan, b, nomor))
    if laporan.baris:
        isi.append(_jumlah(laporan))
    kolom = KOLOM_TAHUN if laporan.setahun else KOLOM_TW
    return susun(
        kolom, isi, nomor_kolom=True, hampa="Belum ada indikator yang jatuh tempo pada triwulan ini."
    )


def _judul(jalur: tuple[str, ...], atas: tuple[str, ...]) -> Iterable[Judul]:
    """Headings for the levels on which the path differs from the row above."""
    sama = 0
    while sama < min(len(jalur), len(atas)) and jalur[sama] == atas[sama]:
        sama += 1
    for tingkat in range(sama, len(jalur)):
        yield Judul(jalur[tingkat], tingkat=tingkat + 1, markah=min(tingkat + 1, 3))


def _indikator(laporan: Laporan, b: Baris) -> IsiTeks:
    tautan = laporan.tautan(b.indikator.pk) if laporan.tautan else ""
    return IsiTeks(b.ukuran.tw(laporan.triwulan).ketetapan.uraian, tautan=tautan)


def _baris_tw(laporan: Laporan, b: Baris, nomor: int) -> Cabang:
    t = b.ukuran.tw(laporan.triwulan)
    sel: dict[str, Isi] = {
        "indikator": _indikator(laporan, b),
        "no": IsiTeks(f"{nomor}."),
        "satuan": IsiTeks(satuan(t)),
        "target": isi_nilai(t.target.nilai if t.target else None),
        "realisasi": isi_realisasi(t),
        "capaian": isi_capaian(t.capaian, excel_capaian(t)),
        "target_th": isi_nilai(_tahunan(t)),
        "realisasi_th": isi_sampai(t),
        "capaian_th": isi_capaian(t.capaian_tahun),
        "predikat": IsiTeks(kata_predikat(t.capaian, laporan.skala)),
        "jawab": IsiTeks(penanggung_jawab(t)),
    }
    return Cabang(sel=sel, cerita=tuple(IsiTeks(c) for c in cerita(t, b.bukti)))


def _baris_tahun(laporan: Laporan, b: Baris, nomor: int) -> Cabang:
    t = b.ukuran.tw(laporan.triwulan)
    sel: dict[str, Isi] = {
        "indikator": _indikator(laporan, b),
        "no": IsiTeks(f"{nomor}."),
        "satuan": IsiTeks(satuan(t)),
        "target_th": isi_nilai(_tahunan(t)),
        "realisasi_th": isi_sampai(t),
        "capaian_th": isi_capaian(t.capaian_tahun),
        "predikat": IsiTeks(kata_predikat(t.capaian_tahun, laporan.skala)),
        "jawab": IsiTeks(penanggung_jawab(t)),
    }
    for u in b.ukuran.triwulan:
        sel[f"t{u.triwulan}"] = isi_nilai(u.target.nilai if u.target else None)
        sel[f"r{u.triwulan}"] = isi_realisasi(u) if u.triwulan <= laporan.triwulan else IsiTeks("")
    return Cabang(sel=sel, cerita=tuple(IsiTeks(c) for c in kerja_tahun(t)))


def _jumlah(laporan: Laporan) -> Jumlah:
    sel: dict[str, Isi] = {}
    if not laporan.setahun:
        tw = laporan.rerata_tw
        sel["capaian"] = isi_rerata(tw, "AVERAGE({capaian*})")
        sel["target_th"] = IsiTeks(tw.keterangan)
    tahun = laporan.rerata_tahun
    sel["capaian_th"] = isi_rerata(tahun, "AVERAGE({capaian_th*})")
    acuan = tahun if laporan.setahun else laporan.rerata_tw
    sel["predikat"] = IsiTeks(predikat(acuan.hasil.angka, laporan.skala), tebal=True)
    sel["jawab"] = IsiTeks(tahun.keterangan)
    return Jumlah("Rata-rata capaian indikator yang dinilai", sel)


# ── cells ──
def satuan(t: UkuranTriwulan) -> str:
    return t.ketetapan.satuan or (t.rumus.satuan if t.rumus else "")


def isi_nilai(nilai: Nilai | None) -> Isi:
    """A target as printed; absent (an annual-only indicator has no quarter target) is an empty cell too."""
    return IsiTeks("") if nilai is None else IsiNilai(nilai.teks, nilai.keadaan)


def isi_realisasi(t: UkuranTriwulan) -> Isi:
    """Typed values as typed; computed ones with their ratio ("81,82% (9/11)"), or the phrase in their place."""
    if t.rumus is None:
        return IsiNilai(t.nilai.teks, t.nilai.keadaan)
    teks = tulis_hasil(t.hasil, t.ketetapan, persen=berpersen(t.ketetapan, t.rumus))
    bagian = gabungan(t)
    return IsiTeks(f"{teks} ({bagian})" if bagian else teks)


def isi_sampai(t: UkuranTriwulan) -> IsiAngka:
    persen = berpersen(t.ketetapan, t.rumus)
    return IsiAngka(
        t.sampai.angka, tulis_hasil(t.sampai, t.ketetapan, persen=persen), desimal=t.ketetapan.desimal, persen=persen,
        satuan="" if persen else t.ketetapan.satuan,
    )  # fmt: skip


def isi_capaian(c: Capaian, excel: str = "") -> IsiAngka:
    if c.alasan is not None:
        return IsiAngka(None, KATA_ALASAN[c.alasan.kode])
    return IsiAngka(c.persen, tampilkan_persen(c.persen), desimal=2, persen=True, excel=excel, tebal=True)


def isi_rerata(r: RataRata, excel: str) -> IsiAngka:
    if r.hasil.angka is None:
        return IsiAngka(None, "Belum ada yang dinilai")
    return IsiAngka(
        r.hasil.angka, tampilkan_persen(r.hasil.angka), desimal=2, persen=True, excel=excel, tebal=True
    )


def excel_capaian(t: UkuranTriwulan) -> str:
    """The capaian of a plain number against a plain number as a live formula over the data sheet; rules with
    ranges, grades or scales stay values (their working is printed)."""
    c, k = t.capaian, t.ketetapan
    if (
        c.persen is None
        or t.target is None
        or t.target.angka is None
        or t.target.angka <= 0
        or t.target.angka_atas is not None
    ):
        return ""
    if t.hasil.angka is None or t.target.predikat or t.nilai.predikat:
        return ""
    target, realisasi = f"{{#{nama_sel(t, 'target')}}}", f"{{#{nama_sel(t, 'realisasi')}}}"
    if k.polaritas == Polaritas.MAKSIMAL:
        rumus = f"{realisasi}/{target}"
    elif k.polaritas == Polaritas.MINIMAL and k.aturan_minimal == AturanMinimal.A:
        rumus = f"(2*{target}-{realisasi})/{target}"
    elif k.polaritas == Polaritas.MINIMAL:
        rumus = f"{target}/{realisasi}"
    else:
        return ""
    rumus = f"MAX(0,{rumus})"
    return rumus if c.batas is None else f"MIN({c.batas / 100},{rumus})"


def nama_sel(t: UkuranTriwulan, apa: str) -> str:
    return f"{apa}_{t.ketetapan.indikator_id}_{t.triwulan}"


def kata_predikat(c: Capaian, skala: Skala) -> str:
    return predikat(c.persen, skala) if c.alasan is None else KATA_ALASAN[c.alasan.kode]


def penanggung_jawab(t: UkuranTriwulan) -> str:
    return ", ".join(j.sebutan for j in t.ketetapan.penanggung_jawab.all())


def _tahunan(t: UkuranTriwulan) -> Nilai | None:
    tahunan = t.ketetapan.target_tahun()
    return tahunan.nilai if tahunan is not None else None


# ── full-width rows ──
def cerita(t: UkuranTriwulan, bukti: int) -> list[str]:
    """Working, stories and evidence of one row; what is empty is left out."""
    baris = kerja_tw(t)
    if t.realisasi is not None:
        baris += [f"{judul}: {isi}" for nama, judul in CERITA if (isi := getattr(t.realisasi, nama).strip())]
        if bukti:
            baris.append(f"Bukti dukung: {bukti}")
        if t.realisasi.terlambat:
            baris.append("Diajukan sesudah batas waktu.")
    return baris


def kerja_tw(t: UkuranTriwulan) -> list[str]:
    baris = []
    if t.rumus is not None:
        rumus = t.rumus.dengan_label(t.ketetapan.label_variabel())
        baris.append(f"Formula: {rumus}. Hitungan: {t.hasil.kerja or t.hasil.alasan}")
    if t.capaian.kerja:
        baris.append(f"Capaian triwulan: {t.capaian.kerja}")
    return baris


def kerja_tahun(t: UkuranTriwulan) -> list[str]:
    baris = []
    if t.sampai.kerja:
        baris.append(f"Realisasi s.d. {sebut(t.triwulan)}: {t.sampai.kerja}")
    if t.capaian_tahun.kerja:
        baris.append(f"Capaian tahun: {t.capaian_tahun.kerja}")
    return baris


# ── the data sheet ──
DATA = (
    KolomData("kunci", "Kunci indikator", 14),
    KolomData("sasaran", "Sasaran", 36),
    KolomData("indikator", "Indikator", 44),
    KolomData("tw", "TW", 8),
    KolomData("satuan", "Satuan", 12),
    KolomData("target_teks", "Target (teks)", 14),
    KolomData("target", "Target (angka)", 12),
    KolomData("keadaan", "Keadaan target", 12),
    KolomData("realisasi_teks", "Realisasi (teks)", 14),
    KolomData("realisasi", "Realisasi (angka)", 12),
    KolomData("status", "Status", 14),
    KolomData("capaian", "Capaian TW", 12),
    KolomData("sampai", "Realisasi s.d. TW", 14),
    KolomData("capaian_th", "Capaian tahun", 12),
    KolomData("keterangan", "Keterangan", 44),
)


def lembar_data(laporan: Laporan) -> LembarData:
    """One row per indicator and quarter up to the report's, numbers as numbers."""
    baris = [
        _data(b, t) for b in laporan.baris for t in b.ukuran.triwulan if t.triwulan <= laporan.triwulan
    ]  # fmt: skip
    return LembarData(DATA, tuple(baris))


def _data(b: Baris, t: UkuranTriwulan) -> tuple[IsiData, ...]:
    target = t.target
    return (
        str(b.indikator.kunci), " › ".join(b.jalur), t.ketetapan.uraian, sebut(t.triwulan), satuan(t) or None,
        target.teks or None if target else None,
        NilaiData(target.angka if target else None, desimal=2, nama=nama_sel(t, "target")),
        target.keadaan if target else None,
        t.nilai.teks or None,
        NilaiData(t.hasil.angka, desimal=2, nama=nama_sel(t, "realisasi")),
        StatusRealisasi(t.status).label,
        NilaiData(t.capaian.persen, desimal=2, persen=True, excel=excel_capaian(t)),
        NilaiData(t.sampai.angka, desimal=2),
        NilaiData(t.capaian_tahun.persen, desimal=2, persen=True),
        t.capaian.kerja or str(t.capaian.alasan or "") or None,
    )  # fmt: skip


def kalimat_skala(skala: Skala) -> str:
    """ "di atas 90 Sangat Tinggi, di atas 75 Tinggi, …, sampai 50 Sangat Rendah"."""
    kata = "mulai" if skala.termasuk_bawah else "di atas"
    pita = [
        f"{kata} {tampilkan(p.bawah)} {p.nama}" if p.bawah is not None else f"selebihnya {p.nama}"
        for p in reversed(skala.pita)
    ]
    return ", ".join(pita)
