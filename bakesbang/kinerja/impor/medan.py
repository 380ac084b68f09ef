"""The printed fields of an indicator as texts, from the database and from a file, named as in
``versions.editing.MEDAN``, so that the two can be compared and the difference saved by the editor's acts."""

from __future__ import annotations

from collections.abc import Mapping

from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.impor.kata import Peran
from bakesbang.kinerja.models import KetetapanIndikator

TW = ("", "TW I", "TW II", "TW III", "TW IV")
BUANG, BIARKAN = "buang", "biarkan"
_MEDAN = {"uraian": "Bunyi", "kode_nomenklatur": "Kode", "catatan": "Catatan", "penanggung_jawab_cetak": "Penanggung jawab", "tahunan": "Target tahun", "sumber_data": "Sumber data", "definisi_operasional": "Definisi operasional", "penanggung_jawab": "Jabatan", "satuan": "Satuan", "agregasi": "Agregasi", "rumus": "Formula", "sasaran": "Sasaran", "alasan": "Alasan"}  # fmt: skip


def sebut_medan(nama: str) -> str:
    """ "tw2.penjelasan" → "Penjelasan TW II"."""
    if nama.startswith("tw"):
        tw, _, bagian = nama.partition(".")
        return {"penjelasan": "Penjelasan ", "tafsir": "Cara membaca "}.get(bagian, "") + TW[int(tw[2:])]
    return _MEDAN.get(nama, nama)


def medan_lama(k: KetetapanIndikator) -> dict[str, str]:
    """The printed fields of an indicator as texts, named as in ``versions.editing.MEDAN``."""
    tahunan = getattr(k, "target_tahunan", None)
    isi = {
        "uraian": k.uraian,
        "agregasi": k.agregasi,
        "satuan": k.satuan,
        "sumber_data": k.sumber_data,
        "definisi_operasional": k.definisi_operasional,
    }
    isi |= {
        "tahunan": tahunan.teks if tahunan else "",
        "penanggung_jawab": ",".join(str(p) for p in sorted(j.pk for j in k.penanggung_jawab.all())),
    }
    for t in k.target_triwulan.all():
        isi |= {
            f"tw{t.triwulan}.teks": t.teks,
            f"tw{t.triwulan}.penjelasan": t.penjelasan,
            f"tw{t.triwulan}.tafsir": t.tafsir,
        }
    return isi


def medan_baru(i: IndikatorBaru, peran: set[Peran | None], jabatan: Mapping[str, int]) -> dict[str, str]:
    """What the file says of an indicator; a field whose column it does not have is left as it is."""
    isi = {"uraian": i.uraian}
    if i.tahunan is not None:
        isi["tahunan"] = i.tahunan.teks
    for tw, t in i.triwulan.items():
        isi[f"tw{tw}.teks"] = t.teks
        if t.tafsir:
            isi[f"tw{tw}.tafsir"] = t.tafsir
        if t.penjelasan or Peran.PENJELASAN in peran:
            isi[f"tw{tw}.penjelasan"] = t.penjelasan
    if i.agregasi and "agregasi" not in i.usulan:
        isi["agregasi"] = i.agregasi
    for kolom, nama in (
        (Peran.SATUAN, "satuan"),
        (Peran.SUMBER_DATA, "sumber_data"),
        (Peran.DEFINISI, "definisi_operasional"),
    ):
        if kolom in peran:
            isi[nama] = getattr(i, nama)
    if Peran.PENANGGUNG_JAWAB in peran:
        isi["penanggung_jawab"] = ",".join(
            str(p) for p in sorted(jabatan[k] for k in i.jabatan if k in jabatan)
        )
    return isi
