"""Addresses of the style guide: one page with every component, and pages that fail on purpose."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from bakesbang.calculation.values.value import read_value
from bakesbang.organisasi.models import Pengguna
from bakesbang.organisasi.permissions import PageContext, page_context

CONTOH = Path(__file__).with_name("contoh.html")


class FormulirContoh(forms.Form):
    nama = forms.CharField(label="Nama unit", help_text="Seperti tertulis pada peraturan wali kota.")
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Pilih"), ("bidang", "Bidang")], required=False)
    lapor = forms.MultipleChoiceField(
        label="Laporan", choices=[("pdf", "PDF"), ("xlsx", "Excel")], widget=forms.CheckboxSelectMultiple
    )
    cara = forms.ChoiceField(
        label="Cara", choices=[("a", "Akumulasi"), ("b", "Rata-rata")], widget=forms.RadioSelect, initial="a"
    )
    aktif = forms.BooleanField(label="Masih dipakai", required=False, help_text="Unit lama tetap terbaca.")
    berkas = forms.FileField(label="Berkas", required=False)
    catatan = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 2}), required=False)


def _isi() -> dict[str, Any]:
    return {
        "form": FormulirContoh(),
        "salah": FormulirContoh(data={"nama": "", "cara": "x"}, prefix=None, auto_id="salah_%s"),
        "kalender": [
            {
                "kata": "Dibuka",
                "tanggal": date(2024, 7, 1),
                "keadaan": "lewat",
                "sisa": "",
                "bentuk": "tanpa-tahun",
            },
            {
                "kata": "Hari ini",
                "tanggal": date(2024, 7, 9),
                "keadaan": "kini",
                "sisa": "",
                "bentuk": "tanpa-tahun",
            },
            {
                "kata": "Batas pengajuan",
                "tanggal": date(2024, 7, 12),
                "keadaan": "",
                "sisa": "3 hari lagi",
                "bentuk": "tanpa-tahun",
            },
            {
                "kata": "Dikunci",
                "tanggal": date(2024, 7, 19),
                "keadaan": "",
                "sisa": "",
                "bentuk": "tanpa-tahun",
            },
        ],
        "deret": [
            {"judul": "Menunggu keputusan Anda", "angka": "7", "ket": "dari 8 indikator diajukan"},
            {"judul": "Tanpa peringatan", "angka": "3", "ket": "dapat disetujui sekaligus"},
            {"judul": "Batas pengajuan", "angka": "12 Juli", "ket": "TW II, besok"},
        ],
        "hal": Paginator(range(480), 20).page(7),
        "titik": [
            ("TW I", None, "Nihil"),
            ("TW II", Decimal(50), "50%"),
            ("TW III", Decimal(100), "100%"),
            ("TW IV", Decimal("112.5"), "112,5%"),
        ],
        "nilai_contoh": [read_value(t) for t in ("18 kegiatan", "-", "", "0", "N/A", "20%", "1.234,56")],
        "saat": datetime(2024, 7, 12, 14, 20, tzinfo=ZoneInfo("Asia/Jakarta")),
    }


@login_required
def contoh(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    assert isinstance(request.user, Pengguna)
    request.konteks = PageContext(request.user, page_context(request.user, kode, tahun).instansi, tahun)
    messages.success(request, "Unit sudah disimpan.")
    messages.error(request, "TW II belum dapat dikunci.")
    return HttpResponse(engines["django"].from_string(CONTOH.read_text("utf-8")).render(_isi(), request))


def konfirmasi(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    isi = {
        "judul": "Hapus draf",
        "pertanyaan": "Hapus draf Perubahan I?",
        "akibat": ["12 perubahan hilang.", "TW I tetap seperti ditetapkan."],
        "tombol": "Hapus draf Perubahan I",
        "batal": "/",
        "bahaya": True,
        "form": None,
    }
    return render(request, "komponen/konfirmasi.html", isi)


def hampa(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse("ok")


def dilarang(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    raise PermissionDenied("Hanya penyusun yang mengubah rencana.")


def tahun_salah(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    page_context(request.user, kode, tahun)
    raise Http404


def rusak(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


BERANDA = [
    path("", hampa, name="beranda"),
    path("cari/", hampa, name="cari"),
    path("pilih-tahun/", hampa, name="pilih_tahun"),
    path("impor/", hampa, name="impor"),
    path("riwayat/", hampa, name="riwayat"),
    path("contoh/", contoh, name="contoh"),
    path("konfirmasi/", konfirmasi, name="konfirmasi"),
    path("dilarang/", dilarang, name="dilarang"),
    path("dokumen/", tahun_salah, name="dokumen"),
]
# The rest of the menu, so that the top bar is tried at its fullest.
RUANG = [
    ("rencana-aksi", "rencana_aksi", ["matriks"]),
    ("iku", "iku", ["daftar"]),
    ("realisasi", "realisasi", ["awal", "reviu_awal", "laporan"]),
    ("organisasi", "organisasi", ["unit", "tahun_baru"]),
]
MENU = [
    path(f"<slug:kode>/<int:tahun>/{alamat}/", include(([path(f"{n}/", hampa, name=n) for n in nama], ruang)))
    for alamat, ruang, nama in RUANG
]
urlpatterns = [
    *MENU,
    path("", include(([path("", hampa, name="awal")], "awal"))),
    path("rusak/", rusak, name="rusak"),
    path("", include("bakesbang.organisasi.urls_account")),
    path("<slug:kode>/<int:tahun>/", include((BERANDA, "beranda"))),
]
handler403 = "bakesbang.beranda.views_galat.galat_403"
handler404 = "bakesbang.beranda.views_galat.galat_404"
handler500 = "bakesbang.beranda.views_galat.galat_500"
