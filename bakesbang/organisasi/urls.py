"""Addresses of this room: the pages of the agency's admin."""

from django.urls import path

from bakesbang.organisasi import views_importing as importing
from bakesbang.organisasi import views_jabatan as jabatan
from bakesbang.organisasi import views_pengguna as pengguna
from bakesbang.organisasi import views_unit as unit

app_name = "organisasi"
urlpatterns = [
    path("", unit.unit, name="unit"),
    path("unit/baru/", unit.unit_ubah, name="unit_baru"),
    path("unit/<int:pk>/", unit.unit_ubah, name="unit_ubah"),
    path("unit/<int:pk>/nonaktifkan/", unit.unit_nonaktifkan, name="unit_nonaktifkan"),
    path("unit/<int:pk>/aktifkan/", unit.unit_aktifkan, name="unit_aktifkan"),
    path("impor/", importing.impor_organisasi, name="impor"),
    path("instansi/", unit.instansi, name="instansi"),
    path("tahun-baru/", unit.tahun_baru, name="tahun_baru"),
    path("jabatan/", jabatan.jabatan, name="jabatan"),
    path("jabatan/baru/", jabatan.jabatan_ubah, name="jabatan_baru"),
    path("jabatan/<int:pk>/", jabatan.pejabat, name="pejabat"),
    path("jabatan/<int:pk>/ubah/", jabatan.jabatan_ubah, name="jabatan_ubah"),
    path("jabatan/<int:pk>/nonaktifkan/", jabatan.jabatan_nonaktifkan, name="jabatan_nonaktifkan"),
    path("jabatan/<int:pk>/aktifkan/", jabatan.jabatan_aktifkan, name="jabatan_aktifkan"),
    path("jabatan/<int:pk>/pejabat-baru/", jabatan.pejabat_baru, name="pejabat_baru"),
    path("pejabat/<int:pk>/", jabatan.pejabat_ubah, name="pejabat_ubah"),
    path("pejabat/<int:pk>/akhiri/", jabatan.pejabat_akhiri, name="pejabat_akhiri"),
    path("pengguna/", pengguna.pengguna, name="pengguna"),
    path("pengguna/baru/", pengguna.pengguna_baru, name="pengguna_baru"),
    path("pengguna/<int:pk>/", pengguna.pengguna_ubah, name="pengguna_ubah"),
    path(
        "pengguna/<int:pk>/nonaktifkan/",
        pengguna.pengguna_nonaktifkan,
        name="pengguna_nonaktifkan",
    ),
    path("pengguna/<int:pk>/aktifkan/", pengguna.pengguna_aktifkan, name="pengguna_aktifkan"),
    path("pengguna/<int:pk>/kata-sandi/", pengguna.pengguna_sandi, name="pengguna_sandi"),
]
