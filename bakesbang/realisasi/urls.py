"""Addresses of this room."""

from django.urls import URLPattern

app_name = "realisasi"
urlpatterns: list[URLPattern] = []
