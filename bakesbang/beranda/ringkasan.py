"""How the year stands, as Beranda tells it: the calendar line, who is waited for, the documents, the lowest and
the highest. Duties stand in ``tugas.py``; the numbers come from the board (``realisasi.papan``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, F, QuerySet
from django.db.models.lookups import IsNull

from bakesbang.beranda.pengingat import Orang
from bakesbang.beranda.tugas import KartuDokumen, kalimat_batas
from bakesbang.calculation.predikat import predikat
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import display_percent
from bakesbang.kinerja.models import JadwalTriwulan, KetetapanIndikator, Pemberitahuan
from bakesbang.kinerja.pilihan import StatusRealisasi, StatusVersi
from bakesbang.organisasi.models import UnitKerja
from bakesbang.organisasi.permissions import ISI, REVIEW, PageContext
from bakesbang.organisasi.roles import Peran
from bakesbang.realisasi.jadwal import titik_jadwal
from bakesbang.realisasi.papan import TRIWULAN, BarisPapan, ButirPapan, Papan, SelPapan, tingkat_predikat
from bakesbang.ui.templatetags.kinerja import tanggal
from bakesbang.versions.models import VersiDokumen
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi

S = StatusRealisasi
V = TypeVar("V", bound=VersiDokumen)
PALING_BANYAK = 3
KABAR_TERLIHAT = 4


# ── documents ──
def dokumen_tahun(k: PageContext) -> list[KartuDokumen]:
    """Rencana Aksi and IKU of the year; a document that the year does not have has no versi."""
    ada_ra = list(
        VersiRencanaAksi.objects.filter(rencana__instansi=k.instansi, rencana__tahun=k.tahun)
        .select_related("rencana").order_by("-nomor")
    )  # fmt: skip
    ada_iku = list(
        VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun)
        .select_related("daftar").annotate(banyak=Count("indikator")).order_by("-nomor")
    )  # fmt: skip
    ra, daftar = _utama(ada_ra), _utama(ada_iku)
    jumlah = KetetapanIndikator.objects.filter(di_sasaran__sasaran__versi=ra).distinct().count() if ra else 0
    return [
        KartuDokumen("Rencana Aksi", ra, jumlah, k.url("rencana_aksi:matriks"), k.url("rencana_aksi:tetapkan"), _draf(ada_ra)),
        KartuDokumen("IKU", daftar, daftar.banyak if daftar else 0, k.url("iku:daftar"), k.url("iku:tetapkan"), _draf(ada_iku)),
    ]  # fmt: skip


def _utama(ada: Sequence[V]) -> V | None:
    """The one in force, else the newest: what a draf Perubahan says concerns nobody yet."""
    return next((v for v in ada if v.status == StatusVersi.DITETAPKAN), ada[0] if ada else None)


def _draf(ada: Sequence[V]) -> V | None:
    return next((v for v in ada if v.draf), None)


# ── the quarter that runs ──
@dataclass(frozen=True)
class TriwulanKini:
    """The running quarter in one sentence, one line of dates and one bar of progress."""

    triwulan: int
    kalimat: str
    kalender: list[dict[str, Any]]
    selesai: int
    jumlah: int
    benda: str
    url: str
    tombol: str
    lain: list[str]


def triwulan_kini(k: PageContext, papan: Papan) -> TriwulanKini | None:
    n = papan.triwulan_kini
    if n is None:
        return None
    j = papan.jadwal[n]
    selesai, jumlah, benda = _kemajuan(k, papan, n)
    url, tombol = _ajakan(k, papan, n)
    lain = [
        f"{label_of(m)} juga berjalan. {kalimat_batas(papan.jadwal[m], papan.hari)}."
        for m in papan.berjalan
        if m != n
    ]
    return TriwulanKini(
        n, _kalimat(papan, j), titik_jadwal(j, papan.hari), selesai, jumlah, benda, url, tombol, lain
    )


def _kalimat(papan: Papan, j: JadwalTriwulan) -> str:
    nama = f"{label_of(j.triwulan)} Tahun {papan.tahun}"
    sisa, tutup = (j.batas - papan.hari).days, (j.tutup - papan.hari).days
    if sisa > 0:
        return f"{nama} dibuka. Sisa {sisa} hari sampai batas pengajuan."
    if sisa == 0:
        return f"{nama} dibuka. Hari ini batas pengajuan."
    if tutup >= 0:
        return f"{nama} lewat batas {-sisa} hari. Isian masih diterima {f'{tutup} hari lagi' if tutup else 'sampai hari ini'}."
    return f"{nama} sudah ditutup dan menunggu dikunci."


def _kemajuan(k: PageContext, papan: Papan, n: int) -> tuple[int, int, str]:
    """What this person counts: his own rows sent, or the agency's rows approved."""
    if k.pengguna.peran in {Peran.STAF, Peran.KABID} and k.may(ISI):
        wajib = [b for b in papan.milikku(n) if b.wajib]
        return sum(b.terkirim for b in wajib), len(wajib), "indikator unit Anda sudah dikirim"
    sel = papan.sel(n)
    return sel.disetujui, sel.jumlah, "indikator seluruh badan sudah disetujui"


def _ajakan(k: PageContext, papan: Papan, n: int) -> tuple[str, str]:
    """The one main button: what this role does in a quarter; none for who only reads."""
    if k.may(REVIEW) and papan.menunggu_reviu(n):
        return k.url("realisasi:reviu", triwulan=n), "Mulai reviu"
    if k.may(ISI) and k.pengguna.peran == Peran.STAF:
        return k.url("realisasi:isi", triwulan=n), "Isi realisasi"
    return "", ""


def jadwal_tahun(papan: Papan) -> list[dict[str, Any]]:
    """The four quarters with due date and state, for the small table."""
    return [_jadwal(n, papan.jadwal.get(n), papan) for n in TRIWULAN]


def _jadwal(n: int, j: JadwalTriwulan | None, papan: Papan) -> dict[str, Any]:
    if j is None:
        lencana, kata = "belum_dibuka", "Belum dijadwalkan"
    elif j.terkunci:
        lencana, kata = "dikunci", "Dikunci"
    elif papan.hari < j.buka:
        lencana, kata = "belum_dibuka", f"Dibuka {tanggal(j.buka, 'singkat')}"
    elif papan.hari > j.tutup:
        lencana, kata = "peringatan", "Ditutup"
    else:
        lencana, kata = ("terlambat", "Lewat batas") if papan.hari > j.batas else ("dibuka", "Dibuka")
    return {"triwulan": n, "batas": j.batas if j else None, "lencana": lencana, "kata": kata}


# ── nothing to do ──
def hampa(k: PageContext, papan: Papan) -> tuple[str, str]:
    """What is true when there is no duty, and what comes next."""
    nanti = papan.dibuka_berikutnya
    berikut = f" Pengisian {label_of(nanti.triwulan)} dibuka {tanggal(nanti.buka)}." if nanti else ""
    if not papan.butir:
        return (
            "Belum ada dokumen yang berlaku",
            f"Rencana Aksi dan IKU {k.tahun} belum ditetapkan, jadi belum ada yang diisi.",
        )
    n = papan.triwulan_kini
    if n is None:
        kunci = all(n in papan.jadwal and papan.jadwal[n].terkunci for n in TRIWULAN)
        judul = f"Tahun {k.tahun} selesai" if kunci else "Tidak ada triwulan yang sedang dibuka"
        return (
            judul,
            "Keempat triwulan sudah dikunci."
            if kunci
            else berikut.strip() or "Penyusun belum menjadwalkan triwulan berikutnya.",
        )
    if k.pengguna.peran not in {Peran.STAF, Peran.KABID}:
        return "Tidak ada yang menunggu Anda", f"Keadaan tahun ini ada di bawah.{berikut}"
    milik = [b for b in papan.milikku(n) if b.wajib]
    if not milik:
        return (
            f"Tidak ada indikator {label_of(n)} yang harus Anda isi",
            f"Unit Anda tidak mengisi indikator wajib pada triwulan ini.{berikut}",
        )
    disetujui = sum(b.disetujui for b in milik)
    sisa = (
        "semuanya disetujui"
        if disetujui == len(milik)
        else f"{disetujui} disetujui, {len(milik) - disetujui} menunggu reviu"
    )
    return (
        "Tidak ada yang harus dikerjakan",
        f"{len(milik)} indikator {label_of(n)} sudah dikirim: {sisa}.{berikut}",
    )


# ── who is waited for ──
@dataclass(frozen=True)
class SelDitunggu:
    triwulan: int
    lencana: str
    kata: str
    ket: str
    nanti: str = ""


@dataclass(frozen=True)
class BarisDitunggu:
    unit: UnitKerja
    sel: list[SelDitunggu]
    terlambat: int


def ditunggu(k: PageContext, papan: Papan, orang: Orang) -> list[BarisDitunggu]:
    """Unit × quarter with who must act, the latest units first. A head sees the units he heads, staff none."""
    if k.pengguna.peran == Peran.STAF and not k.pengguna.is_superuser:
        return []
    unit = papan.wewenang.unit_dikepalai if k.pengguna.peran == Peran.KABID else {u.pk for u in papan.unit}
    baris = [
        BarisDitunggu(
            b.unit, [_ditunggu(s, b, papan, orang) for s in b.sel], max(s.terlambat_hari for s in b.sel)
        )
        for b in papan.baris_unit
        if b.unit is not None and b.unit.pk in unit
    ]
    return sorted(baris, key=lambda b: -b.terlambat)


def _ditunggu(s: SelPapan, baris: BarisPapan, papan: Papan, orang: Orang) -> SelDitunggu:
    if not s.dibuka:
        nanti = f"Dibuka {tanggal(s.jadwal.buka, 'singkat')}" if s.jadwal else "Belum dijadwalkan"
        return SelDitunggu(s.triwulan, "", "", "", nanti)
    dikirim = f"{s.terkirim} dari {s.jumlah} dikirim"
    if not s.jumlah:
        return SelDitunggu(s.triwulan, "lengkap", "Tidak ada yang wajib", "")
    if s.keadaan == "dikunci":
        kata = "Dikunci, lengkap" if s.lengkap else f"Dikunci, {s.jumlah - s.disetujui} belum disetujui"
        return SelDitunggu(s.triwulan, "dikunci", kata, _ketepatan(s))
    if s.kurang:
        nama = ", ".join(p.nama for p in orang.penanggung(baris.unit.pk)) if baris.unit else ""
        kata = (
            f"Terlambat {s.terlambat_hari} hari"
            if s.terlambat_hari
            else ("Sedang diisi" if s.keadaan == S.DRAF else "Belum diisi")
        )
        lencana = "terlambat" if s.terlambat_hari else s.keadaan
        return SelDitunggu(s.triwulan, lencana, kata, f"{dikirim}. Ditunggu: {nama or 'belum ada staf'}")
    if not s.lengkap:
        return SelDitunggu(
            s.triwulan,
            "diajukan",
            "Menunggu reviu",
            f"{s.disetujui} dari {s.jumlah} disetujui. Ditunggu: {_pemutus(s, papan, orang)}",
        )
    return SelDitunggu(
        s.triwulan, "disetujui", "Disetujui", f"{s.disetujui} dari {s.jumlah}, {_ketepatan(s)}"
    )


def _ketepatan(s: SelPapan) -> str:
    return f"{s.dikirim_terlambat} dikirim terlambat" if s.dikirim_terlambat else "tepat waktu"


def _pemutus(s: SelPapan, papan: Papan, orang: Orang) -> str:
    """Names of the heads that may decide what was sent; pimpinan where there is none."""
    nama = {p.pk: p.nama for daftar in orang.kepala.values() for p in daftar}
    pemutus = [papan.wewenang.pemutus(b.realisasi) for b in s.wajib if b.status == S.DIAJUKAN and b.realisasi]
    kabid = sorted({nama[pk] for ids in pemutus for pk in ids if pk in nama})
    return ", ".join([*kabid, *(["pimpinan"] if any(not ids for ids in pemutus) else [])])


def pesan_terlambat(k: PageContext, papan: Papan) -> list[tuple[str, str]]:
    """For the leader, before everything else: which units are late and by how much, and where to look."""
    if k.pengguna.peran != Peran.PIMPINAN:
        return []
    return [
        (
            f"{b.unit.sebutan} terlambat {s.terlambat_hari} hari: {s.kurang} dari {s.jumlah} indikator {label_of(s.triwulan)} belum dikirim.",
            k.url("realisasi:isi", query={"unit": b.unit.kode}, triwulan=s.triwulan),
        )
        for b in papan.baris_unit for s in b.sel if b.unit is not None and s.terlambat_hari
    ]  # fmt: skip


# ── the lowest and the highest ──
def triwulan_terakhir_dinilai(papan: Papan) -> int | None:
    return max(
        (b.triwulan for b in papan.butir if b.capaian is not None and b.capaian.percent is not None),
        default=None,
    )


@dataclass(frozen=True)
class Peringkat:
    butir: ButirPapan
    unit: str
    predikat: str
    tingkat: int


def peringkat(papan: Papan, triwulan: int) -> tuple[list[Peringkat], list[Peringkat]]:
    """At most three lowest and three highest of the quarter; never the same row in both."""
    urut = papan.dinilai(triwulan)
    banyak = min(PALING_BANYAK, len(urut) // 2)
    nama = {u.pk: u.sebutan for u in papan.unit}

    def susun(butir: Sequence[ButirPapan]) -> list[Peringkat]:
        kata = [(b, predikat(b.capaian.percent if b.capaian else None, papan.skala)) for b in butir]
        return [
            Peringkat(b, nama.get(b.unit_utama or 0, "tanpa unit"), w, tingkat_predikat(w, papan.skala))
            for b, w in kata
        ]

    return susun(urut[:banyak]), susun(urut[len(urut) - banyak :][::-1])


def sekilas(papan: Papan, tw_nilai: int | None) -> list[dict[str, str]]:
    """Four figures of the agency for who looks at the whole."""
    n = papan.triwulan_kini or tw_nilai
    if n is None:
        return []
    sel, nilai = papan.sel(n), papan.sel(tw_nilai) if tw_nilai else None
    tanpa = len(papan.tanpa_kabid(n)) if n in papan.berjalan else 0
    hasil = [
        {"judul": "Indikator berlaku", "angka": str(papan.seluruh.jumlah_indikator), "ket": f"{sel.jumlah} wajib pada {label_of(n)}"},
        {"judul": f"Dikirim {label_of(n)}", "angka": f"{sel.terkirim} dari {sel.jumlah}", "ket": f"{sel.disetujui} disetujui"},
        {"judul": "Tanpa kepala bidang", "angka": str(tanpa), "ket": f"menunggu pimpinan, {label_of(n)}"},
    ]  # fmt: skip
    if tw_nilai and nilai and nilai.rerata.result.number is not None:
        tetap = nilai.lengkap or (nilai.jadwal is not None and nilai.jadwal.terkunci)
        judul = f"Rata-rata {'' if tetap else 'sementara '}{label_of(tw_nilai)}"
        ket = f"{nilai.predikat}, {nilai.rerata.note}"
        hasil.append({"judul": judul, "angka": display_percent(nilai.rerata.result.number), "ket": ket})
    return hasil


# ── notices ──
def kabar(k: PageContext) -> QuerySet[Pemberitahuan]:
    """Of this person in this agency: unread ones first, then the newest."""
    milik = Pemberitahuan.objects.filter(untuk=k.pengguna, instansi=k.instansi)
    return milik.order_by(IsNull(F("dibaca_pada"), True).desc(), "-dibuat_pada", "-pk")
