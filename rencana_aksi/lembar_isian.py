"""The draf of a plan as a workbook to fill in offline, and its way back: preview of every change, conflicts,
faults; saved all or nothing, as one step of the editor, under the editor's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from bakesbang.calculation.triwulan import Triwulan
from bakesbang.calculation.values.value import read_value
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.pilihan import Agregasi, JenisTarget, Polaritas
from bakesbang.organisasi.models import Pengguna
from bakesbang.paper.xlsx_form import BarisIsian, BarisKembali, KolomIsian, LembarIsian
from bakesbang.reading.sources import column_letters
from bakesbang.versions.field_saving import FieldResult
from bakesbang.versions.returned_workbook import Batal, Pratinjau, Ubahan
from bakesbang.versions.undo import Perekam, isi_indikator
from rencana_aksi import suntingan
from rencana_aksi.fields import CETAK, INDIKATOR_FIELDS
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.pohon import ButirIndikator, Simpul, muat
from rencana_aksi.suntingan import Draf

# Short words for the drop-lists (Excel holds 255 characters of them); the instructions say the rest.
PILIHAN: dict[str, dict[str, str]] = {
    "jenis": {JenisTarget.NILAI: "Nilai", JenisTarget.TAHAPAN: "Tahapan"},
    "polaritas": {str(p.value): str(p.label) for p in Polaritas},
    "agregasi": {str(a.value): str(a.label).split(":")[0] for a in Agregasi},
}
KOLOM = (
    KolomIsian("nomor", "No.", 9),
    KolomIsian("baris", "Baris", 18),
    KolomIsian("uraian", "Bunyi sasaran atau indikator", 52, isian=True, wajib=True),
    KolomIsian("target", "Target", 20, isian=True),
    KolomIsian("satuan", "Satuan", 14, isian=True),
    KolomIsian("jenis", "Jenis target", 12, isian=True, pilihan=tuple(PILIHAN["jenis"].values())),
    KolomIsian("penjelasan", "Penjelasan kinerja", 46, isian=True),
    KolomIsian("polaritas", "Arah yang baik", 22, isian=True, pilihan=tuple(PILIHAN["polaritas"].values())),
    KolomIsian(
        "agregasi",
        INDIKATOR_FIELDS["agregasi"].label,
        22,
        isian=True,
        pilihan=tuple(PILIHAN["agregasi"].values()),
    ),
    KolomIsian("cetak", INDIKATOR_FIELDS[CETAK].label, 30, isian=True),
)
ISIAN = frozenset(k.kunci for k in KOLOM if k.isian)
JUDUL = {k.kunci: k.judul for k in KOLOM}
# Kind of row → column → field of the editor. "p" is an indicator that already stands above: it exists once.
MEDAN: dict[str, dict[str, str]] = {
    "s": {"uraian": "uraian"},
    "i": {
        "uraian": "uraian", "target": "tahunan", "satuan": "satuan", "polaritas": "polaritas", "agregasi": "agregasi", "cetak": CETAK,
    },
    "p": {"cetak": CETAK},
    **{
        str(n): {"target": f"tw{n}.teks", "jenis": f"tw{n}.jenis", "penjelasan": f"tw{n}.penjelasan"}
        for n in (1, 2, 3, 4)
    },
}  # fmt: skip


def pengenal(versi: VersiRencanaAksi) -> str:
    rencana = versi.rencana
    return f"rencana-aksi/{rencana.instansi.kode}/{rencana.tahun}/{versi.nomor}"


# ── out ──
def lembar(versi: VersiRencanaAksi, kini: datetime) -> LembarIsian:
    """The plan in printed order: a row per sasaran, per indicator (its year), and per quarter cell."""
    sudah: dict[int, str] = {}
    baris = [
        b for n, s in enumerate(muat(versi), start=1) for b in _sasaran(s, str(n), sudah)
    ]  # fmt: skip
    agregasi = "; ".join(str(a.label).replace(": ", " = ", 1) for a in Agregasi)
    return LembarIsian(
        judul=f"Rencana Aksi Tahun {versi.rencana.tahun}, {versi.sebutan}",
        keterangan=f"{versi.rencana.instansi.nama} · draf, diunduh untuk diisi",
        pengenal=pengenal(versi),
        kolom=KOLOM,
        baris=tuple(baris),
        petunjuk=(
            "Baris indikator memuat target setahun; baris TW di bawahnya memuat target triwulan itu dengan penjelasannya.",
            "Tulis target seperti dicetak, dengan satuannya: “18 kegiatan”, “20%”, atau “-”.",
            "Jenis target “Tahapan” berarti langkah kerja yang tidak ikut angka setahun.",
            f"Cara menggabung triwulan: {agregasi}. Kosong berarti belum ditentukan.",
            "Indikator yang dipakai pada beberapa sasaran diubah pada baris pertamanya saja.",
            "Sasaran dan indikator baru, pindahan, dan hapusan dikerjakan di halaman penyusun, bukan di sini.",
        ),
        dibuat=kini,
    )


def _sasaran(s: Simpul, nomor: str, sudah: dict[int, str]) -> Iterator[BarisIsian]:
    yield _baris(f"s|{s.kunci}", {"nomor": nomor, "baris": s.jenis, "uraian": s.uraian})
    for n, b in enumerate(s.indikator, start=1):
        yield from _indikator(b, f"{nomor}.{column_letters(n).lower()}", sudah)
    for n, anak in enumerate(s.anak, start=1):
        yield from _sasaran(anak, f"{nomor}.{n}", sudah)


def _indikator(b: ButirIndikator, nomor: str, sudah: dict[int, str]) -> Iterator[BarisIsian]:
    k = b.ketetapan
    if asal := sudah.get(k.id):
        isi = {"nomor": nomor, "baris": f"Indikator, lihat {asal}", "uraian": k.uraian}
        yield _baris(f"p|{b.kunci}", isi | {"cetak": b.penanggung_jawab_cetak})
        return
    sudah[k.id] = nomor
    isi = {
        "nomor": nomor, "baris": "Indikator, setahun", "uraian": k.uraian, "satuan": k.satuan, "cetak": b.penanggung_jawab_cetak,
        "target": k.tahunan.teks if k.tahunan else "",
        "polaritas": kata("polaritas", k.polaritas), "agregasi": kata("agregasi", k.agregasi),
    }  # fmt: skip
    yield _baris(f"i|{b.kunci}", isi)
    for t in k.triwulan:
        isi = {
            "nomor": nomor,
            "baris": Triwulan(t.triwulan).short,
            "target": t.teks,
            "penjelasan": t.penjelasan,
        }
        yield _baris(f"{t.triwulan}|{b.kunci}", isi | {"jenis": kata("jenis", t.jenis)})  # fmt: skip


def _baris(kunci: str, isi: Mapping[str, str]) -> BarisIsian:
    return BarisIsian(kunci, isi, ISIAN - MEDAN[kunci[0]].keys())


def kata(kolom: str, nilai: str) -> str:
    """A stored choice in the word of its drop-list."""
    return PILIHAN.get(kolom, {}).get(nilai, nilai)


def nilai_pilihan(kolom: str, teks: str) -> str | None:
    """The stored choice that a word means, None when it is not on the list. Blank stays blank."""
    pilihan = PILIHAN.get(kolom)
    if pilihan is None or not teks.strip():
        return teks if pilihan is None else ""
    cari = teks.strip().casefold()
    return next((n for n, k in pilihan.items() if cari in {n.casefold(), k.casefold()}), None)


# ── back ──
@dataclass
class _Ketikan:
    """A cell that was typed into: where, and what stood there when it went out, as the editor holds both."""

    satu: BarisKembali
    kolom: str
    teks: str
    dimuat: str

    def ubahan(self, apa: str, lama: str | None = None, **lain: str) -> Ubahan:
        baris = self.satu.id[0]
        medan = f"{JUDUL[self.kolom]}{f' {Triwulan(int(baris)).short}' if baris.isdecimal() else ''}"
        asal = self.satu.dimuat.get(self.kolom, "") if lama is None else kata(self.kolom, lama)
        return Ubahan(
            self.satu.nomor, self.kolom, apa, medan, asal, kata(self.kolom, self.teks), **lain
        )  # fmt: skip


@dataclass
class _Kiriman:
    """Everything typed about one sasaran or one indicator: the editor saves it in one go."""

    baris: Sasaran | IndikatorSasaran
    medan: dict[str, _Ketikan] = field(default_factory=dict)


class _PerekamLembar(Perekam):
    """Watches all that the workbook names from the start: later acts on the same row must not move the
    "before" that the one undo goes back to."""

    def mulai(self, *baris: models.QuerySet[Any]) -> None:
        super().pantau(*baris)

    def pantau(self, *baris: models.QuerySet[Any]) -> None:
        return


def terapkan(
    *, versi: VersiRencanaAksi, baris: Sequence[BarisKembali], oleh: Pengguna, waktu: datetime, simpan: bool
) -> Pratinjau:
    """What the workbook would change; with ``simpan`` it is done, all or nothing, as one step to undo.

    Raises AlurSalah when the version is no draf any more."""
    hasil = Pratinjau()
    try:
        with transaction.atomic():
            with suntingan.buka(versi=versi, oleh=oleh, waktu=waktu, pohon=False) as draf:
                kiriman = _kumpulkan(draf, baris, hasil)
                _awasi(draf, kiriman)
                for satu in kiriman:
                    _kirim(draf, satu, hasil)
                draf.kata = f"mengisi {len(hasil.ubahan)} sel dari buku kerja"
            if not simpan or not hasil.bersih:
                raise Batal
    except Batal:
        pass
    for daftar in (hasil.ubahan, hasil.salah, hasil.bentrok):
        daftar.sort(key=lambda u: u.nomor)
    return hasil


def _kumpulkan(draf: Draf, baris: Sequence[BarisKembali], hasil: Pratinjau) -> list[_Kiriman]:
    """What was typed, per row of the plan. A row that is unknown, gone, or there twice is named unless it says
    nothing new."""
    sasaran = {str(s.kunci): s for s in Sasaran.objects.filter(versi=draf.versi)}
    butir = {
        str(b.kunci): b
        for b in IndikatorSasaran.objects.filter(sasaran__versi=draf.versi).select_related("ketetapan")
    }
    kiriman: dict[tuple[bool, str], _Kiriman] = {}
    sudah: set[str] = set()
    for satu in baris:
        jenis, _, kunci = satu.id.partition("|")
        asal: Any = (sasaran if jenis == "s" else butir).get(kunci)
        ketikan = list(_ketikan(satu, MEDAN.get(jenis, {}), str(asal or ""), hasil))
        if jenis not in MEDAN or (ketikan and (asal is None or satu.id in sudah)):
            hasil.asing.append(satu.nomor)
        elif ketikan:
            milik = kiriman.setdefault((jenis == "s", kunci), _Kiriman(asal))
            milik.medan |= {MEDAN[jenis][k.kolom]: k for k in ketikan}
        sudah.add(satu.id)
    return list(kiriman.values())


def _ketikan(satu: BarisKembali, medan: Mapping[str, str], apa: str, hasil: Pratinjau) -> Iterator[_Ketikan]:
    for kolom in medan:
        teks, dimuat = satu.isi.get(kolom, ""), satu.dimuat.get(kolom, "")
        if teks == dimuat:
            continue
        nilai = nilai_pilihan(kolom, teks)
        if nilai is None:
            sebab = f"“{teks[:60]}” tidak ada dalam daftar: {', '.join(PILIHAN[kolom].values())}."
            hasil.salah.append(_Ketikan(satu, kolom, teks, dimuat).ubahan(apa, sebab=sebab))
        else:
            yield _Ketikan(satu, kolom, nilai, nilai_pilihan(kolom, dimuat) or "")


def _awasi(draf: Draf, kiriman: Sequence[_Kiriman]) -> None:
    draf.perekam = perekam = _PerekamLembar()
    indikator = {k.baris.ketetapan.indikator_id for k in kiriman if isinstance(k.baris, IndikatorSasaran)}
    perekam.mulai(
        Sasaran.objects.filter(versi=draf.versi),
        IndikatorSasaran.objects.filter(sasaran__versi=draf.versi),
        *isi_indikator(indikator),
    )


def _kirim(draf: Draf, kiriman: _Kiriman, hasil: Pratinjau) -> None:
    perubahan = {m: k.teks for m, k in kiriman.medan.items()}
    dimuat = {m: k.dimuat for m, k in kiriman.medan.items()}
    apa = str(kiriman.baris)
    isian: FieldResult
    try:
        if isinstance(kiriman.baris, Sasaran):
            isian = suntingan.isi_sasaran(draf, sasaran=kiriman.baris.pk, perubahan=perubahan, dimuat=dimuat)
        else:
            isian = suntingan.isi_butir(draf, butir=kiriman.baris.pk, perubahan=perubahan, dimuat=dimuat)
    except (AlurSalah, ValidationError) as galat:
        pesan = " ".join(galat.messages) if isinstance(galat, ValidationError) else str(galat)
        hasil.salah += [k.ubahan(apa, sebab=pesan) for k in kiriman.medan.values()]
        return
    for medan in isian.tersimpan:
        hasil.ubahan.append(kiriman.medan[medan].ubahan(apa, catatan=_ragu(kiriman.medan[medan])))
    for medan, pesan in isian.salah.items():
        hasil.salah.append(kiriman.medan[medan].ubahan(apa, sebab=pesan))
    for b in isian.bentrok:
        k = kiriman.medan[b.medan]
        pesan = f"{b.oleh} sudah mengubah menjadi “{kata(k.kolom, b.nilai) or 'kosong'}” sejak lembar ini diunduh. Samakan, atau ubah di halaman penyusun."
        hasil.bentrok.append(k.ubahan(apa, b.nilai, sebab=pesan))


def _ragu(k: _Ketikan) -> str:
    """How a doubtful target is read; the editor asks for the answer."""
    nilai = read_value(k.teks) if k.kolom == "target" else None
    return nilai.echo if nilai and nilai.doubt else ""
