"""Acts that begin, adjust, drop, lay down or carry on a version of a document: Perubahan, tetapkan,
next year's copy.

Both documents act the same; ``jenis`` says which one it is. Each room binds them to its own kind
(``iku.tindakan_perubahan``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.tindakan import (
    atur_pengisi_banyak,
    berlakukan,
    terkunci_terakhir,
)
from bakesbang.organisasi.models import (
    Pejabat,
    Pengguna,
    TahunKerja,
    UnitKerja,
)
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as, update_tracked
from bakesbang.versions import perubahan
from bakesbang.versions.document_kind import JenisDokumen, V


@transaction.atomic
def mulai_perubahan(
    jenis: JenisDokumen[V],
    *,
    versi: V,
    alasan: str,
    mulai_triwulan: int,
    oleh: Pengguna,
    waktu: datetime,
) -> V:
    """A full copy of the version in force as the next draf. Nothing changes for anybody else until
    it is laid down. Indicators that the other document has changed meanwhile come as they are in
    force now.

    Raises AlurSalah when the version is not in force, a draf exists, the reason is missing, or the
    quarter is locked."""
    dokumen = jenis.tahan(versi)
    terkunci = terkunci_terakhir(dokumen.instansi, dokumen.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(versi, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    semua = list(dokumen.versi.all())
    if any(v.draf for v in semua):
        raise AlurSalah(f"Masih ada draf {jenis.nama} yang belum ditetapkan. Selesaikan atau buang dahulu.")
    nomor = max(v.nomor for v in semua) + 1
    with acting_as(oleh, alasan):
        draf = _versi_baru(
            jenis,
            dokumen,
            versi,
            nomor=nomor,
            alasan=alasan,
            mulai_triwulan=mulai_triwulan,
        )
        terbaru = {s.lama_id: s.baru.pk for s in perubahan.susulan(jenis.ketetapan_id(versi), jenis.kode)}
        jenis.salin_isi(versi, draf, lambda pk: terbaru.get(pk, pk))
    baru = {"versi": draf.sebutan, "mulai triwulan": mulai_triwulan}
    _catat(
        jenis,
        draf,
        f"memulai Perubahan {jenis.nama}",
        oleh,
        waktu,
        new=baru,
        reason=alasan,
    )
    return draf


@transaction.atomic
def ubah_perubahan(
    jenis: JenisDokumen[V],
    *,
    versi: V,
    alasan: str,
    mulai_triwulan: int,
    oleh: Pengguna,
    waktu: datetime,
) -> V:
    """Another reason or quarter for a draf Perubahan. Raises AlurSalah as ``mulai_perubahan``
    does."""
    dokumen = jenis.tahan(versi)
    _pastikan_draf(versi)
    berlaku = dokumen.versi.berlaku().first()
    if versi.nomor == 0 or berlaku is None:
        raise AlurSalah("Dokumen murni berlaku mulai TW I dan tidak beralasan perubahan.")
    terkunci = terkunci_terakhir(dokumen.instansi, dokumen.tahun, tahan=True)
    alasan = perubahan.periksa_perubahan(berlaku, alasan=alasan, mulai=mulai_triwulan, terkunci=terkunci)
    lama = {
        "alasan": versi.alasan,
        "mulai triwulan": versi.mulai_triwulan,
    }
    versi.alasan, versi.mulai_triwulan = alasan, mulai_triwulan
    with acting_as(oleh, alasan):
        versi.save(update_fields=["alasan", "mulai_triwulan"])
    baru = {"alasan": alasan, "mulai triwulan": mulai_triwulan}
    _catat(
        jenis,
        versi,
        "mengubah rencana Perubahan",
        oleh,
        waktu,
        old=lama,
        new=baru,
    )
    return versi


@transaction.atomic
def selaraskan(jenis: JenisDokumen[V], *, versi: V, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Rows of a draf that still point to what the other document has replaced follow what is in
    force now. Returns the indicators. Raises AlurSalah when the version is not a draf."""
    jenis.tahan(versi)
    _pastikan_draf(versi)
    terbaru = {s.lama_id: s.baru for s in perubahan.susulan(jenis.ketetapan_id(versi), jenis.kode)}
    baris = list(jenis.baris(versi).filter(ketetapan__in=terbaru))
    for b in baris:
        b.ketetapan = terbaru[b.ketetapan_id]
    with acting_as(oleh, "Mengikuti ketetapan yang berlaku"):
        update_tracked(jenis.baris(versi).model, baris, ["ketetapan"])
    nama = [k.uraian for k in terbaru.values()]
    if nama:
        baru = {"indikator": nama}
        _catat(
            jenis,
            versi,
            "mengikuti ketetapan yang berlaku",
            oleh,
            waktu,
            new=baru,
        )
    return nama


@transaction.atomic
def buang_draf(jenis: JenisDokumen[V], *, versi: V, oleh: Pengguna, waktu: datetime) -> list[str]:
    """Deletes a draf version with the drafs of ketetapan that nothing else points to; what is in
    force stays as it is. Returns the indicators whose drafs went. Raises AlurSalah when it is not a
    draf."""
    dokumen = jenis.tahan(versi)
    _pastikan_draf(versi)
    sebutan, nama, versi_id = versi.sebutan, str(dokumen), versi.pk
    ketetapan = set(jenis.ketetapan_id(versi))
    with acting_as(oleh, f"Membuang draf {sebutan}"):
        versi.delete()
        hilang = perubahan.buang_ketetapan(
            dokumen=jenis.kode,
            instansi=dokumen.instansi,
            tahun=dokumen.tahun,
            ketetapan_ids=ketetapan,
        )
        perubahan.buang_langkah(jenis.kode, versi_id)
        log(
            dokumen,
            f"membuang draf {jenis.nama}",
            by=oleh,
            instansi_id=dokumen.instansi_id,
            tahun=dokumen.tahun,
            now=waktu,
            old={
                "dokumen": nama,
                "versi": sebutan,
                "alasan": versi.alasan,
                "draf indikator": hilang,
            },
        )
        if not dokumen.versi.exists():
            dokumen.delete()
    return hilang


@transaction.atomic
def tetapkan(
    jenis: JenisDokumen[V],
    *,
    versi: V,
    isi: Sequence[tuple[KetetapanIndikator, int]],
    pengisi: Callable[[V | None], Sequence[tuple[Indikator, Sequence[UnitKerja]]]],
    nomor_surat: str,
    tanggal: date,
    penanda_tangan: Pejabat | None,
    oleh: Pengguna,
    waktu: datetime,
) -> V:
    """draf → ditetapkan: freezes the signatory, puts ``isi`` (ketetapan, jenjang) in force,
    proposes who fills it in (``pengisi`` of the version before), and replaces that version.
    ``versi`` is under lock (``jenis.kunci``).

    Raises AlurSalah when it is not a draf or holds no indicator, when its quarter was locked
    meanwhile, or when a shared indicator was changed by the other document meanwhile."""
    dokumen = jenis.dokumen(versi)
    sebelum = dokumen.versi.berlaku().first()
    _check_tetapkan(jenis, versi, isi, sebelum)
    pengisi_baru = pengisi(sebelum)
    milik: dict[str, Any] = {
        "dokumen": jenis.kode,
        "instansi": dokumen.instansi,
        "tahun": dokumen.tahun,
    }
    with acting_as(oleh, f"Menetapkan {versi}"):
        if sebelum is not None:
            sebelum.gantikan()
        versi.bekukan_penanda_tangan(penanda_tangan, dokumen.instansi.tempat)
        versi.tetapkan(nomor_surat=nomor_surat, tanggal=tanggal, oleh=oleh, pada=waktu)
        berlakukan(
            **milik,
            isi=isi,
            mulai_triwulan=versi.mulai_triwulan,
            sebutan=versi.sebutan,
            alasan=versi.alasan,
            oleh=oleh,
            waktu=waktu,
        )
        atur_pengisi_banyak(isi=pengisi_baru, oleh=oleh, waktu=waktu)
        perubahan.buang_ketetapan(**milik)
    _log_tetapkan(jenis, versi, oleh, waktu)
    return versi


def _check_tetapkan(
    jenis: JenisDokumen[V],
    versi: V,
    isi: Sequence[tuple[KetetapanIndikator, int]],
    sebelum: V | None,
) -> None:
    """Holds the calendar, so that no quarter is locked meanwhile. Raises AlurSalah as ``tetapkan``."""
    if not versi.draf:
        raise AlurSalah("Dokumen ini sudah ditetapkan.")
    if not isi:
        raise AlurSalah(f"{jenis.nama} ini belum berisi indikator, jadi belum dapat ditetapkan.")
    dokumen = jenis.dokumen(versi)
    terkunci = terkunci_terakhir(dokumen.instansi, dokumen.tahun, tahan=True)
    if versi.nomor:
        perubahan.periksa_mulai(sebelum, versi.mulai_triwulan, terkunci)
    perubahan.pastikan_selaras((k.pk for k, _ in isi), jenis.kode)


def _log_tetapkan(jenis: JenisDokumen[V], versi: V, oleh: Pengguna, waktu: datetime) -> None:
    laid_down = {
        "status": "ditetapkan",
        "nomor": versi.nomor_surat,
        "tanggal": versi.tanggal,
        "penanda tangan": versi.ttd_nama,
    }
    _catat(
        jenis,
        versi,
        f"menetapkan {jenis.nama}",
        oleh,
        waktu,
        old={"status": "draf"},
        new=laid_down,
        reason=versi.alasan,
    )


@transaction.atomic
def salin_tahun(
    jenis: JenisDokumen[V],
    *,
    sumber: V,
    tahun: int,
    dengan_target: bool,
    oleh: Pengguna | None,
    waktu: datetime,
) -> V:
    """Another year's draf: header, rows with their keys, indicators, formulas, offices and, by
    choice, targets; never realizations. ``asal`` links each indicator to its own of this year; one
    that the other document has brought there already is used, not doubled.

    Raises AlurSalah for a year that is not later or has this document."""
    lama = jenis.dokumen(sumber)
    instansi = lama.instansi
    if tahun <= lama.tahun:
        raise AlurSalah(f"Pilih tahun sesudah {lama.tahun}.")
    if tahun in jenis.tahun_ada(instansi):
        raise AlurSalah(f"{jenis.nama} tahun {tahun} sudah ada.")
    with acting_as(oleh, f"Menyalin {lama}"):
        TahunKerja.objects.get_or_create(instansi=instansi, tahun=tahun)
        baru = jenis.model_induk._default_manager.create(
            instansi=instansi, tahun=tahun, nama_cetak=lama.nama_cetak
        )
        versi = _versi_baru(jenis, baru, sumber)
        peta, disalin = perubahan.ketetapan_tahun(
            ids=jenis.ketetapan_id(sumber),
            instansi=instansi,
            tahun=tahun,
            dokumen=jenis.kode,
            dengan_target=dengan_target,
            oleh=oleh,
        )
        jenis.salin_isi(sumber, versi, peta.__getitem__)
        perubahan.arahkan_ulang(instansi=instansi, tahun=tahun, baru=disalin)
    log(
        baru,
        f"menyalin {jenis.nama}",
        by=oleh,
        instansi_id=instansi.pk,
        tahun=tahun,
        now=waktu,
        new={
            "dari tahun": lama.tahun,
            "versi": sumber.sebutan,
            "target ikut": dengan_target,
        },
    )
    return versi


def _versi_baru(jenis: JenisDokumen[V], dokumen: Any, dari: V, **isi: Any) -> V:
    isi |= {jenis.induk: dokumen} | {nama: getattr(dari, nama) for nama in jenis.kepala}
    return jenis.versi._default_manager.create(**isi)


def _pastikan_draf(versi: V) -> None:
    if not versi.draf:
        raise AlurSalah("Dokumen ini sudah ditetapkan, jadi tidak dapat diubah atau dibuang.")


def _catat(
    jenis: JenisDokumen[V],
    versi: V,
    tindakan: str,
    oleh: Pengguna,
    waktu: datetime,
    **isi: Any,
) -> None:
    dokumen = jenis.dokumen(versi)
    log(
        versi,
        tindakan,
        by=oleh,
        instansi_id=dokumen.instansi_id,
        tahun=dokumen.tahun,
        now=waktu,
        **isi,
    )
