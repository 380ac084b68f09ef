from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bakesbang.ui"
    verbose_name = "Komponen"
