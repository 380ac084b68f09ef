"""Field history is append-only."""

from bakesbang.trail.tracked_history import history_tables
from bakesbang.trail.triggers import Trigger, append_only


def triggers() -> list[Trigger]:
    return [p for tabel in history_tables("iku") for p in append_only(tabel)]
