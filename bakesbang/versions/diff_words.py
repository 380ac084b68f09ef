"""The cells of an indicator as words, for the comparison of two versions, and that comparison on
paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bakesbang.calculation.formula import Rumus
from bakesbang.calculation.values.value import Interpretation
from bakesbang.kinerja.fields import FIELDS, PENANGGUNG_JAWAB, YES
from bakesbang.kinerja.kolom import KolomNilai
from bakesbang.kinerja.models import KetetapanIndikator, Variabel
from bakesbang.kinerja.pilihan import TRIWULAN, JenisTarget, NamaDokumen
from bakesbang.organisasi.models import Instansi
from bakesbang.paper.document import Cabang, Dokumen, IsiTeks, Kolom, Tabel
from bakesbang.paper.layout import susun
from bakesbang.trail.tags import attribute
from bakesbang.versions import printing
from bakesbang.versions.diff import (
    HILANG,
    TAMBAH,
    Hitungan,
    Perbedaan,
    SelBeda,
    Unsur,
    bandingkan,
    hitung,
)
from bakesbang.versions.document_kind import JenisDokumen, V
from bakesbang.versions.models import VersiDokumen

KOSONG = "kosong"
TIDAK_ADA = "tidak ada"
KATA = {TAMBAH: "Ditambah", HILANG: "Dihapus"}
# The columns of a ketetapan in the order in which a comparison names them, after its words.
COMPARED = (
    "definisi_operasional",
    "satuan",
    "desimal",
    "polaritas",
    "aturan_minimal",
    "nilai_terburuk",
    "agregasi",
    "frekuensi",
    "boleh_negatif",
    "sumber_data",
    "rumus",
    "kebijakan_nihil",
)
# What every indicator has: told when it changes, left out when a whole indicator comes or goes.
BAKU = (
    *(
        FIELDS[nama].label
        for nama in (
            "desimal",
            "aturan_minimal",
            "boleh_negatif",
            "kebijakan_nihil",
        )
    ),
    "Jenjang",
)


@dataclass(frozen=True)
class Beda:
    """A version against the one before it."""

    versi: VersiDokumen
    sebelum: VersiDokumen | None
    isi: tuple[Perbedaan, ...]

    @property
    def hitungan(self) -> Hitungan:
        return hitung(self.isi)


def beda(jenis: JenisDokumen[V], versi: V) -> Beda:
    """The comparison in a constant number of queries; a first version has nothing before it."""
    sebelum = jenis.sebelum(versi)
    if sebelum is None:
        return Beda(versi, None, ())
    lama, baru = list(jenis.baris(sebelum)), list(jenis.baris(versi))
    sama = {b.ketetapan_id for b in lama} & {b.ketetapan_id for b in baru}
    ketetapan = muat_ketetapan((b.ketetapan_id for b in (*lama, *baru)), sama)
    dulu, kini = (
        jenis.unsur(sebelum, lama, ketetapan, sama),
        jenis.unsur(versi, baru, ketetapan, sama),
    )
    return Beda(versi, sebelum, tuple(bandingkan(dulu, kini)))


# ── cells ──
def muat_ketetapan(ids: Iterable[int], sama: Collection[int] = ()) -> dict[int, KetetapanIndikator]:
    """With everything that the comparison names, in a constant number of queries. ``sama`` are in
    both versions: their cells cannot differ, so they are not read."""
    semua = set(ids)
    penuh = KetetapanIndikator.objects.filter(pk__in=semua.difference(sama)).select_related("target_tahunan")
    penuh = penuh.prefetch_related(
        "target_triwulan",
        "variabel__hasil_dari__ketetapan",
        "penanggung_jawab",
    )
    ringkas = KetetapanIndikator.objects.filter(pk__in=semua.intersection(sama))
    return {k.pk: k for k in [*penuh, *ringkas]}


def unsur_indikator(
    k: KetetapanIndikator,
    *,
    kunci: str,
    jenis: str,
    dokumen: str,
    induk: str = "",
    tempat: str = "",
    sel: dict[str, str | None] | None = None,
    sama: bool = False,
) -> Unsur:
    """An indicator of a version. ``sel`` are the cells of its own document. Another indicator under
    the same key is another element."""
    catatan = ""
    if k.draf and k.dokumen_asal != dokumen:
        catatan = f"Draf perubahan indikator ini dimulai oleh {NamaDokumen(k.dokumen_asal).label}."
    isi = ({"Bunyi indikator": k.uraian} if sama else sel_ketetapan(k)) | (sel or {})
    return Unsur(
        f"i:{kunci}:{k.indikator_id}",
        jenis,
        k.uraian,
        induk,
        tempat,
        isi,
        catatan,
    )


def sel_ketetapan(k: KetetapanIndikator) -> dict[str, str | None]:
    """Every cell by the name that people know it by. None: there is no such cell (absent is not
    blank)."""
    cells: dict[str, str | None] = {"Bunyi indikator": k.uraian}
    for nama in COMPARED:
        cells[FIELDS[nama].label] = _spoken(k, nama)
    tahun = k.target_tahun()
    cells[FIELDS["tahunan"].label] = None if tahun is None else teks_nilai(tahun)
    cells |= _quarter_cells(k)
    for v in k.variabel.all():
        cells[f"Data “{v.label}”"] = _variabel(v)
    offices = "; ".join(j.sebutan for j in k.penanggung_jawab.all())
    cells[f"{PENANGGUNG_JAWAB} (jabatan)"] = offices
    return cells


def _spoken(k: KetetapanIndikator, nama: str) -> str:
    """A column of the ketetapan as a person reads it."""
    if nama == "rumus":
        return _rumus(k)
    value = getattr(k, attribute(KetetapanIndikator, nama))
    if isinstance(value, bool):
        return FIELDS[nama].spoken(YES if value else "")
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    if value in (None, ""):
        return ""
    return FIELDS[nama].spoken(str(value))


def _quarter_cells(k: KetetapanIndikator) -> dict[str, str | None]:
    triwulan = {t.triwulan: t for t in k.target_triwulan.all()}
    cells: dict[str, str | None] = {}
    for n, nama in TRIWULAN:
        t = triwulan.get(n)
        cells[f"Target {nama}"] = None if t is None else teks_nilai(t)
        # Of a quarter without a cell only the cell itself is missing.
        cells[f"Jenis target {nama}"] = JenisTarget(t.jenis if t else JenisTarget.NILAI).label
        cells[f"Penjelasan {nama}"] = t.penjelasan if t else ""
    return cells


def teks_nilai(t: KolomNilai) -> str:
    """As printed, with the answer to a doubtful reading."""
    ragu = t.tafsir in {Interpretation.THOUSANDS, Interpretation.DECIMAL}
    return f"{t.teks} (dibaca {t.tafsir})" if ragu else t.teks


def _rumus(k: KetetapanIndikator) -> str:
    return Rumus.read(k.rumus).text(k.label_variabel()) if k.rumus else ""


def _variabel(v: Variabel) -> str:
    bagian = [
        v.satuan and f"satuan {v.satuan}",
        v.get_agregasi_display(),
        v.sumber_data and f"sumber {v.sumber_data}",
    ]
    if v.hasil_dari is not None:
        bagian.append(f"hasil dari “{v.hasil_dari}”")
    return "; ".join(b for b in bagian if b)


# ── paper ──
def kata(nilai: str | None) -> str:
    """A cell as a word where it holds none: absent, blank and "-" are different things."""
    return TIDAK_ADA if nilai is None else nilai or KOSONG


def tampak(p: Perbedaan) -> list[SelBeda]:
    """The cells to show: of a whole new or gone element only what tells something."""
    if p.jenis not in KATA:
        return list(p.sel)
    return [s for s in p.sel if s.nama not in BAKU and JenisTarget.NILAI.label not in (s.lama, s.baru)]


def kejadian(p: Perbedaan) -> str:
    """ "Ditambah", "Dihapus", "Dipindah dan diubah", …"""
    if p.jenis in KATA:
        return KATA[p.jenis]
    if p.pindah:
        return "Dipindah dan diubah" if p.sel else "Dipindah"
    return "Diubah"


@dataclass(frozen=True)
class Tampil:
    """One difference as the page shows it."""

    p: Perbedaan
    kejadian: str
    sel: list[SelBeda]


def untuk_halaman(b: Beda) -> list[Tampil]:
    return [Tampil(p, kejadian(p), tampak(p)) for p in b.isi]


KOLOM = (
    Kolom(
        "unsur",
        "Sasaran atau indikator",
        900,
        jenjang=0,
        kepala_baris=True,
    ),
    Kolom("kejadian", "Yang terjadi", 420, jenjang=0),
    Kolom("bagian", "Bagian", 560, jenjang=1),
    Kolom("lama", "Semula", 1100, jenjang=1),
    Kolom("baru", "Menjadi", 1100, jenjang=1),
)


def tabel(isi: Iterable[Perbedaan]) -> Tabel:
    """Semula–menjadi, one block per sasaran or indicator."""
    return susun(KOLOM, [_cabang(p) for p in isi], hampa="Tidak ada perbedaan.")


def _cabang(p: Perbedaan) -> Cabang:
    baris = [("Letak", p.dari, p.ke)] if p.pindah else []
    baris += [
        (
            s.nama,
            _sisi(s.lama, p.jenis == TAMBAH),
            _sisi(s.baru, p.jenis == HILANG),
        )
        for s in tampak(p)
    ]
    return Cabang(
        {
            "unsur": IsiTeks(f"{p.unsur.jenis}: {p.unsur.nama}"),
            "kejadian": IsiTeks(kejadian(p)),
        },
        anak=tuple(
            Cabang(
                {
                    "bagian": IsiTeks(n),
                    "lama": IsiTeks(a),
                    "baru": IsiTeks(b),
                }
            )
            for n, a, b in baris
        ),
    )


def _sisi(nilai: str | None, tanpa: bool) -> str:
    return "" if tanpa else kata(nilai)


def dokumen(
    b: Beda,
    *,
    judul: str,
    nama_cetak: str,
    instansi: Instansi,
    pengenal: str,
    waktu: datetime,
    oleh: str,
    kop: bool,
) -> Dokumen:
    """The comparison to print, unsigned: it goes with the document, it is not one."""
    sebelum = b.sebelum.sebutan if b.sebelum else "tidak ada"
    return Dokumen(
        judul=(f"PERBEDAAN {judul}", nama_cetak),
        tabel=tabel(b.isi),
        meta=replace(
            printing.meta(b.versi, pengenal, waktu, oleh),
            keterangan=f"dibandingkan dengan {sebelum}",
        ),
        versi=b.versi.sebutan,
        draf=b.versi.draf,
        kop=printing.kop(instansi, kop),
        catatan=(
            f"{b.versi.sebutan} dibandingkan dengan {sebelum}: {b.hitungan.kalimat}.",
            f"“{KOSONG}”: selnya ada, isinya belum ditulis. “{TIDAK_ADA}”: tidak ada sel.",
            *((f"Alasan: {b.versi.alasan}",) if b.versi.alasan else ()),
        ),
    )
