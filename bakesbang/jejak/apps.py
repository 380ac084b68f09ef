from django.apps import AppConfig


class JejakConfig(AppConfig):
    name = "bakesbang.jejak"
    verbose_name = "Jejak"
