"""Addresses of one's own account; they carry neither agency nor year."""

from django.urls import path

from bakesbang.organisasi import views_account

app_name = "akun"
urlpatterns = [
    path("masuk/", views_account.SignIn.as_view(), name="masuk"),
    path("keluar/", views_account.SignOut.as_view(), name="keluar"),
    path("sandi/", views_account.ChangePassword.as_view(), name="sandi"),
]
