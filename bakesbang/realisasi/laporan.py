"""The two reports of a quarter, Laporan Capaian Rencana Aksi and Capaian IKU, also of the year. Once a quarter
is locked its prints come from the frozen JSON of the lock, never from today's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bakesbang.calculation.predikat import STANDARD_SCALE, Scale
from bakesbang.calculation.triwulan import Triwulan, label_of
from bakesbang.kinerja.models import JadwalTriwulan, KebijakanCapaian, KunciTriwulan
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.kinerja.pilihan import JenisTarget, NamaDokumen
from bakesbang.kinerja.wewenang import mencakup
from bakesbang.organisasi.models import Instansi, Jabatan, JenisUnit, Pejabat, StatusPejabat
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.document import Butir, Dokumen, Meta, TandaTangan
from bakesbang.paper.freeze import dari_json
from bakesbang.realisasi import data_capaian
from bakesbang.realisasi.cerita_capaian import riwayat_baris
from bakesbang.realisasi.kisi import Baris, Kisi, muat_kisi
from bakesbang.realisasi.tabel_capaian import (
    BarisLaporan,
    Laporan,
    Tautan,
    kalimat_skala,
    lembar_data,
    tabel,
)
from bakesbang.versions import printing
from iku.models import IndikatorKinerjaUtama, VersiIku
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.pohon import Letak, letak_indikator

JUDUL = {
    NamaDokumen.RENCANA_AKSI: "LAPORAN CAPAIAN RENCANA AKSI",
    NamaDokumen.IKU: "CAPAIAN INDIKATOR KINERJA UTAMA",
}
TANPA_BATAS = "tanpa batas atas"
BELUM_DISETUJUI = "TERMASUK ISIAN YANG BELUM DISETUJUI"


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

    @property
    def periode(self) -> str:
        """ "Triwulan II", "Tahun", "Tahun s.d. TW II"."""
        if not self.setahun:
            return Triwulan(self.triwulan).long
        return "Tahun" if self.triwulan == 4 else f"Tahun s.d. {label_of(self.triwulan)}"

    def nama_berkas(self, tahun: int) -> str:
        """A good file name without its ending: "capaian-rencana-aksi-2024-tw-2", "capaian-iku-2024"."""
        akhir = f"-tw-{self.triwulan}" if not self.setahun or self.triwulan < 4 else ""
        semua = "-termasuk-belum-disetujui" if self.termasuk_belum_disetujui else ""
        return f"capaian-{self.jenis}-{tahun}{'-tahun' if self.setahun else ''}{akhir}{semua}"


# ── rows ──
def susun_laporan(k: PageContext, minta: Permintaan, tautan: Tautan | None = None) -> tuple[Laporan, Kisi]:
    """The rows and rules of a report as they are now. Reports count approved rows; the switch counts all."""
    kisi = muat_kisi(
        k, minta.triwulan, k.instansi.today(), hanya_disetujui=not minta.termasuk_belum_disetujui
    )
    baris = {b.indikator.pk: b for b in kisi.baris if _dipakai(b, minta)}
    riwayat = riwayat_baris((b.realisasi for b in baris.values() if b.realisasi), k.instansi.zone)
    letak = [x for x in _letak(versi_dokumen(k, minta)) if x.indikator_id in baris]
    tercetak = [
        BarisLaporan(
            b := baris[x.indikator_id], x.jalur, jawab, riwayat.get(b.realisasi.pk, "") if b.realisasi else ""
        )
        for x, jawab in zip(letak, _penanggung_jawab(letak, baris, minta.triwulan), strict=True)
    ]
    skala = skala_untuk(kisi.kebijakan)
    return Laporan(minta.jenis, tercetak, minta.triwulan, minta.setahun, skala, tautan), kisi


def _dipakai(b: Baris, minta: Permintaan) -> bool:
    return any(p.dokumen == minta.jenis and mencakup(p, minta.triwulan) for p in b.indikator.pemakaian.all())


def versi_dokumen(k: PageContext, minta: Permintaan) -> VersiRencanaAksi | VersiIku | None:
    """The version that was in force in that quarter; None when the document had none."""
    if minta.jenis == NamaDokumen.IKU:
        daftar = VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun)
        return daftar.pada(minta.triwulan).first()
    rencana = VersiRencanaAksi.objects.filter(rencana__instansi=k.instansi, rencana__tahun=k.tahun)
    return rencana.pada(minta.triwulan).first()


def _letak(versi: VersiRencanaAksi | VersiIku | None) -> list[Letak]:
    """Every place of every indicator in the printed order of its own document."""
    if isinstance(versi, VersiRencanaAksi):
        return letak_indikator(versi)
    isi = IndikatorKinerjaUtama.objects.filter(versi=versi).order_by("urutan", "pk")
    kolom = ("ketetapan__indikator_id", "sasaran", "penanggung_jawab_cetak")
    return [Letak(pk, (sasaran,), jawab) for pk, sasaran, jawab in isi.values_list(*kolom)]


def _penanggung_jawab(letak: Sequence[Letak], baris: dict[int, Baris], triwulan: int) -> list[str]:
    """As the document prints it; rows that are merged there take the words printed for the same offices."""
    jabatan = [
        tuple(j.sebutan for j in baris[x.indikator_id].ukuran.tw(triwulan).ketetapan.penanggung_jawab.all())
        for x in letak
    ]
    tercetak: dict[tuple[str, ...], str] = {}
    for x, sebutan in zip(letak, jabatan, strict=True):
        if x.penanggung_jawab_cetak and sebutan:
            tercetak.setdefault(sebutan, x.penanggung_jawab_cetak)
    return [
        x.penanggung_jawab_cetak or tercetak.get(sebutan, "; ".join(sebutan))
        for x, sebutan in zip(letak, jabatan, strict=True)
    ]


def skala_untuk(kebijakan: KebijakanCapaian | None) -> Scale:
    return kebijakan.skala_predikat() if kebijakan else STANDARD_SCALE


# ── document ──
def dokumen(
    k: PageContext,
    minta: Permintaan,
    *,
    waktu: datetime,
    oleh: str,
    kop: bool = False,
    beku: bool = True,
    tautan: Tautan | None = None,
) -> Dokumen:
    """The report to print. A locked quarter prints what was locked, whatever the rows say today
    (``beku=False`` asks for today's rows). ``tautan`` gives a page the address of an indicator."""
    kunci = None
    if beku and not minta.termasuk_belum_disetujui:
        kunci = kunci_terakhir(k.instansi, k.tahun, minta.triwulan)
    if kunci is not None:
        hasil = dari_kunci(kunci, minta)
    else:
        laporan, kisi = susun_laporan(k, minta, tautan)
        hasil = rangkai(k, minta, laporan, kisi, Meta(waktu, oleh, f"capaian/{k.tahun}/{minta.pengenal}"))
    return hasil if kop else replace(hasil, kop=None)


def rangkai(k: PageContext, minta: Permintaan, laporan: Laporan, kisi: Kisi, meta: Meta) -> Dokumen:
    """The document around the table: letterhead (left out when not asked for), title, rules named below the
    table, leader's note, signature. Times are those of the agency's place."""
    meta = replace(meta, waktu=meta.waktu.astimezone(k.instansi.zone))
    versi = versi_dokumen(k, minta)
    catatan_pimpinan = kisi.jadwal.catatan_pimpinan if kisi.jadwal else ""
    return Dokumen(
        judul=_judul(k, minta),
        tabel=tabel(laporan),
        meta=meta,
        versi=versi.sebutan if versi else "",
        draf=not kisi.terkunci or minta.termasuk_belum_disetujui,
        kop=printing.kop(k.instansi, True),
        penutup=(Butir("Catatan pimpinan", catatan_pimpinan),) if catatan_pimpinan.strip() else (),
        catatan=tuple(catatan_kaki(laporan, kisi, minta)),
        tanda_tangan=(tanda_tangan(k.instansi, meta.waktu),),
        data=lembar_data(laporan),
    )


def _judul(k: PageContext, minta: Permintaan) -> tuple[str, ...]:
    periode = f"TRIWULAN {Triwulan(minta.triwulan).roman} TAHUN {k.tahun}"
    if minta.setahun:
        sampai = f" SAMPAI DENGAN TRIWULAN {Triwulan(minta.triwulan).roman}" if minta.triwulan < 4 else ""
        periode = f"TAHUN {k.tahun}{sampai}"
    judul = (f"{JUDUL[NamaDokumen(minta.jenis)]} {periode}", k.instansi.nama)
    return (*judul, BELUM_DISETUJUI) if minta.termasuk_belum_disetujui else judul


def catatan_kaki(laporan: Laporan, kisi: Kisi, minta: Permintaan) -> list[str]:
    """Counts, rule, bound and scale: every printed report names the rule it used (design: data)."""
    tahun, tw = laporan.rerata_tahun, laporan.rerata_tw
    if minta.setahun:
        hitungan = f"{laporan.terisi} berisi realisasi, {tahun.note}"
    else:
        isi = f"{laporan.terisi} terisi, {laporan.disetujui} disetujui"
        hitungan = f"{isi}. Capaian {label_of(minta.triwulan)} {tw.note}, tahun {tahun.note}"
    catatan = [
        f"{len(laporan.unik)} indikator: {hitungan}; yang tidak dinilai tidak ikut rata-rata.",
        "Memuat isian yang belum disetujui." if minta.termasuk_belum_disetujui else "Hanya isian yang sudah disetujui.",
        *_catatan_aturan(laporan, kisi),
        *_catatan_baris(laporan),
    ]  # fmt: skip
    if kisi.jadwal and kisi.jadwal.alasan_paksa:
        catatan.append(f"Dikunci sebelum lengkap: {kisi.jadwal.alasan_paksa}")
    return catatan


def _catatan_aturan(laporan: Laporan, kisi: Kisi) -> list[str]:
    batas = kisi.kebijakan.batas_atas if kisi.kebijakan else None
    aturan = "; ".join(laporan.aturan_dipakai()) or "belum ada yang dinilai"
    predikat = "menurut capaian tahunan" if laporan.setahun else "menurut capaian triwulan, untuk indikator tahunan menurut capaian tahunan"  # fmt: skip
    return [
        f"Capaian {f'dibatasi paling tinggi {batas}%' if batas else TANPA_BATAS}, paling rendah 0%. "
        f"Aturan (T target, R realisasi): {aturan}.",
        f"Predikat {predikat}: {kalimat_skala(laporan.skala)}.",
    ]


def _catatan_baris(laporan: Laporan) -> list[str]:
    """What single rows need to be understood; left out where no row does."""
    ukuran = [b.tw(laporan.triwulan) for b in laporan.unik]
    catatan = []
    if any(_tanpa_target_tahunan(b, laporan.triwulan) for b in laporan.unik):
        catatan.append(
            f"Target “(s.d. {label_of(laporan.triwulan)})”: target tahunan belum ditetapkan, jadi capaian tahunan dibandingkan "
            f"dengan target triwulan sampai {label_of(laporan.triwulan)}."
        )
    if laporan.setahun and any(_tahapan(u) for b in laporan.unik for u in b.baris.ukuran.triwulan):
        catatan.append("Target tahapan mengukur langkah kerja dan tidak ikut angka tahun.")
    if any(str(t.sampai.reason or "").startswith("Nihil") for t in ukuran):
        catatan.append("Nihil: tidak ada kejadian (0/0), jadi tidak dinilai.")
    if len(laporan.unik) < len(laporan.baris):
        catatan.append("Indikator yang berada di bawah beberapa sasaran dihitung sekali dalam rata-rata.")
    return catatan


def _tanpa_target_tahunan(b: BarisLaporan, triwulan: int) -> bool:
    t = b.tw(triwulan)
    return (
        data_capaian.target_tahunan(t) is None
        and data_capaian.acuan_tahun(b.baris.ukuran, triwulan) is not None
    )


def _tahapan(t: UkuranTriwulan) -> bool:
    return t.target is not None and t.target.jenis == JenisTarget.TAHAPAN


def tanda_tangan(instansi: Instansi, waktu: datetime) -> TandaTangan:
    """Who heads the agency on that day, an acting head before the definitive one; lines to fill in when nobody
    is recorded (domain guide §11)."""
    hari = waktu.astimezone(instansi.zone).date()
    kepala = {"unit__instansi": instansi, "kepala": True, "unit__jenis": JenisUnit.PIMPINAN}
    jabatan = Jabatan.objects.filter(**kepala, aktif=True).first()
    if jabatan is None:
        return TandaTangan(f"Kepala {instansi.nama}", tempat=instansi.tempat, tanggal=hari)
    semua = Pejabat.objects.at(hari).filter(jabatan=jabatan)
    pejabat = min(semua, key=lambda p: p.status == StatusPejabat.DEFINITIF, default=None)
    if pejabat is None:
        return TandaTangan(jabatan.sebutan, tempat=instansi.tempat, tanggal=hari)
    awalan = "" if pejabat.status == StatusPejabat.DEFINITIF else f"{pejabat.get_status_display()} "
    return TandaTangan(
        f"{awalan}{jabatan.sebutan}", pejabat.nama, pejabat.pangkat, pejabat.nip, instansi.tempat, hari
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
    return replace(tercetak, meta=replace(tercetak.meta, sidik=kunci.sidik[:16]))
