"""A document as plain JSON and back, so that what was signed can be kept and printed again to the byte."""

from __future__ import annotations

import base64
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from bakesbang.dokumen import tabel

JENIS = "_"
_KELAS = {
    nama: kelas
    for nama, kelas in vars(tabel).items()
    if isinstance(kelas, type)
    and (is_dataclass(kelas) or issubclass(kelas, Enum))
    and kelas.__module__ == tabel.__name__
}


def ke_json(isi: Any) -> Any:
    """A Dokumen (or any part of one) as JSON. Numbers are text, so that no float touches them."""
    if isinstance(isi, Enum):
        # Enums of other rooms (a keadaan) are texts; those of the table keep their kind.
        nama = type(isi).__name__
        return {JENIS: nama, "isi": isi.value} if nama in _KELAS else isi.value
    if isi is None or isinstance(isi, str | bool | int):
        return isi
    if is_dataclass(isi) and not isinstance(isi, type):
        return {JENIS: type(isi).__name__} | {f.name: ke_json(getattr(isi, f.name)) for f in fields(isi)}
    if isinstance(isi, tuple | list):
        return [ke_json(satu) for satu in isi]
    if isinstance(isi, dict):
        return {JENIS: "dict", "isi": {kunci: ke_json(nilai) for kunci, nilai in isi.items()}}
    return _polos(isi)


def _polos(isi: Any) -> dict[str, str]:
    if isinstance(isi, Decimal):
        return {JENIS: "Decimal", "isi": str(isi)}
    if isinstance(isi, datetime):
        return {JENIS: "datetime", "isi": isi.isoformat()}
    if isinstance(isi, date):
        return {JENIS: "date", "isi": isi.isoformat()}
    if isinstance(isi, bytes):
        return {JENIS: "bytes", "isi": base64.b64encode(isi).decode("ascii")}
    raise TypeError(f"{type(isi).__name__} is no part of a document.")


def dari_json(isi: Any) -> Any:
    """The same object again. Raises KeyError for a kind that documents do not have."""
    if isinstance(isi, list):
        return tuple(dari_json(satu) for satu in isi)
    if not isinstance(isi, dict):
        return isi
    jenis = isi[JENIS]
    if jenis in _POLOS:
        return _POLOS[jenis](isi["isi"])
    kelas = _KELAS[jenis]
    if issubclass(kelas, Enum):
        return kelas(isi["isi"])
    if kelas in (tabel.Gabung, tabel.Sambung):
        return tabel.GABUNG if kelas is tabel.Gabung else tabel.SAMBUNG
    return kelas(**{nama: dari_json(nilai) for nama, nilai in isi.items() if nama != JENIS})


_POLOS: dict[str, Any] = {
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
    "dict": lambda isi: {kunci: dari_json(nilai) for kunci, nilai in isi.items()},
}
