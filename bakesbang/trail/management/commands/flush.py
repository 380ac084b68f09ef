from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush

from bakesbang.trail.install_triggers import one_start, without_triggers


class Command(Flush):
    """Django's flush, for tests and demonstration only: an agency's own data is never emptied."""

    def handle(self, **options: Any) -> None:
        if settings.NYATA:
            raise CommandError("Basis data nyata tidak dapat dikosongkan.")
        with one_start(options["database"]), without_triggers(options["database"]):
            super().handle(**options)
