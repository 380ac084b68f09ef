"""A field is called by one name wherever it is read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from bakesbang.kinerja.fields import CHOICE, FIELDS, INPUT_FIELDS, TEXT, YES, by_name, column
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import Agregasi
from bakesbang.versions.editing import MEDAN

ROOT = Path(settings.BASE_DIR)
# The core knows no model, and the importer's pure half names columns of other people's tables.
MAY_WRITE = ("bakesbang/calculation/", "bakesbang/importing/vocabulary.py")
LABELS = {
    FIELDS[name].label
    for name in (
        "definisi_operasional",
        "sumber_data",
        "desimal",
        "aturan_minimal",
        "nilai_terburuk",
        "agregasi",
        "boleh_negatif",
        "kebijakan_nihil",
    )
}


def source() -> Iterator[tuple[str, ast.Module]]:
    for room in ("bakesbang", "iku", "rencana_aksi"):
        for file in sorted((ROOT / room).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if "migrations" not in file.parts and not name.startswith(MAY_WRITE):
                yield name, ast.parse(file.read_text(encoding="utf-8"))


def test_no_other_module_writes_the_label_of_a_field() -> None:
    written = [
        f"{name}:{node.lineno} {node.value}"
        for name, tree in source()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in LABELS
    ]
    assert written == []


def test_a_label_is_the_name_that_the_model_stores_with_a_capital() -> None:
    for name, one in FIELDS.items():
        if name in {f.name for f in KetetapanIndikator._meta.concrete_fields}:
            stored = KetetapanIndikator._meta.get_field(name).verbose_name
            assert one.label.lower() == stored.lower()
            assert one.label[0].isupper()


def test_a_choice_is_spoken_in_its_words_and_another_value_as_it_is() -> None:
    assert FIELDS["agregasi"].spoken(Agregasi.RASIO) == Agregasi.RASIO.label
    assert FIELDS["agregasi"].spoken("") == "Belum dipilih, tahun tidak dinilai"
    assert FIELDS["boleh_negatif"].spoken(YES) == "Ya"
    assert FIELDS["boleh_negatif"].spoken("") == "Tidak"
    assert FIELDS["satuan"].spoken("kegiatan") == "kegiatan"


def test_every_editable_field_without_parts_is_described() -> None:
    whole = {name for name in MEDAN if "." not in name} - {"usulan"}
    assert whole <= FIELDS.keys()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("polaritas", CHOICE), ("sumber_data", TEXT)],
)
def test_a_column_with_choices_is_chosen_and_a_long_one_is_a_text(name: str, kind: str) -> None:
    assert column(KetetapanIndikator, name, kind=TEXT).kind == kind


def test_fields_are_found_by_name_in_their_order() -> None:
    assert list(INPUT_FIELDS) == ["label", "kode", "satuan", "sumber_data", "agregasi"]
    assert by_name([]) == {}
