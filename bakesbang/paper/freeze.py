"""A document as plain JSON and back, so that what was signed can be kept and printed again to the byte.

What is stored carries words of its own (``STORED``): classes and fields of ``tabel`` may be renamed, the words
below may not. A word once written stays readable for as long as anybody keeps a locked quarter.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from bakesbang.paper import document as tabel

KIND = "_"
CONTENT = "isi"


@dataclass(frozen=True)
class StoredForm:
    """How a class is stored: its tag, and the words of its fields in the order in which the class has them.

    A new field goes to the end of both, with a default, so that what was stored without it can be read."""

    tag: str
    words: tuple[str, ...] = ()


STORED: dict[type, StoredForm] = {
    tabel.IsiTeks: StoredForm("IsiTeks", ("teks", "tebal", "miring", "tautan", "kelas")),
    tabel.IsiNilai: StoredForm("IsiNilai", ("teks", "keadaan", "label", "tautan", "kelas")),
    tabel.IsiAngka: StoredForm(
        "IsiAngka", ("angka", "teks", "desimal", "persen", "satuan", "excel", "tebal", "kelas")
    ),
    tabel.IsiRumus: StoredForm("IsiRumus", ("html", "teks", "latex", "hasil")),
    tabel.Gabung: StoredForm("Gabung"),
    tabel.Sambung: StoredForm("Sambung"),
    tabel.Kolom: StoredForm(
        "Kolom", ("kunci", "judul", "lebar", "jenjang", "rata", "kelompok", "nomor", "kepala_baris")
    ),
    tabel.JenisBaris: StoredForm("JenisBaris"),
    tabel.Putus: StoredForm("Putus"),
    tabel.Baris: StoredForm("Baris", ("jenis", "putus", "mulai", "tingkat")),
    tabel.Sel: StoredForm(
        "Sel", ("baris", "kolom", "isi", "tinggi", "lebar", "jenjang_markah", "id", "nama")
    ),
    tabel.Tabel: StoredForm("Tabel", ("kolom", "baris", "sel", "nomor_kolom", "hampa")),
    tabel.Isian: StoredForm("Isian", ("sel", "baris")),
    tabel.Cabang: StoredForm("Cabang", ("sel", "isian", "anak", "cerita", "markah", "id", "nama")),
    tabel.Judul: StoredForm("Judul", ("teks", "tingkat", "markah")),
    tabel.Jumlah: StoredForm("Jumlah", ("label", "sel")),
    tabel.Kop: StoredForm("Kop", ("baris", "alamat", "logo")),
    tabel.Butir: StoredForm("Butir", ("label", "isi", "tebal")),
    tabel.TandaTangan: StoredForm(
        "TandaTangan",
        ("jabatan", "nama", "pangkat", "nip", "tempat", "tanggal", "pengantar", "bertanggal"),
    ),
    tabel.KolomData: StoredForm("KolomData", ("kunci", "judul", "lebar")),
    tabel.NilaiData: StoredForm("NilaiData", ("nilai", "desimal", "persen", "excel", "nama")),
    tabel.LembarData: StoredForm("LembarData", ("kolom", "baris")),
    tabel.Meta: StoredForm("Meta", ("waktu", "oleh", "pengenal", "perihal", "keterangan", "sidik")),
    tabel.Dokumen: StoredForm(
        "Dokumen",
        (
            "judul",
            "tabel",
            "meta",
            "versi",
            "draf",
            "kop",
            "kepala",
            "penutup",
            "catatan",
            "tanda_tangan",
            "data",
        ),
    ),
}


# Classes of the page's style sheet that were stored: stored word → today's class.
PAGE_CLASSES = {"baris-asli": "baris-asli"}
_PAGE_CLASS_WORDS = {css: word for word, css in PAGE_CLASSES.items()}
_CLASS_WORD = "kelas"


def field_words(kind: type) -> dict[str, str]:
    """Field of the class → its stored word. Raises ValueError when the table and the class differ."""
    names = [f.name for f in fields(kind)] if is_dataclass(kind) else []
    return dict(zip(names, STORED[kind].words, strict=True))


_KIND_OF_TAG = {form.tag: kind for kind, form in STORED.items()}
_WORDS = {kind: field_words(kind) for kind in STORED}
_NAMES = {kind: {word: name for name, word in words.items()} for kind, words in _WORDS.items()}


def ke_json(isi: Any) -> Any:
    """A Dokumen (or any part of one) as JSON. Numbers are text, so that no float touches them."""
    if isinstance(isi, Enum):
        return _enum(isi)
    if isi is None or isinstance(isi, str | bool | int):
        return isi
    if type(isi) in STORED:
        return _form(isi)
    if isinstance(isi, tuple | list):
        return [ke_json(item) for item in isi]
    if isinstance(isi, dict):
        return {KIND: "dict", CONTENT: {key: ke_json(value) for key, value in isi.items()}}
    return _plain(isi)


def _form(part: Any) -> dict[str, Any]:
    kind = type(part)
    words = {word: ke_json(getattr(part, name)) for name, word in _WORDS[kind].items()}
    if words.get(_CLASS_WORD) in _PAGE_CLASS_WORDS:
        words[_CLASS_WORD] = _PAGE_CLASS_WORDS[words[_CLASS_WORD]]
    return {KIND: STORED[kind].tag} | words


def _enum(member: Enum) -> Any:
    """Enums of other rooms (a keadaan) are texts; those of the table keep their kind."""
    form = STORED.get(type(member))
    return member.value if form is None else {KIND: form.tag, CONTENT: member.value}


def _plain(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {KIND: "Decimal", CONTENT: str(value)}
    if isinstance(value, datetime):
        return {KIND: "datetime", CONTENT: value.isoformat()}
    if isinstance(value, date):
        return {KIND: "date", CONTENT: value.isoformat()}
    if isinstance(value, bytes):
        return {KIND: "bytes", CONTENT: base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} is no part of a document.")


def dari_json(isi: Any) -> Any:
    """The same object again. Raises KeyError for a tag or a word that documents do not have."""
    if isinstance(isi, list):
        return tuple(dari_json(item) for item in isi)
    if not isinstance(isi, dict):
        return isi
    tag = isi[KIND]
    if tag in _READERS:
        return _READERS[tag](isi[CONTENT])
    kind = _KIND_OF_TAG[tag]
    if issubclass(kind, Enum):
        return kind(isi[CONTENT])
    if kind is tabel.Gabung:
        return tabel.GABUNG
    if kind is tabel.Sambung:
        return tabel.SAMBUNG
    return _part(kind, isi)


def _part(kind: type, stored: dict[str, Any]) -> Any:
    words = {word: dari_json(value) for word, value in stored.items() if word != KIND}
    if words.get(_CLASS_WORD) in PAGE_CLASSES:
        words[_CLASS_WORD] = PAGE_CLASSES[words[_CLASS_WORD]]
    return kind(**{_NAMES[kind][word]: value for word, value in words.items()})


def _mapping(content: dict[str, Any]) -> dict[str, Any]:
    return {key: dari_json(value) for key, value in content.items()}


_READERS: dict[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
    "dict": _mapping,
}
