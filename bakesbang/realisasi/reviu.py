"""What a head sees before deciding: every submitted row of a quarter with what changed, what stands out, and
whose decision it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from bakesbang.calculation.capaian import Average, average
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import display
from bakesbang.kinerja.kelengkapan import SERATUS, peringatan, selisih
from bakesbang.kinerja.lembar import berpersen, gabungan, sebut_realisasi
from bakesbang.kinerja.models import BuktiDukung, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.models import Pengguna, UnitKerja
from bakesbang.organisasi.permissions import PageContext
from bakesbang.organisasi.roles import Peran
from bakesbang.realisasi.cerita_capaian import CERITA
from bakesbang.realisasi.kisi import Baris, Kisi, muat_kisi
from bakesbang.realisasi.laporan import skala_untuk
from bakesbang.realisasi.tampilan import BarisTampil, tampilkan_baris
from bakesbang.realisasi.tindakan_realisasi import LALU
from bakesbang.trail.tags import attribute

PERLU, TANPA, BUKAN, SELESAI = "perlu", "tanpa", "bukan", "selesai"
JUDUL = {
    PERLU: "Perlu dilihat",
    TANPA: "Tanpa peringatan",
    BUKAN: "Bukan keputusan Anda",
    SELESAI: "Sudah disetujui",
}
DIPUTUS = frozenset({StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI})
MEDAN = {"teks": "Realisasi"} | dict(CERITA)


@dataclass(frozen=True)
class Beda:
    """One field of the submission that says something else than the one before."""

    medan: str
    label: str
    semula: str
    menjadi: str


@dataclass(frozen=True)
class BarisReviu:
    """One row as the reviewer sees it; ``kelompok`` is a key of JUDUL."""

    tampil: BarisTampil
    realisasi: Realisasi
    kelompok: str
    peringatan: tuple[str, ...]
    beda: tuple[Beda, ...]
    sebab: str  # why it is not this person's decision
    menunggu: str  # whose it is then
    bersama: str  # which other heads may decide it too
    bukti: tuple[BuktiDukung, ...]
    predikat: str
    tingkat: int

    @property
    def pk(self) -> int:
        return self.tampil.pk

    @property
    def diputus(self) -> bool:
        """Whether this person may decide it now."""
        return self.kelompok != BUKAN

    @property
    def pilihan(self) -> str:
        """The row as it is seen: its indicator and version."""
        return f"{self.pk}.{self.realisasi.versi}"

    @property
    def beda_nilai(self) -> Beda | None:
        return next((b for b in self.beda if b.medan == "teks"), None)

    @property
    def beda_lain(self) -> list[Beda]:
        return [b for b in self.beda if b.medan != "teks"]

    @property
    def hasil(self) -> str:
        return sebut_realisasi(self.tampil.tw)

    @property
    def gabungan(self) -> str:
        return gabungan(self.tampil.tw)

    @property
    def lalu(self) -> str:
        """Last quarter in words, "" when nobody filled it in."""
        lalu = self.tampil.baris.lalu
        return sebut_realisasi(lalu) if lalu is not None and lalu.realisasi is not None else ""

    @property
    def selisih(self) -> str:
        """ "naik 5 poin", "turun 2 kegiatan", "sama"; "" when the two quarters cannot be compared."""
        t = self.tampil.tw
        beda = selisih(t, self.tampil.baris.lalu)
        if beda is None:
            return ""
        if not beda:
            return f"sama dengan {label_of(t.triwulan - 1)}"
        poin = berpersen(t.ketetapan, t.rumus) or t.nilai.satuan == "%"
        satuan = "poin" if poin else t.nilai.satuan or self.tampil.satuan
        return (
            f"{'naik' if beda > 0 else 'turun'} {display(abs(beda), t.ketetapan.desimal)} {satuan}".rstrip()
        )

    @property
    def cerita(self) -> list[tuple[str, str]]:
        """What was written, but for what the warnings already quote."""
        dikutip = {"catatan_tidak_biasa"} if self.tampil.baris.tidak_biasa else set()
        return [
            (judul, isi)
            for word, judul in CERITA
            if word not in dikutip and (isi := getattr(self.realisasi, attribute(Realisasi, word)).strip())
        ]

    @property
    def bukti_baru(self) -> int:
        """Evidence added since the row was last returned."""
        sejak = self.realisasi.dikembalikan_pada
        return sum(sejak is not None and b.diunggah_pada > sejak for b in self.bukti)

    @property
    def berubah(self) -> bool:
        return _diajukan_lagi(self.realisasi)

    @property
    def di_bawah(self) -> bool:
        persen = self.tampil.acuan.raw_percent
        return persen is not None and persen < SERATUS


SARING: dict[str, tuple[str, Callable[[BarisReviu], bool]]] = {
    "semua": ("Diajukan", lambda b: b.kelompok != SELESAI),
    "perlu": ("Perlu dilihat", lambda b: b.kelompok == PERLU),
    "berubah": ("Berubah sejak dikembalikan", lambda b: b.kelompok != SELESAI and b.berubah),
    "bawah": ("Di bawah 100%", lambda b: b.kelompok != SELESAI and b.di_bawah),
    "selesai": ("Sudah disetujui", lambda b: b.kelompok == SELESAI),
}


@dataclass(frozen=True)
class Reviu:
    """All rows of the quarter that this person decides or, joint or his own, watches."""

    kisi: Kisi
    baris: tuple[BarisReviu, ...]
    lingkup: str  # whose rows: the units headed, or the agency
    tanpa_jabatan: bool  # a kabid without a current office only reads

    @property
    def dapat_diputus(self) -> list[BarisReviu]:
        """Nothing after the lock."""
        return [] if self.kisi.terkunci else [b for b in self.baris if b.kelompok in (PERLU, TANPA)]

    @property
    def tanpa_peringatan(self) -> list[BarisReviu]:
        return [b for b in self.dapat_diputus if b.kelompok == TANPA]

    @property
    def perlu_dilihat(self) -> list[BarisReviu]:
        return [b for b in self.dapat_diputus if b.kelompok == PERLU]

    @property
    def jumlah_peringatan(self) -> int:
        return sum(len(b.peringatan) for b in self.perlu_dilihat)

    @property
    def diajukan(self) -> int:
        return sum(b.kelompok != SELESAI for b in self.baris)

    @cached_property
    def rerata(self) -> Average:
        return average([b.tampil.acuan for b in self.baris])

    @property
    def pita_rerata(self) -> tuple[str, int]:
        """The word for the mean and its level, ("", 0) when there is none."""
        return _pita(self.kisi, self.rerata.result.number)

    def saringan(self) -> list[tuple[str, str, int]]:
        return [(kode, judul, sum(map(cocok, self.baris))) for kode, (judul, cocok) in SARING.items()]

    def kelompok(self, saring: str) -> list[tuple[str, list[BarisReviu]]]:
        """Headings with their rows, the rows that pass the filter only."""
        _, cocok = SARING.get(saring, SARING["semua"])
        isi = [b for b in self.baris if cocok(b)]
        return [
            (judul, baris)
            for kode, judul in JUDUL.items()
            if (baris := [b for b in isi if b.kelompok == kode])
        ]

    def pilih(self, pilihan: list[str]) -> list[tuple[BarisReviu, int]]:
        """The rows behind posted choices with the version that was seen; what this person may not decide now
        is left out."""
        dapat = {str(b.pk): b for b in self.dapat_diputus}
        pasangan = (p.partition(".") for p in dict.fromkeys(pilihan))
        return [
            (dapat[pk], int(versi))
            for pk, _, versi in pasangan
            if pk in dapat and versi.isdecimal() and len(versi) < 10
        ]


def muat_reviu(k: PageContext, triwulan: int, kini: datetime) -> Reviu:
    """The rows of the units this person heads (pimpinan: of the agency), in a constant number of queries."""
    hari = timezone.localdate(kini, k.instansi.zone)
    dikepalai = k.pengguna.headed_units(hari) if k.pengguna.peran == Peran.KABID else None
    tanpa_jabatan = dikepalai is not None and not dikepalai
    unit = [k.pengguna.unit_id] if tanpa_jabatan and k.pengguna.unit_id else dikepalai
    kisi = muat_kisi(k, triwulan, hari, unit_ids=unit)
    isi = [(b, b.realisasi) for b in kisi.baris if b.realisasi is not None and b.status in DIPUTUS]
    bukti = _bukti([r.pk for _, r in isi])
    nama = _nama(kisi.wewenang)
    baris = [_baris(kisi, b, r, bukti.get(r.pk, ()), nama, kini) for b, r in isi]
    urut = {kode: n for n, kode in enumerate(JUDUL)}
    lingkup = ", ".join(UnitKerja.objects.filter(pk__in=unit).values_list("nama", flat=True)) if unit else ""
    urutan = tuple(sorted(baris, key=lambda b: urut[b.kelompok]))
    return Reviu(kisi, urutan, lingkup or k.instansi.nama, tanpa_jabatan)


def _bukti(ids: list[int]) -> dict[int, tuple[BuktiDukung, ...]]:
    per_baris: dict[int, tuple[BuktiDukung, ...]] = {}
    for b in BuktiDukung.objects.filter(realisasi__in=ids, dihapus_pada=None):
        per_baris[b.realisasi_id] = (*per_baris.get(b.realisasi_id, ()), b)
    return per_baris


def _nama(wewenang: Wewenang) -> dict[int, str]:
    kepala = frozenset().union(*wewenang.kepala.values()) if wewenang.kepala else frozenset()
    return dict(Pengguna.objects.filter(pk__in=kepala).values_list("pk", "nama"))


TINGKAT = {"merah": 1, "jingga": 2, "kuning": 3, "hijau-muda": 4, "hijau": 5}


def _baris(
    kisi: Kisi,
    b: Baris,
    r: Realisasi,
    bukti: tuple[BuktiDukung, ...],
    nama: Mapping[int, str],
    kini: datetime,
) -> BarisReviu:
    tampil = tampilkan_baris(b, kisi.jadwal, kini)
    beda = tuple(_beda(r))
    hal = peringatan(b.tw, b.lalu, len(bukti))
    if _diajukan_lagi(r) and not beda:
        hal.append("Isian sama dengan pengajuan sebelumnya, padahal pernah dikembalikan.")
    kata, tingkat = _pita(kisi, tampil.acuan.percent)
    return BarisReviu(
        tampil=tampil,
        realisasi=r,
        kelompok=_kelompok(b, bool(hal) or _diajukan_lagi(r)),
        peringatan=tuple(hal),
        beda=beda,
        sebab=_sebab(kisi.wewenang, b),
        menunggu=_menunggu(kisi.wewenang, r, nama),
        bersama=_bersama(kisi.wewenang, b, r, nama),
        bukti=bukti,
        predikat=kata,
        tingkat=tingkat,
    )


def _pita(kisi: Kisi, persen: Decimal | None) -> tuple[str, int]:
    if persen is None:
        return "", 0
    pita = skala_untuk(kisi.kebijakan).find(persen)
    return pita.name, TINGKAT.get(pita.color, 0)


def _diajukan_lagi(r: Realisasi) -> bool:
    """Waiting again after it was returned."""
    return r.status == StatusRealisasi.DIAJUKAN and r.dikembalikan_pada is not None


def _kelompok(b: Baris, menonjol: bool) -> str:
    if not b.boleh_reviu:
        return BUKAN
    if b.status == StatusRealisasi.DISETUJUI:
        return SELESAI
    return PERLU if menonjol else TANPA


def _beda(r: Realisasi) -> list[Beda]:
    """Fields of this submission against the one before; nothing the first time."""
    lalu = (r.pengajuan_lalu or {}).get("sebelum")
    if lalu is None:
        return []
    kini: dict[str, str] = (r.pengajuan_lalu or {})["kini"]
    medan = list(dict.fromkeys([*MEDAN, *lalu, *kini]))
    return [
        Beda(m, _label(r, m), lalu.get(m, ""), kini.get(m, ""))
        for m in medan
        if lalu.get(m, "") != kini.get(m, "")
    ]


def _label(r: Realisasi, medan: str) -> str:
    if not medan.startswith("var:"):
        return MEDAN.get(medan, medan)
    kode = medan.removeprefix("var:").removesuffix(LALU)
    label = r.ketetapan.label_variabel().get(kode, kode)
    return f"{label} tahun lalu" if medan.endswith(LALU) else label


# ── whose decision ──
def _sebab(w: Wewenang, b: Baris) -> str:
    if b.boleh_reviu:
        return ""
    if b.berwenang_reviu:
        return "Anda ikut mengisi. Isian sendiri tidak dapat disetujui sendiri."
    if w.pengguna.peran == Peran.PIMPINAN:
        return "Indikator ini diputuskan Kepala Bidang."
    if not w.unit_dikepalai:
        return "Anda belum tercatat menjabat kepala unit."
    return "Indikator sasaran strategis diputuskan pimpinan."


def _menunggu(w: Wewenang, r: Realisasi, nama: Mapping[int, str]) -> str:
    orang = sorted(nama[pk] for pk in w.pemutus(r) if pk in nama)
    return " atau ".join(orang) or "pimpinan"


def _bersama(w: Wewenang, b: Baris, r: Realisasi, nama: Mapping[int, str]) -> str:
    """The other heads of a joint indicator: one approval is enough, and all of them see it."""
    lain = sorted(nama[pk] for pk in w.pemutus(r) - {w.pengguna.pk} if pk in nama)
    return " atau ".join(lain) if b.boleh_reviu and w.pengguna.peran == Peran.KABID else ""
