"""What a zip container (Excel, Word, PowerPoint, OpenDocument) may be, before anything of it is
parsed.

One guard for imports and for evidence. ``check_archive`` looks at the directory, then streams
through every XML part once in bounded memory and counts every element against one budget: rows,
cells, shared texts, styles, columns, validations, merged ranges alike. Bombs, passwords, macros,
Excel 4 macros, ActiveX, embedded objects and document type definitions are refused with an
Indonesian sentence. Links that the reader never follows (a template, a mail merge, a linked
picture, another workbook) do not refuse a file: nothing here or in the readers fetches anything.
``check_evidence`` is stricter where a person will open the file later in Office: an external
template is refused, and ``check_old_office`` looks for macros in the files of Office 97–2003."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_OPENED = 200 * 1024 * 1024
MAX_XML = 100 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_CELLS = 200_000
MAX_WALKED = 50_000
MAX_NAMES = 5_000  # each defined name is parsed into an object of its own
# Opening and closing tags of one part, and of all parts together. A cell has four to six.
MAX_PART_TAGS = 1_500_000
MAX_TAGS = 6_000_000
PIECE = 256 * 1024

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# UTF-16 and UTF-32 would hide every word that is looked for here; no office program writes them.
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|\x00|<\x00")
# A reader walks through every cell of a merged or linked range.
_WALKED = re.compile(
    rb"""<(?:[A-Za-z]\w*:)?(?:mergeCell|hyperlink)\s((?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"""\bref\s*=\s*["']([^"']*)["']""")
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_RELATIONSHIP = re.compile(rb"<(?:[A-Za-z]\w*:)?Relationship\b[^>]*>")
# What Office itself fetches and runs with when a person opens the file.
_FETCHED = re.compile(
    rb"""Type\s*=\s*["'][^"']*/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk)["']"""
)
_ELSEWHERE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_MACRO_CONTENT = re.compile(rb"macroenabled|vbaproject|ms-excel\.macrosheet|intlmacrosheet", re.IGNORECASE)

# What a part's name betrays, and how to get rid of it.
_FORBIDDEN_PARTS = (
    (
        re.compile(r"vbaproject|/macrosheets/|^basic/|^scripts/"),
        "“{name}” berisi makro. Simpan tanpa makro (.xlsx, .docx, .pptx, .ods), lalu unggah lagi.",
    ),
    (
        re.compile(r"/activex/|/ctrlprops/.*\.bin$"),
        "“{name}” berisi kontrol ActiveX. Hapus tombol atau kontrolnya di Office, simpan, lalu unggah lagi.",
    ),
    (
        re.compile(r"/embeddings/.*\.(?!xlsx$|docx$|pptx$)[a-z0-9]+$"),
        "“{name}” berisi objek yang disisipkan (berkas lain di dalamnya). "
        "Hapus objek itu atau tempel sebagai gambar, simpan, lalu unggah lagi.",
    ),
)
# What a container whose bytes are damaged makes the standard library raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class FileRefused(ValueError):
    """The file is not read at all; the message is an Indonesian sentence for the user."""


@dataclass
class Checked:
    """What the guard saw: ``too_large`` are parts (worksheets) that have more in them than may be
    read; the rest of the file is within its bounds. ``tags`` counts the opening and closing tags of
    the parts that may be read."""

    too_large: set[str] = field(default_factory=set)
    tags: int = 0


def open_archive(file: object, name: str) -> zipfile.ZipFile:
    """The container of a file object or bytes in memory. Raises FileRefused when it is broken."""
    try:
        return zipfile.ZipFile(file)  # type: ignore[call-overload]
    except BROKEN:
        raise FileRefused(f"“{name}” rusak dan tidak dapat dibuka.") from None


def check_archive(
    archive: zipfile.ZipFile,
    name: str,
    *,
    skip_sheets: bool = False,
    part_tags: int = MAX_PART_TAGS,
) -> Checked:
    """Refuses what may not be parsed. With ``skip_sheets`` a single worksheet that is too large is
    named in the answer instead of refusing the file. ``part_tags`` bounds one part for a slower
    parser. Raises FileRefused."""
    parts = archive.infolist()
    check_directory(parts, name)
    checked = Checked()
    read = tags = 0
    for part in parts:
        path = part.filename.lower()
        if not path.endswith(_XML):
            continue
        count = _PartCount(path, name, part_tags)
        for piece, new in pieces(archive, part, name):
            read += new
            if read > MAX_XML:
                raise FileRefused(f"Isi “{name}” terlalu besar setelah dibuka.")
            count.look_at(piece)
            if count.too_large or tags + count.tags > MAX_TAGS:
                break
        tags += count.tags
        if count.too_large and skip_sheets and _is_sheet(path):
            checked.too_large.add(part.filename)
        elif count.too_large or tags > MAX_TAGS:
            raise FileRefused(f"Tabel di “{name}” terlalu besar: paling banyak {MAX_CELLS} sel.")
        else:
            checked.tags += count.tags
    return checked


def check_evidence(archive: zipfile.ZipFile, name: str) -> None:
    """The guard for a file that is kept and later opened by a person in Office: the same refusals,
    and nothing that Office would fetch when it opens the file. It is not parsed here, so a long
    sheet is no reason to refuse it.

    Raises FileRefused."""
    parts = archive.infolist()
    check_directory(parts, name)
    read = 0
    for part in parts:
        path = part.filename.lower()
        if not path.endswith(_XML):
            continue
        count = _PartCount(path, name, MAX_PART_TAGS)
        relationships = b""
        for piece, new in pieces(archive, part, name):
            read += new
            if read > MAX_OPENED:
                raise FileRefused(f"Isi “{name}” terlalu besar setelah dibuka.")
            count.look_at(piece)
            relationships += piece if path.endswith(".rels") else b""
        _check_fetched(relationships, name)


def check_old_office(content: bytes, name: str) -> None:
    """The same for the container of Office 97–2003, which keeps macros in a stream of a known name.

    Raises FileRefused."""
    if any(stream.encode("utf-16-le") in content for stream in ("_VBA_PROJECT", "Macros")):
        raise FileRefused(f"“{name}” berisi makro. Simpan tanpa makro (.xlsx, .docx), lalu unggah lagi.")


def check_directory(parts: list[zipfile.ZipInfo], name: str) -> None:
    """What can be told without opening a single part. Raises FileRefused."""
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(f"“{name}” berkata sandi. Simpan tanpa kata sandi.")
    opened = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    bomb = opened > 10_000_000 and opened / packed > MAX_RATIO
    # Empty rows and cells pack as well as a bomb does; what they cost is counted part by part below.
    if bomb and not all(part.filename.lower().endswith(_XML) for part in parts if _packs_like_a_bomb(part)):
        raise FileRefused(f"Isi “{name}” terlalu besar setelah dibuka.")
    if len(parts) > MAX_PARTS or opened > MAX_OPENED:
        raise FileRefused(f"Isi “{name}” terlalu besar setelah dibuka.")
    for part in parts:
        check_part_name(part.filename.lower(), name)


def check_part_name(path: str, name: str) -> None:
    """Raises FileRefused for a part that holds something to run. ``path`` in lower case."""
    for pattern, sentence in _FORBIDDEN_PARTS:
        if pattern.search(path):
            raise FileRefused(sentence.format(name=name))


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[tuple[bytes, int]]:
    """Pieces of a part, each with the tail of the one before, and how many bytes are new. Raises
    FileRefused."""
    tail = b""
    try:
        with archive.open(part) as content:
            while piece := content.read(PIECE):
                joined = tail + piece
                # The tail ends at a tag, so that nothing is counted twice.
                cut = joined.rfind(b"<")
                cut = len(joined) if cut < 0 else cut
                yield joined[:cut], len(piece)
                tail = joined[cut:]
            if tail:
                yield tail, 0
    except BROKEN as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(f"“{name}” rusak dan tidak dapat dibuka.") from error


class _PartCount:
    """The count of one part as its pieces go by."""

    def __init__(self, path: str, name: str, part_tags: int) -> None:
        self.path = path
        self.name = name
        self.part_tags = part_tags
        self.tags = 0
        self.walked = 0
        self.names = 0

    @property
    def too_large(self) -> bool:
        if self.names > MAX_NAMES:
            return True
        return self.tags > self.part_tags or self.walked > MAX_WALKED

    def look_at(self, piece: bytes) -> None:
        """Raises FileRefused for what no part may hold."""
        if not self.tags and _WIDE.match(piece):
            raise FileRefused(
                f"“{self.name}” disandikan dengan cara yang tidak lazim. Simpan ulang di Office."
            )
        if _DECLARATION.search(piece):
            raise FileRefused(f"“{self.name}” memuat definisi dokumen (DTD) yang tidak diizinkan.")
        if self.path == "[content_types].xml" and _MACRO_CONTENT.search(piece):
            raise FileRefused(
                f"“{self.name}” berisi makro. Simpan tanpa makro (.xlsx, .docx, .pptx, .ods), lalu unggah lagi."
            )
        self.tags += piece.count(b"<")
        self.names += piece.count(b"<definedName ")
        if _is_sheet(self.path) and (b"mergeCell" in piece or b"hyperlink" in piece):
            self.walked += sum(_area(m[1]) for m in _WALKED.finditer(piece))


def _packs_like_a_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size / (part.compress_size or 1) > MAX_RATIO


def _is_sheet(path: str) -> bool:
    return path.startswith("xl/worksheets/")


def _check_fetched(relationships: bytes, name: str) -> None:
    for relationship in _RELATIONSHIP.findall(relationships):
        if _ELSEWHERE.search(relationship) and _FETCHED.search(relationship):
            raise FileRefused(
                f"“{name}” mengambil templat atau objek dari luar berkas saat dibuka. Putuskan tautannya, "
                "simpan, lalu unggah lagi; atau simpan sebagai PDF."
            )


def _area(attributes: bytes) -> int:
    """Cells of a range; one that is not written plainly counts as too many."""
    reference = _REFERENCE.search(attributes)
    if reference is None:
        return 1
    match = _RANGE.fullmatch(reference[1].strip())
    if match is None:
        return MAX_WALKED + 1
    if match[3] is None:
        return 1
    height = abs(int(match[4]) - int(match[2])) + 1
    return height * (abs(_column(match[3]) - _column(match[1])) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
