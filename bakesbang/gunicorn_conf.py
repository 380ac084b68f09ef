"""How gunicorn serves the house (``./jalankan``; under systemd the same command)."""

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

bind = f"{os.environ.get('BAKESBANG_BIND') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("BAKESBANG_WORKERS") or "2")
# Threads and a deadline for slow clients: see there.
worker_class = "bakesbang.worker.DeadlineWorker"
threads = 8
timeout = 60
# One import for all workers: half the start-up time and memory.
preload_app = True
# Otherwise gunicorn opens a control socket in the home folder of whoever starts it.
control_socket_disable = True
loglevel = "warning"
if Path("/dev/shm").is_dir():  # noqa: S108  the heartbeat file must not wait for a slow disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server: "Arbiter") -> None:
    """Say where to look, once the port is really open."""
    print(f"Siap: http://{bind}/   (hentikan dengan Ctrl+C)", flush=True)  # noqa: T201


# ── Python's collector of cycles ──
# A page of 300 indicators makes a hundred thousand objects that are all needed until it is sent. Looking through them
# (and through everything ever imported) again and again while they are made took a third of its time.
AMBANG_BARU, AMBANG_BERSIH = 100_000, 5_000


def redakan_pemungut() -> None:
    """What is imported is never looked through again, new objects only when there are many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(AMBANG_BARU, 10, 10)


def bersihkan() -> None:
    """Takes away what a large page left, so that memory does not grow; nothing after a small one."""
    baru, muda, _ = gc.get_count()
    if baru > AMBANG_BERSIH or muda:
        gc.collect()


def post_worker_init(worker: Any) -> None:
    """Once the application stands in the worker."""
    redakan_pemungut()


def post_request(worker: Any, req: Any, environ: Any, resp: Any) -> None:
    """After the answer was sent: nobody waits for it."""
    bersihkan()
