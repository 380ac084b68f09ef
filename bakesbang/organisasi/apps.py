from django.apps import AppConfig


class OrganisasiConfig(AppConfig):
    name = "bakesbang.organisasi"
    verbose_name = "Organisasi"
