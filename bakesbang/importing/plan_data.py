"""What would be stored, as plain JSON: the texts of each indicator exactly as the database would keep them."""

from __future__ import annotations

from typing import Any

from bakesbang.kinerja.bentuk import IndikatorBaru


def indikator_data(new: IndikatorBaru, penanggung_jawab: str) -> dict[str, Any]:
    """One indicator: ``target_tahun`` is None where there is no annual target, ``triwulan`` is empty where
    there are no quarters, and only written explanations stand in ``penjelasan``."""
    quarters = sorted(new.triwulan.items())
    return {
        "uraian": new.uraian,
        "satuan": new.satuan,
        "target_tahun": new.tahunan.teks if new.tahunan is not None else None,
        "triwulan": {str(tw): target.teks for tw, target in quarters},
        "penjelasan": {str(tw): target.penjelasan for tw, target in quarters if target.penjelasan},
        "penanggung_jawab": penanggung_jawab,
        "polaritas": str(new.polaritas),
    }
