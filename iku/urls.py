"""Addresses of this room."""

from django.urls import path, re_path

from bakesbang.versions.views_perubahan import alamat
from iku import views, views_suntingan
from iku.perubahan import IKU

app_name = "iku"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("tahun/", views.semua, name="semua"),
    path("tahun/mulai/", views_suntingan.mulai, name="mulai"),
    path("sunting/", views_suntingan.sunting, name="sunting"),
    path("sunting/kepala/", views_suntingan.kepala, name="sunting_kepala"),
    path("sunting/tambah/", views_suntingan.tambah, name="sunting_tambah"),
    path("sunting/langkah/", views_suntingan.langkah, name="sunting_langkah"),
    path("sunting/<int:pk>/", views_suntingan.baris, name="sunting_baris"),
    path("sunting/<int:pk>/pilih/<slug:medan>/", views_suntingan.pilih, name="sunting_pilih"),
    path("sunting/<int:pk>/hapus/", views_suntingan.hapus, name="sunting_hapus"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    *alamat(IKU),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
