"""Addresses of this room."""

from django.urls import path

from bakesbang.indikator import views_kebijakan

app_name = "indikator"
urlpatterns = [
    path("kebijakan/", views_kebijakan.kebijakan, name="kebijakan"),
    path("kebijakan/ubah/", views_kebijakan.kebijakan_ubah, name="kebijakan_ubah"),
]
