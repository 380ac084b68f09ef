"""The entry grid of a quarter: page, saving of a field, details of a row, submission."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from bakesbang.organisasi.permissions import READ, PageContext, is_fragment, page
from bakesbang.realisasi import tindakan_realisasi
from bakesbang.realisasi.jadwal import titik_jadwal
from bakesbang.realisasi.kisi import Baris, Kisi, muat_baris, muat_kisi
from bakesbang.realisasi.papan import TRIWULAN
from bakesbang.realisasi.pilihan_unit import (
    SARING,
    SEMUA,
    PilihanUnit,
    periksa_triwulan,
    perlu_tindakan,
    pilih_unit,
    saring,
    triwulan_kini,
)
from bakesbang.realisasi.rincian import rincian_baris
from bakesbang.realisasi.tampilan import susun_tampilan, tampilkan_baris
from bakesbang.realisasi.tindakan_realisasi import HasilSimpan
from bakesbang.ui.templatetags.kinerja import lencana
from bakesbang.versions.field_saving import DIMUAT, ISI, TAFSIR, jawaban_medan, kiriman

NAMA_BARIS = re.compile(r"b([0-9]{1,18})\.")


@require_GET
@page(READ)
def awal(request: HttpRequest, k: PageContext) -> HttpResponse:
    """To the quarter that is open now."""
    return redirect(k.url("realisasi:isi", triwulan=triwulan_kini(k, k.instansi.today())))


@require_http_methods(["GET", "POST"])
@page(READ)
def isi(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """The grid. POST is the way without JavaScript: all fields of one group are saved together."""
    periksa_triwulan(triwulan)
    hari, kini = k.instansi.today(), timezone.now()
    pilihan = pilih_unit(request, k, hari)
    salah: dict[str, str] = {}
    if request.method == "POST":
        banyak, salah = _simpan_semua(request, k, triwulan, kini)
        if not salah:
            messages.success(
                request, f"{banyak} isian tersimpan." if banyak else "Tidak ada isian yang berubah."
            )
            return redirect(k.url("realisasi:isi", query={"unit": pilihan.kode}, triwulan=triwulan))
    kisi, semua = muat_kisi(k, triwulan, hari, unit_ids=pilihan.ids), _jadwal_semua(k)
    nama = request.GET.get("saring", SEMUA)
    tampil = susun_tampilan(replace(kisi, baris=saring(kisi.baris, nama)), kini)
    konteks = _konteks_kisi(k, kisi, pilihan) | {
        "kelompok": tampil, "saring_kini": nama, "salah": salah, "ketikan": request.POST,
        "saring": [(kode, judul, len(saring(kisi.baris, kode))) for kode, (judul, _) in SARING.items()],
        "titik": titik_jadwal(kisi.jadwal, hari) if kisi.jadwal else [],
        "triwulan_semua": [(n, _dari(semua, n)) for n in TRIWULAN],
    }  # fmt: skip
    return render(request, "realisasi/isi.html", konteks)


@require_POST
@page(READ)
def simpan(request: HttpRequest, k: PageContext, triwulan: int, pk: int) -> JsonResponse:
    """Saves the fields of one row as they are left; answers what each field and the row now say."""
    indikator = _indikator(k, triwulan, pk)
    try:
        hasil = _simpan(request, indikator, triwulan, k, timezone.now())
    except AlurSalah as salah:
        return JsonResponse({"pesan": str(salah)}, status=409)
    except ValidationError as salah:
        return JsonResponse({"pesan": " ".join(salah.messages)}, status=400)
    baris = muat_baris(k, triwulan, pk, k.instansi.today())
    if baris is None:
        raise Http404("Indikator ini tidak berlaku pada triwulan itu.")
    return JsonResponse(_jawaban(request, k, baris, hasil))


@require_http_methods(["GET", "POST"])
@page(READ)
def rincian(request: HttpRequest, k: PageContext, triwulan: int, pk: int) -> HttpResponse:
    """Story, evidence and history of one row: beside the grid as a fragment, else a page of its own."""
    indikator = _indikator(k, triwulan, pk)
    if request.method == "POST":
        try:
            hasil = _simpan(request, indikator, triwulan, k, timezone.now())
        except AlurSalah as salah:
            messages.error(request, str(salah))
        else:
            _kabarkan(request, hasil)
        return redirect(k.url("realisasi:rincian", triwulan=triwulan, pk=pk))
    baris = muat_baris(k, triwulan, pk, k.instansi.today())
    if baris is None:
        raise Http404("Indikator ini tidak berlaku pada triwulan itu.")
    jadwal = _jadwal(k, triwulan)
    tampil = tampilkan_baris(baris, jadwal, timezone.now())
    templat = "realisasi/_rincian.html" if is_fragment(request) else "realisasi/rincian.html"
    return render(request, templat, {"b": tampil, "triwulan": triwulan, "r": rincian_baris(tampil)})


@require_GET
@page(READ)
def kurang(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """What is still missing before submission, and how far the unit is."""
    hari = k.instansi.today()
    pilihan = pilih_unit(request, k, hari)
    kisi = muat_kisi(k, periksa_triwulan(triwulan), hari, unit_ids=pilihan.ids)
    return render(request, "realisasi/_kurang.html", _konteks_kisi(k, kisi, pilihan))


@require_POST
@page(READ)
def ajukan(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """Submits every complete row that this person may submit; what is missing stays listed."""
    hari, kini = k.instansi.today(), timezone.now()
    pilihan = pilih_unit(request, k, hari)
    kisi = muat_kisi(k, periksa_triwulan(triwulan), hari, unit_ids=pilihan.ids)
    _pastikan_mengisi(kisi)
    siap = [b for b in kisi.baris if b.boleh_isi and b.status == "draf" and b.lengkap and b.realisasi]
    terkirim, galat = _ajukan_baris(siap, k, kini)
    sisa = sum(perlu_tindakan(b) for b in kisi.baris) - terkirim
    for pesan in galat:
        messages.error(request, pesan)
    if terkirim:
        messages.success(request, f"{terkirim} indikator diajukan ke Kepala Bidang.")
    if sisa > 0:
        messages.warning(request, f"{sisa} indikator belum dapat diajukan. Daftarnya ada di bawah isian.")
    elif not terkirim and not galat:
        messages.info(request, "Tidak ada indikator yang menunggu diajukan.")
    return redirect(
        k.url("realisasi:isi", query={"unit": pilihan.kode}, fragment="kurang", triwulan=triwulan)
    )


@require_POST
@page(READ)
def tarik(request: HttpRequest, k: PageContext, triwulan: int, pk: int) -> HttpResponse:
    """Takes a submitted row back before anybody decided."""
    realisasi = get_object_or_404(Realisasi, indikator=_indikator(k, triwulan, pk), triwulan=triwulan)
    try:
        tindakan_realisasi.tarik(realisasi=realisasi, oleh=k.pengguna, kini=timezone.now())
    except AlurSalah as salah:
        messages.error(request, str(salah))
    else:
        messages.success(request, "Pengajuan ditarik. Isian dapat diubah lagi.")
    return redirect(
        k.url(
            "realisasi:isi",
            query={"unit": request.POST.get("unit", "")},
            fragment=f"b{pk}",
            triwulan=triwulan,
        )
    )


# ── pieces ──
def _pastikan_mengisi(kisi: Kisi) -> None:
    """Raises PermissionDenied for a person who may type none of these rows."""
    if kisi.baris and not any(b.boleh_isi for b in kisi.baris):
        raise PermissionDenied("Indikator ini diisi oleh unit lain, jadi tidak dapat Anda ajukan.")


def _indikator(k: PageContext, triwulan: int, pk: int) -> Indikator:
    periksa_triwulan(triwulan)
    return get_object_or_404(Indikator.objects.milik(k.instansi, k.tahun).select_related("instansi"), pk=pk)


def _jadwal(k: PageContext, triwulan: int) -> JadwalTriwulan | None:
    return _dari(_jadwal_semua(k), triwulan)


def _dari(semua: list[JadwalTriwulan], triwulan: int) -> JadwalTriwulan | None:
    return next((j for j in semua if j.triwulan == triwulan), None)


def _jadwal_semua(k: PageContext) -> list[JadwalTriwulan]:
    return list(
        JadwalTriwulan.objects.milik(k.instansi, k.tahun)
        .select_related("instansi", "dikunci_oleh")
        .order_by("triwulan")
    )


def _konteks_kisi(k: PageContext, kisi: Kisi, pilihan: PilihanUnit) -> dict[str, Any]:
    wajib = [b for b in kisi.baris if b.wajib]
    selesai = [b for b in wajib if b.lengkap]
    kurang = [(b, b.kekurangan) for b in kisi.baris if perlu_tindakan(b) and b.kekurangan]
    siap = sum(b.boleh_isi and b.status == "draf" and b.lengkap for b in kisi.baris)
    boleh_isi = any(b.boleh_isi for b in kisi.baris)
    return {
        "kisi": kisi, "triwulan": kisi.triwulan, "pilihan": pilihan, "kurang": kurang, "jumlah_wajib": len(wajib),
        "jumlah_lengkap": len(selesai), "jumlah_siap": siap, "boleh_isi": boleh_isi,
        "dapat_diketik": boleh_isi and kisi.jadwal is not None and not kisi.terkunci,
    }  # fmt: skip


def _simpan(
    request: HttpRequest,
    indikator: Indikator,
    triwulan: int,
    k: PageContext,
    kini: datetime,
    awalan: str = "",
) -> HasilSimpan:
    return tindakan_realisasi.isi(
        indikator=indikator,
        triwulan=triwulan,
        perubahan=kiriman(request.POST, awalan + ISI),
        oleh=k.pengguna,
        kini=kini,
        dimuat=kiriman(request.POST, awalan + DIMUAT),
        tafsir=kiriman(request.POST, awalan + TAFSIR),
    )


def _simpan_semua(
    request: HttpRequest, k: PageContext, triwulan: int, kini: datetime
) -> tuple[int, dict[str, str]]:
    """Every changed row of the posted group: how many fields were saved, and field id → why one was not."""
    banyak, salah = 0, dict[str, str]()
    for pk in sorted({int(m[1]) for n in request.POST if (m := NAMA_BARIS.match(n))}):
        awalan = f"b{pk}."
        berubah = any(
            request.POST.get(n.replace(ISI, DIMUAT, 1)) != v.replace("\r\n", "\n")
            for n, v in request.POST.items()
            if n.startswith(awalan + ISI) and isinstance(v, str)
        )
        if not berubah:
            continue
        try:
            hasil = _simpan(request, _indikator(k, triwulan, pk), triwulan, k, kini, awalan)
        except AlurSalah as galat:
            salah[f"b{pk}"] = str(galat)
            continue
        banyak += len(hasil.tersimpan)
        salah |= {f"b{pk}.{m}": pesan for m, pesan in hasil.salah.items()}
        salah |= {
            f"b{pk}.{b.medan}": f"{b.oleh} mengubah menjadi {b.nilai}. Isian Anda belum disimpan."
            for b in hasil.bentrok
        }
    return banyak, salah


def _jawaban(request: HttpRequest, k: PageContext, baris: Baris, hasil: HasilSimpan) -> dict[str, Any]:
    """State line, question or conflict of every field sent, and what the row computes now."""
    tampil = tampilkan_baris(baris, _jadwal(k, baris.triwulan), timezone.now(), hasil.bentrok)
    isian = {i.medan: i for i in (*([tampil.utama] if tampil.utama else []), *tampil.masukan)}
    medan = jawaban_medan(
        kiriman(request.POST, ISI), kini=tindakan_realisasi.isi_kini(hasil.realisasi), bentrok=hasil.bentrok,
        salah=hasil.salah, zona=k.instansi.zone,
    )  # fmt: skip
    for nama in medan.keys() & isian.keys() - hasil.salah.keys():
        medan[nama] |= {
            "kelas": isian[nama].kelas,
            "ket": render_to_string("realisasi/_ket.html", {"ket": isian[nama].ket}),
            "pilihan": [list(p) for p in isian[nama].pilihan],
            "gema": isian[nama].gema,
        }
    return {
        "medan": medan,
        "capaian": render_to_string("realisasi/_capaian.html", {"b": tampil}),
        "hasil": tampil.hasil,
        "kerja": tampil.kerja,
        "status": baris.status,
        "lencana": lencana(baris.status),
    }


def _kabarkan(request: HttpRequest, hasil: HasilSimpan) -> None:
    for pesan in hasil.salah.values():
        messages.error(request, pesan)
    for b in hasil.bentrok:
        messages.warning(
            request,
            f"{b.oleh} sudah mengubah {b.medan} menjadi “{b.nilai}”. Isian Anda pada kolom itu belum disimpan.",
        )
    if hasil.tersimpan and not hasil.salah and not hasil.bentrok:
        messages.success(request, "Rincian tersimpan.")


def _ajukan_baris(siap: list[Baris], k: PageContext, kini: datetime) -> tuple[int, list[str]]:
    terkirim, galat = 0, []
    for b in siap:
        try:
            tindakan_realisasi.ajukan(realisasi=b.realisasi, oleh=k.pengguna, kini=kini)  # type: ignore[arg-type]
            terkirim += 1
        except (AlurSalah, ValidationError) as salah:
            pesan = " ".join(salah.messages) if isinstance(salah, ValidationError) else str(salah)
            galat.append(f"{b.uraian}: {pesan}")
    return terkirim, galat
