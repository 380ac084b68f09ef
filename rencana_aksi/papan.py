"""What the editor shows: the tree with a row per indicator, read in a constant number of
queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bakesbang.kinerja.lembar import kalimat_lalu
from bakesbang.kinerja.models import Indikator, Pemakaian
from bakesbang.kinerja.pengukuran import Pengukur
from bakesbang.kinerja.pilihan import Agregasi, Jenjang, Polaritas
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.periksa_baris import periksa_baris
from rencana_aksi.pohon import (
    ButirIndikator,
    Ketetapan,
    Simpul,
    muat,
    muat_satu,
    telusuri,
)
from rencana_aksi.suntingan import DOKUMEN, TERDALAM

ROMAWI = ("", "I", "II", "III", "IV")
PENDEK = {
    Polaritas.MAKSIMAL: "Makin tinggi makin baik",
    Polaritas.MINIMAL: "Makin rendah makin baik",
    Polaritas.STABIL: "Makin dekat ke target makin baik",
    Polaritas.RENTANG: "Di dalam rentang",
}


@dataclass(frozen=True, slots=True)
class SelTW:
    """One quarter beside the others; ``tahapan`` a step of the work, ``ragu`` to be answered in the
    details."""

    teks: str = ""
    penjelasan: str = ""
    tahapan: bool = False
    ragu: bool = False


@dataclass(frozen=True, slots=True)
class BarisIndikator:
    id: int
    indikator_id: int
    uraian: str
    tahunan: str
    tw1: SelTW
    tw2: SelTW
    tw3: SelTW
    tw4: SelTW
    tanpa_triwulan: bool
    cetak: str
    ringkas: str
    usulan: bool
    bersama: str
    lalu: str
    periksa: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cabang:
    """A sasaran of the editor with its rows and branches."""

    id: int
    jenjang: int
    jenis: str
    bawah: str  # what stands one level below, "" at the deepest level
    uraian: str
    kode: str
    indikator: tuple[BarisIndikator, ...]
    anak: tuple[Cabang, ...]


def papan(versi: VersiRencanaAksi, *, butir: int | None = None) -> tuple[Cabang, ...]:
    """The whole draf as the editor draws it, or only the sasaran of one indicator."""
    pohon = muat(versi) if butir is None else muat_satu(versi, butir)
    ketetapan = [b.ketetapan for s in telusuri(pohon) for b in s.indikator]
    lalu, bersama = _lalu(versi, ketetapan), _bersama(ketetapan)
    return tuple(_cabang(s, lalu, bersama) for s in pohon)


def _cabang(s: Simpul, lalu: dict[int, str], bersama: dict[int, str]) -> Cabang:
    return Cabang(
        id=s.id,
        jenjang=s.jenjang,
        jenis=s.jenis,
        bawah=Jenjang(s.jenjang + 1).label if s.jenjang < TERDALAM else "",
        uraian=s.uraian,
        kode=s.kode_nomenklatur,
        indikator=tuple(_baris(s, b, lalu, bersama) for b in s.indikator),
        anak=tuple(_cabang(a, lalu, bersama) for a in s.anak),
    )


def _baris(
    s: Simpul,
    b: ButirIndikator,
    lalu: dict[int, str],
    bersama: dict[int, str],
) -> BarisIndikator:
    k = b.ketetapan
    return BarisIndikator(
        id=b.id,
        indikator_id=k.indikator_id,
        uraian=k.uraian,
        tahunan=k.tahunan.teks if k.tahunan else "",
        tw1=_sel(k, 1),
        tw2=_sel(k, 2),
        tw3=_sel(k, 3),
        tw4=_sel(k, 4),
        tanpa_triwulan=not k.triwulan,
        cetak=b.penanggung_jawab_cetak,
        ringkas=_ringkas(k),
        usulan=bool(k.usulan),
        bersama=bersama.get(k.indikator_id, ""),
        lalu=lalu.get(k.indikator_id, ""),
        periksa=periksa_baris(k, sasaran=s.uraian, daun=not s.anak),
    )


def _sel(k: Ketetapan, n: int) -> SelTW:
    for t in k.triwulan:
        if t.triwulan == n:
            return SelTW(t.teks, t.penjelasan, t.tahapan, bool(t.nilai.doubt))
    return SelTW()


def _ringkas(k: Ketetapan) -> str:
    """How it is measured and who answers for it, in one line."""
    gabung = Agregasi(k.agregasi).label.split(":")[0] if k.agregasi else ""
    units = dict.fromkeys(j.unit for j in k.penanggung_jawab)
    parts = (k.satuan, PENDEK[Polaritas(k.polaritas)], gabung, "; ".join(units))
    return " · ".join(part for part in parts if part)


def _bersama(ketetapan: Iterable[Ketetapan]) -> dict[int, str]:
    """Indicators that the other document uses too."""
    pemakaian = Pemakaian.objects.filter(
        indikator__in={k.indikator_id for k in ketetapan},
        sampai_triwulan=None,
    ).exclude(dokumen=DOKUMEN)
    return {p.indikator_id: p.get_dokumen_display() for p in pemakaian}


def _lalu(versi: VersiRencanaAksi, ketetapan: Iterable[Ketetapan]) -> dict[int, str]:
    """indikator id → last year's target and realization in words, through ``asal``."""
    asal = dict(
        Indikator.objects.filter(
            pk__in={k.indikator_id for k in ketetapan},
            asal__isnull=False,
        ).values_list("asal_id", "pk")
    )
    if not asal:
        return {}
    rencana = versi.rencana
    pengukur = Pengukur.muat(
        rencana.instansi,
        rencana.tahun - 1,
        list(asal),
        hanya_disetujui=True,
    )
    return {asal[pk]: kalimat_lalu(pengukur, i) for pk, i in pengukur.indikator.items() if pk in asal}


def cari_baris(pohon: Iterable[Cabang], butir: int) -> BarisIndikator | None:
    """The row of one indicator."""
    for c in pohon:
        for b in c.indikator:
            if b.id == butir:
                return b
        below = cari_baris(c.anak, butir)
        if below is not None:
            return below
    return None
