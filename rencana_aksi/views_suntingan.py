"""The editor of a draf: the tree, fields saved as they are left, acts on rows, details, undo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.organisasi.permissions import (
    COMPOSE,
    TETAPKAN,
    PageContext,
    is_fragment,
    page,
    page_url,
    wants_data,
)
from bakesbang.versions.editing import isi_kini
from bakesbang.versions.field_saving import DIMUAT, ISI, jawaban_medan, kiriman
from rencana_aksi import suntingan
from rencana_aksi.aksi_suntingan import AKSI, Jawaban, urai_baris
from rencana_aksi.forms import FormulirMulai
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi
from rencana_aksi.papan import Cabang, cari_baris, langkah_kini, papan
from rencana_aksi.pemilih import calon_indikator, calon_induk
from rencana_aksi.rincian import rincian_indikator, rincian_sasaran
from rencana_aksi.suntingan_cabang import halangan_hapus


@require_GET
@page(COMPOSE)
def sunting(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The whole draf of the year with its rows open for writing."""
    versi = _draf(k)
    if versi is None:
        messages.info(
            request, f"Tidak ada draf Rencana Aksi tahun {k.tahun}. Mulai yang baru, atau mulai Perubahan."
        )
        return redirect(k.url("rencana_aksi:daftar"))
    isi = {
        "versi": versi, "pohon": papan(versi), "langkah": langkah_kini(versi, k.pengguna), "boleh_tetapkan": k.may(TETAPKAN), "dasar_rincian": _dasar_rincian(k),
    }  # fmt: skip
    return render(request, "rencana_aksi/sunting.html", isi)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def mulai(request: HttpRequest, k: PageContext) -> HttpResponse:
    """An empty Rencana Aksi of a year that has none."""
    form = FormulirMulai(request.POST or None, instansi=k.instansi, tahun=k.tahun)
    if request.method == "POST" and form.is_valid():
        try:
            suntingan.mulai(instansi=k.instansi, **form.cleaned_data, oleh=k.pengguna, waktu=timezone.now())
        except AlurSalah as salah:
            form.add_error("tahun", str(salah))
        else:
            return redirect(page_url(k.instansi, form.cleaned_data["tahun"], "rencana_aksi:sunting"))
    return render(request, "rencana_aksi/mulai.html", {"form": form, "batal": k.url("rencana_aksi:daftar")})


@require_POST
@page(COMPOSE)
def isi(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """Saves fields of one row; JSON for the script, a redirect to the details for a button."""
    try:
        hasil = _simpan(request, k, jenis, pk)
    except (AlurSalah, ValidationError) as salah:
        return _tolak(request, k, salah)
    if not wants_data(request):
        _kabarkan(request, hasil["medan"])
        return redirect(k.url("rencana_aksi:sunting_rincian", jenis=jenis, pk=pk))
    return JsonResponse(hasil)


@require_POST
@page(COMPOSE)
def tindak(request: HttpRequest, k: PageContext) -> HttpResponse:
    """One act on the tree (``aksi``, ``baris``, …); answers the sasaran strategis as they are drawn now."""
    try:
        versi = _pastikan_draf(k)
        aksi = request.POST.get("aksi", "")
        if aksi not in AKSI:
            raise AlurSalah("Tindakan itu tidak dikenal.")
        jawab = AKSI[aksi](versi, k, request.POST)
    except (AlurSalah, ValidationError) as salah:
        return _tolak(request, k, salah)
    if not wants_data(request):
        messages.success(request, f"{jawab.kata[:1].upper()}{jawab.kata[1:]}.")
        return redirect(k.url("rencana_aksi:sunting", fragment=jawab.fokus))
    return JsonResponse(_gambar(request, k, versi, jawab))


@require_GET
@page(COMPOSE)
def rincian(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """All fields of one row: beside the tree as a fragment, else a page of its own."""
    try:
        baris = _baris(_pastikan_draf(k), jenis, pk)
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    isi: dict[str, Any] = {"jenis": jenis, "baris": baris, "kunci": f"{jenis}{pk}"}
    if isinstance(baris, Sasaran):
        isi["sasaran"] = rincian_sasaran(baris)
    else:
        isi["r"] = rincian_indikator(baris)
    potongan = is_fragment(request)
    return render(request, f"rencana_aksi/{'_' if potongan else ''}sunting_rincian.html", isi)


@require_GET
@page(COMPOSE)
def hapus(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> HttpResponse:
    """Asks before a row goes with everything under it; the script shows the same question in place."""
    try:
        baris = _baris(_pastikan_draf(k), jenis, pk)
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    isi = {"baris": baris, "kunci": f"{jenis}{pk}", "kembali": k.url("rencana_aksi:sunting"), **_akibat_hapus(baris)}
    potongan = is_fragment(request)
    return render(request, f"rencana_aksi/{'_' if potongan else ''}sunting_hapus.html", isi)


@require_GET
@page(COMPOSE)
def cari(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The picker: indicators of the year to use under a sasaran, or parents a row may go to."""
    try:
        versi = _pastikan_draf(k)
        jenis, pk = urai_baris(request.GET.get("baris", ""))
        baris = _baris(versi, jenis, pk)
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    apa, q = request.GET.get("apa", "indikator"), request.GET.get("q", "")
    calon = calon_indikator(versi, baris, q) if apa == "indikator" else calon_induk(versi, baris, q)
    return render(
        request,
        "rencana_aksi/_sunting_cari.html",
        {"calon": calon, "apa": apa, "q": q, "kunci": f"{jenis}{pk}"},
    )


# ── pieces ──
def _dasar_rincian(k: PageContext) -> str:
    """The address of the details without kind and number: reversed once, not once a row."""
    return k.url("rencana_aksi:sunting_rincian", jenis="s", pk=0).removesuffix("s/0/")


def _draf(k: PageContext) -> VersiRencanaAksi | None:
    draf = VersiRencanaAksi.objects.filter(
        rencana__instansi=k.instansi, rencana__tahun=k.tahun, status="draf"
    )
    return draf.select_related("rencana__instansi").first()


def _pastikan_draf(k: PageContext) -> VersiRencanaAksi:
    versi = _draf(k)
    if versi is None:
        raise AlurSalah(
            "Dokumen ini sudah ditetapkan, jadi tidak dapat disunting lagi. Mulai Perubahan untuk mengubahnya."
        )
    return versi


def _tolak(request: HttpRequest, k: PageContext, salah: AlurSalah | ValidationError) -> HttpResponse:
    pesan = " ".join(salah.messages) if isinstance(salah, ValidationError) else str(salah)
    if wants_data(request) or is_fragment(request):
        return JsonResponse({"pesan": pesan}, status=400 if isinstance(salah, ValidationError) else 409)
    messages.error(request, pesan)
    return redirect(k.url("rencana_aksi:sunting" if _draf(k) else "rencana_aksi:matriks"))


def _baris(versi: VersiRencanaAksi, jenis: str, pk: int) -> Sasaran | IndikatorSasaran:
    model: Any = Sasaran if jenis == "s" else IndikatorSasaran
    milik = {"versi": versi} if jenis == "s" else {"sasaran__versi": versi}
    semua = model.objects.filter(pk=pk, **milik)
    if jenis == "i":
        semua = semua.select_related("sasaran__versi", "ketetapan__indikator__asal__instansi")
    baris: Sasaran | IndikatorSasaran | None = semua.first()
    if baris is None:
        raise AlurSalah("Baris itu sudah tidak ada di draf ini. Muat ulang halaman.")
    return baris


def _simpan(request: HttpRequest, k: PageContext, jenis: str, pk: int) -> dict[str, Any]:
    versi = _pastikan_draf(k)
    perubahan, dimuat = kiriman(request.POST, ISI), kiriman(request.POST, DIMUAT)
    with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now(), pohon=False) as draf:
        if jenis == "s":
            pilahan, bentrok, kini = suntingan.isi_sasaran(
                draf, sasaran=pk, perubahan=perubahan, dimuat=dimuat
            )
            salah = pilahan.salah
        else:
            hasil = suntingan.isi_butir(draf, butir=pk, perubahan=perubahan, dimuat=dimuat)
            bentrok, salah = hasil.bentrok, hasil.salah
            butir = draf.butir(pk)
            kini = isi_kini(hasil.ketetapan) | {suntingan.CETAK: butir.penanggung_jawab_cetak}
    medan = jawaban_medan(perubahan, kini=kini, bentrok=bentrok, salah=salah, zona=k.instansi.zone)
    jawab: dict[str, Any] = {"medan": medan}
    if jenis == "i":
        jawab |= _baris_kini(versi, pk)
    return jawab | {"langkah": langkah_kini(versi, k.pengguna)}


def _baris_kini(versi: VersiRencanaAksi, pk: int) -> dict[str, Any]:
    """Summary and soft checks of a row after it was saved."""
    b = cari_baris(papan(versi, butir=pk), pk)
    if b is None:
        return {}
    return {
        "ringkas": b.ringkas, "usulan": b.usulan,
        "periksa": render_to_string("rencana_aksi/_sunting_periksa.html", {"periksa": b.periksa}),
    }  # fmt: skip


def _gambar(request: HttpRequest, k: PageContext, versi: VersiRencanaAksi, jawab: Jawaban) -> dict[str, Any]:
    """The order of the sasaran strategis, and those drawn anew that the act touched or the browser lacks."""
    pohon = papan(versi)
    ada = set(request.POST.get("akar", "").split(","))
    dasar = _dasar_rincian(k)
    perlu = [c for c in pohon if f"s{c.id}" not in ada or memuat(c, jawab.tersentuh)]
    return {
        "akar": [f"s{c.id}" for c in pohon],
        "blok": {f"s{c.id}": render_to_string("rencana_aksi/_sunting_sasaran.html", {"s": c, "dasar_rincian": dasar}, request) for c in perlu},
        "fokus": _fokus(pohon, jawab.fokus), "kata": jawab.kata, "langkah": langkah_kini(versi, k.pengguna),
    }  # fmt: skip


def _fokus(pohon: Iterable[Cabang], kunci: str) -> str:
    """ "k7" is the first row of that indicator."""
    if not kunci.startswith("k"):
        return kunci
    return next((t for c in pohon for t in [_fokus_indikator(c, int(kunci[1:]))] if t), "")


def _fokus_indikator(c: Cabang, indikator_id: int) -> str:
    sendiri = (f"i{b.id}" for b in c.indikator if b.indikator_id == indikator_id)
    return next(sendiri, "") or next(
        (t for a in c.anak for t in [_fokus_indikator(a, indikator_id)] if t), ""
    )


def memuat(c: Cabang, kunci: frozenset[str]) -> bool:
    return (
        f"s{c.id}" in kunci
        or any(f"i{b.id}" in kunci or f"k{b.indikator_id}" in kunci for b in c.indikator)
        or any(memuat(a, kunci) for a in c.anak)
    )


def _akibat_hapus(baris: Sasaran | IndikatorSasaran) -> dict[str, Any]:
    """How much goes with the row, and what stands against it."""
    if isinstance(baris, IndikatorSasaran):
        return {"sasaran": 0, "indikator": 1, "halangan": halangan_hapus(baris.sasaran.versi, [baris])}
    pk, bawah = [baris.pk], [baris.pk]
    while pk:
        pk = list(Sasaran.objects.filter(induk__in=pk).values_list("pk", flat=True))
        bawah += pk
    butir = list(IndikatorSasaran.objects.filter(sasaran__in=bawah).select_related("ketetapan__indikator"))
    return {"sasaran": len(bawah), "indikator": len(butir), "halangan": halangan_hapus(baris.versi, butir)}


def _kabarkan(request: HttpRequest, medan: dict[str, dict[str, Any]]) -> None:
    for isi in medan.values():
        if isi["salah"]:
            messages.error(request, f"Belum disimpan. {isi['salah']}")
        elif b := isi["bentrok"]:
            messages.warning(
                request, f"{b['oleh']} sudah mengubah menjadi “{b['nilai']}”. Isian Anda belum disimpan."
            )
    if not any(i["salah"] or i["bentrok"] for i in medan.values()):
        messages.success(request, "Tersimpan.")
