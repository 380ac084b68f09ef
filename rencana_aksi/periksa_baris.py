"""What is unusual in one indicator while it is being written: sentences beside the row, never a
reason to refuse (domain guide §8)."""

from __future__ import annotations

from bakesbang.calculation.agregasi import Sel, periksa_tahunan
from bakesbang.calculation.quality import (
    deret,
    mengulang,
    target_nol,
    target_teks,
)
from bakesbang.calculation.triwulan import sebut
from bakesbang.calculation.values.value import Keadaan
from rencana_aksi.pohon import Ketetapan


def periksa_baris(k: Ketetapan, *, sasaran: str, daun: bool) -> tuple[str, ...]:
    """``daun``: nothing stands under the sasaran, so that nobody else can answer for it."""
    sel = tuple(Sel.buat(t.triwulan, t.nilai, jenis=t.jenis) for t in k.triwulan)
    tahunan = k.tahunan.nilai if k.tahunan else None
    hal = [
        target_teks(tahunan, sel),
        *periksa_tahunan(sel, k.agregasi, tahunan),
        target_nol(k.polaritas, tahunan, sel),
        *_strip(k),
    ]
    if mengulang(k.uraian, [sasaran]):
        hal.append("Indikator hanya mengulang sasarannya. Sebut apa yang diukur.")
    if daun and not k.penanggung_jawab:
        hal.append("Belum ada jabatan penanggung jawab.")
    if not k.agregasi:
        hal.append("Cara menggabung triwulan belum dipilih, jadi tahunnya tidak dinilai.")
    return tuple(kalimat for kalimat in hal if kalimat)


def _strip(k: Ketetapan) -> list[str]:
    strip = [
        sebut(t.triwulan)
        for t in k.triwulan
        if t.keadaan == Keadaan.STRIP and not t.penjelasan.strip()
    ]
    return [f"{deret(strip)} bertanda “-” tanpa penjelasan."] if strip else []
