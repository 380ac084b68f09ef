"""What we print as PDF comes back as the document that was printed."""

import pytest
from django.core.management import call_command

from bakesbang.import_wizard import documents
from bakesbang.reading.apart import read_file_apart


@pytest.mark.parametrize(("kind", "year"), [("rencana-aksi", 2024), ("iku", 2021)])
def test_our_own_pdf_changes_nothing_when_it_is_imported(peragaan, tmp_path, kind: str, year: int):
    printed = tmp_path / "cetakan.pdf"
    call_command("cetak", kind, "--tahun", str(year), "--pdf", str(printed))
    source = read_file_apart(printed.read_bytes(), "cetakan.pdf")
    destination = documents.DESTINATIONS[kind]
    check = documents.check(destination, peragaan.instansi, year, source)
    answers = documents.accept_proposals(check.ledger)
    check = documents.check(destination, peragaan.instansi, year, source, answers=answers)
    assert check.changes_nothing, check.differences
