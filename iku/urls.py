"""Addresses of this room."""

from django.urls import path, re_path

from iku import views

app_name = "iku"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("tahun/", views.semua, name="semua"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
