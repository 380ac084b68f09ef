"""What every page of the organisation shares: the way back, and asking before something is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def form_page(
    request: HttpRequest, form: Any, *, title: str, button: str, cancel_url: str, **lain: Any
) -> HttpResponse:
    """One form on one page; 422 when what was sent was refused."""
    isi = {"judul": title, "form": form, "tombol": button, "batal": cancel_url} | lain
    return render(request, "organisasi/formulir.html", isi, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Question:
    """What a page that asks first says: ``akibat`` what follows, ``halangan`` what must be done before."""

    judul: str
    pertanyaan: str
    akibat: Sequence[str]
    tombol: str
    batal: str
    selesai: str
    bahaya: bool = False
    halangan: Sequence[str] = ()
    tautan: Sequence[tuple[str, str]] = ()  # where what stands in the way is put in order

    def jawab(self, request: HttpRequest, lakukan: Callable[[], None]) -> HttpResponse:
        """GET asks, POST does it and goes back; what stands in the way is said instead."""
        halangan = list(self.halangan)
        if request.method == "POST" and not halangan:
            try:
                lakukan()
            except ValidationError as galat:
                halangan = galat.messages
            else:
                messages.success(request, self.selesai)
                return redirect(self.batal)
        if halangan:
            isi = vars(self) | {"halangan": halangan}
            status = 409 if request.method == "POST" else 200
            return render(request, "organisasi/terhalang.html", isi, status=status)
        return render(request, "komponen/konfirmasi.html", vars(self))
