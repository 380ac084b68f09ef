"""Addresses of this room."""

from django.urls import path

from bakesbang.realisasi import views_bukti, views_isi

app_name = "realisasi"
urlpatterns = [
    path("", views_isi.awal, name="awal"),
    path("<int:triwulan>/", views_isi.isi, name="isi"),
    path("<int:triwulan>/simpan/<int:pk>/", views_isi.simpan, name="simpan"),
    path("<int:triwulan>/rincian/<int:pk>/", views_isi.rincian, name="rincian"),
    path("<int:triwulan>/kurang/", views_isi.kurang, name="kurang"),
    path("<int:triwulan>/ajukan/", views_isi.ajukan, name="ajukan"),
    path("<int:triwulan>/tarik/<int:pk>/", views_isi.tarik, name="tarik"),
    path("<int:triwulan>/bukti/<int:pk>/", views_bukti.tambah, name="bukti_tambah"),
    path("bukti/<int:pk>/", views_bukti.buka, name="bukti"),
    path("bukti/<int:pk>/hapus/", views_bukti.hapus, name="bukti_hapus"),
]
