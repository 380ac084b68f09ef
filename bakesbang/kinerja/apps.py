from django.apps import AppConfig


class KinerjaConfig(AppConfig):
    name = "bakesbang.kinerja"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        """Tells the room of units and offices what hangs on them here."""
        from bakesbang.kinerja.reorganisation import IndicatorDependents
        from bakesbang.organisasi import dependents

        dependents.register(IndicatorDependents())
