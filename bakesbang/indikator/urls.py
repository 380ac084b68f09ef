"""Addresses of this room."""

from django.urls import path

from bakesbang.indikator import views, views_definisi, views_kebijakan, views_rumus

app_name = "indikator"
urlpatterns = [
    path("<int:pk>/", views.satu, name="satu"),
    path("<int:pk>/cetak/pdf/", views.cetak, {"jenis": "pdf"}, name="cetak"),
    path("<int:pk>/cetak/xlsx/", views.cetak, {"jenis": "xlsx"}, name="cetak"),
    path("<int:pk>/rumus/", views_rumus.rumus, name="rumus"),
    path("<int:pk>/rumus/periksa/", views_rumus.periksa, name="rumus_periksa"),
    path("<int:pk>/definisi/", views_definisi.definisi, name="definisi"),
    path("mutu/", views_definisi.mutu, name="mutu"),
    path("kebijakan/", views_kebijakan.kebijakan, name="kebijakan"),
    path("kebijakan/ubah/", views_kebijakan.kebijakan_ubah, name="kebijakan_ubah"),
]
