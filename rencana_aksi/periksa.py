"""What is unusual in a plan before it is laid down: told in sentences, never a reason to refuse
(domain guide §8)."""

from __future__ import annotations

from collections.abc import Sequence

from bakesbang.calculation.values.value import ValueState
from rencana_aksi.pohon import Simpul, hitung, telusuri


def periksa(pohon: Sequence[Simpul]) -> list[str]:
    """One sentence per kind of doubt."""
    ketetapan = {b.ketetapan.id: b.ketetapan for s in telusuri(pohon) for b in s.indikator}.values()
    tanpa_indikator = sum(not s.indikator for s in telusuri(pohon))
    kosong = hitung(pohon).kosong
    tanpa_agregasi = sum(not k.agregasi for k in ketetapan)
    usulan = sum(bool(k.usulan) for k in ketetapan)
    target = [t for k in ketetapan for t in ((k.tahunan, *k.triwulan) if k.tahunan else k.triwulan)]
    ragu = sum(t.nilai.doubt.value != "" for t in target)
    teks = sum(t.keadaan == ValueState.TEXT for t in target)
    kalimat = [
        (tanpa_indikator, "sasaran belum mempunyai indikator."),
        (
            kosong,
            "sel target triwulan kosong: targetnya belum disebut. Kosong bukan strip dan bukan 0.",
        ),
        (
            ragu,
            "target dapat dibaca dua cara (misalnya 1.500) dan belum dijawab.",
        ),
        (
            teks,
            "target tidak terbaca sebagai angka (misalnya “lima”), jadi tidak dapat dinilai.",
        ),
        (
            tanpa_agregasi,
            "indikator belum punya cara menggabung triwulan, jadi tahunnya tidak dinilai.",
        ),
        (
            usulan,
            (
                "indikator masih memuat usulan (polaritas, cara menggabung, satuan, atau tahapan) "
                "yang ikut berlaku."
            ),
        ),
    ]
    return [f"{banyak} {teks}" for banyak, teks in kalimat if banyak]
