"""What the entry grid shows: one object per row and per field, with every state said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from bakesbang.calculation.capaian import Capaian
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, ValueState, display, display_percent
from bakesbang.kinerja.kelengkapan import strip_terisi
from bakesbang.kinerja.lembar import KATA_ALASAN, berpersen, tulis_hasil
from bakesbang.kinerja.models import JadwalTriwulan
from bakesbang.kinerja.pengukuran import Masukan, UkuranTriwulan
from bakesbang.kinerja.pilihan import AgregasiVariabel, Frekuensi, JenisTarget, Jenjang, StatusRealisasi
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.realisasi.kisi import IKU_SAJA, Baris, Kisi
from bakesbang.realisasi.tindakan_realisasi import LALU
from bakesbang.versions.field_saving import Bentrok


@dataclass(frozen=True)
class Keterangan:
    """The one line of state below a field: a tone for the colour, an icon, and words that say it without both."""

    nada: str  # "", ok, warn, bad
    ikon: str
    teks: str


@dataclass(frozen=True)
class Isian:
    """One input of the grid."""

    medan: str
    label: str
    teks: str
    satuan: str
    ket: Keterangan
    kelas: str = ""  # modifier of .sel: galat, tanya, bentrok, kunci, hitung
    terkunci: bool = False
    pilihan: tuple[tuple[str, str], ...] = ()  # answers to an ambiguous number
    gema: str = ""
    bentrok: Bentrok | None = None
    ketikan: str = ""  # what this person typed while it conflicts

    @property
    def id(self) -> str:
        return self.medan.replace(":", "-").replace("; ", "-").replace(" ", "-")


@dataclass(frozen=True)
class BarisTampil:
    """One row of the grid as drawn."""

    baris: Baris
    terkunci: str  # why nothing can be typed; "" when it can
    utama: Isian | None  # the typed value; None when it is computed
    masukan: tuple[Isian, ...] = ()
    hasil: str = ""  # the computed value as text
    kerja: str = ""

    @property
    def pk(self) -> int:
        return self.baris.indikator.pk

    @property
    def tw(self) -> UkuranTriwulan:
        return self.baris.tw

    @property
    def uraian(self) -> str:
        return self.tw.ketetapan.uraian

    @property
    def tahapan(self) -> bool:
        return self.tw.target is not None and self.tw.target.jenis == JenisTarget.TAHAPAN

    @property
    def target_tahun(self) -> Nilai | None:
        tahunan = self.tw.ketetapan.target_tahun()
        return tahunan.nilai if tahunan is not None else None

    @property
    def capaian(self) -> str:
        c = self.acuan
        return display_percent(c.percent) if c.percent is not None else ""

    @property
    def acuan(self) -> Capaian:
        """Annual-only indicators are judged against the year (design: data)."""
        return self.tw.capaian if self.tw.target is not None else self.tw.capaian_tahun

    @property
    def tanpa_capaian(self) -> str:
        """The phrase in place of a percentage."""
        if not self.tw.nilai.filled and not self.masukan:
            return "Menunggu isian"
        alasan = self.acuan.reason
        return "" if alasan is None else f"{KATA_ALASAN[alasan.code]}: {alasan.message.split(': ', 1)[-1]}"

    @property
    def satuan(self) -> str:
        return satuan_isian(self.tw)

    @property
    def lalu_teks(self) -> str:
        lalu = self.baris.lalu
        if lalu is None or not lalu.nilai.filled:
            return ""
        if lalu.rumus is not None:
            return tulis_hasil(lalu.hasil, lalu.ketetapan, persen=berpersen(lalu.ketetapan, lalu.rumus))
        return display(lalu.nilai, lalu.ketetapan.desimal)

    @property
    def lalu_capaian(self) -> str:
        lalu = self.baris.lalu
        return "" if lalu is None or lalu.capaian.percent is None else display_percent(lalu.capaian.percent)

    @property
    def dikembalikan(self) -> bool:
        r = self.baris.realisasi
        """Returned, or being corrected after a return: the note stays in sight until it is sent again."""
        return (
            r is not None
            and bool(r.catatan)
            and r.status in {StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DRAF}
        )


@dataclass(frozen=True)
class KelompokTampil:
    """Rows under one path, with the headings that differ from the group above."""

    judul: tuple[tuple[int, str, str], ...]  # depth, kind of sasaran, text
    baris: tuple[BarisTampil, ...] = field(default_factory=tuple)


def susun_tampilan(kisi: Kisi, kini: datetime) -> list[KelompokTampil]:
    return [
        KelompokTampil(
            tuple(_judul(kelompok.jalur, n) for n in range(kelompok.baru, len(kelompok.jalur))),
            tuple(tampilkan_baris(b, kisi.jadwal, kini) for b in kelompok.baris),
        )
        for kelompok in kisi.kelompok
    ]


def _judul(jalur: tuple[str, ...], nomor: int) -> tuple[int, str, str]:
    """The kind of sasaran beside its text; the heading of rows that only the IKU names has none."""
    if jalur[0] != IKU_SAJA:
        return nomor + 1, str(Jenjang(nomor + 1).label), jalur[nomor]
    return nomor + 1, str(Jenjang.STRATEGIS.label) if nomor else "", jalur[nomor]


def tampilkan_baris(
    b: Baris, jadwal: JadwalTriwulan | None, kini: datetime, bentrok: Iterable[Bentrok] = ()
) -> BarisTampil:
    terkunci = sebab_terkunci(b, jadwal, kini)
    per_medan = {x.medan: x for x in bentrok}
    if b.tw.rumus is None:
        return BarisTampil(b, terkunci, _isian_nilai(b, terkunci, per_medan.get("teks")))
    masukan = tuple(
        _isian_masukan(b, m, terkunci, per_medan.get(f"var:{m.kunci}"))
        for m in b.tw.masukan
        if not _dari_lain(m)
    )
    persen = berpersen(b.tw.ketetapan, b.tw.rumus)
    return BarisTampil(
        b, terkunci, None, masukan, tulis_hasil(b.tw.hasil, b.tw.ketetapan, persen=persen), b.tw.hasil.working
    )


def _dari_lain(m: Masukan) -> bool:
    return bool(m.asal) and not m.kunci.last_year


def sebab_terkunci(b: Baris, jadwal: JadwalTriwulan | None, kini: datetime) -> str:
    """Why the row takes no typing now, in words; the actions check it again."""
    if jadwal is None:
        return "Belum dijadwalkan"
    if jadwal.terkunci:
        return f"Dikunci {tanggal_panjang(timezone.localdate(jadwal.dikunci_pada, jadwal.instansi.zone))}"
    if not b.boleh_isi:
        utama = b.unit_utama
        return f"Diisi oleh {utama.unit.sebutan}" if utama else "Diisi oleh unit lain"
    if b.status == StatusRealisasi.DIAJUKAN:
        return "Diajukan, menunggu reviu"
    if b.status == StatusRealisasi.DISETUJUI:
        return "Disetujui"
    hari = timezone.localdate(kini, jadwal.instansi.zone)
    if jadwal.terbuka(hari) or (b.realisasi is not None and b.realisasi.dikembalikan_pada is not None):
        return ""
    return (
        f"Dibuka {tanggal_panjang(jadwal.buka)}"
        if hari < jadwal.buka
        else f"Ditutup {tanggal_panjang(jadwal.tutup)}"
    )


def satuan_isian(t: UkuranTriwulan) -> str:
    """The unit of this quarter: its target's own, else the indicator's."""
    return (t.target.satuan if t.target is not None else "") or t.ketetapan.satuan


def _isian_nilai(b: Baris, terkunci: str, bentrok: Bentrok | None) -> Isian:
    r = b.realisasi
    nilai = r.nilai if r is not None else None
    teks = r.teks if r is not None else ""
    label = f"Realisasi {label_of(b.triwulan)}, {b.tw.ketetapan.uraian}"
    if bentrok is not None:
        return Isian("teks", label, teks, satuan_isian(b.tw), BENTROK, "bentrok", bentrok=bentrok)
    if terkunci:
        ket = Keterangan("", "lock", terkunci)
        return Isian("teks", label, teks, satuan_isian(b.tw), ket, "kunci", terkunci=True)
    if nilai is not None and nilai.doubt:
        return Isian(
            "teks", label, teks, satuan_isian(b.tw), TANYA, "tanya", pilihan=_pilihan(nilai), gema=nilai.echo
        )
    return Isian("teks", label, teks, satuan_isian(b.tw), keterangan_nilai(b))


BENTROK = Keterangan("warn", "arrows-exchange", "Bentrok, isian Anda belum disimpan")
TANYA = Keterangan("warn", "help-circle", "Perlu jawaban")


def _pilihan(nilai: Nilai) -> tuple[tuple[str, str], ...]:
    return tuple((t.value, label) for t, label in nilai.choices)


def keterangan_nilai(b: Baris) -> Keterangan:
    """The state of a field that can be typed."""
    t, r = b.tw, b.realisasi
    if r is not None and r.teks.strip():
        if hal := b.tidak_biasa:
            return Keterangan(
                "warn",
                "alert-triangle",
                f"Tersimpan. {hal[0]} Cek lagi, atau tulis satu kalimat alasan di rincian.",
            )
        if strip_terisi(t):
            return Keterangan(
                "warn",
                "alert-triangle",
                "Tersimpan, padahal triwulan ini tidak direncanakan. Tulis uraiannya di rincian.",
            )
        return Keterangan("ok", "check", f"Tersimpan{_pukul(r.diisi_pada, r.indikator.instansi.zone)}")
    if t.target is not None and t.target.keadaan == ValueState.STRIP:
        return Keterangan("", "minus", "Tidak direncanakan. Boleh kosong; bila diisi, tulis alasannya.")
    if t.target is not None and t.target.keadaan == ValueState.BLANK:
        return Keterangan("", "info-circle", "Target belum disebut, jadi tidak dinilai.")
    if t.target is None and t.ketetapan.frekuensi == Frekuensi.TAHUNAN and b.triwulan < 4:
        return Keterangan("", "circle-dashed", "Dinilai setahun sekali. Boleh diisi lebih awal.")
    return Keterangan("", "circle-dashed", "Belum diisi")


def _pukul(waktu: datetime | None, zona: object) -> str:
    return f" pukul {timezone.localtime(waktu, zona):%H.%M}" if waktu is not None else ""  # type: ignore[arg-type]


def _isian_masukan(b: Baris, m: Masukan, terkunci: str, bentrok: Bentrok | None) -> Isian:
    medan = f"var:{m.kunci.code}{LALU if m.kunci.last_year else ''}"
    teks = m.ditulis.text
    label = m.label
    if bentrok is not None:
        return Isian(medan, label, teks, m.satuan, BENTROK, "bentrok", bentrok=bentrok)
    if terkunci:
        return Isian(medan, label, teks, m.satuan, Keterangan("", "lock", terkunci), "kunci", terkunci=True)
    if m.ditulis.doubt:
        return Isian(
            medan, label, teks, m.satuan, TANYA, "tanya", pilihan=_pilihan(m.ditulis), gema=m.ditulis.echo
        )
    return Isian(medan, label, teks, m.satuan, _keterangan_masukan(b, m))


def _keterangan_masukan(b: Baris, m: Masukan) -> Keterangan:
    if m.ditulis.filled:
        r = b.realisasi
        pukul = _pukul(r.diisi_pada, r.indikator.instansi.zone) if r is not None else ""
        if m.hasil.number is not None and m.agregasi == AgregasiVariabel.JUMLAH and b.triwulan > 1:
            return Keterangan("ok", "check", f"Tersimpan{pukul}; sejak TW I {display(m.hasil.number)}")
        return Keterangan("ok", "check", f"Tersimpan{pukul}")
    if m.kunci.last_year and m.hasil.number is not None:
        return Keterangan("", "history", f"{m.asal}: {display(m.hasil.number)}")
    return Keterangan("", "circle-dashed", "Belum diisi")
