"""The trace, as a page and as a workbook. Nothing here changes anything: there is no way to delete from it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bakesbang.beranda.forms_riwayat import SaringForm
from bakesbang.beranda.riwayat_baca import baca_halaman, per_hari
from bakesbang.beranda.riwayat_sumber import kueri_riwayat
from bakesbang.beranda.riwayat_tabel import PALING_BANYAK, dokumen_riwayat
from bakesbang.organisasi.permissions import EXPORT_HISTORY, HISTORY, PageContext, page
from bakesbang.paper.sizes import A4
from bakesbang.versions.printing import unduhan

SEHALAMAN = 100  # rows of the trace; what one act left is drawn together


@require_GET
@page(HISTORY)
def riwayat(request: HttpRequest, k: PageContext) -> HttpResponse:
    form = SaringForm(k, request.GET)
    ruang = form.ruang()
    lembar = Paginator(kueri_riwayat(ruang), SEHALAMAN).get_page(request.GET.get("page"))
    isi = {
        "form": form, "hal": lembar, "hari": per_hari(baca_halaman(list(lembar.object_list)), k.instansi.zone),
        "terbatas": ruang.unit_ids is not None, "indikator_dipilih": form.indikator_dipilih(), "ekspor": k.may(EXPORT_HISTORY),
        "paling_banyak": PALING_BANYAK, "zona": k.instansi.zona_waktu, "kueri": _tanpa_halaman(request),
    }  # fmt: skip
    return render(request, "beranda/riwayat.html", isi)


@require_GET
@page(EXPORT_HISTORY)
def riwayat_xlsx(request: HttpRequest, k: PageContext) -> HttpResponse:
    """What the page shows under the same filter, newest first, up to the limit that the sheet names."""
    ruang = SaringForm(k, request.GET).ruang()
    dokumen = dokumen_riwayat(ruang, waktu=timezone.now(), oleh=k.pengguna)
    return unduhan(dokumen, "xlsx", A4, f"riwayat-{k.instansi.kode}-{k.tahun}")


def _tanpa_halaman(request: HttpRequest) -> str:
    kueri = request.GET.copy()
    kueri.pop("page", None)
    return kueri.urlencode()
