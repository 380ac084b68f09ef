"""The words of rows in the trace and in pictures of undo: those of the database, whatever the code is called."""

import json
from pathlib import Path

import pytest

from bakesbang.trail.tags import columns, model_tag, relation_tag, tagged_model

# Labels and field names of every model at 85166e4, as they were stored; never made again (tests/data/README.md).
STORED = json.loads((Path(__file__).parents[2] / "data" / "stored_rows.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("tag", STORED)
def test_what_was_stored_of_a_row_still_names_its_model_and_fields(tag):
    model = tagged_model(tag)
    relations = [relation_tag(f) for f in model._meta.local_many_to_many]
    assert set(STORED[tag]) <= {*columns(model), *relations}


@pytest.mark.parametrize("tag", STORED)
def test_a_row_is_told_of_by_the_same_word_as_ever(tag):
    assert model_tag(tagged_model(tag)) == tag


def test_a_tag_of_no_table_is_refused():
    with pytest.raises(KeyError):
        tagged_model("kinerja.lain")
