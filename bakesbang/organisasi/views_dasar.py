"""What every page of the organisation shares: the way back, and asking before something is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bakesbang.organisasi.izin import Konteks


def alamat(k: Konteks, nama: str, **kwargs: Any) -> str:
    """The address of a page of this agency and year."""
    return reverse(nama, kwargs={"kode": k.instansi.kode, "tahun": k.tahun} | kwargs)


def formulir(
    request: HttpRequest, k: Konteks, form: Any, *, judul: str, tombol: str, batal: str, **lain: Any
) -> HttpResponse:
    """One form on one page; 422 when what was sent was refused."""
    isi = {"judul": judul, "form": form, "tombol": tombol, "batal": batal} | lain
    return render(
        request, lain.get("templat", "organisasi/formulir.html"), isi, status=422 if form.errors else 200
    )


def tanya(
    request: HttpRequest,
    k: Konteks,
    *,
    judul: str,
    pertanyaan: str,
    akibat: Sequence[str],
    tombol: str,
    ke: str,
    lakukan: Callable[[], None],
    selesai: str,
    bahaya: bool = False,
    halangan: Sequence[str] = (),
) -> HttpResponse:
    """GET asks; POST does it. What stands in the way is said instead of asking."""
    if halangan:
        isi = {"judul": judul, "halangan": halangan, "batal": ke}
        return render(
            request, "organisasi/terhalang.html", isi, status=409 if request.method == "POST" else 200
        )
    isi = {
        "judul": judul,
        "pertanyaan": pertanyaan,
        "akibat": akibat,
        "tombol": tombol,
        "batal": ke,
        "bahaya": bahaya,
    }
    if request.method == "POST":
        try:
            lakukan()
        except ValidationError as galat:
            isi = {"judul": judul, "halangan": galat.messages, "batal": ke}
            return render(request, "organisasi/terhalang.html", isi, status=409)
        messages.success(request, selesai)
        return redirect(ke)
    return render(request, "komponen/konfirmasi.html", isi)
