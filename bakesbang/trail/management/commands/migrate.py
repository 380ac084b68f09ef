from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from bakesbang.trail.install_triggers import install, one_start, rebuilds, without_triggers


class Command(Migrate):
    """Django's migrate, one at a time; our triggers are off only while a migration rebuilds a
    table."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        alias = options["database"]
        with one_start(alias):
            if self._rebuilds(alias, options):
                with without_triggers(alias):
                    super().handle(*args, **options)
            else:
                super().handle(*args, **options)
                install(alias)

    @staticmethod
    def _rebuilds(alias: str, options: dict[str, Any]) -> bool:
        """Also when a certain app or migration is named: going back rebuilds as well."""
        if options.get("app_label"):
            return True
        executor = MigrationExecutor(connections[alias])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return rebuilds(operation for migration, _ in plan for operation in migration.operations)
