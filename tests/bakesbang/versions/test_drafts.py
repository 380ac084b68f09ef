"""One act on a draf, the same for every document: lock, order, fields, undo."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

import iku.suntingan
import rencana_aksi.suntingan
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.versions.drafts import (
    LAID_DOWN,
    check_new_year,
    last_step,
    next_steps,
    number,
    open_draft,
    place_behind,
    place_one_step,
    required,
    shorten,
)
from bakesbang.versions.field_saving import FieldResult
from iku.models import VersiIku
from rencana_aksi.models import VersiRencanaAksi
from tests.adegan import Peragaan

DRAFTS = [
    (iku.suntingan.Draf, VersiIku),
    (rencana_aksi.suntingan.Draf, VersiRencanaAksi),
]


@dataclass
class Row:
    """A sibling that counts how often it was written."""

    pk: int
    urutan: int = 0
    saved: int = 0

    def save(self, *, update_fields: list[str]) -> None:
        assert update_fields == ["urutan"]
        self.saved += 1


def siblings(count: int = 3) -> list[Row]:
    return [Row(pk=n, urutan=n) for n in range(1, count + 1)]


def order(rows: list[Row]) -> list[int]:
    return [row.pk for row in sorted(rows, key=lambda row: row.urutan)]


# ── order ──
@pytest.mark.parametrize(
    ("behind", "first", "expected"),
    [
        (1, False, [1, 3, 2]),
        (None, True, [3, 1, 2]),
        (None, False, [1, 2, 3]),
        (99, False, [1, 2, 3]),  # gone meanwhile: at the end
    ],
)
def test_a_row_is_placed_behind_another_in_front_of_all_or_last(
    behind: int | None, first: bool, expected: list[int]
) -> None:
    rows = siblings()
    place_behind(rows, rows[2], behind, first=first)
    assert order(rows) == expected


def test_only_rows_whose_number_changes_are_written() -> None:
    rows = siblings()
    number(rows)
    assert [row.saved for row in rows] == [0, 0, 0]
    place_one_step(rows, rows[0], up=False)
    assert order(rows) == [2, 1, 3]
    assert [row.saved for row in rows] == [1, 1, 0]


@pytest.mark.parametrize(
    ("index", "up", "sentence"),
    [(0, True, "Sudah paling atas"), (2, False, "Sudah paling bawah")],
)
def test_a_row_at_the_end_does_not_go_further(index: int, up: bool, sentence: str) -> None:
    rows = siblings()
    with pytest.raises(AlurSalah, match=sentence):
        place_one_step(rows, rows[index], up=up)
    assert order(rows) == [1, 2, 3]


# ── texts ──
def test_a_required_text_is_tidied_or_refused_with_the_sentence() -> None:
    assert required("  Bunyi ", "Tulis.") == "Bunyi"
    with pytest.raises(ValidationError, match="Tulis"):
        required("  ", "Tulis.")


def test_a_long_text_is_named_by_its_beginning() -> None:
    assert shorten("a" * 60) == "a" * 60
    assert shorten("a" * 61) == f"{'a' * 59}…"


def test_outcomes_of_one_form_are_taken_together() -> None:
    result = FieldResult(tersimpan=["a"])
    result.add(FieldResult(tersimpan=["b"], salah={"c": "Salah."}))
    assert result.tersimpan == ["a", "b"]
    assert result.salah == {"c": "Salah."}


# ── the draf ──
@pytest.mark.parametrize(("draft_class", "model"), DRAFTS)
def test_a_draf_that_was_dropped_meanwhile_is_said_in_words(
    peragaan: Peragaan, draft_class: Any, model: Any
) -> None:
    gone = model(pk=0)
    planner = peragaan.pengguna("penyusun")
    with (
        pytest.raises(AlurSalah, match="sudah dibuang"),
        open_draft(draft_class, versi=gone, oleh=planner, waktu=timezone.now()),
    ):
        raise AssertionError("opened")


@pytest.mark.parametrize(("draft_class", "model"), DRAFTS)
def test_a_version_that_is_laid_down_is_opened_and_undone_by_nobody(
    peragaan: Peragaan, draft_class: Any, model: Any
) -> None:
    laid_down = model.objects.exclude(status="draf").first()
    planner = peragaan.pengguna("penyusun")
    if laid_down is None:
        laid_down = model.objects.first()
        model.objects.filter(pk=laid_down.pk).update(
            status="ditetapkan",
            nomor_surat="1",
            tanggal=timezone.localdate(),
            ditetapkan_oleh=planner,
            ditetapkan_pada=timezone.now(),
        )
    with (
        pytest.raises(AlurSalah, match=LAID_DOWN),
        open_draft(draft_class, versi=laid_down, oleh=planner, waktu=timezone.now()),
    ):
        raise AssertionError("opened")
    with pytest.raises(AlurSalah, match=LAID_DOWN):
        last_step(draft_class.kind, versi=laid_down, oleh=planner)
    assert next_steps(draft_class.kind, laid_down, planner) == {"urung": "", "ulang": ""}


@pytest.mark.parametrize(("draft_class", "model"), DRAFTS)
def test_a_year_begins_once_and_within_the_calendar(peragaan: Peragaan, draft_class: Any, model: Any) -> None:
    kind = draft_class.kind
    dokumen = kind.dokumen(model.objects.select_related(f"{kind.induk}__instansi").first())
    with pytest.raises(AlurSalah, match=f"{kind.nama} tahun {dokumen.tahun} sudah ada"):
        check_new_year(kind, dokumen.instansi, dokumen.tahun)
    with pytest.raises(ValidationError, match="Tahun harus antara 2000 dan 2100"):
        check_new_year(kind, dokumen.instansi, 1999)
    check_new_year(kind, dokumen.instansi, 2100)
