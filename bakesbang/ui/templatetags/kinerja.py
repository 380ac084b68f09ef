"""Words, dates, icons, and badges of every template (a builtin: no ``{% load %}`` needed).

Tags that draw a small fixed piece are cached by their arguments: a matrix of 300 indicators asks for the
same lock icon 1,200 times.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from zipfile import ZipFile

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateformat import format as tulis_tanggal
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from bakesbang.calculation.triwulan import Triwulan
from bakesbang.calculation.values.value import Nilai, ValueState, display, display_percent
from bakesbang.ui.trend import Tren, gambar

register = template.Library()


# ── Icons and small pieces ──────────────────────────────────────────────────────────────────────
@cache
def _arsip_ikon() -> ZipFile:
    return ZipFile(str(files("tablericons") / "tablericons.zip"))


@lru_cache(maxsize=512)
def _ikon(nama: str, kelas: str) -> SafeString:
    try:
        svg = _arsip_ikon().read(f"outline/{nama}.svg").decode()
    except KeyError:
        raise template.TemplateSyntaxError(f"Ikon {nama!r} tidak ada di tablericons2.") from None
    isi = re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]).strip()
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f"ikon {kelas}".strip(),
        mark_safe(isi),  # noqa: S308 (drawn by the icon package, never by a user)
    )


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> SafeString:
    """An icon of tablericons2, inline and hidden from screen readers: ``{% ikon 'printer' %}``.

    A word beside it must carry the meaning. Raises TemplateSyntaxError for an unknown name.
    """
    return _ikon(str(nama), str(kelas))


class Rupa(NamedTuple):
    """How a status looks: kind of colour, icon, and the word used when the caller has no better one."""

    jenis: str
    ikon: str
    kata: str


STATUS: dict[str, Rupa] = {
    # realization (design: workflow)
    "belum_diisi": Rupa("mute", "circle-dashed", "Belum diisi"),
    "draf": Rupa("mute", "pencil", "Draf"),
    "diajukan": Rupa("info", "send", "Diajukan"),
    "disetujui": Rupa("ok", "circle-check", "Disetujui"),
    "dikembalikan": Rupa("bad", "arrow-back-up", "Dikembalikan"),
    # what follows from the schedule
    "dibuka": Rupa("info", "pencil", "Dibuka"),
    "dikunci": Rupa("mute", "lock", "Dikunci"),
    "terlambat": Rupa("bad", "clock", "Terlambat"),
    "belum_dibuka": Rupa("mute", "clock", "Belum dibuka"),
    "lengkap": Rupa("ok", "check", "Lengkap"),
    # documents and ketetapan
    "ditetapkan": Rupa("ok", "circle-check", "Ditetapkan"),
    "berlaku": Rupa("ok", "circle-check", "Berlaku"),
    "digantikan": Rupa("mute", "history", "Digantikan"),
    # import and questions
    "jelas": Rupa("ok", "check", "Jelas"),
    "dicatat": Rupa("mute", "info-circle", "Dicatat"),
    "dirapikan": Rupa("mute", "info-circle", "Dirapikan"),
    "peringatan": Rupa("warn", "alert-triangle", "Peringatan"),
    "perlu_jawaban": Rupa("warn", "help-circle", "Perlu jawaban"),
    "kurang_penjelasan": Rupa("warn", "alert-triangle", "Kurang penjelasan"),
    "ditolak": Rupa("bad", "circle-x", "Ditolak"),
    # people
    "aktif": Rupa("ok", "check", "Aktif"),
    "nonaktif": Rupa("mute", "ban", "Nonaktif"),
}


@lru_cache(maxsize=1024)
def _lencana(status: str, kata: str) -> SafeString:
    rupa = STATUS[status]
    return render_to_string(
        "komponen/lencana.html", {"jenis": rupa.jenis, "ikon": rupa.ikon, "kata": kata or rupa.kata}
    )


@register.simple_tag
def lencana(status: str, kata: str = "") -> SafeString:
    """A status badge, icon + word: ``{% lencana r.status %}``, ``{% lencana 'terlambat' 'Terlambat 3 hari' %}``.

    Raises KeyError for a status that ``STATUS`` does not know.
    """
    return _lencana(str(status), str(kata))


TINGKAT_PREDIKAT = {"Sangat Rendah": 1, "Rendah": 2, "Sedang": 3, "Tinggi": 4, "Sangat Tinggi": 5}


@lru_cache(maxsize=256)
def _predikat(kata: str, tingkat: int) -> SafeString:
    batang = [{"x": 5 * n, "y": 8 - 2 * n, "tinggi": 4 + 2 * n, "nyala": n < tingkat} for n in range(5)]
    return render_to_string("komponen/predikat.html", {"kata": kata, "tingkat": tingkat, "batang": batang})


@register.simple_tag
def predikat(kata: str, tingkat: int | None = None) -> SafeString:
    """Five bars and a word: ``{% predikat 'Tinggi' %}``. Tingkat 0 is a reason ("Belum lengkap"), never a colour.

    ``tingkat`` is needed only for a scale whose words are not the default ones (domain guide §9).
    """
    return _predikat(str(kata), TINGKAT_PREDIKAT.get(str(kata), 0) if tingkat is None else int(tingkat))


@register.inclusion_tag("komponen/tren.html")
def tren(
    titik: list[tuple[str, Decimal | None, str]], judul: str, target: Decimal | None = None
) -> dict[str, Any]:
    """A line of results: ``{% tren titik judul=… target=… %}`` with rows (label, value or None, words).

    A row without a value is drawn as an open dot with its words ("Nihil"). Always put the same numbers in a
    table below it.
    """
    hasil: Tren = gambar(titik, target=target)
    return {"tren": hasil, "judul": judul, "uraian": "; ".join(f"{label} {kata}" for label, _, kata in titik)}


@register.simple_block_tag
def tampung(content: str) -> str:
    """Keep what is drawn inside, to use it twice: ``{% tampung as judul %}…{% endtampung %}``."""
    return content


# ── Addresses ───────────────────────────────────────────────────────────────────────────────────
@register.simple_tag(takes_context=True)
def alamat(context: template.Context, nama: str, **kwargs: Any) -> str:
    """Reverse a URL name with the agency and year of this page filled in: ``{% alamat 'iku:daftar' tahun=2023 %}``."""
    konteks = getattr(context["request"], "konteks", None)
    tetap = {"kode": konteks.instansi.kode, "tahun": konteks.tahun} if konteks else {}
    return reverse(nama, kwargs=tetap | kwargs)


@register.simple_tag
def nomor_halaman(halaman: Page[Any]) -> list[int | str]:
    """Page numbers with gaps for the pager."""
    return list(halaman.paginator.get_elided_page_range(halaman.number, on_each_side=1, on_ends=1))


# ── Words and numbers ───────────────────────────────────────────────────────────────────────────
_TW = re.compile(r"\bTW (?:IV|I{1,3})\b")
_ROMAWI = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
           (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]  # fmt: skip


@register.filter
def tw(nilai: int | str) -> SafeString:
    """1 → "TW I" with the class that draws the serif numeral; in a text every "TW n" gets the class."""
    if isinstance(nilai, int):
        return format_html('<span class="tw">{}</span>', Triwulan(nilai).short)
    teks = conditional_escape(nilai)
    return mark_safe(_TW.sub(lambda cocok: f'<span class="tw">{cocok[0]}</span>', teks))  # noqa: S308 (escaped above)


@register.filter
def romawi(angka: int) -> str:
    """4 → "IV" (misi, Perubahan, TW). Raises ValueError outside 1 to 3999."""
    sisa, hasil = int(angka), ""
    if not 1 <= sisa <= 3999:
        raise ValueError(f"{angka} tidak punya angka Romawi.")
    for besar, huruf in _ROMAWI:
        hasil += huruf * (sisa // besar)
        sisa %= besar
    return hasil


@register.filter
def angka(nilai: Nilai | Decimal | int | None, desimal: int = 2) -> str:
    """A number the Indonesian way, half-up to at most ``desimal`` decimals: "1.234,5"."""
    return display(nilai, desimal)


@register.filter
def persen(nilai: Decimal | None, desimal: int = 2) -> str:
    """A percentage: "85,71%"."""
    return display_percent(nilai, desimal)


@register.filter
def nilai(isi: Nilai | None) -> str:
    """A value for the page: "-", blank, "N/A" and 0 look different, and are read out differently."""
    if isi is None or isi.state == ValueState.BLANK:
        return mark_safe('<span class="hampa-sel"><span class="hanya-pembaca">kosong</span></span>')
    if isi.state == ValueState.STRIP:
        return mark_safe('<span class="strip">-</span>')
    if isi.state == ValueState.NOT_APPLICABLE:
        return mark_safe('<span class="tak-berlaku">N/A</span>')
    return conditional_escape(display(isi))


@register.filter
def inisial(nama: str) -> str:
    """ "Drs. Bambang Susilo, M.Si" → "BS": titles are not part of the initials."""
    kata = [k for k in nama.split(",")[0].split() if not k.endswith(".")] or nama.split()
    return "".join(k[0] for k in (kata[:1] + kata[1:][-1:])).upper()


# ── Dates ───────────────────────────────────────────────────────────────────────────────────────
BENTUK = {
    "penuh": "l, j F Y",
    "tanpa-hari": "j F Y",
    "tanpa-tahun": "l, j F",
    "singkat": "j F",
    "sel": "j M Y",
}


@register.filter(expects_localtime=True)
def tanggal(hari: dt.date | None, bentuk: str = "penuh") -> str:
    """ "Jumat, 12 Juli 2024"; forms "tanpa-hari", "tanpa-tahun", "singkat" ("12 Juli"), "sel" ("12 Jul 2024")."""
    return tulis_tanggal(hari, BENTUK[bentuk]) if hari else ""


@register.filter(expects_localtime=True)
def pukul(saat: dt.datetime | dt.time | None) -> str:
    """ "pukul 14.20"."""
    return f"pukul {saat:%H.%M}" if saat else ""


@register.filter(expects_localtime=True)
def waktu(saat: dt.datetime | None, bentuk: str = "tanpa-hari") -> str:
    """ "12 Juli 2024 pukul 14.20"."""
    return f"{tanggal(saat, bentuk)} {pukul(saat)}" if saat else ""
