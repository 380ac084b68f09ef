"""Files of evidence: which kinds may be kept, what must not be in them, how they are called, how
much is kept, and a look for malware where the installation has a scanner. The type comes from the
content, never from the name."""

from __future__ import annotations

import socket
from pathlib import Path

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum

from bakesbang.kinerja.model_realisasi import BuktiDukung
from bakesbang.kinerja.models import Realisasi
from bakesbang.reading.archive_guard import (
    FileRefused,
    check_evidence,
    check_old_office,
    open_archive,
)

MAX_SIZE = 20 * 1024 * 1024
MAX_NAME = 255
SCAN_SECONDS = 30
KINDS_IN_WORDS = "PDF, JPG, PNG, DOCX, XLSX, atau PPTX"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_OLD_OFFICE = frozenset(("application/msword", "application/vnd.ms-excel"))
# MIME type → may a browser show it safely inside the page.
ALLOWED_KINDS = {
    "application/pdf": True,
    "image/jpeg": True,
    "image/png": True,
    "image/webp": True,
    "application/msword": False,
    "application/vnd.ms-excel": False,
    f"{_OFFICE}.wordprocessingml.document": False,
    f"{_OFFICE}.spreadsheetml.sheet": False,
    f"{_OFFICE}.presentationml.presentation": False,
    f"{_OPEN}.text": False,
    f"{_OPEN}.spreadsheet": False,
}
# MIME type → the extensions that say the same; the first is given where another stands.
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.presentationml.presentation": (".pptx",),
    f"{_OPEN}.text": (".odt",),
    f"{_OPEN}.spreadsheet": (".ods",),
}


def check_file(file: UploadedFile) -> str:
    """The MIME type of an acceptable file. Raises ValidationError in words for the user."""
    name = file.name or "berkas"
    if not file.size:
        raise ValidationError(f"“{name}” kosong. Pilih berkas yang berisi.")
    if file.size > MAX_SIZE:
        raise ValidationError(f"“{name}” berukuran {file.size // 1024 // 1024} MB. Paling besar 20 MB.")
    file.seek(0)
    kind = filetype.guess_mime(file.read(8192))
    if kind not in ALLOWED_KINDS:
        raise ValidationError(
            f"Isi “{name}” bukan {KINDS_IN_WORDS}, apa pun akhiran namanya. "
            "Simpan ulang dalam salah satu bentuk itu."
        )
    try:
        _check_content(file, str(kind), name)
    except FileRefused as refusal:
        raise ValidationError(str(refusal)) from None
    finally:
        file.seek(0)
    scan(file, name)
    return str(kind)


def _check_content(file: UploadedFile, kind: str, name: str) -> None:
    """Macros, embedded objects, templates from elsewhere and bombs stay outside. Raises
    FileRefused."""
    file.seek(0)
    if kind in _OLD_OFFICE:
        check_old_office(file.read(), name)
    elif kind.startswith((_OFFICE, _OPEN)):
        with open_archive(file, name) as archive:
            check_evidence(archive, name)


def name_by_content(name: str, kind: str) -> str:
    """The name as it was given, its extension that of the content: "foto.exe" that is a picture is
    "foto.jpg"."""
    known = EXTENSIONS[kind]
    path = Path(name)
    if path.suffix.lower() in known:
        return name if len(name) <= MAX_NAME else name[: MAX_NAME - len(path.suffix)] + path.suffix
    return path.stem[: MAX_NAME - len(known[0])] + known[0]


def within_quota(row: Realisasi, agency_id: int, size: int) -> None:
    """Raises ValidationError when one row or the whole agency would keep more than the installation
    allows."""
    of_row = BuktiDukung.objects.filter(realisasi=row, dihapus_pada=None)
    of_agency = BuktiDukung.objects.filter(realisasi__indikator__instansi_id=agency_id)
    checks = (
        (of_row, settings.BUKTI_QUOTA_ROW_MB, "Bukti satu indikator pada satu triwulan"),
        (of_agency, settings.BUKTI_QUOTA_AGENCY_MB, "Bukti seluruh instansi"),
    )
    for kept, megabytes, whose in checks:
        total = kept.aggregate(total=Sum("ukuran"))["total"] or 0
        if total + size > megabytes * 1024 * 1024:
            raise ValidationError(
                f"{whose} paling banyak {megabytes} MB dan sudah hampir penuh. "
                "Perkecil berkasnya, atau simpan di tempat lain dan isikan tautannya."
            )


# ── malware ──
def scan(file: UploadedFile, name: str) -> None:
    """Asks ClamAV's daemon where settings.CLAMD says one listens. A scanner that does not answer
    refuses the file: an installation that asked for scanning keeps nothing unseen. Raises
    ValidationError."""
    if not settings.CLAMD:
        return
    try:
        answer = _ask_clamd(file)
    except OSError:
        raise ValidationError(
            "Pemeriksa virus tidak menjawab, jadi berkas belum diterima. Coba lagi sebentar lagi."
        ) from None
    finally:
        file.seek(0)
    if not answer.endswith("OK"):
        raise ValidationError(f"“{name}” ditolak oleh pemeriksa virus. Bersihkan berkasnya dulu.")


def _ask_clamd(file: UploadedFile) -> str:
    """clamd's INSTREAM: pieces with their length before them, a length of 0 at the end."""
    with _connected(settings.CLAMD) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        file.seek(0)
        for piece in file.chunks():
            clamd.sendall(len(piece).to_bytes(4, "big") + piece)
        clamd.sendall((0).to_bytes(4, "big"))
        answer = b""
        while part := clamd.recv(4096):
            answer += part
    return answer.decode("utf-8", "replace").strip("\0\n ")


def _connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host, int(port)), timeout=SCAN_SECONDS)
    clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    clamd.settimeout(SCAN_SECONDS)
    if error := clamd.connect_ex(address):
        clamd.close()
        raise OSError(error, f"clamd at {address}")
    return clamd
