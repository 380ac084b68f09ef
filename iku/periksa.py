"""What is still unusual about a list of IKU before it is laid down: sentences that warn and never
block."""

from __future__ import annotations

from collections.abc import Sequence

from iku.tabel import ButirIku


def periksa(butir: Sequence[ButirIku]) -> list[str]:
    syarat = (
        (
            "belum bertarget tahunan, jadi capaiannya tidak dinilai",
            [b for b in butir if b.lembar.target is None],
        ),
        (
            "masih memakai isian usulan (ditandai pada halaman indikatornya)",
            [b for b in butir if b.baris.ketetapan.usulan],
        ),
        (
            "tanpa formula, jadi nilainya diisi langsung",
            [b for b in butir if b.lembar.rumus is None],
        ),
        (
            "belum bersumber data",
            [b for b in butir if not b.baris.ketetapan.sumber_data],
        ),
        (
            "belum berpenanggung jawab",
            [b for b in butir if not b.penanggung_jawab],
        ),
    )
    return [f"{len(kena)} dari {len(butir)} indikator {akibat}." for akibat, kena in syarat if kena]
