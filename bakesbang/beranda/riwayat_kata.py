"""The words of the trace: field names as the forms say them, choices by their label, "-" and blank apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import display
from bakesbang.kinerja.pilihan import StatusKetetapan, StatusRealisasi, StatusVersi
from bakesbang.paper.dates import tanggal_panjang
from bakesbang.trail.models import Catatan

if TYPE_CHECKING:
    from bakesbang.beranda.riwayat_nama import Nama

VERSI = ("status", "nomor_surat", "tanggal", "mulai_triwulan", "alasan", "ttd_tempat", "ttd_jabatan", "ttd_nama", "ttd_pangkat", "ttd_nip")  # fmt: skip
# What a person is shown of each table, in this order.
MEDAN: dict[str, tuple[str, ...]] = {
    "ketetapan": (
        "uraian", "definisi_operasional", "satuan", "desimal", "polaritas", "aturan_minimal", "nilai_terburuk", "agregasi",
        "frekuensi", "boleh_negatif", "sumber_data", "rumus", "kebijakan_nihil", "penanggung_jawab", "status", "mulai_triwulan", "alasan",
    ),
    "variabel": ("label", "satuan", "sumber_data", "agregasi", "hasil_dari", "urutan"),
    "tahunan": ("teks", "tafsir"),
    "triwulan": ("teks", "tafsir", "jenis", "penjelasan"),
    "realisasi": (
        "teks", "tafsir", "uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut", "catatan_tidak_biasa", "status", "catatan",
        "terlambat", "ketetapan",
    ),
    "nilai": ("teks", "tafsir"),
    "ra": ("nama_cetak", "diarsipkan_pada"),
    "versi_ra": VERSI,
    "sasaran": ("uraian", "jenjang", "induk", "kode_nomenklatur", "tahun_nomenklatur", "catatan", "urutan"),
    "di_sasaran": ("sasaran", "penanggung_jawab_cetak", "ketetapan", "urutan"),
    "daftar_iku": ("nama_cetak", "diarsipkan_pada"),
    "versi_iku": (*VERSI, "visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi"),
    "di_iku": ("sasaran", "alasan", "penanggung_jawab_cetak", "ketetapan", "urutan"),
}  # fmt: skip
# What the machine keeps for itself: keys, clocks and people that the row of the trace names anyway, numbers read
# from the text that is shown, and frozen copies.
TAK_DITAMPILKAN = frozenset({
    "id", "kunci", "versi", "nomor", "dokumen_asal", "usulan", "keadaan", "angka", "angka_atas", "pembanding", "predikat", "indikator",
    "triwulan", "kode", "tahun_lalu", "realisasi", "beku", "sidik", "pengajuan_lalu", "rencana", "daftar", "instansi", "tahun",
    "diisi_oleh", "diisi_pada", "diajukan_oleh", "diajukan_pada", "disetujui_oleh", "disetujui_pada", "dikembalikan_oleh",
    "dikembalikan_pada", "ditetapkan_oleh", "ditetapkan_pada",
})  # fmt: skip
SATUAN_DARI_TEKS = frozenset({"tahunan", "triwulan", "realisasi", "nilai"})
# Said by the name of the thing, or the way every row begins: not worth a line when it is new.
TAK_PERLU_SAAT_BARU = {"uraian", "status", "urutan", "ketetapan", "mulai_triwulan", "induk"}
STATUS = {s.value: str(s.label) for kelas in (StatusKetetapan, StatusVersi, StatusRealisasi) for s in kelas}
KERJA_STATUS: dict[str, str] = {
    StatusRealisasi.DIAJUKAN: "mengajukan", StatusRealisasi.DISETUJUI: "menyetujui", StatusRealisasi.DIKEMBALIKAN: "mengembalikan",
    StatusVersi.DITETAPKAN: "menetapkan", StatusKetetapan.BERLAKU: "memberlakukan",
}  # fmt: skip
ANAK = {"variabel", "tahunan", "triwulan"}
TAFSIR = {
    "ribuan": "titik dibaca sebagai ribuan",
    "desimal": "titik dibaca sebagai desimal",
    "benar": "dibenarkan",
}


@dataclass(frozen=True)
class Beda:
    """One field: its name, what it was, what it is. ``lama`` None: nothing is known of what stood before."""

    bagian: str
    lama: str | None
    baru: str

    @property
    def tanda(self) -> tuple[str, str, str]:
        return self.bagian.casefold(), (self.lama or "").casefold(), self.baru.casefold()


def beda(kode: str, r: Any, lalu: Any, nama: Nama) -> list[Beda]:
    """The visible fields in which a history row differs from the one before it."""
    if r.history_type == "-":
        return [
            Beda(_bagian(kode, m, r, nama), isi, "")
            for m in MEDAN[kode][:1]
            if (isi := _isi(kode, m, r, nama))
        ]
    if r.history_type == "+":
        isian = ((m, _isi(kode, m, r, nama)) for m in MEDAN[kode] if not _bawaan(kode, m, r))
        return [Beda(_bagian(kode, m, r, nama), "", isi) for m, isi in isian if isi]
    hasil = []
    for medan in MEDAN[kode]:
        baru = _isi(kode, medan, r, nama)
        lama = _isi(kode, medan, lalu, nama) if lalu is not None else None
        if baru != (lama or ""):
            hasil.append(Beda(_bagian(kode, medan, r, nama), lama, baru))
    return hasil


def _bawaan(kode: str, medan: str, r: Any) -> bool:
    """Not worth saying of a new row: its name, or what every new row has."""
    if medan in TAK_PERLU_SAAT_BARU and (kode, medan) != ("variabel", "label"):
        return True
    kolom = next((f for f in r._meta.fields if f.name == medan), None)
    return kolom is not None and kolom.has_default() and getattr(r, medan) == kolom.get_default()


def _isi(kode: str, medan: str, r: Any, nama: Nama) -> str:
    if medan == "penanggung_jawab":
        return "; ".join(nama.penanggung_jawab.get(r.history_id, []))
    if medan in {"ketetapan", "induk", "hasil_dari"} or (kode, medan) == ("di_sasaran", "sasaran"):
        return nama.tujuan(kode, medan, getattr(r, f"{medan}_id"))
    nilai = getattr(r, medan)
    if medan == "rumus":
        return nama.rumus(r.id, nilai)
    if medan == "tafsir":
        return TAFSIR.get(nilai, nilai)
    tampil = getattr(r, f"get_{medan}_display", None)
    return str(tampil() or "") if tampil else kata(nilai)


def _bagian(kode: str, medan: str, r: Any, nama: Nama) -> str:
    """The field's name with what it belongs to: "Target TW II", "Jml konflik selesai TW I"."""
    sebutan = _nama_medan(r, medan)
    if kode == "tahunan":
        return "Target tahunan" if medan == "teks" else f"Target tahunan, {sebutan}"
    if kode == "triwulan":
        tw = label_of(r.triwulan)
        return {"teks": f"Target {tw}", "penjelasan": f"Penjelasan {tw}", "jenis": f"Jenis target {tw}"}.get(
            medan, f"Target {tw}, {sebutan}"
        )
    if kode == "realisasi":
        return (
            f"Realisasi {label_of(r.triwulan)}"
            if medan == "teks"
            else f"{_besar(sebutan)} {label_of(r.triwulan)}"
        )
    if kode == "nilai":
        dasar = nama.masukan(r)
        return dasar if medan == "teks" else f"{dasar}, {sebutan}"
    if kode == "variabel":
        return "Data formula" if medan == "label" else f"Data “{r.label}”, {sebutan}"
    return _besar(sebutan)


KHUSUS = {"teks": "nilai", "tafsir": "arti angka", "hasil_dari": "hasil dari indikator", "ketetapan": "ketetapan", "induk": "sasaran atasnya", "penanggung_jawab": "penanggung jawab"}  # fmt: skip


def _nama_medan(r: Any, medan: str) -> str:
    if medan in KHUSUS:
        return KHUSUS[medan]
    return str(r._meta.get_field(medan).verbose_name)


def kata_kerja(kode: str, r: Any, lalu: Any) -> str:
    """One verb for a history row."""
    if kode == "nilai":
        return "mengisi"
    if r.history_type == "+":
        return "mengubah" if kode in ANAK else "menambah"
    if r.history_type == "-":
        return "mengubah" if kode in ANAK else "menghapus"
    dari = getattr(lalu, "status", "")
    ke = getattr(r, "status", "")
    if ke != dari and ke in KERJA_STATUS:
        return KERJA_STATUS[ke]
    if kode == "realisasi":
        return (
            "menarik kembali"
            if dari == StatusRealisasi.DIAJUKAN and ke == StatusRealisasi.DRAF
            else "mengisi"
        )
    return "mengubah"


# ── the log ──
def kata_catatan(c: Catatan) -> str:
    return c.tindakan


def perbedaan_catatan(c: Catatan, nama: Nama) -> list[Beda]:
    """Old and new of the log, key by key; what stands on both sides unchanged is left out."""
    hasil = []
    for kunci in dict.fromkeys([*c.lama, *c.baru]):
        lama, baru = (kata_json(kunci, sisi.get(kunci), nama) for sisi in (c.lama, c.baru))
        if lama != baru:
            hasil.append(Beda(_besar(kunci.replace("_", " ")), lama, baru))
    return hasil


def kata_json(kunci: str, nilai: Any, nama: Nama) -> str:
    """A stored value as a person reads it."""
    if isinstance(nilai, dict):
        return "; ".join(f"{k}: {isi}" for k, v in nilai.items() if (isi := kata_json(k, v, nama)))
    if isinstance(nilai, list):
        if kunci == "indikator":
            return "; ".join(nama.indikator(pk) if isinstance(pk, int) else str(pk) for pk in nilai)
        return ", ".join(kata_json(kunci, v, nama) for v in nilai)
    if not isinstance(nilai, str):
        return kata(nilai)
    if kunci == "status":
        return STATUS.get(nilai, nilai)
    if kunci == "sidik":
        return nilai[:12]
    return _tanggal(nilai)


ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?")


def _tanggal(teks: str) -> str:
    if not ISO.fullmatch(teks):
        return teks
    saat = parse_datetime(teks) if len(teks) > 10 else None
    return kata(saat or parse_date(teks[:10]) or teks)


def kata(nilai: Any) -> str:
    """A value of a column: dates and numbers the Indonesian way; None and "" are both blank."""
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, datetime):
        setempat = timezone.localtime(nilai) if timezone.is_aware(nilai) else nilai
        return f"{tanggal_panjang(setempat)} pukul {setempat:%H.%M}"
    if isinstance(nilai, date):
        return tanggal_panjang(nilai)
    if isinstance(nilai, Decimal):
        return display(nilai, 6)
    if isinstance(nilai, Iterable) and not isinstance(nilai, str):
        return "; ".join(kata(v) for v in nilai)
    return str(nilai)


def _besar(teks: str) -> str:
    return teks[:1].upper() + teks[1:]
