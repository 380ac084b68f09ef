"""Addresses of this room."""

from django.urls import path, re_path

from bakesbang.versions.views_perubahan import alamat
from rencana_aksi import views, views_lembar
from rencana_aksi import views_suntingan as sunting
from rencana_aksi.perubahan import RENCANA_AKSI

app_name = "rencana_aksi"
urlpatterns = [
    path("", views.matriks, name="matriks"),
    path("tahun/", views.daftar, name="daftar"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    path("tahun/baru/", sunting.mulai, name="mulai"),
    path("sunting/", sunting.sunting, name="sunting"),
    path("sunting/tindak/", sunting.tindak, name="sunting_tindak"),
    path("sunting/cari/", sunting.cari, name="sunting_cari"),
    # One address per kind of row: s = sasaran, i = indikator.
    *(path(f"sunting/isi/{j}/<int:pk>/", sunting.isi, {"jenis": j}, name="sunting_isi") for j in "si"),
    *(
        path(f"sunting/rincian/{j}/<int:pk>/", sunting.rincian, {"jenis": j}, name="sunting_rincian")
        for j in "si"
    ),
    *(path(f"sunting/hapus/{j}/<int:pk>/", sunting.hapus, {"jenis": j}, name="sunting_hapus") for j in "si"),
    path("lembar/", views_lembar.lembar, name="lembar"),
    path("lembar/unduh/", views_lembar.unduh, name="lembar_unduh"),
    *alamat(RENCANA_AKSI),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
