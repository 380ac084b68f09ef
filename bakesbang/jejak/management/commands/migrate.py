from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from bakesbang.jejak.pemasang import tanpa_pemicu


class Command(Migrate):
    """Django's migrate, with our triggers off while tables are rebuilt."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with tanpa_pemicu(options["database"]):
            super().handle(*args, **options)
