"""Reading in a process of its own, with limits on processor time and memory, so that no file holds
a web worker.

``read_file_apart`` is what pages and commands call; the answer is the same as that of
``read_file``. The other process gets the file on its standard input and answers with JSON; it opens
nothing, writes nothing, and is ended when it takes too long, together with whatever it started.
Where no process can be started the file is read here, under the same bounds on rows, cells and
elements.

Run as a program (``python -m bakesbang.reading.apart NAME``) it is the other side."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from bakesbang.reading.archive_guard import FileRefused
from bakesbang.reading.grid import ReadSource
from bakesbang.reading.sources import MAX_SIZE, read_file

MAX_SECONDS = 45  # by the wall, under the patience of the web server (60)
MAX_PROCESSOR_SECONDS = 40
MAX_MEMORY = 1_200 * 1024 * 1024
MAX_AT_ONCE = 2  # files that one worker has read at the same time
MAX_WAIT = 15
MAX_SHORT_TEXT = 256 * 1024

_ROOT = Path(__file__).resolve().parents[2]
_places = threading.BoundedSemaphore(MAX_AT_ONCE)


def read_file_apart(content: bytes, name: str) -> ReadSource:
    """``read_file`` in a process with limits. Raises FileRefused."""
    if len(content) > MAX_SIZE or _is_short_text(content):
        return read_file(content, name)  # refused at once, or read in linear time
    if not _places.acquire(timeout=MAX_WAIT):
        raise FileRefused("Server sedang membaca berkas lain. Coba lagi sebentar lagi.")
    try:
        answer = _ask(content, name)
    except OSError:
        return read_file(content, name)
    finally:
        _places.release()
    return _understood(answer, name)


def _is_short_text(content: bytes) -> bool:
    return len(content) <= MAX_SHORT_TEXT and b"\x00" not in content and b"%PDF-" not in content[:1024]


def _ask(content: bytes, name: str) -> bytes:
    """What the other process answered; nothing when it died. Raises FileRefused when it took too
    long, OSError when it could not be started."""
    command = [sys.executable, "-m", "bakesbang.reading.apart", name]
    with subprocess.Popen(  # noqa: S603  our own module; the name is an argument, never a shell's word
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    ) as process:
        try:
            answer, _ = process.communicate(content, timeout=MAX_SECONDS)
        except subprocess.TimeoutExpired:
            raise FileRefused(_too_slow(name)) from None
        finally:
            _end(process)
    return answer


def _environment() -> dict[str, str]:
    """Nothing of the server's own settings and secrets goes along."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TMPDIR") if key in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Also what it may have started: it leads a session of its own."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _understood(answer: bytes, name: str) -> ReadSource:
    try:
        kind, text = json.loads(answer)
        if kind == "refused":
            raise FileRefused(text)
        return ReadSource.from_json(text)
    except FileRefused:
        raise
    except ValueError:  # it was ended by its limits before it could answer
        raise FileRefused(_too_slow(name)) from None


def _too_slow(name: str) -> str:
    return (
        f"“{name}” terlalu berat untuk dibaca. Salin lembar atau tabel yang diperlukan saja ke berkas baru, "
        "lalu unggah berkas itu."
    )


# ── the other side ──
def limit_this_process() -> None:
    """Where the system has such limits; elsewhere only the time by the wall counts."""
    try:
        import resource
    except ImportError:
        return
    limits = [
        (resource.RLIMIT_CPU, MAX_PROCESSOR_SECONDS),
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for limit, value in limits:
        _, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (allowed, allowed))


def main(name: str) -> None:
    """Reads standard input, answers on standard output."""
    limit_this_process()
    content = sys.stdin.buffer.read(MAX_SIZE + 1)
    try:
        answer = ("read", read_file(content, name).to_json())
    except FileRefused as refusal:
        answer = ("refused", str(refusal))
    except (MemoryError, RecursionError):
        answer = ("refused", _too_slow(name))
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main(sys.argv[1])
