"""The rule of every field that is saved as it is left, in the entry grid and in both editors: what
is sent, when it is a conflict, whose value stands there, and what the page is told
(``static/js/antrean.js``)."""

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

ISI = "isi."
DIMUAT = "dimuat."
TAFSIR = "tafsir."
REMEMBERED = 50  # pictures of a row that are searched for a change
SOMEBODY = "Pengguna lain"
# Several boxes ticked are one field: office ids, unit ids, names of proposals, joined with commas.
DERET = {"penanggung_jawab", "pengisi", "usulan"}


@dataclass(frozen=True)
class Bentrok:
    """The same field was changed meanwhile by somebody else: whose value it is now, and since
    when."""

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


@dataclass(kw_only=True)
class FieldResult:
    """What became of each field that was sent: saved, held by a conflict, impossible (with the
    reason)."""

    tersimpan: list[str] = field(default_factory=list)
    bentrok: list[Bentrok] = field(default_factory=list)
    salah: dict[str, str] = field(default_factory=dict)

    def add(self, other: FieldResult) -> None:
        """Takes in what became of other fields of the same form."""
        self.tersimpan += other.tersimpan
        self.bentrok += other.bentrok
        self.salah |= other.salah


def kiriman(data: QueryDict, awalan: str) -> dict[str, str]:
    """Field → text of everything posted under this prefix, boxes joined, line ends as the database
    keeps them."""
    hasil = {}
    for nama in data:
        if not nama.startswith(awalan):
            continue
        medan = nama.removeprefix(awalan)
        isi = data.getlist(nama)
        if medan in DERET:
            hasil[medan] = _deret(medan, isi)
        else:
            hasil[medan] = isi[-1].replace("\r\n", "\n")
    return hasil


def _deret(medan: str, isi: Iterable[str]) -> str:
    boxes = ",".join(isi).split(",")
    ticked = list(dict.fromkeys(box for box in boxes if box))
    if medan == "penanggung_jawab":
        ticked.sort(key=_numeric)
    return ",".join(ticked)


def _numeric(digits: str) -> tuple[int, str]:
    """Sorts numbers written as text."""
    return len(digits), digits


def pilah(
    perubahan: Mapping[str, str],
    *,
    kini: Mapping[str, str],
    dimuat: Mapping[str, str] | None,
    periksa: Callable[[str, str], str],
    dijawab: Collection[str] = (),
) -> Pilahan:
    """Tells the fields sent apart. Only a field that meanwhile holds something else than this
    browser loaded (``dimuat``; None: no browser), and than it sends, is a conflict; all others
    merge. ``periksa`` says why a text cannot stand in a field. ``dijawab``: fields whose reading
    was chosen, written although the text is the same.

    Raises ValidationError for a field that does not exist."""
    hasil = Pilahan()
    for medan, teks in perubahan.items():
        if medan not in kini:
            raise ValidationError(f"Isian “{medan}” tidak dikenal.")
        if dimuat is not None and kini[medan] not in (
            dimuat.get(medan, ""),
            teks,
        ):
            hasil.bentrok.append(medan)
        elif pesan := periksa(medan, teks):
            hasil.salah[medan] = pesan
        elif teks != kini[medan] or medan in dijawab:
            hasil.tulis[medan] = teks
    return hasil


def bentrok_riwayat(jejak: Any, medan: str, nilai: str, *, kolom: str = "") -> Bentrok:
    """Whose value stands in a field now. ``jejak``: the history of its row; ``kolom``: its column
    there, empty for a value that the row's history does not hold."""
    newest_first = jejak.select_related("history_user").order_by("-history_date", "-history_id")
    pictures = list(newest_first[:REMEMBERED])
    if not pictures:
        return Bentrok(medan, nilai, SOMEBODY, None)
    # The newest picture that followed one with another value: later ones changed other fields.
    changed = (
        picture
        for picture, before in pairwise(pictures)
        if not kolom or _isi(picture, kolom) != _isi(before, kolom)
    )
    last = next(changed, pictures[-1])
    return Bentrok(
        medan,
        nilai,
        str(last.history_user or SOMEBODY),
        last.history_date,
    )


def _isi(gambar: Any, kolom: str) -> Any:
    return None if gambar.history_type == "-" else getattr(gambar, attribute(type(gambar), kolom))


def jawaban_medan(
    medan: Iterable[str],
    *,
    kini: Mapping[str, str],
    bentrok: Iterable[Bentrok],
    salah: Mapping[str, str],
    zona: tzinfo,
) -> dict[str, dict[str, Any]]:
    """What each field says now: its value, why it was not saved, or whose value stands there (times
    in ``zona``)."""
    others = {b.medan: _told(b, zona) for b in bentrok}
    return {
        m: {
            "nilai": kini.get(m, ""),
            "salah": salah.get(m, ""),
            "bentrok": others.get(m),
        }
        for m in medan
    }


def _told(b: Bentrok, zona: tzinfo) -> dict[str, str]:
    hour = f"{timezone.localtime(b.pada, zona):%H.%M}" if b.pada else ""
    return {"nilai": b.nilai, "oleh": b.oleh, "pukul": hour}
