"""The table of transitions of a realization (design: workflow). No form holds a status: a row moves only
by an act named here, and the act's guards stand in ``Realisasi``'s methods."""

from __future__ import annotations

from dataclasses import dataclass

from bakesbang.kinerja.pilihan import StatusRealisasi as S


@dataclass(frozen=True)
class Peralihan:
    dari: frozenset[str]
    ke: str
    kata: str  # how the trace says it


ISI, AJUKAN, TARIK, SETUJUI, KEMBALIKAN = "isi", "ajukan", "tarik", "setujui", "kembalikan"

ALUR: dict[str, Peralihan] = {
    ISI: Peralihan(frozenset({S.BELUM_DIISI, S.DRAF, S.DIKEMBALIKAN}), S.DRAF, "mengisi"),
    AJUKAN: Peralihan(frozenset({S.DRAF}), S.DIAJUKAN, "mengajukan"),
    TARIK: Peralihan(frozenset({S.DIAJUKAN}), S.DRAF, "menarik kembali"),
    SETUJUI: Peralihan(frozenset({S.DIAJUKAN}), S.DISETUJUI, "menyetujui"),
    KEMBALIKAN: Peralihan(frozenset({S.DIAJUKAN, S.DISETUJUI}), S.DIKEMBALIKAN, "mengembalikan"),
}


class AlurSalah(Exception):
    """An act that the state, the schedule, the lock or the person does not allow. The message is for the user."""


def peralihan(aksi: str, status: str) -> Peralihan:
    """The transition of an act from a state. Raises AlurSalah when there is none."""
    p = ALUR[aksi]
    if status not in p.dari:
        raise AlurSalah(f"Isian berstatus “{S(status).label}”, jadi tidak dapat {KATA_KERJA[aksi]}.")
    return p


KATA_KERJA = {
    ISI: "diisi",
    AJUKAN: "diajukan",
    TARIK: "ditarik",
    SETUJUI: "disetujui",
    KEMBALIKAN: "dikembalikan",
}
