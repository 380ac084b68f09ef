"""What a planner does to the tree of a draf. Every act locks the version, changes rows, and leaves one step
that can be undone (``bakesbang.versions.undo``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import Frekuensi, Jenjang, NamaDokumen, StatusKetetapan
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.trail.tags import attribute, columns
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import editing
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import bentrok_riwayat, pilah
from bakesbang.versions.undo import Perekam, isi_indikator
from rencana_aksi import tindakan
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi

DOKUMEN = NamaDokumen.RENCANA_AKSI
MEDAN_SASARAN = ("uraian", "kode_nomenklatur", "tahun_nomenklatur", "catatan")
CETAK = "penanggung_jawab_cetak"
TERDALAM = max(Jenjang.values)


@dataclass
class Draf:
    """A draf under lock while one act runs, with the recorder of its rows."""

    versi: VersiRencanaAksi
    oleh: Pengguna
    waktu: datetime
    perekam: Perekam
    kata: str = ""

    def sasaran(self, pk: int | None) -> Sasaran:
        """Raises AlurSalah when it is gone: another planner may have removed it."""
        baris = Sasaran.objects.filter(versi=self.versi, pk=pk or 0).first()
        if baris is None:
            raise AlurSalah("Sasaran itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris

    def butir(self, pk: int) -> IndikatorSasaran:
        baris = (
            IndikatorSasaran.objects.filter(sasaran__versi=self.versi, pk=pk)
            .select_related("sasaran", "ketetapan__indikator")
            .first()
        )
        if baris is None:
            raise AlurSalah("Indikator itu sudah tidak ada di draf ini. Muat ulang halaman.")
        return baris


@contextmanager
def buka(*, versi: VersiRencanaAksi, oleh: Pengguna, waktu: datetime, pohon: bool = True) -> Iterator[Draf]:
    """Locks the draf for one act and records it; ``pohon``: the act may touch any row of the tree.

    Raises AlurSalah when the version is no draf any more."""
    with transaction.atomic():
        terkunci = (
            VersiRencanaAksi.objects.select_for_update(of=("self",))
            .select_related("rencana__instansi")
            .get(pk=versi.pk)
        )
        if not terkunci.draf:
            raise AlurSalah("Dokumen ini sudah ditetapkan. Mulai Perubahan untuk mengubahnya.")
        draf = Draf(terkunci, oleh, waktu, Perekam())
        if pohon:
            draf.perekam.pantau(
                Sasaran.objects.filter(versi=terkunci),
                IndikatorSasaran.objects.filter(sasaran__versi=terkunci),
            )
        with acting_as(oleh, terkunci.alasan or f"Menyusun {terkunci}"):
            yield draf
        draf.perekam.simpan(
            dokumen=DOKUMEN, versi_id=terkunci.pk, kata=draf.kata, oleh=oleh, waktu=waktu
        )  # fmt: skip


@transaction.atomic
def mulai(
    *, instansi: Instansi, tahun: int, nama_cetak: str, oleh: Pengguna, waktu: datetime
) -> VersiRencanaAksi:
    """An empty Rencana Aksi of a year, the year included. Raises AlurSalah when the year has one already."""
    if RencanaAksi.objects.filter(instansi=instansi, tahun=tahun).exists():
        raise AlurSalah(f"Rencana Aksi tahun {tahun} sudah ada.")
    TahunKerja(instansi=instansi, tahun=tahun).full_clean(validate_unique=False, validate_constraints=False)
    if not 2000 <= tahun <= 2100:
        raise ValidationError("Tahun harus antara 2000 dan 2100.")
    return tindakan.buat(
        instansi=instansi, tahun=tahun, nama_cetak=nama_cetak, pohon=(), oleh=oleh, waktu=waktu
    )


# ── adding ──
def tambah_sasaran(
    draf: Draf,
    *,
    uraian: str,
    induk: int | None,
    sesudah: int | None = None,
    paling_awal: bool = False,
    jenjang: int = 0,
) -> Sasaran:
    """A sasaran under ``induk`` (None: strategis), behind ``sesudah`` and of its level, or at the end; ``jenjang``: a deeper
    level."""
    atas = draf.sasaran(induk) if induk else None
    samping = Sasaran.objects.filter(versi=draf.versi, induk=atas, pk=sesudah or 0).first()
    jenjang = max(
        jenjang,
        atas.jenjang + 1 if atas else int(Jenjang.STRATEGIS),
        samping.jenjang if samping else 0,
    )
    _pastikan_muat(jenjang)
    baru = Sasaran(
        versi=draf.versi, induk=atas, jenjang=jenjang, uraian=_wajib(uraian, "Tulis bunyi sasarannya.")
    )
    baru.save()
    urutkan(saudara(draf, induk), baru, sesudah)
    draf.kata = f"menambah {baru.get_jenjang_display().lower()} “{pendek(baru.uraian)}”"
    return baru


def tambah_indikator(
    draf: Draf, *, uraian: str, sasaran: int, sesudah: int | None = None
) -> IndikatorSasaran:
    """A new indicator of a sasaran. One of a sasaran strategis is annual and has no quarter cells; any other
    starts with four blank ones (domain guide §3)."""
    induk = draf.sasaran(sasaran)
    tahunan = induk.jenjang == Jenjang.STRATEGIS
    baru = IndikatorBaru(
        _wajib(uraian, "Tulis bunyi indikatornya."),
        triwulan={} if tahunan else {n: TargetBaru("") for n in (1, 2, 3, 4)},
        frekuensi=Frekuensi.TAHUNAN if tahunan else Frekuensi.TRIWULANAN,
    )
    rencana = draf.versi.rencana
    ketetapan = kinerja.buat_indikator(
        baru=baru, instansi=rencana.instansi, tahun=rencana.tahun, dokumen=DOKUMEN, oleh=draf.oleh
    )
    draf.perekam.pantau_baru(*isi_indikator([ketetapan.indikator_id]))
    draf.kata = f"menambah indikator “{pendek(baru.uraian)}”"
    return _pasang(induk, ketetapan, sesudah)


def pakai_indikator(
    draf: Draf, *, indikator: int, sasaran: int, sesudah: int | None = None
) -> IndikatorSasaran:
    """An indicator of the same year stands here too: it exists once and is filled in once (design: data)."""
    induk = draf.sasaran(sasaran)
    rencana = draf.versi.rencana
    dipilih = Indikator.objects.milik(rencana.instansi, rencana.tahun).filter(pk=indikator).first()
    ketetapan = dipilih and (
        dipilih.ketetapan.filter(status=StatusKetetapan.DRAF).first()
        or dipilih.ketetapan.order_by("-nomor").first()
    )
    if not ketetapan:
        raise AlurSalah("Indikator itu tidak ada pada tahun ini.")
    if induk.indikator.filter(ketetapan__indikator=dipilih).exists():
        raise AlurSalah("Indikator ini sudah ada pada sasaran itu.")
    draf.kata = f"memakai indikator “{pendek(ketetapan.uraian)}”"
    return _pasang(induk, ketetapan, sesudah)


def _pasang(sasaran: Sasaran, ketetapan: KetetapanIndikator, sesudah: int | None) -> IndikatorSasaran:
    baru = IndikatorSasaran.objects.create(sasaran=sasaran, ketetapan=ketetapan)
    urutkan(list(sasaran.indikator.order_by("urutan", "pk")), baru, sesudah)
    return baru


# ── moving ──
def pindah_sasaran(
    draf: Draf, *, sasaran: int, induk: int | None, sesudah: int | None, awal: bool = False
) -> Sasaran:
    """A sasaran with everything under it goes under another parent, behind ``sesudah`` (``awal``: in front of
    all, neither: at the end). Levels follow. Raises AlurSalah for a circle or more levels than there are."""
    baris = draf.sasaran(sasaran)
    atas = draf.sasaran(induk) if induk else None
    bawah = keturunan(draf, baris)
    if atas and atas.pk in bawah:
        raise AlurSalah("Sasaran tidak dapat dipindah ke bawah dirinya sendiri.")
    dari, pindah = baris.induk_id, baris.induk_id != induk
    # Among its own siblings it stays what it is: it may stand right below a parent of a higher level, or below none.
    beda = (atas.jenjang + 1 if atas else 1) - baris.jenjang if pindah else 0
    _pastikan_muat(max(s.jenjang for s in bawah.values()) + beda)
    baris.induk = atas
    for s in bawah.values():
        s.jenjang += beda
        if beda or (pindah and s.pk == baris.pk):
            s.save(update_fields=["jenjang", "induk"])
    if pindah:
        nomori(saudara(draf, dari))
    urutkan(saudara(draf, induk), baris, sesudah, awal=awal)
    draf.kata = f"memindah “{pendek(baris.uraian)}”"
    return baris


def pindah_indikator(
    draf: Draf, *, butir: int, sasaran: int, sesudah: int | None, awal: bool = False
) -> IndikatorSasaran:
    baris = draf.butir(butir)
    tujuan = draf.sasaran(sasaran)
    if (
        tujuan.indikator.exclude(pk=baris.pk)
        .filter(ketetapan__indikator=baris.ketetapan.indikator_id)
        .exists()
    ):
        raise AlurSalah("Indikator ini sudah ada pada sasaran itu.")
    if baris.sasaran_id != tujuan.pk:
        dari, baris.sasaran = baris.sasaran, tujuan
        baris.save(update_fields=["sasaran"])
        nomori(dari.indikator.order_by("urutan", "pk"))
    urutkan(list(tujuan.indikator.order_by("urutan", "pk")), baris, sesudah, awal=awal)
    draf.kata = f"memindah indikator “{pendek(str(baris))}”"
    return baris


def geser_sasaran(draf: Draf, *, sasaran: int, arah: str) -> Sasaran:
    """One place up or down among its siblings, one level in (under the one above) or out (behind its parent)."""
    baris = draf.sasaran(sasaran)
    deret = [s.pk for s in saudara(draf, baris.induk_id)]
    letak = deret.index(baris.pk)
    if arah == "dalam":
        if letak == 0:
            raise AlurSalah("Tidak ada sasaran di atasnya yang dapat menjadi induk.")
        return pindah_sasaran(draf, sasaran=sasaran, induk=deret[letak - 1], sesudah=None)
    if arah == "luar":
        if baris.induk is None:
            raise AlurSalah("Sasaran strategis sudah paling luar.")
        return pindah_sasaran(draf, sasaran=sasaran, induk=baris.induk.induk_id, sesudah=baris.induk_id)
    sesudah, awal = _tetangga(deret, letak, arah)
    return pindah_sasaran(draf, sasaran=sasaran, induk=baris.induk_id, sesudah=sesudah, awal=awal)


def geser_indikator(draf: Draf, *, butir: int, arah: str) -> IndikatorSasaran:
    baris = draf.butir(butir)
    deret = list(baris.sasaran.indikator.order_by("urutan", "pk").values_list("pk", flat=True))
    sesudah, awal = _tetangga(deret, deret.index(baris.pk), arah)
    return pindah_indikator(draf, butir=butir, sasaran=baris.sasaran_id, sesudah=sesudah, awal=awal)


def _tetangga(deret: list[int], letak: int, arah: str) -> tuple[int | None, bool]:
    """Behind whom a row stands after one step, and whether that is in front of all."""
    if arah not in {"atas", "bawah"}:
        raise AlurSalah("Baris ini hanya dapat digeser ke atas atau ke bawah.")
    if arah == "atas":
        if letak == 0:
            raise AlurSalah("Sudah paling atas.")
        return (deret[letak - 2], False) if letak > 1 else (None, True)
    if letak == len(deret) - 1:
        raise AlurSalah("Sudah paling bawah.")
    return deret[letak + 1], False


# ── fields ──
def sasaran_fields(sasaran: Sasaran) -> dict[str, str]:
    """The fields of a sasaran as the texts that a form would hold."""
    return {word: _teks(getattr(sasaran, attribute(Sasaran, word))) for word in MEDAN_SASARAN}


def isi_sasaran(
    draf: Draf, *, sasaran: int, perubahan: Mapping[str, str], dimuat: Mapping[str, str] | None
) -> Any:
    """Saves fields of a sasaran by the rule of ``versions.field_saving``; what became of each."""
    baris = draf.sasaran(sasaran)
    kini = sasaran_fields(baris)
    pilahan = pilah(perubahan, kini=kini, dimuat=dimuat, periksa=_periksa_sasaran)
    for nama, teks in pilahan.tulis.items():
        column = columns(Sasaran)[nama]
        setattr(baris, column.attname, column.clean(teks, baris) if teks else _kosong(nama))
    if pilahan.tulis:
        draf.perekam.pantau(Sasaran.objects.filter(pk=baris.pk))
        baris.save(update_fields=[attribute(Sasaran, word) for word in pilahan.tulis])
        draf.kata = f"mengubah sasaran “{pendek(baris.uraian)}”"
    jejak = Sasaran.riwayat.filter(id=baris.pk)
    bentrok = [bentrok_riwayat(jejak, nama, kini[nama], kolom=nama) for nama in pilahan.bentrok]
    return pilahan, bentrok, sasaran_fields(baris)


def _periksa_sasaran(nama: str, teks: str) -> str:
    if nama == "uraian" and not teks.strip():
        return "Tulis bunyi sasarannya."
    if not teks:
        return ""
    try:
        columns(Sasaran)[nama].clean(teks, None)
    except ValidationError as salah:
        return " ".join(salah.messages)
    return ""


def isi_butir(
    draf: Draf, *, butir: int, perubahan: Mapping[str, str], dimuat: Mapping[str, str] | None
) -> HasilSunting:
    """Saves fields of an indicator in this draf: those of ``versions.editing.MEDAN`` and the printed
    penanggung jawab. A ketetapan in force is copied first, and every row of this draf then points to the copy."""
    baris = draf.butir(butir)
    lama = baris.ketetapan
    draf.perekam.pantau(
        IndikatorSasaran.objects.filter(sasaran__versi=draf.versi, ketetapan__indikator=lama.indikator_id),
        *isi_indikator([lama.indikator_id]),
    )
    sendiri = {nama: teks for nama, teks in perubahan.items() if nama == CETAK}
    hasil = editing.ubah_ketetapan(
        ketetapan=lama, dokumen=DOKUMEN, perubahan={n: t for n, t in perubahan.items() if n != CETAK}, dimuat=dimuat,
        oleh=draf.oleh, waktu=draf.waktu, alasan=draf.versi.alasan or f"Disesuaikan saat menyusun {draf.versi}",
    )  # fmt: skip
    if hasil.ketetapan.pk != lama.pk:
        for b in IndikatorSasaran.objects.filter(sasaran__versi=draf.versi, ketetapan=lama):
            b.ketetapan = hasil.ketetapan
            b.save(update_fields=["ketetapan"])
    pilahan = pilah(sendiri, kini={CETAK: baris.penanggung_jawab_cetak}, dimuat=dimuat, periksa=lambda *_: "")
    jejak = IndikatorSasaran.riwayat.filter(id=baris.pk)
    hasil.bentrok += [
        bentrok_riwayat(jejak, n, baris.penanggung_jawab_cetak, kolom=n) for n in pilahan.bentrok
    ]
    for teks in pilahan.tulis.values():
        baris.penanggung_jawab_cetak = teks
        baris.save(update_fields=[attribute(IndikatorSasaran, CETAK)])
        hasil.tersimpan.append(CETAK)
    draf.kata = f"mengubah indikator “{pendek(hasil.ketetapan.uraian)}”"
    return hasil


# ── pieces ──
def saudara(draf: Draf, induk: int | None) -> list[Sasaran]:
    return list(Sasaran.objects.filter(versi=draf.versi, induk=induk).order_by("urutan", "pk"))


def urutkan(deret: list[Any], baris: Any, sesudah: int | None, *, awal: bool = False) -> None:
    """Puts the row behind ``sesudah`` (in front of all with ``awal``, else last) and numbers the siblings."""
    lain = [s for s in deret if s.pk != baris.pk]
    letak = next((n + 1 for n, s in enumerate(lain) if s.pk == sesudah), 0 if awal else len(lain))
    nomori([*lain[:letak], baris, *lain[letak:]])


def nomori(deret: Iterable[Any]) -> None:
    """Numbers siblings 1, 2, … in the order given."""
    for nomor, s in enumerate(deret, start=1):
        if s.urutan != nomor:
            s.urutan = nomor
            s.save(update_fields=["urutan"])


def keturunan(draf: Draf, baris: Sasaran) -> dict[int, Sasaran]:
    """The sasaran and everything under it, by id, parents first."""
    anak: dict[int | None, list[Sasaran]] = {}
    for s in Sasaran.objects.filter(versi=draf.versi).order_by("urutan", "pk"):
        anak.setdefault(s.induk_id, []).append(s)
    hasil = {baris.pk: baris}
    antrean = [baris.pk]
    while antrean:
        for s in anak.get(antrean.pop(0), ()):
            hasil[s.pk] = s
            antrean.append(s.pk)
    return hasil


def _pastikan_muat(jenjang: int) -> None:
    if jenjang > TERDALAM:
        raise AlurSalah(f"Rencana Aksi paling dalam {TERDALAM} jenjang.")


def _wajib(teks: str, pesan: str) -> str:
    if not teks.strip():
        raise ValidationError(pesan)
    return teks.strip()


def _teks(nilai: Any) -> str:
    return "" if nilai is None else str(nilai)


def _kosong(nama: str) -> Any:
    return None if nama == "tahun_nomenklatur" else ""


def pendek(teks: str) -> str:
    return teks if len(teks) <= 60 else f"{teks[:59]}…"
