"""What a zip container may be before anything of it is parsed: its directory and a quick look through its XML.
Bombs, passwords, macros, links to other files and tables without end are refused here, in bounded memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

BUKA_MAKS = 100 * 1024 * 1024
XML_MAKS = 40 * 1024 * 1024
RASIO_MAKS = 200
SEL_MAKS = 200_000
GABUNG_MAKS = 50_000
NAMA_MAKS = 5_000
POTONG = 256 * 1024

_ENTITAS = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]")
_SEL = re.compile(rb"<(?:[A-Za-z]\w*:)?c[\s>/]")
# Shared texts and cell formats cost their parser as much as cells do.
_DAFTAR = re.compile(rb"<(?:[A-Za-z]\w*:)?(?:si|xf|font|fill|border)[\s>/]")
_NAMA = re.compile(rb"<(?:[A-Za-z]\w*:)?definedName[\s>/]")
# The reader walks through every cell of a merged or linked range.
_RENTANG = re.compile(
    rb"""<(?:[A-Za-z]\w*:)?(?:mergeCell|hyperlink)\s((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL
)
_REF = re.compile(rb"""\bref\s*=\s*["']([^"']*)["']""")
_LETAK = re.compile(rb"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_RUMUS_KOSONG = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_TAUTAN = re.compile(rb"<Relationship\b[^>]*>")


class BerkasDitolak(ValueError):
    """The file is not read at all; the message is for the user."""


def periksa_arsip(arsip: zipfile.ZipFile, nama: str) -> tuple[str, ...]:
    """Notes for the report. Raises BerkasDitolak with a sentence."""
    daftar = arsip.infolist()
    _periksa_daftar(daftar, nama)
    sel = daftar_isi = nama_sel = gabung = rumus = jumlah = 0
    for berkas in daftar:
        jalur = berkas.filename.lower()
        if not jalur.endswith((".xml", ".rels", ".vml")):
            continue
        lembar = jalur.startswith("xl/worksheets/")
        for potong, baru in _potongan(arsip, berkas, nama):
            jumlah += baru
            if jumlah > XML_MAKS:
                raise BerkasDitolak(f"Isi “{nama}” terlalu besar setelah dibuka.")
            if _ENTITAS.search(potong):
                raise BerkasDitolak(f"“{nama}” memuat definisi dokumen (DTD) yang tidak diizinkan.")
            if jalur == "[content_types].xml" and b"macroenabled" in potong.lower():
                raise BerkasDitolak(f"“{nama}” berisi makro. Simpan sebagai .xlsx atau .docx tanpa makro.")
            if jalur.endswith(".rels"):
                _periksa_tautan(potong, nama)
            if lembar:
                sel += sum(1 for _ in _SEL.finditer(potong))
                gabung += sum(_luas(m[1]) for m in _RENTANG.finditer(potong))
                rumus += sum(1 for _ in _RUMUS_KOSONG.finditer(potong))
            elif jalur.endswith(("sharedstrings.xml", "styles.xml")):
                daftar_isi += sum(1 for _ in _DAFTAR.finditer(potong))
            elif jalur.startswith("xl/workbook"):
                nama_sel += sum(1 for _ in _NAMA.finditer(potong))
            if max(sel, daftar_isi) > SEL_MAKS or gabung > GABUNG_MAKS or nama_sel > NAMA_MAKS:
                raise BerkasDitolak(f"Tabel di “{nama}” terlalu besar: paling banyak {SEL_MAKS} sel.")
    if rumus:
        return (
            f"{rumus} sel berformula tidak menyimpan hasilnya dan terbaca kosong. Buka di Excel, simpan, lalu unggah lagi.",
        )
    return ()


def _periksa_daftar(daftar: list[zipfile.ZipInfo], nama: str) -> None:
    if any(x.flag_bits & 1 for x in daftar):
        raise BerkasDitolak(f"“{nama}” berkata sandi. Simpan tanpa kata sandi.")
    jumlah = sum(x.file_size for x in daftar)
    padat = sum(x.compress_size for x in daftar) or 1
    if len(daftar) > 2_000 or jumlah > BUKA_MAKS or (jumlah > 10_000_000 and jumlah / padat > RASIO_MAKS):
        raise BerkasDitolak(f"Isi “{nama}” terlalu besar setelah dibuka.")
    jalur = [x.filename.lower() for x in daftar]
    if any("vbaproject" in j or "/macrosheets/" in j or "/activex/" in j for j in jalur):
        raise BerkasDitolak(f"“{nama}” berisi makro. Simpan sebagai .xlsx atau .docx tanpa makro.")
    if any("/externallinks/" in j for j in jalur):
        raise BerkasDitolak(
            f"“{nama}” bertaut ke buku kerja lain. Putuskan tautannya (Data, Edit Tautan), lalu simpan."
        )


def _potongan(arsip: zipfile.ZipFile, berkas: zipfile.ZipInfo, nama: str) -> Iterator[tuple[bytes, int]]:
    """Pieces of a part, each with the tail of the one before; and how many bytes are new."""
    ekor = b""
    try:
        with arsip.open(berkas) as isi:
            while potong := isi.read(POTONG):
                gabung = ekor + potong
                # The tail ends at a tag, so that nothing is counted twice.
                batas = gabung.rfind(b"<")
                batas = len(gabung) if batas < 0 else batas
                yield gabung[:batas], len(potong)
                ekor = gabung[batas:]
            if ekor:
                yield ekor, 0
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as galat:
        raise BerkasDitolak(f"“{nama}” rusak dan tidak dapat dibuka.") from galat


def _luas(atribut: bytes) -> int:
    """Cells of a range; one that is not written plainly counts as too many."""
    ref = _REF.search(atribut)
    if ref is None:
        return 1
    m = _LETAK.fullmatch(ref[1].strip())
    if m is None:
        return GABUNG_MAKS + 1
    if m[3] is None:
        return 1
    return (abs(int(m[4]) - int(m[2])) + 1) * (abs(_kolom(m[3]) - _kolom(m[1])) + 1)


def _kolom(huruf: bytes) -> int:
    angka = 0
    for h in huruf:
        angka = angka * 26 + h - 64
    return angka


def _periksa_tautan(potong: bytes, nama: str) -> None:
    """Hyperlinks are text; anything else that lives outside the file is not fetched, so the file is refused."""
    for tautan in _TAUTAN.findall(potong):
        if b'TargetMode="External"' in tautan and not re.search(rb'Type="[^"]*/hyperlink"', tautan):
            raise BerkasDitolak(
                f"“{nama}” memuat bagian yang tersimpan di luar berkas. Putuskan tautannya, lalu simpan."
            )
