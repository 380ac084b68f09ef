"""Cycles among indicators that take the result of one another: refused when a formula is saved, path shown."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def find_cycle(sisi: Mapping[T, Iterable[T]]) -> tuple[T, ...] | None:
    """One cycle of a graph, start repeated at its end (``("A", "B", "A")``), or None.

    ``sisi`` says for every point which points it takes a result from. A diamond is no cycle: only points on the
    same path count. Long chains need no recursion.
    """
    selesai: set[T] = set()
    for awal in sisi:
        jalur: list[T] = []
        menunggu: list[Iterator[T]] = [iter((awal,))]
        while menunggu:
            titik = next((satu for satu in menunggu[-1] if satu not in selesai), None)
            if titik is None:
                menunggu.pop()
                if jalur:
                    selesai.add(jalur.pop())
            elif titik in jalur:
                return (*jalur[jalur.index(titik) :], titik)
            else:
                jalur.append(titik)
                menunggu.append(iter(sisi.get(titik, ())))
    return None
