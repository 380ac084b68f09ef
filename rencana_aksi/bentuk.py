"""The plan as plain data: what fixtures, imports and copies hand to ``tindakan.buat``."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bakesbang.kinerja.bentuk import IndikatorBaru, indikator_dari_data


@dataclass(frozen=True)
class IndikatorSasaranBaru:
    indikator: IndikatorBaru
    penanggung_jawab_cetak: str = ""


@dataclass(frozen=True)
class SasaranBaru:
    """One objective with what stands under it. ``kunci`` links it to the same sasaran of another version;
    ``jenjang`` 0 is one below its parent."""

    uraian: str
    indikator: tuple[IndikatorSasaranBaru, ...] = ()
    anak: tuple[SasaranBaru, ...] = ()
    kode_nomenklatur: str = ""
    kunci: uuid.UUID | None = None
    catatan: str = ""
    jenjang: int = 0

    def di_bawah(self, induk: int) -> int:
        """Its level under a parent of that level (0: none)."""
        return max(self.jenjang, induk + 1)

    def telusuri(self) -> Iterator[SasaranBaru]:
        yield self
        for anak in self.anak:
            yield from anak.telusuri()


def sasaran_dari_data(data: Mapping[str, Any]) -> SasaranBaru:
    """From one sasaran of a fixture, with everything below it."""
    return SasaranBaru(
        uraian=data["uraian"],
        indikator=tuple(
            IndikatorSasaranBaru(indikator_dari_data(i), i.get("penanggung_jawab_cetak", ""))
            for i in data.get("indikator", ())
        ),
        anak=tuple(sasaran_dari_data(anak) for anak in data.get("anak", ())),
        kode_nomenklatur=data.get("kode_nomenklatur", ""),
    )
