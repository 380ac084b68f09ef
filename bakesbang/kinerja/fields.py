"""The fields of an indicator, each said once: what it is called, how it is typed, what may be
chosen.

Editors, kamus, comparison, import and forms read from here. A stored column takes its words from
its model, so a form and the database never call it by two names; a document that prints another
word says so with ``dataclasses.replace``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from bakesbang.kinerja.model_indikator import (
    KetetapanIndikator,
    TargetTriwulan,
    Variabel,
)
from bakesbang.kinerja.pilihan import TRIWULAN
from bakesbang.trail.tags import columns

# How a field is typed; the templates of the editors choose by these words.
LINE = "baris"
TEXT = "teks"
CHOICE = "pilih"
BOXES = "centang"

YES = "ya"  # what a form holds for a thing that is so; "" for one that is not
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Field:
    """``name`` is the stored word of its column (``trail.tags``): under it it is posted and
    compared."""

    name: str
    label: str
    kind: str = LINE
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up for every cell of a comparison: made once.
        object.__setattr__(self, "words", dict(self.choices))

    def spoken(self, value: str) -> str:
        """A stored choice in its words."""
        return self.words.get(value, value)


def column(
    model: type[Model],
    name: str,
    *,
    kind: str = LINE,
    help: str = "",
    blank: str = "",
) -> Field:
    """The field of a stored column: label and choices are those of its model. ``blank``: the words
    of no choice, where there may be none."""
    stored = columns(model)[name]
    label = str(stored.verbose_name)
    choices = [(str(value), str(words)) for value, words in stored.choices or ()]
    if blank:
        choices.insert(0, ("", blank))
    return Field(
        name=name,
        label=f"{label[:1].upper()}{label[1:]}",
        kind=CHOICE if choices else kind,
        help=help,
        choices=tuple(choices),
    )


def by_name(fields: Sequence[Field]) -> dict[str, Field]:
    """Fields in their order, found by name."""
    return {one.name: one for one in fields}


def _of_ketetapan(name: str, **said: str) -> Field:
    return column(KetetapanIndikator, name, **said)


YES_OR_NO = ((YES, "Ya"), ("", "Tidak"))

FIELDS: dict[str, Field] = by_name(
    [
        _of_ketetapan("uraian", kind=TEXT),
        _of_ketetapan("definisi_operasional", kind=TEXT),
        _of_ketetapan("satuan"),
        _of_ketetapan("desimal"),
        _of_ketetapan("polaritas"),
        _of_ketetapan("aturan_minimal"),
        _of_ketetapan("nilai_terburuk"),
        _of_ketetapan("agregasi", blank="Belum dipilih, tahun tidak dinilai"),
        _of_ketetapan("frekuensi"),
        Field(
            "boleh_negatif",
            _of_ketetapan("boleh_negatif").label,
            CHOICE,
            choices=YES_OR_NO,
        ),
        _of_ketetapan("sumber_data", kind=TEXT),
        _of_ketetapan("rumus"),
        _of_ketetapan("kebijakan_nihil"),
        Field("tahunan", "Target tahun"),
        Field(
            "bertriwulan",
            "Bertarget triwulan",
            CHOICE,
            choices=(
                (YES, "Ya, empat sel target"),
                ("", "Tidak, hanya target tahun"),
            ),
        ),
        *(Field(f"tw{n}.teks", label) for n, label in TRIWULAN),
        Field("penanggung_jawab", "Jabatan penanggung jawab", BOXES),
        Field("pengisi", "Unit pengisi", BOXES),
    ]
)

# What is asked of one quarter, beside its target.
QUARTER_FIELDS: dict[str, Field] = by_name(
    [
        Field("teks", "Target"),
        Field("penjelasan", "Penjelasan", TEXT),
        Field(
            "jenis",
            "Yang diukur",
            CHOICE,
            choices=column(TargetTriwulan, "jenis").choices,
        ),
    ]
)

# What is said of one input of the formula.
INPUT_FIELDS: dict[str, Field] = by_name(
    [
        column(Variabel, "label"),
        column(Variabel, "kode"),
        column(Variabel, "satuan"),
        column(Variabel, "sumber_data", kind=TEXT),
        column(Variabel, "agregasi"),
    ]
)

# Short words, where a table or a sheet has no room for more.
PENANGGUNG_JAWAB = "Penanggung jawab"
CARA_MENGGABUNG = INPUT_FIELDS["agregasi"].label
