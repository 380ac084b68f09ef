"""Reading in a process of its own."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from bakesbang.reading import apart
from bakesbang.reading.apart import read_file_apart
from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.sources import read_file
from tests.bakesbang.reading.office_files import number, row, sheet, styles, workbook

GOOD = workbook({"A": sheet(row(1, number("A1", "47515", 1)))}, style_part=styles(["General", "d-mmm"]))


def instead(monkeypatch: pytest.MonkeyPatch, program: str, tmp_path: Path) -> None:
    """Another program answers in the place of the reader."""
    script = tmp_path / "reader.py"
    script.write_text(program, encoding="utf-8")
    real = subprocess.Popen

    def started(command: list[str], **options: object) -> object:
        return real([sys.executable, str(script)], **options)

    monkeypatch.setattr(apart.subprocess, "Popen", started)


def test_the_answer_is_the_same_as_here():
    assert read_file_apart(GOOD, "a.xlsx") == read_file(GOOD, "a.xlsx")


def test_a_refusal_comes_over_as_its_sentence():
    with pytest.raises(FileRefused, match="rusak"):
        read_file_apart(GOOD[:200], "a.xlsx")


def ends(pid: int) -> bool:
    """Whether the process is gone, or goes: a signal that was sent takes effect when its turn comes."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        readable, _, _ = select.select([handle], [], [], 30)  # well before it would end by itself
    finally:
        os.close(handle)
    return bool(readable)


def test_what_takes_too_long_is_ended_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    child = tmp_path / "pid"
    program = (
        "import subprocess, sys, pathlib\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(p.pid))\n"
        "p.wait()\n"
    )
    instead(monkeypatch, program, tmp_path)
    monkeypatch.setattr(apart, "MAX_SECONDS", 5)
    with pytest.raises(FileRefused, match="terlalu berat"):
        read_file_apart(GOOD, "a.xlsx")
    assert ends(int(child.read_text()))


@pytest.mark.parametrize(
    "program",
    [
        "import os; os._exit(9)",
        "print('bukan jawaban')",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_a_process_that_dies_or_answers_nonsense_gives_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
):
    instead(monkeypatch, program, tmp_path)
    with pytest.raises(FileRefused, match="terlalu berat"):
        read_file_apart(GOOD, "a.xlsx")


def test_where_no_process_can_be_started_the_file_is_read_here(monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object, **__: object) -> None:
        raise OSError("no process")

    monkeypatch.setattr(apart.subprocess, "Popen", refused)
    assert read_file_apart(GOOD, "a.xlsx") == read_file(GOOD, "a.xlsx")


def test_when_all_places_are_taken_one_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "MAX_WAIT", 0)
    for _ in range(apart.MAX_AT_ONCE):
        assert apart._places.acquire(blocking=False)
    try:
        with pytest.raises(FileRefused, match="sebentar"):
            read_file_apart(GOOD, "a.xlsx")
    finally:
        for _ in range(apart.MAX_AT_ONCE):
            apart._places.release()


def test_the_limits_hold_in_the_other_process():
    program = (
        "from bakesbang.reading.apart import limit_this_process\n"
        "limit_this_process()\n"
        "try:\n    x = bytearray(3_000_000_000)\nexcept MemoryError:\n    print('memory')\n"
        "import resource\nprint(resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["memory", str(apart.MAX_PROCESSOR_SECONDS)]


def test_nothing_of_the_servers_settings_goes_along(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    assert "SECRET_KEY" not in apart._environment()
    assert os.environ["SECRET_KEY"] == "rahasia"
