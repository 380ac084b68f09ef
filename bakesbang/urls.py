"""Every address of the house. Agency and year stand first, so that no page can forget them."""

from django.contrib import admin
from django.urls import include, path

AGENCY_YEAR: list = [
    path("", include("bakesbang.beranda.urls")),
    path("rencana-aksi/", include("rencana_aksi.urls")),
    path("iku/", include("iku.urls")),
    path("indikator/", include("bakesbang.indikator.urls")),
    path("realisasi/", include("bakesbang.realisasi.urls")),
    path("organisasi/", include("bakesbang.organisasi.urls")),
]

urlpatterns = [
    path("", include("bakesbang.beranda.urls_awal")),
    path("", include("bakesbang.organisasi.urls_account")),
    path("admin/", admin.site.urls),
    path("<slug:kode>/<int:tahun>/", include(AGENCY_YEAR)),
]

handler403 = "bakesbang.beranda.views_galat.galat_403"
handler404 = "bakesbang.beranda.views_galat.galat_404"
handler500 = "bakesbang.beranda.views_galat.galat_500"
