"""Addresses of this room."""

from django.urls import path

from bakesbang.realisasi import views_bukti, views_isi, views_jadwal, views_laporan, views_lembar, views_reviu

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
    path("<int:triwulan>/lembar/", views_lembar.unggah, name="lembar"),
    path("<int:triwulan>/lembar/unduh/", views_lembar.unduh, name="lembar_unduh"),
    path("bukti/<int:pk>/", views_bukti.buka, name="bukti"),
    path("bukti/<int:pk>/hapus/", views_bukti.hapus, name="bukti_hapus"),
    path("reviu/", views_reviu.reviu_awal, name="reviu_awal"),
    path("reviu/<int:triwulan>/", views_reviu.reviu, name="reviu"),
    path("reviu/<int:triwulan>/<int:pk>/", views_reviu.putus, name="putus"),
    path("jadwal/", views_jadwal.jadwal, name="jadwal"),
    path("jadwal/usulan/", views_jadwal.jadwal_usulan, name="jadwal_usulan"),
    path("<int:triwulan>/jadwal/", views_jadwal.jadwal_atur, name="jadwal_atur"),
    path("<int:triwulan>/kunci/", views_jadwal.kunci, name="kunci"),
    path("<int:triwulan>/buka-kembali/", views_jadwal.buka_kembali, name="buka_kembali"),
    path("<int:triwulan>/catatan/", views_jadwal.catatan_pimpinan, name="catatan_pimpinan"),
    path("laporan/", views_laporan.laporan, name="laporan"),
    path("<int:triwulan>/laporan/<str:jenis>/", views_laporan.satu, name="laporan_satu"),
    path("<int:triwulan>/laporan/<str:jenis>/cetak/<str:format>/", views_laporan.cetak, name="cetak"),
    path("<int:triwulan>/formulir/", views_laporan.formulir, name="formulir"),
]
