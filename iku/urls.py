"""Addresses of this room."""

from django.urls import path, re_path

from iku import views
from iku import views_perubahan as perubahan

app_name = "iku"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("tahun/", views.semua, name="semua"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    path("perubahan/", perubahan.perubahan, name="perubahan"),
    path("perubahan/beda/", perubahan.beda, name="beda"),
    re_path(r"^perubahan/beda/cetak/(?P<jenis>pdf|xlsx)/$", perubahan.beda_cetak, name="beda_cetak"),
    path("perubahan/selaraskan/", perubahan.selaraskan, name="selaraskan"),
    path("perubahan/buang/", perubahan.buang, name="buang"),
    path("salin/", perubahan.salin, name="salin"),
    re_path(r"^cetak/(?P<jenis>pdf|xlsx)/$", views.cetak, name="cetak"),
]
