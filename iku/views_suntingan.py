"""The editor of a draf IKU: header, rows, acts on rows, undo. Every form also works without
JavaScript."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import (
    COMPOSE,
    TETAPKAN,
    PageContext,
    is_fragment,
    page,
    wants_data,
)
from bakesbang.versions.drafts import next_steps, shorten
from bakesbang.versions.editor_pages import (
    Refusal,
    draft_or_refuse,
    no_draft,
    refuse,
    start_year,
)
from bakesbang.versions.field_saving import (
    DERET,
    DIMUAT,
    ISI,
    FieldResult,
    jawaban_medan,
    kiriman,
)
from iku import suntingan
from iku.editor_fields import (
    LABEL,
    Isian,
    Kantor,
    Ket,
    isian_baris,
    isian_kepala,
)
from iku.forms_suntingan import FormulirMulai, FormulirTambah
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.papan import BarisPapan, calon_bersama, papan
from iku.perubahan import IKU
from iku.suntingan import Draf, kepala_kini

KINI = "kini."
PUTUS = "putus"
AKSI_BARIS = ("naik", "turun", "salin", "ikut", "hapus")
TOMBOL_BARIS = (
    ("naik", "chevron-up", "Naik"),
    ("turun", "chevron-down", "Turun"),
    ("salin", "copy", "Salin"),
    ("hapus", "trash", "Hapus"),
)
HEADER = 0  # the header block is posted like a row that has no number
NO_ROW = -1
GONE = "IKU itu sudah tidak ada di draf ini."


@require_GET
@page(COMPOSE)
def sunting(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The whole draf of the year, open for writing."""
    versi = IKU.draft_of(k.instansi, k.tahun)
    if versi is None:
        return no_draft(request, k, IKU, "semua")
    return _page(request, k, versi)


@require_POST
@page(COMPOSE)
def kepala(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Saves the fields of the header block as they are left."""
    sent = Kiriman.baca(request.POST, semua=wants_data(request))
    try:
        versi = _draft(k)
        with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            result = suntingan.isi_kepala(draf, perubahan=sent.perubahan, dimuat=sent.dimuat)
        sent.nilai(result, k)
        return _answer(request, k, _draft(k), HEADER, sent)
    except (AlurSalah, ValidationError) as error:
        return _refuse(request, k, error)


@require_POST
@page(COMPOSE)
def baris(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Saves the fields of one IKU as they are left; ``aksi`` then does something with the row."""
    sent = Kiriman.baca(request.POST, semua=wants_data(request))
    aksi = request.POST.get("aksi", "")
    try:
        versi = _draft(k)
        focus = _save_and_act(k, versi, pk, sent, aksi)
    except (AlurSalah, ValidationError) as error:
        return _refuse(request, k, error)
    if not focus:
        return _answer(request, k, versi, pk, sent)
    if aksi == "hapus":
        return _leave(request, k.url("iku:sunting_hapus", pk=pk))
    return _after(request, k, versi, focus, aksi)


def _save_and_act(k: PageContext, versi: VersiIku, pk: int, sent: Kiriman, aksi: str) -> int:
    """The row to look at after the act; 0 when there was none, or a field holds it back."""
    with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
        if changes := sent.perubahan:
            result = suntingan.isi_baris(draf, baris=pk, perubahan=changes, dimuat=sent.dimuat)
            sent.nilai(result, k)
        if not aksi or sent.tertahan:
            return 0
        return _act(draf, pk, aksi)


@require_GET
@page(COMPOSE)
def pilih(request: HttpRequest, k: PageContext, pk: int, medan: str) -> HttpResponse:
    """The boxes of one field on a page of their own: they would make half of the editor if every
    row carried them. The script takes them from here when they are opened."""
    if medan not in DERET & LABEL.keys():
        raise Http404("Isian itu tidak ada.")
    try:
        b = _board_row(_draft(k), pk)
        if b is None:
            raise AlurSalah(GONE)
    except AlurSalah as error:
        return _refuse(request, k, error)
    boxes = isian_baris(b, Kantor.muat(k.instansi))[medan]
    context = {"b": b, "i": replace(boxes, tampak=True)}
    return render(request, "iku/sunting_pilih.html", context)


@require_POST
@page(COMPOSE)
def tambah(request: HttpRequest, k: PageContext) -> HttpResponse:
    """A new IKU, or an indicator of the same year chosen instead of typed."""
    try:
        versi = _draft(k)
        form = FormulirTambah(request.POST, calon=calon_bersama(versi))
        if not form.is_valid():
            return _page(request, k, versi, form=form)
        with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            new = form.lakukan(draf)
    except (AlurSalah, ValidationError) as error:
        return _refuse(request, k, error)
    messages.success(request, f"IKU “{shorten(str(new))}” ditambahkan.")
    return _after(request, k, versi, new.pk, "")


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def hapus(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Asks first; says what to do instead when realizations hang on the row."""
    try:
        versi = _draft(k)
        if request.method == "POST":
            return _removed(request, k, versi, pk)
        row = versi.indikator.select_related("ketetapan__indikator").filter(pk=pk).first()
        if row is None:
            raise AlurSalah(GONE)
        if blocked := suntingan.halangan_hapus(versi, row):
            raise AlurSalah(blocked)
    except AlurSalah as error:
        return _refuse(request, k, error)
    return render(request, "komponen/konfirmasi.html", _question(k, row))


def _removed(request: HttpRequest, k: PageContext, versi: VersiIku, pk: int) -> HttpResponse:
    with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
        suntingan.hapus(draf, baris=pk)
    messages.success(request, "IKU dihapus dari draf. Urungkan bila keliru.")
    return redirect(k.url("iku:sunting"))


def _question(k: PageContext, row: IndikatorKinerjaUtama) -> dict[str, Any]:
    return {
        "judul": "Hapus IKU",
        "pertanyaan": f"Hapus “{row}” dari draf IKU {k.tahun}?",
        "tombol": "Hapus IKU",
        "batal": k.url("iku:sunting", fragment=f"b{row.pk}"),
        "bahaya": True,
        "akibat": [
            "Indikator yang juga dipakai Rencana Aksi tetap ada di sana.",
            "Langkah ini dapat diurungkan selama dokumennya masih draf.",
        ],
    }


@require_POST
@page(COMPOSE)
def langkah(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Takes this person's last act back (``aksi`` urung) or again (ulang)."""
    redo = request.POST.get("aksi") == "ulang"
    try:
        versi = _draft(k)
        step, _ = suntingan.urungkan(versi=versi, oleh=k.pengguna, ulang=redo)
    except AlurSalah as error:
        return _refuse(request, k, error)
    act = "Diulangi" if redo else "Diurungkan"
    messages.success(request, f"{act}: {step.kata}.")
    return _after(request, k, versi, HEADER, "urung")


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def mulai(request: HttpRequest, k: PageContext) -> HttpResponse:
    """An empty IKU of a year that has none."""
    form = FormulirMulai(request.POST or None, instansi=k.instansi, tahun=k.tahun)
    return start_year(
        request,
        k,
        IKU,
        form=form,
        start=suntingan.mulai,
        cancel="semua",
    )


# ── what was sent ──
@dataclass
class Kiriman:
    """The fields of one form: what this browser changed, on what it started, and what became of
    each."""

    isi: dict[str, str]
    dimuat: dict[str, str]
    ket: dict[str, Ket] = field(default_factory=dict)
    semua: bool = False  # sent one by one: also a field that is as it was loaded is weighed

    @classmethod
    def baca(cls, data: QueryDict, *, semua: bool) -> Kiriman:
        """``putus`` "saya.medan" keeps what was typed over the other's value, "orang.medan" takes
        the other's."""
        isi = kiriman(data, ISI)
        dimuat = kiriman(data, DIMUAT)
        kini = kiriman(data, KINI)
        siapa, _, medan = data.get(PUTUS, "").partition(".")
        if medan in kini and medan in isi:
            dimuat[medan] = kini[medan]
            if siapa == "orang":
                isi[medan] = kini[medan]
        return cls(isi, dimuat, semua=semua)

    @property
    def perubahan(self) -> dict[str, str]:
        if self.semua:
            return dict(self.isi)
        return {m: teks for m, teks in self.isi.items() if teks != self.dimuat.get(m, "")}

    @property
    def tertahan(self) -> bool:
        return any(ket.nada != "ok" for ket in self.ket.values())

    def nilai(self, hasil: FieldResult, k: PageContext) -> None:
        """Takes down what became of each field."""
        pukul = f"{timezone.localtime(timezone=k.instansi.zone):%H.%M}"
        sama = self.perubahan.keys() - hasil.salah.keys() - {b.medan for b in hasil.bentrok}
        self.ket |= {medan: Ket("ok", f"Tersimpan pukul {pukul}") for medan in sama}
        self.ket |= {medan: Ket("bad", pesan) for medan, pesan in hasil.salah.items()}
        self.ket |= {b.medan: Ket("bentrok", bentrok=b) for b in hasil.bentrok}

    def pakai(self, isian: Isian) -> Isian:
        """The field as it stands after the act: a refused one keeps what was typed."""
        ket = self.ket.get(isian.medan)
        if ket is None:
            return isian
        if ket.nada == "ok":
            return isian.diketik(isian.nilai, isian.nilai, ket)
        return isian.diketik(self.isi[isian.medan], self.dimuat.get(isian.medan, ""), ket)


# ── answers ──
def _page(
    request: HttpRequest,
    k: PageContext,
    versi: VersiIku,
    *,
    fokus: int = HEADER,
    tombol: str = "",
    form: FormulirTambah | None = None,
    sent: Kiriman | None = None,
    pk: int = NO_ROW,
) -> HttpResponse:
    """The page. ``sent`` belongs to row ``pk``: what could not be saved stays as typed."""
    kantor = Kantor.muat(k.instansi)
    board = papan(versi)
    rows = [
        (
            b,
            _typed(isian_baris(b, kantor), sent if b.pk == pk else None),
        )
        for b in board
    ]
    context: dict[str, Any] = {
        "versi": versi,
        "baris": rows,
        "langkah": next_steps(IKU, versi, k.pengguna),
        "boleh_tetapkan": k.may(TETAPKAN),
        "kepala": _typed(
            isian_kepala(kepala_kini(versi)),
            sent if pk == HEADER else None,
        ),
        "fokus": fokus,
        "tombol": tombol,
        "aksi_baris": TOMBOL_BARIS,
        "form": form or _blank_form(versi, board),
    }
    return render(request, "iku/sunting.html", context)


def _blank_form(versi: VersiIku, board: list[BarisPapan]) -> FormulirTambah:
    """A new row most often stands under the sasaran of the last one."""
    sasaran = board[-1].baris.sasaran if board else ""
    return FormulirTambah(calon=calon_bersama(versi), initial={"sasaran": sasaran})


def _typed(fields: dict[str, Isian], sent: Kiriman | None) -> dict[str, Isian]:
    if sent is None:
        return fields
    return {name: sent.pakai(one) for name, one in fields.items()}


def _answer(
    request: HttpRequest,
    k: PageContext,
    versi: VersiIku,
    pk: int,
    sent: Kiriman,
) -> HttpResponse:
    """What became of each field, for the script; without it the page, or back to the row when all
    is saved."""
    if wants_data(request):
        return JsonResponse(_outcome(request, k, versi, pk, sent))
    if is_fragment(request):  # an act that a field holds back
        return _held_back("Ada isian yang belum tersimpan. Selesaikan dahulu.")
    if sent.tertahan:
        return _page(request, k, versi, sent=sent, pk=pk)
    messages.success(request, "Isian tersimpan.")
    return redirect(k.url("iku:sunting", fragment=f"b{pk}"))


def _outcome(
    request: HttpRequest,
    k: PageContext,
    versi: VersiIku,
    pk: int,
    sent: Kiriman,
) -> dict[str, Any]:
    b = _board_row(versi, pk) if pk else None
    current = b.isi if b else kepala_kini(versi)
    context = {"b": b, "langkah": next_steps(IKU, versi, k.pengguna)}
    fields = jawaban_medan(
        sent.isi,
        kini=current,
        bentrok=[ket.bentrok for ket in sent.ket.values() if ket.bentrok],
        salah={name: ket.kata for name, ket in sent.ket.items() if ket.nada == "bad"},
        zona=k.instansi.zone,
    )
    beside = render_to_string("iku/_sunting_samping.html", context, request) if b else ""
    return {
        "medan": fields,
        "langkah": render_to_string("iku/_sunting_langkah.html", context, request),
        "samping": beside,
        "bertriwulan": current.get("bertriwulan", ""),
        "usulan": b.k.usulan if b else [],
    }


def _act(draf: Draf, pk: int, aksi: str) -> int:
    """One act on a row; the row to look at afterwards. Removing is asked on a page of its own."""
    if aksi not in AKSI_BARIS:
        raise AlurSalah("Tindakan itu tidak dikenal.")
    if aksi == "salin":
        return suntingan.salin(draf, baris=pk).pk
    if aksi == "ikut":
        suntingan.ikut_draf(draf, baris=pk)
    elif aksi != "hapus":
        suntingan.geser(draf, baris=pk, arah=aksi)
    return pk


def _after(
    request: HttpRequest,
    k: PageContext,
    versi: VersiIku,
    focus: int,
    tombol: str,
) -> HttpResponse:
    """The page after an act on rows: drawn in place for the script, fetched anew without it."""
    if not is_fragment(request):
        return redirect(k.url("iku:sunting", fragment=f"b{focus}"))
    page = _page(request, k, versi, fokus=focus, tombol=tombol)
    page["HX-Retarget"] = "#isi"
    page["HX-Reselect"] = "#isi"
    page["HX-Reswap"] = "outerHTML"
    return page


def _leave(request: HttpRequest, address: str) -> HttpResponse:
    if not is_fragment(request):
        return redirect(address)
    return HttpResponse(headers={"HX-Redirect": address})


def _refuse(request: HttpRequest, k: PageContext, error: Refusal) -> HttpResponse:
    return refuse(request, k, IKU, error, fragment=_held_back)


def _held_back(sentence: str) -> HttpResponse:
    """An act that was not done: the page stays as it is and says why."""
    event = json.dumps({"ditolak": {"pesan": sentence}})
    return HttpResponse(status=204, headers={"HX-Trigger": event})


# ── pieces ──
def _draft(k: PageContext) -> VersiIku:
    return draft_or_refuse(
        IKU,
        k,
        f"Tidak ada draf IKU tahun {k.tahun}. Dokumen yang ditetapkan diubah lewat Perubahan.",
    )


def _board_row(versi: VersiIku, pk: int) -> BarisPapan | None:
    return next(iter(papan(versi, pk)), None)
