"""Acts on realizations: saving fields with the merge-or-conflict rule, submitting, approving, returning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from bakesbang.calculation.values.value import read_value
from bakesbang.kinerja import alur, pemberitahuan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.kelengkapan import kekurangan, periksa_isian
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, KetetapanIndikator, NilaiVariabel, Realisasi
from bakesbang.kinerja.pengukuran import Pengukur, UkuranTriwulan
from bakesbang.kinerja.pilihan import StatusKetetapan, StatusRealisasi
from bakesbang.kinerja.wewenang import Wewenang
from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tags import attribute
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions.field_saving import Bentrok, bentrok_riwayat, pilah

# Words that are stored (frozen rows, what was submitted), not names of the code.
CERITA = ("uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut", "catatan_tidak_biasa")
LALU = "; tahun lalu"


@dataclass
class HasilSimpan:
    realisasi: Realisasi
    tersimpan: list[str] = field(default_factory=list)
    bentrok: list[Bentrok] = field(default_factory=list)
    salah: dict[str, str] = field(default_factory=dict)


# ── guards ──
def jadwal_tw(indikator: Indikator, triwulan: int) -> JadwalTriwulan | None:
    return JadwalTriwulan.objects.filter(
        instansi=indikator.instansi_id, tahun=indikator.tahun, triwulan=triwulan
    ).first()


def pastikan_belum_dikunci(jadwal: JadwalTriwulan | None) -> JadwalTriwulan:
    """Raises AlurSalah when the quarter has no schedule yet or is locked."""
    if jadwal is None:
        raise AlurSalah("Triwulan ini belum dijadwalkan, jadi belum dapat diisi.")
    if jadwal.dikunci_pada is not None:
        pada = timezone.localtime(jadwal.dikunci_pada, jadwal.instansi.zone)
        raise AlurSalah(
            f"{jadwal.get_triwulan_display()} sudah dikunci pada {pada:%d-%m-%Y}. Isian tidak dapat diubah."
        )
    return jadwal


def pastikan_terbuka(jadwal: JadwalTriwulan | None, realisasi: Realisasi, kini: datetime) -> JadwalTriwulan:
    """Entry is open between buka and tutup; a row that was returned stays editable until the lock."""
    jadwal = pastikan_belum_dikunci(jadwal)
    hari = timezone.localdate(kini, jadwal.instansi.zone)
    if jadwal.terbuka(hari) or realisasi.dikembalikan_pada is not None:
        return jadwal
    if hari < jadwal.buka:
        raise AlurSalah(f"{jadwal.get_triwulan_display()} baru dibuka pada {jadwal.buka:%d-%m-%Y}.")
    raise AlurSalah(
        f"{jadwal.get_triwulan_display()} ditutup sejak {jadwal.tutup:%d-%m-%Y}. Hubungi penyusun bila masih perlu mengisi."
    )


def wewenang_untuk(indikator: Indikator, oleh: Pengguna, kini: datetime) -> Wewenang:
    return Wewenang.muat(oleh, indikator.instansi, timezone.localdate(kini, indikator.instansi.zone))


def kunci_baris(indikator: Indikator, triwulan: int) -> Realisasi:
    """The row under lock; made when it is the first touch, pointing to the ketetapan in force."""
    ketetapan = KetetapanIndikator.objects.filter(indikator=indikator).pada(triwulan).first()
    if (
        ketetapan is None
        or ketetapan.status == StatusKetetapan.DRAF
        or not Indikator.objects.filter(pk=indikator.pk).dipakai(triwulan).exists()
    ):
        raise AlurSalah("Indikator ini tidak berlaku pada triwulan itu, jadi tidak dapat diisi.")
    if not Realisasi.objects.filter(indikator=indikator, triwulan=triwulan).exists():
        # The database takes no new row into a locked quarter either; say so in words first.
        pastikan_belum_dikunci(jadwal_tw(indikator, triwulan))
    baris, _ = Realisasi.objects.get_or_create(
        indikator=indikator, triwulan=triwulan, defaults={"ketetapan": ketetapan}
    )
    return (
        Realisasi.objects.select_for_update()
        .select_related("indikator__instansi", "ketetapan")
        .get(pk=baris.pk)
    )


# ── saving ──
@transaction.atomic
def isi(
    *,
    indikator: Indikator,
    triwulan: int,
    perubahan: Mapping[str, str],
    oleh: Pengguna,
    kini: datetime,
    dimuat: Mapping[str, str] | None = None,
    tafsir: Mapping[str, str] | None = None,
    alasan: str = "",
) -> HasilSimpan:
    """Saves fields of one realization by the rule of ``pilah``. Fields: ``teks``, those of CERITA, ``var:<kode>`` and
    ``var:<kode>; tahun lalu``. Impossible values are named in ``salah`` and not saved.

    Raises AlurSalah (state, schedule, lock), PermissionDenied (another unit), ValidationError (too long)."""
    if not wewenang_untuk(indikator, oleh, kini).boleh_isi(indikator):
        raise PermissionDenied("Indikator ini diisi oleh unit lain.")
    baris = kunci_baris(indikator, triwulan)
    pastikan_terbuka(jadwal_tw(indikator, triwulan), baris, kini)
    alur.peralihan(alur.ISI, baris.status)
    # An input that was never typed is blank.
    lama = {medan: "" for medan in perubahan if medan.startswith("var:")} | isi_kini(baris)
    dijawab = [medan for medan, jawaban in (tafsir or {}).items() if jawaban]
    pilahan = pilah(
        perubahan, kini=lama, dimuat=dimuat, periksa=lambda m, t: _salah(baris, m, t), dijawab=dijawab
    )
    bentrok = [_bentrok(baris, medan, lama[medan]) for medan in pilahan.bentrok]
    hasil = HasilSimpan(baris, list(pilahan.tulis), bentrok, pilahan.salah)
    if hasil.tersimpan:
        with acting_as(oleh, alasan):
            _tulis(baris, pilahan.tulis, tafsir or {})
            baris.tandai_diisi(oleh=oleh, pada=kini)
    return hasil


def isi_kini(baris: Realisasi) -> dict[str, str]:
    """What every field of the row holds now, as text."""
    isian = {"teks": baris.teks} | {word: getattr(baris, attribute(Realisasi, word)) for word in CERITA}
    for n in baris.nilai_variabel.all():
        isian[f"var:{n.kode}{LALU if n.tahun_lalu else ''}"] = n.teks
    return isian


def _salah(baris: Realisasi, medan: str, teks: str) -> str:
    ketetapan = baris.ketetapan
    if medan.startswith("var:"):
        kode = medan.removeprefix("var:").removesuffix(LALU)
        if not ketetapan.variabel.filter(kode=kode).exists():
            return "Data ini bukan bagian dari formula."
        nilai = read_value(teks)
        if nilai.upper is not None:
            return f"“{teks}” adalah rentang. Data formula ditulis sebagai satu angka."
        return periksa_isian(nilai, harus_angka=True, boleh_negatif=ketetapan.boleh_negatif)
    if medan == "teks":
        if ketetapan.rumus:
            return "Nilai indikator ini dihitung dari datanya, tidak diketik."
        target = ketetapan.target_tw(baris.triwulan) or ketetapan.target_tahun()
        harus_angka = target is None or target.angka is not None or not target.nilai.filled
        return periksa_isian(read_value(teks), harus_angka=harus_angka, boleh_negatif=ketetapan.boleh_negatif)
    return ""


def _tulis(baris: Realisasi, isian: Mapping[str, str], tafsir: Mapping[str, str]) -> None:
    masukan = {(n.kode, n.tahun_lalu): n for n in baris.nilai_variabel.all()}
    for medan, teks in isian.items():
        if medan == "teks":
            baris.isi(teks, tafsir.get(medan, ""))
        elif medan in CERITA:
            setattr(baris, attribute(Realisasi, medan), teks)
        else:
            kode, lalu = medan.removeprefix("var:").removesuffix(LALU), medan.endswith(LALU)
            satu = masukan.get((kode, lalu)) or NilaiVariabel(realisasi=baris, kode=kode, tahun_lalu=lalu)
            satu.isi(teks, tafsir.get(medan, ""))
            satu.save()


def _bentrok(baris: Realisasi, medan: str, nilai: str) -> Bentrok:
    if not medan.startswith("var:"):
        return bentrok_riwayat(Realisasi.riwayat.filter(id=baris.pk), medan, nilai, kolom=medan)
    kode, lalu = medan.removeprefix("var:").removesuffix(LALU), medan.endswith(LALU)
    jejak = NilaiVariabel.riwayat.filter(realisasi_id=baris.pk, kode=kode, tahun_lalu=lalu)
    return bentrok_riwayat(jejak, medan, nilai, kolom="teks")


# ── transitions ──
def ukuran_tw(baris: Realisasi) -> tuple[UkuranTriwulan, Pengukur]:
    """The row measured now, drafts included, with the measurer (policy and year)."""
    indikator = baris.indikator
    pengukur = Pengukur.muat(indikator.instansi, indikator.tahun, [indikator.pk], hanya_disetujui=False)
    return pengukur.ukur(pengukur.indikator[indikator.pk]).tw(baris.triwulan), pengukur


@transaction.atomic
def ajukan(*, realisasi: Realisasi, oleh: Pengguna, kini: datetime) -> Realisasi:
    """draf → diajukan. Raises ValidationError with everything that is missing, AlurSalah, PermissionDenied."""
    baris = kunci_baris(realisasi.indikator, realisasi.triwulan)
    wewenang = wewenang_untuk(baris.indikator, oleh, kini)
    if not wewenang.boleh_isi(baris.indikator):
        raise PermissionDenied("Indikator ini diisi oleh unit lain.")
    jadwal = pastikan_terbuka(jadwal_tw(baris.indikator, baris.triwulan), baris, kini)
    alur.peralihan(alur.AJUKAN, baris.status)
    ukuran, _ = ukuran_tw(baris)
    if hal := kekurangan(ukuran):
        raise ValidationError([h.pesan for h in hal])
    terlambat = jadwal.lewat_batas(timezone.localdate(kini, jadwal.instansi.zone))
    with acting_as(oleh, "Mengajukan"):
        baris.ajukan(oleh=oleh, pada=kini, terlambat=terlambat, isi=isi_kini(baris))
    _catat(baris, alur.AJUKAN, StatusRealisasi.DRAF, oleh, kini)
    pemberitahuan.diajukan(baris, wewenang, kini)
    return baris


@transaction.atomic
def tarik(*, realisasi: Realisasi, oleh: Pengguna, kini: datetime) -> Realisasi:
    """diajukan → draf, before anybody decided and while it can be submitted again: a row withdrawn after closing
    would be stranded."""
    baris = kunci_baris(realisasi.indikator, realisasi.triwulan)
    if not wewenang_untuk(baris.indikator, oleh, kini).boleh_isi(baris.indikator):
        raise PermissionDenied("Indikator ini diisi oleh unit lain.")
    pastikan_terbuka(jadwal_tw(baris.indikator, baris.triwulan), baris, kini)
    with acting_as(oleh, "Menarik kembali"):
        baris.tarik()
    _catat(baris, alur.TARIK, StatusRealisasi.DIAJUKAN, oleh, kini)
    return baris


@transaction.atomic
def setujui(*, realisasi: Realisasi, oleh: Pengguna, kini: datetime, versi: int | None = None) -> Realisasi:
    """diajukan → disetujui, freezing what it was measured against and what came of it. ``versi`` is the row
    that the reviewer saw: when it has changed since, nobody approves it unseen (AlurSalah)."""
    baris = _untuk_diputus(realisasi, oleh, kini)
    alur.peralihan(alur.SETUJUI, baris.status)
    _pastikan_terlihat(baris, versi)
    beku = bekukan(baris)
    with acting_as(oleh, "Menyetujui"):
        baris.setujui(oleh=oleh, pada=kini, beku=beku, sidik=sidik(beku))
    _catat(baris, alur.SETUJUI, StatusRealisasi.DIAJUKAN, oleh, kini)
    return baris


@transaction.atomic
def kembalikan(
    *, realisasi: Realisasi, catatan: str, oleh: Pengguna, kini: datetime, versi: int | None = None
) -> Realisasi:
    """diajukan | disetujui → dikembalikan with a note. ``versi`` as in ``setujui``."""
    baris = _untuk_diputus(realisasi, oleh, kini)
    dari = baris.status
    alur.peralihan(alur.KEMBALIKAN, dari)
    _pastikan_terlihat(baris, versi)
    with acting_as(oleh, catatan):
        baris.kembalikan(oleh=oleh, pada=kini, catatan=catatan)
    _catat(baris, alur.KEMBALIKAN, dari, oleh, kini, catatan)
    pemberitahuan.dikembalikan(baris, kini)
    return baris


def _untuk_diputus(realisasi: Realisasi, oleh: Pengguna, kini: datetime) -> Realisasi:
    baris = kunci_baris(realisasi.indikator, realisasi.triwulan)
    prefetch_related_objects([baris], "indikator__pemakaian", "indikator__baris_pengisi", "penyimpan")
    wewenang = wewenang_untuk(baris.indikator, oleh, kini)
    if not wewenang.berwenang_reviu(baris):
        raise PermissionDenied("Reviu indikator ini bukan wewenang Anda.")
    pastikan_belum_dikunci(jadwal_tw(baris.indikator, baris.triwulan))
    if not wewenang.boleh_reviu(baris):
        raise AlurSalah("Anda ikut mengisi indikator ini, jadi reviunya harus oleh orang lain.")
    return baris


def _pastikan_terlihat(baris: Realisasi, versi: int | None) -> None:
    if versi is not None and baris.versi != versi:
        raise AlurSalah("Isian ini berubah sejak halaman Anda dibuka. Lihat yang terbaru sebelum memutuskan.")


def bekukan(baris: Realisasi) -> dict[str, Any]:
    """Inputs, ketetapan, policy and resulting numbers of a row, as they are now."""
    ukuran, pengukur = ukuran_tw(baris)
    k, kebijakan = ukuran.ketetapan, pengukur.kebijakan
    return {
        "isian": isi_kini(baris),
        "ketetapan": {
            "nomor": k.nomor, "uraian": k.uraian, "polaritas": k.polaritas, "aturan_minimal": k.aturan_minimal,
            "agregasi": k.agregasi, "rumus": k.rumus, "kebijakan_nihil": k.kebijakan_nihil, "satuan": k.satuan,
            "target": ukuran.target.teks if ukuran.target else None,
            "jenis": ukuran.target.jenis if ukuran.target else None,
            "target_tahunan": t.teks if (t := k.target_tahun()) else None,
        },
        "kebijakan": {"batas_atas": kebijakan.batas_atas, "aturan_nol": kebijakan.aturan_nol} if kebijakan else None,
        "hasil": {
            "realisasi": _angka(ukuran.hasil.number), "capaian": _angka(ukuran.capaian.percent), "kerja": ukuran.capaian.working,
            "alasan": str(ukuran.capaian.reason or ""), "sampai": _angka(ukuran.sampai.number),
            "capaian_tahun": _angka(ukuran.capaian_tahun.percent),
        },
    }  # fmt: skip


def _angka(nilai: Any) -> str | None:
    return None if nilai is None else format(nilai, "f")


def sidik(isi: Any) -> str:
    """sha256 of canonical JSON."""
    return hashlib.sha256(
        json.dumps(isi, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
    ).hexdigest()


def _catat(baris: Realisasi, aksi: str, dari: str, oleh: Pengguna, kini: datetime, alasan: str = "") -> None:
    log(
        baris, alur.ALUR[aksi].kata, by=oleh, instansi_id=baris.indikator.instansi_id, tahun=baris.indikator.tahun, now=kini,
        old={"status": dari}, new={"status": baris.status, "sidik": baris.sidik} if baris.sidik else {"status": baris.status}, reason=alasan,
    )  # fmt: skip
