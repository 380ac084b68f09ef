"""A version of the IKU as a printed document, and how its versions are found."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch

from bakesbang.kinerja.lembar import Lembar
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pengukuran import UkuranIndikator, muat_ukuran
from bakesbang.paper.document import Butir, Dokumen
from bakesbang.versions import printing
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.perubahan import IKU
from iku.tabel import ButirIku, kelompokkan, lembar_data, tabel

TANDA_BELUM_DISETUJUI = "Termasuk isian yang belum disetujui."
CATATAN_REALISASI = (
    "Realisasi dihitung dari data tiap triwulan yang sudah disetujui, sampai dengan triwulan itu."
)


def dokumen(
    versi: VersiIku,
    *,
    waktu: datetime,
    oleh: str,
    kop: bool = False,
    hasil: bool = False,
    semua_isian: bool = False,
) -> Dokumen:
    """What PDF and workbook print (domain guide §4, §11). ``waktu`` is aware; ``oleh`` stands in the footer.

    ``hasil`` adds the realization up to each quarter; ``semua_isian`` counts values that nobody approved
    yet and marks the print."""
    daftar = versi.daftar
    butir = muat_butir(versi, semua_isian=semua_isian)
    return Dokumen(
        judul=(f"INDIKATOR KINERJA UTAMA (IKU) {daftar.nama_cetak} TAHUN {daftar.tahun}",),
        tabel=tabel(kelompokkan(butir), hasil=hasil),
        meta=printing.meta(versi, f"iku/{daftar.tahun}/{versi.nomor}", waktu, oleh),
        versi=f"{versi.sebutan}, {TANDA_BELUM_DISETUJUI.lower().rstrip('.')}"
        if semua_isian
        else versi.sebutan,
        draf=versi.draf,
        kop=printing.kop(daftar.instansi, kop),
        kepala=kepala(versi),
        catatan=catatan(butir, hasil=hasil, semua_isian=semua_isian),
        tanda_tangan=printing.tanda_tangan(versi, daftar.instansi),
        data=lembar_data(butir),
    )


def kepala(versi: VersiIku) -> tuple[Butir, ...]:
    """The header block as the decree prints it; what was not written is left out."""
    butir = (
        Butir("VISI RPJMD", versi.visi),
        Butir(f"MISI {versi.misi_nomor}".rstrip(), versi.misi),
        Butir("Nama SKPD", versi.nama_skpd, tebal=True),
        Butir("Tugas Pokok", versi.tugas_pokok),
        Butir("Fungsi", tuple(versi.fungsi)),
    )
    return tuple(b for b in butir if b.isi)


def catatan(butir: list[ButirIku], *, hasil: bool, semua_isian: bool) -> tuple[str, ...]:
    """Footnotes under the table: what the numbers count, and what "Nihil" means (domain guide §10)."""
    if not hasil:
        return ()
    kalimat = [TANDA_BELUM_DISETUJUI if semua_isian else CATATAN_REALISASI]
    kalimat += [f"{b.uraian}: {b.lembar.nihil}" for b in butir if b.lembar.nihil]
    return tuple(kalimat)


def muat_butir(versi: VersiIku, *, semua_isian: bool = False) -> list[ButirIku]:
    """The rows of a version, each with its measured indicator, in a constant number of queries."""
    baris = list(
        versi.indikator.prefetch_related(Prefetch("ketetapan", KetetapanIndikator.objects.lengkap()))
    )
    daftar = versi.daftar
    ukuran = muat_ukuran(
        daftar.instansi, daftar.tahun,
        indikator_ids=[b.ketetapan.indikator_id for b in baris], hanya_disetujui=not semua_isian,
    )  # fmt: skip
    return [_butir(n, b, ukuran[b.ketetapan.indikator_id]) for n, b in enumerate(baris, start=1)]


def _butir(nomor: int, baris: IndikatorKinerjaUtama, ukuran: UkuranIndikator) -> ButirIku:
    ketetapan = baris.ketetapan
    unit = dict.fromkeys(j.unit.nama for j in ketetapan.penanggung_jawab.all())
    return ButirIku(
        nomor=nomor,
        baris=baris,
        lembar=Lembar.buat(ukuran, ketetapan),
        penanggung_jawab=baris.penanggung_jawab_cetak or "; ".join(unit),
    )


# ── Which version ───────────────────────────────────────────────────────────────────────────────

tahun_ada = IKU.tahun_ada
versi_ada = IKU.versi_ada
pilih_versi = IKU.pilih_versi


def nama_berkas(versi: VersiIku, *, hasil: bool = False) -> str:
    """A good file name without its ending: "iku-2021", "iku-2021-perubahan-i-realisasi-draf"."""
    return IKU.nama_berkas(versi, "realisasi" if hasil else "")
