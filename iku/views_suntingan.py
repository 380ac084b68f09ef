"""The editor of a draf IKU: header, rows, acts on rows, undo. Every form also works without JavaScript."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
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
from bakesbang.versions.editing import HasilSunting
from bakesbang.versions.field_saving import DERET, DIMUAT, ISI, jawaban_medan, kiriman
from iku import suntingan
from iku.forms_suntingan import FormulirMulai, FormulirTambah
from iku.isian import LABEL, Isian, Kantor, Ket, isian_baris, isian_kepala
from iku.models import VersiIku
from iku.papan import calon_bersama, langkah_kini, papan
from iku.suntingan import Draf, HasilKepala, kepala_kini

KINI, PUTUS = "kini.", "putus"
AKSI_BARIS = ("naik", "turun", "salin", "ikut", "hapus")
TOMBOL_BARIS = (("naik", "chevron-up", "Naik"), ("turun", "chevron-down", "Turun"), ("salin", "copy", "Salin"), ("hapus", "trash", "Hapus"))  # fmt: skip


@require_GET
@page(COMPOSE)
def sunting(request: HttpRequest, k: PageContext) -> HttpResponse:
    """The whole draf of the year, open for writing."""
    versi = _draf(k)
    if versi is None:
        messages.info(request, f"Tidak ada draf IKU tahun {k.tahun}. Mulai yang baru, atau mulai Perubahan.")
        return redirect(k.url("iku:semua"))
    return _gambar(request, k, versi)


@require_POST
@page(COMPOSE)
def kepala(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Saves the fields of the header block as they are left."""
    kirim = Kiriman.baca(request.POST, semua=wants_data(request))
    try:
        versi = _pastikan_draf(k)
        with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            hasil = suntingan.isi_kepala(draf, perubahan=kirim.perubahan, dimuat=kirim.dimuat)
    except (AlurSalah, ValidationError) as salah:
        return _tolak(request, k, salah)
    kirim.nilai(hasil, k)
    return _jawab(request, k, _pastikan_draf(k), 0, kirim)


@require_POST
@page(COMPOSE)
def baris(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Saves the fields of one IKU as they are left; ``aksi`` then does something with the row."""
    kirim = Kiriman.baca(request.POST, semua=wants_data(request))
    aksi = request.POST.get("aksi", "")
    try:
        versi = _pastikan_draf(k)
        with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            if ubah := kirim.perubahan:
                kirim.nilai(suntingan.isi_baris(draf, baris=pk, perubahan=ubah, dimuat=kirim.dimuat), k)
            fokus = _lakukan(draf, pk, aksi) if aksi and not kirim.tertahan else 0
    except (AlurSalah, ValidationError) as salah:
        return _tolak(request, k, salah)
    if not fokus:
        return _jawab(request, k, versi, pk, kirim)
    if aksi == "hapus":
        return _pergi(request, k.url("iku:sunting_hapus", pk=pk))
    return _sesudah(request, k, versi, fokus, aksi)


@require_GET
@page(COMPOSE)
def pilih(request: HttpRequest, k: PageContext, pk: int, medan: str) -> HttpResponse:
    """The boxes of one field on a page of their own: they would make half of the editor if every row carried them.
    The script takes them from here when they are opened."""
    if medan not in DERET & LABEL.keys():
        raise Http404("Isian itu tidak ada.")
    try:
        b = next(iter(papan(_pastikan_draf(k), pk)), None)
        if b is None:
            raise AlurSalah("IKU itu sudah tidak ada di draf ini.")
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    isi = {"b": b, "i": replace(isian_baris(b, Kantor.muat(k.instansi))[medan], tampak=True)}
    return render(request, "iku/sunting_pilih.html", isi)


@require_POST
@page(COMPOSE)
def tambah(request: HttpRequest, k: PageContext) -> HttpResponse:
    """A new IKU, or an indicator of the same year chosen instead of typed."""
    try:
        versi = _pastikan_draf(k)
        form = FormulirTambah(request.POST, calon=calon_bersama(versi))
        if not form.is_valid():
            return _gambar(request, k, versi, form=form)
        with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
            baru = form.lakukan(draf)
    except (AlurSalah, ValidationError) as salah:
        return _tolak(request, k, salah)
    messages.success(request, f"IKU “{suntingan.pendek(str(baru))}” ditambahkan.")
    return _sesudah(request, k, versi, baru.pk, "")


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def hapus(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Asks first; says what to do instead when realizations hang on the row."""
    kembali = k.url("iku:sunting", fragment=f"b{pk}")
    try:
        versi = _pastikan_draf(k)
        if request.method == "POST":
            with suntingan.buka(versi=versi, oleh=k.pengguna, waktu=timezone.now()) as draf:
                suntingan.hapus(draf, baris=pk)
            messages.success(request, "IKU dihapus dari draf. Urungkan bila keliru.")
            return redirect(k.url("iku:sunting"))
        satu = versi.indikator.select_related("ketetapan__indikator").filter(pk=pk).first()
        if satu is None:
            raise AlurSalah("IKU itu sudah tidak ada di draf ini.")
        if halangan := suntingan.halangan_hapus(versi, satu):
            raise AlurSalah(halangan)
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    isi = {
        "judul": "Hapus IKU", "pertanyaan": f"Hapus “{satu}” dari draf IKU {k.tahun}?", "tombol": "Hapus IKU", "batal": kembali, "bahaya": True,
        "akibat": ["Indikator yang juga dipakai Rencana Aksi tetap ada di sana.", "Langkah ini dapat diurungkan selama dokumennya masih draf."],
    }  # fmt: skip
    return render(request, "komponen/konfirmasi.html", isi)


@require_POST
@page(COMPOSE)
def langkah(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Takes this person's last act back (``aksi`` urung) or again (ulang)."""
    ulang = request.POST.get("aksi") == "ulang"
    try:
        versi = _pastikan_draf(k)
        satu, _ = suntingan.urungkan(versi=versi, oleh=k.pengguna, ulang=ulang)
    except AlurSalah as salah:
        return _tolak(request, k, salah)
    messages.success(request, f"{'Diulangi' if ulang else 'Diurungkan'}: {satu.kata}.")
    return _sesudah(request, k, versi, 0, "urung")


@require_http_methods(["GET", "POST"])
@page(COMPOSE)
def mulai(request: HttpRequest, k: PageContext) -> HttpResponse:
    """An empty IKU of a year that has none."""
    form = FormulirMulai(request.POST or None, instansi=k.instansi, tahun=k.tahun)
    if request.method == "POST" and form.is_valid():
        try:
            suntingan.mulai(instansi=k.instansi, **form.cleaned_data, oleh=k.pengguna, waktu=timezone.now())
        except AlurSalah as salah:
            form.add_error("tahun", str(salah))
        else:
            return redirect(page_url(k.instansi, form.cleaned_data["tahun"], "iku:sunting"))
    return render(request, "iku/mulai.html", {"form": form, "batal": k.url("iku:semua")})


# ── what was sent ──
@dataclass
class Kiriman:
    """The fields of one form: what this browser changed, on what it started, and what became of each."""

    isi: dict[str, str]
    dimuat: dict[str, str]
    ket: dict[str, Ket] = field(default_factory=dict)
    semua: bool = False  # sent one by one: also a field that is as it was loaded is weighed

    @classmethod
    def baca(cls, data: QueryDict, *, semua: bool) -> Kiriman:
        """``putus`` "saya.medan" keeps what was typed over the other's value, "orang.medan" takes the other's."""
        isi, dimuat, kini = kiriman(data, ISI), kiriman(data, DIMUAT), kiriman(data, KINI)
        siapa, _, medan = data.get(PUTUS, "").partition(".")
        if medan in kini and medan in isi:
            dimuat[medan] = kini[medan]
            if siapa == "orang":
                isi[medan] = kini[medan]
        return cls(isi, dimuat, semua=semua)

    @property
    def perubahan(self) -> dict[str, str]:
        return {m: teks for m, teks in self.isi.items() if self.semua or teks != self.dimuat.get(m, "")}

    @property
    def tertahan(self) -> bool:
        return any(ket.nada != "ok" for ket in self.ket.values())

    def nilai(self, hasil: HasilSunting | HasilKepala, k: PageContext) -> None:
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
def _gambar(
    request: HttpRequest, k: PageContext, versi: VersiIku, *, fokus: int = 0, tombol: str = "", form: FormulirTambah | None = None,
    kiriman: Kiriman | None = None, pk: int = -1,
) -> HttpResponse:  # fmt: skip
    """The page. ``kiriman`` belongs to row ``pk``: what could not be saved stays as typed."""
    kantor = Kantor.muat(k.instansi)
    rincian = [(b, _setelah(isian_baris(b, kantor), kiriman if b.pk == pk else None)) for b in papan(versi)]
    isi: dict[str, Any] = {
        "versi": versi, "baris": rincian, "langkah": langkah_kini(versi, k.pengguna), "boleh_tetapkan": k.may(TETAPKAN),
        "kepala": _setelah(isian_kepala(kepala_kini(versi)), kiriman if pk == 0 else None), "fokus": fokus, "tombol": tombol, "aksi_baris": TOMBOL_BARIS,
        "form": form or FormulirTambah(calon=calon_bersama(versi), initial={"sasaran": rincian[-1][0].baris.sasaran if rincian else ""}),
    }  # fmt: skip
    return render(request, "iku/sunting.html", isi)


def _setelah(isian: dict[str, Isian], kiriman: Kiriman | None) -> dict[str, Isian]:
    return {nama: kiriman.pakai(i) for nama, i in isian.items()} if kiriman else isian


def _jawab(request: HttpRequest, k: PageContext, versi: VersiIku, pk: int, kirim: Kiriman) -> HttpResponse:
    """What became of each field, for the script; without it the page, or back to the row when all is saved."""
    if wants_data(request):
        return JsonResponse(_jawaban(request, k, versi, pk, kirim))
    if is_fragment(request):  # an act that a field holds back
        return _ditolak("Ada isian yang belum tersimpan. Selesaikan dahulu.")
    if kirim.tertahan:
        return _gambar(request, k, versi, kiriman=kirim, pk=pk)
    messages.success(request, "Isian tersimpan.")
    return redirect(k.url("iku:sunting", fragment=f"b{pk}"))


def _jawaban(request: HttpRequest, k: PageContext, versi: VersiIku, pk: int, kirim: Kiriman) -> dict[str, Any]:
    b = next(iter(papan(versi, pk)), None) if pk else None
    kini = b.isi if b else kepala_kini(versi)
    salah = {m: ket.kata for m, ket in kirim.ket.items() if ket.nada == "bad"}
    bentrok = [ket.bentrok for ket in kirim.ket.values() if ket.bentrok]
    isi = {"b": b, "langkah": langkah_kini(versi, k.pengguna)}
    return {
        "medan": jawaban_medan(kirim.isi, kini=kini, bentrok=bentrok, salah=salah, zona=k.instansi.zone),
        "langkah": render_to_string("iku/_sunting_langkah.html", isi, request),
        "samping": render_to_string("iku/_sunting_samping.html", isi, request) if b else "",
        "bertriwulan": kini.get("bertriwulan", ""), "usulan": b.k.usulan if b else [],
    }  # fmt: skip


def _lakukan(draf: Draf, pk: int, aksi: str) -> int:
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


def _sesudah(request: HttpRequest, k: PageContext, versi: VersiIku, fokus: int, tombol: str) -> HttpResponse:
    """The page after an act on rows: drawn in place for the script, fetched anew without it."""
    if not is_fragment(request):
        return redirect(k.url("iku:sunting", fragment=f"b{fokus}"))
    return _di_tempat(_gambar(request, k, versi, fokus=fokus, tombol=tombol))


def _di_tempat(jawaban: HttpResponse) -> HttpResponse:
    jawaban["HX-Retarget"], jawaban["HX-Reselect"], jawaban["HX-Reswap"] = "#isi", "#isi", "outerHTML"
    return jawaban


def _pergi(request: HttpRequest, alamat: str) -> HttpResponse:
    if not is_fragment(request):
        return redirect(alamat)
    jawaban = HttpResponse()
    jawaban["HX-Redirect"] = alamat
    return jawaban


def _tolak(request: HttpRequest, k: PageContext, salah: AlurSalah | ValidationError) -> HttpResponse:
    pesan = " ".join(salah.messages) if isinstance(salah, ValidationError) else str(salah)
    if wants_data(request):
        return JsonResponse({"pesan": pesan}, status=400 if isinstance(salah, ValidationError) else 409)
    if is_fragment(request):
        return _ditolak(pesan)
    messages.error(request, pesan)
    return redirect(k.url("iku:sunting" if _draf(k) else "iku:daftar"))


def _ditolak(pesan: str) -> HttpResponse:
    """An act that was not done: the page stays as it is and says why."""
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"ditolak": {"pesan": pesan}})})


# ── pieces ──
def _draf(k: PageContext) -> VersiIku | None:
    draf = VersiIku.objects.filter(daftar__instansi=k.instansi, daftar__tahun=k.tahun, status="draf")
    return draf.select_related("daftar__instansi").first()


def _pastikan_draf(k: PageContext) -> VersiIku:
    versi = _draf(k)
    if versi is None:
        raise AlurSalah(
            f"Tidak ada draf IKU tahun {k.tahun}. Dokumen yang ditetapkan diubah lewat Perubahan."
        )
    return versi
