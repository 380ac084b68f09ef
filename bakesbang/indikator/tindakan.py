"""Acts on one indicator whatever its document: its formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bakesbang.indikator.forms_rumus import sidik_tersimpan
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.bentuk import VariabelBaru
from bakesbang.kinerja.models import Indikator, KetetapanIndikator
from bakesbang.kinerja.pilihan import StatusVersi
from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying, editing
from bakesbang.versions.editing import HasilSunting
from iku.models import IndikatorKinerjaUtama
from rencana_aksi.models import IndikatorSasaran


class FormulaBerubah(Exception):
    """Somebody else stored another formula since the typing began. ``tersimpan`` is what stands there now."""

    def __init__(self, tersimpan: KetetapanIndikator) -> None:
        super().__init__("Formula ini berubah sejak Anda membukanya.")
        self.tersimpan = tersimpan


def ketetapan_disunting(indikator: Indikator) -> KetetapanIndikator:
    """What the editor opens: the draf when there is one, else the newest."""
    semua = list(KetetapanIndikator.objects.lengkap().filter(indikator=indikator).order_by("-nomor"))
    return next((k for k in semua if k.draf), semua[0])


@transaction.atomic
def ubah_rumus(
    *, indikator: Indikator, dasar: str, rumus: str, variabel: Sequence[VariabelBaru], kebijakan_nihil: str,
    alasan: str, oleh: Pengguna, waktu: datetime,
) -> KetetapanIndikator:  # fmt: skip
    """Lays down formula and data. A ketetapan that is no draf is left as it is: a new draf with the reason
    takes its place in every version that is still a draf, and in force with that document (design: Perubahan).

    Raises FormulaBerubah when ``dasar`` is not the fingerprint of what is stored, RumusSalah for a formula that
    does not parse, ValidationError for a missing reason or a circle (with its path)."""
    Indikator.objects.select_for_update().get(pk=indikator.pk)
    kini = ketetapan_disunting(indikator)
    if sidik_tersimpan(kini) != dasar:
        raise FormulaBerubah(kini)
    draf = copying.draf_ketetapan(ketetapan=kini, dokumen=kini.dokumen_asal, alasan=alasan, oleh=oleh)
    if draf.pk != kini.pk:
        _pakai_draf(draf, oleh)
    return kinerja.simpan_rumus(
        ketetapan=draf,
        rumus=rumus,
        variabel=variabel,
        kebijakan_nihil=kebijakan_nihil,
        oleh=oleh,
        waktu=waktu,
    )


@transaction.atomic
def ubah_definisi(
    *, indikator: Indikator, perubahan: Mapping[str, str], dimuat: Mapping[str, str], alasan: str, oleh: Pengguna,
    waktu: datetime,
) -> HasilSunting:  # fmt: skip
    """Saves what an indicator means and how it is judged (fields of ``versions.editing``), by the same rule as
    its formula: one that is no draf is left as it is, and a new draf takes its place in every version that is
    still a draf. A field that somebody else changed since ``dimuat`` is a conflict and stays.

    Raises ValidationError for a missing reason."""
    Indikator.objects.select_for_update().get(pk=indikator.pk)
    kini = ketetapan_disunting(indikator)
    hasil = editing.ubah_ketetapan(
        ketetapan=kini,
        dokumen=kini.dokumen_asal,
        perubahan=perubahan,
        dimuat=dimuat,
        oleh=oleh,
        waktu=waktu,
        alasan=alasan,
    )
    if hasil.ketetapan.pk != kini.pk:
        _pakai_draf(hasil.ketetapan, oleh)
    if hasil.tersimpan:
        log(
            hasil.ketetapan, "mengubah definisi", by=oleh, instansi_id=indikator.instansi_id, tahun=indikator.tahun, now=waktu,
            old={nama: dimuat.get(nama, "") for nama in hasil.tersimpan}, new={nama: perubahan[nama] for nama in hasil.tersimpan},
            reason=alasan,
        )  # fmt: skip
    return hasil


def _pakai_draf(draf: KetetapanIndikator, oleh: Pengguna) -> None:
    """Rows of versions that are still drafts point to the new draf; signed versions keep what they were signed with."""
    baris: list[IndikatorKinerjaUtama | IndikatorSasaran] = [
        *IndikatorKinerjaUtama.objects.filter(
            ketetapan__indikator=draf.indikator_id, versi__status=StatusVersi.DRAF
        ),
        *IndikatorSasaran.objects.filter(
            ketetapan__indikator=draf.indikator_id, sasaran__versi__status=StatusVersi.DRAF
        ),
    ]
    with acting_as(oleh, "Mengubah ketetapan"):
        for b in baris:
            b.ketetapan = draf
            b.save(update_fields=["ketetapan"])
