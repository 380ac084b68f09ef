"""Files of evidence: the guard, names, quotas and the scanner."""

import socket
import threading
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bakesbang.kinerja.models import Realisasi
from bakesbang.realisasi import bukti_files
from bakesbang.realisasi.bukti_files import check_file, name_by_content, scan, within_quota
from tests.bakesbang.reading.office_files import external, table, with_parts, word

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 100
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document() -> bytes:
    return with_parts(word(table(["a"])), {"_rels/.rels": "<x/>"})


def old_office(*streams: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return head + b"".join(s.encode("utf-16-le") + b"\0" * 40 for s in streams)


@pytest.mark.parametrize(
    ("part", "content", "word_of_it"),
    [
        ("word/vbaProject.bin", "x", "makro"),
        ("xl/macrosheets/sheet1.xml", "<a/>", "makro"),
        ("word/activeX/activeX1.xml", "<a/>", "ActiveX"),
        ("word/embeddings/oleObject1.bin", "x", "disisipkan"),
        ("word/_rels/settings.xml.rels", external("attachedTemplate"), "luar berkas"),
    ],
)
def test_what_imports_refuse_is_refused_as_evidence_too(part: str, content: str, word_of_it: str):
    file = SimpleUploadedFile("surat.docx", with_parts(document(), {part: content}))
    with pytest.raises(ValidationError, match=word_of_it):
        check_file(file)


def test_a_good_document_is_taken_and_stands_at_its_start_again():
    file = SimpleUploadedFile("surat.docx", document())
    assert check_file(file) == DOCX
    assert file.tell() == 0


def test_macros_of_old_office_files_are_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bukti_files.filetype, "guess_mime", lambda _: "application/vnd.ms-excel")
    with pytest.raises(ValidationError, match="makro"):
        check_file(SimpleUploadedFile("a.xls", old_office("Workbook", "_VBA_PROJECT_CUR")))
    assert check_file(SimpleUploadedFile("a.xls", old_office("Workbook")))


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("foto.exe", "image/jpeg", "foto.jpg"),
        ("foto.JPEG", "image/jpeg", "foto.JPEG"),
        ("laporan", "application/pdf", "laporan.pdf"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 251 + ".pdf"),
        ("x" * 300 + ".exe", "application/pdf", "x" * 251 + ".pdf"),
    ],
)
def test_the_extension_is_that_of_the_content(name: str, kind: str, kept: str):
    assert name_by_content(name, kind) == kept


@pytest.mark.parametrize("setting", ["BUKTI_QUOTA_ROW_MB", "BUKTI_QUOTA_AGENCY_MB"])
def test_a_row_and_an_agency_keep_no_more_than_their_quota(peragaan, settings, setting: str):
    row = Realisasi.objects.first()
    setattr(settings, setting, 1)
    within_quota(row, row.indikator.instansi_id, 1024)
    with pytest.raises(ValidationError, match="paling banyak 1 MB"):
        within_quota(row, row.indikator.instansi_id, 2 * 1024 * 1024)


@pytest.fixture
def clamd() -> Iterator[socket.socket]:
    server = socket.create_server(("127.0.0.1", 0))
    yield server
    server.close()


def answering(server: socket.socket, answer: bytes) -> threading.Thread:
    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            seen = b""
            while not seen.endswith(b"\0\0\0\0"):
                seen += connection.recv(65_536)
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "sentence"), [(b"stream: OK\0", ""), (b"stream: Eicar FOUND\0", "pemeriksa virus")]
)
def test_the_scanners_word_is_followed(clamd, settings, answer: bytes, sentence: str):
    settings.CLAMD = f"127.0.0.1:{clamd.getsockname()[1]}"
    thread = answering(clamd, answer)
    file = SimpleUploadedFile("a.pdf", PDF)
    if sentence:
        with pytest.raises(ValidationError, match=sentence):
            scan(file, "a.pdf")
    else:
        scan(file, "a.pdf")
    thread.join()
    assert file.tell() == 0


def test_a_scanner_that_does_not_answer_keeps_files_out(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "none.sock")
    with pytest.raises(ValidationError, match="tidak menjawab"):
        scan(SimpleUploadedFile("a.pdf", PDF), "a.pdf")
