"""The printed fields of an indicator as texts, from the database and from a file, named as in
``versions.editing.MEDAN``, so that the two can be compared and the difference saved by the editor's acts."""

from __future__ import annotations

from collections.abc import Mapping

from bakesbang.importing.vocabulary import ColumnRole
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.fields import FIELDS, PENANGGUNG_JAWAB
from bakesbang.kinerja.models import KetetapanIndikator

TW = ("", "TW I", "TW II", "TW III", "TW IV")
DROP, LEAVE = "buang", "biarkan"
# Shorter than in the editors: a comparison names a field beside what it holds.
_SHORT = {
    "uraian": "Bunyi",
    "kode_nomenklatur": "Kode",
    "catatan": "Catatan",
    "penanggung_jawab_cetak": PENANGGUNG_JAWAB,
    "penanggung_jawab": "Jabatan",
    "agregasi": "Agregasi",
    "sasaran": "Sasaran",
    "alasan": "Alasan",
}
_AS_EVERYWHERE = ("tahunan", "sumber_data", "definisi_operasional", "satuan", "rumus")
_FIELDS = _SHORT | {name: FIELDS[name].label for name in _AS_EVERYWHERE}


def field_label(name: str) -> str:
    """ "tw2.penjelasan" → "Penjelasan TW II"."""
    if name.startswith("tw"):
        tw, _, parts = name.partition(".")
        return {"penjelasan": "Penjelasan ", "tafsir": "Cara membaca "}.get(parts, "") + TW[int(tw[2:])]
    return _FIELDS.get(name, name)


def old_fields(k: KetetapanIndikator) -> dict[str, str]:
    """The printed fields of an indicator as texts, named as in ``versions.editing.MEDAN``."""
    yearly = getattr(k, "target_tahunan", None)
    content = {
        "uraian": k.uraian,
        "agregasi": k.agregasi,
        "satuan": k.satuan,
        "sumber_data": k.sumber_data,
        "definisi_operasional": k.definisi_operasional,
    }
    content |= {
        "tahunan": yearly.teks if yearly else "",
        "penanggung_jawab": ",".join(str(p) for p in sorted(j.pk for j in k.penanggung_jawab.all())),
    }
    for t in k.target_triwulan.all():
        content |= {
            f"tw{t.triwulan}.teks": t.teks,
            f"tw{t.triwulan}.penjelasan": t.penjelasan,
            f"tw{t.triwulan}.tafsir": t.tafsir,
        }
    return content


def new_fields(
    i: IndikatorBaru, role: set[ColumnRole | None], jabatan_by_code: Mapping[str, int]
) -> dict[str, str]:
    """What the file says of an indicator; a field whose column it does not have is left as it is."""
    content = {"uraian": i.uraian}
    if i.tahunan is not None:
        content["tahunan"] = i.tahunan.teks
    for tw, t in i.triwulan.items():
        content[f"tw{tw}.teks"] = t.teks
        if t.tafsir:
            content[f"tw{tw}.tafsir"] = t.tafsir
        if t.penjelasan or ColumnRole.PENJELASAN in role:
            content[f"tw{tw}.penjelasan"] = t.penjelasan
    if i.agregasi and "agregasi" not in i.usulan:
        content["agregasi"] = i.agregasi
    for column, name in (
        (ColumnRole.SATUAN, "satuan"),
        (ColumnRole.SUMBER_DATA, "sumber_data"),
        (ColumnRole.DEFINISI, "definisi_operasional"),
    ):
        if column in role:
            content[name] = getattr(i, name)
    if ColumnRole.PENANGGUNG_JAWAB in role:
        content["penanggung_jawab"] = ",".join(
            str(p) for p in sorted(jabatan_by_code[k] for k in i.jabatan if k in jabatan_by_code)
        )
    return content
