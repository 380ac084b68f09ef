"""From a formula as it is printed in documents to the one line that says the calculation.

Agencies print formulas with a heading ("Rumus:"), a name in front ("Persentase = …"), a stacked fraction
over several lines, a legend ("IPU = Indeks Pencemaran Udara") and remarks ("Tipologi data: …"). All that is
left aside is told in ``peringatan``; text in which no single calculation can be found is refused, never
guessed. The reader is shown the fraction before anything is saved (design, section 4).
"""

import re
from dataclasses import dataclass, field

from bakesbang.calculation.formula.errors import FormulaError

from .latex import berlatex, terjemahkan
from .sentences import bertanya, bilangan_kata, perbandingan
from .traced_text import Teks

PANJANG_MAKS = 4000
KATA_LABEL_MAKS = 25

_TANPA_RUMUS = "Teks ini penjelasan, bukan rumus: tidak ada hitungan yang dapat dibaca."
_SARAN_TANPA_RUMUS = (
    "Tulis misalnya [data A] / [data B] × 100%, atau biarkan tanpa rumus dan isi nilainya langsung."
)

_AWALAN = re.compile(
    r"\s*(?:rumus|formula(?:si)?|cara\s+(?:per)?(?:hitungan|menghitung|mengukur)|(?:metode\s+)?perhitungan)\b"
    r"[^:=\n/*×÷()\[\]]{0,60}[:=]",
    re.IGNORECASE,
)
_PENUTUP = re.compile(
    r"(?:tipologi\s+data|tipe\s+data|jenis\s+data|satuan|sumber(?:\s+data)?|periode|polaritas|keterangan|ket\.?|"
    r"catatan|di\s?mana|dengan)\s*(?:[:=]|$)",
    re.IGNORECASE,
)
# Words that explain and never stand inside the name of a datum.
_PROSA = re.compile(
    r"\b(?:adalah|yaitu|yakni|merupakan|ialah|sehingga|selanjutnya|di\s?mana|dengan\s+rumus|untuk\s+memudahkan|"
    r"dihitung\s+(?:dengan|dari|berdasarkan|melalui|menggunakan))\b|"
    r"^\s*(?:yang\s+dimaksud|menunjukkan|menggambarkan|menyatakan|mengukur|angka\s+yang)\b",
    re.IGNORECASE,
)
_BULIR = re.compile(r"(?:[-–•]|\d{1,2}[.)]|[a-z][.)])\s+(?=[^\W\d])")
_NOMOR = re.compile(r"(?:\d{1,2}[.)]|[a-z][.)])\s+(?=[^\W\d]|[(\[])", re.IGNORECASE)
_GARIS = re.compile(r"(?P<judul>[^=]*=)?\s*[-–_─═=]{2,}\s*(?P<ekor>[x×*/].*)?$", re.IGNORECASE)
_EKOR = re.compile(r"\s*[x×*]\s*[\d.,]+\s*(?:%|persen)?\s*$", re.IGNORECASE)
_EKOR_SERATUS = re.compile(r"\s*[x×*]\s*100(?:,0+)?\s*(?:%|persen)?\s*$", re.IGNORECASE)
_DALAM_PERSEN = re.compile(r"\s*\((?:\s*dalam)?\s*(?:%|persen)\s*\)\s*\.?\s*$", re.IGNORECASE)
_LEGENDA = re.compile(r"(?P<nama>[^=:]{1,40}?)\s*[=:]\s*(?P<isi>.+)$", re.DOTALL)
_SAMBUNG_DEPAN = re.compile(
    r"[/+×÷*^)]|[x]\s*[\d(\[]|[-–]\s*[\d(\[]|(?:dibagi|dikali|ditambah|dikurang)", re.IGNORECASE
)
_SAMBUNG_BELAKANG = re.compile(r"[-–/+×÷*^(=;]$|\s[x:]$", re.IGNORECASE)
_BERTANDA = re.compile(
    r"[×÷*^<>=≤≥≠Σ]|\s[-–/+:x]\s|\s[/+x](?=[(\[\d])|[)\]]\s*[-/+:x]|[^\s/]/\s|\s/|\d\s*%|\w\+\w|"
    r"\bdibagi|\bdikali|\bditambah|\bdikurang",
    re.IGNORECASE,
)
_SISIPAN = re.compile(r"\((?:(?!\s[-–/+:x]\s)[^()=×÷*])*\)", re.IGNORECASE)
_JUDUL = re.compile(r"(?P<judul>[^=<>!≤≥≠()\[\]]*|\s*\[[^\]]*\]\s*)=(?!=)")
_HASIL_KOSONG = re.compile(r"\s*=\s*(?:[.…_]+\s*%?|%)\s*$")
_LEGENDA_SEBARIS = re.compile(
    r"[,;.]?\s+(?:di\s?mana|dengan|keterangan|ket\.?)\s*:?\s+(?=[^\W\d]\w{0,11}\s*[=:]\s)", re.IGNORECASE
)
_LEGENDA_BERIKUT = re.compile(
    r"(?:[,;]\s*(?:(?:dan|serta)\s+)?|\s(?:dan|serta)\s+)(?=(?:[^\W\d]\w{0,11}\s*=|penyebut\s*[:=]|denominator\s*[:=])\s)",
    re.IGNORECASE,
)
_PEMBILANG = re.compile(r"\s*(?:pembilang|penyebut|numerator|denominator)\s*[:=]", re.IGNORECASE)
_KATA_HITUNG = re.compile(r"(?:jumlah|jml|total|banyaknya)\b", re.IGNORECASE)
_NAMA = re.compile(r"\[[^\]]*\]")
_KOSONG = frozenset(("n/a", "na", "-", "--", "–", "tidak ada", "nihil", "…", "..."))
_KURAWAL = str.maketrans("{}", "()")
_SAMA_DENGAN = re.compile(r"[=<>≤≥≠]")


@dataclass(slots=True)
class Naskah:
    """The line that says the calculation, what was left aside, and the legend: short name → meaning."""

    teks: Teks
    peringatan: list[str] = field(default_factory=list)
    keterangan: dict[str, str] = field(default_factory=dict)


def baca_naskah(sumber: str | None) -> Naskah:
    """Find the calculation in a printed formula. Raises RumusSalah when there is none or more than one."""
    if sumber is None or not sumber.strip() or sumber.strip().casefold() in _KOSONG:
        raise FormulaError("Rumus masih kosong.", hint=_SARAN_TANPA_RUMUS)
    if len(sumber) > PANJANG_MAKS:
        raise FormulaError(
            f"Rumus terlalu panjang: paling banyak {PANJANG_MAKS} huruf.", position=PANJANG_MAKS
        )
    teks = Teks.baca(sumber)
    teks = terjemahkan(teks) if berlatex(teks) else Teks(teks.s.translate(_KURAWAL), teks.asal)
    teks = _pisahkan_legenda(bilangan_kata(teks))
    awalan = _AWALAN.match(teks.s)
    if awalan:
        teks = teks.potong(awalan.end())
    baris = teks.baris()
    if not baris:
        raise FormulaError("Rumus masih kosong.", position=len(sumber), hint=_SARAN_TANPA_RUMUS)
    if len(baris) == 1:
        _tolak_kalimat(baris[0])
    naskah = Naskah(teks)
    garis = [letak for letak, satu in enumerate(baris) if _garis(satu, letak)]
    if garis:
        naskah.teks = _bertumpuk(baris, garis, naskah)
    else:
        naskah.teks = _pilih(_gabung_baris(baris), naskah)
    naskah.teks = _dalam_persen(_tanpa_judul(_tanpa_hasil(naskah.teks), naskah))
    if not naskah.teks.s.strip():
        raise FormulaError("Rumus masih kosong.", position=naskah.teks.tempat(0), hint=_SARAN_TANPA_RUMUS)
    return naskah


def _tolak_kalimat(teks: Teks) -> None:
    """Raises RumusSalah for a question, and for a comparison in words with the formula it probably means."""
    if bertanya(teks.s):
        raise salah_prosa(teks.tempat(0))
    if pasangan := perbandingan(teks.s):
        raise FormulaError(
            _TANPA_RUMUS,
            position=teks.tempat(0),
            hint=f"Maksud Anda [{pasangan[0]}] / [{pasangan[1]}] × 100%?",
        )


def _pisahkan_legenda(teks: Teks) -> Teks:
    """A legend on the line of the formula ("…, dimana A = …, B = …") put on lines of its own."""
    luar = _NAMA.sub(lambda nama: "[" * len(nama[0]), teks.s)
    awal = _LEGENDA_SEBARIS.search(luar)
    if awal is None:
        # "…; A = …, B = …" without a word before it: outside every bracket, behind a calculation or a definition.
        luar = _datar(luar)
        awal = _LEGENDA_BERIKUT.search(luar)
        if awal is None or not (_BERTANDA.search(luar, 0, awal.start()) or _PEMBILANG.match(luar)):
            return teks
    huruf = list(teks.s)
    for cocok in (awal, *_LEGENDA_BERIKUT.finditer(luar, awal.end())):
        huruf[cocok.start() : cocok.end()] = "\n" + " " * (len(cocok[0]) - 1)
    return Teks("".join(huruf), teks.asal)


def prosa(s: str) -> bool:
    """Whether words outside brackets read as a sentence and not as the name of a datum."""
    return bool(_PROSA.search(_NAMA.sub("[]", s)))


def salah_prosa(posisi: int) -> FormulaError:
    """The refusal of a text that explains but does not calculate."""
    return FormulaError(_TANPA_RUMUS, position=posisi, hint=_SARAN_TANPA_RUMUS)


def _bertanda(teks: Teks) -> bool:
    """Whether a line has something of a calculation, names in brackets and short asides left out."""
    tanpa_nama = _NAMA.sub("[]", teks.s)
    return bool(_BERTANDA.search(_SISIPAN.sub("()", tanpa_nama)))


def _garis(teks: Teks, letak: int) -> bool:
    return letak > 0 and bool(_GARIS.match(teks.s))


def _gabung_baris(baris: list[Teks]) -> list[Teks]:
    """Lines joined where one plainly goes on in the next."""
    hasil: list[Teks] = []
    for satu in baris:
        if hasil and _bersambung(hasil[-1].s, satu.s):
            hasil[-1] = hasil[-1] + Teks.sisipan(" ", satu.tempat(0)) + satu
        else:
            hasil.append(satu)
    return hasil


def _bersambung(atas: str, bawah: str) -> bool:
    if atas.count("[") > atas.count("]") or atas.count("(") > atas.count(")"):
        return True
    if _BULIR.match(bawah) or _PENUTUP.match(atas):
        return False
    if _SAMBUNG_DEPAN.match(bawah) or _SAMBUNG_BELAKANG.search(atas):
        return True
    return bawah[0].islower() and atas[-1] not in ".:;" and not _LEGENDA.match(bawah) and not prosa(atas)


def _pilih(kalimat: list[Teks], naskah: Naskah) -> Teks:
    """The one calculation among the statements of the text."""
    kalimat = [_tanpa_nomor(satu) for satu in kalimat]
    if len(kalimat) == 1:
        return kalimat[0]
    jenis = [_jenis(satu, letak) for letak, satu in enumerate(kalimat)]
    rumus = [letak for letak, satu in enumerate(jenis) if satu == "rumus"]
    if len(rumus) > 1:
        raise FormulaError(
            "Ada lebih dari satu rumus dalam teks ini.",
            position=kalimat[rumus[1]].tempat(0),
            hint="Simpan satu rumus saja; rumus lain menjadi indikator tersendiri.",
        )
    if not rumus:
        return _tanpa_tanda(kalimat, jenis)
    letak = rumus[0]
    tumpukan = _tumpukan_tanpa_garis(kalimat, jenis, letak)
    if tumpukan is not None:
        naskah.peringatan.append("Dua baris dibaca sebagai pecahan: yang atas dibagi yang bawah.")
        dipakai, teks = tumpukan
    else:
        dipakai, teks = {letak}, kalimat[letak]
    _sisihkan(kalimat, jenis, dipakai, naskah)
    return teks


def _tanpa_nomor(teks: Teks) -> Teks:
    """Without the number in front of a calculation in a list: ``1. A / B × 100%``."""
    nomor = _NOMOR.match(teks.s)
    return teks.potong(nomor.end()) if nomor and _bertanda(teks) else teks


def _jenis(teks: Teks, letak: int) -> str:
    s = teks.s
    if _PENUTUP.match(s):
        return "penutup"
    legenda = _LEGENDA.match(s)
    if (
        legenda
        and not _bertanda(Teks.sisipan(legenda["isi"], 0))
        and not _bertanda(Teks.sisipan(legenda["nama"], 0))
    ):
        return "legenda" if "=" in s or letak or _PEMBILANG.match(s) else "prosa"
    if _BULIR.match(s) or (prosa(s) and not _EKOR_SERATUS.search(s)):
        return "rumus" if "=" in s else "prosa"
    if _bertanda(teks):
        return "rumus"
    catatan = s[0] == "(" and s[-1] == ")" and len(s.split()) > 2
    return "prosa" if catatan or s[-1] in ".:;?!" or len(s.split()) > KATA_LABEL_MAKS else "label"


def _tanpa_tanda(kalimat: list[Teks], jenis: list[str]) -> Teks:
    """No statement has an operator: a lone name is a formula, two definitions are only a hint, prose is not."""
    inti = [letak for letak, satu in enumerate(jenis) if satu != "penutup"]
    if len(inti) == 1 and jenis[inti[0]] == "label":
        return kalimat[inti[0]]
    if len(inti) == 2 and all(jenis[letak] == "legenda" for letak in inti):
        isi = [_isi_legenda(kalimat[letak])[1] for letak in inti]
        raise FormulaError(
            "Teks ini hanya menjelaskan dua data; hitungannya belum ditulis.",
            position=kalimat[inti[0]].tempat(0),
            hint=f"Maksud Anda [{isi[0]}] / [{isi[1]}] × 100%?",
        )
    raise salah_prosa(kalimat[0].tempat(0) if kalimat else 0)


def _isi_legenda(teks: Teks) -> tuple[str, str]:
    cocok = _LEGENDA.match(teks.s)
    return (cocok["nama"].strip(), " ".join(cocok["isi"].split())) if cocok else ("", "")


def _tumpukan_tanpa_garis(kalimat: list[Teks], jenis: list[str], letak: int) -> tuple[set[int], Teks] | None:
    """``A × 100 %`` with a bare name on the line above or below: a fraction whose bar was lost."""
    ekor = _EKOR_SERATUS.search(kalimat[letak].s)
    if not ekor or _BERTANDA.search(kalimat[letak].s, 0, ekor.start()):
        return None
    tetangga = [n for n in (letak + 1, letak - 1) if 0 <= n < len(kalimat) and jenis[n] == "label"]
    if not tetangga:
        return None
    atas, bawah = sorted((letak, tetangga[0]))
    kepala, sisa = kalimat[letak].potong(0, ekor.start()), kalimat[letak].potong(ekor.start())
    pembilang = kepala if atas == letak else kalimat[atas]
    penyebut = kepala if bawah == letak else kalimat[bawah]
    return {atas, bawah}, _pecahan(pembilang, penyebut) + sisa


def _sisihkan(kalimat: list[Teks], jenis: list[str], dipakai: set[int], naskah: Naskah) -> None:
    """Note what is not part of the calculation; a bare line after it could be one, so it is refused."""
    for letak, satu in enumerate(kalimat):
        if letak in dipakai:
            continue
        if jenis[letak] == "legenda":
            nama, isi = _isi_legenda(satu)
            naskah.keterangan[nama] = isi
        elif jenis[letak] == "label" and letak > min(dipakai):
            raise FormulaError(
                "Baris ini tidak dipahami sebagai bagian dari rumus.",
                position=satu.tempat(0),
                hint="Hapus baris ini atau sambung dengan tanda hitung.",
            )
        else:
            naskah.peringatan.append(f"Tidak ikut dihitung: “{_singkat(satu.s)}”.")


def _singkat(s: str) -> str:
    return s if len(s) <= 60 else s[:59].rstrip() + "…"


def _pecahan(atas: Teks, bawah: Teks) -> Teks:
    def di(s: str, teks: Teks) -> Teks:
        return Teks.sisipan(s, teks.tempat(0))

    return di("(", atas) + atas + di(") / (", bawah) + bawah + di(")", bawah)


def _bertumpuk(baris: list[Teks], garis: list[int], naskah: Naskah) -> Teks:
    """A fraction with its bar drawn as a line of dashes; a factor beside any of the three goes behind."""
    if len(garis) > 1:
        raise FormulaError(
            "Ada lebih dari satu garis pecahan.",
            position=baris[garis[1]].tempat(0),
            hint="Tulis dengan / dan kurung.",
        )
    letak = garis[0]
    atas, bawah = _gabung_pembilang(_gabung_baris(baris[:letak])), baris[letak + 1 :]
    if not bawah:
        raise FormulaError("Di bawah garis pecahan tidak ada penyebut.", position=baris[letak].tempat(0))
    penyebut, ekor, sisa = _belah_bawah(bawah)
    bagian = [atas[-1], penyebut]
    for n, satu in enumerate(bagian):
        cocok = _EKOR.search(satu.s)
        if cocok and not ekor.s:
            bagian[n], ekor = satu.potong(0, cocok.start()), satu.potong(cocok.start())
    cocok = _GARIS.match(baris[letak].s)
    if cocok and cocok["ekor"] and not ekor.s:
        ekor = baris[letak].potong(cocok.start("ekor"))
    lain = atas[:-1] + sisa
    jenis = [_jenis(satu, n) for n, satu in enumerate(lain)]
    if "rumus" in jenis or "label" in jenis[len(atas) - 1 :]:
        raise FormulaError("Pecahan bertumpuk ini tidak dapat dibaca.", hint="Tulis dengan / dan kurung.")
    _sisihkan(lain, jenis, {len(lain)}, naskah)
    return _pecahan(_tanpa_judul(bagian[0], naskah), bagian[1]) + ekor


def _gabung_pembilang(atas: list[Teks]) -> list[Teks]:
    """The statements above the bar, a numerator that was wrapped over several lines joined again."""
    while len(atas) > 1:
        *awal, sebelum, akhir = atas
        mulai_baru = (
            _KATA_HITUNG.match(akhir.s) or "=" in akhir.s or ("=" not in sebelum.s and _bertanda(sebelum))
        )
        if mulai_baru or sebelum.s[-1] in ".:;" or _PENUTUP.match(sebelum.s) or prosa(sebelum.s):
            break
        atas = [*awal, sebelum + Teks.sisipan(" ", akhir.tempat(0)) + akhir]
    return atas


def _belah_bawah(bawah: list[Teks]) -> tuple[Teks, Teks, list[Teks]]:
    """(denominator, what follows the fraction, remaining statements) of the lines under the bar."""
    penyebut, ekor = bawah[0], Teks("", ())
    for n, satu in enumerate(bawah[1:], start=1):
        if _SAMBUNG_DEPAN.match(satu.s):
            ekor = ekor + Teks.sisipan(" ", satu.tempat(0)) + satu
        elif not ekor.s and satu.s[0].islower() and not _LEGENDA.match(satu.s):
            penyebut = penyebut + Teks.sisipan(" ", satu.tempat(0)) + satu
        else:
            return penyebut, ekor, _gabung_baris(bawah[n:])
    return penyebut, ekor, []


def _tanpa_judul(teks: Teks, naskah: Naskah) -> Teks:
    """Without the name of the result in front: ``Persentase ormas aktif = …`` and Excel's leading ``=``."""
    cocok = _JUDUL.match(teks.s)
    if cocok is None:
        return teks
    judul = " ".join(cocok["judul"].split())
    sisa = teks.potong(cocok.end()).rapikan()
    if not judul:
        return sisa
    if _BERTANDA.search(judul) or not any(map(str.isalpha, judul)) or _SAMA_DENGAN.search(_datar(sisa.s)):
        return teks
    naskah.peringatan.append(f"Nama di depan tanda = tidak ikut dihitung: “{_singkat(judul)}”.")
    return sisa


def _tanpa_hasil(teks: Teks) -> Teks:
    """Without the empty place for the result: ``… = ….%``."""
    kosong = _HASIL_KOSONG.search(teks.s)
    return teks.potong(0, kosong.start()) if kosong else teks


def _datar(s: str) -> str:
    """The part of a text that stands outside every bracket."""
    dalam, luar = 0, []
    for huruf in s:
        dalam += (huruf in "([") - (huruf in ")]")
        luar.append(huruf if dalam <= 0 else " ")
    return "".join(luar)


def _dalam_persen(teks: Teks) -> Teks:
    """A closing ``(dalam %)`` says the same as ``× 100%``."""
    cocok = _DALAM_PERSEN.search(teks.s)
    if cocok is None or not cocok.start():
        return teks
    isi = teks.potong(0, cocok.start())
    seratus = _EKOR_SERATUS.search(isi.s)
    if seratus:
        isi = isi.potong(0, seratus.start())
    buka, tutup = Teks.sisipan("(", isi.tempat(0)), Teks.sisipan(") × 100%", teks.tempat(cocok.start()))
    return buka + isi + tutup
