"""The door: no agency and year yet."""

from django.urls import path

from bakesbang.beranda import views

app_name = "awal"
urlpatterns = [path("", views.awal, name="awal")]
