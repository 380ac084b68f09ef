"""A template of ours that names a variable nobody passed fails its test; other packages' templates may."""

import sys
from pathlib import Path

from django.template.context import BaseContext


class VariabelTidakAda(AssertionError):
    """One of our templates prints a variable that the view did not pass."""


class VariabelHilang(str):
    """Django asks ``if string_if_invalid`` exactly when a variable was not found: the place to object.

    It stays an empty string, so templates of other packages print what they print in production.
    ``{% if x %}`` and ``{% for %}`` never ask, as in Django.
    """

    akar: str

    def __new__(cls, akar: Path) -> "VariabelHilang":
        self = super().__new__(cls, "")
        self.akar = str(akar)
        return self

    def __bool__(self) -> bool:
        bingkai = sys._getframe(1)
        konteks = bingkai.f_locals.get("context")
        if isinstance(konteks, BaseContext):
            templat = konteks.render_context.template or konteks.template
            asal = str(getattr(getattr(templat, "origin", None), "name", ""))
            if asal.startswith(self.akar):
                raise VariabelTidakAda(f"{asal}: {bingkai.f_locals.get('self')} tidak ada dalam konteks.")
        return False
