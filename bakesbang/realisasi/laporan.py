"""The two reports of a quarter, Laporan Capaian Rencana Aksi and Capaian IKU, also of the year. Once a quarter
is locked its prints come from the frozen JSON of the lock, never from today's rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bakesbang.dokumen.beku import dari_json
from bakesbang.dokumen.tabel import Butir, Dokumen, Kop, Meta, TandaTangan
from bakesbang.kinerja.models import JadwalTriwulan, KebijakanCapaian, KunciTriwulan
from bakesbang.kinerja.pilihan import NamaDokumen
from bakesbang.organisasi.izin import Konteks
from bakesbang.organisasi.models import Instansi, JenisUnit, Pejabat
from bakesbang.perhitungan.predikat import BAKU, Skala
from bakesbang.perhitungan.triwulan import sebut
from bakesbang.realisasi.kisi import Kisi, muat_kisi
from bakesbang.realisasi.tabel_capaian import Laporan, Tautan, kalimat_skala, lembar_data, tabel

JUDUL = {
    NamaDokumen.RENCANA_AKSI: "LAPORAN CAPAIAN RENCANA AKSI",
    NamaDokumen.IKU: "CAPAIAN INDIKATOR KINERJA UTAMA",
}
TANPA_BATAS = "tanpa batas atas"


@dataclass(frozen=True)
class Permintaan:
    """Which report: of which document, up to which quarter, of the year or of the quarter, and who counts."""

    jenis: str
    triwulan: int
    setahun: bool = False
    termasuk_belum_disetujui: bool = False

    @property
    def pengenal(self) -> str:
        return f"{self.jenis}/{'tahun' if self.setahun else self.triwulan}"


def susun_laporan(k: Konteks, minta: Permintaan, tautan: Tautan | None = None) -> tuple[Laporan, Kisi]:
    """The rows and rules of a report as they are now. Reports count approved rows; the switch counts all."""
    kisi = muat_kisi(
        k, minta.triwulan, k.instansi.hari_ini(), hanya_disetujui=not minta.termasuk_belum_disetujui
    )
    baris = [b for b in kisi.baris if minta.jenis in b.dokumen]
    return Laporan(baris, minta.triwulan, minta.setahun, skala_untuk(kisi.kebijakan), tautan), kisi


def skala_untuk(kebijakan: KebijakanCapaian | None) -> Skala:
    return kebijakan.skala_predikat() if kebijakan else BAKU


def dokumen(
    k: Konteks, minta: Permintaan, *, waktu: datetime, oleh: str, kop: Kop | None = None, beku: bool = True
) -> Dokumen:
    """The report to print. A locked quarter prints what was locked, whatever the rows say today
    (``beku=False`` asks for today's rows, for ``periksa_beku`` and the lock itself)."""
    if (
        beku
        and not minta.termasuk_belum_disetujui
        and (kunci := kunci_terakhir(k.instansi, k.tahun, minta.triwulan))
    ):
        return replace(dari_kunci(kunci, minta), kop=kop)
    laporan, kisi = susun_laporan(k, minta)
    return rangkai(k, minta, laporan, kisi, Meta(waktu, oleh, f"capaian/{k.tahun}/{minta.pengenal}"), kop)


def rangkai(
    k: Konteks, minta: Permintaan, laporan: Laporan, kisi: Kisi, meta: Meta, kop: Kop | None = None
) -> Dokumen:
    """The document around the table: title, rules named below it, leader's note, signature."""
    periode = (
        f"TAHUN {k.tahun}"
        if minta.setahun
        else f"TRIWULAN {sebut(minta.triwulan).removeprefix('TW ')} TAHUN {k.tahun}"
    )
    catatan_pimpinan = kisi.jadwal.catatan_pimpinan if kisi.jadwal else ""
    return Dokumen(
        judul=(JUDUL[NamaDokumen(minta.jenis)], f"{k.instansi.nama} {periode}"),
        tabel=tabel(laporan),
        meta=meta,
        versi="Termasuk yang belum disetujui" if minta.termasuk_belum_disetujui else "",
        draf=not kisi.terkunci or minta.termasuk_belum_disetujui,
        kop=kop,
        penutup=(Butir("Catatan pimpinan", catatan_pimpinan),) if catatan_pimpinan.strip() else (),
        catatan=tuple(catatan_kaki(laporan, kisi, minta)),
        tanda_tangan=(tanda_tangan(k.instansi, meta.waktu),),
        data=lembar_data(laporan),
    )


def catatan_kaki(laporan: Laporan, kisi: Kisi, minta: Permintaan) -> list[str]:
    """Counts, rule, bound and scale: every printed report names the rule it used (design: data)."""
    batas = kisi.kebijakan.batas_atas if kisi.kebijakan else None
    tahun, tw = laporan.rerata_tahun, laporan.rerata_tw
    dinilai = tahun.keterangan if minta.setahun else f"triwulan {tw.keterangan}, tahun {tahun.keterangan}"
    catatan = [
        f"{len(laporan.baris)} indikator, {laporan.terisi} terisi; {dinilai}. Yang tidak dinilai tidak ikut rata-rata.",
        f"Capaian {f'dibatasi paling tinggi {batas}%' if batas else TANPA_BATAS}, paling rendah 0%. Aturan: "
        + ("; ".join(laporan.aturan_dipakai()) or "belum ada yang dinilai") + ".",
        f"Predikat: {kalimat_skala(laporan.skala)}.",
        "Memuat isian yang belum disetujui." if minta.termasuk_belum_disetujui else "Hanya isian yang sudah disetujui.",
    ]  # fmt: skip
    if kisi.jadwal and kisi.jadwal.alasan_paksa:
        catatan.append(f"Dikunci sebelum lengkap: {kisi.jadwal.alasan_paksa}")
    return catatan


def tanda_tangan(instansi: Instansi, waktu: datetime) -> TandaTangan:
    """Who heads the agency on that day; empty lines when nobody is recorded."""
    kepala = (
        Pejabat.objects.pada(waktu.astimezone(instansi.zona).date())
        .filter(
            jabatan__unit__instansi=instansi, jabatan__kepala=True, jabatan__unit__jenis=JenisUnit.PIMPINAN
        )
        .select_related("jabatan")
        .first()
    )
    if kepala is None:
        return TandaTangan("", tempat=instansi.tempat)
    awalan = "" if kepala.status == "definitif" else f"{kepala.get_status_display()} "
    return TandaTangan(
        f"{awalan}{kepala.jabatan.sebutan}",
        kepala.nama,
        kepala.pangkat,
        kepala.nip,
        instansi.tempat,
        waktu.astimezone(instansi.zona).date(),
    )


# ── locked prints ──
def kunci_terakhir(instansi: Instansi, tahun: int, triwulan: int) -> KunciTriwulan | None:
    """The lock in force, None while the quarter is open (or open again)."""
    jadwal = JadwalTriwulan.objects.filter(
        instansi=instansi, tahun=tahun, triwulan=triwulan, dikunci_pada__isnull=False
    ).first()
    return jadwal.kunci.first() if jadwal else None


def dari_kunci(kunci: KunciTriwulan, minta: Permintaan) -> Dokumen:
    """The document as it was locked; footer and file dates are the lock's."""
    isi: dict[str, Any] = kunci.isi
    tercetak: Dokumen = dari_json(isi[minta.pengenal])
    meta = replace(tercetak.meta, sidik=kunci.sidik[:16])
    return replace(tercetak, meta=meta)
