"""Words and signs that printed values are made of, and the states a value can have."""

import re
from enum import StrEnum


class ValueState(StrEnum):
    """What a cell holds. "-", N/A, blank, and 0 are four different things (domain guide §3, §6)."""

    NUMBER = "angka"
    RANGE = "rentang"
    PREDIKAT = "predikat"  # a grade or opinion, with or without its number
    STRIP = "strip"
    NOT_APPLICABLE = "tidak_berlaku"
    BLANK = "kosong"
    TEXT = "teks"


class Doubt(StrEnum):
    """Why a reading is doubtful; the empty member is no doubt and is false."""

    NONE = ""
    THOUSANDS = "ribuan"  # "1.500": thousands here, decimal elsewhere
    MISENCODED = "salah_sandi"  # "³ 80" printed for "≥ 80"
    ENGLISH_SEPARATORS = "pemisah_inggris"  # "1,234.56"
    EXPONENT = "eksponen"  # "1,5E+10": digits may be lost
    LEFTOVER = "sisa"  # "100 orang 0": a number is left over
    YEARS = "tahun"  # "2021-2026" may be years, not values
    TOLERANCE = "toleransi"  # "3 ± 1" taken as 2 to 4
    FRACTION = "pecahan"  # "1:300" has no exact decimal
    LETTER = "huruf"  # "1O", "1l": a letter that looks like a digit


class Interpretation(StrEnum):
    """A person's answer to a doubtful reading, kept beside the value."""

    NONE = ""
    THOUSANDS = "ribuan"
    DECIMAL = "desimal"
    CORRECT = "benar"  # any other doubt: read correctly


PANJANG_MAKS = 200  # a longer text is a story, not a value
SATUAN_MAKS = 100
DIGIT_MAKS = 28

PEMBANDING_KATA: dict[str, str] = {
    kata: tanda
    for tanda, daftar in {
        "≥": "minimal|minimum|min|paling sedikit|paling rendah|sekurang-kurangnya|sedikitnya|setidaknya|"
        "setidak-tidaknya|lebih dari atau sama dengan|lebih besar atau sama dengan|tidak kurang dari",
        "≤": "maksimal|maksimum|maks|max|paling banyak|paling lama|paling lambat|paling tinggi|"
        "setinggi-tingginya|kurang dari atau sama dengan|lebih kecil atau sama dengan|tidak lebih dari",
        ">": "lebih dari|lebih besar dari|di atas|diatas",
        "<": "kurang dari|lebih kecil dari|di bawah|dibawah",
        "±": "sekitar|kurang lebih|lebih kurang|kira-kira",
    }.items()
    for kata in daftar.split("|")
}
_KATA_BANDING = "|".join(sorted(map(re.escape, PEMBANDING_KATA), key=len, reverse=True))
POLA_PEMBANDING = re.compile(rf"(?:([<>≤≥±~≈=])|({_KATA_BANDING})\b\.?)\s*", re.IGNORECASE)
PEMBANDING_TANDA = {"~": "±", "≈": "±", "=": ""}

# Words that stand before their number: "Level 3", "Peringkat 5".
SATUAN_DEPAN = frozenset(
    [
        "level",
        "peringkat",
        "ranking",
        "rangking",
        "rank",
        "grade",
        "tingkat",
        "kelas",
        "skor",
        "indeks",
        "nilai",
    ]
)
POLA_SATUAN_DEPAN = re.compile(rf"({'|'.join(sorted(SATUAN_DEPAN))})\s*[:=]?\s*(?=[-+]?[0-9])", re.IGNORECASE)
MATA_UANG = ("rp", "idr", "usd", "us$", "$", "€")
POLA_MATA_UANG = re.compile(rf"({'|'.join(map(re.escape, MATA_UANG))})\.?\s*(?=[-+]?[0-9])", re.IGNORECASE)

TIDAK_BERLAKU = frozenset(
    ("n/a", "n.a", "n.a.", "na", "n / a", "tidak berlaku", "tdk berlaku", "not applicable", "not available")
)

POLA_HURUF = re.compile(r"AA|BB|CC|[ABCDE][+-]?")
PREDIKAT_KATA = frozenset(
    kata
    for kelompok in (
        "aa|bb|cc|wtp|wtp-dpp|wdp|tmp|tidak wajar|wajar tanpa pengecualian|wajar dengan pengecualian",
        "dasar|pratama|madya|nindya|utama|paripurna|perdana|purnama|mandiri|prima|unggul|istimewa|kla",
        "sangat tinggi|tinggi|sedang|rendah|sangat rendah",
        "sangat baik|baik sekali|baik|cukup baik|cukup|kurang baik|kurang|sangat kurang|buruk|sangat buruk",
        "sangat memuaskan|memuaskan|cukup memuaskan|kurang memuaskan|tidak memuaskan",
        "sangat inovatif|inovatif|kurang inovatif|terinovatif",
        "informatif|menuju informatif|cukup informatif|kurang informatif|tidak informatif",
        "sangat sehat|sehat|cukup sehat|kurang sehat|tidak sehat|sangat maju|maju|berkembang|tertinggal",
        "sangat tertinggal|aman|tangguh|hijau|kuning|merah|zona hijau|zona kuning|zona merah",
        "tercapai|tidak tercapai|melebihi target|ada|tidak ada|ya|tidak|terakreditasi",
    )
    for kata in kelompok.split("|")
)
POLA_SEBUTAN = re.compile(
    r"^(?:predikat|kategori|opini|nilai|peringkat|akreditasi|terakreditasi|grade|kriteria)\s+", re.IGNORECASE
)

# A day or an hour is no value: "31 Desember 2024", "08.30 WIB".
POLA_WAKTU = re.compile(
    r"(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
    r"|wib|wita|wit)\b",
    re.IGNORECASE,
)


def fold(teks: str) -> str:
    """The form in which two words are compared: lower case, single spaces, no closing stop."""
    return " ".join(teks.split()).casefold().removesuffix(".")


def predikat_in(teks: str) -> str:
    """The grade or opinion that a text is ("Opini WTP" is "WTP"), or "" when it is none."""
    inti = POLA_SEBUTAN.sub("", teks)
    return inti if POLA_HURUF.fullmatch(inti) or fold(inti) in PREDIKAT_KATA else ""


# Signs as they look after UTF-8 was read as Latin-1 or Windows-1252, or as they come from the Symbol font.
_LATIN_1: dict[int, str] = {}
_CP1252 = {kode: bytes([kode]).decode("cp1252", errors="ignore") or chr(kode) for kode in range(0x80, 0xA0)}
SALAH_SANDI = {
    tanda.encode().decode("latin-1").translate(sandi): tanda
    for sandi in (_LATIN_1, _CP1252)
    for tanda in "≥≤–—−±×÷‘’“”°²³…‐‑\u00a0"
} | {"Â ": " ", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf02d": "-", "\uf03e": ">", "\uf03c": "<"}
POLA_SALAH_SANDI = re.compile("|".join(sorted(map(re.escape, SALAH_SANDI), key=len, reverse=True)))
# "³ 80" and "£ 5" are ≥ and ≤ of the Symbol font; inside a unit (m³) the sign is what it seems.
POLA_SUPERSKRIP = re.compile(r"(?<![^\s(])[³£](?=\s*[0-9])")

_LEBAR = {kode: kode - 0xFEE0 for kode in range(0xFF01, 0xFF5F)}
_SERUPA = str.maketrans(
    {
        "٪": "%",
        "﹪": "%",
        "≧": "≥",
        "⩾": "≥",
        "≦": "≤",
        "⩽": "≤",
        "’": "'",
        "‘": "'",
        "⁄": "/",
        "∕": "/",
        "∶": ":",
    }
    | dict.fromkeys("‐‑‒–—―−﹣⁻", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
)


def tidy(teks: str) -> tuple[str, bool]:
    """Signs made alike and spaces single; the second value says whether a mis-encoded sign was understood.

    Superscripts stay: turning "10²" into "102" would invent a number.
    """
    pulih = POLA_SALAH_SANDI.sub(lambda cocok: SALAH_SANDI[cocok[0]], teks)
    pulih = POLA_SUPERSKRIP.sub(lambda cocok: "≥" if cocok[0] == "³" else "≤", pulih)
    rapi = " ".join(pulih.translate(_LEBAR).translate(_SERUPA).split())
    for panjang, tanda in (("> =", "≥"), ("< =", "≤"), (">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤")):
        rapi = rapi.replace(panjang, tanda)
    return rapi, pulih != teks
