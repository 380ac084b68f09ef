"""What must I do now, by when: the duties of one person, most urgent first, each with one verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bakesbang.beranda.pengingat import Orang
from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.lembar import sebut_realisasi
from bakesbang.kinerja.models import JadwalTriwulan, KetetapanIndikator
from bakesbang.kinerja.pilihan import StatusKetetapan, StatusRealisasi
from bakesbang.organisasi.permissions import COMPOSE, ISI, MANAGE, REVIEW, TETAPKAN, PageContext
from bakesbang.organisasi.roles import Peran
from bakesbang.realisasi.papan import ButirPapan, Papan
from bakesbang.ui.templatetags.kinerja import tanggal
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi

S = StatusRealisasi
TERLIHAT = 8  # rows of one person's list; the grid shows them all


@dataclass(frozen=True)
class Tugas:
    """One duty: a badge, what and why, one verb; ``kutip`` is the note it came back with, ``rincian`` names with
    addresses when it is about several things."""

    lencana: str
    kata: str
    judul: str
    ket: str
    alamat: str
    kata_kerja: str
    kutip: str = ""
    siapa: str = ""
    rincian: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KartuDokumen:
    """One document of the year: the version in force (else the newest), how many indicators that holds, and the
    draf that waits to be laid down."""

    nama: str
    versi: VersiRencanaAksi | VersiIku | None
    jumlah: int
    alamat: str
    tetapkan: str
    draf: VersiRencanaAksi | VersiIku | None = None


@dataclass
class DaftarTugas:
    """The duties, how many more there are, and where those are found."""

    tugas: list[Tugas] = field(default_factory=list)
    lagi: int = 0
    alamat_lagi: str = ""

    @property
    def jumlah(self) -> int:
        return len(self.tugas) + self.lagi


def bertugas(k: PageContext) -> bool:
    """False for who only reads."""
    return any(k.may(izin) for izin in (ISI, REVIEW, COMPOSE, TETAPKAN, MANAGE))


def daftar_tugas(k: PageContext, papan: Papan, dokumen: Sequence[KartuDokumen], orang: Orang) -> DaftarTugas:
    daftar = DaftarTugas()
    if k.may(REVIEW):
        daftar.tugas += [t for n in papan.berjalan for t in _reviu(k, papan, n)]
    if k.may(ISI) and k.pengguna.peran == Peran.STAF:
        _isi(daftar, k, papan)
    if k.may(ISI) and k.pengguna.peran == Peran.KABID:
        daftar.tugas += [
            t for n in papan.berjalan for t in _unit(k, papan, n, orang, papan.wewenang.unit_dikepalai)
        ]
    if k.may(COMPOSE):
        daftar.tugas += _penyusun(k, papan, orang)
    if k.may(TETAPKAN):
        daftar.tugas += _draf(k, dokumen)
    if k.may(COMPOSE):
        daftar.tugas += [*_tanpa_agregasi(k), *_tanpa_pengisi(k, papan)]
    if k.may(MANAGE):
        daftar.tugas += _tanpa_kepala(k, papan)
    return daftar


# ── staff: row by row ──
def _isi(daftar: DaftarTugas, k: PageContext, papan: Papan) -> None:
    """Returned first, then what is doubtful, incomplete, empty; an earlier quarter before a later one."""
    baris: list[tuple[int, int, Tugas]] = []
    for n in papan.berjalan:
        milikku = papan.milikku(n)
        grid = k.url("realisasi:isi", triwulan=n)
        tutup = papan.hari > papan.jadwal[n].tutup
        perlu = [(pangkat, b) for b in milikku if (pangkat := _pangkat(b)) is not None]
        # After the closing day only what was returned can still be typed.
        bisa = [(p, b) for p, b in perlu if not tutup or p == 0]
        baris += [(p, n, _satu(b, p, papan, grid)) for p, b in bisa]
        if len(bisa) < len(perlu):
            baris.append((4, n, _tertutup(papan, n, len(perlu) - len(bisa), grid)))
        if siap := [b for b in milikku if b.status == S.DRAF and not b.kekurangan]:
            judul = f"{len(siap)} indikator {label_of(n)} siap diajukan"
            baris.append(
                (
                    1,
                    n,
                    Tugas("lengkap", "Siap", judul, batas(papan, n), f"{grid}#kurang", "Periksa dan ajukan"),
                )
            )
    baris.sort(key=lambda b: (b[0] != 0, b[1], b[0]))
    daftar.tugas += [t for *_, t in baris[:TERLIHAT]]
    daftar.lagi += max(0, len(baris) - TERLIHAT)
    if baris:
        daftar.alamat_lagi = k.url("realisasi:isi", triwulan=baris[0][1])


def _pangkat(b: ButirPapan) -> int | None:
    """0 returned, 1 doubtful, 2 incomplete, 3 empty; None when there is nothing to do."""
    if b.status == S.DIKEMBALIKAN:
        return 0
    if b.status == S.BELUM_DIISI:
        return 3 if b.wajib else None
    if b.status != S.DRAF or not b.kekurangan:
        return None
    return 1 if any(h.pesan.startswith("jawab arti") for h in b.kekurangan) else 2


RUPA = (
    ("dikembalikan", "Dikembalikan", "Perbaiki"), ("perlu_jawaban", "Perlu jawaban", "Jawab"),
    ("kurang_penjelasan", "Belum lengkap", "Lengkapi"), ("belum_diisi", "Belum diisi", "Isi"),
)  # fmt: skip


def _satu(b: ButirPapan, pangkat: int, papan: Papan, grid: str) -> Tugas:
    lencana, kata, verba = RUPA[pangkat]
    telat = (papan.hari - papan.jadwal[b.triwulan].batas).days
    if telat > 0 and pangkat == 3:
        lencana, kata = "terlambat", f"Terlambat {telat} hari"
    r = b.realisasi
    bagian = [_target(b)]
    if r is not None and pangkat < 3:
        bagian += [f"isian {isian}"] if (isian := sebut_realisasi(b.ukuran)) else []
        bagian += [h.pesan for h in b.kekurangan] if pangkat in {1, 2} else []
    catatan = r.catatan if r is not None and (pangkat == 0 or r.status == S.DRAF) else ""
    return Tugas(
        lencana, kata, b.ketetapan.uraian, " · ".join(bagian), f"{grid}#b{b.indikator.pk}", verba, kutip=catatan,
        siapa=_pengembali(b, papan) if catatan else "",
    )  # fmt: skip


def _target(b: ButirPapan) -> str:
    if b.target is not None:
        return f"Target {label_of(b.triwulan)} {b.target.teks or 'kosong'}"
    tahunan = b.ketetapan.target_tahun()
    return f"{label_of(b.triwulan)}, target tahun {tahunan.teks if tahunan and tahunan.teks else 'belum ditetapkan'}"


def _pengembali(b: ButirPapan, papan: Papan) -> str:
    r = b.realisasi
    if r is None or r.dikembalikan_pada is None:
        return ""
    saat = r.dikembalikan_pada.astimezone(papan.instansi.zone)
    return f"{r.dikembalikan_oleh}, {tanggal(saat.date(), 'tanpa-tahun')} pukul {saat:%H.%M}"


def _tertutup(papan: Papan, n: int, banyak: int, grid: str) -> Tugas:
    ket = f"Ditutup {tanggal(papan.jadwal[n].tutup, 'tanpa-hari')}. Hubungi penyusun bila masih harus diisi."
    return Tugas(
        "peringatan",
        "Ditutup",
        f"{banyak} indikator {label_of(n)} tidak sempat dikirim",
        ket,
        grid,
        "Lihat isian",
    )


# ── heads and leader ──
def _reviu(k: PageContext, papan: Papan, n: int) -> list[Tugas]:
    menunggu = papan.menunggu_reviu(n)
    if not menunggu:
        return []
    sejak = min(
        (b.realisasi.diajukan_pada for b in menunggu if b.realisasi and b.realisasi.diajukan_pada),
        default=None,
    )
    lama = (
        f"Paling lama menunggu sejak {tanggal(sejak.astimezone(papan.instansi.zone).date(), 'tanpa-tahun')}. "
        if sejak
        else ""
    )
    judul = f"{len(menunggu)} indikator {label_of(n)} menunggu reviu Anda"
    return [
        Tugas("diajukan", "Menunggu reviu", judul, lama + batas(papan, n), k.url("realisasi:reviu", triwulan=n), "Mulai reviu")
    ]  # fmt: skip


def _unit(k: PageContext, papan: Papan, n: int, orang: Orang, unit_ids: Iterable[int]) -> list[Tugas]:
    """Units that have not sent everything: late ones first."""
    telat, belum = [], []
    for baris in papan.baris_unit:
        sel = baris.sel[n - 1]
        if baris.unit is None or baris.unit.pk not in unit_ids or not sel.kurang:
            continue
        nama = ", ".join(p.nama for p in orang.penanggung(baris.unit.pk))
        kembali = sum(b.status == S.DIKEMBALIKAN for b in sel.wajib)
        rinci = [f"{kembali} dikembalikan"] if kembali else []
        ket = ". ".join(
            [*rinci, f"Ditunggu: {nama}" if nama else "Belum ada staf di unit ini", batas(papan, n)]
        )
        judul = f"{baris.unit.sebutan}: {sel.kurang} dari {sel.jumlah} indikator {label_of(n)} belum dikirim"
        tujuan = k.url("realisasi:isi", query={"unit": baris.unit.kode}, triwulan=n)
        if sel.terlambat_hari:
            telat.append(
                Tugas("terlambat", f"Terlambat {sel.terlambat_hari} hari", judul, ket, tujuan, "Lihat isian")
            )
        else:
            belum.append(Tugas("belum_diisi", "Belum dikirim", judul, ket, tujuan, "Lihat isian"))
    return [*telat, *belum]


# ── planner ──
def _penyusun(k: PageContext, papan: Papan, orang: Orang) -> list[Tugas]:
    jadwal = k.url("realisasi:jadwal")
    if not papan.jadwal and papan.butir:
        ket = "Tanpa jadwal tidak ada triwulan yang dapat diisi."
        return [
            Tugas(
                "belum_dibuka",
                "Belum dijadwalkan",
                f"Jadwal {k.tahun} belum diatur",
                ket,
                jadwal,
                "Atur jadwal",
            )
        ]
    tugas = []
    for n in papan.berjalan:
        sel = papan.sel(n)
        if sel.lengkap and (sel.jumlah or papan.hari > papan.jadwal[n].tutup):
            ket = f"Semua {sel.jumlah} indikator wajib sudah disetujui."
            tugas.append(
                Tugas(
                    "lengkap",
                    "Siap dikunci",
                    f"{label_of(n)} siap dikunci",
                    ket,
                    k.url("realisasi:kunci", triwulan=n),
                    f"Kunci {label_of(n)}",
                )
            )
            continue
        if papan.hari > papan.jadwal[n].tutup:
            sisa = sel.jumlah - sel.disetujui
            judul = f"{label_of(n)} ditutup, {sisa} indikator wajib belum disetujui"
            tugas.append(
                Tugas(
                    "peringatan",
                    "Belum dikunci",
                    judul,
                    f"Ditutup {tanggal(papan.jadwal[n].tutup, 'tanpa-hari')}.",
                    jadwal,
                    "Buka jadwal",
                )
            )
        tugas += [
            t for t in _unit(k, papan, n, orang, {u.pk for u in papan.unit}) if t.lencana == "terlambat"
        ]
    return tugas


def _draf(k: PageContext, dokumen: Sequence[KartuDokumen]) -> list[Tugas]:
    return [
        Tugas("draf", "Draf", f"{f'{d.draf.sebutan} ' if d.draf.nomor else ''}{d.nama} {k.tahun} masih draf", f"{f'{d.jumlah} indikator. ' if d.draf == d.versi else ''}Beri nomor dan tanggal.", d.tetapkan, "Tetapkan")
        for d in dokumen
        if d.draf is not None
    ]  # fmt: skip


def _tanpa_agregasi(k: PageContext) -> list[Tugas]:
    """Indicators whose quarters nobody said how to put together: their year is not judged."""
    baris = (
        KetetapanIndikator.objects.filter(indikator__instansi=k.instansi, indikator__tahun=k.tahun, agregasi="", rumus="")
        .exclude(status=StatusKetetapan.DIGANTIKAN).order_by("indikator", "nomor").values_list("indikator_id", "uraian")
    )  # fmt: skip
    ketetapan = dict(baris)
    if not ketetapan:
        return []
    judul = f"{len(ketetapan)} indikator belum dipilih cara menggabung triwulannya"
    return [
        _beberapa(k, "perlu_jawaban", "Perlu jawaban", judul, "Capaian tahunnya tidak dinilai.", ketetapan)
    ]


def _tanpa_pengisi(k: PageContext, papan: Papan) -> list[Tugas]:
    tanpa = {b.indikator.pk: b.ketetapan.uraian for b in papan.butir if b.unit_utama is None}
    if not tanpa:
        return []
    judul = f"{len(tanpa)} indikator belum mempunyai unit pengisi utama"
    return [
        _beberapa(
            k,
            "peringatan",
            "Tanpa pengisi",
            judul,
            "Tidak ada yang diingatkan dan tidak dihitung di unit mana pun.",
            tanpa,
        )
    ]


def _beberapa(k: PageContext, lencana: str, kata: str, judul: str, ket: str, isi: dict[int, str]) -> Tugas:
    rincian = tuple((uraian, k.url("indikator:satu", pk=pk)) for pk, uraian in isi.items())
    sisa = len(rincian) - TERLIHAT
    ket = f"{ket} {sisa} indikator lain tidak ditampilkan." if sisa > 0 else ket
    return Tugas(lencana, kata, judul, ket, rincian[0][1], "Lihat indikator", rincian=rincian[:TERLIHAT])


# ── admin ──
def _tanpa_kepala(k: PageContext, papan: Papan) -> list[Tugas]:
    """Units that answer for indicators but have no head with an account: their rows all wait for pimpinan."""
    tanpa = [
        b.unit.sebutan
        for b in papan.baris_unit
        if b.unit is not None and not papan.wewenang.kepala.get(b.unit.pk)
    ]
    if not tanpa:
        return []
    judul = f"{len(tanpa)} unit belum mempunyai kepala dengan akun"
    ket = f"{', '.join(tanpa)}. Semua isiannya menunggu pimpinan."
    return [Tugas("peringatan", "Tanpa kepala", judul, ket, k.url("organisasi:jabatan"), "Buka jabatan")]


# ── by when ──
def batas(papan: Papan, n: int) -> str:
    """ "Batas pengajuan Jumat, 12 Juli, 3 hari lagi"."""
    return kalimat_batas(papan.jadwal[n], papan.hari)


def kalimat_batas(jadwal: JadwalTriwulan, hari: date) -> str:
    sisa = (jadwal.batas - hari).days
    pada = tanggal(jadwal.batas, "tanpa-tahun")
    if sisa > 0:
        return f"Batas pengajuan {pada}, {sisa} hari lagi"
    return f"Batas pengajuan hari ini, {pada}" if sisa == 0 else f"Batas pengajuan {pada} lewat {-sisa} hari"
