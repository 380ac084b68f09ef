"""What every page of the organisation shares: one form, one question, and moving before closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bakesbang.organisasi.dependents import Dependents


def form_page(
    request: HttpRequest, form: Any, *, title: str, button: str, cancel_url: str, **more: Any
) -> HttpResponse:
    """One form on one page; 422 when what was sent was refused."""
    context = {"judul": title, "form": form, "tombol": button, "batal": cancel_url} | more
    return render(request, "organisasi/formulir.html", context, status=422 if form.errors else 200)


def move_page(
    request: HttpRequest,
    form: forms.Form,
    found: Sequence[Dependents],
    *,
    title: str,
    name: str,
    button: str,
    cancel_url: str,
) -> HttpResponse:
    """What hangs on a unit or an office, and to whom it moves before that is closed; 422 when
    refused."""
    context = {
        "title": title,
        "name": name,
        "form": form,
        "found": found,
        "button": button,
        "cancel_url": cancel_url,
    }
    return render(request, "organisasi/move.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Question:
    """What a page that asks first says: ``akibat`` what follows, ``halangan`` what must be done
    before."""

    judul: str
    pertanyaan: str
    akibat: Sequence[str]
    tombol: str
    batal: str
    selesai: str
    bahaya: bool = False
    halangan: Sequence[str] = ()
    tautan: Sequence[tuple[str, str]] = ()  # where what stands in the way is put in order

    def answer(self, request: HttpRequest, act: Callable[[], None]) -> HttpResponse:
        """GET asks, POST does it and goes back; what stands in the way is said instead."""
        obstacles = list(self.halangan)
        if request.method == "POST" and not obstacles:
            try:
                act()
            except ValidationError as error:
                obstacles = error.messages
            else:
                messages.success(request, self.selesai)
                return redirect(self.batal)
        if obstacles:
            context = vars(self) | {"halangan": obstacles}
            status = 409 if request.method == "POST" else 200
            return render(request, "organisasi/terhalang.html", context, status=status)
        return render(request, "komponen/konfirmasi.html", vars(self))
