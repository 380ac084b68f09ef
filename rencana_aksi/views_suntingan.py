"""The editor of a draf: the tree, fields saved as they are left, acts on rows, details, undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
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
from bakesbang.versions.drafts import next_steps
from bakesbang.versions.editing import isi_kini
from bakesbang.versions.editor_pages import (
    Refusal,
    draft_or_refuse,
    no_draft,
    refuse,
    start_year,
)
from bakesbang.versions.field_saving import (
    DIMUAT,
    ISI,
    FieldResult,
    jawaban_medan,
    kiriman,
)
from rencana_aksi import suntingan
from rencana_aksi.aksi_suntingan import (
    AKSI,
    Jawaban,
    row_key,
    urai_baris,
)
from rencana_aksi.forms import FormulirMulai
from rencana_aksi.models import (
    IndikatorSasaran,
    Sasaran,
    VersiRencanaAksi,
)
from rencana_aksi.papan import BarisIndikator, Cabang, cari_baris, papan
from rencana_aksi.pemilih import calon_indikator, calon_induk
from rencana_aksi.perubahan import RENCANA_AKSI
from rencana_aksi.rincian import rincian_indikator, rincian_sasaran
from rencana_aksi.suntingan import Draf
from rencana_aksi.suntingan_cabang import halangan_hapus, rows_under

Row = Sasaran | IndikatorSasaran


@require_GET
@page(COMPOSE)
def sunting(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The whole draf of the year with its rows open for writing."""
    versi = RENCANA_AKSI.draft_of(k.instansi, k.tahun)
    if versi is None:
        return no_draft(request, k, RENCANA_AKSI, "daftar")
    context = {
        "versi": versi,
        "pohon": papan(versi),
        "langkah": next_steps(RENCANA_AKSI, versi, k.pengguna),
        "boleh_tetapkan": k.may(TETAPKAN),
        "dasar_rincian": _details_root(k),
    }
    return render(request, "rencana_aksi/sunting.html", context)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def mulai(request: HttpRequest, k: PageContext) -> HttpResponse:
    """An empty Rencana Aksi of a year that has none."""
    form = FormulirMulai(request.POST or None, instansi=k.instansi, tahun=k.tahun)
    return start_year(
        request,
        k,
        RENCANA_AKSI,
        form=form,
        start=suntingan.mulai,
        cancel="daftar",
    )


@require_POST
@page(COMPOSE)
def isi(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """Saves fields of one row; JSON for the script, a redirect to the details for a button."""
    try:
        answer = _save(request, k, jenis, pk)
    except (AlurSalah, ValidationError) as error:
        return _refuse(request, k, error)
    if wants_data(request):
        return JsonResponse(answer)
    _tell(request, answer["medan"])
    return redirect(k.url("rencana_aksi:sunting_rincian", jenis=jenis, pk=pk))


@require_POST
@page(COMPOSE)
def tindak(request: HttpRequest, k: PageContext) -> HttpResponse:
    """One act on the tree (``aksi``, ``baris``, …); answers the sasaran strategis as they are drawn
    now."""
    aksi = request.POST.get("aksi", "")
    try:
        versi = _draft(k)
        if aksi not in AKSI:
            raise AlurSalah("Tindakan itu tidak dikenal.")
        answer = AKSI[aksi](versi, k, request.POST)
    except (AlurSalah, ValidationError) as error:
        return _refuse(request, k, error)
    if wants_data(request):
        return JsonResponse(_drawn(request, k, versi, answer))
    messages.success(request, f"{answer.kata[:1].upper()}{answer.kata[1:]}.")
    return redirect(f"{k.url('rencana_aksi:sunting')}#{answer.fokus}")


@require_GET
@page(COMPOSE)
def rincian(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """All fields of one row: beside the tree as a fragment, else a page of its own."""
    try:
        row = _row(_draft(k), jenis, pk)
    except AlurSalah as error:
        return _refuse(request, k, error)
    context: dict[str, Any] = {
        "jenis": jenis,
        "baris": row,
        "kunci": row_key(row),
    }
    if isinstance(row, Sasaran):
        context["sasaran"] = rincian_sasaran(row)
    else:
        context["r"] = rincian_indikator(row)
    return _page_or_fragment(request, "sunting_rincian.html", context)


@require_GET
@page(COMPOSE)
def hapus(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """Asks before a row goes with everything under it; the script shows the same question in
    place."""
    try:
        row = _row(_draft(k), jenis, pk)
    except AlurSalah as error:
        return _refuse(request, k, error)
    context = {
        "baris": row,
        "kunci": row_key(row),
        "kembali": k.url("rencana_aksi:sunting"),
        **_what_goes(row),
    }
    return _page_or_fragment(request, "sunting_hapus.html", context)


@require_GET
@page(COMPOSE)
def cari(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The picker: indicators of the year to use under a sasaran, or parents a row may go to."""
    try:
        versi = _draft(k)
        row = _row(versi, *urai_baris(request.GET.get("baris", "")))
    except AlurSalah as error:
        return _refuse(request, k, error)
    apa = request.GET.get("apa", "indikator")
    q = request.GET.get("q", "")
    pick = calon_indikator if apa == "indikator" else calon_induk
    context = {
        "calon": pick(versi, row, q),
        "apa": apa,
        "q": q,
        "kunci": row_key(row),
    }
    return render(request, "rencana_aksi/_sunting_cari.html", context)


# ── pieces ──
def _draft(k: PageContext) -> VersiRencanaAksi:
    return draft_or_refuse(
        RENCANA_AKSI,
        k,
        ("Dokumen ini sudah ditetapkan, jadi tidak dapat disunting lagi. Mulai Perubahan untuk mengubahnya."),
    )


def _refuse(request: HttpRequest, k: PageContext, error: Refusal) -> HttpResponse:
    return refuse(request, k, RENCANA_AKSI, error)


def _details_root(k: PageContext) -> str:
    """The address of the details without kind and number: reversed once, not once a row."""
    return k.url("rencana_aksi:sunting_rincian", jenis="s", pk=0).removesuffix("s/0/")


def _page_or_fragment(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    prefix = "_" if is_fragment(request) else ""
    return render(request, f"rencana_aksi/{prefix}{template}", context)


def _row(versi: VersiRencanaAksi, jenis: str, pk: int) -> Row:
    row: Row | None
    if jenis == "s":
        row = Sasaran.objects.filter(pk=pk, versi=versi).first()
    else:
        rows = IndikatorSasaran.objects.filter(pk=pk, sasaran__versi=versi)
        row = rows.select_related("sasaran__versi", "ketetapan__indikator__asal__instansi").first()
    if row is None:
        raise AlurSalah("Baris itu sudah tidak ada di draf ini. Muat ulang halaman.")
    return row


def _save(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> dict[str, Any]:
    versi = _draft(k)
    changes = kiriman(request.POST, ISI)
    loaded = kiriman(request.POST, DIMUAT)
    save = _save_sasaran if jenis == "s" else _save_butir
    now = timezone.now()
    with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=now, pohon=False) as draf:
        result, current = save(draf, pk, changes, loaded)
    answer = {
        "medan": jawaban_medan(
            changes,
            kini=current,
            bentrok=result.bentrok,
            salah=result.salah,
            zona=k.instansi.zone,
        )
    }
    if jenis == "i":
        answer |= _row_now(versi, pk)
    return answer | {"langkah": next_steps(RENCANA_AKSI, versi, k.pengguna)}


def _save_sasaran(
    draf: Draf, pk: int, changes: dict[str, str], loaded: dict[str, str]
) -> tuple[FieldResult, dict[str, str]]:
    result = suntingan.isi_sasaran(draf, sasaran=pk, perubahan=changes, dimuat=loaded)
    return result, suntingan.sasaran_fields(draf.sasaran(pk))


def _save_butir(
    draf: Draf, pk: int, changes: dict[str, str], loaded: dict[str, str]
) -> tuple[FieldResult, dict[str, str]]:
    result = suntingan.isi_butir(draf, butir=pk, perubahan=changes, dimuat=loaded)
    printed = draf.butir(pk).penanggung_jawab_cetak
    return result, isi_kini(result.ketetapan) | {suntingan.CETAK: printed}


def _row_now(versi: VersiRencanaAksi, pk: int) -> dict[str, Any]:
    """Summary and soft checks of a row after it was saved."""
    b = cari_baris(papan(versi, butir=pk), pk)
    if b is None:
        return {}
    warnings = render_to_string("rencana_aksi/_sunting_periksa.html", {"periksa": b.periksa})
    return {
        "ringkas": b.ringkas,
        "usulan": b.usulan,
        "periksa": warnings,
    }


def _drawn(
    request: HttpRequest,
    k: PageContext,
    versi: VersiRencanaAksi,
    answer: Jawaban,
) -> dict[str, Any]:
    """The order of the sasaran strategis, and those drawn anew that the act touched or the browser
    lacks."""
    tree = papan(versi)
    known = set(request.POST.get("akar", "").split(","))
    root = _details_root(k)
    stale = [c for c in tree if f"s{c.id}" not in known or memuat(c, answer.tersentuh)]
    return {
        "akar": [f"s{c.id}" for c in tree],
        "blok": {f"s{c.id}": _block(request, c, root) for c in stale},
        "fokus": _focus(tree, answer.fokus),
        "kata": answer.kata,
        "langkah": next_steps(RENCANA_AKSI, versi, k.pengguna),
    }


def _block(request: HttpRequest, c: Cabang, root: str) -> str:
    context = {"s": c, "dasar_rincian": root}
    return render_to_string("rencana_aksi/_sunting_sasaran.html", context, request)


def _focus(tree: Iterable[Cabang], key: str) -> str:
    """ "k7" is the first row of that indicator."""
    if not key.startswith("k"):
        return key
    indikator = int(key[1:])
    rows = (f"i{b.id}" for b in _rows(tree) if b.indikator_id == indikator)
    return next(rows, "")


def _rows(tree: Iterable[Cabang]) -> Iterator[BarisIndikator]:
    """Every row of the tree, in the order in which it is drawn."""
    for c in tree:
        yield from c.indikator
        yield from _rows(c.anak)


def memuat(c: Cabang, keys: frozenset[str]) -> bool:
    """Whether one of these rows stands in the branch."""
    if f"s{c.id}" in keys:
        return True
    if any(f"i{b.id}" in keys or f"k{b.indikator_id}" in keys for b in c.indikator):
        return True
    return any(memuat(child, keys) for child in c.anak)


def _what_goes(row: Row) -> dict[str, Any]:
    """How much goes with the row, and what stands against it."""
    if isinstance(row, IndikatorSasaran):
        blocks = halangan_hapus(row.sasaran.versi, [row])
        return {"sasaran": 0, "indikator": 1, "halangan": blocks}
    level = [row.pk]
    below = [row.pk]
    while level:
        level = list(Sasaran.objects.filter(induk__in=level).values_list("pk", flat=True))
        below += level
    butir = rows_under(below)
    return {
        "sasaran": len(below),
        "indikator": len(butir),
        "halangan": halangan_hapus(row.versi, butir),
    }


def _tell(request: HttpRequest, fields: dict[str, dict[str, Any]]) -> None:
    all_saved = True
    for outcome in fields.values():
        if outcome["salah"]:
            all_saved = False
            messages.error(request, f"Belum disimpan. {outcome['salah']}")
        elif conflict := outcome["bentrok"]:
            all_saved = False
            messages.warning(
                request,
                (
                    f"{conflict['oleh']} sudah mengubah menjadi “{conflict['nilai']}”. Isian Anda "
                    "belum disimpan."
                ),
            )
    if all_saved:
        messages.success(request, "Tersimpan.")
