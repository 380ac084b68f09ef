"""The words by which an importer knows a column, a quarter, a number before a heading, a total, a signature.
Pure: nothing here knows a table or the database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from bakesbang.importing.heading_spelling import heading_spelling

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTH = (
    "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des",
)  # fmt: skip
MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class ColumnRole(StrEnum):
    """What a column holds."""

    SASARAN = "sasaran"
    INDIKATOR = "indikator"
    TARGET = "target"
    TW = "tw"
    TW_ALL = "tw_semua"
    MONTH = "bulan"
    PERIOD = "periode"
    PENJELASAN = "penjelasan"
    SATUAN = "satuan"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    FORMULA = "rumus"
    SUMBER_DATA = "sumber_data"
    DEFINISI = "definisi"
    ALASAN = "alasan"
    NUMBER = "nomor"
    CODE = "kode"
    JENJANG = "jenjang"
    KEY = "kunci"
    BUDGET = "anggaran"
    NOTE = "catatan"
    IGNORE = "abaikan"


ROLE_NAMES = {
    ColumnRole.SASARAN: "Sasaran", ColumnRole.INDIKATOR: "Indikator", ColumnRole.TARGET: "Target", ColumnRole.TW: "Target triwulan",
    ColumnRole.TW_ALL: "Target TW I sampai IV", ColumnRole.MONTH: "Target bulan", ColumnRole.PERIOD: "Triwulan baris ini",
    ColumnRole.PENJELASAN: "Penjelasan", ColumnRole.SATUAN: "Satuan", ColumnRole.PENANGGUNG_JAWAB: "Penanggung jawab",
    ColumnRole.FORMULA: "Formula", ColumnRole.SUMBER_DATA: "Sumber data", ColumnRole.DEFINISI: "Definisi operasional",
    ColumnRole.ALASAN: "Alasan", ColumnRole.NUMBER: "Nomor", ColumnRole.CODE: "Kode", ColumnRole.JENJANG: "Jenjang baris ini",
    ColumnRole.KEY: "Kunci", ColumnRole.BUDGET: "Anggaran", ColumnRole.NOTE: "Catatan", ColumnRole.IGNORE: "Tidak dipakai",
}  # fmt: skip
GOAL = 0  # the level above the plan's own first one
LEVEL_NAMES = {1: "Strategis", 2: "Program", 3: "Kegiatan", 4: "Subkegiatan", 5: "Rincian"}

_TW = r"(?:t\W?w|tri\s?wulan|trw|tribulan|trib|q|kuartal)"
_TW_SPAN = re.compile(rf"\b{_TW}\s*(?:i|1)\s*(?:sampai(?: dengan)?|s d|sd|hingga)?\s*(?:{_TW}\s*)?(?:iv|4)\b")
_ONE_TW = re.compile(rf"\b{_TW}\s*(?:ke\s*)?(iv|iii|ii|i|[1-4])\b")
_MONTH_CODE = re.compile(r"\bb ?(0?3|0?6|0?9|12)\b")
_TW_WORD = re.compile(rf"^(?:periode|waktu|{_TW})$|^(?:periode |waktu )?{_TW}$|^periode (?:waktu|target)$")
_MONTH = re.compile(rf"^(?:target |bulan )*(?:{'|'.join(MONTH)}|may|aug|oct|dec|ags|nop)[a-z]*(?: \d+)?$")
# A month below the name of its quarter.
_MONTH_BELOW = re.compile(
    rf"\b{_TW}\s*(?:iv|iii|ii|i|[1-4]) ((?:{'|'.join(MONTH)}|may|aug|oct|dec|ags|nop)[a-z]*)$"
)
_SEMESTER = re.compile(r"\b(?:semester|smt) (ii|i|[12])$")
_YEAR_SPAN = re.compile(
    r"\b(20\d\d)\s*(?:[-–—/]|s\.?\s?/?d\.?|sampai(?: dengan)?)\s*(20\d\d)\b", re.IGNORECASE
)

# First match wins; the patterns meet folded text (lower case, letters and digits only).
_DICTIONARY: tuple[tuple[str, ColumnRole], ...] = (
    (r"^(kunci|id|uuid)$", ColumnRole.KEY),
    (r"^(no|nomor|nomor urut|no urut)$", ColumnRole.NUMBER),
    (r"^(level|jenjang|tingkat|tingkatan)$", ColumnRole.JENJANG),
    (r"\b(?:perkiraan|prakiraan) maju|\btarget (akhir|renstra|rpjmd|jangka)", ColumnRole.NOTE),
    (r"(kondisi|kinerja|data|capaian|nilai)( \w+)* (awal|akhir)\b(?! tahun)", ColumnRole.NOTE),
    (r"base ?line|data dasar|realisasi|\btahun (lalu|sebelumnya|dasar)|^capaian( kinerja)?( tahun)? 20\d\d$", ColumnRole.NOTE),
    (r"hambatan|kendala|rekomendasi|tindak lanjut|permasalahan|faktor (pendorong|pendukung|penghambat)|solusi|^(?:hasil )?evaluasi$", ColumnRole.NOTE),
    (r"sumber dana|sumber pendanaan|(?:program|kegiatan) (?:pendukung|penunjang)$", ColumnRole.NOTE),
    (r"sumber data|asal data|sumber informasi", ColumnRole.SUMBER_DATA),
    (r"anggaran|pagu|\bdana\b|biaya|belanja|\brp\b|keuangan|rupiah", ColumnRole.BUDGET),
    (r"penanggung ?jawab|penangung jawab|pelaksana\b|pengampu|^pj$|^pic$|\bkasu(?:b|bb)ag\b|\bkabid\b|\bkasi\b|^kepala (bidang|seksi)|koordinator|ketua tim|person in charge|unit (kerja|organisasi|penanggung)|jabatan|perangkat daerah (penanggung|pelaksana)|bidang (terkait|pengampu|penanggung)|^(bidang|seksi|opd|skpd)$", ColumnRole.PENANGGUNG_JAWAB),
    (r"formula|rumus|cara (meng|peng|per)?hitung|perhitungan|penghitungan|formulasi", ColumnRole.FORMULA),
    (r"definisi", ColumnRole.DEFINISI),
    (r"\balasan\b|argumen", ColumnRole.ALASAN),
    (r"^kode\b|kode rekening|nomenklatur", ColumnRole.CODE),
    (r"lokasi|catatan|keterangan (tambahan|lain)|^keterangan$|^ket$|bukti|data dukung|tipe|jenis indikator|polaritas", ColumnRole.NOTE),
    (r"penjelasan|uraian (target|kinerja|langkah)|langkah|tahapan|keterangan", ColumnRole.PENJELASAN),
    (r"indikator|^iku$|tolok ukur|tolak ukur|(ukuran|kriteria) (kinerja|keberhasilan)|^ik[spku]$", ColumnRole.INDIKATOR),
    (r"^satuan|^sat$|^unit$", ColumnRole.SATUAN),
    (r"target|volume|rencana capaian|^(?:th |thn |tahun )?20\d\d$|^setahun$|^(?:satu|1|akhir) tahun$", ColumnRole.TARGET),
    (r"\bcapaian$|tingkat capaian|prosentase capaian|persentase capaian|\bserapan|^status$|jadwal|waktu pelaksanaan", ColumnRole.NOTE),
    (r"tujuan|sasaran|program|kegiatan|\baksi\b|outcome|output|keluaran|hasil|uraian|kinerja|urusan|aktivitas", ColumnRole.SASARAN),
)  # fmt: skip
DICTIONARY = tuple((re.compile(pattern), role) for pattern, role in _DICTIONARY)

# Levels a word stands for, the deepest first so that "sub kegiatan" is not a kegiatan.
_LEVEL_WORDS = (
    (re.compile(r"sub ?kegiatan"), 4),
    (re.compile(r"kegiatan|output|keluaran"), 3),
    (re.compile(r"program|outcome"), 2),
    (re.compile(r"sasaran strategis|sasaran opd|sasaran perangkat daerah|tujuan|\bstrategis"), 1),
    (re.compile(r"\baksi\b|aktivitas|rincian"), 5),
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """For comparing: NFKC, lower case, letters and digits only, one space between words."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^0-9a-zà-ÿ]+", " ", text).split())


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text on one line, without the marks of bold of pasted text."""
    return " ".join(unicodedata.normalize("NFC", text).replace("**", "").split())


def heading_role(heading: str) -> tuple[ColumnRole, int] | None:
    """Role of a heading, with the quarter or month it names (else 0); None for words that are no heading."""
    words = fold(heading.replace("_", " "))
    if not words or len(words) > 160:
        return None
    words = fold(heading_spelling(heading.replace("_", " ")))
    match = next((role for pattern, role in DICTIONARY if pattern.search(words)), None)
    if match in (ColumnRole.NOTE, ColumnRole.KEY):
        return match, 0
    if match == ColumnRole.BUDGET:
        return match, quarter_named(words)
    if _TW_SPAN.search(words):
        return ColumnRole.TW_ALL, 0
    if (month := _MONTH_BELOW.search(words)) and match in (None, ColumnRole.TARGET):
        return ColumnRole.MONTH, _month_number(month[1])
    if match in (None, ColumnRole.TARGET) and (b := _MONTH_CODE.search(words)):
        return ColumnRole.TW, int(b[1]) // 3
    if tw := _ONE_TW.search(words):
        return _beside_quarter(_ONE_TW.sub(" ", words), match), ROMAN[tw[1]]
    if match in (None, ColumnRole.TARGET) and (smt := _SEMESTER.search(words)):
        return ColumnRole.TW, 2 * ROMAN[smt[1]]
    if _TW_WORD.search(words):
        return ColumnRole.PERIOD, 0
    if _MONTH.search(words):
        return ColumnRole.MONTH, _month_number(words)
    return (match, 0) if match else None


# What a quarter's heading may say besides the quarter and still be its target.
_QUARTER_WORDS = re.compile(
    rf"^(?:target|rencana|kinerja|fisik|volume|tahun|20\d\d|ke|s|d|sd|sampai|dengan|hingga|bulan|pada|per|periode|"
    rf"non|tidak|bukan|[kc][uo]mm?ulati[fv]e?|akumulasi|k|t|i{{1,3}}|iv|[1-4]|tw|t|w|triwulan|tri|wulan|trw|tribulan|trib|"
    rf"kuartal|q|persen|angka|(?:{'|'.join(MONTH)}|may|aug|oct|dec|ags|nop)[a-z]*)$"
)
_STEPS = re.compile(r"\b(?:aksi|langkah|kegiatan|uraian|penjelasan|tahapan|aktivitas|keterangan)\b")


def _beside_quarter(words: str, match: ColumnRole | None) -> ColumnRole:
    """What a column named after a quarter holds: its target, its steps in words, or something else."""
    if match == ColumnRole.PENJELASAN:
        return ColumnRole.PENJELASAN
    unknown = [w for w in words.split() if not _QUARTER_WORDS.match(w)]
    if not unknown or re.search(r"\btarget\b", words):
        return ColumnRole.TW
    return ColumnRole.PENJELASAN if _STEPS.search(words) else ColumnRole.NOTE


def quarter_named(heading: str) -> int:
    """The one quarter that these words name, else 0."""
    found = _ONE_TW.search(fold(heading))
    return ROMAN[found[1]] if found else 0


def _month_number(words: str) -> int:
    words = re.sub(r"^(target |bulan )+", "", words)
    other = {"may": 5, "aug": 8, "ags": 8, "oct": 10, "nop": 11, "dec": 12}
    return other.get(words[:3]) or MONTH.index(words[:3]) + 1


def heading_levels(heading: str) -> tuple[int, ...]:
    """Levels a heading names, topmost first: "Program/Kegiatan" → (2, 3)."""
    words, result = fold(heading_spelling(heading.replace("_", " "))), set()
    for pattern, jenjang in _LEVEL_WORDS:
        if pattern.search(words):
            result.add(jenjang)
            words = pattern.sub(" ", words)
    if not result and "sasaran" in words:
        result.add(1)
    if re.search(r"\bsasaran\b", words) and result and min(result) >= 2 and "/" in heading:
        result.add(1)
    # "Aksi/Kegiatan" are two words for one level.
    return tuple(sorted(result - {5} if result & {3, 4} else result))


def cumulative(heading: str) -> bool:
    """Whether a quarter's column says that its figure holds the quarters before it."""
    words = fold(heading)
    if re.search(r"\b(non|tidak|bukan) ?[kc]omm?ulatif|\b(non|tidak|bukan) ?[kc]umm?ulatif", words):
        return False
    return bool(re.search(rf"\b[kc][uo]mm?ulatif\b|\b(s d|sd|sampai dengan|s\.d) {_TW}\b", words))


def title_year(text: str, tahun: int) -> int:
    """The year a title names, 0 for none; of a span of years that holds the plan's own, that one."""
    if match := _YEAR_SPAN.search(text):
        start, end = int(match[1]), int(match[2])
        return tahun if start <= tahun <= end else start
    one = re.search(r"\b(20\d\d)\b", text)
    return int(one[1]) if one else 0


# ── quarters ──
TW_CELL = re.compile(
    r"(?:^|(?<=[\s;,]))(?:T\W?W|TRI\s?WULAN|TRW)\s*\.?\s*(IV|III|II|I|[1-4])\s*[=:]\s*", re.IGNORECASE
)
_UNTIL = r"(?:s\W{0,2}d\W*|sampai(?:\s+dengan)?\s+)?"
PERIOD_CELL = re.compile(
    rf"^\W*{_UNTIL}(?:(?:t\W?w|tri\s?wulan|trw|q|tribulan)\W*)?(iv|iii|ii|i|[1-4])\W*(?:\([^()]*\)\W*)?$",
    re.IGNORECASE,
)
_FOUR_CELL = re.compile(
    rf"^\W*{_TW}?\W*(?:i|1)\W*(?:s\W{{0,2}}d\W*|sampai\s+)?{_TW}?\W*(?:iv|4)\W*$", re.IGNORECASE
)
_SEMESTER_CELL = re.compile(r"^\W*(?:semester|smt)\W*(ii|i|[12])\W*(?:\([^()]*\)\W*)?$", re.IGNORECASE)
_MONTH_SPAN = re.compile(
    r"^\W*(jan|apr|jul|okt|oct)[a-z]*\W*(?:s\W{0,2}d|sampai|hingga)?\W*(mar|jun|sep|des|dec)[a-z]*\W*(?:20\d\d)?\W*$",
    re.IGNORECASE,
)
# Quarters in a cell that holds nothing else, with shorter labels: "I = 25%; II = 50%", "Triwulan 1 (2), Triwulan 2 (3)".
_ROMAN_CELL = re.compile(
    r"(?:^|(?<=[\s;,]))(?:(?:T\W?W|TRI\s?WULAN|TRW|Q)\W*)?(IV|III|II|I|[1-4])\s*[=:(]\s*", re.IGNORECASE
)


def split_tw(text: str) -> list[tuple[int, str, str]]:
    """Quarters written inside one cell: (quarter, label as written, text after it). "TW III= -" → (3, …, "-")."""
    found = list(TW_CELL.finditer(text))
    result = []
    for n, match in enumerate(found):
        tip = found[n + 1].start() if n + 1 < len(found) else len(text)
        content = text[match.end() : tip].strip()
        if n + 1 < len(found):
            content = content.rstrip(";,").strip()
        result.append((ROMAN[match[1].lower()], match[0].strip(), squeeze(content)))
    return result


PERIOD_LETTERS = 200  # no name of a quarter is longer
WHOLE_YEAR = 5  # a row that speaks of all four quarters


def read_period(text: str) -> int | None:
    """Quarter named by a cell of its own: "TW II", "II", "Triwulan 2 (April-Juni)", "April - Juni", "Semester I"."""
    if len(text) > PERIOD_LETTERS:
        return None
    if match := PERIOD_CELL.match(text.strip()):
        return ROMAN[match[1].lower()]
    if _FOUR_CELL.match(text.strip()):
        return WHOLE_YEAR
    if match := _SEMESTER_CELL.match(text.strip()):
        return 2 * ROMAN[match[1].lower()]
    if match := _MONTH_SPAN.match(text.strip()):
        start, end = (("jan", "apr", "jul", "okt", "oct"), ("mar", "jun", "sep", "des", "dec"))
        a, b = min(start.index(match[1].lower()), 3), min(end.index(match[2].lower()), 3)
        return a + 1 if a == b else None
    return None


# Labels at the start of a line or after a semicolon: "I. 25%", "TW I 25%; TW II 50%".
_LINE_LABEL = re.compile(
    r"(?:^|(?<=[\n;,|]))\s*(?:(?:T\W?W|TRI\s?WULAN|TRW|Q)\W*(IV|III|II|I|[1-4])\s*[=:.()-]*\s+"
    r"|(IV|III|II|I)\s*[=:.)]\s*)",
    re.IGNORECASE,
)


def split_four(text: str, *, labelled: bool = False) -> list[tuple[int, str, str]]:
    """All four quarters of a cell that holds nothing else, told by short labels or, unless they must be
    ``labelled``, by their order alone."""
    for pattern in (_ROMAN_CELL, _LINE_LABEL):
        found = list(pattern.finditer(text))
        numbers = [ROMAN[next(g for g in m.groups() if g).lower()] for m in found]
        if numbers == [1, 2, 3, 4] and not text[: found[0].start()].strip():
            return _labelled_quarters(text, found)
    parts = [b.strip(" '\"") for b in re.split(r"\s*(?:\n|;|\||/|,\s(?=['\"\d-]))\s*", text.strip("[]() "))]
    if labelled or len(parts) != 4 or not all(parts):
        return []
    return [(n, "", b) for n, b in enumerate(parts, start=1)]


def _labelled_quarters(text: str, found: Sequence[re.Match[str]]) -> list[tuple[int, str, str]]:
    ends = [m.start() for m in found[1:]] + [len(text)]
    result = []
    for tw, (match, end) in enumerate(zip(found, ends, strict=True), start=1):
        value = squeeze(text[match.end() : end]).rstrip(";, ")
        if "(" in match[0]:
            value = value.removesuffix(")")
        result.append((tw, match[0].strip(), value))
    return result


# ── numbers before a heading ──
# Urusan, bidang urusan, program, kegiatan (two parts), subkegiatan; offices leave out zeros and write X for their own.
_NOMENCLATURE = re.compile(
    r"^((?:\d{1,2}|[xX])\.(?:\d{2}|[xX]{2})(?:\.\d{2}(?:\.\d{1,2}\.\d{2}(?:\.\d{1,4})?)?)?"
    r"|(?:\d{1,2}|[xX]{1,2})\.(?:\d{1,2}|[xX]{1,2})\.\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,4})?)(?![\d.]*\d)[\s.:–-]*"
)
_DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?(?=\s)\s*")
_NUMBER = re.compile(r"^[(]?(\d{1,2}|[ivxIVX]{1,5}|[a-zA-Z])[.)](?=\s|[A-Z])\s*")


def strip_number(text: str) -> tuple[str, str]:
    """(number, text without it): "1. Menguatnya …", "A. PROGRAM …", "1.02 …"."""
    for pattern in (_NOMENCLATURE, _DOTTED, _NUMBER):
        match = pattern.match(text)
        if match and text[match.end() :].strip():
            return match[1], text[match.end() :].strip()
    return "", text


CONTINUED = re.compile(r"\s*\(\s*lanjutan\s*\)$", re.IGNORECASE)  # a parent printed again on the next page
_LABEL = re.compile(
    r"^((?:tujuan|sasaran(?: strategis| program| kegiatan| sub ?kegiatan)?|program|kegiatan|sub ?kegiatan)(?:\s+(?:ke\W*)?(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*))?)\s*[:=]\s*(?=\S)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^(?:[ivx]{1,5}|[a-z]|\d{1,2})?[.)]?\s*(?:bidang (?!urusan)|sekretariat\b|bagian |sub ?bagian |seksi |sub ?bidang |uptd?\b|irban\b|inspektur pembantu|unit (?:kerja|pelaksana))",
    re.IGNORECASE,
)


def strip_label(text: str) -> tuple[str, str]:
    """(label, text without it): "Sasaran 2 : Meningkatnya …"."""
    match = _LABEL.match(text)
    return (match[1], text[match.end() :].strip()) if match else ("", text)


def unit_heading(text: str) -> bool:
    """Whether a line across the table names the unit whose rows follow: "BIDANG POLITIK DALAM NEGERI"."""
    return bool(_UNIT.match(squeeze(text))) and len(text.split()) <= 14


def number_style(number: str) -> str:
    """The kind of a number, which tells its depth: A, I, 1, a, 1.1, or how many parts a code has."""
    n = number.strip().strip("().")
    if not n:
        return ""
    if _NOMENCLATURE.fullmatch(n):
        return f"kode{n.count('.')}"
    if "." in n:
        return f"titik{n.count('.')}"
    if n.isdigit():
        return "angka"
    if re.fullmatch(r"[IVX]+", n):
        return "ROMAWI"
    if re.fullmatch(r"[ivx]+", n):
        return "romawi"
    return "HURUF" if n.isupper() else "huruf"


def text_level(text: str) -> tuple[int, str]:
    """(level, word that told it) of a heading that names its own kind: "PROGRAM PENUNJANG …" → (2, "program")."""
    words = fold(text)
    for pattern, jenjang in (
        (r"^(unsur|urusan|bidang urusan)\b", 1), (r"^tujuan\b|^sasaran strategis\b", 1), (r"^(sasaran )?sub ?kegiatan\b", 4),
        (r"^(sasaran )?program\b", 2), (r"^(sasaran )?kegiatan\b", 3), (r"^sasaran\b", 1), (r"^(rencana )?aksi\b", 5),
        (r"^(ultimate outcome|impact|dampak)$", 1), (r"^(intermediate )?outcome$|^hasil$", 2), (r"^(output|keluaran)$", 3),
    ):  # fmt: skip
        if match := re.match(pattern, words):
            return jenjang, match[0]
    return 0, ""


# ── rows that are no data ──
TOTAL = re.compile(
    r"^(j\s*u\s*m\s*l\s*a\s*h|t\s*o\s*t\s*a\s*l|sub\s?total|grand total)(\s+(anggaran|total|keseluruhan|seluruh\w*))?$"
)
_SIGNATURE = re.compile(
    r"^(nip\b|mengetahui\b|menyetujui\b|disetujui\b|ditetapkan di\b|pada tanggal\b|pihak (?:pertama|kedua)\b|plt\b|plh\b|pembina (utama|tingkat|tk)|penata\b)"
    r"|^\w+(\s\w+)? \d{1,2} (jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w* \d{4}$"
    r"|^kepala (badan|dinas|kantor)\b|^sekretaris daerah\b|^(wali ?kota|bupati|gubernur)\b"
)
_REMARK = re.compile(r"^(keterangan|catatan|sumber|ket)\b")
_FOOTNOTE = re.compile(r"\s*\(?(?:\*{1,3}|[¹²³⁴])\)?\s*\S")
SEPARATOR = re.compile(r"^[|:\s]*[-–—_=]{2,}[|:\s]*$")


def is_signature(text: str) -> bool:
    return bool(_SIGNATURE.match(fold(text)))


def footer_remark(text: str) -> bool:
    return bool(_REMARK.match(fold(text)) or _FOOTNOTE.match(text))


_ITEM = re.compile(r"(?:^|(?<=\s))(?:\(?(\d{1,2}|[a-z])[.)]\s+|[•●▪·–-]\s+)(?=\S)")


def split_items(text: str) -> list[str]:
    """Several items in one cell: numbered or bulleted, on lines of their own or in a row. One item: the text."""
    found = [m for m in _ITEM.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\n" or m[1]]
    if len(found) < 2 or found[0].start() != 0 or not _consecutive([m[1] for m in found]):
        return [squeeze(text)]
    tip = [m.start() for m in found[1:]] + [len(text)]
    return [squeeze(text[m.end() : u]).rstrip(";,") for m, u in zip(found, tip, strict=True)]


def _consecutive(number: list[str | None]) -> bool:
    """1, 2, 3 or a, b, c or bullets throughout."""
    if all(n is None for n in number):
        return True
    if any(n is None for n in number):
        return False
    figure = [int(n) if n.isdigit() else ord(n) - 96 for n in number if n]
    return figure == list(range(1, len(figure) + 1))
