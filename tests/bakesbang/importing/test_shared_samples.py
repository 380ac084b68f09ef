"""Small files as agencies make them, each of one kind of fault: the plan that comes out is the plan that must."""

from pathlib import Path

import pytest
import yaml

from bakesbang.reading.sources import read_file
from tests.bakesbang.importing.judging import judge

FOLDER = Path(__file__).parents[2] / "data" / "import"
SAMPLES = yaml.safe_load((FOLDER / "harapan.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("expected", SAMPLES, ids=[s["berkas"] for s in SAMPLES])
def test_the_plan_is_right_or_its_doubt_is_asked(expected):
    content = (FOLDER / expected["berkas"]).read_bytes()
    verdict = judge(read_file(content, expected["berkas"]), expected)
    assert verdict.right or verdict.asked, verdict.wrong
