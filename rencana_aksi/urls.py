"""Addresses of this room."""

from django.urls import path, re_path

from rencana_aksi import views

app_name = "rencana_aksi"
urlpatterns = [
    path("", views.matriks, name="matriks"),
    path("tahun/", views.daftar, name="daftar"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
