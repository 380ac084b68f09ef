"""What a person sees in a cell of a workbook, and what was typed there, from the stored number and
its format.

Excel keeps "20%" as 0.2, "4 kegiatan" as 4 with a format, and turns "1/2" into a day and "1:30"
into a time of day. Digits are never rounded to what the format shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|(?P<escaped>\\.)|(?P<space>_.)|(?P<fill>\*.)|(?P<bracket>\[[^\]]*\]?)"""
    r"""|(?P<noon>AM/PM|A/P)|(?P<general>General)|(?P<other>.)""",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
# A workbook's days have no time zone.
_DAY_0 = datetime.fromisoformat("1899-12-30")
_DAY_0_OF_1904 = datetime.fromisoformat("1904-01-01")
_DIGITS = frozenset("0#?")
_DATE_LETTERS = frozenset("ymdhs")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a person would have typed it; ``note`` says what was done when that is not
    plain."""

    text: str
    note: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format."""

    prefix: str
    suffix: str
    percent: bool
    digits: bool
    leading: int  # zeros that are always shown before the decimal point
    thousands: int  # a comma behind the digits divides by a thousand
    fraction: int  # places of a denominator
    date: str  # its letters in order: "dm", "my", "hm"; "H" for hours beyond a day
    general: bool


def typed_number(digits: str, number_format: str, *, from_1904: bool = False) -> Typed:
    """A stored number under its format. ``digits`` is what the file holds ("0.125")."""
    try:
        value = float(digits)
    except (ValueError, OverflowError):
        return Typed(digits)
    if value != value or value in (float("inf"), float("-inf")):
        return Typed(digits)
    sections = _sections(number_format or "General")
    section = _section_for(value, sections)
    if section.date:
        return typed_date(value, section.date, from_1904=from_1904)
    if section.fraction and (written := _fraction(value, section.fraction)):
        return Typed(written)
    if not section.digits and not section.general:
        return _without_digits(value, section)
    return Typed(_with_units(value, section))


def typed_date(value: float, letters: str, *, from_1904: bool = False) -> Typed:
    """A day or time of day under the letters of its format."""
    if not set(letters) & set("dmyY"):
        return typed_time(value, letters)
    try:
        moment = (_DAY_0_OF_1904 if from_1904 else _DAY_0) + timedelta(days=value)
    except (OverflowError, ValueError):
        return Typed(plain_number(value))
    return typed_day(moment, letters)


def typed_day(moment: datetime | date, letters: str) -> Typed:
    """A day: with its year a real date; without, most likely a fraction or a ratio that Excel took
    for one."""
    parts = set(letters.lower()) & set("dmy")
    spoken = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    if parts == {"d", "m"}:
        text = f"{moment.day}/{moment.month}"
        return Typed(text, _recovered(text, f"tanggal {spoken}"), doubtful=True)
    if parts == {"m", "y"}:
        return _month_of_year(moment, letters)
    if parts == {"m"}:
        return Typed(MONTHS[moment.month - 1])
    if parts == {"y"}:
        return Typed(str(moment.year))
    if parts == {"d"}:
        return Typed(str(moment.day))
    return Typed(f"{moment:%d-%m-%Y}", "Sel ini berisi tanggal.")


def _month_of_year(moment: datetime | date, letters: str) -> Typed:
    """Excel makes "mmm-yy" of "1/30"; a month written out is a heading."""
    month = MONTHS[moment.month - 1]
    if moment.day != 1 or "Y" in letters or letters.startswith("y"):
        return Typed(f"{month} {moment.year}")
    text = f"{moment.month}/{moment.year % 100:02d}"
    return Typed(text, _recovered(text, f"bulan {month} {moment.year}"), doubtful=True)


def typed_time(value: float, letters: str) -> Typed:
    """A time of day: most likely a ratio that Excel took for one ("1:30")."""
    seconds = round(abs(value) * 86_400)
    if "H" not in letters:
        seconds %= 86_400
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    text = f"{hours}:{minutes:02d}"
    if letters == "ns":
        text, left = f"{hours * 60 + minutes}:{left:02d}", 0
    if left:
        text += f":{left:02d}"
    return Typed(text, _recovered(text, "jam"), doubtful=True)


def _recovered(text: str, kept_as: str) -> str:
    return f"Excel menyimpan sel ini sebagai {kept_as}; dibaca kembali sebagai “{text}”. Periksa."


def typed_value(value: object, number_format: str = "General") -> Typed:
    """A value as openpyxl gives it."""
    if value is None:
        return Typed("")
    if isinstance(value, bool):
        return Typed("ya" if value else "tidak")
    if isinstance(value, int | float):
        return typed_number(repr(value), number_format)
    letters = _sections(number_format)[0].date
    if isinstance(value, datetime | date):
        return typed_day(value, letters or "dmy")
    if isinstance(value, timedelta):
        return typed_time(value.total_seconds() / 86_400, "H")
    if isinstance(value, time):
        day = value.hour * 3_600 + value.minute * 60 + value.second
        return typed_time(day / 86_400, letters or "hn")
    return Typed(str(value))


def plain_number(value: float) -> str:
    """With a decimal comma, and the fifteen digits that a workbook really has."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.17f}".rstrip("0") if abs(value) < 1 else f"{value:.0f}"
    return text.replace(".", ",")


# ── reading a format ──
@lru_cache(maxsize=500)
def _sections(number_format: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(number_format[:500]):
        kind = match.lastgroup or "other"
        if kind == "other" and match[0] == ";":
            parts.append([])
        else:
            parts[-1].append((kind, match[0]))
    return tuple(_section(part) for part in parts[:4])


def _section(tokens: list[tuple[str, str]]) -> _Section:
    body = "".join(text for kind, text in tokens if kind == "other")
    general = any(kind == "general" for kind, _ in tokens)
    letters = _date_letters(tokens)
    digits = any(c in _DIGITS for c in body)
    whole = body.split(".")[0]
    words = "".join(_shown(kind, text) for kind, text in tokens)
    bare = not digits and not general and "@" not in body
    return _Section(
        prefix=" ".join(words.split()) if bare else _literal(tokens, before=True),
        suffix="" if bare else _literal(tokens, before=False),
        percent="%" in body,
        digits=digits,
        leading=whole.count("0") if digits and "/" not in body and not set(whole) & set("#?,E") else 0,
        thousands=_thousands(body),
        fraction=_denominator(body),
        date="" if general else letters,
        general=general or "@" in body,
    )


def _date_letters(tokens: list[tuple[str, str]]) -> str:
    """Each letter once, in order: d, m, y of a day (Y for a year of four digits beside a month in
    words), h, n, s of a time (n for minutes), H for hours beyond a day."""
    groups: list[str] = []
    between = True
    for kind, text in tokens:
        letter = text.lower() if kind == "other" else ""
        if kind == "bracket" and _ELAPSED.fullmatch(text):
            groups.append("H")
        elif letter in _DATE_LETTERS and letter:
            if groups and groups[-1][0] == letter and not between:
                groups[-1] += letter
            else:
                groups.append(letter)
        between = letter not in _DATE_LETTERS or not letter
    return "".join(dict.fromkeys(_letter_of(groups, n) for n in range(len(groups))))


def _letter_of(groups: list[str], n: int) -> str:
    group = groups[n]
    behind = groups[n + 1][0] if n + 1 < len(groups) else ""
    before = groups[n - 1][0] if n else ""
    if group[0] == "m" and (before in ("h", "H") or behind == "s"):
        return "n"
    month_in_words = any(len(g) > 2 for g in groups if g[0] == "m")
    if group[0] == "y" and (len(group) > 2 or any(len(g) > 3 for g in groups if g[0] == "m")):
        return "Y" if month_in_words else "y"
    return group[0]


def _denominator(body: str) -> int:
    match = re.search(r"/\s*([?#0]+|\d+)", body)
    return len(match[1]) if match and "?" in body else 0


def _thousands(body: str) -> int:
    match = re.search(r"[0#?](,+)(?![0#?,])", body)
    return len(match[1]) if match else 0


def _literal(tokens: list[tuple[str, str]], *, before: bool) -> str:
    """The words before or behind the digits; brackets of negative numbers and empty space are
    none."""
    places = [n for n, (kind, text) in enumerate(tokens) if _shows_number(kind, text)]
    edge = places[0] if before and places else places[-1] if places else len(tokens)
    chosen = tokens[:edge] if before else tokens[edge + 1 :]
    text = "".join(_shown(kind, text) for kind, text in chosen)
    return " ".join(text.split()).strip("()") if text.strip(" ()-+") else ""


def _shows_number(kind: str, text: str) -> bool:
    return kind == "general" or (kind == "other" and (text in _DIGITS or text == "@"))


def _shown(kind: str, text: str) -> str:
    if kind == "quoted":
        return text.strip('"')
    if kind == "escaped":
        return text[1:]
    if kind == "space":
        return " "
    if kind == "bracket":
        currency = _CURRENCY.match(text)
        return currency[1] if currency else ""
    return text if kind == "other" and text not in "%.,/?#0E+" else ""


def _section_for(value: float, sections: tuple[_Section, ...]) -> _Section:
    if len(sections) > 2 and value == 0:
        return sections[2]
    if len(sections) > 1 and value < 0:
        return sections[1]
    return sections[0]


# ── writing as typed ──
def _with_units(value: float, section: _Section) -> str:
    shown = value * 100 if section.percent else value
    number = plain_number(round(shown, 12) if section.percent else shown / 1000**section.thousands)
    if section.leading > 1:
        sign = "-" if number.startswith("-") else ""
        whole, comma, rest = number.removeprefix("-").partition(",")
        number = f"{sign}{whole.zfill(section.leading)}{comma}{rest}"
    if section.percent:
        number += "%"
    elif section.suffix.startswith("%"):
        number += section.suffix
        return _joined(section.prefix, number, "")
    return _joined(section.prefix, number, section.suffix)


def _joined(prefix: str, number: str, suffix: str) -> str:
    return " ".join(part for part in (prefix.strip("-+ "), number, suffix) if part)


def _fraction(value: float, places: int) -> str:
    """ "1/2" where the format shows a fraction; nothing for whole and mixed numbers."""
    fraction = Fraction(value).limit_denominator(10 ** min(places, 3) - 1)
    if not 0 < abs(fraction) < 1:
        return ""
    return f"{fraction.numerator}/{fraction.denominator}"


def _without_digits(value: float, section: _Section) -> Typed:
    """A format of words alone: what is seen is the word, "-" or nothing."""
    stored = plain_number(value)
    shown = section.prefix
    if not shown:
        return Typed("", f"Sel ini berisi {stored}, tetapi formatnya menyembunyikannya; dibaca kosong.")
    return Typed(shown, f"Sel ini berisi {stored} dan tampil sebagai “{shown}”; dibaca seperti tampilnya.")
