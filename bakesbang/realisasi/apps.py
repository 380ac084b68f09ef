from django.apps import AppConfig


class RealisasiConfig(AppConfig):
    name = "bakesbang.realisasi"
    verbose_name = "Realisasi triwulan"
