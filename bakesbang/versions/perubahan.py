"""What both documents share when they change: from which quarter, what another document has changed
meanwhile, drafs that nobody needs any more, and next year's copy of an indicator (design:
Perubahan)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError, Q

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Langkah,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import (
    TRIWULAN,
    NamaDokumen,
    StatusKetetapan,
    StatusVersi,
)
from bakesbang.kinerja.reorganisation import closed_offices
from bakesbang.kinerja.tindakan import BERLAKU, pastikan_sesudah_kunci
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import Catatan
from bakesbang.trail.tags import model_tag
from bakesbang.trail.tracked_history import update_tracked
from bakesbang.versions.copying import (
    Salinan,
    salin_banyak,
    salin_target,
)
from bakesbang.versions.document_kind import JenisDokumen, V
from bakesbang.versions.models import VersiDokumen


# ── from which quarter ──
def pilihan_mulai(berlaku: VersiDokumen, terkunci: int) -> list[tuple[int, str]]:
    """The quarters from which a Perubahan of this version may hold: after the last locked one, and
    not before the version that it changes."""
    return [(n, nama) for n, nama in TRIWULAN if n > terkunci and n >= berlaku.mulai_triwulan]


def periksa_mulai(berlaku: VersiDokumen | None, mulai: int, terkunci: int) -> None:
    """Raises AlurSalah when a Perubahan cannot hold from this quarter."""
    pastikan_sesudah_kunci(terkunci, mulai)
    if berlaku is not None and mulai < berlaku.mulai_triwulan:
        raise AlurSalah(
            f"{berlaku.sebutan} berlaku mulai {label_of(berlaku.mulai_triwulan)}. Perubahan "
            "sesudahnya tidak dapat "
            f"berlaku lebih awal."
        )


def periksa_perubahan(berlaku: VersiDokumen, *, alasan: str, mulai: int, terkunci: int) -> str:
    """The reason, tidied. Raises AlurSalah when the version is not in force, the reason is missing
    or the quarter does not fit."""
    if berlaku.status != "ditetapkan":
        raise AlurSalah("Perubahan dimulai dari dokumen yang berlaku.")
    if not alasan.strip():
        raise AlurSalah("Tulis alasan perubahannya.")
    periksa_mulai(berlaku, mulai, terkunci)
    return alasan.strip()


def closed_office_sentences(jenis: JenisDokumen[V], versi: V) -> list[str]:
    """Indicators that answer to an office that was closed meanwhile, each with that office."""
    rows = KetetapanIndikator.objects.filter(pk__in=jenis.ketetapan_id(versi))
    return [
        f"“{row.uraian}” masih memakai jabatan yang sudah ditutup: {office}. "
        "Pilih penanggung jawab yang baru."
        for row, office in closed_offices(rows)
    ]


def kalimat_lampau(jenis: JenisDokumen[V], versi: V) -> list[str]:
    """What is told before Tetapkan: offices that are closed, then earlier targets that change."""
    return [*closed_office_sentences(jenis, versi), *_earlier_targets(jenis, versi)]


def _earlier_targets(jenis: JenisDokumen[V], versi: V) -> list[str]:
    """Targets that a Perubahan changes in quarters before its own: printed with it, but those
    quarters are measured by what was in force then. Two queries."""
    if versi.mulai_triwulan == 1:
        return []
    draf = {
        i: k
        for k, i in KetetapanIndikator.objects.filter(
            pk__in=jenis.ketetapan_id(versi),
            status=StatusKetetapan.DRAF,
        ).values_list("pk", "indikator_id")
    }
    sel = TargetTriwulan.objects.filter(
        ketetapan__indikator__in=draf, triwulan__lt=versi.mulai_triwulan
    ).order_by("ketetapan__nomor")
    lama: dict[tuple[int, int], str] = {}
    baru: dict[tuple[int, int], str] = {}
    for k, i, tw, teks in sel.values_list("ketetapan_id", "ketetapan__indikator_id", "triwulan", "teks"):
        (baru if draf[i] == k else lama)[i, tw] = teks
    beda = {tw for (i, tw), teks in lama.items() if baru.get((i, tw), "").strip() != teks.strip()}
    if not beda:
        return []
    return [
        f"Target {' dan '.join(label_of(tw) for tw in sorted(beda))} ikut diubah, padahal "
        f"{versi.sebutan} berlaku mulai "
        f"{label_of(versi.mulai_triwulan)}: cetakannya berubah, capaian triwulan itu tetap diukur "
        "dengan target lama."
    ]


# ── what the other document changed ──
@dataclass(frozen=True)
class Susulan:
    """A row that still points to what another document has replaced."""

    lama_id: int
    baru: KetetapanIndikator
    oleh: str  # "Rencana Aksi Perubahan I"


def susulan(ketetapan_ids: Iterable[int], dokumen: str) -> list[Susulan]:
    """Which of these ketetapan another document than ``dokumen`` has replaced, in two queries."""
    dicari = set(ketetapan_ids)
    semua = KetetapanIndikator.objects.filter(indikator__ketetapan__in=dicari).exclude(
        status=StatusKetetapan.DRAF
    )
    per_indikator: dict[int, list[KetetapanIndikator]] = {}
    for k in semua.order_by("indikator", "nomor").distinct():
        per_indikator.setdefault(k.indikator_id, []).append(k)
    pasangan = [(k.pk, deret[-1]) for deret in per_indikator.values() for k in deret[:-1] if k.pk in dicari]
    sebutan = _penyusul([baru.pk for _, baru in pasangan]) if pasangan else {}
    lain = next(label for nilai, label in NamaDokumen.choices if nilai != dokumen)
    return [Susulan(lama, baru, sebutan.get(baru.pk, str(lain))) for lama, baru in pasangan]


def _penyusul(ids: Sequence[int]) -> dict[int, str]:
    """ketetapan id → the document and version that put it in force, as the trace tells it."""
    catatan = Catatan.objects.filter(
        objek_jenis=model_tag(KetetapanIndikator),
        objek_id__in=ids,
        tindakan=BERLAKU,
    )
    return {
        c.objek_id: f"{NamaDokumen(c.baru['dokumen']).label} {c.baru['versi']}"
        for c in catatan.order_by("pk")
    }


def kalimat_susulan(semua: Sequence[Susulan], dokumen: str) -> list[str]:
    """ "Indikator bersama “…” berubah di Rencana Aksi Perubahan I; IKU belum direvisi." """
    label = NamaDokumen(dokumen).label
    per_versi: dict[str, list[str]] = {}
    for s in semua:
        per_versi.setdefault(s.oleh, []).append(f"“{s.baru.uraian}”")
    return [
        f"Indikator bersama {', '.join(nama)} berubah di {oleh}; {label} belum direvisi."
        for oleh, nama in per_versi.items()
    ]


def kalimat_versi(jenis: JenisDokumen[V], versi: V) -> list[str]:
    """The same of a version: what the other document has changed since it was made. A version that
    has been replaced stays as it was signed and says nothing."""
    if versi.status == StatusVersi.DIGANTIKAN:
        return []
    return kalimat_susulan(susulan(jenis.ketetapan_id(versi), jenis.kode), jenis.kode)


def pastikan_selaras(ketetapan_ids: Iterable[int], dokumen: str) -> None:
    """Raises AlurSalah when a draf is about to be laid down with what another document has
    replaced."""
    if semua := susulan(ketetapan_ids, dokumen):
        raise AlurSalah(
            f"{len(semua)} indikator bersama sudah berubah di {semua[0].oleh}. Buka halaman "
            "Perubahan dan pakai "
            "ketetapan yang berlaku dahulu."
        )


# ── dropping ──
def buang_ketetapan(
    *,
    dokumen: str,
    instansi: Instansi,
    tahun: int,
    ketetapan_ids: Collection[int] = (),
) -> list[str]:
    """Deletes drafs that nothing points to: these, and what editing of this document left behind.
    An indicator that had no other ketetapan goes with its draf. Returns the texts of what was
    deleted."""
    sisa = list(
        KetetapanIndikator.objects.filter(
            Q(pk__in=ketetapan_ids) | Q(dokumen_asal=dokumen),
            status=StatusKetetapan.DRAF,
            indikator__instansi=instansi,
            indikator__tahun=tahun,
        ).select_related("indikator")
    )
    hilang: list[str] = []
    # A formula may hold another draf, so what could not go in one round may go in the next.
    while terhapus := {k.pk: k.uraian for k in sisa if _coba_hapus(k)}:
        hilang += terhapus.values()
        sisa = [k for k in sisa if k.pk and k.pk not in terhapus]
    return hilang


def _coba_hapus(k: KetetapanIndikator) -> bool:
    sendiri = not k.indikator.ketetapan.exclude(pk=k.pk).exists()
    try:
        with transaction.atomic():
            # A copy keeps its number, so that the caller can still say which one it was.
            baris: models.Model = (
                Indikator.objects.get(pk=k.indikator_id)
                if sendiri
                else KetetapanIndikator.objects.get(pk=k.pk)
            )
            baris.delete()
    except ProtectedError:
        return False
    return True


def buang_langkah(dokumen: str, versi_id: int) -> None:
    """The undo steps of a draf that is no more."""
    Langkah.objects.filter(dokumen=dokumen, versi_id=versi_id).delete()


# ── copying ──
def _terbaru(
    indikator: models.QuerySet[Indikator] | Iterable[int],
) -> dict[int, KetetapanIndikator]:
    """indikator id → the newest ketetapan in force; while nothing is in force, the draf. With all
    it holds."""
    semua = KetetapanIndikator.objects.filter(indikator__in=indikator).lengkap().order_by("nomor")
    hasil: dict[int, KetetapanIndikator] = {}
    for k in semua:
        ada = hasil.get(k.indikator_id)
        if ada is None or ada.draf or not k.draf:
            hasil[k.indikator_id] = k
    return hasil


def ketetapan_tahun(
    *,
    ids: Iterable[int],
    instansi: Instansi,
    tahun: int,
    dokumen: str,
    dengan_target: bool,
    oleh: Pengguna | None,
) -> tuple[dict[int, int], set[int]]:
    """ketetapan id → that of the indicator's copy in the other year, and the ids of the indicators
    made now. A shared indicator is copied once, whichever document comes first; targets that it
    does not have yet are added to its draf."""
    asli = dict(KetetapanIndikator.objects.filter(pk__in=set(ids)).values_list("pk", "indikator_id"))
    sumber = _terbaru(set(asli.values()))
    ada = dict(Indikator.objects.milik(instansi, tahun).filter(asal__in=sumber).values_list("asal_id", "pk"))
    baru = {i: k for i, k in sumber.items() if i not in ada}
    indikator = Indikator.objects.bulk_create(
        Indikator(instansi=instansi, tahun=tahun, asal=k.indikator) for k in baru.values()
    )
    disalin = salin_banyak(
        [Salinan(k, i, 1) for k, i in zip(baru.values(), indikator, strict=True)],
        dokumen=dokumen,
        oleh=oleh,
        dengan_target=dengan_target,
    )
    peta = dict(zip(baru, disalin, strict=True))
    if ada:
        terbaru = _terbaru(ada.values())
        lama = {i: terbaru[pk] for i, pk in ada.items()}
        peta |= lama
        if dengan_target:
            salin_target([(sumber[i], k) for i, k in lama.items() if k.draf and _tanpa_target(k)])
    return {pk: peta[i].pk for pk, i in asli.items()}, {i.pk for i in indikator}


def _tanpa_target(k: KetetapanIndikator) -> bool:
    return not k.target_triwulan.all() and k.target_tahun() is None


def arahkan_ulang(*, instansi: Instansi, tahun: int, baru: Collection[int]) -> None:
    """Inputs that are results of another indicator point to this year's copy of it, whichever was
    copied first. Touches only what the copy that just ran could not know (``baru``: ids of its
    indicators)."""
    ubah = []
    for v, _, tujuan in _masukan_lepas(instansi, tahun):
        if tujuan is not None and (tujuan in baru or v.ketetapan.indikator_id in baru):
            v.hasil_dari_id = tujuan
            ubah.append(v)
    update_tracked(Variabel, ubah, ["hasil_dari"])


def sumber_belum_ada(instansi: Instansi, tahun: int) -> list[str]:
    """Inputs of copied formulas whose source indicator is not in this year yet, "“label” pada
    “indikator”"."""
    return [
        f"“{v.label}” pada “{v.ketetapan.uraian}”"
        for v, _, tujuan in _masukan_lepas(instansi, tahun)
        if tujuan is None
    ]


def _masukan_lepas(instansi: Instansi, tahun: int) -> list[tuple[Variabel, int, int | None]]:
    """Typed inputs of drafs that were a result of another indicator in the year they come from:
    (input, the indicator there, its copy in this year or None). Three queries."""
    lepas = list(
        Variabel.objects.filter(
            ketetapan__indikator__instansi=instansi,
            ketetapan__indikator__tahun=tahun,
            hasil_dari=None,
            ketetapan__status=StatusKetetapan.DRAF,
            ketetapan__indikator__asal__isnull=False,
        ).select_related("ketetapan__indikator")
    )
    asal = {v.ketetapan.indikator.asal_id for v in lepas}
    kolom = ("ketetapan__indikator_id", "kode", "hasil_dari_id")
    terpakai = Variabel.objects.filter(ketetapan__indikator__in=asal).order_by("ketetapan__nomor")
    sumber: dict[Any, Any] = {(i, kode): dari for i, kode, dari in terpakai.values_list(*kolom)}
    salinan: dict[Any, int] = dict(
        Indikator.objects.milik(instansi, tahun)
        .filter(asal__in={dari for dari in sumber.values() if dari})
        .values_list("asal_id", "pk")
    )
    semua = ((v, sumber.get((v.ketetapan.indikator.asal_id, v.kode))) for v in lepas)
    return [(v, dari, salinan.get(dari)) for v, dari in semua if dari]
