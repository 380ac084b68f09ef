"""Acts over several rows of an indicator: making it, laying it down, putting it in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from bakesbang.calculation.cycles import find_cycle
from bakesbang.calculation.formula import Rumus
from bakesbang.kinerja import pemberitahuan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.models import (
    Indikator,
    JadwalTriwulan,
    KetetapanIndikator,
    Pemakaian,
    PengisiIndikator,
    Realisasi,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import StatusKetetapan, StatusRealisasi
from bakesbang.organisasi.models import Instansi, Jabatan, Pengguna, UnitKerja
from bakesbang.trail.models import log, log_many
from bakesbang.trail.tracked_history import acting_as, update_tracked

BERLAKU = "memberlakukan ketetapan baru"  # how the trace says that an indicator changed


@transaction.atomic
def buat_indikator(
    *,
    baru: IndikatorBaru,
    instansi: Instansi,
    tahun: int,
    dokumen: str,
    oleh: Pengguna | None,
    asal: Indikator | None = None,
    jabatan: Mapping[str, Jabatan] | None = None,
) -> KetetapanIndikator:
    """A new indicator with its first ketetapan as draf. ``jabatan`` resolves the kode in ``baru.jabatan``.

    Raises RumusSalah for a formula that does not parse and KeyError for an unknown jabatan."""
    with acting_as(oleh):
        indikator = Indikator.objects.create(instansi=instansi, tahun=tahun, asal=asal)
        ketetapan = KetetapanIndikator(indikator=indikator, dokumen_asal=dokumen, **baru.polos())
        if baru.rumus:
            ketetapan.rumus = Rumus.read(baru.rumus, {v.label: v.kode for v in baru.variabel}).canonical()
        ketetapan.save()
        if baru.tahunan is not None:
            _isi_target(TargetTahunan(ketetapan=ketetapan), baru.tahunan)
        for triwulan, target in baru.triwulan.items():
            _isi_target(
                TargetTriwulan(
                    ketetapan=ketetapan, triwulan=triwulan, penjelasan=target.penjelasan, jenis=target.jenis
                ),
                target,
            )
        _buat_variabel(ketetapan, baru.variabel)
        if baru.jabatan:
            peta = jabatan or {}
            ketetapan.penanggung_jawab.set([peta[kode] for kode in baru.jabatan])
    return ketetapan


def _isi_target(baris: TargetTahunan | TargetTriwulan, target: TargetBaru) -> None:
    baris.isi(target.teks, target.tafsir)
    baris.save()


def _buat_variabel(ketetapan: KetetapanIndikator, variabel: Iterable[VariabelBaru]) -> None:
    for urutan, v in enumerate(variabel):
        Variabel.objects.create(
            ketetapan=ketetapan, urutan=urutan, kode=v.kode, label=v.label, satuan=v.satuan,
            sumber_data=v.sumber_data, agregasi=v.agregasi, hasil_dari_id=v.hasil_dari_id,
        )  # fmt: skip


@transaction.atomic
def simpan_rumus(
    *,
    ketetapan: KetetapanIndikator,
    rumus: str,
    variabel: Sequence[VariabelBaru],
    kebijakan_nihil: str,
    oleh: Pengguna,
    waktu: datetime,
) -> KetetapanIndikator:
    """Lays down formula and variables of a draf. Raises RumusSalah, or ValidationError for a cycle (with its
    path) or a ketetapan that is not a draf any more."""
    if not ketetapan.draf:
        raise ValidationError(
            "Formula yang sudah ditetapkan berubah hanya lewat ketetapan baru dengan alasan."
        )
    terbaca = Rumus.read(rumus, {v.label: v.kode for v in variabel}) if rumus.strip() else None
    kode_dipakai = {v.kode for v in variabel}
    lama = {
        "rumus": ketetapan.rumus,
        "variabel": ketetapan.label_variabel(),
        "kebijakan_nihil": ketetapan.kebijakan_nihil,
    }
    periksa_lingkar(ketetapan.indikator, {v.hasil_dari_id for v in variabel if v.hasil_dari_id})
    with acting_as(oleh, "Mengubah formula"):
        ketetapan.rumus = terbaca.canonical() if terbaca else ""
        ketetapan.kebijakan_nihil = kebijakan_nihil
        ketetapan.save(update_fields=["rumus", "kebijakan_nihil"])
        for v in ketetapan.variabel.exclude(kode__in=kode_dipakai):
            v.delete()
        _perbarui_variabel(ketetapan, variabel)
    log(
        ketetapan, "mengubah formula", by=oleh, instansi_id=ketetapan.indikator.instansi_id, tahun=ketetapan.indikator.tahun,
        now=waktu, old=lama, new={"rumus": ketetapan.rumus, "variabel": {v.kode: v.label for v in variabel}, "kebijakan_nihil": kebijakan_nihil},
    )  # fmt: skip
    return KetetapanIndikator.objects.lengkap().get(pk=ketetapan.pk)


def _perbarui_variabel(ketetapan: KetetapanIndikator, variabel: Sequence[VariabelBaru]) -> None:
    ada = {v.kode: v for v in ketetapan.variabel.all()}
    for urutan, baru in enumerate(variabel):
        baris = ada.get(baru.kode) or Variabel(ketetapan=ketetapan, kode=baru.kode)
        baris.urutan, baris.label, baris.satuan = urutan, baru.label, baru.satuan
        baris.sumber_data, baris.agregasi, baris.hasil_dari_id = (
            baru.sumber_data,
            baru.agregasi,
            baru.hasil_dari_id,
        )
        baris.full_clean(exclude=["ketetapan"])
        baris.save()


def periksa_lingkar(indikator: Indikator, hasil_dari: Iterable[int]) -> None:
    """Raises ValidationError with the path when taking these results would close a circle."""
    sisi: dict[int, set[int]] = {indikator.pk: set(hasil_dari)}  # first, so that the path starts here
    baris = Variabel.objects.filter(
        hasil_dari__isnull=False,
        ketetapan__indikator__instansi=indikator.instansi_id,
        ketetapan__indikator__tahun=indikator.tahun,
    ).exclude(ketetapan__indikator=indikator)
    for dari, ke in baris.values_list("ketetapan__indikator_id", "hasil_dari_id"):
        if ke is not None:
            sisi.setdefault(dari, set()).add(ke)
    jalur = find_cycle(sisi)
    if jalur:
        nama = {i.pk: str(i) for i in Indikator.objects.filter(pk__in=jalur)}
        raise ValidationError("Formula berputar: " + " → ".join(f"“{nama[pk]}”" for pk in jalur) + ".")


def atur_pengisi(
    *, indikator: Indikator, unit: Sequence[UnitKerja], oleh: Pengguna | None, waktu: datetime
) -> None:
    """Who fills the indicator in. The first unit is utama."""
    atur_pengisi_banyak(isi=[(indikator, unit)], oleh=oleh, waktu=waktu)


@transaction.atomic
def atur_pengisi_banyak(
    *, isi: Sequence[tuple[Indikator, Sequence[UnitKerja]]], oleh: Pengguna | None, waktu: datetime
) -> None:
    """Who fills indicators of one agency and year in; those that have these units already are left alone."""
    lama: dict[int, list[str]] = {i.pk: [] for i, _ in isi}
    for p in PengisiIndikator.objects.filter(indikator__in=lama).select_related("unit"):
        lama[p.indikator_id].append(p.unit.sebutan)
    ubah = [(i, unit) for i, unit in isi if lama[i.pk] != [u.sebutan for u in unit]]
    if not ubah:
        return
    PengisiIndikator.objects.filter(indikator__in=[i.pk for i, _ in ubah]).delete()
    PengisiIndikator.objects.bulk_create(
        PengisiIndikator(indikator=i, unit=u, utama=nomor == 0)
        for i, unit in ubah
        for nomor, u in enumerate(unit)
    )
    log_many(
        ((i, {"pengisi": lama[i.pk]}, {"pengisi": [u.sebutan for u in unit]}) for i, unit in ubah),
        "mengatur unit pengisi", by=oleh, instansi_id=ubah[0][0].instansi_id, tahun=ubah[0][0].tahun, now=waktu,
    )  # fmt: skip


@transaction.atomic
def berlakukan(
    *,
    dokumen: str,
    instansi: Instansi,
    tahun: int,
    isi: Sequence[tuple[KetetapanIndikator, int]],
    mulai_triwulan: int,
    sebutan: str,
    alasan: str,
    oleh: Pengguna,
    waktu: datetime,
) -> None:
    """Puts a version of a document in force: closes its open Pemakaian rows at ``mulai_triwulan`` − 1, opens
    those of ``isi`` (ketetapan, jenjang), puts the drafs it points to in force, and moves realizations
    from that quarter on to the new ketetapan. Only each document's tetapkan calls it."""
    with acting_as(oleh, alasan or sebutan):
        Pemakaian.objects.filter(
            dokumen=dokumen, indikator__instansi=instansi, indikator__tahun=tahun, sampai_triwulan=None
        ).update(sampai_triwulan=mulai_triwulan - 1)
        Pemakaian.objects.bulk_create(
            [
                Pemakaian(indikator_id=i, dokumen=dokumen, jenjang=jenjang, mulai_triwulan=mulai_triwulan)
                for i, jenjang in sorted({(k.indikator_id, jenjang) for k, jenjang in isi})
            ]
        )
        baru = {k.indikator_id: k for k, _ in isi if k.draf}
        lama = list(KetetapanIndikator.objects.filter(indikator__in=baru, status=StatusKetetapan.BERLAKU))
        for ketetapan in lama:
            ketetapan.gantikan()
        update_tracked(KetetapanIndikator, lama, ["status"])
        ubahan = [k for k in baru.values() if k.nomor > 1]
        mulai_ubahan = _sesudah_kunci(instansi, tahun, mulai_triwulan) if ubahan else mulai_triwulan
        for ketetapan in baru.values():
            ketetapan.berlakukan(mulai_ubahan if ketetapan.nomor > 1 else mulai_triwulan, alasan or sebutan)
        update_tracked(KetetapanIndikator, baru.values(), ["status", "mulai_triwulan", "alasan"])
        log_many(
            (
                (k, {"nomor": k.nomor - 1}, {"nomor": k.nomor, "dokumen": dokumen, "versi": sebutan, "mulai triwulan": k.mulai_triwulan})
                for k in ubahan
            ),
            BERLAKU, by=oleh, instansi_id=instansi.pk, tahun=tahun, now=waktu, reason=alasan,
        )  # fmt: skip
        _pindahkan_realisasi(baru, sebutan, oleh, waktu)


def _sesudah_kunci(instansi: Instansi, tahun: int, mulai: int) -> int:
    """A document that begins late must not reach into quarters that are locked. Raises AlurSalah when all are."""
    terkunci = terkunci_terakhir(instansi, tahun)
    if terkunci == 4:
        raise AlurSalah(
            "Semua triwulan tahun ini sudah dikunci, jadi indikator yang ditetapkan tidak dapat berubah lagi."
        )
    return max(mulai, terkunci + 1)


def _pindahkan_realisasi(
    baru: Mapping[int, KetetapanIndikator], sebutan: str, oleh: Pengguna, waktu: datetime
) -> None:
    """Values are kept; what was submitted or approved against the old ketetapan is returned with a note."""
    pindah = Realisasi.objects.filter(indikator__in=baru).exclude(ketetapan__in=baru.values())
    for baris in pindah.select_related("indikator__instansi").prefetch_related("indikator__baris_pengisi"):
        ketetapan = baru[baris.indikator_id]
        if baris.triwulan < ketetapan.mulai_triwulan:
            continue
        baris.ketetapan = ketetapan
        dari = baris.status
        if dari not in {StatusRealisasi.DIAJUKAN, StatusRealisasi.DISETUJUI}:
            baris.save()
            continue
        baris.kembalikan(oleh=oleh, pada=waktu, catatan=sebutan)
        log(
            baris, "mengembalikan", by=oleh, instansi_id=baris.indikator.instansi_id, tahun=baris.indikator.tahun, now=waktu,
            old={"status": dari}, new={"status": baris.status}, reason=sebutan,
        )  # fmt: skip
        pemberitahuan.dikembalikan(baris, waktu)


def terkunci_terakhir(instansi: Instansi, tahun: int, *, tahan: bool = False) -> int:
    """The last locked quarter, 0 when none is. ``tahan`` holds the calendar until the transaction ends, so that
    no quarter is locked meanwhile."""
    jadwal = JadwalTriwulan.objects.milik(instansi, tahun)
    return max(
        (j.triwulan for j in (jadwal.select_for_update() if tahan else jadwal) if j.terkunci), default=0
    )


def pastikan_sesudah_kunci(terkunci_terakhir: int, mulai_triwulan: int) -> None:
    """A Perubahan holds from a quarter after the last locked one. Raises AlurSalah."""
    if mulai_triwulan <= terkunci_terakhir:
        raise AlurSalah(
            f"TW {('I', 'II', 'III', 'IV')[terkunci_terakhir - 1]} sudah dikunci. Pilih triwulan sesudahnya."
        )
