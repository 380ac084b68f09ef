"""Undo of an editor: what an act made of the rows it watched, and the way back.

An act is recorded as two pictures of the rows it changed. Going back is refused when somebody has changed one
of these very fields since, or hung something on a row that would vanish. Pictures are kept: their words are those
of ``bakesbang.trail.tags`` (tables and columns), not names of the code."""

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
SIMPAN = 200  # steps kept per person and draf


class Perekam:
    """Watches rows during one act: ``pantau`` what exists before it, ``pantau_baru`` what it makes."""

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
        self, *, dokumen: str, versi_id: int, kata: str, oleh: Pengguna, waktu: datetime
    ) -> Langkah | None:
        """Writes the step; None when nothing changed. What was undone before can no longer be redone."""
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


def isi_indikator(indikator: Iterable[int]) -> list[models.QuerySet[Any]]:
    """Everything that an editor may change about these indicators: the rows a ``Perekam`` watches."""
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
    """ "label:pk" → every stored field as JSON can hold it; many-to-many without a class of its own included."""
    label = model_tag(baris.model)
    kolom = columns(baris.model)
    names = [f.attname for f in kolom.values()]
    hasil = {
        f"{label}:{pk}": dict(zip(kolom, map(_polos, isi), strict=True))
        for pk, *isi in baris.order_by().values_list("pk", *names)
    }
    for relasi in _m2m(baris.model):
        word = relation_tag(relasi)
        for isi in hasil.values():
            isi[word] = []
        asal, tujuan = relasi.m2m_column_name(), relasi.m2m_reverse_name()
        antara = relasi.remote_field.through._default_manager.filter(
            **{f"{asal}__in": [int(kunci.split(":")[1]) for kunci in hasil]}
        )
        for dari, ke in antara.order_by(tujuan).values_list(asal, tujuan):
            hasil[f"{label}:{dari}"][word].append(ke)
    return hasil


def _m2m(model: type[models.Model]) -> list[Any]:
    semua: Any = model._meta.local_many_to_many
    return [f for f in semua if f.remote_field.through._meta.auto_created]


def _polos(nilai: Any) -> Any:
    if nilai is None or isinstance(nilai, str | int | bool | list | dict):
        return nilai
    return json.loads(json.dumps(nilai, cls=DjangoJSONEncoder))


def _selisih(sebelum: Gambar, sesudah: Gambar) -> tuple[Ubahan, Ubahan]:
    mundur: Ubahan = {}
    maju: Ubahan = {}
    for kunci in sebelum.keys() | sesudah.keys():
        lama, baru = sebelum.get(kunci), sesudah.get(kunci)
        if lama == baru:
            continue
        if lama is None or baru is None:
            mundur[kunci], maju[kunci] = lama, baru
            continue
        beda = [nama for nama in baru if lama.get(nama) != baru[nama]]
        mundur[kunci] = {nama: lama[nama] for nama in beda}
        maju[kunci] = {nama: baru[nama] for nama in beda}
    return mundur, maju


def indikator_langkah(langkah: Langkah) -> set[int]:
    """The indicators of which a step changed something, as far as the rows stand now."""
    jalur = {
        "kinerja.indikator": "pk", "kinerja.pengisiindikator": "baris_pengisi", "kinerja.ketetapanindikator": "ketetapan",
        "kinerja.targettahunan": "ketetapan__target_tahunan", "kinerja.targettriwulan": "ketetapan__target_triwulan",
        "kinerja.variabel": "ketetapan__variabel",
    }  # fmt: skip
    hasil: set[int] = set()
    for model, ke in jalur.items():
        pk = [int(kunci.split(":")[1]) for kunci in langkah.maju if kunci.startswith(f"{model}:")]
        if pk:
            hasil |= set(Indikator.objects.filter(**{f"{ke}__in": pk}).values_list("pk", flat=True))
    return hasil


def terakhir(*, dokumen: str, versi_id: int, oleh: Pengguna, dibatalkan: bool = False) -> Langkah | None:
    """The step that undo (or, with ``dibatalkan``, redo) would take."""
    milik = Langkah.objects.filter(dokumen=dokumen, versi_id=versi_id, oleh=oleh, dibatalkan=dibatalkan)
    return milik.order_by("pk" if dibatalkan else "-pk").first()


@transaction.atomic
def urungkan(*, langkah: Langkah, oleh: Pengguna) -> list[str]:
    """Takes one step back; the keys of the rows it touched. Raises AlurSalah in a sentence when it cannot."""
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
    """Updates first, then removals, then what comes back: a row moves out before its old parent goes."""
    _pastikan_sama(kini)
    _ubah({k: v for k, v in tujuan.items() if v is not None and kini[k] is not None})
    _hapus([k for k, v in tujuan.items() if v is None])
    _kembalikan({k: v for k, v in tujuan.items() if v is not None and kini[k] is None})


def _model(kunci: str) -> tuple[type[models.Model], int]:
    label, pk = kunci.rsplit(":", 1)
    return tagged_model(label), int(pk)


def _gambar_kini(kunci: Iterable[str]) -> Gambar:
    hasil: Gambar = {}
    for model, pk_semua in _per_model(kunci).items():
        hasil |= gambar(model._base_manager.filter(pk__in=pk_semua))
    return hasil


def _pastikan_sama(kini: Mapping[str, Any]) -> None:
    ada = _gambar_kini(kini)
    for kunci, isi in kini.items():
        baris = ada.get(kunci)
        sama = (
            baris is None if isi is None else baris is not None and all(baris[n] == v for n, v in isi.items())
        )
        if not sama:
            raise AlurSalah(
                "Langkah ini tidak dapat diurungkan: isiannya sudah diubah lagi sejak itu, oleh orang lain "
                "atau lewat langkah lain. Ubah langsung pada barisnya."
            )


def _per_model(kunci: Iterable[str]) -> dict[type[models.Model], list[int]]:
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
    pengumpul = Collector(using=baris.db, origin=baris)
    pesan = "Langkah ini tidak dapat diurungkan: baris yang dibuatnya sudah dipakai isian lain."
    try:
        pengumpul.collect(list(baris))
    except ProtectedError as salah:
        raise AlurSalah(pesan) from salah
    terseret = {f"{model_tag(m)}:{b.pk}" for m, isi in pengumpul.data.items() for b in isi}
    for cepat in pengumpul.fast_deletes:
        if not cepat.model._meta.auto_created:
            terseret |= {f"{model_tag(cepat.model)}:{b.pk}" for b in cepat}
    if terseret - akan:
        raise AlurSalah(pesan)


def _tingkat(model: type[models.Model]) -> int:
    """How many of our tables a row of this model leans on: parents come back first and go last."""
    return sum(
        1 + _tingkat(f.related_model)
        for f in model._meta.concrete_fields
        if f.is_relation and isinstance(f.related_model, type) and f.related_model is not model
    )


def _kembalikan(ubahan: Mapping[str, dict[str, Any]]) -> None:
    for kunci, isi in sorted(ubahan.items(), key=lambda x: (_tingkat(_model(x[0])[0]), _model(x[0])[1])):
        model, pk = _model(kunci)
        baris = model(pk=pk)
        _isi(baris, isi)
        _simpan(baris, isi, baru=True)


def _isi(baris: models.Model, isi: Mapping[str, Any]) -> None:
    m2m = {relation_tag(f) for f in _m2m(type(baris))}
    kolom = columns(type(baris))
    for word, nilai in isi.items():
        if word not in m2m:
            setattr(baris, kolom[word].attname, kolom[word].to_python(nilai))


def _simpan(baris: models.Model, isi: Mapping[str, Any], *, baru: bool = False) -> None:
    baris.save(force_insert=baru)
    for relasi in _m2m(type(baris)):
        word = relation_tag(relasi)
        if baru and isi.get(word):
            getattr(baris, relasi.name).add(*isi[word])
        elif not baru and word in isi:
            getattr(baris, relasi.name).set(isi[word])
