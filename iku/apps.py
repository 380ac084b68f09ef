from django.apps import AppConfig


class IkuConfig(AppConfig):
    name = "iku"
    verbose_name = "Indikator Kinerja Utama"
