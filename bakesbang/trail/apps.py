from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The label keeps the name that the tables of every installation carry."""

    name = "bakesbang.trail"
    label = "jejak"
    verbose_name = "Jejak"
