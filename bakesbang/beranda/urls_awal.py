"""The door: no agency and year yet. The superuser's page of agencies stands here, because it belongs to none."""

from django.urls import path

from bakesbang.beranda import views, views_instansi

app_name = "awal"
urlpatterns = [
    path("", views.awal, name="awal"),
    path("instansi/", views_instansi.daftar, name="instansi"),
    path("instansi/baru/", views_instansi.baru, name="instansi_baru"),
    path(
        "instansi/<int:pk>/nonaktifkan/",
        views_instansi.set_active,
        {"active": False},
        name="instansi_nonaktifkan",
    ),
    path(
        "instansi/<int:pk>/aktifkan/",
        views_instansi.set_active,
        {"active": True},
        name="instansi_aktifkan",
    ),
    path("instansi/salin/", views_instansi.salin, name="instansi_salin"),
]
