"""Addresses of this room."""

from django.urls import URLPattern

app_name = "iku"
urlpatterns: list[URLPattern] = []
