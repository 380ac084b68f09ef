"""Addresses of one's own account; they carry neither agency nor year."""

from django.urls import path

from bakesbang.organisasi import views_account, views_security

app_name = "akun"
urlpatterns = [
    path("masuk/", views_account.SignIn.as_view(), name="masuk"),
    path("keluar/", views_account.SignOut.as_view(), name="keluar"),
    path("sandi/", views_account.ChangePassword.as_view(), name="sandi"),
    path("masuk/kode/", views_security.code, name="kode"),
    path("akun/konfirmasi/", views_security.confirm_password, name="konfirmasi"),
    path("akun/keamanan/", views_security.security, name="keamanan"),
    path("akun/dua-langkah/", views_security.set_up, name="dua_langkah"),
    path("akun/dua-langkah/lepas/", views_security.take_off, name="dua_langkah_lepas"),
    path("akun/sesi/<int:pk>/akhiri/", views_security.sign_out_session, name="sesi_akhiri"),
    path(".well-known/security.txt", views_security.security_txt, name="security_txt"),
]
