"""Addresses of one's own account; they carry neither agency nor year."""

from django.urls import path

from bakesbang.organisasi import views_akun

app_name = "akun"
urlpatterns = [
    path("masuk/", views_akun.Masuk.as_view(), name="masuk"),
    path("keluar/", views_akun.Keluar.as_view(), name="keluar"),
    path("sandi/", views_akun.Sandi.as_view(), name="sandi"),
]
