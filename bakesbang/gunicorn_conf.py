"""How gunicorn serves the house (``./jalankan``; under systemd the same command)."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

bind = f"{os.environ.get('BAKESBANG_BIND') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("BAKESBANG_WORKERS") or "2")
worker_class = "gthread"
threads = 4
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
