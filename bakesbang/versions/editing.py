"""Editing what is laid down about an indicator, field by field, as text. Both editors stand on
this; the fields have the same names on the page, in the address of a conflict, and here
(``MEDAN``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from bakesbang.calculation.values.value import Interpretation, read_value
from bakesbang.kinerja.fields import YES
from bakesbang.kinerja.models import (
    KetetapanIndikator,
    PengisiIndikator,
    TargetTahunan,
    TargetTriwulan,
)
from bakesbang.kinerja.pilihan import JenisTarget
from bakesbang.kinerja.tindakan import atur_pengisi
from bakesbang.organisasi.models import Jabatan, Pengguna, UnitKerja
from bakesbang.trail.tags import attribute, columns
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions.copying import draf_ketetapan
from bakesbang.versions.field_saving import (
    Bentrok,
    FieldResult,
    bentrok_riwayat,
    pilah,
)

POLOS = (
    "uraian",
    "definisi_operasional",
    "satuan",
    "desimal",
    "polaritas",
    "aturan_minimal",
    "nilai_terburuk",
    "agregasi",
    "frekuensi",
    "boleh_negatif",
    "sumber_data",
    "kebijakan_nihil",
)
TW = tuple(f"tw{n}" for n in (1, 2, 3, 4))
BAGIAN_TW = ("teks", "penjelasan", "jenis", "tafsir")
MEDAN = (
    *POLOS,
    "tahunan",
    "tahunan.tafsir",
    *(f"{tw}.{bagian}" for tw in TW for bagian in BAGIAN_TW),
    "bertriwulan",
    "penanggung_jawab",
    "pengisi",
    "usulan",
)
YA = YES
PK = re.compile(r"[0-9]{1,18}")
# Fields that name rows of the agency, and what is said of one that is not there.
CHOSEN = {
    "penanggung_jawab": "Jabatan itu tidak ada.",
    "pengisi": "Unit itu tidak ada.",
}
# A person who changes one of these has decided what was only proposed.
USULAN_DARI = {"jenis": "tahapan"}


@dataclass
class HasilSunting(FieldResult):
    """What became of each field that was sent. ``ketetapan`` is the row that holds it now."""

    ketetapan: KetetapanIndikator


def isi_kini(ketetapan: KetetapanIndikator, *, pengisi: Iterable[int] | None = None) -> dict[str, str]:
    """Every field as the text that a form would hold. Absent quarter cells read as blank ones;
    ``bertriwulan`` tells them apart. ``pengisi``: unit ids, for a caller that has read those of
    many."""
    texts = {word: _teks(getattr(ketetapan, _column(word))) for word in POLOS}
    texts |= _annual_texts(ketetapan)
    texts |= _quarter_texts(ketetapan)
    offices = sorted(j.pk for j in ketetapan.penanggung_jawab.all())
    texts["penanggung_jawab"] = _deret(offices)
    if pengisi is None:
        rows = PengisiIndikator.objects.filter(indikator=ketetapan.indikator_id)
        pengisi = rows.values_list("unit_id", flat=True)
    texts["pengisi"] = _deret(pengisi)
    texts["usulan"] = _deret(sorted(ketetapan.usulan))
    return texts


def _column(word: str) -> str:
    """The attribute of a ketetapan that holds the field with this stored word."""
    return attribute(KetetapanIndikator, word)


def _annual_texts(ketetapan: KetetapanIndikator) -> dict[str, str]:
    target = ketetapan.target_tahun()
    if target is None:
        return {"tahunan": "", "tahunan.tafsir": ""}
    return {"tahunan": target.teks, "tahunan.tafsir": target.tafsir}


def _quarter_texts(ketetapan: KetetapanIndikator) -> dict[str, str]:
    targets = {t.triwulan: t for t in ketetapan.target_triwulan.all()}
    texts = {"bertriwulan": YA if targets else ""}
    for n, tw in enumerate(TW, start=1):
        target = targets.get(n) or TargetTriwulan(triwulan=n)
        for part in BAGIAN_TW:
            texts[f"{tw}.{part}"] = str(getattr(target, attribute(TargetTriwulan, part)))
    return texts


def _teks(nilai: Any) -> str:
    if isinstance(nilai, str):
        return nilai
    if isinstance(nilai, bool):
        return YA if nilai else ""
    if nilai is None:
        return ""
    return str(nilai).replace(".", ",")


def _deret(isi: Any) -> str:
    return ",".join(map(str, isi))


def _urai(teks: str) -> list[str]:
    return [t for t in teks.split(",") if t]


@transaction.atomic
def ubah_ketetapan(
    *,
    ketetapan: KetetapanIndikator,
    dokumen: str,
    perubahan: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
    oleh: Pengguna,
    waktu: datetime,
    alasan: str = "",
) -> HasilSunting:
    """Saves fields (``MEDAN``) of one indicator in a draf. ``dimuat`` is what this browser loaded:
    a field that meanwhile holds something else is a conflict and stays as it is; all others merge.
    A ketetapan in force is copied into the indicator's draf first; the caller then points its row
    to ``HasilSunting.ketetapan``.

    Raises ValidationError for an unknown field, or when a ketetapan in force is touched without
    ``alasan``."""
    k = _baris_draf(ketetapan.pk)
    kini = isi_kini(k)
    if dimuat is not None:
        # Confirming only takes proposals away, so it can never overwrite what another person
        # decided.
        dimuat = {**dimuat, "usulan": kini["usulan"]}
    pilahan = pilah(
        perubahan,
        kini=kini,
        dimuat=dimuat,
        periksa=lambda m, t: periksa_medan(k, m, t),
    )
    hasil = HasilSunting(k, salah=pilahan.salah)
    hasil.bentrok = [_bentrok(k, medan, kini[medan]) for medan in pilahan.bentrok]
    if pilahan.tulis:
        if pilahan.tulis.keys() != {"pengisi"}:
            hasil.ketetapan = draf_ketetapan(ketetapan=k, dokumen=dokumen, alasan=alasan, oleh=oleh)
        with acting_as(oleh, alasan):
            _tulis(hasil.ketetapan, pilahan.tulis, oleh, waktu)
        hasil.tersimpan = list(pilahan.tulis)
        hasil.ketetapan = KetetapanIndikator.objects.lengkap().get(pk=hasil.ketetapan.pk)
    return hasil


def _baris_draf(pk: int) -> KetetapanIndikator:
    """The row under lock; for one in force the indicator's draf, when there is one."""
    kunci = KetetapanIndikator.objects.select_for_update(of=("self",)).get(pk=pk)
    ada = (
        None
        if kunci.draf
        else KetetapanIndikator.objects.filter(indikator=kunci.indikator_id, status="draf").first()
    )
    return KetetapanIndikator.objects.lengkap().get(pk=(ada or kunci).pk)


def periksa_medan(k: KetetapanIndikator, medan: str, teks: str) -> str:
    """Why this text cannot stand in this field, in a sentence; "" when it can."""
    try:
        if medan in POLOS:
            _nilai_polos(medan, teks)
        elif medan in CHOSEN:
            _pilihan(k, medan, teks)
        elif medan == "tahunan" or medan.endswith(".teks"):
            TargetTahunan().isi(teks)
    except ValidationError as error:
        return " ".join(error.messages)
    return _refused_choice(k, medan, teks)


def _refused_choice(k: KetetapanIndikator, medan: str, teks: str) -> str:
    """The same of a field in which one of a few things is chosen."""
    if medan == "bertriwulan":
        return _periksa_bertriwulan(k, teks)
    if medan == "usulan" and not set(_urai(teks)) <= set(k.usulan):
        return "Usulan ini sudah dikonfirmasi."
    if medan.endswith(".jenis") and teks not in JenisTarget.values:
        return "Pilih nilai atau tahapan."
    if medan.endswith(".tafsir") and teks not in {t.value for t in Interpretation}:
        return "Cara membaca angka itu tidak dikenal."
    return ""


def _periksa_bertriwulan(k: KetetapanIndikator, teks: str) -> str:
    if teks not in {"", YA}:
        return "Pilih ya atau tidak."
    berisi = any(t.teks or t.penjelasan for t in k.target_triwulan.all())
    return "Kosongkan dahulu target dan penjelasan keempat triwulannya." if not teks and berisi else ""


def _nilai_polos(medan: str, teks: str) -> Any:
    """The value of a plain field. Raises ValidationError in the office's words."""
    if medan == "uraian" and not teks.strip():
        raise ValidationError("Tulis bunyi indikatornya.")
    if medan == "boleh_negatif":
        return teks == YA
    if medan == "nilai_terburuk":
        nilai = read_value(teks)
        if teks.strip() and not nilai.numeric:
            raise ValidationError("Tulis satu angka, atau kosongkan.")
        return nilai.number
    if medan == "desimal" and not re.fullmatch(r"[0-6]", teks):
        raise ValidationError("Tulis angka 0 sampai 6.")
    if medan in {"satuan", "definisi_operasional", "sumber_data"} and not teks:
        return ""
    return columns(KetetapanIndikator)[medan].clean(teks, None)


def _pilihan(k: KetetapanIndikator, medan: str, teks: str) -> list[Any]:
    """The offices or units named, in the order named. Raises ValidationError for one of another
    agency."""
    named = [int(pk) if PK.fullmatch(pk) else 0 for pk in _urai(teks)]
    rows = _choosable(k.indikator.instansi_id, medan).filter(pk__in=named)
    by_pk = {row.pk: row for row in rows}
    if not set(named) <= by_pk.keys():
        raise ValidationError(CHOSEN[medan])
    return [by_pk[pk] for pk in dict.fromkeys(named)]


def _choosable(instansi: int, medan: str) -> QuerySet[Any]:
    if medan == "penanggung_jawab":
        return Jabatan.objects.filter(unit__instansi=instansi)
    return UnitKerja.objects.filter(instansi=instansi)


def _tulis(k: KetetapanIndikator, isian: Mapping[str, str], oleh: Pengguna, waktu: datetime) -> None:
    values = {name: _nilai_polos(name, text) for name, text in isian.items() if name in POLOS}
    values |= _left_proposals(k, isian)
    changed = {_column(word): value for word, value in values.items()}
    for name, value in changed.items():
        setattr(k, name, value)
    if changed:
        k.save(update_fields=list(changed))
    _tulis_tahunan(k, isian)
    _tulis_triwulan(k, isian)
    if "penanggung_jawab" in isian:
        offices = _pilihan(k, "penanggung_jawab", isian["penanggung_jawab"])
        k.penanggung_jawab.set(offices)
    if "pengisi" in isian:
        units = _pilihan(k, "pengisi", isian["pengisi"])
        atur_pengisi(indikator=k.indikator, unit=units, oleh=oleh, waktu=waktu)


def _left_proposals(k: KetetapanIndikator, isian: Mapping[str, str]) -> dict[str, list[str]]:
    """The proposals that nobody has decided yet, when these fields decide one."""
    parts = (name.rsplit(".", 1)[-1] for name in isian)
    touched = {USULAN_DARI.get(part, part) for part in parts}
    decided = touched & set(k.usulan)
    if "usulan" in isian:
        return {"usulan": [u for u in _urai(isian["usulan"]) if u not in decided]}
    if decided:
        return {"usulan": [u for u in k.usulan if u not in decided]}
    return {}


def _tulis_tahunan(k: KetetapanIndikator, isian: Mapping[str, str]) -> None:
    """A blank annual target is none at all: nothing is printed and the year has no figure."""
    if not isian.keys() & {"tahunan", "tahunan.tafsir"}:
        return
    baris = TargetTahunan.objects.filter(ketetapan=k).first() or TargetTahunan(ketetapan=k)
    teks = isian.get("tahunan", baris.teks)
    if teks:
        baris.isi(teks, isian.get("tahunan.tafsir", ""))
        baris.save()
    elif baris.pk:
        baris.delete()


def _tulis_triwulan(k: KetetapanIndikator, isian: Mapping[str, str]) -> None:
    """Quarter cells come and go together: one that is typed makes the other three blank, not
    absent."""
    disentuh = {m.split(".")[0] for m in isian if m.startswith("tw")}
    ada = {t.triwulan: t for t in TargetTriwulan.objects.filter(ketetapan=k)}
    if isian.get("bertriwulan") == "" and not disentuh:
        for baris in ada.values():
            baris.delete()
        return
    if not disentuh and "bertriwulan" not in isian:
        return
    for n, tw in enumerate(TW, start=1):
        baris = ada.get(n) or TargetTriwulan(ketetapan=k, triwulan=n)
        if tw not in disentuh and baris.pk:
            continue
        if isian.keys() & {f"{tw}.teks", f"{tw}.tafsir"}:
            baris.isi(
                isian.get(f"{tw}.teks", baris.teks),
                isian.get(f"{tw}.tafsir", ""),
            )
        baris.penjelasan = isian.get(f"{tw}.penjelasan", baris.penjelasan)
        baris.jenis = isian.get(f"{tw}.jenis", baris.jenis)
        baris.save()


def _bentrok(k: KetetapanIndikator, medan: str, nilai: str) -> Bentrok:
    """Whose value stands there now, from the history of that field's own row."""
    bagian = medan.partition(".")[2]
    if medan.startswith("tahunan"):
        jejak, kolom = (
            TargetTahunan.riwayat.filter(ketetapan_id=k.pk),
            bagian or "teks",
        )
    elif medan[:3] in TW:
        jejak, kolom = (
            TargetTriwulan.riwayat.filter(ketetapan_id=k.pk, triwulan=int(medan[2])),
            bagian,
        )
    else:
        jejak, kolom = (
            KetetapanIndikator.riwayat.filter(id=k.pk),
            medan if medan in POLOS else "",
        )
    return bentrok_riwayat(jejak, medan, nilai, kolom=kolom)
