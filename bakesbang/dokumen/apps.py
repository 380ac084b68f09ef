from django.apps import AppConfig


class DokumenConfig(AppConfig):
    name = "bakesbang.dokumen"
    verbose_name = "Dokumen"
