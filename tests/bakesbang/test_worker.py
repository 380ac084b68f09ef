"""A client that drips loses its connection; one that sends steadily does not."""

import socket

import pytest

from bakesbang.worker import GRACE_SECONDS, SLOWEST_BYTES_A_SECOND, ImpatientSocket


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_bytes_by_drops_end_after_the_grace(pair):
    clock = Clock()
    patient = ImpatientSocket(pair[0], clock=clock)
    for _ in range(3):
        pair[1].send(b"x")
        assert patient.recv(10) == b"x"
        clock.now += GRACE_SECONDS / 3
    clock.now += 1
    with pytest.raises(TimeoutError, match="too slowly"):
        patient.recv(10)


def test_who_sends_steadily_has_as_long_as_it_takes(pair):
    clock = Clock()
    patient = ImpatientSocket(pair[0], clock=clock)
    for _ in range(20):
        pair[1].send(b"x" * SLOWEST_BYTES_A_SECOND)
        received = 0
        while received < SLOWEST_BYTES_A_SECOND:
            received += len(patient.recv(100_000))
        clock.now += 1
    assert clock.now > GRACE_SECONDS


def test_everything_else_is_the_sockets_own(pair):
    assert ImpatientSocket(pair[0]).fileno() == pair[0].fileno()
