"""Copying what is laid down about indicators: for a Perubahan (same indicator), beside it, and for
another year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bakesbang.kinerja.kolom import KOLOM_NILAI
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.tracked_history import acting_as, insert_tracked, record_state

MILIK_SENDIRI = {
    "id",
    "indikator",
    "nomor",
    "status",
    "mulai_triwulan",
    "dokumen_asal",
    "alasan",
}
ISI = [f.attname for f in KetetapanIndikator._meta.concrete_fields if f.name not in MILIK_SENDIRI]
ISI_VARIABEL = (
    "urutan",
    "kode",
    "label",
    "satuan",
    "sumber_data",
    "agregasi",
)
ISI_TRIWULAN = ("triwulan", "jenis", "penjelasan", *KOLOM_NILAI)


@dataclass(frozen=True)
class Salinan:
    """A copy to make: ``sumber`` becomes the draf ``nomor`` of ``indikator``. A source read with
    ``lengkap()`` asks nothing more."""

    sumber: KetetapanIndikator
    indikator: Indikator
    nomor: int


Pasangan = Sequence[tuple[KetetapanIndikator, KetetapanIndikator]]


def salin_ketetapan(
    *,
    sumber: KetetapanIndikator,
    indikator: Indikator,
    dokumen: str,
    oleh: Pengguna | None,
    alasan: str = "",
    dengan_target: bool = True,
) -> KetetapanIndikator:
    """A draf ketetapan of ``indikator`` with all that ``sumber`` says."""
    terakhir = indikator.ketetapan.order_by("-nomor").first()
    satu = Salinan(sumber, indikator, terakhir.nomor + 1 if terakhir else 1)
    return salin_banyak(
        [satu],
        dokumen=dokumen,
        oleh=oleh,
        alasan=alasan,
        dengan_target=dengan_target,
    )[0]


def draf_ketetapan(
    *,
    ketetapan: KetetapanIndikator,
    dokumen: str,
    alasan: str,
    oleh: Pengguna,
) -> KetetapanIndikator:
    """The ketetapan to edit: itself when draf, else the draf there is, else a copy of what is in
    force now, which another document may have changed since this row was made (design:
    Perubahan)."""
    if ketetapan.draf:
        return ketetapan
    ada = ketetapan.indikator.ketetapan.filter(status=StatusKetetapan.DRAF).first()
    if ada is not None:
        return ada
    if not alasan.strip():
        raise ValidationError({"alasan": "Indikator ini sudah ditetapkan. Tulis alasan perubahannya."})
    terbaru = ketetapan.indikator.ketetapan.latest("nomor")
    return salin_ketetapan(
        sumber=terbaru,
        indikator=ketetapan.indikator,
        dokumen=dokumen,
        oleh=oleh,
        alasan=alasan.strip(),
    )


@transaction.atomic
def salin_banyak(
    isi: Sequence[Salinan],
    *,
    dokumen: str,
    oleh: Pengguna | None,
    alasan: str = "",
    dengan_target: bool = True,
) -> list[KetetapanIndikator]:
    """The copies, in order, as drafs: words, inputs, offices (inside one agency only) and, by
    choice, targets; never realizations. As many queries for many as for one."""
    with acting_as(oleh, alasan):
        baru = insert_tracked(
            KetetapanIndikator,
            (
                KetetapanIndikator(
                    indikator=s.indikator,
                    nomor=s.nomor,
                    dokumen_asal=dokumen,
                    alasan=alasan,
                    **{nama: getattr(s.sumber, nama) for nama in ISI},
                )
                for s in isi
            ),
        )
        pasangan = list(zip((s.sumber for s in isi), baru, strict=True))
        _salin_jabatan(pasangan)
        _salin_variabel(pasangan)
        if dengan_target:
            salin_target(pasangan)
    return baru


def salin_target(pasangan: Pasangan) -> None:
    """Targets of the quarters and of the year from the first to the second of each pair, with
    explanations and how they were read."""
    insert_tracked(
        TargetTriwulan,
        (
            TargetTriwulan(
                ketetapan=ke,
                **{nama: getattr(t, nama) for nama in ISI_TRIWULAN},
            )
            for dari, ke in pasangan
            for t in dari.target_triwulan.all()
        ),
    )
    tahunan = ((dari.target_tahun(), ke) for dari, ke in pasangan)
    insert_tracked(
        TargetTahunan,
        (
            TargetTahunan(
                ketetapan=ke,
                **{nama: getattr(t, nama) for nama in KOLOM_NILAI},
            )
            for t, ke in tahunan
            if t is not None
        ),
    )


def _salin_jabatan(pasangan: Pasangan) -> None:
    seinstansi = [p for p in pasangan if p[0].indikator.instansi_id == p[1].indikator.instansi_id]
    sambungan: Any = KetetapanIndikator.penanggung_jawab.through
    baru = [
        sambungan(ketetapanindikator_id=ke.pk, jabatan_id=j.pk)
        for dari, ke in seinstansi
        for j in dari.penanggung_jawab.all()
    ]
    sambungan.objects.bulk_create(baru)
    terisi = {s.ketetapanindikator_id for s in baru}
    record_state(
        KetetapanIndikator,
        [ke for _, ke in seinstansi if ke.pk in terisi],
    )


def _salin_variabel(pasangan: Pasangan) -> None:
    semua = [(v, ke) for dari, ke in pasangan for v in dari.variabel.all()]
    # A composite of another year points to that year's copies; one not copied yet is chosen by
    # hand.
    seberang = {
        v.hasil_dari_id for v, ke in semua if v.hasil_dari and v.hasil_dari.tahun != ke.indikator.tahun
    }
    padanan = _padanan(seberang) if seberang else {}

    def hasil_dari(v: Variabel, ke: Indikator) -> int | None:
        if v.hasil_dari is None or v.hasil_dari.tahun == ke.tahun:
            return v.hasil_dari_id
        return padanan.get((v.hasil_dari_id, ke.instansi_id, ke.tahun))

    insert_tracked(
        Variabel,
        (
            Variabel(
                ketetapan=ke,
                hasil_dari_id=hasil_dari(v, ke.indikator),
                **{nama: getattr(v, nama) for nama in ISI_VARIABEL},
            )
            for v, ke in semua
        ),
    )


def _padanan(
    asal: Iterable[int | None],
) -> dict[tuple[int | None, int, int], int]:
    """(indicator, agency, year) → its copy there."""
    ada = Indikator.objects.filter(asal__in=asal)
    return {(i.asal_id, i.instansi_id, i.tahun): i.pk for i in ada}
