"""The rule of every field that is saved as it is left, in the entry grid and in both editors: what is sent, when it
is a conflict, whose value stands there, and what the page is told (``static/js/antrean.js``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from bakesbang.trail.tags import attribute

ISI, DIMUAT, TAFSIR = "isi.", "dimuat.", "tafsir."
# Several boxes ticked are one field: office ids, unit ids, names of proposals, joined with commas.
DERET = {"penanggung_jawab", "pengisi", "usulan"}


@dataclass(frozen=True)
class Bentrok:
    """The same field was changed meanwhile by somebody else: whose value it is now, and since when."""

    medan: str
    nilai: str
    oleh: str
    pada: datetime | None


@dataclass
class Pilahan:
    """Fields sent, told apart: to be written, held by a conflict, impossible."""

    tulis: dict[str, str] = field(default_factory=dict)
    bentrok: list[str] = field(default_factory=list)
    salah: dict[str, str] = field(default_factory=dict)


def kiriman(data: QueryDict, awalan: str) -> dict[str, str]:
    """Field → text of everything posted under this prefix, boxes joined, line ends as the database keeps them."""
    hasil = {}
    for nama in data:
        if nama.startswith(awalan):
            medan, isi = nama.removeprefix(awalan), data.getlist(nama)
            hasil[medan] = _deret(medan, isi) if medan in DERET else isi[-1].replace("\r\n", "\n")
    return hasil


def _deret(medan: str, isi: Iterable[str]) -> str:
    butir = list(dict.fromkeys(t for teks in isi for t in teks.split(",") if t))
    return ",".join(sorted(butir, key=lambda t: (len(t), t)) if medan == "penanggung_jawab" else butir)


def pilah(
    perubahan: Mapping[str, str],
    *,
    kini: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
    periksa: Callable[[str, str], str],
    dijawab: Collection[str] = (),
) -> Pilahan:
    """Tells the fields sent apart. Only a field that meanwhile holds something else than this browser loaded
    (``dimuat``; None: no browser), and than it sends, is a conflict; all others merge. ``periksa`` says why a text
    cannot stand in a field. ``dijawab``: fields whose reading was chosen, written although the text is the same.

    Raises ValidationError for a field that does not exist."""
    hasil = Pilahan()
    for medan, teks in perubahan.items():
        if medan not in kini:
            raise ValidationError(f"Isian “{medan}” tidak dikenal.")
        if dimuat is not None and kini[medan] not in (dimuat.get(medan, ""), teks):
            hasil.bentrok.append(medan)
        elif pesan := periksa(medan, teks):
            hasil.salah[medan] = pesan
        elif teks != kini[medan] or medan in dijawab:
            hasil.tulis[medan] = teks
    return hasil


def bentrok_riwayat(jejak: Any, medan: str, nilai: str, *, kolom: str = "") -> Bentrok:
    """Whose value stands in a field now. ``jejak``: the history of its row; ``kolom``: its column there, empty
    for a value that the row's history does not hold."""
    gambar = list(jejak.select_related("history_user").order_by("-history_date", "-history_id")[:50])
    # The newest picture that followed one with another value: later ones changed other fields.
    ganti = (b for b, lama in pairwise(gambar) if not kolom or _isi(b, kolom) != _isi(lama, kolom))
    terakhir = next(ganti, gambar[-1] if gambar else None)
    siapa = terakhir.history_user if terakhir else None
    return Bentrok(medan, nilai, str(siapa or "Pengguna lain"), terakhir.history_date if terakhir else None)


def _isi(gambar: Any, kolom: str) -> Any:
    return None if gambar.history_type == "-" else getattr(gambar, attribute(type(gambar), kolom))


def jawaban_medan(
    medan: Iterable[str], *, kini: Mapping[str, str], bentrok: Iterable[Bentrok], salah: Mapping[str, str], zona: tzinfo
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """What each field says now: its value, why it was not saved, or whose value stands there (times in ``zona``)."""
    lain = {
        b.medan: {"nilai": b.nilai, "oleh": b.oleh, "pukul": f"{timezone.localtime(b.pada, zona):%H.%M}" if b.pada else ""}
        for b in bentrok
    }  # fmt: skip
    return {m: {"nilai": kini.get(m, ""), "salah": salah.get(m, ""), "bentrok": lain.get(m)} for m in medan}
