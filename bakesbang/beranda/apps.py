from django.apps import AppConfig


class BerandaConfig(AppConfig):
    name = "bakesbang.beranda"
    verbose_name = "Beranda"
