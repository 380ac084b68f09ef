from django.apps import AppConfig


class IndikatorConfig(AppConfig):
    name = "bakesbang.indikator"
    verbose_name = "Indikator"
