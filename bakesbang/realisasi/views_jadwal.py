"""The calendar of the quarters: everybody reads it; the planner sets dates, locks and reopens; pimpinan notes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.calculation.triwulan import label_of
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import JadwalTriwulan
from bakesbang.organisasi.permissions import COMPOSE, LEADER_NOTE, READ, PageContext, page
from bakesbang.organisasi.reauthentication import reauthenticated
from bakesbang.realisasi import tindakan
from bakesbang.realisasi.forms_jadwal import (
    FormulirBukaKembali,
    FormulirCatatan,
    FormulirJadwal,
    FormulirKunci,
    FormulirUsulan,
    tanggal_tersimpan,
    usulan,
)
from bakesbang.realisasi.jadwal import muat_jadwal
from bakesbang.realisasi.kisi import muat_kisi
from bakesbang.realisasi.pilihan_unit import periksa_triwulan


@require_GET
@page(READ)
def jadwal(request: HttpRequest, k: PageContext) -> HttpResponse:
    hari = k.instansi.today()
    konteks = {
        "baris": muat_jadwal(k, hari), "hari": hari, "boleh_susun": k.may(COMPOSE), "boleh_catat": k.may(LEADER_NOTE),
    }  # fmt: skip
    return render(request, "realisasi/jadwal.html", konteks)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def jadwal_atur(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """The dates of one quarter; the proposal stands in the fields while there are none."""
    ada = _jadwal(k, periksa_triwulan(triwulan))
    if ada is not None and ada.terkunci:
        return _terhalang(request, k, "Atur tanggal", triwulan, f"{label_of(triwulan)} sudah dikunci, jadi jadwalnya tidak dapat diubah.")  # fmt: skip
    form = FormulirJadwal(
        request.POST or None, tahun=k.tahun, triwulan=triwulan, initial=tanggal_tersimpan(ada, k.tahun, triwulan)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            tindakan.atur_jadwal(
                instansi=k.instansi, tahun=k.tahun, triwulan=triwulan, oleh=k.pengguna, waktu=timezone.now(), **form.cleaned_data
            )  # fmt: skip
        except (AlurSalah, ValidationError) as salah:
            form.add_error(None, salah.messages if isinstance(salah, ValidationError) else str(salah))
        else:
            return _selesai(request, k, f"Tanggal {label_of(triwulan)} tersimpan.", _lewat(form, k))
    konteks = {"form": form, "triwulan": triwulan, "ada": ada, "batal": k.url("realisasi:jadwal")}
    return render(request, "realisasi/jadwal_atur.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def jadwal_usulan(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Dates for every quarter that has none: shown first, saved by the second button."""
    form = FormulirUsulan(request.POST or None)
    sah = request.method == "POST" and form.is_valid()
    ada = set(JadwalTriwulan.objects.milik(k.instansi, k.tahun).values_list("triwulan", flat=True))
    lama = form.cleaned_data if sah else {n: m.initial for n, m in form.fields.items()}
    tanggal = [usulan(k.tahun, n, **lama) for n in (1, 2, 3, 4) if n not in ada]
    if sah and "simpan" in request.POST and tanggal:
        tindakan.jadwalkan_tahun(
            instansi=k.instansi, tahun=k.tahun, oleh=k.pengguna, waktu=timezone.now(), tanggal=[t.isi for t in tanggal]
        )  # fmt: skip
        return _selesai(request, k, f"{len(tanggal)} triwulan dijadwalkan.")
    konteks = {"form": form, "tanggal": tanggal, "batal": k.url("realisasi:jadwal")}
    return render(request, "realisasi/jadwal_usulan.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
@reauthenticated
def kunci(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """Asks with what is not complete, then locks."""
    periksa_triwulan(triwulan)
    if halangan := _halangan_kunci(k, triwulan):
        return _terhalang(request, k, "Kunci", triwulan, halangan)
    kisi = muat_kisi(k, triwulan, k.instansi.today())
    kurang = kisi.belum_lengkap()
    form = FormulirKunci(request.POST if request.method == "POST" else None, kurang=len(kurang))
    if request.method == "POST" and form.is_valid():
        alasan = form.cleaned_data.get("alasan", "")
        try:
            tercatat = tindakan.kunci(
                k=k, triwulan=triwulan, oleh=k.pengguna, waktu=timezone.now(), alasan_paksa=alasan
            )
        except AlurSalah as salah:
            form.add_error(None, str(salah))
        else:
            return _selesai(
                request, k, f"{label_of(triwulan)} dikunci, kunci ke-{tercatat.nomor}. Laporannya dibekukan."
            )
    konteks = {
        "form": form, "triwulan": triwulan, "kisi": kisi, "kurang": kurang, "wajib": sum(b.wajib for b in kisi.baris), "batal": k.url("realisasi:jadwal"),
    }  # fmt: skip
    return render(request, "realisasi/kunci.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
@reauthenticated
def buka_kembali(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    """Reason, reference, and the rows that go back; nothing else opens."""
    ada = _jadwal(k, periksa_triwulan(triwulan))
    if ada is None or not ada.terkunci:
        return _terhalang(request, k, "Buka kembali", triwulan, f"{label_of(triwulan)} tidak sedang dikunci.")
    kisi = muat_kisi(k, triwulan, k.instansi.today())
    baris = [b for b in kisi.baris if b.status in {"diajukan", "disetujui"}]
    form = FormulirBukaKembali(request.POST if request.method == "POST" else None, baris=baris)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tindakan.buka_kembali(
                k=k, triwulan=triwulan, indikator_ids=data["indikator"], alasan=data["alasan"], rujukan=data["rujukan"],
                oleh=k.pengguna, waktu=timezone.now(),
            )  # fmt: skip
        except AlurSalah as salah:
            form.add_error(None, str(salah))
        else:
            return _selesai(request, k, f"{label_of(triwulan)} dibuka kembali; {len(data['indikator'])} indikator dikembalikan.")  # fmt: skip
    nanti = JadwalTriwulan.objects.milik(k.instansi, k.tahun).filter(
        triwulan__gt=triwulan, dikunci_pada__isnull=False
    )
    konteks = {
        "form": form, "triwulan": triwulan, "jadwal": ada, "ada_baris": bool(baris), "sisa": len(kisi.baris) - len(baris),
        "nanti": [label_of(j.triwulan) for j in nanti.order_by("triwulan")], "batal": k.url("realisasi:jadwal"),
    }  # fmt: skip
    return render(request, "realisasi/buka_kembali.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(LEADER_NOTE)
def catatan_pimpinan(request: HttpRequest, k: PageContext, triwulan: int) -> HttpResponse:
    ada = _jadwal(k, periksa_triwulan(triwulan))
    if ada is None:
        return _terhalang(request, k, "Catatan pimpinan", triwulan, f"{label_of(triwulan)} belum dijadwalkan. Minta penyusun mengatur tanggalnya dahulu.")  # fmt: skip
    if ada.terkunci:
        return _terhalang(request, k, "Catatan pimpinan", triwulan, f"{label_of(triwulan)} sudah dikunci, jadi catatannya tidak dapat diubah.")  # fmt: skip
    form = FormulirCatatan(
        request.POST if request.method == "POST" else None, initial={"catatan": ada.catatan_pimpinan}
    )
    if request.method == "POST" and form.is_valid():
        try:
            tindakan.tulis_catatan_pimpinan(
                k=k, triwulan=triwulan, catatan=form.cleaned_data["catatan"], oleh=k.pengguna, waktu=timezone.now()
            )  # fmt: skip
        except AlurSalah as salah:
            form.add_error(None, str(salah))
        else:
            return _selesai(request, k, f"Catatan pimpinan {label_of(triwulan)} tersimpan.")
    konteks = {"form": form, "triwulan": triwulan, "batal": k.url("realisasi:jadwal")}
    return render(request, "realisasi/catatan_pimpinan.html", konteks, status=422 if form.errors else 200)


# ── pieces ──
def _jadwal(k: PageContext, triwulan: int) -> JadwalTriwulan | None:
    return JadwalTriwulan.objects.milik(k.instansi, k.tahun).filter(triwulan=triwulan).first()


def _selesai(request: HttpRequest, k: PageContext, pesan: str, peringatan: str = "") -> HttpResponse:
    messages.success(request, pesan)
    if peringatan:
        messages.warning(request, peringatan)
    return redirect(k.url("realisasi:jadwal"))


def _terhalang(request: HttpRequest, k: PageContext, apa: str, triwulan: int, sebab: str) -> HttpResponse:
    """The act is not possible now: said on the page it was asked on; 409 when it was tried."""
    konteks = {"apa": apa, "triwulan": triwulan, "sebab": sebab, "batal": k.url("realisasi:jadwal")}
    return render(
        request, "realisasi/jadwal_terhalang.html", konteks, status=409 if request.method == "POST" else 200
    )


def _halangan_kunci(k: PageContext, triwulan: int) -> str:
    """What stands in the way of a lock whatever the reason; the action holds the same rules."""
    jadwal = {j.triwulan: j for j in JadwalTriwulan.objects.milik(k.instansi, k.tahun)}
    if triwulan not in jadwal:
        return f"{label_of(triwulan)} belum dijadwalkan. Atur tanggalnya dahulu."
    if jadwal[triwulan].terkunci:
        return f"{label_of(triwulan)} sudah dikunci."
    awal = [n for n in sorted(jadwal) if n < triwulan and not jadwal[n].terkunci]
    return f"Kunci {label_of(awal[0])} dahulu. Triwulan dikunci berurutan." if awal else ""


def _lewat(form: FormulirJadwal, k: PageContext) -> str:
    """Unusual, not impossible: dates that are already over."""
    if form.cleaned_data["tutup"] < k.instansi.today():
        return "Tanggal ditutup sudah lewat, jadi isian tidak dapat diketik. Undurkan bila masih perlu diisi."
    return ""
