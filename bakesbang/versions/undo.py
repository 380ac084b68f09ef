"""Undo of an editor: what an act made of the rows it watched, and the way back.

An act is recorded as two pictures of the rows it changed. Going back is refused when somebody has
changed one of these very fields since, or hung something on a row that would vanish. Pictures are
kept: their words are those of ``bakesbang.trail.tags`` (tables and columns), not names of the
code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import (
    Indikator,
    KetetapanIndikator,
    Langkah,
    PengisiIndikator,
    TargetTahunan,
    TargetTriwulan,
    Variabel,
)
from bakesbang.organisasi.models import Pengguna
from bakesbang.trail.tags import columns, model_tag, relation_tag, tagged_model
from bakesbang.trail.tracked_history import acting_as

Gambar = dict[str, dict[str, Any]]
Ubahan = dict[str, dict[str, Any] | None]
CHANGED_SINCE = (
    "Langkah ini tidak dapat diurungkan: isiannya sudah diubah lagi sejak itu, oleh orang lain "
    "atau lewat langkah lain. Ubah langsung pada barisnya."
)
IN_USE = "Langkah ini tidak dapat diurungkan: baris yang dibuatnya sudah dipakai isian lain."
SIMPAN = 200  # steps kept per person and draf


class Perekam:
    """Watches rows during one act: ``pantau`` what exists before it, ``pantau_baru`` what it
    makes."""

    def __init__(self) -> None:
        self._dipantau: list[models.QuerySet[Any]] = []
        self._sebelum: Gambar = {}

    def pantau(self, *baris: models.QuerySet[Any]) -> None:
        for qs in baris:
            self._dipantau.append(qs)
            self._sebelum |= gambar(qs)

    def pantau_baru(self, *baris: models.QuerySet[Any]) -> None:
        self._dipantau.extend(baris)

    def simpan(
        self,
        *,
        dokumen: str,
        versi_id: int,
        kata: str,
        oleh: Pengguna,
        waktu: datetime,
    ) -> Langkah | None:
        """Writes the step; None when nothing changed. What was undone before can no longer be
        redone."""
        sesudah: Gambar = {}
        for qs in self._dipantau:
            sesudah |= gambar(qs.all())
        mundur, maju = _selisih(self._sebelum, sesudah)
        if not maju:
            return None
        milik = Langkah.objects.filter(dokumen=dokumen, versi_id=versi_id, oleh=oleh)
        milik.filter(dibatalkan=True).delete()
        langkah = Langkah.objects.create(
            dokumen=dokumen,
            versi_id=versi_id,
            oleh=oleh,
            waktu=waktu,
            kata=kata[:200],
            maju=maju,
            mundur=mundur,
        )
        usang = milik.order_by("-pk").values_list("pk", flat=True)[SIMPAN : SIMPAN + 1].first()
        if usang is not None:
            milik.filter(pk__lte=usang).delete()
        return langkah


def isi_indikator(
    indikator: Iterable[int],
) -> list[models.QuerySet[Any]]:
    """Everything that an editor may change about these indicators: the rows a ``Perekam``
    watches."""
    pk = list(indikator)
    return [
        Indikator.objects.filter(pk__in=pk),
        PengisiIndikator.objects.filter(indikator__in=pk),
        KetetapanIndikator.objects.filter(indikator__in=pk, status="draf"),
        TargetTahunan.objects.filter(ketetapan__indikator__in=pk, ketetapan__status="draf"),
        TargetTriwulan.objects.filter(ketetapan__indikator__in=pk, ketetapan__status="draf"),
        Variabel.objects.filter(ketetapan__indikator__in=pk, ketetapan__status="draf"),
    ]


def gambar(baris: models.QuerySet[Any]) -> Gambar:
    """ "label:pk" → every stored field as JSON can hold it; many-to-many without a class of its own
    included."""
    model: type[models.Model] = baris.model
    label = model_tag(model)
    words = columns(model)
    names = [column.attname for column in words.values()]
    pictures: Gambar = {}
    for pk, *values in baris.order_by().values_list("pk", *names):
        plain = map(_polos, values)
        pictures[f"{label}:{pk}"] = dict(zip(words, plain, strict=True))
    for relation in _m2m(model):
        _add_links(pictures, label, relation)
    return pictures


def _add_links(pictures: Gambar, label: str, relation: Any) -> None:
    """The rows that these rows are linked with through a many-to-many field."""
    word = relation_tag(relation)
    for picture in pictures.values():
        picture[word] = []
    source = relation.m2m_column_name()
    target = relation.m2m_reverse_name()
    between = relation.remote_field.through._default_manager
    links = between.filter(**{f"{source}__in": [_pk(key) for key in pictures]})
    for pk, linked in links.order_by(target).values_list(source, target):
        pictures[f"{label}:{pk}"][word].append(linked)


def _pk(key: str) -> int:
    return int(key.rsplit(":", 1)[1])


def _m2m(model: type[models.Model]) -> list[Any]:
    semua: Any = model._meta.local_many_to_many
    return [f for f in semua if f.remote_field.through._meta.auto_created]


def _polos(nilai: Any) -> Any:
    if nilai is None or isinstance(nilai, str | int | bool | list | dict):
        return nilai
    return json.loads(json.dumps(nilai, cls=DjangoJSONEncoder))


def _selisih(sebelum: Gambar, sesudah: Gambar) -> tuple[Ubahan, Ubahan]:
    """What takes the rows back, and what takes them forward again."""
    mundur: Ubahan = {}
    maju: Ubahan = {}
    for key in sebelum.keys() | sesudah.keys():
        old = sebelum.get(key)
        new = sesudah.get(key)
        if old == new:
            continue
        if old is not None and new is not None:
            changed = [name for name in new if old.get(name) != new[name]]
            old = {name: old[name] for name in changed}
            new = {name: new[name] for name in changed}
        mundur[key] = old
        maju[key] = new
    return mundur, maju


# Stored keys of a step → the way from an indicator to that row.
PATHS = {
    "kinerja.indikator": "pk",
    "kinerja.pengisiindikator": "baris_pengisi",
    "kinerja.ketetapanindikator": "ketetapan",
    "kinerja.targettahunan": "ketetapan__target_tahunan",
    "kinerja.targettriwulan": "ketetapan__target_triwulan",
    "kinerja.variabel": "ketetapan__variabel",
}


def indikator_langkah(langkah: Langkah) -> set[int]:
    """The indicators of which a step changed something, as far as the rows stand now."""
    found: set[int] = set()
    for model, path in PATHS.items():
        changed = [_pk(key) for key in langkah.maju if key.startswith(f"{model}:")]
        if changed:
            indikator = Indikator.objects.filter(**{f"{path}__in": changed})
            found.update(indikator.values_list("pk", flat=True))
    return found


def terakhir(
    *,
    dokumen: str,
    versi_id: int,
    oleh: Pengguna,
    dibatalkan: bool = False,
) -> Langkah | None:
    """The step that undo (or, with ``dibatalkan``, redo) would take."""
    milik = Langkah.objects.filter(
        dokumen=dokumen,
        versi_id=versi_id,
        oleh=oleh,
        dibatalkan=dibatalkan,
    )
    return milik.order_by("pk" if dibatalkan else "-pk").first()


@transaction.atomic
def urungkan(*, langkah: Langkah, oleh: Pengguna) -> list[str]:
    """Takes one step back; the keys of the rows it touched. Raises AlurSalah in a sentence when it
    cannot."""
    with acting_as(oleh, f"Mengurungkan: {langkah.kata}"):
        _terapkan(langkah.mundur, langkah.maju)
    Langkah.objects.filter(pk=langkah.pk).update(dibatalkan=True)
    return sorted(langkah.maju)


@transaction.atomic
def ulangi(*, langkah: Langkah, oleh: Pengguna) -> list[str]:
    """Takes an undone step again, under the same conditions."""
    with acting_as(oleh, f"Mengulangi: {langkah.kata}"):
        _terapkan(langkah.maju, langkah.mundur)
    Langkah.objects.filter(pk=langkah.pk).update(dibatalkan=False)
    return sorted(langkah.maju)


def _terapkan(tujuan: Mapping[str, Any], kini: Mapping[str, Any]) -> None:
    """Updates first, then removals, then what comes back: a row moves out before its old parent
    goes."""
    _pastikan_sama(kini)
    updated: dict[str, dict[str, Any]] = {}
    returning: dict[str, dict[str, Any]] = {}
    removed = []
    for key, values in tujuan.items():
        if values is None:
            removed.append(key)
        elif kini[key] is None:
            returning[key] = values
        else:
            updated[key] = values
    _ubah(updated)
    _hapus(removed)
    _kembalikan(returning)


def _model(kunci: str) -> tuple[type[models.Model], int]:
    label, pk = kunci.rsplit(":", 1)
    return tagged_model(label), int(pk)


def _gambar_kini(kunci: Iterable[str]) -> Gambar:
    hasil: Gambar = {}
    for model, pk_semua in _per_model(kunci).items():
        hasil |= gambar(model._base_manager.filter(pk__in=pk_semua))
    return hasil


def _pastikan_sama(kini: Mapping[str, Any]) -> None:
    standing = _gambar_kini(kini)
    for key, values in kini.items():
        if not _same(standing.get(key), values):
            raise AlurSalah(CHANGED_SINCE)


def _same(row: Mapping[str, Any] | None, values: Mapping[str, Any] | None) -> bool:
    """Whether a row still holds what the step left there."""
    if row is None or values is None:
        return row is values
    return all(row[name] == value for name, value in values.items())


def _per_model(
    kunci: Iterable[str],
) -> dict[type[models.Model], list[int]]:
    hasil: dict[type[models.Model], list[int]] = {}
    for k in kunci:
        model, pk = _model(k)
        hasil.setdefault(model, []).append(pk)
    return hasil


def _ubah(ubahan: Mapping[str, dict[str, Any]]) -> None:
    for model, semua in _per_model(ubahan).items():
        for pk, baris in model._base_manager.in_bulk(semua).items():
            isi = ubahan[f"{model_tag(model)}:{pk}"]
            _isi(baris, isi)
            _simpan(baris, isi)


def _hapus(kunci: list[str]) -> None:
    akan = set(kunci)
    per_model = _per_model(kunci)
    for model in sorted(per_model, key=_tingkat, reverse=True):
        baris = model._base_manager.filter(pk__in=per_model[model])
        _pastikan_tidak_menyeret(baris, akan)
        baris.delete()


def _pastikan_tidak_menyeret(baris: models.QuerySet[Any], akan: set[str]) -> None:
    """Raises AlurSalah when removing these rows would take others with them than ``akan``."""
    collector = Collector(using=baris.db, origin=baris)
    try:
        collector.collect(list(baris))
    except ProtectedError as error:
        raise AlurSalah(IN_USE) from error
    dragged = {_key(row) for rows in collector.data.values() for row in rows}
    for rows in collector.fast_deletes:
        if not rows.model._meta.auto_created:
            dragged.update(_key(row) for row in rows)
    if dragged - akan:
        raise AlurSalah(IN_USE)


def _key(row: models.Model) -> str:
    return f"{model_tag(type(row))}:{row.pk}"


def _tingkat(model: type[models.Model]) -> int:
    """How many of our tables a row of this model leans on: parents come back first and go last."""
    level = 0
    for column in model._meta.concrete_fields:
        parent = column.related_model if column.is_relation else None
        if isinstance(parent, type) and parent is not model:
            level += 1 + _tingkat(parent)
    return level


def _kembalikan(ubahan: Mapping[str, dict[str, Any]]) -> None:
    for key in sorted(ubahan, key=_order_of_return):
        model, pk = _model(key)
        row = model(pk=pk)
        _isi(row, ubahan[key])
        _simpan(row, ubahan[key], baru=True)


def _order_of_return(key: str) -> tuple[int, int]:
    model, pk = _model(key)
    return _tingkat(model), pk


def _isi(baris: models.Model, isi: Mapping[str, Any]) -> None:
    links = {relation_tag(relation) for relation in _m2m(type(baris))}
    stored = columns(type(baris))
    for word, value in isi.items():
        if word not in links:
            setattr(baris, stored[word].attname, stored[word].to_python(value))


def _simpan(baris: models.Model, isi: Mapping[str, Any], *, baru: bool = False) -> None:
    baris.save(force_insert=baru)
    for relation in _m2m(type(baris)):
        links = isi.get(relation_tag(relation))
        if links is None:
            continue
        linked = getattr(baris, relation.name)
        if not baru:
            linked.set(links)
        elif links:
            linked.add(*links)
