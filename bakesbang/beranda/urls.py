"""Addresses of this room."""

from django.urls import path

from bakesbang.beranda import views, views_riwayat
from bakesbang.import_wizard import views as import_views

app_name = "beranda"
urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("cari/", views.cari, name="cari"),
    path("impor/", import_views.choose, name="impor"),
    path("impor/<int:pk>/", import_views.review, name="impor_periksa"),
    path("kabar/", views.kabar, name="kabar"),
    path("kabar/<int:pk>/", views.kabar_buka, name="kabar_buka"),
    path("kabar/dibaca/", views.kabar_dibaca, name="kabar_dibaca"),
    path("riwayat/", views_riwayat.riwayat, name="riwayat"),
    path("riwayat/unduh/", views_riwayat.riwayat_xlsx, name="riwayat_xlsx"),
    path("pilih-tahun/", views.pilih_tahun, name="pilih_tahun"),
]
