"""The words by which an importer knows a column, a quarter, a number before a heading, a total, a signature.
Pure: nothing here knows a table or the database."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from bakesbang.kinerja.impor.judul import ejaan_judul

ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
BULAN = (
    "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des",
)  # fmt: skip
NAMA_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class Peran(StrEnum):
    """What a column holds."""

    SASARAN = "sasaran"
    INDIKATOR = "indikator"
    TARGET = "target"
    TW = "tw"
    TW_SEMUA = "tw_semua"
    BULAN = "bulan"
    PERIODE = "periode"
    PENJELASAN = "penjelasan"
    SATUAN = "satuan"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    RUMUS = "rumus"
    SUMBER_DATA = "sumber_data"
    DEFINISI = "definisi"
    ALASAN = "alasan"
    NOMOR = "nomor"
    KODE = "kode"
    JENJANG = "jenjang"
    KUNCI = "kunci"
    CATATAN = "catatan"
    ABAIKAN = "abaikan"


NAMA_PERAN = {
    Peran.SASARAN: "Sasaran", Peran.INDIKATOR: "Indikator", Peran.TARGET: "Target", Peran.TW: "Target triwulan",
    Peran.TW_SEMUA: "Target TW I sampai IV", Peran.BULAN: "Target bulan", Peran.PERIODE: "Triwulan baris ini",
    Peran.PENJELASAN: "Penjelasan", Peran.SATUAN: "Satuan", Peran.PENANGGUNG_JAWAB: "Penanggung jawab",
    Peran.RUMUS: "Formula", Peran.SUMBER_DATA: "Sumber data", Peran.DEFINISI: "Definisi operasional",
    Peran.ALASAN: "Alasan", Peran.NOMOR: "Nomor", Peran.KODE: "Kode", Peran.JENJANG: "Jenjang baris ini",
    Peran.KUNCI: "Kunci", Peran.CATATAN: "Catatan", Peran.ABAIKAN: "Tidak dipakai",
}  # fmt: skip
TUJUAN = 0  # the level above the plan's own first one
NAMA_JENJANG = {1: "Strategis", 2: "Program", 3: "Kegiatan", 4: "Subkegiatan", 5: "Rincian"}

_TW = r"(?:t\W?w|tri\s?wulan|trw|tribulan|trib|q|kuartal)"
_RENTANG_TW = re.compile(
    rf"\b{_TW}\s*(?:i|1)\s*(?:sampai(?: dengan)?|s d|sd|hingga)?\s*(?:{_TW}\s*)?(?:iv|4)\b"
)
_SATU_TW = re.compile(rf"\b{_TW}\s*(?:ke\s*)?(iv|iii|ii|i|[1-4])\b")
_BULAN_KE = re.compile(r"\bb ?(0?3|0?6|0?9|12)\b")
_KATA_TW = re.compile(rf"^(?:periode|waktu|{_TW})$|^(?:periode |waktu )?{_TW}$|^periode (?:waktu|target)$")
_BULAN = re.compile(rf"^(?:target |bulan )*(?:{'|'.join(BULAN)}|may|aug|oct|dec|ags|nop)[a-z]*(?: \d+)?$")
# A month below the name of its quarter.
_BULAN_AKHIR = re.compile(
    rf"\b{_TW}\s*(?:iv|iii|ii|i|[1-4]) ((?:{'|'.join(BULAN)}|may|aug|oct|dec|ags|nop)[a-z]*)$"
)
_SEMESTER = re.compile(r"\b(?:semester|smt) (ii|i|[12])$")
_RENTANG_TAHUN = re.compile(
    r"\b(20\d\d)\s*(?:[-–—/]|s\.?\s?/?d\.?|sampai(?: dengan)?)\s*(20\d\d)\b", re.IGNORECASE
)

# First match wins; the patterns meet folded text (lower case, letters and digits only).
_KAMUS: tuple[tuple[str, Peran], ...] = (
    (r"^(kunci|id|uuid)$", Peran.KUNCI),
    (r"^(no|nomor|nomor urut|no urut)$", Peran.NOMOR),
    (r"^(level|jenjang|tingkat|tingkatan)$", Peran.JENJANG),
    (r"\bperkiraan maju|\bprakiraan maju|\btarget (akhir|renstra|rpjmd|jangka)|kondisi (awal|akhir)|baseline|realisasi|\btahun (lalu|sebelumnya)", Peran.CATATAN),
    (r"sumber dana|sumber pendanaan|(?:program|kegiatan) (?:pendukung|penunjang)$", Peran.CATATAN),
    (r"sumber data|asal data|sumber informasi", Peran.SUMBER_DATA),
    (r"anggaran|pagu|\bdana\b|biaya|belanja|\brp\b|keuangan|rupiah", Peran.CATATAN),
    (r"penanggung ?jawab|penangung jawab|pelaksana\b|pengampu|^pj$|^pic$|\bkasu(?:b|bb)ag\b|\bkabid\b|\bkasi\b|^kepala (bidang|seksi)|koordinator|ketua tim|person in charge|unit (kerja|organisasi|penanggung)|jabatan|perangkat daerah (penanggung|pelaksana)|bidang (terkait|pengampu|penanggung)|^(bidang|seksi|opd|skpd)$", Peran.PENANGGUNG_JAWAB),
    (r"formula|rumus|cara (meng|peng|per)?hitung|perhitungan|penghitungan|formulasi", Peran.RUMUS),
    (r"definisi", Peran.DEFINISI),
    (r"\balasan\b|argumen", Peran.ALASAN),
    (r"^kode\b|kode rekening|nomenklatur", Peran.KODE),
    (r"lokasi|catatan|keterangan (tambahan|lain)|^keterangan$|^ket$|bukti|data dukung|tipe|jenis indikator|polaritas", Peran.CATATAN),
    (r"penjelasan|uraian (target|kinerja|langkah)|langkah|tahapan|keterangan", Peran.PENJELASAN),
    (r"indikator|^iku$|tolok ukur|tolak ukur|(ukuran|kriteria) (kinerja|keberhasilan)|^ik[spku]$", Peran.INDIKATOR),
    (r"^satuan|^sat$|^unit$", Peran.SATUAN),
    (r"target|volume|rencana capaian|^(?:th |thn |tahun )?20\d\d$|^setahun$|^(?:satu|1|akhir) tahun$", Peran.TARGET),
    (r"\bcapaian$|tingkat capaian|prosentase capaian|persentase capaian|\bserapan|^status$|jadwal|waktu pelaksanaan", Peran.CATATAN),
    (r"tujuan|sasaran|program|kegiatan|\baksi\b|outcome|output|keluaran|hasil|uraian|kinerja|urusan|aktivitas", Peran.SASARAN),
)  # fmt: skip
KAMUS = tuple((re.compile(pola), peran) for pola, peran in _KAMUS)

# Levels a word stands for, the deepest first so that "sub kegiatan" is not a kegiatan.
_KATA_JENJANG = (
    (re.compile(r"sub ?kegiatan"), 4),
    (re.compile(r"kegiatan|output|keluaran"), 3),
    (re.compile(r"program|outcome"), 2),
    (re.compile(r"sasaran strategis|sasaran opd|sasaran perangkat daerah|tujuan|\bstrategis"), 1),
    (re.compile(r"\baksi\b|aktivitas|rincian"), 5),
)


@lru_cache(maxsize=8192)
def lipat(teks: str) -> str:
    """For comparing: NFKC, lower case, letters and digits only, one space between words."""
    teks = unicodedata.normalize("NFKC", teks).casefold()
    return " ".join(re.sub(r"[^0-9a-zà-ÿ]+", " ", teks).split())


@lru_cache(maxsize=8192)
def rapat(teks: str) -> str:
    """The text on one line, without the marks of bold of pasted text."""
    return " ".join(unicodedata.normalize("NFC", teks).replace("**", "").split())


def peran_judul(judul: str) -> tuple[Peran, int] | None:
    """Role of a heading, with the quarter or month it names (else 0); None for words that are no heading."""
    kata = lipat(judul.replace("_", " "))
    if not kata or len(kata) > 160:
        return None
    kata = lipat(ejaan_judul(judul.replace("_", " ")))
    cocok = next((peran for pola, peran in KAMUS if pola.search(kata)), None)
    if cocok in (Peran.CATATAN, Peran.KUNCI):
        return cocok, 0
    if _RENTANG_TW.search(kata):
        return Peran.TW_SEMUA, 0
    if (bulan := _BULAN_AKHIR.search(kata)) and cocok in (None, Peran.TARGET):
        return Peran.BULAN, _nomor_bulan(bulan[1])
    if cocok in (None, Peran.TARGET) and (b := _BULAN_KE.search(kata)):
        return Peran.TW, int(b[1]) // 3
    if tw := _SATU_TW.search(kata):
        peran = Peran.PENJELASAN if cocok == Peran.PENJELASAN else Peran.TW
        return peran, ROMAWI[tw[1]]
    if cocok in (None, Peran.TARGET) and (smt := _SEMESTER.search(kata)):
        return Peran.TW, 2 * ROMAWI[smt[1]]
    if _KATA_TW.search(kata):
        return Peran.PERIODE, 0
    if _BULAN.search(kata):
        return Peran.BULAN, _nomor_bulan(kata)
    return (cocok, 0) if cocok else None


def _nomor_bulan(kata: str) -> int:
    kata = re.sub(r"^(target |bulan )+", "", kata)
    lain = {"may": 5, "aug": 8, "ags": 8, "oct": 10, "nop": 11, "dec": 12}
    return lain.get(kata[:3]) or BULAN.index(kata[:3]) + 1


def jenjang_judul(judul: str) -> tuple[int, ...]:
    """Levels a heading names, topmost first: "Program/Kegiatan" → (2, 3)."""
    kata, hasil = lipat(ejaan_judul(judul.replace("_", " "))), set()
    for pola, jenjang in _KATA_JENJANG:
        if pola.search(kata):
            hasil.add(jenjang)
            kata = pola.sub(" ", kata)
    if not hasil and "sasaran" in kata:
        hasil.add(1)
    if re.search(r"\bsasaran\b", kata) and hasil and min(hasil) >= 2 and "/" in judul:
        hasil.add(1)
    # "Aksi/Kegiatan" are two words for one level.
    return tuple(sorted(hasil - {5} if hasil & {3, 4} else hasil))


def kumulatif(judul: str) -> bool:
    """Whether a quarter's column says that its figure holds the quarters before it."""
    kata = lipat(judul)
    if re.search(r"\b(non|tidak|bukan) ?[kc]omm?ulatif|\b(non|tidak|bukan) ?[kc]umm?ulatif", kata):
        return False
    return bool(re.search(rf"\b[kc][uo]mm?ulatif\b|\b(s d|sd|sampai dengan|s\.d) {_TW}\b", kata))


def tahun_judul(teks: str, tahun: int) -> int:
    """The year a title names, 0 for none; of a span of years that holds the plan's own, that one."""
    if cocok := _RENTANG_TAHUN.search(teks):
        awal, akhir = int(cocok[1]), int(cocok[2])
        return tahun if awal <= tahun <= akhir else awal
    satu = re.search(r"\b(20\d\d)\b", teks)
    return int(satu[1]) if satu else 0


# ── quarters ──
SEL_TW = re.compile(
    r"(?:^|(?<=[\s;,]))(?:T\W?W|TRI\s?WULAN|TRW)\s*\.?\s*(IV|III|II|I|[1-4])\s*[=:]\s*", re.IGNORECASE
)
_SD = r"(?:s\W{0,2}d\W*|sampai(?:\s+dengan)?\s+)?"
PERIODE_SEL = re.compile(
    rf"^\W*{_SD}(?:(?:t\W?w|tri\s?wulan|trw|q|tribulan)\W*)?(iv|iii|ii|i|[1-4])\W*(?:\([^()]*\)\W*)?$",
    re.IGNORECASE,
)
_EMPAT_SEL = re.compile(
    rf"^\W*{_TW}?\W*(?:i|1)\W*(?:s\W{{0,2}}d\W*|sampai\s+)?{_TW}?\W*(?:iv|4)\W*$", re.IGNORECASE
)
_SEMESTER_SEL = re.compile(r"^\W*(?:semester|smt)\W*(ii|i|[12])\W*(?:\([^()]*\)\W*)?$", re.IGNORECASE)
_BULAN_SEL = re.compile(
    r"^\W*(jan|apr|jul|okt|oct)[a-z]*\W*(?:s\W{0,2}d|sampai|hingga)?\W*(mar|jun|sep|des|dec)[a-z]*\W*(?:20\d\d)?\W*$",
    re.IGNORECASE,
)
# Quarters in a cell that holds nothing else, with shorter labels: "I = 25%; II = 50%", "Triwulan 1 (2), Triwulan 2 (3)".
_SEL_ROMAWI = re.compile(
    r"(?:^|(?<=[\s;,]))(?:(?:T\W?W|TRI\s?WULAN|TRW|Q)\W*)?(IV|III|II|I|[1-4])\s*[=:(]\s*", re.IGNORECASE
)


def pecah_tw(teks: str) -> list[tuple[int, str, str]]:
    """Quarters written inside one cell: (quarter, label as written, text after it). "TW III= -" → (3, …, "-")."""
    temu = list(SEL_TW.finditer(teks))
    hasil = []
    for n, cocok in enumerate(temu):
        ujung = temu[n + 1].start() if n + 1 < len(temu) else len(teks)
        isi = teks[cocok.end() : ujung].strip()
        if n + 1 < len(temu):
            isi = isi.rstrip(";,").strip()
        hasil.append((ROMAWI[cocok[1].lower()], cocok[0].strip(), rapat(isi)))
    return hasil


PERIODE_HURUF = 200  # no name of a quarter is longer
SETAHUN = 5  # a row that speaks of all four quarters


def baca_periode(teks: str) -> int | None:
    """Quarter named by a cell of its own: "TW II", "II", "Triwulan 2 (April-Juni)", "April - Juni", "Semester I"."""
    if len(teks) > PERIODE_HURUF:
        return None
    if cocok := PERIODE_SEL.match(teks.strip()):
        return ROMAWI[cocok[1].lower()]
    if _EMPAT_SEL.match(teks.strip()):
        return SETAHUN
    if cocok := _SEMESTER_SEL.match(teks.strip()):
        return 2 * ROMAWI[cocok[1].lower()]
    if cocok := _BULAN_SEL.match(teks.strip()):
        awal, akhir = (("jan", "apr", "jul", "okt", "oct"), ("mar", "jun", "sep", "des", "dec"))
        a, b = min(awal.index(cocok[1].lower()), 3), min(akhir.index(cocok[2].lower()), 3)
        return a + 1 if a == b else None
    return None


def pecah_empat(teks: str) -> list[tuple[int, str, str]]:
    """All four quarters of a cell that holds nothing else, told by short labels or by their order alone."""
    temu = list(_SEL_ROMAWI.finditer(teks))
    if [ROMAWI[m[1].lower()] for m in temu] == [1, 2, 3, 4] and temu[0].start() == 0:
        ujung = [m.start() for m in temu[1:]] + [len(teks)]
        return [
            (n, m[0].strip(), rapat(teks[m.end() : u]).rstrip(";, ").removesuffix(")" if "(" in m[0] else ""))
            for n, (m, u) in enumerate(zip(temu, ujung, strict=True), start=1)
        ]
    bagian = [b.strip(" '\"") for b in re.split(r"\s*(?:\n|;|\||/|,\s(?=['\"\d-]))\s*", teks.strip("[]() "))]
    return [(n, "", b) for n, b in enumerate(bagian, start=1)] if len(bagian) == 4 and all(bagian) else []


# ── numbers before a heading ──
_NOMENKLATUR = re.compile(r"^(\d\.\d{2}(?:\.\d{2}(?:\.\d\.\d{2}(?:\.\d{2,4})?)?)?)\b[\s.:-]*")
_BERTITIK = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?(?=\s)\s*")
_NOMOR = re.compile(r"^[(]?(\d{1,2}|[ivxIVX]{1,5}|[a-zA-Z])[.)](?=\s|[A-Z])\s*")


def lepas_nomor(teks: str) -> tuple[str, str]:
    """(number, text without it): "1. Menguatnya …", "A. PROGRAM …", "1.02 …"."""
    for pola in (_NOMENKLATUR, _BERTITIK, _NOMOR):
        cocok = pola.match(teks)
        if cocok and teks[cocok.end() :].strip():
            return cocok[1], teks[cocok.end() :].strip()
    return "", teks


LANJUTAN = re.compile(r"\s*\(\s*lanjutan\s*\)$", re.IGNORECASE)  # a parent printed again on the next page
_LABEL = re.compile(
    r"^((?:tujuan|sasaran(?: strategis| program| kegiatan| sub ?kegiatan)?|program|kegiatan|sub ?kegiatan)(?:\s+(?:ke\W*)?(?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*))?)\s*[:=]\s*(?=\S)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^(?:[ivx]{1,5}|[a-z]|\d{1,2})?[.)]?\s*(?:bidang (?!urusan)|sekretariat\b|bagian |sub ?bagian |seksi |sub ?bidang |uptd?\b|irban\b|inspektur pembantu|unit (?:kerja|pelaksana))",
    re.IGNORECASE,
)


def lepas_label(teks: str) -> tuple[str, str]:
    """(label, text without it): "Sasaran 2 : Meningkatnya …"."""
    cocok = _LABEL.match(teks)
    return (cocok[1], teks[cocok.end() :].strip()) if cocok else ("", teks)


def judul_unit(teks: str) -> bool:
    """Whether a line across the table names the unit whose rows follow: "BIDANG POLITIK DALAM NEGERI"."""
    return bool(_UNIT.match(rapat(teks))) and len(teks.split()) <= 14


def gaya_nomor(nomor: str) -> str:
    """The kind of a number, which tells its depth: A, I, 1, a, 1.1, or how many parts a code has."""
    n = nomor.strip().strip("().")
    if not n:
        return ""
    if _NOMENKLATUR.fullmatch(n):
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


def jenjang_teks(teks: str) -> tuple[int, str]:
    """(level, word that told it) of a heading that names its own kind: "PROGRAM PENUNJANG …" → (2, "program")."""
    kata = lipat(teks)
    for pola, jenjang in (
        (r"^(unsur|urusan|bidang urusan)\b", 1), (r"^tujuan\b|^sasaran strategis\b", 1), (r"^(sasaran )?sub ?kegiatan\b", 4),
        (r"^(sasaran )?program\b", 2), (r"^(sasaran )?kegiatan\b", 3), (r"^sasaran\b", 1), (r"^(rencana )?aksi\b", 5),
        (r"^(ultimate outcome|impact|dampak)$", 1), (r"^(intermediate )?outcome$|^hasil$", 2), (r"^(output|keluaran)$", 3),
    ):  # fmt: skip
        if cocok := re.match(pola, kata):
            return jenjang, cocok[0]
    return 0, ""


# ── rows that are no data ──
JUMLAH = re.compile(
    r"^(j\s*u\s*m\s*l\s*a\s*h|t\s*o\s*t\s*a\s*l|sub\s?total|grand total)(\s+(anggaran|total|keseluruhan|seluruh\w*))?$"
)
_TANDA_TANGAN = re.compile(
    r"^(nip\b|mengetahui\b|menyetujui\b|disetujui\b|ditetapkan di\b|pada tanggal\b|pihak (?:pertama|kedua)\b|plt\b|plh\b|pembina (utama|tingkat|tk)|penata\b)"
    r"|^\w+(\s\w+)? \d{1,2} (jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)\w* \d{4}$"
    r"|^kepala (badan|dinas|kantor)\b|^sekretaris daerah\b|^(wali ?kota|bupati|gubernur)\b"
)
_KETERANGAN = re.compile(r"^(keterangan|catatan|sumber|ket)\b")
_CATATAN_KAKI = re.compile(r"\s*\(?(?:\*{1,3}|[¹²³⁴])\)?\s*\S")
PEMISAH = re.compile(r"^[|:\s]*[-–—_=]{2,}[|:\s]*$")


def tanda_tangan(teks: str) -> bool:
    return bool(_TANDA_TANGAN.match(lipat(teks)))


def keterangan_kaki(teks: str) -> bool:
    return bool(_KETERANGAN.match(lipat(teks)) or _CATATAN_KAKI.match(teks))


_BUTIR = re.compile(r"(?:^|(?<=\s))(?:\(?(\d{1,2}|[a-z])[.)]\s+|[•●▪·–-]\s+)(?=\S)")


def pecah_butir(teks: str) -> list[str]:
    """Several items in one cell: numbered or bulleted, on lines of their own or in a row. One item: the text."""
    temu = [m for m in _BUTIR.finditer(teks) if m.start() == 0 or teks[m.start() - 1] == "\n" or m[1]]
    if len(temu) < 2 or temu[0].start() != 0 or not _berurutan([m[1] for m in temu]):
        return [rapat(teks)]
    ujung = [m.start() for m in temu[1:]] + [len(teks)]
    return [rapat(teks[m.end() : u]).rstrip(";,") for m, u in zip(temu, ujung, strict=True)]


def _berurutan(nomor: list[str | None]) -> bool:
    """1, 2, 3 or a, b, c or bullets throughout."""
    if all(n is None for n in nomor):
        return True
    if any(n is None for n in nomor):
        return False
    angka = [int(n) if n.isdigit() else ord(n) - 96 for n in nomor if n]
    return angka == list(range(1, len(angka) + 1))
