"""One act on a draf: the version under lock, its rows watched, and one step left that undo can take
back.

Each document says only what differs (a subclass of ``Draft``): its kind, what it calls a row, and
the rows that an act may touch. Locking, recording, saving of fields, order, and undo are the same
for all."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Langkah,
    PengisiIndikator,
)
from bakesbang.kinerja.pilihan import StatusKetetapan
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tags import attribute
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying, editing, undo
from bakesbang.versions.document_kind import JenisDokumen
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import (
    FieldResult,
    bentrok_riwayat,
    pilah,
)
from bakesbang.versions.undo import Perekam, isi_indikator

LAID_DOWN = "Dokumen ini sudah ditetapkan. Mulai Perubahan untuk mengubahnya."
FIRST_YEAR = 2000
LAST_YEAR = 2100
SHORT = 60  # characters of a text that is named inside a sentence

Check = Callable[[str, str], str]


@dataclass
class Draft:
    """A draf under lock while one act runs, with the recorder of its rows. ``kata`` says what the
    act did: it becomes the name of the step."""

    versi: Any
    oleh: Pengguna
    waktu: datetime
    perekam: Perekam = field(default_factory=Perekam)
    kata: str = ""

    kind: ClassVar[JenisDokumen[Any]]
    noun: ClassVar[str]  # what the document calls an indicator of its own: "IKU"
    # A row joins the draf that its indicator has even when nothing of it could be saved: for a page
    # that shows what the row points to, and not the draf beside it.
    joins_draf: ClassVar[bool]

    def watched(self) -> Sequence[models.QuerySet[Any]]:
        """The rows that any act may touch."""
        raise NotImplementedError

    @property
    def dokumen(self) -> Any:
        """The document of the year that this is a version of."""
        return self.kind.dokumen(self.versi)

    @property
    def reason(self) -> str:
        """Why a ketetapan in force is copied into a draf, when nobody gave a reason."""
        return self.versi.alasan or f"Disesuaikan saat menyusun {self.versi}"

    # ── indicators ──
    def add_indikator(self, new: IndikatorBaru) -> KetetapanIndikator:
        """A new indicator of the year, with its first draf."""
        ketetapan = kinerja.buat_indikator(
            baru=new,
            instansi=self.dokumen.instansi,
            tahun=self.dokumen.tahun,
            dokumen=self.kind.kode,
            oleh=self.oleh,
        )
        self.perekam.pantau_baru(*isi_indikator([ketetapan.indikator_id]))
        self.kata = f"menambah {self.noun} “{shorten(new.uraian)}”"
        return ketetapan

    def find_indikator(self, indikator: int) -> KetetapanIndikator:
        """What would be edited of an indicator of the same year: its draf, else the newest. Raises
        AlurSalah when the year has no such indicator."""
        of_year = Indikator.objects.milik(self.dokumen.instansi, self.dokumen.tahun)
        chosen = of_year.filter(pk=indikator).first()
        if chosen is not None:
            draf = chosen.ketetapan.filter(status=StatusKetetapan.DRAF).first()
            ketetapan = draf or chosen.ketetapan.order_by("-nomor").first()
            if ketetapan is not None:
                return ketetapan
        raise AlurSalah("Indikator itu tidak ada pada tahun ini.")

    def copy_indikator(self, source: KetetapanIndikator) -> KetetapanIndikator:
        """A new indicator that says the same and is filled in by the same units: two that are
        filled in apart."""
        old = source.indikator
        indikator = Indikator.objects.create(instansi_id=old.instansi_id, tahun=old.tahun)
        PengisiIndikator.objects.bulk_create(
            PengisiIndikator(
                indikator=indikator,
                unit_id=row.unit_id,
                utama=row.utama,
            )
            for row in old.baris_pengisi.all()
        )
        ketetapan = copying.salin_ketetapan(
            sumber=KetetapanIndikator.objects.lengkap().get(pk=source.pk),
            indikator=indikator,
            dokumen=self.kind.kode,
            oleh=self.oleh,
        )
        self.perekam.pantau_baru(*isi_indikator([indikator.pk]))
        return ketetapan

    def log_removal(self, row: models.Model, old: Mapping[str, Any]) -> None:
        """The trace of a row that goes; ``old`` tells what goes with it."""
        log(
            row,
            "menghapus dari draf",
            by=self.oleh,
            instansi_id=self.dokumen.instansi_id,
            tahun=self.dokumen.tahun,
            now=self.waktu,
            old=dict(old),
            reason=self.versi.alasan,
        )

    # ── fields ──
    def edit_indikator(
        self,
        row: Any,
        *,
        own: Sequence[str],
        changes: Mapping[str, str],
        loaded: Mapping[str, str] | None,
        check: Check,
    ) -> HasilSunting:
        """Saves fields of one indicator of the document: ``own`` on its row, all others
        (``editing.MEDAN``) on its ketetapan. One in force is copied into the indicator's draf
        first, and every row of this version that pointed to it then points to the copy."""
        old = row.ketetapan
        siblings = self.kind.baris(self.versi).filter(ketetapan__indikator=old.indikator_id)
        self.perekam.pantau(siblings, *isi_indikator([old.indikator_id]))
        result = editing.ubah_ketetapan(
            ketetapan=old,
            dokumen=self.kind.kode,
            perubahan={name: text for name, text in changes.items() if name not in own},
            dimuat=loaded,
            oleh=self.oleh,
            waktu=self.waktu,
            alasan=self.reason,
        )
        current = {word: getattr(row, attribute(type(row), word)) for word in own}
        moved = self._moves(old, result)
        if moved:
            row.ketetapan = result.ketetapan
        on_row = save_fields(
            row,
            current=current,
            changes={name: text for name, text in changes.items() if name in own},
            loaded=loaded,
            check=check,
            also=["ketetapan"] if moved else [],
        )
        if moved:
            self._point_others(row, old, result.ketetapan)
        result.add(on_row)
        self.kata = f"mengubah {self.noun} “{shorten(result.ketetapan.uraian)}”"
        return result

    def _moves(self, old: KetetapanIndikator, result: HasilSunting) -> bool:
        """Who fills an indicator in is no part of a ketetapan: alone, it leaves the row where it
        is."""
        if result.ketetapan.pk == old.pk:
            return False
        return self.joins_draf or bool(set(result.tersimpan) - {"pengisi"})

    def _point_others(self, row: Any, old: KetetapanIndikator, new: KetetapanIndikator) -> None:
        for other in self.kind.baris(self.versi).filter(ketetapan=old).exclude(pk=row.pk):
            other.ketetapan = new
            other.save(update_fields=["ketetapan"])


D = TypeVar("D", bound=Draft)


@contextmanager
def open_draft(
    draft_class: type[D],
    *,
    versi: Any,
    oleh: Pengguna,
    waktu: datetime,
    watch_rows: bool = True,
) -> Iterator[D]:
    """Locks the draf for one act and records it. Without ``watch_rows`` the act names itself what
    it touches.

    Raises AlurSalah when the version is no draf any more, or was dropped."""
    kind = draft_class.kind
    with transaction.atomic():
        locked = kind.lock_alone(versi)
        if not locked.draf:
            raise AlurSalah(LAID_DOWN)
        draft = draft_class(locked, oleh, waktu)
        if watch_rows:
            draft.perekam.pantau(*draft.watched())
        with acting_as(oleh, locked.alasan or f"Menyusun {locked}"):
            yield draft
        draft.perekam.simpan(
            dokumen=kind.kode,
            versi_id=locked.pk,
            kata=draft.kata,
            oleh=oleh,
            waktu=waktu,
        )


def check_new_year(kind: JenisDokumen[Any], instansi: Instansi, tahun: int) -> None:
    """Raises AlurSalah when the year has this document already, ValidationError for an impossible
    year."""
    if tahun in kind.tahun_ada(instansi):
        raise AlurSalah(f"{kind.nama} tahun {tahun} sudah ada.")
    if not FIRST_YEAR <= tahun <= LAST_YEAR:
        raise ValidationError(f"Tahun harus antara {FIRST_YEAR} dan {LAST_YEAR}.")


# ── undo ──
def last_step(
    kind: JenisDokumen[Any],
    *,
    versi: Any,
    oleh: Pengguna,
    redo: bool = False,
) -> Langkah:
    """The step of this person that undo (or redo) takes next. Raises AlurSalah when there is none,
    or the version is no draf any more."""
    if not type(versi)._default_manager.filter(pk=versi.pk, status="draf").exists():
        raise AlurSalah(LAID_DOWN)
    step = undo.terakhir(dokumen=kind.kode, versi_id=versi.pk, oleh=oleh, dibatalkan=redo)
    if step is None:
        act = "diulangi" if redo else "diurungkan"
        raise AlurSalah(f"Tidak ada langkah yang dapat {act}.")
    return step


def take_step(step: Langkah, *, oleh: Pengguna, redo: bool = False) -> list[str]:
    """Takes the step back, or again; the keys of the rows it touched. Raises AlurSalah when it
    cannot."""
    if redo:
        return undo.ulangi(langkah=step, oleh=oleh)
    return undo.urungkan(langkah=step, oleh=oleh)


def next_steps(kind: JenisDokumen[Any], versi: Any, oleh: Pengguna) -> dict[str, str]:
    """What undo ("urung") and redo ("ulang") would do, in words; "" when there is nothing."""
    back = undo.terakhir(dokumen=kind.kode, versi_id=versi.pk, oleh=oleh)
    again = undo.terakhir(dokumen=kind.kode, versi_id=versi.pk, oleh=oleh, dibatalkan=True)
    return {
        "urung": back.kata if back else "",
        "ulang": again.kata if again else "",
    }


# ── fields ──
def save_fields(
    row: Any,
    *,
    current: Mapping[str, str],
    changes: Mapping[str, str],
    loaded: Mapping[str, str] | None,
    check: Check,
    convert: Callable[[str, str], Any] = lambda _name, text: text,
    also: Sequence[str] = (),
) -> FieldResult:
    """Saves fields of one row by the rule of ``field_saving``. ``current``: what stands in each;
    ``convert``: the stored value of a text; ``also``: columns that the caller has set and that are
    written with them."""
    told_apart = pilah(changes, kini=current, dimuat=loaded, periksa=check)
    for name, text in told_apart.tulis.items():
        setattr(row, attribute(type(row), name), convert(name, text))
    columns = [attribute(type(row), name) for name in told_apart.tulis] + list(also)
    if columns:
        row.save(update_fields=columns)
    history = type(row).riwayat.filter(id=row.pk)
    return FieldResult(
        tersimpan=list(told_apart.tulis),
        bentrok=[bentrok_riwayat(history, name, current[name], kolom=name) for name in told_apart.bentrok],
        salah=told_apart.salah,
    )


# ── order ──
def place_behind(
    rows: Iterable[Any],
    row: Any,
    behind: int | None,
    *,
    first: bool = False,
) -> None:
    """Puts the row behind ``behind`` (in front of all with ``first``, else last) and numbers them
    all."""
    others = [other for other in rows if other.pk != row.pk]
    position = 0 if first else len(others)
    for index, other in enumerate(others):
        if other.pk == behind:
            position = index + 1
    number([*others[:position], row, *others[position:]])


def place_one_step(rows: Sequence[Any], row: Any, *, up: bool) -> None:
    """Puts the row one place up or down. Raises AlurSalah at the ends."""
    rows = list(rows)
    position = [other.pk for other in rows].index(row.pk)
    target = position - 1 if up else position + 1
    if target < 0:
        raise AlurSalah("Sudah paling atas.")
    if target == len(rows):
        raise AlurSalah("Sudah paling bawah.")
    rows.insert(target, rows.pop(position))
    number(rows)


def number(rows: Iterable[Any]) -> None:
    """Numbers siblings 1, 2, … in the order given."""
    for position, row in enumerate(rows, start=1):
        if row.urutan != position:
            row.urutan = position
            row.save(update_fields=["urutan"])


# ── texts ──
def required(text: str, message: str) -> str:
    """The text, tidied. Raises ValidationError with the message when it says nothing."""
    if not text.strip():
        raise ValidationError(message)
    return text.strip()


def shorten(text: str) -> str:
    """A text as a sentence names it."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
