"""Units, offices and people from one sheet: preview first, then all or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bakesbang.organisasi import importing
from bakesbang.organisasi.permissions import MANAGE, PageContext, page
from bakesbang.reading.apart import read_file_apart
from bakesbang.reading.sources import FileRefused, ReadSource, read_text


@require_http_methods(["GET", "POST"])
@page(MANAGE)
def impor_organisasi(request: HttpRequest, k: PageContext) -> HttpResponse:
    """``teks`` carries the table between preview and saving, so that what is saved is what was
    shown."""
    if request.method == "GET":
        return render(request, "organisasi/impor.html", {"kolom": list(importing.HEADINGS)})
    teks = request.POST.get("teks", "")
    try:
        terbaca = _terbaca(request, teks)
    except FileRefused as salah:
        return render(request, "organisasi/impor.html", {"galat": str(salah), "teks": teks}, status=422)
    rencana = importing.propose(terbaca, k.instansi, k.instansi.today())
    if "simpan" in request.POST and not rencana.salah and not rencana.kosong:
        return _simpan(request, k, rencana)
    isi = {"rencana": rencana, "teks": _sebagai_teks(terbaca)}
    return render(request, "organisasi/impor.html", isi, status=422 if rencana.salah else 200)


def _simpan(request: HttpRequest, k: PageContext, rencana: importing.Proposal) -> HttpResponse:
    try:
        akun = importing.save_proposal(
            rencana=rencana, instansi=k.instansi, oleh=k.pengguna, waktu=timezone.now()
        )
    except ValidationError as salah:
        return render(request, "organisasi/impor.html", {"galat": " ".join(salah.messages)}, status=422)
    messages.success(request, "Semua baris disimpan.")
    if akun:
        return render(request, "organisasi/impor_sandi.html", {"akun": akun})
    return redirect(k.url("organisasi:unit"))


def _terbaca(request: HttpRequest, teks: str) -> ReadSource:
    """Raises FileRefused when nothing was given or the file is refused."""
    if berkas := request.FILES.get("berkas"):
        return read_file_apart(berkas.read(10 * 1024 * 1024 + 1), berkas.name or "berkas")
    if not teks.strip():
        raise FileRefused("Pilih berkas Excel, atau tempel tabelnya.")
    return read_text(teks)


def _sebagai_teks(terbaca: ReadSource) -> str:
    """The table as text with tabs, cells with breaks or tabs quoted."""

    def sel(teks: str) -> str:
        return f'"{teks.replace(chr(34), chr(34) * 2)}"' if any(c in teks for c in '\t\n"') else teks

    return "\n".join("\t".join(sel(s.text) for s in baris) for petak in terbaca.grids for baris in petak.rows)
