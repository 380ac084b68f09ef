"""The forms of the nation, six invented agencies each: every indicator, target and parent, nothing invented and
nothing asked."""

import pytest

from bakesbang.reading.sources import read_file
from tests.bakesbang.importing.judging import judge
from tests.bakesbang.importing.national_forms import YEAR, all_forms


@pytest.mark.parametrize(("name", "form"), all_forms(), ids=[name for name, _ in all_forms()])
def test_a_form_of_the_nation_becomes_its_plan(name, form):
    verdict = judge(read_file(form.xlsx, f"{name}.xlsx"), form.expected, YEAR)
    assert verdict.wrong == []
