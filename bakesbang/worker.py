"""gunicorn's threaded worker, with a deadline for a client that sends or takes its bytes by drops.

A thread reads a request's body only as fast as the client sends it. Eight clients who send one
byte a minute would otherwise hold all threads of a bare server; here each one loses its connection
soon."""

from __future__ import annotations

import socket
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

GRACE_SECONDS = 15.0
SLOWEST_BYTES_A_SECOND = 20_000
SEND_SECONDS = 60.0


class ImpatientSocket:
    """What gunicorn reads from: ``recv`` ends with TimeoutError when the bytes come too slowly."""

    def __init__(self, sock: socket.socket, *, clock: Any = time.monotonic) -> None:
        self.plain = sock
        self._clock = clock
        self._start = clock()
        self._received = 0

    def recv(self, size: int) -> bytes:
        self.plain.settimeout(self._left())
        data = self.plain.recv(size)
        self._received += len(data)
        self.plain.settimeout(SEND_SECONDS)
        return data

    def _left(self) -> float:
        """Seconds that are left: more for who has sent much."""
        allowed = GRACE_SECONDS + self._received / SLOWEST_BYTES_A_SECOND
        left = allowed - (self._clock() - self._start)
        if left <= 0:
            raise TimeoutError("the client sends too slowly")
        return left

    def __getattr__(self, name: str) -> Any:
        return getattr(self.plain, name)


class DeadlineWorker(ThreadWorker):
    """``worker_class`` of ``gunicorn_conf.py``."""

    def handle(self, conn: Any) -> Any:
        """Every request of a connection begins with ``init``; the deadline begins with it."""
        conn.init = partial(init_with_deadline, conn)
        return super().handle(conn)


def init_with_deadline(conn: Any) -> None:
    """gunicorn's own, then a new deadline for the request that is about to be read."""
    type(conn).init(conn)
    unreader = getattr(conn.parser, "unreader", None)
    plain = getattr(unreader, "sock", None)
    if unreader is None or plain is None:
        return
    if isinstance(plain, ImpatientSocket):
        plain = plain.plain
    unreader.sock = ImpatientSocket(plain)
