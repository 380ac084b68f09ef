"""The two documents a file can become, behind one door for the page and the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import iku.import_saving
import iku.importing
import rencana_aksi.import_saving
import rencana_aksi.importing
from bakesbang.importing import upload
from bakesbang.importing.ledger import Ledger
from bakesbang.importing.upload import Difference
from bakesbang.organisasi.models import BerkasImpor, Instansi, Pengguna
from bakesbang.reading.sources import ReadSource


@dataclass(frozen=True)
class Destination:
    """One kind of document: its name, where it is shown, and how it is read, compared and saved."""

    name: str
    heading: str
    url: str
    understand: Callable[..., Any]
    comparison: Callable[[Instansi, int, Any], Any]
    save: Callable[..., tuple[Any, Any]]
    versi: Callable[[Instansi, int], Any]
    perubahan: Callable[[str, int], Any]
    plan_data: Callable[[Any], dict[str, Any]]


DESTINATIONS = {
    "rencana-aksi": Destination(
        name="rencana-aksi",
        heading="Rencana Aksi",
        url="rencana_aksi:matriks",
        understand=rencana_aksi.importing.understand,
        comparison=rencana_aksi.import_saving.comparison,
        save=rencana_aksi.import_saving.save,
        versi=rencana_aksi.import_saving.target_version,
        perubahan=rencana_aksi.import_saving.PerubahanInput,
        plan_data=rencana_aksi.importing.plan_data,
    ),
    "iku": Destination(
        name="iku",
        heading="IKU",
        url="iku:daftar",
        understand=iku.importing.understand,
        comparison=iku.import_saving.comparison,
        save=iku.import_saving.save,
        versi=iku.import_saving.target_version,
        perubahan=iku.import_saving.PerubahanInput,
        plan_data=iku.importing.plan_data,
    ),
}


@dataclass(frozen=True)
class Check:
    """What would become of a file here and now."""

    destination: Destination
    result: Any
    comparison: Any
    versi: Any

    @property
    def ledger(self) -> Ledger:
        return self.result.ledger

    @property
    def differences(self) -> Sequence[Difference]:
        return self.comparison.items if self.comparison else ()

    @property
    def changes_nothing(self) -> bool:
        """The document there is says all of this already."""
        return self.comparison is not None and not self.comparison.exists

    @property
    def needs_perubahan(self) -> bool:
        return self.comparison is not None and self.comparison.exists and not self.versi.draf


def check(
    destination: Destination,
    instansi: Instansi,
    tahun: int,
    source: ReadSource,
    *,
    mapping: dict[str, str] | None = None,
    answers: dict[str, str] | None = None,
) -> Check:
    result = destination.understand(
        source, tahun=tahun, offices=upload.offices(instansi), mapping=mapping, answers=answers
    )
    return Check(
        destination,
        result,
        destination.comparison(instansi, tahun, result),
        destination.versi(instansi, tahun),
    )


def check_file(berkas: BerkasImpor) -> Check:
    """The kept file with the answers given so far. Raises FileRefused."""
    return check(
        DESTINATIONS[berkas.tujuan], berkas.instansi, berkas.tahun, upload.read(berkas), mapping=berkas.pemetaan, answers=berkas.jawaban
    )  # fmt: skip


def save(
    p: Check,
    instansi: Instansi,
    tahun: int,
    *,
    berkas: BerkasImpor | None,
    oleh: Pengguna | None,
    now: datetime,
    alasan: str = "",
    mulai_triwulan: int = 1,
) -> tuple[Any, Any]:
    """Raises AlurSalah."""
    return p.destination.save(
        instansi=instansi, tahun=tahun, result=p.result, berkas=berkas, oleh=oleh, now=now,
        perubahan=p.destination.perubahan(alasan, mulai_triwulan) if alasan else None,
    )  # fmt: skip


def accept_proposals(ledger: Ledger) -> dict[str, str]:
    """The answers given, and what is proposed for every open question that has a proposal."""
    return ledger.answers | {t.key: t.proposal for t in ledger.open_items if t.proposal}
