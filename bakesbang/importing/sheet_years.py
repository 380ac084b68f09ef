"""Sheets or tables of several years in one file: the plan's own year is taken, and it is said. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bakesbang.importing.ledger import Ledger
from bakesbang.importing.vocabulary import squeeze, title_year
from bakesbang.reading.sources import Grid, ReadSource

TITLE_ROWS = 8
_TITLE = re.compile(
    r"\b(rencana|renja|perjanjian|indikator|tahun|target|kinerja|matriks|renstra|lampiran|formulir)\b",
    re.IGNORECASE,
)


def grid_year(grid: Grid, tahun: int) -> int:
    """The one year that a sheet's name or the title above its table names, else 0."""
    named = re.findall(r"(?<!\d)20\d\d(?!\d)", grid.name)
    if len(set(named)) == 1:
        return int(named[0])
    lines = list(grid.before)
    for row in grid.rows[:TITLE_ROWS]:
        filled = [cell.text for cell in row if cell.text.strip()]
        if len(filled) > 1:
            break
        lines += filled
    years = [title_year(squeeze(line), tahun) for line in lines if _TITLE.search(line)]
    return next((year for year in years if year), 0)


def other_years(source: ReadSource, tahun: int, ledger: Ledger) -> dict[int, int]:
    """Grids to leave out, with their year: those of another year than the plan's, where one is of the plan's
    year; where none is and there are several years, a person says which."""
    years = {n: grid_year(grid, tahun) for n, grid in enumerate(source.grids) if grid.rows}
    told = sorted({year for year in years.values() if year})
    if tahun in told:
        wanted = tahun
    elif len(told) > 1:
        wanted = _asked(told, years, tahun, ledger)
    else:
        return {}
    return {n: year for n, year in years.items() if year not in (0, wanted)}


def _asked(told: Sequence[int], years: dict[int, int], tahun: int, ledger: Ledger) -> int:
    nearest = min(told, key=lambda year: (abs(year - tahun), -year))
    answer = ledger.ask(
        "tahun-lembar",
        [],
        f"Berkas ini memuat tahun {', '.join(map(str, told))}, bukan {tahun}. Yang mana yang dibaca?",
        [(str(year), str(year)) for year in told],
        str(nearest),
    )
    return int(answer)
