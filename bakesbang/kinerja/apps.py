from django.apps import AppConfig


class KinerjaConfig(AppConfig):
    name = "bakesbang.kinerja"
    verbose_name = "Kinerja"
