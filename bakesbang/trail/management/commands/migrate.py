from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from bakesbang.trail.install_triggers import without_triggers


class Command(Migrate):
    """Django's migrate, with our triggers off while tables are rebuilt."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with without_triggers(options["database"]):
            super().handle(*args, **options)
