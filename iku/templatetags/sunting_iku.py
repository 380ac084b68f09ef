"""Draws the fields of the IKU editor: 300 rows have five thousand of them, all but a few alike."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from iku.editor_fields import Isian

register = template.Library()

TEMPLAT = "iku/_sunting_isian.html"
# Stand for what differs from row to row while the rest is drawn once.
PK, NILAI, DIMUAT = 987654321987, "\x02nilai\x03", "\x02dimuat\x03"


@lru_cache(maxsize=256)
def _kerangka(medan: str, terpilih: str | None, usulan: bool) -> str:
    """The field with ``%(pk)s``, ``%(nilai)s``, ``%(dimuat)s`` in their places; ``terpilih`` is the value of a list,
    which stands as chosen among the others."""
    isian = Isian(PK, medan, NILAI if terpilih is None else terpilih, DIMUAT, usulan=usulan)
    teks = render_to_string(TEMPLAT, {"i": isian, "terbuka": False}).replace("%", "%%")
    return teks.replace(str(PK), "%(pk)s").replace(NILAI, "%(nilai)s").replace(DIMUAT, "%(dimuat)s")


@register.simple_tag(takes_context=True)
def isian(context: template.RequestContext, i: Isian) -> SafeString:
    """The field ``i`` as ``_sunting_isian.html`` draws it: ``{% isian f.sasaran %}``."""
    if i.ket is None and i.jenis != "centang":
        kerangka = _kerangka(i.medan, i.nilai if i.jenis == "pilih" else None, i.usulan)
        isi = {"pk": i.pk, "nilai": escape(i.nilai), "dimuat": escape(i.dimuat)}
        return mark_safe(kerangka % isi)  # noqa: S308 (drawn by our template, values escaped)
    templat = cast(template.Template, context.template).engine.get_template(TEMPLAT)
    with context.push(i=i, terbuka=False):
        return templat.render(context)
