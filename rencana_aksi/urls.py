"""Addresses of this room."""

from django.urls import path, re_path

from rencana_aksi import views, views_lembar
from rencana_aksi import views_perubahan as perubahan
from rencana_aksi import views_suntingan as sunting

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
    path("perubahan/", perubahan.perubahan, name="perubahan"),
    path("perubahan/beda/", perubahan.beda, name="beda"),
    re_path(r"^perubahan/beda/cetak/(?P<jenis>pdf|xlsx)/$", perubahan.beda_cetak, name="beda_cetak"),
    path("perubahan/selaraskan/", perubahan.selaraskan, name="selaraskan"),
    path("perubahan/buang/", perubahan.buang, name="buang"),
    path("salin/", perubahan.salin, name="salin"),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
